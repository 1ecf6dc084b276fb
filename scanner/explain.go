package scanner

import (
	"bytes"
	"context"
	"slices"
	"sort"

	"github.com/envguard/envguard/rules"
)

// An Explanation says how one rule judged one candidate.
type Explanation struct {
	Line, Column int
	Kind         string // how the candidate was found
	Key, Call    string
	Via          string // how the candidate is encoded: "in base64"; empty if it does not
	Secret       Secret
	Rule         *rules.Rule
	Gates        []Gate
	Matched      bool
	Score        float64
	Message      string
	Severity     rules.Severity // if it matched
	SuppressedBy string
	Overlaps     string // the rule that was preferred for the same span
}

// A Gate is one decision that a rule took.
type Gate struct {
	Name   string `json:"name"`
	Passed bool   `json:"passed"`
	Figure string `json:"figure"`
}

// ExplainFile returns what each rule that looked at a candidate on the line
// (from 1) decided, in the order of the candidates. It takes time in proportion to
// the line, and ends early when ctx does.
func (s *Scanner) ExplainFile(ctx context.Context, f *rules.File, line int) ([]Explanation, error) {
	g := *f
	g.Data = decode(f.Data)
	g.Binary = f.Binary || isBinary(g.Data)
	x := explainer{s: s, data: g.Data, here: judger{s: s}, decoded: judger{s: s}}
	var ok bool
	if x.start, x.end, ok = lineBounds(g.Data, line); !ok {
		return nil, nil
	}
	look := func(c *rules.Candidate) {
		if ctx.Err() == nil {
			x.look(c)
		}
	}
	s.extract(&g, true, look)
	if c, ok := s.lineAt(&g, line); ok {
		look(&c)
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	x.place()
	final, _ := s.scanFile(f)
	x.settle(final)
	return x.out, ctx.Err()
}

// lineBounds returns where a line (from 1) begins and ends.
func lineBounds(d []byte, line int) (start, end int, ok bool) {
	for ; line > 1; line-- {
		i := bytes.IndexByte(d[start:], '\n')
		if i < 0 {
			return 0, 0, false
		}
		start += i + 1
	}
	return start, lineEnd(d, start), true
}

// An explainer asks all rules about the candidates of a line.
type explainer struct {
	s             *Scanner
	data          []byte
	start, end    int // the line
	here, decoded judger
	out           []Explanation
	at            []int          // where each candidate of out is in the file
	spans         map[int][2]int // where the secrets of those of out are that matched
}

// look explains a candidate of the file, and those in what it decodes to.
func (x *explainer) look(c *rules.Candidate) {
	if c.Start > x.end || c.End < x.start && c.Kind&kindRun == 0 {
		return
	}
	here := func(start, end int) (int, int) { return start, end }
	x.s.explainDecoded(c, decoder{}, "", here, func(one *rules.Candidate, via string, place func(int, int) (int, int)) {
		if from, to := place(one.Start, one.End); from <= x.end && to >= x.start {
			x.decoded.forget() // each decoded text is a file of its own
			x.judged(&x.decoded, one, via, place)
		}
	})
	if c.End >= x.start && c.Kind&kindsDecoded == 0 {
		x.judged(&x.here, c, "", here)
	}
}

// judged asks all rules about one candidate.
func (x *explainer) judged(j *judger, c *rules.Candidate, via string, place func(start, end int) (int, int)) {
	one := *c
	one.Kind &^= kindRun | kindEncoded
	near := j.rulesNear(&one)
	for _, r := range x.s.rules {
		if r.Check == nil || c.File.Binary && !r.Binary ||
			len(r.Keywords) > 0 && !slices.ContainsFunc(near, func(n uint16) bool { return x.s.disp.ruleOf[n] == r }) {
			continue
		}
		for _, one := range forRule(c, r) {
			from, _ := place(one.Start, one.End)
			e := Explanation{Kind: kindName(one.Kind), Key: one.Key, Call: one.Call, Via: via, Secret: NewSecret(string(one.Value()), 0), Rule: r}
			one.Trace = func(gate string, passed bool, figure string) {
				e.Gates = append(e.Gates, Gate{gate, passed, figure})
			}
			m, ok := r.Check(&one)
			e.Matched, e.Score, e.Message = ok && m.Score >= rules.WarnScore, m.Score, m.Message
			if e.Matched {
				e.Severity = r.Severity
				if m.Score < rules.ErrorScore && e.Severity == rules.Error {
					e.Severity = rules.Warning
				}
				e.Secret = NewSecret(string(c.File.Data[m.Start:m.End]), m.Public)
				if x.spans == nil {
					x.spans = map[int][2]int{}
				}
				from, to := place(m.Start, m.End)
				x.spans[len(x.out)] = [2]int{from, to}
			}
			x.out, x.at = append(x.out, e), append(x.at, from)
		}
	}
}

// place sets lines and columns, in one pass over the text.
func (x *explainer) place() {
	order := make([]int, len(x.at))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return x.at[a] - x.at[b] })
	line, column, done := 1, 1, 0
	for _, i := range order {
		part := x.data[done:x.at[i]]
		if n := bytes.Count(part, []byte{'\n'}); n > 0 {
			line, column, part = line+n, 1, part[bytes.LastIndexByte(part, '\n')+1:]
		}
		column += columns(part)
		done = x.at[i]
		x.out[i].Line, x.out[i].Column = line, column
	}
}

// settle says of the matches which rule was preferred for their span, and what
// suppresses them.
func (x *explainer) settle(final []Finding) {
	slices.SortFunc(final, func(a, b Finding) int { return a.Start - b.Start })
	for i, span := range x.spans {
		last := sort.Search(len(final), func(k int) bool { return final[k].Start >= span[1] })
		for k := last - 1; k >= 0 && final[k].End > span[0]; k-- { // findings do not overlap
			if final[k].Rule != x.out[i].Rule {
				x.out[i].Overlaps = final[k].Rule.ID
			} else {
				x.out[i].SuppressedBy = final[k].SuppressedBy
			}
		}
	}
}

// forRule returns the candidate as the rule sees it: itself, or one for each
// place where one of the rule's prefixes begins.
func forRule(c *rules.Candidate, r *rules.Rule) []rules.Candidate {
	one := *c
	one.Kind &^= kindRun | kindEncoded
	if len(r.Prefixes) == 0 {
		if r.Kinds&one.Kind == 0 {
			return nil
		}
		return []rules.Candidate{one}
	}
	if c.Kind&kindRun == 0 {
		return nil
	}
	var out []rules.Candidate
	d := c.File.Data
	for i := c.Start; i < c.End; i++ {
		if i > c.Start && isAlnum(d[i-1]) {
			continue
		}
		for _, p := range r.Prefixes {
			if bytes.HasPrefix(d[i:c.End], []byte(p)) {
				sub := one
				sub.Start, sub.Kind = i, sub.Kind|rules.KindToken
				out = append(out, sub)
			}
		}
	}
	return out
}

func kindName(k rules.Kind) string {
	switch {
	case k&rules.KindEnv != 0:
		return "entry of an env file"
	case k&rules.KindPEM != 0:
		return "PEM block"
	case k&rules.KindURL != 0:
		return "password of a URL"
	case k&rules.KindAssigned != 0:
		return "assigned value"
	case k&rules.KindArgument != 0:
		return "argument of a call"
	case k&rules.KindString != 0:
		return "quoted string"
	case k&rules.KindLine != 0:
		return "line"
	default:
		return "token"
	}
}
