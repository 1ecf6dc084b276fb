package scanner

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/fileclass"
	"github.com/envguard/envguard/rules/random"
)

// place turns the matches of a window into findings with line and column.
// Hits are sorted by Start.
func place(f *rules.File, w window, hits []hit) []Finding {
	d := f.Data
	spans := make([][2]int, len(hits))
	for i, h := range hits {
		spans[i] = [2]int{h.Start, h.End}
	}
	fs := make([]Finding, 0, len(hits))
	line, at := w.line, 0
	// A line can be a megabyte long and hold thousands of matches: what is
	// known of it is kept from one to the next.
	ls, le, col := 0, -1, 0
	for _, h := range hits {
		line += bytes.Count(d[at:h.Start], []byte{'\n'})
		if h.Start > le {
			ls = bytes.LastIndexByte(d[:h.Start], '\n') + 1
			le = lineEnd(d, h.Start)
			col = w.columnsTo(ls, h.Start)
		} else if utf8.RuneStart(d[h.Start]) {
			col += columns(d[at:h.Start])
		} else {
			col = w.columnsTo(ls, h.Start)
		}
		at = h.Start
		fi := Finding{
			Match: h.Match, Rule: h.rule, Key: h.key,
			Line: line, Column: col + 1,
			Secret: NewSecret(string(d[h.Start:h.End]), h.Public),
		}
		if h.decoded != nil {
			fi.Secret = NewSecret(h.decoded.secret, 0)
		}
		fi.Path = f.Path
		fi.EndLine = line + bytes.Count(d[h.Start:h.End], []byte{'\n'})
		switch es := h.Start + bytes.LastIndexByte(d[h.Start:h.End], '\n') + 1; {
		case es > h.Start:
			fi.EndColumn = columns(d[es:h.End]) + 1
		case h.End < len(d) && !utf8.RuneStart(d[h.End]) || !utf8.RuneStart(d[h.Start]):
			fi.EndColumn = w.columnsTo(ls, h.End) + 1
		default:
			fi.EndColumn = fi.Column + columns(d[h.Start:h.End])
		}
		fi.Severity = h.rule.Severity
		if h.Score < rules.ErrorScore && fi.Severity == rules.Error {
			fi.Severity = rules.Warning
		}
		fi.Text, fi.CaretStart, fi.CaretEnd = maskLine(f, ls, le, h.Match, spans)
		fi.Fingerprint = fingerprint(h.rule.ID, f.Path, h.key, fi.Secret.value)
		fi.base = int(w.off)
		fi.Start += int(w.off)
		fi.End += int(w.off)
		fs = append(fs, fi)
	}
	return fs
}

// columnsTo counts the characters between the start of a line in the window and
// an offset, with those that are in an earlier window.
func (w window) columnsTo(start, to int) int {
	n := columns(w.data[start:to])
	if start == 0 {
		n += w.col
	}
	return n
}

func lineEnd(d []byte, at int) int {
	if i := bytes.IndexByte(d[at:], '\n'); i >= 0 {
		return at + i
	}
	return len(d)
}

// columns counts characters; bytes that are no UTF-8 count as one each.
func columns(b []byte) int { return utf8.RuneCount(b) }

// The part of a line that is shown, in bytes on either side of the secret.
const (
	showBefore = 60
	showAfter  = 40
)

// maskLine returns the line around a match with every secret in it masked, and
// where the mask of the match is in it. Whatever else in the line looks
// like a secret is masked too, whether a rule reported it or not.
func maskLine(f *rules.File, ls, le int, m rules.Match, spans [][2]int) (text string, caretStart, caretEnd int) {
	d, words, value := f.Data, isEnvFile(f.Class), ls
	if words {
		value += nameLength(d[ls:le])
	}
	from, to := ls, le
	if m.Start-from > showBefore {
		from = runeStart(d, m.Start-showBefore, m.Start)
	}
	if end := min(m.End, le) + showAfter; end < to {
		to = runeStart(d, end, le)
	}
	var b strings.Builder
	if from > ls {
		b.WriteString("…")
	}
	for i := from; i < to; {
		lo, hi := value, le
		if i < value {
			lo, hi = ls, value // a name and its value are no run
		}
		start, end := maskedAt(d, lo, hi, i, spans)
		if end <= i && words {
			start, end = wordAt(d, from, to, i, spans)
		}
		switch {
		case end <= i:
			b.WriteByte(d[i])
			i++
		case start == m.Start && end == m.End:
			caretStart = b.Len()
			b.Write(d[start : start+min(m.Public, le-start)])
			b.WriteString(stars)
			caretEnd = b.Len()
			i = end
		default:
			b.WriteString(stars)
			i = end
		}
	}
	if to < le {
		b.WriteString("…")
	}
	return strings.TrimRight(b.String(), "\r"), caretStart, caretEnd
}

const stars = "********"

// maskedAt returns the span to be masked that holds offset i, or an empty one:
// a match, or a token run that looks like a secret, as far as no match is in it.
func maskedAt(d []byte, ls, le, i int, spans [][2]int) (start, end int) {
	k := sort.Search(len(spans), func(k int) bool { return spans[k][1] > i })
	if k < len(spans) && spans[k][0] <= i {
		return spans[k][0], spans[k][1]
	}
	if !tokenChar[d[i]] {
		return 0, 0
	}
	lo, hi := max(ls, i-512), min(le, i+512) // a line can be a megabyte long
	if k > 0 {
		lo = max(lo, spans[k-1][1])
	}
	if k < len(spans) {
		hi = min(hi, spans[k][0])
	}
	for start = i; start > lo && tokenChar[d[start-1]]; start-- {
	}
	for end = i; end < hi && tokenChar[d[end]]; end++ {
	}
	if !looksSecret(d[start:end]) {
		return 0, 0
	}
	return start, end
}

// nameLength returns how many bytes of a line are a setting's name and the sign
// after it.
func nameLength(line []byte) int {
	i := bytes.IndexByte(line, '=')
	name := bytes.TrimSpace(bytes.TrimPrefix(bytes.TrimSpace(line[:max(i, 0)]), []byte("export ")))
	for _, c := range name {
		if c != '_' && c != '.' && c != '-' && c-'0' >= 10 && c|0x20-'a' >= 26 {
			return 0
		}
	}
	return i + 1
}

// isEnvFile reports whether a file of a class has a setting a line.
func isEnvFile(c fileclass.Class) bool {
	switch c {
	case fileclass.Private, fileclass.Example, fileclass.Shared, fileclass.Backup, fileclass.Keys:
		return true
	}
	return false
}

// wordAt returns the span of the word at offset i of an env file's line, from i
// on and as far as no match is in it, if it is one such as password managers
// make; otherwise an empty one. Such a password is no token run, as signs are
// in it.
func wordAt(d []byte, from, to, i int, spans [][2]int) (start, end int) {
	if i > from && !endsWord(d[i-1]) && d[i-1] != '=' {
		return 0, 0
	}
	k := sort.Search(len(spans), func(k int) bool { return spans[k][1] > i })
	if k < len(spans) {
		to = min(to, max(i, spans[k][0]))
	}
	for end = i; end < to && !endsWord(d[end]); end++ {
	}
	word := d[i:end]
	if len(word) < 8 || bytes.Contains(word, []byte("://")) || !mixed(word) {
		return 0, 0
	}
	return i, end
}

// endsWord reports whether a byte is between the words of an env file.
func endsWord(c byte) bool {
	switch c {
	case ' ', '\t', '\r', '\n', '"', '\'', '`', ',', ';', '(', ')', '{', '}', '[', ']', '<', '>':
		return true
	}
	return false
}

// mixed reports whether a word has capitals, small letters, a sign that is rare
// in names, and a digit unless it is long.
func mixed(word []byte) bool {
	var upper, lower, digit, sign bool
	for _, c := range word {
		upper = upper || c-'A' < 26
		lower = lower || c-'a' < 26
		digit = digit || c-'0' < 10
		sign = sign || strings.IndexByte("!#$%&*+?@^~|\\", c) >= 0
	}
	return upper && lower && sign && (digit || len(word) >= 16)
}

// looksSecret reports whether a run of token characters may be a secret that no
// rule reported. It is generous, but names and words are not secrets, whatever
// digits they have: S3_SECRET_KEY, clientSecret2.
func looksSecret(b []byte) bool {
	if len(b) < 12 {
		return false
	}
	digits, letters := 0, 0
	for _, c := range b {
		switch {
		case c-'0' < 10:
			digits++
		case c|0x20-'a' < 26:
			letters++
		}
	}
	return digits > 0 && letters > 0 && (3*digits > len(b) || random.Surprise(b) > 0 || random.HasStretch(b))
}

// runeStart moves i forward to the next character's first byte, at most to max.
func runeStart(d []byte, i, max int) int {
	for i < max && i < len(d) && d[i]&0xc0 == 0x80 {
		i++
	}
	return i
}

// fingerprint identifies a finding across commits and moved lines. It gives
// nothing away about the secret that would help to guess it: of 64 bits only
// 16 depend on it, so that even for a weak password one candidate in 65,536
// fits.
func fingerprint(rule, path, key, secret string) string {
	place := sha256.Sum256([]byte("envguard\x00" + rule + "\x00" + path + "\x00" + key))
	value := sha256.Sum256([]byte("envguard\x00" + rule + "\x00" + secret))
	return hex.EncodeToString(place[:6]) + hex.EncodeToString(value[:2])
}

func less(a, b *Finding, order map[*rules.Rule]int) bool {
	if a.Path != b.Path {
		return a.Path < b.Path
	}
	if a.Line != b.Line {
		return a.Line < b.Line
	}
	if a.Column != b.Column {
		return a.Column < b.Column
	}
	if a.Stage != b.Stage {
		return a.Stage < b.Stage
	}
	if a.Origin.Commit != b.Origin.Commit {
		return a.Origin.Commit < b.Origin.Commit
	}
	if a.Rule != b.Rule {
		return order[a.Rule] < order[b.Rule]
	}
	return a.Message < b.Message
}

func sortFindings(fs []Finding, order map[*rules.Rule]int) {
	sort.SliceStable(fs, func(i, j int) bool { return less(&fs[i], &fs[j], order) })
}

func placeOf(f *Finding) Place {
	return Place{
		Path: f.Path, Line: f.Line, Column: f.Column, EndLine: f.EndLine, EndColumn: f.EndColumn,
		Severity: f.Severity, Score: f.Score, Fingerprint: f.Fingerprint,
	}
}

// group makes findings of the same rule and secret one finding with several
// places. The gravest of them leads.
func group(fs []Finding, order map[*rules.Rule]int) []Finding {
	sortFindings(fs, order)
	type id struct {
		rule   *rules.Rule
		secret string
	}
	first := map[id]int{}
	var out []Finding
	for _, f := range fs {
		k := id{f.Rule, f.Secret.value}
		i, ok := first[k]
		if f.Secret.value == "" || !ok {
			if f.Secret.value != "" {
				first[k] = len(out)
			}
			out = append(out, f)
			continue
		}
		lead := &out[i]
		if f.Severity > lead.Severity {
			also := lead.Also
			p := placeOf(lead)
			*lead = f
			lead.Also = append(also, p)
			continue
		}
		if f.Path != lead.Path || f.Line != lead.Line || f.Column != lead.Column { // both sides of a conflict
			lead.Also = append(lead.Also, placeOf(&f))
		}
	}
	sortFindings(out, order)
	return out
}
