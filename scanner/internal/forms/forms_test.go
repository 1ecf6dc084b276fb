package forms

import (
	"slices"
	"strings"
	"testing"
)

// TestGroups: groups.go holds every pattern once. go generate writes it.
func TestGroups(t *testing.T) {
	var all []string
	for _, g := range Groups {
		all = append(all, g...)
	}
	slices.Sort(all)
	if want := Patterns(); !slices.Equal(all, want) {
		t.Errorf("groups.go is out of date: run go generate ./scanner/internal/forms\n got %q\nwant %q", all, want)
	}
}

// TestRows checks that the rows are whole.
func TestRows(t *testing.T) {
	for i := range All {
		f := &All[i]
		line := strings.ToLower(f.Example)
		if strings.Count(f.Example, "{}") != 1 || len(f.Programs) == 0 {
			t.Errorf("%q: needs one {} and a program", f.Example)
		}
		if f.Stem != "" && (len(f.Stem) < 3 || !strings.Contains(line, f.Stem) || f.Stem != strings.ToLower(f.Stem)) {
			t.Errorf("%q does not hold its stem %q", f.Example, f.Stem)
		}
		seen := f.Stem != "" || f.Min >= 16
		for _, list := range [][]string{Names, Stems()} {
			seen = seen || slices.ContainsFunc(list, func(s string) bool { return strings.Contains(line, s) })
		}
		if !seen {
			t.Errorf("%q has no stem and no name, so that the scanner never looks at it", f.Example)
		}
		for _, p := range f.Programs {
			if len(p) > longest || p != strings.ToLower(p) {
				t.Errorf("%q: the program %q is too long or not in lower case", f.Example, p)
			}
		}
	}
}
