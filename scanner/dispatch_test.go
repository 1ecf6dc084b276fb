package scanner

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/envguard/envguard/rules"
)

// synthetic makes n rules: two thirds with prefixes, the others with keywords.
func synthetic(n int) []*rules.Rule {
	rnd := rand.New(rand.NewPCG(1, 2))
	word := func(n int) string {
		b := make([]byte, n)
		for i := range b {
			b[i] = byte('a' + rnd.IntN(26))
		}
		return string(b)
	}
	out := make([]*rules.Rule, n)
	for i := range out {
		r := &rules.Rule{ID: fmt.Sprintf("rule-%d", i), Kinds: rules.KindToken | rules.KindAssigned}
		if i%3 != 0 {
			r.Prefixes = []string{word(2) + "_", word(3) + "-" + word(2) + "_"}
		} else {
			r.Keywords = []string{word(3 + rnd.IntN(6)), word(7)}
		}
		r.Check = func(c *rules.Candidate) (rules.Match, bool) {
			return rules.Match{Start: c.Start, End: c.End, Score: 1}, c.End-c.Start == 32
		}
		out[i] = r
	}
	return out
}

func rulesAsked(t *testing.T, rs []*rules.Rule, text string) []string {
	t.Helper()
	s := newTest(t, Config{Rules: rs})
	f := rules.NewFile("a.txt", []byte(text))
	j := judger{s: s}
	s.candidates(f, j.judge)
	var ids []string
	for _, h := range j.hits {
		ids = append(ids, h.rule.ID)
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

func TestKeywords(t *testing.T) {
	all := func(c *rules.Candidate) (rules.Match, bool) {
		return rules.Match{Start: c.Start, End: c.End, Score: 1}, true
	}
	rs := []*rules.Rule{
		{ID: "dog", Kinds: rules.KindToken, Keywords: []string{"datadog", "ddog1"}, Check: all},
		{ID: "both", Kinds: rules.KindToken, Keywords: []string{"deepseek"}, Prefixes: []string{"sk-"}, Check: all},
	}
	value := "0123456789abcdef0123456789abcdef"
	for _, tt := range []struct{ text, want string }{
		{"DATADOG_X = " + value, "dog"},
		{"x = " + value, ""},
		{"myDatadogId: " + value, "dog"},
		{"mydatadog: " + value, ""},
		{"DDog1: " + value, "dog"},
		{"https://api.datadoghq.com/?x=" + value, "dog"},
		{"MYDatadog " + value, "dog"},
		{"datadog\n\n" + value, ""},
		{"datadog" + strings.Repeat(" ", 121) + value, "dog"},
		{"datadog" + strings.Repeat(" ", 122) + value, ""},
		{value + " datadog", ""},
		{"sk-" + value, ""},
		{"deepseek sk-" + value, "both"},
		{"DEEPSEEK datadog sk-" + value, "both dog"},
		{"datadog.aFunctionNameWithoutDigits()", ""},
		{"- name: DATADOG_API_KEY\n  value: " + value, "dog"},
	} {
		if got := strings.Join(rulesAsked(t, rs, tt.text), " "); got != tt.want {
			t.Errorf("%q: %q were asked, want %q", tt.text, got, tt.want)
		}
	}
}

// The tables find what a loop over all rules finds.
func TestDispatchTables(t *testing.T) {
	rs := synthetic(500)
	var d dispatch
	d.init(rs)
	rnd := rand.New(rand.NewPCG(3, 4))
	for range 2000 {
		r := rs[rnd.IntN(len(rs))]
		for _, p := range r.Prefixes {
			b := []byte("x-" + p + "rest")
			if v := d.judgeRun(b, 0, len(b)); !v.form && !v.near {
				t.Fatalf("prefix %q is not found in %q", p, b)
			}
			if !slices.ContainsFunc(d.prefixed(p[0], p[1]), func(e prefixEntry) bool { return e.rule == r && e.prefix == p }) {
				t.Fatalf("prefix %q is not in its place", p)
			}
		}
		for _, w := range r.Keywords {
			b := []byte("a." + strings.ToUpper(w) + "_b")
			if !slices.ContainsFunc(d.said(b, 0, len(b), nil), func(s said) bool { return s.at == 2 && d.ruleOf[s.number] == r }) {
				t.Fatalf("keyword %q is not found in %q", w, b)
			}
		}
	}
}

func benchmarkRules(b *testing.B, n int) {
	data := corpus(b)
	b.SetBytes(int64(len(data)))
	s := newTest(b, Config{Rules: synthetic(n)})
	f := rules.NewFile("a.go", data)
	for b.Loop() {
		s.ScanFile(f)
	}
}

// A byte costs the same with 10 and with 500 rules.
func BenchmarkRules10(b *testing.B)  { benchmarkRules(b, 10) }
func BenchmarkRules500(b *testing.B) { benchmarkRules(b, 500) }

// BenchmarkDispatch is what 500 rules cost at start-up.
func BenchmarkDispatch500(b *testing.B) {
	rs := synthetic(500)
	b.ReportAllocs()
	for b.Loop() {
		new(dispatch).init(rs)
	}
}

// BenchmarkNew is what the rules of the package cost at start-up.
func BenchmarkNew(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := New(Config{}); err != nil {
			b.Fatal(err)
		}
	}
}

func FuzzSaid(f *testing.F) {
	f.Add([]byte("myDatadogKey DATADOG_KEY datadog2 xdatadog HTTPDatadog"))
	var d dispatch
	d.init([]*rules.Rule{{ID: "a", Keywords: []string{"datadog", "key"}, Check: func(*rules.Candidate) (m rules.Match, ok bool) { return }}})
	f.Fuzz(func(t *testing.T, b []byte) {
		last := -1
		for _, s := range d.said(b, 0, len(b), nil) {
			if s.at < last || s.at >= len(b) {
				t.Fatalf("out of order or place: %d behind %d", s.at, last)
			}
			last = s.at
			if rest := bytes.ToLower(b[s.at:]); s.number != hint && !bytes.HasPrefix(rest, []byte("datadog")) && !bytes.HasPrefix(rest, []byte("key")) {
				t.Fatalf("no keyword at %d of %q", s.at, b)
			}
		}
	})
}
