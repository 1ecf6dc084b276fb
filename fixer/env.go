package fixer

import (
	"bytes"
	"errors"
	"path"
	"slices"
	"strings"

	"github.com/envguard/envguard/fixer/keys"
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/dotenv"
	"github.com/envguard/envguard/rules/envfile"
	"github.com/envguard/envguard/rules/fileclass"
)

// maxFilled bounds how many entries of one file get a value.
const maxFilled = 2000

// privates makes the private file of each example, and completes those that
// there are.
func (p *planner) privates() {
	if p.Shared || p.Repo.Bare {
		return
	}
	list := p.pairs()
	// What has to agree is known before the first file is written: values that
	// exist, and those that are going to be made.
	for range 2 { // the second time with what the first one has learned
		for _, pair := range list {
			p.prepare(pair)
		}
	}
	for _, pair := range list {
		at := p.repoFile(pair.private)
		switch {
		case at != nil && at.Worktree:
			p.completePrivate(pair.private, pair.examples)
		case at != nil && at.Index && !p.untracks(pair.private):
			// The user deleted it, so it stays deleted.
		case p.localBeside(pair.private):
		default:
			if p.makePrivate(pair.private, pair.examples[0]) && len(pair.examples) > 1 {
				p.completePrivate(pair.private, pair.examples)
			}
		}
	}
	p.overrides()
}

// untracks reports whether a path leaves the index with this plan.
func (p *planner) untracks(path string) bool {
	e := p.edits[spot{path, rules.Index}]
	return e != nil && e.untrack
}

// A pair is a private file and its examples, the usual one first.
type pair struct {
	private  string
	examples []string
}

// pairs returns the private files to make and to complete.
func (p *planner) pairs() []pair {
	var list []pair
	seen := map[string]bool{}
	for _, example := range p.exampleFiles() {
		if envfile.Aside(example) || !p.makesPrivate(example) {
			continue
		}
		private := p.privateFor(example)
		if private == "" || seen[private] || !p.takesValues(private) || !p.inScope(private) && !p.inScope(example) {
			continue
		}
		seen[private] = true
		if examples := p.examplesOf(private); len(examples) > 0 {
			list = append(list, pair{private, examples})
		}
	}
	return append(list, p.iniPairs()...)
}

// iniPairs returns the ignored settings.ini files of python-decouple whose
// folder has an example.
func (p *planner) iniPairs() []pair {
	var list []pair
	seen := map[string]bool{}
	for i := range p.Repo.Files {
		dir := folder(p.Repo.Files[i].Path)
		if seen[dir] {
			continue
		}
		seen[dir] = true
		private := path.Join(dir, "settings.ini")
		if !slices.Contains(p.projectAt(dir).readers, dotenv.Decouple) || !p.inScope(private) || !p.ignored(private) {
			continue
		}
		if f := p.repoFile(private); f != nil && f.Index {
			continue
		}
		for _, word := range [...]string{"example", "sample", "template", "dist"} {
			example := private + "." + word
			if data, err := p.read(example, rules.Worktree); err == nil && data != nil {
				list = append(list, pair{private, []string{example}})
				break
			}
		}
	}
	return list
}

// exampleFiles returns the examples that there will be on disk: those of the
// repository, and those that this plan makes.
func (p *planner) exampleFiles() []string {
	if p.exampleList != nil && p.listedAt == p.made {
		return p.exampleList
	}
	list := []string{}
	for i := range p.Repo.Files {
		if f := &p.Repo.Files[i]; f.Class == fileclass.Example && p.willExist(f.Path) {
			list = append(list, f.Path)
		}
	}
	for _, s := range p.order {
		if s.place == rules.Worktree && fileclass.Classify(s.path) == fileclass.Example && p.repoFile(s.path) == nil {
			list = append(list, s.path)
		}
	}
	p.exampleList, p.listedAt = list, p.made
	return list
}

// takesValues reports whether a file is one for private values: by its name, or
// since git ignores it, such as an .envrc.
func (p *planner) takesValues(private string) bool {
	switch fileclass.Classify(private) {
	case fileclass.Private:
		return true
	case fileclass.Shared:
		f := p.repoFile(private)
		return p.ignored(private) && (f == nil || !f.Index)
	}
	return false
}

// prepare notes the values of a private file, and makes those that it will get.
func (p *planner) prepare(pair pair) {
	data, err := p.read(pair.examples[0], rules.Worktree)
	if err != nil || data == nil || len(data) > maxEnvSize {
		return
	}
	at := p.repoFile(pair.private)
	if at == nil || !at.Worktree {
		if forDevelopment(pair.private) || p.named(pair.private) {
			p.filler(pair.private, data, nil, nil)
		}
		return
	}
	have, err := p.read(pair.private, rules.Worktree)
	if err != nil || len(have) > maxEnvSize {
		return
	}
	examples := p.entriesOf(pair.examples)
	p.learn(pair.private, examples, dotenv.Parse(have))
	p.filler(pair.private, have, nil, examples)
}

// localBeside reports whether .env.local is where .env would be: the
// frameworks that read both want the private values there.
func (p *planner) localBeside(private string) bool {
	if path.Base(private) != ".env" {
		return false
	}
	local := p.repoFile(private + ".local")
	return local != nil && local.Worktree
}

// forDevelopment reports whether a private file is one that a developer's
// machine wants. A .env.production that is made unasked would change what
// builds do, and .env.complete is nobody's file: its example is a longer one of
// .env.
func forDevelopment(private string) bool {
	base := strings.ToLower(path.Base(private))
	if strings.Contains("/"+private, "/.envs/") {
		return strings.Contains("/"+private, "/.envs/.local/")
	}
	if base == ".envrc" || base == ".flaskenv" {
		return true
	}
	tail, dotenv := strings.CutPrefix(base, ".env")
	if !dotenv {
		if tail, dotenv = strings.CutPrefix(base, ".dev.vars"); dotenv && tail == "" {
			return true
		}
	}
	words := strings.FieldsFunc(tail, func(r rune) bool { return r == '.' || r == '-' || r == '_' })
	for _, w := range words {
		switch w {
		case "local", "dev", "development", "docker", "private", "secret", "secrets":
		case "production", "prod", "staging", "stage", "live", "test", "testing", "ci", "preview", "uat", "qa", "release", "deploy":
			return false
		default:
			if dotenv {
				return false
			}
		}
	}
	return true
}

// makePrivate makes a private file from its example, and reports whether it
// did.
func (p *planner) makePrivate(private, example string) bool {
	if !forDevelopment(private) && !p.named(private) {
		p.note("%s was not made from %s, as not every machine wants it; `envguard fix %s` makes it", private, example, private)
		return false
	}
	data, ok := p.text(example, rules.Worktree)
	if !ok || len(settingsOf(data)) == 0 {
		return false
	}
	if p.Repo.Ignored != nil && !p.ignored(private) {
		if r, err := p.Repo.Ignored(private); err != nil || !r.Ignored {
			p.leave(Left{Path: private, Message: "it was not made from " + path.Base(example) + ", as git would not ignore it", Hint: "add a line for it to .gitignore, and run it again"})
			return false
		}
	}
	fill := p.filler(private, data, nil, nil)
	out, ok := fill.whole(data)
	if !ok {
		return false
	}
	if !p.write(private, rules.Worktree, out, 0o600, fill.reason("made from "+path.Base(example))...) {
		return false
	}
	e := p.edits[spot{private, rules.Worktree}]
	e.base, e.from = data, example
	p.list(private, out, fill)
	return true
}

// completePrivate gives values to the entries of a private file that wait for
// one, and adds the settings that only its example has. What the file has
// stays as it is.
func (p *planner) completePrivate(private string, examples []string) {
	have, ok := p.text(private, rules.Worktree)
	if !ok || have == nil {
		return
	}
	have = withoutMark(have)
	names, beside := settingsOf(have), p.besides(private)
	out, ok := p.fillOwn(private, have, examples)
	if !ok {
		return
	}
	fills := map[string]*filler{}
	var missing, from []string
	for _, example := range examples {
		data, ok := p.text(example, rules.Worktree)
		if !ok {
			continue
		}
		fill := p.filler(private, data, out, nil)
		resolved, ok := fill.whole(data)
		if !ok {
			continue
		}
		pieces := plainPieces(resolved)
		order, theirs := orderOf(pieces), settingsOf(resolved)
		for i, pc := range pieces {
			_, known := names[pc.key]
			if pc.kind != dotenv.Setting || pc.commented || !theirs[pc.key] || known || beside[pc.key] {
				continue
			}
			if !pc.sets() {
				continue // it has a value further down
			}
			names[pc.key] = true
			block, grouped := blockOf(pieces, i)
			next, ok := insertBlock(out, block, grouped, order)
			if ok {
				ok = sameReading(out, next, resolved, pc.key, fill.pr.readers)
			}
			if !ok {
				p.leave(Left{Path: private, Rule: "example-drift", Message: pc.key + " could not be added: there is no place where it would be read as it should", Hint: "add it by hand"})
				continue
			}
			out = next
			missing = append(missing, pc.key)
			if !slices.Contains(from, path.Base(example)) {
				from = append(from, path.Base(example))
			}
			fills[pc.key] = fill
		}
	}
	if len(missing) == 0 {
		return
	}
	if !p.write(private, rules.Worktree, out, 0o600, "gains what "+strings.Join(from, " and ")+" has: "+strings.Join(missing, ", ")) {
		return
	}
	if e := p.edits[spot{private, rules.Worktree}]; e == nil || e.before != nil {
		p.note("if %s went from %s on purpose, `envguard fix --prune` takes what it does not have out of %s", some(missing), path.Base(private), path.Base(examples[0]))
	}
	for _, key := range missing {
		p.listKey(private, out, key, fills[key])
	}
	// What was missing may be the other half of a pair.
	p.fillOwn(private, out, examples)
}

// fillOwn gives values to the entries of a private file that wait for one.
func (p *planner) fillOwn(private string, have []byte, examples []string) (out []byte, ok bool) {
	own := p.filler(private, have, nil, p.entriesOf(examples))
	if out, ok = own.whole(have); !ok {
		return nil, false
	}
	if !bytes.Equal(out, have) {
		if !p.write(private, rules.Worktree, out, 0o600, own.reason("")...) {
			return nil, false
		}
		p.noteRestart(private, own.made)
		for _, key := range own.made {
			p.filled[private+"\x00"+key] = true
		}
	}
	p.list(private, out, own)
	return out, true
}

// noteRestart says what a new password of a service needs.
func (p *planner) noteRestart(private string, made []string) {
	var services []string
	for _, key := range made {
		if familyOf(key) != "" {
			services = append(services, key)
		}
	}
	if len(services) > 0 {
		p.note("%s: a service that was started before still has the old password; set the new one there, or remove its volume: %s", private, some(services))
	}
}

func some(names []string) string {
	if len(names) > 3 {
		return strings.Join(names[:3], ", ") + " or another"
	}
	return strings.Join(names, " or ")
}

// sameReading reports whether the readers of a project see in next what they
// saw in out, and the new setting as it is in its source.
func sameReading(out, next, source []byte, key string, readers []dotenv.Reader) bool {
	for _, r := range readers {
		old, err := dotenv.Parse(out).Read(r, nil)
		if err != nil {
			continue // it fails with or without us
		}
		now, err := dotenv.Parse(next).Read(r, nil)
		if err != nil {
			return false
		}
		for _, v := range old.Vars {
			if w, ok := now.Var(v.Key); !ok || w.Value != v.Value {
				return false
			}
		}
		if src, err := dotenv.Parse(source).Read(r, nil); err == nil {
			if a, ok := src.Value(key); ok {
				if b, ok := now.Value(key); !ok || a != b && !strings.Contains(a, "$") && !strings.Contains(string(source), "${") {
					return false
				}
			}
		}
	}
	return true
}

// plainPieces cuts an env file without changing anything.
func plainPieces(data []byte) []piece {
	d := dotenv.Parse(data)
	var pieces []piece
	for i := range d.Items {
		it := &d.Items[i]
		pc := piece{kind: it.Kind, text: strings.TrimRight(string(d.Text(it.Span)), "\r\n")}
		if it.Entry != nil {
			pc.key, pc.commented = d.Key(it.Entry), it.Entry.Commented
		}
		pieces = append(pieces, pc)
	}
	return pieces
}

// whole returns the example with the values that its entries get.
func (f *filler) whole(example []byte) ([]byte, bool) {
	if f.refused {
		return nil, false
	}
	if len(f.values) > maxFilled {
		f.p.leave(Left{Path: f.private, Message: "it has more entries than this fills in", Hint: hintByHand})
		return nil, false
	}
	if len(f.values) == 0 {
		return withoutBOM(example), true
	}
	d := dotenv.Parse(withoutBOM(example))
	readers := f.pr.readers
	for _, key := range order(d) {
		value, ok := f.values[key]
		if !ok {
			continue
		}
		next, err := d.Set(key, value, f.able(d, readers)...)
		var refused *dotenv.RefusedError
		if errors.As(err, &refused) {
			next, err = d.Set(key, value)
		}
		if err != nil {
			f.p.leave(Left{Path: f.private, Message: key + " could not be given a value, it has what the example has: " + err.Error(), Hint: "give it one by hand"})
			continue
		}
		d = next
	}
	return d.Bytes(), true
}

// withoutBOM takes the mark off that several readers take for a part of the
// first name.
func withoutBOM(data []byte) []byte { return bytes.TrimPrefix(data, []byte("\ufeff")) }

// able returns those of the readers that can read a file at all.
func (f *filler) able(d *dotenv.File, readers []dotenv.Reader) []dotenv.Reader {
	var list []dotenv.Reader
	for _, r := range readers {
		if _, err := d.Read(r, nil); err == nil {
			list = append(list, r)
		}
	}
	return list
}

// order returns the names that are set in a file, each once.
func order(d *dotenv.File) []string {
	var names []string
	for _, e := range d.Entries() {
		if k := d.Key(e); !e.Commented && !slices.Contains(names, k) {
			names = append(names, k)
		}
	}
	return names
}

// reason says where the values come from.
func (f *filler) reason(first string) []string {
	var why []string
	if first != "" {
		why = append(why, first)
	}
	if len(f.made) > 0 {
		why = append(why, "fresh keys: "+strings.Join(f.made, ", "))
	}
	if len(f.kept) > 0 {
		why = append(why, "values that were in the example: "+strings.Join(f.kept, ", "))
	}
	if len(f.repeated) > 0 {
		slices.Sort(f.repeated)
		why = append(why, "URLs get the passwords of their services: "+strings.Join(slices.Compact(f.repeated), ", "))
	}
	if len(why) == 0 {
		why = append(why, "placeholders that only a provider can replace become empty")
	}
	return why
}

// list notes what a person has to fill in.
func (p *planner) list(private string, out []byte, f *filler) {
	for _, key := range order(dotenv.Parse(out)) {
		p.listKey(private, out, key, f)
	}
}

func (p *planner) listKey(private string, out []byte, key string, f *filler) {
	if !f.fill[key] {
		return
	}
	d := dotenv.Parse(out)
	e := d.Lookup(key)
	if e == nil {
		return
	}
	at := slices.IndexFunc(d.Items, func(it dotenv.Item) bool { return it.Entry == e })
	text := strings.TrimSpace(commentsAbove(d, at) + string(d.Text(e.Comment)))
	var words []string
	for line := range strings.Lines(text) {
		if line = strings.Trim(strings.TrimSpace(line), "#;-=*_~+|─━═—–│┃║ "); line != "" {
			words = append(words, line)
		}
	}
	if len(words) > 3 {
		words = words[len(words)-3:]
	}
	comment := strings.Join(words, " ")
	if len(comment) > 120 {
		comment = strings.ToValidUTF8(comment[:117], "") + "..."
	}
	fill := ToFill{Path: private, Line: e.Line, Key: key, Comment: comment, URL: firstURL(text)}
	h := keys.Hint{Comment: text, Framework: f.pr.framework, Local: true, Own: f.pr.isOwn}
	if k, ok := keys.KindFor(key, h); ok {
		fill.Command, fill.URL = "envguard keygen "+k.Spec()+" "+shellWord(key)+" --into "+shellWord(private), ""
	} else {
		fill.Provider = namesSecret(key)
	}
	p.plan.ToFill = slices.DeleteFunc(p.plan.ToFill, func(f ToFill) bool { return f.Path == private && f.Key == key })
	p.plan.ToFill = append(p.plan.ToFill, fill)
}

// firstURL returns the first address in a comment, "" if there is none.
func firstURL(text string) string {
	for word := range strings.FieldsFuncSeq(text, func(r rune) bool { return r <= ' ' || strings.ContainsRune("<>()[]\"'`", r) }) {
		if strings.HasPrefix(word, "https://") || strings.HasPrefix(word, "http://") {
			return strings.TrimRight(word, ".,;:!")
		}
	}
	return ""
}
