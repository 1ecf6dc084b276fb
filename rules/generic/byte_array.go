package generic

import (
	"bytes"
	"strconv"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
	"github.com/envguard/envguard/rules/random"
)

// ByteArray finds keys that are written as lists of numbers.
var ByteArray = &rules.Rule{
	ID:    "byte-array-secret",
	Title: "Secret as a list of bytes",
	Doc: `16 to 512 bytes as decimal or hexadecimal numbers in brackets, under the name of a secret: []byte{96, 71, …}, new byte[] {…}, Uint8Array([…]). The bytes must be what a generator makes, or text that is random itself.

Rows, tables of constants, sizes, and lists under other names are left alone. Under a name that need not be a secret's it is a warning, as in test code.`,
	Fix:      "Make a new key, and read it from the environment or a file that is not committed.",
	Severity: rules.Error,
	Kinds:    rules.KindBytes,
	Check:    checkByteArray,
	Examples: []rules.Example{
		{Path: "crypto.go", Text: "var secretKey = []byte{«{byteslist:32}»}\n", Why: "Go"},
		{Path: "Crypto.java", Text: "private static final byte[] ENCRYPTION_KEY = new byte[] {\n    «{byteslist:16}»\n};\n", Why: "Java, on a line of its own"},
		{Path: "wallet.ts", Text: "const privateKey = Uint8Array.from([«{byteslist:64}»]);\n", Why: "a wallet"},
		{Path: "a.go", Text: "var secretKey = []byte{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}\n", Why: "a row"},
		{Path: "b.go", Text: "var pixels = []byte{{byteslist:32}}\n", Why: "another name"},
		{Path: "c.c", Text: "static const int key_sizes[] = {16, 24, 32, 16, 24, 32, 16, 24, 32, 16, 24, 32, 16, 24, 32, 16};\n", Why: "sizes"},
		{Path: "d.go", Text: "publicKey := []byte{{byteslist:32}}\n", Why: "a public key"},
	},
}

func checkByteArray(c *rules.Candidate) (rules.Match, bool) {
	name := judge.SecretKind(c)
	if !c.GateText("name", name == judge.NameSecret || name == judge.NamePassword || name == judge.NameWeak, name.String()) {
		return rules.Match{}, false
	}
	b, ok := byteList(c.Value())
	if !c.Gate("bytes", ok && len(b) >= 16 && len(b) <= 512, float64(len(b))) {
		return rules.Match{}, false
	}
	why := listReason(b)
	if !c.GateText("random", why == "", why) {
		return rules.Match{}, false
	}
	if !judge.NoDigest(c) {
		return rules.Match{}, false
	}
	score := 0.85
	if name == judge.NameWeak {
		score = 0.6
		c.Gate("the name need not be a secret's", false, score)
	}
	return rules.Match{
		Start: c.Start, End: c.End, Score: judge.InFile(c, score), Remedy: rules.FromEnv,
		Message: "list of " + strconv.Itoa(len(b)) + " random bytes, under the " + name.String(),
	}, true
}

// byteList reads numbers of one byte, decimal or hexadecimal, with a sign or
// without.
func byteList(v []byte) (out []byte, ok bool) {
	out = make([]byte, 0, 64)
	for i := 0; i < len(v); {
		switch c := v[i]; {
		case alphabet.Digit(c):
			j := i
			for j < len(v) && (alphabet.Alnum(v[j]) || v[j] == '_') {
				j++
			}
			word := string(bytes.TrimRight(v[i:j], "uUlL"))
			n, err := strconv.ParseUint(bytesSuffix(word), 0, 16)
			if err != nil || n > 255 || len(out) > 1024 {
				return nil, false
			}
			if i > 0 && v[i-1] == '-' {
				n = 256 - n
			}
			out = append(out, byte(n))
			i = j
		case c == '(':
			for i < len(v) && v[i] != ')' {
				i++
			}
			i++
		case c == '/' || c == '#':
			for i < len(v) && v[i] != '\n' {
				i++
			}
		default:
			i++
		}
	}
	return out, true
}

// bytesSuffix takes Rust's type off a number.
func bytesSuffix(s string) string {
	if len(s) > 2 && (s[len(s)-2:] == "u8" || s[len(s)-2:] == "i8") {
		return s[:len(s)-2]
	}
	return s
}

// listReason says why bytes are not what a generator makes, or "".
func listReason(b []byte) string {
	if alphabet.All(b, func(c byte) bool { return c >= ' ' && c < 0x7f || c == '\n' }) {
		switch {
		case judge.JudgeValue("", b).Kind != judge.Real || judge.FillerReason(b) != "":
			return "a placeholder"
		case !random.HasStretch(b):
			return "words"
		}
		return ""
	}
	// Differences that are few are rows and ramps, values that are few tables.
	var values, steps [256]bool
	nv, ns := 0, 0
	for i, c := range b {
		if !values[c] {
			values[c] = true
			nv++
		}
		if i > 0 {
			if s := c - b[i-1]; !steps[s] {
				steps[s] = true
				ns++
			}
		}
	}
	n := min(len(b), 64)
	if nv < n*5/8 || ns < n*5/8 {
		return "a row or a table"
	}
	return ""
}
