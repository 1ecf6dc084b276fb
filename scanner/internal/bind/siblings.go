package bind

import (
	"strings"

	"github.com/envguard/envguard/scanner/internal/lex"
)

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

// siblings looks at the elements before one without a name, or with one that says
// nothing.
func (w *walk) siblings(e *element, open int) {
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
			// A call without brackets: authenticate user, "…".
			if open < 0 && w.isWord(start) && start+1 < end && e.own == "" && !w.is(start+1, '=') {
				if call := w.text(start); w.Argument(call, n+1) {
					w.found.Call, w.found.Arg = call, n+1
				} else {
					w.calls(call)
				}
			}
			return
		}
		end = start
	}
}

// A member is what the element next to the value says: a name alone, or name and
// value.
type member struct {
	label string // in front of the operator
	last  string // the last word, or the first string
	bound bool   // there is an operator
	str   bool   // last is a string
}

// member reads the element at tokens from start to end.
func (w *walk) member(start, end int) (m member) {
	for k := start; k < end; k++ {
		t := w.Tokens[k]
		switch {
		case w.is(k, ':') && (k == start || !w.Tokens[k].Glued) && k+1 < end && w.Tokens[k+1].Glued: // a symbol
		case (w.is(k, '=') || w.is(k, ':')) && m.last != "" && !m.bound && !w.is(k+1, ':') && !w.is(k-1, ':'):
			m.bound, m.label, m.last = true, m.last, ""
		case t.End-t.Start > maxName:
		case t.Kind == lex.String && t.End > t.Start:
			m.last, m.str = w.text(k), true
		case w.isWord(k) && !m.str:
			m.last = w.text(k)
		}
	}
	return m
}

// sibling takes the element at tokens from start to end, which is next to the
// value: a name for it, or the member of an object that holds its name.
func (w *walk) sibling(start, end int, labeled bool, n int) {
	m := w.member(start, end)
	secret := w.Says(m.last) == Secret
	switch {
	case m.last == "":
	case m.bound && strings.EqualFold(m.label, "type"):
		if secret {
			w.found.Name = m.last
		}
	case m.bound && isLabel(m.label):
		if w.take(m.last, true); !w.done() && labeled {
			w.aside = true // it has a name, which says nothing
		}
	case m.bound && labeled && m.str && secret:
		w.found.Name = m.last // provide: "SECRET", useValue: "…"
	case m.bound:
	case m.str && n == 0 && end-start <= 2:
		w.take(m.last, false)
	case secret, w.Says(m.last) == Weak && isCredential(m.last):
		w.found.Name = m.last
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
