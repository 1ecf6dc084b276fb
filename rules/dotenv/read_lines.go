package dotenv

import (
	"bufio"
	"bytes"
	"errors"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The readers of this file look at one line, or one character, at a time.

var notUTF8 = "it is not UTF-8"

// pyText returns the text as Python's open gives it: decoded as UTF-8, with
// line feeds for all line endings.
func pyText(data []byte) (string, *ReadError) {
	if !utf8.Valid(data) {
		return "", &ReadError{Reason: notUTF8}
	}
	return newlines(string(data)), nil
}

// newlines returns s with line feeds for all line endings.
func newlines(s string) string {
	if strings.IndexByte(s, '\r') < 0 {
		return s
	}
	return strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
}

// pySpace reports what str.isspace does.
func pySpace(r rune) bool { return unicode.IsSpace(r) || 0x1c <= r && r <= 0x1f }

// readDecouple follows RepositoryEnv of decouple.py.
func readDecouple(out *Reading, data []byte) *ReadError {
	text, err := pyText(data)
	if err != nil {
		return err
	}
	n := 0
	for line := range strings.SplitSeq(text, "\n") {
		n++
		line = strings.TrimFunc(line, pySpace)
		if line == "" || line[0] == '#' {
			continue
		}
		key, value, ok := strings.Cut(line, "=")
		if !ok {
			out.skip(n, "there is no = in it")
			continue
		}
		value = strings.TrimFunc(value, pySpace)
		if q := len(value); q >= 2 && (value[0] == '\'' || value[0] == '"') && value[q-1] == value[0] {
			value = value[1 : q-1]
		}
		out.set(Var{Key: strings.TrimFunc(key, pySpace), Value: value, Line: n})
	}
	return nil
}

// readEnviron follows Env.read_env of django-environ.
func readEnviron(out *Reading, data []byte) *ReadError {
	text, err := pyText(data)
	if err != nil {
		return err
	}
	n := 1
	for text != "" {
		// str.splitlines knows more line endings than a file does.
		end := strings.IndexFunc(text, func(r rune) bool {
			switch r {
			case '\n', '\v', '\f', 0x1c, 0x1d, 0x1e, 0x85, 0x2028, 0x2029:
				return true
			}
			return false
		})
		line, at := text, n
		if end < 0 {
			text = ""
		} else {
			line = text[:end]
			r, size := utf8.DecodeRuneInString(text[end:])
			if r == '\n' {
				n++
			}
			text = text[end+size:]
		}
		rest := strings.TrimPrefix(line, "export ")
		k := 0
		for k < len(rest) && isWord(rest[k]) {
			k++
		}
		if k == 0 || k == len(rest) || rest[k] != '=' {
			rest, k = line, 0
			for k < len(rest) && isWord(rest[k]) {
				k++
			}
		}
		if k == 0 || k == len(rest) || rest[k] != '=' {
			if line != "" && line[0] != '#' {
				out.skip(at, "it is not of the form NAME=value")
			}
			continue
		}
		out.set(Var{Key: rest[:k], Value: environValue(rest[k+1:]), Line: at})
	}
	return nil
}

func environValue(v string) string {
	if inner, ok := environSingle(v); ok {
		v = inner
	} else if i := strings.IndexByte(v, '#'); i >= 0 {
		v = v[:i]
	}
	if n := len(v); n < 2 || v[0] != '"' || v[n-1] != '"' {
		return v
	}
	v = v[1 : len(v)-1]
	if strings.IndexByte(v, '\\') < 0 {
		return v
	}
	var b strings.Builder
	for i := 0; i < len(v); i++ {
		if v[i] == '\\' && i+1 < len(v) {
			i++
			if c := v[i]; c == 'r' || c == 'n' || c == 't' {
				b.WriteByte('\\')
			}
		}
		b.WriteByte(v[i])
	}
	return b.String()
}

// environSingle returns what is between a single quote at the beginning
// and the last one that has only a comment after it.
func environSingle(v string) (string, bool) {
	t := strings.TrimLeftFunc(v, pySpace)
	if t == "" || t[0] != '\'' {
		return "", false
	}
	for i := len(t) - 1; i > 0; i-- {
		if t[i] != '\'' {
			continue
		}
		if rest := strings.TrimLeftFunc(t[i+1:], pySpace); rest == "" || rest[0] == '#' {
			return t[1:i], true
		}
	}
	return "", false
}

// readDocker follows pkg/kvfile of docker/cli.
func readDocker(out *Reading, data []byte, env func(string) (string, bool)) *ReadError {
	scanner := bufio.NewScanner(bytes.NewReader(data))
	n := 0
	for scanner.Scan() {
		n++
		b := scanner.Bytes()
		if !utf8.Valid(b) {
			return discard(out, &ReadError{Line: n, Reason: notUTF8})
		}
		if n == 1 {
			b = bytes.TrimPrefix(b, []byte("\xef\xbb\xbf"))
		}
		line := strings.TrimLeftFunc(string(b), unicode.IsSpace)
		if line == "" || line[0] == '#' {
			continue
		}
		key, value, ok := strings.Cut(line, "=")
		switch {
		case key == "":
			return discard(out, &ReadError{Line: n, Reason: "there is no name before the ="})
		case strings.ContainsAny(key, " \t"):
			return discard(out, &ReadError{Line: n, Reason: "there are blanks in the name"})
		case ok:
			out.set(Var{Key: key, Value: value, Line: n})
		default:
			if value, ok := env(key); ok {
				out.set(Var{Key: key, Value: value, Line: n})
			}
		}
	}
	if err := scanner.Err(); errors.Is(err, bufio.ErrTooLong) {
		return discard(out, &ReadError{Line: n + 1, Reason: "it is longer than 65,535 bytes"})
	}
	return nil
}

// discard takes back what was set, as readers do that return everything or an
// error.
func discard(out *Reading, err *ReadError) *ReadError {
	out.Vars, out.index = nil, nil
	return err
}

// readSystemd follows src/basic/env-file.c of systemd, and what is dropped
// afterwards when a unit's environment is put together.
func readSystemd(out *Reading, data []byte) *ReadError {
	const (
		preKey = iota
		inKey
		preValue
		inValue
		valueEscape
		single
		double
		doubleEscape
		comment
		commentEscape
	)
	if bytes.IndexByte(data, 0) >= 0 {
		return &ReadError{Reason: "there is a NUL byte in it"}
	}
	var key, value []byte
	keyBlank, valueBlank := -1, -1 // where blanks at the end begin
	line, at := 1, 1
	push := func(state int) *ReadError {
		if state == inValue && valueBlank >= 0 {
			value = value[:valueBlank]
		}
		if keyBlank >= 0 {
			key = key[:keyBlank]
		}
		if !utf8.Valid(key) || !utf8.Valid(value) {
			return discard(out, &ReadError{Line: at, Reason: notUTF8})
		}
		v := Var{Key: string(key), Value: string(value), Line: at}
		switch {
		case !isEnvName(key):
			v.Unset = true
			out.skip(at, "the name is not one of an environment variable")
		case bytes.ContainsFunc(value, func(r rune) bool { return r < ' ' && r != '\t' && r != '\n' || r == 0x7f }):
			v.Unset = true
			out.skip(at, "there is a control character in the value")
		}
		out.set(v)
		key, value = key[:0], nil
		return nil
	}
	newline := func(c byte) bool { return c == '\n' || c == '\r' }
	state := preKey
	for i, c := range data {
		switch state {
		case preKey:
			switch c {
			case '#', ';':
				state = comment
			case ' ', '\t', '\n', '\r':
			default:
				state, keyBlank, at = inKey, -1, line
				key = append(key, c)
			}
		case inKey:
			switch {
			case newline(c):
				state, key = preKey, key[:0]
				out.skip(at, "there is no = in it")
			case c == '=':
				state, valueBlank = preValue, -1
			default:
				if c != ' ' && c != '\t' {
					keyBlank = -1
				} else if keyBlank < 0 {
					keyBlank = len(key)
				}
				key = append(key, c)
			}
		case preValue:
			switch {
			case newline(c):
				state = preKey
				if err := push(preValue); err != nil {
					return err
				}
			case c == '\'':
				state = single
			case c == '"':
				state = double
			case c == '\\':
				state = valueEscape
			case c != ' ' && c != '\t':
				state = inValue
				value = append(value, c)
			}
		case inValue:
			switch {
			case newline(c):
				state = preKey
				if err := push(inValue); err != nil {
					return err
				}
			case c == '\\':
				state, valueBlank = valueEscape, -1
			default:
				if c != ' ' && c != '\t' {
					valueBlank = -1
				} else if valueBlank < 0 {
					valueBlank = len(value)
				}
				value = append(value, c)
			}
		case valueEscape:
			state = inValue
			if !newline(c) {
				value = append(value, c)
			}
		case single, double:
			switch {
			case c == '\'' && state == single, c == '"' && state == double:
				state = preValue
			case c == '\\' && state == double:
				state = doubleEscape
			default:
				value = append(value, c)
			}
		case doubleEscape:
			state = double
			switch c {
			case '"', '\\', '`', '$':
				value = append(value, c)
			case '\n':
			default:
				value = append(value, '\\', c)
			}
		case comment:
			if c == '\\' {
				state = commentEscape
			} else if newline(c) {
				state = preKey
			}
		case commentEscape:
			state = comment
			if newline(c) {
				state = preKey
			}
		}
		if c == '\n' || c == '\r' && (i+1 == len(data) || data[i+1] != '\n') {
			line++
		}
	}
	switch state {
	case inKey:
		out.skip(at, "there is no = in it")
	case preValue, inValue, valueEscape, single, double, doubleEscape:
		return push(state)
	}
	return nil
}

// isEnvName reports whether a name is one that a shell takes.
func isEnvName(key []byte) bool {
	return len(key) > 0 && (key[0] < '0' || key[0] > '9') && !slices.ContainsFunc(key, func(c byte) bool { return !isWord(c) })
}

func isWord(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '_'
}
