package scanner

import (
	"fmt"
	"slices"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/recipe"
)

// An ExampleResult is what came of an example of a rule: the spans that should
// be reported, and the findings that there are.
type ExampleResult struct {
	Content string // of the example, with its recipes expanded: what means secrets is in it
	Want    [][2]int
	Found   []Finding
}

// OK reports whether the rule found what it should, and nothing else.
func (r *ExampleResult) OK() bool {
	return slices.EqualFunc(r.Found, r.Want, func(f Finding, w [2]int) bool { return f.Start == w[0] && f.End == w[1] })
}

// RunExamples expands every example of a rule and scans it with that rule
// alone. The error says that the rule is not well declared.
func RunExamples(r *rules.Rule) ([]ExampleResult, error) {
	s, err := New(Config{Rules: []*rules.Rule{r}})
	if err != nil {
		return nil, fmt.Errorf("running the examples of %s: %w", r.ID, err)
	}
	out := make([]ExampleResult, 0, len(r.Examples))
	for _, e := range r.Examples {
		content, want := recipe.Expand(e.Text)
		path := e.Path
		if path == "" {
			path = "example.txt"
		}
		found := s.ScanFile(rules.NewFile(path, []byte(content)))
		slices.SortFunc(found, func(a, b Finding) int { return a.Start - b.Start })
		out = append(out, ExampleResult{content, want, found})
	}
	return out, nil
}
