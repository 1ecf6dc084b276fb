// Package judge decides whether a value is a secret, from the value, its name and
// its place. Rules of every kind, the example check and the fixer call it. Start
// with [Judge] for a setting, [MatchToken] for a token with a prefix, and
// [MatchKeyed] for a value that only its name reveals.
package judge

import (
	"bytes"
	"encoding/hex"
	"strings"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/fileclass"
	"github.com/envguard/envguard/rules/random"
)

// A VerdictKind says what a value in an example file is.
type VerdictKind uint8

// The verdicts. All but Real may be published.
const (
	Real         VerdictKind = iota // nothing says that it is not a secret
	Empty                           // nothing, or a word for nothing
	FillIn                          // a placeholder: asks to be replaced, or cannot be a secret
	Config                          // a plain setting, or a public identifier
	LocalDefault                    // the well-known password of a service on one's own machine
	Reference                       // says where the secret is: a vault, a variable, ciphertext
	KnownPublic                     // a documented key that everyone knows
)

// String returns the verdict's name as explain shows it.
func (k VerdictKind) String() string {
	switch k {
	case Empty:
		return "empty"
	case FillIn:
		return "placeholder"
	case Config:
		return "configuration"
	case LocalDefault:
		return "local default"
	case Reference:
		return "reference"
	case KnownPublic:
		return "known public value"
	default:
		return "real"
	}
}

// A Verdict is what [Judge] makes of a value.
type Verdict struct {
	Kind   VerdictKind
	Reason string // what decided, without the value
	// Name is what the name says of the value.
	Name NameKind
	// Score is the probability that a Real value is a secret.
	Score float64
	// Start and End delimit the secret in a Real value: the password of a URL.
	Start, End int
}

// Judge says what the value of a setting in a file that everyone may read
// is, by the setting's name and the value alone. It answers Real when nothing
// allows the value and the name or the value's randomness supports a
// secret.
func Judge(key string, value []byte) Verdict {
	v := JudgeValue(key, value)
	name := JudgeName(key)
	if v.Kind == FillIn && name <= NameHarmless {
		// What would be a poor secret is a good name, number or region.
		if s := foldQuotes(value); alphabet.Number(string(s)) || v.Reason == ReasonWords {
			return Verdict{Kind: Config, Reason: "a plain word or number"}
		}
	}
	if v.Kind != Real {
		return v
	}
	if v.End == 0 {
		v.End = len(value)
	}
	if v.Score > 0 {
		return v // the value's structure has decided
	}
	secret := value[v.Start:v.End]
	switch name {
	case NameHarmless:
		return Verdict{Kind: Config, Reason: "the name is that of a property or of something public"}
	case NameSecret, NamePassword, NameWeak:
		start, end := unwrap(value[:v.End], v.Start)
		c := setting(key, value, start, end)
		if why := materialReason(c); why != "" {
			return Verdict{Kind: Config, Reason: why}
		}
		// Not even a weak value of a secret is shown to be harmless.
		v.Name, v.Score = name, max(Value(c).Score, 0.05)
		if v.Score < rules.WarnScore && (name == NameWeak || len(secret) < 6 && alphabet.AllDigits(secret)) {
			return Verdict{Kind: Config, Reason: "neither the name nor the value suggests a secret"}
		}
		v.Reason = "a value that looks real under the " + name.String()
		return v
	}
	if random.HasStretch(secret) && len(secret) >= 24 && alphabet.Classes(secret) >= 2 && !isObjectID(secret) {
		v.Score, v.Reason = 0.5, "a random value, though the name does not say secret"
		return v
	}
	return Verdict{Kind: Config, Reason: "neither the name nor the value suggests a secret"}
}

// setting returns the entry key=value of an example file as a candidate.
func setting(key string, value []byte, start, end int) *rules.Candidate {
	data := append(append([]byte(key), '='), value...)
	at := len(key) + 1
	return &rules.Candidate{
		File: &rules.File{Path: ".env.example", Data: data, Class: fileclass.Example},
		Kind: rules.KindEnv | rules.KindAssigned, Key: key, Op: '=',
		Start: at + start, End: at + end,
	}
}

// unwrap returns the span of value[start:] without brackets around it and
// without the name of a variable whose default it is: <R>, {{R}}, ${NAME:-R}.
func unwrap(value []byte, start int) (int, int) {
	end := len(value)
	for end-start > 2 {
		open, shut := value[start], value[end-1]
		if i := bytes.Index(value[start:end], []byte(":-")); open == '$' && shut == '}' && i > 0 {
			start, end = start+i+2, end-1
			continue
		}
		if open != '<' && open != '{' && open != '[' && open != '(' || shut != open+2 && shut != open+1 {
			break
		}
		start, end = start+1, end-1
	}
	return start, end
}

// isObjectID reports whether v is an identifier as MongoDB gives documents: 24
// hexadecimal digits that begin with a time, here of the years 2009 to 2036.
func isObjectID(v []byte) bool {
	return len(v) == 24 && alphabet.AllHex(v) && bytes.Compare(v[:2], []byte("4a")) >= 0 && bytes.Compare(v[:2], []byte("7d")) <= 0
}

// JudgeValue says what allows a value. It answers Real when nothing does,
// whatever the name suggests; the name matters only where the value repeats
// it. A Score above 0 means that the structure alone makes it a secret.
func JudgeValue(key string, value []byte) Verdict {
	v := foldQuotes(value)
	if len(v) == 0 {
		return Verdict{Kind: Empty, Reason: "nothing"}
	}
	if len(v) > maxJudged {
		return judgeLong(v)
	}
	off := bytes.Index(value, v)
	s := string(v)
	lower := alphabet.ToLower(s)
	switch lower {
	case "null", "none", "nil", "undefined", "n/a", "na", "~", "nan", "void", "(null)", "(none)", "empty", "-", "--", "\\n":
		return Verdict{Kind: Empty, Reason: "a word for nothing"}
	}
	if why := PublishedIn(s); why != "" {
		return Verdict{Kind: KnownPublic, Reason: why}
	}
	if v, ok := judgeReference(key, s, lower); ok {
		return v
	}
	if v, ok := judgeBrackets(key, v); ok {
		return v
	}
	if v, ok := judgeStructure(key, v, off); ok {
		return v
	}
	if why := FillerReason(v); why != "" {
		return Verdict{Kind: FillIn, Reason: why}
	}
	if sameName(key, s) {
		return Verdict{Kind: FillIn, Reason: "the setting's own name"}
	}
	if why := configReason(v, lower); why != "" {
		return Verdict{Kind: Config, Reason: why}
	}
	if isServiceUser(lower) {
		return Verdict{Kind: LocalDefault, Reason: "the default of a local service"}
	}
	if why := markerReason(v); why != "" {
		return Verdict{Kind: FillIn, Reason: why}
	}
	return Verdict{Kind: Real, Start: off, End: off + len(v)}
}

// maxJudged is the length up to which a value is looked at as a whole.
const maxJudged = 4096

func judgeLong(v []byte) Verdict {
	if bytes.HasPrefix(v, []byte("-----BEGIN ")) {
		if PemReason(v) == "" {
			return Verdict{Kind: Real, Score: 0.95, Reason: "a private key", End: len(v)}
		}
	}
	return Verdict{Kind: Config, Reason: "too long for a secret"}
}

// FillerReason says why a value cannot come from a generator whatever its
// words are: too few characters, a row, a unit again and again.
func FillerReason(v []byte) string {
	var seen [256]bool
	distinct, alnum, dots := 0, 0, 0
	for _, c := range v {
		if !seen[c] {
			seen[c] = true
			distinct++
		}
		if alphabet.Alnum(c) || c >= 0x80 {
			alnum++
		}
		if c == '.' || c == '*' || c == 'x' || c == 'X' {
			dots++
		}
	}
	switch {
	case alnum == 0:
		return "no letter or digit"
	case len(v) >= 3 && distinct <= 3 && !(len(v) < 8 && distinct == 3):
		return "three different characters or fewer"
	case len(v) >= 8 && distinct <= 4 && alphabet.AllHex(v) && len(v) >= 20:
		return "four different digits or fewer"
	case len(v) >= 20 && distinct <= 8 && alnum == len(v) && !alphabet.AllHex(v):
		// Of 32 characters, a generator takes no more than 8 in 20 draws once
		// in a hundred thousand times; of 62, once in a hundred million.
		return "eight different characters, as fingers on a keyboard make"
	}
	if IsSequence(v) {
		return "a row of consecutive or repeated characters"
	}
	// ghp_xxxxxxxx…, sk-..., whsec_****: the rest may be a prefix.
	if runs := fillerRun(v); runs >= 3 && !random.HasStretch(v) {
		return "filler: xxx, ..., *** or 000"
	}
	if bytes.Contains(v, []byte("EXAMPLE")) || bytes.HasSuffix(v, []byte("example")) {
		return "says EXAMPLE" // as AWS's documentation marks its keys
	}
	if bytes.Contains(v, []byte("...")) || bytes.Contains(v, []byte("…")) {
		return "an ellipsis"
	}
	if isKeyboardRow(alphabet.ToLower(string(v))) {
		return "a row of the keyboard"
	}
	if isStruck(v) {
		return "letters struck at random"
	}
	if isCounting(v) {
		return "bytes that count up or down"
	}
	return ""
}

// isCounting reports whether v is hexadecimal of bytes in a row: 02030405….
func isCounting(v []byte) bool {
	raw := make([]byte, hex.DecodedLen(len(v)))
	if n, err := hex.Decode(raw, v); err != nil || n < 6 {
		return false
	}
	up, down := 0, 0
	for i := 1; i < len(raw); i++ {
		switch raw[i] - raw[i-1] {
		case 1:
			up++
		case 0xff:
			down++
		}
	}
	return max(up, down)*5 >= (len(raw)-1)*4
}

// isStruck reports whether v is what hands make that strike a keyboard without
// looking: letters of one case, possibly with digits, too few of them different
// for a generator. n letters of 26 leave (25/26)^n of the alphabet out.
func isStruck(v []byte) bool {
	var seen [26]bool
	letters, distinct := 0, 0
	missing := 1.0
	for _, c := range v {
		switch {
		case alphabet.Lower(c):
			if !seen[c-'a'] {
				seen[c-'a'] = true
				distinct++
			}
			letters++
			missing *= 25.0 / 26
		case !alphabet.Digit(c):
			return false
		}
	}
	return letters >= 16 && letters*2 > len(v) && !alphabet.AllHex(v) && float64(distinct) <= 0.65*26*(1-missing)
}

// fillerRun returns the length of the longest run of one filler character,
// counting groups with dashes between them as one: xxxx-xxxx.
func fillerRun(v []byte) int {
	best := 0
	for i := 0; i < len(v); {
		c := v[i]
		if c|0x20 != 'x' && c != '.' && c != '*' && c != '0' && c != '?' && c != '#' && c != '_' && c != '-' {
			i++
			continue
		}
		j := i
		for j < len(v) && v[j] == c {
			j++
		}
		n := j - i
		if c == '0' {
			n -= 3 // zeros also are in numbers
		}
		if c == '_' || c == '-' {
			n -= 1
		}
		best = max(best, n)
		i = j
	}
	return best
}

// IsSequence reports whether v, after doubled characters are folded, is mostly
// rows and repetitions: 0123…, abcabc…, 00112233.
func IsSequence(v []byte) bool {
	if n := unitOf(v); n <= len(v)/2 && n >= 2*random.RandomLength {
		v = v[:n] // a key that was written twice is judged as one
	}
	if isRows(v) || isRows(foldDoubles(v)) {
		return true
	}
	// a1b2c3d4, abCDeF12gh34: letters in a row and digits in a row, mixed.
	var a, d [random.MaxPriced]byte
	na, nd := 0, 0
	for i, c := range v {
		switch {
		case i >= random.MaxPriced:
		case alphabet.Digit(c):
			d[nd] = c
			nd++
		case alphabet.Letter(c):
			a[na] = c | 0x20
			na++
		}
	}
	return na+nd >= 6 && (na+nd)*10 >= len(v)*8 && (na < 2 || isRows(a[:na]) || na < 4 && a[1] == a[0]+1) && (nd < 2 || isRows(d[:nd]) || nd < 4 && random.Next(d[0], d[1]))
}

func foldDoubles(v []byte) []byte {
	out := make([]byte, 0, len(v))
	for i, c := range v {
		if i == 0 || v[i-1] != c {
			out = append(out, c)
		}
	}
	if len(out)*2 > len(v) {
		return nil // only where everything is doubled
	}
	return out
}

func isRows(v []byte) bool {
	if len(v) < 4 {
		return false
	}
	var buf [random.MaxPriced]bool
	if len(v) > random.MaxPriced {
		v = v[:random.MaxPriced]
	}
	n, free := 0, 0
	for i, r := range random.IsRow(v, buf[:0]) {
		if r {
			n++
		} else if !alphabet.Alnum(v[i]) {
			free++
		}
	}
	// A unit that is repeated is free only from its second time on.
	rest := len(v) - n - free
	return rest == 0 || len(v) >= 8 && n*10 >= (len(v)-free)*8 || len(v) >= 12 && unitOf(v) <= len(v)/2
}

// unitOf returns the length of the unit that v repeats, or len(v)+1.
func unitOf(v []byte) int {
	for n := 1; n <= len(v)/2; n++ {
		if bytes.Equal(v[n:], v[:len(v)-n]) {
			return n
		}
	}
	return len(v) + 1
}

// isKeyboardRow reports whether s consists of rows of a keyboard and digits.
func isKeyboardRow(s string) bool {
	s = strings.TrimRight(s, "0123456789!")
	if len(s) < 4 {
		return false
	}
	for _, row := range [...]string{"qwertyuiopasdfghjklzxcvbnm", "qwertzuiopasdfghjklyxcvbnm", "azertyuiopqsdfghjklmwxcvbn", "1qaz2wsx3edc4rfv5tgb6yhn", "1qazxsw23edcvfr45tgbnhy6", "zaq12wsxcde34rfvbgt5", "q1w2e3r4t5y6u7i8", "asdfghjkl", "zxcvbnm"} {
		if strings.Contains(row, s) {
			return true
		}
	}
	return false
}

// sameName reports whether the value says no more than the name does:
// SECRET_KEY=SECRET_KEY, apiKey=api-key, #db_url.
func sameName(key, value string) bool {
	a, b := alphabet.Letters(key), alphabet.Letters(value)
	if a == "" || b == "" {
		return false
	}
	if len(a) >= 6 && strings.HasSuffix(b, a) && isUpperSnake(value) {
		return true // key_password: "APP_KAFKA_KEY_PASSWORD", a variable's name
	}
	return a == b || len(b) >= 4 && strings.HasSuffix(a, b) || len(a) >= 4 && strings.HasSuffix(b, a) && len(b) <= len(a)+8 && !random.HasStretch([]byte(value)) && noDigits(value)
}

// isUpperSnake reports whether s is written as a variable of the environment.
func isUpperSnake(s string) bool {
	for i := range len(s) {
		if !alphabet.Upper(s[i]) && s[i] != '_' {
			return false
		}
	}
	return strings.Contains(s, "_")
}

func noDigits(s string) bool { return !strings.ContainsAny(s, "0123456789") }

// markerReason reports whether the value's words say that it is a placeholder.
// A word counts only if the rest is no random stretch: sk_test_ before a real
// key allows nothing.
func markerReason(v []byte) string {
	if random.HasStretch(v) || isScrambled(string(v)) {
		return ""
	}
	if len(v) >= 14 && IsPasswordShaped(v) && !instructs(v) {
		return "" // MyVeryHardPassword1!: what satisfies a policy is in use
	}
	var buf [24]string
	words := alphabet.SplitWords(string(v), buf[:0])
	marker, secretWord, known, letters := "", "", 0, 0
	for _, w := range words {
		letters += len(w)
		t := trimDigits(w)
		switch {
		case isMarker(w) || isMarker(t):
			if marker == "" || len(t) > len(marker) {
				marker = t
			}
			known += len(w)
		case isSecretWord(w) || isSecretWord(t) || isServiceUser(t):
			secretWord = t
			known += len(w)
		}
	}
	// Two letters that happen to be "my" mean nothing in a password of symbols.
	if marker != "" && (len(marker) > 2 || known*2 >= letters) && (len(words) > 1 || known == letters) {
		// tr4-my_9xB: a marker next to something unexplained that is not words.
		if rest := letters - known; rest < 6 || Wordy(v) || known >= 2*rest {
			return "says that it is a placeholder"
		}
	}
	if secretWord != "" && known == letters {
		return "words for a secret"
	}
	// uai_password: a short name before or after it.
	if len(secretWord) >= 3 && alphabet.AllLetters(v) && letters-known <= 6 && known >= letters/2 {
		return "a name and a word for a secret"
	}
	return disguisedReason(v, len(words))
}

// disguisedReason is markerReason for words that are part of others or have letters
// replaced: s3cr3t, mypassw0rd. n is how many words the value has.
func disguisedReason(v []byte, n int) string {
	var buf [24]string
	lower := alphabet.ToLower(string(v))
	plain := unleet(strings.TrimRight(lower, "0123456789!?.#@$"))
	for _, w := range alphabet.SplitWords(plain, buf[:0]) {
		if isMarker(w) && len(w) > 3 || isSecretWord(w) && len(w) >= 4 {
			if n == 1 || Wordy([]byte(plain)) {
				return "words for a secret or a placeholder, letters replaced"
			}
		}
	}
	// s3cr3t!x: nearly nothing next to the word.
	for w := range strings.FieldsFuncSeq(lower, func(r rune) bool { return r < 0x80 && !alphabet.Alnum(byte(r)) }) {
		if u := unleet(w); len(u) >= 5 && len(lower)-len(w) <= 3 && (isMarker(u) || isSecretWord(u)) {
			return "words for a secret or a placeholder, letters replaced"
		}
	}
	for _, w := range [...]string{"changeme", "changeit", "changethis", "replaceme", "password", "passwd", "secret", "example", "placeholder", "dummy", "sample", "insecure", "fillme", "letmein", "notreal", "yourkey", "yourtoken", "yourpass", "qwerty", "test", "changez", "passwort", "kennwort", "geheim", "seekret"} {
		if strings.Contains(plain, w) && Wordy([]byte(plain)) {
			return "words for a secret or a placeholder"
		}
	}
	for _, w := range [...]string{"password", "passwd"} {
		if strings.Contains(plain, w) && alphabet.AllLetters([]byte(plain)) && len(plain)-len(w) <= 8 {
			return "a name and a word for a secret"
		}
	}
	if wordsOnly(v) {
		return ReasonWords
	}
	return ""
}

// instructs reports whether v says someone to put something else in its
// place.
func instructs(v []byte) bool {
	lower := alphabet.ToLower(string(v))
	for _, w := range [...]string{"your", "change", "replace", "insert", "example", "placeholder", "here", "todo", "fixme", "xxx", "fill", "enter", "dummy", "fake", "sample", "password", "secret"} {
		if strings.Contains(lower, w) {
			return true
		}
	}
	return false
}

// ReasonWords is the reason that holds only where a secret is expected.
const ReasonWords = "words only"

// Wordy reports whether text explains v better than noise does.
func Wordy(v []byte) bool { return random.Surprise(v) < 0 }

// wordsOnly reports whether v is words and separators, possibly with digits or
// an exclamation mark at its end. Such a value is a name or a placeholder
// more often than a password.
func wordsOnly(v []byte) bool {
	if IsPasswordShaped(v) {
		return false
	}
	t := bytes.TrimRight(v, "!?.")
	t = bytes.TrimRight(t, "0123456789")
	if len(v)-len(t) > 6 || len(t) == 0 {
		return false
	}
	for _, c := range t {
		if !alphabet.Letter(c) && c != '_' && c != '-' && c != '.' && c != ' ' && c != ',' && c != '\'' && c != '/' && c != ':' && c < 0x80 {
			return false
		}
	}
	return random.Surprise(t) < 0
}

// IsPasswordShaped reports whether v is what people make of words when a form
// asks for upper and lower case, a digit and a sign: Harbor4821!
func IsPasswordShaped(v []byte) bool {
	if len(v) < 8 || len(v) > 40 {
		return false
	}
	var lower, upper, digit, sign bool
	for _, c := range v {
		switch {
		case alphabet.Lower(c):
			lower = true
		case alphabet.Upper(c):
			upper = true
		case alphabet.Digit(c):
			digit = true
		case bytes.IndexByte([]byte("!@#$%^&*?+=~"), c) >= 0:
			sign = true
		case c <= ' ' || c >= 0x7f || bytes.IndexByte([]byte("(){}[]<>/\\|\"'`,;:"), c) >= 0:
			return false
		}
	}
	return lower && upper && digit && sign
}
