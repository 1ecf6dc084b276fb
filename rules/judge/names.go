package judge

import (
	"bytes"
	"strings"

	"github.com/envguard/envguard/rules/alphabet"
	"github.com/fernet/fernet-go"
)

// IsFernetKey reports whether v is 32 bytes in padded, URL-safe base64.
func IsFernetKey(v []byte) bool {
	if len(v) != 44 || v[43] != '=' || !alphabet.All(v[:43], alphabet.URLSafe) || bytes.IndexByte(v[:43], '=') >= 0 {
		return false
	}
	// 43 characters hold 258 bits: the last two are zero in what generate_key
	// makes. DecodeKey alone would take hex, standard base64 and line breaks too.
	if strings.IndexByte("AEIMQUYcgkosw048", v[42]) < 0 {
		return false
	}
	_, err := fernet.DecodeKey(string(v))
	return err == nil
}

// LastWord returns what follows the last dot, colon or arrow of a call.
func LastWord(call string) string {
	if i := strings.LastIndexAny(call, ".:> "); i >= 0 {
		return call[i+1:]
	}
	return call
}

// SecretName reports whether a setting's name says that its value is a secret
// or a password: API_KEY, clientSecret, DB_PASSWORD.
func SecretName(key string) bool {
	n := JudgeName(key)
	return n == NameSecret || n == NamePassword
}

// MaybeSecretName reports whether a setting's name says that its value may be a
// secret; it includes what [SecretName] is sure of.
func MaybeSecretName(key string) bool { return JudgeName(key) >= NameWeak }
