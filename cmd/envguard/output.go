package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// An output is where a result goes: standard output, or a file that appears
// whole or not at all.
type output struct {
	path   string // empty: w
	w      io.Writer
	secret bool // nobody else may read the file
}

// newOutput checks the destination before the work begins.
func newOutput(stdout io.Writer, path string, secret bool) (*output, error) {
	o := &output{path: path, w: stdout, secret: secret}
	if path == "" || path == "-" {
		o.path = ""
		return o, nil
	}
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return nil, usagef("name a file in it", "writing to %s: it is a folder", path)
	}
	if info, err := os.Stat(filepath.Dir(path)); err != nil || !info.IsDir() {
		return nil, usagef("make the folder first, or name another one", "writing to %s: there is no folder %s", path, filepath.Dir(path))
	}
	return o, nil
}

// write lets f produce the whole content and delivers it.
func (o *output) write(f func(io.Writer) error) error {
	if o.path == "" {
		return delivery(f(o.w))
	}
	var buf bytes.Buffer
	if err := f(&buf); err != nil {
		return delivery(err)
	}
	return delivery(writeFile(o.path, buf.Bytes(), o.mode()))
}

func (o *output) mode() fs.FileMode {
	if o.secret {
		return 0o600
	}
	return 0o666
}

// writeFile replaces a file in one step: a reader sees the old content or the
// new one, and a full disk leaves the old one. Devices and pipes cannot be
// replaced and are written to. A mode of 0600 also narrows an existing file;
// otherwise its mode is kept.
func writeFile(path string, data []byte, mode fs.FileMode) (err error) {
	if target, err := filepath.EvalSymlinks(path); err == nil {
		path = target
	}
	if info, err := os.Stat(path); err == nil {
		if !info.Mode().IsRegular() {
			return writeDevice(path, data)
		}
		if mode != 0o600 {
			mode = info.Mode().Perm()
		}
	}
	f, err := createBeside(path, mode)
	if err != nil {
		return fmt.Errorf("writing to %s: %w", path, err)
	}
	defer func() {
		if err != nil {
			err = fmt.Errorf("writing to %s: %w", path, errors.Join(err, os.Remove(f.Name())))
		}
	}()
	_, err = f.Write(data)
	if err == nil {
		err = f.Sync()
	}
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}

func writeDevice(path string, data []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Close())
}

// createBeside makes a new file in path's folder. Unlike [os.CreateTemp] it
// leaves the mode to the umask.
func createBeside(path string, mode fs.FileMode) (*os.File, error) {
	for i := range 1000 {
		name := filepath.Join(filepath.Dir(path), fmt.Sprintf(".%s.%d-%d.tmp", filepath.Base(path), os.Getpid(), i))
		f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
		if !errors.Is(err, fs.ErrExist) {
			return f, err
		}
	}
	return nil, fs.ErrExist
}
