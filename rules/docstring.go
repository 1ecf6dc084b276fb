package rules

import (
	"bytes"
	"path"
	"sort"
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
	return len(lead) == 0 || isIdent(string(bytes.TrimPrefix(lead, []byte("@")))) && pathSays(string(lead), isDocWord)
}

// InDocString reports whether the line at offset i stands in a multi-line string
// that documents code; it is true of few languages.
func (f *File) InDocString(i int) bool {
	switch path.Ext(f.Path) {
	case ".py", ".pyi", ".ex", ".exs":
		return f.inDoc(i)
	}
	return false
}

// inDoc reports whether offset i is in a documentation string.
func (f *File) inDoc(i int) bool {
	spans := f.docs.of(f.Data)
	k := sort.Search(len(spans), func(k int) bool { return spans[k][1] > i })
	return k < len(spans) && spans[k][0] < i
}

func (s *docSpans) of(d []byte) [][2]int {
	if s == nil || len(d) == 0 {
		return docStrings(d)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.data) != len(d) || &s.data[0] != &d[0] {
		s.data, s.spans = d, docStrings(d)
	}
	return s.spans
}
