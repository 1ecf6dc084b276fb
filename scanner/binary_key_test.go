package scanner

import (
	"encoding/base64"
	"strings"
	"testing"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/builtin"
	"github.com/envguard/envguard/rules/recipe"
)

// TestBinaryKey scans files that are a key in DER. All were called clean.
func TestBinaryKey(t *testing.T) {
	t.Parallel()
	s := newTest(t, Config{Rules: builtin.All()})
	for kind, want := range map[string]int{
		"RSA PRIVATE KEY": 1, "PRIVATE KEY": 1, "EC PRIVATE KEY": 1,
		"PUBLIC KEY": 0, "CERTIFICATE": 0, "ENCRYPTED PRIVATE KEY": 0,
	} {
		text, _ := recipe.Expand("{der:" + kind + "}")
		raw, err := base64.StdEncoding.DecodeString(text)
		if err != nil {
			t.Fatal(err)
		}
		if got := s.ScanFile(rules.NewFile("server.der", raw)); len(got) != want {
			t.Errorf("%s in DER: %d findings, want %d", kind, len(got), want)
		}
		if want == 1 {
			if got := s.ScanFile(rules.NewFile("server.der", raw[:len(raw)/2])); len(got) != 0 {
				t.Errorf("%s in DER, cut short: %d findings", kind, len(got))
			}
		}
	}
}

// TestEscapedPEM writes the line breaks of a PEM block as XML and URLs do.
func TestEscapedPEM(t *testing.T) {
	t.Parallel()
	s := newTest(t, Config{Rules: builtin.All()})
	pem, _ := recipe.Expand("{pem:RSA PRIVATE KEY}\n")
	url := strings.NewReplacer("\n", "%0A", "+", "%2B", "/", "%2F", "=", "%3D")
	for how, text := range map[string]string{
		"decimal": strings.ReplaceAll(pem, "\n", "&#10;"), "CRLF": strings.ReplaceAll(pem, "\n", "&#13;\n"),
		"hexadecimal": strings.ReplaceAll(pem, "\n", "&#xA;"), "URL": url.Replace(pem),
	} {
		got := s.ScanFile(rules.NewFile("config.xml", []byte("<key>"+text+"</key>\n")))
		if len(got) != 1 || got[0].Rule.ID != "private-key" {
			t.Errorf("%s: %d findings", how, len(got))
		}
	}
}
