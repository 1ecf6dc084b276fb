//go:build !(darwin || dragonfly || freebsd || linux || netbsd || openbsd || windows)

package gitsource

import (
	"errors"
	"io"
	"io/fs"
	"os"
)

// mapFile reads a file whole where it cannot be mapped.
func mapFile(path string) (data []byte, info fs.FileInfo, err error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, nil, err
	}
	defer f.Close()
	return mapOpen(f)
}

// mapOpen maps a file that is open. It may be closed then.
func mapOpen(f *os.File) (data []byte, info fs.FileInfo, err error) {
	path := f.Name()
	if info, err = f.Stat(); err != nil {
		return nil, nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, nil, &fs.PathError{Op: "read", Path: path, Err: errors.New("not a regular file")}
	}
	data, err = io.ReadAll(f)
	return data, info, err
}

// unmap releases what mapFile returned.
func unmap([]byte) {}
