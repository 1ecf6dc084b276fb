package bind

import (
	"strings"

	"github.com/envguard/envguard/scanner/internal/lex"
)

// maxBehind is how many tokens behind a value its name is looked for.
const maxBehind = 24

// behind looks at the tokens after the value: {"value": "…", "name": "SECRET"},
// setObject:"…" forKey:"secret", @Default("…") String secret, "…" -> secret, and a
// comment, which alone counts where the value has a name of its own. Of a member that is
// named "value", the member "name" of the same object counts as well.
func (w *walk) behind(commentOnly bool) {
	var a after
	if commentOnly {
		if w.labelBehind(); w.done() {
			return
		}
	}
	for k := w.at + 1; k < len(w.Tokens) && k <= w.at+maxBehind; k++ {
		if w.newline(k) {
			a.apart, a.comment = true, false
		}
		switch {
		case w.isComment(k):
			a = after{comment: true, depth: a.depth}
		case a.comment:
			if w.isWord(k) {
				w.takeBehind(w.compound(k))
			}
		case commentOnly:
			if w.newline(k) {
				return
			}
		case w.Tokens[k].Kind == lex.Punct:
			w.signBehind(k, &a)
		case w.isLabelAt(k):
			a.label = true
			continue
		case a.names(w, k) && w.Tokens[k].Kind == lex.String:
			w.takeBehind(w.text(k))
		case a.names(w, k):
			w.takeBehind(w.compound(k))
		}
		if w.done() {
			return
		}
		if a.label && !w.is(k, '=') && !w.is(k, ':') && !w.is(k, '@') {
			a.label = false
		}
	}
}

// labelBehind takes what the member "name" of an object says for its member "value",
// which is in front of it.
func (w *walk) labelBehind() {
	if w.at < 2 || !w.is(w.at-1, ':') || !strings.HasSuffix(strings.ToLower(w.text(w.at-2)), "value") {
		return
	}
	var a after
	for k := w.at + 1; k < len(w.Tokens) && k <= w.at+maxBehind && !w.closes(k); k++ {
		switch {
		case w.opens(k):
			return
		case w.Tokens[k].Kind == lex.Punct:
			w.signBehind(k, &a)
		case w.isLabelAt(k):
			a.label = true
		case a.label && a.names(w, k):
			w.takeBehind(w.text(k))
			return
		}
	}
}

// An after says where the walk behind a value is.
type after struct {
	apart   bool // behind a comma, in another line or element
	comment bool
	label   bool // behind the name of a member that holds a name
	depth   int  // brackets that were opened
}

// signBehind reads the sign at token k.
func (w *walk) signBehind(k int, a *after) {
	switch {
	case w.opens(k):
		a.depth++
	case w.closes(k):
		if a.depth--; a.depth < 0 {
			a.apart, a.depth = false, 0
		}
	case w.is(k, ','):
		a.apart, a.label = true, false
	case w.is(k, ';'):
		a.apart = true
	}
}

// isLabelAt reports whether token k is the name of a member that holds a name.
func (w *walk) isLabelAt(k int) bool {
	return w.isWord(k) && isLabel(w.text(k)) || w.Tokens[k].Kind == lex.String && isLabel(w.text(k)) && w.is(k+1, ':')
}

// names reports whether token k may be the value's name.
func (a *after) names(w *walk, k int) bool {
	t := w.Tokens[k]
	switch {
	case t.End-t.Start > maxName:
		return false
	case t.Kind == lex.String:
		return a.label || !a.apart
	case w.isWord(k):
		return a.label || !a.apart && a.depth == 0 && w.Data[t.Start] != '.'
	}
	return false
}

// takeBehind takes a name that says secret, and no other.
func (w *walk) takeBehind(name string) {
	if w.Says(name) == Secret {
		w.found.Name, w.found.Loose = name, true
	}
}

// isComment reports whether a comment begins at token k.
func (w *walk) isComment(k int) bool {
	t := w.Tokens[k]
	rest := string(w.Data[t.Start:min(len(w.Data), t.Start+4)])
	for _, s := range [...]string{"//", "/*", "(*", "# ", "-- ", "<!--", "' ", ";#", "; "} {
		if strings.HasPrefix(rest, s) {
			return true
		}
	}
	return false
}
