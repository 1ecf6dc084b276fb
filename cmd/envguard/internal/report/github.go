package report

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/envguard/envguard/rules"
)

// writeGitHub writes workflow commands, which GitHub shows as annotations on the
// files of a pull request.
func writeGitHub(w io.Writer, r *Report) error {
	out := bufio.NewWriter(w)
	rows := r.rows()
	for i := range rows {
		f := &rows[i]
		text := shownMessage(f.f)
		if lines := r.advice(f); len(lines) > 0 {
			text += "\n" + strings.Join(lines, "\n")
		}
		file := f.path
		if f.inText() {
			file, text = "", f.Path+": "+text
		}
		annotate(out, f.Severity, file, f.Line, f.Column, f.EndLine, f.EndColumn, f.Rule, text)
	}
	for _, n := range r.notices() {
		annotate(out, n.Severity, n.Path, n.Line, 0, 0, 0, n.Rule, Escape(n.Message))
	}
	fmt.Fprintf(out, "%s\n", commandData(r.summary()))
	if err := out.Flush(); err != nil {
		return fmt.Errorf("writing the report: %w", err)
	}
	return nil
}

func annotate(out *bufio.Writer, severity rules.Severity, path string, line, column, endLine, endColumn int, rule, text string) {
	level := bySeverity(severity, "error", "warning", "notice")
	var properties []string
	add := func(name, value string) { properties = append(properties, name+"="+commandProperty(value)) }
	if path != "" {
		add("file", Escape(path))
	}
	for _, n := range []struct {
		name  string
		value int
	}{{"line", line}, {"endLine", endLine}, {"col", column}, {"endColumn", endColumn}} {
		// Columns mean something on one line only.
		if n.value > 0 && (endLine == line || !strings.Contains(n.name, "ol")) {
			add(n.name, strconv.Itoa(n.value))
		}
	}
	add("title", rule)
	fmt.Fprintf(out, "::%s %s::%s\n", level, strings.Join(properties, ","), commandData(text))
}

var (
	commandDataEscapes     = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	commandPropertyEscapes = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)

func commandData(s string) string     { return commandDataEscapes.Replace(s) }
func commandProperty(s string) string { return commandPropertyEscapes.Replace(s) }
