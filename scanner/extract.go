package scanner

import (
	"bytes"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/scanner/internal/lex"
)

// The extractor cuts candidates out of the lines that the prefilter found. It
// knows no grammar of any language, only what most of them share: words,
// quoted strings, and the few ways to give a name a value. Where they differ
// (does a bare value end at a blank or at the line's end?) the file's name
// decides; see syntaxOf.
//
// It works in two steps. lex splits a line into items, once. pair walks over
// the items and gives each string and each bare value the name, the call and
// the operator that it is with. Strings that hold assignments of their
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
	// skip, if set, says lines that env has dealt with.
	skip func(start, end int) bool
	// pending is the name whose value is on the next line.
	pending   string
	open      frame  // the bracket that is open at the line's end, if its name matters
	carried   int    // lines since it was opened
	chpasswd  bool   // these lines may be users with their passwords
	generated int    // how many more lines may hold the result of random_password
	follow    int    // how many more lines may hold the value of prev
	depth     int    // in how many strings the items being paired are
	outer     string // the name of the string that is being paired, if it says secret and the string holds an object

	split     bool // the line can have what is encoded, escaped, or joined from strings
	hasBroken bool // unseen bytes break a token of the line
	joinedTo  int  // up to where joined strings have been emitted

	stems *stemTable
	disp  *dispatch
	all   bool // the gate is open for every line
	// upward is set where x.prev was asked for and does not come from line began
	// or one after it; see lineMemo.
	upward bool
	began  int
	// bareRefused is set where values without quotes are names.
	bareRefused bool
	lexer       lex.Lexer
	around      []item // a line with those around it
	layout      layout
	words       []said
	refused     numberSet              // rules that the line holds too little for
	shell       []shellWord            // of the command being read
	stacks      [maxNest + 1][16]frame // of open brackets, by depth
	lone        [maxNest + 1]loneWord  // the word being handled, by depth
}

type nameValue struct {
	name, value string
	line        int // where its line began
}

// An item is a token of the line being read.
type item = lex.Token

const (
	word  = lex.Word
	str   = lex.String
	punct = lex.Punct
)

// maxItems bounds the candidates of one line, as lex bounds its tokens.
const maxItems = lex.MaxTokens

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
	p := prefilter{data: x.file.Data, table: x.stems, disp: x.disp, code: x.bareRefused, forms: x.file.Binary && !x.all, all: x.all, block: x.block, line: func(l *lead) int {
		if l.start >= x.done && x.worth(l) {
			x.split, x.hasBroken = l.whole(), l.broken
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
		x.split, x.hasBroken = true, false
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
		x.done, x.split, x.hasBroken = end, true, false // of the next lines it is not known
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
		next := x.lex(from, end)
		x.pair(start, end, 0)
		if x.follow > 0 && x.chpasswd {
			x.userPassword(start, end)
		}
		x.urls(from, next)
		x.addresses(from, next)
		if end-start <= maxBound {
			x.bind(start, end, comment)
		}
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
	if x.hasBroken {
		x.broken(start, end)
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

// commentLeaders are the comment leaders of all languages.
var commentLeaders = [...]string{"//", "#", "--", ";", "/*", "*", "<!--", "{#", "{{!", "%", "REM ", "rem ", "\"\"\"", "'''"}

// leaderStart marks the first bytes of comment leaders. Most lines begin with
// none of them.
var leaderStart = func() (t [256]bool) {
	for _, s := range commentLeaders {
		t[s[0]] = true
	}
	return t
}()

// leadsComment returns the length of the comment leader that b begins with.
func leadsComment(b []byte) int {
	if len(b) == 0 || !leaderStart[b[0]] {
		return 0
	}
	for _, s := range commentLeaders {
		if len(b) < len(s) || string(b[:len(s)]) != s {
			continue
		}
		if s == "--" && len(b) > 2 && b[2] != ' ' && b[2] != '\t' { // a command-line flag
			continue
		}
		if s == "*" && len(b) > 1 && b[1] != ' ' && b[1] != '/' {
			continue
		}
		return len(s)
	}
	return 0
}

// lex appends the tokens of the text between two offsets and returns where it
// stopped.
func (x *extractor) lex(from, end int) (next int) {
	x.items, next = x.lexer.Split(x.items, from, end)
	return next
}

func (x *extractor) text(it item) string { return string(x.file.Data[it.Start:it.End]) }

func (x *extractor) is(k int, c byte) bool {
	return k >= 0 && k < len(x.items) && x.items[k].Kind == punct && x.file.Data[x.items[k].Start] == c
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
