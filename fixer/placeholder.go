package fixer

import (
	"bytes"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/envguard/envguard/fixer/keys"
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/dotenv"
	"github.com/envguard/envguard/rules/fileclass"
	"github.com/envguard/envguard/scanner"
)

// placeholders puts placeholders where example files hold real values, on disk
// and in the index, each by its own content: what is not staged of a file stays
// unstaged.
func (p *planner) placeholders() {
	for i := range p.Repo.Files {
		f := &p.Repo.Files[i]
		if f.Class != fileclass.Example || !p.inScope(f.Path) {
			continue
		}
		for _, place := range [...]rules.Place{rules.Worktree, rules.Index} {
			if place == rules.Worktree && !f.Worktree || place == rules.Index && !f.Index {
				continue
			}
			p.replaceReal(f, place)
		}
	}
}

// replaceReal repairs one version of an example file.
func (p *planner) replaceReal(f *rules.RepoFile, place rules.Place) {
	data, err := p.read(f.Path, place)
	if err != nil || data == nil {
		return // the scan says what it could not read
	}
	found := p.scan(f.Path, data)
	if !hasErrors(found) {
		return
	}
	if why, hint := uneditable(data); why != "" {
		p.leave(Left{Path: f.Path, Rule: found[0].Rule.ID, Line: found[0].Line, Message: "it holds a real value and is not edited: " + why, Hint: hint})
		return
	}
	next, names, ok := p.withoutReal(f.Path, data, found)
	if !ok {
		for _, x := range found {
			p.leave(Left{Path: f.Path, Rule: x.Rule.ID, Line: x.Line, Message: "the value could not be replaced: the file would be read differently", Hint: hintByHand})
		}
		return
	}
	where := ""
	if place == rules.Index {
		where = " in what is staged"
	}
	if !p.write(f.Path, place, next, 0, "gets placeholders for real values"+where+": "+strings.Join(names, ", ")) {
		return
	}
	if place == rules.Worktree {
		p.move(f, data, found)
	}
	for k := range found {
		p.repaired(&found[k])
		p.hide(found[k].Secret.Reveal())
	}
	p.findings("", func(x *scanner.Finding) {
		if x.Path == f.Path && x.Rule.Check != nil {
			p.repaired(x)
		}
	})
	if names := p.committed(f, data, found, names); len(names) > 0 {
		p.note("%s: the real values are in the history, where replacing them does not reach; they must be replaced wherever they are in use: %s", f.Path, strings.Join(names, ", "))
	}
}

// committed returns the names whose values HEAD has as well.
func (p *planner) committed(f *rules.RepoFile, data []byte, found []scanner.Finding, names []string) []string {
	if !f.Head {
		return nil
	}
	head, err := p.Repo.Read(f.Path, rules.Head)
	if err != nil {
		return names // nothing speaks against it
	}
	var list []string
	d := dotenv.Parse(data)
	for i := range found {
		if found[i].Rule.Check == nil || !bytes.Contains(head, []byte(found[i].Secret.Reveal())) {
			continue
		}
		name := "in comments"
		if e := entryAt(d, found[i].Line); e != nil && contains(names, d.Key(e)) {
			name = d.Key(e)
		}
		if !contains(list, name) {
			list = append(list, name)
		}
	}
	return list
}

func hasErrors(found []scanner.Finding) bool {
	for i := range found {
		if found[i].Severity >= rules.Warning && found[i].Rule.Check != nil {
			return true
		}
	}
	return false
}

// withoutReal replaces what was found until nothing is found any more.
func (p *planner) withoutReal(file string, data []byte, found []scanner.Finding) (next []byte, names []string, ok bool) {
	pr := p.projectAt(folder(file))
	next = data
	for round := 0; hasErrors(found); round++ {
		if round > maxFilled {
			return nil, nil, false
		}
		before := next
		// From the end: what is in front keeps its place.
		intact := len(next)
		for i := len(found) - 1; i >= 0; i-- {
			f := &found[i]
			if f.Severity < rules.Warning || f.Rule.Check == nil {
				continue
			}
			if f.Start < 0 || f.End > len(before) || f.Start >= f.End {
				return nil, nil, false
			}
			if f.End > intact {
				continue // the next round finds it again, if it is still there
			}
			out, name, done := p.replaceAt(dotenv.Parse(next), f, pr)
			if !done || bytes.Equal(out, next) {
				return nil, nil, false
			}
			intact = samePrefix(next, out)
			next = out
			if name != "" && !contains(names, name) {
				names = append(names, name)
			}
		}
		if bytes.Equal(before, next) {
			return nil, nil, false
		}
		found = p.scan(file, next)
	}
	slices.Reverse(names)
	if len(names) == 0 {
		names = []string{"in comments"}
	}
	return next, names, true
}

// samePrefix returns how many bytes two texts begin with alike.
func samePrefix(a, b []byte) int {
	n := min(len(a), len(b))
	for i := range n {
		if a[i] != b[i] {
			return i
		}
	}
	return n
}

func contains(list []string, s string) bool {
	for _, l := range list {
		if l == s {
			return true
		}
	}
	return false
}

// replaceAt replaces the value of the entry that a finding is in, or masks the
// finding where it is in no entry.
func (p *planner) replaceAt(d *dotenv.File, f *scanner.Finding, pr *project) (out []byte, name string, ok bool) {
	for i := range d.Items {
		it := &d.Items[i]
		if f.Start < it.Span.Start || f.Start >= it.Span.End {
			continue
		}
		e := it.Entry
		if e == nil || f.Start < e.Raw.Start || !sharableName(d.Key(e)) {
			break
		}
		key := d.Key(e)
		if f.Start < e.Raw.End {
			s := standInFor(key, d.Value(e), commentsAbove(d, i)+string(d.Text(e.Comment)), pr)
			raw := s.value
			switch {
			case e.Quote != 0:
				raw = string(e.Quote) + raw + string(e.Quote)
			case strings.ContainsAny(raw, " #'\"`$\\"):
				raw = `"` + raw + `"`
			}
			if string(d.Text(e.Raw)) == raw {
				break // the value is not what was found
			}
			next, err := d.Replace(e.Raw, raw)
			if err != nil {
				return nil, "", false
			}
			return next.Bytes(), key, true
		}
	}
	next, err := d.Replace(dotenv.Span{Start: f.Start, End: f.End}, "********")
	if err != nil {
		return nil, "", false
	}
	if again := p.scan(f.Path, next.Bytes()); len(again) > 0 && again[0].Start == f.Start {
		if next, err = d.Replace(dotenv.Span{Start: f.Start, End: f.End}, ""); err != nil {
			return nil, "", false
		}
	}
	return next.Bytes(), "", true
}

// move keeps the values that leave an example file and that no commit has: they
// were meant for the private file, which gets them if it has none.
func (p *planner) move(f *rules.RepoFile, data []byte, found []scanner.Finding) {
	private := p.privateFor(f.Path)
	if private == "" || fileclass.Classify(private) != fileclass.Private || p.Shared {
		return
	}
	var head []byte
	if f.Head {
		var err error
		if head, err = p.read(f.Path, rules.Head); err != nil {
			return
		}
	}
	d := dotenv.Parse(data)
	for i := range found {
		for _, e := range d.Entries() {
			if e.Commented || found[i].Start < e.Raw.Start || found[i].Start >= e.Raw.End || !sharableName(d.Key(e)) {
				continue
			}
			if spec := shapeOf(d.Value(e)); spec != "" {
				if p.shapes[private] == nil {
					p.shapes[private] = map[string]string{}
				}
				p.shapes[private][d.Key(e)] = spec
			}
			value, into := d.Value(e), p.moved
			if bytes.Contains(head, d.Text(e.Inner)) {
				into = p.published
			}
			if value != "" {
				if into[private] == nil {
					into[private] = map[string]string{}
				}
				into[private][d.Key(e)] = value
				p.hide(value)
			}
		}
	}
}

// rest says what stays as it is of all that was found.
func (p *planner) rest() {
	p.findings("", func(f *scanner.Finding) {
		if f.Severity < rules.Warning || p.done[findingKey(f.Rule.ID, f.Path, f.Line)] {
			return
		}
		l := Left{Path: f.Path, Line: f.Line, Rule: f.Rule.ID, Message: f.Message}
		switch {
		case f.Rule.Check != nil && p.leavesRepository(f.Path):
			return // its values stay where they belong
		case f.Remedy == rules.TrackIgnore:
			file := f.Target
			if file == "" {
				file = ".gitignore"
			}
			p.share(file)
			return
		case f.Rule.ID == "example-drift":
			if p.driftSettled(f.Path) {
				return
			}
			l.Hint = f.Rule.Fix
		case f.Rule.ID == "env-tracked" || f.Rule.ID == "env-not-ignored":
			if p.repairedElsewhere(f) {
				return
			}
			l.Hint = "if it is private: git rm --cached " + shellWord(f.Path)
			if f.Rule.ID == "env-not-ignored" {
				l.Hint = f.Rule.Fix
			}
		case f.Rule.Check != nil:
			l.Hint = p.sourceHint(f)
		default:
			l.Hint = f.Rule.Fix
		}
		p.leave(l)
	})
}

// leavesRepository reports whether a private file will be neither tracked nor
// taken by git add.
func (p *planner) leavesRepository(file string) bool {
	switch fileclass.Classify(file) {
	case fileclass.Private, fileclass.Backup, fileclass.Keys:
	default:
		return false
	}
	if e := p.edits[spot{file, rules.Index}]; e != nil && e.untrack {
		return true
	}
	f := p.repoFile(file)
	return (f == nil || !f.Index) && p.Repo.Ignored != nil && p.ignored(file)
}

// repairedElsewhere reports whether a repair of another file covers a finding.
func (p *planner) repairedElsewhere(f *scanner.Finding) bool {
	if f.Rule.ID == "env-tracked" {
		e := p.edits[spot{f.Path, rules.Index}]
		return e != nil && e.untrack
	}
	return f.Remedy == rules.IgnoreFile && p.ignored(f.Path)
}

// driftSettled reports whether the names that a file has are where they were
// missing when the plan is applied: those of an example in its private file, and
// those of a private file in its examples.
func (p *planner) driftSettled(file string) bool {
	private, ofExample := file, fileclass.Classify(file) == fileclass.Example
	if ofExample {
		private = p.privateFor(file)
	}
	data, err := p.read(private, rules.Worktree)
	if err != nil || data == nil {
		return false
	}
	mine, beside := settingsOf(data), p.besides(private)
	known := map[string]bool{}
	for _, e := range p.examplesOf(private) {
		data, err := p.read(e, rules.Worktree)
		if err != nil {
			return false
		}
		for name, set := range settingsOf(data) {
			known[name] = true
			if _, ok := mine[name]; ofExample && set && !ok && !beside[name] {
				return false
			}
		}
	}
	for name, set := range mine {
		if !ofExample && set && !known[name] {
			return false
		}
	}
	return true
}

// weakKeys replaces weak keys if the user wants that.
func (p *planner) weakKeys() {
	if p.Shared {
		return
	}
	for _, rule := range [...]string{fernetKeyInvalid, "weak-key"} {
		p.findings(rule, p.weakKey)
	}
}

// weakKey replaces the key of one finding, unless that is done already.
func (p *planner) weakKey(f *scanner.Finding) {
	if p.done[findingKey(f.Rule.ID, f.Path, f.Line)] {
		return
	}
	switch fileclass.Classify(f.Path) {
	case fileclass.Private, fileclass.Shared:
	default:
		return
	}
	if f.Line == 0 {
		p.leave(Left{Path: f.Path, Rule: f.Rule.ID, Message: f.Message, Hint: "look where the file is, or where its link leads"})
		p.repaired(f)
		return
	}
	if before, err := p.Repo.Read(f.Path, rules.Worktree); err == nil {
		d := dotenv.Parse(before)
		if e := entryAt(d, f.Line); e != nil && p.filled[f.Path+"\x00"+d.Key(e)] {
			p.repaired(f)
			return
		}
	}
	if !p.Rotate {
		p.leave(Left{
			Path: f.Path, Line: f.Line, Rule: f.Rule.ID, Message: f.Message,
			Hint: hintRotate(f.Rule.ID),
		})
		p.repaired(f) // it is said
		return
	}
	if p.rotate(f) {
		p.repaired(f)
	}
}

// rotate exchanges the value of the entry that a finding names.
func (p *planner) rotate(f *scanner.Finding) bool {
	data, ok := p.text(f.Path, rules.Worktree)
	if !ok || data == nil {
		return false
	}
	d := dotenv.Parse(data)
	e := entryAt(d, f.Line)
	if e == nil {
		return false
	}
	key, old := d.Key(e), d.Value(e)
	at := 0
	for i := range d.Items {
		if d.Items[i].Entry == e {
			at = i
		}
	}
	fresh, kind, err := freshFor(key, old, commentsAbove(d, at)+string(d.Text(e.Comment)), p.projectAt(folder(f.Path)))
	if err != nil {
		p.leave(Left{Path: f.Path, Line: f.Line, Rule: f.Rule.ID, Message: f.Message, Hint: "nobody but who gives this key out can make another one"})
		p.repaired(f)
		return false
	}
	why := fmt.Sprintf("%s gets a fresh key (%s)", key, kind)
	if kept := keys.Usable(old); kind == "fernet" && strings.HasSuffix(strings.ToUpper(key), "KEYS") && kept != "" {
		fresh += "," + kept // the old one still reads what it wrote
		why += ", in front of the old one"
	}
	next, err := d.SetEntry(e, fresh, p.projectAt(folder(f.Path)).readers...)
	if err != nil {
		p.leave(Left{Path: f.Path, Line: f.Line, Rule: f.Rule.ID, Message: "its key could not be replaced: " + err.Error(), Hint: hintByHand})
		p.repaired(f)
		return false
	}
	p.hide(fresh)
	p.hide(old)
	if !p.write(f.Path, rules.Worktree, next.Bytes(), 0, why) {
		return false
	}
	p.note("%s: what was encrypted or signed with the old %s cannot be read with the new one", path.Base(f.Path), key)
	return true
}

// entryAt returns the entry that has a line, or nil.
func entryAt(d *dotenv.File, line int) *dotenv.Entry {
	var e *dotenv.Entry
	for _, x := range d.Entries() {
		if !x.Commented && x.Line <= line && line <= x.Last {
			e = x
		}
	}
	return e
}
