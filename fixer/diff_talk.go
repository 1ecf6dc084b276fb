package fixer

import (
	"strings"

	"github.com/envguard/envguard/rules/alphabet"
)

// A passwordTalk follows the words of a comment that mentions a password: "the
// old password was sunshine", "# pw hunter2". Such a password may be a word, so
// that its place counts and not its look.
type passwordTalk struct {
	named bool // a word for a password came just before
	told  bool // and then one that says what it is
}

// next reports whether a word is the password that the words before it speak of.
func (t *passwordTalk) next(word string) bool {
	low := strings.ToLower(strings.Trim(word, ":=\"'`,.;()"))
	colon := strings.HasSuffix(word, ":") || strings.HasSuffix(word, "=")
	switch low {
	case "password", "passwd", "pw", "pwd", "passphrase", "passcode", "pin", "kennwort", "passwort":
		t.named, t.told = true, colon
		return false
	case "was", "is", "=", "->", "now", "still", "":
		t.told = t.told || t.named && low != "now" && low != "still"
		return false
	}
	named, told := t.named, t.told
	t.named, t.told = false, false
	switch {
	case !named || saysPlaceholder(low) || isConstant(low) || strings.Contains(low, "://"):
		return false
	case told:
		return !saysHow(low)
	case strings.Trim(low, "0123456789") == "":
		return len(low) >= 4
	}
	// Next to each other: "pw hunter2", but not "password reset".
	return len(low) >= 6 && !alphabet.AllLetters([]byte(low)) && strings.ContainsAny(low, "0123456789!@#$%^&*")
}

// saysHow reports whether a word goes on about a password and is none.
func saysHow(word string) bool {
	switch word {
	case "a", "an", "the", "in", "at", "on", "for", "from", "of", "to", "and", "or", "not", "no", "never", "always", "only", "also", "by", "with", "your", "our", "my", "its", "that", "this", "it",
		"required", "optional", "needed", "used", "unused", "stored", "set", "unset", "empty", "generated", "hashed", "encrypted", "changed", "configured", "defined", "given", "made", "read", "sent", "shown",
		"here", "there", "below", "above", "too", "long", "short", "longer", "at-least", "min", "max", "weak", "strong", "wrong", "correct", "different", "same", "safe", "secret", "private", "public",
		"change", "choose", "see", "use", "must", "should", "can", "will", "if", "when", "minimum", "least", "ignored", "disabled", "enabled", "url-encoded", "known", "shared", "kept", "what", "where", "how", "all", "any":
		return true
	}
	return false
}
