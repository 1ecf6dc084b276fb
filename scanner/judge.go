package scanner

import (
	"bytes"
	"sort"

	"github.com/envguard/envguard/rules"
)

// dispatch finds the rules that want to see a candidate.
type dispatch struct {
	byKind   []*rules.Rule // without prefixes
	prefixed map[uint16][]prefixRule
	first    [256]bool
}

type prefixRule struct {
	prefix string
	rule   *rules.Rule
}

func (d *dispatch) init(rs []*rules.Rule) {
	d.prefixed = make(map[uint16][]prefixRule)
	for _, r := range rs {
		switch {
		case r.Check == nil:
		case len(r.Prefixes) == 0:
			d.byKind = append(d.byKind, r)
		default:
			for _, p := range r.Prefixes {
				k := uint16(p[0])<<8 | uint16(p[1])
				d.prefixed[k] = append(d.prefixed[k], prefixRule{p, r})
				d.first[p[0]] = true
			}
		}
	}
}

// A hit is a match with the candidate that it came from.
type hit struct {
	rules.Match
	rule *rules.Rule
	key  string
}

// scanWindow is the pipeline for one window: candidates, rules, overlaps,
// places, suppression. It returns how many candidates there were.
func (s *Scanner) scanWindow(f *rules.File, w window) ([]Finding, []Problem, int) {
	var hits []hit
	n := 0
	s.candidates(f, func(c *rules.Candidate) {
		if c.Start < w.from || c.Start >= w.to && !w.last {
			return
		}
		n++
		s.judge(c, func(r *rules.Rule, m rules.Match) {
			hits = append(hits, hit{m, r, c.Key})
		})
	})
	if len(hits) == 0 {
		return nil, nil, n
	}
	hits = s.resolve(hits)
	fs := place(f, w, hits)
	problems := suppress(f, fs, s.rules)
	for i := range fs {
		if s.cfg.Strict && fs[i].Severity == rules.Warning {
			fs[i].Severity = rules.Error
		}
	}
	return fs, problems, n
}

// judge asks the rules.
func (s *Scanner) judge(c *rules.Candidate, found func(*rules.Rule, rules.Match)) {
	ask := func(r *rules.Rule, c *rules.Candidate) {
		if c.File.Binary && !r.Binary {
			return
		}
		if m, ok := r.Check(c); ok && m.Score >= rules.WarnScore {
			found(r, m)
		}
	}
	inner := c.Kind&kindRun != 0
	c.Kind &^= kindRun
	for _, r := range s.disp.byKind {
		if r.Kinds&c.Kind != 0 {
			ask(r, c)
		}
	}
	if !inner {
		return
	}
	// Prefixes are searched at the word boundaries of the run.
	d, start, end := c.File.Data, c.Start, c.End
	for i := start; i+1 < end; i++ {
		if !s.disp.first[d[i]] || i > start && isAlnum(d[i-1]) {
			continue
		}
		for _, p := range s.disp.prefixed[uint16(d[i])<<8|uint16(d[i+1])] {
			if end-i < len(p.prefix) || string(d[i:i+len(p.prefix)]) != p.prefix {
				continue
			}
			sub := *c
			sub.Start, sub.Kind = i, sub.Kind|rules.KindToken
			ask(p.rule, &sub)
		}
	}
}

// candidates calls f for every candidate of the file.
func (s *Scanner) candidates(f *rules.File, emit func(*rules.Candidate)) {
	d := f.Data
	for i := 0; i < len(d); {
		k := bytes.Index(d[i:], []byte("-----BEGIN "))
		if k < 0 {
			break
		}
		c := pemBlock(f, i+k)
		emit(&c)
		i += k + 11
	}
	for i := 0; ; {
		k := bytes.Index(d[i:], []byte("PuTTY-User-Key-File-"))
		if k < 0 {
			break
		}
		k += i
		i = k + 20
		end := min(len(d), k+maxPEM/2)
		if n := bytes.Index(d[i:end], []byte("PuTTY-User-Key-File-")); n >= 0 {
			end = i + n // the next key
		}
		emit(&rules.Candidate{File: f, Kind: rules.KindPEM, Start: k, End: end})
	}
	x := &extractor{file: f, emit: emit, syn: syntaxOf(f.Path)}
	if !f.Binary {
		x.env()
		wholeFile(f, emit)
	}
	x.lines()
}

// maxPEM is the longest block that is taken for one.
const maxPEM = 32 << 10

func pemBlock(f *rules.File, at int) rules.Candidate {
	d := f.Data
	end := min(len(d), at+maxPEM)
	if k := bytes.Index(d[at+11:end], []byte("-----BEGIN ")); k >= 0 {
		end = at + 11 + k // the next block
	}
	c := rules.Candidate{File: f, Kind: rules.KindPEM, Start: at, End: end}
	if k := bytes.Index(d[at+11:end], []byte("-----END ")); k >= 0 {
		e := at + 11 + k + 9
		if j := bytes.Index(d[e:min(len(d), e+80)], []byte("-----")); j >= 0 {
			e += j + 5
		}
		c.End = e
	}
	return c
}

// wholeFile emits the content of a file that holds one word and nothing else:
// a key file.
func wholeFile(f *rules.File, emit func(*rules.Candidate)) {
	if len(f.Data) > 512 {
		return
	}
	v := bytes.TrimSpace(f.Data)
	if len(v) < rules.MinToken || bytes.ContainsAny(v, " \t\r\n") || !isRun(v) {
		return
	}
	start := bytes.Index(f.Data, v)
	emit(&rules.Candidate{File: f, Kind: rules.KindString | rules.KindToken, Start: start, End: start + len(v)})
}

// resolve drops matches that overlap one of an earlier rule, or the better one
// of the same rule.
func (s *Scanner) resolve(hits []hit) []hit {
	sort.SliceStable(hits, func(i, j int) bool {
		a, b := hits[i], hits[j]
		if s.order[a.rule] != s.order[b.rule] {
			return s.order[a.rule] < s.order[b.rule]
		}
		if a.Score != b.Score {
			return a.Score > b.Score
		}
		return a.Start < b.Start
	})
	kept := hits[:0]
	var spans spanSet
	for _, h := range hits {
		if spans.add(h.Start, h.End) {
			kept = append(kept, h)
		}
	}
	sort.SliceStable(kept, func(i, j int) bool { return kept[i].Start < kept[j].Start })
	return kept
}

// A spanSet is a sorted set of disjoint spans.
type spanSet struct{ s [][2]int }

// add reports whether the span overlaps none, and adds it then.
func (t *spanSet) add(start, end int) bool {
	i := sort.Search(len(t.s), func(i int) bool { return t.s[i][1] > start })
	if i < len(t.s) && t.s[i][0] < end {
		return false
	}
	t.s = append(t.s, [2]int{})
	copy(t.s[i+1:], t.s[i:])
	t.s[i] = [2]int{start, end}
	return true
}
