package archive

import (
	"bufio"
	"cmp"
	"encoding/binary"
	"errors"
	"io"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// A database is a SQLite file ("Database File Format", sqlite.org/fileformat2.html),
// read without trust: each page at most once for a table, each offset checked.
type database struct {
	d      []byte
	page   int // size of a page
	usable int // bytes of a page that are not reserved
	enc    uint32
	// left is how many pages may still be read. Each belongs to one tree: who
	// reads more than there are was led in circles.
	left int
}

const (
	maxCell    = 4 << 20 // bytes of a row that are read
	maxTables  = 10_000
	maxColumns = 2000
)

var errSQLite = errors.New("its pages do not belong together")

// sqlite reads all tables, each as a member with a row a line: the names of the
// columns with their values, as JSON has them.
func (w *Walk) sqlite(name string, d []byte) error {
	db := &database{d: d, page: int(binary.BigEndian.Uint16(d[16:])), enc: binary.BigEndian.Uint32(d[56:])}
	if db.page == 1 {
		db.page = 65536
	}
	db.usable = db.page - int(d[20])
	db.left = 2*len(d)/max(db.page, 1) + maxTables
	if db.page < 512 || db.page&(db.page-1) != 0 || db.usable < 480 {
		w.Skip(name, "damaged or cut off: "+errSQLite.Error())
		return nil
	}
	type table struct {
		name    string
		root    int
		columns []string
	}
	tables := []table{}
	damaged := db.rows(1, func(row []cell) error {
		if len(row) >= 5 && row[0].text == "table" && len(tables) < maxTables {
			tables = append(tables, table{row[1].text, int(row[3].number), columnNames(row[4].text)})
		}
		return nil
	})
	for _, t := range tables {
		if t.root <= 0 { // a virtual table has no rows of its own
			continue
		}
		p, ok := w.member(name, t.name)
		if w.stopped != nil {
			return nil
		}
		if !ok {
			continue
		}
		r, wr := io.Pipe()
		done := make(chan error, 1)
		go func() {
			err := db.write(wr, t.root, t.columns)
			wr.Close()
			done <- err
		}()
		err := w.visit(p, &meter{w, r})
		r.Close()
		if derr := <-done; damaged == nil && !errors.Is(derr, io.ErrClosedPipe) {
			damaged = derr
		}
		if err != nil {
			return err
		}
		if w.stopped != nil {
			return nil
		}
	}
	if damaged != nil {
		w.Skip(name, "damaged or cut off: "+damaged.Error())
	}
	return nil
}

// write writes the rows of a table.
func (db *database) write(to io.Writer, root int, columns []string) (err error) {
	out := bufio.NewWriterSize(to, 64<<10)
	var buf []byte
	err = db.rows(root, func(row []cell) error {
		buf = appendRow(buf[:0], columns, row)
		_, err := out.Write(buf)
		return err
	})
	return cmp.Or(out.Flush(), err)
}

// A cell is a value of a row.
type cell struct {
	text   string // of texts and blobs
	number int64
	null   bool
	isText bool
}

// pageAt returns a page and where its header begins.
func (db *database) pageAt(n int) (p []byte, header int, ok bool) {
	if n < 1 || n > len(db.d)/db.page {
		return nil, 0, false
	}
	p = db.d[(n-1)*db.page : n*db.page]
	if n == 1 {
		header = 100
	}
	return p, header, true
}

// rows calls f for each row of the table whose tree has its root at a page.
func (db *database) rows(root int, f func([]cell) error) (err error) {
	defer func() { // as in errorReader
		if r := recover(); r != nil {
			err = errSQLite
		}
	}()
	seen := make([]uint64, len(db.d)/db.page/64+1)
	stack := []int{root}
	var damaged error
	for len(stack) > 0 {
		n := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if db.left--; db.left < 0 {
			return errSQLite
		}
		p, h, ok := db.pageAt(n)
		if !ok || seen[n/64]&(1<<(n%64)) != 0 {
			damaged = errSQLite
			continue
		}
		seen[n/64] |= 1 << (n % 64)
		cells := int(binary.BigEndian.Uint16(p[h+3:]))
		size := 8
		switch p[h] {
		case 0x05, 0x02:
			size = 12
		case 0x0d, 0x0a:
		default:
			damaged = errSQLite
			continue
		}
		if h+size+2*cells > len(p) {
			damaged = errSQLite
			continue
		}
		first := len(stack)
		for i := range cells {
			at := int(binary.BigEndian.Uint16(p[h+size+2*i:]))
			if at >= len(p)-4 {
				damaged = errSQLite
				continue
			}
			switch p[h] {
			case 0x05: // an inner page of a table: the page left of the key
				stack = append(stack, int(binary.BigEndian.Uint32(p[at:])))
				continue
			case 0x02: // an inner page of an index has a row of its own
				stack = append(stack, int(binary.BigEndian.Uint32(p[at:])))
				at += 4
			}
			payload, ok := db.payload(p, at, p[h] == 0x0d)
			row, rok := db.record(payload)
			if !ok || !rok {
				damaged = errSQLite
			}
			if len(row) > 0 {
				if err := f(row); err != nil {
					return err
				}
			}
		}
		if size == 12 {
			stack = append(stack, int(binary.BigEndian.Uint32(p[h+8:])))
		}
		// The pages in the order of their rows.
		for i, j := first, len(stack)-1; i < j; i, j = i+1, j-1 {
			stack[i], stack[j] = stack[j], stack[i]
		}
	}
	return damaged
}

// payload returns the record of a cell, with what overflows to other pages.
func (db *database) payload(p []byte, at int, table bool) ([]byte, bool) {
	size, n := uvarint(p[at:])
	if n == 0 {
		return nil, false
	}
	at += n
	most := (db.usable-12)*64/255 - 23
	if table {
		_, n := uvarint(p[at:])
		if n == 0 {
			return nil, false
		}
		at += n
		most = db.usable - 35
	}
	if size > uint64(len(db.d)) {
		return nil, false
	}
	total := int(size)
	if total <= most {
		if at+total > len(p) {
			return nil, false
		}
		return p[at : at+total], true
	}
	least := (db.usable-12)*32/255 - 23
	local := least + (total-least)%(db.usable-4)
	if local > most {
		local = least
	}
	if at+local+4 > len(p) {
		return nil, false
	}
	want := min(total, maxCell)
	out := append(make([]byte, 0, want), p[at:at+local]...)
	next := int(binary.BigEndian.Uint32(p[at+local:]))
	for steps := 0; len(out) < want; steps++ {
		q, _, ok := db.pageAt(next)
		if db.left--; !ok || db.left < 0 || steps > len(db.d)/db.page {
			return out, false
		}
		next = int(binary.BigEndian.Uint32(q))
		out = append(out, q[4:4+min(db.usable-4, want-len(out))]...)
	}
	return out, total <= maxCell
}

// record splits a record into its values.
func (db *database) record(b []byte) ([]cell, bool) {
	header, n := uvarint(b)
	if n == 0 || header < uint64(n) || header > uint64(len(b)) {
		return nil, false
	}
	types, body := b[n:header], b[header:]
	var row []cell
	for len(types) > 0 && len(row) < maxColumns {
		t, n := uvarint(types)
		if n == 0 {
			return row, false
		}
		types = types[n:]
		c := cell{null: t == 0 || t == 10 || t == 11}
		size := 0
		switch {
		case t <= 4:
			size = int(t)
		case t == 5:
			size = 6
		case t == 6, t == 7:
			size = 8
		case t == 9:
			c.number = 1
		case t >= 12:
			if t > uint64(2*len(b)+13) {
				return row, false
			}
			size, c.isText = int(t-12)/2, t%2 == 1
		}
		if size > len(body) {
			return row, false
		}
		switch {
		case t >= 12:
			c.text = db.decode(body[:size], c.isText)
		case t <= 6:
			for i := range size {
				if i == 0 {
					c.number = int64(int8(body[0]))
				} else {
					c.number = c.number<<8 | int64(body[i])
				}
			}
		}
		body = body[size:]
		row = append(row, c)
	}
	return row, true
}

// decode returns a text in UTF-8. Blobs are taken as they are.
func (db *database) decode(b []byte, text bool) string {
	if !text || db.enc < 2 {
		return string(b)
	}
	u := make([]uint16, len(b)/2)
	for i := range u {
		if db.enc == 2 {
			u[i] = binary.LittleEndian.Uint16(b[2*i:])
		} else {
			u[i] = binary.BigEndian.Uint16(b[2*i:])
		}
	}
	return string(utf16.Decode(u))
}

// uvarint reads SQLite's variable-length integer: big-endian, seven bits a byte,
// all eight of the ninth.
func uvarint(b []byte) (v uint64, n int) {
	for n < len(b) && n < 8 {
		v = v<<7 | uint64(b[n]&0x7f)
		n++
		if b[n-1] < 0x80 {
			return v, n
		}
	}
	if n == 8 && len(b) > 8 {
		return v<<8 | uint64(b[8]), 9
	}
	return 0, 0
}

// appendRow writes a row as a line. A row of a name and a value is written as
// such: that is how applications keep their settings.
func appendRow(b []byte, columns []string, row []cell) []byte {
	if len(row) >= 2 {
		k, v := len(row)-2, len(row)-1
		if k <= 1 && v < len(columns) && isNameColumn(columns[k]) && isValueColumn(columns[v]) && row[k].isText && row[v].isText && isName(row[k].text) {
			b = append(appendQuoted(append(b, '{'), row[k].text), ": "...)
			return append(appendQuoted(b, row[v].text), "}\n"...)
		}
	}
	b = append(b, '{')
	for i, c := range row {
		if c.null || !c.isText && c.text == "" {
			continue
		}
		name := "column" + strconv.Itoa(i+1)
		if i < len(columns) {
			name = columns[i]
		}
		if len(b) > 1 {
			b = append(b, ", "...)
		}
		b = append(appendQuoted(b, name), ": "...)
		b = appendQuoted(b, c.text)
	}
	return append(b, "}\n"...)
}

func isNameColumn(s string) bool {
	switch strings.ToLower(s) {
	case "k", "key", "name", "setting", "option", "option_name", "meta_key", "setting_name", "setting_key", "config_key", "property", "parameter", "variable", "path":
		return true
	}
	return false
}

func isValueColumn(s string) bool {
	switch strings.ToLower(s) {
	case "v", "val", "value", "data", "content", "option_value", "meta_value", "setting_value", "config_value":
		return true
	}
	return false
}

func isName(s string) bool {
	for _, c := range []byte(s) {
		if c <= ' ' || c == '"' || c >= 0x7f {
			return false
		}
	}
	return s != "" && len(s) <= 128
}

// appendQuoted writes a JSON string.
func appendQuoted(b []byte, s string) []byte {
	b = append(b, '"')
	for i := 0; i < len(s); {
		switch c := s[i]; {
		case c == '"' || c == '\\':
			b = append(b, '\\', c)
		case c == '\n':
			b = append(b, '\\', 'n')
		case c == '\r':
			b = append(b, '\\', 'r')
		case c == '\t':
			b = append(b, '\\', 't')
		case c < ' ' || c == 0x7f:
			b = append(b, ' ')
		case c >= utf8.RuneSelf:
			r, n := utf8.DecodeRuneInString(s[i:])
			b = utf8.AppendRune(b, r)
			i += n
			continue
		default:
			b = append(b, c)
		}
		i++
	}
	return append(b, '"')
}

// columnNames returns the names of a table's columns from the statement that
// made it. What it cannot make out is missing.
func columnNames(sql string) []string {
	i := strings.IndexByte(sql, '(')
	if i < 0 {
		return nil
	}
	var names []string
	depth, start := 0, i+1
	var quote byte
	for ; i < len(sql); i++ {
		c := sql[i]
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
			continue
		case c == '"' || c == '\'' || c == '`':
			quote = c
			continue
		case c == '[':
			quote = ']'
			continue
		case c == '(':
			depth++
			continue
		case c == ')':
			depth--
		}
		if depth == 0 || c == ',' && depth == 1 {
			name := firstName(sql[start:i])
			switch strings.ToLower(name) {
			case "constraint", "primary", "unique", "check", "foreign", "":
			default:
				if len(names) < maxColumns {
					names = append(names, name)
				}
			}
			start = i + 1
		}
		if depth == 0 {
			break
		}
	}
	return names
}

func firstName(s string) string {
	s = strings.TrimLeft(s, " \t\r\n")
	if s == "" {
		return ""
	}
	if end := strings.IndexByte("\"'`[", s[0]); end >= 0 {
		if k := strings.IndexByte(s[1:], "\"'`]"[end]); k >= 0 {
			return s[1 : 1+k]
		}
	}
	if k := strings.IndexAny(s, " \t\r\n("); k >= 0 {
		s = s[:k]
	}
	return s
}
