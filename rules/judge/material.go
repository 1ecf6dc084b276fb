package judge

import (
	"bytes"
	"crypto/ecdh"
	"encoding/base64"
	"encoding/hex"
	"strings"
	"sync"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/checksum"
	"github.com/envguard/envguard/rules/fileclass"
	"github.com/envguard/envguard/rules/random"
)

// IsProductKey reports whether v is written as license keys are: four and more
// groups of four to six capitals and digits, XK4T-9QPM-….
func IsProductKey(v []byte) bool {
	groups, digits, letters := 0, 0, 0
	for group := range bytes.SplitSeq(v, []byte("-")) {
		if len(group) < 4 || len(group) > 6 || !alphabet.All(group, func(c byte) bool { return alphabet.Upper(c) || alphabet.Digit(c) }) {
			return false
		}
		groups++
		for _, c := range group {
			if alphabet.Digit(c) {
				digits++
			} else {
				letters++
			}
		}
	}
	return groups >= 4 && digits >= 3 && letters >= 3
}

// IsUpperIdent reports whether v is the name of a constant: words in capitals.
func IsUpperIdent(v []byte) bool {
	for _, c := range v {
		if !alphabet.Upper(c) && !alphabet.Digit(c) && c != '_' {
			return false
		}
	}
	return Wordy(v) || bytes.IndexByte(v, '_') > 0 && !bytes.ContainsAny(v, "0123456789") && !random.HasStretch(v)
}

// What looks as random as a secret under a secret's name, and is material that
// opens nothing: public keys, the salt next to a hash, digests that everyone
// knows.

// materialReason says what public or inert material the candidate is, if it is
// any.
func materialReason(c *rules.Candidate) string {
	v := c.Value()
	switch {
	case isPublicPoint(v):
		return "a public point of an elliptic curve"
	case isColonHex(v):
		return "a fingerprint"
	case isKeyID(c.Key, v):
		return "the number of a PGP key"
	case bytes.HasSuffix(c.Before(8), []byte("did:key:")), bytes.HasPrefix(v, []byte("did:")):
		return "a public key as a DID"
	case strings.HasSuffix(alphabet.Letters(c.Key), "consumerkey") && !Near(c, "application_secret", 400) && !Near(c, "ovh", 400):
		return "the id of an OAuth 1 client, whose secret is another"
	case bytes.HasSuffix(c.Before(8), []byte("btih:")):
		return "the id of a torrent"
	case bytes.HasPrefix(v, []byte("LS0tLS1CRUdJTiBDRVJUSUZJQ0FUR")), bytes.HasPrefix(v, []byte("LS0tLS1CRUdJTiBQVUJMSUMg")):
		return "a certificate or a public key in base64"
	case isAppKey(v):
		return "a key that an app carries"
	case isPagesToken(v):
		return "a client token of Datadog, which pages carry"
	case isCommonDigest(v):
		return "the digest of nothing, or of a word that everyone tries"
	case besideHash(c):
		return "a part of a password's hash: its salt, or what was salted"
	case inPublicBlock(c):
		return "a line of a public key or a certificate"
	}
	return ""
}

// isPublicPoint reports whether v is an uncompressed point of P-256: the public
// key of web push (VAPID), and of many others. That the point lies on the curve
// leaves nothing to chance.
func isPublicPoint(v []byte) bool {
	const size = 65 // 0x04 and two coordinates
	var raw []byte
	var err error
	switch n := len(v); {
	case n == 2*size && v[0] == '0' && v[1] == '4':
		raw, err = hex.DecodeString(string(v))
	case (n == 87 || n == 88) && v[0] == 'B':
		v = bytes.TrimRight(v, "=")
		if bytes.ContainsAny(v, "+/") {
			raw, err = base64.RawStdEncoding.DecodeString(string(v))
		} else {
			raw, err = base64.RawURLEncoding.DecodeString(string(v))
		}
	default:
		return false
	}
	if err != nil || len(raw) != size {
		return false
	}
	_, err = ecdh.P256().NewPublicKey(raw)
	return err == nil
}

// isColonHex reports whether v is pairs of hexadecimal digits with colons between,
// as fingerprints are written.
func isColonHex(v []byte) bool {
	if len(v) < 16*3-1 || len(v)%3 != 2 {
		return false
	}
	for i, b := range v {
		if i%3 == 2 && b != ':' || i%3 != 2 && !alphabet.Hex(b) {
			return false
		}
	}
	return true
}

// isKeyID reports whether v is as long as the number of a PGP key, and the name
// says that it is one: gpg_signing_key=….
func isKeyID(key string, v []byte) bool {
	switch len(v) {
	case 8, 16, 40:
	default:
		return false
	}
	if !alphabet.AllHex(v) {
		return false
	}
	lower := alphabet.ToLower(key)
	if strings.Contains(lower, "gpg") || strings.Contains(lower, "pgp") {
		return true
	}
	// docker_apt_key: the key that packages are signed with, by its fingerprint.
	return !alphabet.All(v, alphabet.LowerHex) && fileclass.PathSays(key, func(w string) bool { return w == "apt" || w == "repo" || w == "repository" || w == "keyserver" })
}

// isAppKey accepts the public keys of RevenueCat, which apps are shipped with.
func isAppKey(v []byte) bool {
	for _, p := range [...]string{"appl_", "goog_", "amzn_", "mac_", "strp_", "rcb_"} {
		if rest, ok := bytes.CutPrefix(v, []byte(p)); ok && len(rest) >= 20 && len(rest) <= 40 && alphabet.All(rest, alphabet.Letter) {
			return true
		}
	}
	return false
}

// isPagesToken accepts what Datadog gives to browsers: pub and 32 digits.
func isPagesToken(v []byte) bool {
	return len(v) == 35 && bytes.HasPrefix(v, []byte("pub")) && alphabet.All(v[3:], alphabet.LowerHex)
}

// triedWords are what people try a digest with.
var triedWords = [...]string{"", "1", "0", "a", "test", "foo", "admin", "password", "123456", "hello", "secret", "changeme", "demo", "root", "user", "guest"}

// shortDigest is how much of a digest is enough to know it by, in hexadecimal
// digits: examples are cut.
const shortDigest = 16

// commonDigests are the digests of triedWords by their first digits. They are
// made when the first is asked for.
var commonDigests = sync.OnceValue(func() map[string]string {
	m := map[string]string{}
	for _, n := range [...]int{32, 40, 64, 128} {
		sum := checksum.DigestOf(n)
		for _, w := range triedWords {
			s := string(sum([]byte(w)))
			m[s[:shortDigest]] = s
		}
	}
	return m
})

// isCommonDigest reports whether v is a digest of one of triedWords, or begins
// one.
func isCommonDigest(v []byte) bool {
	if len(v) < shortDigest || len(v) > 128 || !alphabet.AllHex(v) {
		return false
	}
	lower := alphabet.ToLower(string(v))
	return strings.HasPrefix(commonDigests()[lower[:shortDigest]], lower)
}

// hashedReach is how far a hash and its parameters may be from each other,
// in bytes.
const hashedReach = 300

// besideHash reports whether the candidate is the salt of a hash that is
// next to it, or the hash in Keycloak's secretData. A salt by itself, such as an
// application's, is a secret.
func besideHash(c *rules.Candidate) bool {
	name := alphabet.Letters(c.Key)
	salt, stored := name == "salt", name == "secretdata"
	if !salt && !stored {
		return false
	}
	around := bytes.ToLower(append(bytes.Clone(c.Before(hashedReach)), c.After(hashedReach)...))
	for _, w := range [...]string{"hashiterations", "hash_iterations", "credentialdata", "pbkdf2", "argon2"} {
		if bytes.Contains(around, []byte(w)) {
			return true
		}
	}
	if !salt {
		return false
	}
	for _, w := range [...]string{"password_hash", "passwordhash", "hashedpassword", "hashed_password", "pwhash", "password_digest", "passworddigest"} {
		if bytes.Contains(around, []byte(w)) {
			return true
		}
	}
	return false
}

// inPublicBlock reports whether the candidate is on the same line in a PEM
// block that is no private key's, its line breaks escaped: "key": "-----BEGIN
// PUBLIC KEY-----\nMFkw…".
func inPublicBlock(c *rules.Candidate) bool {
	line, at := c.Line()
	before := line[:at]
	i := bytes.LastIndex(before, []byte("-----BEGIN "))
	if i < 0 || bytes.Contains(before[i:], []byte("-----END")) {
		return false
	}
	label, _, ok := bytes.Cut(before[i+len("-----BEGIN "):], []byte("-----"))
	return ok && (bytes.HasSuffix(label, []byte("PUBLIC KEY")) || bytes.HasSuffix(label, []byte("CERTIFICATE")) || bytes.HasSuffix(label, []byte("CERTIFICATE REQUEST")))
}

// IsStructTag reports whether s is the tag of a field in Go: json:"items".
func IsStructTag(s string) bool {
	name, rest, ok := strings.Cut(s, `:"`)
	return ok && alphabet.Ident(name) && strings.HasSuffix(rest, `"`) && !random.HasStretch([]byte(rest))
}

// IsFormat reports whether s is mostly what a program's formatting puts values
// into: "%d: %+v".
func IsFormat(s string) bool {
	verbs := 0
	for i := 0; i+1 < len(s); i++ {
		if s[i] != '%' {
			continue
		}
		j := i + 1
		for j < len(s) && (alphabet.Digit(s[j]) || strings.IndexByte("+-#. ", s[j]) >= 0) {
			j++
		}
		if j < len(s) && strings.IndexByte("dsvqTfgu", s[j]) >= 0 && (j+1 == len(s) || !alphabet.Alnum(s[j+1])) {
			verbs++
			i = j
		}
	}
	return verbs >= 2 && verbs*8 >= len(s)
}

// IsEntity reports whether s has a character as HTML writes it: &#36;{name}.
func IsEntity(s string) bool {
	i := strings.Index(s, "&#")
	if i < 0 {
		return false
	}
	digits, _, ok := strings.Cut(s[i+2:], ";")
	return ok && len(digits) > 0 && len(digits) < 7 && alphabet.AllDigits([]byte(digits))
}

// IsSign reports whether s is hardly more than signs, or the sign of how a
// password is hashed: "\"k\":", "]=>", $argon2id$.
func IsSign(s string) bool {
	if len(s) > 3 && s[0] == '$' && s[len(s)-1] == '$' && alphabet.All([]byte(s[1:len(s)-1]), alphabet.AlnumDash) {
		return true
	}
	n := 0
	for i := 0; i < len(s); i++ {
		if alphabet.Alnum(s[i]) || s[i] >= 0x80 {
			n++
		}
	}
	return n < 3 && len(s) < 12
}

// IsLowerDotted reports whether s is words in lower case with dots between:
// ngx.ctx, as texts quote code.
func IsLowerDotted(s string) bool {
	return strings.Contains(s, ".") && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz._") == "" && !strings.HasPrefix(s, ".") && !strings.HasSuffix(s, ".")
}

// GoesOn reports whether a value without quotes in a string is a word, and the
// string goes on after it as a sentence: "getKeys: jwks_uri received".
func GoesOn(c *rules.Candidate) bool {
	v := c.Value()
	if !c.Nested || c.Quote != 0 || c.Op != ':' || !alphabet.All(v, func(b byte) bool { return alphabet.Lower(b) || b == '_' }) {
		return false
	}
	line, at := c.Line()
	after := line[min(len(line), at+len(v)):]
	return len(after) > 2 && after[0] == ' ' && alphabet.Lower(after[1]) && alphabet.Lower(after[2])
}

// IsThingName reports whether v is short words in lower case, joined by dashes or
// underscores. A word may be an abbreviation with digits: k8s_etcd.
// Under a weak name other digits may be in them: ovn4nfv-k8s-plugin.
func IsThingName(v []byte, name NameKind) bool {
	if len(v) > 32 || !alphabet.All(v, func(b byte) bool { return alphabet.Lower(b) || alphabet.Digit(b) || b == '-' || b == '_' }) {
		return false
	}
	parts, short, digits := 0, 0, 0
	for part := range bytes.FieldsFuncSeq(v, func(r rune) bool { return r == '-' || r == '_' }) {
		parts++
		n := 0
		for _, b := range part {
			if alphabet.Digit(b) {
				n++
			}
		}
		switch {
		case len(part) > 10:
			return false
		case n > 0 && isAbbreviation(string(part)):
			short++
		case n > 0 && name != NameWeak:
			return false
		}
		digits += n
	}
	return parts >= 2 && (short > 0 || parts >= 3 && digits > 0) && digits*4 <= len(v)
}

// isAbbreviation accepts words of technology that hold digits.
func isAbbreviation(w string) bool {
	switch w {
	case "k8s", "k3s", "i18n", "l10n", "a11y", "e2e", "p2p", "b2b", "b2c", "s3", "ec2", "h2", "x86", "x64", "amd64", "arm64", "utf8", "oauth2", "ipv4", "ipv6", "base64", "md5", "sha1", "sha256", "v1", "v2", "v3", "v4", "http2", "log4j", "web3", "o365", "d3":
		return true
	}
	return false
}

// IsTypeName reports whether v is short words in lower case with signs between
// that name a kind of token: at+jwt, tkn_lft:idt. A machine's secret of that
// length has digits or capitals.
func IsTypeName(v []byte) bool {
	return len(v) < 16 && bytes.ContainsAny(v, "+:_./-") && alphabet.All(v, func(b byte) bool { return alphabet.Lower(b) || strings.IndexByte("+:_./-", b) >= 0 })
}

// isManPage reports whether a file is a manual in troff: rclone.1.
func isManPage(f *rules.File) bool {
	n := len(f.Path)
	return n > 2 && f.Path[n-2] == '.' && f.Path[n-1] >= '1' && f.Path[n-1] <= '9' &&
		(bytes.HasPrefix(f.Data, []byte(".")) || bytes.HasPrefix(f.Data, []byte("'\\\"")) || bytes.Contains(f.Data[:min(len(f.Data), 1024)], []byte("\n.TH ")))
}
