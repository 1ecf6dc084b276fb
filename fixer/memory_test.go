package fixer

import (
	"bytes"
	"context"
	"io"
	"io/fs"
	"iter"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/envfile"
	"github.com/envguard/envguard/rules/fileclass"
	"github.com/envguard/envguard/rules/gitignore"
	"github.com/envguard/envguard/rules/recipe"
	"github.com/envguard/envguard/scanner"
)

// A memory is a repository in memory: what HEAD, the index and the disk hold.
type memory struct {
	head, index, work map[string]string
	readOnly          []string
}

func newMemory(files map[string]string, tracked ...string) *memory {
	m := &memory{head: map[string]string{}, index: map[string]string{}, work: maps.Clone(files)}
	for _, name := range tracked {
		m.head[name], m.index[name] = files[name], files[name]
	}
	return m
}

func (m *memory) at(place rules.Place) map[string]string {
	switch place {
	case rules.Head:
		return m.head
	case rules.Index:
		return m.index
	}
	return m.work
}

func (m *memory) ignored() *gitignore.Matcher {
	g := gitignore.New(false)
	g.Lazy = func(dir string) (string, []byte, error) {
		name := strings.TrimPrefix(dir+"/.gitignore", "/")
		if c, ok := m.work[name]; ok {
			return name, []byte(c), nil
		}
		return name, nil, nil
	}
	return g
}

func (m *memory) repo() *rules.Repo {
	paths := map[string]bool{}
	for _, files := range []map[string]string{m.head, m.index, m.work} {
		for name := range files {
			paths[name] = true
		}
	}
	r := &rules.Repo{}
	for _, name := range slices.Sorted(maps.Keys(paths)) {
		class := fileclass.Classify(name)
		switch class {
		case fileclass.Private, fileclass.Example, fileclass.Shared, fileclass.Backup, fileclass.Keys:
		default:
			if !envfile.IsMarker(name) {
				continue
			}
		}
		_, head := m.head[name]
		_, index := m.index[name]
		_, work := m.work[name]
		r.Files = append(r.Files, rules.RepoFile{Path: name, Class: class, Head: head, Index: index, Worktree: work})
	}
	g := m.ignored()
	r.Ignored = func(path string) (gitignore.Result, error) { return g.Lookup(path, false) }
	r.Read = func(path string, place rules.Place) ([]byte, error) {
		if c, ok := m.at(place)[path]; ok {
			return []byte(c), nil
		}
		return nil, &fs.PathError{Op: "open", Path: path, Err: fs.ErrNotExist}
	}
	return r
}

// A view scans one side of a memory.
type view struct {
	m      *memory
	staged bool
}

func (v view) Blobs(context.Context) iter.Seq2[scanner.Blob, error] {
	return func(yield func(scanner.Blob, error) bool) {
		files, g := v.m.work, v.m.ignored()
		if v.staged {
			files = v.m.index
		}
		for _, name := range slices.Sorted(maps.Keys(files)) {
			content := files[name]
			if _, tracked := v.m.index[name]; !v.staged && !tracked && g.Match(name, false).Ignored {
				continue
			}
			old, committed := v.m.head[name]
			if v.staged && committed && old == content {
				continue
			}
			b := inMemory(name, content)
			b.Changed = v.staged && committed
			if !yield(b, nil) {
				return
			}
		}
	}
}

func inMemory(name, content string) scanner.Blob {
	return scanner.Blob{Path: name, Size: int64(len(content)), Open: func() (io.ReadCloser, error) {
		return io.NopCloser(strings.NewReader(content)), nil
	}}
}

// Earlier yields HEAD's version of each changed file.
func (v view) Earlier(context.Context, map[string]bool) iter.Seq2[scanner.Blob, error] {
	return func(yield func(scanner.Blob, error) bool) {
		for _, name := range slices.Sorted(maps.Keys(v.m.head)) {
			if v.staged && v.m.index[name] != v.m.head[name] && !yield(inMemory(name, v.m.head[name]), nil) {
				return
			}
		}
	}
}

func (v view) Snapshot(context.Context) (*rules.Repo, error) { return v.m.repo(), nil }

// scan returns what is found on both sides.
func (m *memory) scan(t testing.TB) []scanner.Finding {
	t.Helper()
	var found []scanner.Finding
	for _, staged := range []bool{false, true} {
		s, err := scanner.New(scanner.Config{Staged: staged, Workers: 1})
		if err != nil {
			t.Fatal(err)
		}
		res, err := s.Scan(t.Context(), view{m, staged})
		if err != nil {
			t.Fatal(err)
		}
		found = append(found, res.Findings...)
	}
	return found
}

func (m *memory) errors(t testing.TB) []scanner.Finding {
	return slices.DeleteFunc(m.scan(t), func(f scanner.Finding) bool { return f.Severity != rules.Error })
}

func (m *memory) plan(t testing.TB, o Options) *Plan {
	t.Helper()
	s, err := scanner.New(scanner.Config{})
	if err != nil {
		t.Fatal(err)
	}
	p, err := MakePlan(t.Context(), Project{
		Repo: m.repo(), Findings: m.scan(t), Scan: s.ScanFile,
		Writable: func(path string, _ []byte) error {
			if slices.Contains(m.readOnly, path) {
				return refuse(path, "make it writable", "it is read-only")
			}
			return nil
		},
	}, o)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// apply does what a plan says, and fails the test where it does not fit.
func (m *memory) apply(t testing.TB, p *Plan) {
	t.Helper()
	for _, c := range p.Changes {
		if c.Untrack {
			if _, ok := m.index[c.Path]; !ok {
				t.Fatalf("%s is to be untracked and is not tracked", c.Path)
			}
			delete(m.index, c.Path)
			continue
		}
		files := m.at(c.Place)
		old, ok := files[c.Path]
		if ok != (c.Before != nil) || ok && !bytes.Equal([]byte(old), c.Before) {
			t.Fatalf("the change of %s was planned for other content", c.Path)
		}
		if c.After == nil || ok && bytes.Equal(c.Before, c.After) {
			t.Fatalf("the change of %s is none", c.Path)
		}
		files[c.Path] = string(c.After)
	}
}

// fix plans and applies, and wants a second plan to be empty.
func (m *memory) fix(t testing.TB, o Options) *Plan {
	t.Helper()
	p := m.plan(t, o)
	m.apply(t, p)
	if again := m.plan(t, o); !again.Empty() {
		var b strings.Builder
		Diff(&b, again.Changes)
		t.Fatalf("a second run would change something:\n%s", b.String())
	}
	return p
}

// shown is all that a plan shows.
func shown(t testing.TB, p *Plan) string {
	t.Helper()
	var b strings.Builder
	if err := Diff(&b, p.Changes); err != nil {
		t.Fatal(err)
	}
	for _, c := range p.Changes {
		b.WriteString(strings.Join(c.Why, "\n") + "\n")
	}
	for _, l := range p.Left {
		b.WriteString(l.Path + "\n" + l.Message + "\n" + l.Hint + "\n")
	}
	for _, f := range p.ToFill {
		b.WriteString(f.Key + " " + f.Comment + "\n")
	}
	b.WriteString(strings.Join(p.Notes, "\n"))
	return b.String()
}

func mustScan(t testing.TB) func(*rules.File) []scanner.Finding {
	s, err := scanner.New(scanner.Config{})
	if err != nil {
		t.Fatal(err)
	}
	return s.ScanFile
}

// expand makes secrets of recipes.
func expand(s string) string {
	s, _ = recipe.Expand(s)
	return s
}
