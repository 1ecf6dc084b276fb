package main

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/pelletier/go-toml/v2"
	"github.com/pelletier/go-toml/v2/unstable"
)

// parseConfiguration reads the content of a configuration file. Everything that
// is wrong with it is an error with the line, since what is passed over would be
// protection that someone believes to have.
func parseConfiguration(name string, content []byte) (*configuration, error) {
	at := &places{name: name, content: content}
	if len(content) > maxConfig {
		return nil, usagef("put long examples into files of the repository", "reading %s: it is larger than %d bytes", name, maxConfig)
	}
	content = bytes.TrimPrefix(content, []byte("\ufeff"))
	at.content = content
	var doc tomlConfig
	err := toml.NewDecoder(bytes.NewReader(content)).DisallowUnknownFields().Decode(&doc)
	var unknown *toml.StrictMissingError
	var wrong *toml.DecodeError
	switch {
	case err == nil:
		return buildConfiguration(name, doc, at)
	case errors.As(err, &unknown) && len(unknown.Errors) > 0:
		return nil, at.unknownKey(&unknown.Errors[0])
	case errors.As(err, &wrong):
		line, column := wrong.Position()
		key := strings.Join(wrong.Key(), ".")
		if kind := valueKind(wrong.Key()); kind != "" && !strings.Contains(wrong.Error(), "already") {
			return nil, usagef("write "+kind, "reading %s:%d:%d: the value of %s is of the wrong type", name, line, column, key)
		}
		return nil, usagef("the file is TOML; see docs/configuration.md", "reading %s:%d:%d: %s", name, line, column, strings.TrimPrefix(wrong.Error(), "toml: "))
	}
	return nil, usagef("the file is TOML; see docs/configuration.md", "reading %s: %s", name, strings.TrimPrefix(err.Error(), "toml: "))
}

// A key is one that a table of the file can have, and how its value is written.
type configKey struct{ table, name, kind string }

func configKeys() []configKey {
	const text, list = `a text between quotes`, `a list of texts: ["…", "…"]`
	return []configKey{
		{"", "disable", list},
		{"", "severity", `a table: severity.RULE = "warning"`},
		{"", "strict", "true or false"},
		{"", "all-lines", "true or false"},
		{"", "format", text},
		{"", "override", "tables, each behind a line [[override]]"},
		{"", "allow", "tables, each behind a line [[allow]]"},
		{"", "$schema", text},
		{"", "rule", "tables, each behind a line [[rule]]"},
		{"override", "paths", list},
		{"override", "disable", list},
		{"override", "severity", `a table: severity.RULE = "warning"`},
		{"allow", "values", list},
		{"allow", "patterns", list},
		{"allow", "rules", list},
		{"allow", "paths", list},
		{"allow", "reason", text},
		{"rule", "id", text},
		{"rule", "title", text},
		{"rule", "doc", text},
		{"rule", "fix", text},
		{"rule", "source", text},
		{"rule", "severity", text},
		{"rule", "keywords", list},
		{"rule", "pattern", text},
		{"rule", "secret-group", "a whole number"},
		{"rule", "paths", list},
		{"rule", "min-randomness", "a number of bits"},
		{"rule", "placeholders", "true or false"},
		{"rule", "example", "tables, each behind a line [[rule.example]]"},
		{"rule.example", "path", text},
		{"rule.example", "text", text},
		{"rule.example", "why", text},
	}
}

// valueKind returns how the value of a key is written, or "".
func valueKind(key []string) string {
	if n := len(key); n > 1 && key[n-2] == "severity" && (n == 2 || key[0] == "override") {
		return `"error", "warning" or "info"`
	}
	for _, k := range configKeys() {
		if len(key) > 0 && k.name == key[len(key)-1] && k.table == strings.Join(key[:len(key)-1], ".") {
			return k.kind
		}
	}
	return ""
}

// unknownKey names the key that is nearest. Other scanners have words of their
// own for some.
func (p *places) unknownKey(e *toml.DecodeError) error {
	key := e.Key()
	if len(key) == 0 {
		key = toml.Key{""}
	}
	table, last := strings.Join(key[:len(key)-1], "."), key[len(key)-1]
	var names []string
	for _, k := range configKeys() {
		if k.table == table {
			names = append(names, k.name)
		}
	}
	hint := "it has " + strings.Join(names, ", ")
	foreign := map[string]string{
		"regex": "pattern", "entropy": "min-randomness", "min-entropy": "min-randomness", "description": "title", "secretGroup": "secret-group",
		"rules": "rule", "overrides": "override", "glob": "paths", "path": "paths", "examples": "example", "disabled": "disable",
		"allowlist": "allow", "allowlists": "allow", "regexes": "patterns", "stopwords": "values", "justification": "reason",
	}
	if n := nearest(last, names); n != "" {
		hint = fmt.Sprintf("did you mean %q?", n)
	} else if n := foreign[last]; n != "" {
		for _, name := range names {
			if name == n {
				hint = fmt.Sprintf("did you mean %q? see docs/configuration.md", n)
			}
		}
	}
	line, column := e.Position()
	where := "the file"
	if table != "" {
		where = "[[" + table + "]]"
	}
	return usagef(hint, "reading %s:%d:%d: %s has no key %q", p.name, line, column, where, clip(last))
}

// places finds the line of a value by its path in the document, such as
// rule[0].pattern. It reads the document again for it, which only errors and
// `rules test` ask for.
type places struct {
	name    string
	content []byte
	lines   map[string]int
	columns map[string]int
}

// errorf returns an error of configuration at a place.
func (p *places) errorf(place, hint, format string, args ...any) error {
	line, column := p.position(place)
	if line == 0 {
		return usagef(hint, "reading %s: %w", p.name, fmt.Errorf(format, args...))
	}
	return usagef(hint, "reading %s:%d:%d: %w", p.name, line, column, fmt.Errorf(format, args...))
}

// line returns the line of a place, or of its parent, or 0.
func (p *places) line(place string) int {
	line, _ := p.position(place)
	return line
}

// position returns the line and the column of a place, or of its parent, or zeros.
func (p *places) position(place string) (line, column int) {
	if p.lines == nil {
		p.lines, p.columns = map[string]int{}, map[string]int{}
		p.read()
	}
	for place != "" {
		if n := p.lines[place]; n > 0 {
			return n, p.columns[place]
		}
		place = place[:max(0, strings.LastIndexAny(place, ".["))]
	}
	return 0, 0
}

// read notes the lines of all values. The document has been decoded before, so
// it is well formed.
func (p *places) read() {
	var parser unstable.Parser
	parser.Reset(p.content)
	counts := map[string]int{}
	prefix := ""
	for parser.NextExpression() {
		e := parser.Expression()
		switch e.Kind {
		case unstable.Table, unstable.ArrayTable:
			parts, offset := keyParts(e.Key())
			prefix = ""
			for i, part := range parts {
				if prefix != "" {
					prefix += "."
				}
				prefix += part
				if e.Kind == unstable.ArrayTable && i == len(parts)-1 {
					counts[prefix]++
				}
				if n := counts[prefix]; n > 0 {
					prefix += fmt.Sprintf("[%d]", n-1)
				}
			}
			p.note(prefix, offset)
			prefix += "."
		case unstable.KeyValue:
			p.keyValue(prefix, e)
		}
	}
}

func (p *places) keyValue(prefix string, e *unstable.Node) {
	parts, offset := keyParts(e.Key())
	place := prefix + strings.Join(parts, ".")
	p.note(place, offset)
	p.value(place, e.Value())
}

func (p *places) value(place string, v *unstable.Node) {
	switch v.Kind {
	case unstable.Array:
		i := 0
		for it := v.Children(); it.Next(); {
			n := it.Node()
			if n.Kind == unstable.Comment {
				continue
			}
			element := fmt.Sprintf("%s[%d]", place, i)
			i++
			if n.Raw.Length > 0 {
				p.note(element, int(n.Raw.Offset))
			}
			p.value(element, n)
		}
	case unstable.InlineTable:
		for it := v.Children(); it.Next(); {
			if n := it.Node(); n.Kind == unstable.KeyValue {
				p.keyValue(place+".", n)
			}
		}
	}
}

func keyParts(it unstable.Iterator) (parts []string, offset int) {
	for it.Next() {
		if parts == nil {
			offset = int(it.Node().Raw.Offset)
		}
		parts = append(parts, string(it.Node().Data))
	}
	return parts, offset
}

func (p *places) note(place string, offset int) {
	if _, ok := p.lines[place]; !ok && offset <= len(p.content) {
		before := p.content[:offset]
		p.lines[place] = 1 + bytes.Count(before, []byte{'\n'})
		p.columns[place] = 1 + utf8.RuneCount(before[1+bytes.LastIndexByte(before, '\n'):])
	}
}
