// Package dotenv reads .env files without losing anything: whatever the
// bytes, Parse(b).Bytes() equals b.
//
// No two readers of .env files agree on the format. A [File] is therefore not
// what one reader makes of it but the text itself, cut into tokens that all
// readings can be derived from: byte order mark, line endings, blanks, export,
// separator, quotes, inline comment, and lines that are no entry. Tokens are
// spans of the text, so an edit is an exchange of bytes that leaves the rest
// as it is.
//
// Where readers differ about where an entry ends, the text is cut as most of
// them do: quotes may span lines if what follows the closing one is the end of
// a line or a comment, and a # begins a comment when a blank or a closing
// quote is in front of it.
package dotenv

import "bytes"

// A Span is a part of a file's text.
type Span struct{ Start, End int }

// Empty reports whether nothing is in the span.
func (s Span) Empty() bool { return s.End <= s.Start }

// A Kind says what an item is.
type Kind uint8

// The kinds of items.
const (
	Blank   Kind = iota // nothing but blanks
	Comment             // begins with # or ; and is no entry that is commented out
	Setting             // an entry, commented out or not
	Unknown             // anything else
)

// An Item is one line with its ending, or the lines of an entry whose quoted
// value spans several.
type Item struct {
	Kind  Kind
	Span  Span   // with the line ending
	End   Span   // the line ending alone: "\n", "\r\n", "\r", or nothing at the end of the file
	Line  int    // from 1
	Last  int    // the last line, the same as Line except for values of several lines
	Entry *Entry // of a Setting, else nil
}

// An Entry is a name with its value.
type Entry struct {
	Line, Last int // as in the Item

	Commented bool // the line is a comment that would be an entry without its #
	Mark      Span // the # or ; and blanks of an entry that is commented out
	Export    Span // "export" and the blanks after it
	Key       Span // without quotes around it
	KeyQuote  byte // the quote around the key, or 0

	// Op is '=' or ':', or 0 for a name that is alone, which passes a
	// variable on for some readers and is nothing for others.
	Op  byte
	Sep Span // the operator with the blanks around it

	// Quote is the quote around the value, or 0. A value that begins with a
	// quote and has none at its end, or has more text after it, counts as
	// unquoted; Unclosed and Trailing say.
	Quote    byte
	Unclosed bool
	Trailing bool

	Raw   Span // the value with its quotes, without comment and blanks at the end
	Inner Span // the value between its quotes; the same as Raw if there are none
	// Comment is the inline comment from its # on. Several readers take it
	// for a part of the value: Full is the value as they see it, from the
	// beginning of Raw to the last character of the line that is no blank.
	Comment Span
	Full    Span
}

// A File is the text of a .env file and its tokens.
type File struct {
	BOM   bool // the text begins with a UTF-8 byte order mark
	Items []Item

	data []byte
}

// Parse reads a .env file. It keeps data, which must not be changed
// afterwards.
func Parse(data []byte) *File {
	p := parser{data: data, lf: -1, cr: -1}
	f := &File{data: data}
	pos := 0
	if bytes.HasPrefix(data, []byte("\xef\xbb\xbf")) {
		f.BOM, pos = true, 3
	}
	for line := 1; pos < len(data); {
		it := p.item(pos)
		it.Line = line
		line += it.Last // counts the line endings inside
		it.Last = line
		line++
		if it.Entry != nil {
			it.Entry.Line, it.Entry.Last = it.Line, it.Last
		}
		f.Items = append(f.Items, it)
		pos = it.Span.End
	}
	return f
}

// Bytes returns the text: the byte order mark and all items, one after the
// other.
func (f *File) Bytes() []byte {
	out := make([]byte, 0, len(f.data))
	if f.BOM {
		out = append(out, f.data[:3]...)
	}
	for i := range f.Items {
		out = append(out, f.Text(f.Items[i].Span)...)
	}
	return out
}

// Text returns the bytes of a span. They must not be changed.
func (f *File) Text(s Span) []byte { return f.data[s.Start:s.End:s.End] }

// Entries returns the entries in their order, those that are commented out
// among them.
func (f *File) Entries() []*Entry {
	var entries []*Entry
	for i := range f.Items {
		if e := f.Items[i].Entry; e != nil {
			entries = append(entries, e)
		}
	}
	return entries
}

// Lookup returns the last entry of that name that is not commented out, which
// is the one that counts for all readers, or nil.
func (f *File) Lookup(key string) *Entry {
	for i := len(f.Items) - 1; i >= 0; i-- {
		if e := f.Items[i].Entry; e != nil && !e.Commented && string(f.Text(e.Key)) == key {
			return e
		}
	}
	return nil
}

// Key returns an entry's name.
func (f *File) Key(e *Entry) string { return string(f.Text(e.Key)) }

// Value returns an entry's value in the usual reading: without quotes and
// inline comment, with escapes resolved between double quotes. Variables are
// not expanded.
func (f *File) Value(e *Entry) string {
	inner := f.Text(e.Inner)
	if e.Quote != '"' || bytes.IndexByte(inner, '\\') < 0 {
		return string(inner)
	}
	out := make([]byte, 0, len(inner))
	for i := 0; i < len(inner); i++ {
		c := inner[i]
		if c == '\\' && i+1 < len(inner) {
			switch next := inner[i+1]; next {
			case 'n':
				c = '\n'
			case 'r':
				c = '\r'
			case 't':
				c = '\t'
			case '"', '\\', '$', '`':
				c = next
			default:
				out = append(out, c)
				c = next
			}
			i++
		}
		out = append(out, c)
	}
	return string(out)
}

// Full returns an entry's value in the reading of those that know no inline
// comments: all of the line behind the separator.
func (f *File) Full(e *Entry) string { return string(f.Text(e.Full)) }
