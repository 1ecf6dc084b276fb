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
	type option struct {
		value []string
		line  int
	}
	sections := map[string]map[string]*option{}
	var order []string // names of the section, in their order
	var section map[string]*option
	name := ""
	var cur *option
	indent := 0
	n := 0
	for line := range strings.SplitSeq(newlines(string(data)), "\n") {
		n++
		value := strings.TrimFunc(line, pySpace)
		comment := value != "" && (value[0] == '#' || value[0] == ';')
		if value == "" || comment {
			// A blank line can be a part of a value, a comment cannot.
			if !comment && section != nil && cur != nil {
				cur.value = append(cur.value, "")
			}
			continue
		}
		level := len(line) - len(strings.TrimLeftFunc(line, pySpace))
		if section != nil && cur != nil && level > indent {
			cur.value = append(cur.value, value)
			continue
		}
		indent = level
		if value[0] == '[' {
			if end := strings.LastIndexByte(value, ']'); end > 1 {
				name, cur = value[1:end], nil
				if section = sections[name]; section != nil && name != "DEFAULT" {
					return fail(n, "the section is there twice")
				}
				if section == nil {
					section = map[string]*option{}
					sections[name] = section
				}
				continue
			}
		}
		if section == nil {
			return fail(n, "there is a setting before the first section")
		}
		at := strings.IndexAny(value, "=:")
		if at <= 0 {
			return fail(n, "there is no = or : in it")
		}
		key := strings.ToLower(strings.TrimRightFunc(value[:at], pySpace))
		if section[key] != nil {
			return fail(n, "the name is there twice")
		}
		cur = &option{value: []string{strings.TrimFunc(value[at+1:], pySpace)}, line: n}
		section[key] = cur
		if name == "settings" || name == "DEFAULT" {
			order = append(order, key)
		}
	}
	if sections["settings"] == nil {
		return out, nil
	}
	raw := func(key string) (string, int, bool) {
		o := sections["settings"][key]
		if o == nil {
			o = sections["DEFAULT"][key]
		}
		if o == nil {
			return "", 0, false
		}
		return strings.TrimRightFunc(strings.Join(o.value, "\n"), pySpace), o.line, true
	}
	b := budgetFor(data)
	for _, key := range order {
		text, line, _ := raw(key)
		v := Var{Key: key, Line: line}
		value, reason := b.ini(text, raw, 1)
		if v.Value = value; reason != "" {
			v.Unset = true
			out.skip(line, reason)
		}
		out.set(v)
	}
	return out, nil
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
