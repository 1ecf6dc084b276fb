package scanner

import (
	"bytes"

	"github.com/envguard/envguard/rules"
)

// The extractor cuts candidates out of the lines that the prefilter found. It
// knows no grammar of any language, only what most of them share: words,
// quoted strings, and the few ways to give a name a value. Where they differ
// (does a bare value end at a blank or at the line's end?) the file's name
// decides; see syntaxOf.
//
// It works in two steps. lex splits a line into items, once. pair walks over
// the items and gives each string and each bare value the name, the call and
// the operator that it stands with. Strings that hold assignments of their
// own, such as JSON in JSON or a connection string, are lexed again, two
// levels deep.

type extractor struct {
	file   *rules.File
	syn    syntax
	emit   func(*rules.Candidate)
	items  []item
	cands  []rules.Candidate // of the current line
	prev   nameValue         // the last name: value pair, for `- name: X` `value: Y`
	c      rules.Candidate   // reused
	naming bool              // prev was set on the current line
	done   int               // where the last line that was looked at ends
	// skip, if set, tells lines that env has dealt with.
	skip func(start, end int) bool
	// pending is the name whose value is on the next line.
	pending   string
	open      frame  // the bracket that is open at the line's end, if its name matters
	carried   int    // lines since it was opened
	chpasswd  bool   // these lines may be users with their passwords
	generated int    // how many more lines may hold the result of random_password
	follow    int    // how many more lines may hold the value of prev
	depth     int    // in how many strings the items being paired stand
	outer     string // the name of the string that is being paired, if it says secret and the string holds an object

	split    bool // the line can have what is encoded, escaped, or joined from strings
	joinedTo int  // up to where joined strings have been emitted

	stems *stemTable
	disp  *dispatch
	all   bool // the gate is open for every line
	// upward is set where x.prev was asked for and does not come from line began
	// or one behind it; see lineMemo.
	upward bool
	began  int
	// bareRefused is set where values without quotes are names.
	bareRefused bool
	unclosed    [3][8]unclosed // by quote and by backslashes
	words       []said
	refused     numberSet              // rules that the line holds too little for
	shell       []shellWord            // of the command being read
	stacks      [maxNest + 1][16]frame // of open brackets, by depth
	noFrame     frame
}

type nameValue struct {
	name, value string
	line        int // where its line began
}

type itemKind uint8

const (
	word itemKind = iota
	str
	punct
)

type item struct {
	kind       itemKind
	start, end int  // str: the content
	quote      byte // str: the quote, also when it is escaped
	glued      bool // no blank in front
}

// maxItems bounds the work for one line; a longer one is cut into pieces.
const maxItems = 4096

// maxFollow is how many lines behind a name its value is looked for.
const maxFollow = 6

// lines extracts from all interesting lines of the file, and emits its PEM
// blocks. Behind a line that names what the next one gives the value of, the
// next one is interesting.
func (x *extractor) lines() {
	x.done = -1
	if x.syn.everyLine() && !x.file.Binary {
		x.eachLine()
		return
	}
	p := prefilter{data: x.file.Data, table: x.stems, disp: x.disp, forms: x.file.Binary && !x.all, all: x.all, block: x.block, line: func(l *lead) int {
		if l.start >= x.done && x.worth(l) {
			x.split = l.whole()
			x.from(l.start, l.end)
		}
		return x.done
	}}
	p.each()
}

// eachLine extracts from all lines, of a file where nothing on a line but its
// place says that there is a password.
func (x *extractor) eachLine() {
	d := x.file.Data
	p := prefilter{data: d, table: x.stems, disp: x.disp, block: x.block, line: func(*lead) int { return 0 }}
	p.each()
	for start := 0; start < len(d); start = x.done + 1 {
		x.split = true
		x.from(start, lineEnd(d, start))
	}
}

// from extracts from a line, and from those that it makes interesting.
func (x *extractor) from(start, end int) {
	d := x.file.Data
	if start != x.done+1 {
		x.pending, x.open, x.follow, x.chpasswd, x.generated = "", frame{}, 0, false, 0
	}
	for {
		x.naming = false
		x.line(start, end)
		x.done, x.split = end, true // of the next lines it is not known
		if x.follow--; x.naming && x.stems.has([]byte(x.prev.value)) {
			x.follow, x.chpasswd = max(x.follow, maxFollow), x.syn.lines && x.prev.name == "object" && x.prev.value == "chpasswd"
		}
		if x.generated--; x.generated == generatedReach-1 {
			x.follow = generatedReach
		}
		if end >= len(d) || x.pending == "" && x.open.open == 0 && x.follow <= 0 {
			return
		}
		start = end + 1
		end = lineEnd(d, start)
	}
}

func (x *extractor) line(start, end int) {
	d := x.file.Data
	if end > start && d[end-1] == '\r' {
		end--
	}
	if end <= start {
		return
	}
	comment := commentStart(d, start, end)
	from := start
	x.items = x.items[:0]
	x.cands = x.cands[:0]
	if x.skip != nil && x.skip(start, end) {
		x.pending, x.open = "", frame{}
		return
	}
	if x.syn.pgpass || x.syn.ppp || x.syn.ipsec {
		switch {
		case x.syn.pgpass:
			x.pgpass(start, end)
		case x.syn.ppp:
			x.pppSecret(start, end)
		default:
			x.ipsecSecret(start, end)
		}
		x.flush(start, end, comment)
		return
	}
	for from < end {
		x.items, x.cands = x.items[:0], x.cands[:0]
		next := x.lex(from, end, 0)
		x.pair(start, end, 0)
		if x.follow > 0 && x.chpasswd {
			x.userPassword(start, end)
		}
		x.urls(from, next)
		x.flush(from, next, comment)
		from = next
	}
}

// flush emits the line's candidates, then the token runs that lie in it, each
// with the context of the candidate that holds it.
func (x *extractor) flush(start, end, comment int) {
	d := x.file.Data
	for i := range x.cands {
		c := &x.cands[i]
		c.File = x.file
		c.Comment = c.Start >= comment
		if isRun(d[c.Start:c.End]) {
			c.Kind |= rules.KindToken
			if !(c.Start > start && tokenChar[d[c.Start-1]]) && !(c.End < end && tokenChar[d[c.End]]) {
				c.Kind |= x.runKind() // all of a run: run leaves it out
			}
		}
		x.emit(c)
	}
	first := 0 // candidates in front of it end before the run
	for i := start; i < end; {
		if !tokenChar[d[i]] {
			i++
			continue
		}
		j := i + 1
		for j < end && tokenChar[d[j]] {
			j++
		}
		if j-i >= rules.MinToken {
			for first < len(x.cands) && x.cands[first].End <= i {
				first++
			}
			x.run(i, j, comment, x.cands[first:])
		}
		i = j
	}
	if x.split {
		x.escapes(start, end)
	}
	if x.split || x.joinsWithin() {
		x.joins(start, end)
	}
}

// run emits a token run, unless it is a candidate already.
func (x *extractor) run(i, j, comment int, cands []rules.Candidate) {
	x.c = rules.Candidate{File: x.file, Kind: rules.KindToken, Start: i, End: j, Comment: i >= comment}
	for k := range cands {
		c := &cands[k]
		if c.Start > i {
			break
		}
		if c.Start == i && c.End == j {
			return
		}
		if c.Start <= i && j <= c.End && (c.Start == i || !isPair(x.file.Data[i:j])) {
			x.c.Key, x.c.Call, x.c.Arg, x.c.Op, x.c.Quote = c.Key, c.Call, c.Arg, c.Op, c.Quote
		}
	}
	x.c.Kind |= x.runKind()
	x.emit(&x.c)
}

// runKind is what marks a candidate that is all of a token run.
func (x *extractor) runKind() rules.Kind {
	if x.split {
		return kindRun | kindEncoded
	}
	return kindRun
}

// isPair reports whether a run is a name and a value of its own: IV=0x01….
func isPair(b []byte) bool {
	i := bytes.IndexByte(b, '=')
	return i > 0 && i < len(b)-2 && isName(string(b[:i]))
}

// kindRun marks a candidate in which prefixes are to be searched. It is not
// for rules.
const kindRun rules.Kind = 1 << 7

func isRun(b []byte) bool {
	if len(b) < rules.MinToken {
		return false
	}
	for _, c := range b {
		if !tokenChar[c] {
			return false
		}
	}
	return true
}

// commentStart returns where a comment begins in the line, or end.
func commentStart(d []byte, start, end int) int {
	i := start
	for i < end && isSpace(d[i]) {
		i++
	}
	if leadsComment(d[i:end]) > 0 {
		return i
	}
	for k := i + 1; k < end; k++ {
		switch d[k] {
		case '#':
			if isSpace(d[k-1]) && (k+1 == end || isSpace(d[k+1])) {
				return k
			}
		case '/':
			if k+1 < end && d[k+1] == '/' && isSpace(d[k-1]) {
				return k
			}
		case '<':
			if bytes.HasPrefix(d[k:end], []byte("<!--")) {
				return k
			}
		}
	}
	return end
}

// leadsComment returns the length of the comment leader that b begins with.
func leadsComment(b []byte) int {
	for _, s := range [...]string{"//", "#", "--", ";", "/*", "*", "<!--", "{#", "{{!", "%", "REM ", "rem ", "\"\"\"", "'''"} {
		if len(b) >= len(s) && string(b[:len(s)]) == s {
			if s == "--" && len(b) > 2 && b[2] != ' ' && b[2] != '\t' { // a command-line flag
				continue
			}
			if s == "*" && len(b) > 1 && b[1] != ' ' && b[1] != '/' {
				continue
			}
			return len(s)
		}
	}
	return 0
}

// lex appends the items of d[from:end] and returns where it stopped. depth is
// above 0 inside a string, where quotes may be escaped.
func (x *extractor) lex(from, end, depth int) int {
	d := x.file.Data
	i := from
	glued := false
	for i < end {
		if len(x.items) >= maxItems {
			return i
		}
		c := d[i]
		switch {
		case isSpace(c) || c == '\r' || c == '\n' || c == '\f' || c == 0:
			i++
			glued = false
			continue
		case c == '\\' && i+1 < end && (i == from || d[i-1] != '\\') && escapes(d, i, end) > 0:
			// An escaped quote opens a string inside a string.
			n := escapes(d, i, end)
			quote := d[i+n]
			if s, e, ok := x.closing(i+n+1, end, n, quote); ok {
				x.items = append(x.items, item{str, s, e, quote, glued})
				i = e + n + 1
			} else {
				i += n + 1
			}
		case c == '"' || c == '\'' || c == '`':
			if c == '\'' && i > from && isAlnum(d[i-1]) && i+1 < end && isAlnum(d[i+1]) && !stringPrefix(d, from, i) && !(i >= from+2 && d[i-2] == '-') {
				i++ // an apostrophe, not that of -p'…'
				continue
			}
			if s, e, ok := x.closing(i+1, end, 0, c); ok {
				if i > from && isAlnum(d[i-1]) && between(d, s, e, end) {
					i++ // it closes a string that began on a line before
					continue
				}
				if c == '"' && s < end && d[s] == '"' && e == s && e+1 < end && d[e+1] == '"' { // """
					i += 3
					continue
				}
				x.items = append(x.items, item{str, s, e, c, glued})
				i = e + 1
			} else {
				i++
			}
		case wordChar(c):
			j := i + 1
			for j < end && wordChar(d[j]) {
				j++
			}
			stop := j
			for stop > i+1 && (d[stop-1] == '.' || d[stop-1] == '-') {
				stop-- // a sentence's full stop
			}
			x.items = append(x.items, item{word, i, stop, 0, glued})
			for i = stop; i < j && len(x.items) < maxItems; i++ { // each is a word: a row of dashes is read once
				x.items = append(x.items, item{word, i, i + 1, 0, true})
			}
		default:
			x.items = append(x.items, item{punct, i, i + 1, 0, glued})
			i++
		}
		glued = true
	}
	return end
}

// between reports whether d[s:e] is what stands between two strings, and a word
// comes behind the quote at d[e]: ","name":
func between(d []byte, s, e, end int) bool {
	if s == e || e-s > 4 || e+1 >= end || !isAlnum(d[e+1]) && d[e+1] != '_' {
		return false
	}
	for _, c := range d[s:e] {
		if bytes.IndexByte([]byte(",:[]{} "), c) < 0 {
			return false
		}
	}
	return true
}

// wordChar tells the bytes of names as code, properties and flags write them,
// and of everything that is not ASCII.
func wordChar(c byte) bool {
	return isAlnum(c) || c == '_' || c == '-' || c == '.' || c == '$' || c == '@' || c >= 0x80
}

// stringPrefix reports whether the letters in front of a quote make a string
// literal of it: b'…', rb"…", f"…".
func stringPrefix(d []byte, from, quote int) bool {
	i := quote
	for i > from && quote-i < 3 && d[i-1]|0x20-'a' < 26 {
		i--
	}
	if n := quote - i; n == 0 || n > 2 || i > from && (isAlnum(d[i-1]) || d[i-1] == '_') {
		return false
	}
	for _, c := range d[i:quote] {
		switch c | 0x20 {
		case 'b', 'r', 'u', 'f', 'n', 'x', 'l':
		default:
			return false
		}
	}
	return true
}

// An unclosed tells that no quote of a kind closes a string in d[from:end].
type unclosed struct{ from, end int }

// closing returns the span of the content of a string that begins at d[i], whose
// quotes are escaped by n backslashes. Where there was none it does not look
// again, as a line may be nothing but quotes.
func (x *extractor) closing(i, end, n int, quote byte) (start, stop int, ok bool) {
	kind := 0
	switch quote {
	case '\'':
		kind = 1
	case '`':
		kind = 2
	}
	none := &x.unclosed[kind][n]
	if end == none.end && i >= none.from {
		return 0, 0, false
	}
	if start = i; n == 0 {
		stop, ok = closeQuote(x.file.Data, i, end, quote)
	} else {
		start, stop, ok = closeEscaped(x.file.Data, i, end, n, quote)
	}
	if !ok {
		*none = unclosed{i, end}
	}
	return start, stop, ok
}

// closeQuote returns the offset of the quote that ends a string.
func closeQuote(d []byte, i, end int, quote byte) (int, bool) {
	for ; i < end; i++ {
		switch d[i] {
		case '\\':
			i++
		case quote:
			return i, true
		}
	}
	return 0, false
}

// escapes returns how many backslashes at d[i] escape a quote, or 0: one in a
// string, three in a string of a string.
func escapes(d []byte, i, end int) int {
	n := 0
	for i+n < end && d[i+n] == '\\' && n < 7 {
		n++
	}
	if n%2 == 0 || i+n >= end || d[i+n] != '"' && d[i+n] != '\'' {
		return 0
	}
	return n
}

// closeEscaped returns the content's span of a string whose quotes are
// themselves escaped by n backslashes: \"…\".
func closeEscaped(d []byte, i, end, n int, quote byte) (start, stop int, ok bool) {
	for start = i; i < end; i++ {
		if d[i] != '\\' {
			continue
		}
		k := i
		for k < end && d[k] == '\\' {
			k++
		}
		if k < end && d[k] == quote && k-i == n {
			return start, i, true
		}
		i = k // what they escape
	}
	return 0, 0, false
}

func (x *extractor) text(it item) string { return string(x.file.Data[it.start:it.end]) }

func (x *extractor) is(k int, c byte) bool {
	return k >= 0 && k < len(x.items) && x.items[k].kind == punct && x.file.Data[x.items[k].start] == c
}

// add appends a candidate.
func (x *extractor) add(kind rules.Kind, start, end int, quote byte, key, call string, arg int, op byte) {
	if start >= end || len(x.cands) >= maxItems {
		return
	}
	x.cands = append(x.cands, rules.Candidate{
		Kind: kind, Start: start, End: end, Quote: quote, Key: key, Call: call, Arg: arg, Op: op, Nested: x.depth > 0,
	})
}
