package report

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	_ "embed" // the page's style and script
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html"
	"io"
	"time"
)

//go:embed html.css
var htmlStyle string

//go:embed html.js
var htmlScript string

// htmlFinding is what the page shows of a finding.
type htmlFinding struct {
	Severity string   `json:"severity"`
	Rule     string   `json:"rule"`
	Path     string   `json:"path"`
	Line     int      `json:"line"`
	Column   int      `json:"column"`
	Message  string   `json:"message"`
	Name     string   `json:"name,omitempty"`
	Secret   string   `json:"secret,omitempty"`
	State    string   `json:"state"`
	Text     string   `json:"text,omitempty"`
	Advice   []string `json:"advice,omitempty"`
	Author   string   `json:"author,omitempty"`
	Date     string   `json:"date,omitempty"`
	Commit   string   `json:"commit,omitempty"`
	Also     []string `json:"also,omitempty"`
	Reason   string   `json:"reason,omitempty"`
}

// The states of a finding in the page.
const (
	statePresent = "present"
	statePast    = "in history only"
	stateAllowed = "allowed"
)

// writeHTML writes one page that needs nothing else. All data is in a block of JSON
// that the page's script writes as text, and a policy lets nothing else run.
func writeHTML(w io.Writer, r *Report) error {
	rows := r.rows()
	found := make([]htmlFinding, 0, len(rows)+len(r.Result.Suppressed))
	for i := range rows {
		found = append(found, r.htmlFinding(&rows[i]))
	}
	for i := range r.Result.Suppressed {
		f := &r.Result.Suppressed[i]
		h := r.htmlFinding(&row{r.jsonFinding(f), f.Path, f})
		h.State, h.Advice, h.Reason = stateAllowed, nil, EscapeMasked(f.SuppressedBy+": "+f.Reason)
		found = append(found, h)
	}
	type htmlNotice struct {
		Severity string `json:"severity"`
		Kind     string `json:"kind"`
		Place    string `json:"place"`
		Message  string `json:"message"`
	}
	notices := []htmlNotice{}
	for _, n := range r.notices() {
		notices = append(notices, htmlNotice{n.Severity.String(), n.Rule, n.place(), Escape(n.Message)})
	}
	var data bytes.Buffer
	// The encoder escapes <, > and &, so that no text ends the block.
	if err := json.NewEncoder(&data).Encode(object{"findings": found, "notices": notices}); err != nil {
		return fmt.Errorf("encoding the report: %w", err)
	}
	n := r.secrets()
	out := bufio.NewWriter(w)
	fmt.Fprintf(out, `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; base-uri 'none'; form-action 'none'; style-src '%s'; script-src '%s'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>envguard: %s</title>
<style>%s</style>
</head>
<body>
<header>
<h1>envguard <small>%s</small></h1>
<p class="outcome %s" role="status">%s</p>
<p>%s in %s. Scanned %s (%s), %s%s.</p>
</header>
`, cspHash(htmlStyle), cspHash(htmlScript), html.EscapeString(r.summary()), htmlStyle, html.EscapeString(Escape(r.Version)),
		r.Status(), html.EscapeString(r.summary()), plural(int64(n.secrets), "secret"), plural(int64(n.places), "place"),
		plural(r.Result.Stats.Blobs, "blob"), Size(r.Result.Stats.Bytes),
		html.EscapeString(Escape(what(&r.Result.Stats.Description))), html.EscapeString(r.startedAt()))
	out.WriteString(htmlBody)
	fmt.Fprintf(out, "<script type=\"application/json\" id=\"data\">%s</script>\n<script>%s</script>\n</body>\n</html>\n", safeJSON(data.Bytes()), htmlScript)
	if err := out.Flush(); err != nil {
		return fmt.Errorf("writing the report: %w", err)
	}
	return nil
}

const htmlBody = `<noscript><p>This report needs JavaScript. It loads nothing and sends nothing; "--format markdown" writes one without.</p></noscript>
<section id="notices" hidden><h2>Notices</h2><ul></ul></section>
<section id="overview">
<div><h2>Rules</h2><ol id="by-rule"></ol></div>
<div id="timeline" hidden><h2>When secrets entered</h2><div id="bars"></div><p class="key"><i class="present"></i> present <i class="past"></i> in history only</p></div>
</section>
<form id="filters" role="search" aria-label="Filters">
<input id="search" type="search" placeholder="Path, rule, author, message (press /)" aria-label="Search">
<select id="severity" aria-label="Severity"></select>
<select id="rule" aria-label="Rule"></select>
<select id="author" aria-label="Author"></select>
<select id="state" aria-label="State"></select>
<button type="reset">Reset</button>
<output id="count"></output>
</form>
<main id="list" aria-label="Findings"></main>
<button id="more" type="button" hidden>Show more</button>
<footer>Keys: / search, j and k next and previous, Enter open, Escape reset.</footer>
`

func (r *Report) startedAt() string {
	if r.Start.IsZero() {
		return ""
	}
	return ", " + r.Start.UTC().Format("2006-01-02 15:04 UTC")
}

func (r *Report) htmlFinding(w *row) htmlFinding {
	h := htmlFinding{
		Severity: w.Severity.String(), Rule: w.Rule, Path: quotePath(w.path), Line: w.Line, Column: w.Column,
		Message: shownMessage(w.f), Name: Escape(w.Name), Secret: Escape(w.Secret), State: statePresent, Text: w.excerpt(),
		Advice: r.advice(w), Author: Escape(w.Author), Commit: shortID(w.Commit),
	}
	if w.inText() {
		h.Path = Escape(w.Path)
	}
	if !w.f.Origin.When.IsZero() {
		h.Date = w.f.Origin.When.UTC().Format(time.DateOnly)
	}
	if t := w.f.Trail; t != nil {
		if !t.InHead {
			h.State = statePast
		}
		for _, p := range w.f.Also {
			h.Also = append(h.Also, place(p.Path, p.Line, p.Column))
		}
	}
	return h
}

// cspHash names a style or script in a policy.
func cspHash(s string) string {
	sum := sha256.Sum256([]byte(s))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}
