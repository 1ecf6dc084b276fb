package scanner

import (
	"bytes"
	"slices"

	"github.com/envguard/envguard/rules"
)

// An Explanation tells how one rule judged one candidate.
type Explanation struct {
	Line, Column int
	Kind         string // how the candidate was found
	Key, Call    string
	Via          string // how the candidate stands encoded: "in base64"; empty if it does not
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
// (from 1) decided, in the order of the candidates.
func (s *Scanner) ExplainFile(f *rules.File, line int) []Explanation {
	g := *f
	g.Data = decode(f.Data)
	g.Binary = f.Binary || isBinary(g.Data)
	var out []Explanation
	spans := map[int][2]int{}
	j := judger{s: s}
	judged := func(c *rules.Candidate, via string, place func(start, end int) (int, int)) {
		for _, r := range s.rules {
			if r.Check == nil || c.File.Binary && !r.Binary {
				continue
			}
			for _, one := range j.forRule(c, r) {
				from, _ := place(one.Start, one.End)
				ls := bytes.LastIndexByte(g.Data[:from], '\n') + 1
				e := Explanation{
					Line: 1 + bytes.Count(g.Data[:from], []byte{'\n'}), Column: columns(g.Data[ls:from]) + 1,
					Kind: kindName(one.Kind), Key: one.Key, Call: one.Call, Via: via, Secret: NewSecret(string(one.Value()), 0), Rule: r,
				}
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
					from, to := place(m.Start, m.End)
					spans[len(out)] = [2]int{from, to}
				}
				out = append(out, e)
			}
		}
	}
	here := func(start, end int) (int, int) { return start, end }
	look := func(c *rules.Candidate) {
		at := 1 + bytes.Count(g.Data[:c.Start], []byte{'\n'})
		end := at + bytes.Count(g.Data[c.Start:c.End], []byte{'\n'})
		if line < at || line > end && c.Kind&kindRun == 0 {
			return
		}
		s.explainDecoded(c, decoder{}, "", here, func(one *rules.Candidate, via string, place func(int, int) (int, int)) {
			from, to := place(one.Start, one.End)
			if n := 1 + bytes.Count(g.Data[:from], []byte{'\n'}); n <= line && line <= n+bytes.Count(g.Data[from:to], []byte{'\n'}) {
				j.forget()
				judged(one, via, place)
			}
		})
		j.forget()
		if line <= end && c.Kind&kindsDecoded == 0 {
			judged(c, "", here)
		}
	}
	s.extract(&g, true, look)
	if c, ok := s.lineAt(&g, line); ok {
		look(&c)
	}
	final, _ := s.scanFile(f)
	for i := range out {
		if !out[i].Matched {
			continue
		}
		for _, fi := range final {
			if fi.Start < spans[i][1] && spans[i][0] < fi.End {
				if fi.Rule != out[i].Rule {
					out[i].Overlaps = fi.Rule.ID
				} else {
					out[i].SuppressedBy = fi.SuppressedBy
				}
			}
		}
	}
	return out
}

// forRule returns the candidate as the rule sees it: itself, or one for each
// place where one of the rule's prefixes begins.
func (j *judger) forRule(c *rules.Candidate, r *rules.Rule) []rules.Candidate {
	one := *c
	one.Kind &^= kindRun | kindEncoded
	if len(r.Keywords) > 0 && !slices.ContainsFunc(j.rulesNear(&one), func(n uint16) bool { return j.s.disp.ruleOf[n] == r }) {
		return nil
	}
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
