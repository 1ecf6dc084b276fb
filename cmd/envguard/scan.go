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
		run: command.scan,
	}
}

// checkScanFlags refuses combinations that mean nothing.
func (o *options) checkScanFlags(args []string) error {
	switch {
	case o.jobs != "" || o.shard != "" || o.resume:
		return usagef("write `envguard scan --repos FILE|DIR`", "--jobs, --shard and --resume go with --repos")
	case o.recurseSubmodules && (o.stdin || o.rev != "" || o.history || o.notPushed || o.rangeSpec != "" || len(args) > 0):
		return usagef("run it in the submodule for the rest: git submodule foreach --recursive 'envguard scan --history'",
			"--recurse-submodules is for the whole work tree: it goes with no paths and with none of --stdin, --rev, --range, --history and --not-pushed")
	case o.stdin && o.rev != "":
		return usagef("scan one of them at a time", "--stdin and --rev exclude each other")
	case o.stdin && len(args) > 0:
		return usagef("leave the paths out, or --stdin", "--stdin and paths exclude each other")
	case !o.stdin && o.stdinName != "stdin":
		return usagef("write `envguard scan --stdin --stdin-name …`", "--stdin-name goes with --stdin")
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
