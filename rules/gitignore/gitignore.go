// Package gitignore reports whether git would ignore a path, and which line of
// which file says so.
//
// It agrees with `git check-ignore -v --no-index`: precedence of the files,
// negation, excluded parents, core.ignoreCase, and also where git does
// something that its manual does not say. The package reads no files. The
// caller hands it their contents, either beforehand ([Matcher.AddFile]) or one
// folder at a time as paths are asked for ([Matcher.Lazy]).
package gitignore

import (
	"cmp"
	"fmt"
	"strings"
	"sync"
)

// A Source says where a pattern was read.
type Source uint8

// Where patterns come from, in ascending order of precedence.
const (
	Global  Source = iota // core.excludesFile or its default
	Exclude               // $GIT_DIR/info/exclude
	PerDir                // a .gitignore file
)

// A Result says what git does with a path.
type Result struct {
	Ignored bool
	// The pattern that decided, also when it was a negation; Line is 0 when
	// none matched.
	Source  Source
	File    string // as given to the matcher
	Line    int    // from 1
	Pattern string // as written, without trailing spaces and line ending
	// Parent is set when the path is ignored because this parent folder is.
	Parent string
	// CaseFold is set when the pattern matches only because core.ignoreCase
	// is set.
	CaseFold bool
	// Shared is set when the .gitignore files alone, without core.ignoreCase,
	// ignore the path too, so that it is ignored in every clone and not only
	// on this machine. File and Line may still name another file, which git
	// asks first.
	Shared bool
}

// A Matcher holds the ignore files of one work tree. Its methods are safe for
// concurrent use.
type Matcher struct {
	// Lazy, if set before the first question, returns the .gitignore of a
	// folder that [Matcher.AddFile] was not given; dir is its slash path, ""
	// for the top. file is the name that results show. Content is nil when
	// there is none. It is asked at most once for each folder, from the top
	// down, and never for folders that are ignored themselves. On a file
	// system that folds case it opens what git would open. Git does not follow
	// a .gitignore that is a symbolic link.
	Lazy func(dir string) (file string, content []byte, err error)

	// Modern makes `a**/b` match as git does since it no longer cuts the
	// literal beginning off before it looks for `**`. Older versions, which
	// are the ones in wide use, take the `**` for a leading one.
	Modern bool

	fold bool

	mu      sync.Mutex
	global  list
	exclude list
	perDir  map[string]*loaded
	all     view // what git does here
	shared  view // .gitignore files alone, case-sensitive
}

// A loaded is the .gitignore of a folder, or the error that reading it gave.
type loaded struct {
	list list
	err  error
}

// A view is one way to read the files, with what it found out of folders.
type view struct {
	perDirOnly bool
	fold       bool
	nodes      map[string]*node
}

// A node is a folder on the way to a path.
type node struct {
	up      *node
	files   *list    // its .gitignore, nil when ignored
	by      *pattern // what ignores it or a folder above it
	ignored string   // the folder that is ignored
	err     error    // of a .gitignore here or above
}

// New returns a matcher without files. foldCase is core.ignoreCase.
func New(foldCase bool) *Matcher {
	return &Matcher{
		fold:   foldCase,
		perDir: map[string]*loaded{},
		all:    view{fold: foldCase},
		shared: view{perDirOnly: true},
	}
}

// AddFile adds an ignore file. dir is the slash path of the folder whose
// .gitignore it is, "" for the top, and is not used for [Global] and [Exclude],
// whose patterns are relative to the top. file is the name that results show.
// Of two files for the same place the later one wins.
func (m *Matcher) AddFile(source Source, dir, file string, content []byte) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.all.nodes, m.shared.nodes = nil, nil
	switch source {
	case Global:
		m.global.parse(source, "", file, content)
	case Exclude:
		m.exclude.parse(source, "", file, content)
	default:
		dir = strings.Trim(dir, "/")
		l := m.perDir[dir]
		if l == nil {
			l = new(loaded)
			m.perDir[dir] = l
		}
		l.list.parse(source, dir, file, content)
	}
}

// Match says what git does with an untracked path, relative to the top, with
// slashes. isDir says that it is a folder, as a trailing slash does. Where Lazy
// fails, nothing is ignored; use [Matcher.Lookup] to get the error.
func (m *Matcher) Match(path string, isDir bool) Result {
	r, err := m.Lookup(path, isDir)
	if err != nil {
		return Result{}
	}
	return r
}

// Lookup is [Matcher.Match] with the error that Lazy gave for a folder on the
// way to the path.
func (m *Matcher) Lookup(path string, isDir bool) (Result, error) {
	if strings.HasSuffix(path, "/") {
		path, isDir = strings.TrimRight(path, "/"), true
	}
	path = strings.TrimPrefix(path, "./")
	if path == "" || path == "." {
		return Result{}, nil
	}
	m.mu.Lock()
	defer m.mu.Unlock()

	by, parent, err := m.decide(&m.all, path, isDir)
	if by == nil || err != nil {
		return Result{}, err
	}
	r := Result{
		Ignored: !by.negated,
		Source:  by.source,
		File:    by.file,
		Line:    by.line,
		Pattern: by.text,
		Parent:  parent,
	}
	if m.fold {
		if parent != "" {
			r.CaseFold = !by.match(parent, base(parent), true, false, m.Modern)
		} else {
			r.CaseFold = !by.match(path, base(path), isDir, false, m.Modern)
		}
	}
	if r.Ignored {
		r.Shared = true
		if m.fold || by.source != PerDir {
			by, _, err := m.decide(&m.shared, path, isDir)
			if err != nil {
				return Result{}, err
			}
			r.Shared = by != nil && !by.negated
		}
	}
	return r, nil
}

// decide returns the pattern that decides over path, and the parent that it
// decided over if it was not path itself.
func (m *Matcher) decide(v *view, path string, isDir bool) (by *pattern, parent string, err error) {
	n := m.node(v, dir(path))
	if n.err != nil {
		return nil, "", n.err
	}
	if n.by != nil {
		return n.by, n.ignored, nil
	}
	return m.last(v, n, path, isDir), "", nil
}

// node returns what is known of a folder. The folders above it come first: git
// does not even look into one that is ignored.
func (m *Matcher) node(v *view, name string) *node {
	if n := v.nodes[name]; n != nil {
		return n
	}
	n := new(node)
	if name != "" {
		n.up = m.node(v, dir(name))
		n.by, n.ignored, n.err = n.up.by, n.up.ignored, n.up.err
		if n.by == nil && n.err == nil {
			if by := m.last(v, n.up, name, true); by != nil && !by.negated {
				n.by, n.ignored = by, name
			}
		}
	}
	if n.by == nil && n.err == nil {
		l := m.load(name)
		n.files, n.err = &l.list, l.err
	}
	if v.nodes == nil {
		v.nodes = map[string]*node{}
	}
	v.nodes[name] = n
	return n
}

// load returns a folder's .gitignore.
func (m *Matcher) load(dir string) *loaded {
	if l := m.perDir[dir]; l != nil {
		return l
	}
	l := new(loaded)
	if m.Lazy != nil {
		file, content, err := m.Lazy(dir)
		if err != nil {
			l.err = fmt.Errorf("reading .gitignore in folder %q: %w", cmp.Or(dir, "."), err)
		}
		l.list.parse(PerDir, dir, file, content)
	}
	m.perDir[dir] = l
	return l
}

// last returns the last pattern, in the order of precedence, that matches path
// itself. n is the folder that it is in.
func (m *Matcher) last(v *view, n *node, path string, isDir bool) *pattern {
	name := base(path)
	for ; n != nil; n = n.up {
		if p := n.files.last(path, name, isDir, v.fold, m.Modern); p != nil {
			return p
		}
	}
	if v.perDirOnly {
		return nil
	}
	if p := m.exclude.last(path, name, isDir, v.fold, m.Modern); p != nil {
		return p
	}
	return m.global.last(path, name, isDir, v.fold, m.Modern)
}

// dir returns the folder part of a slash path, "" for the top.
func dir(path string) string {
	return path[:max(0, strings.LastIndexByte(path, '/'))]
}

// base returns what follows the last slash.
func base(path string) string {
	return path[strings.LastIndexByte(path, '/')+1:]
}
