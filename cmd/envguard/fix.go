package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/envguard/envguard/cmd/envguard/internal/report"
	"github.com/envguard/envguard/fixer"
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/fileclass"
	"github.com/envguard/envguard/scanner"
	"github.com/envguard/envguard/scanner/gitsource"
)

func fixCommand() *subcommand {
	return &subcommand{
		name:  "fix",
		args:  "[PATH...]",
		short: "repair the ignore file, the example and the private env file",
		long: `
Scans the work tree and the index, shows as a diff what it would change, with
secrets masked, and does it after you have agreed:

  - a private env file that git does not ignore gets its line in .gitignore;
  - one that is tracked leaves the index and stays on disk;
  - an example is made from a private file, or gains the names that it lacks,
    with placeholders for secrets;
  - .env is made from its example with mode 0600 and fresh keys; one that
    exists gains the names that it lacks, and values for entries that are empty
    or have a placeholder; what you choose or a provider issues is listed;
  - real values in example files become placeholders, in the index as well;
  - for secrets in source files, the edit is printed. They are not rewritten.

No value is overwritten that was not a placeholder. A second run changes nothing.
Afterwards it scans again: 0 says clean, 1 that something is left.

With paths, only these files and what is below these folders are repaired.
Without a terminal, nothing is written unless --yes is given.`,
		examples: [][2]string{
			{"look first", "envguard fix --dry-run"},
			{"a fresh clone", "envguard fix"},
			{"in CI, without private files", "envguard fix --check"},
			{"in a script", "envguard fix --yes"},
		},
		flags: fixFlags,
		exclusions: []exclusion{
			{flags: []string{"dry-run", "check"}, with: []string{"yes"}, hint: "leave one of them out"},
		},
		run: command.fix,
	}
}

// fixFlags are the flags of `envguard fix`.
func fixFlags() []flag {
	return flagList(
		[]flag{
			noIgnoreFileFlag,
			noAllowFlag,
			noBaselineFlag,
			{
				name: "yes", short: "y", doc: "do it without asking",
				on: func(o *options) *bool { return &o.yes },
			},
			{
				name: "check", doc: "write nothing, and fail if there is something to do in the files that are shared",
				on: func(o *options) *bool { return &o.check },
			},
			{
				name: "prune", doc: "take names out of an example that its private file does not have",
				on: func(o *options) *bool { return &o.prune },
			},
			{
				name: "rotate", doc: "replace weak keys, too; data that they protect cannot be read any more",
				on: func(o *options) *bool { return &o.rotate },
			},
			dryRunFlag,
		},
		formatFlag(report.Text, report.JSON),
		outputFlag,
		archivesFlag,
		configFlag,
		noConfigFlag,
		engineFlag,
	)
}

// fixStatus says in one word what came of it.
type fixStatus string

const (
	fixClean      fixStatus = "clean"      // nothing was to be done, or all of it was done
	fixPlanned    fixStatus = "planned"    // there is something to do, and nothing was written
	fixFindings   fixStatus = "findings"   // something is left that fails a scan
	fixIncomplete fixStatus = "incomplete" // not everything could be read
)

// A fixRun is one run of the command.
type fixRun struct {
	repo    *gitsource.Repo
	root    *os.Root
	scanner *scanner.Scanner
	ignore  *scanner.Ignore
	rules   []*rules.Rule
	options fixer.Options
	settle  func(*scanner.Result)  // applies the configuration and the baseline
	settled map[acceptedPlace]bool // what settle took out

	plan    *fixer.Plan
	applied bool
	asked   bool // and the answer was no
	unasked bool // there was nobody to ask
	verbose bool // show diffs in full
	before  looked
	after   looked // the same as before if nothing was written
}

// looked is what scans of the work tree and of the index found.
type looked struct {
	repo     *rules.Repo
	findings []scanner.Finding
	skipped  []scanner.Skip
}

func (c command) fix(ctx context.Context, o *options, args []string) (int, error) {
	if err := o.checkFolder(); err != nil {
		return 0, err
	}
	repo, err := o.open()
	if err != nil {
		return 0, openError(err, "fix repairs repositories; `git init` makes one")
	}
	defer repo.Close()
	if repo.Bare() {
		return 0, usagef("run it in a clone", "the repository has no work tree, so that there is nothing to repair")
	}
	r, err := newFixRun(o, repo, args)
	if err != nil {
		return 0, err
	}
	defer r.root.Close()
	out, err := newOutput(c.stdout, o.output, false)
	if err != nil {
		return 0, err
	}
	if err := c.planFix(ctx, o, r); err != nil {
		return 0, err
	}
	write, ask, code, err := c.decideFix(ctx, o, r, out)
	if err != nil {
		return code, err
	}
	if write || r.plan.Empty() && !o.dryRun && !o.check {
		if err := r.sweep(); err != nil {
			return exitIncomplete, err
		}
	}
	if write {
		if code, err := c.applyFix(ctx, o, r); err != nil {
			return code, err
		}
	}
	show := r.writeText
	switch {
	case o.format == "json":
		show = r.writeJSON
	case ask:
		show = r.writeOutcome
	}
	if err := out.write(show); err != nil {
		return exitIncomplete, err
	}
	if r.unasked && !o.quiet {
		fmt.Fprintln(c.stderr, "envguard: hint: nothing was written, as there is no terminal to ask on: --yes does it without asking, --dry-run only looks")
	}
	return r.code(o), nil
}

// newFixRun reads the configuration and opens the work tree, which the caller
// closes.
func newFixRun(o *options, repo *gitsource.Repo, args []string) (r *fixRun, err error) {
	r = &fixRun{repo: repo, verbose: o.verbose, options: fixer.Options{Prune: o.prune, Rotate: o.rotate, Shared: o.check}}
	if r.options.Paths, err = relativePaths(o, repo, args); err != nil {
		return nil, err
	}
	if r.ignore, err = o.ignoreOnDisk(repo.Top()); err != nil {
		return nil, err
	}
	file, err := o.diskConfig(repo.Top())
	if err != nil {
		return nil, err
	}
	accepted, err := diskBaseline(repo.Top())
	if err != nil {
		return nil, err
	}
	r.settled = map[acceptedPlace]bool{}
	r.settle = func(res *scanner.Result) {
		n := len(res.Suppressed)
		file.settle(res, false)
		if !o.noBaseline {
			applyBaseline(res, accepted, nil, false)
		}
		for i := range res.Suppressed[n:] {
			r.settled[placeOf(&res.Suppressed[n+i])] = true
		}
	}
	r.rules = file.ruleSet()
	if r.scanner, err = scanner.New(scanner.Config{Rules: r.rules, Ignore: r.ignore, NoAllow: o.noAllow}); err != nil {
		return nil, fmt.Errorf("preparing the scan: %w", err)
	}
	if r.root, err = os.OpenRoot(repo.Top()); err != nil {
		return nil, fmt.Errorf("opening the work tree: %w", err)
	}
	return r, nil
}

// planFix scans and plans.
func (c command) planFix(ctx context.Context, o *options, r *fixRun) (err error) {
	if r.before, err = c.look(ctx, o, r); err != nil {
		return err
	}
	r.after = r.before
	stop := showWork(c.stderr, o, func(d time.Duration) string { return "planning the repair: " + duration(d) })
	defer stop()
	r.plan, err = fixer.MakePlan(ctx, r.project(ctx), r.options)
	return err
}

// decideFix reports whether the plan is to be written, and whether a person was
// shown it and asked.
func (c command) decideFix(ctx context.Context, o *options, r *fixRun, out *output) (write, ask bool, code int, err error) {
	if o.dryRun || o.check || r.plan.Empty() {
		return false, false, 0, nil
	}
	if err := r.repo.CheckOwner(); err != nil {
		return false, false, exitIncomplete, err
	}
	if o.yes {
		return true, false, 0, nil
	}
	if o.format == "json" || out.path != "" || !c.canAsk() {
		r.unasked = true
		return false, false, 0, nil
	}
	if err := out.write(r.writePlan); err != nil {
		return false, true, exitIncomplete, err
	}
	yes, err := c.agree(ctx)
	if ctx.Err() != nil {
		return false, true, 0, &codedError{errors.New("interrupted; nothing was changed"), exitIncomplete, ""}
	}
	r.asked = err == nil && !yes
	return yes, true, 0, err
}

// sweep removes the temporary files of runs that were killed.
func (r *fixRun) sweep() error {
	removed, err := fixer.RemoveLeftovers(r.root, envFolders(r.before.repo))
	for _, name := range removed {
		r.plan.Notes = append(r.plan.Notes, name+" was removed: a run that was killed had left it, and it may have held secrets")
	}
	return err
}

// applyFix writes the plan and scans again.
func (c command) applyFix(ctx context.Context, o *options, r *fixRun) (code int, err error) {
	failed := fixer.Apply(r.root, r.repo.IndexWriter(ctx), r.plan)
	r.applied = failed == nil
	if r.after, err = c.lookAgain(ctx, o, r); err != nil {
		return 0, errors.Join(failed, err)
	}
	if failed != nil {
		return exitIncomplete, failed
	}
	c.warnReadable(r)
	return 0, nil
}

// warnReadable warns of private files that hold new values and that others on
// this machine can read. A file that was there keeps its permissions.
func (c command) warnReadable(r *fixRun) {
	if runtime.GOOS == "windows" {
		return
	}
	for i := range r.plan.Changes {
		ch := &r.plan.Changes[i]
		if ch.Place != rules.Worktree || ch.Untrack || fileclass.Classify(ch.Path) != fileclass.Private {
			continue
		}
		if info, err := r.root.Lstat(ch.Path); err == nil && info.Mode().Perm()&0o077 != 0 {
			name := report.EscapeMasked(ch.Path)
			c.warn("other users of this machine can read %s (mode %04o): chmod 600 %s", name, info.Mode().Perm(), name)
		}
	}
}

// envFolders returns the folders of the env files, and the top.
func envFolders(repo *rules.Repo) []string {
	folders := []string{"."}
	for _, f := range repo.Files {
		if dir := path.Dir(f.Path); f.Worktree && !slices.Contains(folders, dir) {
			folders = append(folders, dir)
		}
	}
	return folders
}

// canAsk reports whether there is a person at a terminal.
func (c command) canAsk() bool {
	in, ok := c.stdin.(*os.File)
	return ok && isTerminal(in) && isTerminal(c.stdout)
}

// agree asks once whether the plan is to be applied.
func (c command) agree(ctx context.Context) (bool, error) {
	if _, err := fmt.Fprint(c.stdout, "\nDo this? [y/N] "); err != nil {
		return false, delivery(err)
	}
	line, err := bufio.NewReader(interruptible(ctx, c.stdin)).ReadString('\n')
	if err != nil && line == "" {
		fmt.Fprintln(c.stdout)
		return false, ctx.Err()
	}
	switch strings.ToLower(strings.TrimSpace(line)) {
	case "y", "yes":
		return true, nil
	}
	return false, nil
}

// relativePaths brings the paths that were given to the form that plans have.
// They need not exist: what is not there may be made.
func relativePaths(o *options, repo *gitsource.Repo, args []string) ([]string, error) {
	top, err := filepath.EvalSymlinks(repo.Top())
	if err != nil {
		return nil, fmt.Errorf("finding the work tree: %w", err)
	}
	var list []string
	for _, a := range args {
		p := a
		if !filepath.IsAbs(p) {
			p = filepath.Join(o.folder(), p)
		}
		p, err := filepath.Abs(p)
		if err != nil {
			return nil, fmt.Errorf("reading %s: %w", a, err)
		}
		dir, base := filepath.Split(p)
		if real, err := filepath.EvalSymlinks(dir); err == nil {
			p = filepath.Join(real, base)
		} else {
			return nil, usagef("check the path; it is taken from "+describeFolder(o.dir), "reading %s: %w", a, err)
		}
		rel, err := filepath.Rel(top, p)
		if err != nil || !filepath.IsLocal(rel) {
			return nil, usagef("name paths of one repository", "%s is outside of the repository", a)
		}
		list = append(list, filepath.ToSlash(rel))
	}
	return list, nil
}

// look scans the work tree and the index.
func (c command) look(ctx context.Context, o *options, r *fixRun) (looked, error) {
	var l looked
	progress := new(scanner.Progress)
	stop := showProgress(c.stderr, o, progress)
	defer stop()
	tree := r.repo.Worktree(nil)
	staged := r.repo.Staged(nil)
	for _, job := range []struct {
		source scanner.Source
		staged bool
	}{{tree, false}, {staged, true}} {
		s, err := scanner.New(scanner.Config{
			Rules: r.rules, Ignore: r.ignore, NoAllow: o.noAllow, Staged: job.staged, Progress: progress, Archives: o.containers(job.staged),
		})
		if err != nil {
			return l, fmt.Errorf("preparing the scan: %w", err)
		}
		res, err := s.Scan(ctx, job.source)
		if ctx.Err() != nil {
			return l, &codedError{errors.New("the scan was interrupted"), exitIncomplete, ""}
		}
		if err != nil && (res == nil || !res.Incomplete()) {
			return l, err
		}
		r.settle(res)
		for _, f := range res.Findings {
			if r.inScope(f.Path) {
				l.findings = append(l.findings, f)
			}
		}
		for _, s := range res.Skipped {
			if (s.Path == "." || r.inScope(s.Path)) && !slices.Contains(l.skipped, s) {
				l.skipped = append(l.skipped, s)
			}
		}
	}
	snapshotter, ok := tree.(scanner.Snapshotter)
	if !ok {
		return l, errors.New("the work tree cannot be judged as a whole")
	}
	repo, err := snapshotter.Snapshot(ctx)
	if err != nil {
		return l, &codedError{fmt.Errorf("reading the repository: %w", err), exitIncomplete, ""}
	}
	l.repo = repo
	return l, nil
}

// lookAgain scans what has been repaired. The repository is opened again, as an
// open one keeps the index that it has read.
func (c command) lookAgain(ctx context.Context, o *options, r *fixRun) (looked, error) {
	repo, err := o.open()
	if err != nil {
		return looked{}, openError(err, "")
	}
	defer repo.Close()
	again := *r
	again.repo = repo
	if again.ignore, err = o.ignoreOnDisk(repo.Top()); err != nil {
		return looked{}, err
	}
	return c.look(ctx, o, &again)
}

func (r *fixRun) inScope(path string) bool {
	return len(r.options.Paths) == 0 || slices.ContainsFunc(r.options.Paths, func(s string) bool {
		return s == "." || path == s || strings.HasPrefix(path, s+"/")
	})
}

// project is what the plan is made from.
func (r *fixRun) project(ctx context.Context) fixer.Project {
	return fixer.Project{
		Repo:     r.before.repo,
		Findings: r.before.findings,
		Scan:     r.scanFile,
		History: func(path string) (fixer.History, error) {
			n, remotes, complete, err := r.repo.PathHistory(ctx, path)
			return fixer.History{Commits: n, Remotes: remotes, Complete: complete}, err
		},
		Writable: func(path string, before []byte) error { return fixer.CheckWrite(r.root, path, before) },
	}
}

// An acceptedPlace is a secret that is accepted in a file that has it.
type acceptedPlace struct{ rule, path, secret string }

func placeOf(f *scanner.Finding) acceptedPlace {
	return acceptedPlace{f.Rule.ID, f.Path, secretOf(f)}
}

// scanFile judges content as the scan does, .envguardignore included. What is accepted
// stays so in the files that have it: no repair may write it to another one.
func (r *fixRun) scanFile(f *rules.File) []scanner.Finding {
	if r.ignore != nil && r.ignore.Match(f.Path) > 0 {
		return nil
	}
	return slices.DeleteFunc(r.scanner.ScanFile(f), func(f scanner.Finding) bool { return r.settled[placeOf(&f)] })
}

// errorsLeft returns the findings that fail a scan, each once.
func (r *fixRun) errorsLeft() []scanner.Finding {
	seen := map[string]bool{}
	var list []scanner.Finding
	for _, f := range r.after.findings {
		key := fmt.Sprint(f.Rule.ID, "\x00", f.Path, "\x00", f.Line, "\x00", f.Column)
		if f.Severity == rules.Error && !seen[key] {
			seen[key] = true
			list = append(list, f)
		}
	}
	return list
}

func (r *fixRun) status() fixStatus {
	switch {
	case len(r.after.skipped) > 0:
		return fixIncomplete
	case !r.applied && !r.plan.Empty():
		return fixPlanned
	case len(r.errorsLeft()) > 0:
		return fixFindings
	}
	return fixClean
}

func (r *fixRun) code(o *options) int {
	switch r.status() {
	case fixIncomplete:
		return exitIncomplete
	case fixPlanned:
		if o.dryRun {
			return exitClean
		}
		return exitFindings
	case fixFindings:
		if o.dryRun {
			return exitClean
		}
		return exitFindings
	}
	return exitClean
}

// escaped makes text of a repository fit for a terminal, line by line.
func escaped(text string) string {
	lines := strings.Split(text, "\n")
	for i := range lines {
		lines[i] = report.Escape(lines[i])
	}
	return strings.Join(lines, "\n")
}
