//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package gitsource

import (
	"errors"
	"io/fs"
	"os"
	"syscall"
)

// mapFile maps a file read-only. The bytes are valid until unmap is called.
// An empty file is an empty slice.
func mapFile(path string) (data []byte, info fs.FileInfo, err error) {
	f, err := openPlain(path)
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
		return nil, nil, &fs.PathError{Op: "map", Path: path, Err: errors.New("not a regular file")}
	}
	size := info.Size()
	if size == 0 {
		return nil, info, nil
	}
	if size != int64(int(size)) {
		return nil, nil, &fs.PathError{Op: "map", Path: path, Err: syscall.EFBIG}
	}
	data, err = syscall.Mmap(int(f.Fd()), 0, int(size), syscall.PROT_READ, syscall.MAP_SHARED)
	if err != nil {
		return nil, nil, &fs.PathError{Op: "map", Path: path, Err: err}
	}
	return data, info, nil
}

// unmap releases what mapFile returned.
func unmap(data []byte) {
	if data != nil {
		syscall.Munmap(data) //nolint:errcheck // nothing can be done about it
	}
}
