package dotenv

import (
	"strings"
	"unicode/utf8"
)

// ReadIni reads a settings.ini as python-decouple's RepositoryIni does: the
// section [settings], and [DEFAULT] below it, by the rules of Python's
// ConfigParser. Names are in lower case, since that is how they are looked up.
// A # or ; begins a comment only at the beginning of a line, after = or :
// is the value, and lines that are indented deeper than their name go on
// with it. %(name)s is another value of the section, and %% a percent sign.
//
// The error is a [*ReadError]; one of interpolation comes only when the value
// is asked for, and is a Problem of the reading, whose variable has no value.
func ReadIni(data []byte) (*Reading, error) {
	out := &Reading{Reader: Decouple}
	fail := func(line int, reason string) (*Reading, error) {
		return &Reading{Reader: Decouple}, &ReadError{Reader: Decouple, Line: line, Reason: reason}
	}
	if !utf8.Valid(data) {
		return fail(0, notUTF8)
	}
	p := iniParser{sections: map[string]map[string]*iniOption{}}
	for line := range strings.SplitSeq(newlines(string(data)), "\n") {
		p.n++
		if reason := p.read(line); reason != "" {
			return fail(p.n, reason)
		}
	}
	if p.sections["settings"] == nil {
		return out, nil
	}
	b := budgetFor(data)
	for _, key := range p.order {
		text, line, _ := p.raw(key)
		v := Var{Key: key, Line: line}
		value, reason := b.ini(text, p.raw, 1)
		if v.Value = value; reason != "" {
			v.Unset = true
			out.skip(line, reason)
		}
		out.set(v)
	}
	return out, nil
}

// An iniOption is a setting, by the lines of its value.
type iniOption struct {
	value []string
	line  int
}

// An iniParser holds the sections up to line n.
type iniParser struct {
	sections map[string]map[string]*iniOption
	order    []string // names of [settings] and [DEFAULT], in their order
	section  map[string]*iniOption
	name     string // of the section
	option   *iniOption
	indent   int
	n        int
}

// read reads a line. It returns what is wrong with it.
func (p *iniParser) read(line string) string {
	value := strings.TrimFunc(line, pySpace)
	comment := value != "" && (value[0] == '#' || value[0] == ';')
	if value == "" || comment {
		// A blank line can be a part of a value, a comment cannot.
		if !comment && p.option != nil {
			p.option.value = append(p.option.value, "")
		}
		return ""
	}
	level := len(line) - len(strings.TrimLeftFunc(line, pySpace))
	if p.option != nil && level > p.indent {
		p.option.value = append(p.option.value, value)
		return ""
	}
	p.indent = level
	if value[0] == '[' {
		if end := strings.LastIndexByte(value, ']'); end > 1 {
			return p.begin(value[1:end])
		}
	}
	return p.set(value)
}

// begin begins a section.
func (p *iniParser) begin(name string) string {
	p.name, p.option = name, nil
	if p.section = p.sections[name]; p.section != nil && name != "DEFAULT" {
		return "the section is there twice"
	}
	if p.section == nil {
		p.section = map[string]*iniOption{}
		p.sections[name] = p.section
	}
	return ""
}

// set begins a setting.
func (p *iniParser) set(text string) string {
	if p.section == nil {
		return "there is a setting before the first section"
	}
	at := strings.IndexAny(text, "=:")
	if at <= 0 {
		return "there is no = or : in it"
	}
	key := strings.ToLower(strings.TrimRightFunc(text[:at], pySpace))
	if p.section[key] != nil {
		return "the name is there twice"
	}
	p.option = &iniOption{value: []string{strings.TrimFunc(text[at+1:], pySpace)}, line: p.n}
	p.section[key] = p.option
	if p.name == "settings" || p.name == "DEFAULT" {
		p.order = append(p.order, key)
	}
	return ""
}

// raw returns the value of a setting before interpolation, and its line.
func (p *iniParser) raw(key string) (string, int, bool) {
	o := p.sections["settings"][key]
	if o == nil {
		o = p.sections["DEFAULT"][key]
	}
	if o == nil {
		return "", 0, false
	}
	return strings.TrimRightFunc(strings.Join(o.value, "\n"), pySpace), o.line, true
}

// ini expands %(name)s as BasicInterpolation does. It returns what is wrong.
func (b *budget) ini(s string, raw func(string) (string, int, bool), depth int) (value, reason string) {
	if depth > 10 {
		return "", "the values in it are nested too deep"
	}
	var r strings.Builder
	for {
		i := strings.IndexByte(s, '%')
		if i < 0 {
			r.WriteString(s)
			return r.String(), ""
		}
		r.WriteString(s[:i])
		s = s[i:]
		switch {
		case strings.HasPrefix(s, "%%"):
			r.WriteByte('%')
			s = s[2:]
		case strings.HasPrefix(s, "%("):
			end := strings.IndexByte(s, ')')
			if end < 3 || !strings.HasPrefix(s[end:], ")s") {
				return "", "there is %( that does not end in )s"
			}
			text, _, ok := raw(strings.ToLower(s[2:end]))
			if !ok {
				return "", "it names a value that is not there"
			}
			if !b.spend(1 + len(text)) {
				return "", "the values in it make it too long"
			}
			if strings.IndexByte(text, '%') >= 0 {
				if text, reason = b.ini(text, raw, depth+1); reason != "" {
					return "", reason
				}
			}
			if !b.spend(len(text)) {
				return "", "the values in it make it too long"
			}
			r.WriteString(text)
			s = s[end+2:]
		default:
			return "", "there is a % that is neither %% nor %(name)s"
		}
	}
}
