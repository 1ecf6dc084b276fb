package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/envguard/envguard/scanner/gitsource"
)

// A form is one way in which a secret is written.
type form struct {
	name, text string
	met        bool
}

// formsOf returns the ways in which a value is looked for.
func formsOf(value string) (forms []*form) {
	add := func(name, text string) {
		if len(text) >= minTraced && !slices.ContainsFunc(forms, func(f *form) bool { return f.text == text }) {
			forms = append(forms, &form{name: name, text: text})
		}
	}
	add("as it is", value)
	add("as it is", strings.ReplaceAll(value, "\n", "\r\n"))
	if quoted, err := json.Marshal(value); err == nil {
		add("with escapes", string(quoted[1:len(quoted)-1]))
	}
	add("with escapes", strings.ReplaceAll(value, "\n", `\n`))
	add("percent-encoded", url.QueryEscape(value))
	add("percent-encoded", url.PathEscape(value))
	add("in hexadecimal", hex.EncodeToString([]byte(value)))
	add("in hexadecimal", strings.ToUpper(hex.EncodeToString([]byte(value))))
	for _, enc := range []*base64.Encoding{base64.RawStdEncoding, base64.RawURLEncoding} {
		for shift := range 3 { // what is in front of it moves its bits
			whole := enc.EncodeToString([]byte(strings.Repeat("x", shift) + value))
			skip := []int{0, 2, 3}[shift]
			if tail := (shift + len(value)) % 3; tail != 0 {
				whole = whole[:len(whole)-1] // the last character depends on what follows
			}
			if len(whole) > skip+16 {
				add("in base64", whole[skip:])
			}
		}
	}
	return forms
}

// A change is a commit that changes whether a path has the secret.
type change struct {
	commit, when, path string
	removed            bool
}

// A tracing is one secret that is looked for in a repository.
type tracing struct {
	ctx   context.Context
	repo  *gitsource.Repo
	dir   string
	forms []*form

	objects map[string]string // the objects that have it, with their types
	changes []change
	loose   int
	seen    map[string]bool // trees of commits: whether they have it

	messages, branches, remotes, tags, stashes, others, reflog, staged, files, unknown []string
}

// has reports whether a text has the secret in some form.
func (t *tracing) has(data []byte) (found bool) {
	for _, f := range t.forms {
		if bytes.Contains(data, []byte(f.text)) {
			f.met, found = true, true
		}
	}
	return found
}

// git runs git without the programs of the repository.
func (t *tracing) git(args ...string) (string, error) {
	ctx, cancel := context.WithTimeout(t.ctx, time.Hour)
	defer cancel()
	cmd := exec.CommandContext(ctx, "git", append(quietGit(), args...)...)
	cmd.Dir, cmd.Env, cmd.WaitDelay = t.dir, t.env(), time.Second
	return finish(cmd)
}

func (t *tracing) env() []string {
	env := append(withoutLocal(os.Environ()), "GIT_DIR="+t.repo.GitDir(), "GIT_NO_REPLACE_OBJECTS=1", "GIT_NO_LAZY_FETCH=1", "LC_ALL=C")
	if t.repo.Top() != "" {
		env = append(env, "GIT_WORK_TREE="+t.repo.Top())
	}
	return env
}

func (t *tracing) run() error {
	t.seen = map[string]bool{}
	if err := t.plainFiles(); err != nil {
		return err
	}
	if err := t.readObjects(); err != nil {
		return fmt.Errorf("reading the objects: %w", err)
	}
	if shallow, err := t.git("rev-parse", "--is-shallow-repository"); err != nil || shallow == "true" {
		t.unknown = append(t.unknown, "the clone is shallow: what is older than it is not here")
	}
	if filter, _ := t.git("config", "--get-regexp", `^remote\..*\.promisor$`); filter != "" { // it fails if there is none
		t.unknown = append(t.unknown, "the clone is partial: what it has not fetched is not here")
	}
	for _, step := range []func() error{t.readChanges, t.readRefs, t.readReflog, t.readIndexes, t.readFiles} {
		if err := step(); err != nil {
			return err
		}
	}
	return t.ctx.Err()
}

// plainFiles refuses a repository in which git would wait for a FIFO or read a device.
func (t *tracing) plainFiles() error {
	for _, base := range []string{t.repo.GitDir(), t.repo.CommonDir(), t.repo.Top()} {
		for _, name := range []string{
			"HEAD", "index", "config", "config.worktree", "packed-refs", "shallow", "commondir", "info/exclude", "info/attributes",
			"info/sparse-checkout", "objects/info/alternates", "logs/HEAD", "MERGE_HEAD", ".gitignore", ".gitattributes", ".gitmodules",
		} {
			path := filepath.Join(base, filepath.FromSlash(name))
			if info, err := os.Stat(path); base != "" && err == nil && !info.Mode().IsRegular() {
				return fmt.Errorf("%s is no plain file", shownPath(path))
			}
		}
	}
	return nil
}

// readObjects reads every object of the repository.
func (t *tracing) readObjects() (err error) {
	t.objects = map[string]string{}
	cmd := exec.CommandContext(t.ctx, "git", append(quietGit(), "cat-file", "--batch-all-objects", "--batch", "--buffer", "--unordered")...)
	cmd.Dir, cmd.Env, cmd.WaitDelay = t.dir, t.env(), time.Second
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	defer func() {
		if werr := cmd.Wait(); err == nil && werr != nil {
			err = fmt.Errorf("%w: %s", werr, firstLine(stderr.String()))
		}
	}()
	r := bufio.NewReaderSize(out, 1<<20)
	for {
		head, err := r.ReadString('\n')
		if errors.Is(err, io.EOF) && head == "" {
			return nil
		}
		if err != nil {
			return err
		}
		fields := strings.Fields(head)
		if len(fields) != 3 {
			t.unknown = append(t.unknown, "an object cannot be read: "+strings.TrimSpace(head))
			continue
		}
		size, err := strconv.ParseInt(fields[2], 10, 64)
		if err != nil {
			return err
		}
		found, err := t.search(io.LimitReader(r, size))
		if err != nil {
			return err
		}
		if _, err := r.Discard(1); err != nil {
			return err
		}
		if found {
			t.objects[fields[0]] = fields[1]
		}
	}
}

// searchWindow is how much of an object is in memory.
const searchWindow = 4 << 20

// search reads to the end and looks for the secret, also where two windows meet.
func (t *tracing) search(r io.Reader) (found bool, err error) {
	longest := 0
	for _, f := range t.forms {
		longest = max(longest, len(f.text))
	}
	buf := make([]byte, 0, 64<<10)
	for {
		if len(buf) == cap(buf) {
			if cap(buf) < searchWindow+longest {
				buf = slices.Grow(buf, cap(buf))
			} else {
				found = t.has(buf) || found
				buf = append(buf[:0], buf[len(buf)-longest:]...)
			}
		}
		n, err := r.Read(buf[len(buf):cap(buf)])
		buf = buf[:len(buf)+n]
		if errors.Is(err, io.EOF) {
			return t.has(buf) || found, nil
		}
		if err != nil {
			return found, err
		}
	}
}

// readChanges finds the commits that brought and removed contents with the secret, and
// the messages that have it.
func (t *tracing) readChanges() error {
	var blobs []string
	for id, kind := range t.objects {
		if kind == "blob" {
			blobs = append(blobs, id)
		}
	}
	slices.Sort(blobs)
	reached := map[string]bool{}
	for chunk := range slices.Chunk(blobs, 500) {
		args := []string{"log", "--all", "--reflog", "-m", "--root", "--no-renames", "--raw", "--no-abbrev", "-z", "--reverse", "--date=short", "--format=%x01%H %cd"}
		for _, id := range chunk {
			args = append(args, "--find-object="+id)
		}
		out, err := t.git(args...)
		if err != nil {
			return fmt.Errorf("reading the history: %w", err)
		}
		t.parseLog(out, reached)
	}
	commits, err := t.git("rev-list", "--all", "--reflog", "--date-order", "--reverse", "--timestamp")
	if err != nil {
		return fmt.Errorf("reading the history: %w", err)
	}
	order := map[string]int{}
	for line := range strings.Lines(commits) {
		stamp, id, _ := strings.Cut(strings.TrimSpace(line), " ")
		order[id] = len(order)
		if t.objects[id] == "commit" {
			seconds, _ := strconv.ParseInt(stamp, 10, 64) // git wrote it
			t.messages = append(t.messages, "commit "+short(id)+" "+time.Unix(seconds, 0).UTC().Format("2006-01-02"))
			t.changes = append(t.changes, change{commit: id, when: time.Unix(seconds, 0).UTC().Format("2006-01-02"), path: "its message"})
			reached[id] = true
		}
	}
	slices.SortStableFunc(t.changes, func(a, b change) int { return order[a.commit] - order[b.commit] })
	t.changes = slices.Compact(t.changes)
	for id, kind := range t.objects {
		if !reached[id] && kind != "tag" && kind != "tree" {
			t.loose++
		}
	}
	return nil
}

// parseLog reads git log --raw -z.
func (t *tracing) parseLog(out string, reached map[string]bool) {
	for record := range strings.SplitSeq(out, "\x01") {
		head, rest, _ := strings.Cut(record, "\x00")
		id, when, ok := strings.Cut(strings.TrimSpace(head), " ")
		if !ok {
			continue
		}
		parts := strings.Split(strings.TrimLeft(rest, "\x00\n"), "\x00")
		for i := 0; i+1 < len(parts); i += 2 {
			f := strings.Fields(strings.TrimLeft(parts[i], "\n:"))
			if len(f) != 5 {
				break
			}
			before, after := t.objects[f[2]] == "blob", t.objects[f[3]] == "blob"
			if before {
				reached[f[2]] = true
			}
			if after {
				reached[f[3]] = true
			}
			if before != after {
				t.changes = append(t.changes, change{commit: id, when: when, path: parts[i+1], removed: before})
			}
		}
	}
}

// maxContained is how many commits are asked which references contain them.
const maxContained = 300

// readRefs finds the references that reach the secret, and says whose tip has it.
func (t *tracing) readRefs() error {
	var commits []string
	for _, ch := range t.changes {
		if !ch.removed && !slices.Contains(commits, ch.commit) {
			commits = append(commits, ch.commit)
		}
	}
	if len(commits) > maxContained {
		t.unknown = append(t.unknown, fmt.Sprintf("only the first %d of %d commits were looked for in references", maxContained, len(commits)))
		commits = commits[:maxContained]
	}
	args := []string{"for-each-ref", "--format=%(refname)"}
	for _, id := range commits {
		args = append(args, "--contains="+id)
	}
	var names []string
	if len(commits) > 0 {
		out, err := t.git(args...)
		if err != nil {
			return fmt.Errorf("reading the references: %w", err)
		}
		names = strings.Fields(out)
	}
	out, err := t.git("for-each-ref", "--format=%(refname) %(objectname)")
	if err != nil {
		return fmt.Errorf("reading the references: %w", err)
	}
	for line := range strings.Lines(out) {
		name, id, _ := strings.Cut(strings.TrimSpace(line), " ")
		if t.objects[id] == "tag" {
			t.messages = append(t.messages, "tag "+strings.TrimPrefix(name, "refs/tags/"))
			names = append(names, name)
		} else if t.has([]byte(name)) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	for _, name := range slices.Compact(names) {
		note := "in its history"
		if t.treeHas(name) {
			note = "at its tip"
		}
		switch {
		case strings.HasPrefix(name, "refs/heads/"):
			t.branches = append(t.branches, name[len("refs/heads/"):]+" ("+note+")")
		case strings.HasPrefix(name, "refs/remotes/"):
			t.remotes = append(t.remotes, name[len("refs/remotes/"):]+" ("+note+")")
		case strings.HasPrefix(name, "refs/tags/"):
			t.tags = append(t.tags, name[len("refs/tags/"):]+" ("+note+")")
		case name != "refs/stash":
			t.others = append(t.others, name+" ("+note+")")
		}
	}
	return nil
}

// treeHas reports whether the tree of a revision has the secret.
func (t *tracing) treeHas(rev string) bool {
	if has, ok := t.seen[rev]; ok {
		return has
	}
	out, err := t.git("ls-tree", "-r", "-z", "--full-tree", rev)
	has := false
	if err == nil { // a tag of a blob has no tree
		for entry := range strings.SplitSeq(out, "\x00") {
			if f := strings.Fields(entry); len(f) > 2 && t.objects[f[2]] == "blob" {
				has = true
				break
			}
		}
	}
	t.seen[rev] = has
	return has
}

// maxReflog is how many entries are looked at.
const maxReflog = 5000

// readReflog finds the stashes and reflog entries whose trees have the secret.
func (t *tracing) readReflog() error {
	if len(t.objects) == 0 {
		return nil
	}
	out, err := t.git("log", "-g", "--all", "--format=%gD%x00%H%x00%P")
	if err != nil {
		return fmt.Errorf("reading the reflogs: %w", err)
	}
	for i, line := range strings.Split(strings.TrimSpace(out), "\n") {
		if i == maxReflog {
			t.unknown = append(t.unknown, fmt.Sprintf("only %d reflog entries were looked at", maxReflog))
			break
		}
		f := strings.Split(line, "\x00")
		if len(f) != 3 {
			continue
		}
		has := t.treeHas(f[1]) || t.objects[f[1]] == "commit"
		if stash := strings.HasPrefix(f[0], "refs/stash@"); stash {
			for k, parent := range strings.Fields(f[2]) {
				has = has || k > 0 && t.treeHas(parent) // what was staged, and untracked files
			}
			if has {
				t.stashes = append(t.stashes, strings.TrimPrefix(f[0], "refs/"))
			}
		} else if has {
			t.reflog = append(t.reflog, f[0]+" ("+short(f[1])+")")
		}
	}
	return nil
}

// readIndexes finds what is staged in this work tree.
func (t *tracing) readIndexes() error {
	out, err := t.git("ls-files", "-s", "-z")
	if err != nil {
		return fmt.Errorf("reading the index: %w", err)
	}
	for entry := range strings.SplitSeq(out, "\x00") {
		head, path, ok := strings.Cut(entry, "\t")
		if f := strings.Fields(head); ok && len(f) == 3 && t.objects[f[1]] == "blob" {
			t.staged = append(t.staged, path)
		}
	}
	return nil
}

// readFiles looks into the files of all work trees that git knows or could take, and
// into the private env files at their tops.
func (t *tracing) readFiles() error {
	d := &checkup{repo: t.repo, top: t.repo.Top()}
	trees, err := d.workTrees()
	if err != nil {
		return fmt.Errorf("reading the work trees: %w", err)
	}
	if t.repo.Top() != "" {
		trees = append([]string{t.repo.Top()}, trees...)
	}
	for i, top := range trees {
		cmd := exec.CommandContext(t.ctx, "git", append(quietGit(), "ls-files", "-z", "--cached", "--others", "--exclude-standard")...)
		cmd.Dir, cmd.Env, cmd.WaitDelay = top, withoutLocal(os.Environ()), time.Second
		if i == 0 {
			cmd.Env = t.env()
		}
		out, err := finish(cmd)
		if err != nil {
			t.unknown = append(t.unknown, "the work tree "+shownPath(top)+" cannot be read")
			continue
		}
		names := strings.Split(out, "\x00")
		entries, err := os.ReadDir(top)
		if err != nil {
			return err
		}
		for _, e := range entries {
			if isSecretFile(e.Name()) {
				names = append(names, e.Name())
			}
		}
		slices.Sort(names)
		for _, name := range slices.Compact(names) {
			path := filepath.Join(top, filepath.FromSlash(name))
			if name == "" || !isFile(path) {
				continue
			}
			f, err := os.Open(path)
			if err != nil {
				t.unknown = append(t.unknown, shownPath(path)+" cannot be read")
				continue
			}
			found, err := t.search(f)
			if err = errors.Join(err, f.Close()); err != nil {
				return fmt.Errorf("reading %s: %w", shownPath(path), err)
			}
			if found {
				t.files = append(t.files, shownPath(path))
			}
		}
	}
	return nil
}
