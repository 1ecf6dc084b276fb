package scanner

import (
	"bytes"
	"path"

	"github.com/envguard/envguard/rules/judge"
	"github.com/envguard/envguard/scanner/internal/bind"
)

// Files in which a value's name is elsewhere by the layout: the first line of a
// table, or the line that a block of YAML is indented below.

// A layout is how a file says by its lines what belongs to what.
type layout uint8

const (
	noLayout layout = iota
	tableLayout
	indentLayout
)

func layoutOf(file string) layout {
	switch path.Ext(file) {
	case ".csv", ".tsv":
		return tableLayout
	case ".yml", ".yaml":
		return indentLayout
	}
	return noLayout
}

// hasLayout reports whether the layout of the file may name a value on the line
// at start.
func (x *extractor) hasLayout(start int) bool {
	switch x.layout {
	case tableLayout:
		return start > 0 && x.stems.has(x.file.Data[:lineEnd(x.file.Data, 0)])
	case indentLayout:
		return x.parent(start) != ""
	}
	return false
}

// fromLayout names the value at an offset of a line by the file's layout.
func (x *extractor) fromLayout(start, at int) (bind.Binding, bind.Result) {
	name := ""
	switch x.layout {
	case tableLayout:
		name = x.column(start, at)
	case indentLayout:
		name = x.parent(start)
	}
	if name == "" {
		return bind.Binding{}, bind.Unnamed
	}
	return bind.Binding{Name: name}, bind.Found
}

// column returns the name of the column that holds the value at an offset, if it
// says secret.
func (x *extractor) column(start, at int) string {
	if start == 0 {
		return ""
	}
	x.upward = true
	d := x.file.Data
	header := d[:min(lineEnd(d, 0), maxBound)]
	for _, sep := range []byte("\t;,|") {
		if bytes.IndexByte(header, sep) < 0 {
			continue
		}
		cells := bytes.Split(header, []byte{sep})
		n := bytes.Count(d[start:at], []byte{sep})
		if n >= len(cells) {
			return ""
		}
		name := string(bytes.Trim(cells[n], " \t\r\"'"))
		if judge.NameSays(name) == judge.SaysSecret && isName(name) {
			return name
		}
		return ""
	}
	return ""
}

// parent returns the name of the block that the line at start is a member of, if
// its members are secrets; and of a list's item, the flag in the item above.
func (x *extractor) parent(start int) string {
	d := x.file.Data
	line := d[start:lineEnd(d, start)]
	depth := blanksBefore(line)
	if key, _, ok := bytes.Cut(line, []byte(":")); ok {
		name := string(bytes.Trim(key, "- \"'"))
		if v := judge.NameSays(name); v == judge.SaysPublic || v == judge.SaysHarmless && !judge.IsTransparentName(name) || isAside(name) || isKeyPart(name) {
			return ""
		}
	}
	item := bytes.HasPrefix(line[depth:], []byte("- "))
	x.upward = true
	for n, end := 0, start-1; n < 12 && end > 0; n++ {
		from := max(lineStart(d, end), start-maxBound)
		above := bytes.TrimRight(d[from:end], " \t\r")
		i := blanksBefore(above)
		body := above[min(i, len(above)):]
		if flag := bytes.Trim(body, "-\"' "); item && n == 0 && i == depth && bytes.HasPrefix(body, []byte("- ")) && bytes.Contains(body, []byte("--")) && isName(string(flag)) && judge.NameSays(string(flag)) == judge.SaysSecret {
			return string(flag)
		}
		if len(body) > 0 && i < depth && body[len(body)-1] == ':' {
			name := string(bytes.Trim(body, "-\"' :"))
			if !isPlural(name) && name != "stringData" {
				return ""
			}
			if name == "stringData" {
				name = "secret"
			}
			return name
		}
		end = from - 1
		if from == 0 || from <= start-maxBound {
			break
		}
	}
	return ""
}

// blanksBefore returns how many blanks a line begins with.
func blanksBefore(line []byte) int {
	n := 0
	for n < len(line) && line[n] == ' ' {
		n++
	}
	return n
}
