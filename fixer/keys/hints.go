package keys

import (
	"strings"
)

// recipeIn finds a command in a comment or a placeholder that makes the value,
// and returns the kind that it makes.
func recipeIn(text string) (Kind, bool) {
	low := strings.ToLower(text)
	has := func(words ...string) bool {
		for _, w := range words {
			if strings.Contains(low, w) {
				return true
			}
		}
		return false
	}
	size := func(after string, otherwise int) int {
		if n := numberAfter(low, after); n > 0 && n <= 1024 {
			return n
		}
		return otherwise
	}
	switch {
	case has("envguard keygen "):
		_, rest, _ := strings.Cut(low, "envguard keygen ")
		end := 0
		for end < len(rest) && (isAlnum(rest[end]) || rest[end] == ':' || rest[end] == '-') {
			end++
		}
		if k, err := Parse(strings.Trim(rest[:end], ":-")); err == nil {
			return k, true
		}
		return Kind{}, false
	case has("fernet.generate_key", "generate_fernet_key", "replace-with-a-fernet-key"):
		return kind("fernet", 0), true
	case has("get_random_secret_key"):
		return kind("django", 0), true
	case has("artisan key:generate"):
		return kind("laravel", 0), true
	case has("phx.gen.secret"):
		if n := numberAfter(low, "phx.gen.secret "); n >= 32 && n <= 1024 {
			return kind("alnum", n), true
		}
		return kind("phoenix", 0), true
	case has("rails secret", "rake secret"):
		return kind("rails", 0), true
	case has("auth secret") && has("npx "):
		return kind("nextauth", 0), true
	case has("openssl rand"):
		_, rest, _ := strings.Cut(low, "openssl rand")
		rest, _, _ = strings.Cut(rest, "\n")
		n := firstNumber(rest)
		if n <= 0 || n > 1024 {
			n = 32
		}
		if strings.Contains(rest, "-hex") {
			return kind("hex", n), true
		}
		if strings.Contains(rest, "tr -dc") && strings.Contains(rest, "a-za-z0-9") {
			return kind("alnum", n*4/3), true
		}
		return kind("base64", n), true
	case has("token_hex("):
		return kind("hex", size("token_hex(", 32)), true
	case has("token_urlsafe("):
		return kind("urlsafe", size("token_urlsafe(", 32)), true
	case has("securerandom.hex"):
		return kind("hex", size("securerandom.hex", 16)), true
	case has("securerandom.alphanumeric"):
		return kind("alnum", size("securerandom.alphanumeric", 16)), true
	case has("securerandom.uuid", "uuidgen", "uuid4(", "uuidv4(", "randomuuid("):
		return kind("uuid", 0), true
	case has("randombytes("):
		_, rest, _ := strings.Cut(low, "randombytes(")
		rest, _, _ = strings.Cut(rest, "\n")
		n := size("randombytes(", 32)
		switch {
		case strings.Contains(rest, "base64url"):
			return kind("urlsafe", n), true
		case strings.Contains(rest, "base64"):
			return kind("base64", n), true
		}
		return kind("hex", n), true
	case has("random_bytes("):
		if has("base64_encode") {
			return kind("base64", size("random_bytes(", 32)), true
		}
		return kind("hex", size("random_bytes(", 32)), true
	case has("os.urandom("):
		return kind("hex", size("os.urandom(", 32)), true
	case has("/dev/urandom"):
		switch {
		case has("base64"):
			return kind("base64", size("head -c", 32)), true
		case has("xxd", "hexdump", "od -"):
			return kind("hex", size("head -c", 32)), true
		}
		return kind("alnum", 32), true
	case has("pwgen "):
		return kind("alnum", 32), true
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

// numberAfter returns the number that follows the mark at once or behind an
// opening bracket or a blank, or 0.
func numberAfter(s, mark string) int {
	_, rest, ok := strings.Cut(s, mark)
	if !ok {
		return 0
	}
	rest = strings.TrimLeft(rest, " (")
	end := 0
	for end < len(rest) && isDigit(rest[end]) {
		end++
	}
	return number(rest[:end])
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
