package main

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/envguard/envguard/cmd/envguard/internal/report"
	"github.com/envguard/envguard/scanner/gitsource"
)

func mergeCommand() *subcommand {
	return &subcommand{
		name:  "merge",
		args:  "FILE...",
		short: "join reports of several scans",
		long: `
Reads reports in NDJSON, as ` + "`envguard scan --repos`" + ` writes them, or those of
single scans in NDJSON or JSON, whose repository is named by NAME=FILE or after the
file. Writes each finding once, however often its repository was scanned, and the
secrets that are in more than one place, over all repositories. For that the scans
need one key: --correlate KEYFILE. A report that is not whole makes the result
incomplete.

The exit code is that of all scans together.`,
		examples: [][2]string{
			{"the parts of an organization", "envguard merge part-*.ndjson"},
			{"for other programs", "envguard merge --format ndjson --output all.ndjson part-*.ndjson"},
			{"a key for --correlate", "envguard keygen password > correlate.key"},
		},
		flags: mergeFlags,
		run:   command.merge,
	}
}

// mergeFlags are the flags of `envguard merge`.
func mergeFlags() []flag {
	return flagList(
		nil,
		formatFlag(report.Text, "ndjson"),
		outputFlag,
	)
}

// minCorrelationKey is how long a key for --correlate is at least, in bytes.
const minCorrelationKey = 16

// correlation returns a function that gives secrets identifiers, nil without
// --correlate. Nobody without the key can try passwords against them.
func (o *options) correlation() (func(string) string, error) {
	if o.correlate == "" {
		return nil, nil
	}
	key, err := gitsource.ReadRegular(o.correlate)
	if err != nil {
		return nil, usagef("`envguard keygen password > FILE` makes one", "reading the key of --correlate: %w", err)
	}
	key = bytes.TrimSpace(key)
	if len(key) < minCorrelationKey {
		return nil, usagef("`envguard keygen password > FILE` makes one", "the key of --correlate has %d bytes, fewer than %d", len(key), minCorrelationKey)
	}
	return func(secret string) string {
		mac := hmac.New(sha256.New, key)
		mac.Write([]byte("envguard secret_id\x00" + secret))
		return hex.EncodeToString(mac.Sum(nil)[:8])
	}, nil
}

// A mergedFinding is what is needed of a finding.
type mergedFinding struct {
	Type        string `json:"type"`
	Repository  string `json:"repository"`
	Rule        string `json:"rule"`
	Severity    string `json:"severity"`
	Path        string `json:"path"`
	Line        int    `json:"line"`
	Column      int    `json:"column"`
	Commit      string `json:"commit"`
	Fingerprint string `json:"fingerprint"`
	SecretID    string `json:"secret_id"`

	raw json.RawMessage
}

// A merged is the union of reports.
type merged struct {
	findings map[string]*mergedFinding // by what makes them the same
	scans    map[string]report.Status  // by repository
	problems []string                  // what could not be read
}

func (c command) merge(ctx context.Context, o *options, args []string) (int, error) {
	if len(args) == 0 {
		return 0, usagef("`envguard merge part-*.ndjson`", "merge needs reports")
	}
	if o.format != report.Text && o.format != "ndjson" {
		return 0, usagef("the formats are text and ndjson", "merge does not write %s", o.format)
	}
	out, err := newOutput(c.stdout, o.output, false)
	if err != nil {
		return 0, err
	}
	m := &merged{findings: map[string]*mergedFinding{}, scans: map[string]report.Status{}}
	for _, arg := range args {
		if err := ctx.Err(); err != nil {
			return exitIncomplete, err
		}
		if err := m.read(o, arg); err != nil {
			return 0, err
		}
	}
	err = out.write(func(w io.Writer) error {
		buf := bufio.NewWriter(w)
		if o.format == "ndjson" {
			if err := m.writeNDJSON(buf); err != nil {
				return err
			}
		} else {
			m.writeText(buf)
		}
		return buf.Flush()
	})
	if err != nil {
		return exitIncomplete, err
	}
	return m.code(), nil
}

// read reads one report. What is no report is wrong usage; one that is not whole is a
// problem of the result.
func (m *merged) read(o *options, arg string) error {
	name, path, named := strings.Cut(arg, "=")
	if _, err := os.Stat(inFolder(o, arg)); err == nil || !named {
		path, named = arg, false
	}
	if !named {
		name = strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))
	}
	f, err := os.Open(inFolder(o, path))
	if err != nil {
		return usagef("name the reports of scans", "reading a report: %w", err)
	}
	defer f.Close()
	r := bufio.NewReader(f)
	// A JSON document begins with a line that has only a brace.
	if head, _ := r.Peek(2); string(head) == "{\n" {
		data, err := io.ReadAll(r)
		if err != nil {
			return &codedError{fmt.Errorf("reading %s: %w", path, err), exitIncomplete, ""}
		}
		return m.document(path, name, data)
	}
	return m.lines(path, name, r)
}

// inFolder returns a path as seen from the folder of -C.
func inFolder(o *options, path string) string {
	if filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(o.folder(), path)
}

// lines reads NDJSON.
func (m *merged) lines(path, name string, r *bufio.Reader) error {
	open := map[string]bool{} // repositories without their last line
	count := 0
	for {
		line, err := r.ReadBytes('\n')
		if err != nil && err != io.EOF {
			return &codedError{fmt.Errorf("reading %s: %w", path, err), exitIncomplete, ""}
		}
		if len(bytes.TrimSpace(line)) > 0 {
			count++
			var f mergedFinding
			if jerr := json.Unmarshal(line, &f); jerr != nil || f.Type == "" {
				if err != io.EOF || count == 1 {
					return usagef("reports are those of `envguard scan --repos` or --format ndjson", "reading %s: line %d is not one of a report", path, count)
				}
				m.problems = append(m.problems, path+": cut off within line "+fmt.Sprint(count))
				break
			}
			m.add(&f, name, line, open)
		}
		if err == io.EOF {
			break
		}
	}
	for _, repository := range slices.Sorted(maps.Keys(open)) {
		m.problems = append(m.problems, path+": the report of "+repository+" is not whole")
	}
	if count == 0 {
		m.problems = append(m.problems, path+": it is empty")
	}
	return nil
}

// add adds a line of a report.
func (m *merged) add(f *mergedFinding, name string, line []byte, open map[string]bool) {
	line = bytes.TrimSpace(line)
	if f.Repository == "" {
		f.Repository = name
		quoted, _ := json.Marshal(name)
		line = []byte(fmt.Sprintf(`{"repository":%s,%s`, quoted, line[1:]))
	}
	switch f.Type {
	case "scan":
		var s streamLine
		_ = json.Unmarshal(line, &s) // it was read before
		m.scan(f.Repository, s.Status)
		delete(open, f.Repository)
	case "summary", "secret": // of an earlier merge: they are made again
	case "finding":
		m.finding(f, line)
		open[f.Repository] = true
	default: // suppressed findings and notices
		open[f.Repository] = true
		if f.Severity == "error" && f.Type == "notice" {
			m.finding(f, line)
		}
	}
}

// scan notes that a repository was scanned. A scan that is whole makes up for one that
// is not; otherwise the graver outcome counts.
func (m *merged) scan(repository string, status report.Status) {
	grave := []report.Status{report.Incomplete, report.Clean, report.Findings}
	old, ok := m.scans[repository]
	if !slices.Contains(grave, status) {
		m.problems = append(m.problems, repository+": unknown status of its scan")
		return
	}
	if !ok || slices.Index(grave, status) > slices.Index(grave, old) {
		m.scans[repository] = status
	}
}

func (m *merged) finding(f *mergedFinding, line []byte) {
	f.raw = bytes.Clone(line)
	key := strings.Join([]string{f.Repository, f.Type, f.Rule, f.Path, fmt.Sprint(f.Line), fmt.Sprint(f.Column), f.Commit, f.Fingerprint}, "\x00")
	if old, ok := m.findings[key]; !ok || old.SecretID == "" {
		m.findings[key] = f
	}
}

// document reads a JSON report.
func (m *merged) document(path, name string, data []byte) error {
	var doc struct {
		Version  int
		Status   report.Status
		Findings []json.RawMessage
	}
	if err := json.Unmarshal(data, &doc); err != nil || doc.Version != 1 {
		var syntax *json.SyntaxError
		if errors.As(err, &syntax) && syntax.Offset >= int64(len(data)) {
			m.problems = append(m.problems, path+": it is cut off")
			return nil
		}
		return usagef("reports are those of `envguard scan --repos`, or of --format ndjson or json", "reading %s: it is not a report", path)
	}
	open := map[string]bool{}
	for _, raw := range doc.Findings {
		var f mergedFinding
		var line bytes.Buffer
		if json.Unmarshal(raw, &f) != nil || json.Compact(&line, raw) != nil || line.Len() < 2 {
			return usagef("reports are those of `envguard scan --repos`, or of --format ndjson or json", "reading %s: it is not a report", path)
		}
		f.Type = "finding"
		m.add(&f, name, append([]byte(`{"type":"finding",`), line.Bytes()[1:]...), open)
	}
	m.scan(name, doc.Status)
	return nil
}

// sorted returns the findings in the order of repositories and places.
func (m *merged) sorted() []*mergedFinding {
	list := slices.Collect(maps.Values(m.findings))
	slices.SortFunc(list, func(a, b *mergedFinding) int {
		return cmp.Or(cmp.Compare(a.Repository, b.Repository), cmp.Compare(a.Path, b.Path), cmp.Compare(a.Line, b.Line),
			cmp.Compare(a.Column, b.Column), cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Commit, b.Commit), cmp.Compare(a.Fingerprint, b.Fingerprint))
	})
	return list
}

// A mergedSecret is one secret at several places.
type mergedSecret struct {
	Type         string   `json:"type"`
	ID           string   `json:"secret_id"`
	Rules        []string `json:"rules"`
	Repositories []string `json:"repositories"`
	Places       int      `json:"places"`
}

// secrets returns the secrets that are at more than one place, those of most
// repositories first.
func (m *merged) secrets() []mergedSecret {
	byID := map[string]*mergedSecret{}
	for _, f := range m.sorted() {
		if f.SecretID == "" {
			continue
		}
		s := byID[f.SecretID]
		if s == nil {
			s = &mergedSecret{Type: "secret", ID: f.SecretID}
			byID[f.SecretID] = s
		}
		s.Places++
		if !slices.Contains(s.Rules, f.Rule) {
			s.Rules = append(s.Rules, f.Rule)
		}
		if !slices.Contains(s.Repositories, f.Repository) {
			s.Repositories = append(s.Repositories, f.Repository)
		}
	}
	var list []mergedSecret
	for _, s := range byID {
		if s.Places > 1 {
			list = append(list, *s)
		}
	}
	slices.SortFunc(list, func(a, b mergedSecret) int {
		return cmp.Or(cmp.Compare(len(b.Repositories), len(a.Repositories)), cmp.Compare(b.Places, a.Places), cmp.Compare(a.ID, b.ID))
	})
	return list
}

func (m *merged) writeNDJSON(w io.Writer) error {
	for _, f := range m.sorted() {
		fmt.Fprintf(w, "%s\n", f.raw)
	}
	enc := json.NewEncoder(w)
	for _, s := range m.secrets() {
		if err := enc.Encode(s); err != nil {
			return err
		}
	}
	for _, r := range slices.Sorted(maps.Keys(m.scans)) {
		if err := enc.Encode(streamLine{r, "scan", m.scans[r]}); err != nil {
			return err
		}
	}
	problems := make([]string, 0, len(m.problems))
	for _, p := range m.problems {
		problems = append(problems, report.EscapeMasked(p))
	}
	return enc.Encode(struct {
		Type         string   `json:"type"`
		Repositories int      `json:"repositories"`
		Findings     int      `json:"findings"`
		Problems     []string `json:"problems"`
	}{"summary", len(m.scans), len(m.findings), problems})
}

func (m *merged) writeText(w io.Writer) {
	errorsOf, warningsOf := map[string]int{}, map[string]int{}
	identified := false
	for _, f := range m.findings {
		identified = identified || f.SecretID != ""
		if f.Severity == "error" {
			errorsOf[f.Repository]++
		} else {
			warningsOf[f.Repository]++
		}
	}
	statuses := map[report.Status]int{}
	for _, r := range slices.Sorted(maps.Keys(m.scans)) {
		status := m.scans[r]
		statuses[status]++
		if status == report.Clean && warningsOf[r] == 0 {
			continue
		}
		fmt.Fprintf(w, "%s: %s, %s, %s\n", report.EscapeMasked(r), status, countOf(errorsOf[r], "error", "errors"), countOf(warningsOf[r], "warning", "warnings"))
	}
	for _, s := range m.secrets() {
		if len(s.Repositories) > 1 {
			fmt.Fprintf(w, "one secret (%s, id %s) in %d repositories: %s\n", report.EscapeMasked(strings.Join(s.Rules, ", ")), report.EscapeMasked(s.ID),
				len(s.Repositories), report.EscapeMasked(strings.Join(s.Repositories, ", ")))
		}
	}
	if !identified && len(m.findings) > 0 && len(m.scans) > 1 {
		fmt.Fprintln(w, "note: the reports do not say which secrets are the same: scan with --correlate KEYFILE")
	}
	for _, p := range m.problems {
		fmt.Fprintf(w, "not read: %s\n", report.EscapeMasked(p))
	}
	fmt.Fprintf(w, "%s: %d clean, %d with findings, %d incomplete\n", countOf(len(m.scans), "repository", "repositories"),
		statuses[report.Clean], statuses[report.Findings], statuses[report.Incomplete])
}

// code is the outcome as a number.
func (m *merged) code() int {
	code := exitClean
	for _, status := range m.scans {
		switch status {
		case report.Incomplete:
			return exitIncomplete
		case report.Findings:
			code = exitFindings
		}
	}
	if len(m.problems) > 0 {
		return exitIncomplete
	}
	return code
}
