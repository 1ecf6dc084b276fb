// Package bind finds the name that a value belongs to. It reads tokens and knows
// no grammar: from a literal it walks outward, first through what stands in front
// of it in the same element (casts, prefixes, operators, names), then to the
// elements beside it, to what is called, and so on from bracket to bracket, until
// a name says something. Start at [Find].
//
// What a name says is the caller's knowledge; see [Text].
package bind

import (
	"strings"

	"github.com/envguard/envguard/scanner/internal/lex"
)

// A Verdict is what a name says of its value.
type Verdict uint8

// What names say.
const (
	Nothing  Verdict = iota
	Public           // the value is no secret, whatever stands around it
	Harmless         // the value is no secret if this is its own name
	Weak             // the value is often a secret if this is its own name
	Secret
)

// A Text is a statement, and what the walk must know of names.
type Text struct {
	Data   []byte
	Tokens []lex.Token
	// Says returns what a name says.
	Says func(name string) Verdict
	// Argument reports whether an argument of a call is a secret, by what is
	// called.
	Argument func(call string, arg int) bool
	// Transparent reports whether a name says only that there is a value.
	Transparent func(name string) bool
	// Prose is set where words are a text or a command line, not code.
	Prose bool
}

// A Binding is the name of a value.
type Binding struct {
	Name string
	Call string // what is called, if that makes the value a secret
	Arg  int
	// Loose is set where the name stands near the value, and nothing says that
	// it is the value's.
	Loose bool
}

// A Result is what a walk ends with.
type Result uint8

// The results of a walk.
const (
	Unnamed Result = iota // nothing says anything
	Refused               // a name says that the value is no secret, or nothing of it
	Found
)

// Find returns the name that the literal at token k belongs to.
func Find(t *Text, k int) (Binding, Result) {
	w := walk{Text: t, at: k}
	w.outward()
	if !w.done() && !w.aside {
		w.behind()
	}
	switch {
	case w.found.Name != "" || w.found.Call != "":
		return w.found, Found
	case w.stop || w.aside:
		return Binding{}, Refused
	}
	return Binding{}, Unnamed
}

// The walk is bounded, so that the cost of a line is in proportion to its length.
const (
	maxSteps    = 96
	maxBrackets = 8
	maxWords    = 8 // that say nothing, in one element
	maxSiblings = 3
	maxName     = 64
)

type walk struct {
	*Text
	at    int // the literal
	steps int
	found Binding
	stop  bool // a name says that there is no secret
	aside bool // the value has a name of its own, which says nothing
	index int  // which of several values this is, for several names
}

func (w *walk) done() bool { return w.stop || w.found.Name != "" || w.found.Call != "" }

// outward walks from bracket to bracket.
func (w *walk) outward() {
	at := w.at
	for range maxBrackets {
		e := element{at: at, header: w.is(at, '{')}
		open := w.element(&e)
		if w.done() || w.aside {
			return
		}
		if e.own != "" && !w.Transparent(e.own) {
			w.aside = true
			if open < 0 || !w.ofSecrets(open) {
				return
			}
		}
		call := w.callee(open)
		if call != "" && w.is(open, '(') && w.Argument(call, e.index) {
			w.found.Call, w.found.Arg = call, e.index
			return
		}
		if e.own == "" {
			if w.multiple(&e); w.done() || w.aside {
				return
			}
		}
		if e.own == "" || w.Transparent(e.own) {
			if w.beside(&e, open); w.done() || w.aside {
				return
			}
		}
		if open < 0 {
			return
		}
		if call != "" && !e.header {
			if w.calls(call); w.done() {
				return
			}
		}
		if at == w.at || e.index > 0 {
			w.index = e.index
		}
		at = open
	}
}

// An element is what stands between two commas, semicolons or brackets.
type element struct {
	at       int    // where its walk begins: the literal, or the bracket around it
	header   bool   // it is in front of a block
	own      string // the name that an operator gives it
	words    int    // that said nothing
	fallback bool   // it stands behind another value: a || "…"
	index    int    // which one it is in its bracket
	first    int    // its first token
}

// element walks from an element's end to its start and takes the nearest name
// that says something. It returns the bracket that the element stands in, or -1.
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
			if e.words == 0 && i == e.at-1 && w.headed(i) {
				continue // def secret; "…"; end
			}
			e.first = i + 1
			return w.bracket(i, nil)
		case w.is(i, '=') || w.is(i, ':'):
			w.binder(i, e)
		case w.is(i, '|') || w.is(i, '?'):
			e.fallback = true
		case w.is(i, '>') && e.words == 0 && e.own == "" && w.tagAt(i) >= 0:
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
	switch strings.ToLower(name) {
	case "or", "else", "orelse", "default", "otherwise":
		e.fallback = true
		return
	}
	flag := name[0] == '-' && len(name) > 2
	symbol := w.is(i-1, ':') && w.Tokens[i].Glued && !w.is(i-2, ':') && !(w.isWord(i-2) && w.Tokens[i-1].Glued)
	direct := e.words == 0 && (e.own != "" || flag || symbol || e.at == w.at)
	w.take(name, direct)
	if flag && direct || w.Prose && direct && e.own == name {
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

// group reads what stands in brackets in front of the element, at tokens j to i,
// and returns the token at which the walk goes on.
func (w *walk) group(j, i int, e *element) int {
	names := w.members(j, i)
	binds := w.is(i+1, '=') || w.is(i+1, ':') || w.is(i+1, '<')
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
	if e.header && e.own == "" || isFunctionWord(w.lower(j-2)) {
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

// multiple takes the name of one of several values that several names are given:
// user, secret = "bob", "…".
func (w *walk) multiple(e *element) {
	n, i := 0, e.first-1
	for ; i >= 0 && !w.is(i, '='); i-- {
		if w.steps++; w.steps > maxSteps || w.opens(i) || w.is(i, ';') {
			return
		}
		switch {
		case w.is(i, ','):
			n++
		case w.closes(i):
			if i = w.opening(i); i < 0 {
				return
			}
		}
	}
	if n == 0 || i <= 0 || w.is(i-1, '=') || w.is(i-1, '!') {
		return
	}
	names := w.names(i)
	if len(names) < 2 || n >= len(names) {
		return
	}
	if w.takeAny(names[n], true); !w.done() {
		w.aside = true
	}
}

// names returns the names, by their commas, in front of the operator at token i
// of a statement.
func (w *walk) names(i int) [][]string {
	start := i
	for start > 0 && !w.is(start-1, ';') && i-start < 24 {
		if start--; w.opens(start) || w.is(start, '=') {
			return nil
		}
	}
	return w.members(start-1, i)
}

// beside looks at the elements in front of one that has no name, or one that says
// nothing.
func (w *walk) beside(e *element, open int) {
	end := e.first
	for n := 0; n < maxSiblings && end > open+1; n++ {
		end-- // the comma, or a blank between pairs of attributes
		start := end
		for start > open+1 && !w.is(start-1, ',') {
			if w.steps++; w.steps > maxSteps {
				return
			}
			if w.closes(start - 1) {
				j := w.opening(start - 1)
				if j < 0 {
					return
				}
				start = j
				continue
			}
			if w.opens(start-1) || w.is(start-1, ';') {
				break
			}
			start--
		}
		if w.sibling(start, end, e.own != "", n); w.done() || w.aside {
			return
		}
		if !w.is(start-1, ',') {
			return
		}
		end = start
	}
}

// sibling reads the element at tokens from start to end, which stands beside the
// value: a name for it, or the member of an object that holds its name.
func (w *walk) sibling(start, end int, labeled bool, n int) {
	label, last, bound := "", "", false
	str := false
	for k := start; k < end; k++ {
		t := w.Tokens[k]
		switch {
		case w.is(k, ':') && (k == start || !w.Tokens[k].Glued) && k+1 < end && w.Tokens[k+1].Glued: // a symbol
		case (w.is(k, '=') || w.is(k, ':')) && last != "" && !bound && !w.is(k+1, ':') && !w.is(k-1, ':'):
			bound, label, last = true, last, ""
		case w.isWord(k) && t.End-t.Start <= maxName, t.Kind == lex.String && t.End-t.Start > 0 && t.End-t.Start <= maxName:
			if t.Kind == lex.String || !str {
				last, str = w.text(k), t.Kind == lex.String
			}
		}
	}
	switch {
	case last == "":
	case bound && isLabel(label):
		if w.take(last, true); !w.done() && labeled {
			w.aside = true // it has a name, which says nothing
		}
	case bound, labeled && n > 0:
	case str:
		w.take(last, false)
	case w.Says(last) == Secret:
		w.found.Name = last
	}
}

// isLabel accepts the names of members that hold a name.
func isLabel(s string) bool {
	lower := strings.ToLower(strings.TrimLeft(s, "-@:"))
	switch lower {
	case "name", "names", "key", "id", "field", "header", "param", "property", "option", "variable", "var", "type", "forkey", "forhttpheaderfield", "long", "label", "env", "title", "parameterkey":
		return true
	}
	return strings.HasSuffix(lower, "name")
}

// callee returns what the bracket at token open is the argument list of, or the
// type of what it builds.
func (w *walk) callee(open int) string {
	i := open - 1
	if w.is(i, '!') || w.is(i, '?') { // hex!("…")
		i--
	}
	if w.is(i, '>') { // get<string>("…")
		for j := i; j >= 0 && j > i-8; j-- {
			if w.is(j, '<') {
				i = j - 1
				break
			}
		}
	}
	if i < 0 || w.is(open, '[') || !w.isWord(i) {
		return ""
	}
	name := w.text(i)
	for n := 0; n < 3 && i >= 3 && w.is(i-1, ':') && w.is(i-2, ':') && w.isWord(i-3); n++ { // A::b
		i -= 3
		name = w.text(i) + "::" + name
	}
	return name
}

// calls takes the name of what is called: setSecret("…"), apiKey("…"),
// Secret::new("…").
func (w *walk) calls(call string) {
	parts := strings.FieldsFunc(call, func(r rune) bool { return r == '.' || r == ':' })
	if len(parts) == 0 {
		return
	}
	last := parts[len(parts)-1]
	switch lower := strings.ToLower(last); {
	case reads(lower):
		return
	case len(parts) > 1 && isMaker(lower):
		last = parts[len(parts)-2]
	}
	w.take(last, false)
	if w.stop && strings.Contains(strings.ToLower(last), "hmac") {
		w.stop = false
	}
}

// isMaker accepts the names of functions that make a value of a type, which then
// is what tells.
func isMaker(s string) bool {
	switch s {
	case "new", "from", "of", "create", "set", "apply", "init", "make", "parse", "fromstring", "from_str", "build", "valueof", "just", "some", "push_str", "append", "copyof", "plaintext", "unsafeplaintext":
		return true
	}
	return false
}

// reads accepts the names of functions that look for a value or take it apart.
func reads(s string) bool {
	for _, p := range [...]string{"get", "find", "parse", "decode", "delete", "remove", "revoke", "lookup", "is", "has", "verify", "validate", "check", "read", "load", "fetch", "assert", "expect"} {
		if rest, ok := strings.CutPrefix(s, p); ok && (len(p) > 3 || rest == "" || strings.Contains(rest, "token") || strings.Contains(rest, "key") || strings.Contains(rest, "secret") || strings.Contains(rest, "pass")) {
			return true
		}
	}
	return false
}

// ofSecrets reports whether a bracket is that of many secrets: passwords = {….
func (w *walk) ofSecrets(open int) bool {
	for i := open - 1; i >= 0 && i > open-4; i-- {
		if w.Tokens[i].Kind == lex.Punct {
			continue
		}
		lower := strings.ToLower(w.text(i))
		for _, s := range [...]string{"credentials", "passwords", "tokens", "secrets", "apikeys", "api_keys"} {
			if strings.HasSuffix(lower, s) {
				return true
			}
		}
		return false
	}
	return false
}

// headed reports whether the semicolon at token i ends the header of a function:
// def secret;.
func (w *walk) headed(i int) bool {
	for j := i - 1; j >= 0 && j > i-6; j-- {
		if w.is(j, ';') {
			return false
		}
		if isFunctionWord(w.lower(j)) {
			return true
		}
	}
	return false
}

// take takes a name if it says something. own is set where it is the value's own.
func (w *walk) take(name string, own bool) {
	switch w.Says(name) {
	case Secret:
		w.found.Name = name
	case Weak:
		if (own || isCredential(name)) && !strings.Contains(name, " ") {
			w.found.Name = name
		}
	case Public:
		w.stop = true
	case Harmless:
		w.stop = own && !w.Prose && !w.Transparent(name)
	}
}

// isCredential accepts weak names that have no other meaning.
func isCredential(name string) bool {
	lower := strings.ToLower(name)
	for _, s := range [...]string{"cred", "auth", "license", "jwt", "bearer", "encrypt", "totp", "passkey"} {
		if strings.Contains(lower, s) {
			return true
		}
	}
	return false
}

// compound returns word i, with the word in front of it where only both together
// are a name: API key.
func (w *walk) compound(i int) string {
	name := w.text(i)
	if i > 0 && w.isWord(i-1) && len(name) < 24 && w.Says(name) == Weak {
		if both := w.text(i-1) + "_" + name; w.Says(both) == Secret {
			return both
		}
	}
	return name
}
