package scanner

import (
	"bytes"
	"strings"
	"testing"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/builtin"
	"github.com/envguard/envguard/rules/recipe"
)

// binaryExempt are the rules with prefixes alone that are not asked about
// binary files, and why.
var binaryExempt = map[string]string{
	"portainer-token": "ptr_ begins the names of symbols in programs",
	"ethereum-key":    "64 digits are a key only where code takes one",
	"telnyx-key":      "KEY begins rows of letters in tables of programs",
}

// A token with a distinctive form is found in a program or an image as well,
// between NUL bytes and without a name.
func TestBinaryTokens(t *testing.T) {
	noise := string(bytes.Repeat([]byte{0x7f, 0, 1, 2, 3, 0xff}, 500))
	s := newTest(t, Config{Rules: builtin.All()})
	for _, r := range builtin.All() {
		if len(r.Prefixes) == 0 || len(r.Keywords) > 0 {
			continue
		}
		if why, ok := binaryExempt[r.ID]; ok == r.Binary {
			t.Errorf("%s: Binary is %v, exempt: %q", r.ID, r.Binary, why)
		}
		if !r.Binary {
			continue
		}
		found, asked := false, false
		for _, e := range r.Examples {
			text, spans := recipe.Expand(e.Text)
			for _, span := range spans {
				asked = true
				// What is around it may be needed: the rest of a line.
				from := strings.LastIndexByte(text[:span[0]], '\n') + 1
				for _, part := range []string{text[span[0]:span[1]], text[from:span[1]]} {
					// Another rule may have it: two providers share a prefix.
					got := s.ScanFile(rules.NewFile("program.bin", []byte(noise+"\x00"+part+"\x00"+noise)))
					found = found || len(got) > 0
				}
			}
		}
		if asked && !found {
			t.Errorf("%s: no example's secret is found between NUL bytes", r.ID)
		}
	}
}
