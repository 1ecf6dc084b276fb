package judge

import (
	"strings"
	"testing"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/fileclass"
)

// Tests at the end of a Rust file and manuals in Perl count as such, so that keys
// in them are warnings; the code around them does not.
func TestCodeClass(t *testing.T) {
	for _, tt := range []struct {
		path, text string
		want       fileclass.Class
	}{
		{"src/a.rs", "fn a() {\n    here()\n}\n\n#[cfg(test)]\nmod tests {\n    fn b() {}\n}\n", fileclass.Other},
		{"src/a.rs", "#[cfg(test)]\nmod tests {\n    fn b() {\n        here()\n    }\n}\n", fileclass.Test},
		{"src/a.rs", "#[cfg(all(test, unix))]\nmod tests {\n    here()\n}\n", fileclass.Test},
		{"src/a.rs", "#[cfg(test)]\nmod tests {\n    fn b() {}\n}\n\nfn a() {\n    here()\n}\n", fileclass.Other},
		{"src/a.rs", "#[cfg(test)]\nmod tests;\n\nfn a() {\n    here()\n}\n", fileclass.Other},
		{"src/a.rs", "mod x {\n    #[cfg(test)]\n    mod tests {\n        fn b() {}\n    }\n    here()\n}\n", fileclass.Other},
		{"src/a.rs", "#[cfg(feature = \"x\")]\nmod x {\n    here()\n}\n", fileclass.Other},
		{"src/a.go", "#[cfg(test)]\nmod tests {\n    here()\n}\n", fileclass.Other},
		{"lib/A.pm", "=head1 NAME\n\n  here()\n\n=cut\n\nsub a {}\n", fileclass.Doc},
		{"lib/A.pm", "sub b {}\n\n=head1 NAME\n\n  text\n\n=cut\n\nhere();\n", fileclass.Other},
		{"lib/A.pm", "1;\n__END__\n\n=encoding utf8\n\nhere()\n", fileclass.Doc},
		{"man/acme.1", ".TH ACME 1\n.SH NAME\nhere\n", fileclass.Doc},
		{"log/acme.1", "2024-01-01 here\n", fileclass.Other},
		{"lib/A.pm", "my $x\n= 5;\nhere();\n", fileclass.Other},
	} {
		at := strings.Index(tt.text, "here")
		f := rules.NewFile(tt.path, []byte(tt.text))
		if got := CodeClass(&rules.Candidate{File: f, Start: at, End: at + 4}); got != tt.want {
			t.Errorf("%s %q: %v, want %v", tt.path, tt.text, got, tt.want)
		}
	}
}
