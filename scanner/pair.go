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
	many  string // '{': a plural name for its members: passwords, tokens
	arg   int
}

// maxNest bounds how deep strings are lexed inside strings.
const maxNest = 2

// A pairing walks the tokens of a line, or of a string in it, and adds the values
// with the names they belong to.
type pairing struct {
	*extractor
	base       int     // the first token
	start, end int     // the text
	level      int     // how many strings it is inside
	stack      []frame // open brackets; further ones are not followed
	pending    string  // the name whose value comes next
	last       string  // the name that was assigned to most recently: "or" gives it another value
	lastAt     int     // how many brackets were open then
}

// pair turns x.items into candidates.
func (x *extractor) pair(start, end, depth int) { x.pairFrom(0, start, end, depth) }

// pairFrom turns x.items[base:] into candidates.
func (x *extractor) pairFrom(base, start, end, depth int) {
	outer := x.depth
	x.depth = depth
	defer func() { x.depth = outer }()
	p := pairing{extractor: x, base: base, start: start, end: end, level: depth, stack: x.stacks[depth][:0]}
	carried := false
	if depth == 0 {
		p.pending, x.pending = x.pending, ""
		if carried = x.open.open != 0; carried {
			p.stack, x.open = append(p.stack, x.open), frame{}
		}
		if p.pending != "" && x.listItem(base, end, p.pending) {
			return
		}
	}
	for k := base; k < len(x.items); k++ {
		switch it := x.items[k]; it.Kind {
		case str:
			p.str(k)
		case word:
			if p.pending != "" && len(p.stack) == 0 && depth == 0 && k == base && x.syn.lines && bareLine(x.file.Data[it.Start:end]) && !nextSetting(x.file.Data, it.Start, end) {
				x.add(rules.KindAssigned, it.Start, end, 0, p.pending, "", 0, '=')
				return
			}
			k = x.word(k, base, start, end, depth)
		case punct:
			k = p.sign(k)
		}
	}
	if depth == 0 && len(p.stack) > 0 {
		p.carry(carried)
	}
}

// carry keeps a bracket that goes on with the next line. carried is whether it came
// from the line before.
func (p *pairing) carry(carried bool) {
	x := p.extractor
	switch n := len(x.items); {
	case n > p.base && (x.is(n-1, '(') || x.is(n-1, '[')):
		if f := p.stack[len(p.stack)-1]; f.key != "" || hasStem([]byte(f.call)) {
			x.open, x.carried = f, 0
		}
	case carried && len(p.stack) == 1 && x.carried < maxCarried:
		x.open = p.stack[0]
		x.carried++
	}
}

// top returns the innermost open bracket, or nil.
func (p *pairing) top() *frame {
	if len(p.stack) == 0 {
		return nil
	}
	return &p.stack[len(p.stack)-1]
}

// An attribution is what a string belongs to.
type attribution struct {
	key, call string
	arg       int
	kind      rules.Kind
	op        byte
}

// name gives the string a name, by an operator.
func (b *attribution) name(key string, op byte) {
	b.key, b.op = key, op
	b.kind |= rules.KindAssigned
}

// str adds the string at item k.
func (p *pairing) str(k int) {
	x := p.extractor
	it := x.items[k]
	if len(p.stack) > 0 {
		x.encodedLogin(it, p.stack)
	}
	if x.buildField(k, p.base) {
		return
	}
	b := attribution{kind: rules.KindString}
	if key := cmp.Or(x.listedFlag(k, p.base), p.pending); key != "" {
		b.name(key, '=')
	} else if top := p.top(); top != nil {
		p.inBracket(&b, top, it)
	}
	if b.key == "" && p.last != "" && (x.isFallback(k, p.base) || isFallbackCall(b.call)) {
		b.name(p.last, '=')
	}
	if b.key == "" && x.is(k-1, ',') {
		if key := x.tupleName(k, p.base, b.call); key != "" {
			b.name(key, ',')
		}
	}
	if b.key == "" && x.is(k+1, ':') {
		return // the key of an object's member
	}
	x.value(b.kind, it, b.key, b.call, b.arg, b.op, p.level)
	if len(p.stack) == 0 {
		p.pending = ""
	}
}

// inBracket names a string by the bracket it is in.
func (p *pairing) inBracket(b *attribution, top *frame, it item) {
	if top.key != "" {
		b.name(top.key, '=')
	}
	if top.open != '(' {
		return
	}
	b.call, b.arg = top.call, top.arg
	if b.call != "" {
		b.kind |= rules.KindArgument
	}
	switch {
	case b.arg == 0 && top.first == "":
		top.first = p.text(it)
	case b.arg == 2 && b.call == "connect" && strings.HasPrefix(top.first, "dbi:"): // Perl
		b.name("password", ',')
	case b.arg > 0 && b.call == "" && top.key != "":
		if isLoginPair(top.key) {
			b.key += " password"
		}
	case b.arg > 0 && isName(top.first):
		b.name(top.first, ',')
	}
}

// sign handles the punctuation at item k and returns the item that was used last.
func (p *pairing) sign(k int) int {
	x := p.extractor
	switch c := x.file.Data[x.items[k].Start]; c {
	case '(', '[', '{':
		return p.opens(k, c)
	case ')', ']', '}':
		if len(p.stack) > 0 {
			p.stack = p.stack[:len(p.stack)-1]
		}
		if len(p.stack) == 0 {
			p.pending = ""
		}
	case ',':
		if top := p.top(); top != nil {
			top.arg++
		} else {
			p.pending = ""
		}
		if len(p.stack) <= p.lastAt {
			p.last = ""
		}
	case ';':
		p.pending, p.last = "", ""
	case '>':
		x.element(k, p.base, p.end)
	case '=', ':':
		return p.assigns(k)
	}
	return k
}

// listName returns the name of a list: the one before it, or a call that it is an
// argument of: Keypair.fromSecretKey(Uint8Array.from([…])).
func (p *pairing) listName(name string) string {
	for i := len(p.stack) - 1; i >= 0 && p.stack[i].open == '(' && !hasStem([]byte(name)); i-- {
		name = p.stack[i].call
	}
	return name
}

// opens handles an opening bracket.
func (p *pairing) opens(k int, c byte) int {
	x, base := p.extractor, p.base
	it := x.items[k]
	if c == '[' && x.is(k+1, ']') { // []byte("…")
		return k + 1
	}
	name := cmp.Or(p.pending, p.last)
	if c != '(' && x.numbers(it.End, p.listName(name)) {
		return k
	}
	f := frame{open: c, key: p.pending}
	p.pending = ""
	if top := p.top(); f.key == "" && top != nil {
		f.key = top.key
	}
	switch {
	case c == '(' && it.Glued && k > base && x.items[k-1].Kind == word:
		f.call = x.text(x.items[k-1])
	case c == '{':
		p.brace(&f, k, name)
	}
	if len(p.stack) < cap(p.stack) {
		p.stack = append(p.stack, f)
	}
	return k
}

// brace names what is in the brace at item k.
func (p *pairing) brace(f *frame, k int, name string) {
	x, base := p.extractor, p.base
	f.key = ""
	if k > base && (x.is(k-1, ':') || x.is(k-1, '=') || x.is(k-1, '>')) && isPlural(name) {
		f.many = name
	}
	if k > base+2 && x.items[k-1].Kind == word && x.is(k-2, ']') && x.is(k-3, '[') {
		f.key = name // []string{"…"}
	}
	if k > base && x.is(k-1, ')') && x.is(k+2, '}') {
		f.key = p.last // fetch("NAME") { "value" }
	}
}

// assigns handles an equals sign or a colon.
func (p *pairing) assigns(k int) int {
	x, base, top := p.extractor, p.base, p.top()
	key, op, next := x.operator(k, base, p.level)
	if key == "" {
		return max(k, next-1)
	}
	k = next - 1
	if next >= len(x.items) {
		if p.level == 0 && !x.padding(k) {
			x.pending = key
			if x.syn.lines && op == ':' {
				x.names(key, p.start)
			}
		}
		return k
	}
	key = x.inObject(x.nameOf(key, p.start))
	if k > base+3 && x.is(k-2, '=') && foldWord(x.file.Data, x.items[k-3], "--from-literal") && !hasStem([]byte(key)) {
		key = "secret" // kubectl create secret generic name --from-literal=key=…
	}
	if top != nil {
		if top.many != "" && !hasStem([]byte(key)) && !isAside(key) {
			key = top.many
		}
		if top.open == '(' && strings.EqualFold(key, "default") {
			// env("NAME", default="value")
			if key = top.key; isName(top.first) {
				key = top.first
			}
		}
	}
	p.last, p.lastAt = key, len(p.stack)
	return p.assigned(next, key, op) - 1
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
// being after it, bare, in brackets of their own: {api_token, "…"} and
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

// nextSetting reports whether the line at start is a setting of its own, and not the
// value of the one above, which is empty: name=value, indented no deeper.
func nextSetting(d []byte, start, end int) bool {
	i := bytes.IndexAny(d[start:end], "=:")
	if i <= 0 || len(bytes.TrimLeft(d[start+i:end], "=:")) == 0 {
		return false
	}
	for _, c := range d[start : start+i] {
		if !isAlnum(c) && c != '_' && c != '.' && c != '-' {
			return false
		}
	}
	line := bytes.LastIndexByte(d[:start], '\n') + 1
	above := d[bytes.LastIndexByte(d[:max(line-1, 0)], '\n')+1 : line]
	return start-line <= len(above)-len(bytes.TrimLeft(above, " \t"))
}

// assigned handles what follows an operator and returns the item at which the walk
// goes on.
func (p *pairing) assigned(v int, key string, op byte) int {
	x := p.extractor
	d := x.file.Data
	v = x.skipPrefix(v)
	it := x.items[v]
	if to := x.rawEnd(it, key, v, p.base, p.end, p.level); to > it.Start {
		x.add(rules.KindAssigned, it.Start, to, 0, key, "", 0, op)
		return len(x.items)
	}
	if it.Kind == word && v+1 < len(x.items) && x.items[v+1].Kind == str && foldWord(d, it, "convertto-securestring") {
		return v
	}
	if it.Kind != punct && it.End-it.Start < 128 && namesOther(key) {
		x.prev, x.naming = nameValue{strings.ToLower(key), x.text(it), p.start}, true
	}
	switch it.Kind {
	case str:
		p.assignedString(it, key, op)
		return v + 1
	case word:
		if v+1 < len(x.items) && x.items[v+1].Glued && x.is(v+1, '(') {
			p.pending = key // a call: its strings belong to the name
			return v
		}
	case punct:
		if next, done := p.assignedSign(v, key); done {
			return next
		}
	}
	from, word := it.Start, it.End
	if f := skipScheme(d, from, p.end); f > from {
		from, word = f, max(word, f)
	}
	if to := x.bareEnd(from, word, p.end, v, p.base, p.level); from < to && to-from < maxBare {
		x.add(rules.KindAssigned, from, to, 0, key, "", 0, op)
	}
	for v < len(x.items) && x.items[v].Start < it.End {
		v++
	}
	return v
}

// skipPrefix returns the item behind a string's prefix, or behind new and await.
func (x *extractor) skipPrefix(v int) int {
	d := x.file.Data
	it := x.items[v]
	if it.Kind == word && v+1 < len(x.items) && x.items[v+1].Kind == str && x.items[v+1].Glued && it.End-it.Start <= 2 &&
		(lex.IsStringPrefix(d, it.Start, it.End) || d[it.End-1] == '@' || d[it.End-1] == '$') {
		v++
		it = x.items[v]
	}
	if it.Kind == word && x.syn.code && v+1 < len(x.items) && x.items[v+1].Kind == word && foldEqualAny(d[it.Start:it.End], "new", "await") {
		v++
	}
	return v
}

// namesOther reports whether the value of a setting is the name of another one:
// - name: X, value: Y.
func namesOther(key string) bool {
	return len(key) <= 5 && (strings.EqualFold(key, "name") || strings.EqualFold(key, "key") || strings.EqualFold(key, "id") || strings.EqualFold(key, "@name"))
}

// assignedString adds a string that is assigned to key.
func (p *pairing) assignedString(it item, key string, op byte) {
	x := p.extractor
	text := x.file.Data[it.Start:it.End]
	switch {
	case key == "npmAuthIdent" && x.loginFlag(it, it.End, key): // of Yarn: name:password
		return
	case key == "type" && string(text) == "random_password":
		x.generated = generatedReach
	case key == "result" && x.generated > 0:
		key, x.upward = "password", true
	}
	x.value(rules.KindAssigned|rules.KindString, it, key, "", 0, op, p.level)
}

// assignedSign handles punctuation behind an operator. It reports whether no bare
// value begins there, and returns the item at which the walk goes on then.
func (p *pairing) assignedSign(v int, key string) (next int, done bool) {
	x := p.extractor
	it := x.items[v]
	switch c := x.file.Data[it.Start]; c {
	case '(', '[':
		p.pending = key
		return v, true
	case '{':
		x.names(key, p.start)
		if x.syn.code || p.level == 0 && !bytes.HasPrefix(x.file.Data[it.Start:p.end], []byte("{{")) {
			return v, true
		}
	case '|', '>':
		if x.syn.lines && p.level == 0 && v+2 >= len(x.items) { // a YAML block
			x.pending = key
			return len(x.items), true
		}
	case '\\':
		if v+1 == len(x.items) && p.level == 0 {
			x.pending = key
			return v + 1, true
		}
	case '"', '\'', '`', ')', ']', '}', ',', ';':
		return v, true
	}
	return v, x.syn.code && p.level == 0
}
