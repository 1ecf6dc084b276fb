package fixer

import (
	"os"
	"syscall"
)

// linkCount returns how many names a file has.
func linkCount(f *os.File) (uint32, error) {
	var info syscall.ByHandleFileInformation
	if err := syscall.GetFileInformationByHandle(syscall.Handle(f.Fd()), &info); err != nil {
		return 0, err
	}
	return info.NumberOfLinks, nil
}
