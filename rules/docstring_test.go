package rules

import (
	"strings"
	"testing"
)

// What is known of a file's documentation strings is not taken for that of the
// next content in the same buffer.
func TestDocStrings(t *testing.T) {
	doc := "\"\"\"Text.\n    password = 1\n\"\"\"\n"
	code := "x='''long string'''\npassword = 1\n\n"
	code = code[:len(doc)]
	buf := []byte(doc)
	f := NewFile("a.py", buf)
	if !f.inDoc(15) || f.inDoc(len(doc)-1) {
		t.Error("documentation is not found, or does not end")
	}
	copy(buf, code)
	f.SetData(buf)
	if f.inDoc(22) {
		t.Error("code is taken for documentation")
	}
	for text, want := range map[string]bool{
		"    '''\n    inner\n    '''\n":   true,
		"EXAMPLES = r'''\n  inner\n'''\n": true,
		"@moduledoc ~S\"\"\"\ninner\n":    true,
		"query = '''\n  inner\n'''\n":     false,
		"f(\"\"\"\ninner\n\"\"\")\n":      false,
		"'''a'''\nx = 'inner'\n'''b'''":   false,
	} {
		at := 0
		for i := range text {
			if text[i:min(len(text), i+5)] == "inner" {
				at = i
			}
		}
		if got := NewFile("a.py", []byte(text)).inDoc(at); got != want {
			t.Errorf("inDoc in %q is %v", text, got)
		}
	}
}

// Tests at the end of a Rust file and manuals in Perl count as such, so that keys
// in them are warnings; the code around them does not.
func TestCodeClass(t *testing.T) {
	for _, tt := range []struct {
		path, text string
		want       Class
	}{
		{"src/a.rs", "fn a() {\n    here()\n}\n\n#[cfg(test)]\nmod tests {\n    fn b() {}\n}\n", ClassOther},
		{"src/a.rs", "#[cfg(test)]\nmod tests {\n    fn b() {\n        here()\n    }\n}\n", ClassTest},
		{"src/a.rs", "#[cfg(all(test, unix))]\nmod tests {\n    here()\n}\n", ClassTest},
		{"src/a.rs", "#[cfg(test)]\nmod tests {\n    fn b() {}\n}\n\nfn a() {\n    here()\n}\n", ClassOther},
		{"src/a.rs", "#[cfg(test)]\nmod tests;\n\nfn a() {\n    here()\n}\n", ClassOther},
		{"src/a.rs", "mod x {\n    #[cfg(test)]\n    mod tests {\n        fn b() {}\n    }\n    here()\n}\n", ClassOther},
		{"src/a.rs", "#[cfg(feature = \"x\")]\nmod x {\n    here()\n}\n", ClassOther},
		{"src/a.go", "#[cfg(test)]\nmod tests {\n    here()\n}\n", ClassOther},
		{"lib/A.pm", "=head1 NAME\n\n  here()\n\n=cut\n\nsub a {}\n", ClassDoc},
		{"lib/A.pm", "sub b {}\n\n=head1 NAME\n\n  text\n\n=cut\n\nhere();\n", ClassOther},
		{"lib/A.pm", "1;\n__END__\n\n=encoding utf8\n\nhere()\n", ClassDoc},
		{"man/acme.1", ".TH ACME 1\n.SH NAME\nhere\n", ClassDoc},
		{"log/acme.1", "2024-01-01 here\n", ClassOther},
		{"lib/A.pm", "my $x\n= 5;\nhere();\n", ClassOther},
	} {
		at := strings.Index(tt.text, "here")
		f := NewFile(tt.path, []byte(tt.text))
		if got := codeClass(&Candidate{File: f, Start: at, End: at + 4}); got != tt.want {
			t.Errorf("%s %q: %v, want %v", tt.path, tt.text, got, tt.want)
		}
	}
}

// The parts of bundles are named by their builders; other names with dashes are
// not theirs.
func TestChunkNames(t *testing.T) {
	for path, want := range map[string]Class{
		"static/vendor-BS4xPthR.js": ClassVendored, "js/main.8f3a2b1c.js": ClassVendored, "dist/index-D1XyZ_a3.css": ClassVendored,
		"js/app.5f2c8d9e7a1b3c4d6e8f.js": ClassVendored, "src/http-client.js": ClassOther, "src/settings-20240101.js": ClassOther,
		"src/user-settings.js": ClassOther, "src/DeadBeef1.js": ClassOther, "src/api-v2.ts": ClassOther,
	} {
		if got := Classify(path); got != want {
			t.Errorf("%s is %v, want %v", path, got, want)
		}
	}
}
