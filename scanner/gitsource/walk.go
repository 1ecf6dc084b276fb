package gitsource

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/envguard/envguard/scanner"
)

// A listing is what is in a work tree.
type listing struct {
	files   []string // tracked, or neither tracked nor ignored
	regular []string // those of them that are known to be regular files
	met     int      // how many of them are tracked
	ignored []string // files, and folders with a slash at the end, that git ignores and that were not entered
	skips   []*scanner.Skip
	counts  []string // noBlob…, once for each entry that yields none
}

// A walker goes through a work tree once.
type walker struct {
	top     string
	tracked map[string]entry
	dirs    map[string]bool // the folders above tracked files
	ignored func(path string, dir bool) (bool, error)
	out     *listing
}

// isGitName reports whether a name is git's own folder, on file systems that
// do not say case apart in any spelling.
func isGitName(name string) bool {
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
		return strings.EqualFold(name, ".git")
	}
	return name == ".git"
}

// walk lists the folder dir, slash-separated and relative to the top, which is
// empty for the top itself.
func (w *walker) walk(ctx context.Context, dir string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	entries, err := os.ReadDir(filepath.Join(w.top, filepath.FromSlash(dir)))
	if err != nil {
		shown := dir + "/"
		if dir == "" {
			shown = "."
		}
		w.out.skips = append(w.out.skips, &scanner.Skip{Path: shown, Reason: "cannot list this folder: " + reason(err)})
		// What could be listed before the error is scanned all the same.
	}
	for _, e := range entries {
		if isGitName(e.Name()) {
			continue
		}
		path := e.Name()
		if dir != "" {
			path = dir + "/" + path
		}
		if e.IsDir() {
			if err := w.folder(ctx, path); err != nil {
				return err
			}
			continue
		}
		if err := w.file(path, e.Type()); err != nil {
			return err
		}
	}
	return nil
}

func (w *walker) folder(ctx context.Context, path string) error {
	if t, ok := w.tracked[path]; ok && t.mode&modeTypeMask == modeSubmodule {
		w.out.counts = append(w.out.counts, noBlobSubmodule)
		return nil
	}
	// A folder with tracked files belongs to this repository, whatever else
	// it is.
	if !w.dirs[path] {
		if ok, err := w.ignored(path, true); err != nil {
			return err
		} else if ok {
			w.out.ignored = append(w.out.ignored, path+"/")
			return nil
		}
		if isRepository(filepath.Join(w.top, filepath.FromSlash(path))) {
			w.out.counts = append(w.out.counts, noBlobNested)
			return nil
		}
	}
	return w.walk(ctx, path)
}

func (w *walker) file(path string, t fs.FileMode) error {
	special := t&^fs.ModeSymlink != 0
	if _, ok := w.tracked[path]; ok {
		w.out.met++
	} else {
		ignored, err := w.ignored(path, false)
		switch {
		case err != nil:
			return err
		case ignored:
			if !special {
				w.out.ignored = append(w.out.ignored, path)
			}
			return nil
		case special:
			w.out.counts = append(w.out.counts, noBlobSpecial)
			return nil
		}
	}
	w.out.files = append(w.out.files, path)
	if t == 0 {
		w.out.regular = append(w.out.regular, path)
	}
	return nil
}

// isRepository reports whether a folder is the top of a repository of its own.
// An empty folder named .git does not make one: it would be too easy a way to
// hide files.
func isRepository(dir string) bool {
	git := filepath.Join(dir, ".git")
	info, err := os.Stat(git)
	if err != nil {
		return false
	}
	if info.Mode().IsRegular() {
		target, err := readGitFile(git)
		if err != nil || target == "" {
			return false
		}
		git = target
	}
	l := &location{dir: dir, env: func(string) string { return "" }}
	return l.isGitDir(git)
}

// throughLink reports whether a folder above path is a symbolic link: git
// does not look for files beyond one.
func throughLink(top, path string) bool {
	for i := range len(path) {
		if path[i] != '/' {
			continue
		}
		info, err := os.Lstat(filepath.Join(top, filepath.FromSlash(path[:i])))
		if err == nil && info.Mode()&fs.ModeSymlink != 0 {
			return true
		}
	}
	return false
}
