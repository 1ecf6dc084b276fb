package scanner

import (
	"bytes"
	"strings"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/judge"
	"github.com/envguard/envguard/rules/random"
	"github.com/envguard/envguard/scanner/internal/bind"
	"github.com/envguard/envguard/scanner/internal/lex"
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
		if it.End-it.Start < rules.MinToken || it.Kind == punct || it.Quote == '`' && x.syn.sql { // an identifier of MySQL
			continue
		}
		from, to, quote := it.Start, it.End, it.Quote
		if it.Kind == str {
			from, to = trimmed(d, from, to)
			if !isRun(d[from:to]) {
				x.bindWithin(k)
				continue
			}
		} else {
			to = runOf(d, x.items, k)
			switch {
			case quoteLike(d[start:end], from-start, to-start):
				quote = '"'
			case from > start && isInside(d[from-1]):
				continue
			case x.bareRefused && from < comment && !x.aloneInText(start, from, end):
				continue
			}
		}
		if !isRun(d[from:to]) || !judge.MayBeRandom(d[from:to]) || x.isNamed(from, to, it.Quote) {
			continue
		}
		t := bind.Text{
			Data: d, Tokens: x.items, Says: says, Argument: judge.SecretArgument, Transparent: judge.IsTransparentName,
			Prose: quote == 0 && (from >= comment || !x.syn.code),
		}
		b, result := bind.Find(&t, k)
		if result == bind.Unnamed {
			if at, ok := x.withAround(start, end, it); ok {
				t.Tokens = x.around
				b, result = bind.Find(&t, at)
			}
		}
		isRandom := judge.IsRandom
		if result != bind.Found {
			b, result = x.fromLayout(start, from)
			isRandom = random.HasStretch // a column's name is the value's own
		}
		if result == bind.Found && isRandom(d[from:to]) { // the dearest question comes last
			x.bound(b, from, to, quote)
		}
	}
}

// trimmed returns d[from:to] without the blanks around it.
func trimmed(d []byte, from, to int) (int, int) {
	for from < to && isSpace(d[from]) {
		from++
	}
	for to > from && isSpace(d[to-1]) {
		to--
	}
	return from, to
}

// isInside reports whether a word behind c is the rest of a value, or sealed or
// hashed: ENC(…), {SSHA}….
func isInside(c byte) bool { return bytes.IndexByte([]byte("+/)}$*(%\\#@"), c) >= 0 }

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
func (x *extractor) isNamed(from, to int, quote byte) bool {
	for i := range x.cands {
		c := &x.cands[i]
		if c.Start > from || c.End < to || c.Quote == 0 && quote != 0 && c.Start < from {
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

// runOf returns where the value without quotes at item k ends, which may hold the
// signs of base64.
func runOf(d []byte, items []item, k int) int {
	end := items[k].End
	for k++; k < len(items) && items[k].Glued && tokenChar[d[items[k].Start]]; k++ {
		if d[items[k].Start] == '=' && k+1 < len(items) && items[k+1].Glued && items[k+1].Kind == word {
			break // a name
		}
		end = items[k].End
	}
	return end
}

// bindWithin names random words inside the string at item k, which holds more
// than one, or a value in quotes or brackets of its own.
func (x *extractor) bindWithin(k int) {
	it := x.items[k]
	d := x.file.Data
	if it.End-it.Start > maxBare/4 || !holdsRun(d[it.Start:it.End]) {
		return
	}
	base := len(x.items)
	x.lex(it.Start, it.End)
	inner := x.items[base:]
	x.items = x.items[:base]
	for n := range inner {
		w := inner[n]
		if w.Kind == word {
			w.End = runOf(d, inner, n)
		}
		if w.Kind == punct || w.Kind == word && isInside(d[w.Start-1]) || w.End-w.Start < rules.MinToken || !isRun(d[w.Start:w.End]) || !judge.MayBeRandom(d[w.Start:w.End]) || x.isNamed(w.Start, w.End, it.Quote) {
			continue
		}
		t := bind.Text{Data: d, Tokens: x.items, Says: says, Argument: judge.SecretArgument, Transparent: judge.IsTransparentName}
		var b bind.Binding
		result := bind.Unnamed
		head := bytes.Trim(d[it.Start:w.Start], "\\\"'`( ")
		if i := len(head) - 1; i > 0 && head[i] == ':' && w.Start == it.Start+len(head) && isName(string(head[:i])) { // name:password
			t.Says = saysLogin
			b, result = bind.Find(&t, k)
			b.Name += " password"
			t.Says = says
		}
		if result != bind.Found {
			t.Tokens, t.Prose = inner, true
			b, result = bind.Find(&t, n)
		}
		if result == bind.Unnamed && (len(head) == 0 || judge.IsTransparentName(string(bytes.TrimRight(head, ":=")))) {
			t.Tokens, t.Prose = x.items, false
			b, result = bind.Find(&t, k)
		}
		if result == bind.Found && judge.IsRandom(d[w.Start:w.End]) {
			x.bound(b, w.Start, w.End, it.Quote)
		}
	}
}

// holdsRun reports whether b holds a token run.
func holdsRun(b []byte) bool {
	n := 0
	for _, c := range b {
		if n++; !tokenChar[c] {
			n = 0
		} else if n == rules.MinToken {
			return true
		}
	}
	return false
}

// saysLogin is says where the value is a user's name with the password.
func saysLogin(name string) bind.Verdict {
	switch strings.ToLower(strings.TrimLeft(name, "-")) {
	case "u", "user", "userpwd", "proxy-user", "auth", "basic", "curlopt_userpwd", "curlopt_proxyuserpwd", "register", "credentials", "login":
		return bind.Secret
	}
	return says(name)
}

// quoteLike reports whether line[from:to] is in delimiters that some language
// has for strings: %q(…), q{…}, [[…]], {|…|}.
func quoteLike(line []byte, from, to int) bool {
	if from < 2 || to >= len(line) {
		return false
	}
	open, shut := line[from-1], line[to]
	i := bytes.IndexByte([]byte("([{</|"), open)
	if i < 0 || shut != ")]}>/|"[i] {
		return false
	}
	head := line[:from-1]
	n := len(head)
	for n > 0 && lex.IsAlnum(head[n-1]) && len(head)-n < 3 {
		n--
	}
	word := string(head[n:])
	sign := byte(0)
	if n > 0 {
		sign = head[n-1]
	}
	switch open {
	case '|':
		return sign == '{' || sign == '['
	case '/':
		return sign == '$' && word == "" || word == "q" || word == "qq" || word == "" && bytes.HasSuffix(head, []byte("= "))
	case '[':
		if sign == '[' || sign == '=' && word == "" {
			return true
		}
	}
	switch word {
	case "q", "qq", "qw", "Q", "w", "s", "S":
		return sign == '%' || sign == '~' || word[0] == 'q' && (sign == ' ' || sign == '=' || sign == '(')
	case "":
		return sign == '%'
	}
	return false
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
		line := withoutRemark(bytes.TrimSpace(d[from:end]))
		switch {
		case len(line) == 0, isAsideLine(line) && line[len(line)-1] != '{':
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

// withoutRemark returns a line without the comment at its end.
func withoutRemark(line []byte) []byte {
	for _, mark := range [...]string{" #", " //", " /*", " --"} {
		i := bytes.Index(line, []byte(mark))
		if i > 0 && bytes.Count(line[:i], []byte("\""))%2 == 0 && bytes.Count(line[:i], []byte("'"))%2 == 0 {
			return bytes.TrimSpace(line[:i])
		}
	}
	return line
}

// isAsideLine reports whether a line between a name and its value says nothing: a
// comment, a docstring.
func isAsideLine(line []byte) bool {
	if line[0] == '#' && len(line) > 1 && line[1] != ' ' && line[1] != '#' {
		return false // of the C preprocessor
	}
	return leadsComment(line) > 0 || line[0] == '"' || line[0] == '@' || line[0] == '\''
}

// opensValue reports whether a value may follow a line on the next one.
func opensValue(line []byte) bool {
	if bytes.Contains(line, []byte("<<")) {
		return true
	}
	line = bytes.TrimRight(line, " \t\r")
	if len(line) == 0 || line[len(line)-1] == ';' {
		return false
	}
	last := line[len(line)-1]
	if last == '=' && len(line) > 1 && tokenChar[line[len(line)-2]] {
		return false // base64
	}
	switch last {
	case '(', '[', '{', '=', ':', '>', '?', '\\', ',', '`', '|', '"', '\'':
		return true
	}
	if bytes.HasSuffix(line, []byte(" do")) {
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
	if x.file.Binary || l.end-l.start > maxBound {
		return false
	}
	if x.hasLayout(l.start) {
		return true
	}
	if !beginsValue(d[l.start:l.end]) {
		return false
	}
	x.upward = true
	from := max(0, l.start-contextBytes)
	return x.stems.has(d[from:l.start]) || namesNothing(d[l.start:l.end]) && x.stems.has(d[l.end:min(len(d), l.end+contextBytes/2)])
}
