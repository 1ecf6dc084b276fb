package report

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/scanner"
)

// many is a result with n findings, half of them warnings.
func many(n int) *scanner.Result {
	rule := &rules.Rule{ID: "hex-secret", Title: "hexadecimal secret", Fix: "Make a new value.", Check: check}
	names := []string{"a.py", "sp ace|pipe.py", "<img src=x onerror=document.title='x'>.py", "a,b:c%.py", "]]>&amp;.xml", "=cmd.csv", "@me #1 `x`.md", "\u0085\u202e.py", "caf\xe9.py", "</script><script>document.title='x'</script>.js"}
	res := clean()
	for i := range n {
		res.Findings = append(res.Findings, scanner.Finding{
			Match: rules.Match{Path: names[i%len(names)], Message: "secret in hexadecimal", Score: 0.9}, Rule: rule,
			Severity: rules.Warning + rules.Severity(i%2), Line: i/len(names) + 1, Column: 3, EndLine: i/len(names) + 1, EndColumn: 9,
			Text: "key = ********", CaretStart: 6, CaretEnd: 14, Key: "key", Secret: scanner.NewSecret("ffffffff", 0),
			Fingerprint: fmt.Sprintf("%016x", i),
			Origin:      scanner.Origin{Commit: strings.Repeat("ab", 20), Author: "</script> Eve \u202e", When: time.Date(2024, time.Month(i%12+1), 1, 0, 0, 0, 0, time.UTC)},
		})
	}
	return res
}

// readers return the rule and line of each finding in a report. Formats escape paths in
// different ways.
var readers = map[string]func(*testing.T, string) []string{
	JSON: func(t *testing.T, s string) (out []string) {
		var doc struct {
			Findings []struct {
				Rule string
				Line int
			}
		}
		decode(t, s, &doc)
		for _, f := range doc.Findings {
			out = append(out, place(f.Rule, f.Line, 0))
		}
		return out
	},
	"ndjson": func(t *testing.T, s string) (out []string) {
		for line := range strings.Lines(s) {
			var f struct {
				Type, Rule string
				Line       int
			}
			decode(t, line, &f)
			if f.Type == "finding" {
				out = append(out, place(f.Rule, f.Line, 0))
			}
		}
		return out
	},
	"sarif": func(t *testing.T, s string) (out []string) {
		var doc struct {
			Runs []struct {
				Results []struct {
					RuleID       string
					Suppressions []any
					Locations    []struct {
						PhysicalLocation struct{ Region struct{ StartLine int } }
					}
				}
			}
		}
		decode(t, s, &doc)
		for _, f := range doc.Runs[0].Results {
			if f.Suppressions == nil {
				out = append(out, place(f.RuleID, f.Locations[0].PhysicalLocation.Region.StartLine, 0))
			}
		}
		return out
	},
	"github": func(_ *testing.T, s string) []string {
		return matches(s, `(?m)^::[a-z]+ (?:file=[^,\n]*,)?(?:line=(\d+),[^\n]*)?title=([a-z-]+)::`)
	},
	"github-summary": readMarkdown,
	Markdown:         readMarkdown,
	"gitlab": func(t *testing.T, s string) (out []string) {
		var doc struct {
			Vulnerabilities []struct {
				ID          string
				Identifiers []struct{ Value string }
				Location    struct {
					Line   int `json:"start_line"`
					Commit struct{ Sha string }
				}
			}
		}
		decode(t, s, &doc)
		ids := map[string]bool{}
		for _, v := range doc.Vulnerabilities {
			if ids[v.ID] || v.Location.Commit.Sha == "" {
				t.Errorf("an id is used twice, or there is no commit: %+v", v)
			}
			ids[v.ID] = true
			out = append(out, place(v.Identifiers[0].Value, v.Location.Line, 0))
		}
		return out
	},
	"codequality": func(t *testing.T, s string) (out []string) {
		var doc []struct {
			CheckName   string `json:"check_name"`
			Fingerprint string
			Location    struct{ Lines struct{ Begin int } }
		}
		decode(t, s, &doc)
		ids := map[string]bool{}
		for _, f := range doc {
			if ids[f.Fingerprint] {
				t.Errorf("a fingerprint is used twice: %+v", f)
			}
			ids[f.Fingerprint] = true
			out = append(out, place(f.CheckName, f.Location.Lines.Begin, 0))
		}
		return out
	},
	"junit": func(t *testing.T, s string) (out []string) {
		var doc junitReport
		if err := xml.Unmarshal([]byte(s), &doc); err != nil {
			t.Error(err)
		}
		for _, c := range doc.Suite.Cases {
			out = append(out, place(strings.TrimPrefix(c.Class, "envguard."), c.Line, 0))
		}
		return out
	},
	"checkstyle": func(t *testing.T, s string) (out []string) {
		var doc checkstyleReport
		if err := xml.Unmarshal([]byte(s), &doc); err != nil {
			t.Error(err)
		}
		for _, f := range doc.Files {
			for _, e := range f.Errors {
				out = append(out, place(strings.TrimPrefix(e.Source, "envguard."), e.Line, 0))
			}
		}
		return out
	},
	"rdjsonl": func(t *testing.T, s string) (out []string) {
		for line := range strings.Lines(s) {
			var d struct {
				Code     struct{ Value string }
				Location struct {
					Range struct{ Start struct{ Line int } }
				}
			}
			decode(t, line, &d)
			out = append(out, place(d.Code.Value, d.Location.Range.Start.Line, 0))
		}
		return out
	},
	"csv": func(t *testing.T, s string) (out []string) {
		all, err := csv.NewReader(strings.NewReader(s)).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range all[1:] {
			n, _ := strconv.Atoi(row[3])
			out = append(out, place(row[1], n, 0))
		}
		return out
	},
	"html": func(t *testing.T, s string) (out []string) {
		var doc struct {
			Findings []struct {
				Rule, State string
				Line        int
			}
		}
		_, s, _ = strings.Cut(s, `id="data">`)
		s, _, _ = strings.Cut(s, "</script>")
		decode(t, s, &doc)
		for _, f := range doc.Findings {
			if f.State != stateAllowed {
				out = append(out, place(f.Rule, f.Line, 0))
			}
		}
		return out
	},
	Text: func(_ *testing.T, s string) []string {
		return matches(s, `(?m)^\S[^\n]*?(?::(\d+):\d+)?"?: (?:error|warning|info)\[([a-z-]+)\]`)
	},
}

func decode(t *testing.T, s string, v any) {
	t.Helper()
	if err := json.Unmarshal([]byte(s), v); err != nil {
		t.Fatal(err)
	}
}

func readMarkdown(_ *testing.T, s string) []string {
	return matches(s, "(?m)^\\| [a-z]+ \\| `([a-z-]+)` \\| [^|\n]*?(?:&#58;(\\d+)&#58;\\d+)? \\| ")
}

// matches returns rules with lines out of a pattern with both as groups.
func matches(s, pattern string) (out []string) {
	for _, m := range regexp.MustCompile(pattern).FindAllStringSubmatch(s, -1) {
		rule, line := m[1], m[2]
		if n, err := strconv.Atoi(rule); err == nil || rule == "" {
			rule, line = line, strconv.Itoa(n)
		}
		n, _ := strconv.Atoi(line)
		out = append(out, place(rule, n, 0))
	}
	return out
}

// TestSameFindings wants every format to report the same findings, whatever names are.
func TestSameFindings(t *testing.T) {
	for name, res := range map[string]*scanner.Result{"many": many(40), "clean": clean(), "sample": sample()} {
		res.Problems, res.Skipped = nil, nil
		var want []string
		for _, f := range (&Report{Result: res}).rows() {
			want = append(want, place(f.Rule, f.Line, 0))
		}
		slices.Sort(want)
		for _, f := range Formats() {
			t.Run(name+"."+f.Name, func(t *testing.T) {
				if f.Name == Text && name == "sample" {
					t.Skip("text joins the places of a secret")
				}
				var b bytes.Buffer
				if err := f.Write(&b, &Report{Result: res, Verbose: true}); err != nil {
					t.Fatal(err)
				}
				got := readers[f.Name](t, b.String())
				wanted := want
				switch {
				case f.Name == "junit" && len(want) == 0:
					wanted = []string{"envguard"}
				case f.Name == "codequality": // it knows no finding without a line
					wanted = slices.Clone(want)
					for i := range wanted {
						if !strings.Contains(wanted[i], ":") {
							wanted[i] += ":1"
						}
					}
					slices.Sort(wanted)
				}
				slices.Sort(got)
				if !slices.Equal(got, wanted) {
					t.Errorf("got %d findings, want %d\n%q\n%q\n%s", len(got), len(wanted), got, wanted, &b)
				}
			})
		}
	}
}

// TestIncompleteEverywhere wants each format to say what was not scanned.
func TestIncompleteEverywhere(t *testing.T) {
	for _, f := range Formats() {
		var b bytes.Buffer
		if err := f.Write(&b, &Report{Result: sample()}); err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{"object is missing", "allow comment names no rule"} {
			if !strings.Contains(b.String(), want) {
				t.Errorf("%s does not say %q", f.Name, want)
			}
		}
	}
}

// TestNoSteering wants no format to pass on what steers a terminal or turns text around.
func TestNoSteering(t *testing.T) {
	res := many(20)
	res.Findings[0].Rule = &rules.Rule{ID: "own", Title: "t\u202e\x1b[31m\u009b", Fix: "f\u202e\x1b[31m\u009b", Doc: "d\u202e\u009b", Check: check}
	res.Problems = []scanner.Problem{{Path: "p\u202e", Line: 1, Message: "m\u009b", Hint: "h\u2066"}}
	res.Suppressed = many(1).Findings
	res.Suppressed[0].Reason = "\u202e\u009b"
	res.Findings[1].Trail = &scanner.Trail{Branches: []string{"b\u202e\u009b"}}
	for _, f := range Formats() {
		var b bytes.Buffer
		if err := f.Write(&b, &Report{Result: res, Verbose: true}); err != nil {
			t.Fatal(err)
		}
		for _, r := range b.String() {
			if r < ' ' && r != '\n' && r != '\t' && r != '\r' || r >= 0x7f && r < 0xa0 || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 {
				t.Errorf("%s contains %U", f.Name, r)
				break
			}
		}
	}
}

// TestJSONKeepsHidden wants the escapes of JSON to mean the characters themselves.
func TestJSONKeepsHidden(t *testing.T) {
	const want = "\u0085 \u202e \U000e0041 日本 é"
	var b bytes.Buffer
	if err := WriteJSON(&b, want); err != nil {
		t.Fatal(err)
	}
	var got string
	decode(t, b.String(), &got)
	if got != want || strings.ContainsAny(b.String(), "\u0085\u202e\U000e0041") || !strings.Contains(b.String(), "日本 é") {
		t.Errorf("%s is %q", &b, got)
	}
}

// TestSARIFSchema holds SARIF against the official schema, with Python's validator.
func TestSARIFSchema(t *testing.T) {
	const python = "/usr/bin/python3"
	if err := exec.Command(python, "-c", "import jsonschema").Run(); err != nil {
		if os.Getenv("ENVGUARD_REQUIRE_TOOLS") != "" {
			t.Fatal(err)
		}
		t.Skip("python3-jsonschema is not installed")
	}
	past := many(20)
	past.Findings[0].Trail = &scanner.Trail{Versions: 2}
	past.Findings[0].Also = []scanner.Place{{Path: "b.py", Line: 3, Column: 4}}
	past.Findings[1].Origin.Kind = scanner.CommitMessage
	for name, res := range map[string]*scanner.Result{"sample": sample(), "many": past, "clean": clean()} {
		var b bytes.Buffer
		if err := writeSARIF(&b, &Report{Result: res, Version: "v1"}); err != nil {
			t.Fatal(err)
		}
		cmd := exec.Command(python, "-c", "import json,sys,jsonschema\n"+
			"s=json.load(open(sys.argv[1]))\n"+
			"jsonschema.validators.validator_for(s)(s).validate(json.load(sys.stdin))",
			filepath.Join("..", "..", "..", "..", "testdata", "schemas", "sarif-2.1.0.json"))
		cmd.Stdin = bufio.NewReader(&b)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("%s: %v\n%s", name, err, out)
		}
	}
}
