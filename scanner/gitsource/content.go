package gitsource

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/envguard/envguard/scanner"
)

// maxConfig is how much of an env or marker file the repository rules read.
const maxConfig = 4 << 20

// A receipt is the description that a source builds while it is read.
type receipt struct {
	mu   sync.Mutex
	desc scanner.Description
}

// none counts an entry that yields no blob.
func (r *receipt) none(why string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.desc.NoBlob == nil {
		r.desc.NoBlob = map[string]int{}
	}
	r.desc.NoBlob[why]++
}

func (r *receipt) set(f func(d *scanner.Description)) {
	r.mu.Lock()
	defer r.mu.Unlock()
	f(&r.desc)
}

// Describe implements [scanner.Describer].
func (r *receipt) Describe() scanner.Description {
	r.mu.Lock()
	defer r.mu.Unlock()
	d := r.desc
	d.NoBlob = make(map[string]int, len(r.desc.NoBlob))
	for k, n := range r.desc.NoBlob {
		d.NoBlob[k] = n
	}
	return d
}

// Why an entry yields no blob.
const (
	noBlobDeleted   = "deleted"
	noBlobSubmodule = "submodule"
	noBlobITA       = "intent to add"
	noBlobBase      = "common ancestor of a conflict"
	noBlobGone      = "deleted on disk"
	noBlobSpecial   = "special file"
	noBlobNested    = "nested repository"
)

// skip makes an error the error of one file. Being asked to stop is no one's
// fault.
func skip(path string, err error) error {
	var s *scanner.Skip
	if errors.As(err, &s) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return &scanner.Skip{Path: path, Reason: reason(err)}
}

// reason shortens an error of the file system, which repeats the path.
func reason(err error) string {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return pe.Op + ": " + pe.Err.Error()
	}
	return err.Error()
}

// A skipReader turns errors of reading into those of its file.
type skipReader struct {
	io.ReadCloser
	path string
}

func (s *skipReader) Read(p []byte) (int, error) {
	n, err := s.ReadCloser.Read(p)
	if err != nil && err != io.EOF {
		err = skip(s.path, err)
	}
	return n, err
}

// A skipFile is a skipReader of a file. Any part of it can be read.
type skipFile struct {
	skipReader
	file *os.File
	size int64
}

// ReadAt implements [io.ReaderAt].
func (s *skipFile) ReadAt(p []byte, off int64) (int, error) { return s.file.ReadAt(p, off) }

// Size is the file's in bytes, when it was opened.
func (s *skipFile) Size() int64 { return s.size }

// A skipObject is a skipReader of an object of git's, whose size is known.
type skipObject struct {
	skipReader
	size int64
}

// Size is the object's in bytes.
func (s *skipObject) Size() int64 { return s.size }

// object returns a function that opens a blob.
func (r *Repo) object(ctx context.Context, path, id string) func() (io.ReadCloser, error) {
	return func() (io.ReadCloser, error) {
		rc, size, err := r.eng.open(ctx, id)
		if err != nil {
			return nil, skip(path, err)
		}
		return &skipObject{skipReader{rc, path}, size}, nil
	}
}

// onDisk returns the name of a file of the work tree.
func (r *Repo) onDisk(path string) string {
	return filepath.Join(r.at.workTree, filepath.FromSlash(path))
}

// errSpecial says that a file is neither regular nor a symbolic link. Opening
// a FIFO would wait for ever, a device could do anything.
var errSpecial = errors.New("special file")

// errFolder says that a folder is where a file was wanted.
var errFolder = errors.New("is a directory")

// diskFile looks at a file without following it and returns how to open it.
func diskFile(name, path string) (link bool, size int64, open func() (io.ReadCloser, error), err error) {
	info, err := os.Lstat(name)
	if err != nil {
		return false, 0, nil, err
	}
	switch {
	case info.Mode()&fs.ModeSymlink != 0:
		return true, info.Size(), func() (io.ReadCloser, error) {
			target, err := os.Readlink(name)
			if err != nil {
				return nil, skip(path, err)
			}
			return io.NopCloser(strings.NewReader(target)), nil
		}, nil
	case info.Mode().IsRegular():
		return false, info.Size(), func() (io.ReadCloser, error) {
			f, err := openRegular(name)
			if err != nil {
				return nil, skip(path, err)
			}
			return &skipFile{skipReader{f, path}, f, info.Size()}, nil
		}, nil
	case info.IsDir():
		return false, 0, nil, &fs.PathError{Op: "open", Path: name, Err: errFolder}
	}
	return false, 0, nil, errSpecial
}

// openRegular opens a file that was regular when it was looked at. It must be
// so still: the open does not wait for the other end of a FIFO.
func openRegular(name string) (*os.File, error) {
	f, err := os.OpenFile(name, os.O_RDONLY|openFlags, 0)
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = errSpecial
	}
	if err != nil {
		f.Close()
		return nil, err
	}
	return f, nil
}

// readAll reads a small file whole.
func readAll(rc io.ReadCloser) ([]byte, error) {
	defer rc.Close()
	data, err := io.ReadAll(io.LimitReader(rc, maxConfig+1))
	if err != nil {
		return nil, err
	}
	if len(data) > maxConfig {
		return nil, fmt.Errorf("larger than %d MiB", maxConfig>>20)
	}
	return data, nil
}
