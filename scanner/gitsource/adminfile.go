package gitsource

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Git's own files are read with care, since a repository may come from
// an attacker: only regular files are read, an open does not wait for the
// other end of a FIFO, no more is read than such a file can sensibly have, and
// a symbolic link is followed only into a git directory. There, links are
// usual: git-new-workdir makes them.

// How much is read of one of git's own files, at most.
const (
	maxSmallFile = 1 << 20   // HEAD, commondir, a .git file, alternates
	maxListFile  = 256 << 20 // shallow, packed-refs
)

// errLinkOut says that a link leads to where git keeps none of its files.
var errLinkOut = errors.New("is a symbolic link out of the git directory")

// openPlain opens one of git's own files. A directory is opened, too: reading
// it fails.
func openPlain(name string) (*os.File, error) {
	f, err := os.OpenFile(name, os.O_RDONLY|openFlags, 0)
	if err != nil && isLink(name, err) {
		if err := checkLink(name); err != nil {
			return nil, err
		}
		f, err = os.OpenFile(name, os.O_RDONLY|openNonblock, 0)
	}
	return onlyPlain(f, err)
}

// openLinked is openPlain for files that people keep where they like.
func openLinked(name string) (*os.File, error) {
	return onlyPlain(os.OpenFile(name, os.O_RDONLY|openNonblock, 0))
}

// onlyPlain refuses what is no file and no directory.
func onlyPlain(f *os.File, err error) (*os.File, error) {
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err == nil && !info.Mode().IsRegular() && !info.IsDir() && !isNull(info) {
		err = &fs.PathError{Op: "open", Path: f.Name(), Err: errSpecial}
	}
	if err != nil {
		f.Close()
		return nil, err
	}
	return f, nil
}

// isNull reports whether a file is the null device, which people give for no
// configuration.
func isNull(info fs.FileInfo) bool {
	null, err := os.Stat(os.DevNull)
	return err == nil && os.SameFile(info, null)
}

// isLink reports whether an open failed because of a symbolic link. Systems
// disagree about the error.
func isLink(name string, err error) bool {
	if isAbsent(err) || errors.Is(err, fs.ErrPermission) {
		return false
	}
	info, err := os.Lstat(name)
	return err == nil && info.Mode()&fs.ModeSymlink != 0
}

// checkLink returns an error unless a link leads to a place in a git directory,
// or to nowhere.
func checkLink(name string) error {
	real, err := filepath.EvalSymlinks(name)
	if err != nil {
		if isAbsent(err) || errors.Is(err, fs.ErrPermission) {
			return err
		}
		return &fs.PathError{Op: "open", Path: name, Err: err}
	}
	if filepath.Base(real) == ".git" {
		return nil
	}
	for d := filepath.Dir(real); ; {
		if exists(filepath.Join(d, "objects")) && exists(filepath.Join(d, "refs")) {
			return nil
		}
		up := filepath.Dir(d)
		if up == d {
			return &fs.PathError{Op: "open", Path: name, Err: errLinkOut}
		}
		d = up
	}
}

// readPlain reads one of git's own files whole, of at most limit bytes.
func readPlain(name string, limit int64) ([]byte, error) {
	return readLimited(openPlain(name))(limit)
}

// readLinked is readPlain for files that people keep where they like.
func readLinked(name string, limit int64) ([]byte, error) {
	return readLimited(openLinked(name))(limit)
}

// ReadRegular reads a file that a repository may have put anything in the place of.
// It follows links, refuses what is no regular file without waiting for the other end
// of a FIFO, and reads at most 1 MiB; a larger file is an error.
func ReadRegular(name string) ([]byte, error) { return readLinked(name, maxSmallFile) }

func readLimited(f *os.File, err error) func(limit int64) ([]byte, error) {
	return func(limit int64) ([]byte, error) {
		if err != nil {
			return nil, err
		}
		defer f.Close()
		data, err := io.ReadAll(io.LimitReader(f, limit+1))
		if err == nil && int64(len(data)) > limit {
			err = &fs.PathError{Op: "read", Path: f.Name(), Err: fmt.Errorf("it is larger than %d bytes", limit)}
		}
		return data, err
	}
}

// readDir lists a folder of git's. Something else in its place is an error at
// once.
func readDir(name string) ([]fs.DirEntry, error) {
	f, err := os.OpenFile(name, os.O_RDONLY|openNonblock, 0)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	list, err := f.ReadDir(-1)
	slices.SortFunc(list, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return list, err
}
