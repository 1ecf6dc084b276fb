package fixer

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/dotenv"
	"github.com/envguard/envguard/rules/envfile"
	"github.com/envguard/envguard/rules/fileclass"
	"github.com/envguard/envguard/scanner"
)

// examples writes the example of each private file that has none, and adds
// what is missing to those that there are.
func (p *planner) examples() {
	p.restoreExamples()
	p.findings("example-missing", func(f *scanner.Finding) {
		name := p.exampleName(f.Path)
		if name == "" {
			return
		}
		if p.writeExample(f.Path, name) {
			p.repaired(f)
		}
	})
	// An example that is made for one private file may be another's as well.
	const rounds = 3
	for range rounds {
		before := len(p.order)
		p.completeExamples()
		if len(p.order) == before {
			return
		}
	}
}

// completeExamples adds what private files have to their examples.
func (p *planner) completeExamples() {
	for i := range p.Repo.Files {
		f := &p.Repo.Files[i]
		if f.Class != fileclass.Private || !f.Worktree && !f.Index || !p.inScope(f.Path) || envfile.Aside(f.Path) {
			continue
		}
		// Who pulls the commit that untracks a file loses it: its example has
		// to say what was in it.
		if e := p.edits[spot{f.Path, rules.Index}]; e != nil && e.untrack {
			p.exampleOfUntracked(f.Path)
		}
		if examples := p.examplesOf(f.Path); len(examples) > 0 {
			p.completeExample(f.Path, examples)
		}
	}
}

// restoreExamples brings back an example that is committed and was deleted on
// disk, where its private file still is. What may not be published stays away.
func (p *planner) restoreExamples() {
	if p.Shared || p.Repo.Bare {
		return
	}
	for i := range p.Repo.Files {
		f := &p.Repo.Files[i]
		if f.Class != fileclass.Example || f.Worktree || !f.Index && !f.Head || !p.inScope(f.Path) || envfile.Aside(f.Path) {
			continue
		}
		private := fileclass.PrivateFor(f.Path)
		if at := p.repoFile(private); at == nil || !at.Worktree || len(p.examplesOf(private)) > 0 {
			continue
		}
		place := rules.Index
		if !f.Index {
			place = rules.Head
		}
		data, err := p.read(f.Path, place)
		if err != nil || data == nil || hasErrors(p.scan(f.Path, data)) {
			continue
		}
		p.write(f.Path, rules.Worktree, data, 0o644, "is restored as it was committed")
	}
}

// exampleOfUntracked makes the example of a file that leaves the index, if it
// has none.
func (p *planner) exampleOfUntracked(private string) {
	names := fileclass.ExampleFor(private)
	for _, n := range names {
		if p.willExist(n) {
			return
		}
	}
	if name := p.exampleName(private); name != "" && len(p.examplesOf(private)) == 0 {
		p.writeExample(private, name)
	}
}

// examplesOf returns the example files of a private one that will exist, the
// usual name first. Of several that the project's instructions offer for it,
// only the first one for development counts.
func (p *planner) examplesOf(private string) []string {
	var found, offered []string
	for _, e := range p.exampleFiles() {
		switch {
		case folder(e) != folder(private) || envfile.Aside(e) || p.privateFor(e) != private:
		case fileclass.PrivateFor(e) == private:
			found = append(found, e)
		default:
			offered = append(offered, e)
		}
	}
	slices.Sort(found)
	if len(found) == 0 && len(offered) > 0 {
		slices.SortStableFunc(offered, func(a, b string) int {
			return cmp.Compare(btoi(!forDevelopment(fileclass.PrivateFor(a))), btoi(!forDevelopment(fileclass.PrivateFor(b))))
		})
		return offered[:1]
	}
	order := fileclass.ExampleFor(private)
	slices.SortStableFunc(found, func(a, b string) int {
		at := func(s string) int {
			if i := slices.Index(order, s); i >= 0 {
				return i
			}
			return len(order)
		}
		return at(a) - at(b)
	})
	return found
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// exampleName returns the name of the example to be: as the project names its
// other ones, or what its ignore file speaks of, or else the usual name.
func (p *planner) exampleName(private string) string {
	names := fileclass.ExampleFor(private)
	if len(names) == 0 {
		return ""
	}
	usual := names[0]
	for i := range p.Repo.Files {
		f := &p.Repo.Files[i]
		if f.Class != fileclass.Example || !f.Worktree && !f.Index || envfile.Aside(f.Path) || !envfile.SurelyExample(f.Path) {
			continue
		}
		of := fileclass.PrivateFor(f.Path)
		if i := slices.Index(fileclass.ExampleFor(of), f.Path); of != "" && i >= 0 && path.Base(of) == path.Base(private) && i < len(names) {
			return names[i]
		}
		// An example of another file has at least the word.
		for _, word := range [...]string{"example", "sample", "template", "dist"} {
			if usual != names[0] || !strings.Contains(strings.ToLower(path.Base(f.Path)), word) {
				continue
			}
			for _, n := range names {
				if strings.Contains(path.Base(n), word) {
					usual = n
					break
				}
			}
		}
	}
	for d := folder(private); ; d = path.Dir(d) {
		data, err := p.read(path.Join(d, ".gitignore"), rules.Worktree)
		if err == nil {
			for line := range strings.Lines(string(data)) {
				line, negated := strings.CutPrefix(strings.TrimSpace(line), "!")
				line = line[strings.LastIndexByte(line, '/')+1:]
				for _, n := range names {
					if negated && path.Base(n) == line {
						return n
					}
				}
			}
		}
		if d == "." {
			return usual
		}
	}
}

// source returns a private file as it is on disk, or else as it is staged. A file
// outside of the repository is not its to publish.
func (p *planner) source(private string) ([]byte, bool) {
	if p.Repo.Outside != nil && p.Repo.Outside(private) {
		return nil, false
	}
	place := rules.Worktree
	if f := p.repoFile(private); f != nil && !f.Worktree && f.Index {
		place = rules.Index
	}
	data, ok := p.text(private, place)
	return data, ok && data != nil
}

// writeExample makes an example file that was not there.
func (p *planner) writeExample(private, name string) bool {
	if committed, err := p.Repo.Read(name, rules.Head); err == nil && len(committed) > 0 && !hasErrors(p.scan(name, committed)) {
		return p.write(name, rules.Worktree, committed, 0o644, "is restored as it was committed")
	}
	data, ok := p.source(private)
	if !ok {
		return false
	}
	pieces, dropped := p.outline(private, data)
	out, ok := p.publish(private, name, lines(pieces, eolOf(data)), data)
	if !ok {
		return false
	}
	if !p.write(name, rules.Worktree, out, 0o644, "shows which settings "+path.Base(private)+" has, with placeholders for its secrets") {
		return false
	}
	if dropped > 0 {
		p.note("%s: %s of %s no setting that can be shown; the example is without them", name, areLines(dropped), private)
	}
	p.ensureReachable(name)
	return true
}

func areLines(n int) string {
	if n == 1 {
		return "1 line is"
	}
	return fmt.Sprintf("%d lines are", n)
}

// publish checks what an example is going to hold: nothing that a rule finds,
// and no secret of the private file. What still does is emptied; what cannot be
// is refused.
func (p *planner) publish(private, name, text string, data []byte) ([]byte, bool) {
	out := []byte(text)
	hidden := newNeedles(p.hiddenValues(dotenv.Parse(data)))
	for range 200 {
		bad := p.unfit(name, out, hidden)
		if bad < 0 {
			return out, true
		}
		next, ok := emptyAt(out, bad)
		if !ok {
			break
		}
		out = next
	}
	p.leave(Left{Path: private, Rule: "example-missing", Message: "no example was written: it would have held what looks like a secret", Hint: "write " + name + " by hand"})
	return nil, false
}

// unfit returns the offset of something that must not be published, or -1.
func (p *planner) unfit(name string, out []byte, hidden *needles) int {
	for _, f := range p.scan(name, out) {
		if f.Severity >= rules.Warning && f.Start >= 0 && f.Start < len(out) && f.End > f.Start {
			return f.Start
		}
	}
	if i := hidden.index(string(out)); i >= 0 {
		return i
	}
	// What the diff of it would mask, it does not hold.
	for _, s := range envSpans(out, p.publicWords()) {
		return s.start
	}
	return -1
}

// emptyAt empties the value or the comment at an offset, or takes the line
// away if that does not help.
func emptyAt(data []byte, offset int) ([]byte, bool) {
	d := dotenv.Parse(data)
	for i := range d.Items {
		it := &d.Items[i]
		if offset < it.Span.Start || offset >= it.Span.End {
			continue
		}
		span := dotenv.Span{Start: it.Span.Start, End: it.Span.End}
		if e := it.Entry; e != nil && !e.Full.Empty() && offset >= e.Raw.Start {
			span = dotenv.Span{Start: e.Raw.Start, End: it.End.Start}
			if it.End.Empty() {
				span.End = it.Span.End
			}
		}
		if span.Empty() {
			return nil, false
		}
		next, err := d.Replace(span, "")
		if err != nil {
			return nil, false
		}
		return next.Bytes(), true
	}
	return nil, false
}

// completeExample adds the names that no example of a private file has to the
// first one of them, and deals with those that only the example has.
func (p *planner) completeExample(private string, examples []string) {
	data, ok := p.source(private)
	if !ok || data == nil {
		return
	}
	known := map[string]bool{}
	for _, e := range examples {
		d, ok := p.text(e, rules.Worktree)
		if !ok {
			return
		}
		for name := range settingsOf(d) {
			known[name] = true
		}
	}
	target := examples[0]
	if !envfile.SurelyExample(target) {
		return
	}
	pieces, _ := p.outline(private, data)
	order := orderOf(pieces)
	out, _ := p.text(target, rules.Worktree)
	out = withoutMark(out)
	hidden := newNeedles(p.hiddenIn(data, out))
	var added []string
	mine := settingsOf(data)
	for i, pc := range pieces {
		if pc.kind != dotenv.Setting || pc.commented || !mine[pc.key] || known[pc.key] || strings.HasPrefix(pc.key, "DOTENV_PUBLIC_KEY") {
			continue
		}
		if !pc.sets() {
			continue // it has a value further down
		}
		known[pc.key] = true
		block, grouped := blockOf(pieces, i)
		next, ok := insertBlock(out, block, grouped, order)
		if ok && p.unfit(target, []byte(lines(block, "\n")), hidden) >= 0 {
			// The name alone gives nothing away.
			bare := []piece{{kind: dotenv.Setting, key: pc.key, text: pc.key + "="}}
			next, ok = insertBlock(out, bare, true, order)
			ok = ok && p.unfit(target, []byte(lines(bare, "\n")), nil) < 0
		}
		if !ok {
			p.leave(Left{Path: target, Rule: "example-drift", Message: pc.key + " could not be added: there is no place where it would be read as it should", Hint: "add it by hand"})
			continue
		}
		out = next
		added = append(added, pc.key)
	}
	if p.Prune && !p.Shared {
		var gone []string
		out, gone = p.prune(private, target, out, data)
		if len(gone) > 0 && !p.write(target, rules.Worktree, out, 0o644, "loses what "+path.Base(private)+" does not have: "+strings.Join(gone, ", ")) {
			return
		}
	}
	if len(added) > 0 {
		p.write(target, rules.Worktree, out, 0o644, "gains what "+path.Base(private)+" has: "+strings.Join(added, ", "))
	}
}

// hiddenIn returns the values of a private file that its example does not hold
// so far. Those it does hold are the matter of the placeholders.
func (p *planner) hiddenIn(private, example []byte) []string {
	list := p.hiddenValues(dotenv.Parse(private))
	has := map[string]bool{}
	newNeedles(list).each(string(example), func(_ int, s string) bool {
		has[s] = true
		return true
	})
	return slices.DeleteFunc(list, func(h string) bool { return has[h] })
}

func orderOf(pieces []piece) []string {
	var order []string
	for _, pc := range pieces {
		if pc.kind == dotenv.Setting {
			order = append(order, pc.key)
		}
	}
	return order
}

// settingsOf returns the names of an env file; the value is false for names
// that are only there in a comment.
func settingsOf(data []byte) map[string]bool {
	d := dotenv.Parse(data)
	names := map[string]bool{}
	for _, e := range d.Entries() {
		if e.Op == 0 && e.Export.Empty() {
			continue
		}
		names[d.Key(e)] = names[d.Key(e)] || !e.Commented
	}
	return names
}

// sets reports whether a piece gives its name a value: a line may be the name alone.
func (pc *piece) sets() bool { return settingsOf([]byte(pc.text))[pc.key] }

// besides returns the names that the env files next to a private one have, such
// as .env.local next to .env: they are read together.
func (p *planner) besides(private string) map[string]bool {
	names := map[string]bool{}
	if !strings.HasPrefix(strings.ToLower(path.Base(private)), ".env") {
		return names
	}
	for i := range p.Repo.Files {
		f := &p.Repo.Files[i]
		if folder(f.Path) != folder(private) || f.Path == private || !f.Worktree || !strings.HasPrefix(strings.ToLower(path.Base(f.Path)), ".env") ||
			f.Class != fileclass.Private && f.Class != fileclass.Shared {
			continue
		}
		if data, err := p.read(f.Path, rules.Worktree); err == nil && len(data) <= maxEnvSize {
			for n := range settingsOf(data) {
				names[n] = true
			}
		}
	}
	return names
}

// prune takes the settings out of an example that its private file does not
// have, with the comment that is alone above them.
func (p *planner) prune(private, target string, out, data []byte) (next []byte, gone []string) {
	have, beside := settingsOf(data), p.besides(private)
	for name, set := range settingsOf(out) {
		if _, ok := have[name]; set && !ok && !beside[name] {
			gone = append(gone, name)
		}
	}
	slices.Sort(gone)
	for _, name := range gone {
		for {
			d := dotenv.Parse(out)
			e := d.Lookup(name)
			if e == nil {
				break
			}
			at := slices.IndexFunc(d.Items, func(it dotenv.Item) bool { return it.Entry == e })
			from := at
			for from > 0 && d.Items[from-1].Kind == dotenv.Comment {
				from--
			}
			alone := (from == 0 || d.Items[from-1].Kind != dotenv.Comment) && (at+1 == len(d.Items) || d.Items[at+1].Kind == dotenv.Blank)
			if !alone {
				from = at
			}
			cut, err := d.Replace(dotenv.Span{Start: d.Items[from].Span.Start, End: d.Items[at].Span.End}, "")
			if err != nil || len(cut.Entries()) >= len(d.Entries()) {
				break
			}
			out = cut.Bytes()
		}
	}
	return out, gone
}
