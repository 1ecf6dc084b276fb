package scanner

import (
	"bytes"
	"cmp"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/scanner/internal/forms"
	"github.com/envguard/envguard/scanner/internal/lex"
)

// Commands that take a password where no flag names it, each in its own way.

// maxWords is how many words of a command are looked at.
const maxWords = 16

// A shellWord is a word of a command line, without the quotes around it.
type shellWord struct {
	start, end int
	quote      byte
}

// command returns the words at d[from:end], up to where another command begins.
func (x *extractor) command(from, end int) []shellWord {
	d := x.file.Data
	end = min(end, from+maxBare)
	x.shell = x.shell[:0]
	for i := from; i < end && len(x.shell) < maxWords; {
		switch c := d[i]; {
		case isSpace(c):
			i++
		case c == '|' || c == ';' || c == '&' || c == '\r' || c == '>' || c == '<' || c == '`' || c == ')':
			return x.shell
		case c == '"' || c == '\'':
			e, ok := lex.CloseQuote(d, i+1, end, c)
			if !ok {
				return x.shell
			}
			x.shell = append(x.shell, shellWord{i + 1, e, c})
			i = e + 1
		default:
			e := i
			for e < end && d[e] > ' ' && bytes.IndexByte([]byte("\"'`|;<>)"), d[e]) < 0 {
				e++
			}
			x.shell = append(x.shell, shellWord{i, e, 0})
			i = max(e, i+1)
		}
	}
	return x.shell
}

// arguments leaves the flags out of words, with the values of those that take
// one, which are given by their letters.
func (x *extractor) arguments(words []shellWord, valued string) []shellWord {
	d := x.file.Data
	out := words[:0]
	for i := 0; i < len(words); i++ {
		w := words[i]
		if w.quote != 0 || w.end == w.start || d[w.start] != '-' {
			out = append(out, w)
		} else if w.end-w.start == 2 && bytes.IndexByte([]byte(valued), d[w.start+1]) >= 0 {
			i++
		}
	}
	return out
}

// tool handles the words of commands that item k, a word, begins, and reports
// whether it is one of these.
func (x *extractor) tool(k, base, end int) bool {
	d := x.file.Data
	it := x.items[k]
	w := d[it.Start:it.End]
	if k+1 < len(x.items) && x.items[k+1].Glued && !x.is(k+1, '(') {
		return false
	}
	switch len(w) {
	case len("values"):
		if foldEqual(w, "values") {
			return x.insert(k, base)
		}
	case len("where"):
		if foldEqual(w, "where") {
			return x.where(k, base)
		}
	}
	list := forms.Of(w)
	if len(list) == 0 {
		return false
	}
	var buf [maxWords]forms.Word
	words := buf[:0]
	for _, s := range x.command(it.End, end) {
		words = append(words, forms.Word{Start: s.start, End: s.end, Quoted: s.quote != 0})
	}
	for _, n := range list {
		f := &forms.All[n]
		found, ok := f.Find(d, words)
		if !ok {
			continue
		}
		key := cmp.Or(f.Key, "password")
		if f.Take == forms.Piped {
			if x.is(k-1, '|') && x.echoed(k-1, base, key) {
				return true
			}
			continue
		}
		if f.First && k != base {
			continue
		}
		if found.End-found.Start < minValue || x.isHeld(found.Start, found.End) {
			continue
		}
		quote := byte(0)
		if found.Quoted {
			quote = '"'
		}
		return x.give(shellWord{found.Start, found.End, quote}, key)
	}
	return false
}

// isHeld reports whether a candidate has that place already.
func (x *extractor) isHeld(start, end int) bool {
	for i := range x.cands {
		if c := &x.cands[i]; c.Start == start && c.End == end && c.Key != "" {
			return true
		}
	}
	return false
}

// give adds a word as the value of a name.
func (x *extractor) give(w shellWord, key string) bool {
	x.add(rules.KindAssigned, w.start, w.end, w.quote, key, "", 0, ' ')
	return true
}

// where: UPDATE settings SET value = '…' WHERE name = 'api_secret'.
func (x *extractor) where(k, base int) bool {
	if k-3 < base || k+3 >= len(x.items) || x.items[k-1].Kind != str || !x.is(k-2, '=') || x.items[k-3].Kind != word ||
		x.items[k+1].Kind != word || !x.is(k+2, '=') || x.items[k+3].Kind != str {
		return false
	}
	key := x.text(x.items[k+3])
	if !endsFold(x.text(x.items[k-3]), "value") || !isName(key) || !hasStem([]byte(key)) {
		return false
	}
	v := x.items[k-1]
	x.add(rules.KindAssigned|rules.KindString, v.Start, v.End, v.Quote, key, "", 0, '=')
	return true
}

// endsFold reports whether s ends with suffix, which is of small letters.
func endsFold(s, suffix string) bool {
	return len(s) >= len(suffix) && foldEqual([]byte(s[len(s)-len(suffix):]), suffix)
}

// commandGate reports whether a shell line holds a command that takes a secret
// although neither its name nor the name of a flag says so.
func (x *extractor) commandGate(l *lead) bool {
	line := x.file.Data[l.start:min(l.end, l.start+maxBound)]
	for word := range bytes.FieldsSeq(line) {
		if len(forms.Of(word)) > 0 {
			return true
		}
	}
	return false
}

// oracleURL adds the password of jdbc:oracle:thin:user/password@host.
func (x *extractor) oracleURL(start, end int) {
	d := x.file.Data
	i := bytes.Index(d[start:end], []byte(":oracle:"))
	if i < 0 {
		return
	}
	start += i + len(":oracle:")
	for range 2 { // behind the driver's kind
		colon := bytes.IndexByte(d[start:end], ':')
		slash := bytes.IndexByte(d[start:end], '/')
		at := bytes.IndexByte(d[start:end], '@')
		if slash > 0 && at > slash+1 && (colon < 0 || colon > slash) {
			x.add(rules.KindAssigned, start+slash+1, start+at, '"', "password", "", 0, '/')
			return
		}
		if colon < 0 {
			return
		}
		start += colon + 1
	}
}

// isStatement reports whether b begins as SQL does that gives a user a password.
func isStatement(b []byte) bool {
	b = bytes.TrimLeft(b, " \t")
	if i := bytes.IndexByte(b, ' '); i < 5 || i > 6 || !foldEqualAny(b[:i], "create", "alter", "grant", "insert") {
		return false
	}
	return hasStem(b)
}
