package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/envguard/envguard/scanner"
	"github.com/envguard/envguard/scanner/gitsource"
)

// Which configuration counts.
//
// What is judged with it decides: for a staged change the staged file, for a
// commit that commit's, for a work tree or a folder the one on disk. So a commit
// passes here if and only if it passes in a clean clone, and an edit that is not
// committed switches nothing off. A staged file can be edited in the same commit
// as what it lets pass: the report therefore says what it switches off that
// HEAD's does not. A file that git does not know counts as it is on disk, and
// the receipt names it in every run.

// configPath returns the file that the user named, or the one in dir.
func (o *options) configPath(dir string) string {
	switch {
	case o.config == "":
		return filepath.Join(dir, configName)
	case filepath.IsAbs(o.config):
		return o.config
	}
	return filepath.Join(o.folder(), o.config)
}

// configShown is what the file is called in messages.
func (o *options) configShown() string {
	if o.config == "" {
		return configName
	}
	return filepath.ToSlash(o.config)
}

// diskConfig reads the configuration from disk: the file that the user named,
// or the one in dir. It returns nil if there is none.
func (o *options) diskConfig(dir string) (*configuration, error) {
	if o.noConfig {
		return nil, nil
	}
	path, name := o.configPath(dir), o.configShown()
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) && o.config == "" {
		if _, lerr := os.Lstat(path); errors.Is(lerr, fs.ErrNotExist) {
			return nil, nil
		}
		return nil, usagef("make it a plain file, or remove it", "reading %s: it is a symbolic link that leads nowhere", name)
	}
	switch {
	case err != nil:
		return nil, usagef("check the path of the configuration; --no-config goes without", "reading %s: %w", name, err)
	case !info.Mode().IsRegular():
		return nil, usagef("make it a plain file, or remove it", "reading %s: it is no plain file", name)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, usagef("make it readable; --no-config goes without", "reading %s: %w", name, err)
	}
	defer f.Close()
	return readConfiguration(name, f)
}

func readConfiguration(name string, r io.Reader) (*configuration, error) {
	content, err := io.ReadAll(io.LimitReader(r, maxConfig+1))
	if err != nil {
		return nil, &codedError{fmt.Errorf("reading %s: %w", name, err), exitIncomplete, ""}
	}
	return parseConfiguration(name, content)
}

// blobConfig reads the configuration from git.
func blobConfig(name string, b scanner.Blob) (*configuration, error) {
	switch {
	case b.Link:
		return nil, usagef("make it a plain file", "reading %s: it is a symbolic link", name)
	case b.Stage > 0:
		return nil, usagef("resolve the conflict in it first, or go on with --no-config", "reading %s: it is unmerged", name)
	}
	r, err := b.Open()
	if err != nil {
		return nil, &codedError{fmt.Errorf("reading %s: %w", name, err), exitIncomplete, ""}
	}
	defer r.Close()
	return readConfiguration(name, r)
}

// stagedConfig reads the configuration that is about to be committed, or the one
// on disk if git does not know the file, and notes what it switches off that
// HEAD's does not. One that is only gone from disk counts: the commit has it.
func (o *options) stagedConfig(ctx context.Context, repo *gitsource.Repo) (*configuration, error) {
	if o.noConfig {
		return nil, nil
	}
	name := o.configShown()
	rel, inside := relativeTo(repo.Top(), o.configPath(repo.Top()))
	if !inside {
		return o.diskConfig(repo.Top())
	}
	staged, head, err := repo.Lookup(ctx, rel)
	if err != nil {
		return o.diskConfig(repo.Top()) // the scan reads the index and HEAD as well, and reports it
	}
	var c *configuration
	switch {
	case staged != nil:
		if c, err = blobConfig(name, *staged); err != nil || staged.Unstaged {
			return c, err
		}
	default:
		if c, err = o.diskConfig(repo.Top()); err != nil || head == nil {
			return c, err
		}
		// It leaves the repository with this commit.
		if c == nil {
			c = &configuration{name: name}
		}
	}
	var old *configuration
	if head != nil {
		// One that cannot be read switched nothing off, and added nothing.
		old, _ = blobConfig(name, *head) //nolint:errcheck // as said
	}
	c.compare(old)
	return c, nil
}

// relativeTo returns the path of a file below a folder, with slashes.
func relativeTo(top, path string) (string, bool) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return "", false
	}
	for _, p := range [...]string{abs, realParent(abs)} {
		if rel, err := filepath.Rel(top, p); err == nil && filepath.IsLocal(rel) && rel != "." {
			return filepath.ToSlash(rel), true
		}
	}
	return "", false
}

// realParent follows the links in the folders of a path, but not its last part.
func realParent(path string) string {
	if dir, err := filepath.EvalSymlinks(filepath.Dir(path)); err == nil {
		return filepath.Join(dir, filepath.Base(path))
	}
	return path
}

// revisionConfig reads the configuration of a commit, or the file that the user
// named.
func (o *options) revisionConfig(ctx context.Context, src scanner.Source) (*configuration, error) {
	if o.noConfig || o.config != "" {
		return o.diskConfig("")
	}
	for b, err := range src.Blobs(ctx) {
		switch {
		case err != nil:
			continue // the scan itself will report it
		case b.Path == configName:
			return blobConfig(configName, b)
		}
	}
	return nil, nil
}

// historyConfig reads the configuration of the work tree, or of HEAD where there
// is none: what the project says now goes for the versions before.
func (o *options) historyConfig(ctx context.Context, repo *gitsource.Repo) (*configuration, error) {
	if o.noConfig || o.config != "" || !repo.Bare() {
		return o.diskConfig(repo.Top())
	}
	src, err := repo.Revision("HEAD")
	if err != nil {
		return nil, nil // the scan itself will report it, if it is anything but a repository without a commit
	}
	return o.revisionConfig(ctx, src)
}

// configAround reads the configuration from disk, of the repository around a
// folder or of the folder itself.
func (o *options) configAround(ctx context.Context, dir string) (*configuration, error) {
	if o.noConfig || o.config != "" {
		return o.diskConfig(dir)
	}
	repo, err := gitsource.Open(gitsource.Options{Dir: dir, Env: os.Getenv, Engine: o.engine})
	if err != nil {
		return o.diskConfig(dir)
	}
	defer repo.Close()
	return o.historyConfig(ctx, repo)
}
