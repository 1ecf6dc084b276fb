package main

import (
	"bytes"
	goflag "flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/envguard/envguard/rules/builtin"
)

var update = goflag.Bool("update", false, "write the generated documentation anew")

// TestRulesPage keeps docs/rules.md true.
func TestRulesPage(t *testing.T) {
	var want bytes.Buffer
	if err := writeRulesMarkdown(&want, builtin.All()); err != nil {
		t.Fatal(err)
	}
	name := filepath.Join("..", "..", "docs", "rules.md")
	if *update {
		if err := os.WriteFile(name, want.Bytes(), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want.Bytes()) {
		t.Error("docs/rules.md is not what the rules say; write it anew with: go test ./cmd/envguard -run TestRulesPage -update")
	}
}

// The README's table of rules is between these lines.
const (
	tableBegin = "<!-- rules: begin -->\n"
	tableEnd   = "<!-- rules: end -->\n"
)

// TestReadmeTable keeps the README's table of rules true.
func TestReadmeTable(t *testing.T) {
	name := filepath.Join("..", "..", "README.md")
	readme, err := os.ReadFile(name)
	if err != nil {
		t.Skip("there is no README yet")
	}
	before, rest, ok1 := strings.Cut(string(readme), tableBegin)
	table, after, ok2 := strings.Cut(rest, tableEnd)
	if !ok1 || !ok2 {
		t.Fatalf("README.md has no place for the table of rules, between %q and %q", strings.TrimSpace(tableBegin), strings.TrimSpace(tableEnd))
	}
	want := "\n" + readmeTable("docs/rules.md") + "\n"
	if *update {
		if err := os.WriteFile(name, []byte(before+tableBegin+want+tableEnd+after), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	if table != want {
		t.Error("the README's table is not what the rules say; write it anew with: go test ./cmd/envguard -run TestReadmeTable -update")
	}
}

// TestHelpIsComplete wants help, examples and a documentation of every flag.
func TestHelpIsComplete(t *testing.T) {
	for _, s := range subcommands() {
		if s.short == "" || s.long == "" || len(s.examples) == 0 || s.run == nil {
			t.Errorf("%s lacks a description, an example or a function", s.name)
		}
		for line := range strings.SplitSeq(s.long, "\n") {
			if len(line) > 84 {
				t.Errorf("%s: a line of its help is longer than 84 columns: %s", s.name, line)
			}
		}
	}
	for _, s := range subcommands() {
		checkDeclarations(t, s)
	}
}

// checkDeclarations wants each flag of a command well declared and once, and
// combinations of flags that it has.
func checkDeclarations(t *testing.T, s *subcommand) {
	seen := map[string]bool{}
	for _, f := range flagsOf(s) {
		kinds := 0
		for _, has := range []bool{f.text != nil, f.on != nil, f.list != nil} {
			if has {
				kinds++
			}
		}
		if f.doc == "" || kinds != 1 || (f.value == "") != (f.on != nil) {
			t.Errorf("%s: --%s is not well declared", s.name, f.name)
		}
		if seen[f.name] || f.short != "" && seen[f.short] {
			t.Errorf("%s: --%s is declared twice", s.name, f.name)
		}
		seen[f.name], seen[f.short] = true, true
	}
	var used []string
	for _, e := range s.exclusions {
		used = append(append(used, e.flags...), e.with...)
	}
	for _, n := range s.needs {
		used = append(append(used, n.flag), n.of...)
	}
	for _, name := range used {
		if !seen[name] {
			t.Errorf("%s: a combination names --%s, which the command does not have", s.name, name)
		}
	}
}
