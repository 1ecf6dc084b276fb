package judge

import (
	"strings"
	"testing"

	"github.com/envguard/envguard/rules/recipe"
)

// TestPrivateKeyInCode puts a key into the strings and comments of programs.
func TestPrivateKeyInCode(t *testing.T) {
	pem, _ := recipe.Expand("{pem:PRIVATE KEY}")
	lines := strings.Split(strings.TrimSpace(pem), "\n")
	each := func(before, after string) string {
		var b strings.Builder
		for _, line := range lines {
			b.WriteString(before + line + after + "\n")
		}
		return b.String()
	}
	for _, tt := range []struct{ name, text string }{
		{"Kotlin's margin", "  \"\"\"\n" + each("    |", "") + "    |\n  \"\"\".trimMargin()\n"},
		{"a comment that documents code", "/**\n" + each(" * ", "") + " */\n"},
		{"a plus behind", each(`  "`, `\n" +`)},
		{"a plus in front", each(`  + "`, `\n"`)},
		{"a dot behind", each(`  '`, `' .`)},
	} {
		t.Run(tt.name, func(t *testing.T) {
			i := strings.Index(tt.text, "-----BEGIN")
			end := strings.LastIndex(tt.text, "KEY-----") + len("KEY-----")
			if why := PemReason([]byte(tt.text[i:end])); why != "" {
				t.Errorf("not taken for a key: %s", why)
			}
		})
	}
}
