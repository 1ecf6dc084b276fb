package dotenv

import (
	"bytes"
	"unicode/utf8"
)

// readSystemd follows src/basic/env-file.c of systemd, and what is dropped
// afterwards when a unit's environment is put together.
func readSystemd(out *Reading, data []byte) *ReadError {
	if bytes.IndexByte(data, 0) >= 0 {
		return &ReadError{Reason: "there is a NUL byte in it"}
	}
	s := systemd{out: out, line: 1, at: 1, keyBlank: -1, valueBlank: -1, state: (*systemd).preKey}
	for i, c := range data {
		s.state(&s, c)
		if s.err != nil {
			return s.err
		}
		if c == '\n' || c == '\r' && (i+1 == len(data) || data[i+1] != '\n') {
			s.line++
		}
	}
	s.end()
	return s.err
}

// A systemd is the state between two bytes of an environment file.
type systemd struct {
	out        *Reading
	key, value []byte
	// Where the blanks at the end begin, or -1.
	keyBlank, valueBlank int
	line, at             int // of the byte, and of the entry
	state                func(*systemd, byte)
	inName, bare         bool // in a name; in a value that ends with its blanks cut
	open                 bool // an entry has its =
	err                  *ReadError
}

func isNewline(c byte) bool { return c == '\n' || c == '\r' }

func (s *systemd) preKey(c byte) {
	switch c {
	case '#', ';':
		s.state = (*systemd).comment
	case ' ', '\t', '\n', '\r':
	default:
		s.state, s.inName, s.keyBlank, s.at = (*systemd).name, true, -1, s.line
		s.key = append(s.key, c)
	}
}

func (s *systemd) name(c byte) {
	switch {
	case isNewline(c):
		s.end()
	case c == '=':
		s.state, s.inName, s.open, s.valueBlank = (*systemd).preValue, false, true, -1
	default:
		s.keyBlank = blanksFrom(s.keyBlank, c, len(s.key))
		s.key = append(s.key, c)
	}
}

// blanksFrom returns where the blanks at the end of a text begin after c was
// added to its n bytes, or -1.
func blanksFrom(from int, c byte, n int) int {
	switch {
	case c != ' ' && c != '\t':
		return -1
	case from < 0:
		return n
	}
	return from
}

func (s *systemd) preValue(c byte) {
	s.bare = false
	switch {
	case isNewline(c):
		s.end()
	case c == '\'':
		s.state = (*systemd).single
	case c == '"':
		s.state = (*systemd).double
	case c == '\\':
		s.state = (*systemd).escape
	case c != ' ' && c != '\t':
		s.state, s.bare = (*systemd).unquoted, true
		s.value = append(s.value, c)
	}
}

func (s *systemd) unquoted(c byte) {
	s.bare = true
	switch {
	case isNewline(c):
		s.end()
	case c == '\\':
		s.state, s.bare, s.valueBlank = (*systemd).escape, false, -1
	default:
		s.valueBlank = blanksFrom(s.valueBlank, c, len(s.value))
		s.value = append(s.value, c)
	}
}

func (s *systemd) escape(c byte) {
	s.state, s.bare = (*systemd).unquoted, true
	if !isNewline(c) {
		s.value = append(s.value, c)
	}
}

func (s *systemd) single(c byte) {
	if c == '\'' {
		s.state = (*systemd).preValue
		return
	}
	s.value = append(s.value, c)
}

func (s *systemd) double(c byte) {
	switch c {
	case '"':
		s.state = (*systemd).preValue
	case '\\':
		s.state = (*systemd).doubleEscape
	default:
		s.value = append(s.value, c)
	}
}

func (s *systemd) doubleEscape(c byte) {
	s.state = (*systemd).double
	switch c {
	case '"', '\\', '`', '$':
		s.value = append(s.value, c)
	case '\n':
	default:
		s.value = append(s.value, '\\', c)
	}
}

func (s *systemd) comment(c byte) {
	switch {
	case c == '\\':
		s.state = (*systemd).commentEscape
	case isNewline(c):
		s.state = (*systemd).preKey
	}
}

func (s *systemd) commentEscape(c byte) {
	s.state = (*systemd).comment
	if isNewline(c) {
		s.state = (*systemd).preKey
	}
}

// end ends an entry, at the end of a line or of the file.
func (s *systemd) end() {
	switch {
	case s.open:
		s.set()
	case s.inName:
		s.out.skip(s.at, "there is no = in it")
	}
	s.state, s.inName, s.open = (*systemd).preKey, false, false
	s.key, s.value = s.key[:0], nil
}

func (s *systemd) set() {
	if s.bare && s.valueBlank >= 0 {
		s.value = s.value[:s.valueBlank]
	}
	if s.keyBlank >= 0 {
		s.key = s.key[:s.keyBlank]
	}
	if !utf8.Valid(s.key) || !utf8.Valid(s.value) {
		s.err = discard(s.out, &ReadError{Line: s.at, Reason: notUTF8})
		return
	}
	v := Var{Key: string(s.key), Value: string(s.value), Line: s.at}
	switch {
	case !isEnvName(s.key):
		v.Unset = true
		s.out.skip(s.at, "the name is not one of an environment variable")
	case bytes.ContainsFunc(s.value, func(r rune) bool { return r < ' ' && r != '\t' && r != '\n' || r == 0x7f }):
		v.Unset = true
		s.out.skip(s.at, "there is a control character in the value")
	}
	s.out.set(v)
}
