package scanner

import (
	"bytes"
	"cmp"
	"strings"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/scanner/internal/lex"
)

// A frame is an open bracket and what it belongs to.
type frame struct {
	open  byte
	call  string // '(': what is called
	key   string // the name that is assigned to the whole bracket
	first string // '(': the first string argument
	many  string // '{': the plural name of what its members are: passwords, tokens
	arg   int
}

// maxNest bounds how deep strings are lexed inside strings.
const maxNest = 2

// pair turns x.items[base:] into candidates.
func (x *extractor) pair(start, end, depth int) { x.pairFrom(0, start, end, depth) }

func (x *extractor) pairFrom(base, start, end, depth int) {
	stack := &x.stacks[depth]
	sp := 0
	d := x.file.Data
	outer := x.depth
	x.depth = depth
	defer func() { x.depth = outer }()
	pendingKey, carried := "", false
	if depth == 0 {
		pendingKey, x.pending = x.pending, ""
		if carried = x.open.open != 0; carried {
			stack[0], sp, x.open = x.open, 1, frame{}
		}
		if pendingKey != "" && x.listItem(base, end, pendingKey) {
			return
		}
	}
	// last is the name that was assigned to most recently: what stands behind
	// "or" is another value for it.
	last, lastAt := "", 0
	for k := base; k < len(x.items); k++ {
		it := x.items[k]
		top := &x.noFrame // is not written to
		if sp > 0 {
			top = &stack[sp-1]
		}
		switch it.Kind {
		case str:
			if sp > 0 {
				x.encodedLogin(it, stack[:sp])
			}
			if x.buildField(k, base) {
				continue
			}
			key, call, arg, kind, op := pendingKey, "", 0, rules.KindString, byte(0)
			if flag := x.listedFlag(k, base); flag != "" {
				key = flag
			}
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
					} else if arg == 2 && call == "connect" && strings.HasPrefix(top.first, "dbi:") {
						key, kind, op = "password", kind|rules.KindAssigned, ',' // Perl
					} else if arg > 0 && call == "" && top.key != "" {
						if isLoginPair(top.key) {
							key += " password"
						}
					} else if arg > 0 && isName(top.first) {
						key, kind, op = top.first, kind|rules.KindAssigned, ','
					}
				}
			}
			if key == "" && last != "" && (x.isFallback(k, base) || isFallbackCall(call)) {
				key, kind, op = last, kind|rules.KindAssigned, '='
			}
			if key == "" && x.is(k-1, ',') {
				if key = x.tupleName(k, base, call); key != "" {
					kind, op = kind|rules.KindAssigned, ','
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
			if pendingKey != "" && sp == 0 && depth == 0 && k == base && x.syn.lines && bareLine(d[it.Start:end]) {
				x.add(rules.KindAssigned, it.Start, end, 0, pendingKey, "", 0, '=')
				return
			}
			k = x.word(k, base, start, end, depth)
		case punct:
			switch c := d[it.Start]; c {
			case '(', '[', '{':
				if c == '[' && x.is(k+1, ']') { // []byte("…")
					k++
					break
				}
				if name := cmp.Or(pendingKey, last); name != "" && c != '(' && x.numbers(it.End, name) {
					break
				}
				f := frame{open: c, key: pendingKey}
				if c == '(' && it.Glued && k > base && x.items[k-1].Kind == word {
					f.call = x.text(x.items[k-1])
				}
				pending := pendingKey
				pendingKey = ""
				if f.key == "" && sp > 0 && c != '{' {
					f.key = top.key
				}
				if c == '{' {
					f.key = ""
					if name := cmp.Or(pending, last); k > base && (x.is(k-1, ':') || x.is(k-1, '=') || x.is(k-1, '>')) && isPlural(name) {
						f.many = name
					}
					if k > base+2 && x.items[k-1].Kind == word && x.is(k-2, ']') && x.is(k-3, '[') {
						f.key = cmp.Or(pending, last) // []string{"…"}
					}
					if k > base && x.is(k-1, ')') && x.is(k+2, '}') {
						f.key = last // fetch("NAME") { "value" }
					}
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
				if sp <= lastAt {
					last = ""
				}
			case ';':
				pendingKey, last = "", ""
			case '>':
				x.element(k, base, end)
			case '=', ':':
				key, op, next := x.operator(k, base, depth)
				if key == "" {
					k = max(k, next-1)
					break
				}
				k = next - 1
				if next >= len(x.items) {
					if depth == 0 && !x.padding(k) {
						x.pending = key
						if x.syn.lines && op == ':' {
							x.names(key, start)
						}
					}
					break
				}
				key = x.inObject(x.nameOf(key, start))
				if k > base+3 && x.is(k-2, '=') && foldWord(d, x.items[k-3], "--from-literal") && !hasStem([]byte(key)) {
					key = "secret" // kubectl create secret generic name --from-literal=key=…
				}
				if top.many != "" && !hasStem([]byte(key)) && !isAside(key) {
					key = top.many
				}
				if sp > 0 && top.open == '(' && strings.EqualFold(key, "default") {
					// env("NAME", default="value")
					if key = top.key; isName(top.first) {
						key = top.first
					}
				}
				last, lastAt = key, sp
				k = x.assigned(next, base, start, end, depth, key, op, &pendingKey) - 1
			}
		}
	}
	if depth > 0 || sp == 0 {
		return
	}
	// An open bracket goes on with the next line.
	switch n := len(x.items); {
	case n > base && (x.is(n-1, '(') || x.is(n-1, '[')):
		if f := stack[sp-1]; f.key != "" || hasStem([]byte(f.call)) {
			x.open, x.carried = f, 0
		}
	case carried && sp == 1 && x.carried < maxCarried:
		x.open = stack[0]
		x.carried++
	}
}

// padding reports whether the equals sign at item k pads base64: every line of a
// go.sum ends in one, and gives nothing a value.
func (x *extractor) padding(k int) bool {
	d := x.file.Data
	end := x.items[k].End
	if d[end-1] != '=' || !x.items[k].Glued {
		return false
	}
	start := end
	for start > 0 && tokenChar[d[start-1]] {
		start--
	}
	if n := end - start; n < 24 || n%4 != 0 {
		return false
	}
	upper, lower, digit := false, false, false
	for _, c := range d[start:end] {
		upper = upper || c-'A' < 26
		lower = lower || c-'a' < 26
		digit = digit || c-'0' < 10
	}
	return upper && lower && digit
}

// maxCarried is how many lines of an open bracket are followed.
const maxCarried = 64

// isLoginPair accepts the names of (user, password) tuples.
func isLoginPair(key string) bool {
	switch strings.ToLower(key) {
	case "auth", "basic_auth", "basicauth", "http_auth", "httpauth", "credentials", "login":
		return true
	}
	return false
}

// tupleName returns the name that the string at item k is paired with by
// standing behind it, bare, in brackets of their own: {api_token, "…"} and
// {:api_token, "…"} of Erlang and Elixir, define(API_TOKEN, "…").
func (x *extractor) tupleName(k, base int, call string) string {
	if k-3 < base || x.items[k-2].Kind != word {
		return ""
	}
	i := k - 3
	if i > base && x.is(i, ':') && x.items[k-2].Glued {
		i--
	}
	if !x.is(i, '{') && !(x.is(i, '(') && strings.EqualFold(strings.TrimPrefix(call, "-"), "define")) {
		return ""
	}
	if name := x.text(x.items[k-2]); hasStem([]byte(name)) {
		return name
	}
	return ""
}

// listedFlag returns the flag that the string at item k is the value of in a
// list of a command's words: ["redis-server", "--requirepass", "…"].
func (x *extractor) listedFlag(k, base int) string {
	if k-2 < base || !x.is(k-1, ',') || x.items[k-2].Kind != str {
		return ""
	}
	flag := x.file.Data[x.items[k-2].Start:x.items[k-2].End]
	if len(flag) > 5 && len(flag) < 40 && flag[0] == '-' && flag[1] == '-' && isName(string(flag)) && hasStem(flag) {
		return string(flag)
	}
	return ""
}

// hasFlag reports whether a string is a command with a flag that is named like a
// secret.
func hasFlag(b []byte) bool {
	i := bytes.Index(b, []byte(" --"))
	return i > 0 && hasStem(b[i:])
}

// isFallback reports whether the string at item k is what an expression gives
// when its first part is empty.
func (x *extractor) isFallback(k, base int) bool {
	if k-2 < base {
		return false
	}
	return x.is(k-1, '|') && x.is(k-2, '|') || x.is(k-1, '?') && x.is(k-2, '?') || x.is(k-1, ':') && x.is(k-2, '?') ||
		x.items[k-1].Kind == word && foldEqualAny(x.file.Data[x.items[k-1].Start:x.items[k-1].End], "or", "else", "default")
}

// isFallbackCall accepts the methods that give a value that is not there
// another one.
func isFallbackCall(call string) bool {
	switch call[strings.LastIndexByte(call, '.')+1:] {
	case "unwrap_or", "unwrap_or_else", "orElse", "getOrElse", "orDefault", "or":
		return true
	}
	return false
}

// listItem handles an item of a YAML list under the name that is pending.
func (x *extractor) listItem(base, end int, key string) bool {
	if !x.syn.lines || len(x.items) < base+2 || !foldWord(x.file.Data, x.items[base], "-") || x.items[base+1].Glued {
		return false
	}
	it := x.items[base+1]
	switch {
	case it.Kind == str && len(x.items) == base+2:
		x.value(rules.KindAssigned|rules.KindString, it, key, "", 0, '=', 0)
	case it.Kind == word && bareLine(x.file.Data[it.Start:end]):
		x.add(rules.KindAssigned, it.Start, end, 0, key, "", 0, '=')
	default:
		return false
	}
	x.pending = key
	return true
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

// assigned handles what stands behind an operator and returns the item at
// which the walk goes on.
func (x *extractor) assigned(v, base, start, end, depth int, key string, op byte, pending *string) int {
	d := x.file.Data
	it := x.items[v]
	if it.Kind == word && v+1 < len(x.items) && x.items[v+1].Kind == str && x.items[v+1].Glued && it.End-it.Start <= 2 &&
		(lex.IsStringPrefix(d, it.Start, it.End) || d[it.End-1] == '@' || d[it.End-1] == '$') {
		v++
		it = x.items[v]
	}
	if it.Kind == word && x.syn.code && v+1 < len(x.items) && x.items[v+1].Kind == word && foldEqualAny(d[it.Start:it.End], "new", "await") {
		v++
		it = x.items[v]
	}
	if it.Kind == word && v+1 < len(x.items) && x.items[v+1].Kind == str && foldWord(d, it, "convertto-securestring") {
		return v
	}
	if len(key) <= 5 && (strings.EqualFold(key, "name") || strings.EqualFold(key, "key") || strings.EqualFold(key, "id") || strings.EqualFold(key, "@name")) {
		if it.Kind != punct && it.End-it.Start < 128 {
			x.prev, x.naming = nameValue{strings.ToLower(key), x.text(it), start}, true
		}
	}
	switch it.Kind {
	case str:
		switch {
		case key == "npmAuthIdent" && x.loginFlag(it, it.End, key): // of Yarn: name:password
			return v + 1
		case key == "type" && string(d[it.Start:it.End]) == "random_password":
			x.generated = generatedReach
		case key == "result" && x.generated > 0:
			key, x.upward = "password", true
		}
		x.value(rules.KindAssigned|rules.KindString, it, key, "", 0, op, depth)
		return v + 1
	case word:
		if v+1 < len(x.items) && x.items[v+1].Glued && x.is(v+1, '(') {
			*pending = key // a call: its strings belong to the name
			return v
		}
	case punct:
		switch c := d[it.Start]; c {
		case '(', '[':
			*pending = key
			return v
		case '{':
			x.names(key, start)
			if x.syn.code || depth == 0 && !bytes.HasPrefix(d[it.Start:end], []byte("{{")) {
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
	from, word := it.Start, it.End
	if f := skipScheme(d, from, end); f > from {
		from, word = f, max(word, f)
	}
	to := x.bareEnd(from, word, end, v, base, depth)
	if from < to && to-from < maxBare {
		x.add(rules.KindAssigned, from, to, 0, key, "", 0, op)
	}
	for v < len(x.items) && x.items[v].Start < it.End {
		v++
	}
	return v
}

// maxBare bounds values without quotes. A secret is shorter, and a line of
// many megabytes must not be read again for each of its names.
const maxBare = 1024

// bareEnd returns where a value without quotes ends.
func (x *extractor) bareEnd(from, wordEnd, end, v, base, depth int) int {
	d := x.file.Data
	if x.syn.code && depth == 0 {
		return wordEnd
	}
	if end > from+maxBare {
		end = from + maxBare
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
	query := inQuery(d, from)
	i := from
	for i < end {
		c := d[i]
		if c <= ' ' || c == '"' || c == '\'' || c == '`' || c == ';' || c == ',' && depth > 0 || c == '<' || c == '>' ||
			depth > 0 && (c == '&' || c == '\\') {
			break
		}
		if c == '&' && query && i > from && i+1 < end && isAlnum(d[i+1]) && bytes.IndexByte(d[i:end], '=') > 0 {
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

// inQuery reports whether the name in front of the value at from is one of a
// URL's query or of a form: ?name=value&name=value.
func inQuery(d []byte, from int) bool {
	i := from - 1
	for ; i > 0 && from-i < 128 && (lex.IsWord(d[i-1]) || d[i-1] == '['); i-- {
	}
	return i > 0 && (d[i-1] == '?' || d[i-1] == '&' || d[i-1] == ';')
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
	s, e := it.Start, it.End
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
	object := beginsObject(d[s:e])
	if object { // its members are judged, not the whole
		x.add(rules.KindString, from, e, it.Quote, "", "", 0, 0)
	} else {
		x.add(kind, from, e, it.Quote, key, call, arg, op)
	}
	if e-s > len("jdbc:oracle:") && string(d[s:s+5]) == "jdbc:" {
		x.oracleURL(s, e)
	}
	if e-s > len("machine ") && d[s] == 'm' {
		x.netrcText(s, e)
	}
	if x.syn.notebook && depth == 0 {
		x.spoken(s, e)
	}
	if depth >= maxNest || e-s < 8 || bytes.IndexByte(d[s:e], '=') < 0 && bytes.IndexByte(d[s:e], ':') < 0 && !isStatement(d[s:e]) && !hasFlag(d[s:e]) {
		return
	}
	outer := x.outer
	if x.outer = ""; object && hasStem([]byte(key)) {
		x.outer = key
	}
	base := len(x.items)
	x.lex(s, e)
	x.pairFrom(base, s, e, depth+1)
	x.items = x.items[:base]
	x.outer = outer
}
