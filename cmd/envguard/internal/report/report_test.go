package report

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/scanner"
)

var update = flag.Bool("update", false, "write the golden files anew")

// check is enough of a rule that judges candidates.
func check(*rules.Candidate) (rules.Match, bool) { return rules.Match{}, false }

func checkRepo(*rules.Repo) ([]rules.Match, error) { return nil, nil }

// sample is a result with at least one of everything.
func sample() *scanner.Result {
	hexRule := &rules.Rule{ID: "hex-secret", Fix: "Make a new value and read it from the environment.", Check: check}
	tracked := &rules.Rule{ID: "env-tracked", Fix: "Take it out of the index.", CheckRepo: checkRepo}
	ignored := &rules.Rule{ID: "env-not-ignored", Fix: "Add it to .gitignore.", CheckRepo: checkRepo}
	example := &rules.Rule{ID: "example-secret", Fix: "Put a placeholder there.", Check: check}
	places := make([]scanner.Place, 0, 19)
	for i := range 19 {
		places = append(places, scanner.Place{Path: "deploy/" + string(rune('a'+i)) + ".yaml", Line: 3, Column: 12, EndLine: 3, EndColumn: 44, Severity: rules.Error, Score: 0.97, Fingerprint: "0123456789abcde" + string(rune('a'+i%6))})
	}
	return &scanner.Result{
		Findings: []scanner.Finding{
			{
				Match: rules.Match{Path: ".env", Message: "the private env file is tracked", Remedy: rules.Untrack, Score: 1},
				Rule:  tracked, Severity: rules.Error, Fingerprint: "0000000000000001",
			},
			{
				Match: rules.Match{Path: "app/.env", Message: "the private env file is not ignored by git", Remedy: rules.IgnoreFile, Score: 1},
				Rule:  ignored, Severity: rules.Error, Fingerprint: "0000000000000002",
			},
			{
				Match: rules.Match{Path: "caf\xe9 \x1b[31m.py", Message: "secret in hexadecimal", Remedy: rules.FromEnv, Score: 0.9876, Public: 3},
				Rule:  hexRule, Severity: rules.Error, Line: 12, Column: 10, EndLine: 12, EndColumn: 42,
				Text: "\tTOKEN = \"sk_********\"  # \x1b]0;hi\a \u202e 日本", CaretStart: 10, CaretEnd: 21,
				Secret: scanner.NewSecret("sk_"+strings.Repeat("f", 29), 3), Fingerprint: "0000000000000003",
				Also: places,
			},
			{
				Match: rules.Match{Path: ".env.example", Message: "a real value in an example file", Remedy: rules.Placeholder, Score: 0.5},
				Rule:  example, Severity: rules.Warning, Line: 1, Column: 5, EndLine: 1, EndColumn: 9, Stage: 3, Old: true,
				Text: "日本=********", CaretStart: 7, CaretEnd: 15, Secret: scanner.NewSecret("ffff", 0), Fingerprint: "0000000000000004",
				Origin: scanner.Origin{Commit: strings.Repeat("ab", 20), Author: "Ada", When: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)},
			},
			{
				Match: rules.Match{Path: "a.py", Message: "for your information", Score: 0.5},
				Rule:  hexRule, Severity: rules.Info, Line: 1, Column: 1, EndLine: 1, EndColumn: 2,
			},
		},
		Old: []scanner.Finding{{Match: rules.Match{Path: "old.py"}, Rule: hexRule}},
		Suppressed: []scanner.Finding{{
			Match: rules.Match{Path: "t.py", Message: "secret in hexadecimal", Score: 0.9}, Rule: hexRule, Severity: rules.Error,
			Line: 2, Column: 3, EndLine: 2, EndColumn: 4, SuppressedBy: "envguard:allow", Reason: "a test vector",
		}},
		Skipped:  []scanner.Skip{{Path: "big.bin", Reason: "object is missing"}, {Path: "", Reason: "the scan was interrupted"}},
		Problems: []scanner.Problem{{Path: "x.py", Line: 4, Message: "the allow comment names no rule", Hint: "write one"}},
		Stats: scanner.Stats{
			Blobs: 1234, Bytes: 12345678, Candidates: 99, Ignored: 2, Rules: 27,
			Description: scanner.Description{
				What: "index against HEAD", Index: ".git/index", Engine: "native", Staged: 7,
				NoBlob: map[string]int{"submodule": 1, "deleted": 2}, Probed: "only .env",
			},
		},
	}
}

// clean is a result without findings.
func clean() *scanner.Result {
	return &scanner.Result{Stats: scanner.Stats{
		Blobs: 1, Bytes: 999, Rules: 27, Description: scanner.Description{What: "index against HEAD", Index: ".git/index"},
	}}
}

// TestGolden holds every format against testdata/report.
func TestGolden(t *testing.T) {
	for _, c := range []struct {
		name   string
		report Report
	}{
		{"full", Report{Result: sample(), Staged: true, FromRoot: true}},
		{"verbose", Report{Result: sample(), Staged: true, Verbose: true, Unborn: true}},
		{"colour", Report{Result: sample(), Color: true}},
		{"quiet", Report{Result: sample(), Quiet: true}},
		{"reveal", Report{Result: sample(), Reveal: true}},
		{"clean", Report{Result: clean()}},
		{"clean-quiet", Report{Result: clean(), Quiet: true}},
	} {
		for _, f := range Formats() {
			if c.name != "full" && f.Name != Text && f.Name != JSON {
				continue // the other formats have no options
			}
			t.Run(c.name+"."+f.Name, func(t *testing.T) {
				r := c.report
				r.Version, r.Elapsed, r.Start = "v1.2.3", 4567*time.Microsecond, time.Date(2026, 3, 4, 5, 6, 7, 0, time.UTC)
				var got bytes.Buffer
				if err := f.Write(&got, &r); err != nil {
					t.Fatal(err)
				}
				name := filepath.Join("..", "..", "..", "..", "testdata", "report", c.name+"."+f.Name+".golden")
				if *update {
					if err := os.WriteFile(name, got.Bytes(), 0o666); err != nil {
						t.Fatal(err)
					}
				}
				want, err := os.ReadFile(name)
				if err != nil {
					t.Fatal(err)
				}
				if !bytes.Equal(got.Bytes(), want) {
					t.Errorf("%s differs; look at the difference and run the test with -update.\ngot:\n%s", name, &got)
				}
				if !c.report.Reveal && strings.Contains(got.String(), "ffff") {
					t.Error("the secret is in the report")
				}
				if !c.report.Color && strings.Contains(got.String(), "\x1b") {
					t.Error("an escape character is in the report")
				}
			})
		}
	}
}

// TestOneScreen wants each finding to fit on a screen.
func TestOneScreen(t *testing.T) {
	for i := range sample().Findings {
		res := clean()
		res.Findings = sample().Findings[i : i+1]
		res.Findings[0].Text = strings.Repeat("x", 5000) + "********" + strings.Repeat("y", 5000)
		res.Findings[0].CaretStart, res.Findings[0].CaretEnd = 5000, 5008
		var got bytes.Buffer
		if err := writeText(&got, &Report{Result: res}); err != nil {
			t.Fatal(err)
		}
		rows := 0
		for line := range strings.Lines(got.String()) {
			rows += 1 + len([]rune(line))/80
		}
		if rows > 24 {
			t.Errorf("finding %d takes %d rows of a terminal:\n%s", i, rows, &got)
		}
	}
}

// TestCut keeps the caret under the secret when a line is shortened.
// TestCrowd wants a crowd of findings to stay readable: nothing that blocks is
// left out, and what is left out is counted.
func TestCrowd(t *testing.T) {
	res := clean()
	of := func(path string, severity rules.Severity) scanner.Finding {
		f := sample().Findings[0]
		f.Path, f.Severity, f.Also = path, severity, nil
		return f
	}
	for i := range maxFull + maxLines + 7 {
		res.Findings = append(res.Findings, of(fmt.Sprintf("a%d", i), rules.Warning))
	}
	res.Findings = append(res.Findings, of("blocks", rules.Error))
	for i := range maxFull + maxLines {
		res.Findings = append(res.Findings, of(fmt.Sprintf("z%d", i), rules.Error))
	}
	write := func(r *Report) string {
		r.Result = res
		var got bytes.Buffer
		if err := writeText(&got, r); err != nil {
			t.Fatal(err)
		}
		return got.String()
	}
	got := write(&Report{})
	if n := strings.Count(got, "\n"); n > 2500 {
		t.Errorf("%d lines", n)
	}
	if n := strings.Count(got, "error["); n != maxFull+maxLines+1 {
		t.Errorf("%d errors are named", n)
	}
	block, _, _ := strings.Cut(got[strings.Index(got, "blocks:"):], "\n\n")
	if !strings.Contains(block, "= fix:") {
		t.Errorf("the first error after many warnings is not described: %s", block)
	}
	want := fmt.Sprintf("\n%d findings in short and 7 warnings left out: --verbose describes all of them\n", 2*maxLines+1)
	if !strings.Contains(got, want) {
		t.Errorf("no line %q", want)
	}
	if got := write(&Report{Verbose: true}); strings.Count(got, "= fix:") != len(res.Findings) {
		t.Error("--verbose leaves some undescribed")
	}
}

func TestNoBlob(t *testing.T) {
	for n, want := range map[int]string{1: "1 special file, 1 nested repository, 1 deleted", 2: "2 special files, 2 nested repositories, 2 deleted"} {
		got := noBlob("special file", n) + ", " + noBlob("nested repository", n) + ", " + noBlob("deleted", n)
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestCut(t *testing.T) {
	for _, n := range []int{0, 1, 79, 80, 81, 5000} {
		for _, m := range []int{0, 1, 500} {
			text := strings.Repeat("é", n) + "SECRET" + strings.Repeat("ü", m)
			out, start, end := cut(text, 2*n, 2*n+6)
			if out[start:end] != "SECRET" {
				t.Errorf("%d, %d: the caret is under %q", n, m, out[start:end])
			}
		}
	}
}

func TestStatus(t *testing.T) {
	rule := &rules.Rule{ID: "r", Check: check}
	warning := scanner.Finding{Rule: rule, Severity: rules.Warning}
	fault := scanner.Finding{Rule: rule, Severity: rules.Error}
	skip := []scanner.Skip{{Path: "a"}}
	for _, c := range []struct {
		res  scanner.Result
		want Status
	}{
		{scanner.Result{}, Clean},
		{scanner.Result{Findings: []scanner.Finding{warning}}, Clean},
		{scanner.Result{Findings: []scanner.Finding{warning, fault}}, Findings},
		{scanner.Result{Problems: make([]scanner.Problem, 1)}, Findings},
		{scanner.Result{Skipped: skip}, Incomplete},
		{scanner.Result{Skipped: skip, Findings: []scanner.Finding{fault}}, Incomplete},
	} {
		if got := (&Report{Result: &c.res}).Status(); got != c.want {
			t.Errorf("%+v: %s, want %s", c.res, got, c.want)
		}
	}
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }

// TestWriteErrors wants every format to say that it could not be written.
func TestWriteErrors(t *testing.T) {
	full := errors.New("disk full")
	for _, f := range Formats() {
		if err := f.Write(failing{full}, &Report{Result: sample()}); !errors.Is(err, full) {
			t.Errorf("%s: %v", f.Name, err)
		}
	}
}

// TestIgnoreLine wants lines for .gitignore that mean the file and no other.
func TestIgnoreLine(t *testing.T) {
	for path, want := range map[string]string{
		".env":         ".env",
		"app/.env":     "/app/.env",
		"a*b?[c].env":  `a\*b\?\[c].env`,
		"#.env":        `\#.env`,
		"!.env":        `\!.env`,
		".env copy":    ".env copy",
		".env  ":       `.env\ \ `,
		`back\sl.env`:  `back\\sl.env`,
		"x/#y/!z.env":  "/x/#y/!z.env",
		".env.local":   ".env.local",
		"dir/sub/.env": "/dir/sub/.env",
	} {
		if got := ignoreLine(path); got != want {
			t.Errorf("%q: %q, want %q", path, got, want)
		}
	}
}

func TestShellQuote(t *testing.T) {
	for in, want := range map[string]string{
		"a.py":        "a.py",
		"":            "''",
		"it's":        `'it'\''s'`,
		"a b":         "'a b'",
		"$(rm -rf /)": "'$(rm -rf /)'",
		"caf\xe9":     `$'caf\351'`,
		"a\nb":        `$'a\012b'`,
		"naïve.env":   "naïve.env",
	} {
		if got := shellQuote(in); got != want {
			t.Errorf("%q: %s, want %s", in, got, want)
		}
	}
}

func TestSize(t *testing.T) {
	for n, want := range map[int64]string{0: "0 B", 999: "999 B", 12345: "12.3 KB", 999_949: "999.9 KB", 999_999: "1.0 MB", 1 << 40: "1.1 TB"} {
		if got := Size(n); got != want {
			t.Errorf("%d: %s, want %s", n, got, want)
		}
	}
}

// FuzzEscape: nothing that steers a terminal gets through, and a path or a
// line that is shown comes back as one line.
func FuzzEscape(f *testing.F) {
	f.Add("a\x1b[31mb", 1, 3)
	f.Add("\t日本\u202e\xff", 0, 9)
	f.Fuzz(func(t *testing.T, s string, from, to int) {
		line, start, end := expand(s, from, to)
		for _, out := range []string{Escape(s), quotePath(s), line} {
			for _, r := range out {
				if r < 0x20 || r >= 0x7f && r < 0xa0 || r >= 0x200b && r <= 0x200f || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 {
					t.Fatalf("%q contains %U", out, r)
				}
			}
		}
		if start < 0 || end < start {
			t.Fatalf("caret from %d to %d", start, end)
		}
	})
}

// TestJSONKeepsPaths wants the bytes of a path that is no UTF-8.
func TestJSONKeepsPaths(t *testing.T) {
	var got bytes.Buffer
	if err := writeJSON(&got, &Report{Result: sample()}); err != nil {
		t.Fatal(err)
	}
	var doc struct {
		Findings []struct {
			Path       string
			PathBase64 []byte `json:"path_base64"`
		}
	}
	if err := json.Unmarshal(got.Bytes(), &doc); err != nil {
		t.Fatal(err)
	}
	n, want := 0, sample().Findings[2].Path
	for _, f := range doc.Findings {
		if string(f.PathBase64) == want {
			n++
		}
	}
	if n != 1 {
		t.Errorf("%d findings have the path %q, want one", n, want)
	}
	if doc.Findings[0].PathBase64 != nil {
		t.Error("a plain path is given twice")
	}
}

// BenchmarkFormats writes 10,000 findings.
func BenchmarkFormats(b *testing.B) {
	res := sample()
	one := res.Findings[3]
	for i := range 10_000 {
		one.Path, one.Line = fmt.Sprintf("src/%d/<script>alert(%d)</script>.py", i%100, i), i+1
		res.Findings = append(res.Findings, one)
	}
	r := &Report{Result: res}
	for _, f := range Formats() {
		b.Run(f.Name, func(b *testing.B) {
			for b.Loop() {
				if err := f.Write(discard{}, r); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

type discard struct{}

func (discard) Write(p []byte) (int, error) { return len(p), nil }

// TestWrap wants hints to be broken at the terminal's width, with a hanging indent.
func TestWrap(t *testing.T) {
	const text = "Make a new value where it is used, and read it from the environment."
	for width, want := range map[int]string{0: text, 200: text, 10: text, 40: "Make a new value where it is\n    used, and read it from the\n    environment."} {
		if got := Wrap(text, width, 10, 4); got != want {
			t.Errorf("%d columns: %q, want %q", width, got, want)
		}
	}
	r := &Report{Result: sample(), Width: 60}
	var b bytes.Buffer
	if err := writeText(&b, r); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(b.String(), "= fix: Make a new value and read it from the\n") {
		t.Errorf("no hint is wrapped:\n%s", b.String())
	}
}

// TestErrorsLast wants errors nearest the prompt, and many warnings of one file in a line.
func TestErrorsLast(t *testing.T) {
	res := many(400)
	for i := range res.Findings {
		res.Findings[i].Path = "fixtures.yaml"
	}
	var b bytes.Buffer
	if err := writeText(&b, &Report{Result: res}); err != nil {
		t.Fatal(err)
	}
	got := b.String()
	warning, first := strings.LastIndex(got, "warning["), strings.Index(got, "error[")
	if warning > first || strings.Count(got, "warning[") != 1 || !strings.Contains(got, "warning[hex-secret]: 200 in this file") {
		t.Errorf("warnings are not one line before the errors: %.500s", got)
	}
}
