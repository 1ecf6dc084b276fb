package scanner

import (
	"bytes"
	"slices"
	"strings"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/scanner/internal/finder"
)

// Rules of lines (rules.Lines) are those that the candidates cannot serve: a
// pattern may want six digits, or what spans several strings. Their words are
// looked for as the prefilter looks for stems, in one more pass of package
// finder over the text, whatever the number of rules and words; without such
// rules there is no pass. Only the lines with a word are shown to the rules
// that have it.

// A lineTable finds the words of rules by the hash of their first three bytes.
type lineTable struct {
	find  *finder.Table
	words []lineWord
	at    [hashes + 1]int32
}

type lineWord struct {
	word string
	rule *rules.Rule
}

// newLineTable returns the table of those of rs that judge lines, or nil.
func newLineTable(rs []*rules.Rule) *lineTable {
	var list []lineWord
	for _, r := range rs {
		if r.Lines == nil {
			continue
		}
		for _, w := range r.Lines.Words {
			list = append(list, lineWord{w, r})
		}
	}
	if len(list) == 0 {
		return nil
	}
	hash := func(w lineWord) uint { return hashThree(three(w.word[0], w.word[1], w.word[2])) }
	slices.SortStableFunc(list, func(a, b lineWord) int { return int(hash(a)) - int(hash(b)) })
	t := &lineTable{words: list}
	var sorted []string
	for _, w := range list {
		t.at[hash(w)+1]++
		sorted = append(sorted, w.word)
	}
	for i := range hashes {
		t.at[i+1] += t.at[i]
	}
	// Words that begin alike share a bucket, which keeps its false marks few.
	slices.Sort(sorted)
	sorted = slices.Compact(sorted)
	var buckets [8][]string
	for i, w := range sorted {
		b := i * len(buckets) / len(sorted)
		buckets[b] = append(buckets[b], w)
	}
	t.find = finder.New(buckets)
	return t
}

// said calls found for each word that begins at d[i], up to end.
func (t *lineTable) said(d []byte, i, end int, found func(lineWord)) {
	if i+2 >= end {
		return
	}
	h := hashThree(three(d[i], d[i+1], d[i+2]))
	for _, w := range t.words[t.at[h]:t.at[h+1]] {
		if i+len(w.word) <= end && foldEqual(d[i:i+len(w.word)], w.word) {
			found(w)
		}
	}
}

// A longer line than longLine is shown in parts: lineReach bytes on either side
// of a word, and one part where these overlap, up to longPart: the cost of a
// pattern can grow with the square of its input. A match found in two parts is one
// match, as the spans of a rule's matches must not overlap.
const (
	lineReach = 2048
	longLine  = 2 * lineReach
	longPart  = 4 * longLine
)

// each calls show for every line of d, or part of a long one, that has a word,
// with the rules that have such a word there.
func (t *lineTable) each(d []byte, show func(start, end int, rs []*rules.Rule)) {
	var runs, marks [maskWords]uint64
	var state finder.State
	var rs []*rules.Rule
	start, end := 0, -1 // of the part to show
	ls, le := 0, -1     // the line of the last word
	flush := func() {
		if len(rs) > 0 {
			show(start, end, rs)
		}
		rs = rs[:0]
	}
	for at := 0; at < len(d); at += maskWords * finder.Block {
		n := t.find.Masks(d, at, runs[:], marks[:], &state)
		for k := range n {
			for m := marks[k]; m != 0; m &= m - 1 {
				i := at + k*finder.Block + finder.First(m)
				t.said(d, i, len(d), func(w lineWord) {
					if i > le {
						ls = max(le, 0) + bytes.LastIndexByte(d[max(le, 0):i], '\n') + 1
						le = lineEnd(d, i)
					}
					if i+len(w.word) > le {
						return
					}
					from, to := ls, le
					if le-ls > longLine {
						from, to = max(ls, i-lineReach), min(le, i+lineReach)
					}
					if len(rs) > 0 && (from >= end || to-start > longPart) {
						flush()
					}
					if len(rs) == 0 {
						start = from
					}
					end = to
					if !slices.Contains(rs, w.rule) {
						rs = append(rs, w.rule)
					}
				})
			}
		}
	}
	flush()
}

// lines asks the rules of lines, and returns how many lines they were shown. A
// match counts where it begins: what begins in the next window is found there.
func (j *judger) lines(f *rules.File, w window) int {
	if j.s.lines == nil || f.Binary {
		return 0
	}
	n := 0
	j.s.lines.each(f.Data, func(start, end int, rs []*rules.Rule) {
		if end <= w.from || start >= w.to && !w.last {
			return
		}
		n++
		c := rules.Candidate{File: f, Kind: rules.KindLine, Start: start, End: end}
		for _, r := range rs {
			r.Lines.Check(&c, func(m rules.Match) {
				if m.Start >= w.from && (m.Start < w.to || w.last) && m.Score >= rules.WarnScore {
					j.hits = append(j.hits, hit{m, r, "", nil})
				}
			})
		}
	})
	return n
}

// lineAt returns a line, from 1, as the rules of lines see it.
func (s *Scanner) lineAt(f *rules.File, line int) (c rules.Candidate, ok bool) {
	if s.lines == nil || f.Binary {
		return c, false
	}
	start, end, ok := lineBounds(f.Data, line)
	return rules.Candidate{File: f, Kind: rules.KindLine, Start: start, End: end}, ok && end > start
}

// A Paths is a list of patterns for paths, in the syntax of [ParseIgnore].
type Paths struct{ ig Ignore }

// ParsePaths reads patterns of paths, one in each string. The error says what
// is wrong with the pattern of the index that is returned.
func ParsePaths(patterns []string) (*Paths, int, error) {
	for i, p := range patterns {
		switch {
		case p == "" || strings.TrimSpace(p) != p || p[0] == '#' || strings.ContainsAny(p, "\r\n"):
			return nil, i, errPath("the pattern is empty, a comment, or begins or ends in blanks")
		case unsupported(p) != "":
			return nil, i, errPath(unsupported(p))
		}
	}
	ig, err := ParseIgnore([]byte(strings.Join(patterns, "\n")))
	if err != nil {
		return nil, 0, err
	}
	return &Paths{*ig}, 0, nil
}

// Match reports whether a pattern matches a path, which is relative to the top.
func (p *Paths) Match(path string) bool { return p.ig.Match(path) > 0 }

type errPath string

func (e errPath) Error() string { return string(e) }
