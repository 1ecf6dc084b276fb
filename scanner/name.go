package scanner

import (
	"strings"

	"github.com/envguard/envguard/rules/judge"
)

// operator reads the operator at item k and the name in front of it. next is
// the item after it. The name is empty where nothing is assigned.
func (x *extractor) operator(k, base, depth int) (key string, op byte, next int) {
	d := x.file.Data
	a, b := k, k+1
	for a > base && k-a < 4 && x.items[a].Glued && x.isOneOf(a-1, ":=!<>~+|?&.^%*/-") {
		a--
	}
	for b < len(x.items) && x.items[b].Glued && x.isOneOf(b, "=:>~/") && !(x.syn.raw && depth == 0) {
		b++
	}
	if b > k+1 && x.is(b-1, '/') && (depth > 0 || !x.syn.code) {
		b-- // the value begins with a slash, as base64 may
	}
	if !isOperator(d[x.items[a].Start:x.items[b-1].End]) {
		return "", 0, b
	}
	op = d[x.items[k].Start]
	i, whole := x.skipIndex(a-1, base)
	if i < base {
		return "", op, b
	}
	if !whole {
		i = x.skipMarks(i, base)
	}
	return x.keyAt(i, base, op), op, b
}

// isOneOf reports whether item k is one of the characters.
func (x *extractor) isOneOf(k int, chars string) bool {
	return x.items[k].Kind == punct && strings.IndexByte(chars, x.file.Data[x.items[k].Start]) >= 0
}

// isOperator reports whether b gives a name a value, or compares the two.
func isOperator(b []byte) bool {
	switch string(b) {
	case "=", ":", ":=", "=>", "==", "===", "!=", "!==", "||=", "??=", "?=", "+=", "|=", "?:":
		return true
	}
	return false
}

// skipIndex returns the item at which the name ends that item i may index:
// password[] = …, password[32] = …, env["PASSWORD"] = …. It is -1 where there is no
// name. whole is whether the item is the name, with nothing more to skip.
func (x *extractor) skipIndex(i, base int) (name int, whole bool) {
	if i-6 >= base && x.is(i, ']') && x.is(i-2, ';') && x.is(i-4, '[') && x.is(i-5, ':') {
		return i - 6, true // key: [u8; 32] = …
	}
	for i-1 >= base && x.is(i, ']') {
		switch {
		case x.is(i-1, '['):
			i -= 2
		case i-2 < base || !x.is(i-2, '['):
			return -1, false
		case x.items[i-1].Kind != str && isDigits(x.text(x.items[i-1])):
			i -= 3
		case x.items[i-1].Kind == str || i-3 < base:
			return i - 1, true
		default:
			i-- // map[name]
		}
	}
	return i, false
}

// skipMarks returns the item at which a name ends in front of () and of the marks
// that languages put behind one.
func (x *extractor) skipMarks(i, base int) int {
	if i-2 >= base && x.is(i, ')') && x.is(i-1, '(') {
		i -= 2
	}
	for i > base && (x.is(i, '?') || x.is(i, '!') || x.is(i, '*')) {
		i--
	}
	return i
}

// keyAt returns the name that ends at item i; behind a type annotation that is
// the name in front of the colon.
func (x *extractor) keyAt(i, base int, op byte) string {
	if i < base {
		return ""
	}
	it := x.items[i]
	if it.Kind == str {
		if it.End-it.Start > 128 {
			return ""
		}
		return x.text(it)
	}
	if it.Kind != word {
		if op == '=' && x.is(i, ']') || x.is(i, '>') { // password: Optional[str] = …
			return x.annotated(i, base)
		}
		return ""
	}
	if op == '=' {
		if i-2 >= base && foldWord(x.file.Data, x.items[i-1], "as") && x.items[i-2].Kind == word {
			return x.text(x.items[i-2]) // ApiKey As String = …
		}
		if x.syn.code || !x.items[i+1].Glued { // web: NAME=value is no annotation
			if key := x.annotated(i, base); key != "" {
				return key
			}
		}
	}
	return x.phrase(i, base)
}

// phrase returns the word at item i, with the word in front of it in a text where
// both together are no secret's name: cache key.
func (x *extractor) phrase(i, base int) string {
	name := x.text(x.items[i])
	if x.syn.code || x.syn.lines || i <= base || x.items[i-1].Kind != word || judge.NameSays(name) != judge.SaysWeak {
		return name
	}
	switch both := x.text(x.items[i-1]) + "_" + name; judge.NameSays(both) {
	case judge.SaysPublic, judge.SaysHarmless:
		return both
	}
	return name
}

func (x *extractor) annotated(i, base int) string {
	for n := 0; i > base && n < 8; i, n = i-1, n+1 {
		it := x.items[i]
		switch {
		case it.Kind == str:
			return ""
		case x.is(i, ':'):
			j := i - 1
			if j > base && x.is(j, '?') {
				j--
			}
			if x.items[j].Kind == word && x.items[i].Glued {
				return x.text(x.items[j])
			}
			return ""
		case it.Kind == word, x.is(i, '['), x.is(i, ']'), x.is(i, '<'), x.is(i, '>'), x.is(i, '|'), x.is(i, '?'), x.is(i, '&'):
		default:
			return ""
		}
	}
	return ""
}
