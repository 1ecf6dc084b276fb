package report

import (
	"encoding/xml"
	"io"

	"github.com/envguard/envguard/rules"
)

type checkstyleReport struct {
	XMLName xml.Name          `xml:"checkstyle"`
	Version string            `xml:"version,attr"`
	Files   []*checkstyleFile `xml:"file"`
}

type checkstyleFile struct {
	Name   string            `xml:"name,attr"`
	Errors []checkstyleError `xml:"error"`
}

type checkstyleError struct {
	Line     int    `xml:"line,attr,omitempty"`
	Column   int    `xml:"column,attr,omitempty"`
	Severity string `xml:"severity,attr"`
	Message  string `xml:"message,attr"`
	Source   string `xml:"source,attr"`
}

// writeCheckstyle writes Checkstyle's XML.
func writeCheckstyle(w io.Writer, r *Report) error {
	doc := checkstyleReport{Version: "4.3"}
	files := map[string]*checkstyleFile{}
	add := func(path string, e checkstyleError) {
		if files[path] == nil {
			files[path] = &checkstyleFile{Name: Escape(path)}
			doc.Files = append(doc.Files, files[path])
		}
		files[path].Errors = append(files[path].Errors, e)
	}
	rows := r.rows()
	for i := range rows {
		f := &rows[i]
		add(f.path, checkstyleError{f.Line, f.Column, checkstyleSeverity(f.Severity), shownMessage(f.f), "envguard." + f.Rule})
	}
	for _, n := range r.notices() {
		add(n.Path, checkstyleError{n.Line, 0, checkstyleSeverity(n.Severity), Escape(n.Message), "envguard." + n.Rule})
	}
	return writeXML(w, doc)
}

func checkstyleSeverity(s rules.Severity) string {
	return bySeverity(s, "error", "warning", "info")
}
