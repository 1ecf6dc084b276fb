package gitsource

import (
	"bytes"
	"fmt"
	"strings"
)

// parseConfig calls f for each variable of a configuration file in git's
// syntax.
func parseConfig(data []byte, f func(key, value string, implicit bool) error) error {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	p := configParser{data: data, line: 1}
	section := ""
	for {
		c, ok := p.next()
		switch {
		case !ok:
			return nil
		case c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\v' || c == '\f':
		case c == '#' || c == ';':
			p.skipLine()
		case c == '[':
			s, err := p.section()
			if err != nil {
				return err
			}
			section = s
		case isAlpha(c) && section != "":
			name, value, implicit, err := p.variable(c)
			if err != nil {
				return err
			}
			if err := f(section+"."+name, value, implicit); err != nil {
				return err
			}
		default:
			return p.bad()
		}
	}
}

// A configParser reads a file byte by byte; a carriage return before a line
// feed is no part of it.
type configParser struct {
	data []byte
	pos  int
	line int
}

func (p *configParser) next() (byte, bool) {
	if p.pos >= len(p.data) {
		return 0, false
	}
	c := p.data[p.pos]
	if c == '\r' && p.pos+1 < len(p.data) && p.data[p.pos+1] == '\n' {
		p.pos++
		c = '\n'
	}
	p.pos++
	if c == '\n' {
		p.line++
	}
	return c, true
}

func (p *configParser) skipLine() {
	for c, ok := p.next(); ok && c != '\n'; c, ok = p.next() {
	}
}

func (p *configParser) bad() error { return fmt.Errorf("bad syntax in line %d", p.line) }

func (p *configParser) section() (string, error) {
	var name []byte
	for {
		c, ok := p.next()
		switch {
		case !ok:
			return "", p.bad()
		case c == ']':
			return string(name), nil
		case c == ' ' || c == '\t':
			return p.subsection(name)
		case isAlpha(c) || isDigit(c) || c == '-' || c == '.':
			name = append(name, lower(c))
		default:
			return "", p.bad()
		}
	}
}

func (p *configParser) subsection(name []byte) (string, error) {
	c, ok := p.next()
	for ok && (c == ' ' || c == '\t') {
		c, ok = p.next()
	}
	if !ok || c != '"' {
		return "", p.bad()
	}
	name = append(name, '.')
	for {
		c, ok = p.next()
		switch {
		case !ok || c == '\n':
			return "", p.bad()
		case c == '"':
			if c, ok = p.next(); !ok || c != ']' {
				return "", p.bad()
			}
			return string(name), nil
		case c == '\\':
			if c, ok = p.next(); !ok || c == '\n' {
				return "", p.bad()
			}
		}
		name = append(name, c)
	}
}

func (p *configParser) variable(first byte) (name, value string, implicit bool, err error) {
	n := []byte{lower(first)}
	c, ok := p.next()
	for ok && (isAlpha(c) || isDigit(c) || c == '-') {
		n = append(n, lower(c))
		c, ok = p.next()
	}
	for ok && (c == ' ' || c == '\t') {
		c, ok = p.next()
	}
	switch {
	case !ok || c == '\n':
		return string(n), "", true, nil
	case c == '#' || c == ';':
		p.skipLine()
		return string(n), "", true, nil
	case c != '=':
		return "", "", false, p.bad()
	}
	value, err = p.value()
	return string(n), value, false, err
}

func (p *configParser) value() (string, error) {
	var v []byte
	quote, comment := false, false
	keep := 0 // length without trailing blanks outside quotes
	for {
		c, ok := p.next()
		if !ok || c == '\n' {
			if quote {
				return "", p.bad()
			}
			return string(v[:keep]), nil
		}
		switch {
		case comment:
			continue
		case !quote && (c == ' ' || c == '\t' || c == '\r' || c == '\v' || c == '\f'):
			if len(v) > 0 {
				v = append(v, c)
			}
			continue
		case !quote && (c == ';' || c == '#'):
			comment = true
			continue
		case c == '\\':
			if c, ok = p.next(); !ok {
				return "", p.bad()
			}
			switch c {
			case '\n':
				continue
			case 't':
				c = '\t'
			case 'b':
				c = '\b'
			case 'n':
				c = '\n'
			case '\\', '"':
			default:
				return "", p.bad()
			}
		case c == '"':
			quote = !quote
			keep = len(v)
			continue
		}
		v = append(v, c)
		keep = len(v)
	}
}

func isAlpha(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }
func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func lower(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		c += 'a' - 'A'
	}
	return c
}

// globMatch matches a path against a pattern with *, ?, […] and **, where
// only ** crosses a slash.
func globMatch(pattern, s string) bool {
	// Each state is a position in s; the work is bounded by the product of the lengths.
	budget := (len(pattern) + 1) * (len(s) + 1) * 4
	var match func(p, s string) bool
	match = func(p, s string) bool {
		for len(p) > 0 {
			if budget--; budget < 0 {
				return false
			}
			switch p[0] {
			case '*':
				cross := strings.HasPrefix(p, "**")
				rest := strings.TrimLeft(p, "*")
				if cross && strings.HasPrefix(rest, "/") && match(rest[1:], s) {
					return true // "**/" matches nothing as well
				}
				for i := 0; i <= len(s); i++ {
					if match(rest, s[i:]) {
						return true
					}
					if i < len(s) && s[i] == '/' && !cross {
						return false
					}
				}
				return false
			case '?':
				if s == "" || s[0] == '/' {
					return false
				}
			case '[':
				end := strings.IndexByte(p[1:], ']')
				if end < 0 || s == "" || s[0] == '/' {
					return false
				}
				if !inClass(p[1:end+1], s[0]) {
					return false
				}
				p, s = p[end+2:], s[1:]
				continue
			case '\\':
				if len(p) > 1 {
					p = p[1:]
				}
				fallthrough
			default:
				if s == "" || s[0] != p[0] {
					return false
				}
			}
			p, s = p[1:], s[1:]
		}
		return s == ""
	}
	return match(pattern, s)
}

func inClass(class string, c byte) bool {
	not := strings.HasPrefix(class, "!") || strings.HasPrefix(class, "^")
	if not {
		class = class[1:]
	}
	for i := 0; i < len(class); i++ {
		if i+2 < len(class) && class[i+1] == '-' {
			if class[i] <= c && c <= class[i+2] {
				return !not
			}
			i += 2
		} else if class[i] == c {
			return !not
		}
	}
	return not
}
