package scanner

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/builtin"
	"github.com/envguard/envguard/rules/recipe"
)

// TestKnown: of a text that is put together from pieces of an earlier one, cut
// anywhere, the same is found whether it is known what these pieces are or not.
func TestKnown(t *testing.T) {
	s, err := New(Config{})
	if err != nil {
		t.Fatal(err)
	}
	rng := rand.New(rand.NewPCG(5, 6))
	var pool []string
	for i, r := range builtin.All() {
		for _, e := range r.Examples {
			if text, _ := recipe.Expand(e.Text); i%3 == 0 && len(text) < 4000 {
				pool = append(pool, text)
			}
		}
	}
	const half = "db_password = "
	whole, _ := recipe.Expand("'{alnum:14}'\n")
	for range len(pool) / 8 {
		pool = append(pool, half+"'changeme'\n", half+whole)
	}
	pool = append(pool, "x = (\n", ")\n", "- name: SECRET_KEY\n", "  value: plain\n", "auth(\n", `"""`+"\n", "password =\n", "key = \"abc\" +\n", "\n\n")
	words := func() string {
		var b strings.Builder
		for range 1 + rng.IntN(12) {
			b.WriteString(strings.Repeat("some words of a text, identifier_of_this_line = call(x)\n", 1+rng.IntN(3)))
		}
		return b.String()
	}
	rounds := 60
	if testing.Short() {
		rounds = 10
	}
	found, saved := 0, 0
	for range rounds {
		memo := newLineMemo()
		name := []string{"app.py", "main.go", "values.yaml", "config.json", "notes.txt", "run.sh", "a.tf"}[rng.IntN(7)]
		var old string
		for range 20 {
			old += words() + pool[rng.IntN(len(pool))]
		}
		var known *Known
		for version := range 12 {
			var b strings.Builder
			var copies []Copy
			if version == 0 {
				b.WriteString(old)
			}
			for at := 0; version > 0 && at < len(old); {
				n := min(len(old)-at, 1+rng.IntN(3000))
				// Now and then only what follows a name changes.
				value := -1
				if i := strings.Index(old[at:], half); i >= 0 && rng.IntN(2) == 0 {
					value = at + i + len(half)
					n = value - at
				}
				if rng.IntN(9) > 0 {
					if n >= MinCopy {
						copies = append(copies, Copy{At: b.Len(), From: at, N: n})
						saved += n
					}
					b.WriteString(old[at : at+n])
				}
				at += n
				if value >= 0 {
					b.WriteString([]string{whole, "'changeme'\n"}[rng.IntN(2)])
					at = value + strings.IndexByte(old[value:], '\n') + 1
					continue
				}
				switch rng.IntN(4) {
				case 0:
					b.WriteString(pool[rng.IntN(len(pool))])
				case 1:
					b.WriteString(words()[rng.IntN(20):])
				}
				if rng.IntN(12) == 0 {
					at = rng.IntN(len(old))
				}
				if b.Len() > 100_000 {
					break
				}
			}
			text := b.String()
			f := rules.NewFile(name, []byte(text))
			memo.before, memo.copies = known, copies
			got, _, _ := s.scanRemembered(f, memo)
			known, old = memo.now, text
			want, _, _ := s.scanWindow(f, window{data: f.Data, to: len(f.Data), line: 1, last: true})
			if show(got) != show(want) {
				t.Fatalf("%s, version %d: knowing the one before\n%s\nnot knowing it\n%s", name, version, show(got), show(want))
			}
			found += len(want)
		}
	}
	if found < 100 || saved < 1<<20 {
		t.Errorf("%d findings, %d bytes copied", found, saved)
	}
}
