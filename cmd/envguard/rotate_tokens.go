package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/envguard/envguard/fixer/keys"
	"github.com/envguard/envguard/scanner/gitsource"
)

// A searched project is what is known of the tokens in its files.
type searched struct {
	files  []tokenFile
	tokens int
	unread []string // files that could not be searched, and why
}

// A tokenFile is a file with tokens that the old keys open.
type tokenFile struct {
	path   string // relative to the current folder if it is below it
	tokens int
}

// maxSearched is the size in bytes up to which a file is searched.
const maxSearched = 256 << 20

// tokensOf looks for tokens that the keys open in all files of the project
// around a .env file, those that git ignores included: databases and dumps are
// among them. What package managers install is left out.
func (o *options) tokensOf(ctx context.Context, e *envFile, list []keys.Key) (*searched, error) {
	top, err := filepath.Abs(e.dir)
	if err != nil {
		return nil, fmt.Errorf("looking for tokens: %w", err)
	}
	repo, err := gitsource.Open(gitsource.Options{Dir: top, Env: os.Getenv})
	if err == nil {
		if !repo.Bare() {
			top = repo.Top()
		}
		repo.Close()
	}
	base, err := filepath.Abs(o.folder())
	if err != nil {
		return nil, fmt.Errorf("looking for tokens: %w", err)
	}
	s := new(searched)
	err = filepath.WalkDir(top, func(path string, d fs.DirEntry, err error) error {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		shown := path
		if rel, err := filepath.Rel(base, path); err == nil && filepath.IsLocal(rel) {
			shown = filepath.ToSlash(rel)
		}
		if err != nil {
			s.unread = append(s.unread, shown+": "+reason(err))
			if d != nil && d.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		if d.IsDir() {
			if isInstalled(d.Name()) && path != top {
				return fs.SkipDir
			}
			return nil
		}
		if !d.Type().IsRegular() {
			return nil
		}
		n, err := countTokens(path, list)
		if err != nil {
			s.unread = append(s.unread, shown+": "+reason(err))
		}
		if n > 0 {
			s.files = append(s.files, tokenFile{shown, n})
			s.tokens += n
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("looking for tokens: %w", err)
	}
	return s, nil
}

// isInstalled reports whether a folder is git's or a package manager's.
func isInstalled(name string) bool {
	switch name {
	case ".git", "node_modules", ".venv", "venv", "__pycache__", ".tox", ".nox", "site-packages", "bower_components":
		return true
	}
	return false
}

// reason is an error without the path that is next to it anyway.
func reason(err error) string {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return pe.Err.Error()
	}
	return err.Error()
}

// countTokens counts the tokens in a file that one of the keys opens.
func countTokens(path string, list []keys.Key) (int, error) {
	f, err := os.Open(path)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxSearched+1))
	if err != nil {
		return 0, err
	}
	if len(data) > maxSearched {
		return 0, fmt.Errorf("it is larger than %d MiB", maxSearched>>20)
	}
	if bytes.HasPrefix(data, []byte("\xff\xfe")) || bytes.HasPrefix(data, []byte("\xfe\xff")) {
		// UTF-16: every other byte of ASCII is zero.
		data = bytes.ReplaceAll(data, []byte{0}, nil)
	}
	n := 0
	for _, t := range keys.Find(data) {
		if t.Err != nil {
			continue
		}
		if _, err := keys.Open(list, t.Text); err == nil {
			n++
		}
	}
	return n, nil
}
