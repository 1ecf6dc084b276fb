package report

import (
	"bufio"
	"fmt"
	"io"

	"github.com/envguard/envguard/rules"
)

// writeRDJSONL writes a diagnostic of reviewdog for each finding and notice.
func writeRDJSONL(w io.Writer, r *Report) error {
	out := bufio.NewWriter(w)
	write := func(text, path, rule string, severity rules.Severity, span object) error {
		location := object{"path": newJSONPlace(path).Path}
		if span != nil {
			location["range"] = span
		}
		return writeJSONLine(out, object{
			"message": text, "location": location, "severity": bySeverity(severity, "ERROR", "WARNING", "INFO"),
			"source": object{"name": "envguard"}, "code": object{"value": rule},
		})
	}
	rows := r.rows()
	for i := range rows {
		f := &rows[i]
		// A column of reviewdog counts bytes, so that only lines are certain.
		var span object
		if f.Line > 0 {
			span = object{"start": object{"line": f.Line}, "end": object{"line": max(f.Line, f.EndLine)}}
		}
		if err := write(shownMessage(f.f), f.path, f.Rule, f.Severity, span); err != nil {
			return err
		}
	}
	for _, n := range r.notices() {
		var span object
		if n.Line > 0 {
			span = object{"start": object{"line": n.Line}}
		}
		if err := write(Escape(n.Message), n.Path, n.Rule, n.Severity, span); err != nil {
			return err
		}
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("writing the report: %w", err)
	}
	return nil
}
