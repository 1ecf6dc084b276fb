// Package alphabet has the character classes that secrets are written in, and
// plain operations on ASCII text. It knows nothing of rules.
package alphabet

// isLowerNum, isLowerBase32, isTokenEq and isTokenAny are alphabets of tokens.
func LowerNum(c byte) bool { return Lower(c) || Digit(c) }

func LowerBase32(c byte) bool { return Lower(c) || c >= '2' && c <= '7' }

func TokenEq(c byte) bool { return TokenDot(c) || c == '=' }

func TokenAny(c byte) bool { return TokenEq(c) || c == '+' || c == '/' }

// More alphabets of tokens.
func UpperDash(c byte) bool { return UpperNum(c) || c == '-' }

func AlnumDot(c byte) bool { return Alnum(c) || c == '.' }

func AlnumUnder(c byte) bool { return Alnum(c) || c == '_' }

func AlnumDashEq(c byte) bool { return AlnumDash(c) || c == '=' }

func HexUnder(c byte) bool { return Hex(c) || c == '_' }

func SlashDash(c byte) bool { return AlnumDash(c) || c == '/' }

func StdBase64URL(c byte) bool { return StdBase64(c) || c == '-' || c == '_' }

func UpperNumUnder(c byte) bool { return UpperNum(c) || c == '_' }

func HexDash(c byte) bool { return Hex(c) || c == '-' }

func Digit(c byte) bool { return c >= '0' && c <= '9' }

func Lower(c byte) bool { return c >= 'a' && c <= 'z' }

func Upper(c byte) bool { return c >= 'A' && c <= 'Z' }

func Letter(c byte) bool { return Lower(c | 0x20) }

func Alnum(c byte) bool { return Digit(c) || Letter(c) }

func Hex(c byte) bool { return Digit(c) || c|0x20 >= 'a' && c|0x20 <= 'f' }

// isRunOf reports whether every byte of v is one that ok accepts.
func All(v []byte, ok func(byte) bool) bool {
	for _, c := range v {
		if !ok(c) {
			return false
		}
	}
	return len(v) > 0
}

// isURLSafe accepts the URL-safe base64 alphabet with its padding.
func URLSafe(c byte) bool { return Alnum(c) || c == '-' || c == '_' || c == '=' }

// isStdBase64 accepts the usual base64 alphabet with its padding.
func StdBase64(c byte) bool { return Alnum(c) || c == '+' || c == '/' || c == '=' }

// The alphabets of tokens.
func AlnumDash(c byte) bool { return Alnum(c) || c == '-' || c == '_' }

func TokenDot(c byte) bool { return AlnumDash(c) || c == '.' }

func Base32(c byte) bool { return Upper(c) || c >= '2' && c <= '7' }

func UpperNum(c byte) bool { return Upper(c) || Digit(c) }

func LowerHex(c byte) bool { return Digit(c) || c >= 'a' && c <= 'f' }

func SlashPath(c byte) bool { return Alnum(c) || c == '/' }
