//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package gitsource

import (
	"os"
	"syscall"
)

func mapRegular(f *os.File, size int) ([]byte, error) {
	return syscall.Mmap(int(f.Fd()), 0, size, syscall.PROT_READ, syscall.MAP_SHARED)
}

// unmap releases what mapFile returned.
func unmap(data []byte) {
	if data != nil {
		syscall.Munmap(data) //nolint:errcheck // nothing can be done about it
	}
}
