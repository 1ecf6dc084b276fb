//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package fixer

import (
	"os"
	"syscall"
)

// lockTemp marks a temporary file as one of a process that lives: the lock
// ends with it, however that ends. Where the file system has no locks, a
// second run at the same time may make this one fail, but not lose anything.
func lockTemp(f *os.File) {
	_ = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
}

// inUse reports whether a living process holds a temporary file.
func inUse(dir *os.Root, name string) bool {
	f, err := dir.OpenFile(name, os.O_RDONLY|openNonblock, 0)
	if err != nil {
		return false
	}
	defer f.Close()
	return syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) == syscall.EWOULDBLOCK
}
