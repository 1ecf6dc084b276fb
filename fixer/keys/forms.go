package keys

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
)

// A form is how a token is written in a text.
type form uint8

const (
	plain   form = iota
	inHex        // \x6741… of PostgreSQL, X'6741…' of MySQL and SQLite
	inBase       // base64 of the token, as queues and secrets of Kubernetes have it
	escaped      // with - and _ as escapes of JSON, SQL, URLs or HTML
)

// formStarts are the texts that begin a token in each form. That of an escaped
// one is the plain one.
var formStarts = [...][]byte{plain: []byte(tokenStart), inHex: []byte("674141414141"), inBase: []byte("Z0FBQUFB")}

// starts finds where tokens can begin, in order.
type starts struct {
	text []byte
	next [len(formStarts)]int // where each form begins next, -1 before the first search
	init bool
}

// after returns the first start from at on, or -1.
func (s *starts) after(at int) (int, form) {
	best, found := -1, plain
	for f, start := range formStarts {
		if !s.init || s.next[f] >= 0 && s.next[f] < at {
			s.next[f] = -1
			if i := bytes.Index(s.text[at:], start); i >= 0 {
				s.next[f] = at + i
			}
		}
		if n := s.next[f]; n >= 0 && (best < 0 || n < best) {
			best, found = n, form(f)
		}
	}
	s.init = true
	return best, found
}

// findAs reads the token of a form that begins at start. It returns the end of
// what was read.
func findAs(f form, text []byte, start int) (found Found, next int) {
	switch f {
	case inHex:
		return findHex(text, start)
	case inBase:
		return findBase(text, start)
	}
	end := start
	for end < len(text) && isTokenChar(text[end]) {
		end++
	}
	if n, _ := unescape(text[end:]); n > 0 {
		if found, ok := findEscaped(text, start); ok {
			return found, found.End
		}
	}
	found = findInRun(text, start, end)
	found.Text = text[found.Start:found.End]
	return found, end
}

func findHex(text []byte, start int) (Found, int) {
	var token []byte
	end := start
	for end+1 < len(text) {
		var c [1]byte
		if _, err := hex.Decode(c[:], text[end:end+2]); err != nil || !isTokenChar(c[0]) && c[0] != '=' {
			break
		}
		token = append(token, c[0])
		end += 2
	}
	found := Found{Start: start, End: end, Text: token, form: inHex}
	found.Token, found.Err = Inspect(token)
	return found, max(end, start+1)
}

func findBase(text []byte, start int) (Found, int) {
	end := start
	for end < len(text) && (isTokenChar(text[end]) || text[end] == '+' || text[end] == '/') {
		end++
	}
	body := end
	for end < len(text) && end < body+2 && text[end] == '=' {
		end++
	}
	found := Found{Start: start, End: end, form: inBase}
	token, err := baseOf(text[start:body]).DecodeString(string(text[start:body]))
	if err != nil {
		found.Err = ErrMalformed
		return found, end
	}
	token = bytes.TrimRight(token, "\r\n")
	found.Text = token
	found.Token, found.Err = Inspect(token)
	return found, end
}

// baseOf returns the encoding of a text in base64, without its padding.
func baseOf(s []byte) *base64.Encoding {
	if bytes.ContainsAny(s, "-_") {
		return base64.RawURLEncoding
	}
	return base64.RawStdEncoding
}

// findEscaped reads a token in which some characters are escaped.
func findEscaped(text []byte, start int) (Found, bool) {
	var token []byte
	end := start
	for end < len(text) {
		if isTokenChar(text[end]) {
			token = append(token, text[end])
			end++
			continue
		}
		n, c := unescape(text[end:])
		if n == 0 || c == '=' {
			break
		}
		token = append(token, c)
		end += n
	}
	found := Found{Start: start, End: end, Text: token, form: escaped}
	found.Token, found.Err = Inspect(token)
	return found, found.Err == nil
}

// escapes are the ways to write the characters of a token that are no letters
// or digits.
var escapes = [...]struct {
	text string
	char byte
}{
	{`\u002d`, '-'},
	{`\u002D`, '-'},
	{`\u005f`, '_'},
	{`\u005F`, '_'},
	{`\x2d`, '-'},
	{`\x2D`, '-'},
	{`\x5f`, '_'},
	{`\x5F`, '_'},
	{`\055`, '-'},
	{`\137`, '_'},
	{`\-`, '-'},
	{`\_`, '_'},
	{`%2D`, '-'},
	{`%2d`, '-'},
	{`%5F`, '_'},
	{`%5f`, '_'},
	{`&#45;`, '-'},
	{`&#95;`, '_'},
}

// unescape returns the length of the escape that a text begins with, and what
// it means. The length is 0 if there is none.
func unescape(text []byte) (int, byte) {
	if len(text) == 0 || text[0] != '\\' && text[0] != '%' && text[0] != '&' {
		return 0, 0
	}
	for _, e := range escapes {
		if bytes.HasPrefix(text, []byte(e.text)) {
			return len(e.text), e.char
		}
	}
	return 0, 0
}

// write returns a token in the form that another one had in a text.
func (f Found) write(old, token []byte) []byte {
	switch f.form {
	case inHex:
		out := []byte(hex.EncodeToString(token))
		if bytes.ContainsAny(old, "ABCDEF") {
			out = bytes.ToUpper(out)
		}
		return out
	case inBase:
		body := bytes.TrimRight(old, "=")
		raw, err := baseOf(body).DecodeString(string(body))
		if err == nil { // a line feed at its end
			token = append(bytes.Clone(token), raw[len(f.Text):]...)
		}
		return append([]byte(baseOf(body).EncodeToString(token)), old[len(body):]...)
	}
	return token
}
