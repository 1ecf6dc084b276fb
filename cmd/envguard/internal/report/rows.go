package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/envguard/envguard/rules"
)

// A row is a finding at one place, with all that reports show of it. Texts are masked.
type row struct {
	jsonFinding
	rule *rules.Rule
}

// rows returns all findings, one for each place, in the order of the places.
func (r *Report) rows() []row {
	byID := map[string]*rules.Rule{}
	for i := range r.Result.Findings {
		byID[r.Result.Findings[i].Rule.ID] = r.Result.Findings[i].Rule
	}
	list := r.jsonFindings(r.Result.Findings)
	out := make([]row, len(list))
	for i, j := range list {
		out[i] = row{j, byID[j.Rule]}
	}
	return out
}

// line is where a report points: findings about a whole file point to its first line.
func (w row) line() int { return max(1, w.Line) }

// place names the finding's place for people.
func (w row) place() string {
	if w.Line == 0 {
		return w.Path
	}
	return fmt.Sprintf("%s:%d:%d", w.Path, w.Line, w.Column)
}

// uri is the path as a relative reference (RFC 3986, 4.2).
func (w row) uri() string {
	parts := strings.Split(w.Path, "/")
	for i, p := range parts {
		parts[i] = url.PathEscape(p)
	}
	return strings.Join(parts, "/")
}

// writeDocument writes v as indented JSON in which no character can steer a terminal.
func writeDocument(w io.Writer, v any, what string) error {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	err := enc.Encode(v)
	if err == nil {
		_, err = w.Write(escapeControls(b.Bytes()))
	}
	if err != nil {
		return fmt.Errorf("writing the %s report: %w", what, err)
	}
	return nil
}

// writeLines writes each value as a line of JSON.
func writeLines(w io.Writer, what string, values func(yield func(any) bool)) error {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	var err error
	values(func(v any) bool {
		err = enc.Encode(v)
		return err == nil
	})
	if err == nil {
		_, err = w.Write(escapeControls(b.Bytes()))
	}
	if err != nil {
		return fmt.Errorf("writing the %s report: %w", what, err)
	}
	return nil
}

// escapeControls writes the C1 controls and the marks that turn the direction of text
// as \u escapes. In JSON they occur in strings only.
func escapeControls(b []byte) []byte {
	if !bytes.ContainsFunc(b, isControl) {
		return b
	}
	out := make([]byte, 0, len(b)+64)
	for i := 0; i < len(b); {
		c, n := utf8.DecodeRune(b[i:])
		if isControl(c) {
			out = fmt.Appendf(out, `\u%04x`, c)
		} else {
			out = append(out, b[i:i+n]...)
		}
		i += n
	}
	return out
}

// isControl accepts the characters that [escapeControls] escapes.
func isControl(c rune) bool {
	switch {
	case c == 0x7f, c >= 0x80 && c <= 0x9f, c == 0x061c, c >= 0x200b && c <= 0x200f, c >= 0x2028 && c <= 0x202e, c >= 0x2060 && c <= 0x206f, c == 0xfeff:
		return true
	}
	return false
}

// visible makes a text safe for formats that are not JSON: controls become escapes.
func visible(s string) string {
	return strings.Map(func(c rune) rune {
		if c < ' ' && c != '\n' && c != '\t' || isControl(c) || c == utf8.RuneError {
			return '\ufffd'
		}
		return c
	}, s)
}
