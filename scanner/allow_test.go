package scanner

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/envguard/envguard/rules"
)

// An allow comment permits what a person pointed at, and no more.
func TestAllow(t *testing.T) {
	t.Parallel()
	const a, b, c = "key='sekrit-aaaaaaaaaa'", "key='sekrit-bbbbbbbbbb'", "key='sekrit-cccccccccc'"
	const allow = "envguard:allow marked -- why"
	long := strings.Repeat("x", 600)
	s := newTest(t, Config{Stale: true})
	print := s.ScanFile(rules.NewFile("p.py", []byte(a)))[0].Fingerprint
	for _, tt := range []struct {
		name, path, text     string
		found, allowed, idle int
	}{
		{"behind it", "a.py", a + " # " + allow, 0, 1, 0},
		{"the same secret twice", "a.py", "# " + allow + "\n" + a + "; " + a, 0, 2, 0},
		{"one of two secrets", "a.py", "# " + allow + "\n" + a + "; " + b, 1, 1, 0},
		{"as many as it says", "a.py", "# envguard:allow marked*2 -- why\n" + a + "; " + b + "; " + c, 1, 2, 0},
		{"in a string", "a.py", "x = '" + allow + "'; " + a, 1, 0, 0},
		{"in a string that says #", "a.py", "x = '# " + allow + "'\n" + a, 1, 0, 0},
		{"in the value", "a.py", "key='sekrit-aaaa#envguard:allow-marked'", 1, 0, 0},
		{"in an address", "a.sh", "curl https://x.org/#envguard:allow,marked; " + a, 1, 0, 0},
		{"in a raw string of Go", "a.go", "x := `\n// " + allow + "\n`\n" + a, 1, 0, 0},
		{"in a docstring's neighbor", "a.py", "'''\n# " + allow + "\n'''\n" + a, 1, 0, 0},
		{"another tool's, in a string", "a.py", "x = 'gitleaks:allow'; " + a, 1, 0, 0},
		{"another tool's", "a.go", a + " // betterleaks:allow", 0, 1, 0},
		{"GitGuardian's", "a.yml", a + " # ggignore", 0, 1, 0},
		{"secretlint's", "a.js", "// secretlint-disable-next-line\n" + a, 0, 1, 0},
		{"secretlint's block", "a.js", "// secretlint-disable\n\n" + a + "\n// secretlint-enable\n" + b, 1, 1, 0},

		{"the end of a long line", "a.js", a + ";" + long + "; " + b + " // " + allow, 1, 1, 0},
		{"far behind, on a long line", "a.js", a + ";" + long + " // " + allow, 1, 0, 1},
		{"inside of a long line", "a.js", a + " /* " + allow + " */;" + long + ";" + b, 1, 1, 0},
		{"above a long line, one secret", "a.js", "// " + allow + "\n" + a + ";" + long + ";" + b, 1, 1, 0},

		{"a fingerprint", "p.py", "# envguard:allow " + print + " -- why\n\n\n" + a + "\n" + b, 1, 1, 0},

		{"behind the closing bracket", "a.py", "k = f(\n    " + a + "\n)  # " + allow, 0, 1, 0},
		{"behind the last of several", "a.js", "f({\n  x: [\n    " + a + ",\n  ],\n}); // " + allow, 0, 1, 0},
		{"above the statement", "a.py", "# " + allow + "\nk = f(\n    1,\n    " + a + ",\n)", 0, 1, 0},
		{"above an object", "a.js", "// " + allow + "\nconst k = {\n  " + a + ",\n}", 0, 1, 0},
		{"above a function", "a.js", "// " + allow + "\nfunction f() {\n  " + a + ",\n}", 1, 0, 1},
		{"above a blank line", "a.py", "# " + allow + "\n\n" + a, 1, 0, 1},
		{"behind other code", "a.py", "x = 1 # " + allow + "\n" + a, 1, 0, 1},

		{"a block", "a.py", "# envguard:allow-begin marked -- why\n" + a + "\n" + b + "\n# envguard:allow-end\n" + c, 1, 2, 0},
		{"stale", "a.py", "# " + allow + "\nx = 1", 0, 0, 1},
		{"another rule's", "a.py", a + " # envguard:allow prefixed -- why", 1, 0, 1},
		{"a rule that is off", "a.py", "x = 1 # envguard:allow github-pat -- why", 0, 0, 0},
	} {
		res, err := s.Scan(context.Background(), blobs{mem(tt.path, tt.text+"\n")})
		if err != nil {
			t.Fatal(err)
		}
		count := func(fs []Finding) (n int) {
			for i := range fs {
				n += 1 + len(fs[i].Also)
			}
			return n
		}
		if found, allowed := count(res.Findings), count(res.Suppressed); found != tt.found || allowed != tt.allowed || len(res.Stale) != tt.idle {
			t.Errorf("%s: %d found, %d allowed, %d stale; want %d, %d and %d\n%s", tt.name, found, allowed, len(res.Stale), tt.found, tt.allowed, tt.idle, tt.text)
		}
	}
}

// A block needs a reason and an end.
func TestAllowBlock(t *testing.T) {
	t.Parallel()
	s := newTest(t, Config{})
	for text, want := range map[string]string{
		"# envguard:allow-begin marked\nkey='sekrit-aaaaaaaaaa'\n# envguard:allow-end\n": "gives no reason",
		"# envguard:allow-begin marked -- why\nkey='sekrit-aaaaaaaaaa'\n":                "never ends",
	} {
		res, err := s.Scan(context.Background(), blobs{mem("a.py", text)})
		if err != nil || len(res.Problems) != 1 || !strings.Contains(res.Problems[0].Message, want) {
			t.Errorf("%q: problems %v, error %v", text, res.Problems, err)
		}
	}
}

// A secret that a comment does not permit because it permits others says so.
func TestAllowCounts(t *testing.T) {
	t.Parallel()
	res, err := newTest(t, Config{}).Scan(context.Background(), blobs{mem("a.py", "# envguard:allow marked -- why\nkey='sekrit-aaaaaaaaaa'; key='sekrit-bbbbbbbbbb'\n")})
	if err != nil || len(res.Findings) != 1 || !strings.Contains(fmt.Sprint(res.Findings[0].Overruled), "marked*2") {
		t.Errorf("%v, error %v", res.Findings, err)
	}
}
