package main

import (
	"errors"
	"strings"
)

// The configurations of other tools are YAML. Only whether they call envguard is
// asked, so that a part of YAML is enough: mappings and lists in lines of their own,
// plain and quoted scalars, block scalars, and lists of scalars in brackets. The rest
// is an error. A library for all of it costs each hook a fiftieth of its time at the
// start of the program.

// errYAML says that a document has something that is not read.
var errYAML = errors.New("it has YAML of a kind that is not read")

// maxYAMLDepth bounds how deep a document is nested.
const maxYAMLDepth = 100

// A yamlLine is a line that is not blank.
type yamlLine struct {
	indent int
	text   string
}

type yamlReader struct {
	lines []yamlLine
	at    int
}

// readYAML reads a document whose top is a mapping.
func readYAML(data string) (map[string]any, error) {
	var r yamlReader
	for line := range strings.Lines(data) {
		line = strings.TrimRight(line, " \t\r\n")
		text := strings.TrimLeft(line, " ")
		if text == "" || text[0] == '#' || line == "---" {
			continue
		}
		if text[0] == '\t' || text[0] == '%' {
			return nil, errYAML
		}
		r.lines = append(r.lines, yamlLine{len(line) - len(text), text})
	}
	if len(r.lines) == 0 {
		return nil, nil
	}
	v, err := r.block(r.lines[0].indent, 0)
	top, ok := v.(map[string]any)
	if err == nil && (!ok || r.at < len(r.lines)) {
		err = errYAML
	}
	return top, err
}

// block reads the lines of one indentation: a list or a mapping.
func (r *yamlReader) block(indent, depth int) (any, error) {
	if depth > maxYAMLDepth {
		return nil, errYAML
	}
	if isItem(r.lines[r.at].text) {
		return r.list(indent, depth)
	}
	m := map[string]any{}
	for r.at < len(r.lines) && r.lines[r.at].indent == indent && !isItem(r.lines[r.at].text) {
		key, value, ok := cutKey(r.lines[r.at].text)
		if _, twice := m[key]; !ok || twice {
			return nil, errYAML
		}
		r.at++
		v, err := r.value(value, indent, depth)
		if err != nil {
			return nil, err
		}
		m[key] = v
	}
	if r.at < len(r.lines) && r.lines[r.at].indent > indent {
		return nil, errYAML
	}
	return m, nil
}

func (r *yamlReader) list(indent, depth int) (any, error) {
	list := []any{}
	for r.at < len(r.lines) && r.lines[r.at].indent == indent && isItem(r.lines[r.at].text) {
		line := &r.lines[r.at]
		rest := strings.TrimLeft(line.text[1:], " ")
		var v any
		var err error
		if _, _, ok := cutKey(rest); ok || isItem(rest) { // it begins on the line of the dash
			line.indent += len(line.text) - len(rest)
			line.text = rest
			v, err = r.block(line.indent, depth+1)
		} else {
			r.at++
			v, err = r.value(rest, indent, depth)
		}
		if err != nil {
			return nil, err
		}
		list = append(list, v)
	}
	if r.at < len(r.lines) && r.lines[r.at].indent > indent {
		return nil, errYAML
	}
	return list, nil
}

func isItem(text string) bool { return text == "-" || strings.HasPrefix(text, "- ") }

// cutKey splits "key: value".
func cutKey(text string) (key, value string, ok bool) {
	i := strings.Index(text+" ", ": ")
	if i <= 0 || strings.ContainsAny(text[:i], "{}[]#&*!|>%@`,") || text[0] == '?' {
		return "", "", false
	}
	key, ok = unquote(text[:i])
	return key, strings.TrimLeft(text[min(len(text), i+1):], " "), ok
}

// value reads what follows a key or a dash.
func (r *yamlReader) value(text string, indent, depth int) (any, error) {
	text = withoutComment(text)
	deeper := r.at < len(r.lines) && r.lines[r.at].indent > indent
	switch {
	case text == "" && (deeper || r.at < len(r.lines) && r.lines[r.at].indent == indent && isItem(r.lines[r.at].text)):
		return r.block(r.lines[r.at].indent, depth+1)
	case text == "":
		return nil, nil
	case text[0] == '|' || text[0] == '>':
		var lines []string
		for r.at < len(r.lines) && r.lines[r.at].indent > indent {
			lines = append(lines, r.lines[r.at].text)
			r.at++
		}
		return strings.Join(lines, "\n"), nil
	case deeper: // a scalar of several lines
		return nil, errYAML
	case text[0] == '[' && text[len(text)-1] == ']':
		list := []any{}
		for part := range strings.SplitSeq(text[1:len(text)-1], ",") {
			if part = strings.TrimSpace(part); part == "" && text == "[]" {
				break
			}
			s, ok := unquote(part)
			if !ok || s == "" {
				return nil, errYAML
			}
			list = append(list, s)
		}
		return list, nil
	}
	s, ok := unquote(text)
	if !ok {
		return nil, errYAML
	}
	if text == "true" || text == "false" {
		return text == "true", nil
	}
	return s, nil
}

// withoutComment cuts the comment behind a value.
func withoutComment(text string) string {
	quote := byte(0)
	for i := range len(text) {
		switch c := text[i]; {
		case quote != 0:
			if c == quote && (quote != '"' || text[i-1] != '\\') {
				quote = 0
			}
		case (c == '"' || c == '\'') && i == 0:
			quote = c
		case c == '#' && (i == 0 || text[i-1] == ' '):
			return strings.TrimRight(text[:i], " ")
		}
	}
	return text
}

// unquote reads a scalar on one line.
func unquote(text string) (string, bool) {
	if text == "" {
		return "", true
	}
	switch c := text[0]; c {
	case '"', '\'':
		inner := text[1:max(1, len(text)-1)]
		return inner, len(text) > 1 && text[len(text)-1] == c && !strings.ContainsAny(inner, `\`+string(c))
	case '[', ']', '{', '}', '&', '*', '!', '%', '@', '`', ',', '|', '>', '?':
		return "", false
	}
	return text, !strings.Contains(text, ": ")
}
