package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/envguard/envguard/rules"
)

// formatMarkdown is how docs/rules.md is made. It is no format of reports.
const formatMarkdown = "markdown"

func rulesCommand() *subcommand {
	return &subcommand{
		name:  "rules",
		short: "list the rules",
		long: `
Lists what envguard finds: the rule's name, its severity and a few words.
` + "`envguard explain RULE`" + ` describes one of them.`,
		examples: [][2]string{
			{"the list", "envguard rules"},
			{"for a program", "envguard rules --format json"},
		},
		run: command.rules,
	}
}

func (c command) rules(_ context.Context, o *options, args []string) (int, error) {
	if len(args) > 0 {
		return 0, usagef("`envguard explain "+args[0]+"` describes one rule", "rules takes no arguments")
	}
	out, err := newOutput(c.stdout, o.output, false)
	if err != nil {
		return 0, err
	}
	write := writeRules
	switch o.format {
	case "json":
		write = writeRulesJSON
	case formatMarkdown:
		write = writeRulesMarkdown
	}
	return 0, out.write(func(w io.Writer) error { return write(w, rules.All()) })
}

func writeRules(w io.Writer, all []*rules.Rule) error {
	width := 0
	for _, r := range all {
		width = max(width, len(r.ID))
	}
	var b strings.Builder
	for _, r := range all {
		fmt.Fprintf(&b, "%-*s  %-7s  %s\n", width, r.ID, r.Severity, r.Title)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

type jsonRules struct {
	Version int        `json:"version"`
	Rules   []jsonRule `json:"rules"`
}

type jsonRule struct {
	ID       string         `json:"id"`
	Severity rules.Severity `json:"severity"`
	Title    string         `json:"title"`
	Doc      string         `json:"doc"`
	Fix      string         `json:"fix"`
	Source   string         `json:"source"`
	Examples []jsonExample  `json:"examples"`
}

// A jsonExample is an example with its secrets as recipes.
type jsonExample struct {
	Path     string `json:"path"`
	Text     string `json:"text"`
	Why      string `json:"why"`
	Reported bool   `json:"reported"`
}

func newJSONRule(r *rules.Rule) jsonRule {
	j := jsonRule{r.ID, r.Severity, r.Title, r.Doc, r.Fix, r.Source, make([]jsonExample, 0, len(r.Examples))}
	for _, e := range r.Examples {
		j.Examples = append(j.Examples, jsonExample{e.Path, e.Text, e.Why, reported(e)})
	}
	return j
}

func writeRulesJSON(w io.Writer, all []*rules.Rule) error {
	doc := jsonRules{Version: 1, Rules: make([]jsonRule, 0, len(all))}
	for _, r := range all {
		doc.Rules = append(doc.Rules, newJSONRule(r))
	}
	return writeIndented(w, doc)
}

func writeIndented(w io.Writer, doc any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(doc)
}

// reported reports whether something in an example is a finding.
func reported(e rules.Example) bool { return strings.Contains(e.Text, "«") }

// writeRulesMarkdown writes docs/rules.md.
func writeRulesMarkdown(w io.Writer, all []*rules.Rule) error {
	var b strings.Builder
	b.WriteString("# Rules\n\nMade by `envguard rules --format markdown` from the rules' own documentation; a test keeps it true.\n" +
		"Secrets in examples are recipes: `{alnum:24}` stands for 24 random letters and digits.\n\n" + rulesTable(all, ""))
	for _, r := range all {
		fmt.Fprintf(&b, "\n## %s\n\n%s. Severity: %s.\n\n%s\n\n**What to do.** %s\n", r.ID, strings.TrimSuffix(r.Title, "."), r.Severity,
			strings.TrimSpace(r.Doc), strings.TrimSpace(r.Fix))
		if r.Source != "" {
			fmt.Fprintf(&b, "\nFormat: <%s>\n", r.Source)
		}
		for _, yes := range []bool{true, false} {
			title := "Reported:"
			if !yes {
				title = "Left alone:"
			}
			var part strings.Builder
			for _, e := range r.Examples {
				if reported(e) == yes {
					part.WriteString(exampleText(e, "") + "\n")
				}
			}
			if part.Len() > 0 {
				fence := "```"
				for strings.Contains(part.String(), fence) {
					fence += "`"
				}
				fmt.Fprintf(&b, "\n%s\n\n%stext\n%s%s\n", title, fence, part.String(), fence)
			}
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// rulesTable is the table that the README has, too. Its links lead to page.
func rulesTable(all []*rules.Rule, page string) string {
	var b strings.Builder
	b.WriteString("| rule | severity | finds |\n|---|---|---|\n")
	for _, r := range all {
		fmt.Fprintf(&b, "| [`%s`](%s#%s) | %s | %s |\n", r.ID, page, r.ID, r.Severity, strings.ReplaceAll(r.Title, "|", `\|`))
	}
	return b.String()
}

// readmeTable is the README's table: the rules that are no provider's, each,
// and how many there are for providers.
func readmeTable(page string) string {
	provider := map[*rules.Rule]bool{}
	for _, r := range rules.Providers() {
		provider[r] = true
	}
	var other []*rules.Rule
	for _, r := range rules.All() {
		if !provider[r] {
			other = append(other, r)
		}
	}
	return rulesTable(other, page) + fmt.Sprintf("\nAnd %d rules for the tokens of providers, one for each kind of token: [the list](%s).\n", len(provider), page)
}

// exampleText returns an example as it is shown, indented.
func exampleText(e rules.Example, margin string) string {
	var b strings.Builder
	head := e.Path
	if e.Why != "" {
		if head != "" {
			head += ": "
		}
		head += e.Why
	}
	if head != "" {
		b.WriteString(margin + "# " + head + "\n")
	}
	for line := range strings.SplitSeq(strings.TrimRight(e.Text, "\n"), "\n") {
		b.WriteString(margin + line + "\n")
	}
	return strings.TrimSuffix(b.String(), "\n")
}
