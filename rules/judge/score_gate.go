package judge

import (
	"bytes"
	"encoding/base64"
	"path"
	"strings"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/fileclass"
	"github.com/envguard/envguard/rules/random"
)

// bareAllowed reports whether a value without quotes can be a literal where
// the candidate is.
func bareAllowed(c *rules.Candidate) bool {
	if c.Quote != 0 || c.Nested || c.Kind&rules.KindEnv != 0 {
		return true
	}
	if !c.File.Language().Program {
		return true
	}
	if c.Op == ' ' && c.Key == "password" && path.Ext(c.File.Path) == ".sql" {
		return true // IDENTIFIED BY word
	}
	if ext := path.Ext(c.File.Path); c.Op == ' ' && strings.HasPrefix(c.Key, "-") && (ext == ".ps1" || ext == ".psm1") {
		return random.HasStretch(c.Value()) // the value of a flag needs no quotes in PowerShell
	}
	if c.Comment && IsRandom(c.Value()) {
		return true // a comment is a text
	}
	return c.Op == '>' || inTextOfCode(c) // an element's text, in a template
}

// inTextOfCode reports whether a value without quotes ends its line in program
// code and cannot be a name: then the line is one of a text that goes over
// several, a configuration in a template literal or a heredoc.
func inTextOfCode(c *rules.Candidate) bool {
	v := c.Value()
	if len(v) < 12 || alphabet.Classes(v) < 3 || !random.HasStretch(v) || bytes.ContainsAny(v, ".()[]{};,$<>&|?\\\"'`") || isComparison(c) {
		return false
	}
	line, at := c.Line()
	if len(bytes.TrimSpace(line[min(len(line), at+len(v)):])) > 0 {
		return false
	}
	c.LookFar()
	before := c.File.Data[:c.Start]
	switch path.Ext(c.File.Path) {
	case ".go", ".js", ".mjs", ".cjs", ".ts", ".jsx", ".tsx", ".mts":
		return bytes.Count(before, []byte("`"))%2 == 1
	case ".py", ".java", ".kt", ".scala", ".swift", ".cs", ".groovy", ".gradle":
		return (bytes.Count(before, []byte(`"""`))+bytes.Count(before, []byte("'''")))%2 == 1
	}
	return IsRandom(v)
}

// PlainValue holds the gates that all generic rules share. It returns the
// candidate's verdict, and false when the value is allowed.
func PlainValue(c *rules.Candidate) bool {
	if !isLiteral(c) {
		return false
	}
	if bytes.HasSuffix(c.Before(2), []byte(":?")) || c.Value()[0] == '?' && bytes.HasSuffix(c.Before(1), []byte(":")) && bytes.Contains(c.Before(64), []byte("${")) {
		c.GateText("a literal", false, "what a shell says if the variable is not set")
		return false
	}
	if after := c.After(2); len(after) == 2 && after[0] == '{' && alphabet.Lower(after[1]) {
		c.GateText("a literal", false, "a template goes on behind it")
		return false
	}
	if c.Quote == 0 && isComparison(c) {
		c.GateText("a literal", false, "a comparison without quotes is code")
		return false
	}
	if Excluded(c) {
		return false
	}
	if bytes.HasPrefix(c.Value(), []byte("gAAAAA")) {
		c.GateText("no Fernet token", false, "fernet-token judges those")
		return false
	}
	if v := c.Value(); len(v) == 20 && (bytes.HasPrefix(v, []byte("AKIA")) || bytes.HasPrefix(v, []byte("ASIA"))) {
		c.GateText("not an id", false, "the id of an AWS key, which the AWS rules judge")
		return false
	}
	if v := c.Value(); len(v) >= 34 && alphabet.Upper(v[0]) && alphabet.Upper(v[1]) && alphabet.All(v[2:34], alphabet.LowerHex) && (len(v) == 34 || !alphabet.Alnum(v[34])) {
		c.GateText("not an id", false, "a SID of Twilio")
		return false
	}
	if before := bytes.ToLower(c.Before(24)); bytes.HasSuffix(bytes.TrimRight(before, ": =\"'"), []byte("public key")) {
		c.GateText("not public", false, "a public key")
		return false
	}
	if why := placeReason(c); !c.GateText("not a part", why == "", why) {
		return false
	}
	v := JudgeValue(c.Key, c.Value())
	if !c.GateText("not excused", v.Kind == Real, v.Kind.String()+": "+v.Reason) {
		return false
	}
	if !c.GateText("no hash", !looksHashed(string(c.Value())) && !hashBefore(c) && !userHash(c.Value()) && !besideSalt(c), "a password's hash opens nothing by itself") {
		return false
	}
	if why := materialReason(c); !c.GateText("no public material", why == "", why) {
		return false
	}
	if !c.GateText("no word's hash", !isHashedWord(c), "the digest of a word beside it") {
		return false
	}
	if text := Base64Text(bytes.TrimPrefix(c.Value(), []byte("base64:"))); text != nil {
		// Basic credentials, a Kubernetes secret's data.
		if i := bytes.IndexByte(text, ':'); i >= 0 && i+1 < len(text) {
			text = text[i+1:]
		}
		if twice := Base64Text(bytes.TrimSpace(text)); twice != nil {
			text = twice // a Kubernetes secret's data, of a value in base64
		}
		v := JudgeValue("", text)
		return c.GateText("not excused, decoded", v.Kind == Real && !Wordy(text) && !looksHashed(string(text)), v.Kind.String()+": "+v.Reason)
	}
	return true
}

// placeReason says why what is directly around the candidate makes it a
// part of something that is no secret.
func placeReason(c *rules.Candidate) string {
	before, after := c.Before(80), c.After(80)
	switch {
	case bytes.Contains(before, []byte("com.google.android.backup.api_key")):
		return "the key of Android's backup service, which every copy of the application has"
	case isDSN(before, c.Value(), after):
		return "the address of an error collector, which only takes events in"
	case inARN(before):
		return "the name of a secret in AWS Secrets Manager"
	case isIndex(before):
		return "an index"
	case inHiddenField(c):
		return "a hidden field's token, made for one page"
	case strings.HasSuffix(alphabet.Letters(c.Key), "apikey") && len(c.Value()) == 32 && besideIndex(c):
		return "the key of a page's search, which only searches"
	case c.Op == '=' && badgeBefore(before):
		return "the parameter of a badge, which everybody sees"
	}
	return ""
}

// inARN reports whether before goes on, without a blank, from the beginning of a
// secret's Amazon resource name.
func inARN(before []byte) bool {
	i := bytes.LastIndex(before, []byte(":secretsmanager:"))
	return i > 0 && !bytes.ContainsAny(before[i:], " \t\n\"'")
}

// inHiddenField reports whether the candidate is the value of a form's hidden
// field that is named after a token: such tokens mean a page, not for a person.
func inHiddenField(c *rules.Candidate) bool {
	line, at := c.Line()
	tag := bytes.LastIndexByte(line[:at], '<')
	if tag < 0 {
		return false
	}
	lower := bytes.ToLower(line[tag:])
	return bytes.HasPrefix(lower, []byte("<input")) && bytes.Contains(lower, []byte(`"hidden"`)) && bytes.Contains(lower, []byte("token"))
}

// besideIndex reports whether the name of an index to search is near the
// candidate, as in what a page passes to Algolia.
func besideIndex(c *rules.Candidate) bool {
	return Near(c, "indexname", 200) || Near(c, "index_name", 200) || Near(c, "index:", 200) && (Near(c, "appid", 200) || Near(c, "app_id", 200))
}

// isDSN recognizes a Sentry project's address, https://<key>@<host>/<number>,
// by what is around its key.
func isDSN(before, key, after []byte) bool {
	if len(key) != 32 || !alphabet.AllHex(key) || !bytes.HasSuffix(before, []byte("://")) || len(after) == 0 || after[0] != '@' {
		return false
	}
	host, project, ok := bytes.Cut(after[1:], []byte("/"))
	n := 0
	for n < len(project) && alphabet.Digit(project[n]) {
		n++
	}
	return ok && alphabet.All(host, func(c byte) bool { return alphabet.AlnumDash(c) || c == '.' || c == ':' }) &&
		n > 0 && (n == len(project) || !alphabet.AlnumDash(project[n]))
}

// isIndex reports whether a string is what a map is asked for: params['length'].
func isIndex(before []byte) bool {
	n := len(before)
	return n > 2 && (before[n-1] == '\'' || before[n-1] == '"') && before[n-2] == '[' && (alphabet.Alnum(before[n-3]) || before[n-3] == ']')
}

// badgeBefore reports whether before ends with an image's address and the name
// of a parameter: …/badge.svg?token=
func badgeBefore(before []byte) bool {
	i := bytes.LastIndexByte(before, '?')
	return i > 0 && (bytes.HasSuffix(before[:i], []byte(".svg")) || bytes.HasSuffix(before[:i], []byte("/badge"))) && !bytes.ContainsAny(before[i:], " \"'<>")
}

// userHash reports whether v is a line of a password file: user:$2y$10$….
func userHash(v []byte) bool {
	i := bytes.IndexByte(v, ':')
	return i > 0 && alphabet.IdentLike(string(v[:i])) && looksHashed(string(v[i+1:]))
}

// besideSalt reports whether the candidate is a digest under a password's name with its
// salt next to it, or such a salt in a file of data.
func besideSalt(c *rules.Candidate) bool {
	if alphabet.Letters(c.Key) == "salt" && alphabet.AllHex(c.Value()) {
		switch path.Ext(c.File.Path) {
		case ".sql", ".json", ".csv", ".xml":
			return Near(c, "password", 200)
		}
	}
	switch v := c.Value(); len(v) {
	case 32, 40, 64, 128:
		return alphabet.AllHex(v) && JudgeName(c.Key) == NamePassword && Near(c, "salt", 200)
	}
	return false
}

// hashBefore reports whether the value is the rest of a password's hash that
// was cut at one of its signs: $6$rounds=….
func hashBefore(c *rules.Candidate) bool {
	b := c.Before(24)
	if i := bytes.LastIndexAny(b, " \t\r\n\"'"); i >= 0 {
		b = b[i+1:]
	}
	return len(b) > 3 && b[0] == '$' && bytes.Count(b, []byte("$")) >= 2
}

// Base64Text returns what v is the base64 of, if that is text.
func Base64Text(v []byte) []byte {
	if len(v) < 8 || len(v) > 512 || !alphabet.All(v, alphabet.StdBase64) {
		return nil
	}
	v = bytes.TrimRight(v, "=")
	out := make([]byte, base64.RawStdEncoding.DecodedLen(len(v)))
	n, err := base64.RawStdEncoding.Decode(out, v)
	if err != nil || n < 4 || !alphabet.All(out[:n], func(c byte) bool { return c >= ' ' && c < 0x7f || c == '\n' || c == '\r' || c == '\t' }) {
		return nil
	}
	return out[:n]
}

// ofDigests reports whether the candidate's file is one in which values without a
// proof are no secrets: a lock file or a translation.
func ofDigests(c *rules.Candidate) bool {
	no := c.File.Class == fileclass.Lock || c.File.Class == fileclass.Locale
	if no {
		c.GateText("file", false, "lock files hold digests, translations hold words")
	}
	return no
}
