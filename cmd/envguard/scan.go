package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/envguard/envguard/cmd/envguard/internal/report"
	"github.com/envguard/envguard/scanner"
	"github.com/envguard/envguard/scanner/gitsource"
)

func scanCommand() *subcommand {
	return &subcommand{
		name:  "scan",
		args:  "[PATH...]",
		short: "judge the work tree, a commit, a folder or standard input",
		long: `
Judges every line of the files in the work tree: those that git tracks, and those
that it neither tracks nor ignores. With paths, only what is below them.

With --rev, the files of a commit are judged. With --history, every version of every
file that was ever committed is; a secret is reported once, where it appeared first,
with the number of versions that have it. With --range A..B, the lines are judged
that the commits of B brought which are not in A: those of a push or a pull request.
These need no work tree, so they work in a bare repository, too. With --stdin,
standard input is judged by the file name given with --stdin-name.

With --repos, many repositories are scanned, each by its own policy, into one stream
of NDJSON: those in a folder, or those that a file lists, a path on each line. Where
one has no work tree, HEAD is scanned. ` + "`envguard merge`" + ` joins such streams.

A folder that belongs to no repository is read whole. Submodules are read with
--recurse-submodules, by the policy of the repository that has them; without it the
last line says how many were not.`,
		examples: [][2]string{
			{"the work tree", "envguard scan"},
			{"the last commit", "envguard scan --rev HEAD"},
			{"everything that was ever committed", "envguard scan --history"},
			{"a branch, in CI", "envguard scan --range origin/main..HEAD"},
			{"what no remote has", "envguard scan --not-pushed"},
			{"all repositories of an organization", "envguard scan --repos mirrors/ --history --output all.ndjson --resume"},
			{"what a program prints", "kubectl get secret app -o yaml | envguard scan --stdin --stdin-name app.yaml"},
			{"a folder that is no repository", "envguard scan ~/Downloads/project"},
		},
		flags: scanFlags,
		exclusions: []exclusion{
			{flags: []string{"repos"}, with: []string{"stdin", "range", "not-pushed", "branch", "since", "unreachable", "recurse-submodules", "report"}, hint: "--repos goes with --history or --rev, and otherwise scans work trees"},
			{flags: []string{"recurse-submodules"}, with: []string{"stdin", "rev", "range", "history", "not-pushed"}, hint: "run it in the submodule for the rest: git submodule foreach --recursive 'envguard scan --history'"},
			{flags: []string{"history", "not-pushed", "range"}, with: []string{"stdin", "rev"}, hint: "scan one of them at a time"},
			{flags: []string{"stdin", "rev"}, hint: "scan one of them at a time"},
			{flags: []string{"not-pushed"}, with: []string{"history", "range", "branch", "since", "unreachable"}, hint: "it reads HEAD and all local branches"},
			{flags: []string{"history", "range"}, hint: "--range scans a part of the history, --history all of it"},
			{flags: []string{"range"}, with: []string{"branch", "since", "unreachable"}, hint: "the range says which commits are meant"},
			{flags: []string{"since", "unreachable"}, hint: "leave one of them out", why: "what no commit has is of no date"},
		},
		needs: []need{
			{flag: "jobs", of: []string{"repos"}, hint: "write `envguard scan --repos FILE|DIR`"},
			{flag: "shard", of: []string{"repos"}, hint: "write `envguard scan --repos FILE|DIR`"},
			{flag: "resume", of: []string{"repos"}, hint: "write `envguard scan --repos FILE|DIR`"},
			{flag: "stdin-name", of: []string{"stdin"}, hint: "write `envguard scan --stdin --stdin-name …`"},
			{flag: "policy-from", of: []string{"range"}, hint: "write `envguard scan --range A..B --policy-from REV`"},
			{flag: "deepen", of: []string{"range"}, hint: "write `envguard scan --range A..B --deepen`"},
			{flag: "branch", of: []string{"history"}, hint: "write `envguard scan --history --branch …`"},
			{flag: "since", of: []string{"history"}, hint: "write `envguard scan --history --since …`"},
			{flag: "unreachable", of: []string{"history"}, hint: "write `envguard scan --history --unreachable …`"},
		},
		run: command.scan,
	}
}

// scanFlags are the flags of `envguard scan`.
func scanFlags() []flag {
	return flagList(
		[]flag{
			{
				name: "rev", value: "REV", doc: "scan the files of a commit instead of the work tree",
				text: func(o *options) *string { return &o.rev },
			},
			historyFlag,
			{
				name: "branch", value: "REV", doc: "with --history, begin at this branch, tag or commit instead of at all (repeatable)",
				list: func(o *options) *[]string { return &o.branches },
			},
			{
				name: "since", value: "DATE", doc: "with --history, what commits brought since then: 2026-01-31, \"2 weeks ago\"",
				text: func(o *options) *string { return &o.since },
			},
			{
				name: "unreachable", doc: "with --history, also what no branch or tag leads to any more",
				on: func(o *options) *bool { return &o.unreachable },
			},
			{
				name: "range", value: "A..B", doc: "scan what the commits of B that are not in A brought",
				text: func(o *options) *string { return &o.rangeSpec },
			},
			{
				name: "not-pushed", doc: "scan the commits of HEAD and of local branches that no remote has",
				on: func(o *options) *bool { return &o.notPushed },
			},
			{
				name: "deepen", doc: "with --range in a shallow clone, fetch the history that it needs from origin",
				on: func(o *options) *bool { return &o.deepen },
			},
			policyFromFlag,
			noIgnoreFileFlag,
			noAllowFlag,
			noBaselineFlag,
			{
				name: "recurse-submodules", doc: "scan the work trees of submodules, too",
				on: func(o *options) *bool { return &o.recurseSubmodules },
			},
			{
				name: "repos", value: "FILE|DIR", doc: "scan the repositories in a folder, or those that a file lists (- is standard input)",
				text: func(o *options) *string { return &o.repos },
			},
			{
				name: "jobs", value: "N", doc: "with --repos, how many repositories at a time (default: half of the cores)",
				text: func(o *options) *string { return &o.jobs },
			},
			{
				name: "shard", value: "I/N", doc: "with --repos, the I-th of N parts of the list",
				text: func(o *options) *string { return &o.shard },
			},
			{
				name: "resume", doc: "with --repos and --output, go on where an earlier run was interrupted",
				on: func(o *options) *bool { return &o.resume },
			},
			correlateFlag,
			{
				name: "stdin", doc: "scan standard input",
				on: func(o *options) *bool { return &o.stdin },
			},
			{
				name: "stdin-name", value: "NAME", def: "stdin", doc: "the file name that standard input is judged by and reported under",
				text: func(o *options) *string { return &o.stdinName },
			},
		},
		formatFlag(report.Names()...),
		reportFlag,
		outputFlag,
		strictFlag,
		exitZeroFlag,
		rulesFlag,
		skipRuleFlag,
		severityFlag,
		excludeFlag,
		archivesFlag,
		revealFlag,
		configFlag,
		noConfigFlag,
		engineFlag,
	)
}

// checkScanFlags refuses paths that nothing would be done with.
func (o *options) checkScanFlags(args []string) error {
	switch {
	case o.recurseSubmodules && len(args) > 0:
		return usagef("leave the paths out", "--recurse-submodules and paths exclude each other")
	case o.stdin && len(args) > 0:
		return usagef("leave the paths out, or --stdin", "--stdin and paths exclude each other")
	case o.rev != "" && len(args) > 0:
		return usagef("leave the paths out, or --rev", "--rev and paths exclude each other")
	}
	return nil
}

func (c command) scan(ctx context.Context, o *options, args []string) (int, error) {
	if err := o.checkFolder(); err != nil {
		return 0, err
	}
	if o.repos != "" {
		return c.scanRepositories(ctx, o, args)
	}
	if err := o.checkScanFlags(args); err != nil {
		return 0, err
	}
	switch {
	case o.history || o.notPushed || o.deepen || o.rangeSpec != "" || o.policyFrom != "" || o.since != "" || o.unreachable || len(o.branches) > 0:
		return c.scanCommits(ctx, o, args)
	case o.stdin:
		name := filepath.ToSlash(o.stdinName)
		file, err := o.configAround(ctx, o.folder())
		if err != nil {
			return 0, err
		}
		return c.execute(ctx, o, job{file: file, source: scanner.ReaderSource(name, interruptible(ctx, c.stdin))})
	case o.rev != "":
		return c.scanRevision(ctx, o)
	}
	return c.scanTree(ctx, o, args)
}

// interruptible returns a reader that fails when ctx ends, even if a read of r
// blocks for ever, as one of a terminal does.
func interruptible(ctx context.Context, r io.Reader) io.Reader {
	pr, pw := io.Pipe()
	context.AfterFunc(ctx, func() { pw.CloseWithError(ctx.Err()) })
	go func() {
		var err error
		defer func() { pw.CloseWithError(err) }()
		defer scanner.Recover(&err)
		_, err = io.Copy(pw, r)
	}()
	return pr
}

func (c command) scanRevision(ctx context.Context, o *options) (int, error) {
	repo, err := o.open()
	if err != nil {
		return 0, openError(err, "--rev names a commit of a repository; give its folder with -C")
	}
	defer repo.Close()
	src, err := repo.Revision(o.rev)
	switch {
	case errors.Is(err, gitsource.ErrUnknownRevision):
		return 0, usagef("`git log --oneline` lists commits; a shallow clone lacks the old ones", "%w", err)
	case err != nil:
		return 0, &codedError{fmt.Errorf("reading %q: %w", o.rev, err), exitIncomplete, ""}
	}
	ignore, err := revisionIgnore(ctx, src)
	if err != nil {
		return 0, err
	}
	file, err := o.revisionConfig(ctx, src)
	if err != nil {
		return 0, err
	}
	accepted, err := revisionBaseline(ctx, src)
	if err != nil {
		return 0, err
	}
	return c.execute(ctx, o, job{
		accepted: accepted,
		config:   scanner.Config{Ignore: ignore},
		source:   src,
		file:     file,
		report:   report.Report{FromRoot: o.dir == "" && repo.Prefix() == ""},
	})
}

// revisionIgnore reads the ignore file of a commit.
func revisionIgnore(ctx context.Context, src scanner.Source) (*scanner.Ignore, error) {
	for b, err := range src.Blobs(ctx) {
		switch {
		case err != nil:
			continue // the scan itself will report it
		case b.Path == ignoreName:
			return readIgnore(b)
		}
	}
	return nil, nil
}

// scanTree scans the work tree that the paths belong to, or the folder itself.
func (c command) scanTree(ctx context.Context, o *options, args []string) (int, error) {
	paths, err := o.absolute(args)
	if err != nil {
		return 0, err
	}
	repo, err := o.repositoryOf(paths)
	if err != nil {
		return 0, err
	}
	if repo == nil && o.recurseSubmodules {
		return 0, usagef("leave it out: the folder is read whole", "--recurse-submodules: %w", gitsource.ErrNotRepository)
	}
	if repo == nil {
		ignore, err := diskIgnore(o.folder())
		if err != nil {
			return 0, err
		}
		file, err := o.diskConfig(o.folder())
		if err != nil {
			return 0, err
		}
		return c.execute(ctx, o, job{
			config: scanner.Config{Ignore: ignore},
			source: scanner.FolderSource(o.base(paths)),
			file:   file,
		})
	}
	defer repo.Close()
	if repo.Bare() {
		return 0, usagef("`envguard scan --rev HEAD` looks at a commit", "the repository has no work tree")
	}
	j, err := o.diskPolicy(repo.Top())
	if err != nil {
		return 0, err
	}
	j.source, j.repo = repo.Worktree(paths), repo
	if o.recurseSubmodules {
		src, done, err := repo.WorktreeWithSubmodules(ctx)
		if err != nil {
			return 0, &codedError{fmt.Errorf("reading the submodules: %w", err), exitIncomplete, ""}
		}
		defer done()
		j.source = src
	}
	j.report.FromRoot = o.dir == "" && repo.Prefix() == "" && len(args) == 0
	return c.execute(ctx, o, j)
}

// diskPolicy returns a job with the ignore file, the configuration and the baseline of
// a work tree.
func (o *options) diskPolicy(top string) (j job, err error) {
	if j.config.Ignore, err = diskIgnore(top); err != nil {
		return j, err
	}
	if j.file, err = o.diskConfig(top); err != nil {
		return j, err
	}
	j.accepted, err = diskBaseline(top)
	return j, err
}

// absolute checks that the paths exist and makes them independent of the
// current directory.
func (o *options) absolute(args []string) ([]string, error) {
	var paths []string
	for _, a := range args {
		p := a
		if !filepath.IsAbs(p) {
			p = filepath.Join(o.folder(), p)
		}
		info, err := os.Lstat(p)
		if err != nil {
			return nil, usagef("check the path; it is taken from "+describeFolder(o.dir), "reading %s: %w", a, err)
		}
		if p, err = filepath.Abs(p); err != nil {
			return nil, fmt.Errorf("reading %s: %w", a, err)
		}
		// Who names a link means what it leads to. One that leads nowhere is
		// read as git does, which keeps its target's name.
		if info.Mode()&fs.ModeSymlink != 0 {
			if real, err := filepath.EvalSymlinks(p); err == nil {
				p = real
			}
		}
		paths = append(paths, p)
	}
	return paths, nil
}

func describeFolder(dir string) string {
	if dir == "" {
		return "the current folder"
	}
	return dir
}

// repositoryOf opens the one repository that all paths belong to. It returns
// nil if none of them belongs to one.
func (o *options) repositoryOf(paths []string) (*gitsource.Repo, error) {
	folders := []string{o.folder()}
	if len(paths) > 0 {
		folders = nil
		for _, p := range paths {
			if info, err := os.Stat(p); err != nil || !info.IsDir() {
				p = filepath.Dir(p)
			}
			folders = append(folders, p)
		}
	}
	var found *gitsource.Repo
	for i, dir := range folders {
		repo, err := gitsource.Open(gitsource.Options{Dir: dir, Env: o.getenv, Engine: o.engine})
		if err != nil && !errors.Is(err, gitsource.ErrNotRepository) {
			return nil, openError(err, "")
		}
		if err != nil {
			repo = nil
		}
		if i == 0 {
			found = repo
			continue
		}
		same := (repo == nil) == (found == nil) && (repo == nil || repo.Top() == found.Top())
		if repo != nil {
			repo.Close()
		}
		if !same {
			if found != nil {
				found.Close()
			}
			return nil, usagef("scan them one after the other", "the paths belong to different repositories")
		}
	}
	return found, nil
}

// base returns the folder that paths without a repository are reported
// relative to, and the paths below it.
func (o *options) base(paths []string) (dir string, below []string) {
	if len(paths) == 1 {
		if info, err := os.Stat(paths[0]); err == nil && info.IsDir() {
			return paths[0], nil
		}
	}
	dir, err := filepath.Abs(o.folder())
	if err != nil {
		return o.folder(), paths
	}
	for _, p := range paths {
		if rel, err := filepath.Rel(dir, p); err == nil && filepath.IsLocal(rel) {
			p = rel
		}
		below = append(below, p)
	}
	return o.folder(), below
}
