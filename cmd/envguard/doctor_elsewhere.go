package main

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/envguard/envguard/scanner/gitsource"
)

// maxElsewhere is how many work trees and submodules are looked at.
const maxElsewhere = 200

// checkElsewhere looks for the hook in the other work trees of this repository and in
// its submodules. A hook that is there and runs envguard counts; only the hook of this
// work tree is run.
func (d *checkup) checkElsewhere(ctx context.Context) {
	trees, err := d.workTrees()
	if err != nil {
		d.add(unsure, "", "the linked work trees are not known: %v", err)
	}
	modules, err := submodulePaths(ctx, d.top)
	if err != nil {
		d.add(unsure, "", "the submodules are not known: %v", err)
	}
	for i, path := range append(trees, modules...) {
		what, do := "work tree", "run `envguard install` there"
		if i >= len(trees) {
			what, do = "submodule", "run `envguard install` there, or `envguard install --global`"
		}
		if i >= maxElsewhere {
			d.add(unsure, "", "only %d work trees and submodules were looked at", maxElsewhere)
			return
		}
		if ctx.Err() != nil {
			return
		}
		d.checkOther(what, do, path)
	}
}

// workTrees returns the other work trees that git knows and that are there.
func (d *checkup) workTrees() (paths []string, err error) {
	common := d.repo.CommonDir()
	if !samePath(common, d.repo.GitDir()) { // this one is linked: the main one is elsewhere
		if filepath.Base(common) == ".git" {
			paths = append(paths, filepath.Dir(common))
		}
	}
	entries, err := os.ReadDir(filepath.Join(common, "worktrees"))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return paths, err
	}
	for _, e := range entries {
		link, err := gitsource.ReadRegular(filepath.Join(common, "worktrees", e.Name(), "gitdir"))
		if err != nil {
			return paths, err
		}
		path := filepath.Dir(strings.TrimSpace(string(link)))
		if _, err := os.Stat(path); err == nil && !samePath(path, d.top) {
			paths = append(paths, path)
		}
	}
	return paths, nil
}

// submodulePaths returns the folders of the submodules that are checked out.
func submodulePaths(ctx context.Context, top string) (paths []string, err error) {
	name := filepath.Join(top, ".gitmodules")
	if _, err := os.Lstat(name); errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if _, err := gitsource.ReadRegular(name); err != nil {
		return nil, err
	}
	out, err := runIn(ctx, top, "git", "config", "-z", "-f", name, "--get-regexp", `^submodule\..*\.path$`)
	if err != nil && out == "" {
		return nil, nil //nolint:nilerr // none is declared
	}
	for setting := range strings.SplitSeq(out, "\x00") {
		_, path, ok := strings.Cut(setting, "\n")
		if !ok || !filepath.IsLocal(filepath.FromSlash(path)) {
			continue
		}
		path = filepath.Join(top, filepath.FromSlash(path))
		if _, err := os.Lstat(filepath.Join(path, ".git")); err == nil {
			paths = append(paths, path)
		}
	}
	return paths, nil
}

// checkOther looks at the hook of another work tree.
func (d *checkup) checkOther(what, do, path string) {
	repo, err := gitsource.Open(gitsource.Options{Dir: path, Env: withoutRepository})
	if err != nil {
		d.add(unsure, "", "the %s %s cannot be opened: %v", what, shownPath(path), err)
		return
	}
	defer repo.Close()
	if !samePath(repo.Top(), path) {
		return // nothing is checked out there
	}
	dir, err := repo.HooksDir()
	if err != nil {
		d.add(unguarded, do, "git runs no hooks in the %s %s: %v", what, shownPath(path), err)
		return
	}
	h := hook{dir, "pre-commit"}
	if dir == d.hooks {
		return // it was tested
	}
	script, err := gitsource.ReadRegular(h.path())
	switch {
	case errors.Is(err, fs.ErrNotExist):
		d.add(unguarded, do, "the %s %s takes hooks from %s, where there is no pre-commit", what, shownPath(path), shownPath(dir))
	case err != nil:
		d.add(unsure, do, "the hook of the %s %s cannot be read: %v", what, shownPath(path), err)
	case !runnable(h.path()):
		d.add(unguarded, do, "the hook of the %s %s is not executable", what, shownPath(path))
	case !isOurs(script) && !callsEnvguard(string(script), h.name) && !frameworkRuns(repo.Top(), h.name, script):
		d.add(unguarded, do, "the hook of the %s %s does not run envguard", what, shownPath(path))
	}
}

// frameworkRuns reports whether the configuration of the tool that wrote a hook runs envguard.
func frameworkRuns(top, name string, script []byte) bool {
	for _, f := range detectFrameworks(top) {
		by := writerOf(script)
		if _, ok := f.runs(top, name); ok && (f.name == "husky" || by != nil && by.name == f.name) {
			return true
		}
	}
	return false
}

// withoutRepository is [os.Getenv] without the variables that name a repository.
func withoutRepository(name string) string {
	for _, v := range localVariables {
		if v == name {
			return ""
		}
	}
	return os.Getenv(name)
}
