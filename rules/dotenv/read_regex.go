package dotenv

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The readers for Node and Ruby find entries with one regular expression each,
// which are nearly the same. It is followed here by hand, as it takes time
// that is quadratic in the length of the file, and as only few of its ways to
// go back can ever succeed:
//
//   - Blanks before a name can only be taken as a whole, and so can the name.
//   - If an = follows, the match succeeds: a value without quotes ends at the
//     end of the line or at a #, and both can end the entry.
//   - A quoted value ends at the first quote without a backslash before it, if
//     what follows can end the entry, or else at the last quote with a
//     backslash for which that holds.

// A scanExpr is one of the two expressions.
type scanExpr struct {
	s      string
	space  func(rune) bool
	quotes string
	key    func(byte) bool
	alone  bool // a name without a value matches

	ends [3][]int // where quotes follow which an entry can end, by kind
	bare [3][]int // where quotes are without a backslash before them
}

// An entry of the scan. val is -1 if there is none.
type scanned struct {
	export   bool
	key      string
	at       int // where the key or export begins
	val      int
	valueEnd int
	next     int // where the search goes on
}

func (x *scanExpr) prepare() {
	for i := range len(x.s) {
		k := strings.IndexByte(x.quotes, x.s[i])
		if k < 0 {
			continue
		}
		if x.s[max(i-1, 0)] != '\\' {
			x.bare[k] = append(x.bare[k], i)
		}
	}
	// Whether an entry can end behind a place is computed from the back, so that
	// no blanks are looked at twice.
	can := true
	for i := len(x.s); i > 0; {
		r, n := utf8.DecodeLastRuneInString(x.s[:i])
		i -= n
		switch {
		case r == '\n' || r == '#':
			can = true
		case x.space(r):
		default:
			if k := strings.IndexRune(x.quotes, r); k >= 0 && can {
				x.ends[k] = append(x.ends[k], i)
			}
			can = false
		}
	}
	for k := range x.ends {
		slices.Reverse(x.ends[k])
	}
}

func (x *scanExpr) blanks(i int) int {
	for i < len(x.s) {
		r, n := utf8.DecodeRuneInString(x.s[i:])
		if !x.space(r) {
			break
		}
		i += n
	}
	return i
}

// lineStart returns the beginning of a line at pos or after it, or -1.
func (x *scanExpr) lineStart(pos int) int {
	if pos == 0 || pos <= len(x.s) && x.s[pos-1] == '\n' {
		return pos
	}
	if pos > len(x.s) {
		return -1
	}
	if i := strings.IndexByte(x.s[pos:], '\n'); i >= 0 {
		return pos + i + 1
	}
	return -1
}

// find returns the first entry whose line begins at pos or after it.
func (x *scanExpr) find(pos int) (e scanned, ok bool) {
	for pos = x.lineStart(pos); pos >= 0 && pos < len(x.s); {
		at := x.blanks(pos)
		if at == len(x.s) {
			return e, false
		}
		if e, ok := x.match(at); ok {
			return e, true
		}
		pos = x.lineStart(at + 1)
	}
	return e, false
}

// match matches an entry whose first character that is no blank is at at.
func (x *scanExpr) match(at int) (scanned, bool) {
	if rest := x.s[at:]; strings.HasPrefix(rest, "export") {
		if key := x.blanks(at + len("export")); key > at+len("export") {
			if e, ok := x.named(at, key); ok {
				e.export = true
				return e, true
			}
		}
	}
	return x.named(at, at)
}

func (x *scanExpr) named(at, key int) (scanned, bool) {
	e := scanned{at: at, val: -1}
	end := key
	for end < len(x.s) && x.key(x.s[end]) {
		end++
	}
	if end == key {
		return e, false
	}
	e.key = x.s[key:end]
	op := x.blanks(end)
	switch {
	case op < len(x.s) && x.s[op] == '=':
		x.value(&e, op+1)
		return e, true
	case end < len(x.s) && x.s[end] == ':':
		// One blank, which may be the end of the line.
		if r, n := utf8.DecodeRuneInString(x.s[end+1:]); n > 0 && x.space(r) {
			x.value(&e, end+1+n)
			return e, true
		}
	}
	if x.alone {
		var ok bool
		if e.next, ok = x.tail(end); ok {
			return e, true
		}
	}
	return e, false
}

// tail reports whether an entry can end at i, and where.
func (x *scanExpr) tail(i int) (int, bool) {
	end := x.blanks(i)
	if end == len(x.s) {
		return end, true
	}
	if x.s[end] == '#' {
		if n := strings.IndexByte(x.s[end:], '\n'); n >= 0 {
			return end + n, true
		}
		return len(x.s), true
	}
	if n := strings.LastIndexByte(x.s[i:end], '\n'); n >= 0 {
		return i + n, true
	}
	return 0, false
}

// value reads the value that begins at i, right behind the separator.
func (x *scanExpr) value(e *scanned, i int) {
	e.val, e.valueEnd = i, i
	if open := x.blanks(i); open < len(x.s) {
		if k := strings.IndexByte(x.quotes, x.s[open]); k >= 0 {
			if end := x.closing(k, open); end >= 0 {
				e.valueEnd = end + 1
				e.next, _ = x.tail(end + 1)
				return
			}
		}
	}
	for e.valueEnd < len(x.s) && x.s[e.valueEnd] != '#' && x.s[e.valueEnd] != '\n' {
		e.valueEnd++
	}
	e.next, _ = x.tail(e.valueEnd)
}

// closing returns the quote that ends the value whose first quote is at open,
// or -1.
func (x *scanExpr) closing(k, open int) int {
	limit := len(x.s)
	if i, _ := slices.BinarySearch(x.bare[k], open+1); i < len(x.bare[k]) {
		limit = x.bare[k][i] + 1
	}
	// The last place before limit at which an entry can end.
	i, _ := slices.BinarySearch(x.ends[k], limit)
	if i == 0 || x.ends[k][i-1] <= open {
		return -1
	}
	return x.ends[k][i-1]
}

// jsSpace is \s of JavaScript.
func jsSpace(r rune) bool {
	return r != 0x85 && unicode.IsSpace(r) || r == 0xfeff
}

// rubySpace is \s of Ruby.
func rubySpace(r rune) bool { return r == ' ' || '\t' <= r && r <= '\r' }

// readNode follows parse of motdotla/dotenv.
func readNode(out *Reading, data []byte) *ReadError {
	if !utf8.Valid(data) {
		return &ReadError{Reason: notUTF8 + ", so that characters are replaced", Unknown: true}
	}
	s := newlines(string(data))
	if i := strings.IndexAny(s, "\u2028\u2029"); i >= 0 {
		return &ReadError{Line: 1 + strings.Count(s[:i], "\n"), Reason: "there is a line separator in it that only JavaScript knows", Unknown: true}
	}
	x := scanExpr{s: s, space: jsSpace, quotes: "'\"`", key: func(c byte) bool { return isWord(c) || c == '.' || c == '-' }}
	x.prepare()
	var lines lineCounter
	pos := 0
	for {
		e, ok := x.find(pos)
		x.skipped(out, pos, e, ok, &lines)
		if !ok {
			return nil
		}
		value := strings.TrimFunc(s[e.val:e.valueEnd], jsSpace)
		q := byte(0)
		if value != "" {
			q = value[0]
		}
		if n := len(value); n >= 2 && (q == '"' || q == '\'' || q == '`') && value[n-1] == q {
			value = value[1 : n-1]
		}
		if q == '"' {
			value = strings.ReplaceAll(value, `\n`, "\n")
			value = strings.ReplaceAll(value, `\r`, "\r")
		}
		out.set(Var{Key: e.key, Value: value, Line: lines.at(s, e.at)})
		pos = e.next
	}
}

// skipped notes the lines from pos to an entry that are no comments.
func (x *scanExpr) skipped(out *Reading, pos int, e scanned, ok bool, lines *lineCounter) {
	end := len(x.s)
	if ok {
		end = e.at
	}
	for pos = x.lineStart(pos); pos >= 0 && pos < end; {
		at := x.blanks(pos)
		if at >= end {
			return
		}
		if x.s[at] != '#' {
			out.skip(lines.at(x.s, at), "it is no entry")
		}
		pos = x.lineStart(at + 1)
	}
}

// readRuby follows parser.rb and the substitutions of the gem dotenv.
func readRuby(out *Reading, data []byte, env func(string) (string, bool)) *ReadError {
	if !utf8.Valid(data) {
		return &ReadError{Reason: notUTF8}
	}
	s := newlines(strings.TrimPrefix(string(data), "\ufeff"))
	x := scanExpr{s: s, space: rubySpace, quotes: "'\"", key: func(c byte) bool { return isWord(c) || c == '.' }, alone: true}
	x.prepare()
	b := budgetFor(data)
	var lines lineCounter
	pos := 0
	for {
		e, ok := x.find(pos)
		x.skipped(out, pos, e, ok, &lines)
		if !ok {
			return nil
		}
		pos = e.next
		line := lines.at(s, e.at)
		// The group of the value is unset, and not empty, where nothing
		// follows the separator.
		if e.export && (e.val < 0 || e.val == e.valueEnd) {
			if _, ok := out.index[e.key]; !ok {
				return discard(out, &ReadError{Line: line, Reason: "it exports a variable that has no value"})
			}
			continue
		}
		raw := ""
		if e.val >= 0 {
			raw = s[e.val:e.valueEnd]
		}
		value, err := b.ruby(out, raw, env)
		if err != nil {
			err.Line = line
			return discard(out, err)
		}
		out.set(Var{Key: e.key, Value: value, Line: line})
	}
}

func (b *budget) ruby(out *Reading, v string, env func(string) (string, bool)) (string, *ReadError) {
	v = strings.TrimRight(strings.TrimLeft(v, "\x00\t\n\v\f\r "), "\x00\t\n\v\f\r ")
	q := byte(0)
	if n := len(v); n >= 2 && (v[0] == '"' || v[0] == '\'') && v[n-1] == v[0] {
		q = v[0]
		v = v[1 : n-1]
	}
	if q == '\'' {
		return v, nil
	}
	if q == '"' && strings.Contains(v, `\`) {
		mode, ok := out.Value("DOTENV_LINEBREAK_MODE")
		if m, set := env("DOTENV_LINEBREAK_MODE"); !ok && set {
			mode = m
		}
		n, r := `\\n`, `\\r`
		if mode == "legacy" {
			n, r = "\n", "\r"
		}
		v = strings.ReplaceAll(strings.ReplaceAll(v, `\n`, n), `\r`, r)
	}
	// A backslash before anything but a $ goes.
	if strings.IndexByte(v, '\\') >= 0 {
		var r strings.Builder
		for i := 0; i < len(v); i++ {
			if v[i] == '\\' && i+1 < len(v) && v[i+1] != '$' {
				i++
			}
			r.WriteByte(v[i])
		}
		v = r.String()
	}
	if strings.Contains(v, "$(") {
		return "", &ReadError{Reason: "it may run a command", Unknown: true}
	}
	return b.dollars(v, func(name string) string {
		if v, ok := env(name); ok {
			return v
		}
		v, _ := out.Value(name)
		return v
	}, true)
}

// dollars expands $NAME and ${NAME}, where a backslash before the $ takes its
// meaning away. Braces need not be closed. It is what godotenv does, and Ruby
// with anyCase.
func (b *budget) dollars(v string, get func(string) string, anyCase bool) (string, *ReadError) {
	if strings.IndexByte(v, '$') < 0 {
		return v, nil
	}
	var r strings.Builder
	for i := 0; i < len(v); {
		escaped := v[i] == '\\' && i+1 < len(v) && v[i+1] == '$'
		if !escaped && v[i] != '$' {
			r.WriteByte(v[i])
			i++
			continue
		}
		from := i
		if escaped {
			i++
		}
		i++
		if !anyCase && i < len(v) && v[i] == '(' {
			i++
		}
		if i < len(v) && v[i] == '{' {
			i++
		}
		name := i
		for i < len(v) && isWord(v[i]) && (anyCase || v[i] < 'a') {
			i++
		}
		key := v[name:i]
		if i < len(v) && v[i] == '}' {
			i++
		}
		switch {
		case escaped:
			r.WriteString(v[from+1 : i])
		case key != "":
			value := get(key)
			if !b.spend(len(value)) {
				return "", tooLong(0)
			}
			r.WriteString(value)
		default:
			r.WriteString(v[from:i])
		}
	}
	return r.String(), nil
}
