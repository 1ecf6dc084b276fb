package dotenv

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// readSymfony follows Dotenv.php of symfony/dotenv. Commands are not run: a
// value with one is not known.
func readSymfony(out *Reading, data []byte, env func(string) (string, bool)) *ReadError {
	p := symfony{s: newlines(string(data)), out: out, env: env, budget: budgetFor(data)}
	p.skipEmpty()
	for p.pos < len(p.s) {
		line := p.lines.at(p.s, p.pos)
		name, err := p.name()
		value := ""
		if err == nil && p.pos < len(p.s) {
			value, err = p.value()
		}
		if err != nil {
			err.Line = line
			return discard(out, err)
		}
		out.set(Var{Key: name, Value: value, Line: line})
	}
	return nil
}

type symfony struct {
	s      string
	pos    int
	out    *Reading
	env    func(string) (string, bool)
	budget *budget
	lines  lineCounter
}

// skipEmpty skips blanks, blank lines and comments.
func (p *symfony) skipEmpty() {
	for p.pos < len(p.s) {
		switch c := p.s[p.pos]; {
		case isBlank(c) || c == '\n':
			p.pos++
		case c == '#':
			p.pos = p.lineEnd()
		default:
			return
		}
	}
}

func (p *symfony) lineEnd() int {
	if i := strings.IndexByte(p.s[p.pos:], '\n'); i >= 0 {
		return p.pos + i
	}
	return len(p.s)
}

// symfonyName returns the end of the name at i, or i.
func symfonyName(s string, i int) int {
	end := i
	if end < len(s) && s[end] == '_' {
		end++
	}
	if end == len(s) || !isLetter(s[end]) {
		return i
	}
	for end < len(s) && isWord(s[end]) {
		end++
	}
	return end
}

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

func (p *symfony) name() (string, *ReadError) {
	s, at := p.s, p.pos
	export := false
	if strings.HasPrefix(s[at:], "export") {
		i := at + len("export")
		for i < len(s) && (s[i] == ' ' || s[i] == '\t') {
			i++
		}
		if i > at+len("export") && symfonyName(s, i) > i {
			at, export = i, true
		}
	}
	end := symfonyName(s, at)
	switch {
	case end == at:
		return "", &ReadError{Reason: "there is a character in the name that cannot be in one"}
	case end == len(s) || s[end] == '\n' || s[end] == '#':
		if export {
			return "", &ReadError{Reason: "a variable cannot be exported without a value"}
		}
		return "", &ReadError{Reason: "there is no = in it"}
	case s[end] == ' ' || s[end] == '\t':
		return "", &ReadError{Reason: "there are blanks behind the name"}
	case s[end] != '=':
		return "", &ReadError{Reason: "there is no = behind the name"}
	}
	p.pos = end + 1
	return s[at:end], nil
}

func (p *symfony) value() (string, *ReadError) {
	s := p.s
	at := p.pos
	for at < len(s) && (s[at] == ' ' || s[at] == '\t') {
		at++
	}
	if at == len(s) || s[at] == '\n' || s[at] == '#' {
		p.skipEmpty()
		return "", nil
	}
	if at > p.pos {
		return "", &ReadError{Reason: "there are blanks before the value"}
	}
	var v strings.Builder
	comment := false
	for p.pos < len(s) && s[p.pos] != '\n' && !comment {
		var part string
		var err *ReadError
		switch s[p.pos] {
		case '\'':
			part, err = p.single()
		case '"':
			part, err = p.double()
		default:
			part, err = p.bare()
			comment = p.pos < len(s) && s[p.pos] == '#'
		}
		if err != nil {
			return "", err
		}
		v.WriteString(part)
	}
	p.skipEmpty()
	return v.String(), nil
}

// single reads a part of a value between single quotes.
func (p *symfony) single() (string, *ReadError) {
	from := p.pos + 1
	n := strings.IndexByte(p.s[from:], '\'')
	if n < 0 {
		return "", &ReadError{Reason: "the quote is not closed"}
	}
	p.pos = from + n + 1
	return p.s[from : from+n], nil
}

// double reads a part of a value between double quotes.
func (p *symfony) double() (string, *ReadError) {
	s, from := p.s, p.pos+1
	end := from
	for end < len(s) && (s[end] != '"' || s[end-1] == '\\' && s[end-2] != '\\') {
		end++
	}
	if end >= len(s) {
		return "", &ReadError{Reason: "the quote is not closed"}
	}
	p.pos = end + 1
	text := strings.ReplaceAll(s[from:end], `\"`, `"`)
	text = strings.ReplaceAll(strings.ReplaceAll(text, `\r`, "\r"), `\n`, "\n")
	text, err := p.resolve(text)
	return strings.ReplaceAll(text, `\\`, `\`), err
}

// bare reads a part of a value without quotes.
func (p *symfony) bare() (string, *ReadError) {
	s := p.s
	var raw []byte
	prev := s[p.pos-1]
	for p.pos < len(s) && strings.IndexByte("\n\"'", s[p.pos]) < 0 && (s[p.pos] != '#' || prev != ' ' && prev != '\t') {
		if s[p.pos] == '\\' && p.pos+1 < len(s) && (s[p.pos+1] == '"' || s[p.pos+1] == '\'') {
			p.pos++
		}
		if strings.HasPrefix(s[p.pos:], "$(") {
			return "", &ReadError{Reason: "it may run a command", Unknown: true}
		}
		prev = s[p.pos]
		raw = append(raw, prev)
		p.pos++
	}
	text := strings.TrimRight(string(raw), " \n\r\t\x00\x0b")
	resolved, err := p.resolve(text)
	if err != nil {
		return "", err
	}
	resolved = strings.ReplaceAll(resolved, `\\`, `\`)
	if resolved == text && strings.ContainsAny(text, " \t\n\v\f\r") {
		return "", &ReadError{Reason: "a value with blanks in it needs quotes"}
	}
	return resolved, nil
}

// A symfonyVariable is $NAME or ${NAME:-default} in a value, with the
// backslashes before it.
type symfonyVariable struct {
	from, slashes int // where it begins, and how many backslashes do
	name, arg     string
	open, closed  bool // a brace before the name, and one at the end
	end           int
}

// variable reads the variable whose $ is at i, behind its slashes. Brace is
// where the next } is, as far as it is known: it is kept from one variable to
// the next.
func (v *symfonyVariable) variable(s string, i int, brace *int) {
	i++
	if v.open = i < len(s) && s[i] == '{'; v.open {
		i++
	}
	end := symfonyName(s, i)
	v.name = s[i:end]
	i = end
	if i+2 < len(s) && s[i] == ':' && (s[i+1] == '-' || s[i+1] == '=') && s[i+2] != '}' {
		if *brace < i {
			*brace = len(s)
			if n := strings.IndexByte(s[i:], '}'); n >= 0 {
				*brace = i + n
			}
		}
		v.arg = s[i:*brace]
		i = *brace
	}
	if v.closed = i < len(s) && s[i] == '}'; v.closed {
		i++
	}
	v.end = i
}

// resolve expands variables. An odd number of backslashes takes the meaning of
// a $ away.
func (p *symfony) resolve(s string) (string, *ReadError) {
	if strings.IndexByte(s, '$') < 0 {
		return s, nil
	}
	if strings.Contains(s, "$(") {
		return "", &ReadError{Reason: "it may run a command", Unknown: true}
	}
	var r strings.Builder
	brace := -1
	for i := 0; i < len(s); {
		v := symfonyVariable{from: i}
		for i < len(s) && s[i] == '\\' {
			i++
		}
		v.slashes = i - v.from
		if i == len(s) || s[i] != '$' {
			i = min(i+1, len(s))
			r.WriteString(s[v.from:i])
			continue
		}
		v.variable(s, i, &brace)
		i = v.end
		text, err := p.expand(s, &v)
		if err != nil {
			return "", err
		}
		r.WriteString(text)
	}
	return r.String(), nil
}

// expand returns what a variable becomes.
func (p *symfony) expand(s string, v *symfonyVariable) (string, *ReadError) {
	switch {
	case v.slashes%2 == 1:
		return s[v.from+1 : v.end], nil
	case v.name == "" && v.arg == "" && !v.closed:
		return s[v.from:v.end], nil
	case v.open && !v.closed:
		return "", &ReadError{Reason: "there is ${ that is not closed"}
	case v.name == "":
		return "", &ReadError{Reason: "there is ${ without a name", Unknown: true}
	}
	value, ok := p.env(v.name)
	if !ok {
		value, _ = p.out.Value(v.name)
	}
	if value == "" && v.arg != "" {
		if strings.ContainsAny(v.arg, `'"{$`) {
			return "", &ReadError{Reason: "there are quotes or variables in a default"}
		}
		value = v.arg[2:]
		if v.arg[1] == '=' {
			p.out.set(Var{Key: v.name, Value: value, Line: p.lines.at(p.s, p.pos)})
		}
	}
	if !p.budget.spend(len(value)) {
		return "", tooLong(0)
	}
	if !v.open && v.closed {
		value += "}"
	}
	return s[v.from:v.from+v.slashes] + value, nil
}

// readPhpdotenv follows the parser of vlucas/phpdotenv, as Laravel calls it.
func readPhpdotenv(out *Reading, data []byte, env func(string) (string, bool)) *ReadError {
	if !utf8.Valid(data) {
		return &ReadError{Reason: notUTF8 + ", so that characters are replaced", Unknown: true}
	}
	b := budgetFor(data)
	text := newlines(strings.TrimPrefix(string(data), "\ufeff"))
	n, at, from, pos := 0, 0, -1, 0
	for pos <= len(text) {
		end := len(text)
		if i := strings.IndexByte(text[pos:], '\n'); i >= 0 {
			end = pos + i
		}
		line := text[pos:end]
		start := pos
		pos = end + 1
		n++
		switch {
		case from < 0 && strings.Contains(line, `="`) && !phpStop(line, true):
			from, at = start, n
			continue
		case from >= 0 && !phpStop(line, false):
			continue
		case from >= 0:
			line, from = text[from:end], -1
		default:
			at = n
		}
		if trimmed := strings.Trim(line, phpBlanks); trimmed == "" || trimmed[0] == '#' {
			continue
		}
		v, err := b.phpEntry(out, line, env)
		if err != nil {
			err.Line = at
			return discard(out, err)
		}
		v.Line = at
		out.set(v)
	}
	if from >= 0 {
		out.skip(at, "the quote is not closed, so that the rest of the file is lost")
	}
	return nil
}

// phpEntry reads the lines of one entry.
func (b *budget) phpEntry(out *Reading, line string, env func(string) (string, bool)) (Var, *ReadError) {
	key, value, hasValue := strings.Cut(line, "=")
	if hasValue { // blanks around a name alone make it invalid
		if key = strings.Trim(key, phpBlanks); key == "" {
			return Var{}, &ReadError{Reason: "there is no name before the ="}
		}
	}
	if utf8.RuneCountInString(key) > 8 && strings.HasPrefix(key, "export") && isSpaceByte(key[6]) {
		key = strings.TrimLeft(key[6:], " \t\n\r\v\f")
	}
	if n := utf8.RuneCountInString(key); n >= 3 && (key[0] == '"' || key[0] == '\'') && key[len(key)-1] == key[0] {
		key = key[1 : len(key)-1]
	}
	if key == "" || strings.ContainsFunc(key, func(r rune) bool {
		return !unicode.In(r, unicode.Ll, unicode.Lu, unicode.M, unicode.N) && r != '_' && r != '.'
	}) {
		return Var{}, &ReadError{Reason: "the name is not valid"}
	}
	if !hasValue {
		return Var{Key: key, Unset: true}, nil
	}
	v, err := b.phpdotenv(out, strings.Trim(value, phpBlanks), env)
	return Var{Key: key, Value: v}, err
}

const phpBlanks = " \n\r\t\x00\x0b"

func isSpaceByte(c byte) bool { return c == ' ' || '\t' <= c && c <= '\r' }

// phpStop reports whether a line looks like the end of a value between double
// quotes; begins says that it is also its first line.
func phpStop(line string, begins bool) bool {
	if line == `"` {
		return true
	}
	line = strings.ReplaceAll(line, `\\`, "")
	n := 0
	for i := 1; i < len(line); i++ {
		if line[i] == '"' && line[i-1] != '\\' {
			n++
		}
	}
	return begins && n > 1 || !begins && n >= 1
}

func (b *budget) phpdotenv(out *Reading, s string, env func(string) (string, bool)) (string, *ReadError) {
	p := phpValue{state: (*phpValue).initial}
	for i := range len(s) {
		p.state(&p, s[i])
		if p.err != nil {
			return "", p.err
		}
	}
	if p.open {
		return "", &ReadError{Reason: "the quote is not closed"}
	}
	if len(p.dollars) == 0 {
		return string(p.value), nil
	}
	return b.phpExpand(out, &p, env)
}

// A phpValue is the state between two bytes of a value.
type phpValue struct {
	state   func(*phpValue, byte)
	value   []byte
	dollars []int // where the $ of possible variables are in value
	open    bool  // in quotes
	err     *ReadError
}

// put adds a byte that may begin a variable.
func (p *phpValue) put(c byte) {
	if c == '$' {
		p.dollars = append(p.dollars, len(p.value))
	}
	p.value = append(p.value, c)
}

func (p *phpValue) initial(c byte) {
	switch c {
	case '\'':
		p.state, p.open = (*phpValue).single, true
	case '"':
		p.state, p.open = (*phpValue).double, true
	case '#':
		p.state = (*phpValue).comment
	default:
		p.put(c)
		p.state = (*phpValue).bare
	}
}

func (p *phpValue) bare(c byte) {
	switch {
	case c == '#':
		p.state = (*phpValue).comment
	case isSpaceByte(c):
		p.state = (*phpValue).blank
	default:
		p.put(c)
	}
}

func (p *phpValue) single(c byte) {
	if c == '\'' {
		p.state, p.open = (*phpValue).blank, false
		return
	}
	p.value = append(p.value, c)
}

func (p *phpValue) double(c byte) {
	switch c {
	case '"':
		p.state, p.open = (*phpValue).blank, false
	case '\\':
		p.state = (*phpValue).escape
	default:
		p.put(c)
	}
}

func (p *phpValue) escape(c byte) {
	p.state = (*phpValue).double
	switch c {
	case '"', '\\', '$':
	case 'f', 'n', 'r', 't', 'v':
		c = goEscape(c)
	default:
		p.err = &ReadError{Reason: "there is an escape that it does not know"}
	}
	p.value = append(p.value, c)
}

func (p *phpValue) blank(c byte) {
	if c == '#' {
		p.state = (*phpValue).comment
	} else if !isSpaceByte(c) {
		p.err = &ReadError{Reason: "a value with blanks in it needs quotes, and nothing may follow them"}
	}
}

func (p *phpValue) comment(byte) {}

// phpExpand puts in the variables. The last one comes first, so that it can be
// part of the name of one before it. The text behind a place grows to the front.
func (b *budget) phpExpand(out *Reading, p *phpValue, env func(string) (string, bool)) (string, *ReadError) {
	var tail []byte // reversed
	end := len(p.value)
	upTo := func(at int) {
		for end > at {
			end--
			tail = append(tail, p.value[end])
		}
	}
	for _, at := range slices.Backward(p.dollars) {
		upTo(at)
		name, ok := phpVariable(tail)
		if !ok {
			continue
		}
		v, ok := env(name)
		if !ok {
			if v, ok = out.Value(name); !ok {
				continue // it stays as it is
			}
		}
		if !b.spend(len(v)) {
			return "", tooLong(0)
		}
		tail = tail[:len(tail)-len(name)-3]
		for j := len(v) - 1; j >= 0; j-- {
			tail = append(tail, v[j])
		}
	}
	upTo(0)
	slices.Reverse(tail)
	return string(tail), nil
}

// phpVariable returns the name of ${NAME} at the end of reversed text.
func phpVariable(tail []byte) (string, bool) {
	n := len(tail)
	if n < 4 || tail[n-1] != '$' || tail[n-2] != '{' {
		return "", false
	}
	var name []byte
	for i := n - 3; i >= 0; i-- {
		c := tail[i]
		if c == '}' {
			return string(name), len(name) > 0
		}
		if !isWord(c) && c != '.' {
			break
		}
		name = append(name, c)
	}
	return "", false
}
