package builtin

import (
	"bytes"
	"strings"
	"testing"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/checksum"
	"github.com/envguard/envguard/rules/fileclass"
	"github.com/envguard/envguard/rules/judge"
	"github.com/envguard/envguard/rules/recipe"
)

// TestScoreOrder: the evidence moves the score the way that it should.
func TestScoreOrder(t *testing.T) {
	value, _ := recipe.Expand("{alnum:32}")
	score := func(key, value, path string, quote byte, class fileclass.Class) float64 {
		f := &rules.File{Path: path, Data: []byte(value), Class: class}
		c := &rules.Candidate{File: f, Kind: rules.KindAssigned, End: len(value), Key: key, Op: '=', Quote: quote}
		m, _ := ByID("assigned-secret").Check(c)
		return m.Score
	}
	base := score("api_key", value, "a.py", '"', fileclass.Other)
	if base < rules.ErrorScore {
		t.Errorf("a random value under a secret's name scores %.2f", base)
	}
	for _, c := range []struct {
		why   string
		score float64
		limit float64
	}{
		{"in a test", score("api_key", value, "a_test.py", '"', fileclass.Test), rules.ErrorScore},
		{"in a document", score("api_key", value, "a.md", '"', fileclass.Doc), rules.ErrorScore},
		{"in a lock file", score("api_key", value, "a.lock", '"', fileclass.Lock), rules.WarnScore},
		{"in a translation", score("api_key", value, "de.json", '"', fileclass.Locale), rules.WarnScore},
		{"a bare word in code", score("api_key", value, "a.py", 0, fileclass.Other), rules.WarnScore},
		{"words", score("api_key", "load-balancer-key-name", "a.py", '"', fileclass.Other), rules.WarnScore},
		{"under a harmless name", score("api_key_id", value, "a.py", '"', fileclass.Other), rules.WarnScore},
	} {
		if c.score >= c.limit {
			t.Errorf("%s: %.2f, want less than %.2f", c.why, c.score, c.limit)
		}
	}
	if s := score("api_key", value, "app.conf", 0, fileclass.Other); s < rules.ErrorScore {
		t.Errorf("a bare value in a configuration file scores %.2f", s)
	}
}

// TestTrace: explain gets every share, and never the value.
func TestTrace(t *testing.T) {
	value, _ := recipe.Expand("{alnum:32}")
	seen := map[string]bool{}
	c := &rules.Candidate{
		File: &rules.File{Path: "a.py", Data: []byte(value)}, Kind: rules.KindAssigned, End: len(value), Key: "api_key", Op: '=', Quote: '"',
		Trace: func(gate string, _ bool, figure string) {
			seen[gate] = true
			if strings.Contains(figure, value) {
				t.Errorf("gate %s shows the value", gate)
			}
		},
	}
	if _, ok := ByID("assigned-secret").Check(c); !ok {
		t.Fatal("not reported")
	}
	for _, g := range []string{"name", "random, 15 bits", "length", "not excused", "score"} {
		if !seen[g] {
			t.Errorf("explain is not told of %q", g)
		}
	}
}

// FuzzRules: no content makes a rule panic or report a span outside its
// candidate's file.
func FuzzRules(f *testing.F) {
	for _, r := range All() {
		for _, e := range r.Examples {
			text, _ := recipe.Expand(e.Text)
			f.Add(e.Path, "secret_key", text, uint16(0), uint16(40))
		}
	}
	f.Add("a.txt", "key", "short", uint16(9), uint16(9)) // an empty candidate
	all := All()
	f.Fuzz(func(t *testing.T, path, key, text string, start, end uint16) {
		s := min(int(start), len(text))
		e := min(max(int(end), s), len(text))
		file := rules.NewFile(path, []byte(text))
		for _, r := range all {
			if r.Check == nil {
				continue
			}
			starts := []int{s}
			for _, p := range r.Prefixes {
				if i := strings.Index(text, p); i >= 0 {
					starts = append(starts, i)
				}
			}
			for k, at := range starts {
				if len(r.Prefixes) > 0 && k == 0 {
					continue // the scanner shows it nothing else
				}
				stop := max(e, min(at+200, len(text)))
				c := &rules.Candidate{File: file, Kind: r.Kinds, Start: at, End: stop, Key: key, Op: '=', Quote: '"', URLStart: s, URLEnd: len(text)}
				if m, ok := r.Check(c); ok && (m.Start < at || m.Start >= m.End || m.End > len(text) || m.Score <= 0 || m.Score > 1 || m.Message == "") {
					t.Errorf("rule %s: match %d:%d of %d, score %v", r.ID, m.Start, m.End, len(text), m.Score)
				}
			}
		}
	})
}

// TestMessages: no finding's message holds the secret, and public prefixes
// are short.
func TestMessages(t *testing.T) {
	for _, r := range All() {
		if r.Check == nil {
			continue
		}
		for _, e := range r.Examples {
			text, spans := recipe.Expand(e.Text)
			for _, s := range spans {
				start, end := s[0], s[1]
				urlStart, urlEnd := start, end
				if i := strings.LastIndexAny(text[:start], " \n\"'="); r.Kinds&rules.KindURL != 0 {
					urlStart = i + 1
					if j := strings.IndexAny(text[end:], " \n\"'"); j >= 0 {
						urlEnd = end + j
					}
				}
				c := &rules.Candidate{File: rules.NewFile(e.Path, []byte(text)), Kind: r.Kinds, Start: start, End: end, Key: "secret_key", Op: '=', Quote: '"', URLStart: urlStart, URLEnd: urlEnd}
				m, ok := r.Check(c)
				if !ok {
					continue // the context was cut off; ruletest has it
				}
				if strings.Contains(m.Message, text[m.Start:m.End]) || m.Public > 30 || m.Public > (m.End-m.Start)/2 {
					t.Errorf("rule %s: message or public prefix (%d bytes) shows the secret", r.ID, m.Public)
				}
			}
		}
	}
}

func BenchmarkJudgeValue(b *testing.B) {
	value, _ := recipe.Expand("{alnum:40}")
	v := []byte(value)
	b.SetBytes(int64(len(v)))
	for b.Loop() {
		judge.JudgeValue("api_key", v)
	}
}

// TestExpand: the same text gives the same values, and marks become spans.
func TestExpand(t *testing.T) {
	const text = "é a=«{alnum:24}» {unknown} ${X} b=«{hex:32}»{repeat:x:3}"
	content, spans := recipe.Expand(text)
	if again, _ := recipe.Expand(text); again != content {
		t.Error("Expand is not deterministic")
	}
	if len(spans) != 2 || spans[0][1]-spans[0][0] != 24 || spans[1][1]-spans[1][0] != 32 {
		t.Fatalf("spans are %v", spans)
	}
	if !strings.HasPrefix(content, "é a=") || !strings.Contains(content, "{unknown} ${X} b=") || !strings.HasSuffix(content, "xxx") || bytes.ContainsRune([]byte(content), '«') {
		t.Errorf("content is %q", content)
	}
	for _, template := range []string{"fernet", "pem:RSA PRIVATE KEY", "pem:OPENSSH PRIVATE KEY", "pem:PGP PRIVATE KEY BLOCK", "pem:EC PRIVATE KEY", "pem:DSA PRIVATE KEY", "pem1:PRIVATE KEY", "crc:github:ghp_", `jwt:{"a":{"b":"{hex:8}"}}`} {
		for i := range 20 {
			v, _ := recipe.Expand(strings.Repeat(" ", i) + "{" + template + "}")
			v = strings.TrimSpace(v)
			ok := true
			switch {
			case template == "fernet":
				ok = judge.IsFernetKey([]byte(v))
			case strings.HasPrefix(template, "pem"):
				ok = judge.PemReason([]byte(v)) == ""
			case strings.HasPrefix(template, "crc"):
				ok = checksum.GitHub([]byte(v)) == rules.Proved
			case strings.HasPrefix(template, "jwt"):
				_, ok = judge.ParseJWT([]byte(v))
			}
			if !ok {
				t.Errorf("{%s} makes something else: %s", template, judge.PemReason([]byte(v)))
			}
		}
	}
}
