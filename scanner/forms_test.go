package scanner

import (
	"cmp"
	"fmt"
	"strings"
	"testing"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/builtin"
	"github.com/envguard/envguard/rules/recipe"
	"github.com/envguard/envguard/scanner/internal/forms"
)

// TestForms: every form of a command line is found with short and long passwords.
func TestForms(t *testing.T) {
	s := newTest(t, Config{Rules: builtin.All()})
	for i := range forms.All {
		f := &forms.All[i]
		for _, length := range []int{8, 12, 20} {
			if length < cmp.Or(f.Min, 8) {
				continue
			}
			found := 0
			for _, seed := range corpusSeeds {
				v, _ := recipe.ExpandSeed(fmt.Sprintf("{alnum:%d}", length), f.Example+seed)
				line := strings.Replace(f.Example, "{}", v, 1)
				for _, got := range s.ScanFile(rules.NewFile("deploy.sh", []byte("#!/bin/sh\n"+line+"\n"))) {
					if got.Severity >= rules.Warning && got.Line == 2 {
						found++
						break
					}
				}
			}
			if found < len(corpusSeeds)-1 {
				t.Errorf("%s: found %d of %d passwords of %d characters", f.Example, found, len(corpusSeeds), length)
			}
		}
	}
}
