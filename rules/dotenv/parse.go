package dotenv

import "bytes"

// A parser cuts text into items. It looks at each byte a bounded number of
// times: the next line feed and carriage return are remembered, and a search
// for a closing quote over several lines ends at the next one that could be
// it, whether it is or not.
type parser struct {
	data   []byte
	lf, cr int // positions of the next ones, at or behind where the last search began
}

// lineEnd returns where the line at pos ends and where the next one begins.
func (p *parser) lineEnd(pos int) (end, next int) {
	p.lf = seek(p.data, p.lf, pos, '\n')
	p.cr = seek(p.data, p.cr, pos, '\r')
	end = min(p.lf, p.cr)
	switch {
	case end == len(p.data):
		return end, end
	case p.cr+1 == p.lf && p.lf < len(p.data):
		return end, end + 2
	}
	return end, end + 1
}

// seek returns the position of the first c from pos on, or len(data). known
// is the answer to an earlier question, or -1.
func seek(data []byte, known, pos int, c byte) int {
	if known >= pos {
		return known
	}
	if i := bytes.IndexByte(data[pos:], c); i >= 0 {
		return pos + i
	}
	return len(data)
}

// item reads the item at pos. Its Last is how many line endings are inside.
func (p *parser) item(pos int) Item {
	end, next := p.lineEnd(pos)
	it := Item{Span: Span{pos, next}, End: Span{end, next}}
	at := skipBlanks(p.data, pos, end)
	switch {
	case at == end:
		it.Kind = Blank
		return it
	case p.data[at] == '#' || p.data[at] == ';':
		it.Kind = Comment
		mark := at
		for at < end && (p.data[at] == '#' || p.data[at] == ';') {
			at++
		}
		at = skipBlanks(p.data, at, end)
		if e, ok := p.entry(at, end, true); ok {
			e.Commented, e.Mark = true, Span{mark, at}
			it.Kind, it.Entry = Setting, e
		}
		return it
	}
	e, ok := p.entry(at, end, false)
	if !ok {
		it.Kind = Unknown
		return it
	}
	it.Kind, it.Entry = Setting, e
	// A value of several lines moves the end.
	for end < e.Full.End {
		end, next = p.lineEnd(next)
		it.Last++
	}
	it.Span.End, it.End = next, Span{end, next}
	return it
}

// entry reads the entry that begins at at, on a line that ends at end. Of
// comments it wants more certainty, as they are full of prose.
func (p *parser) entry(at, end int, comment bool) (*Entry, bool) {
	d := p.data
	e := new(Entry)
	if n := at + len("export"); n < end && isBlank(d[n]) && string(d[at:n]) == "export" {
		if key := skipBlanks(d, n, end); key < end && d[key] != '=' && d[key] != ':' {
			e.Export = Span{at, key}
			at = key
		}
	}
	at, ok := p.entryName(e, at, end, comment)
	if !ok {
		return nil, false
	}
	key := d[e.Key.Start:e.Key.End]
	op := skipBlanks(d, at, end)
	e.Sep = Span{at, op}
	if op == end || d[op] == '#' && op > at {
		return e, !comment && p.nameAlone(e, at, op, end)
	}
	if e.Op = d[op]; e.Op != '=' && e.Op != ':' {
		return nil, false
	}
	if e.Op == ':' && (op > at || comment || !isName(key)) {
		return nil, false
	}
	if comment && (!isName(key) || op > at && !isUpper(key)) {
		return nil, false // # the default is = 5
	}
	value := skipBlanks(d, op+1, end)
	e.Sep.End = value
	p.value(e, op+1, value, end, comment)
	return e, true
}

// entryName reads the name at at, and returns the place behind it.
func (p *parser) entryName(e *Entry, at, end int, comment bool) (int, bool) {
	d := p.data
	if q := d[at:end]; len(q) > 0 && (q[0] == '\'' || q[0] == '"') && !comment {
		n := bytes.IndexByte(q[1:], q[0])
		e.KeyQuote = q[0]
		e.Key = Span{at + 1, at + 1 + n}
		return at + n + 2, n > 0
	}
	e.Key.Start = at
	for at < end && isKeyByte(d[at]) {
		if d[at] == ':' && (at+1 == end || isBlank(d[at+1])) {
			break
		}
		at++
	}
	e.Key.End = at
	return at, !e.Key.Empty()
}

// nameAlone completes an entry without an operator; a comment may begin at op.
func (p *parser) nameAlone(e *Entry, at, op, end int) bool {
	if !isName(p.data[e.Key.Start:e.Key.End]) || e.KeyQuote != 0 {
		return false
	}
	e.Sep = Span{at, at}
	e.Raw, e.Inner, e.Full = e.Sep, e.Sep, e.Sep
	if op < end {
		e.Comment = Span{op, trimBlanks(p.data, op, end)}
	}
	return true
}

// value reads the value that begins at at; sep is where the blanks before it
// do.
func (p *parser) value(e *Entry, sep, at, end int, comment bool) {
	d := p.data
	last := trimBlanks(d, at, end)
	e.Full = Span{at, last}
	e.Raw = e.Full
	if at < last && (d[at] == '"' || d[at] == '\'' || d[at] == '`') {
		if p.quoted(e, at, end, comment) {
			return
		}
	} else if at < last && d[at] == '#' && at > sep {
		e.Comment = Span{at, last}
		e.Raw = Span{at, at}
	}
	// Unquoted: a # behind a blank begins a comment.
	for i := at + 1; i < last && e.Comment.Empty(); i++ {
		if d[i] == '#' && isBlank(d[i-1]) {
			e.Comment = Span{i, last}
			e.Raw = Span{at, trimBlanks(d, at, i)}
		}
	}
	e.Inner = e.Raw
}

// quoted reads a value that begins with a quote. It reports false if the value
// is not one quoted text and possibly a comment.
func (p *parser) quoted(e *Entry, at, end int, comment bool) bool {
	d := p.data
	q := d[at]
	last := trimBlanks(d, at, end)
	close := closing(d, at+1, end, q)
	if close < 0 || !p.endsAt(e, at, close, end) {
		// `'C:\'`: for some readers a backslash escapes nothing.
		if close < 0 && last-1 > at && d[last-1] == q {
			close = last - 1
			return p.endsAt(e, at, close, end)
		}
		if close >= 0 {
			e.Trailing = true
			return false
		}
		if !comment {
			if close = closing(d, end, len(d), q); close >= 0 {
				if stop, _ := p.peekEnd(close); p.endsAt(e, at, close, stop) {
					return true
				}
			}
		}
		e.Unclosed = true
		return false
	}
	return true
}

// endsAt completes e if the quote at close ends a value: nothing but a comment
// follows on the line, which ends at end.
func (p *parser) endsAt(e *Entry, at, close, end int) bool {
	d := p.data
	next := skipBlanks(d, close+1, end)
	if next < end && d[next] != '#' {
		return false
	}
	e.Quote = d[at]
	e.Raw = Span{at, close + 1}
	e.Inner = Span{at + 1, close}
	e.Full = Span{at, trimBlanks(d, at, end)}
	if e.Full.End <= close {
		e.Full.End = close + 1
	}
	if next < end {
		e.Comment = Span{next, e.Full.End}
	}
	return true
}

// peekEnd is lineEnd for a place further on; it leaves what lineEnd remembers
// alone.
func (p *parser) peekEnd(pos int) (end, next int) {
	i := bytes.IndexAny(p.data[pos:], "\r\n")
	if i < 0 {
		return len(p.data), len(p.data)
	}
	return pos + i, pos + i + 1
}

// closing returns where the first q that is not escaped is, or -1.
func closing(d []byte, from, to int, q byte) int {
	for i := from; i < to; i++ {
		switch d[i] {
		case '\\':
			i++
		case q:
			return i
		}
	}
	return -1
}

func skipBlanks(d []byte, from, to int) int {
	for from < to && isBlank(d[from]) {
		from++
	}
	return from
}

// trimBlanks returns the end of d[from:to] without blanks after it.
func trimBlanks(d []byte, from, to int) int {
	for to > from && isBlank(d[to-1]) {
		to--
	}
	return to
}

func isBlank(c byte) bool { return c == ' ' || c == '\t' || c == '\v' || c == '\f' }

// isKeyByte reports whether c can be in a name. Readers disagree widely;
// what none of them would split a name at is taken.
func isKeyByte(c byte) bool {
	switch c {
	case '=', '#', '\'', '"', '`', '(', ')', '[', ']', '{', '}', '<', '>', '$', ',', '&', '|', '\\':
		return false
	}
	return c > ' ' && c != 0x7f
}

// isName reports whether a name is one that all readers take, or nearly so.
func isName(key []byte) bool {
	for i, c := range key {
		switch {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', c == '_':
		case i > 0 && ('0' <= c && c <= '9' || c == '.' || c == '-'):
		default:
			return false
		}
	}
	return len(key) > 0
}

func isUpper(key []byte) bool {
	for _, c := range key {
		if 'a' <= c && c <= 'z' {
			return false
		}
	}
	return true
}
