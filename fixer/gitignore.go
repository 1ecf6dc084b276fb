package fixer

import (
	"bytes"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/envfile"
	"github.com/envguard/envguard/rules/fileclass"
	"github.com/envguard/envguard/rules/gitignore"
	"github.com/envguard/envguard/scanner"
)

// ignoreFiles has git ignore every private file that was found unprotected.
func (p *planner) ignoreFiles() {
	if p.Repo.Ignored == nil || p.Repo.Bare {
		return
	}
	p.findings("env-not-ignored", func(f *scanner.Finding) {
		if f.Remedy == rules.IgnoreFile && f.Severity >= rules.Warning && p.ensureIgnored(f.Path, f.Target) {
			p.repaired(f)
		}
	})
	p.findings("env-tracked", func(f *scanner.Finding) {
		if f.Severity == rules.Error {
			p.ensureIgnored(f.Path, f.Target)
		}
	})
	// Example files have to stay reachable: a new one that git ignores would
	// be shared with nobody.
	for i := range p.Repo.Files {
		f := &p.Repo.Files[i]
		if f.Class == fileclass.Example && f.Worktree && !f.Index && !envfile.Aside(f.Path) && p.inScope(f.Path) {
			p.ensureReachable(f.Path)
		}
	}
}

// matchers return what git does with the .gitignore files as they will be, in
// every clone: on systems that distinguish upper from lower case, and on those that
// do not.
func (p *planner) matchers() [2]*gitignore.Matcher {
	var ms [2]*gitignore.Matcher
	for i, fold := range [...]bool{false, true} {
		m := gitignore.New(fold)
		m.Lazy = func(dir string) (string, []byte, error) {
			file := path.Join(dir, ".gitignore")
			data, err := p.read(file, rules.Worktree)
			return file, data, err
		}
		ms[i] = m
	}
	return ms
}

// ignored reports whether the shared ignore files, as they will be, ignore a
// path everywhere.
func (p *planner) ignored(name string) bool {
	for _, m := range p.matchers() {
		if r, err := m.Lookup(name, false); err != nil || !r.Ignored {
			return false
		}
	}
	return true
}

// public returns the env files that must not become ignored.
func (p *planner) public() []string {
	if p.publicFiles != nil {
		return p.publicFiles
	}
	list := []string{}
	for i := range p.Repo.Files {
		f := &p.Repo.Files[i]
		switch f.Class {
		case fileclass.Example, fileclass.Shared:
		case fileclass.Private:
			if envfile.PolicyOf(p.Repo, f.Path).Framework == "" {
				continue
			}
		default:
			continue
		}
		list = append(list, f.Path)
	}
	p.publicFiles = list
	return list
}

// ensureIgnored plans the line that makes git ignore a path. prefer is the
// ignore file to take, if there is a reason.
func (p *planner) ensureIgnored(name, prefer string) bool {
	if p.ignored(name) {
		return true
	}
	if p.mendLines(name) && p.ignored(name) {
		return true
	}
	var free []string // public files that nothing ignores so far
	m := p.matchers()[0]
	for _, q := range p.public() {
		if r, err := m.Lookup(q, false); err == nil && !r.Ignored {
			free = append(free, q)
		}
	}
	var last string
	for _, file := range p.ignoreFilesFor(name, prefer) {
		data, err := p.read(file, rules.Worktree)
		if err != nil {
			reason, _ := splitRefusal(err)
			last = file + " cannot be read: " + reason
			continue
		}
		if why, _ := uneditable(data); why != "" {
			last = file + " is not edited: " + why
			continue
		}
		for _, line := range ignoreLines(name, file) {
			for _, after := range [...]int{lastEnvLine(data), countLines(data)} {
				next := insertLine(data, after, line)
				if !p.try(file, next, name, free) {
					continue
				}
				return p.write(file, rules.Worktree, next, 0o644, fmt.Sprintf("ignores %s with the line %s", name, line))
			}
		}
	}
	if last == "" {
		last = "no line of a .gitignore ignores it without ignoring files that are shared"
	}
	p.leave(Left{Path: name, Rule: "env-not-ignored", Message: "git does not ignore it, and no .gitignore could be mended: " + last, Hint: "add a line for it to .gitignore by hand"})
	return false
}

// try reports whether content of an ignore file ignores a path and none of
// those that must stay free.
func (p *planner) try(file string, content []byte, name string, free []string) bool {
	s := spot{file, rules.Worktree}
	old := p.edits[s]
	p.edits[s] = &edit{after: content}
	defer func() {
		if old == nil {
			delete(p.edits, s)
			return
		}
		p.edits[s] = old
	}()
	if !p.ignored(name) {
		return false
	}
	m := p.matchers()[0]
	for _, q := range free {
		if r, err := m.Lookup(q, false); err != nil || r.Ignored {
			return false
		}
	}
	return true
}

// ignoreFilesFor returns the ignore files that a line could go into: the one
// that is preferred, the nearest that speaks of env files, the top's, and then
// those nearer to the file, whose lines come after the top's for git.
func (p *planner) ignoreFilesFor(name, prefer string) []string {
	var up []string // from the file's folder to the top
	for d := folder(name); ; d = path.Dir(d) {
		up = append(up, path.Join(d, ".gitignore"))
		if d == "." {
			break
		}
	}
	var list []string
	add := func(file string) {
		if !slices.Contains(list, file) {
			list = append(list, file)
		}
	}
	if prefer != "" && slices.Contains(up, prefer) {
		add(prefer)
	}
	for _, file := range up {
		if data, err := p.read(file, rules.Worktree); err == nil && lastEnvLine(data) > 0 {
			add(file)
			break
		}
	}
	add(".gitignore")
	for _, file := range slices.Backward(up) {
		add(file)
	}
	return list
}

// ignoreLines returns the lines that can ignore a path, as they are in an
// ignore file, the best first. Names that mean the same wherever they are get
// a line for all folders.
func ignoreLines(name, file string) []string {
	below := strings.TrimPrefix(name, strings.TrimSuffix(file, ".gitignore"))
	bound := "/" + escapePattern(below)
	base := path.Base(name)
	if strings.HasPrefix(base, ".env") || strings.HasPrefix(base, ".dev.vars") {
		return []string{escapePattern(base), bound}
	}
	return []string{bound}
}

// escapePattern writes a name such that a pattern means it and nothing else.
func escapePattern(name string) string {
	var b strings.Builder
	for i := range len(name) {
		switch c := name[i]; {
		case c == '*' || c == '?' || c == '[' || c == '\\',
			i == 0 && (c == '#' || c == '!'),
			c == ' ' && strings.TrimRight(name[i:], " ") == "":
			b.WriteByte('\\')
		}
		b.WriteByte(name[i])
	}
	return b.String()
}

// lastEnvLine returns the number of the last line that speaks of env files, or
// 0.
func lastEnvLine(data []byte) int {
	found, n := 0, 0
	for line := range bytes.Lines(data) {
		n++
		s := strings.TrimPrefix(strings.TrimSpace(string(line)), "!")
		if strings.HasPrefix(s, "#") {
			continue
		}
		s = strings.TrimRight(s, "/")
		base := s[strings.LastIndexByte(s, '/')+1:]
		if strings.HasPrefix(base, ".env") || strings.HasPrefix(base, ".dev.vars") || strings.HasSuffix(base, ".env") || strings.HasSuffix(base, ".env.*") {
			found = n
		}
	}
	return found
}

func countLines(data []byte) int {
	n := 0
	for range bytes.Lines(data) {
		n++
	}
	return n
}

// insertLine puts a line behind the line of a number, with the line ending
// that the file has.
func insertLine(data []byte, after int, line string) []byte {
	eol := "\n"
	if i := bytes.IndexByte(data, '\n'); i > 0 && data[i-1] == '\r' {
		eol = "\r\n"
	}
	if after <= 0 {
		after = countLines(data)
	}
	var out []byte
	n := 0
	for l := range bytes.Lines(data) {
		n++
		out = append(out, l...)
		if n == after {
			if l[len(l)-1] != '\n' {
				out = append(out, eol...)
			}
			out = append(out, line+eol...)
		}
	}
	if n == 0 {
		out = append(out, line+eol...)
	}
	return out
}

// mendLines repairs lines that seem meant to ignore the file: a slash at the
// end, a comment behind the pattern, invisible characters.
func (p *planner) mendLines(name string) bool {
	for d := folder(name); ; d = path.Dir(d) {
		file := path.Join(d, ".gitignore")
		data, err := p.read(file, rules.Worktree)
		if why, _ := uneditable(data); err == nil && data != nil && why == "" {
			dir := d
			if dir == "." {
				dir = ""
			}
			for _, m := range gitignore.Mistakes(dir, data, name) {
				next, ok := mendLine(data, m)
				if ok && p.try(file, next, name, p.freeNow()) {
					return p.write(file, rules.Worktree, next, 0o644, fmt.Sprintf("line %d: %s", m.Line, m.Text))
				}
			}
		}
		if d == "." {
			return false
		}
	}
}

// freeNow returns the public files that nothing ignores so far.
func (p *planner) freeNow() []string {
	m := p.matchers()[0]
	return slices.DeleteFunc(p.public(), func(q string) bool {
		r, err := m.Lookup(q, false)
		return err != nil || r.Ignored
	})
}

// mendLine exchanges one line of an ignore file. A comment behind a pattern
// becomes a line of its own.
func mendLine(data []byte, m gitignore.Mistake) ([]byte, bool) {
	switch m.Kind {
	case gitignore.ByteOrderMark, gitignore.CarriageReturn, gitignore.WhiteSpace, gitignore.TrailingText,
		gitignore.Quoted, gitignore.FolderOnly, gitignore.DotSlash, gitignore.Backslash:
	default:
		return nil, false // what the author meant is not sure enough
	}
	if m.Repair == "" || strings.ContainsAny(m.Repair, "\r\n") {
		return nil, false
	}
	var out []byte
	n := 0
	for l := range bytes.Lines(data) {
		n++
		if n != m.Line {
			out = append(out, l...)
			continue
		}
		text := bytes.TrimRight(l, "\r\n")
		eol := l[len(text):]
		if len(eol) == 0 {
			eol = []byte("\n")
		}
		if m.Kind == gitignore.TrailingText {
			if i := bytes.IndexByte(text, '#'); i > 0 {
				out = append(append(out, bytes.TrimRight(text[i:], " \t")...), eol...)
			}
		}
		out = append(append(out, m.Repair...), l[len(text):]...)
	}
	return out, true
}

// ensureReachable plans the line that keeps git from ignoring an example file.
func (p *planner) ensureReachable(name string) {
	if p.Repo.Ignored == nil {
		return
	}
	r, err := p.matchers()[0].Lookup(name, false)
	if err == nil && !r.Ignored {
		// A personal ignore file is overruled by a line of a shared one. It
		// may speak of a file that is only on its way.
		if r.Line > 0 {
			return
		}
		if r, err = p.Repo.Ignored(name); err != nil || !r.Ignored || r.Source == gitignore.PerDir {
			return
		}
		r.File = ".gitignore"
	}
	if err != nil {
		return // what cannot be read is the matter of the scan
	}
	line := "!" + escapePattern(path.Base(name))
	data, ok := p.text(r.File, rules.Worktree)
	if !ok {
		return
	}
	at := countLines(data)
	if r.Parent == "" && r.Source == gitignore.PerDir {
		at = max(r.Line, lastEnvLine(data))
	}
	next := insertLine(data, at, line)
	s := spot{r.File, rules.Worktree}
	old := p.edits[s]
	p.edits[s] = &edit{after: next}
	now, err := p.matchers()[0].Lookup(name, false)
	if delete(p.edits, s); old != nil {
		p.edits[s] = old
	}
	if r.Parent != "" || err != nil || now.Ignored {
		by := r.File
		if r.Parent != "" {
			by = "a line of " + r.File + " that ignores all of " + r.Parent + "/"
		}
		p.leave(Left{Path: name, Message: "git ignores this example file because of " + by + ", so that nobody else gets it", Hint: "git add -f " + shellWord(name)})
		return
	}
	p.write(r.File, rules.Worktree, next, 0o644, "keeps "+name+" from being ignored, so that others get it")
}
