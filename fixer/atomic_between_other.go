//go:build !darwin && !dragonfly && !freebsd && !linux && !netbsd && !openbsd

package fixer

import (
	"os"
	"path/filepath"
)

// renameBetween renames a file of one folder to a name in another.
func renameBetween(from *os.Root, old string, to *os.Root, name string) error {
	if from == to {
		return to.Rename(old, name)
	}
	return os.Rename(filepath.Join(from.Name(), old), filepath.Join(to.Name(), name))
}

// linkBetween gives a file of one folder a name in another. It replaces no file.
func linkBetween(from *os.Root, old string, to *os.Root, name string) error {
	if from == to {
		return to.Link(old, name)
	}
	return os.Link(filepath.Join(from.Name(), old), filepath.Join(to.Name(), name))
}

// sameDevice reports whether a file can be renamed from one folder to the other. A
// volume is not known from a path alone, but a volume's letter can.
func sameDevice(a, b *os.Root) bool {
	x, errX := filepath.Abs(a.Name())
	y, errY := filepath.Abs(b.Name())
	return errX == nil && errY == nil && filepath.VolumeName(x) == filepath.VolumeName(y)
}
