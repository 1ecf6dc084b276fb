package judge

import (
	"strings"

	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/random"
)

// judgeReference recognizes values that say where the secret is, or that are
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

// judgeBrackets recognizes what is put between brackets to be replaced, by a
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

// isComposed reports whether a program fills in a part of the value, and the rest
// is not random enough to be a secret.
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

// isExpression reports whether the text between brackets can be a name, a path of
// names or a call: letters, digits and few signs, and no sign that only passwords
// have.
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
