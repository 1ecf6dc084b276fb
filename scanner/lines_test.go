package scanner

import (
	"fmt"
	"strings"
	"testing"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/custom"
)

// TestLongLineOfWords wants each match on a line of any length once, however
// close the rule's words are.
func TestLongLineOfWords(t *testing.T) {
	for _, c := range []struct{ pattern, text string }{
		{`\bacme_[0-9]{8}\b`, "acme_%08d"},
		{`\b[0-9]{8}[a-z]+acme\b`, "%08d" + strings.Repeat("x", 1500) + "acme"},
	} {
		r, err := custom.Custom{ID: "acme", Pattern: c.pattern, Severity: rules.Error, Placeholders: true}.Rule()
		if err != nil {
			t.Fatal(err)
		}
		s, err := New(Config{Rules: []*rules.Rule{r}})
		if err != nil {
			t.Fatal(err)
		}
		for _, gap := range []int{1, 50, 1500, 2040, 2048, 4090, 9000} {
			var b strings.Builder
			const n = 60
			for i := range n {
				fmt.Fprintf(&b, c.text+"%s", i, strings.Repeat(" ", gap))
			}
			size := len(fmt.Sprintf(c.text, 0))
			fs := s.ScanFile(rules.NewFile("a.min.js", []byte(b.String())))
			if len(fs) != n {
				t.Errorf("%s, with %d blanks between them: %d of %d are found", c.pattern, gap, len(fs), n)
			}
			for i, f := range fs {
				if want := i * (size + gap); f.Start != want || f.End != want+size {
					t.Fatalf("%s, with %d blanks between them: number %d is found at %d to %d, not at %d", c.pattern, gap, i, f.Start, f.End, want)
				}
			}
		}
	}
}
