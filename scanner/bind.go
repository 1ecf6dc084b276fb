package scanner

import (
	"bytes"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/judge"
	"github.com/envguard/envguard/scanner/internal/bind"
)

// A random literal that has no name yet, or one that says nothing, is bound to the
// nearest name that says something; see package bind.

// maxBound is how long a line is in which names are looked for this way. A longer
// one was written by a program.
const maxBound = 1000

// contextLines and contextBytes are how far above a line that begins with a value
// its name is looked for.
const (
	contextLines = 4
	contextBytes = 300
)

// says is what a name says of its value, for package bind.
func says(name string) bind.Verdict {
	switch judge.NameSays(name) {
	case judge.SaysPublic:
		return bind.Public
	case judge.SaysHarmless:
		return bind.Harmless
	case judge.SaysWeak:
		return bind.Weak
	case judge.SaysSecret:
		return bind.Secret
	}
	return bind.Nothing
}

// bind names the random literals of the line whose tokens are x.items.
func (x *extractor) bind(start, end, comment int) {
	d := x.file.Data
	for k := range x.items {
		it := x.items[k]
		if it.End-it.Start < rules.MinToken || it.Kind == punct {
			continue
		}
		from, to := it.Start, it.End
		if it.Kind == str {
			for from < to && isSpace(d[from]) {
				from++
			}
			for to > from && isSpace(d[to-1]) {
				to--
			}
			if !isRun(d[from:to]) {
				x.bindWithin(it)
				continue
			}
		} else {
			if from > start && bytes.IndexByte([]byte("+/)}$*(%\\"), d[from-1]) >= 0 {
				continue // the rest of a value, or what is sealed or hashed
			}
			if x.bareRefused && from < comment && !x.aloneInText(start, from, end) {
				continue
			}
			to = x.bareRun(k)
		}
		if x.isNamed(from, to) || !judge.IsRandom(d[from:to]) {
			continue
		}
		t := bind.Text{
			Data: d, Tokens: x.items, Says: says, Argument: judge.SecretArgument, Transparent: judge.IsTransparentName,
			Prose: it.Kind == word && (from >= comment || !x.syn.code),
		}
		b, result := bind.Find(&t, k)
		if result == bind.Unnamed {
			if at, ok := x.withAround(start, end, it); ok {
				t.Tokens = x.around
				b, result = bind.Find(&t, at)
			}
		}
		if result == bind.Found {
			x.bound(b, from, to, it.Quote)
		}
	}
}

// bound gives a literal the name that was found.
func (x *extractor) bound(b bind.Binding, from, to int, quote byte) {
	kind := rules.KindAssigned
	if quote != 0 {
		kind |= rules.KindString
	}
	if b.Call != "" {
		kind |= rules.KindArgument
	}
	for i := range x.cands {
		if c := &x.cands[i]; c.Start == from && c.End == to && c.Kind&rules.KindURL == 0 {
			c.Kind |= kind
			c.Key, c.Op, c.Loose = b.Name, '=', b.Loose
			if b.Call != "" {
				c.Call, c.Arg = b.Call, b.Arg
			}
			return
		}
	}
	x.add(kind, from, to, quote, b.Name, b.Call, b.Arg, '=')
	if n := len(x.cands); n > 0 {
		x.cands[n-1].Loose = b.Loose
	}
}

// isNamed reports whether a candidate that holds d[from:to] has a name, or is an
// argument, that says something.
func (x *extractor) isNamed(from, to int) bool {
	for i := range x.cands {
		c := &x.cands[i]
		if c.Start > from || c.End < to {
			continue
		}
		switch judge.NameSays(c.Key) {
		case judge.SaysSecret, judge.SaysWeak, judge.SaysPublic:
			return true
		}
		if c.Call != "" && judge.SecretArgument(c.Call, c.Arg) {
			return true
		}
	}
	return false
}

// bareRun returns where the value without quotes at item k ends, which may hold
// the signs of base64.
func (x *extractor) bareRun(k int) int {
	d := x.file.Data
	end := x.items[k].End
	for k++; k < len(x.items) && x.items[k].Glued && tokenChar[d[x.items[k].Start]]; k++ {
		end = x.items[k].End
	}
	return end
}

// bindWithin names random words inside a string that holds more than one.
func (x *extractor) bindWithin(it item) {
	if it.End-it.Start > maxBare/4 {
		return
	}
	d := x.file.Data
	base := len(x.items)
	x.lex(it.Start, it.End)
	inner := x.items[base:]
	x.items = x.items[:base]
	for k := range inner {
		w := inner[k]
		if w.Kind != word || w.End-w.Start < rules.MinToken || x.isNamed(w.Start, w.End) || !judge.IsRandom(d[w.Start:w.End]) {
			continue
		}
		t := bind.Text{Data: d, Tokens: inner, Says: says, Argument: judge.SecretArgument, Transparent: judge.IsTransparentName, Prose: true}
		if b, result := bind.Find(&t, k); result == bind.Found {
			x.bound(b, w.Start, w.End, it.Quote)
		}
	}
}

// aloneInText reports whether a word is all of a line of a text that goes over
// several lines.
func (x *extractor) aloneInText(start, from, end int) bool {
	d := x.file.Data
	if len(bytes.TrimSpace(d[start:from])) > 0 {
		return false
	}
	to := from
	for to < end && tokenChar[d[to]] {
		to++
	}
	return len(bytes.Trim(d[to:end], " \t\r\"';`")) == 0
}

// withAround makes x.around the tokens of a line and of those around it which
// belong to the same statement, and returns where the literal is among them.
func (x *extractor) withAround(start, end int, it item) (at int, ok bool) {
	d := x.file.Data
	if !beginsValue(d[start:end]) {
		return 0, false
	}
	x.upward = true
	from := x.opening(start)
	to := end
	if namesNothing(d[start:end]) && end < len(d) {
		to = lineEnd(d, end+1)
	}
	if from == start && to == end || to-from > maxBound+contextBytes {
		return 0, false
	}
	x.around, _ = x.lexer.Split(x.around[:0], from, start)
	x.around, _ = x.lexer.Split(x.around, start, end)
	x.around, _ = x.lexer.Split(x.around, end, to)
	for k := range x.around {
		if x.around[k].Start == it.Start && x.around[k].Kind == it.Kind {
			return k, true
		}
	}
	return 0, false
}

// opening returns where the lines begin that open what the line at start goes on
// with: a bracket, a function, a text over several lines.
func (x *extractor) opening(start int) int {
	d := x.file.Data
	for from, n := start, 0; from > 0 && n < contextLines; n++ {
		end := from - 1
		from = max(lineStart(d, end), start-contextBytes)
		line := bytes.TrimSpace(d[from:end])
		switch {
		case len(line) == 0, isAsideLine(line):
		case len(line) == 1 && line[0] == '{':
		case opensValue(line):
			return from
		default:
			return start
		}
		if from <= start-contextBytes {
			break
		}
	}
	return start
}

// isAsideLine reports whether a line between a name and its value says nothing: a
// comment, a docstring.
func isAsideLine(line []byte) bool {
	return leadsComment(line) > 0 || line[0] == '"' || line[0] == '@' || line[0] == '\''
}

// opensValue reports whether a value may follow a line on the next one.
func opensValue(line []byte) bool {
	line = bytes.TrimRight(line, " \t\r;")
	if len(line) == 0 {
		return false
	}
	last := line[len(line)-1]
	if last == '=' && len(line) > 1 && tokenChar[line[len(line)-2]] {
		return false // base64
	}
	switch last {
	case '(', '[', '{', '=', ':', '>', '\\', ',', '`', '|', '"', '\'':
		return true
	}
	if bytes.Contains(line, []byte("<<")) || bytes.HasSuffix(line, []byte(" do")) {
		return true
	}
	word, _, _ := bytes.Cut(line, []byte(" "))
	return foldEqualAny(word, "def", "defp", "function", "func", "fn", "fun", "sub", "proc", "local", "val", "var", "define", "static", "public", "private", "const", "string", "get", "case", "when", "+", "-") ||
		last == ')'
}

// beginsValue reports whether a line begins with a value, or with the word that
// returns one.
func beginsValue(line []byte) bool {
	line = bytes.TrimLeft(line, " \t")
	if len(line) == 0 {
		return false
	}
	if tokenStart := line[0]; bytes.IndexByte([]byte("\"'`@<[("), tokenStart) >= 0 {
		return true
	}
	for _, w := range [...]string{"return ", "get()", "get {", "get =>", "echo ", "printf ", "value", "- value", "- \"", "- '", "b\"", "r\"", "u\"", "pure ", "\"value"} {
		if len(line) > len(w) && foldEqual(line[:len(w)], w) {
			return true
		}
	}
	n := 0
	for n < len(line) && tokenChar[line[n]] {
		n++
	}
	return n >= rules.MinToken && len(bytes.TrimRight(line[n:], " \t\r;,\"'")) == 0
}

// namesNothing reports whether a line gives a value to a name that says nothing,
// so that its name may follow.
func namesNothing(line []byte) bool {
	line = bytes.TrimLeft(line, " \t-\"'{")
	return len(line) > 5 && foldEqual(line[:5], "value")
}

// namedBeside reports whether a line that names nothing begins with a value whose
// name the lines around it may hold.
func (x *extractor) namedBeside(l *lead) bool {
	d := x.file.Data
	if x.file.Binary || l.end-l.start > maxBound || !beginsValue(d[l.start:l.end]) {
		return false
	}
	x.upward = true
	from := max(0, l.start-contextBytes)
	return x.stems.has(d[from:l.start]) || namesNothing(d[l.start:l.end]) && x.stems.has(d[l.end:min(len(d), l.end+contextBytes/2)])
}
