package report

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/envguard/envguard/scanner"
)

//go:embed page.css
var pageCSS string

//go:embed page.js
var pageJS string

// A pageFinding is a finding as the page shows it.
type pageFinding struct {
	jsonFinding
	Shown  string  `json:"shown,omitempty"`  // the masked line
	Fix    string  `json:"fix,omitempty"`    // what to do, by the rule
	Reason *string `json:"reason,omitempty"` // why it is allowed
}

// writeHTML writes one page that needs nothing else. Its policy for content allows the
// page's own script and style, by their digests, and nothing from anywhere. All that
// comes from the repository is data for the script, which puts it in as text.
func writeHTML(w io.Writer, r *Report) error {
	shown := map[string]string{}
	for i := range r.Result.Findings {
		f := &r.Result.Findings[i]
		shown[f.Fingerprint+f.Path] = strings.TrimSpace(f.Text)
	}
	doc := struct {
		Findings []pageFinding `json:"findings"`
	}{[]pageFinding{}}
	for _, f := range r.rows() {
		doc.Findings = append(doc.Findings, pageFinding{f.jsonFinding, shown[f.Fingerprint+f.Path], f.rule.Fix, nil})
	}
	for i := range r.Result.Suppressed {
		f := &r.Result.Suppressed[i]
		reason := mask(f.Reason)
		doc.Findings = append(doc.Findings, pageFinding{r.jsonFinding(f), strings.TrimSpace(f.Text), "", &reason})
	}
	data, err := json.Marshal(doc) // which escapes <, > and &
	if err != nil {
		return fmt.Errorf("writing the HTML report: %w", err)
	}
	digest := func(s string) string {
		sum := sha256.Sum256([]byte(s))
		return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
	}
	n := r.count()
	var b bytes.Buffer
	fmt.Fprintf(&b, `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src %s; style-src %s; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>envguard report</title>
<style>%s</style>
</head>
<body>
<main>
<header>
<h1>envguard: %s</h1>
<p>%s. envguard %s.</p>
<div class="cards"><div><b>%d</b>errors</div><div><b>%d</b>warnings</div><div><b>%d</b>files read</div><div><b>%d</b>allowed</div><div><b>%d</b>not scanned</div></div>
</header>
%s<div id="timeline" class="timeline" role="img" aria-label="findings by month of their commit"></div>
<form id="filters">
<input id="text" type="search" placeholder="Filter by path, rule, message, author ( / )" aria-label="filter">
<select id="severity" aria-label="severity"><option value="">all severities</option><option>error</option><option>warning</option><option>info</option></select>
<select id="rule" aria-label="rule"><option value="">all rules</option></select>
<select id="author" aria-label="author"><option value="">all authors</option></select>
<select id="state" aria-label="state"><option value="open">open</option><option value="allowed">allowed</option><option value="all">all</option></select>
<output id="count" class="dim"></output>
</form>
<section id="list" aria-live="polite"></section>
<button id="more" type="button" hidden>Show more</button>
<noscript><p>This page needs its own script. <code>--format text</code> shows the same.</p></noscript>
</main>
<script type="application/json" id="data">%s</script>
<script>%s</script>
</body>
</html>
`, digest(pageJS), digest(pageCSS), pageCSS, r.Status(), htmlText(r.Result.Stats.What), htmlText(r.Version), n.errors, n.warnings, r.Result.Stats.Blobs,
		len(r.Result.Suppressed), len(r.Result.Skipped), htmlSkipped(r.Result.Skipped), escapeControls(data), pageJS)
	if _, err := w.Write(b.Bytes()); err != nil {
		return fmt.Errorf("writing the HTML report: %w", err)
	}
	return nil
}

var htmlEscapes = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&#34;", "'", "&#39;")

func htmlText(s string) string { return htmlEscapes.Replace(visible(s)) }

func htmlSkipped(list []scanner.Skip) string {
	if len(list) == 0 {
		return ""
	}
	var b strings.Builder
	b.WriteString("<details open><summary>Not scanned</summary><ul>\n")
	for _, s := range list {
		fmt.Fprintf(&b, "<li><code>%s</code>: %s</li>\n", htmlText(maskPath(skippedPath(s.Path))), htmlText(maskURLs(maskPath(s.Reason))))
	}
	b.WriteString("</ul></details>\n")
	return b.String()
}
