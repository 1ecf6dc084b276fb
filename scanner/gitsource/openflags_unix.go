//go:build unix

package gitsource

import (
	"errors"
	"syscall"
)

const (
	// openNonblock keeps an open from waiting for another process.
	openNonblock = syscall.O_NONBLOCK
	// openFlags also refuse a symbolic link that took a file's place.
	openFlags = openNonblock | syscall.O_NOFOLLOW
)

// isNoPath reports whether an error says that no file can have such a name.
func isNoPath(err error) bool {
	return errors.Is(err, syscall.ELOOP) || errors.Is(err, syscall.ENAMETOOLONG)
}

// probeFile reports whether there is a file or a symbolic link by this name:
// git add takes nothing else. It is os.Lstat without the parts that cost, for
// thousands of names. The error says that this is not known.
func probeFile(name string) (bool, error) {
	var st syscall.Stat_t
	for {
		switch err := syscall.Lstat(name, &st); err {
		case nil:
			t := st.Mode & syscall.S_IFMT
			return t == syscall.S_IFREG || t == syscall.S_IFLNK, nil
		case syscall.ENOENT, syscall.ENOTDIR, syscall.ELOOP, syscall.ENAMETOOLONG:
			return false, nil
		case syscall.EINTR:
		default:
			return false, err
		}
	}
}
