package dotenv

import (
	"strings"
	"unicode/utf8"
)

// readPythonDotenv follows parser.py, variables.py and main.py of
// python-dotenv: load_dotenv and dotenv_values with their defaults, except
// that the environment comes before the file, as load_dotenv has it.
func readPythonDotenv(out *Reading, data []byte, env func(string) (string, bool)) *ReadError {
	text, err := pyText(data)
	if err != nil {
		return err
	}
	p := pyParser{s: strings.TrimPrefix(text, "\ufeff")}
	b := budgetFor(data)
	for p.pos < len(p.s) {
		from := p.pos
		key, value, unset, ok := p.binding()
		line := p.lines.at(p.s, min(p.begin, len(p.s)))
		switch {
		case !ok:
			out.skip(line, "it cannot be parsed")
			_ = from
		case key == "":
		case unset:
			out.set(Var{Key: key, Line: line, Unset: true})
		default:
			value, fits := b.python(out, value, env)
			if !fits {
				return tooLong(line)
			}
			out.set(Var{Key: key, Value: value, Line: line})
		}
	}
	return nil
}

// A pyParser reads bindings, one after the other.
type pyParser struct {
	s     string
	pos   int
	begin int // where the last binding began, behind blank lines
	lines lineCounter
	// bare says from which place on there is no quote of a kind without
	// a backslash before it, so that the search need not be done again.
	bare [2]int
	last [2]int // 1 + where the last quote behind a backslash is; 0 if not known
}

// blanks returns where blanks from i on end; lines may go on.
func (p *pyParser) blanks(i int, lines bool) int {
	for i < len(p.s) {
		r, n := utf8.DecodeRuneInString(p.s[i:])
		if !pySpace(r) || !lines && (r == '\n' || r == '\r') {
			break
		}
		i += n
	}
	return i
}

// restOfLine moves behind the line.
func (p *pyParser) restOfLine() {
	if i := strings.IndexByte(p.s[p.pos:], '\n'); i >= 0 {
		p.pos += i + 1
	} else {
		p.pos = len(p.s)
	}
}

// binding reads one binding. A comment has no key.
func (p *pyParser) binding() (key, value string, unset, ok bool) {
	s := p.s
	p.pos = p.blanks(p.pos, true)
	p.begin = p.pos
	if p.pos == len(s) {
		return "", "", false, true
	}
	if strings.HasPrefix(s[p.pos:], "export") {
		if end := p.blanks(p.pos+len("export"), false); end > p.pos+len("export") {
			p.pos = end
		}
	}
	switch {
	case p.pos < len(s) && s[p.pos] == '#':
	case p.pos < len(s) && s[p.pos] == '\'':
		n := strings.IndexByte(s[p.pos+1:], '\'')
		if n <= 0 {
			p.restOfLine()
			return "", "", false, false
		}
		key = s[p.pos+1 : p.pos+1+n]
		p.pos += n + 2
	default:
		end := p.pos
		for end < len(s) && s[end] != '=' && s[end] != '#' {
			r, n := utf8.DecodeRuneInString(s[end:])
			if pySpace(r) {
				break
			}
			end += n
		}
		if end == p.pos {
			p.restOfLine()
			return "", "", false, false
		}
		key = s[p.pos:end]
		p.pos = end
	}
	p.pos = p.blanks(p.pos, false)
	unset = true
	if p.pos < len(s) && s[p.pos] == '=' {
		unset = false
		p.pos = p.blanks(p.pos+1, false)
		if value, ok = p.value(); !ok {
			p.restOfLine()
			return "", "", false, false
		}
	}
	// A comment and the end of the line.
	if at := p.blanks(p.pos, false); at < len(s) && s[at] == '#' {
		p.pos = len(s)
		if i := strings.IndexByte(s[at:], '\n'); i >= 0 {
			p.pos = at + i
		}
	}
	if at := p.blanks(p.pos, false); at == len(s) || s[at] == '\n' {
		p.pos = min(at+1, len(s))
		return key, value, unset, true
	}
	p.restOfLine()
	return "", "", false, false
}

func (p *pyParser) value() (string, bool) {
	s := p.s
	switch {
	case p.pos == len(s) || s[p.pos] == '\n':
		return "", true
	case s[p.pos] == '\'' || s[p.pos] == '"':
		q := s[p.pos]
		end := p.closing(q, p.pos+1)
		if end < 0 {
			return "", false
		}
		inner := s[p.pos+1 : end]
		p.pos = end + 1
		return pyEscapes(inner, q), true
	}
	end := len(s)
	if i := strings.IndexByte(s[p.pos:], '\n'); i >= 0 {
		end = p.pos + i
	}
	part := s[p.pos:end]
	p.pos = end
	// A comment begins at a # with blanks before it.
	for i := 0; i < len(part); i++ {
		if part[i] != '#' {
			continue
		}
		if r, _ := utf8.DecodeLastRuneInString(part[:i]); i > 0 && pySpace(r) {
			part = part[:i]
			break
		}
	}
	return strings.TrimRightFunc(part, pySpace), true
}

// closing returns the quote that ends a value which begins at from: the first
// one without a backslash before it, or if the file has none, the last one
// with a backslash, or -1.
func (p *pyParser) closing(q byte, from int) int {
	k := 0
	if q == '"' {
		k = 1
	}
	if p.bare[k] == 0 {
		for i := from; i < len(p.s); i++ {
			if p.s[i] == q && p.s[i-1] != '\\' {
				return i
			}
		}
		p.bare[k] = 1
		p.last[k] = strings.LastIndex(p.s, `\`+string(q)) + 1
	}
	if p.last[k] >= from {
		return p.last[k]
	}
	return -1
}

// pyEscapes resolves the escapes of a quoted value.
func pyEscapes(s string, q byte) string {
	if strings.IndexByte(s, '\\') < 0 {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' || i+1 == len(s) {
			b.WriteByte(s[i])
			continue
		}
		c := s[i+1]
		switch {
		case c == '\\' || c == '\'':
		case q == '\'':
			b.WriteByte('\\')
			continue
		case c == '"':
		case c == 'a':
			c = '\a'
		case c == 'b':
			c = '\b'
		case c == 'f':
			c = '\f'
		case c == 'n':
			c = '\n'
		case c == 'r':
			c = '\r'
		case c == 't':
			c = '\t'
		case c == 'v':
			c = '\v'
		default:
			b.WriteByte('\\')
			continue
		}
		b.WriteByte(c)
		i++
	}
	return b.String()
}

// A budget bounds how long values may grow by variables inside variables.
type budget int

func budgetFor(data []byte) *budget {
	b := budget(4<<20 + 4*len(data))
	return &b
}

func (b *budget) spend(n int) bool {
	*b -= budget(n)
	return *b >= 0
}

func tooLong(line int) *ReadError {
	return &ReadError{Line: line, Reason: "the variables in its value make it too long", Unknown: true}
}

// python expands ${NAME} and ${NAME:-default}.
func (b *budget) python(out *Reading, s string, env func(string) (string, bool)) (string, bool) {
	if !strings.Contains(s, "${") {
		return s, true
	}
	var r strings.Builder
	brace, colon := -1, -1 // the next ones
	next := func(known, from int, c byte) int {
		if known >= from {
			return known
		}
		if i := strings.IndexByte(s[from:], c); i >= 0 {
			return from + i
		}
		return len(s)
	}
	for i := 0; i < len(s); {
		n := strings.Index(s[i:], "${")
		if n < 0 {
			r.WriteString(s[i:])
			break
		}
		r.WriteString(s[i : i+n])
		i += n
		brace = next(brace, i+2, '}')
		colon = next(colon, i+2, ':')
		if brace == len(s) || colon < brace && (colon+1 == len(s) || s[colon+1] != '-') {
			r.WriteByte('$')
			i++
			continue
		}
		name, value := s[i+2:brace], ""
		if colon < brace {
			name, value = s[i+2:colon], s[colon+2:brace]
		}
		if v, ok := env(name); ok {
			value = v
		} else if v, ok := out.Var(name); ok {
			value = v.Value
		}
		if !b.spend(len(value)) {
			return "", false
		}
		r.WriteString(value)
		i = brace + 1
	}
	return r.String(), true
}

// A lineCounter says lines of places that only go up.
type lineCounter struct{ pos, line int }

// at returns the line of a place, from 1.
func (c *lineCounter) at(s string, pos int) int {
	if pos < c.pos {
		c.pos, c.line = 0, 0
	}
	for i := c.pos; i < pos; i++ {
		if s[i] == '\n' || s[i] == '\r' && (i+1 == len(s) || s[i+1] != '\n') {
			c.line++
		}
	}
	c.pos = pos
	return c.line + 1
}
