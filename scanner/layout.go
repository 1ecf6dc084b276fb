package scanner

import (
	"bytes"
	"path"
	"strings"

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
	markdownLayout // tables between other text
	rowLayout      // INSERT statements over several lines
)

func layoutOf(file string) layout {
	switch path.Ext(file) {
	case ".csv", ".tsv":
		return tableLayout
	case ".yml", ".yaml":
		return indentLayout
	case ".md", ".mdx", ".markdown":
		return markdownLayout
	case ".sql", ".ddl", ".dump":
		return rowLayout
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
	case markdownLayout:
		return x.file.Data[start] == '|' && x.stems.has(x.tableHead(start))
	case rowLayout:
		columns, _ := x.insertColumns(start)
		return columns != nil && x.stems.has(columns)
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
	case markdownLayout:
		if head := x.tableHead(start); head != nil {
			name = cell(head, '|', bytes.Count(x.file.Data[start:at], []byte{'|'}))
		}
	case rowLayout:
		if columns, row := x.insertColumns(start); columns != nil {
			name = cell(columns, ',', commas(x.file.Data[row:at]))
		}
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
		return cell(header, sep, bytes.Count(d[start:at], []byte{sep}))
	}
	return ""
}

// cell returns what the cell of a header says, if it is the name of a secret.
func cell(header []byte, sep byte, n int) string {
	cells := bytes.Split(header, []byte{sep})
	if n >= len(cells) {
		return ""
	}
	name := string(bytes.Trim(cells[n], " \t\r\"'`*[]()"))
	if judge.NameSays(name) == judge.SaysSecret && isName(strings.ReplaceAll(name, " ", "_")) {
		return name
	}
	return ""
}

// maxTable bounds how far above a line the head of its table is looked for.
const maxTable = 4096

// tableHead returns the head of the table of Markdown that the line at start is a row
// of, or nil.
func (x *extractor) tableHead(start int) []byte {
	x.upward = true
	d := x.file.Data
	var below []byte
	for from, end := start, start-1; end > 0 && start-end < maxTable; end = from - 1 {
		from = max(lineStart(d, end), end-maxBound)
		line := bytes.TrimSpace(d[from:end])
		if len(line) == 0 || line[0] != '|' {
			return nil
		}
		if below != nil {
			return line
		}
		if len(bytes.Trim(line, "|-: \t")) == 0 {
			below = line // of dashes: the head is above it
		}
	}
	return nil
}

// insertColumns returns the columns of the INSERT statement that the line at start has a
// row of, and where the row begins. It returns nil for other lines.
func (x *extractor) insertColumns(start int) (columns []byte, row int) {
	d := x.file.Data
	row = start
	for row < len(d) && isSpace(d[row]) {
		row++
	}
	if row == len(d) || d[row] != '(' {
		return nil, 0
	}
	x.upward = true
	above := d[max(0, start-maxTable):start]
	i := bytes.LastIndexByte(above, ';')
	above = above[i+1:]
	lower := bytes.ToLower(above)
	into, values := bytes.LastIndex(lower, []byte("into")), bytes.LastIndex(lower, []byte("values"))
	if into < 0 || values < into {
		return nil, 0
	}
	open := bytes.IndexByte(above[into:values], '(')
	shut := bytes.LastIndexByte(above[into:values], ')')
	if open < 0 || shut < open {
		return nil, 0
	}
	return above[into+open+1 : into+shut], row + 1
}

// commas counts the commas of a row that are in no string.
func commas(row []byte) (n int) {
	quote := byte(0)
	for _, c := range row {
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '\'' || c == '"' || c == '`':
			quote = c
		case c == ',':
			n++
		}
	}
	return n
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
			switch {
			case name == "stringData", name == "data" && i == 0 && isKubernetesSecret(d):
				return "secret"
			case isPlural(name):
				return name
			}
			return ""
		}
		end = from - 1
		if from == 0 || from <= start-maxBound {
			break
		}
	}
	return ""
}

// isKubernetesSecret reports whether a file holds a Secret of Kubernetes, and no other
// object that has data.
func isKubernetesSecret(d []byte) bool {
	d = d[:min(len(d), 64<<10)]
	return bytes.Contains(d, []byte("kind: Secret")) && !bytes.Contains(d, []byte("kind: ConfigMap")) && !bytes.Contains(d, []byte("kind: SealedSecret"))
}

// blanksBefore returns how many blanks a line begins with.
func blanksBefore(line []byte) int {
	n := 0
	for n < len(line) && line[n] == ' ' {
		n++
	}
	return n
}
