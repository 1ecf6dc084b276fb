package bind

import (
	"strings"

	"github.com/envguard/envguard/scanner/internal/lex"
)

// maxBehind is how many tokens behind a value its name is looked for.
const maxBehind = 24

// behind looks at what follows the value: {"value": "…", "name": "SECRET"},
// setObject:"…" forKey:"secret", @Default("…") String secret, "…" -> secret, and a
// comment, which alone counts where the value has a name of its own.
func (w *walk) behind(commentOnly bool) {
	beside, comment, label := false, false, false
	depth := 0
	for k := w.at + 1; k < len(w.Tokens) && k <= w.at+maxBehind; k++ {
		t := w.Tokens[k]
		if w.newline(k) {
			beside, comment = true, false
		}
		switch {
		case w.isComment(k):
			comment, beside, label = true, false, false
		case comment:
			if w.isWord(k) {
				w.takeBehind(w.compound(k))
			}
		case commentOnly:
			if w.newline(k) {
				return
			}
		case w.opens(k):
			depth++
		case w.closes(k):
			if depth--; depth < 0 {
				beside, depth = false, 0
			}
		case w.is(k, ','):
			beside, label = true, false
		case w.is(k, ';'):
			beside = true
		case w.is(k, '=') || w.is(k, ':'):
		case w.isWord(k) && isLabel(w.text(k)) || t.Kind == lex.String && isLabel(w.text(k)) && w.is(k+1, ':'):
			label = true
			continue
		case t.End-t.Start > maxName:
		case t.Kind == lex.String:
			if label || !beside {
				w.takeBehind(w.text(k))
			}
		case w.isWord(k):
			if !beside && depth == 0 && t.Kind == lex.Word && w.Data[t.Start] != '.' || label {
				w.takeBehind(w.compound(k))
			}
		}
		if w.done() {
			return
		}
		if label && !w.is(k, '=') && !w.is(k, ':') && !w.is(k, '@') {
			label = false
		}
	}
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
