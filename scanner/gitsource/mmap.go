package gitsource

import (
	"errors"
	"io/fs"
	"os"
)

// mapFile maps a file read-only, or reads it where files cannot be mapped. The
// bytes are valid until unmap is called; a file of more than limit is refused. An empty file is an empty slice.
func mapFile(path string, limit int64) (data []byte, info fs.FileInfo, err error) {
	f, err := openPlain(path)
	if err != nil {
		return nil, nil, err
	}
	defer f.Close()
	return mapOpen(f, limit)
}

// mapOpen maps a file that is open. It may be closed then.
func mapOpen(f *os.File, limit int64) (data []byte, info fs.FileInfo, err error) {
	fail := func(err error) ([]byte, fs.FileInfo, error) {
		return nil, nil, &fs.PathError{Op: "map", Path: f.Name(), Err: err}
	}
	if info, err = f.Stat(); err != nil {
		return nil, nil, err
	}
	size := info.Size()
	switch {
	case !info.Mode().IsRegular():
		return fail(errors.New("not a regular file"))
	case size == 0:
		return nil, info, nil
	case size != int64(int(size)) || size > limit:
		return fail(errors.New("too large to be mapped"))
	}
	if data, err = mapRegular(f, int(size)); err != nil {
		return fail(err)
	}
	return data, info, nil
}
