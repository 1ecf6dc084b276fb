package scanner

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/builtin"
	"github.com/envguard/envguard/rules/recipe"
)

// TestLineMemoExamples: what is remembered of a line must hold wherever the line
// is. Each rule's examples are read again and again with other lines around
// and in them, with one memo for all, and without.
func TestLineMemoExamples(t *testing.T) {
	s, err := New(Config{})
	if err != nil {
		t.Fatal(err)
	}
	type text struct {
		path  string
		lines []string
	}
	var texts []text
	for _, r := range builtin.All() {
		for _, e := range r.Examples {
			expanded, _ := recipe.Expand(e.Text)
			texts = append(texts, text{e.Path, strings.Split(expanded, "\n")})
		}
	}
	rng := rand.New(rand.NewPCG(3, 4))
	rounds := 4
	if testing.Short() {
		rounds = 1
	}
	memo := newLineMemo()
	found := 0
	for i := range texts {
		e := &texts[i]
		for range rounds {
			lines := append([]string{}, e.lines...)
			for k := range rng.IntN(3) {
				lines = append([]string{"plain words", "x = 1", "- name: OTHER"}[k:k+1], lines...)
			}
			switch at := rng.IntN(len(lines)); rng.IntN(5) {
			case 0: // as it is
			case 1:
				lines = append(lines[:at:at], lines[at+1:]...)
			case 2:
				other := texts[rng.IntN(len(texts))].lines
				lines = append(lines[:at:at], append([]string{other[rng.IntN(len(other))]}, lines[at:]...)...)
			case 3:
				gap := make([]string, 40)
				for k := range gap {
					gap[k] = strings.Repeat("some words and more ", 2)
				}
				lines = append(lines[:at:at], append(gap, lines[at:]...)...)
			case 4:
				lines[at] = strings.Repeat(" ", rng.IntN(4)) + strings.TrimSpace(lines[at])
			}
			f := rules.NewFile(e.path, []byte("#\n"+strings.Join(lines, "\n")))
			got, _, n := s.scanRemembered(f, memo)
			want, _, m := s.scanWindow(f, window{data: f.Data, to: len(f.Data), line: 1, last: true})
			if show(got) != show(want) || n != m {
				t.Errorf("%s: with a memo %d candidates and\n%s\nwithout %d and\n%s", e.path, n, show(got), m, show(want))
				break
			}
			found += len(want)
		}
	}
	if found < len(texts)/4 {
		t.Errorf("no more than %d findings in %d examples", found, len(texts))
	}
}

// TestLineMemoName: whether a value is a secret is said by the name above it,
// also where both lines are known.
func TestLineMemoName(t *testing.T) {
	s, err := New(Config{})
	if err != nil {
		t.Fatal(err)
	}
	value, _ := recipe.Expand("  value: {alnum:32}\n")
	memo := newLineMemo()
	for i, c := range []struct {
		text string
		want int
	}{
		{"# x\n- name: COLOUR\n" + value, 0},
		{"# x\n- name: SECRET_KEY\n  value: plain\n", 0},
		{"# x\n- name: SECRET_KEY\n" + value, 1},
		{"# x\n- name: COLOUR\n" + value, 0},
		{"# x\n- name: SECRET_KEY\n  # token\n" + value, 1},
		{"# x\n" + value, 0},
	} {
		f := rules.NewFile("values.yaml", []byte(c.text))
		if got, _, _ := s.scanRemembered(f, memo); len(got) != c.want {
			t.Errorf("version %d: %d findings, want %d", i, len(got), c.want)
		}
	}
}

// TestLineMemoBlock: a PEM block is found wherever it begins, also behind a line
// whose bracket is open.
func TestLineMemoBlock(t *testing.T) {
	s, err := New(Config{})
	if err != nil {
		t.Fatal(err)
	}
	key, _ := recipe.Expand("{pem:RSA PRIVATE KEY}")
	memo := newLineMemo()
	for _, text := range []string{"# x\nprivate_key = (\n'plain'\n)\n", "# x\nprivate_key = (\n'" + key + "'\n)\n", "# x\nprivate_key = (\n'plain'\n)\n" + key + "\n"} {
		f := rules.NewFile("a.py", []byte(text))
		got, _, _ := s.scanRemembered(f, memo)
		want, _, _ := s.scanWindow(f, window{data: f.Data, to: len(f.Data), line: 1, last: true})
		if show(got) != show(want) || strings.Contains(text, "BEGIN") != (len(want) > 0) {
			t.Errorf("with a memo\n%s\nwithout\n%s", show(got), show(want))
		}
	}
}
