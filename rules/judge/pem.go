package judge

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"strings"

	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/random"
)

// IsSampleWord accepts the words of paths where keys are made to be shown.
func IsSampleWord(w string) bool {
	switch w {
	case "example", "examples", "sample", "samples", "demo", "demos", "tutorial", "quickstart", "snakeoil", "dummy", "fake":
		return true
	}
	return false
}

// IsDocMark reports whether a line that begins so is one of a comment that
// documents code.
func IsDocMark(before []byte) bool {
	switch string(bytes.TrimSpace(before)) {
	case "*", "/**", "///", "//!":
		return true
	}
	return false
}

// MaxPEM bounds a key's block: 16384 bits of RSA need 13 KiB.
const MaxPEM = 64 << 10

// PemLabel returns what the block at the start of v says that it is.
func PemLabel(v []byte) string {
	rest, ok := bytes.CutPrefix(v, []byte("-----BEGIN "))
	if !ok {
		return ""
	}
	i := bytes.Index(rest[:min(len(rest), 64)], []byte("-----"))
	if i < 0 {
		return ""
	}
	return string(rest[:i])
}

// PemReason says why the block v is no usable private key, or "".
func PemReason(v []byte) string {
	label := PemLabel(v)
	switch label {
	case "RSA PRIVATE KEY", "PRIVATE KEY", "EC PRIVATE KEY", "DSA PRIVATE KEY", "OPENSSH PRIVATE KEY", "PGP PRIVATE KEY BLOCK", "SSH2 ENCRYPTED PRIVATE KEY", "ED25519 PRIVATE KEY":
	case "ENCRYPTED PRIVATE KEY":
		return "encrypted with a passphrase"
	default:
		return "no private key"
	}
	if len(v) > MaxPEM {
		return "longer than any key"
	}
	body := v[len("-----BEGIN ")+len(label)+len("-----"):]
	end := bytes.Index(body, []byte("-----END "+label))
	if end < 0 {
		return "no end"
	}
	body = body[:end]
	if bytes.Contains(body, []byte("ENCRYPTED")) || bytes.Contains(body, []byte("DEK-Info")) {
		return "encrypted with a passphrase"
	}
	raw, why := pemBody(body, label == "PGP PRIVATE KEY BLOCK")
	if why != "" {
		return why
	}
	return KeyReason(label, raw)
}

// pemBody decodes what is between the armor: base64, possibly with \n or
// \r\n written out, indented, quoted as strings of a program, or with headers.
func pemBody(body []byte, pgp bool) (raw []byte, why string) {
	text := make([]byte, 0, len(body))
	for line := range bytes.SplitSeq(unescapeNewlines(body), []byte("\n")) {
		line = pemLine(line)
		if len(line) == 0 || bytes.Contains(line, []byte(": ")) {
			continue // Proc-Type: …, Version: …
		}
		if pgp && len(line) == 5 && line[0] == '=' {
			continue // the checksum
		}
		text = append(text, line...)
	}
	if len(text) < 64 {
		return nil, "the body is too short"
	}
	for _, c := range text {
		if !alphabet.Alnum(c) && c != '+' && c != '/' && c != '=' {
			return nil, "the body is elided or put together by a program"
		}
	}
	text = bytes.TrimRight(text, "=")
	raw, err := base64.RawStdEncoding.DecodeString(string(text[:len(text)/4*4]))
	if err != nil {
		return nil, "the body is no base64"
	}
	return raw, ""
}

// pemLine takes off what is around a line of base64 in a program or a
// document: quotes and what joins them, marks of comments and quotations.
func pemLine(line []byte) []byte {
	line = bytes.TrimSpace(line)
	if i := bytes.IndexAny(line, "\"'`"); i >= 0 {
		j := bytes.LastIndexAny(line, "\"'`")
		if i == j { // the quote before the first or behind the last line
			before, after := line[:i], line[i+1:]
			if isJoiner(before) {
				before = nil
			}
			if isJoiner(after) {
				after = nil
			}
			if len(before) > 0 && len(after) > 0 {
				return line
			}
			line = append(before[:len(before):len(before)], after...)
		} else {
			line = line[i+1 : j]
		}
	}
	for _, mark := range [...]string{"# ", "// ", "* ", "> ", "; "} {
		if string(line) == mark[:len(mark)-1] {
			return nil
		}
		line = bytes.TrimPrefix(line, []byte(mark))
	}
	line = bytes.TrimPrefix(line, []byte("|")) // Kotlin's and Scala's margin
	return bytes.TrimRight(line, "\\ \t")
}

// isJoiner reports whether b is what is between the strings of a program
// that become one.
func isJoiner(b []byte) bool { return len(bytes.Trim(b, " \t+.&,;()\\")) == 0 }

// pemEscapes are the line breaks of a block that is in one line, and what else base64
// has that URLs and XML escape.
var pemEscapes = strings.NewReplacer(
	`\\n`, "\n", `\r`, "", `\/`, "/", `\n`, "\n",
	"&#13;", "", "&#xD;", "", "&#xd;", "", "&#x0D;", "", "&#x0d;", "",
	"&#10;", "\n", "&#xA;", "\n", "&#xa;", "\n", "&#x0A;", "\n", "&#x0a;", "\n",
	"%0D", "", "%0d", "", "%0A", "\n", "%0a", "\n",
	"%2B", "+", "%2b", "+", "%2F", "/", "%2f", "/", "%3D", "=", "%3d", "=",
)

// unescapeNewlines turns line breaks that are written out into line breaks.
func unescapeNewlines(b []byte) []byte {
	if !bytes.ContainsAny(b, `\&%`) {
		return b
	}
	return []byte(pemEscapes.Replace(string(b)))
}

// plainBase64 returns the body without white space if nothing else but base64
// is in it.
func plainBase64(b []byte) []byte {
	out := make([]byte, 0, len(b))
	for _, c := range b {
		switch {
		case alphabet.Alnum(c) || c == '+' || c == '/' || c == '=':
			out = append(out, c)
		case c == ' ' || c == '\t' || c == '\r' || c == '\n':
		default:
			return nil
		}
	}
	return out
}

// KeyReason says why raw does not begin as a key of that label does, or "".
func KeyReason(label string, raw []byte) string {
	switch label {
	case "OPENSSH PRIVATE KEY":
		const magic = "openssh-key-v1\x00"
		if !bytes.HasPrefix(raw, []byte(magic)) {
			return "no OpenSSH key"
		}
		cipher := raw[len(magic):]
		if len(cipher) < 8 || binary.BigEndian.Uint32(cipher) != 4 || string(cipher[4:8]) != "none" {
			return "encrypted with a passphrase"
		}
		return RandomBody(raw)
	case "PGP PRIVATE KEY BLOCK":
		// A secret key packet, in the old or the new form.
		if raw[0]&0xbc == 0x94 || raw[0] == 0xc5 {
			return RandomBody(raw)
		}
		return "no PGP secret key"
	case "SSH2 ENCRYPTED PRIVATE KEY":
		return "encrypted with a passphrase"
	}
	// DER: a sequence whose length fits, and an integer in it.
	n, rest, ok := DerLength(raw)
	if !ok || raw[0] != 0x30 {
		return "no DER sequence"
	}
	if n > len(rest)+2 {
		return "the body is cut short"
	}
	if len(rest) < 3 || rest[0] != 0x02 || rest[1] != 0x01 {
		return "no version number in the key"
	}
	return RandomBody(raw)
}

// DerLength reads the header of a DER value.
func DerLength(raw []byte) (n int, rest []byte, ok bool) {
	if len(raw) < 2 {
		return 0, nil, false
	}
	if raw[1] < 0x80 {
		return int(raw[1]), raw[2:], true
	}
	k := int(raw[1] & 0x7f)
	if k == 0 || k > 3 || len(raw) < 2+k {
		return 0, nil, false
	}
	for _, b := range raw[2 : 2+k] {
		n = n<<8 | int(b)
	}
	return n, raw[2+k:], true
}

// RandomBody reports whether the bytes of a key vary as those of a key do.
func RandomBody(raw []byte) string {
	var seen [256]bool
	n := 0
	for _, b := range raw {
		if !seen[b] {
			seen[b] = true
			n++
		}
	}
	if n < min(40, len(raw)/2) {
		return "the body is filler"
	}
	return ""
}

// PuttyReason says how long the key of PuTTY's format at the start of b is,
// or why it is none.
func PuttyReason(b []byte) (n int, why string) {
	enc := bytes.Index(b, []byte("\nEncryption: "))
	priv := bytes.Index(b, []byte("\nPrivate-Lines: "))
	mac := bytes.Index(b, []byte("\nPrivate-MAC: "))
	if enc < 0 || priv < enc {
		return 0, "no private part"
	}
	if !bytes.HasPrefix(b[enc:], []byte("\nEncryption: none")) {
		return 0, "encrypted with a passphrase"
	}
	if mac < priv {
		return 0, "no end"
	}
	body := b[priv+1 : mac]
	if i := bytes.IndexByte(body, '\n'); i >= 0 {
		body = body[i:]
	}
	if plain := plainBase64(body); len(plain) < 40 || !random.HasStretch(plain) {
		return 0, "the body is elided"
	}
	n = mac + 1
	if i := bytes.IndexByte(b[n:], '\n'); i >= 0 {
		return n + i, ""
	}
	return len(b), ""
}
