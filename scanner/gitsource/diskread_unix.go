//go:build unix

package gitsource

import (
	"io"
	"io/fs"
	"syscall"
)

// regularFile returns a function that opens a file of the work tree that was
// regular when its folder was listed. It takes four system calls to read a
// file; package os takes nine.
func regularFile(name, path string) func() (io.ReadCloser, error) {
	return func() (io.ReadCloser, error) {
		f, err := openDisk(name)
		if err != nil {
			return nil, skip(path, err)
		}
		f.path = path
		return f, nil
	}
}

// A diskReader reads a regular file by its descriptor.
type diskReader struct {
	fd   int
	path string
	size int64 // when it was opened
	left int64 // of size; 0 if that says nothing
}

// openLooseFile opens the file of a loose object. It takes two system calls less than
// package os, which a commit of many small files is made of.
func openLooseFile(name string) (looseFile, error) {
	f, err := openDisk(name)
	switch {
	case err == nil:
		return objectReader{f}, nil
	case isAbsent(err):
		return nil, err
	}
	return openPlainFile(name)
}

// An objectReader is a diskReader whose errors are those of the system.
type objectReader struct{ *diskReader }

func (f objectReader) Read(p []byte) (int, error) { return f.read(p) }

func openDisk(name string) (*diskReader, error) {
	fd, err := retry(func() (int, error) { return syscall.Open(name, syscall.O_RDONLY|syscall.O_CLOEXEC|openFlags, 0) })
	if err != nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: err}
	}
	var st syscall.Stat_t
	if _, err := retry(func() (int, error) { return 0, syscall.Fstat(fd, &st) }); err != nil {
		syscall.Close(fd)
		return nil, &fs.PathError{Op: "stat", Path: name, Err: err}
	}
	if st.Mode&syscall.S_IFMT != syscall.S_IFREG {
		syscall.Close(fd)
		return nil, errSpecial
	}
	return &diskReader{fd: fd, size: st.Size, left: st.Size}, nil
}

// Read implements [io.Reader]. It says that the file ends with the last of its
// bytes, which saves the call that would say so.
func (f *diskReader) Read(p []byte) (int, error) {
	n, err := f.read(p)
	if err != nil && err != io.EOF {
		err = skip(f.path, err)
	}
	return n, err
}

func (f *diskReader) read(p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	n, err := retry(func() (int, error) { return syscall.Read(f.fd, p) })
	switch {
	case err != nil:
		return 0, &fs.PathError{Op: "read", Path: f.path, Err: err}
	case n <= 0:
		return 0, io.EOF
	}
	if f.left > 0 {
		if f.left -= int64(n); f.left <= 0 {
			return n, io.EOF
		}
	}
	return n, nil
}

// Size is the file's in bytes, when it was opened.
func (f *diskReader) Size() int64 { return f.size }

// ReadAt implements [io.ReaderAt].
func (f *diskReader) ReadAt(p []byte, off int64) (done int, err error) {
	for done < len(p) {
		n, err := retry(func() (int, error) { return syscall.Pread(f.fd, p[done:], off+int64(done)) })
		switch {
		case err != nil:
			return done, skip(f.path, &fs.PathError{Op: "read", Path: f.path, Err: err})
		case n <= 0:
			return done, io.EOF
		}
		done += n
	}
	return done, nil
}

// Close implements [io.Closer].
func (f *diskReader) Close() error {
	if err := syscall.Close(f.fd); err != nil && err != syscall.EINTR {
		return &fs.PathError{Op: "close", Path: f.path, Err: err}
	}
	return nil
}

func retry(call func() (int, error)) (int, error) {
	for {
		if n, err := call(); err != syscall.EINTR {
			return n, err
		}
	}
}
