package judge

import (
	"bytes"
	"encoding/base64"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// BehindScheme reports whether before ends with the name of an authorization
// scheme and what is between it and its credentials: blanks, or the end of
// a string and the begin of the next one.
func BehindScheme(before []byte, scheme string) bool {
	b := bytes.TrimRight(before, " \t\"'`+")
	if len(b) == len(before) || len(b) < len(scheme) || !strings.EqualFold(string(b[len(b)-len(scheme):]), scheme) {
		return false
	}
	if !bytes.ContainsAny(before[len(b):], " \t") {
		return false
	}
	b = b[:len(b)-len(scheme)]
	return len(b) == 0 || !alphabet.Alnum(b[len(b)-1]) && b[len(b)-1] != '_'
}

// DecodeLogin decodes base64, of either alphabet, padded or not, of user, a
// colon and password. Text with characters that no keyboard makes is none. One
// of both may be empty: tokens are sent as either.
func DecodeLogin(v []byte) (user, password []byte, ok bool) {
	v = bytes.TrimRight(v, "=")
	if len(v) < 8 || len(v) > 4096 {
		return nil, nil, false
	}
	enc := base64.RawStdEncoding
	if bytes.ContainsAny(v, "-_") {
		enc = base64.RawURLEncoding
	}
	raw := make([]byte, enc.DecodedLen(len(v)))
	n, err := enc.Decode(raw, v)
	if err != nil {
		return nil, nil, false
	}
	raw = bytes.TrimRight(raw[:n], "\r\n") // echo user:password | base64
	for rest := raw; len(rest) > 0; {
		r, size := utf8.DecodeRune(rest)
		if r == utf8.RuneError || !unicode.IsPrint(r) {
			return nil, nil, false
		}
		rest = rest[size:]
	}
	user, password, ok = bytes.Cut(raw, []byte(":"))
	switch {
	case !ok, len(user) == 0 && len(password) == 0:
		return nil, nil, false
	case len(user) == 0 && len(password) < rules.MinToken, len(password) == 0 && len(user) < rules.MinToken:
		return nil, nil, false
	}
	return user, password, true
}

// IsMask reports whether all of v, or all but a few characters of it, is
// blotted out.
func IsMask(v []byte) bool {
	for _, mask := range [...]string{"xxxx", "XXXX", "****", "....", "____", "----"} {
		if bytes.Contains(v, []byte(mask)) {
			return true
		}
	}
	return len(v) > 0 && len(bytes.Trim(v, "xX*.")) == 0
}
