package fixer

import (
	"bytes"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"strings"
)

// MaxFileSize is the size in bytes above which a file is not rewritten.
const MaxFileSize = 16 << 20

// A RefusedError says that a file was left as it is, and why.
type RefusedError struct {
	Path   string // as the change names it
	Reason string // without a secret
	hint   string
	err    error
}

func (e *RefusedError) Error() string { return "writing " + e.Path + ": " + e.Reason }

// Hint returns what the user can do, or "".
func (e *RefusedError) Hint() string { return e.hint }

func (e *RefusedError) Unwrap() error { return e.err }

func refuse(path, hint, format string, args ...any) *RefusedError {
	return &RefusedError{Path: path, Reason: fmt.Sprintf(format, args...), hint: hint}
}

const (
	hintPlanAgain = "run it again: the plan is then made for the file as it is now"
	hintByHand    = "edit this file by hand"
)

// WriteFile exchanges the content of one file, or makes a new one, so that
// whoever looks, and whatever kills the process or the machine, finds the
// whole old file or the whole new one.
//
// path is slash-separated and relative to root. before is the content that the
// file must have, nil if there must be no such file; then perm (less the
// process's umask) are its permissions, 0 being for 0600. A file that exists keeps its own permissions,
// its owner and, on Linux, its extended attributes. On macOS and Windows access
// control lists are not carried over: the new file has those that its folder
// gives.
//
// The content goes to a temporary file that only its owner may read, is made
// durable, and takes the target's place by a rename. The temporary file is in
// .git, where no commit takes it if the process is killed; without a repository,
// or if .git is on another device, it is next to the target under the name of a
// private env file. The next run removes it. A new file takes its name through a
// hard link, which never replaces another file, on every system. Where the file
// system has none (FAT, some network shares) the name is taken by creating it
// exclusively, and the content follows by a rename; a crash between the two leaves
// an empty file.
//
// The error wraps a [RefusedError] where the file is not one that can be
// exchanged so: it has other content by now, is or lies behind a symbolic
// link, is read-only, has another owner or several names, is no regular file
// or larger than [MaxFileSize], or belongs to git itself.
func WriteFile(root *os.Root, path string, before, after []byte, perm fs.FileMode) (err error) {
	if after == nil {
		after = []byte{}
	}
	w := &write{path: path, before: before, after: after, perm: perm}
	b := batch{root: root, writes: []*write{w}}
	defer func() { err = errors.Join(err, b.close()) }()
	if err := b.check(); err != nil {
		return err
	}
	if err := b.prepare(); err != nil {
		return err
	}
	return w.commit()
}

// A write is the exchange of one file's content.
type write struct {
	path          string
	before, after []byte
	perm          fs.FileMode

	batch *batch
	dir   *os.Root // its folder, once open has been called
	base  string
	info  fs.FileInfo // of the file that exists, nil if it is new

	beside bool     // the temporary file is in dir, and not in .git
	tmp    string   // its name, empty if there is none
	file   *os.File // the temporary file, nil once it is closed
}

// stage returns the folder of the temporary file.
func (w *write) stage() *os.Root {
	if w.beside {
		return w.dir
	}
	return w.batch.stage
}

// open opens the folder.
func (w *write) open() (err error) {
	w.dir, err = w.batch.folder(w.path)
	return err
}

// A batch is several writes that are checked and prepared together, so that
// what can fail fails before the first file changes. It must be closed.
type batch struct {
	root   *os.Root
	writes []*write
	dirs   map[string]*os.Root // open folders, maxOpen at most
	swept  map[string]bool     // folders whose leftovers were removed
	stage  *os.Root            // the git directory, nil if there is none
}

// maxOpen bounds the folders and the temporary files of a batch that are open at the
// same time: a process may have few descriptors.
const maxOpen = 64

// folder opens the folder of a file.
func (b *batch) folder(name string) (*os.Root, error) {
	folder := path.Dir(name)
	if d := b.dirs[folder]; d != nil {
		return d, nil
	}
	if len(b.dirs) >= maxOpen {
		for k, d := range b.dirs {
			d.Close()
			delete(b.dirs, k)
		}
	}
	d, err := openFolder(b.root, name, folder)
	if err != nil {
		return nil, err
	}
	b.dirs[folder] = d
	return d, nil
}

// close removes what was prepared and not used.
func (b *batch) close() (err error) {
	for _, w := range b.writes {
		err = errors.Join(err, w.discard())
	}
	for _, d := range b.dirs {
		d.Close()
	}
	if b.stage != nil {
		b.stage.Close()
	}
	return err
}

// check opens the folders, clears away what a killed run left in them, and
// reports whether every write is possible. It changes nothing else.
func (b *batch) check() error {
	b.dirs, b.swept = map[string]*os.Root{}, map[string]bool{}
	if b.stage = openStage(b.root); b.stage != nil {
		if _, err := removeLeftovers(b.stage); err != nil {
			return fmt.Errorf("clearing away what an earlier run left in .git: %w", err)
		}
	}
	for _, w := range b.writes {
		if err := checkName(w.path); err != nil {
			return err
		}
		w.batch, w.base = b, path.Base(w.path)
		if err := w.open(); err != nil {
			return err
		}
		if folder := path.Dir(w.path); !b.swept[folder] {
			b.swept[folder] = true
			if _, err := removeLeftovers(w.dir); err != nil {
				return fmt.Errorf("clearing away what an earlier run left beside %s: %w", w.path, err)
			}
		}
		w.beside = b.stage == nil || !sameDevice(b.stage, w.dir)
	}
	for _, w := range b.writes {
		if err := w.check(); err != nil {
			return err
		}
	}
	return nil
}

// prepare writes all temporary files.
func (b *batch) prepare() error {
	for _, w := range b.writes {
		if err := w.prepare(); err != nil {
			return err
		}
	}
	return nil
}

// checkName refuses names that lead out of the root, or to git's own files.
func checkName(name string) error {
	if !fs.ValidPath(name) || name == "." || !filepath.IsLocal(filepath.FromSlash(name)) || strings.IndexByte(name, 0) >= 0 ||
		runtime.GOOS == "windows" && strings.ContainsAny(name, `\:`) {
		return &RefusedError{Path: fmt.Sprintf("%q", name), Reason: "the path is not one below the repository's top"}
	}
	for part := range strings.SplitSeq(name, "/") {
		// Blanks and dots at the end of a name mean nothing to Windows, and
		// git~1 is what it calls .git where names are short.
		p := strings.TrimRight(part, " .")
		if strings.EqualFold(p, ".git") || strings.EqualFold(p, "git~1") {
			return &RefusedError{Path: name, Reason: "it belongs to git itself"}
		}
	}
	return nil
}

// openFolder opens a file's folder. No part of its path may be a symbolic link.
func openFolder(root *os.Root, name, folder string) (*os.Root, error) {
	if folder != "." {
		for i := 0; i <= len(folder); i++ {
			if i < len(folder) && folder[i] != '/' {
				continue
			}
			info, err := root.Lstat(filepath.FromSlash(folder[:i]))
			switch {
			case errors.Is(err, fs.ErrNotExist):
				return nil, refuse(name, "create the folder first", "there is no folder %s", folder[:i])
			case err != nil:
				return nil, fmt.Errorf("writing %s: %w", name, err)
			case info.Mode()&fs.ModeSymlink != 0:
				return nil, refuse(name, "name the folder that the link points to", "the folder %s is a symbolic link", folder[:i])
			case !info.IsDir():
				return nil, refuse(name, "", "%s is no folder", folder[:i])
			}
		}
	}
	d, err := root.OpenRoot(filepath.FromSlash(folder))
	if err != nil {
		return nil, fmt.Errorf("writing %s: opening its folder: %w", name, err)
	}
	return d, nil
}

// check reports whether the file is as it was when the change was planned, and
// such that it can be exchanged. It may be called again.
func (w *write) check() error {
	if len(w.after) > MaxFileSize {
		return refuse(w.path, hintByHand, "the new content is larger than %d MiB", MaxFileSize>>20)
	}
	if err := w.open(); err != nil {
		return err
	}
	info, err := w.dir.Lstat(w.base)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if w.before != nil {
			return refuse(w.path, hintPlanAgain, "it is gone since the plan was made")
		}
		w.info = nil
		return nil
	case err != nil:
		return fmt.Errorf("writing %s: %w", w.path, err)
	}
	switch mode := info.Mode(); {
	case mode&fs.ModeSymlink != 0:
		hint := "edit the file that it points to, or put a file in its place"
		if to, err := w.dir.Readlink(w.base); err == nil {
			hint = fmt.Sprintf("edit the file that it points to, %q, or put a file in its place", to)
		}
		return refuse(w.path, hint, "it is a symbolic link")
	case mode.IsDir():
		return refuse(w.path, "", "it is a folder")
	case !mode.IsRegular():
		return refuse(w.path, "", "it is no regular file")
	case w.before == nil:
		e := refuse(w.path, hintPlanAgain, "it exists by now, and a new file never overwrites another")
		e.err = fs.ErrExist
		return e
	case mode.Perm()&0o200 == 0:
		return refuse(w.path, "make it writable for you, chmod u+w on Unix", "it is read-only")
	case info.Size() > MaxFileSize:
		return refuse(w.path, hintByHand, "it is larger than %d MiB", MaxFileSize>>20)
	}
	f, err := w.dir.OpenFile(w.base, os.O_RDONLY|openNonblock, 0)
	if err != nil {
		return fmt.Errorf("writing %s: reading what it holds: %w", w.path, err)
	}
	defer f.Close()
	now, err := f.Stat()
	if err != nil {
		return fmt.Errorf("writing %s: %w", w.path, err)
	}
	if !now.Mode().IsRegular() || !os.SameFile(info, now) {
		return refuse(w.path, hintPlanAgain, "it is changing right now")
	}
	content, err := io.ReadAll(io.LimitReader(f, MaxFileSize+1))
	if err != nil {
		return fmt.Errorf("writing %s: reading what it holds: %w", w.path, err)
	}
	if !bytes.Equal(content, w.before) {
		return refuse(w.path, hintPlanAgain, "it has changed since the plan was made")
	}
	if reason, hint := exchangeable(f, now); reason != "" {
		return refuse(w.path, hint, "%s", reason)
	}
	w.info = now
	return nil
}

// prepare writes the temporary file: whole, durable and with the mode that the
// target is to have.
func (w *write) prepare() (err error) {
	defer func() {
		if err != nil {
			err = errors.Join(fmt.Errorf("writing %s: %w", w.path, err), w.discard())
		}
	}()
	if err := w.open(); err != nil {
		return err
	}
	perm := w.perm.Perm()
	if perm == 0 {
		perm = 0o600
	}
	create := perm
	if w.info != nil {
		create = 0o600
	}
	name := tempPrefix + rand.Text() + tempSuffix
	f, err := w.stage().OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_EXCL, create)
	if !w.beside && err != nil {
		w.beside = true
		f, err = w.dir.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_EXCL, create)
	}
	if errors.Is(err, fs.ErrPermission) || errors.Is(err, errReadOnlyFS) {
		return &hinted{fmt.Errorf("no file can be made in its folder: %w", withoutPath(err)), "make the folder writable for you"}
	}
	if err != nil {
		return fmt.Errorf("making a temporary file: %w", withoutPath(err))
	}
	w.tmp, w.file = name, f
	lockTemp(f)
	// A file in the making is for nobody else. What the umask leaves of the
	// mode that was asked for is what the new file gets in the end.
	made, err := f.Stat()
	if err != nil {
		return err
	}
	mode := made.Mode().Perm()
	if mode&0o077 != 0 {
		if err := f.Chmod(0o600); err != nil && runtime.GOOS != "windows" {
			return fmt.Errorf("setting the mode of a temporary file: %w", withoutPath(err))
		}
	}
	if _, err := f.Write(w.after); err != nil {
		return fmt.Errorf("writing a temporary file: %w", withoutPath(err))
	}
	if w.info != nil {
		mode = w.info.Mode() & (fs.ModePerm | fs.ModeSetuid | fs.ModeSetgid | fs.ModeSticky)
		old, err := w.dir.OpenFile(w.base, os.O_RDONLY|openNonblock, 0)
		if err != nil {
			return fmt.Errorf("reading its attributes: %w", withoutPath(err))
		}
		err = copyAttributes(f, old, w.info)
		old.Close()
		if err != nil {
			return err
		}
	} else if err := adopt(f, w.dir); err != nil {
		return err
	}
	if err := f.Chmod(mode); err != nil && runtime.GOOS != "windows" {
		return fmt.Errorf("setting the mode of a temporary file: %w", withoutPath(err))
	}
	if err := f.Sync(); err != nil {
		return fmt.Errorf("making a temporary file durable: %w", withoutPath(err))
	}
	if renamesOpenFiles && len(w.batch.writes) <= maxOpen {
		return nil // and so the lock is held until the rename
	}
	w.file = nil
	return f.Close()
}

// commit puts the temporary file in the target's place, if that is still as
// it was.
func (w *write) commit() error {
	if err := w.check(); err != nil {
		return err
	}
	if err := w.replace(); err != nil {
		return fmt.Errorf("writing %s: %w", w.path, withoutPath(err))
	}
	if w.file != nil {
		w.file.Close()
		w.file = nil
	}
	if err := syncFolder(w.dir); err != nil {
		return fmt.Errorf("making %s durable (it is written): %w", w.path, withoutPath(err))
	}
	return nil
}

func (w *write) replace() error {
	if w.info != nil {
		return w.rename()
	}
	linkErr := linkBetween(w.stage(), w.tmp, w.dir, w.base)
	switch {
	case linkErr == nil:
		tmp := w.tmp
		w.tmp = ""
		return w.stage().Remove(tmp)
	case errors.Is(linkErr, fs.ErrExist):
		return linkErr
	}
	// A file system without links.
	f, err := w.dir.OpenFile(w.base, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	f.Close()
	if err := w.rename(); err != nil {
		if info, statErr := w.dir.Lstat(w.base); statErr == nil && info.Size() == 0 {
			w.dir.Remove(w.base)
		}
		return err
	}
	return nil
}

// rename puts the temporary file in the target's place.
func (w *write) rename() error {
	if err := renameBetween(w.stage(), w.tmp, w.dir, w.base); err != nil {
		return err
	}
	w.tmp = ""
	return nil
}

// discard removes the temporary file, if there still is one, and returns why it
// could not.
func (w *write) discard() (err error) {
	if w.file != nil {
		w.file.Close()
		w.file = nil
	}
	if w.tmp != "" {
		if err = w.open(); err == nil {
			err = w.stage().Remove(w.tmp)
		}
		if err != nil {
			err = fmt.Errorf("removing the temporary file %s, which has the new content of %s: %w", w.tmp, w.path, withoutPath(err))
		}
		w.tmp = ""
	}
	return err
}

// withoutPath drops the names from an error of the file system: temporary
// ones mean nothing to the user, and the target's is in the message already.
func withoutPath(err error) error {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return pe.Err
	}
	var le *os.LinkError
	if errors.As(err, &le) {
		return le.Err
	}
	return err
}

// A hinted error says what the user can do.
type hinted struct {
	error
	hint string
}

func (e *hinted) Unwrap() error { return e.error }

// Hint returns what the user can do.
func (e *hinted) Hint() string { return e.hint }
