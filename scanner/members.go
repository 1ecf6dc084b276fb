package scanner

import (
	"bytes"
	"strings"

	"github.com/envguard/envguard/rules"
)

// Where a value's own name says nothing, such as "value", or names the sender of
// a token, the name of the object around it counts.

// names notes that the members below belong to a secret: "adminPassword":
// {"value": "…"}, and the same in YAML.
func (x *extractor) names(key string, start int) {
	if x.depth == 0 && hasStem([]byte(key)) {
		x.prev, x.naming = nameValue{"object", key, start}, true
	}
}

// nameOf replaces the key "value" by what the name next to it says:
// `- name: PASSWORD` and `value: …`, <add key="…" value="…"/>.
func (x *extractor) nameOf(key string, start int) string {
	name := strings.TrimLeft(key, "-")
	if len(name) > len("defaultvalue") {
		return key
	}
	switch strings.ToLower(name) {
	case "value", "defaultvalue", "default", "stringvalue", "val":
		if x.above(start) {
			return x.prev.value
		}
	}
	return key
}

// above reports whether the last name is close enough above an offset to be
// of a value there.
func (x *extractor) above(at int) bool {
	if x.prev.value == "" || x.prev.line < x.began {
		x.upward = true
	}
	return x.prev.value != "" && at-x.prev.line < 400
}

// beginsObject reports whether a string begins as an object of JSON does, with
// its quotes escaped or not.
func beginsObject(v []byte) bool {
	if v[0] != '{' {
		return false
	}
	v = bytes.TrimLeft(v[1:min(len(v), 16)], " \t\\")
	return len(v) > 0 && (v[0] == '"' || v[0] == '\'')
}

// inObject returns the name of a member of an object that is written into a
// string: {"name": "root", "sig": "…"} under a token's name is that token, but
// for its members that say whose it is.
func (x *extractor) inObject(key string) string {
	if x.outer == "" || hasStem([]byte(key)) {
		return key
	}
	if isAside(key) || isKeyPart(key) {
		return key
	}
	return x.outer
}

// isPlural accepts the names of maps whose members are all secrets.
func isPlural(name string) bool {
	lower := strings.ToLower(name)
	for _, s := range [...]string{"credentials", "passwords", "tokens", "secrets"} {
		if strings.HasSuffix(lower, s) {
			return true
		}
	}
	return false
}

// isAside accepts the names of members that describe a secret: its owner, its
// kind, its date.
func isAside(key string) bool {
	if strings.Contains(key, "@") {
		return false // an address, whose domain may end in any of these
	}
	lower := strings.ToLower(key)
	for _, s := range [...]string{"id", "name", "user", "email", "type", "url", "uri", "time", "date", "at", "version", "host", "path", "alg", "typ", "hash", "digest", "kid", "in", "exp", "iat", "scope", "role", "status", "code", "message"} {
		if strings.HasSuffix(lower, s) {
			return true
		}
	}
	return false
}

// isKeyPart accepts the names of a JSON web key's parts (RFC 7518). Most of them
// are public.
func isKeyPart(key string) bool {
	switch key {
	case "n", "e", "d", "p", "q", "dp", "dq", "qi", "x", "y", "k", "kty", "crv":
		return true
	}
	return false
}

// element adds the text of an XML element: item k is the '>' of its start tag.
func (x *extractor) element(k, base, end int) {
	d := x.file.Data
	from := x.items[k].End
	if k > base && x.is(k-1, '/') || k > base && (x.is(k-1, '=') || x.is(k-1, '-')) {
		return
	}
	i := k - 1
	for n := 0; i > base && n < 24 && !x.is(i, '<'); n++ {
		i--
	}
	if i < base || !x.is(i, '<') || i+1 >= k || x.items[i+1].Kind != word || !x.items[i+1].Glued {
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
	tag := i + 1
	if i+3 < k && x.is(i+2, ':') && x.items[i+3].Kind == word && x.items[i+3].Glued {
		tag = i + 3 // behind the prefix of a namespace
	}
	key := x.text(x.items[tag])
	if name := x.attribute(i+2, k); name != "" && !hasStem([]byte(key)) {
		key = name // <entry key="db.password">
	}
	switch lower := strings.ToLower(key); lower {
	case "value", "string":
		if x.above(x.items[k].Start) {
			key = x.prev.value
		}
	case "key", "name":
		x.prev, x.naming = nameValue{lower, string(d[from:to]), x.items[k].Start}, true
	}
	if from < to {
		x.add(rules.KindAssigned, from, to, 0, key, "", 0, '>')
	} else {
		x.names(key, x.items[k].Start) // <AdministratorPassword><Value>…
	}
}

// attribute returns the value of the attribute key or name among the items.
func (x *extractor) attribute(from, to int) string {
	for k := from; k+2 < to; k++ {
		if x.items[k].Kind == word && x.is(k+1, '=') && x.items[k+2].Kind == str && x.items[k+2].End-x.items[k+2].Start < 128 &&
			foldEqualAny(x.file.Data[x.items[k].Start:x.items[k].End], "key", "name") {
			return x.text(x.items[k+2])
		}
	}
	return ""
}
