package scanner

import (
	"bytes"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/scanner/internal/lex"
)

// maxJoined is how many lines are followed whose strings are joined.
const maxJoined = 64

// isQuote says what opens and closes a string.
func isQuote(c byte) bool { return c == '"' || c == '\'' || c == '`' }

// joint reports whether what is between two strings joins them, and whether
// it is an operator. Blanks alone join strings in C, Python and some others,
// and elsewhere nothing can be meant by them that has a secret's form.
func joint(between []byte) (joins, operator bool) {
	between = bytes.Trim(between, " \t\r\n\\")
	switch len(between) {
	case 0:
		return true, false
	case 1:
		switch between[0] {
		case '+', '.', '~', '&':
			return true, true
		}
	case 2:
		switch string(between) {
		case "||", "..", "++", "<>":
			return true, true
		}
	}
	return false, false
}

// joins emits the lines around a line whose strings go on in each other.
func (x *extractor) joins(start, end int) {
	if start < x.joinedTo || x.file.Binary || end-start > maxRewritten {
		return
	}
	d := x.file.Data
	from, to := start, end
	for n := 0; n < maxJoined && from > 0 && beginsJoined(d[from:end]) && goesOn(d, from-1); n++ {
		lo := max(0, from-2-maxRewritten)
		before := lo + bytes.LastIndexByte(d[lo:from-1], '\n') + 1
		if from-1-before > maxRewritten {
			break
		}
		from = before
	}
	for n := 0; n < maxJoined && to < len(d) && goesOn(d, to); n++ {
		after := lineEnd(d[:min(len(d), to+maxRewritten+2)], to+1)
		if after-to > maxRewritten {
			break
		}
		to = after
	}
	if from == start && to == end && !x.joinsWithin() {
		return
	}
	x.joinedTo = to
	x.emit(&rules.Candidate{File: x.file, Kind: kindJoined, Start: from, End: to})
}

// joinsWithin reports whether two strings of the line that was split are joined.
func (x *extractor) joinsWithin() bool {
	d, last := x.file.Data, -1
	for k := range x.items {
		it := &x.items[k]
		if it.Kind != str {
			continue
		}
		if last >= 0 && it.Start-last < 16 && last < it.Start-1 && d[last] == d[it.Start-1] && isQuote(d[last]) {
			if ok, _ := joint(d[last+1 : it.Start-1]); ok {
				return true
			}
		}
		last = it.End
	}
	return false
}

// beginsJoined reports whether a line begins with a string, or an operator that
// joins one to what precedes it.
func beginsJoined(line []byte) bool {
	blank := true
	for k, c := range line {
		switch {
		case isQuote(c):
			if blank {
				return true
			}
			ok, _ := joint(line[:k])
			return ok
		case c == '\n' || !joins(c):
			return false
		}
		blank = blank && isSpace(c)
	}
	return false
}

// goesOn reports whether the last string of the line that ends in front of
// d[end] goes on with the first of the next one, which begins behind d[end].
func goesOn(d []byte, end int) bool {
	i := end
	for i > 0 && d[i-1] != '\n' && joins(d[i-1]) {
		i--
	}
	return i > 0 && isQuote(d[i-1]) && beginsJoined(d[end+1:min(len(d), end+257)])
}

// joinedStrings gives some lines with the strings in them joined.
func joinedStrings(c *rules.Candidate, give func(*decoding)) {
	d := c.File.Data
	r := rewriter{base: c.Start}
	plain := false // blanks join two of them
	for i := c.Start; i < c.End; {
		ch := d[i]
		r.add(ch, i-c.Start)
		i++
		if !isQuote(ch) {
			continue
		}
		// A string: up to its end, and on with those that it is joined with.
		for {
			e, ok := lex.CloseQuote(d, i, min(c.End, i+maxRewritten), ch)
			if !ok || bytes.IndexByte(d[i:e], '\n') >= 0 && ch != '`' {
				break
			}
			for ; i < e; i++ {
				r.add(d[i], i-c.Start)
			}
			next := e + 1
			for next < c.End && next-e < 512 && !isQuote(d[next]) && joins(d[next]) {
				next++
			}
			if next >= c.End || d[next] != ch {
				r.add(ch, e-c.Start)
				i = e + 1
				break
			}
			ok, operator := joint(d[e+1 : next])
			if !ok || next == e+1 { // "" in a string
				r.add(ch, e-c.Start)
				i = e + 1
				break
			}
			plain = plain || !operator
			if n := len(r.out); n < 2 || r.out[n-2] != '\\' { // a line's end joins nothing
				r.marks = append(r.marks, n)
			}
			i = next + 1
		}
	}
	if len(r.marks) > 0 && r.inRun() {
		r.give(c.File, c.End, "in joined strings", plain, 1, give)
	}
}

// joinedRun reports whether the string that is the token run d[start:end], or
// begins or ends with it, is joined with another one.
func joinedRun(d []byte, start, end int) bool {
	if start > 0 && isQuote(d[start-1]) {
		i := start - 1
		for i > 0 && start-i < 256 && joins(d[i-1]) {
			i--
		}
		if i > 0 && i < start-1 && d[i-1] == d[start-1] {
			if ok, _ := joint(d[i : start-1]); ok {
				return true
			}
		}
	}
	if end < len(d) && isQuote(d[end]) {
		i := end + 1
		for i < len(d) && i-end < 256 && d[i] != '\n' && joins(d[i]) {
			i++
		}
		between := d[end+1 : i]
		ok, operator := joint(between)
		if i == len(d) || d[i] == '\n' { // a backslash joins lines, too
			return operator || ok && bytes.IndexByte(between, '\\') >= 0
		}
		return ok && len(between) > 0 && d[i] == d[end]
	}
	return false
}

// cutShort reports whether the token run that ends in front of d[end] may go on in
// another string, on the line or below.
func cutShort(d []byte, end int) bool {
	if end >= len(d) || !isQuote(d[end]) {
		return false
	}
	for i := end + 1; i < len(d) && i-end < 256; i++ {
		if !joins(d[i]) {
			return d[i] == d[end]
		}
	}
	return false
}

// joinsAcross reports whether a line may have strings that are joined with those
// of the line above or below.
func joinsAcross(d []byte, start, end int) bool {
	return start > 0 && goesOn(d, start-1) || end+1 < len(d) && goesOn(d, end)
}

// joins reports whether c can be between two strings that are joined.
func joins(c byte) bool {
	switch c {
	case ' ', '\t', '\r', '\n', '\\', '+', '.', '~', '&', '|', '<', '>':
		return true
	}
	return false
}
