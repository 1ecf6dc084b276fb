package keys

import (
	"strings"
)

// A command is a program's call, in lower case, that makes a value.
type command struct {
	word string // what a comment must contain
	// make returns the kind, by the whole comment and what follows the word on
	// its line.
	make func(text, rest string) (Kind, bool)
}

// commands are tried in their order.
var commands = []command{
	{"envguard keygen ", func(_, rest string) (Kind, bool) {
		end := 0
		for end < len(rest) && (isAlnum(rest[end]) || rest[end] == ':' || rest[end] == '-') {
			end++
		}
		k, err := Parse(strings.Trim(rest[:end], ":-"))
		return k, err == nil
	}},
	{"fernet.generate_key", fixed("fernet")},
	{"generate_fernet_key", fixed("fernet")},
	{"replace-with-a-fernet-key", fixed("fernet")},
	{"get_random_secret_key", fixed("django")},
	{"artisan key:generate", fixed("laravel")},
	{"phx.gen.secret", func(_, rest string) (Kind, bool) {
		if n := leadingNumber(rest); strings.HasPrefix(rest, " ") && n >= 32 && n <= maxSize {
			return kind("alnum", n), true
		}
		return kind("phoenix", 0), true
	}},
	{"rails secret", fixed("rails")},
	{"rake secret", fixed("rails")},
	{"auth secret", func(text, _ string) (Kind, bool) { return kind("nextauth", 0), strings.Contains(text, "npx ") }},
	{"openssl rand", opensslRand},
	{"token_hex(", sized("hex", 32)},
	{"token_urlsafe(", sized("urlsafe", 32)},
	{"securerandom.hex", sized("hex", 16)},
	{"securerandom.alphanumeric", sized("alnum", 16)},
	{"securerandom.uuid", fixed("uuid")},
	{"uuidgen", fixed("uuid")},
	{"uuid4(", fixed("uuid")},
	{"uuidv4(", fixed("uuid")},
	{"randomuuid(", fixed("uuid")},
	{"randombytes(", func(_, rest string) (Kind, bool) {
		name := "hex"
		switch {
		case strings.Contains(rest, "base64url"):
			name = "urlsafe"
		case strings.Contains(rest, "base64"):
			name = "base64"
		}
		return sized(name, 32)("", rest)
	}},
	{"random_bytes(", func(text, rest string) (Kind, bool) {
		if strings.Contains(text, "base64_encode") {
			return sized("base64", 32)("", rest)
		}
		return sized("hex", 32)("", rest)
	}},
	{"os.urandom(", sized("hex", 32)},
	{"/dev/urandom", devUrandom},
	{"pwgen ", func(string, string) (Kind, bool) { return kind("alnum", 32), true }},
}

// maxSize bounds the size that a comment asks for.
const maxSize = 1024

// fixed makes a kind of its usual size.
func fixed(name string) func(string, string) (Kind, bool) {
	return func(string, string) (Kind, bool) { return kind(name, 0), true }
}

// sized makes a kind of the size that follows the word.
func sized(name string, usual int) func(string, string) (Kind, bool) {
	return func(_, rest string) (Kind, bool) {
		n := leadingNumber(rest)
		if n <= 0 || n > maxSize {
			n = usual
		}
		return kind(name, n), true
	}
}

func opensslRand(_, rest string) (Kind, bool) {
	n := firstNumber(rest)
	if n <= 0 || n > maxSize {
		n = 32
	}
	switch {
	case strings.Contains(rest, "-hex"):
		return kind("hex", n), true
	case strings.Contains(rest, "tr -dc") && strings.Contains(rest, "a-za-z0-9"):
		return kind("alnum", n*4/3), true
	}
	return kind("base64", n), true
}

func devUrandom(text, _ string) (Kind, bool) {
	_, rest, _ := strings.Cut(text, "head -c")
	switch {
	case strings.Contains(text, "base64"):
		return sized("base64", 32)("", rest)
	case strings.Contains(text, "xxd"), strings.Contains(text, "hexdump"), strings.Contains(text, "od -"):
		return sized("hex", 32)("", rest)
	}
	return kind("alnum", 32), true
}

// recipeIn finds a command in a comment or a placeholder that makes the value,
// and returns the kind that it makes.
func recipeIn(text string) (Kind, bool) {
	low := strings.ToLower(text)
	for _, c := range commands {
		_, rest, ok := strings.Cut(low, c.word)
		if !ok {
			continue
		}
		rest, _, _ = strings.Cut(rest, "\n")
		if k, ok := c.make(low, rest); ok || c.word == commands[0].word {
			return k, ok
		}
	}
	return Kind{}, false
}

// HasRecipe reports whether a comment holds a command that makes the value.
func HasRecipe(comment string) bool {
	_, ok := recipeIn(comment)
	return ok
}

// formIn reads a form that is described in words: "32 bytes hex",
// "base64-encoded 32-byte key", "64 hex characters".
func formIn(text string) (Kind, bool) {
	bytes := numberBefore(text, "byte")
	if bytes < 8 || bytes > 128 {
		bytes = 0
	}
	raw := bytes == 16 || bytes == 24 || bytes == 32
	if n := numberBefore(text, "bit"); n >= 128 && n <= 1024 && n%8 == 0 && bytes == 0 {
		bytes = n / 8
	}
	hexadecimal := hasWord(text, "hex") || strings.Contains(text, "hexadecimal")
	based := strings.Contains(text, "base64")
	switch {
	case strings.Contains(text, "fernet"):
		return kind("fernet", 0), true
	case hasWord(text, "uuid"):
		return kind("uuid", 0), true
	case hexadecimal && bytes > 0:
		return kind("hex", bytes), true
	case hexadecimal:
		for _, unit := range [...]string{"hex", "char", "digit"} {
			if n := numberBefore(text, unit); n >= 16 && n <= 256 && n%2 == 0 {
				return kind("hex", n/2), true
			}
		}
		return kind("hex", 32), true
	case based && (strings.Contains(text, "url-safe") || strings.Contains(text, "urlsafe") || strings.Contains(text, "base64url")):
		return kind("urlsafe", bytes), true
	case based:
		return kind("base64", bytes), true
	case raw:
		// A key that is used as it is: as many characters as bytes.
		return kind("alnum", bytes), true
	}
	return Kind{}, false
}

// A length is how many characters a value must have. 0 means no bound.
type length struct{ exact, least, most int }

// lengthIn reads "at least 32 characters", "32+ chars", "min-32-chars",
// "exactly 32 characters".
func lengthIn(text string) length {
	var l length
	for i := 0; i < len(text); {
		if !isDigit(text[i]) || i > 0 && isAlnum(text[i-1]) {
			i++
			continue
		}
		end := i
		for end < len(text) && isDigit(text[end]) {
			end++
		}
		n := number(text[i:end])
		before, after := text[max(0, i-24):i], text[end:min(len(text), end+20)]
		i = end
		if n < 8 || n > 512 {
			continue
		}
		unit := strings.TrimLeft(after, " -_+")
		if !strings.HasPrefix(unit, "char") && !strings.HasPrefix(unit, "letters") && !strings.HasPrefix(unit, "symbols") &&
			!strings.HasPrefix(unit, "random char") && !strings.HasPrefix(unit, "zeichen") && !strings.HasPrefix(unit, "alphanumeric") {
			continue
		}
		words := strings.NewReplacer("-", " ", "_", " ").Replace(before)
		behind := strings.NewReplacer("-", " ", "_", " ").Replace(after)
		switch {
		case strings.Contains(words, "at most"), strings.Contains(words, "max"), strings.Contains(words, "up to"), strings.Contains(words, "no more than"):
			l.most = n
		case strings.Contains(words, "exact"):
			l.exact = n
		case strings.Contains(words, "least"), strings.Contains(words, "min"), strings.Contains(words, "more than"), strings.Contains(words, ">="),
			strings.HasPrefix(after, "+"), strings.Contains(behind, "min"), strings.Contains(behind, "or more"), strings.Contains(behind, "or long"):
			l.least = max(l.least, n)
		default:
			l.exact = n
		}
	}
	return l
}

// fit changes a kind to one whose values have the length.
func fit(k Kind, l length) Kind {
	n, want := k.length(), 0
	switch {
	case l.exact > 0:
		want = l.exact
	case n < l.least:
		want = l.least
	case l.most > 0 && n > l.most:
		want = l.most
	}
	switch {
	case want == 0 || want == n:
		return k
	case k.Name == "password":
		return kind("password", want)
	case k.Name == "hex" && want%2 == 0:
		return kind("hex", want/2)
	}
	return kind("alnum", want)
}

// length returns how many characters a value of the kind has.
func (k Kind) length() int {
	s, err := k.New()
	if err != nil {
		return 0
	}
	return len(s)
}

// isFetched reports whether a comment says where to get the value, rather
// than how to make it.
func isFetched(text string) bool {
	for _, w := range [...]string{
		"dashboard", "console", "from your ", "obtain", "sign up", "signup", "register at", "get it at", "get it from", "get one at",
		"get yours", "get from", "get your", "provided by", "ask ", "portal", "account settings", "1password", "vault", "https://",
	} {
		if strings.Contains(text, w) {
			return true
		}
	}
	return false
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func isAlnum(c byte) bool { return isDigit(c) || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' }

// number reads a small number, 0 if it is too long.
func number(s string) int {
	if len(s) > 6 {
		return 0
	}
	n := 0
	for i := range len(s) {
		n = n*10 + int(s[i]-'0')
	}
	return n
}

// firstNumber returns the first number that is alone, or 0.
func firstNumber(s string) int {
	for i := 0; i < len(s); i++ {
		if !isDigit(s[i]) || i > 0 && isAlnum(s[i-1]) {
			continue
		}
		end := i
		for end < len(s) && isDigit(s[end]) {
			end++
		}
		return number(s[i:end])
	}
	return 0
}

// leadingNumber returns the number that a text begins with, behind blanks and
// opening brackets, or 0.
func leadingNumber(s string) int {
	s = strings.TrimLeft(s, " (")
	end := 0
	for end < len(s) && isDigit(s[end]) {
		end++
	}
	return number(s[:end])
}

// numberBefore returns the number in front of a unit, as in "32 bytes",
// "32-byte" and "32byte", or 0.
func numberBefore(s, unit string) int {
	for at := 0; ; {
		i := strings.Index(s[at:], unit)
		if i < 0 {
			return 0
		}
		i += at
		at = i + len(unit)
		end := i
		for end > 0 && (s[end-1] == ' ' || s[end-1] == '-' || s[end-1] == '_') && i-end < 2 {
			end--
		}
		start := end
		for start > 0 && isDigit(s[start-1]) {
			start--
		}
		if start < end {
			return number(s[start:end])
		}
	}
}

// hasWord reports whether a word is alone in the text.
func hasWord(text, word string) bool {
	for at := 0; ; {
		i := strings.Index(text[at:], word)
		if i < 0 {
			return false
		}
		i += at
		at = i + len(word)
		if (i == 0 || !isAlnum(text[i-1])) && (at == len(text) || !isAlnum(text[at])) {
			return true
		}
	}
}
