//go:build unix

package gitsource

import "syscall"

const (
	// openNonblock keeps an open from waiting for another process.
	openNonblock = syscall.O_NONBLOCK
	// openFlags also refuse a symbolic link that took a file's place.
	openFlags = openNonblock | syscall.O_NOFOLLOW
)

// isFile reports whether there is something other than a folder by this name.
// It is os.Lstat without the parts that cost, for thousands of names.
func isFile(name string) bool {
	var st syscall.Stat_t
	for {
		switch err := syscall.Lstat(name, &st); err {
		case nil:
			return st.Mode&syscall.S_IFMT != syscall.S_IFDIR
		case syscall.EINTR:
		default:
			return false
		}
	}
}
