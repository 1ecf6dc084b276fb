package gitsource

import (
	"slices"
	"strings"
	"testing"

	"github.com/envguard/envguard/rules"
)

// The quick look at a name must not miss a file that the slow one knows.
func TestMaybeEnv(t *testing.T) {
	t.Parallel()
	names := strings.Fields(`.env .env.local .env.production .env.example .env.sample .env.keys .env.vault .env.me .env.bak .env~
		.env_1700000000 .env.swp .#.env #.env# .env.old.2 env.example example.env prod.env docker.env .flaskenv .envrc .envrc.local dotenv.example
		.dev.vars .dev.vars.production .dev.vars.example .dev.vars.bak master.key master.key.bak master.key~ production.key
		prod.decrypt.private.php prod.decrypt.private.php.bak .django .postgres Production.ENV .Env.Local readme.md keys.go`)
	names = append(names, ".env copy", ".env (1)", "copy of .env", ".env - Copy", "Copy of master.key")
	dirs := []string{"", "a/", "env/", "config/", "config/credentials/", "config/secrets/prod/", ".envs/.production/", ".envs/.local/", "x/.docker/", "venv/lib/"}
	known := 0
	for _, d := range dirs {
		for _, n := range names {
			for _, p := range []string{d + n, strings.ToUpper(d + n), d + n + ".bak", d + "x" + n, d + n + "/x"} {
				if isEnv(rules.Classify(p)) {
					known++
					if !maybeEnv([]byte(p)) {
						t.Errorf("%q is a %v, but is passed over", p, rules.Classify(p))
					}
				}
			}
		}
	}
	if known < 300 {
		t.Errorf("only %d of the names are env files: the test has lost its sense", known)
	}
	for _, p := range []string{"src/main.go", "a/b/c.txt", "", "e", "en", "v", "keyboard.go", "README.md"} {
		if maybeEnv([]byte(p)) {
			t.Errorf("%q is looked at twice", p)
		}
	}
	if !slices.ContainsFunc(names, func(n string) bool { return maybeEnv([]byte(n)) }) {
		t.Error("nothing is found")
	}
}
