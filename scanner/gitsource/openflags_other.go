//go:build !unix

package gitsource

import "os"

// Opening a file does not wait for another process here.
const (
	openNonblock = 0
	openFlags    = 0
)

// isNoPath reports whether an error says that no file can have such a name.
func isNoPath(error) bool { return false }

// probeFile reports whether there is a file or a symbolic link by this name:
// git add takes nothing else. The error says that this is not known.
func probeFile(name string) (bool, error) {
	info, err := os.Lstat(name)
	if err != nil {
		if isAbsent(err) {
			err = nil
		}
		return false, err
	}
	return info.Mode()&^os.ModeSymlink&os.ModeType == 0, nil
}
