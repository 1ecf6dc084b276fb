package report

import (
	"encoding/base64"
	"io"
	"math"
	"time"
	"unicode/utf8"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/judge"
	"github.com/envguard/envguard/scanner"
)

// jsonVersion is the version of the document. It goes up when a field is
// taken away or changes its meaning, not when one is added.
const jsonVersion = 1

type jsonReport struct {
	Version    int              `json:"version"`
	Tool       jsonTool         `json:"tool"`
	Status     Status           `json:"status"`
	Findings   []jsonFinding    `json:"findings"`
	Suppressed []jsonSuppressed `json:"suppressed"`
	Skipped    []jsonSkip       `json:"skipped"`
	Problems   []jsonProblem    `json:"problems"`
	Stats      jsonStats        `json:"stats"`
	// Stale are allow comments that allow nothing; left out if there are none.
	Stale []jsonProblem `json:"stale,omitempty"`
	// Hidden is left out where a staged change hides nothing.
	Hidden []jsonHidden `json:"hidden,omitempty"`
	// Configuration is left out where there is no configuration file.
	Configuration *jsonConfiguration `json:"configuration,omitempty"`
}

// A jsonHidden is what a staged change hides by itself.
type jsonHidden struct {
	By string `json:"by"`
	jsonPlace
	Errors int `json:"errors"`
}

// A jsonConfiguration is what a configuration file changes.
type jsonConfiguration struct {
	File    string   `json:"file"`
	Own     int      `json:"own"`
	Off     []string `json:"off"`
	Partly  []string `json:"partly"`
	Milder  []string `json:"milder"`
	Changes []string `json:"changes"`
}

type jsonTool struct {
	Name    string `json:"name"`
	Version string `json:"version"`
}

type jsonPlace struct {
	Path string `json:"path"`
	// PathBase64 holds the path's bytes where they are not UTF-8, which JSON
	// cannot express.
	PathBase64 string `json:"path_base64,omitempty"`
}

type jsonFinding struct {
	Rule       string         `json:"rule"`
	Severity   rules.Severity `json:"severity"`
	Confidence float64        `json:"confidence"`
	// Kind is left out for the content of a file. Path is the text's place then.
	Kind string `json:"kind,omitempty"`
	jsonPlace
	Line        int    `json:"line"`
	Column      int    `json:"column"`
	EndLine     int    `json:"end_line"`
	EndColumn   int    `json:"end_column"`
	Message     string `json:"message"`
	Name        string `json:"name"`
	Secret      string `json:"secret"`
	Fingerprint string `json:"fingerprint"`
	// SecretID is left out without a key for it.
	SecretID string       `json:"secret_id,omitempty"`
	Remedy   rules.Remedy `json:"remedy"`
	Commit   string       `json:"commit"`
	Author   string       `json:"author"`
	Date     string       `json:"date"`
	History  *jsonHistory `json:"history,omitempty"`
	// Group is the same number for findings of the same secret.
	Group int `json:"group,omitempty"`
	// Also has the further places in a history.
	Also []jsonAlso `json:"also,omitempty"`
}

// A jsonHistory says how a secret lives in the history.
type jsonHistory struct {
	Versions    int      `json:"versions"`
	InHead      bool     `json:"in_head"`
	Unreachable bool     `json:"unreachable"`
	Branches    []string `json:"branches"`
}

type jsonAlso struct {
	jsonPlace
	Line   int `json:"line"`
	Column int `json:"column"`
}

type jsonSuppressed struct {
	jsonFinding
	By     string `json:"by"`
	Reason string `json:"reason"`
}

type jsonSkip struct {
	jsonPlace
	Reason string `json:"reason"`
}

// A jsonProblem is a mistake in a comment that is meant for envguard.
type jsonProblem struct {
	jsonPlace
	Line    int    `json:"line"`
	Message string `json:"message"`
	Hint    string `json:"hint"`
}

type jsonStats struct {
	Blobs      int64          `json:"blobs"`
	Bytes      int64          `json:"bytes"`
	Candidates int64          `json:"candidates"`
	Index      string         `json:"index"`
	ElapsedMS  float64        `json:"elapsed_ms"`
	What       string         `json:"what"`
	Engine     string         `json:"engine"`
	Rules      int            `json:"rules"`
	Ignored    int64          `json:"ignored"`
	OldLines   int            `json:"old_lines"`
	Messages   int            `json:"messages,omitempty"`
	Unopened   int64          `json:"unopened,omitempty"`
	Undecoded  int64          `json:"undecoded,omitempty"`
	NoBlob     map[string]int `json:"no_blob,omitempty"`
	Probed     string         `json:"probed,omitempty"`
	Secrets    int            `json:"secrets"` // findings, each counted once however many places it has
	Places     int            `json:"places"`
}

func writeJSON(w io.Writer, r *Report) error {
	res := r.Result
	doc := jsonReport{
		Version:    jsonVersion,
		Tool:       jsonTool{"envguard", r.Version},
		Status:     r.Status(),
		Findings:   r.jsonFindings(),
		Suppressed: make([]jsonSuppressed, 0, len(res.Suppressed)),
		Skipped:    make([]jsonSkip, 0, len(res.Skipped)),
		Problems:   make([]jsonProblem, 0, len(res.Problems)),
		Stats: jsonStats{
			Blobs:      res.Stats.Blobs,
			Bytes:      res.Stats.Bytes,
			Candidates: res.Stats.Candidates,
			Index:      res.Stats.Index,
			ElapsedMS:  float64(r.Elapsed.Microseconds()) / 1000,
			What:       res.Stats.What,
			Engine:     res.Stats.Engine,
			Rules:      res.Stats.Rules,
			Ignored:    res.Stats.Ignored,
			OldLines:   len(res.Old),
			Messages:   res.Stats.Texts,
			Unopened:   res.Stats.Unopened,
			Undecoded:  res.Stats.Undecoded,
			NoBlob:     res.Stats.NoBlob,
			Probed:     res.Stats.Probed,
		},
	}
	count := r.secrets()
	doc.Stats.Secrets, doc.Stats.Places = count.secrets, count.places
	for _, p := range res.Stale {
		doc.Stale = append(doc.Stale, jsonProblem{newJSONPlace(p.Path), p.Line, p.Message, p.Hint})
	}
	for _, h := range res.Hidden {
		doc.Hidden = append(doc.Hidden, jsonHidden{string(h.By), newJSONPlace(h.Path), h.Errors})
	}
	if c := r.Configuration; c != nil {
		list := func(s []string) []string { return append([]string{}, s...) }
		doc.Configuration = &jsonConfiguration{c.File, c.Own, list(c.Off), list(c.Partly), list(c.Milder), list(c.Changes)}
	}
	for i := range res.Suppressed {
		f := &res.Suppressed[i]
		doc.Suppressed = append(doc.Suppressed, jsonSuppressed{r.jsonFinding(f), f.SuppressedBy, mask(f.Reason)})
	}
	for _, s := range res.Skipped {
		doc.Skipped = append(doc.Skipped, jsonSkip{newJSONPlace(skippedPath(s.Path)), maskURLs(maskPath(s.Reason))})
	}
	for _, p := range res.Problems {
		doc.Problems = append(doc.Problems, jsonProblem{newJSONPlace(p.Path), p.Line, mask(p.Message), mask(p.Hint)})
	}
	return WriteJSON(w, doc)
}

// jsonMessage returns a finding's message. That of a repository rule may quote a
// line of a file.
func jsonMessage(f *scanner.Finding) string {
	if f.Rule.CheckRepo != nil {
		return mask(f.Message)
	}
	return f.Message
}

func (r *Report) jsonFindings() []jsonFinding {
	rows := r.rows()
	out := make([]jsonFinding, len(rows))
	for i := range rows {
		out[i] = rows[i].jsonFinding
	}
	return out
}

// confidence rounds a score to what it is worth.
func confidence(score float64) float64 { return math.Round(score*1000) / 1000 }

func (r *Report) jsonFinding(f *scanner.Finding) jsonFinding {
	j := jsonFinding{
		Rule:        f.Rule.ID,
		Severity:    f.Severity,
		Confidence:  confidence(f.Score),
		jsonPlace:   newJSONPlace(f.Path),
		Line:        f.Line,
		Column:      f.Column,
		EndLine:     f.EndLine,
		EndColumn:   f.EndColumn,
		Message:     jsonMessage(f),
		Secret:      r.secret(f),
		Fingerprint: f.Fingerprint,
		Remedy:      f.Remedy,
		Name:        judge.ShownName(f.Key),
		Commit:      f.Origin.Commit,
		Author:      f.Origin.Author,
	}
	if secret := f.Secret.Reveal(); r.Identify != nil && secret != "" {
		j.SecretID = r.Identify(secret)
	}
	if f.Origin.Kind != scanner.File {
		j.Kind = f.Origin.Kind.String()
	}
	if !f.Origin.When.IsZero() {
		j.Date = f.Origin.When.UTC().Format(time.RFC3339)
	}
	if t := f.Trail; t != nil {
		j.History = &jsonHistory{t.Versions, t.InHead, t.Unreachable, t.Branches}
		if t.Branches == nil {
			j.History.Branches = []string{}
		}
	}
	for _, p := range f.Also {
		j.Also = append(j.Also, jsonAlso{newJSONPlace(p.Path), p.Line, p.Column})
	}
	return j
}

func newJSONPlace(path string) jsonPlace {
	path = maskPath(path)
	p := jsonPlace{Path: path}
	if !utf8.ValidString(path) {
		p.PathBase64 = base64.StdEncoding.EncodeToString([]byte(path))
	}
	return p
}
