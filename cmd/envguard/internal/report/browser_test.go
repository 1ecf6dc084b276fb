package report

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// TestHTMLBrowser opens a page with 10,000 findings and hostile names in Chromium, and
// wants them listed and filtered, and nothing of theirs to run.
func TestHTMLBrowser(t *testing.T) {
	if os.Getenv("ENVGUARD_REQUIRE_TOOLS") == "" {
		t.Skip("a browser takes seconds; ENVGUARD_REQUIRE_TOOLS=1 runs it")
	}
	chromium, err := exec.LookPath("chromium")
	if err != nil {
		t.Fatal(err)
	}
	var page bytes.Buffer
	if err := writeHTML(&page, &Report{Result: many(10_000), Version: "v1"}); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "report.html")
	if err := os.WriteFile(file, page.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	open := func(search string) string {
		ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
		defer cancel()
		cmd := exec.CommandContext(ctx, chromium, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
			"--user-data-dir="+t.TempDir(), "--enable-logging=stderr", "--dump-dom", "file://"+file+search)
		var stderr bytes.Buffer
		cmd.Stderr = &stderr
		cmd.WaitDelay = 5 * time.Second
		out, err := cmd.Output()
		if err != nil {
			t.Fatalf("%v\n%s", err, &stderr)
		}
		for line := range strings.Lines(stderr.String()) {
			if strings.Contains(line, "CONSOLE") {
				t.Errorf("the browser complains: %s", line)
			}
		}
		return string(out)
	}
	count := func(dom string) string {
		if m := regexp.MustCompile(`<output id="count">([^<]*)`).FindStringSubmatch(dom); m != nil {
			return m[1]
		}
		return ""
	}
	dom := open("")
	if got := count(dom); got != "10000 findings" {
		t.Errorf("the page counts %q", got)
	}
	if n := strings.Count(dom, "<details"); n != 200 {
		t.Errorf("%d findings are drawn at first", n)
	}
	if !strings.Contains(dom, "&lt;/script&gt;&lt;script&gt;") {
		t.Error("the hostile name is not shown")
	}
	dom = open("#pipe.py")
	if got := count(dom); got != "1000 of 10000 findings" {
		t.Errorf("the filtered page counts %q", got)
	}
	dom += open("#onerror")
	if !strings.Contains(dom, "&lt;img src=x") {
		t.Error("the other hostile name is not shown")
	}
	for _, mark := range []string{"<img", "<title>x</title>", "onerror=\""} {
		if strings.Contains(dom, mark) {
			t.Errorf("a name became mark-up: %s", mark)
		}
	}
	t.Logf("filtered in %s ms", regexp.MustCompile(`data-filter-ms="(\d+)"`).FindStringSubmatch(dom)[1:])
}
