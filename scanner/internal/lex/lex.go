// Package lex splits a line into words, strings and punctuation. It knows no
// language's grammar, only what most of them share, so that one lexer reads
// source code, configuration, command lines and prose. Start at [Lexer.Split].
//
// The package has no state beyond one text: what a token means is decided by
// its callers.
package lex

import "bytes"

// A Kind is what a token is.
type Kind uint8

// The kinds of tokens.
const (
	Word   Kind = iota // a name, a number, a flag
	String             // the content of a string literal
	Punct              // one character of anything else
)

// A Token is a part of a text. Strings are without their quotes.
type Token struct {
	Kind       Kind
	Start, End int
	Quote      byte // of a string, also where the quote is escaped
	Glued      bool // no blank in front
}

// MaxTokens bounds the work for one line; a longer one is split in pieces.
const MaxTokens = 4096

// A Lexer splits one text.
type Lexer struct {
	Data     []byte
	unclosed [3][8]span // by quote and by backslashes
}

// A span says that no quote of a kind closes a string between two offsets.
type span struct{ from, end int }

// Split appends the tokens between two offsets and returns where it stopped,
// which is before the end of a line of very many tokens.
func (l *Lexer) Split(tokens []Token, from, end int) (_ []Token, next int) {
	d := l.Data
	i := from
	glued := false
	for i < end {
		if len(tokens) >= MaxTokens {
			return tokens, i
		}
		c := d[i]
		switch {
		case IsBlank(c) || c == '\r' || c == '\n' || c == '\f' || c == 0:
			i++
			glued = false
			continue
		case c == '\\' && i+1 < end && (i == from || d[i-1] != '\\') && escapes(d, i, end) > 0:
			tokens, i = l.escaped(tokens, i, end, glued)
		case c == '"' || c == '\'' || c == '`':
			var skipped bool
			if tokens, i, skipped = l.quoted(tokens, from, i, end, glued); skipped {
				continue
			}
		case IsWord(c):
			tokens, i = l.word(tokens, i, end, glued)
		default:
			tokens = append(tokens, Token{Punct, i, i + 1, 0, glued})
			i++
		}
		glued = true
	}
	return tokens, end
}

// quoted appends the string that the quote at i opens, and returns where to go on. It
// reports whether the quote belongs to a word or to a string that began on a line before.
func (l *Lexer) quoted(tokens []Token, from, i, end int, glued bool) (_ []Token, next int, skipped bool) {
	d, c := l.Data, l.Data[i]
	if c == '\'' && i > from && IsAlnum(d[i-1]) && i+1 < end && IsAlnum(d[i+1]) && !IsStringPrefix(d, from, i) && !(i >= from+2 && d[i-2] == '-') {
		return tokens, i + 1, true // an apostrophe, not that of -p'…'
	}
	if s, e, next, ok := multiple(d, i, end); ok {
		return append(tokens, Token{String, s, e, c, glued}), next, false
	}
	s, e, ok := l.closing(i+1, end, 0, c)
	switch {
	case !ok:
		return tokens, i + 1, false
	case i > from && IsAlnum(d[i-1]) && between(d, s, e, end):
		return tokens, i + 1, true // it closes a string that began on a line before
	case c == '"' && s < end && d[s] == '"' && e == s && e+1 < end && d[e+1] == '"': // """
		return tokens, i + 3, true
	}
	return append(tokens, Token{String, s, e, c, glued}), e + 1, false
}

// escaped appends the string inside a string that the escaped quote at i opens, and
// returns where to go on.
func (l *Lexer) escaped(tokens []Token, i, end int, glued bool) ([]Token, int) {
	n := escapes(l.Data, i, end)
	quote := l.Data[i+n]
	if s, e, ok := l.closing(i+n+1, end, n, quote); ok {
		return append(tokens, Token{String, s, e, quote, glued}), e + n + 1
	}
	return tokens, i + n + 1
}

// word appends the word at i. A full stop or a dash at its end is a word of its own.
func (l *Lexer) word(tokens []Token, i, end int, glued bool) ([]Token, int) {
	d, j := l.Data, i+1
	for j < end && IsWord(d[j]) {
		j++
	}
	stop := j
	for stop > i+1 && (d[stop-1] == '.' || d[stop-1] == '-') {
		stop-- // a sentence's full stop
	}
	tokens = append(tokens, Token{Word, i, stop, 0, glued})
	for i = stop; i < j && len(tokens) < MaxTokens; i++ { // each is a word: a row of dashes is read once
		tokens = append(tokens, Token{Word, i, i + 1, 0, true})
	}
	return tokens, i
}

// multiple returns the content of a string at d[i] whose quotes are of several
// characters and which ends on its line, and where it ends: """…""", ”'…”',
// and ”…” of Nix.
func multiple(d []byte, i, end int) (start, stop, next int, ok bool) {
	n := 1
	for i+n < end && n < 4 && d[i+n] == d[i] {
		n++
	}
	if n != 3 && !(n == 2 && d[i] == '\'' && i+n < end && IsAlnum(d[i+n])) {
		return 0, 0, 0, false
	}
	start = i + n
	limit := min(end, start+maxMultiple)
	k := bytes.Index(d[start:limit], d[i:start])
	if k <= 0 {
		return 0, 0, 0, false
	}
	return start, start + k, start + k + n, true
}

// maxMultiple bounds the content of such a string, so that a line of nothing but
// quotes is not read again for each of them.
const maxMultiple = 256

// between reports whether d[s:e] is what is between two strings, and a word
// comes behind the quote at d[e]: ","name":
func between(d []byte, s, e, end int) bool {
	if s == e || e-s > 4 || e+1 >= end || !IsAlnum(d[e+1]) && d[e+1] != '_' {
		return false
	}
	for _, c := range d[s:e] {
		if bytes.IndexByte([]byte(",:[]{} "), c) < 0 {
			return false
		}
	}
	return true
}

// IsWord reports whether c is part of a name as code, properties and flags
// write it. Everything that is not ASCII is.
func IsWord(c byte) bool {
	return IsAlnum(c) || c == '_' || c == '-' || c == '.' || c == '$' || c == '@' || c >= 0x80
}

// IsStringPrefix reports whether the letters in front of a quote make a string
// literal of it: b'…', rb"…", f"…".
func IsStringPrefix(d []byte, from, quote int) bool {
	i := quote
	for i > from && quote-i < 3 && d[i-1]|0x20-'a' < 26 {
		i--
	}
	if n := quote - i; n == 0 || n > 2 || i > from && (IsAlnum(d[i-1]) || d[i-1] == '_') {
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

// closing returns the span of the content of a string that begins at d[i], whose
// quotes are escaped by n backslashes. Where there was none it does not look
// again, as a line may be nothing but quotes.
func (l *Lexer) closing(i, end, n int, quote byte) (start, stop int, ok bool) {
	kind := 0
	switch quote {
	case '\'':
		kind = 1
	case '`':
		kind = 2
	}
	none := &l.unclosed[kind][n]
	if end == none.end && i >= none.from {
		return 0, 0, false
	}
	if start = i; n == 0 {
		stop, ok = CloseQuote(l.Data, i, end, quote)
	} else {
		start, stop, ok = closeEscaped(l.Data, i, end, n, quote)
	}
	if !ok {
		*none = span{i, end}
	}
	return start, stop, ok
}

// CloseQuote returns the offset of the quote that ends a string.
func CloseQuote(d []byte, i, end int, quote byte) (int, bool) {
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

// IsBlank reports whether c is a blank or a tab.
func IsBlank(c byte) bool { return c == ' ' || c == '\t' }

// IsAlnum reports whether c is an ASCII letter or digit.
func IsAlnum(c byte) bool { return c-'0' < 10 || c|0x20-'a' < 26 }
