package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/envguard/envguard/cmd/envguard/internal/report"
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/scanner"
)

// testRules runs the examples of a configuration's own rules.
func (c command) testRules(ctx context.Context, o *options, args []string) (int, error) {
	if len(args) > 1 {
		return 0, usagef("`envguard rules test` takes the file at the top", "rules test takes one file")
	}
	if len(args) == 1 {
		if o.config != "" || o.noConfig {
			return 0, usagef("leave the flag out", "rules test FILE does not go with --config or --no-config")
		}
		o.config = args[0]
	}
	if o.noConfig {
		return 0, usagef("leave it out", "rules test does not go with --no-config")
	}
	file, err := o.configAround(ctx, o.folder())
	switch {
	case err != nil:
		return 0, err
	case file == nil:
		return 0, usagef("name a file: envguard rules test FILE", "there is no %s at the top", configName)
	}
	out, err := newOutput(c.stdout, o.output, false)
	if err != nil {
		return 0, err
	}
	text, failed, err := file.runExamples(o)
	if err != nil {
		return 0, err
	}
	if err := out.write(func(w io.Writer) error { _, err := io.WriteString(w, text); return err }); err != nil {
		return exitIncomplete, err
	}
	if failed > 0 {
		return exitFindings, nil
	}
	return exitClean, nil
}

// runExamples runs the examples and describes those that fail. Findings are
// masked: someone may have written a secret instead of a recipe.
func (c *configuration) runExamples(o *options) (text string, failed int, err error) {
	var b strings.Builder
	ran, none := 0, 0
	for i, r := range c.own {
		results, err := scanner.RunExamples(r)
		if err != nil {
			return "", 0, err
		}
		if len(results) == 0 {
			none++
			if !o.quiet {
				fmt.Fprintf(&b, "%s: the rule %s has no example: nothing says that it finds anything\n", report.Escape(c.name), r.ID)
			}
		}
		for k := range results {
			ran++
			if results[k].OK() {
				continue
			}
			failed++
			c.describe(&b, r, k, c.exampleLines[i][k], &results[k])
		}
	}
	if !o.quiet || failed > 0 {
		fmt.Fprintf(&b, "%s, %s", count(len(c.own), "rule"), count(ran, "example"))
		if none > 0 {
			fmt.Fprintf(&b, ", %d without an example", none)
		}
		if failed > 0 {
			fmt.Fprintf(&b, ": %d failed\n", failed)
		} else {
			b.WriteString(": passed\n")
		}
	}
	return b.String(), failed, nil
}

func (c *configuration) describe(b *strings.Builder, r *rules.Rule, k, line int, res *scanner.ExampleResult) {
	e := &r.Examples[k]
	fmt.Fprintf(b, "%s:%d: %s: example %d fails", report.Escape(c.name), line, r.ID, k+1)
	if e.Why != "" {
		fmt.Fprintf(b, " (%s)", report.Escape(e.Why))
	}
	b.WriteString("\n  should report: ")
	var want []string
	for _, w := range res.Want {
		want = append(want, placeIn(res.Content, w[0], w[1], 0))
	}
	b.WriteString(listOr(want, "nothing") + "\n  reports:       ")
	var found []string
	for _, f := range res.Found {
		found = append(found, placeIn(res.Content, f.Start, f.End, f.Public))
	}
	b.WriteString(listOr(found, "nothing") + "\n")
	if e.Path != "" {
		fmt.Fprintf(b, "  in a file called %s\n", report.Escape(e.Path))
	}
	if len(found) == 0 {
		for _, x := range explainExample(r, e, res) {
			fmt.Fprintf(b, "  line %d: failed: %s\n", x.Line, failedGate(&x))
		}
	}
}

// explainExample says why the lines of an example with marks give nothing.
func explainExample(r *rules.Rule, e *rules.Example, res *scanner.ExampleResult) (out []scanner.Explanation) {
	s, err := scanner.New(scanner.Config{Rules: []*rules.Rule{r}})
	if err != nil {
		return nil
	}
	path := e.Path
	if path == "" {
		path = "example.txt"
	}
	for _, w := range res.Want {
		line := 1 + strings.Count(res.Content[:w[0]], "\n")
		explained, _ := s.ExplainFile(context.Background(), rules.NewFile(path, []byte(res.Content)), line)
		for _, x := range explained {
			if failedGate(&x) != "" {
				out = append(out, x)
			}
		}
	}
	return out
}

func failedGate(x *scanner.Explanation) string {
	for _, g := range x.Gates {
		if !g.Passed {
			return report.Escape(strings.TrimSpace(g.Name + " " + g.Figure))
		}
	}
	return ""
}

// placeIn names a span of an example by line and column, and masks it.
func placeIn(content string, start, end, public int) string {
	line := 1 + strings.Count(content[:start], "\n")
	column := 1 + len([]rune(content[strings.LastIndexByte(content[:start], '\n')+1:start]))
	return fmt.Sprintf("line %d, column %d: %s", line, column, report.Escape(scanner.NewSecret(content[start:end], public).String()))
}

func listOr(list []string, none string) string {
	if len(list) == 0 {
		return none
	}
	return strings.Join(list, "; ")
}
