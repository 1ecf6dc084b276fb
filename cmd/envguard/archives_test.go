package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/envguard/envguard/scanner/archive"
)

// TestArchivesPage keeps the numbers of docs/archives.md true.
func TestArchivesPage(t *testing.T) {
	b, err := os.ReadFile(filepath.Join("..", "..", "docs", "archives.md"))
	if err != nil {
		t.Fatal(err)
	}
	page := strings.Join(strings.Fields(string(b)), " ")
	l := archive.Limits{}.Defaults()
	for _, want := range []string{
		fmt.Sprintf("those of up to %d MB, reading up to %d MB", maxHookArchive>>20, maxHookUnpacked>>20),
		fmt.Sprintf("more than %d archives in each other", l.Depth),
		fmt.Sprintf("more than %d,%03d members, more than %d GB unpacked, or more than %d times", l.Members/1000, l.Members%1000, l.Size>>30, l.Ratio),
		fmt.Sprintf("database of more than %d MB", l.Held>>20),
	} {
		if !strings.Contains(page, want) {
			t.Errorf("docs/archives.md does not say: %s", want)
		}
	}
	for k := archive.Zip; k <= archive.SQLite; k++ {
		if !strings.Contains(page, k.String()) {
			t.Errorf("docs/archives.md does not name %s", k)
		}
	}
}
