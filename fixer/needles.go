package fixer

import "strings"

// needles are strings that are looked for in texts, all at once: what a text
// costs does not grow with their number.
type needles struct {
	list   []string            // in the order in which they are replaced
	byHead map[string][]string // those of headLength bytes and more, by their beginning
	short  []string
}

// headLength is how many bytes of a string it is looked up by.
const headLength = 6

func newNeedles(list []string) *needles {
	n := &needles{list: list, byHead: map[string][]string{}}
	for _, s := range list {
		if len(s) < headLength {
			n.short = append(n.short, s)
			continue
		}
		n.byHead[s[:headLength]] = append(n.byHead[s[:headLength]], s)
	}
	return n
}

// each calls f for each occurrence in a text, in no certain order, until it
// returns false.
func (n *needles) each(text string, f func(start int, s string) bool) {
	for _, s := range n.short {
		for at := 0; s != ""; {
			i := strings.Index(text[at:], s)
			if i < 0 {
				break
			}
			if !f(at+i, s) {
				return
			}
			at += i + 1
		}
	}
	if len(n.byHead) == 0 {
		return
	}
	for i := 0; i+headLength <= len(text); i++ {
		for _, s := range n.byHead[text[i:i+headLength]] {
			if strings.HasPrefix(text[i:], s) && !f(i, s) {
				return
			}
		}
	}
}

// index returns where a text has one of the strings, or -1.
func (n *needles) index(text string) int {
	if n == nil {
		return -1
	}
	at := -1
	n.each(text, func(start int, _ string) bool {
		at = start
		return false
	})
	return at
}

// replace replaces the strings in a text, the longest first where they overlap.
func (n *needles) replace(text, with string) string {
	found := map[string]bool{}
	n.each(text, func(_ int, s string) bool {
		found[s] = true
		return true
	})
	if len(found) == 0 {
		return text
	}
	for _, s := range n.list {
		if found[s] {
			text = strings.ReplaceAll(text, s, with)
			delete(found, s)
			if len(found) == 0 {
				break
			}
		}
	}
	return text
}
