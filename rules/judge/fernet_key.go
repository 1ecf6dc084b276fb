package judge

import (
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"strings"

	"github.com/envguard/envguard/rules/alphabet"
)

// A FernetFault says what is wrong with a value that is read as a Fernet key.
// It never holds a part of the value.
type FernetFault struct {
	// Reason describes the form: "has no padding", "is hexadecimal".
	Reason string
	// Python is the error that Python's cryptography raises, or "" if it takes
	// the value all the same.
	Python string
	// Repaired is the same key in the one form that all readers take, or "" if
	// the value holds no key.
	Repaired string
}

// FernetKeyFault checks a value that is read as a Fernet key. It reports false
// for a key that all implementations take.
func FernetKeyFault(value string) (FernetFault, bool) {
	if IsFernetKey([]byte(value)) {
		return FernetFault{}, false
	}
	key, python := pythonBase64(value)
	if python == "" && len(key) != fernetKeySize {
		python = "ValueError: Fernet key must be 32 url-safe base64-encoded bytes."
	}
	f := FernetFault{Python: python}
	f.Reason, f.Repaired = fernetForm(value)
	if python == "" {
		// What Python reads is the key that data was encrypted with.
		f.Repaired = base64.URLEncoding.EncodeToString(key)
	}
	return f, true
}

const fernetKeySize = 32

// pythonBase64 follows base64.urlsafe_b64decode of Python: characters that are
// not of the alphabet are skipped, and nothing is read behind the padding. The
// second result is the exception.
func pythonBase64(s string) (decoded []byte, exception string) {
	var bits, n uint32 // of the group of four that is being read
	pads := 0
	for i := range len(s) {
		if s[i] >= 0x80 {
			return nil, "ValueError: string argument should contain only ASCII characters"
		}
	}
	for i := range len(s) {
		c := s[i]
		if c == '=' {
			if pads++; n >= 2 && int(n)+pads >= 4 {
				n = 0
				break
			}
			continue
		}
		v := base64Value(c)
		if v < 0 {
			continue
		}
		pads = 0
		bits = bits<<6 | uint32(v)
		switch n++; n {
		case 2:
			decoded = append(decoded, byte(bits>>4))
		case 3:
			decoded = append(decoded, byte(bits>>2))
		case 4:
			decoded = append(decoded, byte(bits))
			n = 0
		}
	}
	switch n {
	case 0:
		return decoded, ""
	case 1:
		return nil, fmt.Sprintf("binascii.Error: Invalid base64-encoded string: number of data characters (%d) cannot be 1 more than a multiple of 4", len(decoded)/3*4+1)
	}
	return nil, "binascii.Error: Incorrect padding"
}

// base64Value returns the six bits of a character of either alphabet, or -1.
func base64Value(c byte) int {
	switch {
	case 'A' <= c && c <= 'Z':
		return int(c - 'A')
	case 'a' <= c && c <= 'z':
		return int(c-'a') + 26
	case '0' <= c && c <= '9':
		return int(c-'0') + 52
	case c == '+' || c == '-':
		return 62
	case c == '/' || c == '_':
		return 63
	}
	return -1
}

// fernetForm describes the form in which a value is written, and returns the key
// that it holds in the usual one.
func fernetForm(value string) (reason, repaired string) {
	inner := value
	note := func(s string) {
		if reason == "" {
			reason = s
		}
	}
	for {
		next := inner
		for _, newline := range [...]string{`\n`, `\r`} {
			next = strings.TrimSuffix(next, newline)
		}
		if next = strings.TrimSpace(next); next != inner {
			note("has a line break or blanks around it")
			inner = next
			continue
		}
		if body, ok := unquoted(strings.TrimPrefix(inner, "b")); ok && strings.HasPrefix(inner, "b") {
			note("is written as Python prints bytes, b'…'")
			inner = body
			continue
		}
		if body, ok := unquoted(inner); ok {
			note("has quotes in its value")
			inner = body
			continue
		}
		break
	}
	if joined := strings.Join(strings.Fields(inner), ""); joined != inner && len(joined) >= 43 && len(joined) <= 44 {
		note("is broken into several lines")
		inner = joined
	}
	if key, ok := rawKey(inner); ok {
		switch {
		case alphabet.AllHex([]byte(inner)):
			note("is hexadecimal, and not base64")
		case strings.ContainsAny(inner, "+/"):
			note("is in the standard base64 alphabet, with + or /")
		case !strings.HasSuffix(inner, "="):
			note("has no = at its end")
		}
		note("has bits behind its last byte")
		return reason, base64.URLEncoding.EncodeToString(key)
	}
	if wrapped, exception := pythonBase64(inner); exception == "" && IsFernetKey(wrapped) {
		note("is encoded in base64 twice")
		return reason, string(wrapped)
	}
	note(fmt.Sprintf("has %d characters that decode to no key of 32 bytes", len(inner)))
	return reason, ""
}

func unquoted(s string) (string, bool) {
	if n := len(s); n >= 2 && (s[0] == '\'' || s[0] == '"') && s[n-1] == s[0] {
		return s[1 : n-1], true
	}
	return "", false
}

// rawKey decodes the 32 bytes of a key in hexadecimal, or in base64 of either
// alphabet with its padding or without.
func rawKey(s string) ([]byte, bool) {
	if key, err := hex.DecodeString(s); err == nil && len(key) == fernetKeySize {
		return key, true
	}
	body := strings.TrimRight(s, "=")
	if len(body) != base64.RawURLEncoding.EncodedLen(fernetKeySize) || len(s)-len(body) > 2 {
		return nil, false
	}
	key, err := base64.RawURLEncoding.DecodeString(strings.NewReplacer("+", "-", "/", "_").Replace(body))
	return key, err == nil && len(key) == fernetKeySize
}
