package judge

import (
	"bytes"
	"encoding/base64"
	"strings"

	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/checksum"
	"github.com/envguard/envguard/rules/random"
)

// judgeReference recognises values that say where the secret is, or that are
// ciphertext which only a key elsewhere opens.
func judgeReference(key, s, lower string) (Verdict, bool) {
	if strings.HasPrefix(key, "DOTENV_VAULT_") || strings.HasPrefix(key, "_secure_") {
		return Verdict{Kind: Reference, Reason: "ciphertext, as its name says"}, true
	}
	ref := func(why string) (Verdict, bool) { return Verdict{Kind: Reference, Reason: why}, true }
	for _, p := range [...]string{
		"op://", "vault:", "vault://", "ref+", "arn:aws", "arn:", "ssm:", "ssm://", "keyvault://", "akv://", "azurekeyvault://",
		"@microsoft.keyvault(", "secretsmanager:", "awssm://", "aws-sm://", "aws-secrets", "aws-ssm", "gcpsm://", "gcp-sm://", "gsm://", "sm://", "berglas://", "doppler://", "infisical://",
		"bw://", "bitwarden://", "lastpass://", "lpass://", "pass://", "keepass://", "keychain:", "keyring:", "secret://", "secrets://", "secretref:", "valuefrom:",
		"env:", "env://", "file://", "kms://", "awskms://", "consul://", "akeyless:", "conjur:", "1password:", "cerberus://",
	} {
		if strings.HasPrefix(lower, p) && len(s) > len(p) {
			if p == "vault:" && strings.HasPrefix(lower, "vault:v") {
				return ref("ciphertext of Vault's transit engine")
			}
			return ref("refers to a secret store, a variable or a file")
		}
	}
	if strings.HasPrefix(lower, "projects/") && strings.Contains(lower, "/secrets/") {
		return ref("refers to Google Secret Manager")
	}
	if strings.HasPrefix(lower, "!sops") || strings.HasPrefix(lower, "!vault") || strings.HasPrefix(lower, "!reference") || strings.HasPrefix(lower, "!secret") ||
		strings.HasPrefix(lower, "!env") || strings.HasPrefix(lower, "!ref") || strings.HasPrefix(lower, "!sub") || strings.HasPrefix(lower, "!getatt") || strings.HasPrefix(lower, "!importvalue") || strings.HasPrefix(lower, "!join") {
		return ref("a tag that refers to the secret")
	}
	if by := EncryptedBy([]byte(s)); by != "" || strings.HasPrefix(lower, "enc(") || strings.HasPrefix(lower, "agekey:") {
		if i := strings.IndexByte(s, '#'); by == "dotenvx" && i > 0 && random.HasStretch([]byte(s[i+1:])) {
			// dotenvx encrypts up to the #; the rest stays readable.
			return Verdict{Kind: Real, Score: 0.8, Reason: "encrypted only up to the #", Start: i + 1, End: len(s)}, true
		}
		return ref("ciphertext")
	}
	// A generation recipe.
	for _, p := range [...]string{"openssl rand", "openssl genrsa", "python -c", "python3 -c", "head -c", "pwgen ", "uuidgen", "node -e", "php artisan", "rails secret", "rake secret", "bundle exec rake secret", "bin/rails secret", "mix phx.gen.secret", "date +%s", "dd if=/dev/", "cat /run/secrets", "cat /dev/urandom"} {
		if strings.Contains(lower, p) {
			return Verdict{Kind: FillIn, Reason: "a command that makes a value"}, true
		}
	}
	_ = key
	return Verdict{}, false
}

// judgeBrackets recognises what is put between brackets to be replaced, by a
// person or by a program.
func judgeBrackets(key string, v []byte) (Verdict, bool) {
	s := string(v)
	if looksHashed(s) {
		return Verdict{}, false
	}
	ref := func(why string) (Verdict, bool) { return Verdict{Kind: Reference, Reason: why}, true }
	if inner, ok := wrapped(s, "${", "}"); ok {
		// ${NAME:-default} has the default in it.
		if i := strings.Index(inner, ":-"); i >= 0 && alphabet.Ident(inner[:i]) {
			d := JudgeValue(key, []byte(inner[i+2:]))
			if d.Kind == Real {
				return Verdict{Kind: Real, Score: d.Score, Reason: d.Reason, Start: 2 + i + 2, End: len(s) - 1}, false
			}
			return ref("a variable, with a harmless default")
		}
		if i := strings.IndexAny(inner, "-:"); i > 0 && i+1 < len(inner) && random.HasStretch([]byte(inner[i+1:])) {
			return Verdict{}, false
		}
		return ref("a variable")
	}
	if inner, ok := wrapped(s, "{{", "}}"); ok && !random.HasStretch([]byte(inner)) {
		return ref("a template's variable")
	}
	if inner, ok := wrapped(s, "{", "=}"); ok && alphabet.All([]byte(inner), alphabet.StdBase64) {
		return ref("ciphertext, as Maven writes it")
	}
	if inner, ok := wrapped(s, "$(", ")"); ok {
		_ = inner
		return ref("a command's output")
	}
	if inner, ok := wrapped(s, "$((", "))"); ok {
		_ = inner
		return ref("a computed number")
	}
	if len(s) > 1 && s[0] == '$' && alphabet.Ident(s[1:]) && !looksHashed(s) {
		return ref("a variable")
	}
	if strings.HasPrefix(s, "$env:") || strings.HasPrefix(s, "$::") {
		return ref("a variable")
	}
	if inner, ok := wrapped(s, "%", "%"); ok && inner != "" && alphabet.IdentLike(inner) {
		return ref("a variable")
	}
	if v, ok := judgeWrapped(s); ok {
		return v, ok
	}
	if s[0] == '#' && len(s) > 1 && !random.HasStretch(v) && (s[1] == ' ' || wordsOnly(v[1:])) {
		return Verdict{Kind: FillIn, Reason: "a comment"}, true
	}
	if isPercentTemplate(s) || isComposed(s) && !isScrambled(StripTemplates(s)) {
		return ref("put together by a program")
	}
	return Verdict{}, false
}

// wrapped returns what is between open and end, if s begins and ends with them.
func wrapped(s, open, end string) (string, bool) {
	if len(s) >= len(open)+len(end) && strings.HasPrefix(s, open) && strings.HasSuffix(s, end) {
		return s[len(open) : len(s)-len(end)], true
	}
	return "", false
}

// judgeWrapped recognizes a value that is in the brackets of a template, or in others
// that say that it is to be replaced. <the real thing> is still the real thing.
func judgeWrapped(s string) (Verdict, bool) {
	fill := func(inner, why string) (Verdict, bool) {
		if random.HasStretch([]byte(inner)) {
			return Verdict{}, false
		}
		return Verdict{Kind: FillIn, Reason: why}, true
	}
	for _, p := range [...][2]string{{"<%=", "%>"}, {"<%", "%>"}, {"#{", "}#"}, {"#{", "}"}, {"@@", "@@"}, {"__", "__"}, {"[[", "]]"}, {"{%", "%}"}, {"%{", "}"}, {"@", "@"}, {"%(", ")s"}, {"((", "))"}, {"$$", "$$"}, {"##", "##"}, {"~~", "~~"}} {
		if inner, ok := wrapped(s, p[0], p[1]); ok && inner != "" {
			return fill(inner, "a template's variable")
		}
	}
	for _, p := range [...][2]string{{"<", ">"}, {"[", "]"}, {"{", "}"}, {"(", ")"}, {"->", "<-"}, {"«", "»"}, {"*", "*"}, {"|", "|"}, {"-", "-"}} {
		if inner, ok := wrapped(s, p[0], p[1]); ok && inner != "" {
			return fill(inner, "between brackets, to be replaced")
		}
	}
	return Verdict{}, false
}

// isComposed reports whether a program puts in a part of the value, and what is left is
// not random enough to be a secret.
func isComposed(s string) bool {
	for _, p := range [...]string{"${", "{{", "$(", "#{", "<%", "%(", "%s", "%d", "%v", "%1$s", "%2$s", "%3$s", "%4$s", "{0}", "{}", "\\(", "%@", "@{", "<your", "<YOUR"} {
		if i := strings.Index(s, p); i >= 0 && !random.HasStretch([]byte(StripTemplates(s))) {
			return true
		}
	}
	if i := strings.IndexByte(s, '{'); i >= 0 {
		if j := strings.IndexByte(s[i:], '}'); j > 1 && alphabet.IdentLike(s[i+1:i+j]) && !random.HasStretch([]byte(StripTemplates(s))) && (wordsOnly([]byte(s[i+1:i+j])) || j < 4) {
			return true
		}
	}
	return false
}

// StripTemplates cuts {…} and (…) out of s where a name or an expression is in them. In
// a generated value brackets are signs like others.
func StripTemplates(s string) string {
	if !strings.ContainsAny(s, "{(") {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if end := closing(s, i); end > i && isExpression(s[i+1:end]) {
			i = end
			continue
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// closing returns where the bracket at s[i] is closed, or -1.
func closing(s string, i int) int {
	open := s[i]
	if open != '{' && open != '(' {
		return -1
	}
	shut, depth := open+2, 0
	if open == '(' {
		shut = ')'
	}
	for k := i; k < len(s); k++ {
		switch s[k] {
		case open:
			depth++
		case shut:
			if depth--; depth == 0 {
				return k
			}
		}
	}
	return -1
}

// isExpression reports whether what is between brackets can be a name, a path of names
// or a call: letters and digits, and few signs, none of which only passwords have.
func isExpression(s string) bool {
	for i := range len(s) {
		switch c := s[i]; {
		case alphabet.Alnum(c), strings.IndexByte("_.$ []{}()'\"`:-|,?/", c) >= 0:
		default:
			return false
		}
	}
	return !random.HasStretch([]byte(s))
}

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

// judgeStructure recognises values whose form says what they are.
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

// A urlParts is a URL cut at its marks; the offsets are into the value.
type UrlParts struct {
	Scheme, User, Host, rest string
	hasPass                  bool
	passStart, passEnd       int
}

// splitURL cuts scheme://user:password@host/rest. A value of another form is
// not ok.
func SplitURL(v []byte) (u UrlParts, ok bool) {
	s := string(v)
	i := strings.Index(s, "://")
	if i <= 0 || i > 30 {
		return u, false
	}
	for k := range i {
		if c := s[k]; !alphabet.Alnum(c) && c != '+' && c != '-' && c != '.' && c != ':' && c != '_' {
			return u, false
		}
	}
	u.Scheme = alphabet.ToLower(s[:i])
	auth := s[i+3:]
	end := len(auth)
	if j := strings.IndexAny(auth, "/?#"); j >= 0 {
		end = j
	}
	// A password may hold a / or #: the last @ before the first / wins, unless
	// there is none.
	at := strings.LastIndexByte(auth[:end], '@')
	if at < 0 && strings.Contains(auth[:end], ":") {
		if j := strings.IndexByte(auth, '@'); j >= 0 && !strings.ContainsAny(auth[:j], "?&= ") && !isPort(auth[strings.IndexByte(auth, ':')+1:end]) {
			at, end = j, len(auth)
			if k := strings.IndexAny(auth[j:], "/?#"); k >= 0 {
				end = j + k
			}
		}
	}
	u.Host = auth[at+1 : end]
	u.rest = auth[end:]
	if at >= 0 {
		u.User = auth[:at]
		if c := strings.IndexByte(u.User, ':'); c >= 0 {
			u.hasPass = true
			u.passStart, u.passEnd = i+3+c+1, i+3+at
			u.User = u.User[:c]
		}
	}
	return u, true
}

func isPort(s string) bool { return s != "" && alphabet.AllDigits([]byte(s)) }

// hostOnly returns the first host of u without its port.
func (u UrlParts) hostOnly() string {
	h := u.Host
	if i := strings.IndexByte(h, ','); i >= 0 {
		h = h[:i]
	}
	if strings.HasPrefix(h, "[") {
		if i := strings.IndexByte(h, ']'); i > 0 {
			return h[1:i]
		}
	}
	if i := strings.LastIndexByte(h, ':'); i >= 0 {
		h = h[:i]
	}
	return strings.TrimPrefix(h, "tcp(")
}

// judgeURL judges a value that is a URL: its password, or the part of a
// webhook that is as good as one.
func judgeURL(key string, u UrlParts, off int, v []byte) (Verdict, bool) {
	if u.hasPass {
		pass := v[u.passStart:u.passEnd]
		pv := JudgePassword(u, pass)
		pv.Start, pv.End = off+u.passStart, off+u.passEnd
		return pv, true
	}
	if i := bytes.Index(v, []byte("hooks.slack.com/")); i >= 0 || bytes.Contains(v, []byte("/api/webhooks/")) || bytes.Contains(v, []byte("webhook.office.com/")) {
		if !random.HasStretch([]byte(u.rest)) {
			return Verdict{Kind: FillIn, Reason: "a documented webhook address"}, true
		}
		return Verdict{Kind: Real, Score: 0.85, Reason: "a webhook's address, which needs no other secret", Start: off, End: off + len(v)}, true
	}
	if strings.Contains(u.Host, ".ingest.") && strings.HasSuffix(u.Host, "sentry.io") || strings.HasSuffix(u.Host, "sentry.io") {
		return Verdict{Kind: Config, Reason: "an address that only takes events in"}, true
	}
	if u.User != "" && random.HasStretch([]byte(u.User)) && JudgeName(key) >= NameWeak {
		return Verdict{Kind: Real, Score: 0.5, Reason: "a URL with a token for a user", Start: off + len(u.Scheme) + 3, End: off + len(u.Scheme) + 3 + len(u.User)}, true
	}
	if i := strings.IndexByte(u.rest, '?'); i >= 0 {
		base := len(v) - len(u.rest) + i + 1
		for _, q := range strings.Split(u.rest[i+1:], "&") {
			if name, val, ok := strings.Cut(q, "="); ok && random.HasStretch([]byte(val)) {
				if n := JudgeName(name); n == NameSecret || n == NamePassword || n == NameWeak || strings.EqualFold(name, "sig") {
					s := off + base + len(name) + 1
					return Verdict{Kind: Real, Score: 0.75, Reason: "a URL with a secret in its query", Start: s, End: s + len(val)}, true
				}
			}
			base += len(q) + 1
		}
	}
	return Verdict{Kind: Config, Reason: "an address without a password"}, true
}

// judgePassword judges the password of a URL by itself, its user and host.
func JudgePassword(u UrlParts, pass []byte) Verdict {
	host := u.hostOnly()
	user := alphabet.ToLower(u.User)
	if len(pass) == 0 {
		return Verdict{Kind: Config, Reason: "an empty password"}
	}
	pv := JudgeValue("", pass)
	if pv.Kind != Real {
		if pv.Kind == Config {
			pv = Verdict{Kind: FillIn, Reason: "no password"}
			if isLocalHost(host) || isServiceHost(host) {
				return Verdict{Kind: LocalDefault, Reason: "a local service"}
			}
			if alphabet.AllDigits(pass) && len(pass) >= 6 && !IsSequence(pass) {
				return Verdict{Kind: Real, Score: 0.5, Reason: "a password of digits in a URL"}
			}
		}
		if pv.Reason == ReasonWords && isHosted(host) && bytes.ContainsAny(pass, "0123456789") && !strings.EqualFold(user, string(pass)) {
			return Verdict{Kind: Real, Score: 0.5, Reason: "a plain password for a database that the internet reaches"}
		}
		return pv
	}
	if strings.EqualFold(user, string(pass)) {
		if isLocalHost(host) || isServiceHost(host) || isServiceUser(user) {
			return Verdict{Kind: LocalDefault, Reason: "the password is the user's name, on a local service"}
		}
		return Verdict{Kind: FillIn, Reason: "the password is the user's name"}
	}
	drawn := random.HasStretch(pass)
	switch {
	case isLocalHost(host) && !drawn:
		return Verdict{Kind: LocalDefault, Reason: "a plain password for this machine"}
	case isServiceHost(host) && !drawn:
		return Verdict{Kind: LocalDefault, Reason: "a plain password for a service of a private network"}
	}
	v := Verdict{Kind: Real, Reason: "a password in a URL"}
	bits := random.Surprise(pass)
	switch {
	case len(pass) < 5:
		v.Score = 0.4
	case drawn && !isLocalHost(host):
		v.Score = 0.95
	case drawn:
		v.Score = 0.6
	case bits > 4 || alphabet.Classes(pass) >= 3 && len(pass) >= 8:
		v.Score = 0.8
	default:
		v.Score = 0.5
	}
	return v
}

// configReason says what kind of plain setting a value is.
func configReason(v []byte, lower string) string {
	switch lower {
	case "true", "false", "yes", "no", "on", "off", "y", "n", "t", "f", "enabled", "disabled", "enable", "disable", "auto", "always", "never", "all", "any",
		"debug", "info", "warn", "warning", "error", "fatal", "trace", "verbose", "notice", "critical",
		"production", "development", "staging", "local", "prod", "dev", "utc", "gmt", "stdout", "stderr", "stdin", "file", "memory", "sync", "async", "lax", "strict", "bearer", "basic", "hs256", "hs384", "hs512", "rs256", "es256", "eddsa", "utf-8", "utf8", "ascii":
		return "a switch or a level"
	}
	s := string(v)
	switch {
	case alphabet.Number(s):
		return "a number"
	case isDuration(lower):
		return "a number with a unit"
	case alphabet.UUID(v):
		if strings.HasPrefix(lower, "6ba7b81") || strings.HasPrefix(lower, "00000000") {
			return "a namespace's UUID"
		}
		if unitOf(v[24:]) <= 3 {
			return "a made-up UUID"
		}
		return ""
	case isDate(s):
		return "a date or a time"
	case isPinned(s):
		return "a revision of a repository"
	case isIPv4(s):
		return "an address"
	case isEmail(s):
		return "a mail address"
	case isPath(s) && !random.HasStretch(pathTail(v)) && !isScrambled(s):
		return "a path"
	case isHostPort(lower):
		return "a host"
	case isVersion(lower):
		return "a version"
	case isResourceID(s):
		return "the id of a resource in a cloud"
	case isColour(s):
		return "a colour"
	case isConstraint(s):
		return "the name of an index"
	case strings.Contains(s, "Y-m-d") || strings.Contains(lower, "yyyy-mm") || strings.Contains(s, "%Y-%m"):
		return "the format of a date"
	case strings.Count(s, "|") > 1 && !random.HasStretch(v):
		return "a list of alternatives"
	case strings.HasPrefix(lower, "sqlite:") || strings.HasPrefix(lower, "file:") || strings.HasPrefix(lower, "jdbc:h2:") || strings.HasPrefix(lower, "mailto:"):
		return "an address without a password"
	case strings.Count(s, ",") > 0 && !random.HasStretch(v) && Wordy(v):
		return "a list"
	case strings.Count(s, " ") > 1 && !random.HasStretch(v):
		return "a text"
	}
	return ""
}

// isConstraint reports whether s is the name that tools give an index or a
// constraint of a database: UNIQ_ and digits of a hash.
func isConstraint(s string) bool {
	for _, p := range [...]string{"UNIQ_", "IDX_", "FK_", "PK_", "UK_", "IX_", "FK__", "UQ_"} {
		if rest, ok := strings.CutPrefix(s, p); ok && len(rest) >= 8 && alphabet.AllHex([]byte(rest)) {
			return true
		}
	}
	return false
}

func isDuration(s string) bool {
	n := len(s) - len(strings.TrimLeft(s, "0123456789."))
	if n == 0 || n > 8 {
		return false
	}
	switch strings.TrimSpace(s[n:]) {
	case "ms", "s", "m", "h", "d", "w", "y", "min", "mins", "sec", "secs", "second", "seconds", "minute", "minutes", "hour", "hours", "day", "days", "week", "weeks", "month", "months", "year", "years",
		"b", "k", "kb", "mb", "gb", "tb", "kib", "mib", "gib", "g", "ki", "mi", "gi", "%", "px", "em", "rem", "pt", "bit", "bits":
		return true
	}
	return false
}

func isDate(s string) bool {
	return len(s) >= 8 && len(s) <= 35 && (len(s) > 4 && alphabet.Digit(s[0]) && alphabet.Digit(s[1])) && strings.Trim(s, "0123456789-:/.+TZ ") == "" && strings.ContainsAny(s, "-:/")
}

func isIPv4(s string) bool {
	host, _, _ := strings.Cut(s, "/")
	host, _, _ = strings.Cut(host, ":")
	return strings.Count(host, ".") == 3 && strings.Trim(host, "0123456789.") == "" && len(host) <= 15
}

func isEmail(s string) bool {
	user, host, ok := strings.Cut(s, "@")
	if !ok || user == "" || strings.ContainsAny(s, " :/@!#$%^&*()") && strings.Count(s, "@") != 1 {
		return false
	}
	return isHostPort(alphabet.ToLower(host)) && strings.IndexByte(host, '.') > 0 && !strings.ContainsAny(user, " :/!#$%^&*()")
}

// isPath reports whether s is a file's path.
func isPath(s string) bool {
	for _, p := range [...]string{"/", "./", "../", "~/", "~", "\\\\", "@/", "#/"} {
		if strings.HasPrefix(s, p) && len(s) > len(p) && (len(p) > 1 || alphabet.Letter(s[len(p)]) || s[len(p)] == '.' || s[len(p)] == '_') {
			return strings.IndexByte(s, ' ') < 0
		}
	}
	if len(s) > 3 && alphabet.Letter(s[0]) && s[1] == ':' && (s[2] == '\\' || s[2] == '/') {
		return true
	}
	if strings.Count(s, "/") >= 1 && Wordy([]byte(s)) && strings.Trim(alphabet.Letters(s), "0123456789") != "" {
		return strings.IndexByte(s, ' ') < 0
	}
	i := strings.LastIndexByte(s, '.')
	return i > 0 && isFileExtension(alphabet.ToLower(s[i+1:])) && !strings.Contains(s, " ")
}

// pathTail is the part of a path that is looked at for randomness: the path
// without its slashes costs too little.
func pathTail(v []byte) []byte { return v }

func isFileExtension(s string) bool {
	switch s {
	case "go", "py", "js", "ts", "tsx", "jsx", "mjs", "cjs", "java", "kt", "rb", "php", "rs", "c", "h", "cc", "cpp", "cs", "swift", "sh", "bat", "ps1", "sql", "json", "yaml", "yml", "toml", "xml", "ini", "cfg", "conf", "properties", "env", "txt", "md", "rst", "html", "htm", "css", "scss", "less", "csv", "log", "pem", "key", "crt", "cer", "der", "p12", "pfx", "jks", "keystore", "pub", "asc", "gpg", "png", "jpg", "jpeg", "gif", "svg", "ico", "webp", "pdf", "zip", "gz", "tar", "tgz", "jar", "war", "exe", "dll", "so", "dylib", "db", "sqlite", "sqlite3", "lock", "sock", "pid", "tpl", "tmpl", "vue", "svelte", "proto", "tf", "woff", "woff2", "ttf", "mp3", "mp4", "wasm", "map", "bin", "dat", "bak", "template", "aspx", "jsp", "cgi", "do", "action", "i18n", "php5", "phtml", "erb", "ejs", "plist", "storyboard", "xib", "strings", "resx", "po", "pot", "mo":
		return true
	}
	return false
}

func isHostPort(s string) bool {
	host, port, ok := strings.Cut(s, ":")
	if ok && !isPort(port) {
		return false
	}
	if host == "localhost" {
		return true
	}
	i := strings.LastIndexByte(host, '.')
	if i <= 0 || strings.Trim(host, "abcdefghijklmnopqrstuvwxyz0123456789.-") != "" {
		return ok && host != "" && Wordy([]byte(host)) && strings.Trim(host, "abcdefghijklmnopqrstuvwxyz0123456789.-") == ""
	}
	switch host[i+1:] {
	case "com", "org", "net", "io", "dev", "app", "co", "uk", "de", "fr", "local", "internal", "lan", "test", "example", "edu", "gov", "cloud", "ai", "me", "tv", "info", "biz", "eu", "us", "ca", "jp", "cn", "ru", "br", "in", "it", "es", "nl", "se", "no", "ch", "at", "be", "pl", "au", "xyz", "sh", "ly", "to", "gg", "arpa", "invalid", "localhost", "svc", "tech", "online", "site":
		return true
	}
	return false
}

func isVersion(s string) bool {
	s = strings.TrimLeft(s, "v^~>=< ")
	return s != "" && alphabet.Digit(s[0]) && strings.Count(s, ".") >= 1 && strings.Trim(s, "0123456789.x*") == "" ||
		strings.Count(s, ".") == 2 && s != "" && alphabet.Digit(s[0]) && len(s) < 24 && strings.ContainsAny(s, "-+") && !random.HasStretch([]byte(s))
}

// isResourceID accepts the ids that AWS gives machines, images and networks:
// ami-, i-, subnet- and 8 or 17 hexadecimal digits.
func isResourceID(s string) bool {
	kind, id, _ := strings.Cut(s, "-")
	switch kind {
	case "ami", "i", "sg", "subnet", "vpc", "vol", "snap", "eni", "igw", "rtb", "acl", "nat", "lt", "eipalloc":
		return (len(id) == 8 || len(id) == 17) && alphabet.All([]byte(id), alphabet.LowerHex)
	}
	return false
}

func isColour(s string) bool {
	return len(s) > 3 && s[0] == '#' && (len(s) == 4 || len(s) == 7 || len(s) == 9) && alphabet.AllHex([]byte(s[1:]))
}

// isPinned reports whether s is a repository at a revision, as package managers
// and workflows write it: github:owner/name#5e3b…, owner/action@5e3b….
func isPinned(s string) bool {
	i := strings.LastIndexAny(s, "#@")
	if i < 3 || len(s)-i-1 != 40 || !alphabet.AllHex([]byte(s[i+1:])) {
		return false
	}
	repo := s[:i]
	if _, rest, ok := strings.Cut(repo, "://"); ok {
		return !strings.Contains(rest, "@") && (strings.HasSuffix(rest, ".git") || strings.HasPrefix(rest, "git"))
	}
	owner, name, ok := strings.Cut(repo, "/")
	return ok && owner != "" && name != "" && !random.HasStretch([]byte(repo))
}
