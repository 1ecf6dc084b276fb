//go:build !(darwin || dragonfly || freebsd || linux || netbsd || openbsd || windows)

package gitsource

import (
	"io"
	"os"
)

// mapRegular reads a file whole where it cannot be mapped.
func mapRegular(f *os.File, _ int) ([]byte, error) { return io.ReadAll(f) }

// unmap releases what mapFile returned.
func unmap([]byte) {}
