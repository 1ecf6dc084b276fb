package dotenv

import (
	"slices"
	"strings"
)

// Quote returns the spelling of a value that all given readers read as exactly
// that value; the plainest if there are several. Without readers it is the
// spelling that most readers share, which for values of the portable subset,
// [A-Za-z0-9_./:@%+,=-], is the value itself. The error is a [*RefusedError].
func Quote(value string, readers ...Reader) (string, error) {
	const key = "A"
	if err := badValue(key, value); err != nil {
		return "", err
	}
	l := lineParts(key, "\n")
	list := l.choose(key, value, 0, nil, readers)
	if len(list) == 0 {
		refused := &RefusedError{Key: key, Reason: "no spelling gives this value exactly"}
		for _, r := range readers {
			if len(l.choose(key, value, 0, nil, []Reader{r})) == 0 {
				refused.Readers = append(refused.Readers, r)
			}
		}
		if len(refused.Readers) == 0 {
			refused.Readers = readers
			refused.Reason = "no spelling gives all of them this value exactly"
		}
		return "", refused
	}
	return list[0], nil
}

// spellings returns ways to write a value, the plainest first, those with the
// given quote before all others.
func spellings(value string, quote byte) []string {
	list := []string{value, "'" + value + "'", `"` + value + `"`, "`" + value + "`"}
	escapes := []*strings.Replacer{
		strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\r", `\r`),
		strings.NewReplacer(`\`, `\\`, `"`, `\"`, `$`, `\$`, "\n", `\n`, "\r", `\r`),
		strings.NewReplacer(`\`, `\\`, `"`, `\"`, `$`, `\$`, "`", "\\`"),
		strings.NewReplacer(`\`, `\\`, `"`, `\"`),
		strings.NewReplacer("\n", `\n`, "\r", `\r`),
		strings.NewReplacer(`"`, `\"`),
	}
	if strings.ContainsAny(value, "\\\"$`\r\n") {
		for _, e := range escapes {
			list = append(list, `"`+e.Replace(value)+`"`)
		}
	}
	if strings.ContainsAny(value, `\'`) {
		list = append(list,
			"'"+strings.NewReplacer(`\`, `\\`, `'`, `\'`).Replace(value)+"'",
			"'"+strings.ReplaceAll(value, `'`, `\'`)+"'",
			"'"+strings.ReplaceAll(value, `'`, `'\''`)+"'",
		)
	}
	late := func(raw string) bool {
		return raw != "" && strings.IndexByte("'\"`# \t", raw[0]) >= 0
	}
	style := func(raw string) bool {
		if len(raw) > 1 && (raw[0] == '"' || raw[0] == '\'' || raw[0] == '`') && raw[len(raw)-1] == raw[0] {
			return raw[0] == quote
		}
		return quote == 0 && !late(raw)
	}
	kept := make([]string, 0, len(list))
	for _, raw := range list {
		if style(raw) && !slices.Contains(kept, raw) {
			kept = append(kept, raw)
		}
	}
	for _, raw := range list {
		if !slices.Contains(kept, raw) {
			kept = append(kept, raw)
		}
	}
	if strings.Contains(value, "$") {
		kept = append(kept, strings.ReplaceAll(value, "$", "$$"), strings.ReplaceAll(value, "$", `\$`))
	}
	if late(value) { // it looks like something else
		i := slices.Index(kept, value)
		kept = append(slices.Delete(kept, i, i+1), value)
	}
	return kept
}

// reads reports whether a reader sees the value in the line alone.
func (l line) reads(raw, key, value string, r Reader) bool {
	reading, err := read([]byte(l.text(raw)), r, noEnv)
	if err != nil {
		return false
	}
	v, ok := reading.Value(key)
	return ok && v == value
}

func noEnv(string) (string, bool) { return "", false }

// oldReaders returns the readers that see an entry's present value in its line.
func (f *File) oldReaders(e *Entry, l line, key string, readers []Reader) []Reader {
	if len(readers) > 0 {
		return nil
	}
	var list []Reader
	raw, value := string(f.Text(e.Raw)), f.Value(e)
	for _, r := range Readers() {
		if l.reads(raw, key, value, r) {
			list = append(list, r)
		}
	}
	return list
}

// choose returns the spellings that fulfil what SetEntry documents, the best
// first. old are the readers to be kept if no readers are given.
func (l line) choose(key, value string, quote byte, old, readers []Reader) []string {
	list := spellings(value, quote)
	if len(readers) > 0 {
		var good []string
		for _, raw := range list {
			if !slices.ContainsFunc(readers, func(r Reader) bool { return !l.reads(raw, key, value, r) }) {
				good = append(good, raw)
			}
		}
		return good
	}
	type vote struct {
		raw  string
		n    int
		keep bool
	}
	var votes []vote
	for i, raw := range list {
		v := vote{raw: raw, keep: i == 0 && len(old) > 0}
		for _, r := range Readers() {
			if l.reads(raw, key, value, r) {
				v.n++
			} else if slices.Contains(old, r) {
				v.keep = false
			}
		}
		if v.n > 0 {
			votes = append(votes, v)
		}
	}
	if len(votes) == 0 {
		// A line that no reader knows, such as A = b with readers that want
		// none of its blanks: the usual reading decides.
		for _, raw := range list {
			g := Parse([]byte(l.text(raw)))
			if e := g.Lookup(key); e != nil && g.Value(e) == value && !e.Unclosed && !e.Trailing {
				votes = append(votes, vote{raw: raw})
			}
		}
	}
	slices.SortStableFunc(votes, func(a, b vote) int {
		if a.keep != b.keep {
			if a.keep {
				return -1
			}
			return 1
		}
		return b.n - a.n
	})
	good := make([]string, len(votes))
	for i, v := range votes {
		good[i] = v.raw
	}
	return good
}
