package gitsource

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/go-git/go-git/v5/plumbing"
)

// maxSymbolic bounds a chain of symbolic references, as git does.
const maxSymbolic = 5

// errNoRef says that a reference does not exist.
var errNoRef = errors.New("no such reference")

// A refStore reads the references of a repository: loose files first, then
// packed-refs.
type refStore struct {
	gitDir, commonDir string
}

// head returns the commit that HEAD names. A branch without a commit is
// unborn.
func (r *refStore) head() (id plumbing.Hash, unborn bool, err error) {
	id, err = r.lookup("HEAD")
	if errors.Is(err, errNoRef) {
		return plumbing.ZeroHash, true, nil
	}
	if err != nil {
		return plumbing.ZeroHash, false, fmt.Errorf("reading HEAD: %w", err)
	}
	return id, false, nil
}

// lookup follows a full reference name to an object id.
func (r *refStore) lookup(name string) (plumbing.Hash, error) {
	for range maxSymbolic + 1 {
		data, err := r.loose(name)
		if errors.Is(err, errNoRef) {
			return r.packed(name)
		}
		if err != nil {
			return plumbing.ZeroHash, err
		}
		if target, ok := bytes.CutPrefix(data, []byte("ref:")); ok {
			name = string(bytes.Trim(target, " \t\r\n"))
			if !validRef(name) || !strings.HasPrefix(name, "refs/") {
				return plumbing.ZeroHash, fmt.Errorf("symbolic reference to %q, which is no reference name", name)
			}
			continue
		}
		// FETCH_HEAD has more behind the id.
		if hexPrefix(data) == 2*hashSize && (len(data) == 2*hashSize || isSpace(data[2*hashSize])) {
			return parseID(string(data[:2*hashSize]))
		}
		return plumbing.ZeroHash, fmt.Errorf("reference %s is damaged", name)
	}
	return plumbing.ZeroHash, fmt.Errorf("too many symbolic references, the last one to %s", name)
}

// dirOf says where a reference lives: some belong to one work tree.
func (r *refStore) dirOf(name string) string {
	for _, own := range []string{"refs/bisect/", "refs/worktree/", "refs/rewritten/"} {
		if strings.HasPrefix(name, own) {
			return r.gitDir
		}
	}
	if strings.HasPrefix(name, "refs/") {
		return r.commonDir
	}
	return r.gitDir
}

func (r *refStore) loose(name string) ([]byte, error) {
	path := filepath.Join(r.dirOf(name), filepath.FromSlash(name))
	f, err := openPlain(path)
	if err != nil {
		if !isAbsent(err) {
			return nil, err
		}
		// A HEAD of old was a symbolic link, which leads nowhere before the first commit.
		if target, err := os.Readlink(path); err == nil && strings.HasPrefix(target, "refs/") {
			return []byte("ref: " + target), nil
		}
		return nil, errNoRef
	}
	defer f.Close()
	buf := make([]byte, 4096)
	n, err := io.ReadFull(f, buf)
	switch {
	case err == nil || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF):
		return buf[:n], nil
	case isDirError(f, err):
		return nil, errNoRef
	}
	return nil, err
}

// isDirError says that f could not be read because it is a directory, as
// when refs/heads/a is asked for and refs/heads/a/b exists.
func isDirError(f *os.File, err error) bool {
	if errors.Is(err, syscall.EISDIR) {
		return true
	}
	info, err := f.Stat()
	return err == nil && info.IsDir()
}

// readSymbolic returns what HEAD in gitDir points to, empty if it is detached.
func readSymbolic(gitDir string) (string, error) {
	r := refStore{gitDir: gitDir}
	data, err := r.loose("HEAD")
	if err != nil {
		return "", err
	}
	target, _ := bytes.CutPrefix(data, []byte("ref:"))
	if len(target) == len(data) {
		return "", nil
	}
	return string(bytes.Trim(target, " \t\r\n")), nil
}

// packed searches packed-refs, which can have many thousand lines, without
// reading it whole.
func (r *refStore) packed(name string) (id plumbing.Hash, err error) {
	defer guard("reading packed-refs")(&err)
	data, _, err := mapFile(filepath.Join(r.commonDir, "packed-refs"), maxListFile)
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return plumbing.ZeroHash, errNoRef
		}
		return plumbing.ZeroHash, fmt.Errorf("reading packed-refs: %w", err)
	}
	defer unmap(data)
	if len(data) > 0 && data[len(data)-1] != '\n' {
		return plumbing.ZeroHash, errCutPacked
	}
	return searchPacked(data, name)
}

// errCutPacked says that a name may not be what was written.
var errCutPacked = errors.New("packed-refs is damaged: its last line has no end")

func searchPacked(data []byte, name string) (plumbing.Hash, error) {
	sorted := false
	for len(data) > 0 && data[0] == '#' {
		line, rest, _ := bytes.Cut(data, []byte{'\n'})
		if bytes.HasPrefix(line, []byte("# pack-refs with:")) && bytes.Contains(append(line[:len(line):len(line)], ' '), []byte(" sorted ")) {
			sorted = true
		}
		data = rest
	}
	if !sorted {
		for len(data) > 0 {
			line, rest, _ := bytes.Cut(data, []byte{'\n'})
			data = rest
			if len(line) == 0 || line[0] == '^' {
				continue
			}
			id, ref, err := packedLine(line)
			if err != nil {
				return plumbing.ZeroHash, err
			}
			if string(ref) == name {
				return parseID(string(id))
			}
		}
		return plumbing.ZeroHash, errNoRef
	}
	lo, hi := 0, len(data) // the start of a line each
	for lo < hi {
		start := lo + bytes.LastIndexByte(data[lo:lo+(hi-lo)/2], '\n') + 1
		for start > lo && data[start] == '^' { // belongs to the line before
			start = lo + bytes.LastIndexByte(data[lo:start-1], '\n') + 1
		}
		end := start
		for { // past the line and what belongs to it
			n := bytes.IndexByte(data[end:hi], '\n')
			if n < 0 {
				end = hi
				break
			}
			end += n + 1
			if end == hi || data[end] != '^' {
				break
			}
		}
		line, _, _ := bytes.Cut(data[start:end], []byte{'\n'})
		id, ref, err := packedLine(line)
		if err != nil {
			return plumbing.ZeroHash, err
		}
		switch c := strings.Compare(string(ref), name); {
		case c == 0:
			return parseID(string(id))
		case c < 0:
			lo = end
		default:
			hi = start
		}
	}
	return plumbing.ZeroHash, errNoRef
}

func packedLine(line []byte) (id, ref []byte, err error) {
	line = bytes.TrimSuffix(line, []byte{'\r'})
	if hexPrefix(line) != 2*hashSize || len(line) < 2*hashSize+2 || line[2*hashSize] != ' ' {
		return nil, nil, errors.New("packed-refs is damaged")
	}
	return line[:2*hashSize], line[2*hashSize+1:], nil
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

// validRef says whether name is safe to look up: git's own rules, roughly.
func validRef(name string) bool {
	if name == "" || strings.Contains(name, "..") || strings.Contains(name, "@{") || strings.Contains(name, "//") ||
		strings.HasPrefix(name, "/") || strings.HasSuffix(name, "/") || strings.HasSuffix(name, ".") {
		return false
	}
	for part := range strings.SplitSeq(name, "/") {
		if strings.HasPrefix(part, ".") || strings.HasSuffix(part, ".lock") {
			return false
		}
	}
	for i := range len(name) {
		if c := name[i]; c <= ' ' || c == 0x7f || strings.IndexByte(`~^:?*[\`, c) >= 0 {
			return false
		}
	}
	return true
}

// find looks a name up by git's rules for short names.
func (r *refStore) find(name string) (plumbing.Hash, error) {
	if !validRef(name) {
		return plumbing.ZeroHash, errNoRef
	}
	forms := []string{"refs/" + name, "refs/tags/" + name, "refs/heads/" + name, "refs/remotes/" + name, "refs/remotes/" + name + "/HEAD"}
	if strings.HasPrefix(name, "refs/") || isPseudoRef(name) {
		forms = append([]string{name}, forms...)
	}
	for _, full := range forms {
		id, err := r.lookup(full)
		if !errors.Is(err, errNoRef) {
			return id, err
		}
	}
	return plumbing.ZeroHash, errNoRef
}

// isPseudoRef says whether a name is like HEAD or MERGE_HEAD.
func isPseudoRef(name string) bool {
	for i := range len(name) {
		if c := name[i]; (c < 'A' || c > 'Z') && c != '_' {
			return false
		}
	}
	return name != ""
}
