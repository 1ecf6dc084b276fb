package fixer

import (
	"fmt"
	"strings"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/dotenv"
	"github.com/envguard/envguard/rules/judge"
	"github.com/envguard/envguard/rules/random"
	"github.com/envguard/envguard/scanner"
)

// untrackFiles takes private files out of the index and leaves them on disk.
// Those of tests and documentation, and those that hold nothing, are someone's
// fixtures as often as not: they are left to a person.
func (p *planner) untrackFiles() {
	p.findings("env-tracked", func(f *scanner.Finding) {
		at := p.repoFile(f.Path)
		if at == nil || f.Severity != rules.Error && !at.Intent || f.Remedy != rules.Untrack && f.Remedy != rules.UntrackIgnored {
			return
		}
		if p.Repo.Bare {
			return
		}
		if !at.Index && !at.Intent {
			return
		}
		if !p.ignored(f.Path) {
			return // git add would only take it again; ensureIgnored has said why
		}
		s := spot{f.Path, rules.Index}
		if p.edits[s] != nil {
			return
		}
		why := "leaves the index and stays on disk"
		if !at.Worktree {
			why = "leaves the index, as it has left the disk"
		}
		p.edits[s] = &edit{untrack: true, why: []string{why}}
		p.order = append(p.order, s)
		p.repaired(f)
		if at.Head {
			p.note("%s: in other clones, git deletes the file when they get the commit that untracks it; whoever works there should copy it first", f.Path)
		}
		p.tellHistory(f.Path, at.Head)
	})
}

// tellHistory says what untracking a file does not do.
func (p *planner) tellHistory(path string, head bool) {
	names := p.secretNames(path)
	rotate := "its values must be replaced wherever they are in use"
	if len(names) > 0 {
		rotate = "these values must be replaced wherever they are in use: " + strings.Join(names, ", ")
	}
	if p.History == nil {
		if head {
			p.note("%s is in the history, where untracking leaves it: %s", path, rotate)
		}
		return
	}
	h, err := p.History(path)
	if err != nil {
		p.note("%s may be in the history, which could not be read; if it is, %s", path, rotate)
		return
	}
	switch {
	case h.Commits == 0 && !head && h.Complete:
		p.note("%s is in no commit, so that its values have not left this machine through git", path)
		return
	case h.Commits == 0 && !head:
		p.note("%s is in no commit of this clone, which is a shallow one; if an older commit has it, %s", path, rotate)
		return
	}
	where := "no remote branch has it as far as this clone knows"
	if len(h.Remotes) > 0 {
		shown := h.Remotes
		more := ""
		if len(shown) > 5 {
			more = fmt.Sprintf(" and %d more", len(shown)-5)
			shown = shown[:5]
		}
		where = "it is on " + strings.Join(shown, ", ") + more
	}
	commits := "1 commit"
	if h.Commits != 1 {
		commits = fmt.Sprintf("%d commits", h.Commits)
	}
	if !h.Complete {
		commits = "at least " + commits + " (the clone is shallow)"
	}
	p.note("%s is in the history, in %s; %s. Untracking does not take it out of there: %s", path, commits, where, rotate)
}

// secretNames returns the names of a private file's entries that look like
// secrets, as many as fit into a sentence.
func (p *planner) secretNames(path string) []string {
	data, err := p.read(path, rules.Index)
	if err != nil || data == nil || len(data) > maxEnvSize {
		return nil
	}
	d := dotenv.Parse(data)
	var names []string
	seen := map[string]bool{}
	for _, e := range d.Entries() {
		key := d.Key(e)
		// What no scan reports is not worth an alarm: sk-xx, difyai123456.
		if v := judge.Judge(key, d.Text(e.Inner)); v.Kind == judge.Real && v.Score >= rules.WarnScore && sharableName(key) && !seen[key] {
			seen[key] = true
			names = append(names, key)
		}
	}
	if len(names) > 12 {
		names = append(names[:12], fmt.Sprintf("and %d more", len(names)-12))
	}
	return names
}

// sharableName reports whether a name may be where everyone reads it. What
// precedes an equals sign can be the end of a secret that was broken
// into lines.
func sharableName(name string) bool {
	if name == "" || len(name) > 80 || strings.HasSuffix(name, "-") || strings.HasSuffix(name, ".") {
		return false
	}
	if !isSpelledAsName(name) {
		return false
	}
	upper := strings.ToUpper(name) == name
	if upper && strings.Contains(name, "_") {
		return true
	}
	if words := strings.Split(name, "_"); len(words) > 2 && strings.ToUpper(words[0]+words[1]) == words[0]+words[1] && (vocabulary{}).odd(name) <= maxOdd {
		return true // SAML2_SP_x509
	}
	// aGVsbG8xMjM: a name reads like words, and the rest of a key does not.
	if judge.Judge("SECRET", []byte(name)).Kind == judge.Real && len(name) > 12 {
		return false
	}
	if alphabet.AllLetters([]byte(name)) && len(name) <= 12 && (upper || isOneCase(name) && (len(name) < 4 || random.Surprise([]byte(strings.ToLower(name))) < 0)) {
		return true
	}
	return vocabulary{}.odd(name)*2 < len(name)
}

// isSpelledAsName reports whether a text has only what names are made of.
func isSpelledAsName(name string) bool {
	for i := range len(name) {
		c := name[i]
		switch {
		case c == '_', alphabet.Letter(c), i > 0 && (alphabet.Digit(c) || c == '.' || c == '-'):
		default:
			return false
		}
	}
	return true
}
