package report

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/scanner"
	"github.com/envguard/envguard/scanner/escape"
)

const (
	maxFull   = 50  // errors, and again warnings, that are described without --verbose; the others have a line each
	maxLines  = 500 // warnings that have a line; errors always have one
	maxSame   = 3   // warnings of one rule in one file that have their own lines without --verbose
	maxPlaces = 5   // further places of a secret that are listed without --verbose
	maxColumn = 160 // columns of a line that are shown
)

// The colors of a terminal, by what they are for.
const (
	reset  = "\x1b[0m"
	bold   = "\x1b[1m"
	faint  = "\x1b[2m"
	red    = "\x1b[31m"
	yellow = "\x1b[33m"
	green  = "\x1b[32m"
	cyan   = "\x1b[36m"
)

// A textWriter writes a report for people. The bufio.Writer keeps the first
// error, so that only its Flush is checked.
type textWriter struct {
	*bufio.Writer
	*Report
}

func writeText(w io.Writer, r *Report) error {
	t := textWriter{bufio.NewWriter(w), r}
	t.findings()
	if r.Verbose {
		for i := range r.Result.Suppressed {
			t.suppressed(&r.Result.Suppressed[i])
		}
	}
	for _, s := range r.Result.Skipped {
		t.skip(s)
	}
	if slices.ContainsFunc(r.Result.Skipped, func(s scanner.Skip) bool { return s.Container }) {
		t.note("  ", "hint", "a file that is meant to be so can be named in .envguardignore; --archives=off opens none")
	}
	for _, p := range r.Result.Problems {
		t.problem(p)
	}
	for _, p := range r.Result.Stale {
		if !r.Quiet || r.Strict {
			t.stale(p)
		}
	}
	t.weakened()
	if !r.Quiet || r.Status() != Clean {
		t.receipt()
	}
	if err := t.Flush(); err != nil {
		return fmt.Errorf("writing the report: %w", err)
	}
	return nil
}

// findings writes all findings, the gravest last, where the prompt is. Of a crowd, the
// first are described, others have a line each, and warnings of one rule in one file
// have one line together.
func (t textWriter) findings() {
	type crowd struct {
		path string
		rule *rules.Rule
	}
	same := map[crowd]int{} // warnings by file and rule
	list := make([]*scanner.Finding, 0, len(t.Result.Findings))
	for i := range t.Result.Findings {
		f := &t.Result.Findings[i]
		list = append(list, f)
		if f.Severity == rules.Warning {
			same[crowd{f.Path, f.Rule}]++
		}
	}
	slices.SortStableFunc(list, func(a, b *scanner.Finding) int { return cmp.Compare(a.Severity, b.Severity) })
	var seen [rules.Error + 1]int
	short, left := 0, 0
	for _, f := range list {
		if !t.Verbose && f.Severity == rules.Warning {
			key := crowd{f.Path, f.Rule}
			switch n := same[key]; {
			case n < 0:
				continue // the first one spoke for all
			case n > maxSame:
				same[key] = -1
				t.collapsed(f, n)
				continue
			}
		}
		seen[f.Severity]++
		switch n := seen[f.Severity]; {
		case t.Verbose:
			t.finding(f)
		case f.Severity == rules.Info:
		case n <= maxFull:
			t.finding(f)
		case f.Severity == rules.Error || n <= maxFull+maxLines:
			t.heading(f)
			short++
		default:
			left++
		}
	}
	if short == 0 {
		return
	}
	s := plural(int64(short), "finding") + " in short"
	if left > 0 {
		s += " and " + plural(int64(left), "warning") + " left out"
	}
	t.line(s + ": --verbose describes all of them")
	t.WriteByte('\n')
}

// collapsed writes one line for n warnings of a rule in a file.
func (t textWriter) collapsed(f *scanner.Finding, n int) {
	t.line(t.paint(bold, quotePath(f.Path)+":") + " " + t.paint(yellow+bold, "warning["+f.Rule.ID+"]:") +
		fmt.Sprintf(" %d in this file, the first in line %d (--verbose lists them)", n, f.Line))
	t.WriteByte('\n')
}

func (t textWriter) line(s string) {
	t.WriteString(s)
	t.WriteByte('\n')
}

// note writes a labeled text, wrapped at the terminal's width with a hanging indent.
func (t textWriter) note(indent, label, text string) {
	head := indent + "= " + label + ": "
	t.line(indent + t.paint(faint, "= "+label+":") + " " + Wrap(text, t.Width, utf8.RuneCountInString(head), len(indent)+2))
}

// Wrap breaks a text into lines of width columns, whose first begins at a column
// and the others are indented. A width of 0 leaves it as it is.
func Wrap(text string, width, first, indent int) string {
	const least = 20 // columns for the text; a narrower terminal wraps by itself
	if width < indent+least || first+utf8.RuneCountInString(text) <= width {
		return text
	}
	var b strings.Builder
	column := first
	for i, word := range strings.Split(text, " ") {
		n := utf8.RuneCountInString(word)
		switch {
		case i == 0:
		case column+1+n > width:
			b.WriteString("\n" + strings.Repeat(" ", indent))
			column = indent
		default:
			b.WriteByte(' ')
			column++
		}
		b.WriteString(word)
		column += n
	}
	return b.String()
}

func (t textWriter) paint(colour, s string) string {
	if !t.Color || s == "" {
		return s
	}
	return colour + s + reset
}

// finding writes one finding: the place and what it is, the line with a caret
// under the masked secret, further places, and what to do.
func (t textWriter) finding(f *scanner.Finding) {
	colour := t.heading(f)
	indent := "  "
	if f.Text != "" && f.Line > 0 {
		indent = t.excerpt(f, colour)
	}
	detail := func(label, text string) { t.note(indent, label, text) }

	if f.Stage > 0 {
		side := "ours"
		if f.Stage == 3 {
			side = "theirs"
		}
		detail("conflict", "this is the version of the unmerged file that git calls "+side)
	}
	if f.Origin.Commit != "" && f.Origin.Author != "" {
		detail("commit", Escape(shortID(f.Origin.Commit)+" of "+f.Origin.When.UTC().Format("2006-01-02")+" by "+f.Origin.Author))
	}
	t.trail(f, detail)
	if f.Overruled != "" {
		detail("comment", "the allow comment does not count here: "+f.Overruled)
	}
	if f.Old {
		detail("since", "HEAD already has this secret")
	}
	t.places(f, detail)
	if f.Severity > rules.Info {
		t.steps(f, indent, detail)
	}

	if t.Reveal && f.Secret.Len() > 0 {
		detail("secret", escape.String(f.Secret.Reveal()))
	}
	if t.Verbose {
		detail("confidence", strconv.FormatFloat(f.Score, 'f', 2, 64))
		if f.Fingerprint != "" {
			detail("fingerprint", f.Fingerprint)
		}
	}
	t.WriteByte('\n')
}

// maxBranches is how many branches of a commit are listed without --verbose.
const maxBranches = 3

// trail writes how a secret lives in the history.
func (t textWriter) trail(f *scanner.Finding, detail func(label, text string)) {
	h := f.Trail
	if h == nil {
		return
	}
	s := "in " + plural(int64(h.Versions), "version")
	if f.Origin.Kind != scanner.File { // a message is what it was
		s = "in " + plural(int64(h.Versions), "place")
	}
	switch {
	case h.Unreachable:
		s += ", which no branch or tag leads to"
	case h.InHead:
		s += ", still in HEAD"
	case t.Receiving: // HEAD does not have it yet
	case f.Origin.Kind == scanner.File || f.Origin.Kind == scanner.FileName:
		s += ", not in HEAD any more"
	}
	if n := len(h.Branches); n > 0 {
		list, more := h.Branches, ""
		if n > maxBranches && !t.Verbose {
			list, more = list[:maxBranches], fmt.Sprintf(" and %d more", n-maxBranches)
		}
		s += "; on " + Escape(strings.Join(list, ", ")) + more
	}
	detail("history", s)
}

// heading writes the first line of a finding and returns its color.
func (t textWriter) heading(f *scanner.Finding) (colour string) {
	colour = bySeverity(f.Severity, red, yellow, cyan)
	t.line(t.paint(bold, place(f.Path, f.Line, f.Column)+":") + " " +
		t.paint(colour+bold, f.Severity.String()+"["+f.Rule.ID+"]:") + " " + shownMessage(f))
	return colour
}

// steps writes what to do.
func (t textWriter) steps(f *scanner.Finding, indent string, detail func(label, text string)) {
	if f.Rule.Fix != "" {
		detail("fix", Escape(f.Rule.Fix))
	}
	for _, s := range t.remedy(f) {
		if s.command == "" {
			t.line(indent + t.paint(faint, "= "+s.why))
			continue
		}
		t.line(indent + t.paint(faint, "= "+s.why+":") + " " + t.paint(green, maskPath(s.command))) // in one piece, to be copied
	}
	if f.Origin.Kind != scanner.File {
		detail("no secret?", "no comment can allow it here; name its place in .envguardignore: "+t.paint(green, Escape(ignoredText(f.Path))))
		return
	}
	outer, _, inside := strings.Cut(f.Path, "!/")
	a := allow(f)
	switch {
	case inside, a != "" && strings.IndexByte(f.Text, 0) >= 0: // no comment can be there
		detail("no secret?", "name the file in .envguardignore: "+t.paint(green, "/"+Escape(strings.TrimPrefix(ignoreLine(outer), "/"))))
	case a != "" && strings.HasSuffix(strings.ToLower(f.Path), ".ipynb"):
		detail("no secret?", "clear the notebook's output if it is there; in a code cell, say so in a comment on this line or the one above: "+t.paint(green, a))
	case a != "" && strings.HasSuffix(strings.ToLower(f.Path), ".json"):
		detail("no secret?", "say so in a member on the line above: "+t.paint(green, `"//": "`+a+`",`))
	case a != "":
		detail("no secret?", "say so in a comment on this line or the one above: "+t.paint(green, a))
	}
}

// excerpt writes the line and its caret, and returns the indent for what
// belongs below it.
func (t textWriter) excerpt(f *scanner.Finding, colour string) string {
	text, start, end := cut(f.Text, f.CaretStart, f.CaretEnd)
	shown, from, to := expand(text, start, end)
	number := strconv.Itoa(f.Line)
	margin := strings.Repeat(" ", len(number)+1)
	bar := t.paint(faint, "|")
	t.line(" " + t.paint(faint, number) + " " + bar + " " + shown)
	carets := strings.Repeat("^", max(1, to-from))
	t.line(margin + " " + bar + " " + strings.Repeat(" ", from) + t.paint(colour, carets))
	return margin + " "
}

// cut shortens a line to what a screen can show around the secret.
func cut(text string, start, end int) (string, int, int) {
	start = min(max(0, start), len(text))
	end = min(max(start, end), len(text))
	if len(text) <= maxColumn {
		return text, start, end
	}
	lo := max(0, start-maxColumn/2)
	hi := min(len(text), max(end, lo+maxColumn))
	if hi-lo > 2*maxColumn {
		hi = lo + 2*maxColumn
	}
	for lo > 0 && text[lo]&0xc0 == 0x80 {
		lo--
	}
	for hi < len(text) && text[hi]&0xc0 == 0x80 {
		hi++
	}
	out, shift := text[lo:hi], lo
	if lo > 0 {
		out, shift = "…"+out, lo-len("…")
	}
	if hi < len(text) {
		out += "…"
	}
	return out, start - shift, min(end-shift, len(out))
}

func (t textWriter) places(f *scanner.Finding, detail func(label, text string)) {
	if len(f.Also) == 0 {
		return
	}
	var list []string
	for i, p := range f.Also {
		if i == maxPlaces && !t.Verbose && len(f.Also) > maxPlaces+1 {
			list = append(list, fmt.Sprintf("and %d more (--verbose lists them)", len(f.Also)-i))
			break
		}
		list = append(list, place(p.Path, p.Line, p.Column))
	}
	detail("also in", strings.Join(list, ", "))
}

func (t textWriter) suppressed(f *scanner.Finding) {
	s := t.paint(bold, place(f.Path, f.Line, f.Column)+":") + " " +
		t.paint(faint, "suppressed["+f.Rule.ID+"]:") + " by " + Escape(f.SuppressedBy)
	if f.Reason != "" {
		s += " -- " + EscapeMasked(f.Reason)
	}
	t.line(s)
}

func (t textWriter) skip(s scanner.Skip) {
	label := t.paint(red+bold, "not scanned:") + " " + Escape(s.Reason)
	if s.Path == "" {
		t.line(label)
		return
	}
	t.line(t.paint(bold, quotePath(skippedPath(s.Path))+":") + " " + label)
}

func (t textWriter) problem(p scanner.Problem) {
	t.line(t.paint(bold, place(p.Path, p.Line, 0)+":") + " " + t.paint(red+bold, "wrong comment:") + " " + EscapeMasked(p.Message))
	if p.Hint != "" {
		t.note("  ", "hint", EscapeMasked(p.Hint))
	}
}

// stale writes where an allow comment allows nothing.
func (t textWriter) stale(p scanner.Problem) {
	label := t.paint(faint, "info:")
	if t.Strict {
		label = t.paint(red+bold, "error:")
	}
	t.line(t.paint(bold, place(p.Path, p.Line, 0)+":") + " " + label + " " + EscapeMasked(p.Message))
	t.note("  ", "hint", EscapeMasked(p.Hint))
}

// weakened writes what the commit's own configuration switches off. It is said
// even where only findings are asked for: it may be why there are none.
func (t textWriter) weakened() {
	t.hidden()
	if t.Configuration == nil {
		return
	}
	for _, c := range t.Configuration.Changes {
		t.line(t.paint(bold, quotePath(t.Configuration.File)+":") + " " + t.paint(yellow+bold, "weakened:") + " this commit " + EscapeMasked(c))
	}
}

// hidden writes what a staged change hides by itself, in a line for each way.
func (t textWriter) hidden() {
	for _, way := range [...]struct {
		by        scanner.HiddenBy
		one, many string
	}{
		{scanner.ByIgnore, "this commit's .envguardignore hides ", "this commit's .envguardignore hides "},
		{scanner.ByMove, "this commit moves to a path that .envguardignore names ", "this commit moves to paths that .envguardignore names "},
		{scanner.ByAllow, "this commit's allow comment hides ", "this commit's allow comments hide "},
		{scanner.ByBaseline, "this commit's baseline accepts ", "this commit's baseline accepts "},
	} {
		n, paths := 0, []string(nil)
		for _, h := range t.Result.Hidden {
			if h.By == way.by {
				n += h.Errors
				paths = append(paths, quotePath(h.Path))
			}
		}
		if n == 0 {
			continue
		}
		text := way.one
		if n > 1 {
			text = way.many
		}
		const shown = 3
		more := ""
		if len(paths) > shown {
			more = fmt.Sprintf(", and %d more files", len(paths)-shown)
			paths = paths[:shown]
		}
		t.line(t.paint(yellow+bold, "weakened:") + " " + text + plural(int64(n), "error") + " in " + strings.Join(paths, ", ") + more)
	}
}

func place(path string, line, column int) string {
	s := quotePath(path)
	if line > 0 {
		s += ":" + strconv.Itoa(line)
		if column > 0 {
			s += ":" + strconv.Itoa(column)
		}
	}
	return s
}

func shortID(id string) string { return id[:min(12, len(id))] }

func plural(n int64, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return strconv.FormatInt(n, 10) + " " + noun + "s"
}

// Size writes bytes as people read them, in powers of 1000.
func Size(n int64) string {
	if n < 1000 {
		return strconv.FormatInt(n, 10) + " B"
	}
	units, f, i := "KMGTPE", float64(n)/1000, 0
	for f >= 999.95 && i < len(units)-1 {
		f, i = f/1000, i+1
	}
	return strconv.FormatFloat(f, 'f', 1, 64) + " " + units[i:i+1] + "B"
}

func sortedKeys(m map[string]int) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// shownMessage returns a finding's message. That of a repository rule may quote a
// line of a file.
func shownMessage(f *scanner.Finding) string {
	if f.Rule.CheckRepo != nil {
		return EscapeMasked(f.Message)
	}
	return Escape(f.Message)
}
