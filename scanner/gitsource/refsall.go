package gitsource

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"

	"github.com/go-git/go-git/v5/plumbing"
)

// A ref is a reference and what it names.
type ref struct {
	name string
	id   plumbing.Hash
}

// all returns every reference below refs/, HEAD, and the HEADs of other work
// trees: what `git log --all` starts from. A symbolic reference that leads
// nowhere is left out, as git does. broken are the errors of others that cannot
// be read.
func (r *refStore) all() (refs []ref, broken []error) {
	found := map[string]bool{}
	add := func(name string) {
		if found[name] {
			return
		}
		found[name] = true
		id, err := r.lookup(name)
		switch {
		case errors.Is(err, errNoRef):
		case err != nil:
			broken = append(broken, fmt.Errorf("reading reference %s: %w", name, err))
		default:
			refs = append(refs, ref{name, id})
		}
	}
	add("HEAD")
	dirs := []string{r.commonDir}
	if r.gitDir != r.commonDir {
		dirs = append(dirs, r.gitDir)
	}
	for _, dir := range dirs {
		top := filepath.Join(dir, "refs")
		err := filepath.WalkDir(top, func(path string, d fs.DirEntry, err error) error {
			if err != nil {
				if !isAbsent(err) {
					broken = append(broken, fmt.Errorf("listing references: %w", err))
				}
				return nil
			}
			rel, relErr := filepath.Rel(dir, path)
			name := filepath.ToSlash(rel)
			// git passes over names that it would not have made, such as locks.
			if d.IsDir() || relErr != nil || !validRef(name) || r.dirOf(name) != dir {
				return nil
			}
			add(name)
			return nil
		})
		if err != nil {
			broken = append(broken, fmt.Errorf("listing references: %w", err))
		}
	}
	packed, err := r.allPacked(found)
	if err != nil {
		broken = append(broken, err)
	}
	refs = append(refs, packed...)
	others, err := readDir(filepath.Join(r.commonDir, "worktrees"))
	if err != nil && !isAbsent(err) {
		broken = append(broken, fmt.Errorf("listing work trees: %w", err))
	}
	mains := []string{r.commonDir}
	for _, d := range others {
		mains = append(mains, filepath.Join(r.commonDir, "worktrees", d.Name()))
	}
	for _, dir := range mains {
		if dir == r.gitDir {
			continue
		}
		other := refStore{gitDir: dir, commonDir: r.commonDir}
		id, unborn, err := other.head()
		switch {
		case err != nil && !isAbsent(err):
			broken = append(broken, fmt.Errorf("work tree %s: %w", filepath.Base(dir), err))
		case err == nil && !unborn:
			refs = append(refs, ref{"worktrees/" + filepath.Base(dir) + "/HEAD", id})
		}
	}
	slices.SortFunc(refs, func(a, b ref) int { return strings.Compare(a.name, b.name) })
	return refs, broken
}

// allPacked returns the packed references that are not known yet.
func (r *refStore) allPacked(known map[string]bool) ([]ref, error) {
	data, err := readPlain(filepath.Join(r.commonDir, "packed-refs"), maxListFile)
	if err != nil {
		if isAbsent(err) {
			return nil, nil
		}
		return nil, fmt.Errorf("reading packed-refs: %w", err)
	}
	if len(data) > 0 && data[len(data)-1] != '\n' {
		return nil, errCutPacked
	}
	var refs []ref
	for line := range bytes.Lines(data) {
		line = bytes.TrimSuffix(line, []byte{'\n'})
		if len(line) == 0 || line[0] == '#' || line[0] == '^' {
			continue
		}
		hex, name, err := packedLine(line)
		if err != nil {
			return refs, err
		}
		if known[string(name)] {
			continue
		}
		id, err := parseID(string(hex))
		if err != nil {
			return refs, err
		}
		refs = append(refs, ref{string(name), id})
	}
	return refs, nil
}

// branchName is how people call a branch, empty if a reference is none.
func branchName(refName string) string {
	if b, ok := strings.CutPrefix(refName, "refs/heads/"); ok {
		return b
	}
	if b, ok := strings.CutPrefix(refName, "refs/remotes/"); ok {
		return b
	}
	return ""
}
