package gitsource

import (
	"slices"
	"strings"
	"testing"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/fileclass"
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
				if isEnv(fileclass.Classify(p)) {
					known++
					if !fileclass.MaybeEnv([]byte(p)) {
						t.Errorf("%q is a %v, but is passed over", p, fileclass.Classify(p))
					}
				}
			}
		}
	}
	if known < 300 {
		t.Errorf("only %d of the names are env files: the test has lost its sense", known)
	}
	for _, p := range []string{"src/main.go", "a/b/c.txt", "", "e", "en", "v", "keyboard.go", "README.md"} {
		if fileclass.MaybeEnv([]byte(p)) {
			t.Errorf("%q is looked at twice", p)
		}
	}
	if !slices.ContainsFunc(names, func(n string) bool { return fileclass.MaybeEnv([]byte(n)) }) {
		t.Error("nothing is found")
	}
}

// A folder that does not say what is in it is not an empty one.
func TestUnlisted(t *testing.T) {
	t.Parallel()
	r := newGitRepo(t)
	r.write("tracked/file", "x")
	top := &Repo{at: &location{workTree: r.dir}}
	p := &prober{r: top, files: map[string]*rules.RepoFile{}}
	for _, dir := range []string{"", "tracked", "gone", "tracked/file", "tracked/" + strings.Repeat("x", 300)} {
		p.list(dir)
	}
	if len(p.closed) > 0 {
		t.Errorf("what is not there was taken for closed: %v", p.closed)
	}
	// No system looks into a folder with such a name, whoever asks.
	p.list("no\x00name")
	p.list("no\x00name")
	if len(p.closed) != 1 || p.closed[0].Path != "no\x00name/" {
		t.Errorf("got %v", p.closed)
	}
	if found, closed := p.probe([]string{"tracked", "gone", "no\x00name"}); closed != 1 || len(found) > 0 {
		t.Errorf("found %q, and %d that did not tell", found, closed)
	}
}
