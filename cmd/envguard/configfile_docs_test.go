package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/envguard/envguard/rules/custom"
	"github.com/envguard/envguard/rules/recipe"
)

// TestConfigurationPage keeps docs/configuration.md true: its files are taken,
// their examples pass, the patterns that it calls refused are, for the reason
// that it gives, and it has every key and every recipe that it names.
func TestConfigurationPage(t *testing.T) {
	page, err := os.ReadFile(filepath.Join("..", "..", "docs", "configuration.md"))
	if err != nil {
		t.Fatal(err)
	}
	files := 0
	for _, m := range regexp.MustCompile("(?s)```toml\n(.*?)```").FindAllSubmatch(page, -1) {
		files++
		c, err := parseConfiguration(configName, m[1])
		if err != nil {
			t.Errorf("this file is refused: %v\n%s", err, m[1])
			continue
		}
		if text, failed, err := c.runExamples(new(options)); err != nil || failed > 0 || strings.Contains(text, "no example") {
			t.Errorf("its examples fail: %v\n%s", err, text)
		}
	}
	refused := 0
	_, table, _ := strings.Cut(string(page), "| pattern | why |\n")
	table, _, _ = strings.Cut(table, "\n\n")
	for _, m := range regexp.MustCompile("(?m)^\\| `(.*)` \\| (.*) \\|$").FindAllStringSubmatch(table, -1) {
		refused++
		c := custom.Custom{ID: "acme", Pattern: m[1]}
		if strings.Contains(m[2], "everything") || strings.Contains(m[2], "longer word") {
			c.Keywords = []string{"acme"}
		}
		if _, err := c.Rule(); err == nil || !strings.Contains(err.Error(), m[2]) {
			t.Errorf("the pattern %s is not refused because %s: %v", m[1], m[2], err)
		}
	}
	if files < 3 || refused < 8 {
		t.Errorf("the page has %d files and %d refused patterns", files, refused)
	}
	for _, k := range configKeys() {
		if k.table != "rule.example" && !strings.Contains(string(page), k.name) {
			t.Errorf("the page does not name the key %s", k.name)
		}
	}
	for _, m := range regexp.MustCompile(`\{(\w+):N\}`).FindAllStringSubmatch(string(page), -1) {
		template := "{" + m[1] + ":20}"
		if got, _ := recipe.Expand(template); got == template || len(got) != 20 {
			t.Errorf("there is no template %s", template)
		}
	}
}
