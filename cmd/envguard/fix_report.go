package main

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/envguard/envguard/cmd/envguard/internal/report"
	"github.com/envguard/envguard/fixer"
	"github.com/envguard/envguard/rules"
)

// writeText writes the plan and what came of it.
func (r *fixRun) writeText(w io.Writer) error {
	if err := r.writePlan(w); err != nil {
		return err
	}
	return r.writeOutcome(w)
}

// writePlan writes what would be done, and what a person has to know.
func (r *fixRun) writePlan(w io.Writer) error {
	var b bytes.Buffer
	if !r.plan.Empty() {
		show := fixer.Brief
		if r.verbose {
			show = fixer.Diff
		}
		if err := show(&b, r.plan.Changes, r.scanFile); err != nil {
			return err
		}
	}
	if len(r.plan.Left) > 0 {
		b.WriteString("\nleft for you:\n")
		for _, l := range r.plan.Left {
			b.WriteString("  " + report.EscapeMasked(l.Path))
			if l.Line > 0 {
				fmt.Fprintf(&b, ":%d", l.Line)
			}
			b.WriteString(": ")
			if l.Rule != "" {
				fmt.Fprintf(&b, "[%s] ", l.Rule)
			}
			b.WriteString(report.EscapeMasked(l.Message) + "\n")
			if l.Hint != "" {
				for line := range strings.SplitSeq(escaped(l.Hint), "\n") {
					b.WriteString("      " + line + "\n")
				}
			}
		}
	}
	if len(r.plan.Notes) > 0 {
		b.WriteByte('\n')
		for _, n := range r.plan.Notes {
			b.WriteString("note: " + report.EscapeMasked(n) + "\n")
		}
	}
	r.writeToFill(&b)
	_, err := w.Write(bytes.TrimPrefix(b.Bytes(), []byte("\n")))
	return err
}

// writeToFill writes what is left for a person: first what the person chooses,
// then what a provider gives out.
func (r *fixRun) writeToFill(b *bytes.Buffer) {
	for _, part := range [...]struct {
		title    string
		provider bool
	}{{"choose it yourself:", false}, {"get it from the provider:", true}} {
		title := "\n" + part.title + "\n"
		for _, f := range r.plan.ToFill {
			if f.Provider != part.provider {
				continue
			}
			b.WriteString(title)
			title = ""
			fmt.Fprintf(b, "  %s:%d: %s", report.EscapeMasked(f.Path), f.Line, report.EscapeMasked(f.Key))
			switch {
			case f.Command != "":
				b.WriteString("  " + report.EscapeMasked(f.Command))
			case f.URL != "":
				b.WriteString("  " + report.EscapeMasked(f.URL))
			case f.Comment != "":
				fmt.Fprintf(b, "  (%s)", report.EscapeMasked(f.Comment))
			}
			b.WriteByte('\n')
		}
	}
}

// writeOutcome writes what was done and what is left, in the last lines.
func (r *fixRun) writeOutcome(w io.Writer) error {
	var b bytes.Buffer
	if !r.plan.Empty() || len(r.plan.Left)+len(r.plan.Notes) > 0 {
		b.WriteByte('\n')
	}
	if r.applied {
		for _, c := range r.plan.Changes {
			what := "wrote"
			switch {
			case c.Untrack:
				what = "untracked"
			case c.Place == rules.Index:
				what = "staged"
			case c.Before == nil:
				what = "made"
			}
			fmt.Fprintf(&b, "%s %s\n", what, report.EscapeMasked(c.Path))
		}
	}
	for _, s := range r.after.skipped {
		fmt.Fprintf(&b, "not read: %s: %s\n", report.EscapeMasked(s.Path), report.EscapeMasked(s.Reason))
	}
	left := r.errorsLeft()
	switch status := r.status(); {
	case status == fixIncomplete:
		b.WriteString("INCOMPLETE: not everything could be read\n")
	case status == fixPlanned && r.asked:
		b.WriteString("nothing was changed\n")
	case status == fixPlanned:
		fmt.Fprintf(&b, "%s; nothing was written\n", count(len(r.plan.Changes), "change"))
	case status == fixFindings:
		if r.applied {
			for _, f := range left {
				fmt.Fprintf(&b, "still: %s: %s [%s]\n", report.EscapeMasked(place(f.Path, f.Line)), report.EscapeMasked(f.Message), f.Rule.ID)
			}
		}
		fmt.Fprintf(&b, "%s left\n", count(len(left), "error"))
	case r.applied:
		b.WriteString("clean\n")
	default:
		b.WriteString("clean: there is nothing to repair\n")
	}
	_, err := w.Write(b.Bytes())
	return err
}

func place(path string, line int) string {
	if line == 0 {
		return path
	}
	return fmt.Sprintf("%s:%d", path, line)
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

type jsonFix struct {
	Version int          `json:"version"`
	Tool    jsonFixTool  `json:"tool"`
	Status  fixStatus    `json:"status"`
	Applied bool         `json:"applied"`
	Changes []jsonChange `json:"changes"`
	Left    []jsonLeft   `json:"left"`
	ToFill  []jsonToFill `json:"to_fill"`
	Notes   []string     `json:"notes"`
	Errors  []jsonError  `json:"errors"`
	Skipped []jsonUnread `json:"skipped"`
}

type jsonFixTool struct {
	Name    string `json:"name"`
	Version string `json:"version"`
}

type jsonChange struct {
	Path   string   `json:"path"`
	Place  string   `json:"place"`
	Action string   `json:"action"`
	Mode   string   `json:"mode,omitempty"`
	Why    []string `json:"why"`
	Diff   string   `json:"diff"`
}

type jsonLeft struct {
	Path    string `json:"path"`
	Line    int    `json:"line"`
	Rule    string `json:"rule"`
	Message string `json:"message"`
	Hint    string `json:"hint"`
}

type jsonToFill struct {
	Path    string `json:"path"`
	Line    int    `json:"line"`
	Key     string `json:"key"`
	Comment string `json:"comment"`
	// Provider is true if a provider issues the value.
	Provider bool   `json:"provider"`
	URL      string `json:"url"`
	Command  string `json:"command"`
}

type jsonError struct {
	Rule    string `json:"rule"`
	Path    string `json:"path"`
	Line    int    `json:"line"`
	Message string `json:"message"`
}

type jsonUnread struct {
	Path   string `json:"path"`
	Reason string `json:"reason"`
}

// writeJSON writes the document that docs/json.md describes.
func (r *fixRun) writeJSON(w io.Writer) error {
	doc := jsonFix{
		Version: 1, Tool: jsonFixTool{"envguard", version()}, Status: r.status(), Applied: r.applied,
		Changes: []jsonChange{}, Left: []jsonLeft{}, ToFill: []jsonToFill{}, Notes: masked(r.plan.Notes),
		Errors: []jsonError{}, Skipped: []jsonUnread{},
	}
	for i, c := range r.plan.Changes {
		var diff bytes.Buffer
		// All changes go in, since each one's secrets are masked in all.
		if err := fixer.Diff(&diff, only(r.plan.Changes, i), r.scanFile); err != nil {
			return err
		}
		j := jsonChange{Path: report.Mask(c.Path), Place: "worktree", Action: "change", Why: masked(c.Why), Diff: diff.String()}
		if c.Place == rules.Index {
			j.Place = "index"
		}
		switch {
		case c.Untrack:
			j.Action = "untrack"
		case c.Before == nil:
			j.Action, j.Mode = "create", fmt.Sprintf("%04o", c.Perm)
		}
		doc.Changes = append(doc.Changes, j)
	}
	for _, l := range r.plan.Left {
		doc.Left = append(doc.Left, jsonLeft{report.Mask(l.Path), l.Line, l.Rule, report.Mask(l.Message), report.Mask(l.Hint)})
	}
	for _, f := range r.plan.ToFill {
		doc.ToFill = append(doc.ToFill, jsonToFill{report.Mask(f.Path), f.Line, report.Mask(f.Key), report.Mask(f.Comment), f.Provider, report.Mask(f.URL), report.Mask(f.Command)})
	}
	for _, f := range r.errorsLeft() {
		doc.Errors = append(doc.Errors, jsonError{f.Rule.ID, report.Mask(f.Path), f.Line, report.Mask(f.Message)})
	}
	for _, s := range r.after.skipped {
		doc.Skipped = append(doc.Skipped, jsonUnread{report.Mask(s.Path), report.Mask(s.Reason)})
	}
	return report.WriteJSON(w, doc)
}

// masked returns lines with whatever looks like a credential masked.
func masked(lines []string) []string {
	out := make([]string, len(lines))
	for i, line := range lines {
		out[i] = report.Mask(line)
	}
	return out
}

// only returns the changes such that only one of them has a diff.
func only(changes []fixer.Change, at int) []fixer.Change {
	list := make([]fixer.Change, len(changes))
	for i, c := range changes {
		if i != at {
			c.After, c.Untrack = c.Before, false
		}
		list[i] = c
	}
	return list
}
