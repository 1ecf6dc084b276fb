package scanner

import (
	"bytes"

	"github.com/envguard/envguard/rules/judge"
)

// operator reads the operator at item k and the name in front of it. next is
// the item behind it. The name is empty where nothing is assigned.
func (x *extractor) operator(k, base, depth int) (key string, op byte, next int) {
	d := x.file.Data
	a, b := k, k+1
	for a > base && k-a < 4 && x.items[a].Glued && x.items[a-1].Kind == punct && bytes.IndexByte([]byte(":=!<>~+|?&.^%*/-"), d[x.items[a-1].Start]) >= 0 {
		a--
	}
	for b < len(x.items) && x.items[b].Glued && x.items[b].Kind == punct && bytes.IndexByte([]byte("=:>~/"), d[x.items[b].Start]) >= 0 {
		b++
	}
	if b > k+1 && x.is(b-1, '/') && (depth > 0 || !x.syn.code) {
		b-- // the value begins with a slash, as base64 may
	}
	switch s := string(d[x.items[a].Start:x.items[b-1].End]); s {
	case "=", ":", ":=", "=>", "==", "===", "!=", "!==", "||=", "??=", "?=", "+=", "|=", "?:":
	default:
		return "", 0, b
	}
	op = d[x.items[k].Start]
	i := a - 1
	if i-6 >= base && x.is(i, ']') && x.is(i-2, ';') && x.is(i-4, '[') && x.is(i-5, ':') {
		return x.keyAt(i-6, base, op), op, b // key: [u8; 32] = …
	}
	// password[] = …, password[32] = …, env["PASSWORD"] = …
	for i-1 >= base && x.is(i, ']') {
		switch {
		case x.is(i-1, '['):
			i -= 2
		case i-2 >= base && x.is(i-2, '[') && (x.items[i-1].Kind == str || !isDigits(x.text(x.items[i-1]))):
			if x.items[i-1].Kind == str || i-3 < base {
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
