//go:build unix

package fixer

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

func TestApplyFIFO(t *testing.T) {
	root, dir := openTestRoot(t)
	if err := syscall.Mkfifo(filepath.Join(dir, ".env"), 0o600); err != nil {
		t.Skip(err)
	}
	for _, before := range [][]byte{nil, []byte("A=1\n")} {
		err := WriteFile(root, ".env", before, []byte("A=2\n"), 0)
		if err == nil || !strings.Contains(err.Error(), "no regular file") {
			t.Errorf("the error is %v", err)
		}
	}
}

func TestUmask(t *testing.T) {
	old := syscall.Umask(0o027)
	defer syscall.Umask(old)
	root, dir := openTestRoot(t)
	if err := WriteFile(root, ".env.example", nil, []byte("A=\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	wantMode(t, filepath.Join(dir, ".env.example"), 0o640)
	if err := WriteFile(root, ".env", nil, []byte("A=1\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	wantMode(t, filepath.Join(dir, ".env"), 0o600)
}

func TestForeign(t *testing.T) {
	for _, c := range []struct {
		uid, gid, euid, egid uint32
		groups               []int
		ok                   bool
	}{
		{1, 1, 1, 1, nil, true},
		{1, 2, 1, 1, []int{1, 2}, true},
		{1, 2, 1, 1, []int{1, 3}, false},
		{1, 1, 2, 1, []int{1}, false},
		{0, 1, 2, 1, []int{1}, false},
		{1, 1, 0, 0, nil, true},
	} {
		reason, hint := foreign(c.uid, c.gid, int(c.euid), int(c.egid), c.groups)
		if (reason == "") != c.ok || (hint == "") != c.ok {
			t.Errorf("%+v: %q, %q", c, reason, hint)
		}
	}
}

// TestOwner needs a user who can give files away.
func TestOwner(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("needs to be root")
	}
	root, dir := openTestRoot(t)
	sub := filepath.Join(dir, "sub")
	writeFile(t, filepath.Join(sub, "old"), "1", 0o640)
	if err := os.Chown(filepath.Join(sub, "old"), 4321, 4322); err != nil {
		t.Skip(err)
	}
	if err := os.Chown(sub, 4323, 4324); err != nil {
		t.Skip(err)
	}
	if err := WriteFile(root, "sub/old", []byte("1"), []byte("2"), 0); err != nil {
		t.Fatal(err)
	}
	if err := WriteFile(root, "sub/new", nil, []byte("2"), 0); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string][2]uint32{"old": {4321, 4322}, "new": {4323, 4324}} {
		info, err := os.Stat(filepath.Join(sub, name))
		if err != nil {
			t.Fatal(err)
		}
		st := info.Sys().(*syscall.Stat_t)
		if got := [2]uint32{st.Uid, st.Gid}; got != want {
			t.Errorf("%s belongs to %v, want %v", name, got, want)
		}
	}
	wantMode(t, filepath.Join(sub, "old"), 0o640)
}
