package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/envfile"
	"github.com/envguard/envguard/scanner"
	"github.com/envguard/envguard/scanner/gitsource"
)

// maxExplained is how large a file may be that is explained.
const maxExplained = 64 << 20

// readFile reads a file as the rules see it in its repository: from disk, or
// what is staged where there is none on disk. The note, a line or nothing, says
// of a line that is staged with another text than the one on disk: reports of
// check are about that.
func (o *options) readFile(ctx context.Context, name string, line int) (_ *rules.File, note string, err error) {
	full := name
	if !filepath.IsAbs(full) {
		full = filepath.Join(o.folder(), name)
	}
	around := filepath.Dir(full)
	if _, err := os.Stat(around); err != nil {
		around = o.folder() // reports name paths from the top
	}
	repo, err := gitsource.Open(gitsource.Options{Dir: around, Env: os.Getenv, Engine: o.engine})
	if err != nil || repo.Bare() {
		repo = nil
	} else {
		defer repo.Close()
	}
	info, err := os.Stat(full)
	if err != nil && repo != nil && !filepath.IsAbs(name) {
		if at, terr := os.Stat(filepath.Join(repo.Top(), name)); terr == nil {
			full, info, err = filepath.Join(repo.Top(), name), at, nil
		}
	}
	if repo == nil {
		data, err := o.readDisk(name, full, info, err)
		return rules.NewFile(filepath.ToSlash(name), data), "", err
	}
	path, inside := pathInside(repo, full)
	if err != nil {
		for _, path := range []string{path, filepath.ToSlash(name)} {
			if data, serr := readStaged(ctx, repo, path); serr != nil || data != nil {
				file, ferr := judgedIn(ctx, repo, path, data)
				return file, "not on disk: what follows is about " + path + " as it is staged", errors.Join(serr, ferr)
			}
		}
	}
	data, err := o.readDisk(name, full, info, err)
	if err != nil {
		return nil, "", err
	}
	if !inside {
		return rules.NewFile(filepath.ToSlash(name), data), "", nil
	}
	if staged, err := readStaged(ctx, repo, path); err == nil && staged != nil && !bytes.Equal(lineOf(staged, line), lineOf(data, line)) {
		note = fmt.Sprintf("note: line %d of the staged %s is another one; what follows is about the file on disk", line, path)
	}
	file, err := judgedIn(ctx, repo, path, data)
	return file, note, err
}

// readDisk reads the file on disk that is to be explained; err is what looking
// for it gave.
func (o *options) readDisk(name, full string, info os.FileInfo, err error) ([]byte, error) {
	switch {
	case err != nil && strings.Contains(name, "!/"):
		return nil, usagef("take it out of the archive first", "reading %s: explain does not look into archives", name)
	case err != nil:
		return nil, usagef("check the path; it is taken from "+describeFolder(o.dir)+" or the top of the repository", "reading %s: %w", name, err)
	case !info.Mode().IsRegular():
		return nil, usagef("name a file", "reading %s: it is no plain file", name)
	case info.Size() > maxExplained:
		return nil, tooLarge(name)
	}
	data, err := os.ReadFile(full)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", name, err)
	}
	return data, nil
}

func tooLarge(name string) error {
	return usagef("copy the line to a file of its own", "reading %s: it is larger than %d MiB", name, maxExplained>>20)
}

// pathInside returns a file's path from the repository's top.
func pathInside(repo *gitsource.Repo, full string) (path string, inside bool) {
	// The file itself may be gone, or a link.
	dir, err := filepath.EvalSymlinks(filepath.Dir(full))
	if real, rerr := filepath.EvalSymlinks(full); rerr == nil {
		full = real
	} else if err == nil {
		full = filepath.Join(dir, filepath.Base(full))
	}
	abs, err := filepath.Abs(full)
	if err != nil {
		return "", false
	}
	rel, err := filepath.Rel(repo.Top(), abs)
	return filepath.ToSlash(rel), err == nil && filepath.IsLocal(rel)
}

// readStaged returns what the index has under a path, nil if nothing.
func readStaged(ctx context.Context, repo *gitsource.Repo, path string) ([]byte, error) {
	if path == "" || !filepath.IsLocal(filepath.FromSlash(path)) {
		return nil, nil
	}
	blob, _, err := repo.Lookup(ctx, path)
	if err != nil || blob == nil {
		return nil, err
	}
	r, err := blob.Open()
	if err != nil {
		return nil, fmt.Errorf("reading %s as it is staged: %w", path, err)
	}
	defer r.Close()
	data, err := io.ReadAll(io.LimitReader(r, maxExplained+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("reading %s as it is staged: %w", path, err)
	case len(data) > maxExplained:
		return nil, tooLarge(path)
	case data == nil:
		data = []byte{}
	}
	return data, nil
}

// judgedIn returns a file with what its repository says of it.
func judgedIn(ctx context.Context, repo *gitsource.Repo, path string, data []byte) (*rules.File, error) {
	file := rules.NewFile(path, data)
	if snap, ok := repo.Worktree(nil).(scanner.Snapshotter); ok {
		if known, err := snap.Snapshot(ctx); err == nil && known != nil {
			file.Policy = envfile.PolicyOf(known, path)
		} else if errors.Is(err, context.Canceled) {
			return nil, err
		}
	}
	return file, nil
}

// lineOf returns a line (from 1) without its ending, nil if there is none.
func lineOf(data []byte, n int) []byte {
	for ; n > 1 && len(data) > 0; n-- {
		_, data, _ = bytes.Cut(data, []byte{'\n'})
	}
	line, _, _ := bytes.Cut(data, []byte{'\n'})
	return bytes.TrimSuffix(line, []byte{'\r'})
}
