package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// maxSummary is how many findings a job summary lists. GitHub drops one that is
// larger than 1 MiB.
const maxSummary = 500

// writeMarkdown writes tables.
func writeMarkdown(w io.Writer, r *Report) error { return r.markdown(w, -1) }

// writeGitHubSummary writes Markdown for $GITHUB_STEP_SUMMARY.
func writeGitHubSummary(w io.Writer, r *Report) error { return r.markdown(w, maxSummary) }

func (r *Report) markdown(w io.Writer, most int) error {
	out := bufio.NewWriter(w)
	n := r.secrets()
	fmt.Fprintf(out, "# envguard: %s\n\n%s in %s. Scanned %s (%s).\n", r.summary(),
		plural(int64(n.secrets), "secret"), plural(int64(n.places), "place"),
		plural(r.Result.Stats.Blobs, "blob"), Size(r.Result.Stats.Bytes))
	if all := r.notices(); len(all) > 0 {
		out.WriteString("\n## Notices\n\n| severity | kind | place | message |\n|---|---|---|---|\n")
		for _, n := range all {
			fmt.Fprintf(out, "| %s | %s | %s | %s |\n", n.Severity, n.Rule, markdownPlace(n.Path, n.Line, 0), markdownCell(n.Message))
		}
	}
	if rows := r.rows(); len(rows) > 0 {
		out.WriteString("\n## Findings\n\n| severity | rule | place | finding | what to do |\n|---|---|---|---|---|\n")
		for i := range rows {
			f := &rows[i]
			if i == most {
				fmt.Fprintf(out, "\n%s more are in the full report.\n", plural(int64(len(rows)-i), "finding"))
				break
			}
			var steps []string
			for _, s := range r.advice(f) {
				steps = append(steps, markdownCell(s))
			}
			fmt.Fprintf(out, "| %s | `%s` | %s | %s | %s |\n", f.Severity, f.Rule, markdownPlace(f.Path, f.Line, f.Column),
				markdownCell(f.Message), strings.Join(steps, "<br>"))
		}
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("writing the report: %w", err)
	}
	return nil
}

func markdownPlace(path string, line, column int) string {
	if path == "" {
		return ""
	}
	return markdownCell(place(path, line, column))
}

// markdownCell returns text that a table shows as it is: no mark-up, no HTML, no
// mention of a user.
func markdownCell(s string) string {
	s = Escape(s)
	var b strings.Builder
	for _, c := range s {
		switch {
		case c == '@':
			b.WriteString("&#64;")
		case c == '<':
			b.WriteString("&lt;")
		case c == '>':
			b.WriteString("&gt;")
		case c == '&':
			b.WriteString("&amp;")
		case c == '|':
			b.WriteString("&#124;")
		case c == ':':
			b.WriteString("&#58;") // no link is made of a URL
		case strings.ContainsRune("\\`*_[]~#!$", c):
			fmt.Fprintf(&b, "&#%d;", c)
		default:
			b.WriteRune(c)
		}
	}
	return b.String()
}
