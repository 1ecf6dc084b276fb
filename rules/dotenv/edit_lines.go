package dotenv

import (
	"fmt"
	"strings"
)

// A Line is an entry to be added.
type Line struct {
	Key, Value string
	Export     bool     // write export before it
	Commented  bool     // write it as a comment
	Comments   []string // lines above it, with or without their #; empty ones become a lone #
	Blank      bool     // leave a line blank above, unless there is one
}

// AddAfter returns the file with an entry below that of a neighbor: its last
// one that is not commented out, or else its last one. The new lines end as
// the neighbor's does; a file without a line ending at its end still has none
// afterwards.
//
// The value is spelled as [Quote] does. The error is [ErrNoEntry] if there is
// no neighbor, [ErrExists] if the name is set already, or a [*RefusedError].
func (f *File) AddAfter(neighbour string, line Line, readers ...Reader) (*File, error) {
	at := f.find(neighbour)
	if at < 0 {
		return nil, fmt.Errorf("adding %s after %s: %w", line.Key, neighbour, ErrNoEntry)
	}
	return f.insert(at+1, line, readers)
}

// AddBefore is [File.AddAfter] for the place above a neighbor, and above the
// comments that are directly above that.
func (f *File) AddBefore(neighbour string, line Line, readers ...Reader) (*File, error) {
	at := f.find(neighbour)
	if at < 0 {
		return nil, fmt.Errorf("adding %s before %s: %w", line.Key, neighbour, ErrNoEntry)
	}
	for at > 0 && f.Items[at-1].Kind == Comment {
		at--
	}
	return f.insert(at, line, readers)
}

// Append is [File.AddAfter] for the end of the file.
func (f *File) Append(line Line, readers ...Reader) (*File, error) {
	return f.insert(len(f.Items), line, readers)
}

// find returns the index of the item of a name's last entry, of those that are
// not commented out if there are any, or -1.
func (f *File) find(key string) int {
	found := -1
	for i := len(f.Items) - 1; i >= 0; i-- {
		e := f.Items[i].Entry
		if e == nil || string(f.Text(e.Key)) != key {
			continue
		}
		if !e.Commented {
			return i
		}
		if found < 0 {
			found = i
		}
	}
	return found
}

// insert puts a line before the item at at.
func (f *File) insert(at int, line Line, readers []Reader) (*File, error) {
	if !isName([]byte(line.Key)) {
		return nil, fmt.Errorf("adding an entry: %q cannot be a name: use letters, digits and _", line.Key)
	}
	if !line.Commented && f.Lookup(line.Key) != nil {
		return nil, fmt.Errorf("adding %s: %w", line.Key, ErrExists)
	}
	if err := badValue(line.Key, line.Value); err != nil {
		return nil, err
	}
	eol := f.eol()
	if at > 0 {
		if s := f.Items[at-1].End; !s.Empty() {
			eol = string(f.Text(s))
		}
	}
	var text strings.Builder
	added := 1
	if line.Blank && at > 0 && f.Items[at-1].Kind != Blank {
		text.WriteString(eol)
		added++
	}
	for _, c := range line.Comments {
		if strings.ContainsAny(c, "\r\n") {
			return nil, fmt.Errorf("adding %s: a comment holds a line ending", line.Key)
		}
		switch {
		case c == "":
			c = "#"
		case c[0] != '#':
			c = "# " + c
		}
		text.WriteString(c + eol)
		added++
	}
	head := ""
	if line.Commented {
		head = "# "
	}
	l := lineParts(line.Key, eol)
	if line.Export {
		l.head = "export " + l.head
	}
	pos := len(f.data)
	if at < len(f.Items) {
		pos = f.Items[at].Span.Start
	}
	glue := ""
	if at == len(f.Items) && at > 0 && f.Items[at-1].End.Empty() {
		glue, l.tail = eol, "" // no ending at the end, before and after
	}
	var last error
	for _, raw := range l.choose(line.Key, line.Value, 0, nil, readers) {
		next := f.splice(Span{pos, pos}, glue+text.String()+head+l.text(raw))
		if err := f.inserted(next, at, added, glue, line, readers); err != nil {
			last = err
			continue
		}
		return next, nil
	}
	if err, ok := last.(*ReadError); ok {
		return nil, &RefusedError{Key: line.Key, Reason: err.Error(), Readers: []Reader{err.Reader}}
	}
	if _, err := Quote(line.Value, readers...); err != nil {
		refused := err.(*RefusedError)
		refused.Key = line.Key
		return nil, refused
	}
	return nil, &RefusedError{Key: line.Key, Reason: "the line cannot stand at this place: other lines would be read differently"}
}

func lineParts(key, eol string) line { return line{head: key + "=", tail: eol} }

// inserted reports whether next is what insert documents.
func (f *File) inserted(next *File, at, added int, glue string, l Line, readers []Reader) error {
	before := f
	if glue != "" {
		before = f.splice(Span{len(f.data), len(f.data)}, glue)
	}
	if !sameAround(before, next, at, at, added) {
		return fmt.Errorf("other lines would be read differently")
	}
	e := next.Items[at+added-1].Entry
	if e == nil || next.Key(e) != l.Key || e.Commented != l.Commented {
		return fmt.Errorf("the line would be no entry")
	}
	if l.Commented {
		return nil
	}
	for _, r := range readers {
		if err := readsAs(before, next, r, l.Key, l.Value); err != nil {
			return err
		}
	}
	return nil
}

// Remove returns the file without the entries of a name that are not commented
// out, with their lines and nothing else. Where there are none the file itself
// is returned.
func (f *File) Remove(key string) (*File, error) {
	next := f
	for {
		e := next.Lookup(key)
		if e == nil {
			return next, nil
		}
		shorter, err := next.RemoveEntry(e)
		if err != nil {
			return nil, err
		}
		next = shorter
	}
}

// RemoveEntry returns the file without one entry, commented out or not. It is
// refused if other lines would be read differently without it.
func (f *File) RemoveEntry(e *Entry) (*File, error) {
	at := f.itemOf(e)
	if at < 0 {
		return nil, fmt.Errorf("removing an entry: %w", ErrNoEntry)
	}
	next := f.splice(f.Items[at].Span, "")
	if !sameAround(f, next, at, at+1, 0) {
		return nil, &RefusedError{Key: f.Key(e), Reason: fmt.Sprintf("without line %d other lines would be read differently", e.Line)}
	}
	return next, nil
}

// Rename returns the file with another name for all entries of a name that are
// not commented out. Where there are none the file itself is returned. Values
// that refer to the old name stay as they are. The error is [ErrExists] if the
// new name is set already.
func (f *File) Rename(old, name string) (*File, error) {
	if !isName([]byte(name)) {
		return nil, fmt.Errorf("renaming %s: %q cannot be a name: use letters, digits and _", old, name)
	}
	if f.Lookup(old) == nil || old == name {
		return f, nil
	}
	if f.Lookup(name) != nil {
		return nil, fmt.Errorf("renaming %s to %s: %w", old, name, ErrExists)
	}
	var text []byte
	from := 0
	for _, e := range f.Entries() {
		if !e.Commented && string(f.Text(e.Key)) == old {
			text = append(append(text, f.data[from:e.Key.Start]...), name...)
			from = e.Key.End
		}
	}
	next := Parse(append(text, f.data[from:]...))
	bad := len(next.Items) != len(f.Items)
	for i := 0; i < len(f.Items) && !bad; i++ {
		a, b := f.Items[i].Entry, next.Items[i].Entry
		switch {
		case a == nil || b == nil:
			bad = a != b || f.Items[i].Kind != next.Items[i].Kind
		case !a.Commented && f.Key(a) == old:
			bad = next.Key(b) != name || b.Commented || string(f.Text(a.Full)) != string(next.Text(b.Full))
		default:
			bad = string(f.Text(f.Items[i].Span)) != string(next.Text(next.Items[i].Span))
		}
	}
	if bad {
		return nil, &RefusedError{Key: old, Reason: "with that name the lines would be read differently"}
	}
	return next, nil
}

// SetComment returns the file with another inline comment for an entry, given
// with or without its #. An empty one takes the comment away, with the blanks
// before it. Several readers take an inline comment for a part of the value;
// a comment above the entry is safer.
func (f *File) SetComment(e *Entry, comment string) (*File, error) {
	at := f.itemOf(e)
	if at < 0 {
		return nil, fmt.Errorf("setting a comment: %w", ErrNoEntry)
	}
	if strings.ContainsAny(comment, "\r\n") {
		return nil, fmt.Errorf("setting the comment of %s: it holds a line ending", f.Key(e))
	}
	if comment != "" && comment[0] != '#' {
		comment = "# " + comment
	}
	end := e.Raw.End
	if e.Op == 0 {
		end = e.Sep.Start
	}
	span := Span{end, end}
	if !e.Comment.Empty() {
		span = e.Comment
		if comment == "" {
			span.Start = end
		}
	} else if comment != "" {
		comment = " " + comment
	}
	next := f.splice(span, comment)
	if sameAround(f, next, at, at+1, 1) {
		if got := next.Items[at].Entry; got != nil && next.Key(got) == f.Key(e) && next.Value(got) == f.Value(e) && string(next.Text(got.Comment)) == strings.TrimLeft(strings.TrimRight(comment, " \t\v\f"), " ") {
			return next, nil
		}
	}
	return nil, &RefusedError{Key: f.Key(e), Reason: fmt.Sprintf("line %d cannot have that comment", e.Line)}
}
