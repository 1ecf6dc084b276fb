package fixer

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
)

// CheckWrite returns the error that [Apply] would give for a file of a work
// tree, without changing anything: a [*RefusedError] where it is a symbolic
// link, read-only, not a regular file, too large, another user's, or no longer
// what before says; nil means a file that does not exist.
func CheckWrite(root *os.Root, name string, before []byte) error {
	if err := checkName(name); err != nil {
		return err
	}
	b := batch{root: root, dirs: map[string]*os.Root{}}
	defer b.close()
	w := write{batch: &b, path: name, base: path.Base(name), before: before}
	if err := w.check(); err != nil {
		return err
	}
	// The new file has to be put into it.
	info, err := w.dir.Stat(".")
	if err != nil {
		return fmt.Errorf("writing %s: %w", name, err)
	}
	if info.Mode().Perm()&0o200 == 0 && os.Geteuid() != 0 {
		return refuse(name, "make the folder writable for you", "no file can be made in its folder")
	}
	return nil
}

// splitRefusal returns what a refusal says without the file's name, and what
// the user can do.
func splitRefusal(err error) (reason, hint string) {
	var r *RefusedError
	if errors.As(err, &r) {
		return r.Reason, r.Hint()
	}
	var h interface{ Hint() string }
	if errors.As(err, &h) {
		hint = h.Hint()
	}
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err.Error(), hint
	}
	return err.Error(), hint
}
