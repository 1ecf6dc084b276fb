//go:build unix

package fixer

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"syscall"
)

const (
	// openNonblock keeps an open from waiting for another process, should a
	// FIFO take the file's place.
	openNonblock = syscall.O_NONBLOCK
	// renamesOpenFiles reports whether a file can be renamed while it is open.
	renamesOpenFiles = true
)

var errReadOnlyFS error = syscall.EROFS

// exchangeable says what speaks against putting another file in the place of
// an open one: a rename gives the name to a new file, and the old one's other
// names, owner and group must not get lost by that.
func exchangeable(_ *os.File, info fs.FileInfo) (reason, hint string) {
	st, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return "", ""
	}
	if st.Nlink > 1 {
		return fmt.Sprintf("it has %d names (hard links), which would part", st.Nlink), hintByHand
	}
	groups, err := os.Getgroups()
	if err != nil {
		groups = nil
	}
	return foreign(uint32(st.Uid), uint32(st.Gid), os.Geteuid(), os.Getegid(), groups)
}

// foreign says what speaks against a process of that effective user, group and
// further groups making a file of the same owner and group.
func foreign(uid, gid uint32, euid, egid int, groups []int) (reason, hint string) {
	switch {
	case euid == 0:
		return "", "" // who can give files away gives the new one to the old owner
	case int(uid) != euid:
		return "it belongs to another user", "let its owner do this, or take the file over with chown"
	case int(gid) != egid && !slices.Contains(groups, int(gid)):
		return "it belongs to a group that you are not in", "let a member of the group do this, or change the group with chgrp"
	}
	return "", ""
}

// copyAttributes gives a new file the owner, group and extended attributes of
// the one whose place it takes.
func copyAttributes(f, old *os.File, info fs.FileInfo) error {
	st, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return nil
	}
	if err := chown(f, int(st.Uid), int(st.Gid)); err != nil {
		return fmt.Errorf("keeping its owner and group: %w", withoutPath(err))
	}
	if err := copyXattrs(f, old); err != nil {
		return fmt.Errorf("keeping its extended attributes: %w", err)
	}
	return nil
}

// adopt gives a file that root makes to the owner of its folder: a private
// file that its user cannot read would help nobody.
func adopt(f *os.File, dir *os.Root) error {
	info, err := dir.Stat(".")
	if err != nil {
		return withoutPath(err)
	}
	st, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return nil
	}
	user := os.Geteuid()
	switch {
	case user == 0 && st.Uid != 0:
		err = chown(f, int(st.Uid), int(st.Gid))
	case user != 0 && info.Mode()&fs.ModeSetgid != 0: // what is made in it gets its group
		err = chown(f, user, int(st.Gid))
	}
	if err != nil {
		return fmt.Errorf("giving the file to its folder's owner: %w", withoutPath(err))
	}
	return nil
}

// chown changes owner and group if they differ.
func chown(f *os.File, uid, gid int) error {
	info, err := f.Stat()
	if err != nil {
		return err
	}
	if st, ok := info.Sys().(*syscall.Stat_t); ok && int(st.Uid) == uid && int(st.Gid) == gid {
		return nil
	}
	return f.Chown(uid, gid)
}

// syncFolder makes a rename durable. Some file systems cannot.
func syncFolder(dir *os.Root) error {
	d, err := dir.Open(".")
	if err != nil {
		return err
	}
	defer d.Close()
	if err := d.Sync(); err != nil && !errors.Is(err, syscall.EINVAL) && !errors.Is(err, syscall.ENOTSUP) {
		return err
	}
	return nil
}
