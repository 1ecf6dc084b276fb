package fixer

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/envguard/envguard/rules/dotenv"
	"github.com/envguard/envguard/rules/fileclass"
	"github.com/envguard/envguard/rules/judge"
	"github.com/envguard/envguard/rules/recipe"
)

// TestProjectExamples makes private files of real examples, with a generated
// value for each secret, and derives the examples from them again. It runs if
// ENVGUARD_PROJECTS lists folders that have projects in them.
//
// No six characters of a generated value may be in an example, and nearly all
// other values must be; docs/fixing.md has the counts.
func TestProjectExamples(t *testing.T) {
	folders := filepath.SplitList(os.Getenv("ENVGUARD_PROJECTS"))
	if len(folders) == 0 {
		t.Skip("ENVGUARD_PROJECTS is not set")
	}
	files, secrets, leaked, plain, masked := 0, 0, 0, 0, 0
	for _, folder := range folders {
		err := filepath.WalkDir(folder, func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() && (d.Name() == ".git" || d.Name() == "node_modules") {
				return filepath.SkipDir
			}
			if !d.Type().IsRegular() || fileclass.Classify(name) != fileclass.Example {
				return nil
			}
			data, err := os.ReadFile(name)
			if err != nil || len(settingsOf(data)) < 3 || len(data) > maxEnvSize {
				return err
			}
			files++
			rel, err := filepath.Rel(folder, name)
			if err != nil {
				return err
			}
			top, _, _ := strings.Cut(filepath.ToSlash(rel), "/")
			readme, err := os.ReadFile(filepath.Join(folder, top, "README.md"))
			if err != nil {
				readme = []byte("# " + top) // it has none
			}
			for round := range 6 {
				private, made, kept := withSecrets(data, fmt.Sprint(name, round))
				secrets, plain = secrets+len(made), plain+len(kept)
				m := newMemory(map[string]string{".gitignore": ".env\n", "README.md": string(readme), ".env": private})
				m.apply(t, m.plan(t, Options{}))
				example := m.work[".env.example"]
				for _, s := range made {
					if part := sharedPart(s, example, private); part != "" {
						leaked++
						t.Errorf("%s of %q is in the example of %s", part, s, name)
					}
				}
				out := dotenv.Parse([]byte(example))
				for key, value := range kept {
					if e := out.Lookup(key); e == nil || out.Value(e) != value {
						masked++
						t.Logf("%s: %s=%s is masked", name, key, value)
					}
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%d examples, %d secrets, %d leaked; %d other values, %d masked", files, secrets, leaked, plain, masked)
}

// withSecrets gives each secret of an example a generated value, and returns
// those and the values that are none.
func withSecrets(example []byte, seed string) (private string, made []string, kept map[string]string) {
	d := dotenv.Parse(example)
	kept = map[string]string{}
	for i, key := range order(d) {
		e := d.Lookup(key)
		value := d.Value(e)
		if !namesSecret(key) {
			// A placeholder or a URL with a password is no value of one's own.
			if u, isURL := splitURL(value); value != "" && (!isURL || u.password == "") && judge.Judge(key, []byte(value)).Kind != judge.Real && !saysPlaceholder(value) && !asks(value) {
				kept[key] = value
			}
			continue
		}
		fresh, _ := recipe.ExpandSeed(generators[i%len(generators)], seed+key)
		next, err := d.Set(key, fresh)
		if err != nil {
			continue
		}
		d = next
		made = append(made, fresh)
	}
	return string(d.Bytes()), made, kept
}
