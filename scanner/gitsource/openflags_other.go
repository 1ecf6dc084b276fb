//go:build !unix

package gitsource

import "os"

// Opening a file does not wait for another process here.
const (
	openNonblock = 0
	openFlags    = 0
)

// isFile reports whether there is something other than a folder by this name.
func isFile(name string) bool {
	info, err := os.Lstat(name)
	return err == nil && !info.IsDir()
}
