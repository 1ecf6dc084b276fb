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
	"runtime"

	"github.com/envguard/envguard/cmd/envguard/internal/report"
	"github.com/envguard/envguard/fixer"
	"github.com/envguard/envguard/rules/dotenv"
	"github.com/envguard/envguard/rules/fileclass"
	"github.com/envguard/envguard/rules/judge"
	"github.com/envguard/envguard/scanner"
	"github.com/envguard/envguard/scanner/gitsource"
)

// An envFile is a .env file that is about to be changed.
type envFile struct {
	shown string // as the user named it
	dir   string // its folder
	base  string
	file  *dotenv.File
	data  []byte      // nil if there is no such file
	mode  fs.FileMode // of an existing file
}

// openEnv reads a .env file. One that does not exist is empty.
func (o *options) openEnv(name string) (*envFile, error) {
	path := name
	if !filepath.IsAbs(path) {
		path = filepath.Join(o.folder(), path)
	}
	e := &envFile{shown: name, dir: filepath.Dir(path), base: filepath.Base(path)}
	info, err := os.Lstat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if info, err := os.Stat(e.dir); err != nil || !info.IsDir() {
			return nil, usagef("make the folder first, or name another one", "reading %s: there is no folder for it", name)
		}
		e.file = dotenv.Parse(nil)
		return e, nil
	case err != nil:
		return nil, usagef("check the path; it is taken from "+describeFolder(o.dir), "reading %s: %w", name, err)
	case info.Mode()&fs.ModeSymlink != 0:
		return nil, usagef("name the file that it points to", "reading %s: it is a symbolic link", name)
	case !info.Mode().IsRegular():
		return nil, usagef("name a .env file", "reading %s: it is no regular file", name)
	case info.Size() > fixer.MaxFileSize:
		return nil, usagef("name a .env file", "reading %s: it is larger than %d MiB", name, fixer.MaxFileSize>>20)
	}
	e.mode = info.Mode()
	if e.data, err = os.ReadFile(path); err != nil {
		return nil, usagef("make it readable for you", "reading %s: %w", name, err)
	}
	if e.data == nil {
		e.data = []byte{}
	}
	if bytes.HasPrefix(e.data, []byte("\xff\xfe")) || bytes.HasPrefix(e.data, []byte("\xfe\xff")) {
		return nil, usagef("save it as UTF-8, which is what readers of .env files want", "reading %s: it is in UTF-16", name)
	}
	if bytes.IndexByte(e.data, 0) >= 0 {
		return nil, usagef("name a .env file", "reading %s: it is no text", name)
	}
	e.file = dotenv.Parse(e.data)
	return e, nil
}

// write exchanges the file's content for that of next, whole or not at all.
func (e *envFile) write(next *dotenv.File) error {
	root, err := os.OpenRoot(e.dir)
	if err != nil {
		return fmt.Errorf("writing %s: %w", e.shown, err)
	}
	defer root.Close()
	if err := fixer.WriteFile(root, e.base, e.data, next.Bytes(), 0o600); err != nil {
		return err
	}
	return nil
}

// set returns the file with a value for a name: in its entry, below one that
// is commented out, or at the end.
func (e *envFile) set(name, value string) (*dotenv.File, error) {
	if e.file.Lookup(name) != nil {
		return e.file.Set(name, value)
	}
	line := dotenv.Line{Key: name, Value: value}
	next, err := e.file.AddAfter(name, line)
	if errors.Is(err, dotenv.ErrNoEntry) {
		next, err = e.file.Append(line)
		if err == nil && len(e.data) == 0 {
			next = dotenv.Parse(append(bytes.TrimRight(next.Bytes(), "\n"), '\n'))
		}
	}
	return next, err
}

// setInto sets a fresh secret in a file.
func (c command) setInto(ctx context.Context, o *options, g *keygen, value string) error {
	e, err := o.openEnv(g.into)
	if err != nil {
		return err
	}
	if class := fileclass.Classify(filepath.ToSlash(filepath.Join(e.dir, e.base))); class == fileclass.Example && !g.force {
		return usagef("name the private file, such as .env; --force writes it here all the same",
			"%s is an example file, which everyone may read", g.into)
	}
	if old := e.file.Lookup(g.name); old != nil && !g.force {
		if v := judge.Judge(g.name, []byte(e.file.Value(old))); v.Kind != judge.Empty && v.Kind != judge.FillIn {
			return usagef("--force replaces it; what was encrypted or signed with it is lost then; `envguard rotate "+g.name+"` keeps it usable",
				"%s in line %d of %s has a value already", g.name, old.Line, g.into)
		}
	}
	next, err := e.set(g.name, value)
	if err != nil {
		return usagef("edit this line by hand", "%w", err)
	}
	if err := e.write(next); err != nil {
		return err
	}
	c.warnExposed(ctx, e)
	if o.quiet {
		return nil
	}
	line := 0
	if entry := next.Lookup(g.name); entry != nil {
		line = entry.Line
	}
	_, err = io.WriteString(c.stdout, report.Escape(fmt.Sprintf("%s:%d: %s is set", g.into, line, g.name))+"\n")
	return delivery(err)
}

// warnExposed warns of who else can read a file that holds a secret now.
func (c command) warnExposed(ctx context.Context, e *envFile) {
	path := filepath.Join(e.dir, e.base)
	if info, err := os.Lstat(path); err == nil && runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0 {
		c.warn("other users of this machine can read %s (mode %04o): chmod 600 %s", e.shown, info.Mode().Perm(), e.shown)
	}
	abs, err := filepath.Abs(path)
	if err != nil {
		c.warn("it is not known whether git ignores %s: %v", e.shown, err)
		return
	}
	repo, err := gitsource.Open(gitsource.Options{Dir: filepath.Dir(abs), Env: os.Getenv})
	if errors.Is(err, gitsource.ErrNotRepository) {
		return
	}
	if err != nil {
		c.warn("it is not known whether git ignores %s: %v", e.shown, err)
		return
	}
	defer repo.Close()
	tracked, ignored, err := gitKnows(ctx, repo, abs)
	switch {
	case err != nil:
		c.warn("it is not known whether git ignores %s: %v", e.shown, err)
	case tracked:
		c.warn("git tracks %s, so that the secret would be committed: git rm --cached %s", e.shown, e.shown)
	case !ignored:
		c.warn("git does not ignore %s, so that git add . would take the secret: `envguard fix` adds the line", e.shown)
	}
}

// gitKnows reports whether git tracks a file and whether it ignores it.
func gitKnows(ctx context.Context, repo *gitsource.Repo, abs string) (tracked, ignored bool, err error) {
	if repo.Bare() {
		return false, true, nil
	}
	real, err := filepath.EvalSymlinks(filepath.Dir(abs))
	if err != nil {
		return false, false, err
	}
	top, err := filepath.EvalSymlinks(repo.Top())
	if err != nil {
		return false, false, err
	}
	rel, err := filepath.Rel(top, filepath.Join(real, filepath.Base(abs)))
	if err != nil || !filepath.IsLocal(rel) {
		return false, true, nil // not in the work tree, such as in .git itself
	}
	rel = filepath.ToSlash(rel)
	snap, ok := repo.Staged(nil).(scanner.Snapshotter)
	if !ok {
		return false, false, errors.New("the repository cannot be asked")
	}
	known, err := snap.Snapshot(ctx)
	if err != nil || known.Ignored == nil {
		return false, false, err
	}
	for _, f := range known.Files {
		if f.Path == rel && f.Index {
			return true, false, nil
		}
	}
	if index, _, err := repo.Lookup(ctx, rel); err != nil || index != nil {
		return index != nil, false, err
	}
	r, err := known.Ignored(rel)
	return false, r.Ignored, err
}
