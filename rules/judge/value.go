package judge

import (
	"bytes"
	"path"
	"strings"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/fileclass"
	"github.com/envguard/envguard/rules/random"
)

// Value judges a value under a name, in its place. Its Score is the probability
// that the value is a secret, or 0 if a gate refused it; explain shows which.
func Value(c *rules.Candidate) Verdict {
	verdict := valueUnderName(c)
	if verdict.Name == NamePassword && verdict.Score < chosenScore && isPolicyChosen(c) {
		c.Gate("as policies want passwords", true, chosenScore)
		return Verdict{Kind: Real, Name: NamePassword, Score: chosenScore, End: len(c.Value())}
	}
	return verdict
}

func valueUnderName(c *rules.Candidate) Verdict {
	v := c.Value()
	name := SecretKind(c)
	call := IsKeyCall(c)
	if name == NameNone && !call || name == NameNeutral || name == NameHarmless {
		return Verdict{Name: name}
	}
	c.GateText("name", true, name.String())
	if !c.Gate("length", len(v) >= 6 && len(v) <= 4096, float64(len(v))) {
		return Verdict{Name: name}
	}
	if name == NamePassword && isChosen(c) {
		c.Gate("as people choose passwords", true, chosenScore)
		return Verdict{Kind: Real, Name: name, Score: chosenScore, End: len(v)}
	}
	if !PlainValue(c) {
		return Verdict{Name: name}
	}
	why := textReason(c, v, name)
	if !c.GateText("no code or text", why == "", why) {
		return Verdict{Name: name}
	}
	if why := tooPlain(c, v, name); !c.GateText("random", why == "", why) {
		return Verdict{Name: name}
	}
	if c.Kind&rules.KindEnv != 0 && !c.GateText("no default", !IsNamesake(c.File.Data, c.Start, c.Key, string(v)), "the name of a user or database in the same file") {
		return Verdict{Name: name}
	}
	score := Generic(c, v, name)
	return Verdict{Kind: Real, Name: name, Score: score, End: len(v)}
}

// textReason says why a value is code or a text where it is, and no literal.
func textReason(c *rules.Candidate, v []byte, name NameKind) string {
	why := codeReason(v, name)
	if why == "" && c.Quote == 0 && c.Kind&rules.KindEnv == 0 && !c.File.Language().Raw && isBareCode(string(v)) {
		why = "code"
	}
	if why == "" && c.Nested && c.Quote == 0 {
		why = nestedReason(v)
	}
	if why == "" && GoesOn(c) {
		why = "a word of a text"
	}
	if why == "" && c.Quote == '`' && (IsStructTag(string(v)) || IsLowerDotted(string(v)) || bytes.HasPrefix(v, []byte("--"))) {
		why = "code"
	}
	return why
}

// minifiedLine is how long a line of code is, in bytes, that no person wrote.
const minifiedLine = 600

// isAlgorithm reports whether v names how something is hashed or encrypted.
func isAlgorithm(v []byte) bool {
	s := alphabet.ToLower(string(v))
	for _, p := range [...]string{"sha", "md5", "hmac", "hs256", "hs512", "rs256", "rs512", "es256", "aes", "bcrypt", "argon2", "pbkdf2", "scrypt", "blake2", "chacha", "des-", "des3", "rsa-", "ecdsa", "ed25519"} {
		if strings.HasPrefix(s, p) && len(s) <= len(p)+12 {
			return true
		}
	}
	return false
}

// tooPlain says why v is too much like words to be estimated under that name.
// Most values under such names are; a weight cannot say that often enough.
func tooPlain(c *rules.Candidate, v []byte, name NameKind) string {
	v = joinedGroups(v)
	if name == NameWeak && len(v) < 20 && alphabet.All(v, func(c byte) bool { return alphabet.Upper(c) || alphabet.Digit(c) }) && !alphabet.AllHex(v) {
		return "capitals and digits, as things are numbered"
	}
	line, _ := c.Line()
	if c.Quote == 0 && bytes.ContainsAny(v, "(){}[]") && (len(line) > minifiedLine || isMarkup(c.File.Path)) {
		return "minified code"
	}
	if name == NameWeak && c.Nested && c.Quote == 0 && alphabet.All(v, alphabet.Lower) {
		return "letters alone, under a weak name in a text"
	}
	if IsThingName(v, name) {
		return "words with dashes, as things are named"
	}
	if random.HasStretch(v) || alphabet.UUID(v) || IsProductKey(v) {
		return ""
	}
	if len(line) > minifiedLine && c.File.Language().Program {
		return "words in minified code"
	}
	return wordyReason(c, v, name)
}

// wordyReason is tooPlain for a value that no generator made.
func wordyReason(c *rules.Candidate, v []byte, name NameKind) string {
	bits, classes := random.Surprise(v), alphabet.Classes(v)
	switch {
	case len(v) >= 24 && alphabet.AllHex(v):
		return "hexadecimal digits in an order"
	case (name == NameSecret || name == NameWeak) && IsTypeName(v):
		return "the name of a kind, or of keys to press"
	case isAlgorithm(v):
		return "the name of an algorithm"
	case name == NameWeak && (bits < 12 || classes < 2):
		return "a weak name needs a random value"
	case name == NameSecret && len(v) < 12 && alphabet.All(v, alphabet.Letter):
		return "a few letters, which no machine makes"
	case name == NameSecret && bits < 8 && !IsPasswordShaped(v):
		return "a machine's secret is random"
	case c.Quote == 0 && c.Kind&rules.KindEnv == 0 && classes < 3 && bits < 8:
		return "a bare word"
	case inTestOrDoc(c) && name == NameSecret && len(v) < 12:
		return "a short value in a test or document"
	case inTestOrDoc(c) && (classes < 3 || len(v) < 8) && (name == NamePassword || bits < 8 || len(v) < 12):
		return "a plain password in a test or document"
	}
	return ""
}

// joinedGroups returns a value without the blanks between groups of one length, as
// services show keys to people, and without the dashes of UUIDs where it holds more than
// one of them, or something besides: both make parts of one number look like short words.
func joinedGroups(v []byte) []byte {
	if whole := ungrouped(v); whole != nil {
		return whole
	}
	const size = 36
	if len(v) <= size || bytes.Count(v, []byte("-")) < 4 {
		return v
	}
	var out []byte
	for i := 0; i < len(v); {
		if i+size <= len(v) && alphabet.UUID(v[i:i+size]) {
			out = append(out, bytes.ReplaceAll(v[i:i+size], []byte("-"), nil)...)
			i += size
			continue
		}
		out = append(out, v[i])
		i++
	}
	return out
}

// ungrouped returns the letters and digits of four groups or more of one length with
// blanks between, if a generator made them: abcd 2345 …. It returns nil for other values.
func ungrouped(v []byte) []byte {
	n := bytes.IndexByte(v, ' ')
	if n < 4 || n > 8 || len(v) < 4*n+3 || (len(v)+1)%(n+1) != 0 {
		return nil
	}
	whole := make([]byte, 0, len(v))
	for i, c := range v {
		switch blank := i%(n+1) == n; {
		case blank && c == ' ':
		case !blank && alphabet.Alnum(c):
			whole = append(whole, c)
		default:
			return nil
		}
	}
	if !random.HasStretch(whole) {
		return nil
	}
	return whole
}

// isMarkup accepts files of markup, in which scripts are embedded or shown.
func isMarkup(name string) bool {
	switch path.Ext(name) {
	case ".html", ".htm", ".xhtml", ".svg", ".md", ".mdx", ".rst", ".jsp", ".erb", ".ejs", ".hbs", ".vue", ".svelte":
		return true
	}
	return false
}

// nestedReason says why a value without quotes inside a string is code or
// another assignment.
func nestedReason(v []byte) string {
	switch {
	case bytes.Contains(v, []byte("==")) && !bytes.HasSuffix(v, []byte("==")), bytes.Count(v, []byte("{")) > 0 && bytes.Count(v, []byte("}")) > 0, bytes.Contains(v, []byte("=>")), bytes.Contains(v, []byte(":{")):
		return "code"
	case bytes.Contains(bytes.ToLower(v), []byte("%2c")):
		return "a list in a URL"
	}
	if i := bytes.IndexByte(v, '='); i > 0 && i < len(v)-1 && alphabet.Ident(string(v[:i])) && !random.HasStretch(v) {
		return "another assignment"
	}
	return ""
}

func inTestOrDoc(c *rules.Candidate) bool {
	switch CandidateClass(c) {
	case fileclass.Test, fileclass.Doc, fileclass.Vendored, fileclass.Example:
		return true
	}
	return false
}

// codeReason says why v is an expression, a pattern or a text rather than a
// secret. A secret may hold any of these characters too; what is random
// enough is judged by its looks alone.
func codeReason(v []byte, name NameKind) string {
	s := string(v)
	if bytes.ContainsAny(v, "\n\r\x00") {
		return "several lines"
	}
	spaces := bytes.Count(v, []byte(" ")) + bytes.Count(v, []byte("\t"))
	switch {
	case spaces >= 1 && (name != NamePassword || spaces >= 2 || Wordy(v)) && ungrouped(v) == nil:
		return "a text"
	case strings.HasPrefix(s, "http://"), strings.HasPrefix(s, "https://"), strings.Contains(s, "://"):
		return "an address"
	case IsUpperIdent(v):
		return "a constant's name"
	}
	if hasCall(s) {
		return "a call"
	}
	if bytes.ContainsAny(v, "\"'") && bytes.ContainsAny(v, "[](){}=,") && !random.HasStretch(v) || strings.Contains(s, "&lt;") || strings.Contains(s, "&gt;") || IsEntity(s) || IsSign(s) {
		return "code"
	}
	if why := shapeReason(s, v, name); why != "" {
		return why
	}
	if why := patternReason(s, v); why != "" {
		return why
	}
	return characterReason(s, v)
}

// shapeReason is codeReason for what a value is put together of.
func shapeReason(s string, v []byte, name NameKind) string {
	if isAssignments(s) {
		return "another assignment"
	}
	if strings.HasPrefix(s, "?") && isAssignments(s[1:]) {
		return "a query"
	}
	if strings.Contains(s, `\f[`) || strings.Contains(s, `\fR`) || strings.Contains(s, `\fP`) {
		return "a text with a manual's fonts"
	}
	if isOneEscape(s) {
		return "an escape"
	}
	if isWordList(s) {
		return "a list of words"
	}
	if isSubstitution(s) {
		return "a substitution, as sed does it"
	}
	if i := strings.IndexByte(s, '/'); name == NameWeak && i >= 4 && random.Surprise(v[:i]) < -4 {
		return "a path"
	}
	return ""
}

// patternReason is codeReason for patterns, templates, markup and expressions.
func patternReason(s string, v []byte) string {
	if strings.Contains(s, "(?") || strings.Contains(s, "[^") || strings.Contains(s, "a-z") || strings.Contains(s, "A-Z") || strings.Contains(s, "0-9") || strings.Contains(s, `\d`) || strings.Contains(s, `\w`) || strings.Contains(s, `\s`) || strings.Contains(s, ".*") && !isGenerated(v, ".*") || strings.Contains(s, `\b`) {
		if !random.HasStretch([]byte(StripTemplates(s))) || strings.Contains(s, "a-z") || strings.Contains(s, "A-Z") || strings.Contains(s, "[^") && (strings.Contains(s, "]*") || strings.Contains(s, "]+")) {
			return "a regular expression"
		}
	}
	if isPattern(s) || IsFormat(s) {
		return "a template"
	}
	if strings.HasPrefix(s, "</") || strings.HasPrefix(s, "<") && strings.Contains(s, ">") && !isScrambled(s) {
		return "markup"
	}
	// a.b.c, a::b, a->b, $a['b']: an expression.
	if (strings.Contains(s, ".") || strings.Contains(s, "::") || strings.Contains(s, "->")) && isDottedNames(s) {
		return "a name with parts"
	}
	if strings.HasPrefix(s, "$") && alphabet.IdentLike(s[1:]) && !random.HasStretch(v) {
		return "a variable"
	}
	if strings.HasPrefix(s, "&") && alphabet.Ident(s[1:]) || strings.HasPrefix(s, "*") && alphabet.Ident(s[1:]) || strings.HasPrefix(s, "@") && alphabet.Ident(s[1:]) && !random.HasStretch(v) {
		return "a reference"
	}
	return ""
}

// characterReason is codeReason for escapes and for characters that no secret has.
func characterReason(s string, v []byte) string {
	escapes := 0
	for i := 0; i+1 < len(v); i++ {
		if bytes.HasPrefix(v[i:], []byte(`\u00`)) {
			continue // what JSON writes for & and <
		}
		if v[i] == '\\' && (alphabet.Letter(v[i+1]) || strings.IndexByte("+*()|<>?[].", v[i+1]) >= 0) {
			escapes++
		}
	}
	if escapes > 1 || strings.Contains(s, `\x1b`) || strings.Contains(s, `\033`) || strings.Contains(s, `\e[`) {
		return "escaped text or a pattern"
	}
	for _, c := range v {
		if c >= 0x80 {
			if !random.HasStretch(v) {
				return "a text"
			}
		}
		if c < 0x20 || c == 0x7f {
			return "control characters"
		}
	}
	return ""
}

// isGenerated reports whether v has the four kinds of characters that a generated
// password has, mixed, so that a sign in it says nothing: ft.M8e.*3HDW.
func isGenerated(v []byte, sign string) bool {
	return len(v) >= 12 && alphabet.Classes(bytes.ReplaceAll(v, []byte(sign), nil)) >= 3 && IsPasswordShaped(v)
}

// isPattern reports whether s is put together of named or numbered parts:
// url:{url},ip:{ip}, %Y-%m-%d.
func isPattern(s string) bool {
	names, recipe := 0, false
	for i := 0; i+2 < len(s); i++ {
		if s[i] != '{' {
			continue
		}
		end := strings.IndexByte(s[i:], '}')
		if end < 2 {
			continue
		}
		name, rest, _ := strings.Cut(s[i+1:i+end], ":")
		if alphabet.Ident(name) && !random.HasStretch([]byte(name)) {
			names++
			recipe = recipe || rest != "" && alphabet.IdentLike(rest) // {alnum:32}, {value:08x}
		}
	}
	if recipe {
		return true
	}
	verbs := 0
	for i := 0; i+1 < len(s); i++ {
		if s[i] == '%' && alphabet.Letter(s[i+1]) && (!alphabet.Hex(s[i+1]) || i+2 == len(s) || !alphabet.Hex(s[i+2])) {
			verbs++
		}
	}
	return names > 0 && names*4 >= len(StripTemplates(s))-4 || verbs >= 3 && verbs*6 >= len(s)
}

// isBareCode reports whether a value without quotes goes on as code does, in a
// file whose name does not say that it is code. A generated password in quotes,
// in an env file or in one whose language is raw, may hold any two signs.
func isBareCode(s string) bool {
	return strings.Contains(s, "};") || strings.Contains(s, "){") || strings.Contains(s, ":{") || strings.Contains(s, "})") && strings.Contains(s, "]=")
}

// isAssignments reports whether s is words with equals signs between: save=True,
// repeatlast=0:format=nv12.
func isAssignments(s string) bool {
	if !strings.Contains(s, "=") || random.HasStretch([]byte(s)) {
		return false
	}
	first := true
	for part := range strings.FieldsFuncSeq(s, func(r rune) bool { return r == ':' || r == ',' || r == ';' || r == '&' }) {
		name, value, ok := strings.Cut(part, "=")
		if first && !ok && alphabet.IdentLike(part) {
			continue // the value of a name that is before it
		}
		first = false
		if !ok || !alphabet.Ident(name) || value == "" || strings.ContainsRune(value, '=') || !alphabet.IdentLike(value) {
			return false
		}
	}
	return true
}

// isWordList reports whether s is short words with commas between:
// mimes:bmp,jpeg,jpg,png.
func isWordList(s string) bool {
	if strings.Count(s, ",") < 3 {
		return false
	}
	for part := range strings.FieldsFuncSeq(s, func(r rune) bool { return r == ',' || r == ':' || r == '|' }) {
		if len(part) > 12 || !alphabet.All([]byte(part), alphabet.Letter) {
			return false
		}
	}
	return true
}

// isSubstitution reports whether s is s/…/…/ with any sign for the slash.
func isSubstitution(s string) bool {
	if len(s) < 5 || s[0] != 's' || alphabet.Alnum(s[1]) || strings.Count(s, s[1:2]) < 3 {
		return false
	}
	return strings.Trim(s[strings.LastIndexByte(s, s[1])+1:], "gimpI0123456789") == ""
}

// isOneEscape reports whether s is one character, escaped: \u001f, \x1f.
func isOneEscape(s string) bool {
	for _, p := range [...]string{`\u`, `\U`, `\x`} {
		if hex, ok := strings.CutPrefix(s, p); ok && len(hex) <= 8 && alphabet.AllHex([]byte(strings.Trim(hex, "{}"))) {
			return true
		}
	}
	return false
}

// hasCall reports whether s holds name(…).
func hasCall(s string) bool {
	i := strings.IndexByte(s, '(')
	if i <= 0 || !strings.Contains(s[i:], ")") {
		return false
	}
	j := i
	for j > 0 && (alphabet.Alnum(s[j-1]) || s[j-1] == '_' || s[j-1] == '.') {
		j--
	}
	return i-j >= 3 && Wordy([]byte(s[j:i])) && !random.HasStretch([]byte(s))
}

// isDottedNames reports whether s is identifiers with dots, colons or arrows
// between, and none of them is random.
func isDottedNames(s string) bool {
	for i := 0; i < len(s); i++ {
		if !alphabet.Alnum(s[i]) && strings.IndexByte("_.:->[]'\"$?!", s[i]) < 0 {
			return false
		}
	}
	return !random.HasStretch([]byte(s)) && Wordy([]byte(s))
}
