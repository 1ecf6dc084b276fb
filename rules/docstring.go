package rules

import (
	"bytes"
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

// inDoc reports whether offset i is in a documentation string.
func (f *File) inDoc(i int) bool {
	docs := f.docs
	if docs == nil || len(docs.data) != len(f.Data) || len(docs.data) > 0 && &docs.data[0] != &f.Data[0] {
		docs = &docSpans{data: f.Data} // a copy of the file with other content
	}
	docs.once.Do(func() { docs.spans = docStrings(docs.data) })
	k := sort.Search(len(docs.spans), func(k int) bool { return docs.spans[k][1] > i })
	return k < len(docs.spans) && docs.spans[k][0] < i
}
