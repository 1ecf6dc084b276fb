package fixer

import (
	"bytes"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// An access control list as the kernel stores it: version 2, then tag,
// permissions and id of each entry.
var testACL = []byte{
	2, 0, 0, 0,
	1, 0, 6, 0, 0xff, 0xff, 0xff, 0xff, // the owner: rw
	2, 0, 4, 0, 0xe1, 0x10, 0, 0, // the user 4321: r
	4, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, // the group: nothing
	0x10, 0, 4, 0, 0xff, 0xff, 0xff, 0xff, // mask: r
	0x20, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, // others: nothing
}

// TestXattrs keeps a file's own attributes, and takes none from its folder.
func TestXattrs(t *testing.T) {
	root, dir := openTestRoot(t)
	name := filepath.Join(dir, ".env")
	get := func(attr string) []byte {
		buf := make([]byte, 256)
		n, err := syscall.Getxattr(name, attr, buf)
		if err != nil {
			return nil
		}
		return buf[:n]
	}
	writeFile(t, name, "1", 0o640)
	if err := syscall.Setxattr(name, "user.note", []byte("kept"), 0); err != nil {
		t.Skipf("no extended attributes here: %v", err)
	}
	if err := syscall.Setxattr(name, "user.empty", nil, 0); err != nil {
		t.Fatal(err)
	}
	if err := WriteFile(root, ".env", []byte("1"), []byte("2"), 0); err != nil {
		t.Fatal(err)
	}
	if got := get("user.note"); string(got) != "kept" {
		t.Errorf("the attribute is %q", got)
	}
	wantMode(t, name, 0o640)

	if err := syscall.Setxattr(name, posixACL, testACL, 0); err != nil {
		t.Skipf("no access control lists here: %v", err)
	}
	if err := WriteFile(root, ".env", []byte("2"), []byte("3"), 0); err != nil {
		t.Fatal(err)
	}
	if got := get(posixACL); !bytes.Equal(got, testACL) {
		t.Errorf("the list is %x, want %x", got, testACL)
	}
	wantMode(t, name, 0o640)

	os.Remove(name)
	writeFile(t, name, "1", 0o640)
	if err := syscall.Setxattr(dir, "system.posix_acl_default", testACL, 0); err != nil {
		t.Fatal(err)
	}
	if err := WriteFile(root, ".env", []byte("1"), []byte("2"), 0); err != nil {
		t.Fatal(err)
	}
	if got := get(posixACL); got != nil {
		t.Errorf("the file has its folder's list %x", got)
	}
	wantMode(t, name, 0o640)
	if err := WriteFile(root, "new", nil, []byte("2"), 0o600); err != nil {
		t.Fatal(err)
	}
	wantMode(t, filepath.Join(dir, "new"), 0o600)
}
