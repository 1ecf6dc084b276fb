package scanner

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/builtin"
	"github.com/envguard/envguard/rules/recipe"
)

// The identifiers of many records under one name are warnings; a few are errors,
// and so are many values whose name says what they are.
func TestColumns(t *testing.T) {
	for _, tt := range []struct {
		text    string
		records int
		strict  bool
		want    rules.Severity
	}{
		{`{"gateway_key": "{hex:32}"}`, 12, false, rules.Warning},
		{`{"gateway_key": "{hex:32}"}`, 5, false, rules.Error},
		{`{"gateway_key": "{hex:32}"}`, 12, true, rules.Error},
		{`{"api_key": "{hex:32}"}`, 12, false, rules.Error},
		{`{"client_secret": "{hex:32}"}`, 12, false, rules.Error},
		{`{"gateway_key": "{alnum:32}"}`, 12, false, rules.Error},
	} {
		for _, files := range []int{1, tt.records} {
			dir := t.TempDir()
			for i := range tt.records {
				text, _ := recipe.ExpandSeed(tt.text, fmt.Sprint(i))
				path := filepath.Join(dir, fmt.Sprintf("%d.json", i%files))
				old, _ := os.ReadFile(path) // there is none at first
				// Far enough from each other that they are no table by their looks.
				if err := os.WriteFile(path, fmt.Appendf(old, "%s\n%1600s\n", text, ""), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			s := newTest(t, Config{Rules: builtin.All(), Strict: tt.strict})
			r, err := s.Scan(context.Background(), FolderSource(dir, nil))
			if err != nil {
				t.Fatal(err)
			}
			if len(r.Findings) != tt.records {
				t.Errorf("%d findings in %d files of %s, want %d", len(r.Findings), files, tt.text, tt.records)
			}
			for _, f := range r.Findings {
				if f.Severity != tt.want {
					t.Errorf("%s in %d of %d: %v, want %v", tt.text, files, tt.records, f.Severity, tt.want)
					break
				}
			}
		}
	}
}
