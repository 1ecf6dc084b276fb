package generic

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/fileclass"
	"github.com/envguard/envguard/rules/judge"
)

// BareKey finds private keys without PEM armor.
var BareKey = &rules.Rule{
	ID:    "private-key-bare",
	Title: "Private key without armor",
	Doc: `A private key as base64 or hexadecimal digits without the lines -----BEGIN and -----END: DER of PKCS#1, PKCS#8 or SEC 1, Microsoft's key blobs, OpenSSH's format, and PKCS#12 and Java keystores with a private key. Programs keep keys this way in constants, settings, XML and databases, also in several strings one below the other. The structure is read, so that certificates, public keys, encrypted keys and what was cut short are left alone.

In test code and documents a key is a warning, and so is a keystore that no default password opens.`,
	Fix:      "Make a new key pair, replace the public key wherever it was trusted, and read the new private key from a file or a secret store.",
	Source:   "https://www.rfc-editor.org/rfc/rfc8017#appendix-A.1.2",
	Severity: rules.Error,
	Kinds:    rules.KindToken,
	Prefixes: []string{"MII", "MIG", "MIH", "MIC", "MHc", "MHQ", "MC4CAQAw", "MFECAQEw", "3082", "3081", "30770201", "302e0201", "302E0201", "BwIAAA", "UlNBMg", "UlNBMw", "RUNTMg", "RUNTNA", "b3BlbnNzaC1rZXktdjEA", "/u3+7Q"},
	Run:      44,
	Binary:   true,
	Check:    checkBareKey,
	Examples: []rules.Example{
		{Path: "Pay.java", Text: "String privateKey = \"«{der:RSA PRIVATE KEY}»\";\n", Why: "PKCS#1"},
		{Path: "config.php", Text: "//'rsaPrivateKey' => '«{der:PRIVATE KEY}»',\n", Why: "PKCS#8, commented out"},
		{Path: "app.properties", Text: "sign.key=«{der:EC PRIVATE KEY}»\n", Why: "SEC 1"},
		{Path: "dump.sql", Text: "(13, 'a:1:{s:3:\\\"key\\\";s:1624:\\\"«{der:RSA PRIVATE KEY}»\\\";}')\n", Why: "serialised in a database"},
		{Path: "Key.php", Text: "$key = '«{der64:RSA PRIVATE KEY:' .\n    '}»';\n", Why: "lines of strings"},
		{Path: "key.h", Text: "static const char *key = \"«{derhex:EC PRIVATE KEY}»\";\n", Why: "hexadecimal"},
		{Path: "Login.cs", Text: "csp.ImportCspBlob(Convert.FromBase64String(\"«{der:blob}»\"));\n", Why: "Microsoft's blob"},
		{Path: "a.java", Text: "String publicKey = \"{der:PUBLIC KEY}\";\n", Why: "a public key"},
		{Path: "b.yml", Text: "certificate: {der:CERTIFICATE}\n", Why: "a certificate"},
		{Path: "c.yml", Text: "key: {der:ENCRYPTED PRIVATE KEY}\n", Why: "encrypted"},
		{Path: "d.md", Text: "key = MIIEpAIBAAKCAQEAuV5j...\n", Why: "elided"},
		{Path: "e.md", Text: "key = MIIEpAIBAAKCAQEA{repeat:A:1576}\n", Why: "filler"},
	},
}

func checkBareKey(c *rules.Candidate) (rules.Match, bool) {
	c.LookFar() // it may go on below
	var raw []byte
	var end int
	if d := c.File.Data; d[c.Start] == '3' {
		raw, end = joinedHex(d, c.Start)
	} else {
		raw, end = joinedBase64(d, c.Start)
	}
	if store, open := judge.OpenEmbedded(raw); store != "" {
		return checkEmbedded(c, end, store, open), true
	}
	what, why := bareKeyKind(raw)
	if what == "" && why == "" {
		return rules.Match{}, false // as for most texts with one of the prefixes
	}
	if !c.GateText("a whole private key", why == "", why) {
		return rules.Match{}, false
	}
	score := judge.InPlace(c, judge.ByKey, 0.95)
	if fileclass.PathSays(c.File.Path, judge.IsSampleWord) {
		score = min(score, 0.66)
		c.Gate("the path says sample", false, score)
	}
	return rules.Match{Start: c.Start, End: end, Score: score, Remedy: rules.NewKey, Message: what + " without armor, in " + encodingName(c)}, true
}

// checkEmbedded judges a keystore in base64 or hexadecimal.
func checkEmbedded(c *rules.Candidate, end int, store string, open bool) rules.Match {
	m := rules.Match{Start: c.Start, End: end, Score: 0.6, Remedy: rules.NewKey, Message: store + " with a private key, in " + encodingName(c)}
	if c.Gate("a default password opens it", open, 0.95) {
		m.Score = judge.InPlace(c, judge.ByKey, 0.95)
		m.Message += ": a default password opens it"
	}
	return m
}

func encodingName(c *rules.Candidate) string {
	if c.File.Data[c.Start] == '3' {
		return "hexadecimal digits"
	}
	return "base64"
}

// bareKeyKind says what private key the bytes are, or why they are none that
// can be used. Both are empty for bytes that do not look like one.
func bareKeyKind(raw []byte) (what, why string) {
	if len(raw) < 32 {
		return "", ""
	}
	switch {
	case bytes.HasPrefix(raw, []byte("openssh-key-v1\x00")):
		return "OpenSSH private key", judge.KeyReason("OPENSSH PRIVATE KEY", raw)
	case raw[0] == 7 && raw[1] == 2 && len(raw) > 400 && (string(raw[8:12]) == "RSA2" || string(raw[8:12]) == "DSS2"):
		// PRIVATEKEYBLOB: the modulus, and half of it nine times less four.
		bits := int(binary.LittleEndian.Uint32(raw[12:]))
		if string(raw[8:12]) == "RSA2" && (bits < 512 || bits > 16384 || len(raw) < 20+bits/16*9) {
			return "private key blob", "cut short"
		}
		return "private key blob", judge.RandomBody(raw)
	case (string(raw[:4]) == "RSA2" || string(raw[:4]) == "RSA3") && len(raw) > 100:
		bits := int(binary.LittleEndian.Uint32(raw[4:]))
		if bits < 512 || bits > 16384 || bits%8 != 0 || len(raw) < 24+bits/8+bits/8 {
			return "", ""
		}
		return "private key blob", judge.RandomBody(raw)
	case string(raw[:4]) == "ECS2" || string(raw[:4]) == "ECS4":
		if n := int(binary.LittleEndian.Uint32(raw[4:])); n < 32 || n > 66 || len(raw) < 8+3*n {
			return "", ""
		}
		return "private key blob", judge.RandomBody(raw)
	case raw[0] != 0x30:
		return "", ""
	}
	n, rest, ok := judge.DerLength(raw)
	if !ok || len(rest) < 8 || rest[0] != 2 || rest[1] != 1 || rest[2] > 1 {
		return "", "" // no version number: a certificate, a public key, an encrypted key
	}
	what = derKeyKind(rest)
	switch {
	case what == "":
		return "", ""
	case n > len(rest)+2:
		return what, "cut short"
	case n+32 < len(rest):
		return what, "longer than it says"
	}
	return what, judge.RandomBody(rest[:min(n, len(rest))])
}

// derKeyKind says a key by what follows its version number.
func derKeyKind(b []byte) string {
	version, b := b[2], b[3:]
	switch {
	case b[0] == 0x02 && version == 0:
		// PKCS#1: the modulus comes next, of at least 512 bits. A DSA key's
		// prime is as long.
		if n, _, ok := judge.DerLength(b); ok && n >= 64 {
			return "RSA or DSA private key"
		}
	case b[0] == 0x30 && version <= 1:
		// PKCS#8: an algorithm's identifier, and then the key as a string.
		n, rest, ok := judge.DerLength(b)
		if ok && n >= 5 && n < 128 && len(rest) > n && rest[0] == 0x06 && rest[n] == 0x04 {
			return "PKCS#8 private key"
		}
	case b[0] == 0x04 && version == 1:
		// SEC 1: the scalar comes next.
		if n, rest, ok := judge.DerLength(b); ok && n >= 20 && n <= 66 && len(rest) > n && (rest[n] == 0xa0 || rest[n] == 0xa1) {
			return "EC private key"
		}
	}
	return ""
}

// joinedBase64 decodes the base64 that begins at d[at], also where it goes on
// in further strings or lines, and returns where it ends.
func joinedBase64(d []byte, at int) (raw []byte, end int) {
	text, end := joined(d, at, alphabet.StdBase64)
	if i := bytes.IndexByte(text, '='); i >= 0 {
		text = text[:i]
	}
	raw, err := base64.RawStdEncoding.DecodeString(string(text[:len(text)/4*4]))
	if err != nil {
		return nil, end
	}
	if n := len(text) % 4; n > 1 {
		tail, _ := base64.RawStdEncoding.DecodeString(string(text[len(text)/4*4:]))
		raw = append(raw, tail...)
	}
	return raw, end
}

func joinedHex(d []byte, at int) (raw []byte, end int) {
	text, end := joined(d, at, alphabet.Hex)
	raw, err := hex.DecodeString(string(text[:len(text)/2*2]))
	if err != nil {
		return nil, end
	}
	return raw, end
}

// joined gathers the characters from d[at] on, and leaves out what program
// code has between the pieces of a long string: quotes, line breaks written out
// or not, indentation, and what joins strings.
func joined(d []byte, at int, ok func(byte) bool) (text []byte, end int) {
	limit := min(len(d), at+judge.MaxPEM)
	i := at
	for {
		from := i
		for i < limit && ok(d[i]) {
			i++
		}
		text = append(text, d[from:i]...)
		end = i
		if i-from < 16 || bytes.HasSuffix(d[from:i], []byte("=")) {
			return text, end
		}
		next := nextPiece(d, i, limit)
		if next < 0 || next >= limit || !ok(d[next]) {
			return text, end
		}
		i = next
	}
}

// nextPiece returns where the string that ends at d[i] goes on, or -1.
func nextPiece(d []byte, i, limit int) int {
	from := i
	for i < limit && i-from < 160 {
		switch c := d[i]; {
		case c == '\\' && i+1 < limit && (d[i+1] == 'n' || d[i+1] == 'r'):
			i += 2
		case c == '\\' && i+1 < limit && (d[i+1] == '/' || d[i+1] == '+'):
			return i + 1
		case c == '+' && i+1 < limit && alphabet.Alnum(d[i+1]) && (d[i-1] == '\n' || d[i-1] == ' ' || d[i-1] == '\t'):
			return i // of the value: what joins strings is next to a quote or a blank
		case bytes.IndexByte([]byte(" \t\r\n\"'`+.&\\*"), c) >= 0:
			i++
		default:
			if i == from {
				return -1
			}
			// Only white space between: another line of the same value, if it is
			// long; words of a text are not.
			return i
		}
	}
	return -1
}
