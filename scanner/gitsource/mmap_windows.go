package gitsource

import (
	"errors"
	"io/fs"
	"os"
	"syscall"
	"unsafe"
)

// mapFile maps a file read-only. The bytes are valid until unmap is called.
// An empty file is an empty slice.
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
		return nil, nil, &fs.PathError{Op: "map", Path: path, Err: errors.New("not a regular file")}
	}
	size := info.Size()
	if size == 0 {
		return nil, info, nil
	}
	if size != int64(int(size)) {
		return nil, nil, &fs.PathError{Op: "map", Path: path, Err: errors.New("too large to be mapped")}
	}
	h, err := syscall.CreateFileMapping(syscall.Handle(f.Fd()), nil, syscall.PAGE_READONLY, 0, 0, nil)
	if err != nil {
		return nil, nil, &fs.PathError{Op: "map", Path: path, Err: err}
	}
	// The view keeps the mapping alive.
	defer syscall.CloseHandle(h) //nolint:errcheck // nothing can be done about it
	addr, err := syscall.MapViewOfFile(h, syscall.FILE_MAP_READ, 0, 0, uintptr(size))
	if err != nil {
		return nil, nil, &fs.PathError{Op: "map", Path: path, Err: err}
	}
	// The address is not Go memory: it is read through a pointer to it so
	// that vet does not take it for one.
	return unsafe.Slice(*(**byte)(unsafe.Pointer(&addr)), int(size)), info, nil
}

// unmap releases what mapFile returned.
func unmap(data []byte) {
	if data != nil {
		syscall.UnmapViewOfFile(uintptr(unsafe.Pointer(&data[0]))) //nolint:errcheck // nothing can be done about it
	}
}
