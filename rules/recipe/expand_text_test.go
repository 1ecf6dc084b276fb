package recipe

import (
	"bytes"
	"compress/gzip"
	"crypto/x509"
	"encoding/base64"
	"encoding/hex"
	"encoding/pem"
	"html"
	"io"
	"net/url"
	"strconv"
	"strings"
	"testing"
)

// TestExpandSeed: a text and a seed give one value, another seed another.
func TestExpandSeed(t *testing.T) {
	const text = "a «{alnum:24}» {words:3:-} {pick:x{digits:9}|y{digits:9}}"
	a, spans := ExpandSeed(text, "")
	if b, _ := Expand(text); a != b {
		t.Error("Expand differs from an empty seed")
	}
	if b, _ := ExpandSeed(text, ""); a != b {
		t.Error("the same seed gives two values")
	}
	if b, _ := ExpandSeed(text, "2"); a == b {
		t.Error("another seed gives the same value")
	}
	if len(spans) != 1 || spans[0] != [2]int{2, 26} {
		t.Errorf("spans %v", spans)
	}
}

// TestEncodings: what the recipes for encodings make is what readers of the
// encoding read.
func TestEncodings(t *testing.T) {
	const text = `sk_live "x"`
	for template, decode := range map[string]func(string) string{
		"hexof": func(s string) string { b, _ := hex.DecodeString(s); return string(b) },
		"pctof": func(s string) string { v, _ := url.QueryUnescape(s); return v },
		"uof":   func(s string) string { v, _ := strconv.Unquote(`"` + s + `"`); return v },
		"xof":   func(s string) string { v, _ := strconv.Unquote(`"` + s + `"`); return v },
		"entof": html.UnescapeString,
		"b64of": func(s string) string { b, _ := base64.StdEncoding.DecodeString(s); return string(b) },
		"gzof":  gunzip,
	} {
		got, _ := Expand("{" + template + ":" + text + "}")
		if decode(got) != text {
			t.Errorf("%s: %q", template, got)
		}
	}
	if got, _ := Expand("{pick:a}"); got != "{pick:a}" {
		t.Errorf("one alternative is no choice: %q", got)
	}
}

func gunzip(s string) string {
	b, _ := base64.StdEncoding.DecodeString(s)
	r, err := gzip.NewReader(bytes.NewReader(b))
	if err != nil {
		return err.Error()
	}
	out, _ := io.ReadAll(r)
	return string(out)
}

// TestKeyBodies: the DER that recipes make is read as what it is called.
func TestKeyBodies(t *testing.T) {
	body := func(template string) []byte {
		s, _ := Expand(template)
		b, err := base64.StdEncoding.DecodeString(s)
		if err != nil {
			t.Errorf("%s: %v", template, err)
		}
		return b
	}
	if _, err := x509.ParsePKIXPublicKey(body("{der:PUBLIC KEY}")); err != nil {
		t.Errorf("public key: %v", err)
	}
	if _, err := x509.ParseCertificate(body("{der:CERTIFICATE}")); err != nil {
		t.Errorf("certificate: %v", err)
	}
	armoured, _ := Expand("{pem:RSA PRIVATE KEY}")
	block, _ := pem.Decode([]byte(armoured))
	if bare := body("{der:RSA PRIVATE KEY}"); block == nil || !bytes.Equal(bare[:4], block.Bytes[:4]) {
		t.Error("a key without armor begins otherwise than one with it")
	}
	if derived, _ := Expand("{derhex:EC PRIVATE KEY}"); !strings.HasPrefix(derived, "30") {
		t.Error("no DER sequence in hexadecimal digits")
	}
}
