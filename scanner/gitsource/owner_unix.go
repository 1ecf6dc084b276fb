//go:build unix

package gitsource

import (
	"os"
	"strconv"
	"syscall"
)

// ownedByUser reports whether a folder belongs to whoever runs this. As in git, that
// is the caller of sudo as well.
func ownedByUser(dir string, env func(string) string) bool {
	info, err := os.Lstat(dir)
	if err != nil {
		return false
	}
	st, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return false
	}
	user := os.Geteuid()
	if int(st.Uid) == user {
		return true
	}
	id, err := strconv.Atoi(env("SUDO_UID"))
	return user == 0 && err == nil && int(st.Uid) == id
}
