package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/envguard/envguard/cmd/envguard/internal/baseline"
	"github.com/envguard/envguard/cmd/envguard/internal/report"
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/scanner"
	"github.com/envguard/envguard/scanner/gitsource"
)

func baselineCommand() *subcommand {
	return &subcommand{
		name:  "baseline",
		args:  "[list | show | prune]",
		short: "accept what is there, so that only what is new fails",
		long: `
Writes ` + baseline.Name + ` at the top of the repository: a line for each secret that
a scan of the work tree finds, bound to the secret and not to its place. It holds no
secrets; docs/fingerprints.md says what it does hold. With --history, secrets of old
commits are accepted as well.

Entries that count stay as they are, and expired ones are renewed. With --path, only
secrets in these paths are accepted.

list prints the entries, and says which have expired; with --unused, only those
that no secret in the work tree needs or, with --history, in any commit. prune
removes these. show scans, and prints where each entry is needed.`,
		examples: [][2]string{
			{"accept what is there", "envguard baseline --owner ada --reason \"to be rotated, OPS-12\" --expires 2026-12-31"},
			{"and in all commits", "envguard baseline --history --state revoked"},
		},
		flags: baselineFlags,
		run:   command.baseline,
	}
}

// baselineFlags are the flags of `envguard baseline`.
func baselineFlags() []flag {
	return flagList(
		[]flag{
			{
				name: "unused", doc: "with list, only entries that no secret needs",
				on: func(o *options) *bool { return &o.unused },
			},
			historyFlag,
			reasonFlag,
			ownerFlag,
			expiresFlag,
			stateFlag,
			pathFlag,
		},
	)
}

func allowCommand() *subcommand {
	return &subcommand{
		name:  "allow",
		args:  "PATH:LINE",
		short: "accept the secrets of one line, with a reason",
		long: `
Adds the secrets on a line of the work tree to ` + baseline.Name + `. A reason is
needed. An entry that is there already is replaced. For values that are no secrets,
a comment next to them is often better: envguard:allow RULE -- reason.`,
		examples: [][2]string{{"a key of a closed account", "envguard allow config/old.yml:12 --reason \"the account is closed\" --state revoked"}},
		flags:    allowFlags,
		run:      command.allow,
	}
}

// allowFlags are the flags of `envguard allow`.
func allowFlags() []flag {
	return flagList(
		[]flag{
			reasonFlag,
			ownerFlag,
			expiresFlag,
			stateFlag,
			pathFlag,
		},
	)
}

func (c command) baseline(ctx context.Context, o *options, args []string) (int, error) {
	switch {
	case o.unused && (len(args) != 1 || args[0] != "list"):
		return 0, usagef("`envguard baseline list --unused`", "--unused goes with list")
	case len(args) == 0:
		return c.accept(ctx, o, nil, 0)
	case len(args) == 1 && args[0] == "list":
		return c.listBaseline(ctx, o)
	case len(args) == 1 && args[0] == "show":
		return c.showBaseline(ctx, o)
	case len(args) == 1 && args[0] == "prune":
		return c.pruneBaseline(ctx, o)
	}
	return 0, usagef("`envguard baseline`, and behind it nothing, list, show or prune", "baseline does not know %q", strings.Join(args, " "))
}

func (c command) allow(ctx context.Context, o *options, args []string) (int, error) {
	if len(args) != 1 {
		return 0, usagef("`envguard allow config/old.yml:12 --reason TEXT`", "allow takes one PATH:LINE")
	}
	path, line, ok := splitPlace(args[0])
	if !ok {
		return 0, usagef("`envguard allow config/old.yml:12 --reason TEXT`", "%q is not PATH:LINE", args[0])
	}
	if o.reason == "" {
		return 0, usagef("--reason says why it may stay", "allow needs a reason")
	}
	return c.accept(ctx, o, []string{path}, line)
}

// accept adds findings to the baseline: those of a line of one path, or all.
func (c command) accept(ctx context.Context, o *options, paths []string, line int) (int, error) {
	entry, err := o.newEntry()
	if err != nil {
		return 0, err
	}
	repo, res, err := c.scanForBaseline(ctx, o, paths)
	if err != nil {
		return 0, err
	}
	defer repo.Close()
	file, err := diskBaseline(repo.Top())
	if err != nil {
		return 0, err
	}
	if file == nil {
		file = new(baseline.File)
	}
	added, covered, there := 0, 0, 0
	file.Prepare(secretsOf(res))
	for i := range res.Findings {
		f := &res.Findings[i]
		if f.Severity < rules.Warning || line > 0 && (f.Line > line || max(f.Line, f.EndLine) < line) {
			continue
		}
		if there++; !slices.ContainsFunc(placePaths(f), entry.Covers) {
			continue
		}
		covered++
		e := entry
		e.Rule = f.Rule.ID
		is, err := file.Add(e, secretOf(f), time.Now(), line > 0)
		if err != nil {
			return 0, err
		}
		if is {
			added++
		}
	}
	if line > 0 && there == 0 {
		return 0, usagef("`envguard scan` lists the findings", "there is no finding on line %d of %s", line, paths[0])
	}
	if there > 0 && covered == 0 {
		return 0, usagef("a pattern without a slash is for names of files, folder/** for all below a folder", "--path %q covers no path of these findings", o.pathPattern)
	}
	if added > 0 {
		if err := writeFile(filepath.Join(repo.Top(), baseline.Name), file.Bytes(), 0o666); err != nil {
			return exitIncomplete, err
		}
		if err := unionMerge(repo.Top()); err != nil {
			return exitIncomplete, err
		}
	}
	c.say(o, "%s: %s, %s accepted before", baseline.Name, countOf(added, "secret added", "secrets added"), countOf(covered-added, "secret", "secrets"))
	if added > 0 {
		c.say(o, "commit it: git add %s .gitattributes", baseline.Name)
	}
	if res.Incomplete() {
		for _, s := range res.Skipped {
			c.warn("not scanned: %s", report.EscapeMasked(s.Error()))
		}
		return exitIncomplete, nil
	}
	return 0, nil
}

func countOf(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// newEntry is an entry without a secret, as the flags say.
func (o *options) newEntry() (baseline.Entry, error) {
	e := baseline.Entry{
		State: baseline.State(cmp.Or(o.state, string(baseline.Accepted))), Date: time.Now().Format(time.DateOnly), Expires: o.expires,
		Owner: strings.Join(strings.Fields(o.owner), "."), Path: o.pathPattern, Reason: cmp.Or(o.reason, "was there when the baseline was made"),
	}
	if !slices.Contains(baseline.States, e.State) {
		return e, usagef("the states are accepted, revoked and false-positive", "unknown state %q", o.state)
	}
	if e.Expires != "" {
		if _, err := time.Parse(time.DateOnly, e.Expires); err != nil {
			return e, usagef("write it as 2026-12-31", "%q is not a date", e.Expires)
		}
		if e.Expired(time.Now()) {
			return e, usagef("name a day to come", "the date %s is past", e.Expires)
		}
	}
	if err := e.Check(); err != nil {
		return e, usagef("--path takes patterns such as old.yml, config/*.yml or vendor/**", "preparing the entry: %w", err)
	}
	return e, nil
}

// scanForBaseline scans the work tree, or the history, by the policy of the disk and
// without a baseline.
func (c command) scanForBaseline(ctx context.Context, o *options, paths []string) (*gitsource.Repo, *scanner.Result, error) {
	if err := o.checkFolder(); err != nil {
		return nil, nil, err
	}
	repo, err := o.open()
	if err != nil {
		return nil, nil, openError(err, "a baseline belongs to a repository; `git init` makes one")
	}
	var conf *configuration
	res, err := func() (*scanner.Result, error) {
		if repo.Bare() {
			return nil, usagef("run it in a clone", "the repository has no work tree to write the baseline to")
		}
		if err := repo.CheckOwner(); err != nil {
			return nil, &codedError{err, exitIncomplete, ""}
		}
		ignore, err := diskIgnore(repo.Top())
		if err != nil {
			return nil, err
		}
		file, err := o.diskConfig(repo.Top())
		if err != nil {
			return nil, err
		}
		conf = file
		cfg := scanner.Config{Rules: file.ruleSet(), Ignore: ignore, Archives: o.containers(false), Progress: new(scanner.Progress)}
		if file != nil {
			cfg.Silent = file.silent
		}
		s, err := scanner.New(cfg)
		if err != nil {
			return nil, fmt.Errorf("preparing the scan: %w", err)
		}
		defer showProgress(c.stderr, o, cfg.Progress)()
		if o.history {
			past, err := repo.History(gitsource.HistoryOptions{})
			if err != nil {
				return nil, &codedError{fmt.Errorf("reading the history: %w", err), exitIncomplete, ""}
			}
			return s.ScanHistory(ctx, past)
		}
		abs, err := o.absolute(paths)
		if err != nil {
			return nil, err
		}
		return s.Scan(ctx, repo.Worktree(abs))
	}()
	if res != nil {
		conf.settle(res, false)
	}
	if err != nil {
		repo.Close()
		return nil, nil, err
	}
	return repo, res, nil
}

// secretOf is what a baseline remembers of a finding: the secret, or the path of the
// file that a repository rule is about.
func secretOf(f *scanner.Finding) string {
	if v := f.Secret.Reveal(); v != "" {
		return v
	}
	return f.Path
}

// secretsOf returns what a baseline is asked about for a result.
func secretsOf(res *scanner.Result) []baseline.Secret {
	list := make([]baseline.Secret, len(res.Findings))
	for i := range res.Findings {
		list[i] = baseline.Secret{Rule: res.Findings[i].Rule.ID, Value: secretOf(&res.Findings[i])}
	}
	return list
}

func (o *options) openBaseline() (*gitsource.Repo, *baseline.File, error) {
	repo, err := o.open()
	if err != nil {
		return nil, nil, openError(err, "a baseline belongs to a repository")
	}
	file, err := diskBaseline(repo.Top())
	if err == nil && file == nil {
		err = usagef("`envguard baseline` makes one", "there is no %s", baseline.Name)
	}
	if err != nil {
		repo.Close()
		return nil, nil, err
	}
	return repo, file, nil
}

// unionMerge has git join baselines of two branches line by line.
func unionMerge(top string) error {
	name := filepath.Join(top, ".gitattributes")
	data, err := gitsource.ReadRegular(name)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("reading .gitattributes: %w", err)
	}
	for line := range strings.Lines(string(data)) {
		words := strings.Fields(line)
		sets := func(w string) bool { return strings.TrimLeft(w, "-!") == "merge" || strings.HasPrefix(w, "merge=") }
		if len(words) > 0 && strings.TrimPrefix(words[0], "/") == baseline.Name && slices.ContainsFunc(words[1:], sets) {
			return nil // whatever the project has decided
		}
	}
	if len(data) > 0 && data[len(data)-1] != '\n' {
		data = append(data, '\n')
	}
	return writeFile(name, append(data, baseline.Name+" merge=union\n"...), 0o666)
}

// diskBaseline reads the baseline of the work tree; nil if there is none.
func diskBaseline(top string) (*baseline.File, error) {
	name := filepath.Join(top, baseline.Name)
	info, err := os.Lstat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist) || top == "":
		return nil, nil
	case err == nil && !info.Mode().IsRegular():
		return nil, usagef("make it a plain file, or remove it", "reading %s: it is no plain file", baseline.Name)
	}
	var data []byte
	if err == nil {
		data, err = os.ReadFile(name)
	}
	if err != nil {
		return nil, &codedError{fmt.Errorf("reading %s: %w", baseline.Name, err), exitIncomplete, ""}
	}
	return parseBaseline(data)
}

func parseBaseline(data []byte) (*baseline.File, error) {
	f, err := baseline.Parse(data)
	if err != nil {
		return nil, usagef("correct the line, or make the file again with `envguard baseline`", "%w", err)
	}
	return f, nil
}

// blobBaseline reads a baseline that git has; nil for no blob.
func blobBaseline(b *scanner.Blob) (*baseline.File, error) {
	if b == nil {
		return nil, nil
	}
	if b.Link {
		return nil, usagef("make it a plain file", "reading %s: it is a symbolic link", baseline.Name)
	}
	r, err := b.Open()
	if err != nil {
		return nil, &codedError{fmt.Errorf("reading %s: %w", baseline.Name, err), exitIncomplete, ""}
	}
	defer r.Close()
	data, err := io.ReadAll(io.LimitReader(r, 5<<20))
	if err != nil {
		return nil, &codedError{fmt.Errorf("reading %s: %w", baseline.Name, err), exitIncomplete, ""}
	}
	return parseBaseline(data)
}

// revisionBaseline reads the baseline of a commit.
func revisionBaseline(ctx context.Context, src scanner.Source) (*baseline.File, error) {
	for b, err := range src.Blobs(ctx) {
		if err == nil && b.Path == baseline.Name && b.Origin.Kind == scanner.File {
			return blobBaseline(&b)
		}
	}
	return nil, nil
}

// stagedBaselines reads the baseline that is staged, or the one on disk if git does not
// know it, and the one of HEAD.
func stagedBaselines(ctx context.Context, repo *gitsource.Repo) (now, before *baseline.File, err error) {
	if _, err := os.Lstat(filepath.Join(repo.Top(), baseline.Name)); errors.Is(err, fs.ErrNotExist) {
		return nil, nil, nil
	}
	index, head, err := repo.Lookup(ctx, baseline.Name)
	if err != nil {
		return nil, nil, &codedError{fmt.Errorf("reading %s: %w", baseline.Name, err), exitIncomplete, ""}
	}
	if index == nil && head == nil {
		now, err = diskBaseline(repo.Top())
		return now, nil, err // a clean clone accepts nothing
	}
	if now, err = blobBaseline(index); err != nil {
		return nil, nil, err
	}
	before, err = blobBaseline(head)
	return now, before, err
}

// applyBaseline takes findings out of a result that the baseline accepts. With staged,
// it notes what only the staged baseline hides, and HEAD's, before, does not.
func applyBaseline(res *scanner.Result, file, before *baseline.File, staged bool) {
	if file == nil || len(file.Entries) == 0 {
		return
	}
	now := time.Now()
	hidden := 0
	file.Prepare(secretsOf(res), before)
	kept := res.Findings[:0]
	for _, f := range res.Findings {
		secret := secretOf(&f)
		accepts := func(b *baseline.File) *baseline.Entry {
			var e *baseline.Entry
			for _, at := range placePaths(&f) {
				if e = b.Match(f.Rule.ID, secret, at, now); e == nil {
					return nil
				}
			}
			return e
		}
		e := accepts(file)
		if e == nil {
			kept = append(kept, f)
			continue
		}
		if staged && f.Severity == rules.Error && accepts(before) == nil {
			hidden++
		}
		f.SuppressedBy, f.Reason = baseline.Name, string(e.State)+": "+e.Reason
		res.Suppressed = append(res.Suppressed, f)
	}
	res.Findings = kept
	if hidden > 0 {
		res.Hidden = append(res.Hidden, scanner.Hidden{By: scanner.ByBaseline, Path: baseline.Name, Errors: hidden})
	}
}

// placePaths returns the paths of a finding. Those of archive members count as their archive's.
func placePaths(f *scanner.Finding) []string {
	list := []string{f.Path}
	for _, a := range f.Also {
		list = append(list, a.Path)
	}
	for i, p := range list {
		list[i], _, _ = strings.Cut(p, "!/")
	}
	return list
}
