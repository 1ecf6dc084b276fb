package scanner

import (
	"bytes"
	"strings"

	"github.com/envguard/envguard/rules"
)

// A frame is an open bracket and what it belongs to.
type frame struct {
	open  byte
	call  string // '(': what is called
	key   string // the name that is assigned to the whole bracket
	first string // '(': the first string argument
	arg   int
}

// maxNest bounds how deep strings are lexed inside strings.
const maxNest = 2

// pair turns x.items[base:] into candidates.
func (x *extractor) pair(start, end, depth int) { x.pairFrom(0, start, end, depth) }

func (x *extractor) pairFrom(base, start, end, depth int) {
	var stack [16]frame
	sp := 0
	d := x.file.Data
	pendingKey := ""
	if depth == 0 {
		pendingKey, x.pending = x.pending, ""
	}
	for k := base; k < len(x.items); k++ {
		it := x.items[k]
		top := &stack[max(0, sp-1)]
		if sp == 0 {
			top = &frame{}
		}
		switch it.kind {
		case str:
			key, call, arg, kind, op := pendingKey, "", 0, rules.KindString, byte(0)
			if key != "" {
				kind |= rules.KindAssigned
				op = '='
			} else if sp > 0 {
				key = top.key
				if key != "" {
					kind |= rules.KindAssigned
					op = '='
				}
				if top.open == '(' {
					call, arg = top.call, top.arg
					if call != "" {
						kind |= rules.KindArgument
					}
					if arg == 0 && top.first == "" {
						top.first = x.text(it)
					} else if arg > 0 && isName(top.first) {
						key, kind, op = top.first, kind|rules.KindAssigned, ','
					}
				}
			}
			if next := k + 1; key == "" && next < len(x.items) && x.is(next, ':') {
				break // the key of an object's member
			}
			x.value(kind, it, key, call, arg, op, depth)
			if sp == 0 {
				pendingKey = ""
			}
		case word:
			if pendingKey != "" && sp == 0 && depth == 0 && k == base && x.syn.lines && bareLine(d[it.start:end]) {
				x.add(rules.KindAssigned, it.start, end, 0, pendingKey, "", 0, '=')
				return
			}
			k = x.word(k, base, start, end, depth)
		case punct:
			switch c := d[it.start]; c {
			case '(', '[', '{':
				f := frame{open: c, key: pendingKey}
				if c == '(' && it.glued && k > base && x.items[k-1].kind == word {
					f.call = x.text(x.items[k-1])
				}
				pendingKey = ""
				if f.key == "" && sp > 0 && c != '{' {
					f.key = top.key
				}
				if c == '{' {
					f.key = ""
				}
				if sp < len(stack) {
					stack[sp] = f
					sp++
				}
			case ')', ']', '}':
				if sp > 0 {
					sp--
				}
				if sp == 0 {
					pendingKey = ""
				}
			case ',':
				if sp > 0 {
					top.arg++
				} else {
					pendingKey = ""
				}
			case ';':
				pendingKey = ""
			case '>':
				x.element(k, base, end)
			case '=', ':':
				key, op, next := x.operator(k, base)
				if key == "" {
					k = max(k, next-1)
					break
				}
				k = next - 1
				if next >= len(x.items) {
					if depth == 0 {
						x.pending = key
					}
					break
				}
				key = x.nameOf(key, start)
				k = x.assigned(next, base, start, end, depth, key, op, &pendingKey) - 1
			}
		}
	}
	if n := len(x.items); depth == 0 && sp > 0 && n > base && (x.is(n-1, '(') || x.is(n-1, '[')) {
		x.pending = stack[sp-1].key
	}
}

// bareLine reports whether b is one value and nothing else.
func bareLine(b []byte) bool {
	for i, c := range b {
		if c <= ' ' || c == ':' && i+1 == len(b) {
			return false
		}
	}
	return true
}

// operator reads the operator at item k and the name in front of it. next is
// the item behind it. The name is empty where nothing is assigned.
func (x *extractor) operator(k, base int) (key string, op byte, next int) {
	d := x.file.Data
	a, b := k, k+1
	for a > base && x.items[a].glued && x.items[a-1].kind == punct && bytes.IndexByte([]byte(":=!<>~+|?&.^%*/-"), d[x.items[a-1].start]) >= 0 {
		a--
	}
	for b < len(x.items) && x.items[b].glued && x.items[b].kind == punct && bytes.IndexByte([]byte("=:>~/"), d[x.items[b].start]) >= 0 {
		b++
	}
	switch s := string(d[x.items[a].start:x.items[b-1].end]); s {
	case "=", ":", ":=", "=>", "==", "===", "!=", "!==", "||=", "??=", "?=", "+=", "|=", "?:":
	default:
		return "", 0, b
	}
	op = d[x.items[k].start]
	i := a - 1
	// password[] = …, password[32] = …, env["PASSWORD"] = …
	for i-1 >= base && x.is(i, ']') {
		switch {
		case x.is(i-1, '['):
			i -= 2
		case i-2 >= base && x.is(i-2, '[') && (x.items[i-1].kind == str || !isDigits(x.text(x.items[i-1]))):
			if x.items[i-1].kind == str || i-3 < base {
				return x.keyAt(i-1, base, op), op, b
			}
			i-- // map[name]
		case i-2 >= base && x.is(i-2, '['):
			i -= 3
		default:
			return "", op, b
		}
		if i < base {
			return "", op, b
		}
	}
	if i-2 >= base && x.is(i, ')') && x.is(i-1, '(') {
		i -= 2
	}
	for i > base && (x.is(i, '?') || x.is(i, '!') || x.is(i, '*')) {
		i--
	}
	return x.keyAt(i, base, op), op, b
}

// keyAt returns the name that ends at item i; behind a type annotation that is
// the name in front of the colon.
func (x *extractor) keyAt(i, base int, op byte) string {
	if i < base {
		return ""
	}
	it := x.items[i]
	if it.kind == str {
		if it.end-it.start > 128 {
			return ""
		}
		return x.text(it)
	}
	if it.kind != word {
		if op == '=' && x.is(i, ']') || x.is(i, '>') { // password: Optional[str] = …
			return x.annotated(i, base)
		}
		return ""
	}
	if op == '=' {
		if key := x.annotated(i, base); key != "" {
			return key
		}
	}
	return x.text(it)
}

func (x *extractor) annotated(i, base int) string {
	for n := 0; i > base && n < 8; i, n = i-1, n+1 {
		it := x.items[i]
		switch {
		case it.kind == str:
			return ""
		case x.is(i, ':'):
			j := i - 1
			if j > base && x.is(j, '?') {
				j--
			}
			if x.items[j].kind == word && x.items[i].glued {
				return x.text(x.items[j])
			}
			return ""
		case it.kind == word, x.is(i, '['), x.is(i, ']'), x.is(i, '<'), x.is(i, '>'), x.is(i, '|'), x.is(i, '?'), x.is(i, '&'):
		default:
			return ""
		}
	}
	return ""
}

// nameOf replaces the key "value" by what the name beside it says:
// `- name: PASSWORD` and `value: …`, <add key="…" value="…"/>.
func (x *extractor) nameOf(key string, start int) string {
	switch strings.ToLower(strings.TrimLeft(key, "-")) {
	case "value", "defaultvalue", "default", "stringvalue", "val":
		if x.prev.value != "" && start-x.prev.line < 400 {
			return x.prev.value
		}
	}
	return key
}

// assigned handles what stands behind an operator and returns the item at
// which the walk goes on.
func (x *extractor) assigned(v, base, start, end, depth int, key string, op byte, pending *string) int {
	d := x.file.Data
	it := x.items[v]
	if it.kind == word && v+1 < len(x.items) && x.items[v+1].kind == str && x.items[v+1].glued && it.end-it.start <= 2 &&
		stringPrefix(d, it.start, it.end) {
		v++
		it = x.items[v]
	}
	switch lower := strings.ToLower(key); {
	case lower == "name" || lower == "key" || lower == "id" || lower == "@name":
		if it.kind != punct && it.end-it.start < 128 {
			x.prev, x.named = nameValue{lower, x.text(it), start}, true
		}
	}
	switch it.kind {
	case str:
		x.value(rules.KindAssigned|rules.KindString, it, key, "", 0, op, depth)
		return v + 1
	case word:
		if v+1 < len(x.items) && x.items[v+1].glued && x.is(v+1, '(') {
			*pending = key // a call: its strings belong to the name
			return v
		}
	case punct:
		switch c := d[it.start]; c {
		case '(', '[':
			*pending = key
			return v
		case '{':
			if x.syn.code || depth == 0 && !bytes.HasPrefix(d[it.start:end], []byte("{{")) {
				return v
			}
		case '|', '>':
			if x.syn.lines && depth == 0 && v+2 >= len(x.items) { // a YAML block
				x.pending = key
				return len(x.items)
			}
		case '\\':
			if v+1 == len(x.items) && depth == 0 {
				x.pending = key
				return v + 1
			}
		case '"', '\'', '`', ')', ']', '}', ',', ';':
			return v
		}
		if x.syn.code && depth == 0 {
			return v
		}
	}
	from, word := it.start, it.end
	if f := skipScheme(d, from, end); f > from {
		from, word = f, max(word, f)
	}
	to := x.bareEnd(from, word, end, v, base, depth)
	if from < to {
		x.add(rules.KindAssigned, from, to, 0, key, "", 0, op)
	}
	for v < len(x.items) && x.items[v].start < it.end {
		v++
	}
	return v
}

// bareEnd returns where a value without quotes ends.
func (x *extractor) bareEnd(from, wordEnd, end, v, base, depth int) int {
	d := x.file.Data
	if x.syn.code && depth == 0 {
		return wordEnd
	}
	if depth == 0 && x.syn.lines && v-base <= 4 {
		to := end
		for i := from + 1; i < end; i++ {
			if (d[i] == '#' || d[i] == ';' && x.syn.semi) && isSpace(d[i-1]) {
				to = i
				break
			}
		}
		for to > from && isSpace(d[to-1]) {
			to--
		}
		if bytes.IndexByte(d[from:to], ' ') < 0 || !x.syn.shell {
			return to
		}
	}
	i := from
	for i < end {
		c := d[i]
		if c <= ' ' || c == '"' || c == '\'' || c == '`' || c == ';' || c == ',' && depth > 0 || c == '<' || c == '>' ||
			depth > 0 && (c == '&' || c == '\\') {
			break
		}
		if c == '&' && i > from && i+1 < end && isAlnum(d[i+1]) && bytes.IndexByte(d[i:end], '=') > 0 {
			break // the next parameter of a query
		}
		i++
	}
	for i > from && (d[i-1] == ',' || d[i-1] == ')' && bytes.IndexByte(d[from:i], '(') < 0 ||
		d[i-1] == ']' && bytes.IndexByte(d[from:i], '[') < 0 || d[i-1] == '}' && bytes.IndexByte(d[from:i], '{') < 0) {
		i--
	}
	return i
}

// skipScheme returns where the credentials of an authorization value begin.
func skipScheme(d []byte, from, to int) int {
	v := d[from:to]
	for _, s := range [...]string{"bearer ", "basic ", "token ", "apikey ", "bot "} {
		if len(v) > len(s) && foldEqual(v[:len(s)], s) {
			from += len(s)
			for from < to && isSpace(d[from]) {
				from++
			}
			return from
		}
	}
	return from
}

// value adds a string and looks for assignments inside it.
func (x *extractor) value(kind rules.Kind, it item, key, call string, arg int, op byte, depth int) {
	d := x.file.Data
	s, e := it.start, it.end
	for s < e && isSpace(d[s]) {
		s++
	}
	for e > s && (isSpace(d[e-1]) || d[e-1] == '\r') {
		e--
	}
	if s >= e {
		return
	}
	from := skipScheme(d, s, e)
	if from > s && key == "" {
		key, kind, op = string(bytes.TrimSpace(d[s:from])), kind|rules.KindAssigned, ' '
	}
	x.add(kind, from, e, it.quote, key, call, arg, op)
	if depth >= maxNest || e-s < 8 || bytes.IndexByte(d[s:e], '=') < 0 && bytes.IndexByte(d[s:e], ':') < 0 {
		return
	}
	base := len(x.items)
	x.lex(s, e, depth+1)
	x.pairFrom(base, s, e, depth+1)
	x.items = x.items[:base]
}

// element adds the text of an XML element: item k is the '>' of its start tag.
func (x *extractor) element(k, base, end int) {
	d := x.file.Data
	from := x.items[k].end
	if k > base && x.is(k-1, '/') || k > base && (x.is(k-1, '=') || x.is(k-1, '-')) {
		return
	}
	i := k - 1
	for n := 0; i > base && n < 24 && !x.is(i, '<'); n++ {
		i--
	}
	if i < base || !x.is(i, '<') || i+1 >= k || x.items[i+1].kind != word || !x.items[i+1].glued {
		return
	}
	to := bytes.IndexByte(d[from:end], '<')
	if to < 0 {
		return
	}
	to += from
	for from < to && isSpace(d[from]) {
		from++
	}
	for to > from && isSpace(d[to-1]) {
		to--
	}
	key := x.text(x.items[i+1])
	switch lower := strings.ToLower(key); lower {
	case "value", "string":
		if x.prev.value != "" && x.items[k].start-x.prev.line < 400 {
			key = x.prev.value
		}
	case "key", "name":
		x.prev = nameValue{lower, string(d[from:to]), x.items[k].start}
	}
	if from < to {
		x.add(rules.KindAssigned, from, to, 0, key, "", 0, '>')
	}
}

// word handles a word that no operator follows: command-line flags, SQL,
// Dockerfiles, .netrc. It returns the item that was used last.
func (x *extractor) word(k, base, start, end, depth int) int {
	if k+1 >= len(x.items) {
		return k
	}
	d := x.file.Data
	it, next := x.items[k], x.items[k+1]
	if next.kind == punct && !(next.kind == punct && !next.glued && bytes.IndexByte([]byte("!#%^*~+/"), d[next.start]) >= 0) || next.glued {
		return k
	}
	w := d[it.start:it.end]
	switch {
	case w[0] == '-' && (hasStem(w) || len(w) == 2 && (w[1] == 'p' || w[1] == 'u' || w[1] == 'P')):
	case next.kind == str && len(w) >= 3 && hasStem(w) && len(w) <= 32:
	case next.kind == str && len(w) == 2 && foldEqual(w, "by") && k > base && foldWord(d, x.items[k-1], "identified"):
		it = x.items[k-1]
	case k == base && (foldEqualAny(w, "env", "arg", "setenv", "set", "export")) && next.kind == word && k+2 < len(x.items) && !x.items[k+2].glued &&
		x.items[k+2].kind != punct && hasStem(d[next.start:next.end]):
		it, next = next, x.items[k+2]
		k++
	case x.syn.netrc && foldEqualAny(w, "password", "account"):
	default:
		return k
	}
	key := string(d[it.start:it.end])
	if next.kind == str {
		x.value(rules.KindAssigned|rules.KindString, next, key, "", 0, ' ', depth)
		return k + 1
	}
	if next.kind == word && d[next.start] == '-' {
		return k // the next flag
	}
	i := next.start
	for i < end && d[i] > ' ' && d[i] != '"' && d[i] != '\'' && d[i] != '`' && d[i] != '|' && d[i] != ';' {
		i++
	}
	x.add(rules.KindAssigned, next.start, i, 0, key, "", 0, ' ')
	return k
}

func foldWord(d []byte, it item, s string) bool {
	return it.end-it.start == len(s) && foldEqual(d[it.start:it.end], s)
}

func foldEqualAny(b []byte, words ...string) bool {
	for _, s := range words {
		if len(b) == len(s) && foldEqual(b, s) {
			return true
		}
	}
	return false
}

func hasStem(b []byte) bool {
	t := pairs()
	for i := range b {
		if t.stemAt(b, i) {
			return true
		}
	}
	return false
}

func isDigits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// isName reports whether s could be a variable's or a setting's name.
func isName(s string) bool {
	if len(s) < 2 || len(s) > 64 {
		return false
	}
	for i := range len(s) {
		if c := s[i]; !isAlnum(c) && c != '_' && c != '-' && c != '.' && c != '/' && c != ':' {
			return false
		}
	}
	return true
}

// urls adds the passwords of URLs.
func (x *extractor) urls(from, to int) {
	d := x.file.Data
	for {
		k := bytes.Index(d[from:to], []byte("://"))
		if k < 0 {
			return
		}
		at := from + k + 3
		start := from + k
		for start > 0 && from+k-start < 32 && (isAlnum(d[start-1]) || bytes.IndexByte([]byte("+.-"), d[start-1]) >= 0) {
			start--
		}
		from = at
		if start == at-3 {
			continue
		}
		s, e, end, ok := userInfo(d, at, to)
		if !ok {
			continue
		}
		c := rules.Candidate{Kind: rules.KindURL, Start: s, End: e, URLStart: start, URLEnd: end}
		for i := range x.cands {
			if p := &x.cands[i]; p.Start <= start && end <= p.End+1 {
				c.Key, c.Quote, c.Op = p.Key, p.Quote, p.Op
			}
		}
		if len(x.cands) < maxItems {
			x.cands = append(x.cands, c)
		}
		from = end
	}
}

// userInfo finds the password of the authority at d[at:to], or its user where
// there is no password, and where the URL ends.
func userInfo(d []byte, at, to int) (start, end, urlEnd int, ok bool) {
	colon, i := -1, at
	brace := 0
	for ; i < to && i-at < 512; i++ {
		c := d[i]
		switch {
		case c == '{':
			brace++
		case c == '}' && brace > 0:
			brace--
		case c == ':' && colon < 0 && brace == 0:
			colon = i
		case c == '@' && brace == 0:
			ok = true
		case c <= ' ' || c == '"' || c == '`' || c == '<' || c == '>' && brace == 0 || c == '\\',
			c == '\'' && colon < 0, c == '/' && brace == 0, (c == '?' || c == '#') && colon < 0:
			return 0, 0, 0, false
		}
		if ok {
			break
		}
	}
	if !ok {
		return 0, 0, 0, false
	}
	// The last @ in front of the host's end counts: passwords hold @ too.
	last := i
	for j := i + 1; j < to && j-at < 512; j++ {
		c := d[j]
		if c == '@' {
			last = j
		}
		if c <= ' ' || c == '"' || c == '\'' || c == '`' || c == '<' || c == '>' || c == '/' || c == '\\' || c == ',' || c == '?' {
			break
		}
	}
	start, end = at, last
	if colon >= 0 {
		start = colon + 1
	}
	urlEnd = last
	for urlEnd < to && d[urlEnd] > ' ' && bytes.IndexByte([]byte("\"'`<>\\"), d[urlEnd]) < 0 {
		urlEnd++
	}
	return start, end, urlEnd, start < end
}
