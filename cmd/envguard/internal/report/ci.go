package report

import (
	"bufio"
	"cmp"
	"crypto/sha256"
	"encoding/csv"
	"encoding/xml"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/envguard/envguard/rules"
)

// writeGitHub writes workflow commands, which GitHub Actions shows as annotations.
func writeGitHub(w io.Writer, r *Report) error {
	b := bufio.NewWriter(w)
	data := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace
	property := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C").Replace
	for _, f := range r.rows() {
		level := map[rules.Severity]string{rules.Error: "error", rules.Warning: "warning"}[f.Severity]
		fmt.Fprintf(b, "::%s file=%s,line=%d", cmp.Or(level, "notice"), property(visible(f.Path)), f.line())
		if f.Line > 0 {
			fmt.Fprintf(b, ",endLine=%d,col=%d,endColumn=%d", f.EndLine, f.Column, f.EndColumn)
		}
		fmt.Fprintf(b, ",title=%s::%s\n", property(f.Rule), data(visible(f.Message)))
	}
	for _, s := range r.Result.Skipped {
		fmt.Fprintf(b, "::error title=not scanned::%s\n", data(visible(maskPath(skippedPath(s.Path))+": "+maskURLs(maskPath(s.Reason)))))
	}
	for _, p := range r.Result.Problems {
		fmt.Fprintf(b, "::error file=%s,line=%d,title=allow comment::%s\n", property(visible(maskPath(p.Path))), max(1, p.Line), data(visible(mask(p.Message))))
	}
	return flush(b, "GitHub")
}

func flush(b *bufio.Writer, what string) error {
	if err := b.Flush(); err != nil {
		return fmt.Errorf("writing the %s report: %w", what, err)
	}
	return nil
}

// The report of GitLab's secret detection, version 15.0.
type (
	gitlabReport struct {
		Version         string      `json:"version"`
		Scan            gitlabScan  `json:"scan"`
		Vulnerabilities []gitlabOne `json:"vulnerabilities"`
	}
	gitlabScan struct {
		Analyzer gitlabTool `json:"analyzer"`
		Scanner  gitlabTool `json:"scanner"`
		Type     string     `json:"type"`
		Start    string     `json:"start_time"`
		End      string     `json:"end_time"`
		Status   string     `json:"status"`
	}
	gitlabTool struct {
		ID      string            `json:"id"`
		Name    string            `json:"name"`
		Vendor  map[string]string `json:"vendor"`
		Version string            `json:"version"`
	}
	gitlabOne struct {
		ID          string              `json:"id"`
		Category    string              `json:"category"`
		Name        string              `json:"name"`
		Description string              `json:"description"`
		Severity    string              `json:"severity"`
		Solution    string              `json:"solution,omitempty"`
		Location    gitlabLocation      `json:"location"`
		Identifiers []map[string]string `json:"identifiers"`
	}
	gitlabLocation struct {
		File   string            `json:"file"`
		Commit map[string]string `json:"commit"`
		Start  int               `json:"start_line"`
		End    int               `json:"end_line"`
	}
)

func writeGitLab(w io.Writer, r *Report) error {
	tool := gitlabTool{"envguard", "envguard", map[string]string{"name": "envguard"}, cmp.Or(r.Version, "0")}
	doc := gitlabReport{
		Version: "15.0.4",
		Scan: gitlabScan{
			Analyzer: tool, Scanner: tool, Type: "secret_detection", Status: "success",
			Start: r.Start.UTC().Format("2006-01-02T15:04:05"), End: r.Start.Add(r.Elapsed).UTC().Format("2006-01-02T15:04:05"),
		},
		Vulnerabilities: []gitlabOne{},
	}
	if r.Status() == Incomplete {
		doc.Scan.Status = "failure"
	}
	for _, f := range r.rows() {
		doc.Vulnerabilities = append(doc.Vulnerabilities, gitlabOne{
			ID: f.uuid(), Category: "secret_detection", Name: visible(firstOf(f.rule.Title, f.Rule)), Description: visible(f.Message),
			Severity: map[rules.Severity]string{rules.Error: "Critical", rules.Warning: "Medium", rules.Info: "Info"}[f.Severity], Solution: visible(f.rule.Fix),
			// GitLab's own analyzer writes zeros where no commit is known.
			Location:    gitlabLocation{visible(f.Path), map[string]string{"sha": cmp.Or(f.Commit, "0000000")}, f.line(), max(f.line(), f.EndLine)},
			Identifiers: []map[string]string{{"type": "envguard_rule_id", "name": "envguard rule " + f.Rule, "value": f.Rule}},
		})
	}
	return writeDocument(w, doc, "GitLab")
}

// uuid is a UUID that is the same for the same finding (RFC 9562, version 8).
func (w row) uuid() string {
	s := sha256.Sum256([]byte(w.Rule + "\x00" + w.Path + "\x00" + w.Fingerprint + "\x00" + strconv.Itoa(w.Line) + "\x00" + strconv.Itoa(w.Column)))
	s[6], s[8] = s[6]&0x0f|0x80, s[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", s[:4], s[4:6], s[6:8], s[8:10], s[10:16])
}

// writeCodeQuality writes a report of Code Climate as GitLab reads it.
func writeCodeQuality(w io.Writer, r *Report) error {
	type lines struct {
		Begin int `json:"begin"`
	}
	type location struct {
		Path  string `json:"path"`
		Lines lines  `json:"lines"`
	}
	type issue struct {
		Description string   `json:"description"`
		Check       string   `json:"check_name"`
		Fingerprint string   `json:"fingerprint"`
		Severity    string   `json:"severity"`
		Location    location `json:"location"`
	}
	list := []issue{}
	for _, f := range r.rows() {
		list = append(list, issue{
			visible(f.Message), f.Rule, f.uuid(), map[rules.Severity]string{rules.Error: "critical", rules.Warning: "minor", rules.Info: "info"}[f.Severity],
			location{visible(f.Path), lines{f.line()}},
		})
	}
	return writeDocument(w, list, "Code Quality")
}

// The report of JUnit, as CI systems read it: errors are failures, warnings are skipped
// tests, and what could not be scanned is an error.
type (
	junitSuites struct {
		XMLName  xml.Name     `xml:"testsuites"`
		Name     string       `xml:"name,attr"`
		Tests    int          `xml:"tests,attr"`
		Failures int          `xml:"failures,attr"`
		Errors   int          `xml:"errors,attr"`
		Suites   []junitSuite `xml:"testsuite"`
	}
	junitSuite struct {
		Name     string      `xml:"name,attr"`
		Tests    int         `xml:"tests,attr"`
		Failures int         `xml:"failures,attr"`
		Errors   int         `xml:"errors,attr"`
		Skipped  int         `xml:"skipped,attr"`
		Time     string      `xml:"time,attr"`
		Cases    []junitCase `xml:"testcase"`
	}
	junitCase struct {
		Name    string      `xml:"name,attr"`
		Class   string      `xml:"classname,attr"`
		File    string      `xml:"file,attr,omitempty"`
		Line    int         `xml:"line,attr,omitempty"`
		Failure *junitCause `xml:"failure"`
		Error   *junitCause `xml:"error"`
		Skipped *junitCause `xml:"skipped"`
	}
	junitCause struct {
		Message string `xml:"message,attr"`
		Type    string `xml:"type,attr,omitempty"`
		Text    string `xml:",chardata"`
	}
)

func writeJUnit(w io.Writer, r *Report) error {
	s := junitSuite{Name: "envguard", Time: strconv.FormatFloat(r.Elapsed.Seconds(), 'f', 3, 64)}
	for _, f := range r.rows() {
		c := junitCase{Name: visible(f.Rule + " " + f.place()), Class: visible(f.Path), File: visible(f.Path), Line: f.line()}
		cause := &junitCause{visible(f.Message), f.Rule, visible(f.place() + ": " + f.Message + "\n" + f.rule.Fix)}
		if f.Severity == rules.Error {
			c.Failure = cause
			s.Failures++
		} else {
			c.Skipped = &junitCause{Message: visible(f.Severity.String() + ": " + f.Message)}
			s.Skipped++
		}
		s.Cases = append(s.Cases, c)
	}
	for _, k := range r.Result.Skipped {
		p := visible(maskPath(skippedPath(k.Path)))
		s.Cases = append(s.Cases, junitCase{Name: "scan " + p, Class: p, Error: &junitCause{Message: visible(maskURLs(maskPath(k.Reason))), Type: "not scanned"}})
		s.Errors++
	}
	for _, p := range r.Result.Problems {
		name := visible(maskPath(p.Path))
		s.Cases = append(s.Cases, junitCase{Name: "allow comment " + name, Class: name, Line: p.Line, Error: &junitCause{Message: visible(mask(p.Message)), Type: "allow comment"}})
		s.Errors++
	}
	if len(s.Cases) == 0 {
		s.Cases = []junitCase{{Name: "no secrets", Class: "envguard"}}
	}
	s.Tests = len(s.Cases)
	return writeXML(w, junitSuites{Name: "envguard", Tests: s.Tests, Failures: s.Failures, Errors: s.Errors, Suites: []junitSuite{s}}, "JUnit")
}

func writeXML(w io.Writer, v any, what string) error {
	b, err := xml.MarshalIndent(v, "", "  ")
	if err == nil {
		_, err = w.Write(append(append([]byte(xml.Header), b...), '\n'))
	}
	if err != nil {
		return fmt.Errorf("writing the %s report: %w", what, err)
	}
	return nil
}

// writeCheckstyle writes the XML of Checkstyle.
func writeCheckstyle(w io.Writer, r *Report) error {
	type problem struct {
		Line     int    `xml:"line,attr"`
		Column   int    `xml:"column,attr,omitempty"`
		Severity string `xml:"severity,attr"`
		Message  string `xml:"message,attr"`
		Source   string `xml:"source,attr"`
	}
	type file struct {
		Name     string    `xml:"name,attr"`
		Problems []problem `xml:"error"`
	}
	doc := struct {
		XMLName xml.Name `xml:"checkstyle"`
		Version string   `xml:"version,attr"`
		Files   []file   `xml:"file"`
	}{Version: "4.3"}
	add := func(path string, p problem) {
		if n := len(doc.Files); n == 0 || doc.Files[n-1].Name != path {
			doc.Files = append(doc.Files, file{Name: path})
		}
		f := &doc.Files[len(doc.Files)-1]
		f.Problems = append(f.Problems, p)
	}
	for _, f := range r.rows() {
		add(visible(f.Path), problem{f.line(), f.Column, f.Severity.String(), visible(f.Message), "envguard." + f.Rule})
	}
	for _, s := range r.Result.Skipped {
		add(visible(maskPath(skippedPath(s.Path))), problem{1, 0, "error", "not scanned: " + visible(maskURLs(maskPath(s.Reason))), "envguard.not-scanned"})
	}
	return writeXML(w, doc, "Checkstyle")
}

// writeCSV writes a table with a header. A cell that a spreadsheet would take for a
// formula begins with an apostrophe.
func writeCSV(w io.Writer, r *Report) error {
	c := csv.NewWriter(w)
	write := func(cells ...string) {
		for i, s := range cells {
			s = visible(s)
			if s != "" && strings.IndexByte("=+-@\t\r", s[0]) >= 0 {
				s = "'" + s
			}
			cells[i] = s
		}
		_ = c.Write(cells) // Error has it
	}
	write("severity", "rule", "path", "line", "column", "end_line", "end_column", "name", "message", "secret", "confidence", "fingerprint", "commit", "author", "date")
	for _, f := range r.rows() {
		write(f.Severity.String(), f.Rule, f.Path, strconv.Itoa(f.Line), strconv.Itoa(f.Column), strconv.Itoa(f.EndLine), strconv.Itoa(f.EndColumn),
			f.Name, f.Message, f.Secret, strconv.FormatFloat(f.Confidence, 'f', -1, 64), f.Fingerprint, f.Commit, f.Author, f.Date)
	}
	for _, s := range r.Result.Skipped {
		write("incomplete", "not-scanned", maskPath(skippedPath(s.Path)), "", "", "", "", "", maskURLs(maskPath(s.Reason)), "", "", "", "", "", "")
	}
	c.Flush()
	if err := c.Error(); err != nil {
		return fmt.Errorf("writing the CSV report: %w", err)
	}
	return nil
}

// writeRDJSONL writes a diagnostic of reviewdog in each line.
func writeRDJSONL(w io.Writer, r *Report) error {
	type position struct {
		Line   int `json:"line"`
		Column int `json:"column,omitempty"`
	}
	type span struct {
		Start position  `json:"start"`
		End   *position `json:"end,omitempty"`
	}
	type location struct {
		Path  string `json:"path"`
		Range span   `json:"range"`
	}
	type diagnostic struct {
		Message  string            `json:"message"`
		Location location          `json:"location"`
		Severity string            `json:"severity"`
		Source   map[string]string `json:"source"`
		Code     map[string]string `json:"code"`
	}
	return writeLines(w, "reviewdog", func(yield func(any) bool) {
		for _, f := range r.rows() {
			d := diagnostic{
				Message: f.Message, Location: location{f.Path, span{Start: position{f.line(), f.Column}}}, Severity: strings.ToUpper(f.Severity.String()),
				Source: map[string]string{"name": "envguard"}, Code: map[string]string{"value": f.Rule},
			}
			if f.Line > 0 {
				d.Location.Range.End = &position{f.EndLine, f.EndColumn}
			}
			if !yield(d) {
				return
			}
		}
	})
}

// writeNDJSON writes each finding as in the JSON report in a line, and the outcome in
// the last one.
func writeNDJSON(w io.Writer, r *Report) error {
	return writeLines(w, "NDJSON", func(yield func(any) bool) {
		for _, f := range r.jsonFindings(r.Result.Findings) {
			if !yield(f) {
				return
			}
		}
		type outcome struct {
			Status  Status     `json:"status"`
			Skipped []jsonSkip `json:"skipped"`
			Blobs   int64      `json:"blobs"`
			Bytes   int64      `json:"bytes"`
		}
		o := outcome{Status: r.Status(), Skipped: []jsonSkip{}, Blobs: r.Result.Stats.Blobs, Bytes: r.Result.Stats.Bytes}
		for _, s := range r.Result.Skipped {
			o.Skipped = append(o.Skipped, jsonSkip{newJSONPlace(skippedPath(s.Path)), maskURLs(maskPath(s.Reason))})
		}
		yield(o)
	})
}

// writeMarkdown writes a summary and a table, for a job's summary or a comment.
func writeMarkdown(w io.Writer, r *Report) error {
	b := bufio.NewWriter(w)
	n := r.count()
	fmt.Fprintf(b, "## envguard: %s\n\n%s, %s in %s\n", r.Status(), plural(int64(n.errors), "error"), plural(int64(n.warnings), "warning"), plural(r.Result.Stats.Blobs, "file"))
	cell := strings.NewReplacer("|", `\|`, "\n", " ", "<", "&lt;", ">", "&gt;", "`", "'", "\\", `\\`).Replace
	if list := r.rows(); len(list) > 0 {
		b.WriteString("\n| severity | place | rule | message |\n|---|---|---|---|\n")
		const most = 1000
		for i, f := range list {
			if i == most {
				fmt.Fprintf(b, "\n%d more are left out here.\n", len(list)-most)
				break
			}
			fmt.Fprintf(b, "| %s | `%s` | `%s` | %s |\n", f.Severity, cell(visible(f.place())), f.Rule, cell(visible(f.Message)))
		}
	}
	if len(r.Result.Skipped) > 0 {
		b.WriteString("\nNot scanned:\n\n")
		for _, s := range r.Result.Skipped {
			fmt.Fprintf(b, "- `%s`: %s\n", cell(visible(maskPath(skippedPath(s.Path)))), cell(visible(maskURLs(maskPath(s.Reason)))))
		}
	}
	return flush(b, "Markdown")
}
