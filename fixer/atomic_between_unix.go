//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package fixer

import (
	"os"
	"syscall"

	"golang.org/x/sys/unix"
)

// renameBetween renames a file of one folder to a name in another.
func renameBetween(from *os.Root, old string, to *os.Root, name string) error {
	return between(from, to, func(a, b int) error { return unix.Renameat(a, old, b, name) })
}

// linkBetween gives a file of one folder a name in another. It replaces no file.
func linkBetween(from *os.Root, old string, to *os.Root, name string) error {
	return between(from, to, func(a, b int) error { return unix.Linkat(a, old, b, name, 0) })
}

// between calls do with descriptors of two folders: by path, a folder could have been
// replaced by a symbolic link since it was opened.
func between(from, to *os.Root, do func(a, b int) error) error {
	a, err := from.Open(".")
	if err != nil {
		return err
	}
	defer a.Close()
	b, err := to.Open(".")
	if err != nil {
		return err
	}
	defer b.Close()
	return do(int(a.Fd()), int(b.Fd()))
}

// sameDevice reports whether a file can be renamed from one folder to the other.
func sameDevice(a, b *os.Root) bool {
	x, errX := a.Stat(".")
	y, errY := b.Stat(".")
	if errX != nil || errY != nil {
		return false
	}
	s, okX := x.Sys().(*syscall.Stat_t)
	t, okY := y.Sys().(*syscall.Stat_t)
	return okX && okY && s.Dev == t.Dev
}
