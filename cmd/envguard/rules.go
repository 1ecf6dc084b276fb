package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/envguard/envguard/cmd/envguard/internal/report"
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/builtin"
	"github.com/envguard/envguard/rules/provider"
)

func rulesCommand() *subcommand {
	return &subcommand{
		name:  "rules",
		args:  "[test [FILE]]",
		short: "list the rules, or test the project's own",
		long: `
Lists what envguard finds: the rule's name, its severity and a few words.
` + "`envguard explain RULE`" + ` describes one of them. Rules that .envguard.toml
adds, switches off or changes are marked.

With test, runs the examples of the rules in .envguard.toml, or in FILE, through
the scanner, and fails where a rule finds something else than what stands
between « and ».`,
		examples: [][2]string{
			{"the list", "envguard rules"},
			{"for a program", "envguard rules --format json"},
			{"the project's own rules, in CI", "envguard rules test"},
		},
		flags: rulesFlags,
		run:   command.rules,
	}
}

// rulesFlags are the flags of `envguard rules`.
func rulesFlags() []flag {
	return flagList(
		nil,
		formatFlag(report.Text, report.JSON, report.Markdown),
		outputFlag,
		configFlag,
		noConfigFlag,
	)
}

func (c command) rules(ctx context.Context, o *options, args []string) (int, error) {
	if err := o.checkFolder(); err != nil {
		return 0, err
	}
	if len(args) > 0 && args[0] == "test" {
		return c.testRules(ctx, o, args[1:])
	}
	if len(args) > 0 {
		return 0, usagef("`envguard explain "+args[0]+"` describes one rule", "rules takes no arguments but test")
	}
	conf, err := o.configAround(ctx, o.folder())
	if err != nil {
		return 0, err
	}
	out, err := newOutput(c.stdout, o.output, false)
	if err != nil {
		return 0, err
	}
	return 0, out.write(func(w io.Writer) error {
		switch o.format {
		case report.JSON:
			return writeRulesJSON(w, conf)
		case report.Markdown:
			return writeRulesMarkdown(report.Escaping(w), conf.known())
		}
		return writeRules(report.Escaping(w), conf)
	})
}

// A ruleState is what a configuration makes of a rule.
type ruleState struct {
	off  bool
	from string // the file of a rule that a project added
	note string // in words, or empty
}

// known returns all rules, those that are switched off as well, with the
// severities that they have here.
func (c *configuration) known() []*rules.Rule {
	all := builtin.All()
	if c == nil {
		return all
	}
	for _, list := range [...][]*rules.Rule{all, c.own} {
		for i, r := range list {
			if to, ok := c.severity[r.ID]; ok {
				r = withSeverity(r, to)
			}
			if &list[0] == &all[0] {
				all[i] = r
			} else {
				all = append(all, r)
			}
		}
	}
	return all
}

// rule returns the rule of that name, or nil.
func (c *configuration) rule(id string) (*rules.Rule, ruleState) {
	for _, r := range c.known() {
		if r.ID == id {
			return r, c.state(r)
		}
	}
	return nil, ruleState{}
}

func (c *configuration) state(r *rules.Rule) (s ruleState) {
	if c == nil {
		return s
	}
	var notes []string
	if slices.ContainsFunc(c.own, func(o *rules.Rule) bool { return o.ID == r.ID }) {
		s.from = c.name
		notes = append(notes, "a rule of "+c.name)
	}
	if s.off = slices.Contains(c.off, r.ID); s.off {
		notes = append(notes, "switched off by "+c.name)
	} else if c.partly[r.ID] != nil {
		notes = append(notes, "switched off in some files by "+c.name)
	}
	if _, ok := c.severity[r.ID]; ok {
		notes = append(notes, "of a severity that "+c.name+" sets")
	}
	s.note = strings.Join(notes, ", ")
	return s
}

func writeRules(w io.Writer, conf *configuration) error {
	all := conf.known()
	width := 0
	for _, r := range all {
		width = max(width, len(r.ID))
	}
	var b strings.Builder
	for _, r := range all {
		s := conf.state(r)
		severity, note := r.Severity.String(), ""
		if s.off {
			severity = "off"
		}
		if s.note != "" {
			note = " (" + report.Escape(s.note) + ")"
		}
		fmt.Fprintf(&b, "%-*s  %-7s  %s%s\n", width, r.ID, severity, report.Escape(r.Title), note)
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
	Enabled  bool           `json:"enabled"`
	From     string         `json:"from,omitempty"` // the configuration file that it is in
}

// A jsonExample is an example with its secrets as recipes.
type jsonExample struct {
	Path     string `json:"path"`
	Text     string `json:"text"`
	Why      string `json:"why"`
	Reported bool   `json:"reported"`
}

func newJSONRule(r *rules.Rule) jsonRule {
	j := jsonRule{ID: r.ID, Severity: r.Severity, Title: r.Title, Doc: r.Doc, Fix: r.Fix, Source: r.Source, Enabled: true, Examples: make([]jsonExample, 0, len(r.Examples))}
	for _, e := range r.Examples {
		j.Examples = append(j.Examples, jsonExample{e.Path, e.Text, e.Why, reported(e)})
	}
	return j
}

func (c *configuration) jsonRule(r *rules.Rule, s ruleState) jsonRule {
	j := newJSONRule(r)
	j.Enabled, j.From = !s.off, s.from
	return j
}

func writeRulesJSON(w io.Writer, conf *configuration) error {
	all := conf.known()
	doc := jsonRules{Version: 1, Rules: make([]jsonRule, 0, len(all))}
	for _, r := range all {
		doc.Rules = append(doc.Rules, conf.jsonRule(r, conf.state(r)))
	}
	return report.WriteJSON(w, doc)
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
	ofProvider := map[*rules.Rule]bool{}
	for _, r := range provider.All() {
		ofProvider[r] = true
	}
	var other []*rules.Rule
	for _, r := range builtin.All() {
		if !ofProvider[r] {
			other = append(other, r)
		}
	}
	return rulesTable(other, page) + fmt.Sprintf("\nAnd %d rules for the tokens of providers, one for each kind of token: [the list](%s).\n", len(ofProvider), page)
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
