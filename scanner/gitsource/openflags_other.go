//go:build !unix

package gitsource

// Opening a file does not wait for another process here.
const (
	openNonblock = 0
	openFlags    = 0
)
