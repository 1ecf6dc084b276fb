package gitsource

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
)

// ErrNotRepository says that neither a folder nor one above it belongs to a
// git repository.
var ErrNotRepository = errors.New("not a git repository")

// maxAlternates bounds the object directories of a repository.
const maxAlternates = 1000

// A location is where the parts of a repository are. All paths are absolute.
type location struct {
	dir       string // the current directory
	gitDir    string // HEAD and the index
	commonDir string // objects, refs and configuration; gitDir but in a linked work tree
	workTree  string // the top of the work tree; empty if there is none
	// prefix is dir below workTree, slash-separated with a slash at its end,
	// empty at the top or outside.
	prefix     string
	bare       bool // there is no work tree
	indexFile  string
	objectDirs []string // alternates included, in the order of search

	denied error // why the last folder that was asked for HEAD did not say

	worktreeConfig bool       // extensions.worktreeConfig
	local          *gitConfig // the repository's own file, without includes
	env            func(string) string

	configOnce sync.Once
	fullConfig *gitConfig
	configErr  error
}

// discover finds the repository that dir belongs to, as git itself would when
// started there with the environment env.
func discover(dir string, env func(string) string) (*location, error) {
	if env == nil {
		env = func(string) string { return "" }
	}
	abs, err := filepath.Abs(dir)
	if err != nil {
		return nil, fmt.Errorf("finding the repository: %w", err)
	}
	// git starts from the physical path, so that a folder reached through a
	// symbolic link belongs to the repository that it lies in.
	if abs, err = filepath.EvalSymlinks(abs); err != nil {
		return nil, fmt.Errorf("finding the repository: %w", err)
	}
	l := &location{dir: abs, env: env}
	top, err := l.findGitDir()
	if err != nil {
		return nil, err
	}
	if err := l.readLocalConfig(); err != nil {
		return nil, err
	}
	if err := l.findWorkTree(top); err != nil {
		return nil, err
	}
	base := l.dir
	if l.workTree != "" {
		base = l.workTree
		l.prefix = prefixBelow(l.workTree, l.dir)
	}
	// git goes to the top of the work tree before it opens the index.
	l.indexFile = filepath.Join(l.gitDir, "index")
	if p := env("GIT_INDEX_FILE"); p != "" {
		l.indexFile = absolute(base, p)
	}
	return l, l.findObjectDirs()
}

// findGitDir sets gitDir and commonDir and returns the folder where it was
// found: the top of the work tree unless something else says so, or empty if
// gitDir is the folder itself.
func (l *location) findGitDir() (top string, err error) {
	if p := l.env("GIT_DIR"); p != "" {
		return l.dir, l.useGitDir(absolute(l.dir, p))
	}
	ceilings := l.ceilings()
	for d := l.dir; ; {
		p := filepath.Join(d, ".git")
		info, err := os.Stat(p)
		switch {
		case err == nil && info.Mode().IsRegular():
			target, err := readGitFile(p)
			if err != nil {
				return "", err
			}
			if target == "" || !l.isGitDir(target) {
				return "", fmt.Errorf("%w: %s names %q", ErrNotRepository, p, target)
			}
			return d, nil
		case err == nil && info.IsDir() && l.isGitDir(p):
			return d, nil
		case err == nil && info.IsDir() && l.denied != nil:
			// git looks further up. But what cannot be read is not what is
			// not there.
			return "", fmt.Errorf("finding the repository: %w", l.denied)
		case err == nil && info.IsDir() && wasGitDir(p):
			// git looks further up here. But a damaged repository is not a
			// missing one.
			return "", fmt.Errorf("finding the repository: %s is damaged: its HEAD, objects or refs are not as git makes them", p)
		case err != nil && !isAbsent(err):
			return "", fmt.Errorf("finding the repository: %w", err)
		}
		if l.isGitDir(d) {
			return "", l.refuseEmbedded(d)
		}
		up := filepath.Dir(d)
		if up == d {
			return "", fmt.Errorf("%w (or any of the parent directories): %s", ErrNotRepository, l.dir)
		}
		for _, c := range ceilings {
			if up == c {
				return "", fmt.Errorf("%w (or any of the parent directories below GIT_CEILING_DIRECTORIES): %s", ErrNotRepository, l.dir)
			}
		}
		d = up
	}
}

// useGitDir sets gitDir to what GIT_DIR names.
func (l *location) useGitDir(p string) error {
	if target, err := readGitFile(p); err != nil {
		return err
	} else if target != "" {
		p = target
	}
	if !l.isGitDir(p) {
		return fmt.Errorf("%w: GIT_DIR is %s", ErrNotRepository, p)
	}
	return nil
}

// refuseEmbedded returns an error if the bare repository d is inside the work tree of
// another one, where a commit can have put it: its core.worktree could lead to any
// folder of this machine. What git keeps below .git is no such folder.
func (l *location) refuseEmbedded(d string) error {
	for p := d; ; p = filepath.Dir(p) {
		up := filepath.Dir(p)
		if up == p || filepath.Base(p) == ".git" {
			return nil
		}
		dot := filepath.Join(up, ".git")
		info, err := os.Stat(dot)
		outer := location{env: func(string) string { return "" }}
		if err != nil || info.IsDir() && !outer.isGitDir(dot) {
			continue
		}
		return fmt.Errorf("finding the repository: %s is a bare repository inside the work tree %s, which may have been committed to lead elsewhere "+
			"(hint: run this in %s, or set GIT_DIR to %s if the inner one is meant)", d, up, up, d)
	}
}

// ceilings returns the folders that the search does not go up into.
func (l *location) ceilings() []string {
	v := l.env("GIT_CEILING_DIRECTORIES")
	if v == "" {
		return nil
	}
	var list []string
	resolve := true
	for _, p := range filepath.SplitList(v) {
		switch {
		case p == "": // what follows has no symbolic links
			resolve = false
			continue
		case !filepath.IsAbs(p):
			continue
		}
		p = filepath.Clean(p)
		if resolve {
			if real, err := filepath.EvalSymlinks(p); err == nil {
				p = real
			}
		}
		list = append(list, p)
	}
	return list
}

// isGitDir says whether p holds a repository, and keeps it if so.
func (l *location) isGitDir(p string) bool {
	head, err := readPlain(filepath.Join(p, "HEAD"), maxSmallFile)
	l.denied = nil
	if err != nil {
		if !isAbsent(err) {
			l.denied = err
		}
		// HEAD may be a symbolic link to a branch that has no commit yet.
		target, err := os.Readlink(filepath.Join(p, "HEAD"))
		if err != nil || !strings.HasPrefix(filepath.ToSlash(target), "refs/") {
			return false
		}
	} else if ref, ok := bytes.CutPrefix(head, []byte("ref:")); ok {
		if !bytes.HasPrefix(bytes.TrimLeft(ref, " \t\n\r"), []byte("refs/")) {
			return false
		}
	} else if n := hexPrefix(head); n != 40 && n != 64 {
		return false
	}
	common := p
	if v := l.env("GIT_COMMON_DIR"); v != "" {
		common = absolute(l.dir, v)
	} else if b, err := readPlain(filepath.Join(p, "commondir"), maxSmallFile); err == nil {
		common = absolute(p, strings.TrimRight(string(b), "\r\n"))
	} else if !isAbsent(err) {
		return false
	}
	objects := filepath.Join(common, "objects")
	if v := l.env("GIT_OBJECT_DIRECTORY"); v != "" {
		objects = absolute(l.dir, v)
	}
	if !isFolder(objects) || !isFolder(filepath.Join(common, "refs")) {
		return false
	}
	l.gitDir, l.commonDir = p, common
	return true
}

// wasGitDir reports whether a .git folder that is no repository holds most of
// one.
func wasGitDir(p string) bool {
	n := 0
	for _, name := range []string{"HEAD", "objects", "refs", "config"} {
		if _, err := os.Lstat(filepath.Join(p, name)); err == nil {
			n++
		}
	}
	return n >= 3
}

// readGitFile returns what a .git file points to, empty if p is no file.
func readGitFile(p string) (string, error) {
	info, err := os.Stat(p)
	if err != nil || !info.Mode().IsRegular() {
		return "", nil //nolint:nilerr // whoever asks finds out that it is no repository
	}
	if info.Size() > 1<<20 {
		return "", fmt.Errorf("%w: %s is too large to be a .git file", ErrNotRepository, p)
	}
	b, err := readPlain(p, maxSmallFile)
	if err != nil {
		return "", fmt.Errorf("finding the repository: %w", err)
	}
	target, ok := bytes.CutPrefix(b, []byte("gitdir: "))
	target = bytes.TrimRight(target, "\r\n")
	if !ok || len(target) == 0 {
		return "", fmt.Errorf("%w: %s does not start with \"gitdir: \" and a path", ErrNotRepository, p)
	}
	return absolute(filepath.Dir(p), string(target)), nil
}

// readLocalConfig reads the repository's own configuration, which decides how
// the rest is read.
func (l *location) readLocalConfig() (err error) {
	if l.local, err = readPlainConfig(filepath.Join(l.commonDir, "config"), l.env); err != nil {
		return err
	}
	if l.worktreeConfig, err = l.local.getBool("extensions.worktreeconfig", false); err != nil {
		return fmt.Errorf("finding the repository: %w", err)
	}
	return nil
}

// findWorkTree sets workTree or bare.
func (l *location) findWorkTree(top string) error {
	// In a linked work tree the common file's core.bare and core.worktree
	// belong to the main one, unless each has a file of its own.
	c := &gitConfig{}
	if l.commonDir == l.gitDir || l.worktreeConfig {
		c.settings = append(c.settings, l.local.settings...)
	}
	if l.worktreeConfig {
		own, err := readPlainConfig(filepath.Join(l.gitDir, "config.worktree"), l.env)
		if err != nil {
			return err
		}
		c.settings = append(c.settings, own.settings...)
	}
	bare, err := c.getBool("core.bare", false)
	if err != nil {
		return fmt.Errorf("finding the repository: %w", err)
	}
	if v := l.env("GIT_WORK_TREE"); v != "" {
		l.workTree = absolute(l.dir, v)
	} else if s, ok := c.get("core.worktree"); ok && !s.implicit && s.value != "" {
		if bare {
			return errors.New("finding the repository: core.bare and core.worktree do not make sense together")
		}
		l.workTree = absolute(l.gitDir, s.value)
	} else if !bare {
		l.workTree = top
	}
	if l.workTree == "" {
		l.bare = true
		return nil
	}
	if real, err := filepath.EvalSymlinks(l.workTree); err == nil {
		l.workTree = real
	}
	return nil
}

// findObjectDirs lists the object directory and its alternates.
func (l *location) findObjectDirs() error {
	main := filepath.Join(l.commonDir, "objects")
	if p := l.env("GIT_OBJECT_DIRECTORY"); p != "" {
		main = absolute(l.dir, p)
	}
	seen := make(map[string]bool)
	queue := []string{main}
	for _, p := range splitAlternates(l.env("GIT_ALTERNATE_OBJECT_DIRECTORIES")) {
		queue = append(queue, absolute(l.dir, p))
	}
	for len(queue) > 0 {
		d := queue[0]
		queue = queue[1:]
		key := d
		if real, err := filepath.EvalSymlinks(d); err == nil {
			key = real
		}
		if seen[key] {
			continue
		}
		if len(seen) == maxAlternates {
			return fmt.Errorf("finding the repository: more than %d alternate object directories", maxAlternates)
		}
		seen[key] = true
		l.objectDirs = append(l.objectDirs, d)
		b, err := readPlain(filepath.Join(d, "info", "alternates"), maxSmallFile)
		if err != nil {
			if isAbsent(err) {
				continue
			}
			return fmt.Errorf("finding the repository: %w", err)
		}
		for line := range strings.Lines(string(b)) {
			line = strings.TrimRight(line, "\r\n")
			if line == "" || line[0] == '#' {
				continue
			}
			queue = append(queue, absolute(d, unquoteC(line)))
		}
	}
	return nil
}

// splitAlternates splits a list of paths. A path that starts with a double quote
// is quoted.
func splitAlternates(v string) []string {
	if !strings.Contains(v, `"`) {
		var list []string
		for _, p := range filepath.SplitList(v) {
			if p != "" {
				list = append(list, p)
			}
		}
		return list
	}
	var list []string
	for v != "" {
		end := 0
		if v[0] == '"' {
			for end = 1; end < len(v) && v[end] != '"'; end++ {
				if v[end] == '\\' {
					end++
				}
			}
			end = min(end+1, len(v))
		} else if end = strings.IndexByte(v, os.PathListSeparator); end < 0 {
			end = len(v)
		}
		if end > 0 {
			list = append(list, unquoteC(v[:end]))
		}
		v = strings.TrimPrefix(v[end:], string(os.PathListSeparator))
	}
	return list
}

// unquoteC undoes git's C-style quoting; anything else is returned as it is.
func unquoteC(s string) string {
	if len(s) < 2 || s[0] != '"' || s[len(s)-1] != '"' {
		return s
	}
	in, out := s[1:len(s)-1], make([]byte, 0, len(s))
	for i := 0; i < len(in); i++ {
		if in[i] != '\\' {
			out = append(out, in[i])
			continue
		}
		if i++; i == len(in) {
			return s
		}
		const names, bytes = `abfnrtv\"`, "\a\b\f\n\r\t\v\\\""
		if k := strings.IndexByte(names, in[i]); k >= 0 {
			out = append(out, bytes[k])
			continue
		}
		if i+2 >= len(in) {
			return s
		}
		c := 0
		for k := range 3 {
			d := in[i+k]
			if d < '0' || d > '7' {
				return s
			}
			c = c<<3 | int(d-'0')
		}
		if c > 255 {
			return s
		}
		out = append(out, byte(c))
		i += 2
	}
	return string(out)
}

// absolute returns p, relative to base.
func absolute(base, p string) string {
	if filepath.IsAbs(p) {
		return filepath.Clean(p)
	}
	return filepath.Join(base, p)
}

// prefixBelow returns dir relative to top with a slash at the end, or nothing.
func prefixBelow(top, dir string) string {
	rel, err := filepath.Rel(top, dir)
	if err != nil || rel == "." || rel == ".." || strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
		return ""
	}
	return filepath.ToSlash(rel) + "/"
}

// isAbsent says that a file does not exist, nor possibly the folder that would
// hold it.
func isAbsent(err error) bool {
	return errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR)
}

func isFolder(p string) bool {
	info, err := os.Stat(p)
	return err == nil && info.IsDir()
}

func exists(p string) bool {
	_, err := os.Stat(p)
	return err == nil
}

// hexPrefix counts the hex digits that b starts with.
func hexPrefix(b []byte) int {
	n := 0
	for n < len(b) && isHex(b[n]) {
		n++
	}
	return n
}

func isHex(c byte) bool { return isDigit(c) || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F' }
