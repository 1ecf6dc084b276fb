package report

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/scanner"
)

// A row is a finding at one place. Every format but text writes the same rows.
type row struct {
	jsonFinding
	path string           // the bytes, by which rows are sorted
	f    *scanner.Finding // of a further place, a copy that is there
}

// rows returns a row for each place of each finding, sorted by place. The places
// of a history stay with their finding.
func (r *Report) rows() []row {
	fs := r.Result.Findings
	all := make([]row, 0, len(fs))
	groups := 0
	for i := range fs {
		f := &fs[i]
		j := row{r.jsonFinding(f), f.Path, f}
		if f.Trail != nil || len(f.Also) == 0 {
			all = append(all, j)
			continue
		}
		groups++
		j.Group, j.jsonFinding.Also = groups, nil
		all = append(all, j)
		for k := range f.Also {
			g := copyAt(f, f.Also[k])
			all = append(all, row{r.jsonFinding(g), g.Path, g})
			all[len(all)-1].Group = groups
		}
	}
	slices.SortStableFunc(all, func(a, b row) int {
		return cmp.Or(cmp.Compare(a.path, b.path), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	return all
}

// inText reports whether a row is in a message or a name, which have no file.
func (w *row) inText() bool { return w.f.Origin.Kind != scanner.File }

// excerpt returns the masked line of a row, or "" where it is not known.
func (w *row) excerpt() string {
	if w.f.Text == "" || w.Line == 0 {
		return ""
	}
	text, _, _ := cut(w.f.Text, w.f.CaretStart, w.f.CaretEnd)
	return escapeLine(text)
}

// copyAt returns a finding at one of its further places.
func copyAt(f *scanner.Finding, p scanner.Place) *scanner.Finding {
	g := *f
	g.Path, g.Line, g.Column, g.EndLine, g.EndColumn = p.Path, p.Line, p.Column, p.EndLine, p.EndColumn
	g.Severity, g.Score, g.Fingerprint = p.Severity, p.Score, p.Fingerprint
	g.Also, g.Text = nil, ""
	return &g
}

// advice returns what to do, in lines.
func (r *Report) advice(w *row) []string {
	var lines []string
	if w.f.Rule.Fix != "" {
		lines = append(lines, Escape(w.f.Rule.Fix))
	}
	for _, s := range r.remedy(w.f) {
		if s.command == "" {
			lines = append(lines, Escape(s.why))
		} else {
			lines = append(lines, Escape(s.why)+": "+Escape(s.command))
		}
	}
	return lines
}

// A notice is something a report says besides findings. Rule is one of the names
// below.
type notice struct {
	Rule     string
	Severity rules.Severity
	Path     string // empty for the scan as a whole
	Line     int
	Message  string
}

const (
	notScanned   = "not-scanned"   // content that was not read; the scan is incomplete
	wrongComment = "wrong-comment" // a mistake in an allow comment
	staleComment = "stale-comment" // an allow comment that allows nothing
	policyChange = "policy-change" // what a commit itself hides
)

// notices returns everything besides findings that a reader has to know.
func (r *Report) notices() []notice {
	var all []notice
	for _, s := range r.Result.Skipped {
		path := skippedPath(s.Path)
		if path == "." {
			path = ""
		}
		all = append(all, notice{notScanned, rules.Error, path, 0, "not scanned: " + maskURLs(maskPath(s.Reason))})
	}
	for _, p := range r.Result.Problems {
		all = append(all, notice{wrongComment, rules.Error, p.Path, p.Line, sentence(p)})
	}
	severity := rules.Info
	if r.Strict {
		severity = rules.Error
	}
	for _, p := range r.Result.Stale {
		all = append(all, notice{staleComment, severity, p.Path, p.Line, sentence(p)})
	}
	for _, h := range r.Result.Hidden {
		all = append(all, notice{policyChange, rules.Warning, h.Path, 0, "this commit hides " + plural(int64(h.Errors), "error") + " here, by " + string(h.By)})
	}
	if c := r.Configuration; c != nil {
		for _, change := range c.Changes {
			all = append(all, notice{policyChange, rules.Warning, c.File, 0, "this commit " + mask(change)})
		}
	}
	return all
}

func sentence(p scanner.Problem) string {
	if p.Hint == "" {
		return mask(p.Message)
	}
	return mask(p.Message) + "; " + mask(p.Hint)
}

// A secretCount says how many different secrets there are, and in how many places.
type secretCount struct{ secrets, places int }

// secrets counts what every format lists.
func (r *Report) secrets() (n secretCount) {
	for i := range r.Result.Findings {
		f := &r.Result.Findings[i]
		n.secrets++
		n.places += 1 + len(f.Also)
	}
	return n
}

// summary is the outcome in one line, the same in every format for people.
func (r *Report) summary() string {
	t := textWriter{Report: &Report{Result: r.Result, Strict: r.Strict, Staged: r.Staged, Verbose: true}}
	return t.outcome()
}

// title returns a rule's title, or its name.
func title(rule *rules.Rule) string {
	if rule.Title == "" {
		return rule.ID
	}
	return Escape(rule.Title)
}

// escapeLine is [Escape] for a masked line: tabs become spaces.
func escapeLine(s string) string { return Escape(strings.ReplaceAll(s, "\t", "    ")) }

// rulesOf returns the rules of rows, each once, in the order of their names.
func rulesOf(rows []row, suppressed []scanner.Finding) []*rules.Rule {
	seen := map[string]*rules.Rule{}
	for i := range rows {
		seen[rows[i].Rule] = rows[i].f.Rule
	}
	for i := range suppressed {
		seen[suppressed[i].Rule.ID] = suppressed[i].Rule
	}
	list := make([]*rules.Rule, 0, len(seen))
	for _, rule := range seen {
		list = append(list, rule)
	}
	slices.SortFunc(list, func(a, b *rules.Rule) int { return cmp.Compare(a.ID, b.ID) })
	return list
}

// pathURI returns a path as a relative URI, byte by byte.
func pathURI(path string) string {
	path = maskPath(path)
	u := (&url.URL{Path: path}).EscapedPath()
	if first, _, _ := strings.Cut(u, "/"); strings.Contains(first, ":") {
		return "./" + u // not a scheme
	}
	return u
}

// WriteJSON writes a document as indented JSON that cannot steer a terminal.
func WriteJSON(w io.Writer, doc any) error { return writeJSONAs(w, doc, "  ") }

// writeJSONLine writes a document as one line.
func writeJSONLine(w io.Writer, doc any) error { return writeJSONAs(w, doc, "") }

func writeJSONAs(w io.Writer, doc any, indent string) error {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", indent)
	if err := enc.Encode(doc); err != nil {
		return fmt.Errorf("encoding the report: %w", err)
	}
	if _, err := w.Write(safeJSON(buf.Bytes())); err != nil {
		return fmt.Errorf("writing the report: %w", err)
	}
	return nil
}

// safeJSON writes the invisible characters of a JSON document as escapes: C1
// controls and marks that change the direction of text. Outside of ASCII a
// document has characters only in its strings, whose values stay the same.
func safeJSON(doc []byte) []byte {
	hidden := func(r rune) bool { return r >= 0x7f && r != utf8.RuneError && !unicode.IsPrint(r) }
	if !bytes.ContainsFunc(doc, hidden) {
		return doc
	}
	out := make([]byte, 0, len(doc)+64)
	for len(doc) > 0 {
		r, n := utf8.DecodeRune(doc)
		switch {
		case !hidden(r):
			out = append(out, doc[:n]...)
		case r > 0xffff:
			r -= 0x10000
			out = fmt.Appendf(out, `\u%04x\u%04x`, 0xd800+r>>10, 0xdc00+r&0x3ff)
		default:
			out = fmt.Appendf(out, `\u%04x`, r)
		}
		doc = doc[n:]
	}
	return out
}

// toolVersion returns the version, which some formats need.
func (r *Report) toolVersion() string { return cmp.Or(r.Version, "dev") }

// uniqueID returns a key that no other row of the report has.
type uniqueIDs map[string]int

func (u uniqueIDs) of(id string) string {
	u[id]++
	if n := u[id]; n > 1 {
		return id + "-" + strconv.Itoa(n)
	}
	return id
}
