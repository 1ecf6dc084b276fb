package scanner

import (
	"crypto/sha1"
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

// TestKeyPairList scans files as the tools of Solana write them. A list of other bytes
// is no key.
func TestKeyPairList(t *testing.T) {
	t.Parallel()
	s := newTest(t, Config{Rules: builtin.All()})
	for text, want := range map[string]int{"[{solana:list}]": 1, "[{solana:list}]\n": 1, "[{byteslist:64}]\n": 0, "[{byteslist:32}]\n": 0} {
		content, _ := recipe.Expand(text)
		if got := s.ScanFile(rules.NewFile("deploy/id.json", []byte(content))); len(got) != want {
			t.Errorf("%s: %d findings, want %d", text, len(got), want)
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

// TestEmbeddedKeystore scans Java keystores in base64, on one line and on several. A line
// that begins with a plus sign must be read whole: the plus was taken for what joins
// strings, and the digest did not fit.
func TestEmbeddedKeystore(t *testing.T) {
	t.Parallel()
	s := newTest(t, Config{Rules: builtin.All()})
	wide := func(text string) (out []byte) {
		for i := range len(text) {
			out = append(out, 0, text[i])
		}
		return out
	}
	for password, want := range map[string]rules.Severity{"changeit": rules.Error, "kept" + "elsewhere": rules.Warning} {
		d := []byte{0xfe, 0xed, 0xfe, 0xed, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 1, 0, 1, 'a'}
		for i := range 300 {
			d = append(d, byte(i*i*37>>3))
		}
		sum := sha1.Sum(append(append(wide(password), "Mighty Aphrodite"...), d...))
		text := base64.StdEncoding.EncodeToString(append(d, sum[:]...))
		plus := strings.IndexByte(text[64:], '+') + 64
		if plus < 64 {
			t.Fatal("no plus sign in the test's keystore")
		}
		for _, content := range []string{
			"const store = \"" + text + "\"\n",
			"store: |\n  " + text[:plus] + "\n  " + text[plus:] + "\n",
		} {
			got := s.ScanFile(rules.NewFile("store.yml", []byte(content)))
			if len(got) != 1 || got[0].Severity != want {
				t.Errorf("with %s: %d findings in %.20q, want one of severity %v", password, len(got), content, want)
			}
		}
	}
}
