package fixer

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/rogpeppe/go-internal/diff"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/scanner"
	"github.com/envguard/envguard/scanner/escape"
)

// Diff writes what changes do as a unified diff with three lines of context
// and without a secret:
//
//   - what is in Secrets of any of the changes is masked in all of them,
//     also a part of it that is on a line by itself;
//   - in env files every value is masked that [rules.Judge] does not know to be
//     harmless, every line that is no entry, and words of comments that look
//     like secrets;
//   - so is what a scan finds; it may be given [scanner.Scanner.ScanFile].
//
// What is masked looks like [scanner.Secret]. A value of several lines shows
// its mask on the first. Control characters are escaped, tabs excepted. The
// carriage return of a line is shown as \r, but not where all lines of both
// versions have one: then the header says CRLF.
//
// In front of a file's header are its reasons (# …), and what a diff cannot
// say: the mode of a new file, and that a path is untracked.
func Diff(w io.Writer, changes []Change, scan ...func(*rules.File) []scanner.Finding) error {
	return newMasker(changes, scan).write(w, changes)
}

// maxShown is how many lines of one file's diff [Brief] shows.
const maxShown = 60

// Brief is [Diff] for a terminal. It compares a file that was made from an
// example with the example, and cuts long diffs short.
func Brief(w io.Writer, changes []Change, scan ...func(*rules.File) []scanner.Finding) error {
	m := newMasker(changes, scan)
	m.brief = true
	return m.write(w, changes)
}

// write writes the diffs of all changes.
func (m *masker) write(w io.Writer, changes []Change) error {
	var out strings.Builder
	for i := range changes {
		m.change(&out, &changes[i])
	}
	if _, err := io.WriteString(w, out.String()); err != nil {
		return fmt.Errorf("writing the diff: %w", err)
	}
	return nil
}

// change writes the diff of one change.
func (m *masker) change(out *strings.Builder, c *Change) {
	if !c.Untrack && (c.Before == nil) == (c.After == nil) && bytes.Equal(c.Before, c.After) {
		return
	}
	name := m.hide(escape.Path(c.Path))
	for _, why := range c.Why {
		out.WriteString("# " + m.hide(escape.String(why)) + "\n")
	}
	if c.Untrack {
		out.WriteString("untrack " + name + " (stays on disk)\n")
		return
	}
	if isBinary(c.Before) || isBinary(c.After) {
		fmt.Fprintf(out, "binary file %s: %d bytes become %d\n", name, len(c.Before), len(c.After))
		return
	}
	from, to := "a/"+name, "b/"+name
	old, oldPath := c.Before, c.Path
	if m.brief && c.Before == nil && c.base != nil {
		old, oldPath = c.base, c.from
	}
	var notes []string
	if c.Place == rules.Index {
		notes = append(notes, "staged")
	}
	switch {
	case c.Before == nil:
		perm := c.Perm.Perm()
		if perm == 0 {
			perm = 0o600
		}
		fmt.Fprintf(out, "new file mode %04o\n", perm)
		from = "/dev/null"
		if old != nil {
			from = "a/" + m.hide(escape.Path(c.from))
		}
	case c.After == nil:
		out.WriteString("deleted file\n")
		to = "/dev/null"
	}
	crlf := allCRLF(old) && allCRLF(c.After) && len(old)+len(c.After) > 0
	if crlf {
		notes = append(notes, "CRLF")
	}
	note := ""
	if len(notes) > 0 {
		note = "\t(" + strings.Join(notes, ", ") + ")"
	}
	out.WriteString("--- " + from + note + "\n+++ " + to + note + "\n")
	m.hunks(out, m.shown(oldPath, old, crlf), m.shown(c.Path, c.After, crlf), hunksOf(old, c.After))
}

// hunks writes the lines that differ, with those around them.
func (m *masker) hunks(out *strings.Builder, before, after []string, list []hunk) {
	written, left := 0, 0
	for _, h := range list {
		if m.brief && written >= maxShown {
			left += len(h.lines)
			continue
		}
		fmt.Fprintf(out, "@@ -%d,%d +%d,%d @@\n", h.oldStart, h.oldCount, h.newStart, h.newCount)
		// Lines of a header count from 1, and from 0 where there are none.
		i, j := max(0, h.oldStart-1), max(0, h.newStart-1)
		for _, l := range h.lines {
			var text string
			switch {
			case l.op == '-':
				text = before[i]
				i++
			case l.op == '+':
				text = after[j]
				j++
			default:
				text = either(before[i], after[j])
				i++
				j++
			}
			if m.brief && written >= maxShown {
				left++
				continue
			}
			written++
			out.WriteByte(l.op)
			out.WriteString(text + "\n")
			if l.noEOL {
				out.WriteString("\\ No newline at end of file\n")
			}
		}
	}
	if left > 0 {
		fmt.Fprintf(out, "... %d more lines; --verbose shows them\n", left)
	}
}

// either returns a line that both versions have. What is around it may
// decide how it is judged: a mask of either side holds.
func either(before, after string) string {
	switch {
	case before == after || !strings.Contains(after, maskStars):
		return before
	case !strings.Contains(before, maskStars):
		return after
	default:
		return maskStars
	}
}

// A hunk is a stretch of lines that differ, with the lines around it.
type hunk struct {
	oldStart, oldCount, newStart, newCount int
	lines                                  []hunkLine
}

type hunkLine struct {
	op    byte // ' ', '-' or '+'
	noEOL bool // the text ends here, without a line feed
}

// hunksOf compares two texts line by line. A line ends with a line feed.
func hunksOf(before, after []byte) []hunk {
	text := diff.Diff("a", before, "b", after)
	var hunks []hunk
	// Three lines of header, then each hunk's own header says how much follows.
	lines := bytes.SplitAfter(text, []byte("\n"))
	for n := 3; n < len(lines); {
		h, err := parseHunk(lines[n])
		if err != nil {
			break // the end: nothing follows the last line feed
		}
		n++
		for old, new := h.oldCount, h.newCount; (old > 0 || new > 0) && n < len(lines); n++ {
			op := lines[n][0]
			if op != '+' {
				old--
			}
			if op != '-' {
				new--
			}
			l := hunkLine{op: op}
			if n+1 < len(lines) && bytes.HasPrefix(lines[n+1], []byte{'\\'}) {
				l.noEOL = true
				n++
			}
			h.lines = append(h.lines, l)
		}
		hunks = append(hunks, h)
	}
	return hunks
}

var errNoHunk = errors.New("no header of a hunk")

// parseHunk reads "@@ -1,2 +3,4 @@".
func parseHunk(line []byte) (h hunk, err error) {
	fields := bytes.Fields(line)
	if len(fields) != 4 || string(fields[0]) != "@@" {
		return h, errNoHunk
	}
	read := func(field []byte, start, count *int) {
		a, b, ok := bytes.Cut(field[1:], []byte{','})
		var err1, err2 error
		*start, err1 = strconv.Atoi(string(a))
		*count, err2 = strconv.Atoi(string(b))
		if !ok || err1 != nil || err2 != nil {
			err = errNoHunk
		}
	}
	read(fields[1], &h.oldStart, &h.oldCount)
	read(fields[2], &h.newStart, &h.newCount)
	return h, err
}

// shown returns the lines of a text as they are shown.
func (m *masker) shown(path string, data []byte, crlf bool) []string {
	spans := m.spans(path, data)
	var lines []string
	for pos := 0; pos < len(data); {
		end := len(data)
		if i := bytes.IndexByte(data[pos:], '\n'); i >= 0 {
			end = pos + i
		}
		stop := end
		if crlf && stop > pos && data[stop-1] == '\r' {
			stop--
		}
		for len(spans) > 0 && spans[0].end <= pos {
			spans = spans[1:]
		}
		lines = append(lines, m.line(data, pos, stop, spans))
		pos = end + 1
	}
	return lines
}

// line returns one line with the spans masked that it has a part of.
func (m *masker) line(data []byte, start, end int, spans []maskSpan) string {
	var b strings.Builder
	pos := start
	for _, s := range spans {
		if s.start >= end {
			break
		}
		from, to := max(s.start, pos), min(s.end, end)
		if from >= to {
			continue
		}
		writeText(&b, data[pos:from])
		if s.start >= start {
			b.WriteString(s.text)
		} else {
			b.WriteString(maskStars)
		}
		pos = to
	}
	writeText(&b, data[pos:end])
	return m.hide(b.String())
}

// writeText writes text with everything escaped that is no character to be
// seen, except for tabs.
func writeText(b *strings.Builder, text []byte) {
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRune(text[i:])
		if r == '\t' {
			b.WriteByte('\t')
		} else {
			escape.Rune(b, r, n, text[i])
		}
		i += n
	}
}

// isBinary reports whether a text cannot be shown line by line: it has NUL
// bytes, as UTF-16 has, or UTF-16's mark.
func isBinary(data []byte) bool {
	return bytes.IndexByte(data, 0) >= 0 || bytes.HasPrefix(data, []byte("\xff\xfe")) || bytes.HasPrefix(data, []byte("\xfe\xff"))
}

// allCRLF reports whether every line of a text ends with a carriage return and
// a line feed.
func allCRLF(data []byte) bool {
	n := bytes.Count(data, []byte("\r\n"))
	return n == bytes.Count(data, []byte{'\n'}) && n == bytes.Count(data, []byte{'\r'}) && (n > 0 || len(data) == 0)
}
