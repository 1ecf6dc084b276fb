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

// isEnvName reports whether a name is one that a shell takes.
func isEnvName(key []byte) bool {
	return len(key) > 0 && (key[0] < '0' || key[0] > '9') && !slices.ContainsFunc(key, func(c byte) bool { return !isWord(c) })
}

func isWord(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '_'
}
