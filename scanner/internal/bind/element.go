package bind

import (
	"strings"

	"github.com/envguard/envguard/scanner/internal/lex"
)

// An element is the text between two commas, semicolons or brackets.
type element struct {
	at       int    // where its walk begins: the literal, or the bracket around it
	header   bool   // it is in front of a block
	own      string // the name that an operator gives it
	words    int    // that said nothing
	fallback bool   // it follows another value: a || "…"
	strings  int    // that were passed
	index    int    // which one it is in its bracket
	first    int    // its first token
}

// element walks from an element's end to its start and takes the nearest name
// that says something. It returns the bracket around the element, or -1.
func (w *walk) element(e *element) (open int) {
	for i := e.at - 1; i >= 0; i-- {
		if w.steps++; w.steps > maxSteps {
			w.aside = true
			return -1
		}
		e.first = i
		t := w.Tokens[i]
		switch {
		case w.opens(i):
			e.first = i + 1
			return i
		case w.closes(i):
			j := w.opening(i)
			if j < 0 {
				return -1
			}
			next := w.group(j, i, e)
			if w.done() {
				return -1
			}
			i, e.first = next, next
		case w.is(i, ','):
			if w.Prose && w.bracket(i, nil) < 0 {
				e.words += 2
				continue
			}
			e.first = i + 1
			return w.bracket(i+1, &e.index)
		case w.is(i, ';'):
			if e.words == 0 && i == e.at-1 && (w.newline(i+1) || w.headed(i)) {
				continue // def secret; "…"; end
			}
			e.first = i + 1
			return w.bracket(i, nil)
		case w.is(i, '=') || w.is(i, ':'):
			w.binder(i, e)
		case w.is(i, '|') || w.is(i, '?'):
			e.fallback = true
		case w.is(i, '>') && w.is(i-2, '/') && w.is(i-3, '<'): // </b>
			i -= 3
		case w.is(i, '>') && e.words == 0 && e.own == "" && w.Tokens[e.at].Kind != lex.String && w.tagAt(i) >= 0:
			if i = w.tag(i); w.done() || w.aside {
				return -1
			}
			e.first = i
		case t.Kind == lex.String:
			if n := t.End - t.Start; n > 0 && n <= maxName {
				if w.take(w.text(i), e.words == 0); w.done() {
					return -1
				}
			}
			e.words++
			e.strings++
			if e.strings == 1 && w.is(i+1, '+') && i+2 == e.at {
				w.aside = true // a part of a value
				return -1
			}
		case w.isWord(i):
			if i+1 == e.at && w.Tokens[e.at].Glued && t.End-t.Start <= 2 && e.at == w.at {
				continue // b"…", u8"…", @"…"
			}
			if w.word(i, e); w.done() || w.aside {
				return -1
			}
			if e.words > maxWords {
				w.aside = true
				return -1
			}
		}
	}
	return -1
}

// tagAt returns the token that begins the start tag which ends at token i, or -1.
func (w *walk) tagAt(i int) int {
	for j := i - 1; j >= 0 && j > i-maxTag; j-- {
		if w.is(j, '<') {
			if w.isWord(j+1) && w.Tokens[j+1].Glued || w.is(j+1, '!') {
				return j
			}
			return -1
		}
		if w.is(j, '>') {
			return -1
		}
	}
	return -1
}

// maxTag is how many tokens a start tag has at most.
const maxTag = 24

// tag takes the name of the element whose start tag ends at token i, and returns
// where the tag begins.
func (w *walk) tag(i int) int {
	j := w.tagAt(i)
	if w.is(j+1, '!') || w.is(i-1, '/') { // CDATA
		return j
	}
	k := j + 1
	if w.is(k+1, ':') && w.isWord(k+2) && w.Tokens[k+2].Glued {
		k += 2
	}
	name := w.text(k)
	for k++; k+2 < i; k++ {
		if w.isWord(k) && w.is(k+1, '=') && w.Tokens[k+2].Kind == lex.String && isLabel(w.text(k)) {
			name = w.text(k + 2)
		}
	}
	if isMarkup(strings.ToLower(name)) || w.Transparent(name) {
		return j
	}
	if w.take(name, true); !w.done() {
		w.aside = true
	}
	return j
}

// isMarkup accepts the elements that say how their text looks.
func isMarkup(s string) bool {
	switch s {
	case "td", "th", "dd", "dt", "b", "i", "u", "em", "strong", "code", "kbd", "tt", "samp", "pre", "span", "p", "li", "div", "a", "small", "font", "label", "h1", "h2", "h3", "h4", "_parameter2":
		return true
	}
	return false
}

// binder reads an operator that gives the element a name.
func (w *walk) binder(i int, e *element) {
	colon := w.is(i, ':')
	switch {
	case colon && (w.is(i-1, ':') || w.is(i+1, ':')): // a::b
		return
	case colon && i+1 < len(w.Tokens) && w.Tokens[i+1].Glued && w.isWord(i+1) && (!w.Tokens[i].Glued || w.opens(i-1)):
		return // a symbol
	case !colon && w.is(i+1, '>'): // =>
	case colon && w.ternary(i):
		e.fallback = true
		return
	}
	if e.own != "" {
		return
	}
	if e.at != w.at && !colon || colon && w.is(i+1, '=') {
		if names := w.names(i); len(names) > 1 { // secret, err := decode("…")
			if w.takeAny(names[0], true); !w.done() {
				w.aside = true
			}
			return
		}
	}
	for j := i - 1; j >= 0 && j > i-4; j-- {
		t := w.Tokens[j]
		if w.isWord(j) || t.Kind == lex.String && t.End-t.Start <= maxName {
			e.own = w.text(j)
			return
		}
		if w.opens(j) || w.closes(j) {
			return
		}
	}
}

// ternary reports whether the colon at token i belongs to a question mark.
func (w *walk) ternary(i int) bool {
	for j := i - 1; j >= 0 && j > i-12; j-- {
		if w.is(j, '?') {
			return j+1 < i
		}
		if w.opens(j) || w.is(j, ',') || w.is(j, ';') {
			return false
		}
	}
	return false
}

// word takes the word at token i.
func (w *walk) word(i int, e *element) {
	name := w.compound(i)
	if name == "ref" && w.is(i-1, '=') {
		return // of ML
	}
	switch strings.ToLower(name) {
	case "or", "else", "orelse", "default", "otherwise":
		e.fallback = true
		return
	}
	flag := name[0] == '-' && len(name) > 2 && !w.Tokens[i].Glued
	symbol := w.is(i-1, ':') && w.Tokens[i].Glued && !w.is(i-2, ':') && !(w.isWord(i-2) && w.Tokens[i-1].Glued)
	direct := e.words == 0 && (e.own != "" || flag || symbol || e.at == w.at)
	w.take(name, direct)
	if w.Prose && !w.done() && w.Says(name) == Harmless && w.isWord(i-1) && w.Says(w.text(i-1)) == Secret {
		w.aside = true // secret name: a property of it
		return
	}
	if flag && direct || w.Prose && direct && e.own == name && !(w.isWord(i-1) && !w.newline(i)) {
		if v := w.Says(name); !w.done() && !w.Transparent(name) && (v == Harmless || v == Nothing) {
			w.aside = true
		}
		return
	}
	if e.words == 0 && !w.done() && (flag || symbol) && e.own == "" && e.at == w.at && i+1 == e.at {
		e.own = name
	}
	e.words++
}

// group reads the brackets before the element, at tokens j to i,
// and returns the token at which the walk goes on.
func (w *walk) group(j, i int, e *element) int {
	names := w.members(j, i)
	binds := w.is(i+1, '=') || w.is(i+1, ':') || w.is(i+1, '<')
	if e.at == w.at {
		w.index = e.strings
	}
	if binds && len(names) > 1 && w.index < len(names) { // (user, secret) = ("bob", "…")
		w.takeAny(names[w.index], true)
		if !w.done() {
			w.aside = true
		}
		return j
	}
	callee := w.is(j, '(') && w.isWord(j-1) && w.Tokens[j].Glued
	if len(names) == 1 && len(names[0]) == 1 && (!callee || binds) { // c[:secret] = …, h{secret} = …
		name := names[0][0]
		if w.take(name, binds); w.done() {
			return j
		}
		if binds && e.own == "" && !isDigits(name) {
			e.own = name
		}
	}
	// What is looked up: getenv("SECRET") || "…", (gethash "secret" h).
	for k := j + 1; k < i; k++ {
		t := w.Tokens[k]
		named := t.Kind == lex.String || w.isWord(k) && w.is(k-1, ':') && t.Glued || e.fallback && w.isWord(k)
		if named && t.End-t.Start <= maxName && w.Says(w.text(k)) == Secret {
			w.found.Name, w.found.Loose = w.text(k), !e.fallback && !e.header
			return j
		}
	}
	if !callee {
		return j
	}
	if e.fallback {
		if w.Says(w.text(j-1)) == Secret {
			w.found.Name = w.text(j - 1)
		}
		return j - 1
	}
	arrow := j == 1 && w.is(i+2, '>') // name() -> …
	if arrow || e.header && e.own == "" || isFunctionWord(w.lower(j-2)) {
		// A function's result: its name decides.
		switch name := w.text(j - 1); {
		case isControl(strings.ToLower(name)):
		case isFunctionWord(strings.ToLower(name)):
		default:
			if w.take(name, true); !w.done() {
				w.stop = true
			}
		}
	}
	return j - 1
}

// members returns the words and strings in a group, by its commas.
func (w *walk) members(j, i int) (out [][]string) {
	if i-j > 24 || i == j+1 {
		return nil
	}
	out = [][]string{nil}
	for k := j + 1; k < i; k++ {
		switch t := w.Tokens[k]; {
		case w.is(k, ','):
			out = append(out, nil)
		case w.isWord(k), t.Kind == lex.String && t.End-t.Start <= maxName:
			out[len(out)-1] = append(out[len(out)-1], w.text(k))
		case w.opens(k), w.is(k, ';'):
			return nil
		}
	}
	return out
}

func (w *walk) takeAny(names []string, own bool) {
	for _, n := range names {
		if w.take(n, own); w.done() {
			return
		}
	}
}
