package fixer

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
)

// openStage opens the git directory of the repository that root belongs to, or
// returns nil.
func openStage(root *os.Root) *os.Root {
	dir, err := filepath.Abs(root.Name())
	if err != nil {
		return nil
	}
	for {
		name := filepath.Join(dir, ".git")
		info, err := os.Lstat(name)
		switch {
		case err != nil:
		case info.IsDir():
			return openGitDir(name)
		case info.Mode().IsRegular() && info.Size() < 4096: // a linked work tree or a submodule
			data, err := os.ReadFile(name)
			to, ok := strings.CutPrefix(strings.TrimSpace(string(data)), "gitdir: ")
			if err != nil || !ok {
				return nil
			}
			if !filepath.IsAbs(to) {
				to = filepath.Join(dir, to)
			}
			return openGitDir(to)
		}
		up := filepath.Dir(dir)
		if up == dir {
			return nil
		}
		dir = up
	}
}

func openGitDir(name string) *os.Root {
	d, err := os.OpenRoot(name)
	if err != nil {
		return nil
	}
	if _, err := d.Lstat("HEAD"); err != nil {
		d.Close()
		return nil
	}
	return d
}

// The names of temporary files: the prefix, [rand.Text], the suffix. With this
// prefix they are private env files. Earlier versions used the other one.
const (
	tempPrefix = ".env."
	oldPrefix  = ".envguard-"
	tempSuffix = ".tmp"
	tempRandom = 26 // the length of rand.Text
)

// isTemp reports whether a name is one that prepare gives.
func isTemp(name string) bool {
	s, ok := strings.CutPrefix(name, tempPrefix)
	if !ok {
		if s, ok = strings.CutPrefix(name, oldPrefix); !ok {
			return false
		}
	}
	s, ok = strings.CutSuffix(s, tempSuffix)
	return ok && len(s) == tempRandom && strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567") == ""
}

// RemoveLeftovers removes the temporary files that a killed run has left in the git
// directory and in folders, slash-separated and relative to root, since they may hold secrets.
// It returns their paths. Files of a run that goes on at the same time are
// left alone where the system can say (Linux, macOS and the BSDs). Folders
// that do not exist or are symbolic links are passed over.
func RemoveLeftovers(root *os.Root, folders []string) (removed []string, err error) {
	var errs []error
	if d := openStage(root); d != nil {
		names, err := removeLeftovers(d)
		for _, n := range names {
			removed = append(removed, ".git/"+n)
		}
		if err != nil {
			errs = append(errs, fmt.Errorf("removing temporary files in .git: %w", err))
		}
		d.Close()
	}
	for _, folder := range folders {
		if folder == "" {
			folder = "."
		}
		if info, err := root.Lstat(filepath.FromSlash(folder)); err != nil || !info.IsDir() {
			if err != nil && !errors.Is(err, fs.ErrNotExist) {
				errs = append(errs, fmt.Errorf("looking for temporary files in %s: %w", folder, withoutPath(err)))
			}
			continue
		}
		d, err := root.OpenRoot(filepath.FromSlash(folder))
		if err != nil {
			errs = append(errs, fmt.Errorf("looking for temporary files in %s: %w", folder, withoutPath(err)))
			continue
		}
		names, err := removeLeftovers(d)
		d.Close()
		for _, n := range names {
			removed = append(removed, path.Join(folder, n))
		}
		if err != nil {
			errs = append(errs, fmt.Errorf("removing temporary files in %s: %w", folder, err))
		}
	}
	return removed, errors.Join(errs...)
}

func removeLeftovers(d *os.Root) (removed []string, err error) {
	f, err := d.Open(".")
	if err != nil {
		return nil, withoutPath(err)
	}
	defer f.Close()
	var errs []error
	for {
		names, err := f.Readdirnames(1024)
		for _, name := range names {
			if !isTemp(name) {
				continue
			}
			if info, err := d.Lstat(name); err != nil || !info.Mode().IsRegular() || inUse(d, name) {
				continue
			}
			if err := d.Remove(name); err == nil {
				removed = append(removed, name)
			} else if !errors.Is(err, fs.ErrNotExist) {
				errs = append(errs, err)
			}
		}
		if err == io.EOF {
			break
		}
		if err != nil {
			errs = append(errs, withoutPath(err))
			break
		}
	}
	return removed, errors.Join(errs...)
}
