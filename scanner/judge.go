package scanner

import (
	"bytes"
	"slices"
	"sort"
	"strings"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/judge"
	"github.com/envguard/envguard/scanner/internal/lex"
)

// A hit is a match with the candidate that it came from.
type hit struct {
	rules.Match
	rule *rules.Rule
	key  string
	// decoded is set where the secret is encoded.
	decoded *decoded
}

// A done is what was done with a window.
type done struct {
	candidates int // spans that were judged
	undecoded  int // encoded texts that were read in part, or not at all
}

// scanWindow is the pipeline for one window: candidates, rules, overlaps,
// places, suppression.
func (s *Scanner) scanWindow(f *rules.File, w window) ([]Finding, []Problem, done) {
	j := judger{s: s}
	n := 0
	s.candidates(f, func(c *rules.Candidate) {
		if c.Kind&kindWide != 0 { // it may go over several windows: its parts count where they begin
			before := len(j.hits)
			j.judge(c)
			own := slices.DeleteFunc(j.hits[before:], func(h hit) bool { return !w.has(h.Start) })
			j.hits = j.hits[:before+len(own)]
			return
		}
		if !w.has(c.Start) {
			return
		}
		n++
		j.judge(c)
	})
	n += j.lines(f, w)
	fs, problems := s.settleHits(f, w, j.hits, true)
	return fs, problems, done{n, j.undecoded()}
}

// settleHits makes findings of the matches of a window. With stale, allow
// comments that allow nothing are problems, if the window is all of a file.
func (s *Scanner) settleHits(f *rules.File, w window, hits []hit, stale bool) ([]Finding, []Problem) {
	stale = stale && w.off == 0 && w.from == 0 && w.last && !strings.Contains(f.Path, "!/")
	var fs []Finding
	switch {
	case len(hits) > 0:
		hits = s.resolve(f.Data, hits)
		fs = place(f, w, hits)
	case !stale || !s.cfg.Stale:
		return nil, nil
	}
	problems := suppress(f, fs, s.rules, stale)
	for i := range fs {
		if f := &fs[i]; s.cfg.NoAllow && f.SuppressedBy != "" {
			f.Overruled, f.SuppressedBy, f.Reason = f.SuppressedBy, "", ""
		}
	}
	for i := range fs {
		if s.cfg.Strict && fs[i].Severity == rules.Warning {
			fs[i].Severity = rules.Error
		}
	}
	return fs, problems
}

// A judger asks the rules about the candidates of one window.
type judger struct {
	s    *Scanner
	hits []hit
	// What is known of the line of the last candidate.
	start, end int
	words      []said
	near       []uint16 // numbers of the rules whose keywords are near a candidate
	key        []said
	decoder
}

// judge asks the rules that want to see a candidate.
func (j *judger) judge(c *rules.Candidate) {
	if c.Kind&kindsDecoded != 0 || c.Kind&rules.KindAssigned != 0 && j.kube.asks(c) {
		if j.decode(c) {
			return
		}
	} else if c.Kind&kindEncoded != 0 && encodedRun(c.Value(), true) {
		j.decode(c)
	}
	inner := c.Kind&kindRun != 0
	c.Kind &^= kindRun | kindEncoded
	disp := &j.s.disp
	for _, r := range disp.open {
		if r.Kinds&c.Kind != 0 && c.End-c.Start >= r.Run {
			j.ask(r, c)
		}
	}
	looked := false
	if disp.kinds&c.Kind != 0 {
		looked = true
		for _, n := range j.rulesNear(c) {
			if r := disp.ruleOf[n]; len(r.Prefixes) == 0 && r.Kinds&c.Kind != 0 && c.End-c.Start >= r.Run {
				j.ask(r, c)
			}
		}
	}
	if !inner {
		return
	}
	// Prefixes are searched at the word boundaries of the run.
	d, start, end := c.File.Data, c.Start, c.End
	for i := start; i+1 < end; i++ {
		if !disp.begins(d[i], d[i+1]) || i > start && isAlnum(d[i-1]) && (i-start > 6 || !afterEscape(d, start, i)) {
			continue
		}
		list := disp.prefixed(d[i], d[i+1])
		for k := range list {
			p := &list[k]
			if end-i < p.run || !p.begins(d[i:end]) {
				continue
			}
			if p.needs {
				if !looked {
					looked = true
					j.rulesNear(c)
				}
				if !slices.Contains(j.near, p.number) {
					continue
				}
			}
			sub := *c
			sub.Start, sub.Kind = i, sub.Kind|rules.KindToken
			j.ask(p.rule, &sub)
		}
	}
}

func (j *judger) ask(r *rules.Rule, c *rules.Candidate) {
	if c.File.Binary && !r.Binary {
		return
	}
	if m, ok := r.Check(c); ok && m.Score >= rules.WarnScore {
		j.hits = append(j.hits, hit{m, r, c.Key, nil})
	}
}

// rulesNear returns the numbers of the rules that have a keyword near the
// candidate, each once.
func (j *judger) rulesNear(c *rules.Candidate) []uint16 {
	d := c.File.Data
	if c.Start < j.start || c.Start > j.end || j.end == 0 {
		j.start = bytes.LastIndexByte(d[:c.Start], '\n') + 1
		j.end = lineEnd(d, c.Start)
		j.words = j.s.disp.said(d, j.start, j.end, j.words[:0])
	}
	j.near = j.near[:0]
	from := sort.Search(len(j.words), func(i int) bool { return j.words[i].at >= c.Start-rules.KeywordReach })
	end := max(c.End, c.URLEnd) // a URL's host follows its password
	for _, w := range j.words[from:] {
		if w.at >= end {
			break
		}
		j.add(w.number)
	}
	for _, name := range [...]string{c.Key, c.Call} {
		if name == "" {
			continue
		}
		var buf [256]byte
		b := append(buf[:0], name[max(0, len(name)-len(buf)):]...)
		j.key = j.s.disp.said(b, 0, len(b), j.key[:0])
		for _, w := range j.key {
			j.add(w.number)
		}
	}
	return j.near
}

// forget makes ready for a candidate of another file.
func (j *judger) forget() { j.start, j.end = 0, 0 }

func (j *judger) add(number uint16) {
	if number != hint && !slices.Contains(j.near, number) {
		j.near = append(j.near, number)
	}
}

// candidates calls emit for every candidate of the file that a rule could
// take.
func (s *Scanner) candidates(f *rules.File, emit func(*rules.Candidate)) { s.extract(f, false, emit) }

// extract is candidates. With all set it also emits the candidates that no rule
// takes.
func (s *Scanner) extract(f *rules.File, all bool, emit func(*rules.Candidate)) {
	s.extractWith(f, all, nil, emit)
}

// extractWith is extract with a memo of lines, if one is given.
func (s *Scanner) extractWith(f *rules.File, all bool, memo *lineMemo, emit func(*rules.Candidate)) {
	x, _ := s.extractors.Get().(*extractor)
	if x == nil {
		x = new(extractor)
	}
	*x = extractor{
		file: f, emit: emit, syn: syntaxOf(f), stems: stemsTable(), disp: &s.disp, all: all, bareRefused: f.Language().Program,
		lexer: lex.Lexer{Data: f.Data}, layout: layoutOf(f.Path), items: x.items[:0], cands: x.cands[:0], words: x.words[:0],
	}
	defer func() {
		x.file, x.emit, x.skip = nil, nil, nil
		s.extractors.Put(x)
	}()
	if !f.Binary {
		x.split = true
		x.env()
		wholeFile(f, emit)
	}
	x.wide()
	x.binaryKey()
	if memo != nil && x.skip == nil && !x.syn.everyLine() && bytes.IndexByte(bytes.TrimSpace(f.Data), '\n') >= 0 {
		memo.lines(x)
	} else {
		x.lines()
	}
}

// binaryKey emits a file that begins as a private key or a keystore does in binary form.
func (x *extractor) binaryKey() {
	if d := x.file.Data; len(d) <= maxPEM && judge.BeginsKey(d) {
		x.emit(&rules.Candidate{File: x.file, Kind: rules.KindPEM, Start: 0, End: len(d)})
	}
}

// block emits the PEM block or the key of PuTTY's that begins at an offset.
func (x *extractor) block(at int) {
	f := x.file
	if f.Data[at] == '-' {
		c := pemBlock(f, at)
		x.emit(&c)
		return
	}
	end := min(len(f.Data), at+maxPEM/2)
	if n := bytes.Index(f.Data[at+len(puttyBegin):end], []byte(puttyBegin)); n >= 0 {
		end = at + len(puttyBegin) + n // the next key
	}
	x.emit(&rules.Candidate{File: f, Kind: rules.KindPEM, Start: at, End: end})
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

// resolve drops matches that overlap one with better evidence, one of an earlier rule,
// or the better one of the same rule. d is the text that they are in.
func (s *Scanner) resolve(d []byte, hits []hit) []hit {
	hits = dropInner(hits)
	sort.SliceStable(hits, func(i, j int) bool {
		a, b := hits[i], hits[j]
		if x, y := byKeyword(a.rule), byKeyword(b.rule); x != y && len(a.rule.Prefixes)+len(b.rule.Prefixes) > 0 {
			return y // a prefix says more than a provider's name on the line
		} else if x && y && a.rule != b.rule && a.Start == b.Start {
			if x, y := keywordAway(d, a), keywordAway(d, b); x != y {
				return x < y
			}
		}
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
	var wholes map[[2]int]bool // spans of encoded texts, whose parts have no places of their own
	for _, h := range hits {
		at, whole := [2]int{h.Start, h.End}, h.decoded != nil && h.decoded.whole
		switch free := spans.add(h.Start, h.End); {
		case free && whole:
			if wholes == nil {
				wholes = map[[2]int]bool{}
			}
			wholes[at] = true
		case !free && !(whole && wholes[at]):
			continue
		}
		kept = append(kept, h)
	}
	sort.SliceStable(kept, func(i, j int) bool { return kept[i].Start < kept[j].Start })
	return kept
}

// byKeyword reports whether a rule knows its secrets by a provider's name near them.
func byKeyword(r *rules.Rule) bool { return len(r.Prefixes) == 0 && len(r.Keywords) > 0 }

// keywordAway returns how far in front of a match the nearest keyword of its rule is,
// in bytes, or rules.KeywordReach if none is there.
func keywordAway(d []byte, h hit) int {
	head := bytes.ToLower(d[max(0, h.Start-rules.KeywordReach):h.Start])
	nearest := rules.KeywordReach
	for _, w := range h.rule.Keywords {
		if i := bytes.LastIndex(head, []byte(w)); i >= 0 {
			nearest = min(nearest, len(head)-i)
		}
	}
	return nearest
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
