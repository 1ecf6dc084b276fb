package scanner

import (
	"context"
	"strings"
	"testing"
)

func TestParseIgnore(t *testing.T) {
	ig, err := ParseIgnore([]byte("\ufeff# comment\r\n\n/docs/keys.md\nfixtures/\n*.snap\n/vendor/**\n**/golden/x.txt\n"))
	if err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]int{
		"docs/keys.md": 3, "a/docs/keys.md": 0, "fixtures/a": 4, "a/fixtures/b/c": 4, "fixtures": 0, "a/b.snap": 5,
		"vendor/a/b": 6, "a/vendor/b": 0, "golden/x.txt": 7, "a/b/golden/x.txt": 7, "src/main.go": 0,
	} {
		if got := ig.Match(path); got != want {
			t.Errorf("%s: line %d, want %d", path, got, want)
		}
	}
}

// A line that would not mean what it means to git is refused with its number.
func TestParseIgnoreRefuses(t *testing.T) {
	for _, line := range []string{
		"!keep", "a?b", "a[bc]", "a{b,c}", "a|b", "a(b)", "a^", "a$", "a+b", `a\ b`, "docs/keys.md", "a**", "**a/b", "a//b",
		"*", "**", "/", "./a", "a/../b", "/**/a", "é",
	} {
		_, err := ParseIgnore([]byte("ok\n" + line + "\n"))
		if err == nil || !strings.Contains(err.Error(), "line 2") {
			t.Errorf("%q: %v", line, err)
		}
	}
}

// An ignored path is counted, and a private env file is never hidden.
func TestIgnoreCounts(t *testing.T) {
	ig, err := ParseIgnore([]byte("*.py\n.env\n"))
	if err != nil {
		t.Fatal(err)
	}
	res, _ := newTest(t, Config{Ignore: ig}).Scan(context.Background(), blobs{
		mem("a.py", "key='sekrit-0123456789'"), mem(".env", "KEY=sekrit-aaaaaaaaaaaa"),
	})
	if res.Stats.Ignored != 1 || len(res.Findings) != 1 || res.Findings[0].Path != ".env" {
		t.Errorf("%d ignored, findings %v", res.Stats.Ignored, res.Findings)
	}
}
