package scanner

import (
	"fmt"
	"log/slog"
	"strconv"

	"github.com/envguard/envguard/rules"
)

// A Secret is a value that must not be shown. Every way of printing it gives
// a mask; only Reveal gives the value.
type Secret struct {
	value  string
	public int
}

// NewSecret returns a secret whose first public bytes, a format's prefix such
// as "ghp_", may be shown.
func NewSecret(value string, public int) Secret {
	return Secret{value, max(0, min(public, len(value)))}
}

// Reveal returns the value itself.
func (s Secret) Reveal() string { return s.value }

// Len returns the value's length in bytes.
func (s Secret) Len() int { return len(s.value) }

// String returns a mask: the public prefix, stars, and the length.
func (s Secret) String() string {
	if s.value == "" {
		return ""
	}
	return s.value[:s.public] + "********(" + strconv.Itoa(len(s.value)) + ")"
}

// Format implements [fmt.Formatter]: every verb gives the mask.
func (s Secret) Format(f fmt.State, _ rune) { fmt.Fprint(f, s.String()) }

// MarshalText implements [encoding.TextMarshaler] with the mask.
func (s Secret) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// LogValue implements [slog.LogValuer] with the mask.
func (s Secret) LogValue() slog.Value { return slog.StringValue(s.String()) }

// A Finding is a match in its place.
type Finding struct {
	rules.Match
	Rule     *rules.Rule
	Severity rules.Severity // after the score, the configuration and what HEAD already had

	// Line and Column count from 1, columns in characters; 0 for a file as a whole. EndLine and
	// EndColumn are where the secret ends, exclusive.
	Line, Column, EndLine, EndColumn int
	// Text is the line (the first one of several) with every secret masked,
	// cut around the finding, and Caret the span of the mask in it, in bytes.
	Text       string
	CaretStart int
	CaretEnd   int

	Origin       Origin
	Secret       Secret
	Key          string  // the name it was assigned to, if any
	Stage        int     // side of a merge conflict, or 0
	Old          bool    // a parent of the change has the same secret
	Unstaged     bool    // in a file without staged changes
	Fingerprint  string  // 16 hex digits, stable when lines move; see fingerprint
	SuppressedBy string  // what suppressed it: "envguard:allow", "gitleaks:allow", …; empty if nothing
	Reason       string  // what the suppression gives as its reason
	Overruled    string  // the allow comment that does not count; see [Config.NoAllow]
	Also         []Place // further places of the same secret
	Trail        *Trail  // how it lives in the history; nil if that was not read

	base int    // the offset of the window that it was found in
	blob string // id of the content that it was found in
}

// A Place is where a secret is once more.
type Place struct {
	Path         string
	Line, Column int

	// What differs from the finding that leads. Not set for a history.
	EndLine, EndColumn int
	Severity           rules.Severity
	Score              float64
	Fingerprint        string
}

// A Result is what a scan found and what it read. Its slices are sorted and
// do not depend on scheduling.
type Result struct {
	Findings   []Finding // that count
	Old        []Finding // of secrets that a parent of the change has
	Suppressed []Finding
	Hidden     []Hidden  // errors that a staged change hides itself
	Skipped    []Skip    // what could not be read: the scan is incomplete
	Problems   []Problem // mistakes in allow comments: wrong configuration
	Stale      []Problem // allow comments that allow nothing
	Bugs       []*Bug    // panics, which made something unread; not all of them
	Stats      Stats
}

// Hidden says what a staged change hides by itself: errors that would be
// reported without its own ignore file, allow comments and moves.
type Hidden struct {
	By     HiddenBy
	Path   string
	Errors int
}

// HiddenBy says how a change hides errors.
type HiddenBy string

// The ways.
const (
	ByIgnore HiddenBy = "ignore"        // the change adds a line to .envguardignore
	ByMove   HiddenBy = "move"          // it moves a secret to a path that is ignored
	ByAllow  HiddenBy = "allow-comment" // it adds an allow comment
	// ByBaseline is for entries that the change adds to a baseline.
	ByBaseline HiddenBy = "baseline"
)

// A Problem is a mistake in a comment that is meant for the scanner.
type Problem struct {
	Path    string
	Line    int
	Message string
	Hint    string
	Stale   bool // the comment allows nothing, which is no mistake
}

// Incomplete reports whether something was not scanned.
func (r *Result) Incomplete() bool { return len(r.Skipped) > 0 }

// Stats is the receipt.
type Stats struct {
	Blobs, Bytes, Candidates int64
	Ignored                  int64 // blobs that .envguardignore left out
	Unopened                 int64 // containers that are larger than what is opened: their bytes were scanned as they are
	Undecoded                int64 // encoded texts that are larger than what is decoded: the rest was scanned as it is
	Rules                    int
	Description
}
