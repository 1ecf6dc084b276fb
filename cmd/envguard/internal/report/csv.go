package report

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// writeCSV writes a row for each finding and notice, with CRLF as RFC 4180 says.
func writeCSV(w io.Writer, r *Report) error {
	out := csv.NewWriter(w)
	out.UseCRLF = true
	write := func(cells ...string) {
		for i, c := range cells {
			cells[i] = csvCell(c)
		}
		out.Write(cells) //nolint:errcheck // Error has it
	}
	write("severity", "rule", "path", "line", "column", "message", "name", "secret", "confidence", "fingerprint", "remedy", "commit", "author", "date")
	rows := r.rows()
	for i := range rows {
		f := &rows[i]
		write(f.Severity.String(), f.Rule, Escape(f.path), strconv.Itoa(f.Line), strconv.Itoa(f.Column), shownMessage(f.f), Escape(f.Name), f.Secret,
			strconv.FormatFloat(f.Confidence, 'f', -1, 64), f.Fingerprint, fmt.Sprint(f.Remedy), f.Commit, Escape(f.Author), f.Date)
	}
	for _, n := range r.notices() {
		write(n.Severity.String(), n.Rule, Escape(n.Path), strconv.Itoa(n.Line), "0", Escape(n.Message), "", "", "", "", "", "", "", "")
	}
	out.Flush()
	if err := out.Error(); err != nil {
		return fmt.Errorf("writing the report: %w", err)
	}
	return nil
}

// csvCell keeps a spreadsheet from taking a path or a name for a formula.
func csvCell(s string) string {
	if s != "" && strings.IndexByte("=+-@", s[0]) >= 0 {
		return "'" + s
	}
	return s
}
