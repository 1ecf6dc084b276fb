package dotenv

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
)

// ErrNoEntry is returned by edits of an entry that the file does not have.
var ErrNoEntry = errors.New("no such entry")

// ErrExists is returned by edits that would give a name to two entries.
var ErrExists = errors.New("there is an entry of that name already")

// A RefusedError says why an edit was not made. It never holds a value.
type RefusedError struct {
	Key     string
	Reason  string
	Readers []Reader // those that are the reason, if any
}

func (e *RefusedError) Error() string {
	names := make([]string, len(e.Readers))
	for i, r := range e.Readers {
		names[i] = r.String()
	}
	s := "setting " + e.Key + ": " + e.Reason
	if len(names) > 0 {
		s += " (" + strings.Join(names, ", ") + ")"
	}
	return s
}

// Replace returns the file with other text in place of a span. It is the edit
// that all others are made of and guarantees nothing about how the text is cut
// afterwards.
func (f *File) Replace(s Span, text string) (*File, error) {
	if s.Start < 0 || s.End < s.Start || s.End > len(f.data) {
		return nil, fmt.Errorf("replacing bytes %d to %d of a file of %d bytes: out of bounds", s.Start, s.End, len(f.data))
	}
	return f.splice(s, text), nil
}

func (f *File) splice(s Span, text string) *File {
	data := make([]byte, 0, len(f.data)-(s.End-s.Start)+len(text))
	data = append(data, f.data[:s.Start]...)
	data = append(data, text...)
	return Parse(append(data, f.data[s.End:]...))
}

// Set returns the file with a new value for a name's last entry that is not
// commented out. See [File.SetEntry].
func (f *File) Set(key, value string, readers ...Reader) (*File, error) {
	e := f.Lookup(key)
	if e == nil {
		return nil, fmt.Errorf("setting %s: %w", key, ErrNoEntry)
	}
	return f.SetEntry(e, value, readers...)
}

// SetEntry returns the file with a new value for an entry of it. Everything
// else stays as it is, byte by byte: export, the blanks around the operator,
// the inline comment, the line ending.
//
// All given readers see exactly this value afterwards, and the same other
// names as before; with that the quotes are kept if they can be. Where a
// reader cannot read the line as it is written, the least is changed that
// helps: blanks around the operator go, and an inline comment moves to a line
// of its own above. If nothing helps, the error is a [*RefusedError].
//
// If no readers are given, the quotes are kept if no reader that read the old
// value would lose the new one, and else the spelling is chosen that most
// readers share.
//
// Of an entry that is commented out, the value inside the comment changes.
func (f *File) SetEntry(e *Entry, value string, readers ...Reader) (*File, error) {
	at := f.itemOf(e)
	if at < 0 {
		return nil, fmt.Errorf("setting an entry: %w", ErrNoEntry)
	}
	key := f.Key(e)
	if err := badValue(key, value); err != nil {
		return nil, err
	}
	if f.isSet(e, key, value, readers) {
		return f, nil
	}
	for _, form := range forms(e, len(readers) > 0) {
		l := f.lineOf(at, form)
		for _, raw := range l.choose(key, value, e.Quote, f.oldReaders(e, l, key, readers), readers) {
			next, err := f.settled(at, l, raw, key, value, readers)
			if err == nil {
				return next, nil
			}
		}
	}
	return nil, f.whyNot(at, key, value, readers)
}

// isSet reports whether an entry has a value already.
func (f *File) isSet(e *Entry, key, value string, readers []Reader) bool {
	if e.Op == 0 {
		return false
	}
	if len(readers) == 0 {
		return f.Value(e) == value && !e.Unclosed && !e.Trailing
	}
	if f.Lookup(key) != e {
		return false
	}
	for _, r := range readers {
		if v, ok, err := f.ValueFor(key, r); err != nil || !ok || v != value {
			return false
		}
	}
	return true
}

// badValue refuses what no environment can hold.
func badValue(key, value string) error {
	if strings.IndexByte(value, 0) >= 0 {
		return &RefusedError{Key: key, Reason: "no environment variable can hold a NUL byte"}
	}
	return nil
}

// A form says how much of a line's writing is given up.
type form struct{ tight, above bool }

func forms(e *Entry, ask bool) []form {
	list := []form{{}}
	if !ask || e.Commented {
		return list
	}
	list = append(list, form{tight: true})
	if !e.Comment.Empty() {
		list = append(list, form{above: true}, form{tight: true, above: true})
	}
	return list
}

// A line is an entry's item, taken apart around its value.
type line struct {
	above string // a line of its own that the inline comment became
	mark  string // of an entry that is commented out, with the blanks before it
	head  string // up to the value
	gap   string // between value and comment, where there is one
	tail  string // inline comment and line ending
}

func (l line) text(raw string) string {
	gap := l.gap
	if gap == "" && strings.HasPrefix(l.tail, "#") && raw != "" {
		gap = " "
	}
	return l.head + raw + gap + l.tail
}

func (f *File) lineOf(at int, form form) line {
	it := &f.Items[at]
	e := it.Entry
	var l line
	start := it.Span.Start
	if e.Commented {
		l.mark = string(f.data[start:e.Mark.End])
		start = e.Mark.End
	}
	eol := string(f.Text(it.End))
	indent := string(f.data[it.Span.Start:skipBlanks(f.data, it.Span.Start, it.Span.End)])
	switch {
	case form.tight:
		if !e.Export.Empty() {
			l.head = "export "
		}
		key := f.Text(e.Key)
		if e.KeyQuote != 0 && !isName(key) {
			key = append(append([]byte{e.KeyQuote}, key...), e.KeyQuote)
		}
		l.head += string(key) + "="
	case e.Op == 0:
		l.head = string(f.data[start:e.Sep.Start]) + "="
	default:
		l.head = string(f.data[start:e.Sep.End])
	}
	if e.Comment.Empty() {
		l.tail = string(f.data[e.Raw.End:it.Span.End])
		if form.tight {
			l.tail = eol
		}
		return l
	}
	comment := string(f.Text(e.Comment))
	if form.above {
		if eol == "" {
			eol = f.eol()
		}
		l.above = indent + comment + eol
		if form.tight {
			l.above = comment + eol
		}
		l.tail = string(f.Text(it.End))
		return l
	}
	l.gap = string(f.data[e.Raw.End:e.Comment.Start])
	if e.Op == 0 {
		l.gap = string(f.data[e.Sep.End:e.Comment.Start])
	}
	l.tail = string(f.data[e.Comment.Start:it.Span.End])
	return l
}

// settled makes the edit and reports whether it keeps what SetEntry documents.
func (f *File) settled(at int, l line, raw, key, value string, readers []Reader) (*File, error) {
	it := &f.Items[at]
	next := f.splice(it.Span, l.above+l.mark+l.text(raw))
	added := 1
	if l.above != "" {
		added = 2
	}
	if !sameAround(f, next, at, at+1, added) {
		return nil, errors.New("other lines would be read differently")
	}
	got := next.Items[at+added-1].Entry
	if got == nil || next.Key(got) != key || got.Commented != it.Entry.Commented {
		return nil, errors.New("the line would be no entry")
	}
	if f.Lookup(key) != it.Entry {
		return next, nil // another entry counts, readers do not see this one
	}
	for _, r := range readers {
		if err := readsAs(f, next, r, key, value); err != nil {
			return nil, err
		}
	}
	return next, nil
}

// readsAs reports whether a reader sees the value in next, and else the names
// that it sees in f.
func readsAs(f, next *File, r Reader, key, value string) error {
	now, err := next.Read(r, nil)
	if err != nil {
		return err
	}
	if v, ok := now.Value(key); !ok || v != value {
		return errors.New("another value would be read")
	}
	before, err := f.Read(r, nil)
	if err != nil {
		return nil
	}
	for _, v := range before.Vars {
		if _, ok := now.index[v.Key]; !ok {
			return errors.New("another name would be lost")
		}
	}
	if _, ok := before.index[key]; !ok && len(now.Vars) != len(before.Vars)+1 || ok && len(now.Vars) != len(before.Vars) {
		return errors.New("other names would be read")
	}
	return nil
}

// whyNot says what kept a value from being set.
func (f *File) whyNot(at int, key, value string, readers []Reader) error {
	e := f.Items[at].Entry
	if len(readers) == 0 {
		return &RefusedError{Key: key, Reason: "no spelling leaves the other lines as they are"}
	}
	refused := &RefusedError{Key: key}
	l := f.lineOf(at, form{})
	for _, r := range readers {
		if _, err := f.Read(r, nil); err != nil {
			refused.Reason = err.Error()
			refused.Readers = []Reader{r}
			return refused
		}
	}
	for _, r := range readers {
		if !l.reads("x", key, "x", r) {
			refused.Readers = append(refused.Readers, r)
		}
	}
	if len(refused.Readers) > 0 {
		refused.Reason = fmt.Sprintf("line %d, as it is written, is no entry of that name", e.Line)
		if !e.Comment.Empty() {
			refused.Reason = fmt.Sprintf("line %d, as it is written, gives this name another value", e.Line)
		}
		return refused
	}
	for _, r := range readers {
		if _, err := Quote(value, r); err != nil {
			refused.Readers = append(refused.Readers, r)
		}
	}
	refused.Reason = "no spelling gives this value exactly"
	if len(refused.Readers) == 0 {
		refused.Readers = readers
		refused.Reason = "no spelling gives all of them this value exactly"
		if _, err := Quote(value, readers...); err == nil {
			refused.Reason = "no spelling gives all of them this value exactly at this place of the file"
		}
	}
	return refused
}

// sameAround reports whether the items before and behind those from start to
// end of f are the same in next, where added items are in between.
func sameAround(f, next *File, start, end, added int) bool {
	rest := len(f.Items) - end
	if len(next.Items) != start+added+rest {
		return false
	}
	same := func(a, b *Item) bool {
		return a.Kind == b.Kind && bytes.Equal(f.Text(a.Span), next.Text(b.Span))
	}
	for i := range start {
		if !same(&f.Items[i], &next.Items[i]) {
			return false
		}
	}
	for i := range rest {
		if !same(&f.Items[end+i], &next.Items[start+added+i]) {
			return false
		}
	}
	return true
}

// itemOf returns the index of an entry's item, or -1 if it is another file's.
func (f *File) itemOf(e *Entry) int {
	if e == nil {
		return -1
	}
	for i := range f.Items {
		if f.Items[i].Entry == e {
			return i
		}
	}
	return -1
}

// eol returns the line ending of the file, that of its first line.
func (f *File) eol() string {
	for i := range f.Items {
		if s := f.Items[i].End; !s.Empty() {
			return string(f.Text(s))
		}
	}
	return "\n"
}
