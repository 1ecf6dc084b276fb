package scanner

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path"
	"path/filepath"
	"strings"
)

// FolderSource returns the files of a folder that is not a git repository.
// With paths, relative to dir, only those files and folders. Symbolic links
// give their target's name, not its content; .git folders are left out.
func FolderSource(dir string, paths []string) Source { return &folder{dir: dir, paths: paths} }

type folder struct {
	dir    string
	real   string // dir without symbolic links, once all of it is read
	paths  []string
	noBlob map[string]int
}

func (f *folder) Describe() Description {
	return Description{What: "folder " + filepath.ToSlash(f.dir), NoBlob: f.noBlob}
}

func (f *folder) Blobs(ctx context.Context) iter.Seq2[Blob, error] {
	return func(yield func(Blob, error) bool) {
		f.noBlob = map[string]int{}
		roots := f.paths
		if len(roots) == 0 {
			roots = []string{"."}
		}
		for _, root := range roots {
			full := root
			if !filepath.IsAbs(root) {
				full = filepath.Join(f.dir, root)
			}
			if root == "." {
				// The walk would stop at a link; the folder itself is meant.
				if real, err := filepath.EvalSymlinks(f.dir); err == nil {
					full, f.real = real, real
				}
			}
			if _, err := os.Lstat(full); err != nil {
				yield(Blob{}, fmt.Errorf("reading %s: %w", root, err))
				return
			}
			stop := fmt.Errorf("stopped")
			err := filepath.WalkDir(full, func(p string, d fs.DirEntry, err error) error {
				name := f.name(p)
				if err := ctx.Err(); err != nil {
					return err
				}
				if err != nil {
					if !yield(Blob{}, &Skip{Path: name, Reason: reasonOf(err)}) {
						return stop
					}
					if d != nil && d.IsDir() {
						return fs.SkipDir
					}
					return nil
				}
				if d.IsDir() {
					if d.Name() == ".git" && p != full {
						return fs.SkipDir
					}
					return nil
				}
				if d.Name() == ".git" {
					return nil
				}
				b, kind := fileBlob(p, name, d)
				if kind != "" {
					f.noBlob[kind]++
					return nil
				}
				if !yield(b, nil) {
					return stop
				}
				return nil
			})
			if err == stop {
				return
			}
			if err != nil {
				yield(Blob{}, err)
				return
			}
		}
	}
}

// name returns the path as it is reported: relative to the folder where it is
// below it.
func (f *folder) name(p string) string {
	dir := f.dir
	if f.real != "" {
		dir = f.real
	}
	if rel, err := filepath.Rel(dir, p); err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
		return filepath.ToSlash(rel)
	}
	return filepath.ToSlash(p)
}

// fileBlob describes a file on disk; kind says why there is nothing to read.
func fileBlob(full, name string, d fs.DirEntry) (b Blob, kind string) {
	b = Blob{Path: path.Clean(name), Size: -1}
	switch t := d.Type(); {
	case t&fs.ModeSymlink != 0:
		b.Link = true
		b.Open = func() (io.ReadCloser, error) {
			target, err := os.Readlink(full)
			return io.NopCloser(strings.NewReader(target)), err
		}
	case t.IsRegular():
		if info, err := d.Info(); err == nil {
			b.Size = info.Size()
		}
		b.Open = func() (io.ReadCloser, error) { return os.Open(full) }
	default:
		return b, "special file"
	}
	return b, ""
}

// ReaderSource returns the content of r under the given name. It is read into
// memory only window by window.
func ReaderSource(name string, r io.Reader) Source { return &reader{name: name, r: r} }

type reader struct {
	name string
	r    io.Reader
}

func (r *reader) Describe() Description { return Description{What: "standard input"} }

func (r *reader) Blobs(context.Context) iter.Seq2[Blob, error] {
	return func(yield func(Blob, error) bool) {
		yield(Blob{Path: r.name, Size: -1, Open: func() (io.ReadCloser, error) {
			return io.NopCloser(r.r), nil
		}}, nil)
	}
}
