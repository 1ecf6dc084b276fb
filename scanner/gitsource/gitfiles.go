package gitsource

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// checkFiles refuses a repository in which something else is in the place
// of one of git's files: git would wait for the other end of a FIFO for ever,
// and read a device without end. The error names it.
func checkFiles(at *location) error {
	for _, dir := range []string{at.gitDir, at.commonDir} {
		for _, name := range []string{
			"HEAD", "ORIG_HEAD", "FETCH_HEAD", "MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD", "AUTO_MERGE",
			"commondir", "gitdir", "config", "config.worktree", "index", "packed-refs", "shallow",
			"info/exclude", "info/attributes", "info/grafts", "info/sparse-checkout", "reftable/tables.list",
		} {
			name := filepath.Join(dir, filepath.FromSlash(name))
			info, err := os.Lstat(name)
			if err == nil {
				err = checkFile(name, info.Mode(), false)
			}
			if err != nil && !isAbsent(err) {
				return err
			}
		}
	}
	for _, dir := range []string{filepath.Join(at.gitDir, "refs"), filepath.Join(at.commonDir, "refs"), filepath.Join(at.commonDir, "reftable")} {
		if err := checkFolder(dir, maxTreeDepth, true); err != nil {
			return err
		}
	}
	if len(at.objectDirs) == 0 {
		if err := at.findObjectDirs(); err != nil {
			return err
		}
	}
	for _, dir := range at.objectDirs {
		if err := checkFolder(dir, 1, false); err != nil {
			return err
		}
	}
	return nil
}

// checkFolder checks the files of a folder, and of those below it down to a
// depth. git says nothing of references that it cannot list; objects that it
// misses it names.
func checkFolder(dir string, depth int, references bool) error {
	entries, err := readDir(dir)
	if err != nil {
		if info, serr := os.Stat(dir); serr == nil && !info.IsDir() {
			return checkFile(dir, info.Mode(), false)
		}
		if references && !isAbsent(err) {
			return fmt.Errorf("listing references: %w", err)
		}
		return nil
	}
	for _, e := range entries {
		name := filepath.Join(dir, e.Name())
		if e.IsDir() && depth > 0 {
			if err := checkFolder(name, depth-1, references); err != nil {
				return err
			}
			continue
		}
		object := len(filepath.Base(dir)) == 2 || filepath.Ext(name) == ".idx" || filepath.Ext(name) == ".pack"
		if err := checkFile(name, e.Type(), !object); err != nil {
			return err
		}
	}
	return nil
}

// checkFile checks one file, whose own type is known. folder permits one.
func checkFile(name string, mode fs.FileMode, folder bool) error {
	if mode&fs.ModeSymlink != 0 {
		if err := checkLink(name); err != nil {
			if isAbsent(err) {
				return nil // git, too, sees nothing there
			}
			return fmt.Errorf("reading the repository: %w", err)
		}
		info, err := os.Stat(name)
		if err != nil {
			return nil //nolint:nilerr // as above
		}
		mode, folder = info.Mode(), true
	}
	if mode.IsRegular() || folder && mode.IsDir() {
		return nil
	}
	why := errSpecial
	if mode.IsDir() {
		why = errFolder
	}
	return fmt.Errorf("reading the repository: %w", &fs.PathError{Op: "open", Path: name, Err: why})
}

// unlistedFolders returns why folders of loose objects cannot be listed, over which git
// passes in silence.
func unlistedFolders(at *location) (why []error) {
	for _, d := range at.objectDirs {
		dirs, err := readDir(d)
		if err != nil {
			why = append(why, fmt.Errorf("listing objects: %w", err))
		}
		for _, sub := range dirs {
			if len(sub.Name()) == 2 {
				if _, err := readDir(filepath.Join(d, sub.Name())); err != nil {
					why = append(why, fmt.Errorf("listing objects: %w", err))
				}
			}
		}
	}
	return why
}
