package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/envguard/envguard/cmd/envguard/internal/report"
	"github.com/envguard/envguard/scanner"
	"github.com/envguard/envguard/scanner/gitsource"
)

func checkCommand() *subcommand {
	return &subcommand{
		name:  "check",
		args:  "[FILE...]",
		short: "judge what is about to be committed",
		long: `
Reads the files that git is about to commit, from the index, and judges the
secrets that they add. A secret that HEAD already has, or another parent of a
merge, is counted and shown with --all-lines; it does not block, even if its
file was renamed or split or its line was changed. Private env files must be
ignored by git and must not be committed.

Under pre-commit and prek, a run between two refs judges what the commits between
them add, and a run in which nothing is staged judges all tracked files.

With files, what the index has of exactly those files is judged: whole where
they are equal to HEAD. This is how the pre-commit framework calls it.

The last line says what was read. It says clean only if everything was.`,
		examples: [][2]string{
			{"before a commit", "envguard check"},
			{"with what is already in HEAD", "envguard check --all-lines"},
			{"for a program", "envguard check --format json"},
		},
		flags: checkFlags,
		run:   command.check,
	}
}

// checkFlags are the flags of `envguard check`.
func checkFlags() []flag {
	return flagList(
		[]flag{
			{
				name: "all-lines", doc: "report secrets that HEAD already has, too",
				on: func(o *options) *bool { return &o.allLines },
			},
			noIgnoreFileFlag,
			noAllowFlag,
			noBaselineFlag,
			correlateFlag,
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

func (c command) check(ctx context.Context, o *options, args []string) (int, error) {
	if err := o.checkFolder(); err != nil {
		return 0, err
	}
	code, err := exitClean, error(nil)
	if from, to := os.Getenv("PRE_COMMIT_FROM_REF"), os.Getenv("PRE_COMMIT_TO_REF"); from != "" && to != "" {
		between := *o
		between.rangeSpec = from + ".." + to
		if code, err = c.scanCommits(ctx, &between, nil); err != nil || len(args) == 0 {
			return code, err
		}
	}
	staged, err := c.checkStaged(ctx, o, args)
	return max(code, staged), err
}

// allFiles reports whether a framework runs this without a commit and without
// anything staged: `pre-commit run --all-files`. Git sets GIT_INDEX_FILE for the
// hooks of a commit, which can be an empty one.
func allFiles(ctx context.Context, repo *gitsource.Repo) bool {
	if os.Getenv("PRE_COMMIT") == "" || os.Getenv("GIT_INDEX_FILE") != "" {
		return false
	}
	for range repo.Staged(nil).Blobs(ctx) {
		return false
	}
	return true
}

func (c command) checkStaged(ctx context.Context, o *options, args []string) (int, error) {
	repo, err := o.open()
	if err != nil {
		return 0, openError(err, "check judges what is about to be committed; `envguard scan` looks at any folder")
	}
	defer repo.Close()
	if repo.Bare() {
		return 0, usagef("`envguard scan --rev REV` looks at a commit", "the repository has no work tree, so nothing is about to be committed")
	}
	if len(args) == 0 && allFiles(ctx, repo) {
		return c.scanTree(ctx, o, nil)
	}
	ignore, err := stagedIgnore(ctx, repo)
	if err != nil {
		return 0, err
	}
	before, err := headIgnore(ctx, repo)
	if err != nil {
		return 0, err
	}
	file, err := o.stagedConfig(ctx, repo)
	if err != nil {
		return 0, err
	}
	accepted, acceptedBefore, err := stagedBaselines(ctx, repo)
	if err != nil {
		return 0, err
	}
	source := repo.Staged(nonEmpty(args))
	if len(args) == 0 && amends(ctx, repo) {
		source = repo.Amended()
	}
	return c.execute(ctx, o, job{
		accepted: accepted, acceptedBefore: acceptedBefore,
		config: scanner.Config{Ignore: ignore, IgnoreBefore: before, Staged: true},
		source: source,
		report: report.Report{
			Staged:   true,
			FromRoot: o.dir == "" && repo.Prefix() == "" && os.Getenv("GIT_PREFIX") == "",
		},
		repo: repo,
		file: file,
	})
}

// nonEmpty returns nil for no arguments: that is another question than the
// one for no files.
func nonEmpty(args []string) []string {
	if len(args) == 0 {
		return nil
	}
	return args
}

// openError adds the exit code and the hint to an error of opening a
// repository.
func openError(err error, hint string) error {
	if errors.Is(err, gitsource.ErrNotRepository) {
		return usagef(hint, "%w", err)
	}
	if !strings.HasPrefix(err.Error(), "opening the repository: ") {
		err = fmt.Errorf("opening the repository: %w", err)
	}
	return &codedError{err, exitIncomplete, ""}
}

// stagedIgnore reads the ignore file that is about to be committed, or the one
// on disk if git does not know it. One that is staged but not on disk is left
// out: then more is scanned.
func stagedIgnore(ctx context.Context, repo *gitsource.Repo) (*scanner.Ignore, error) {
	path := filepath.Join(repo.Top(), ignoreName)
	if _, err := os.Lstat(path); errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	for b, err := range repo.Staged([]string{path}).Blobs(ctx) {
		if err != nil {
			return nil, &codedError{fmt.Errorf("reading %s: %w", ignoreName, err), exitIncomplete, ""}
		}
		if b.Path == ignoreName {
			return readIgnore(b)
		}
	}
	return nil, nil
}

// headIgnore reads the ignore file that HEAD has. One that cannot be read hid
// nothing.
func headIgnore(ctx context.Context, repo *gitsource.Repo) (*scanner.Ignore, error) {
	if _, err := os.Lstat(filepath.Join(repo.Top(), ignoreName)); errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	_, head, err := repo.Lookup(ctx, ignoreName)
	if err != nil || head == nil {
		return nil, nil // the scan reads HEAD as well, and reports it
	}
	ignore, err := readIgnore(*head)
	if err != nil {
		return nil, nil //nolint:nilerr // as said
	}
	return ignore, nil
}

// maxIgnore is how long an ignore file may be.
const maxIgnore = 1 << 20

func readIgnore(b scanner.Blob) (*scanner.Ignore, error) {
	if b.Link {
		return nil, usagef("make it a plain file", "reading %s: it is a symbolic link", ignoreName)
	}
	r, err := b.Open()
	if err != nil {
		return nil, &codedError{fmt.Errorf("reading %s: %w", ignoreName, err), exitIncomplete, ""}
	}
	defer r.Close()
	content, err := io.ReadAll(io.LimitReader(r, maxIgnore+1))
	if err != nil {
		return nil, &codedError{fmt.Errorf("reading %s: %w", ignoreName, err), exitIncomplete, ""}
	}
	if len(content) > maxIgnore {
		return nil, usagef("name folders instead of files", "reading %s: it is larger than %d bytes", ignoreName, maxIgnore)
	}
	return parseIgnore(content)
}

// unborn reports whether HEAD names a branch without a commit. Where that
// is not known it says no, which only changes a suggested command.
func unborn(repo *gitsource.Repo) bool {
	head, err := gitsource.ReadRegular(filepath.Join(repo.GitDir(), "HEAD"))
	ref, symbolic := strings.CutPrefix(strings.TrimSpace(string(head)), "ref: ")
	if err != nil || !symbolic || ref == "refs/heads/.invalid" { // the last is what reftable writes
		return false
	}
	if _, err := os.Stat(filepath.Join(repo.CommonDir(), filepath.FromSlash(ref))); !errors.Is(err, fs.ErrNotExist) {
		return false
	}
	packed, err := os.ReadFile(filepath.Join(repo.CommonDir(), "packed-refs"))
	if err != nil {
		return errors.Is(err, fs.ErrNotExist)
	}
	return !strings.Contains(string(packed), " "+ref+"\n")
}
