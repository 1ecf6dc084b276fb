package scanner

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/builtin"
	"github.com/envguard/envguard/rules/fileclass"
	"github.com/envguard/envguard/rules/recipe"
)

// gzipped compresses.
func gzipped(t testing.TB, b []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	z := gzip.NewWriter(&out)
	if _, err := z.Write(b); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func std(b []byte) string { return base64.StdEncoding.EncodeToString(b) }

// wrap breaks a text into lines.
func wrap(s string, width int, indent string) string {
	var out strings.Builder
	for len(s) > width {
		out.WriteString(indent + s[:width] + "\n")
		s = s[width:]
	}
	return out.String() + indent + s + "\n"
}

// encodings write a text otherwise.
var encodings = map[string]func(t testing.TB, s string) string{
	"base64":         func(_ testing.TB, s string) string { return std([]byte(s)) },
	"base64 for URL": func(_ testing.TB, s string) string { return base64.RawURLEncoding.EncodeToString([]byte(s)) },
	"base64 twice":   func(_ testing.TB, s string) string { return std([]byte(std([]byte(s)))) },
	"gzip":           func(t testing.TB, s string) string { return std(gzipped(t, []byte(s))) },
	"gzip twice":     func(t testing.TB, s string) string { return std([]byte(std(gzipped(t, []byte(s))))) },
	"UTF-16":         func(_ testing.TB, s string) string { return std(wide(s, false, false)) },
	"hexadecimal":    func(_ testing.TB, s string) string { return hex.EncodeToString([]byte(s)) },
	"HEXADECIMAL":    func(_ testing.TB, s string) string { return "0x" + strings.ToUpper(hex.EncodeToString([]byte(s))) },
	"hexadecimal in base64": func(_ testing.TB, s string) string {
		return std([]byte(hex.EncodeToString([]byte(s))))
	},
}

// escapings write each character otherwise.
var escapings = map[string]string{"percent": "%%%02X", "u": `\u%04x`, "x": `\x%02x`, "entity": "&#%d;", "hex entity": "&#x%x;"}

func escapeAll(s, format string) string {
	var out strings.Builder
	for _, c := range utf16.Encode([]rune(s)) {
		fmt.Fprintf(&out, format, c)
	}
	return out.String()
}

// plainSecrets are texts with secrets that are known by their form.
var plainSecrets = []string{
	"{crc:github:ghp_}",
	"the token is {crc:github:ghp_} here",
	"GITHUB_TOKEN={crc:github:ghp_}\nSTRIPE_KEY=sk_live_{alnum:24}\n",
	"sk_live_{alnum:24}",
	"postgres://app:{alnum:16}@db.prod.internal/app",
	"{\"auth\": {\"token\": \"{crc:github:gho_}\"}}",
	"-----BEGIN",
}

// found returns the identifiers of the rules that find something in a text and
// what they find, and fails the test where a place is impossible.
func found(t testing.TB, s *Scanner, path, text string) []string {
	t.Helper()
	var out []string
	for _, f := range s.ScanFile(rules.NewFile(path, []byte(text))) {
		if f.Start < 0 || f.End > len(text) || f.Start >= f.End || f.Line < 1 {
			t.Fatalf("the finding of %s has the span %d to %d of %d", f.Rule.ID, f.Start, f.End, len(text))
		}
		out = append(out, f.Rule.ID+" "+f.Secret.Reveal())
	}
	return out
}

func TestEncodedSecrets(t *testing.T) {
	s := newTest(t, Config{Rules: builtin.All()})
	for _, plain := range plainSecrets {
		text, _ := recipe.Expand(plain)
		if plain == "-----BEGIN" {
			text, _ = recipe.Expand("{pem:RSA PRIVATE KEY}\n")
		}
		want := found(t, s, "notes.dat", text)
		if len(want) == 0 {
			t.Fatalf("%s: nothing found where it is not encoded", plain)
		}
		check := func(how, encoded string) {
			t.Helper()
			got := found(t, s, "notes.dat", encoded)
			for _, w := range want {
				if !strings.Contains(strings.Join(got, "\n")+"\n", w+"\n") {
					t.Errorf("%s, %s: %s is not found", plain, how, strings.Fields(w)[0])
				}
			}
		}
		for name, enc := range encodings {
			for align := range 4 {
				pad := strings.Repeat(" ", align)
				check(fmt.Sprintf("%s, %d", name, align), "value = \""+enc(t, pad+text)+"\"\n")
			}
			check(name+", bare", enc(t, text))
			check(name+", behind other text", "blob: name="+enc(t, text)+" end\n")
		}
		for _, width := range []int{64, 76, 70} {
			long := strings.Repeat("# a line of words that is long enough\n", 8) + text
			check(fmt.Sprintf("lines of %d", width), "data:\n  file: |\n"+wrap(std([]byte(long)), width, "    ")+"next: word\n")
			check(fmt.Sprintf("gzip in lines of %d", width), wrap(std(gzipped(t, []byte(long+strings.Repeat(std([]byte(long)), 3)))), width, "")+"EOF\n")
		}
		if strings.Contains(text, "\n") || strings.Contains(text, "\"") {
			continue
		}
		for name, format := range escapings {
			check(name, "value = \""+escapeAll(text, format)+"\"\n")
			check(name+" for one character", "value = \""+text[:6]+escapeAll(text[6:7], format)+text[7:]+"\"\n")
		}
		for _, joint := range []string{`" + "`, "\" +\n\t\t\"", "\"\n  \"", "\"\n  + \"", `" . "`, "\" \\\n \"", `" "`} {
			for _, at := range []int{3, 7, len(text) - 2} {
				check(fmt.Sprintf("joined by %q at %d", joint, at), "x = 1\nvalue = \""+text[:at]+joint+text[at:]+"\"\ny = 2\n")
			}
		}
	}
}

// TestEncodedInside finds tokens in the middle of encoded data that is no text.
func TestEncodedInside(t *testing.T) {
	s := newTest(t, Config{Rules: builtin.All()})
	token, _ := recipe.Expand("{crc:github:ghp_}")
	for before := range 24 {
		for after := range 4 {
			data := append(bytes.Repeat([]byte{0xfa, 0x00, 0x91}, 8)[:before], token...)
			data = append(data, bytes.Repeat([]byte{0xfe, 0x01}, 8)[:after]...)
			for skip := range 4 { // the beginning is not known
				text := "blob = '" + "9aZ"[:skip] + std(data) + "'\n"
				if got := found(t, s, "a.py", text); len(got) != 1 || !strings.HasSuffix(got[0], token) {
					t.Errorf("%d bytes in front, %d behind, %d characters in front: %d findings", before, after, skip, len(got))
				}
			}
		}
	}
}

// TestEncodedSilent leaves alone what only looks encoded.
func TestEncodedSilent(t *testing.T) {
	s := newTest(t, Config{Rules: builtin.All()})
	for _, template := range []string{
		"background: url(data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAA{b64:900})\n",
		"src: url(data:font/woff2;base64,d09GMgABAAAA{b64:900})\n",
		"//# sourceMappingURL=data:application/json;base64,{b64of:{\"version\":3,\"file\":\"a.js\",\"names\":[\"key\",\"token\"],\"mappings\":\"AAAA,SAASA\"}}\n",
		"integrity = \"sha512-{b64:64}\"\n",
		"golang.org/x/sys v0.1.0 h1:{b64:32}\n",
		"-----BEGIN CERTIFICATE-----\nMIID{b64:45}\n{b64:48}\n-----END CERTIFICATE-----\n",
		"digest: {hex:64} {HEX:40}\n",
		"note = \"{b64of:The quick brown fox jumps over the lazy dog again.}\"\n",
		"id = \"{b64of:did:key:{alnum:44}}\"\n",
		"kind: Secret\ndata:\n  password: {b64of:changeme}\n  api-key: {b64of:your-api-key-here}\n",
		"list = [\"alpha123alpha123\",\n  \"beta456beta456bb\"]\n",
		"path = \"a%2Fb%2Fc%2Fsome-long-name%2Findex.html\"\n",
	} {
		text, _ := recipe.Expand(template)
		for _, path := range []string{"a.css", "go.sum", "a.yaml", "a.js"} {
			if got := found(t, s, path, text); len(got) > 0 {
				t.Errorf("%s: %.40s: %s is reported", path, template, strings.Fields(got[0])[0])
			}
		}
	}
}

// TestKubernetesSecret judges a Secret's data under their names.
func TestKubernetesSecret(t *testing.T) {
	s := newTest(t, Config{Rules: builtin.All()})
	text, _ := recipe.Expand("apiVersion: v1\nkind: Secret\nmetadata:\n  name: app\ndata:\n  username: YWRtaW4=\n  password: {b64of:{symbols:18}}\n  token: {b64of:{hex:32}}\n")
	got := found(t, s, "deploy/secret.yaml", text)
	if len(got) != 2 {
		t.Errorf("%d findings, not the password and the token", len(got))
	}
	for _, f := range s.ScanFile(rules.NewFile("deploy/secret.yaml", []byte(text))) {
		if !strings.HasSuffix(f.Message, "(in base64)") {
			t.Errorf("line %d: the message does not say how it is encoded: %s", f.Line, f.Message)
		}
	}
}

// TestBomb ends at a gzip stream of gigabytes.
func TestBomb(t *testing.T) {
	token, _ := recipe.Expand("{crc:github:ghp_}\n")
	s := newTest(t, Config{Rules: builtin.All()})
	bomb := gzipped(t, append([]byte(token), bytes.Repeat([]byte{'a'}, 64<<20)...))
	text := "blob = \"" + std(bomb) + "\"\n"
	if got := found(t, s, "a.py", text); len(got) != 1 {
		t.Errorf("%d findings in what is read of it, not one", len(got))
	}
	// And of many, not all are read.
	found(t, s, "b.py", strings.Repeat(text, 64))
}

// FuzzEncoded holds that nothing is out of bounds, and that a token is found in
// every encoding of any text around it.
func FuzzEncoded(f *testing.F) {
	s := newTest(f, Config{Rules: builtin.All()})
	token, _ := recipe.Expand("{crc:github:ghp_}")
	f.Add("a ", " b", "x.yaml")
	f.Add("\\x41%41&#65;\"", "\" + \"", "x.py")
	f.Add("H4sIAAAA", "=\n", "Secret.json")
	f.Fuzz(func(t *testing.T, before, after, path string) {
		found(t, s, path, before+token+after)
		text := before + " " + token + " " + after
		if len(text) > 1<<16 {
			return
		}
		for name, enc := range encodings {
			found(t, s, path, before+enc(t, text)+after)
			if !isText([]byte(text)) || fileclass.Classify(path) != fileclass.Other {
				continue
			}
			if strings.Contains(strings.ToLower(name), "hex") || strings.Contains(name, "UTF-16") {
				// Digits give a text away by its first characters, if those are printable ASCII.
				if strings.IndexFunc(text[:min(len(text), 2*minDecoded)], func(r rune) bool { return r < ' ' || r >= 0x7f }) >= 0 {
					continue
				}
			}
			got := found(t, s, "a.dat", "x = \""+enc(t, text)+"\"\n")
			if !strings.Contains(strings.Join(got, "\n")+"\n", token+"\n") {
				t.Errorf("%s: the token is not found", name)
			}
		}
		for _, format := range escapings {
			found(t, s, path, escapeAll(text, format))
		}
	})
}

// An encoded text was read up to its first MiB, and the rest was left out without
// a word. Base64 is read to the end of a window; the rest of an unpacked text is
// counted.
func TestLongEncodings(t *testing.T) {
	s := newTest(t, Config{Rules: builtin.All()})
	token, _ := recipe.Expand("{crc:github:ghp_}")
	filler := strings.Repeat("nothing to see here.\n", 1<<16)
	text := filler + "token " + token + "\n" + filler[:1000]
	if got := found(t, s, "notes.dat", base64.StdEncoding.EncodeToString([]byte(text))); len(got) != 1 || !strings.HasSuffix(got[0], token) {
		t.Errorf("behind %d bytes of an encoded text %d secrets are found, not one", len(filler), len(got))
	}
	encoded := "data: " + base64.StdEncoding.EncodeToString(gzipped(t, []byte(strings.Repeat(filler, 8)))) + "\n"
	for n, text := range []string{"data: 1\n", encoded, encoded + encoded} {
		f := rules.NewFile("a.yaml", []byte(text))
		if _, _, done := s.scanWindow(f, window{data: f.Data, to: len(f.Data), line: 1, last: true}); done.undecoded != n {
			t.Errorf("%d of %d texts are counted that are larger than what is decoded", done.undecoded, n)
		}
	}
}
