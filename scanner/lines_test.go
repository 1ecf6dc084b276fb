package scanner

import (
	"fmt"
	"strings"
	"testing"

	"github.com/envguard/envguard/rules"
)

// TestLongLineOfWords wants each match on a line of any length once, however
// close the rule's words stand.
func TestLongLineOfWords(t *testing.T) {
	r, err := rules.Custom{ID: "acme", Pattern: `\bacme_[0-9]{8}\b`, Severity: rules.Error, Placeholders: true}.Rule()
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
			fmt.Fprintf(&b, "acme_%08d%s", i, strings.Repeat(" ", gap))
		}
		fs := s.ScanFile(rules.NewFile("a.min.js", []byte(b.String())))
		if len(fs) != n {
			t.Errorf("with %d blanks between them, %d of %d are found", gap, len(fs), n)
		}
		for i, f := range fs {
			if want := i * (13 + gap); f.Start != want || f.End != want+13 {
				t.Fatalf("with %d blanks between them, number %d is found at %d to %d, not at %d", gap, i, f.Start, f.End, want)
			}
		}
	}
}
