//go:build !unix

package gitsource

import "io"

// regularFile returns a function that opens a file of the work tree that was
// regular when its folder was listed.
func regularFile(name, path string) func() (io.ReadCloser, error) {
	return func() (io.ReadCloser, error) {
		f, err := openRegular(name)
		if err != nil {
			return nil, skip(path, err)
		}
		info, err := f.Stat()
		if err != nil {
			f.Close()
			return nil, skip(path, err)
		}
		return &skipFile{skipReader{f, path}, f, info.Size()}, nil
	}
}

// openLooseFile opens the file of a loose object.
func openLooseFile(name string) (looseFile, error) { return openPlainFile(name) }
