// Package report writes what a scan found, for people and for programs.
package report

import (
	"fmt"
	"io"
	"time"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/scanner"
)

// A Report is a scan's result and how it is to be shown.
type Report struct {
	Version string // of envguard
	Result  *scanner.Result
	Start   time.Time
	Elapsed time.Duration

	Width     int  // columns of the terminal, 0 if there is none
	Color     bool // colors of a terminal
	Quiet     bool // findings only
	Verbose   bool // suppressed findings, confidence and every place too
	Reveal    bool // secrets are shown
	Receiving bool // commits are being pushed here, so that HEAD is older than they are
	Strict    bool // warnings and stale allow comments are errors
	Staged    bool // what was scanned is about to be committed
	Unborn    bool // there is no commit yet, so that nothing can be restored from one
	FromRoot  bool // commands are typed at the repository's top, where paths are as reported

	// Configuration is what a configuration file changes, or nil.
	Configuration *Configuration

	// Identify returns an identifier of a secret that says nothing about it to who has
	// not the key. It may be nil.
	Identify func(secret string) string

	// OpenIgnore reports whether the last line of a .gitignore lacks its line
	// feed, so that what is appended would become a part of it. Nil means no.
	OpenIgnore func(file string) bool
}

// A Configuration is what a configuration file changes.
type Configuration struct {
	File    string
	Own     int      // rules that it adds
	Off     []string // rules that it switches off, sorted
	Partly  []string // rules that it switches off in some files, sorted
	Milder  []string // rules that it makes milder, sorted
	Changes []string // what it switches off that HEAD's version does not, in words: "switches off jwt"
}

// A Status is the outcome in one word. It goes with the exit code.
type Status string

// The statuses. Incomplete wins over Findings, which are listed all the same.
const (
	Clean      Status = "clean"      // nothing that fails the run; there may be warnings
	Findings   Status = "findings"   // something that fails the run: errors, or mistakes in allow comments
	Incomplete Status = "incomplete" // not everything could be scanned
)

// Status returns the outcome.
func (r *Report) Status() Status {
	if r.Result.Incomplete() {
		return Incomplete
	}
	if r.count().errors > 0 || len(r.Result.Problems) > 0 || r.Strict && len(r.Result.Stale) > 0 {
		return Findings
	}
	return Clean
}

// Errors returns how many findings of severity error there are.
func (r *Report) Errors() int { return r.count().errors }

type counts struct{ errors, warnings, infos int }

func (r *Report) count() (n counts) {
	for i := range r.Result.Findings {
		switch r.Result.Findings[i].Severity {
		case rules.Error:
			n.errors++
		case rules.Warning:
			n.warnings++
		default:
			n.infos++
		}
	}
	return n
}

// A Format is one way to write a report.
type Format struct {
	Name, Doc string
	Write     func(io.Writer, *Report) error
}

// Formats returns all formats, the default one first.
func Formats() []Format {
	return []Format{
		{Text, "for people: place, rule, masked line and remedy", writeText},
		{JSON, "for programs: one document, described in docs/json.md", writeJSON},
		{"ndjson", "for programs: one JSON object per line", writeNDJSON},
		{"sarif", "SARIF 2.1.0, for code scanning and editors", writeSARIF},
		{"github", "annotations of a GitHub Actions run", writeGitHub},
		{"github-summary", "Markdown short enough for a GitHub job summary", writeGitHubSummary},
		{"gitlab", "GitLab Secret Detection report", writeGitLabSecrets},
		{"codequality", "GitLab Code Quality report", writeGitLabQuality},
		{"junit", "JUnit XML, for CI servers", writeJUnit},
		{"checkstyle", "Checkstyle XML, for CI servers and review tools", writeCheckstyle},
		{"rdjsonl", "reviewdog diagnostics, one per line", writeRDJSONL},
		{"csv", "one row per finding, for spreadsheets", writeCSV},
		{Markdown, "tables, for pull requests and wikis", writeMarkdown},
		{"html", "one file for browsers, with filters and a timeline", writeHTML},
	}
}

// The formats that commands without findings write as well.
const (
	Text     = "text"
	JSON     = "json"
	Markdown = "markdown"
)

// Names returns the names of all formats, the default one first.
func Names() []string {
	var names []string
	for _, f := range Formats() {
		names = append(names, f.Name)
	}
	return names
}

// Lookup returns the format of that name.
func Lookup(name string) (Format, error) {
	for _, f := range Formats() {
		if f.Name == name {
			return f, nil
		}
	}
	return Format{}, fmt.Errorf("unknown format %q", name)
}

// secret returns a finding's secret as it may be shown.
func (r *Report) secret(f *scanner.Finding) string {
	if r.Reveal {
		return f.Secret.Reveal()
	}
	return f.Secret.String()
}

// bySeverity picks what a format says for a severity.
func bySeverity[T any](s rules.Severity, forError, forWarning, forInfo T) T {
	switch s {
	case rules.Error:
		return forError
	case rules.Warning:
		return forWarning
	}
	return forInfo
}
