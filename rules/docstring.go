package rules

import (
	"bytes"
	"path"
	"sort"

	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/fileclass"
)

// docStrings finds the multi-line strings that document code: those that begin
// their own line, or are assigned to a name such as EXAMPLES or @moduledoc.
func docStrings(d []byte) (spans [][2]int) {
	for i := 0; i < len(d); {
		quote := []byte(`"""`)
		k := bytes.Index(d[i:], quote)
		end := len(d)
		if k >= 0 {
			end = i + k
		}
		if j := bytes.Index(d[i:end], []byte("'''")); j >= 0 {
			k, quote = j, []byte("'''")
		}
		if k < 0 {
			break
		}
		open := i + k
		stop := len(d)
		if n := bytes.Index(d[open+3:], quote); n >= 0 {
			stop = open + 3 + n
		}
		if documents(d[bytes.LastIndexByte(d[:open], '\n')+1 : open]) {
			spans = append(spans, [2]int{open, stop})
		}
		i = stop + 3
	}
	return spans
}

// documents reports whether a string behind lead, on its line, is documentation.
func documents(lead []byte) bool {
	if len(lead) > 80 {
		return false
	}
	lead = bytes.TrimRight(bytes.TrimSpace(lead), "rRuUfFbBsS~ =")
	return len(lead) == 0 || alphabet.Ident(string(bytes.TrimPrefix(lead, []byte("@")))) && fileclass.PathSays(string(lead), fileclass.IsDocWord)
}

// InDocString reports whether the line at offset i is in a multi-line string
// that documents code; it is true of few languages.
func (f *File) InDocString(i int) bool {
	switch path.Ext(f.Path) {
	case ".py", ".pyi", ".ex", ".exs":
		return f.InDoc(i)
	}
	return false
}

// InDoc reports whether offset i is in a documentation string.
func (f *File) InDoc(i int) bool {
	spans := f.docs.of(f.Data, spansOf(f.Path))
	k := sort.Search(len(spans), func(k int) bool { return spans[k][1] > i })
	return k < len(spans) && spans[k][0] < i
}

// spansOf returns how the parts of a file are found that are no code of the
// program: its documentation, and in Rust its tests.
func spansOf(file string) func([]byte) [][2]int {
	switch path.Ext(file) {
	case ".rs":
		return rustTests
	case ".pm", ".pl":
		return perlManuals
	}
	return docStrings
}

// rustTests finds the modules that are compiled for tests alone: from
// #[cfg(test)] to the brace that is under its beginning, as rustfmt puts it.
func rustTests(d []byte) (spans [][2]int) {
	mark := []byte("#[cfg(")
	for i := 0; ; {
		k := bytes.Index(d[i:], mark)
		if k < 0 {
			return spans
		}
		at := i + k
		i = at + len(mark)
		if rest := d[i:]; !bytes.HasPrefix(rest, []byte("test)]")) && !bytes.HasPrefix(rest, []byte("all(test,")) {
			continue
		}
		start := bytes.LastIndexByte(d[:at], '\n') + 1
		lead := d[start:at]
		if len(bytes.TrimLeft(lead, " \t")) > 0 {
			continue
		}
		open := bytes.IndexAny(d[i:], "{;")
		if open < 0 || d[i+open] == ';' {
			continue // mod tests;
		}
		end := len(d)
		if n := bytes.Index(d[i+open:], append(append([]byte("\n"), lead...), '}')); n >= 0 {
			end = i + open + n
		}
		spans = append(spans, [2]int{start, end})
		i = end
	}
}

// perlManuals finds the manuals in Perl's files: from a line that begins with a
// command such as =head1 to =cut.
func perlManuals(d []byte) (spans [][2]int) {
	for i := 0; i < len(d); {
		start := i
		if d[i] != '=' || i > 0 && d[i-1] != '\n' {
			k := bytes.Index(d[i:], []byte("\n="))
			if k < 0 {
				break
			}
			start = i + k + 1
		}
		if start+1 >= len(d) || !alphabet.Lower(d[start+1]) {
			i = start + 1
			continue
		}
		end := len(d)
		if n := bytes.Index(d[start:], []byte("\n=cut")); n >= 0 {
			end = start + n + len("\n=cut")
		}
		spans = append(spans, [2]int{start, end})
		i = end
	}
	return spans
}

func (s *docSpans) of(d []byte, find func([]byte) [][2]int) [][2]int {
	if s == nil || len(d) == 0 {
		return find(d)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.data) != len(d) || &s.data[0] != &d[0] {
		s.data, s.spans = d, find(d)
	}
	return s.spans
}
