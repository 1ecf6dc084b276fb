package scanner

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/recipe"
)

// TestLineMemo: with a memo of lines, and versions of a file one after the other,
// the same candidates are judged and the same is found as without.
func TestLineMemo(t *testing.T) {
	s, err := New(Config{})
	if err != nil {
		t.Fatal(err)
	}
	rng := rand.New(rand.NewPCG(1, 2))
	pool := []string{
		"func handle(w http.ResponseWriter) error {", "}", "", "x := compute(a, b)", `"""`, "password = os.environ['PASSWORD']",
		"- name: API_TOKEN", "- name: SECRET_KEY", "  value: plain", `{"private_key_id": "none", "token":`, "api_key = (", ")",
		"# see https://example.com/some/long/path/of/a/document_that_is_long", "token: ${TOKEN}", "identifierThatIsLongEnough12345 = 1",
		"secret = 'changeme'", "auth(", "  key,", "export AWS_ACCESS_KEY_ID=", "the key is the key to the keyhole, is it not",
	}
	secrets := []string{"  value: {alnum:32}", "- name: SECRET_TOKEN", "SECRET_KEY = '{hex:64}'", "\"{hex:64}\"", "  '{alnum:40}',", "aws_secret_access_key = {alnum:40}", "TOKEN={hex:64}"}
	for i, template := range secrets[:len(secrets):len(secrets)] { // some are in several places
		if text, _ := recipe.Expand(template); i%2 == 0 {
			secrets = append(secrets, text)
		}
	}
	rounds := 400
	if testing.Short() {
		rounds = 60
	}
	memo := newLineMemo()
	found := 0
	for range rounds / 20 {
		name := []string{"app.py", "main.go", "values.yaml", "config.json", "notes.txt", "run.sh"}[rng.IntN(6)]
		var lines []string
		for range 60 {
			lines = append(lines, pool[rng.IntN(len(pool))])
		}
		for range 20 {
			for range 1 + rng.IntN(3) {
				i := rng.IntN(len(lines))
				switch rng.IntN(4) {
				case 0:
					lines = append(lines[:i], lines[i+1:]...)
				case 1:
					text, _ := recipe.Expand(secrets[rng.IntN(len(secrets))])
					lines[i] = text
				default:
					lines[i] = pool[rng.IntN(len(pool))]
				}
			}
			f := rules.NewFile(name, []byte(strings.Join(lines, "\n")))
			got, _, n := s.scanRemembered(f, memo)
			want, _, m := s.scanWindow(f, window{data: f.Data, to: len(f.Data), line: 1, last: true})
			if show(got) != show(want) || n != m {
				t.Fatalf("%s: with a memo %d candidates and\n%s\nwithout %d and\n%s\nin\n%s", name, n, show(got), m, show(want), f.Data)
			}
			found += len(want)
		}
	}
	if found == 0 {
		t.Error("nothing was found at all")
	}
}

func show(fs []Finding) string {
	var b strings.Builder
	for i := range fs {
		fmt.Fprintf(&b, "%s:%d:%d %s %v\n", fs[i].Path, fs[i].Line, fs[i].Column, fs[i].Rule.ID, fs[i].Score)
	}
	return b.String()
}
