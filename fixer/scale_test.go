package fixer

import (
	"fmt"
	"strings"
	"testing"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/scanner"
)

// TestManySecrets holds the number of scans of a whole file down: it does not
// grow with the secrets in it.
func TestManySecrets(t *testing.T) {
	const entries = 200
	var text strings.Builder
	for i := range entries {
		fmt.Fprintf(&text, "A%d_SECRET=%s # %s\n", i, expand("{hex:64}"), expand("{alnum:40}"))
	}
	m := newMemory(map[string]string{".env.example": text.String(), ".gitignore": ".env\n"}, ".env.example", ".gitignore")
	scans, scan := 0, mustScan(t)
	p, err := MakePlan(t.Context(), Project{Repo: m.repo(), Findings: m.scan(t), Scan: func(f *rules.File) []scanner.Finding {
		if f.Path == ".env.example" && len(f.Data) > entries*40 {
			scans++
		}
		return scan(f)
	}}, Options{Shared: true})
	if err != nil {
		t.Fatal(err)
	}
	if scans > 20 {
		t.Errorf("%d scans of the whole file", scans)
	}
	for _, c := range p.Changes {
		if n := strings.Count(string(c.After), expand("{hex:64}")); c.Path == ".env.example" && n > 0 {
			t.Errorf("%d of %d secrets are left", n, entries)
		}
	}
}
