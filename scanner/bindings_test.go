package scanner

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/builtin"
	"github.com/envguard/envguard/rules/recipe"
)

// bindingsDir holds the forms in which code and configuration give a value its
// name, one on each line; its README.md describes the format.
var bindingsDir = filepath.Join("..", "testdata", "bindings")

// A binding is a form and the file that it is written in.
type binding struct {
	path, text, where string
}

func readBindings(t *testing.T, name string) (list []binding) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(bindingsDir, name))
	if err != nil {
		t.Fatal(err)
	}
	path := ""
	for i, line := range strings.Split(strings.TrimSuffix(string(data), "\n"), "\n") {
		if p, ok := strings.CutPrefix(line, "== "); ok {
			path = p
			continue
		}
		list = append(list, binding{path, strings.ReplaceAll(line, "⏎", "\n"), fmt.Sprintf("%s:%d", name, i+1)})
	}
	return list
}

// content returns the form with values made from a seed.
func (b binding) content(seed string) string {
	n := 0
	value := func(template string) string {
		n++
		v, _ := recipe.ExpandSeed(template, fmt.Sprintf("%s %s %d", b.where, seed, n))
		return v
	}
	var out strings.Builder
	for i := 0; i < len(b.text); i++ {
		if b.text[i] != '%' || i+1 == len(b.text) {
			out.WriteByte(b.text[i])
			continue
		}
		i++
		switch b.text[i] {
		case 's':
			out.WriteString(value("{alnum:40}"))
		case 'x':
			out.WriteString(value("{hex:40}"))
		case 'p':
			out.WriteString(value("{hex:24}"))
		case 'h':
			out.WriteString(value("{hex:32}"))
		case 'i':
			out.WriteString(value("{hex:24}"))
		case 'b':
			out.WriteString(value("{b64:36}"))
		case 'u':
			out.WriteString(value("{uuid}"))
		case '%':
			out.WriteByte('%')
		default:
			out.WriteString(b.text[i-1 : i+1])
		}
	}
	return out.String() + "\n"
}

// reported counts the seeds with which something is found in the form.
func (b binding) reported(t *testing.T, s *Scanner) (n int) {
	t.Helper()
	for _, seed := range corpusSeeds[:3] {
		found := false
		for _, f := range s.ScanFile(rules.NewFile(b.path, []byte(b.content(seed)))) {
			switch f.Rule.ID {
			case "env-tracked", "env-not-ignored", "example-missing", "env-dialect":
			default:
				found = found || f.Severity == rules.Error || f.Severity == rules.Warning
			}
		}
		if found {
			n++
		}
	}
	return n
}

// The least that the forms must reach.
const (
	leastBindings = 0.97
	mostNeutral   = 0.006
)

// TestBindings scans every form that gives a random value the name of a secret,
// and every neutral one.
func TestBindings(t *testing.T) {
	s := newTest(t, Config{Rules: builtin.All()})
	for _, file := range []string{"code.txt", "config.txt"} {
		forms := readBindings(t, file)
		missed := []string{}
		for _, b := range forms {
			if b.reported(t, s) < 2 {
				missed = append(missed, fmt.Sprintf("%-14s %-14s %q", b.where, b.path, b.text))
			}
		}
		found := len(forms) - len(missed)
		t.Logf("%s: %d of %d forms found", file, found, len(forms))
		if *showWrong {
			t.Log("\n" + strings.Join(missed, "\n"))
		}
		if float64(found) < leastBindings*float64(len(forms)) {
			t.Errorf("%s: %d of %d forms found; -wrong lists the others", file, found, len(forms))
		}
	}
	forms := readBindings(t, "neutral.txt")
	var reported []string
	for _, b := range forms {
		if b.reported(t, s) >= 2 {
			reported = append(reported, fmt.Sprintf("%-14s %-14s %q", b.where, b.path, b.text))
		}
	}
	t.Logf("neutral: %d of %d forms reported", len(reported), len(forms))
	if *showWrong {
		t.Log("\n" + strings.Join(reported, "\n"))
	}
	if float64(len(reported)) > mostNeutral*float64(len(forms)) {
		t.Errorf("%d of %d neutral forms reported:\n%s", len(reported), len(forms), strings.Join(reported, "\n"))
	}
}
