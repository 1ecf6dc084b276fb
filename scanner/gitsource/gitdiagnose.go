package gitsource

import (
	"bytes"
	"compress/zlib"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// maxDiagnosed is how much of one object is read to find a damaged one.
const maxDiagnosed = 64 << 20

// diagnose names a loose object that is damaged, empty if it finds none. It is
// asked where git fails: git often names another object, or none.
func (g *gitEngine) diagnose() string {
	for _, d := range g.at.objectDirs {
		dirs, err := readDir(d)
		if err != nil {
			continue
		}
		for _, sub := range dirs {
			if len(sub.Name()) != 2 || hexPrefix([]byte(sub.Name())) != 2 {
				continue
			}
			files, err := readDir(filepath.Join(d, sub.Name()))
			if err != nil {
				return filepath.Join(d, sub.Name()) + ": " + err.Error()
			}
			for _, f := range files {
				id := sub.Name() + f.Name()
				if !validID(id, g.sha256) {
					continue
				}
				if err := g.checkLoose(filepath.Join(d, sub.Name(), f.Name()), id); err != nil {
					return "object " + id + ": " + err.Error()
				}
			}
		}
	}
	return ""
}

// checkLoose reads a loose object, and compares it with its header and its id.
func (g *gitEngine) checkLoose(name, id string) error {
	f, err := openPlain(name)
	if err != nil {
		var path *fs.PathError
		if errors.As(err, &path) {
			return path.Err
		}
		return err
	}
	defer f.Close()
	z, err := zlib.NewReader(f)
	if err != nil {
		return err
	}
	data, err := io.ReadAll(io.LimitReader(z, maxDiagnosed))
	if err != nil {
		return err
	}
	head, body, ok := bytes.Cut(data, []byte{0})
	if !ok {
		return errors.New("bad header")
	}
	_, size, err := parseHeader(head)
	switch {
	case err != nil:
		return err
	case len(data) == maxDiagnosed:
		return nil // too large to say
	case size != int64(len(body)):
		return errors.New("its size is not what its header says")
	}
	sum := g.newHash()
	sum.Write(data)
	if hex.EncodeToString(sum.Sum(nil)) != id {
		return errors.New("its content has another id")
	}
	return nil
}

// unlisted returns the references whose files are there and that git does not
// list. A symbolic one that leads nowhere is not meant to be.
func (g *gitEngine) unlisted(listed map[string]bool) (names []string) {
	for _, dir := range []string{g.at.commonDir, g.at.gitDir} {
		filepath.WalkDir(filepath.Join(dir, "refs"), func(path string, d fs.DirEntry, err error) error { //nolint:errcheck // git says what it cannot list
			rel, relErr := filepath.Rel(dir, path)
			if err != nil || relErr != nil || d.IsDir() {
				return nil
			}
			if name := filepath.ToSlash(rel); !listed[name] && validRef(name) && !g.leadsNowhere(path) {
				names = append(names, name)
			}
			return nil
		})
		if g.at.commonDir == g.at.gitDir {
			break
		}
	}
	return names
}

// leadsNowhere reports whether a file is a symbolic reference to one that does
// not exist.
func (g *gitEngine) leadsNowhere(path string) bool {
	data, err := readPlain(path, maxSmallFile)
	if err != nil {
		return false
	}
	target, ok := strings.CutPrefix(string(data), "ref:")
	if !ok {
		return false
	}
	_, err = os.Lstat(filepath.Join(g.at.commonDir, filepath.FromSlash(strings.TrimSpace(target))))
	return isAbsent(err)
}

// hasFile reports whether a name is that of a reference with a file of its own,
// by git's rules for short names. HEAD's is that of its branch.
func (g *gitEngine) hasFile(name string) bool {
	if name == "HEAD" || name == "@" {
		target, err := readSymbolic(g.at.gitDir)
		if err != nil {
			return true
		}
		name = target
	}
	if !validRef(name) {
		return false
	}
	for _, full := range []string{name, "refs/" + name, "refs/tags/" + name, "refs/heads/" + name, "refs/remotes/" + name} {
		info, err := os.Lstat(filepath.Join(g.at.commonDir, filepath.FromSlash(full)))
		if err == nil && !info.IsDir() && strings.HasPrefix(full, "refs/") {
			return true
		}
	}
	return false
}
