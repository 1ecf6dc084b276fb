package fixer

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/dotenv"
	"github.com/envguard/envguard/rules/fileclass"
	"github.com/envguard/envguard/rules/judge"
	"github.com/envguard/envguard/scanner"
)

const (
	// maskStars means what is hidden where nothing more is to be said.
	maskStars = "********"
	// minSought is the length in bytes from which a secret is sought
	// anywhere in a text; shorter ones are sought as whole words.
	minSought = 4
	// minSpread is the length in bytes from which an env file's value is
	// searched for in the rest of the output.
	minSpread = 8
)

// A maskSpan is a part of a text and what is shown instead.
type maskSpan struct {
	start, end int
	text       string
}

// A masker knows what must not be shown.
type masker struct {
	sought []scanner.Secret // no duplicates, none empty
	index  *needles         // of sought
	words  map[string]bool  // of public texts
	brief  bool             // see Brief
	known  map[string]bool
	scan   []func(*rules.File) []scanner.Finding
	// found are lines, counted from 1, of findings whose text is not in the
	// content as it is.
	found map[string][][2]int
}

// newMasker collects the secrets of all changes: what one file has in it may
// are in a comment of another.
func newMasker(changes []Change, scan []func(*rules.File) []scanner.Finding) *masker {
	m := &masker{known: map[string]bool{}, found: map[string][][2]int{}}
	for _, s := range scan {
		if s != nil {
			m.scan = append(m.scan, s)
		}
	}
	for i := range changes {
		c := &changes[i]
		m.words = c.words
		for _, s := range c.Secrets {
			m.add(s)
		}
		for _, data := range [][]byte{c.Before, c.After} {
			if len(data) == 0 || isBinary(data) {
				continue
			}
			m.scanned(c.Path, data)
			if isEnv(c.Path) {
				for _, s := range envSpans(data, c.words) {
					if s.value && s.end-s.start >= minSpread {
						m.add(scanner.NewSecret(string(data[s.start:s.end]), 0))
					}
				}
			}
		}
	}
	// The longer one first: its mask says more.
	slices.SortStableFunc(m.sought, func(a, b scanner.Secret) int { return cmp.Compare(b.Len(), a.Len()) })
	return m
}

// add notes a secret, the forms that it can have in a file, and its lines.
func (m *masker) add(s scanner.Secret) {
	one := func(v string, as scanner.Secret) {
		if v = strings.Trim(v, "\r\n"); v == "" || m.known[v] {
			return
		}
		m.known[v] = true
		if v != as.Reveal() {
			as = scanner.NewSecret(v, 0)
		}
		m.sought = append(m.sought, as)
	}
	v := s.Reveal()
	one(v, s)
	if strings.ContainsAny(v, "\n\r\"\\\t") {
		one(strings.ReplaceAll(v, "\n", `\n`), s)
		one(strings.ReplaceAll(strings.ReplaceAll(v, "\r\n", "\n"), "\n", "\r\n"), s)
		one(strings.ReplaceAll(strings.ReplaceAll(v, `\`, `\\`), `"`, `\"`), s)
		one(strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\r", `\r`, "\t", `\t`).Replace(v), s)
	}
	for line := range strings.FieldsFuncSeq(v, func(r rune) bool { return r == '\n' || r == '\r' }) {
		if line = strings.TrimSpace(line); len(line) >= minSought && line != v {
			one(line, s)
		}
	}
}

// scanned notes what a scan finds.
func (m *masker) scanned(path string, data []byte) {
	for _, scan := range m.scan {
		for _, f := range scan(rules.NewFile(path, data)) {
			v := f.Secret.Reveal()
			m.add(f.Secret)
			// What was decoded first is otherwise in the content; then
			// all of its lines are hidden.
			if f.Line > 0 && v != "" && !bytes.Contains(data, []byte(v)) {
				m.found[string(data)] = append(m.found[string(data)], [2]int{f.Line, max(f.Line, f.EndLine)})
			}
		}
	}
}

// needles returns the sought secrets as strings to look for.
func (m *masker) needles() *needles {
	if m.index == nil || len(m.index.list) != len(m.sought) {
		list := make([]string, len(m.sought))
		for i, s := range m.sought {
			list[i] = s.Reveal()
		}
		m.index = newNeedles(list)
	}
	return m.index
}

// hide is the last look at a line: escapes and masks next to each other must
// not spell a secret either.
func (m *masker) hide(line string) string {
	long := false
	m.needles().each(line, func(_ int, v string) bool {
		long = len(v) >= minSought
		return !long
	})
	if long {
		return maskStars
	}
	return line
}

// spans returns what is to be masked of a text, sorted and disjoint.
func (m *masker) spans(path string, data []byte) []maskSpan {
	var spans []maskSpan
	has := map[string]bool{}
	m.needles().each(string(data), func(_ int, v string) bool {
		has[v] = true
		return true
	})
	for _, s := range m.sought {
		if has[s.Reveal()] {
			spans = append(spans, occurrences(data, s)...)
		}
	}
	switch {
	case fileclass.Classify(path) == fileclass.Keys: // there is nothing else in it
		spans = append(spans, maskSpan{0, len(data), maskStars})
	case isEnv(path):
		for _, s := range envSpans(data, m.words) {
			spans = append(spans, s.maskSpan)
		}
	}
	for _, lines := range m.found[string(data)] {
		spans = append(spans, lineSpan(data, lines[0], lines[1]))
	}
	slices.SortStableFunc(spans, func(a, b maskSpan) int {
		return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(b.end, a.end))
	})
	var out []maskSpan
	for _, s := range spans {
		if s.start >= s.end {
			continue
		}
		if n := len(out); n > 0 && s.start < out[n-1].end {
			if s.end > out[n-1].end { // they overlap: neither mask fits
				out[n-1].end, out[n-1].text = s.end, maskStars
			}
			continue
		}
		out = append(out, s)
	}
	return out
}

// occurrences returns where a secret is in a text.
func occurrences(data []byte, s scanner.Secret) (spans []maskSpan) {
	v := []byte(s.Reveal())
	for pos := 0; ; {
		i := bytes.Index(data[pos:], v)
		if i < 0 {
			return spans
		}
		start := pos + i
		end := start + len(v)
		pos = start + 1
		if len(v) < minSought && (start > 0 && isWordByte(data[start-1]) || end < len(data) && isWordByte(data[end])) {
			continue
		}
		// One that repeats itself overlaps with itself.
		if n := len(spans); n > 0 && start < spans[n-1].end {
			spans[n-1].end, spans[n-1].text = end, maskStars
			continue
		}
		spans = append(spans, maskSpan{start, end, s.String()})
	}
}

func isWordByte(c byte) bool {
	return c == '_' || c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z' || c >= 0x80
}

// lineSpan returns the span of lines, counted from 1.
func lineSpan(data []byte, first, last int) maskSpan {
	start, line := 0, 1
	for ; line < first; line++ {
		i := bytes.IndexByte(data[start:], '\n')
		if i < 0 {
			break
		}
		start += i + 1
	}
	end := start
	for ; line <= last && end < len(data); line++ {
		i := bytes.IndexByte(data[end:], '\n')
		if i < 0 {
			end = len(data)
			break
		}
		end += i + 1
	}
	return maskSpan{start, end, maskStars}
}

// isEnv reports whether a file is read as settings, one a line.
func isEnv(path string) bool {
	switch fileclass.Classify(path) {
	case fileclass.Private, fileclass.Example, fileclass.Shared, fileclass.Backup, fileclass.Keys:
		return true
	}
	return strings.HasSuffix(strings.ToLower(path), ".ini")
}

// An envSpan is what is masked of an env file. value says that it is all of a
// secret and not what merely is not known.
type envSpan struct {
	maskSpan
	value bool
}

// envSpans returns what is to be masked of an env file on its own account: all
// that is not known to be harmless.
func envSpans(data []byte, public map[string]bool) (spans []envSpan) {
	f := dotenv.Parse(data)
	voc := vocabularyOf(f, public)
	for i := range f.Items {
		it := &f.Items[i]
		switch it.Kind {
		case dotenv.Comment:
			spans = append(spans, voc.wordSpans(data, it.Span.Start, it.End.Start)...)
		case dotenv.Unknown:
			start, end := trimmed(data, it.Span.Start, it.End.Start)
			if text := data[start:end]; !isSection(text) && !isConflictMark(text) {
				spans = append(spans, envSpan{maskSpan{start, end, maskStars}, false})
			}
		case dotenv.Setting:
			spans = append(spans, voc.entrySpans(f, it, data)...)
		}
	}
	return spans
}

// entrySpans returns what is to be masked of an entry.
func (v vocabulary) entrySpans(f *dotenv.File, it *dotenv.Item, data []byte) (spans []envSpan) {
	e := it.Entry
	key := f.Key(e)
	if !isPlainKey(key) || !sharableName(key) || e.Op == 0 && v.odd(key) > 2 && strings.ToUpper(key) != key {
		// The name may be the first part of a secret.
		return append(spans, envSpan{maskSpan{e.Key.Start, max(e.Key.End, it.End.Start), maskStars}, false})
	}
	rest := e.Key.End
	if e.Op != 0 {
		value, decoded := e.Inner, f.Value(e)
		if e.Unclosed || e.Trailing || e.Quote == 0 {
			// Who knows no inline comments reads them too; those who do see
			// Raw. The comment's words are looked at below.
			value = e.Raw
			if e.Unclosed || e.Trailing {
				value = e.Full
			}
			decoded = string(f.Text(value))
		}
		found := v.valueSpans(key, data, value.Start, value.End, decoded)
		if len(found) == 0 && bytes.ContainsAny(f.Text(value), " \t\n") {
			// A name that suggests nothing allows one word, not a sentence.
			found = v.wordSpans(data, value.Start, value.End)
		}
		if len(found) == 0 && !v.isPlain(key, decoded) || len(found) > 0 && !v.isRest(withoutSpans(data, value.Start, value.End, found)) {
			found = []envSpan{{maskSpan{value.Start, value.End, scanner.NewSecret(string(f.Text(value)), 0).String()}, true}}
		}
		spans = append(spans, found...)
		rest = max(value.End, e.Raw.End)
	}
	// A comment, or what follows a name without a value.
	for _, old := range formerValues(key, string(data[rest:max(rest, it.End.Start)])) {
		for _, s := range occurrences(data[rest:it.End.Start], scanner.NewSecret(old, 0)) {
			spans = append(spans, envSpan{maskSpan{rest + s.start, rest + s.end, s.text}, false})
		}
	}
	return append(spans, v.wordSpans(data, rest, max(rest, it.End.Start))...)
}

// valueSpans judges the value of a setting. Of a URL only its password is
// masked, if the rest is harmless without it.
func (v vocabulary) valueSpans(key string, data []byte, start, end int, decoded string) (spans []envSpan) {
	if start >= end {
		return nil
	}
	whole := []envSpan{{maskSpan{start, end, scanner.NewSecret(string(data[start:end]), 0).String()}, true}}
	raw := data[start:end]
	if decoded != string(raw) {
		if !isHarmless(key, raw) || !isHarmless(key, []byte(decoded)) || len(v.secretParts(key, string(raw)))+len(v.secretParts(key, decoded)) > 0 {
			return whole
		}
		return nil
	}
	const parts = 4
	cur := bytes.Clone(raw)
	for range parts {
		judged := judge.Judge(key, cur)
		if judged.Kind != judge.Real {
			if u, ok := splitURL(string(cur)); ok && len(spans) == 0 && u.password != "" && !v.isDefaultPassword(u) {
				// Other readers take the password for a part of the path.
				lo := start + len(u.scheme) + len("://") + len(u.user) + len(":")
				return []envSpan{{maskSpan{lo, lo + len(u.password), scanner.NewSecret(u.password, 0).String()}, true}}
			}
			for _, pt := range v.secretParts(key, string(cur)) {
				lo, hi := start+pt.start, start+pt.end
				spans = append(spans, envSpan{maskSpan{lo, hi, scanner.NewSecret(string(data[lo:hi]), 0).String()}, true})
			}
			return spans
		}
		if judged.Start < 0 || judged.End > len(cur) || judged.Start >= judged.End || judged.Start == 0 || bytes.IndexByte(raw, '\n') >= 0 {
			return whole
		}
		spans = append(spans, envSpan{maskSpan{start + judged.Start, start + judged.End, scanner.NewSecret(string(raw[judged.Start:judged.End]), 0).String()}, true})
		for i := judged.Start; i < judged.End; i++ {
			cur[i] = 'x'
		}
	}
	return whole
}

// withoutSpans returns a part of a text with a word in the place of each span.
func withoutSpans(data []byte, start, end int, spans []envSpan) string {
	var b strings.Builder
	for _, s := range spans {
		if s.start >= start {
			b.Write(data[start:s.start])
			b.WriteString("password")
			start = s.end
		}
	}
	b.Write(data[min(start, end):end])
	return b.String()
}

// isHarmless reports whether a value may be shown under a name.
func isHarmless(key string, value []byte) bool { return judge.Judge(key, value).Kind != judge.Real }

// wordSpans judges the words of a comment, each by itself or by the name that
// precedes it: "token: …", "key=…".
func (v vocabulary) wordSpans(data []byte, start, end int) (spans []envSpan) {
	key := ""
	var talk passwordTalk
	for pos := start; pos < end; {
		if n := blankAt(data[:end], pos); n > 0 {
			pos += n
			continue
		}
		from := pos
		for pos < end && blankAt(data[:end], pos) == 0 {
			pos++
		}
		lo, hi := bareWord(data, from, pos)
		if lo == hi {
			continue
		}
		word := data[lo:hi]
		if talk.next(string(word)) {
			for hi < pos && (data[hi] == '!' || data[hi] == '?') {
				hi++
			}
			spans = append(spans, envSpan{maskSpan{lo, hi, scanner.NewSecret(string(data[lo:hi]), 0).String()}, true})
			key = ""
			continue
		}
		last := word[len(word)-1]
		if name := string(word[:len(word)-1]); last == ':' && !v.isOddWord(name) || last == '=' && isPlainKey(name) && sharableName(name) && v.odd(name) <= 2 {
			key = string(word[:len(word)-1])
			continue
		}
		if string(word) == "=" || string(word) == "->" || string(word) == "is" {
			continue // the name in front still counts
		}
		found := v.judgeWord(key, data, lo, hi)
		// Signs at the ends of a masked word may be its own.
		if n := len(found); n > 0 && found[n-1].end == hi {
			found[n-1].end = pos
		}
		spans = append(spans, found...)
		key = ""
		if isPlainKey(string(word)) && word[0] >= 'A' {
			key = string(word) // for a "=" or "is" that may follow
		}
		if !followsAssignment(data[pos:end]) {
			key = ""
		}
	}
	return spans
}

// bareWord returns a word without quotes, brackets and full stops around it.
func bareWord(data []byte, lo, hi int) (int, int) {
	for lo < hi && strings.IndexByte("#;\"'`([{<,", data[lo]) >= 0 {
		lo++
	}
	for hi > lo && strings.IndexByte("\"'`)]}>,.;!?", data[hi-1]) >= 0 {
		hi--
	}
	return lo, hi
}

// followsAssignment reports whether text begins with a word that gives a name
// its value.
func followsAssignment(text []byte) bool {
	text = bytes.TrimLeft(text, " \t")
	for _, w := range [...]string{"= ", "-> ", "is "} {
		if bytes.HasPrefix(text, []byte(w)) {
			return true
		}
	}
	return false
}

// judgeWord judges a word of a comment, and the value in one that has a name
// in itself.
func (v vocabulary) judgeWord(key string, data []byte, start, end int) []envSpan {
	word := data[start:end]
	if i := bytes.IndexAny(word, "=:"); i > 0 && i+1 < len(word) && word[i+1] != '/' && isPlainKey(string(word[:i])) && sharableName(string(word[:i])) && v.odd(string(word[:i])) <= 2 {
		key = string(word[:i])
		start += i + 1
		for start < end && (data[start] == '"' || data[start] == '\'') {
			start++
		}
	}
	text := string(data[start:end])
	whole := []envSpan{{maskSpan{start, end, scanner.NewSecret(text, 0).String()}, true}}
	name := key
	if !isHarmless("", data[start:end]) {
		name = ""
	}
	spans := v.valueSpans(name, data, start, end, text)
	rest := withoutSpans(data, start, end, spans)
	switch {
	case len(spans) > 0 && !v.isRest(rest):
		return whole
	case bareSecret(rest) || v.isOddWord(rest):
		whole[0].text, whole[0].value = maskStars, false
		return whole
	}
	return spans
}

// isPlainKey reports whether a name is one, and not a piece of a key that
// ended up at the beginning of a line.
func isPlainKey(key string) bool {
	digits, separated := 0, false
	for i := range len(key) {
		c := key[i]
		switch {
		case c >= '0' && c <= '9':
			digits++
		case c == '_' || c == '-' || c == '.':
			separated = true
		case c|0x20 < 'a' || c|0x20 > 'z':
			return false
		}
	}
	if len(key) > 80 || !separated && (digits > 4 || len(key) > 32) {
		return false
	}
	if separated && digits == 0 && strings.ToUpper(key) == key {
		return true // DB_PGSQL_XYZ: whatever its words are, it is no key
	}
	return isHarmless("", []byte(key))
}

// isSection reports whether a line is a section of an .ini file.
func isSection(line []byte) bool {
	return len(line) > 2 && line[0] == '[' && line[len(line)-1] == ']' && isPlainKey(string(line[1:len(line)-1]))
}

// isConflictMark reports whether a line is one that git writes around the sides of
// a conflict.
func isConflictMark(line []byte) bool {
	if len(line) < 7 {
		return false
	}
	mark := string(line[:7])
	return mark == "=======" && len(line) == 7 ||
		(mark == "<<<<<<<" || mark == ">>>>>>>" || mark == "|||||||") && len(vocabulary{}.wordSpans(line, 7, len(line))) == 0
}

// blankAt returns the length in bytes of the white space at an offset: a
// character, or the escape of one.
func blankAt(data []byte, at int) int {
	switch {
	case isBlank(data[at]):
		return 1
	case data[at] == '\\' && at+1 < len(data) && (data[at+1] == 'n' || data[at+1] == 'r' || data[at+1] == 't'):
		return 2
	}
	return 0
}

func isBlank(c byte) bool { return c == ' ' || c == '\t' || c == '\r' || c == '\n' }

// trimmed returns a span without the blanks at its ends.
func trimmed(data []byte, start, end int) (int, int) {
	for start < end && isBlank(data[start]) {
		start++
	}
	for end > start && isBlank(data[end-1]) {
		end--
	}
	return start, end
}
