package fixer

import (
	"net/netip"
	"strconv"
	"strings"

	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/random"
)

// odd counts the letters and digits of a text that no word, number or local
// address explains.
func (v vocabulary) odd(s string) int {
	n := 0
	for _, r := range v.oddRuns(s) {
		n += r.odd
	}
	return n
}

// An oddRun is a stretch of letters and digits, and how many of its characters
// are not explained.
type oddRun struct{ start, end, odd int }

// oddRuns cuts a text into stretches of ASCII letters and digits.
func (v vocabulary) oddRuns(s string) []oddRun {
	var runs []oddRun
	for i := 0; i < len(s); {
		if !alphabet.Alnum(s[i]) {
			i++
			continue
		}
		start := i
		for i < len(s) && alphabet.Alnum(s[i]) {
			i++
		}
		if end := addressAt(s, start); end > i {
			i = end
			continue
		}
		n := v.oddIn(s[start:i])
		switch run := s[start:i]; {
		case start > 0 && s[start-1] == ':' && len(run) <= 5 && strings.Trim(run, "0123456789") == "":
			n = 0 // a port
		case len(run) <= 2 && n == 0 && !alphabet.Digit(run[0]) && !strings.Contains(s, " "):
			n = 1 // two letters are a word too often
		}
		runs = append(runs, oddRun{start, i, n})
	}
	return runs
}

// addressAt returns the end of a private or unspecified IPv4 address, or 0.
func addressAt(s string, start int) int {
	end := start
	for end < len(s) && (s[end] == '.' || alphabet.Digit(s[end])) {
		end++
	}
	a, err := netip.ParseAddr(strings.TrimRight(s[start:end], "."))
	if err != nil || !a.IsPrivate() && !a.IsLoopback() && !a.IsUnspecified() && !strings.HasPrefix(s[start:end], "255.") {
		return 0
	}
	return end
}

// oddIn returns how many characters of one stretch are not explained.
func (v vocabulary) oddIn(run string) int {
	low := strings.ToLower(run)
	switch {
	case v.has(low) && (len(low) > 5 || isOneCase(run)) || isOneSign(low):
		return 0
	case strings.Trim(run, "0123456789") == "":
		return oddDigits(run)
	}
	// 512m, 30s, 10MB
	if unit := strings.TrimLeft(run, "0123456789"); len(unit) < len(run) && len(run)-len(unit) <= 4 && isUnit(unit) {
		return 0
	}
	if head := strings.TrimRight(strings.TrimRight(run, "kmgKMGBb"), "0123456789"); len(head) >= 3 && len(run)-len(head) <= 6 && v.has(strings.ToLower(head)) && isOneCase(head) {
		return 0 // Xms512m, node18
	}
	odd := 0
	parts := chunks(run)
	for i, c := range parts {
		switch {
		case c.digits && c.start > 0 && len(c.text) <= 2:
			odd++ // db1
		case c.digits || !v.explains(parts, i):
			odd += len(c.text)
		}
	}
	return odd
}

// explains reports whether the letters of a run's part are a word.
func (v vocabulary) explains(parts []chunk, i int) bool {
	w := strings.ToLower(parts[i].text)
	if !v.has(w) {
		return len(w) >= 7 && v.isCompound(w)
	}
	if len(w) >= 4 || len(w) >= 3 && parts[i].whole {
		return true
	}
	// memberOf
	return i > 0 && len(parts[i-1].text) >= 4 && v.has(strings.ToLower(parts[i-1].text))
}

// oddDigits returns how many digits of a number are not explained: by a year, a
// date, or a round number.
func oddDigits(run string) int {
	switch n, err := strconv.Atoi(run); {
	case len(run) <= 2, len(run) == 4 && (run[:2] == "20" || run[:2] == "19"), isDate(run):
		return 0
	case len(run) <= 5 && err == nil && (n%60 == 0 || n%100 == 0 || n&(n-1) == 0):
		return 0
	case len(run) <= 5:
		return 2
	}
	return len(run)
}

// isDate reports whether eight digits are a date: 20251001.
func isDate(s string) bool {
	if len(s) != 8 || s[:4] < "2010" || s[:4] > "2035" {
		return false
	}
	month, day := s[4:6], s[6:8]
	return month >= "01" && month <= "12" && day >= "01" && day <= "31"
}

// isOneSign reports whether a text repeats one character or counts up, as
// people fill a field: xxxx, 0000, 12345678, abcdef.
func isOneSign(s string) bool {
	if len(s) < 3 {
		return false
	}
	same, next := true, true
	for i := 1; i < len(s); i++ {
		same = same && s[i] == s[0]
		next = next && (s[i] == s[i-1]+1 || s[i] == '0' && s[i-1] == '9')
	}
	return same || next && len(s) >= 4
}

func isUnit(s string) bool {
	switch s {
	case "ms", "s", "m", "h", "d", "w", "y", "k", "kb", "mb", "gb", "tb", "b", "g", "px", "x", "min", "sec", "days", "hours", "rpm", "th", "st", "nd", "rd", "bit", "bits", "bytes",
		"KB", "MB", "GB", "TB", "K", "M", "G", "Mi", "Gi", "KiB", "MiB", "GiB":
		return true
	}
	return false
}

// isCompound reports whether a text is two words of four letters and more, or
// "my" and such a word.
func (v vocabulary) isCompound(w string) bool {
	if rest, ok := strings.CutPrefix(w, "my"); ok && len(rest) >= 4 && v.has(rest) {
		return true
	}
	for i := 4; i+4 <= len(w); i++ {
		if v.has(w[:i]) && v.has(w[i:]) {
			return true
		}
	}
	return false
}

// A chunk is letters of one word, or digits.
type chunk struct {
	text   string
	start  int
	digits bool
	whole  bool // the run has no other letters
}

// chunks cuts a stretch where letters and digits meet, and where a capital
// begins a word.
func chunks(run string) []chunk {
	var list []chunk
	letters := 0
	for i := 0; i < len(run); {
		start := i
		if alphabet.Digit(run[i]) {
			for i < len(run) && alphabet.Digit(run[i]) {
				i++
			}
			list = append(list, chunk{text: run[start:i], start: start, digits: true})
			continue
		}
		for i < len(run) && alphabet.Upper(run[i]) {
			i++
		}
		capitals := i - start
		if capitals > 1 && i < len(run) && alphabet.Lower(run[i]) {
			i-- // HTTPServer
		} else {
			for i < len(run) && alphabet.Lower(run[i]) {
				i++
			}
		}
		letters++
		list = append(list, chunk{text: run[start:i], start: start})
	}
	for i := range list {
		list[i].whole = letters == 1
	}
	return list
}

// isOddWord reports whether a word of a comment may be random.
func (v vocabulary) isOddWord(word string) bool {
	if strings.Contains(word, "://") {
		scheme, rest, _ := strings.Cut(word, "://")
		if _, ok := splitURL(word); ok || v.odd(scheme) > 0 {
			return v.odd(word) >= minOdd
		}
		host, tail, _ := strings.Cut(rest, "/")
		for part := range strings.FieldsFuncSeq(host, func(r rune) bool { return r == '.' || r == '-' }) {
			if v.odd(part) >= minOdd && !isSpoken(part) {
				return true
			}
		}
		word = tail
	}
	odd := 0
	for _, r := range v.oddRuns(word) {
		if !isSpoken(word[r.start:r.end]) {
			odd += r.odd
		}
	}
	return odd >= minOdd || v.isSigned(word) && odd > 0 || odd >= 3 && len(word) >= 6 && odd*2 > len(word) && alphabet.Classes([]byte(word)) >= 2
}

// isSpoken reports whether a text is letters in an order that some language
// has, all in one case or capitalized. At most one random text in a hundred
// passes, and comments rarely hold letters only.
func isSpoken(s string) bool {
	if !alphabet.AllLetters([]byte(s)) || strings.ToUpper(s) != s && strings.ToLower(s[1:]) != s[1:] {
		return false
	}
	bits := random.Surprise([]byte(strings.ToLower(s)))
	switch {
	case len(s) >= 12:
		return bits < 2
	case len(s) >= 8:
		return bits < -4
	}
	return bits < -8
}
