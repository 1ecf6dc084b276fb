package judge

import (
	"bytes"
	"encoding/base64"
	"strings"

	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/checksum"
	"github.com/envguard/envguard/rules/random"
)

// looksHashed reports whether s is the hash of a password in a form that says
// so: $2b$12$…, $argon2id$…, {SSHA}…, pbkdf2_sha256$….
func looksHashed(s string) bool {
	for _, p := range [...]string{"{CRYPT}", "{SSHA", "{SHA", "{MD5}", "{SMD5}", "{ARGON2}", "{bcrypt}", "pbkdf2_sha256$", "pbkdf2:sha", "sha1$", "md5$", "sha256$", "scrypt:", "bcrypt_sha256$", "argon2$", "argon2:", "SCRAM-SHA-"} {
		if strings.HasPrefix(s, p) {
			return true
		}
	}
	if len(s) == 41 && s[0] == '*' && alphabet.AllHex([]byte(s[1:])) || len(s) == 35 && strings.HasPrefix(s, "md5") && alphabet.AllHex([]byte(s[3:])) {
		return true // MySQL's and PostgreSQL's
	}
	if len(s) < 12 || s[0] != '$' {
		return false
	}
	i := strings.IndexByte(s[1:], '$')
	return i > 0 && i < 20 && isHashScheme(s[1:1+i])
}

// isHashScheme accepts the identifiers of modular crypt formats: 2b, 6, argon2id,
// pbkdf2-sha512.
func isHashScheme(s string) bool {
	switch s {
	case "1", "2", "2a", "2b", "2x", "2y", "3", "5", "6", "7", "8", "9", "P", "H", "S", "B", "Q", "y", "gy", "apr1", "md5", "ml", "sha1", "sm3", "sm3_yescrypt", "bcrypt", "scrypt", "rar5", "LEAN", "mysql", "racf", "krb5tgs", "krb5asrep", "DCC2", "office", "zip2", "pkzip2", "7z", "bitcoin", "ethereum", "keepass", "ansible":
		return true
	}
	for _, p := range [...]string{"argon2", "pbkdf2", "bcrypt-", "scrypt", "sha", "md5,", "md5-", "5$", "6$"} {
		if strings.HasPrefix(s, p) {
			return true
		}
	}
	return false
}

// mediaReason says that s is the beginning of data in base64.
func mediaReason(s string) string {
	switch {
	case strings.HasPrefix(s, "data:"):
		return "a data URL"
	case len(s) < 40:
		return ""
	}
	for _, m := range [...][2]string{
		{"AAEAAAA", "a font"},
		{"d09GR", "a font"},
		{"T1RUTw", "a font"},
		{"AGFzbQ", "WebAssembly"},
		{"iVBORw0KGgo", "an image"},
		{"/9j/4", "an image"},
		{"R0lGODlh", "an image"},
		{"UklGR", "media"},
		{"JVBERi0", "a PDF"},
		{"UEsDB", "an archive"},
		{"PHN2Zy", "an image"},
		{"PD94bWwg", "XML"},
		{"SUQz", "audio"},
	} {
		if strings.HasPrefix(s, m[0]) {
			return m[1]
		}
	}
	return ""
}

// judgeStructure recognizes values whose form says what they are.
func judgeStructure(key string, v []byte, off int) (Verdict, bool) {
	s := string(v)
	config := func(why string) (Verdict, bool) { return Verdict{Kind: Config, Reason: why}, true }
	switch {
	case mediaReason(s) != "":
		return config(mediaReason(s))
	case len(s) == 42 && strings.HasPrefix(s, "0x") && alphabet.AllHex(v[2:]):
		return config("an Ethereum address")
	case strings.HasPrefix(s, "-----BEGIN "):
		if why := PemReason(v); why != "" {
			return Verdict{Kind: FillIn, Reason: why}, true
		}
		return Verdict{Kind: Real, Score: 0.97, Reason: "a private key", Start: off, End: off + len(v)}, true
	case strings.HasPrefix(s, "eyJ"):
		if t, ok := ParseJWT(v); ok {
			if why, kind := t.Excuse(); why != "" {
				return Verdict{Kind: kind, Reason: why}, true
			}
			return Verdict{Kind: Real, Score: 0.9, Reason: "a signed token", Start: off, End: off + len(v)}, true
		}
		if i := bytes.IndexByte(v, '.'); i > 0 && !random.HasStretch(v[i:]) {
			return Verdict{Kind: FillIn, Reason: "filler behind a token's header"}, true
		}
		if isUnsignedJWT(v) {
			return Verdict{Kind: FillIn, Reason: "a token's header without a signature"}, true
		}
	case isPercentEscapes(v):
		return Verdict{Kind: FillIn, Reason: "bytes in URL encoding"}, true
	case isBarePrefix(s):
		return Verdict{Kind: FillIn, Reason: "a prefix with nothing behind it"}, true
	case strings.HasPrefix(s, "pk_live_"), strings.HasPrefix(s, "pk_test_"):
		return config("a publishable key")
	case isObjectList(v):
		return config("identifiers of objects, which let nobody in")
	case strings.HasSuffix(s, ".apps.googleusercontent.com"):
		return config("a client identifier, which is public")
	case strings.HasPrefix(s, "base64:"):
		if rest := v[7:]; len(rest) == 0 || bytes.Trim(rest, "A=") == nil || len(bytes.Trim(rest, "A=")) == 0 {
			return Verdict{Kind: FillIn, Reason: "a prefix with nothing or zeros behind it"}, true
		}
	case looksHashed(s):
		return Verdict{Kind: Real, Score: 0.5, Reason: "a password's hash, which can be attacked offline", Start: off, End: off + len(v)}, true
	case strings.Contains(s, "@sha256:"):
		return config("an image's digest")
	case strings.HasPrefix(s, "sha256:"), strings.HasPrefix(s, "sha512:"), strings.HasPrefix(s, "sha1:"), strings.HasPrefix(s, "md5:"),
		strings.HasPrefix(s, "sha256-"), strings.HasPrefix(s, "sha384-"), strings.HasPrefix(s, "sha512-"), strings.HasPrefix(s, "sha1-"), strings.HasPrefix(s, "h1:"):
		return config("a digest")
	case strings.HasPrefix(s, "ssh-rsa "), strings.HasPrefix(s, "ssh-ed25519 "), strings.HasPrefix(s, "ecdsa-sha2-"), strings.HasPrefix(s, "ssh-dss "), strings.HasPrefix(s, "AAAAB3NzaC1"), strings.HasPrefix(s, "AAAAC3NzaC1"):
		return config("a public key")
	case strings.HasPrefix(s, "data:"):
		return config("data in a URL")
	case len(s) == 56 && checksum.NkeyPublic(v):
		return config("a public key of NATS or Stellar")
	case s[0] == 'M' && len(s) >= 40 && isPublicDER(v):
		return config("a public key or a certificate")
	}
	if strings.Contains(alphabet.ToLower(key), "fernet") && alphabet.All(v, alphabet.URLSafe) && len(v) > 16 && !IsFernetKey(v) {
		return Verdict{Kind: FillIn, Reason: "no Fernet key: it does not decode to 32 bytes"}, true
	}
	if u, ok := SplitURL(v); ok {
		return judgeURL(key, u, off, v)
	}
	return judgeSettings(v, off)
}

// isBarePrefix accepts what a provider's tokens begin with, alone: whsec_, sk-.
func isBarePrefix(s string) bool {
	n := len(s) - 1
	return n >= 2 && n <= 10 && (s[n] == '_' || s[n] == '-') && strings.Trim(s[:n], "abcdefghijklmnopqrstuvwxyz_") == ""
}

// isPublicDER reports whether v is base64 of a DER sequence that begins as a
// public key or a certificate does, with another sequence or a long integer,
// and not, as private keys do, with a version number.
func isPublicDER(v []byte) bool {
	if !alphabet.All(v, alphabet.StdBase64) {
		return false
	}
	v = bytes.TrimRight(v[:min(len(v), 64)], "=")
	raw, err := base64.RawStdEncoding.DecodeString(string(v[:len(v)/4*4]))
	if err != nil || raw[0] != 0x30 {
		return false
	}
	_, rest, ok := DerLength(raw)
	return ok && len(rest) > 2 && (rest[0] == 0x30 || rest[0] == 0x02 && rest[1] > 1)
}
