package gitsource

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// An IndexWriter changes what is staged, through the git executable: split and
// sparse indexes, shared permissions and formats to come are git's business.
// No hook runs, and no filter touches the content.
//
// It changes nothing while another process holds the index's lock, and nothing
// inside a hook of `git commit -a` or `git commit PATH`: there the index is
// one that git is making for this commit, and git does not read again what
// others write into it. In the hook of a plain `git commit` it works, and the
// commit has the change.
//
// Its methods may be called one after the other, not at the same time. What
// another process stages between the look at an entry and git's own lock, a
// few milliseconds, is found afterwards and reported, not prevented. On
// Windows git cannot replace an index that is mapped: close every [Repo] that
// has read it, and write with one that has not.
type IndexWriter struct {
	repo *Repo
	ctx  context.Context // the methods have none: package fixer knows nothing of processes
}

// IndexWriter returns a writer for the repository's index; see
// [Repo.IndexFile]. ctx ends what it does, except for the moment in which git
// writes.
func (r *Repo) IndexWriter(ctx context.Context) *IndexWriter {
	return &IndexWriter{repo: r, ctx: ctx}
}

// Untrack takes paths, slash-separated and relative to the top, out of the
// index and leaves the files on disk. It fails, and changes nothing, if one of
// them is not tracked or is in conflict.
func (w *IndexWriter) Untrack(paths []string) error {
	before, err := w.checkUntrack(paths)
	if err != nil || len(paths) == 0 {
		return err
	}
	git, err := w.open()
	if err != nil {
		return err
	}
	defer git.close()
	if _, err := w.run(git, []byte(strings.Join(paths, "\x00")+"\x00"), "update-index", "--force-remove", "-z", "--stdin"); err != nil {
		return fmt.Errorf("untracking %s: %w", list(paths), err)
	}
	want := slices.DeleteFunc(before, func(e entry) bool { return slices.Contains(paths, e.path) })
	if err := w.verify(want); err != nil {
		return fmt.Errorf("untracking %s: %w", list(paths), err)
	}
	return nil
}

// Replace stages other content for a path and keeps its mode. before and after
// are the content as it is stored, behind all filters. It fails, and changes
// nothing, if the staged content is no longer before, or if nothing but the
// intention to add is staged, or a conflict, a symbolic link or a submodule.
func (w *IndexWriter) Replace(path string, before, after []byte) error {
	entries, at, err := w.checkReplace(path, before)
	if err != nil {
		return err
	}
	git, err := w.open()
	if err != nil {
		return err
	}
	defer git.close()
	fail := func(err error) error { return fmt.Errorf("staging %s: %w", quoted(path), err) }
	sum := git.newHash()
	fmt.Fprintf(sum, "blob %d\x00", len(after))
	sum.Write(after)
	id := fmt.Sprintf("%x", sum.Sum(nil))
	out, err := w.run(git, after, "hash-object", "-w", "-t", "blob", "--no-filters", "--stdin")
	if err != nil {
		return fail(err)
	}
	if got := strings.TrimSpace(string(out)); got != id {
		return fail(fmt.Errorf("git stored other content: object %s, not %s", got, id))
	}
	assumed, err := assumeUnchanged(w.ctx, git, path)
	if err != nil {
		return fail(err)
	}
	// A new entry has none of the old one's flags; the one that matters more
	// is set in the same run, so that git never sees the file without it.
	args := []string{"update-index", "--cacheinfo", fmt.Sprintf("%06o,%s,%s", entries[at].mode, id, path)}
	skipped := entries[at].skipWorktree
	switch {
	case skipped:
		args = append(args, "--skip-worktree", "--", path)
	case assumed:
		args = append(args, "--assume-unchanged", "--", path)
	}
	if _, err := w.run(git, nil, args...); err != nil {
		return fail(err)
	}
	if skipped && assumed {
		if _, err := w.run(git, nil, "update-index", "--assume-unchanged", "--", path); err != nil {
			return fail(err)
		}
	}
	entries[at].id = id
	if err := w.verify(entries); err != nil {
		return fail(err)
	}
	return nil
}

// open returns an engine for writing. Its git runs no filter: update-index cleans
// files that are as old as the index, to see whether they have changed.
func (w *IndexWriter) open() (*gitEngine, error) {
	git, err := openGit(w.repo.at)
	if err != nil {
		return nil, err
	}
	if err := git.withoutFilters(w.ctx); err != nil {
		git.close()
		return nil, err
	}
	return git, nil
}

// withoutFilters turns off the filter drivers of the configuration for the commands
// to come.
func (g *gitRunner) withoutFilters(ctx context.Context) error {
	args := []string{"config", "-z", "--name-only", "--get-regexp", `^filter\..*\.(clean|smudge|process|required)$`}
	cmd := g.command(ctx, args...)
	var out bytes.Buffer
	var stderr headBuffer
	cmd.Stdout, cmd.Stderr = &out, &stderr
	// Exit status 1 means that there is none.
	if err := cmd.Run(); err != nil && (cmd.ProcessState == nil || cmd.ProcessState.ExitCode() != 1) {
		return fmt.Errorf("reading the filters: %w", g.failed(ctx, args, stderr.b.Bytes(), err))
	}
	keys := strings.Split(strings.TrimSuffix(out.String(), "\x00"), "\x00")
	slices.Sort(keys)
	for _, key := range slices.Compact(keys) {
		value := ""
		if strings.HasSuffix(key, ".required") {
			value = "false"
		}
		if key != "" {
			g.configure(key, value)
		}
	}
	return nil
}

// CheckUntrack returns the error that Untrack would return, and changes
// nothing.
func (w *IndexWriter) CheckUntrack(paths []string) error {
	_, err := w.checkUntrack(paths)
	return err
}

// CheckReplace returns the error that Replace would return, and changes
// nothing.
func (w *IndexWriter) CheckReplace(path string, before []byte) error {
	_, _, err := w.checkReplace(path, before)
	return err
}

func (w *IndexWriter) checkUntrack(paths []string) ([]entry, error) {
	if err := w.writable(); err != nil {
		return nil, err
	}
	entries, err := w.read()
	if err != nil {
		return nil, err
	}
	at := make(map[string]*entry, len(paths))
	for _, p := range paths {
		at[p] = nil
	}
	for i := range entries {
		if e, ok := at[entries[i].path]; ok && e == nil {
			at[entries[i].path] = &entries[i]
		}
	}
	for _, p := range paths {
		switch e := at[p]; {
		case e == nil:
			return nil, fmt.Errorf("untracking %s: git does not track it (hint: run it again: the plan is then made for the index as it is now)", quoted(p))
		case e.stage > 0:
			return nil, fmt.Errorf("untracking %s: %w", quoted(p), errInConflict)
		case e.mode == modeTree || e.mode == modeSubmodule:
			return nil, fmt.Errorf("untracking %s: it is no file", quoted(p))
		}
	}
	return entries, nil
}

// checkReplace returns the index's entries and which of them is the path's.
func (w *IndexWriter) checkReplace(path string, before []byte) (entries []entry, at int, err error) {
	if err := w.writable(); err != nil {
		return nil, 0, err
	}
	if entries, err = w.read(); err != nil {
		return nil, 0, err
	}
	fail := func(format string, args ...any) ([]entry, int, error) {
		return nil, 0, fmt.Errorf("staging %s: "+format, append([]any{quoted(path)}, args...)...)
	}
	at = slices.IndexFunc(entries, func(e entry) bool { return e.path == path })
	switch {
	case at < 0:
		return fail("git does not track it (hint: run it again: the plan is then made for the index as it is now)")
	case entries[at].stage > 0:
		return fail("%w", errInConflict)
	case entries[at].intentToAdd:
		return fail("nothing is staged of it yet, only the intention to add it (hint: git add stages it)")
	case entries[at].mode&modeTypeMask != 0o100000:
		return fail("what is staged is no file")
	}
	eng, err := w.repo.reopen()
	if err != nil {
		return fail("%w", err)
	}
	defer eng.close()
	rc, size, err := eng.open(w.ctx, entries[at].id)
	if err != nil {
		return fail("reading what is staged: %w", err)
	}
	defer rc.Close()
	var content []byte
	if size == int64(len(before)) {
		if content, err = io.ReadAll(rc); err != nil {
			return fail("reading what is staged: %w", err)
		}
	}
	if size != int64(len(before)) || !bytes.Equal(content, before) {
		return fail("what is staged has changed since the plan was made (hint: run it again: the plan is then made for the index as it is now)")
	}
	return entries, at, nil
}

var errInConflict = errors.New("it is in conflict (hint: resolve the merge first)")

// writable reports whether the index may be written at all now.
func (w *IndexWriter) writable() error {
	if err := w.ctx.Err(); err != nil {
		return err
	}
	at := w.repo.at
	if at.workTree == "" {
		return errors.New("writing the index: the repository has no work tree")
	}
	if strings.HasSuffix(at.indexFile, ".lock") {
		return fmt.Errorf("writing the index: git is making the index of a commit, %s, and would not see the change "+
			"(hint: run it outside of git commit, or from the hook of a commit without -a, -i and paths)", w.repo.shownIndex())
	}
	switch _, err := os.Lstat(at.indexFile + ".lock"); {
	case err == nil:
		return w.locked()
	case !isAbsent(err):
		return fmt.Errorf("writing the index: looking for its lock: %w", err)
	}
	return nil
}

func (w *IndexWriter) locked() error {
	lock := w.repo.shownIndex() + ".lock"
	return fmt.Errorf("writing the index: another process holds its lock, %s (hint: let that git command end; if none is running, one was killed, and removing %s helps)", lock, lock)
}

// read returns all entries of the index as it is now.
func (w *IndexWriter) read() ([]entry, error) {
	// An engine that has read nothing yet, and that keeps nothing open while
	// git writes.
	eng, err := w.repo.reopen()
	if err != nil {
		return nil, err
	}
	defer eng.close()
	var entries []entry
	err = eng.tracked(w.ctx, func(e entry) error {
		entries = append(entries, e)
		return nil
	})
	if err != nil {
		return nil, err
	}
	return entries, nil
}

// verify reads the index once more and reports whether it has these entries and
// no others.
func (w *IndexWriter) verify(want []entry) error {
	got, err := w.read()
	if err != nil {
		return fmt.Errorf("looking at the result: %w", err)
	}
	if slices.Equal(got, want) {
		return nil
	}
	var differ []string
	for i, j := 0, 0; i < len(got) || j < len(want); {
		switch {
		case i < len(got) && j < len(want) && got[i] == want[j]:
			i, j = i+1, j+1
			continue
		case j == len(want) || i < len(got) && got[i].path < want[j].path:
			differ = append(differ, got[i].path)
			i++
		case i == len(got) || got[i].path > want[j].path:
			differ = append(differ, want[j].path)
			j++
		default:
			differ = append(differ, got[i].path)
			i, j = i+1, j+1
		}
	}
	return fmt.Errorf("the index is not what it should have become: %s differs (hint: did another git command work on it at the same time? git status tells how things are)",
		list(slices.Compact(differ)))
}

// run starts git and waits for it, also when the context ends: a git that is
// killed while it writes leaves its lock.
func (w *IndexWriter) run(git *gitEngine, stdin []byte, args ...string) ([]byte, error) {
	if err := w.ctx.Err(); err != nil {
		return nil, err
	}
	// post-index-change would run at each change of the index.
	cmd := git.command(context.WithoutCancel(w.ctx), append([]string{"-c", "core.hooksPath=" + os.DevNull}, args...)...)
	var out bytes.Buffer
	var stderr headBuffer
	cmd.Stdin, cmd.Stdout, cmd.Stderr = bytes.NewReader(stdin), &out, &stderr
	if err := cmd.Run(); err != nil {
		said := stderr.b.String()
		if strings.Contains(said, filepath.Base(w.repo.at.indexFile)+".lock") && strings.Contains(said, "File exists") {
			return nil, w.locked()
		}
		return nil, &gitError{command: args[0], stderr: firstLine(stderr.b.Bytes()), err: err}
	}
	return out.Bytes(), nil
}

// assumeUnchanged reports whether a path has the flag of that name.
func assumeUnchanged(ctx context.Context, git *gitEngine, path string) (bool, error) {
	assumed := false
	err := git.records(ctx, func(rec []byte) error {
		// The letter is a small one if the flag is set: "h .env".
		if tag, p, ok := bytes.Cut(rec, []byte{' '}); ok && string(p) == path && len(tag) == 1 {
			assumed = tag[0] >= 'a' && tag[0] <= 'z'
		}
		return nil
	}, "ls-files", "-v", "-z", "--full-name", "--", path)
	return assumed, err
}

// quoted returns a path for a message.
func quoted(path string) string {
	for _, r := range path {
		if r <= ' ' || r >= 0x7f || r == '"' {
			return fmt.Sprintf("%q", path)
		}
	}
	return path
}

// list names the first paths of a list.
func list(paths []string) string {
	const shown = 3
	var b strings.Builder
	for i, p := range paths[:min(shown, len(paths))] {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(quoted(p))
	}
	if n := len(paths) - shown; n > 0 {
		fmt.Fprintf(&b, " and %d more", n)
	}
	return b.String()
}
