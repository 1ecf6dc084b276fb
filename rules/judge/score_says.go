package judge

import (
	"strings"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/random"
)

// What a name says of the value that it is given, for code that looks for a
// value's name and has to know when to stop.

// A Says is what a name says of its value.
type Says uint8

// What names say.
const (
	SaysNothing  Says = iota
	SaysPublic        // a digest, an id, a version: whatever is around it, the value is no secret
	SaysHarmless      // a property of something: a user, a path, a header's name
	SaysWeak          // often a secret: key, auth, session
	SaysSecret        // a secret: api_key, token, password
)

// NameSays returns what a name says of its value.
func NameSays(name string) Says {
	switch JudgeName(name) {
	case NameSecret, NamePassword:
		return SaysSecret
	case NameWeak:
		return SaysWeak
	case NameHarmless:
		if isPublicName(name, true) {
			return SaysPublic
		}
		return SaysHarmless
	case NameNeutral:
		if isPublicName(name, false) {
			return SaysPublic
		}
	}
	return SaysNothing
}

// isPublicName reports whether a name is that of a digest, an identifier or
// another value that everyone may see.
func isPublicName(name string, harmless bool) bool {
	var buf [12]string
	words := alphabet.SplitWords(name[max(0, len(name)-200):], buf[:0])
	if len(words) == 0 {
		return false
	}
	for _, w := range words {
		switch w {
		case "public", "pub", "pubkey", "publickey", "checksum", "checksums", "digest", "sha", "sha1", "sha224", "sha256", "sha384", "sha512", "md5", "commit", "integrity", "fingerprint", "thumbprint", "etag", "cache":
			return true
		}
	}
	switch trimDigits(words[len(words)-1]) {
	case "id", "ids", "uid", "uuid", "guid", "hash", "hashes", "crc", "rev", "ref", "revision", "version", "sum", "sums", "nonce", "cursor", "trace", "span", "build", "tag", "sri", "url", "uri", "urls", "path", "file", "filename", "class", "classname", "icon", "image", "img", "src", "href", "style", "address", "signature", "sig", "template", "component", "selector", "locale", "font", "asset", "uniq", "unique", "etags", "branch", "release", "chunk", "salt", "iv":
		return true
	case "key", "keys":
		return harmless
	}
	return false
}

// IsRandom reports whether all of v looks as if a generator made it.
func IsRandom(v []byte) bool {
	if len(v) < rules.MinToken || !MayBeRandom(v) || alphabet.UUID(v) {
		return false
	}
	bits, start, end := random.Stretch(v)
	return bits >= random.RandomEnough && (end-start)*4 >= min(len(v), random.MaxPriced)*3
}

// MayBeRandom reports whether the kinds of v's characters change as often as in
// what a generator makes. It is a cheap test that few words pass; see [IsRandom].
func MayBeRandom(v []byte) bool {
	kind := func(c byte) byte {
		switch {
		case c-'a' < 26:
			return 1
		case c-'A' < 26:
			return 2
		case c-'0' < 10:
			return 3
		}
		return 0
	}
	changes, digits, last := 0, 0, kind(v[0])
	for _, c := range v {
		k := kind(c)
		if k != last {
			changes++
		}
		if k == 3 {
			digits++
		}
		last = k
	}
	if digits == len(v) {
		return false
	}
	if digits < 2 {
		return changes*5 >= len(v)*2
	}
	return changes*5 >= len(v)
}

// SecretArgument reports whether a call's argument, counted from 0, is a key or
// a password by what is called.
func SecretArgument(call string, arg int) bool {
	c := rules.Candidate{Kind: rules.KindArgument, Call: call, Arg: arg}
	return IsKeyCall(&c) || isLoginCall(&c)
}

// IsTransparentName reports whether a name says nothing of its value but that it
// is one: value, default, content.
func IsTransparentName(name string) bool {
	var buf [12]string
	words := alphabet.SplitWords(name[max(0, len(name)-200):], buf[:0])
	if len(words) == 0 {
		return true
	}
	switch last := words[len(words)-1]; last {
	case "value", "values", "val", "default", "content", "contents", "data", "text", "string", "str", "item", "body", "result", "initform", "unset", "literal", "plaintext", "here", "fallback", "parameter", "argument", "arg", "input", "put", "do", "object", "encoded", "format", "utf8", "bytes", "encoding", "p", "param", "to", "from", "x", "v", "s", "f":
		return true
	case "signer":
		return strings.HasPrefix(name, "default")
	}
	return false
}
