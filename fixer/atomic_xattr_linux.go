package fixer

import (
	"bytes"
	"errors"
	"os"
	"strings"
	"syscall"
	"unsafe"
)

const posixACL = "system.posix_acl_access"

// copyXattrs gives f the extended attributes of old, its access control list
// among them: without it the permissions of the group would mean another
// thing. What the security modules set (security.*) is theirs to set.
func copyXattrs(f, old *os.File) error {
	names, err := listXattrs(old)
	if err != nil {
		return err
	}
	acl := false
	for _, name := range names {
		if name != posixACL && !strings.HasPrefix(name, "user.") {
			continue
		}
		acl = acl || name == posixACL
		value, err := xattr(syscall.SYS_FGETXATTR, old, name, nil)
		if err != nil {
			return err
		}
		if err := changeXattr(syscall.SYS_FSETXATTR, f, name, value); err != nil {
			return err
		}
	}
	if acl {
		return nil
	}
	// The folder's default list may have given the new file one.
	err = changeXattr(syscall.SYS_FREMOVEXATTR, f, posixACL, nil)
	if errors.Is(err, syscall.ENODATA) || errors.Is(err, syscall.ENOTSUP) || errors.Is(err, syscall.ENOSYS) {
		return nil
	}
	return err
}

func listXattrs(f *os.File) ([]string, error) {
	list, err := xattr(syscall.SYS_FLISTXATTR, f, "", nil)
	if errors.Is(err, syscall.ENOTSUP) || errors.Is(err, syscall.ENOSYS) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var names []string
	for name := range bytes.SplitSeq(list, []byte{0}) {
		if len(name) > 0 {
			names = append(names, string(name))
		}
	}
	return names, nil
}

// xattr reads the list of attributes, or the value of one if name is not
// empty.
func xattr(call uintptr, f *os.File, name string, buf []byte) ([]byte, error) {
	for {
		var p unsafe.Pointer
		if len(buf) > 0 {
			p = unsafe.Pointer(&buf[0])
		}
		var n uintptr
		var errno syscall.Errno
		if name == "" {
			n, _, errno = syscall.Syscall(call, f.Fd(), uintptr(p), uintptr(len(buf)))
		} else {
			s, err := syscall.BytePtrFromString(name)
			if err != nil {
				return nil, err
			}
			n, _, errno = syscall.Syscall6(call, f.Fd(), uintptr(unsafe.Pointer(s)), uintptr(p), uintptr(len(buf)), 0, 0)
		}
		switch {
		case errno == syscall.EINTR:
		case errno == syscall.ERANGE: // it has grown
			buf = nil
		case errno != 0:
			return nil, errno
		case n == 0 || len(buf) > 0:
			return buf[:min(int(n), len(buf))], nil
		default:
			buf = make([]byte, n)
		}
	}
}

// changeXattr sets or removes an attribute.
func changeXattr(call uintptr, f *os.File, name string, value []byte) error {
	s, err := syscall.BytePtrFromString(name)
	if err != nil {
		return err
	}
	var p unsafe.Pointer
	if len(value) > 0 {
		p = unsafe.Pointer(&value[0])
	}
	_, _, errno := syscall.Syscall6(call, f.Fd(), uintptr(unsafe.Pointer(s)), uintptr(p), uintptr(len(value)), 0, 0)
	if errno != 0 {
		return errno
	}
	return nil
}
