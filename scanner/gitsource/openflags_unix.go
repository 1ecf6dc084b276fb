//go:build unix

package gitsource

import "syscall"

const (
	// openNonblock keeps an open from waiting for another process.
	openNonblock = syscall.O_NONBLOCK
	// openFlags also refuse a symbolic link that took a file's place.
	openFlags = openNonblock | syscall.O_NOFOLLOW
)
