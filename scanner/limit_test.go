package scanner

import (
	"fmt"
	"strings"
	"testing"

	"github.com/envguard/envguard/rules"
)

// A file of very many findings is listed in part, which is said with the
// number; errors are not left out for warnings in front of them.
func TestManyFindings(t *testing.T) {
	score := func(v []byte) float64 {
		if strings.HasPrefix(string(v), "tok_warn") {
			return rules.WarnScore
		}
		return 1
	}
	rule := &rules.Rule{
		ID: "tok", Severity: rules.Error, Kinds: rules.KindToken, Prefixes: []string{"tok_"},
		Check: func(c *rules.Candidate) (rules.Match, bool) {
			return rules.Match{Start: c.Start, End: c.End, Score: score(c.Value())}, true
		},
	}
	var text strings.Builder
	for i := range maxListed + 5 {
		fmt.Fprintf(&text, "x tok_warn%012d ", i)
	}
	text.WriteString("\n")
	for i := range maxListed + 7 {
		fmt.Fprintf(&text, "x tok_real%012d ", i)
	}
	s := newTest(t, Config{Rules: []*rules.Rule{rule}})
	res, err := s.Scan(t.Context(), ReaderSource("a.txt", strings.NewReader(text.String())))
	if err != nil {
		t.Fatal(err)
	}
	count := map[rules.Severity]int{}
	for _, f := range res.Findings {
		count[f.Severity]++
	}
	if count[rules.Warning] != maxListed || count[rules.Error] != maxListed {
		t.Errorf("%v findings are listed, want %d of each", count, maxListed)
	}
	if len(res.Problems) != 1 || !strings.Contains(res.Problems[0].Message, "12 more findings") || res.Problems[0].Path != "a.txt" {
		t.Errorf("problems: %+v", res.Problems)
	}
}
