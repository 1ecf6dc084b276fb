package fixer

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/dotenv"
	"github.com/envguard/envguard/rules/envfile"
	"github.com/envguard/envguard/rules/fileclass"
	"github.com/envguard/envguard/rules/judge"
	"github.com/envguard/envguard/scanner"
)

// maxEnvSize is the size in bytes up to which an env file or an ignore file is
// edited. Those that people write are smaller by far.
const maxEnvSize = 1 << 20

// MakePlan says what would be done about what was found. It reads through
// p.Repo and writes nothing. What it will not repair is in the plan's Left;
// the error is that of ctx, or of a repository that cannot be read at all.
//
// A plan is complete: what [Apply] makes of it needs no second one, and a plan
// that is made afterwards is empty.
func MakePlan(ctx context.Context, p Project, o Options) (*Plan, error) {
	if p.Repo == nil || p.Repo.Read == nil || p.Scan == nil {
		return nil, errors.New("planning: nothing is known of the repository")
	}
	pl := &planner{
		ctx: ctx, Project: p, Options: o, plan: new(Plan),
		edits: map[spot]*edit{}, said: map[string]bool{}, done: map[string]bool{}, filled: map[string]bool{}, variables: map[string]string{}, taken: map[string]bool{}, derived: map[string]string{},
		projects: map[string]*project{}, moved: map[string]map[string]string{}, published: map[string]map[string]string{},
		stages: map[string]*shared{}, shapes: map[string]map[string]string{},
	}
	pl.Findings = spread(p.Findings)
	for _, phase := range [...]func(){
		pl.knowSecrets, pl.ignoreFiles, pl.untrackFiles, pl.encodings, pl.placeholders, pl.examples, pl.fernetKeys, pl.privates, pl.weakKeys, pl.rest,
	} {
		if err := ctx.Err(); err != nil {
			return nil, fmt.Errorf("planning: %w", err)
		}
		phase()
	}
	pl.finish()
	return pl.plan, nil
}

// spread makes a finding of every further place of a secret: what is repaired
// in one file may stay in another.
func spread(list []scanner.Finding) []scanner.Finding {
	out := make([]scanner.Finding, 0, len(list))
	for _, f := range list {
		also := f.Also
		f.Also = nil
		out = append(out, f)
		for _, a := range also {
			f.Path, f.Line, f.Column = a.Path, a.Line, a.Column
			if a.EndLine > 0 {
				f.EndLine, f.EndColumn, f.Severity, f.Score, f.Fingerprint = a.EndLine, a.EndColumn, a.Severity, a.Score, a.Fingerprint
			}
			out = append(out, f)
		}
	}
	return out
}

// A spot is one version of one file.
type spot struct {
	path  string
	place rules.Place
}

// An edit is what has been planned for a spot so far.
type edit struct {
	before, after []byte
	perm          fs.FileMode
	why           []string
	untrack       bool
	base          []byte // see Change
	from          string
}

// A planner collects a plan. Later phases see what earlier ones have planned.
type planner struct {
	ctx context.Context
	Project
	Options
	plan *Plan

	edits       map[spot]*edit
	order       []spot
	said        map[string]bool   // what is in Left and Notes already
	done        map[string]bool   // findings that are repaired, by key
	variables   map[string]string // see variableFor
	taken       map[string]bool
	filled      map[string]bool // entries that got a value, by file and name
	secrets     []scanner.Secret
	publicFiles []string        // see public
	words       map[string]bool // see publicWords
	commit      []string        // shared files that nobody else has as they will be
	// moved are the values that leave an example file and that no commit has,
	// by the private file and the name.
	moved map[string]map[string]string
	// published are those that a commit has.
	published map[string]map[string]string
	// shapes are the kinds of keys that values had which were in an example, by
	// the private file and the name.
	shapes       map[string]map[string]string
	stages       map[string]*shared
	instructions []instruction // see copies
	copiedAt     int
	made         int      // how many example files were written so far
	exampleList  []string // see exampleFiles
	listedAt     int
	files        map[string]*rules.RepoFile // by path
	copied       map[string]string          // see copies
	derived      map[string]string          // values that depend on others, by stage, name and placeholder
	projects     map[string]*project
}

// inScope reports whether the user wants a path to be repaired.
func (p *planner) inScope(path string) bool {
	if len(p.Paths) == 0 {
		return true
	}
	for _, s := range p.Paths {
		if s == "" || s == "." || path == s || strings.HasPrefix(path, strings.TrimSuffix(s, "/")+"/") {
			return true
		}
	}
	return false
}

// named reports whether the user has named exactly this path.
func (p *planner) named(path string) bool { return slices.Contains(p.Paths, path) }

// read returns a file as it will be. It is no error that there is none: data
// is nil then.
func (p *planner) read(path string, place rules.Place) (data []byte, err error) {
	if e := p.edits[spot{path, place}]; e != nil && e.after != nil {
		return e.after, nil
	}
	data, err = p.Repo.Read(path, place)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case err != nil:
		return nil, err
	case data == nil:
		data = []byte{}
	}
	return data, nil
}

// text is read for files that are going to be edited: it refuses what cannot
// be edited without loss, and says so in the plan.
func (p *planner) text(path string, place rules.Place) (data []byte, ok bool) {
	data, err := p.read(path, place)
	if err != nil {
		reason, hint := splitRefusal(err)
		p.leave(Left{Path: path, Message: "it cannot be read: " + reason, Hint: hint})
		return nil, false
	}
	if why, hint := uneditable(data); why != "" {
		p.leave(Left{Path: path, Message: "it is not edited: " + why, Hint: hint})
		return nil, false
	}
	return data, true
}

// uneditable says why content is not edited.
func uneditable(data []byte) (why, hint string) {
	switch {
	case len(data) > maxEnvSize:
		return fmt.Sprintf("it is larger than %d KiB", maxEnvSize>>10), hintByHand
	case bytes.HasPrefix(data, []byte{0xff, 0xfe}) || bytes.HasPrefix(data, []byte{0xfe, 0xff}):
		return "it is UTF-16, which most programs that read it cannot", "save it as UTF-8 without a byte order mark, and run it again"
	case bytes.IndexByte(data, 0) >= 0:
		return "it holds NUL bytes", hintByHand
	case inConflict(data):
		return "it holds both sides of a merge conflict", "resolve the conflict, and run it again"
	case !utf8.Valid(data):
		return "it is not UTF-8", "save it as UTF-8, and run it again"
	}
	return "", ""
}

// inConflict reports whether git has written both sides of a conflict into a
// file, and nobody has chosen yet.
func inConflict(data []byte) bool {
	var marks [3]bool
	for line := range bytes.Lines(data) {
		line = bytes.TrimRight(line, "\r\n")
		marks[0] = marks[0] || bytes.HasPrefix(line, []byte("<<<<<<< "))
		marks[1] = marks[1] || string(line) == "======="
		marks[2] = marks[2] || bytes.HasPrefix(line, []byte(">>>>>>> "))
	}
	return marks[0] && marks[1] && marks[2]
}

// write plans new content for a file. It reports false, and says why in the
// plan, if the file cannot be written.
func (p *planner) write(path string, place rules.Place, after []byte, perm fs.FileMode, why ...string) bool {
	s := spot{path, place}
	e := p.edits[s]
	if e == nil {
		before, err := p.read(path, place)
		if err == nil && place == rules.Worktree && p.Writable != nil {
			err = p.Writable(path, before)
		}
		if err != nil {
			reason, hint := splitRefusal(err)
			p.leave(Left{Path: path, Message: "it cannot be written: " + reason, Hint: hint})
			return false
		}
		if before != nil && bytes.Equal(before, after) {
			return true
		}
		e = &edit{before: before, perm: perm}
		p.edits[s] = e
		p.order = append(p.order, s)
		if place == rules.Worktree && fileclass.Classify(path) == fileclass.Example {
			p.made++
		}
	}
	e.after = after
	for _, w := range why {
		if !slices.Contains(e.why, w) {
			e.why = append(e.why, w)
		}
	}
	return true
}

// leave says that something stays as it is. What it says twice is once.
func (p *planner) leave(l Left) {
	key := fmt.Sprint("left\x00", l.Path, "\x00", l.Line, "\x00", l.Rule, "\x00", l.Message)
	if !p.said[key] {
		p.said[key] = true
		p.plan.Left = append(p.plan.Left, l)
	}
}

func (p *planner) note(format string, args ...any) {
	n := fmt.Sprintf(format, args...)
	if !p.said["note\x00"+n] {
		p.said["note\x00"+n] = true
		p.plan.Notes = append(p.plan.Notes, n)
	}
}

// findingKey says findings apart; the scans of the index and of the work tree
// find the same ones.
func findingKey(rule, path string, line int) string {
	return fmt.Sprint(rule, "\x00", path, "\x00", line)
}

func (p *planner) repaired(f *scanner.Finding) { p.done[findingKey(f.Rule.ID, f.Path, f.Line)] = true }

// findings calls f for the findings of a rule that are in scope, "" for all,
// each once with the highest severity that it has.
func (p *planner) findings(rule string, f func(*scanner.Finding)) {
	first := map[string]int{}
	var list []*scanner.Finding
	for i := range p.Findings {
		x := &p.Findings[i]
		if x.Rule == nil || rule != "" && x.Rule.ID != rule || x.SuppressedBy != "" || !p.inScope(x.Path) {
			continue
		}
		k := findingKey(x.Rule.ID, x.Path, x.Line)
		if at, ok := first[k]; ok {
			if x.Severity > list[at].Severity {
				list[at] = x
			}
			continue
		}
		first[k] = len(list)
		list = append(list, x)
	}
	for _, x := range list {
		f(x)
	}
}

// repoFile returns what the repository knows of a path, or nil.
func (p *planner) repoFile(path string) *rules.RepoFile {
	if p.files == nil {
		p.files = make(map[string]*rules.RepoFile, len(p.Repo.Files))
		for i := range p.Repo.Files {
			p.files[p.Repo.Files[i].Path] = &p.Repo.Files[i]
		}
	}
	return p.files[path]
}

// willExist reports whether there is such a file in the work tree when the
// plan is applied.
func (p *planner) willExist(path string) bool {
	if e := p.edits[spot{path, rules.Worktree}]; e != nil && e.after != nil {
		return true
	}
	f := p.repoFile(path)
	return f != nil && f.Worktree
}

// scan judges content as a file of the repository, without what a comment
// permits.
func (p *planner) scan(path string, data []byte) []scanner.Finding {
	f := rules.NewFile(path, data)
	f.Policy = envfile.PolicyOf(p.Repo, path)
	return slices.DeleteFunc(p.Scan(f), func(f scanner.Finding) bool { return f.SuppressedBy != "" })
}

// knowSecrets collects what must not be shown: what was found, and the values
// of all private files.
func (p *planner) knowSecrets() {
	for i := range p.Findings {
		p.hide(p.Findings[i].Secret.Reveal())
	}
	for i := range p.Repo.Files {
		f := &p.Repo.Files[i]
		switch f.Class {
		case fileclass.Private, fileclass.Backup, fileclass.Keys:
		default:
			continue
		}
		for _, place := range [...]rules.Place{rules.Worktree, rules.Index} {
			if place == rules.Worktree && !f.Worktree || place == rules.Index && !f.Index {
				continue
			}
			if data, err := p.read(f.Path, place); err == nil && len(data) <= maxEnvSize {
				p.hideValues(f.Path, data)
			}
		}
	}
}

// hide masks a value wherever the plan is shown.
func (p *planner) hide(value string) {
	if value = strings.TrimSpace(value); len(value) >= 4 && !p.said["secret\x00"+value] {
		p.said["secret\x00"+value] = true
		p.secrets = append(p.secrets, scanner.NewSecret(value, 0))
	}
}

// hideValues masks the values of a private file that may be secret, what is
// no setting, and what its comments hold.
func (p *planner) hideValues(path string, data []byte) {
	d := dotenv.Parse(data)
	for i := range d.Items {
		it := &d.Items[i]
		switch it.Kind {
		case dotenv.Unknown:
			p.hide(string(d.Text(it.Span)))
		case dotenv.Setting:
			if key := d.Key(it.Entry); !sharableName(key) && len(key) >= minOdd {
				p.hide(key) // the end of a secret that was broken into lines
			}
			for _, v := range p.tellingValues(d, it.Entry) {
				p.hide(v)
			}
		}
	}
	for _, f := range p.scan(path, data) {
		p.hide(f.Secret.Reveal())
	}
}

// finish turns the edits into changes.
func (p *planner) finish() {
	for _, s := range p.order {
		e := p.edits[s]
		if e.untrack {
			p.plan.Changes = append(p.plan.Changes, Change{Path: s.path, Place: rules.Index, Untrack: true, Why: e.why})
			continue
		}
		p.plan.Changes = append(p.plan.Changes, Change{
			Path: s.path, Place: s.place, Before: e.before, After: e.after, Perm: e.perm, Why: e.why, Secrets: p.secretsOf(s.path), words: p.publicWords(), base: e.base, from: e.from,
		})
		switch c := fileclass.Classify(s.path); {
		case s.place == rules.Index:
		case c == fileclass.Example, strings.HasSuffix("/"+s.path, "/.gitignore"):
			p.share(s.path)
		}
	}
	for i := range p.plan.ToFill {
		f := &p.plan.ToFill[i]
		voc := vocabulary{public: p.publicWords()}
		f.Comment, f.URL = p.cleanComment(p.mask(f.Comment), voc), p.cleanComment(p.mask(f.URL), voc)
	}
	for i := range p.plan.Left {
		l := &p.plan.Left[i]
		l.Message, l.Hint = p.mask(l.Message), p.mask(l.Hint)
	}
	for i := range p.plan.Notes {
		p.plan.Notes[i] = p.mask(p.plan.Notes[i])
	}
	slices.SortStableFunc(p.plan.ToFill, func(a, b ToFill) int { return strings.Compare(a.Path, b.Path) })
	if len(p.commit) > 0 {
		slices.Sort(p.commit)
		for i := range p.commit {
			p.commit[i] = shellWord(p.commit[i])
		}
		p.note("to share the repair, commit it: git add %s", strings.Join(p.commit, " "))
	}
}

// share says that a file has to be committed for others to have the repair.
func (p *planner) share(path string) {
	if !slices.Contains(p.commit, path) {
		p.commit = append(p.commit, path)
	}
}

// shellWord writes a path such that it can be pasted into a command.
func shellWord(path string) string {
	plain := path != "" && path[0] != '-' && path[0] != '~' && !strings.ContainsFunc(path, func(r rune) bool {
		return r <= ' ' || strings.ContainsRune("!\"#$&'()*;<>?[\\]^`{|}", r)
	})
	if plain {
		return path
	}
	if strings.HasPrefix(path, "-") {
		path = "./" + path
	}
	return "'" + strings.ReplaceAll(path, "'", `'\''`) + "'"
}

// mask takes secrets out of a sentence. None should be in it; this is for
// those that are in a name or a comment.
func (p *planner) mask(s string) string {
	for _, secret := range p.secrets {
		if v := secret.Reveal(); len(v) >= 8 || len(v) >= minOdd && !dictionary()[strings.ToLower(v)] {
			s = strings.ReplaceAll(s, v, "********")
		}
	}
	return s
}

// secretsOf returns what is masked in a file: of private ones also values that
// are too short to be masked everywhere.
func (p *planner) secretsOf(path string) []scanner.Secret {
	list := slices.Clone(p.secrets)
	switch fileclass.Classify(path) {
	case fileclass.Private, fileclass.Backup:
	default:
		return list
	}
	for _, place := range [...]rules.Place{rules.Worktree, rules.Index} {
		data, err := p.read(path, place)
		if err != nil {
			continue
		}
		d := dotenv.Parse(data)
		for _, e := range d.Entries() {
			if v := string(d.Text(e.Inner)); judge.SecretName(d.Key(e)) && v != "" && len(v) < 4 {
				list = append(list, scanner.NewSecret(v, 0))
			}
		}
	}
	return list
}
