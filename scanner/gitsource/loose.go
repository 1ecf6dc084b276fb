package gitsource

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strconv"

	"github.com/go-git/go-git/v5/plumbing"
)

// A looseFile is the open file of a loose object.
type looseFile interface {
	io.ReadCloser
	Size() int64
}

// A plainFile is a looseFile of package os.
type plainFile struct {
	*os.File
	size int64
}

func (f *plainFile) Size() int64 { return f.size }

// openPlainFile opens a loose object whatever it is, a link or a folder.
func openPlainFile(name string) (looseFile, error) {
	f, err := openPlain(name)
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err != nil {
		f.Close()
		return nil, err
	}
	return &plainFile{f, info.Size()}, nil
}

// openLoose opens the file of a loose object.
func (s *store) openLoose(id plumbing.Hash) (looseFile, error) {
	hex := id.String()
	var first error = fs.ErrNotExist
	for _, d := range s.dirs {
		sep := string(os.PathSeparator)
		f, err := openLooseFile(d + sep + hex[:2] + sep + hex[2:])
		if err == nil {
			return f, nil
		}
		if !isAbsent(err) {
			first = objectError(id, err)
		}
	}
	return nil, first
}

// objectError names the object instead of its file, whose name says no more.
func objectError(id plumbing.Hash, err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		err = path.Err
	}
	return fmt.Errorf("reading object %s: %w", id, err)
}

// streamLoose reads the header of a loose object and takes over its file.
func (s *store) streamLoose(id plumbing.Hash, f looseFile) (t plumbing.ObjectType, r *verifiedReader, err error) {
	var z *inflater
	release := func() {
		f.Close()
		s.free(z)
	}
	defer func() {
		if err != nil {
			release()
		}
	}()
	var all io.Reader = f
	if f.Size() <= smallFile {
		z = s.inflater()
		content, data, ok := z.inflateSmall(f, f.Size())
		if end := bytes.IndexByte(content[:min(len(content), 64)], 0); ok && end >= 0 {
			t, size, err := parseHeader(content[:end])
			if err != nil {
				return 0, nil, damaged(id, err)
			}
			if size > int64(len(content)) {
				return 0, nil, damagedf(id, "its size is larger than its data")
			}
			return t, &verifiedReader{
				id: id, size: size, lead: content[end+1:], src: noMore{}, sum: newSum(t, size), release: release,
			}, nil
		}
		all = io.MultiReader(bytes.NewReader(bytes.Clone(data)), f)
		s.free(z)
	}
	z, err = s.inflateFile(all)
	if err != nil {
		return 0, nil, (&verifiedReader{id: id}).failure(err)
	}
	// The header has a type, a space, a decimal size and a NUL.
	buf := make([]byte, 512)
	n, end := 0, -1
	for end < 0 && n < 64 {
		m, err := z.Read(buf[n:])
		n += m
		end = bytes.IndexByte(buf[:n], 0)
		if err != nil && end < 0 {
			return 0, nil, (&verifiedReader{id: id}).failure(noEOF(err))
		}
	}
	if end < 0 {
		return 0, nil, damagedf(id, "bad header")
	}
	t, size, err := parseHeader(buf[:end])
	if err != nil {
		return 0, nil, damaged(id, err)
	}
	if size/maxRatio > f.Size() {
		return 0, nil, damagedf(id, "its size is larger than its data can be")
	}
	return t, &verifiedReader{
		id: id, size: size, lead: buf[end+1 : n], src: z, sum: newSum(t, size), release: release,
	}, nil
}

// noMore is a reader without content.
type noMore struct{}

func (noMore) Read([]byte) (int, error) { return 0, io.EOF }

func parseHeader(b []byte) (plumbing.ObjectType, int64, error) {
	name, digits, ok := bytes.Cut(b, []byte{' '})
	t, err := plumbing.ParseObjectType(string(name))
	if !ok || err != nil || t > plumbing.TagObject || len(digits) == 0 || !isDigit(digits[0]) || digits[0] == '0' && len(digits) > 1 {
		return 0, 0, errors.New("bad header")
	}
	size, err := strconv.ParseInt(string(digits), 10, 64)
	if err != nil {
		return 0, 0, errors.New("bad header")
	}
	return t, size, nil
}

// NewEncodedObject implements storer.EncodedObjectStorer.
func (s *store) NewEncodedObject() plumbing.EncodedObject { return &plumbing.MemoryObject{} }

// SetEncodedObject implements storer.EncodedObjectStorer. It always fails.
func (s *store) SetEncodedObject(plumbing.EncodedObject) (plumbing.Hash, error) {
	return plumbing.ZeroHash, errReadOnly
}

// AddAlternate implements storer.EncodedObjectStorer. It always fails.
func (s *store) AddAlternate(string) error { return errReadOnly }

// HasEncodedObject implements storer.EncodedObjectStorer.
func (s *store) HasEncodedObject(id plumbing.Hash) error {
	at, err := s.locate(id)
	if at.file != nil {
		at.file.Close()
	}
	return notFound(err)
}

// EncodedObjectSize implements storer.EncodedObjectStorer.
func (s *store) EncodedObjectSize(id plumbing.Hash) (int64, error) {
	_, size, err := s.header(id)
	return size, notFound(err)
}

// EncodedObject implements storer.EncodedObjectStorer. The content is read
// when it is asked for.
func (s *store) EncodedObject(t plumbing.ObjectType, id plumbing.Hash) (plumbing.EncodedObject, error) {
	has, size, err := s.header(id)
	if err != nil {
		return nil, notFound(err)
	}
	if t != plumbing.AnyObject && t != has {
		return nil, plumbing.ErrObjectNotFound
	}
	return &storedObject{store: s, id: id, t: has, size: size}, nil
}

// notFound says in go-git's words that an object is missing.
func notFound(err error) error {
	if errors.Is(err, errMissing) {
		return plumbing.ErrObjectNotFound
	}
	return err
}

// A storedObject is an object of a store in go-git's form.
type storedObject struct {
	store *store
	id    plumbing.Hash
	t     plumbing.ObjectType
	size  int64
}

func (o *storedObject) Hash() plumbing.Hash             { return o.id }
func (o *storedObject) Type() plumbing.ObjectType       { return o.t }
func (o *storedObject) SetType(plumbing.ObjectType)     {}
func (o *storedObject) Size() int64                     { return o.size }
func (o *storedObject) SetSize(int64)                   {}
func (o *storedObject) Writer() (io.WriteCloser, error) { return nil, errReadOnly }

func (o *storedObject) Reader() (io.ReadCloser, error) {
	_, _, r, err := o.store.stream(o.id)
	return r, notFound(err)
}
