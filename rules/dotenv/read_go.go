package dotenv

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

// goSpace is what godotenv and compose-go take for blanks within a line.
func goSpace(r rune) bool {
	switch r {
	case '\t', '\v', '\f', '\r', ' ', 0x85, 0xa0:
		return true
	}
	return false
}

// readGodotenv follows parser.go of joho/godotenv.
func readGodotenv(out *Reading, data []byte, env func(string) (string, bool)) *ReadError {
	src := bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n"))
	all := string(src)
	b := budgetFor(data)
	var lines lineCounter
	fail := func(rest []byte, reason string) *ReadError {
		return discard(out, &ReadError{Line: lines.at(all, len(all)-len(rest)), Reason: reason})
	}
	rest := src
	for {
		if rest = goStatement(rest); rest == nil {
			return nil
		}
		line := lines.at(all, len(all)-len(rest))
		if after := bytes.TrimPrefix(rest, []byte("export")); len(after) < len(rest) {
			if r, _ := utf8.DecodeRune(after); len(after) > 0 && goSpace(r) {
				rest = bytes.TrimLeftFunc(after, goSpace)
			}
		}
		// The name is looked at byte by byte, as if it were Latin-1.
		key, at := "", 0
	name:
		for i, c := range rest {
			switch r := rune(c); {
			case goSpace(r) || c == '_' || c == '.' || c == '-':
			case c == '=' || c == ':':
				key, at = string(rest[:i]), i+1
				break name
			case !unicode.IsLetter(r) && !unicode.IsNumber(r):
				return fail(rest[i:], "there is a character in the name that cannot be in one")
			}
		}
		if len(rest) == 0 {
			return fail(rest, "there is no name")
		}
		key = strings.TrimRightFunc(key, unicode.IsSpace)
		rest = bytes.TrimLeftFunc(rest[at:], goSpace)
		value, next, err := b.godotenv(out, rest, env)
		if err != nil {
			err.Line = line
			return discard(out, err)
		}
		rest = next
		out.set(Var{Key: key, Value: value, Line: line})
	}
}

// goStatement skips blank lines and comments. It returns nil at the end.
func goStatement(src []byte) []byte {
	for {
		i := bytes.IndexFunc(src, func(r rune) bool { return !unicode.IsSpace(r) })
		if i < 0 {
			return nil
		}
		if src = src[i:]; src[0] != '#' {
			return src
		}
		if i = bytes.IndexByte(src, '\n'); i < 0 {
			return nil
		}
		src = src[i:]
	}
}

// godotenv reads the value that src begins with.
func (b *budget) godotenv(out *Reading, src []byte, env func(string) (string, bool)) (string, []byte, *ReadError) {
	get := func(name string) string {
		if v, ok := out.Value(name); ok {
			return v
		}
		v, _ := env(name)
		return v
	}
	if len(src) == 0 || src[0] != '"' && src[0] != '\'' {
		end := bytes.IndexAny(src, "\r\n")
		if end < 0 {
			end = len(src)
		}
		if end == 0 {
			return "", src, nil
		}
		line := []rune(string(src[:end]))
		if line[0] == '#' {
			return "", nil, &ReadError{Reason: "it crashes where a value begins with #", Panic: true}
		}
		for i := 1; i < len(line); i++ {
			if line[i] == '#' && goSpace(line[i-1]) {
				line = line[:i]
			}
		}
		value, err := b.dollars(strings.TrimFunc(string(line), goSpace), get, false)
		return value, src[end:], err
	}
	q := src[0]
	slashes := 0
	for i := 1; i < len(src); i++ {
		switch {
		case src[i] == '\\':
			slashes++
			continue
		case src[i] != q || slashes%2 == 1:
			slashes = 0
			continue
		}
		value := string(bytes.Trim(src[:i], string(q)))
		if q == '"' {
			var err *ReadError
			if value, err = b.dollars(goEscapes(value), get, false); err != nil {
				return "", nil, err
			}
		}
		return value, src[i+1:], nil
	}
	return "", nil, &ReadError{Reason: "the quote is not closed"}
}

// goEscapes resolves escapes as godotenv does: \n and \r first, then a
// backslash before anything but a $ goes.
func goEscapes(s string) string {
	if strings.IndexByte(s, '\\') < 0 {
		return s
	}
	first := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' || i+1 == len(s) || s[i+1] == '\n' {
			first = append(first, s[i])
			continue
		}
		i++
		switch s[i] {
		case 'n':
			first = append(first, '\n')
		case 'r':
			first = append(first, '\r')
		default:
			first = append(first, '\\', s[i])
		}
	}
	second := first[:0]
	for i := 0; i < len(first); i++ {
		if first[i] == '\\' && i+1 < len(first) && first[i+1] != '$' {
			i++
		}
		second = append(second, first[i])
	}
	return string(second)
}

// readCompose follows dotenv/parser.go and template/template.go of compose-go,
// as docker compose calls them.
func readCompose(out *Reading, data []byte, env func(string) (string, bool)) *ReadError {
	src := strings.TrimPrefix(string(data), "\ufeff")
	b := budgetFor(data)
	get := func(name string) (string, bool) {
		if v, ok := env(name); ok {
			return v, true
		}
		return out.Value(name)
	}
	var lines lineCounter
	all := src
	for {
		i := composeStatement(src)
		if i < 0 {
			return nil
		}
		src = src[i:]
		line := lines.at(all, len(all)-len(src))
		fail := func(reason string) *ReadError { return discard(out, &ReadError{Line: line, Reason: reason}) }
		if after, ok := strings.CutPrefix(src, "export"); ok && after != "" && strings.IndexByte("\t\n\f\r ", after[0]) >= 0 {
			src = strings.TrimLeftFunc(after, goSpace)
		}
		key, at, alone := "", 0, false
	name:
		for i, r := range src {
			switch {
			case goSpace(r):
			case r == '=' || r == ':' || r == '\n':
				key, at, alone = src[:i], i+1, r == '\n'
				break name
			case r == '_' || r == '.' || r == '-' || r == '[' || r == ']':
			case !unicode.IsLetter(r) && !unicode.IsNumber(r):
				return fail("there is a character in the name that cannot be in one")
			}
		}
		if src == "" {
			return fail("there is no name")
		}
		key = strings.TrimRightFunc(key, unicode.IsSpace)
		src = strings.TrimLeftFunc(src[at:], goSpace)
		switch {
		case strings.Contains(key, " "):
			return fail("there is a blank in the name")
		case alone:
			if v, ok := env(key); ok {
				out.set(Var{Key: key, Value: v, Line: line})
			} else if v, ok := out.Value(key); ok {
				out.set(Var{Key: key, Value: v, Line: line})
			}
			continue
		}
		value, next, err := b.compose(src, get)
		if err != nil {
			err.Line = line
			return discard(out, err)
		}
		src = next
		out.set(Var{Key: key, Value: value, Line: line})
	}
}

func composeStatement(src string) int {
	pos := 0
	for {
		i := strings.IndexFunc(src[pos:], func(r rune) bool { return !unicode.IsSpace(r) })
		if i < 0 {
			return -1
		}
		if pos += i; src[pos] != '#' {
			return pos
		}
		if i = strings.IndexByte(src[pos:], '\n'); i < 0 {
			return -1
		}
		pos += i
	}
}

func (b *budget) compose(src string, get func(string) (string, bool)) (string, string, *ReadError) {
	if src == "" || src[0] != '"' && src[0] != '\'' {
		value, rest, _ := strings.Cut(src, "\n")
		value, _, _ = strings.Cut(value, " #")
		value, err := b.template(strings.TrimRightFunc(value, unicode.IsSpace), get, 0)
		return value, rest, err
	}
	q := src[0]
	var value []byte
	for i := 1; i < len(src); i++ {
		switch c := src[i]; {
		case c == '\\' && i+1 < len(src):
			i++
			if src[i] != q {
				value = append(value, '\\')
			}
			value = append(value, src[i])
		case c == '\\':
		case c != q:
			value = append(value, c)
		case q == '\'':
			return string(value), src[i+1:], nil
		default:
			v, err := b.template(composeEscapes(string(value)), get, 0)
			return v, src[i+1:], err
		}
	}
	return "", "", &ReadError{Reason: "the quote is not closed"}
}

// composeEscapes resolves the escapes between double quotes.
func composeEscapes(s string) string {
	if strings.IndexByte(s, '\\') < 0 {
		return s
	}
	var r strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' || i+1 == len(s) {
			r.WriteByte(s[i])
			continue
		}
		switch c := s[i+1]; c {
		case 'a', 'b', 'f', 'n', 'r', 't', 'v', '"', '\\':
			r.WriteByte(goEscape(c))
			i++
		case '$':
			r.WriteString("$$")
			i++
		case '0':
			// \0 and three octal digits.
			n, v := i+2, 0
			for n < len(s) && n < i+5 && '0' <= s[n] && s[n] <= '9' {
				v = v<<3 | int(s[n]-'0')
				n++
			}
			if digits := s[i+2 : n]; len(digits) == 3 && strings.Trim(digits, "01234567") == "" && v <= 255 {
				r.WriteRune(rune(v))
			} else {
				r.WriteString(s[i:n])
			}
			i = n - 1
		default:
			r.WriteByte('\\')
		}
	}
	return r.String()
}

func goEscape(c byte) byte {
	switch c {
	case 'a':
		return '\a'
	case 'b':
		return '\b'
	case 'f':
		return '\f'
	case 'n':
		return '\n'
	case 'r':
		return '\r'
	case 't':
		return '\t'
	case 'v':
		return '\v'
	}
	return c
}

// maxNested bounds defaults inside of defaults.
const maxNested = 32

// template expands $NAME, ${NAME} and ${NAME:-default} with its kin; $$ is a
// dollar. A braced part with an operator reaches, for the expression that
// finds it, to the last brace of the line, but only the part up to its own
// brace is expanded with it and the rest again, which is the same as to go on
// behind its own brace.
func (b *budget) template(s string, get func(string) (string, bool), depth int) (string, *ReadError) {
	if strings.IndexByte(s, '$') < 0 {
		return s, nil
	}
	if depth > maxNested {
		return "", &ReadError{Reason: "its defaults are nested too deep", Unknown: true}
	}
	t := templateText{s: s, last: -1, lastFor: -1}
	var r strings.Builder
	for i := 0; i < len(s); {
		if s[i] != '$' || i+1 == len(s) {
			r.WriteByte(s[i])
			i++
			continue
		}
		c := s[i+1]
		if c == '$' {
			r.WriteByte('$')
			i += 2
			continue
		}
		from := i + 1
		if c == '{' {
			from++
		}
		end := nameEnd(s, from)
		name := s[from:end]
		value, next := "", end
		switch {
		case c != '{' && name == "":
			value, next = "$", i+1
		case c != '{':
			value, _ = get(name)
		case name == "":
			return "", &ReadError{Reason: "there is ${ without a name"}
		case end < len(s) && s[end] == '}':
			value, _ = get(name)
			next = end + 1
		default:
			op, stop, ok := t.operator(i, end)
			if !ok {
				return "", &ReadError{Reason: "there is ${ that is not closed"}
			}
			var err *ReadError
			if value, err = b.substitute(name, s[end:op+1], s[op+1:stop], get, depth); err != nil {
				return "", err
			}
			next = stop + 1
		}
		r.WriteString(value)
		if !b.spend(len(value)) {
			return "", tooLong(0)
		}
		i = next
	}
	return r.String(), nil
}

// A templateText is the text of one template.
type templateText struct {
	s             string
	last, lastFor int // the last brace of a line, and where that line ends
}

// operator returns the last byte of the operator behind the name that ends at
// end, and the brace that closes the part. The part's $ is at i.
func (t *templateText) operator(i, end int) (op, stop int, ok bool) {
	s := t.s
	op = end
	if op < len(s) && s[op] == ':' {
		op++
	}
	if op == len(s) || s[op] != '-' && s[op] != '?' && s[op] != '+' {
		return 0, 0, false
	}
	if t.lastFor < op {
		t.lastFor = len(s)
		if n := strings.IndexByte(s[op:], '\n'); n >= 0 {
			t.lastFor = op + n
		}
		t.last = strings.LastIndexByte(s[:t.lastFor], '}')
	}
	if t.last <= op {
		return 0, 0, false
	}
	stop = closingBrace(s, i, t.last+1)
	if stop < 0 {
		stop = t.last
	}
	return op, stop, stop > op
}

// closingBrace returns the brace that closes the first one behind from.
func closingBrace(s string, from, to int) int {
	open := 0
	for i := from; i < to; i++ {
		switch s[i] {
		case '}':
			if open--; open == 0 {
				return i
			}
		case '{':
			open++
			i++
		}
	}
	return -1
}

func (b *budget) substitute(name, op, arg string, get func(string) (string, bool), depth int) (string, *ReadError) {
	v, ok := get(name)
	set := ok && (op[0] != ':' || v != "")
	switch op[len(op)-1] {
	case '-':
		if set {
			return v, nil
		}
	case '+':
		if !set {
			return v, nil
		}
	case '?':
		if set {
			return v, nil
		}
		return "", &ReadError{Reason: "a variable that its value requires is not set"}
	}
	return b.template(arg, get, depth+1)
}
