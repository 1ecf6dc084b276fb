// Package bind finds the name that a value belongs to. It reads tokens and knows
// no grammar: from a literal it walks outward, first through the text in front
// of it in the same element (casts, prefixes, operators, names), then to the
// elements next to it, to what is called, and so on from bracket to bracket, until
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
	Public           // the value is no secret, whatever is around it
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
	// Loose is set where the name is near the value, and nothing says that
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
	if !w.done() {
		w.behind(w.aside)
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
		if w.around(&e, open, call); w.done() || w.aside {
			return
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

// around looks at the other elements of the bracket.
func (w *walk) around(e *element, open int, call string) {
	if e.own == "" {
		if w.multiple(e); w.done() || w.aside {
			return
		}
	}
	if e.own != "" && !w.Transparent(e.own) {
		return
	}
	w.siblings(e, open)
	if w.stop && call != "" && e.own == "" {
		w.stop = false // Credentials("id", "…")
		if w.calls(call); !w.done() {
			w.stop = true
		}
	}
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
	switch w.lower(i - 1) {
	case "page", "cursor", "csrf", "xsrf", "continuation", "cancellation", "sync", "public":
		return w.text(i-1) + "_" + name
	}
	if i > 0 && w.isWord(i-1) && len(name) < 24 && w.Says(name) == Weak {
		switch both := w.text(i-1) + "_" + name; w.Says(both) {
		case Secret, Public, Harmless:
			return both // cache key
		}
	}
	return name
}
