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
		goesOn := true
		switch {
		case w.Tokens[i].Kind == lex.String:
			goesOn = w.stringBefore(i, e)
		case w.isWord(i):
			goesOn = w.wordBefore(i, e)
		case w.opens(i):
			e.first = i + 1
			return i
		case w.is(i, ',') || w.is(i, ';'):
			if w.separator(i, e) {
				return w.start(i, e)
			}
		default:
			i, goesOn = w.operator(i, e)
		}
		if !goesOn {
			return -1
		}
	}
	return -1
}

// separator reports whether the comma or semicolon at token i ends the element.
func (w *walk) separator(i int, e *element) bool {
	if w.is(i, ',') {
		if w.Prose && w.bracket(i, nil) < 0 {
			e.words += 2
			return false
		}
		return true
	}
	// def secret; "…"; end
	return e.words != 0 || i != e.at-1 || !w.newline(i+1) && !w.headed(i)
}

// start ends the element behind the separator at token i and returns the bracket
// around it, or -1.
func (w *walk) start(i int, e *element) int {
	e.first = i + 1
	if w.is(i, ',') {
		return w.bracket(i+1, &e.index)
	}
	return w.bracket(i, nil)
}

// operator reads the group or the sign that ends at token i. It returns the token
// at which the walk goes on, and false if it ends.
func (w *walk) operator(i int, e *element) (next int, goesOn bool) {
	switch {
	case w.closes(i):
		j := w.opening(i)
		if j < 0 {
			return i, false
		}
		next := w.group(j, i, e)
		if w.done() {
			return i, false
		}
		e.first = next
		return next, true
	case w.is(i, '=') || w.is(i, ':'):
		w.binder(i, e)
	case w.is(i, '|') || w.is(i, '?'):
		e.fallback = true
	case w.is(i, '>') && w.is(i-2, '/') && w.is(i-3, '<'): // </b>
		return i - 3, true
	case w.is(i, '>') && e.words == 0 && e.own == "" && w.Tokens[e.at].Kind != lex.String && w.tagAt(i) >= 0:
		if i = w.tag(i); w.done() || w.aside {
			return i, false
		}
		e.first = i
	}
	return i, true
}

// stringBefore takes the string at token i as a name. It reports whether the walk
// goes on.
func (w *walk) stringBefore(i int, e *element) bool {
	t := w.Tokens[i]
	if n := t.End - t.Start; n > 0 && n <= maxName {
		if w.take(w.text(i), e.words == 0); w.done() {
			return false
		}
	}
	e.words++
	e.strings++
	if e.strings == 1 && w.is(i+1, '+') && i+2 == e.at {
		w.aside = true // a part of a value
	}
	return !w.aside
}

// wordBefore takes the word at token i, unless it is the prefix of the string
// behind it: b"…", u8"…", @"…". It reports whether the walk goes on.
func (w *walk) wordBefore(i int, e *element) bool {
	if t := w.Tokens[i]; i+1 == e.at && w.Tokens[e.at].Glued && t.End-t.Start <= 2 && e.at == w.at {
		return true
	}
	w.word(i, e)
	if !w.done() && e.words > maxWords {
		w.aside = true
	}
	return !w.done() && !w.aside
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
	e.own = w.nameBefore(i)
}

// nameBefore returns the word or string in front of the operator at token i, or
// "".
func (w *walk) nameBefore(i int) string {
	for j := i - 1; j >= 0 && j > i-4; j-- {
		t := w.Tokens[j]
		if w.isWord(j) || t.Kind == lex.String && t.End-t.Start <= maxName {
			return w.text(j)
		}
		if w.opens(j) || w.closes(j) {
			break
		}
	}
	return ""
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

// isFallback accepts the words in front of a value that counts if there is no
// other.
func isFallback(lower string) bool {
	switch lower {
	case "or", "else", "orelse", "default", "otherwise":
		return true
	}
	return false
}

// isSymbol reports whether the word at token i is a symbol, :name.
func (w *walk) isSymbol(i int) bool {
	return w.is(i-1, ':') && w.Tokens[i].Glued && !w.is(i-2, ':') && !(w.isWord(i-2) && w.Tokens[i-1].Glued)
}

// isProperty reports whether the word at token i names a property of a secret:
// the secret name, in prose.
func (w *walk) isProperty(i int, name string) bool {
	return w.Prose && !w.done() && w.Says(name) == Harmless && w.isWord(i-1) && w.Says(w.text(i-1)) == Secret
}

// word takes the word at token i.
func (w *walk) word(i int, e *element) {
	name := w.compound(i)
	if name == "ref" && w.is(i-1, '=') {
		return // of ML
	}
	if isFallback(strings.ToLower(name)) {
		e.fallback = true
		return
	}
	flag := name[0] == '-' && len(name) > 2 && !w.Tokens[i].Glued
	marked := flag || w.isSymbol(i)
	direct := e.words == 0 && (e.own != "" || marked || e.at == w.at)
	w.take(name, direct)
	switch {
	case w.isProperty(i, name):
		w.aside = true
		return
	case direct && (flag || w.isOwnWord(i, name, e)):
		v := w.Says(name)
		w.aside = w.aside || !w.done() && !w.Transparent(name) && (v == Harmless || v == Nothing)
		return
	}
	if e.words == 0 && !w.done() && marked && e.own == "" && e.at == w.at && i+1 == e.at {
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
		w.aside = w.aside || !w.done()
		return j
	}
	callee := w.is(j, '(') && w.isWord(j-1) && w.Tokens[j].Glued
	if len(names) == 1 && len(names[0]) == 1 && (!callee || binds) {
		w.subscript(names[0][0], binds, e)
	}
	if w.done() || w.lookedUp(j, i, e) || !callee {
		return j
	}
	if e.fallback {
		w.takeSecret(w.text(j - 1))
		return j - 1
	}
	arrow := j == 1 && w.is(i+2, '>') // name() -> …
	if name := w.text(j - 1); arrow || e.header && e.own == "" || isFunctionWord(w.lower(j-2)) {
		w.result(name)
	}
	return j - 1
}

// isOwnWord reports whether the word at token i is all of the value's own name, in
// prose.
func (w *walk) isOwnWord(i int, name string, e *element) bool {
	return w.Prose && e.own == name && (!w.isWord(i-1) || w.newline(i))
}

func (w *walk) takeSecret(name string) {
	if w.Says(name) == Secret {
		w.found.Name = name
	}
}

// subscript takes the only name in a bracket: c[:secret] = …, h{secret} = ….
func (w *walk) subscript(name string, binds bool, e *element) {
	if w.take(name, binds); !w.done() && binds && e.own == "" && !isDigits(name) {
		e.own = name
	}
}

// lookedUp takes the name that the group at tokens j to i looks up:
// getenv("SECRET") || "…", (gethash "secret" h).
func (w *walk) lookedUp(j, i int, e *element) bool {
	for k := j + 1; k < i; k++ {
		t := w.Tokens[k]
		named := t.Kind == lex.String || w.isWord(k) && (w.is(k-1, ':') && t.Glued || e.fallback)
		if named && t.End-t.Start <= maxName && w.Says(w.text(k)) == Secret {
			w.found.Name, w.found.Loose = w.text(k), !e.fallback && !e.header
			return true
		}
	}
	return false
}

// result takes the name of a function whose result the value is: it decides.
func (w *walk) result(name string) {
	if lower := strings.ToLower(name); isControl(lower) || isFunctionWord(lower) {
		return
	}
	if w.take(name, true); !w.done() {
		w.stop = true
	}
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
