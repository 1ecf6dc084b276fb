package report

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/envguard/envguard/scanner"
)

// configured lists what a configuration file changes.
func (t textWriter) configured() (parts []string) {
	c := t.Configuration
	if c == nil {
		return nil
	}
	by := " by " + quotePath(c.File)
	if c.Own > 0 {
		parts = append(parts, fmt.Sprintf("%d of them from %s", c.Own, quotePath(c.File)))
	}
	for _, p := range [...]struct {
		ids  []string
		what string
	}{{c.Off, " off"}, {c.Partly, " off in some files"}, {c.Milder, " made milder"}} {
		if n := len(p.ids); n > 0 {
			s := plural(int64(n), "rule") + p.what + by
			if t.Verbose {
				s += " (" + Escape(strings.Join(p.ids, ", ")) + ")"
			}
			parts = append(parts, s)
		}
	}
	return parts
}

// receipt writes the last line: what was read, and the outcome.
func (t textWriter) receipt() {
	res := t.Result
	s := &res.Stats
	parts := []string{
		"scanned " + plural(s.Blobs, "blob"),
		Size(s.Bytes),
	}
	if s.What != "" {
		parts = append(parts, Escape(what(&s.Description)))
	}
	if s.Texts > 0 {
		parts = append(parts, plural(int64(s.Texts), "message"))
	}
	parts = append(parts, plural(int64(s.Rules), "rule"))
	parts = append(parts, t.configured()...)
	for _, k := range sortedKeys(s.NoBlob) {
		if !unscanned(k) || t.Staged {
			parts = append(parts, noBlob(k, s.NoBlob[k]))
		}
	}
	if s.Ignored > 0 {
		parts = append(parts, plural(s.Ignored, "file")+" left out by .envguardignore")
	}
	if n := len(res.Old); n > 0 {
		old := plural(int64(n), "finding")
		switch {
		case t.Staged:
			old += " already in HEAD (--all-lines shows them)"
		case n == 1:
			old += " that is not new"
		default:
			old += " that are not new"
		}
		parts = append(parts, old)
	}
	if n := len(res.Suppressed); n > 0 {
		sup := strconv.Itoa(n) + " suppressed"
		if !t.Verbose {
			sup += " (--verbose lists them)"
		}
		parts = append(parts, sup)
	}
	if t.Verbose && s.Probed != "" {
		parts = append(parts, "private files on disk looked for: "+Escape(s.Probed))
	}
	if t.Verbose && s.Engine != "" {
		parts = append(parts, Escape(s.Engine)+" engine", fmt.Sprintf("%.1f ms", float64(t.Elapsed.Microseconds())/1000))
	}
	if c := t.secrets(); c.places > c.secrets {
		parts = append(parts, plural(int64(c.secrets), "secret")+" in "+plural(int64(c.places), "place"))
	}
	t.line(strings.Join(parts, ", ") + ": " + t.outcome())
}

// noBlob writes how many entries have no content, and why.
func noBlob(why string, n int) string {
	switch why {
	case "submodule", "special file":
		return plural(int64(n), why)
	case "common ancestor of a conflict":
		if n > 1 {
			why = "common ancestors of conflicts"
		}
	case "nested repository":
		if n > 1 {
			why = "nested repositories"
		}
	}
	return strconv.Itoa(n) + " " + Escape(why)
}

// unscanned reports whether entries without a blob hold content that was not
// scanned.
func unscanned(why string) bool { return why == "submodule" || why == "nested repository" }

// notScanned lists what has content and was not scanned, without being an error.
func (t textWriter) notScanned() string {
	var list []string
	s := &t.Result.Stats
	for _, k := range sortedKeys(s.NoBlob) {
		if unscanned(k) && !t.Staged {
			text := noBlob(k, s.NoBlob[k])
			if k == "submodule" && strings.HasPrefix(s.What, "work tree") {
				text += " (--recurse-submodules scans them)"
			}
			list = append(list, text)
		}
	}
	if s.Unopened > 0 {
		list = append(list, plural(s.Unopened, "archive")+" too large to be opened (--archives=on opens them)")
	}
	if s.Undecoded > 0 {
		list = append(list, plural(s.Undecoded, "encoded text")+" too large to be decoded whole")
	}
	if len(list) == 0 {
		return ""
	}
	return "not scanned: " + strings.Join(list, ", ")
}

func (t textWriter) outcome() string {
	left := t.notScanned()
	out := t.judgment(left != "")
	if left != "" {
		out += "; " + left
	}
	return out
}

// judgment says how what was scanned turned out. With partly, it is not called
// clean.
func (t textWriter) judgment(partly bool) string {
	var list []string
	n := t.count()
	if n.errors > 0 {
		list = append(list, plural(int64(n.errors), "error"))
	}
	if n.warnings > 0 {
		list = append(list, plural(int64(n.warnings), "warning"))
	}
	if n.infos > 0 && t.Verbose {
		list = append(list, plural(int64(n.infos), "info"))
	}
	if k := len(t.Result.Problems); k > 0 {
		list = append(list, plural(int64(k), "wrong comment"))
	}
	if k := len(t.Result.Stale); k > 0 && t.Strict {
		list = append(list, plural(int64(k), "stale allow comment"))
	}
	found := strings.Join(list, ", ")
	switch t.Status() {
	case Incomplete:
		s := fmt.Sprintf("INCOMPLETE, %d could not be read", len(t.Result.Skipped))
		if found != "" {
			s += ", " + found
		}
		return t.paint(red+bold, s)
	case Findings:
		return t.paint(red+bold, found)
	}
	if found != "" {
		return t.paint(yellow, found)
	}
	if partly {
		return t.paint(yellow, "nothing found")
	}
	return t.paint(green, "clean")
}

// what names what was read, and the index file in particular: a hook that
// reads another index than the one being committed is a hole.
func what(d *scanner.Description) string {
	if rest, ok := strings.CutPrefix(d.What, "index"); ok && d.Index != "" {
		return "index " + d.Index + rest
	}
	return d.What
}
