package dotenv

import (
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
	for p.pos < len(s) && s[p.pos] != '\n' {
		switch s[p.pos] {
		case '\'':
			n := strings.IndexByte(s[p.pos+1:], '\'')
			if n < 0 {
				return "", &ReadError{Reason: "the quote is not closed"}
			}
			v.WriteString(s[p.pos+1 : p.pos+1+n])
			p.pos += n + 2
			continue
		case '"':
			from := p.pos + 1
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
			if err != nil {
				return "", err
			}
			v.WriteString(strings.ReplaceAll(text, `\\`, `\`))
			continue
		}
		var raw []byte
		prev := s[p.pos-1]
		for p.pos < len(s) && s[p.pos] != '\n' && s[p.pos] != '"' && s[p.pos] != '\'' && (s[p.pos] != '#' || prev != ' ' && prev != '\t') {
			if s[p.pos] == '\\' && p.pos+1 < len(s) && (s[p.pos+1] == '"' || s[p.pos+1] == '\'') {
				p.pos++
			}
			if s[p.pos] == '$' && p.pos+1 < len(s) && s[p.pos+1] == '(' {
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
		v.WriteString(resolved)
		if p.pos < len(s) && s[p.pos] == '#' {
			break
		}
	}
	p.skipEmpty()
	return v.String(), nil
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
		from := i
		for i < len(s) && s[i] == '\\' {
			i++
		}
		slashes := i - from
		if i == len(s) || s[i] != '$' {
			r.WriteString(s[from:i])
			if i < len(s) {
				r.WriteByte(s[i])
				i++
			}
			continue
		}
		i++
		open := i < len(s) && s[i] == '{'
		if open {
			i++
		}
		end := symfonyName(s, i)
		name := s[i:end]
		i = end
		arg := ""
		if i+2 < len(s) && s[i] == ':' && (s[i+1] == '-' || s[i+1] == '=') && s[i+2] != '}' {
			if brace < i {
				brace = len(s)
				if n := strings.IndexByte(s[i:], '}'); n >= 0 {
					brace = i + n
				}
			}
			arg = s[i:brace]
			i = brace
		}
		closed := i < len(s) && s[i] == '}'
		if closed {
			i++
		}
		switch {
		case slashes%2 == 1:
			r.WriteString(s[from+1 : i])
			continue
		case name == "" && arg == "" && !closed:
			r.WriteString(s[from:i])
			continue
		case open && !closed:
			return "", &ReadError{Reason: "there is ${ that is not closed"}
		case name == "":
			return "", &ReadError{Reason: "there is ${ without a name", Unknown: true}
		}
		value, ok := p.env(name)
		if !ok {
			value, _ = p.out.Value(name)
		}
		if value == "" && arg != "" {
			if strings.ContainsAny(arg, `'"{$`) {
				return "", &ReadError{Reason: "there are quotes or variables in a default"}
			}
			value = arg[2:]
			if arg[1] == '=' {
				p.out.set(Var{Key: name, Value: value, Line: p.lines.at(p.s, p.pos)})
			}
		}
		if !p.budget.spend(len(value)) {
			return "", tooLong(0)
		}
		r.WriteString(s[from : from+slashes])
		r.WriteString(value)
		if !open && closed {
			r.WriteByte('}')
		}
	}
	return r.String(), nil
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
		key, value, hasValue := strings.Cut(line, "=")
		if hasValue { // blanks around a name alone make it invalid
			if key = strings.Trim(key, phpBlanks); key == "" {
				return discard(out, &ReadError{Line: at, Reason: "there is no name before the ="})
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
			return discard(out, &ReadError{Line: at, Reason: "the name is not valid"})
		}
		if !hasValue {
			out.set(Var{Key: key, Line: at, Unset: true})
			continue
		}
		v, err := b.phpdotenv(out, strings.Trim(value, phpBlanks), env)
		if err != nil {
			err.Line = at
			return discard(out, err)
		}
		out.set(Var{Key: key, Value: v, Line: at})
	}
	if from >= 0 {
		out.skip(at, "the quote is not closed, so that the rest of the file is lost")
	}
	return nil
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
	const (
		initial = iota
		bare
		single
		double
		escape
		blank
		comment
	)
	// A variable is marked by where its $ is in the value.
	var value []byte
	var dollars []int
	state := initial
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch state {
		case initial, bare:
			switch {
			case c == '\'' && state == initial:
				state = single
			case c == '"' && state == initial:
				state = double
			case c == '#':
				state = comment
			case isSpaceByte(c) && state == bare:
				state = blank
			default:
				if c == '$' {
					dollars = append(dollars, len(value))
				}
				value = append(value, c)
				state = bare
			}
		case single:
			if c == '\'' {
				state = blank
			} else {
				value = append(value, c)
			}
		case double:
			switch c {
			case '"':
				state = blank
			case '\\':
				state = escape
			default:
				if c == '$' {
					dollars = append(dollars, len(value))
				}
				value = append(value, c)
			}
		case escape:
			state = double
			switch c {
			case '"', '\\', '$':
			case 'f', 'n', 'r', 't', 'v':
				c = goEscape(c)
			default:
				return "", &ReadError{Reason: "there is an escape that it does not know"}
			}
			value = append(value, c)
		case blank:
			if c == '#' {
				state = comment
			} else if !isSpaceByte(c) {
				return "", &ReadError{Reason: "a value with blanks in it needs quotes, and nothing may follow them"}
			}
		}
	}
	if state == single || state == double || state == escape {
		return "", &ReadError{Reason: "the quote is not closed"}
	}
	if len(dollars) == 0 {
		return string(value), nil
	}
	// The last variable is put in first, so that it can be part of the name
	// of one before it. The text behind a place grows to the front.
	var tail []byte // reversed
	end := len(value)
	for i := len(dollars) - 1; i >= 0; i-- {
		at := dollars[i]
		for end > at {
			end--
			tail = append(tail, value[end])
		}
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
	for end > 0 {
		end--
		tail = append(tail, value[end])
	}
	for i, j := 0, len(tail)-1; i < j; i, j = i+1, j-1 {
		tail[i], tail[j] = tail[j], tail[i]
	}
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
