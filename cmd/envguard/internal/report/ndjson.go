package report

import (
	"bufio"
	"fmt"
	"io"
)

// writeNDJSON writes an object for each finding, suppressed finding and notice, and
// one about the scan, which comes last: without it a report is not whole.
func writeNDJSON(w io.Writer, r *Report) error {
	out := bufio.NewWriter(w)
	for _, f := range r.jsonFindings() {
		if err := writeJSONLine(out, struct {
			Type string `json:"type"`
			jsonFinding
		}{"finding", f}); err != nil {
			return err
		}
	}
	for i := range r.Result.Suppressed {
		f := &r.Result.Suppressed[i]
		if err := writeJSONLine(out, struct {
			Type string `json:"type"`
			jsonSuppressed
		}{"suppressed", jsonSuppressed{r.jsonFinding(f), f.SuppressedBy, mask(f.Reason)}}); err != nil {
			return err
		}
	}
	for _, n := range r.notices() {
		if err := writeJSONLine(out, struct {
			Type     string `json:"type"`
			Rule     string `json:"rule"`
			Severity string `json:"severity"`
			jsonPlace
			Line    int    `json:"line"`
			Message string `json:"message"`
		}{"notice", n.Rule, n.Severity.String(), newJSONPlace(n.Path), n.Line, n.Message}); err != nil {
			return err
		}
	}
	n := r.secrets()
	if err := writeJSONLine(out, struct {
		Type    string   `json:"type"`
		Version int      `json:"version"`
		Tool    jsonTool `json:"tool"`
		Status  Status   `json:"status"`
		Secrets int      `json:"secrets"`
		Places  int      `json:"places"`
		What    string   `json:"what"`
	}{"scan", jsonVersion, jsonTool{"envguard", r.Version}, r.Status(), n.secrets, n.places, r.Result.Stats.What}); err != nil {
		return err
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("writing the report: %w", err)
	}
	return nil
}
