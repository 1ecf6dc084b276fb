package report

import (
	"encoding/xml"
	"io"
	"strconv"
	"strings"

	"github.com/envguard/envguard/rules"
)

type junitReport struct {
	XMLName  xml.Name   `xml:"testsuites"`
	Tests    int        `xml:"tests,attr"`
	Failures int        `xml:"failures,attr"`
	Errors   int        `xml:"errors,attr"`
	Suite    junitSuite `xml:"testsuite"`
}

type junitSuite struct {
	Name     string      `xml:"name,attr"`
	Tests    int         `xml:"tests,attr"`
	Failures int         `xml:"failures,attr"`
	Errors   int         `xml:"errors,attr"`
	Skipped  int         `xml:"skipped,attr"`
	Time     string      `xml:"time,attr"`
	Cases    []junitCase `xml:"testcase"`
}

type junitCase struct {
	Name    string       `xml:"name,attr"`
	Class   string       `xml:"classname,attr"`
	File    string       `xml:"file,attr,omitempty"`
	Line    int          `xml:"line,attr,omitempty"`
	Failure *junitDetail `xml:"failure"`
	Error   *junitDetail `xml:"error"`
	Skipped *junitDetail `xml:"skipped"`
}

type junitDetail struct {
	Message string `xml:"message,attr"`
	Type    string `xml:"type,attr,omitempty"`
	Text    string `xml:",chardata"`
}

// writeJUnit writes a test case for each finding: an error is a failed test, a
// warning a skipped one, and what was not scanned is a test with an error.
func writeJUnit(w io.Writer, r *Report) error {
	s := junitSuite{Name: "envguard", Time: strconv.FormatFloat(r.Elapsed.Seconds(), 'f', 3, 64)}
	rows := r.rows()
	for i := range rows {
		f := &rows[i]
		c := junitCase{Name: f.Rule + " at " + place(f.path, f.Line, f.Column), Class: "envguard." + f.Rule, File: Escape(f.path), Line: f.Line}
		d := &junitDetail{shownMessage(f.f), "", strings.Join(append([]string{f.excerpt()}, r.advice(f)...), "\n")}
		if f.Severity == rules.Error {
			d.Type = f.Rule
			c.Failure = d
			s.Failures++
		} else {
			d.Text = ""
			c.Skipped = d
			s.Skipped++
		}
		s.Cases = append(s.Cases, c)
	}
	for _, n := range r.notices() {
		c := junitCase{Name: n.Rule + " at " + place(n.Path, n.Line, 0), Class: "envguard." + n.Rule, File: Escape(n.Path), Line: n.Line}
		d := &junitDetail{Message: Escape(n.Message)}
		if n.Severity == rules.Error {
			d.Type = n.Rule
			c.Error = d
			s.Errors++
		} else {
			c.Skipped = d
			s.Skipped++
		}
		s.Cases = append(s.Cases, c)
	}
	if len(s.Cases) == 0 { // servers call a report without tests an error
		s.Cases = []junitCase{{Name: "no secrets", Class: "envguard"}}
	}
	s.Tests = len(s.Cases)
	return writeXML(w, junitReport{Tests: s.Tests, Failures: s.Failures, Errors: s.Errors, Suite: s})
}
