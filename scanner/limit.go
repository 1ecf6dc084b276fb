package scanner

import (
	"fmt"

	"github.com/envguard/envguard/rules"
)

// maxListed is how many findings of one file are listed, of each severity and
// of those that are permitted. A file of a million secrets needs no list of
// them, and the memory for one is more than the file.
const maxListed = 10_000

// A limiter counts the findings of one file, and what is left out of the list.
type limiter struct {
	listed [3][2]int // by severity; permitted ones apart
	left   [3][2]int
	line   int // of the first that was left out
}

// keep returns the findings that are to be listed.
func (l *limiter) keep(fs []Finding) []Finding {
	kept := fs[:0]
	for i := range fs {
		permitted := 0
		if fs[i].SuppressedBy != "" {
			permitted = 1
		}
		n := &l.listed[min(fs[i].Severity, rules.Error)][permitted]
		if *n++; *n <= maxListed {
			kept = append(kept, fs[i])
			continue
		}
		if l.line == 0 {
			l.line = fs[i].Line
		}
		l.left[min(fs[i].Severity, rules.Error)][permitted]++
	}
	clear(fs[len(kept):])
	return kept
}

// problem says what was left out, if anything was.
func (l *limiter) problem(path string) []Problem {
	n, permitted := 0, 0
	for _, s := range l.left {
		n, permitted = n+s[0], permitted+s[1]
	}
	if n+permitted == 0 {
		return nil
	}
	message := fmt.Sprintf("%d more findings in this file are not listed", n)
	if permitted > 0 {
		message = fmt.Sprintf("%d more findings in this file are not listed, and %d that comments permit", n, permitted)
	}
	return []Problem{{
		Path: path, Line: l.line, Message: message,
		Hint: "take the file out of the repository, or name it in .envguardignore if it may be there",
	}}
}
