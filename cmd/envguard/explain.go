package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/envguard/envguard/cmd/envguard/internal/report"
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/scanner"
)

func explainCommand() *subcommand {
	return &subcommand{
		name:  "explain",
		args:  "RULE | PATH:LINE",
		short: "describe a rule, or say how a line was judged",
		long: `
With a rule: what it finds and why that matters, examples of what it reports and
what it leaves alone, what to do about a finding, and how to permit one honestly.

With a place: each candidate on that line of the file on disk, or of what is staged
if there is none, and every gate that it passed or failed on its way to a verdict,
with the figure that decided.`,
		examples: [][2]string{
			{"a rule", "envguard explain fernet-key"},
			{"a line", "envguard explain config/settings.py:12"},
		},
		flags: explainFlags,
		run:   command.explain,
	}
}

// explainFlags are the flags of `envguard explain`.
func explainFlags() []flag {
	return flagList(
		nil,
		formatFlag(report.Text, report.JSON),
		outputFlag,
		revealFlag,
		configFlag,
		noConfigFlag,
		engineFlag,
	)
}

func (c command) explain(ctx context.Context, o *options, args []string) (int, error) {
	if len(args) != 1 {
		return 0, usagef("`envguard explain fernet-key` or `envguard explain settings.py:12`", "explain takes one rule or one PATH:LINE")
	}
	if err := o.checkFolder(); err != nil {
		return 0, err
	}
	out, err := newOutput(c.stdout, o.output, o.reveal)
	if err != nil {
		return 0, err
	}
	path, line, place := splitPlace(args[0])
	around := o.folder()
	if place {
		if around = filepath.Dir(path); !filepath.IsAbs(path) {
			around = filepath.Join(o.folder(), around)
		}
		if _, err := os.Stat(around); err != nil {
			around = o.folder() // reports name paths from the top
		}
	}
	conf, err := o.configAround(ctx, around)
	if err != nil {
		return 0, err
	}
	if r, state := conf.rule(args[0]); r != nil {
		return 0, out.write(func(w io.Writer) error {
			if o.format == report.JSON {
				return report.WriteJSON(w, conf.jsonRule(r, state))
			}
			text := ruleText(r)
			if state.note != "" {
				text += "\nIt is " + report.Escape(state.note) + ".\n"
			}
			_, err := io.WriteString(report.Escaping(w), text)
			return err
		})
	}
	if !place {
		return 0, unknownRule(args[0], conf)
	}
	file, note, err := o.readFile(ctx, path, line)
	if err != nil {
		return 0, err
	}
	if n := lines(file.Data); line > n {
		return 0, usagef(fmt.Sprintf("the last line is %d", n), "%s has no line %d", path, line)
	}
	s, err := scanner.New(scanner.Config{Rules: conf.ruleSet()})
	if err != nil {
		return 0, fmt.Errorf("preparing the scan: %w", err)
	}
	all, err := s.ExplainFile(ctx, file, line)
	if err != nil {
		return 0, &codedError{fmt.Errorf("explaining the line: %w", err), exitIncomplete, ""}
	}
	list := distinct(all)
	return 0, out.write(func(w io.Writer) error {
		if o.format == report.JSON {
			return report.WriteJSON(w, newJSONExplanations(file.Path, line, list, o.reveal))
		}
		if note != "" {
			note = report.Escape(note) + "\n"
		}
		_, err := io.WriteString(w, note+explanationText(file, line, list, o))
		return err
	})
}

func unknownRule(name string, conf *configuration) error {
	hint := "`envguard rules` lists the rules; a line of a file is PATH:LINE"
	var ids []string
	for _, r := range conf.known() {
		ids = append(ids, r.ID)
	}
	if n := nearest(name, ids); n != "" {
		hint = fmt.Sprintf("did you mean `envguard explain %s`?", n)
	}
	return usagef(hint, "unknown rule %q", name)
}

// splitPlace splits PATH:LINE or PATH:LINE:COLUMN.
func splitPlace(s string) (path string, line int, ok bool) {
	head, last, found := cutLast(s)
	if !found {
		return "", 0, false
	}
	n, err := strconv.Atoi(last)
	if err != nil || n < 1 {
		return "", 0, false
	}
	if before, middle, found := cutLast(head); found {
		if m, err := strconv.Atoi(middle); err == nil && m >= 1 {
			return before, m, true
		}
	}
	return head, n, true
}

func cutLast(s string) (before, after string, found bool) {
	i := strings.LastIndexByte(s, ':')
	if i <= 0 {
		return s, "", false
	}
	return s[:i], s[i+1:], true
}

func lines(data []byte) int {
	n := strings.Count(string(data), "\n")
	if len(data) > 0 && data[len(data)-1] != '\n' {
		n++
	}
	return n
}

// ruleText describes a rule.
func ruleText(r *rules.Rule) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s (%s): %s\n\n%s\n\n%s\n", r.ID, r.Severity, r.Title, wrap(r.Doc), wrap("What to do: "+r.Fix))
	if r.Source != "" {
		fmt.Fprintf(&b, "The format: %s\n", r.Source)
	}
	for _, yes := range []bool{true, false} {
		title := "\nReported, between « and » (a recipe such as {alnum:24} stands for 24 random characters):\n"
		if !yes {
			title = "\nLeft alone:\n"
		}
		for _, e := range r.Examples {
			if reported(e) == yes {
				b.WriteString(title + exampleText(e, "    ") + "\n")
				title = ""
			}
		}
	}
	if r.Check == nil {
		b.WriteString("\nThis rule judges the repository, so no comment permits it: change the files as said above.\n")
		return b.String()
	}
	fmt.Fprintf(&b, `
If a finding is no secret, say so and why, in a comment on its line or the line above:
    # envguard:allow %s -- a test vector of the standard
In a .env file only the line above is safe: several programs take a comment behind
a value for a part of it. Whole folders go into .envguardignore at the top.
`, r.ID)
	return b.String()
}

// distinct leaves out rules that gave no reason, as the candidate is not their
// kind, and candidates that were found in two ways.
func distinct(list []scanner.Explanation) []scanner.Explanation {
	type id struct {
		rule   *rules.Rule
		column int
		secret string
	}
	seen := map[id]bool{}
	var out []scanner.Explanation
	for _, e := range list {
		k := id{e.Rule, e.Column, e.Secret.Reveal()}
		if len(e.Gates) == 0 && !e.Matched || seen[k] {
			continue
		}
		seen[k] = true
		out = append(out, e)
	}
	return out
}

// wrap breaks the paragraphs of a text into lines of at most 80 columns.
// Lines that begin with a space are left alone.
func wrap(text string) string {
	var b strings.Builder
	for line := range strings.SplitSeq(strings.TrimSpace(text), "\n") {
		if strings.HasPrefix(line, " ") {
			b.WriteString(line + "\n")
			continue
		}
		column := 0
		for _, word := range strings.Fields(line) {
			n := utf8.RuneCountInString(word)
			switch {
			case column > 0 && column+1+n > 80:
				b.WriteByte('\n')
				column = 0
			case column > 0:
				b.WriteByte(' ')
				column++
			}
			b.WriteString(word)
			column += n
		}
		b.WriteByte('\n')
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// explanationText says how a line was judged.
func explanationText(f *rules.File, line int, list []scanner.Explanation, o *options) string {
	var b strings.Builder
	shown := report.Escape
	if o.reveal {
		shown = report.EscapeRevealed
	}
	p := func(format string, args ...any) {
		b.WriteString(shown(fmt.Sprintf(format, args...)) + "\n")
	}
	where := fmt.Sprintf("%s:%d", f.Path, line)
	if f.Policy.Framework != "" {
		p("%s: %s: %s", where, f.Policy.Framework, f.Policy.Reason)
	}
	if len(list) == 0 {
		p("%s: no rule takes anything on this line for a candidate", where)
		return b.String()
	}
	for _, e := range list {
		secret := e.Secret.String()
		if o.reveal {
			secret = e.Secret.Reveal()
		}
		what := e.Kind
		if e.Key != "" {
			what += " of " + e.Key
		}
		if e.Call != "" {
			what += " in a call of " + e.Call
		}
		if e.Via != "" {
			what += ", " + e.Via
		}
		p("%s:%d: %s: %s, %s", where, e.Column, e.Rule.ID, secret, what)
		width := 0
		for _, g := range e.Gates {
			width = max(width, utf8.RuneCountInString(g.Name))
		}
		for _, g := range e.Gates {
			mark := "passed"
			if !g.Passed {
				mark = "failed"
			}
			p("%s", strings.TrimRight(fmt.Sprintf("    %s  %-*s  %s", mark, width, g.Name, g.Figure), " "))
		}
		p("    %s", verdict(&e))
	}
	return b.String()
}

// verdict says what came of a candidate.
func verdict(e *scanner.Explanation) string {
	switch {
	case !e.Matched && e.Score > 0:
		return fmt.Sprintf("not reported: confidence %.2f is below %.2f", e.Score, rules.WarnScore)
	case !e.Matched:
		return "not reported"
	case e.SuppressedBy != "":
		return fmt.Sprintf("permitted by %s (confidence %.2f)", e.SuppressedBy, e.Score)
	case e.Overlaps != "":
		return fmt.Sprintf("reported as %s, which knows it better (confidence %.2f)", e.Overlaps, e.Score)
	}
	return fmt.Sprintf("%s, confidence %.2f: %s", e.Severity, e.Score, e.Message)
}

type jsonExplanations struct {
	Version    int               `json:"version"`
	Path       string            `json:"path"`
	Line       int               `json:"line"`
	Candidates []jsonExplanation `json:"candidates"`
}

type jsonExplanation struct {
	Rule         string         `json:"rule"`
	Column       int            `json:"column"`
	Kind         string         `json:"kind"`
	Key          string         `json:"key"`
	Call         string         `json:"call"`
	Encoding     string         `json:"encoding"`
	Secret       string         `json:"secret"`
	Gates        []scanner.Gate `json:"gates"`
	Reported     bool           `json:"reported"`
	Severity     string         `json:"severity"`
	Confidence   float64        `json:"confidence"`
	Message      string         `json:"message"`
	SuppressedBy string         `json:"suppressed_by"`
	Overlaps     string         `json:"overlaps"`
}

func newJSONExplanations(path string, line int, list []scanner.Explanation, reveal bool) jsonExplanations {
	doc := jsonExplanations{Version: 1, Path: path, Line: line, Candidates: []jsonExplanation{}}
	for i := range list {
		e := &list[i]
		secret := e.Secret.String()
		if reveal {
			secret = e.Secret.Reveal()
		}
		j := jsonExplanation{
			Rule: e.Rule.ID, Column: e.Column, Kind: e.Kind, Key: e.Key, Call: e.Call, Encoding: e.Via, Secret: secret, Gates: e.Gates,
			Reported: e.Matched && e.SuppressedBy == "" && e.Overlaps == "", Confidence: e.Score, Message: e.Message,
			SuppressedBy: e.SuppressedBy, Overlaps: e.Overlaps,
		}
		if e.Matched {
			j.Severity = e.Severity.String()
		}
		if j.Gates == nil {
			j.Gates = []scanner.Gate{}
		}
		doc.Candidates = append(doc.Candidates, j)
	}
	return doc
}
