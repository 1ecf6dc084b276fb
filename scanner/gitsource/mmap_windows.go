package gitsource

import (
	"os"
	"syscall"
	"unsafe"
)

func mapRegular(f *os.File, size int) ([]byte, error) {
	h, err := syscall.CreateFileMapping(syscall.Handle(f.Fd()), nil, syscall.PAGE_READONLY, 0, 0, nil)
	if err != nil {
		return nil, err
	}
	// The view keeps the mapping alive.
	defer syscall.CloseHandle(h) //nolint:errcheck // nothing can be done about it
	addr, err := syscall.MapViewOfFile(h, syscall.FILE_MAP_READ, 0, 0, uintptr(size))
	if err != nil {
		return nil, err
	}
	// The address is not Go memory: it is read through a pointer to it so
	// that vet does not take it for one.
	return unsafe.Slice(*(**byte)(unsafe.Pointer(&addr)), size), nil
}

// unmap releases what mapFile returned.
func unmap(data []byte) {
	if data != nil {
		syscall.UnmapViewOfFile(uintptr(unsafe.Pointer(&data[0]))) //nolint:errcheck // nothing can be done about it
	}
}
