package main

import (
	"bytes"
	"encoding/json"
	"strings"

	"github.com/tailscale/hujson"
)

// A jsonStyle says how a JSON file is indented.
type jsonStyle struct{ newline, indent string }

// styleOf takes the style of a file from its first indented line.
func styleOf(text []byte) jsonStyle {
	style := jsonStyle{"\n", "  "}
	if bytes.Contains(text, []byte("\r\n")) {
		style.newline = "\r\n"
	}
	for line := range strings.Lines(string(text)) {
		rest := strings.TrimLeft(line, " \t")
		if rest != line && strings.HasPrefix(rest, `"`) {
			style.indent = line[:len(line)-len(rest)]
			break
		}
	}
	return style
}

// line returns a line feed and the indentation of a depth.
func (s jsonStyle) line(depth int) string { return s.newline + strings.Repeat(s.indent, depth) }

// value returns a value as it is written at a depth.
func (s jsonStyle) value(depth int, v any) hujson.Value {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent(strings.Repeat(s.indent, depth), s.indent)
	_ = enc.Encode(v) // maps, strings and numbers can all be encoded
	text := strings.ReplaceAll(strings.TrimSuffix(b.String(), "\n"), "\n", s.newline)
	out, _ := hujson.Parse([]byte(text)) // as just written
	return out
}

// addMember adds a member at the end of an object. What is in front of the closing
// brace, such as a comment, stays in front of the new member.
func (s jsonStyle) addMember(obj *hujson.Object, depth int, name string, v any) {
	m := hujson.ObjectMember{Name: hujson.Value{Value: hujson.String(name)}, Value: s.value(depth, v)}
	m.Name.BeforeExtra = hujson.Extra(strings.TrimRight(string(obj.AfterExtra), " \t\r\n") + s.line(depth))
	m.Value.BeforeExtra = hujson.Extra(" ")
	if n := len(obj.Members); n > 0 && obj.Members[n-1].Value.AfterExtra != nil {
		m.Value.AfterExtra = hujson.Extra{} // the file has commas at the end
	}
	obj.Members = append(obj.Members, m)
	obj.AfterExtra = hujson.Extra(s.line(depth - 1))
}

// addElement is addMember for a list.
func (s jsonStyle) addElement(list *hujson.Array, depth int, v any) {
	e := s.value(depth, v)
	e.BeforeExtra = hujson.Extra(strings.TrimRight(string(list.AfterExtra), " \t\r\n") + s.line(depth))
	if n := len(list.Elements); n > 0 && list.Elements[n-1].AfterExtra != nil {
		e.AfterExtra = hujson.Extra{}
	}
	list.Elements = append(list.Elements, e)
	list.AfterExtra = hujson.Extra(s.line(depth - 1))
}

// removeMember removes a member, and keeps the comments in front of it.
func removeMember(obj *hujson.Object, i int) {
	kept := obj.Members[i].Name.BeforeExtra
	obj.Members = append(obj.Members[:i], obj.Members[i+1:]...)
	if i < len(obj.Members) {
		next := &obj.Members[i].Name
		next.BeforeExtra = joinComments(kept, next.BeforeExtra)
	} else {
		obj.AfterExtra = joinComments(kept, obj.AfterExtra)
	}
}

// removeElement is removeMember for a list.
func removeElement(list *hujson.Array, i int) {
	kept := list.Elements[i].BeforeExtra
	list.Elements = append(list.Elements[:i], list.Elements[i+1:]...)
	if i < len(list.Elements) {
		next := &list.Elements[i]
		next.BeforeExtra = joinComments(kept, next.BeforeExtra)
	} else {
		list.AfterExtra = joinComments(kept, list.AfterExtra)
	}
}

// joinComments puts the comments of one gap in front of another.
func joinComments(a, b hujson.Extra) hujson.Extra {
	return hujson.Extra(strings.TrimRight(string(a), " \t\r\n") + string(b))
}
