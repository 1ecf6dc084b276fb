package envfile_test

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/builtin"
	"github.com/envguard/envguard/rules/envfile"
	"github.com/envguard/envguard/rules/fileclass"
	"github.com/envguard/envguard/rules/gitignore"
	"github.com/envguard/envguard/rules/recipe"
)

// A memory is a repository in memory: "w", "i" and "h" in front of a file's
// name say where it is, so that "ih .env" is tracked and deleted from disk.
type memory struct {
	files   map[string]string // places and path, to content
	ignore  string            // the top's .gitignore, if no file is
	exclude string
	global  string
	fold    bool
	bare    bool
	deny    string // a path that cannot be read
}

func (m memory) repo() *rules.Repo {
	contents := map[string]string{}
	repo := &rules.Repo{Bare: m.bare}
	for name, text := range m.files {
		places, path, ok := strings.Cut(name, " ")
		if !ok {
			panic(name)
		}
		contents[path] = text
		repo.Files = append(repo.Files, rules.RepoFile{
			Path: path, Class: fileclass.Classify(path),
			Worktree: strings.Contains(places, "w"), Index: strings.Contains(places, "i"), Head: strings.Contains(places, "h"),
		})
	}
	if m.ignore != "" {
		contents[".gitignore"] = m.ignore
		repo.Files = append(repo.Files, rules.RepoFile{Path: ".gitignore", Worktree: true, Index: true})
	}
	slices.SortFunc(repo.Files, func(a, b rules.RepoFile) int { return strings.Compare(a.Path, b.Path) })
	repo.Read = func(path string, from rules.Place) ([]byte, error) {
		text, ok := contents[path]
		if path == m.deny {
			return nil, fmt.Errorf("reading %s: %w", path, fs.ErrPermission)
		}
		if !ok {
			return nil, fmt.Errorf("reading %s: %w", path, fs.ErrNotExist)
		}
		return []byte(text), nil
	}
	if !m.bare {
		g := gitignore.New(m.fold)
		g.Lazy = func(dir string) (string, []byte, error) {
			file := strings.TrimPrefix(dir+"/.gitignore", "/")
			return file, []byte(contents[file]), nil
		}
		g.AddFile(gitignore.Exclude, "", ".git/info/exclude", []byte(m.exclude))
		g.AddFile(gitignore.Global, "", "~/.config/git/ignore", []byte(m.global))
		repo.Ignored = func(path string) (gitignore.Result, error) { return g.Lookup(path, false) }
	}
	return repo
}

// find runs one rule and shows what it found except for the good news: severity,
// path and line, message.
func find(t *testing.T, id string, m memory) []string {
	t.Helper()
	rule := builtin.ByID(id)
	if rule == nil {
		t.Fatalf("there is no rule %s", id)
	}
	matches, err := rule.CheckRepo(m.repo())
	var out []string
	if err != nil {
		out = append(out, "failed "+err.Error())
	}
	for _, x := range matches {
		if x.Severity == rules.Info {
			continue
		}
		if x.Severity > rule.Severity {
			t.Errorf("%s: %v is more than the rule's %v", x.Path, x.Severity, rule.Severity)
		}
		s := x.Severity.String()
		if x.Legacy {
			s += " legacy"
		}
		s += " " + x.Path
		if x.Line > 0 {
			s += fmt.Sprintf(":%d", x.Line)
		}
		out = append(out, s+" "+x.Message)
	}
	slices.Sort(out)
	return out
}

// files makes a repository's files from "places path" strings that all hold a
// plain setting.
func files(names ...string) map[string]string {
	m := map[string]string{}
	for _, n := range names {
		m[n] = "A=1\n"
	}
	return m
}

// secret is the text of an env file with a real secret in it.
func secret(t *testing.T) string {
	t.Helper()
	return "DB_PASSWORD=" + expand("{alnum:20}") + "\n"
}

func expand(template string) string {
	text, _ := recipe.Expand(template)
	return text
}

type repoCase struct {
	name string
	repo memory
	want []string // each has all of the words that stars divide, in this order
}

func run(t *testing.T, id string, cases []repoCase) {
	t.Helper()
	for _, c := range cases {
		got := find(t, id, c.repo)
		if len(got) != len(c.want) {
			t.Errorf("%s: found %q, want %q", c.name, got, c.want)
			continue
		}
		for i, want := range c.want {
			rest := got[i]
			for part := range strings.SplitSeq(want, "*") {
				_, after, ok := strings.Cut(rest, part)
				if !ok {
					t.Errorf("%s: found %q, want %q", c.name, got[i], want)
					break
				}
				rest = after
			}
		}
	}
}

func TestEnvNotIgnored(t *testing.T) {
	run(t, "env-not-ignored", []repoCase{
		{"ignored", memory{files: files("w .env", "w a/.env.local"), ignore: ".env*\n"}, nil},
		{"not ignored", memory{files: files("w .env"), ignore: "*.log\n"}, []string{"error .env *does not ignore"}},
		{"no ignore file", memory{files: files("w a/.env.local")}, []string{"error a/.env.local "}},
		{"a copy", memory{files: files("w .env.bak"), ignore: "*.log\n/.env\n"}, []string{"error .env.bak *copy of a private"}},
		{"keys", memory{files: files("w .env.keys"), ignore: "*.log\n"}, []string{"error .env.keys *private keys"}},
		{"tracked is another rule's", memory{files: files("wih .env")}, nil},
		{"no git", memory{files: files("w .env"), bare: true}, nil},
		{"shared files need not be", memory{files: files("w .env.test", "w .flaskenv", "w .envrc")}, nil},

		{"beside an example", memory{files: files("wi .env.example")}, []string{"error .env *beside .env.example"}},
		{"beside an old example", memory{files: files("wih .env.example")}, []string{"error legacy .env *beside .env.example"}},
		{"beside an example, ignored", memory{files: files("wi .env.example"), ignore: ".env\n"}, nil},
		{"once for two examples", memory{files: files("wi .env.example", "wi .env.sample")}, []string{"error .env "}},
		{"deleted example", memory{files: files("h .env.example")}, nil},
		{"an example's private file in a folder", memory{files: files("wi web/env.sample"), ignore: "/.env\n"}, []string{"error web/.env *line 1 of .gitignore*another folder"}},
		{"a second example of the same file", memory{files: files("wi .env.example.complete", "wi env-example-postgres"), ignore: ".env\n"}, nil},
		{"a second example, not ignored", memory{files: files("wi .env.example.complete"), ignore: "*.log\n"}, []string{"error .env *beside .env.example.complete"}},
		{"an example for a stage", memory{files: files("wi .env.example.production"), ignore: ".env\n"}, []string{"error .env.production "}},
		{"defaults are read as well", memory{files: files("wi default.env")}, []string{"warning .env "}},
		{"a fixture", memory{files: files("wi test/fixtures/.env.example")}, []string{"warning test/fixtures/.env "}},
		{"a fixture on disk", memory{files: files("w test/fixtures/.env")}, []string{"warning test/fixtures/.env "}},
		{"a real one among fixtures", memory{files: map[string]string{"w test/.env": secret(t)}}, []string{"error test/.env "}},
		{"a doubtful name", memory{files: files("w docker.env")}, []string{"warning docker.env "}},
		{"a doubtful name, real value", memory{files: map[string]string{"w docker.env": secret(t)}}, []string{"error docker.env "}},

		{"exclude only", memory{files: files("w .env"), exclude: "# mine\n.env\n"}, []string{"warning .env *line 2 of .git/info/exclude, .env*this machine"}},
		{"global only", memory{files: files("w .env"), global: ".env\n"}, []string{"warning .env *line 1 of ~/.config/git/ignore*personal"}},
		{"exclude as well", memory{files: files("w a/.env"), exclude: "/a/\n", ignore: ".env\n"}, nil},
		{"case fold only", memory{files: files("w .env"), ignore: ".ENV\n", fold: true}, []string{"warning .env *line 1 of .gitignore, .ENV*ignoreCase"}},
		{"ignore file not committed", memory{files: map[string]string{"w .env": "A=1\n", "w .gitignore": ".env\n"}}, nil},

		{"only folders", memory{files: files("w .env"), ignore: "x\n.env/\n"}, []string{"error .env *line 2 of .gitignore: `.env/` matches only folders"}},
		{"comment behind", memory{files: files("w .env"), ignore: ".env # secrets\n"}, []string{"line 1 of .gitignore*comment"}},
		{"a BOM inside", memory{files: files("w .env"), ignore: "x\n\ufeff.env\n"}, []string{"line 2 of .gitignore*byte order mark"}},
		{"UTF-16", memory{files: files("w .env"), ignore: "\xff\xfe.\x00e\x00n\x00v\x00"}, []string{"line 1 of .gitignore*UTF-16"}},
		{"taken back", memory{files: files("w .env"), ignore: ".env\n!.env\n"}, []string{"line 2 of .gitignore, !.env takes it back"}},
		{"mistake in the folder's own file", memory{files: map[string]string{"w a/.env": "A=1\n", "wi a/.gitignore": "a/.env\n"}}, []string{"line 1 of a/.gitignore*another folder"}},

		{"meant to be committed", memory{files: map[string]string{"w .env": "A=1\n", "wi symfony.lock": "{}"}}, nil},
		{"but not .env.local", memory{files: map[string]string{"w .env.local": "A=1\n", "wi symfony.lock": "{}"}}, []string{"error .env.local "}},
	})
}

// The good news names the line as well; reports show it on request.
func TestEnvIgnoredBy(t *testing.T) {
	m := memory{files: files("w conf/.env"), ignore: "*.log\nconf/\n"}
	matches, err := builtin.ByID("env-not-ignored").CheckRepo(m.repo())
	if err != nil || len(matches) != 1 || matches[0].Severity != rules.Info || matches[0].Message != "ignored by line 2 of .gitignore, conf/, with all of conf/" {
		t.Errorf("found %+v, %v", matches, err)
	}
}

func TestIgnoreRulesUnreadable(t *testing.T) {
	repo := memory{files: files("w .env")}.repo()
	repo.Ignored = func(string) (gitignore.Result, error) { return gitignore.Result{}, fs.ErrPermission }
	for _, id := range []string{"env-not-ignored", "env-tracked"} {
		repo.Files[0].Index = id == "env-tracked"
		if _, err := builtin.ByID(id).CheckRepo(repo); err == nil {
			t.Errorf("%s: no error although git's rules cannot be read", id)
		}
	}
}

func TestEnvTracked(t *testing.T) {
	run(t, "env-tracked", []repoCase{
		{"staged", memory{files: files("wi .env")}, []string{"error .env *staged"}},
		{"staged, not on disk", memory{files: files("i .env")}, []string{"error .env *staged"}},
		{"legacy", memory{files: files("wih .env")}, []string{"error legacy .env *in the repository"}},
		{"legacy although ignored", memory{files: files("wih .env"), ignore: "x\n.env\n"}, []string{"error legacy .env *although line 2 of .gitignore, .env ignores it"}},
		{"a commit alone", memory{files: files("h .env"), bare: true}, []string{"error legacy .env "}},
		{"being deleted", memory{files: files("wh .env")}, nil},
		{"on disk", memory{files: files("w .env")}, nil},
		{"examples and shared files", memory{files: files("wi .env.example", "wi .env.test", "wi .flaskenv", "wi env.sample")}, nil},
		{
			"copies",
			memory{files: files("wi .env.bak", "wi .env.old", "wi .env~", "wi .env.save", "wi .env copy", "wi .env_1700000000", "wi .env.swp")},
			[]string{"error .env copy ", "error .env.bak ", "error .env.old ", "error .env.save ", "error .env.swp ", "error .env_1700000000 ", "error .env~ "},
		},
		{"keys", memory{files: files("wi config/master.key", "wi .env.keys")}, []string{"error .env.keys ", "error config/master.key "}},
		{"no value", memory{files: map[string]string{"wi .env": "# nothing\nA=\n"}}, []string{"warning .env *no value yet"}},
		{"a value in a comment", memory{files: map[string]string{"wi .env": "# A=1\n"}}, []string{"error .env "}},
		{"a dummy of a test", memory{files: files("wi test/dummy/config/master.key", "wi spec/fixtures/.env")}, []string{"warning spec/fixtures/.env ", "warning test/dummy/config/master.key "}},
		{"doubtful names", memory{files: files("wi .env.dev", "wi docker.env")}, []string{"warning .env.dev ", "warning docker.env "}},
		{"doubtful names, real values", memory{files: map[string]string{"wi docker.env": secret(t), "wi examples/app/.env": secret(t)}}, []string{"error docker.env ", "error examples/app/.env "}},
		{"unreadable", memory{files: files("wi .env"), deny: ".env"}, []string{"error .env ", "failed reading .env"}},

		{"Symfony", memory{files: map[string]string{"wi .env": "A=1\n", "wi .env.local": "A=1\n", "wi composer.json": `{"require":{"symfony/framework-bundle":"*"}}`}}, []string{"error .env.local "}},
		{"Laravel", memory{files: map[string]string{"wi .env": "A=1\n", "wi composer.json": `{"require":{"laravel/framework":"*","symfony/dotenv":"*"}}`}}, []string{"error .env "}},
		{"Vite", memory{files: map[string]string{"wi .env": "A=1\n", "wi .env.production": "A=1\n", "wi package.json": `{"devDependencies":{"vite":"1"}}`}}, nil},
		{"Vite, but an example", memory{files: map[string]string{"wi .env": "A=1\n", "wi .env.example": "A=1\n", "wi package.json": `{"devDependencies":{"vite":"1"}}`}}, []string{"error .env "}},
		{"Vite, but ignored", memory{files: map[string]string{"wi .env": "A=1\n", "wi package.json": `{"devDependencies":{"vite":"1"}}`}, ignore: ".env\n"}, []string{"error .env "}},
		{"Vite in another folder", memory{files: map[string]string{"wi .env": "A=1\n", "wi web/package.json": `{"devDependencies":{"vite":"1"}}`}}, []string{"error .env "}},
		{"Compose", memory{files: map[string]string{"wih .env": "TAG=1.2\n", "wi compose.yaml": ""}}, []string{"warning legacy .env *only settings"}},
		{"Laravel, built by Vite", memory{files: map[string]string{"wi .env": "A=1\n", "wi composer.json": `{"require":{"laravel/framework":"*"}}`, "wi package.json": `{"devDependencies":{"vite":"1"}}`}}, []string{"error .env "}},
		{"Express, built by Vite", memory{files: map[string]string{"wi .env": "A=1\n", "wi package.json": `{"dependencies":{"express":"1"},"devDependencies":{"vite":"1"}}`}}, []string{"error .env "}},
		{"Rails, built by Vite", memory{files: map[string]string{"wi .env": "A=1\n", "wi Gemfile": "", "wi vite.config.ts": ""}}, []string{"error .env "}},
		{"Vite in a workspace", memory{files: map[string]string{"wi web/.env": "A=1\n", "wi web/vite.config.mts": "", "wi web/package.json": "{}", "wi package.json": `{"devDependencies":{"vite":"1"}}`}}, nil},
		{"Compose of a service and its user", memory{files: map[string]string{"wih .env": "POSTGRES_USER=kiosk\nPOSTGRES_PASSWORD=kiosk\n", "wi docker-compose.prod.yml": ""}}, []string{"warning legacy .env *only settings*docker-compose.prod.yml"}},
		{"broken manifest", memory{files: map[string]string{"wi .env": "A=1\n", "wi package.json": `{"devDependencies":{"vite`}}, []string{"error .env "}},
	})
}

func TestPolicyOf(t *testing.T) {
	for _, c := range []struct {
		name, path, framework string
		files                 map[string]string
	}{
		{"nothing", ".env", "", files("wi .env")},
		{"an example file", ".env.example", "", map[string]string{"wi .env.example": "A=1\n", "wi symfony.lock": "{}"}},
		{"symfony.lock", "app/.env", "Symfony", map[string]string{"wi app/.env": "A=1\n", "wi app/symfony.lock": "{}"}},
		{"Next", ".env.production", "Next.js", map[string]string{"wi .env.production": "A=1\n", "wi package.json": `{"dependencies":{"next":"1","react":"1"}}`}},
		{"CRA", ".env", "Create React App", map[string]string{"wi .env": "A=1\n", "wi package.json": `{"dependencies":{"react-scripts":"1"}}`}},
		{"Express", ".env", "", map[string]string{"wi .env": "A=1\n", "wi package.json": `{"dependencies":{"express":"1"}}`}},
		{"local", ".env.local", "", map[string]string{"wi .env.local": "A=1\n", "wi package.json": `{"dependencies":{"next":"1"}}`}},
		{"dotenvx", ".env.production", "dotenvx", map[string]string{"wi .env.production": "DOTENV_PUBLIC_KEY_PRODUCTION=\"02\"\nA=\"encrypted:x\"\n"}},
		{"a key only", ".env.production", "", map[string]string{"wi .env.production": "DOTENV_PUBLIC_KEY_PRODUCTION=\"02\"\nA=b\n"}},
		{"Compose", ".env", "Docker Compose", map[string]string{"wih .env": "TAG=1.2\nPORT=80\n", "wi compose.yaml": ""}},
		{"Compose, new", ".env", "", map[string]string{"wi .env": "TAG=1.2\nPORT=80\n", "wi compose.yaml": ""}},
		{"Compose, real", ".env", "", map[string]string{"wih .env": secret(t), "wi compose.yaml": ""}},
		{"Compose by its setting", ".env", "Docker Compose", map[string]string{"wih .env": "COMPOSE_PROJECT_NAME=tools\n"}},
		{"Symfony by its comment", ".env", "Symfony", map[string]string{"wi .env": "###> symfony/framework-bundle ###\nAPP_ENV=dev\n"}},
		{"names for the browser", "web/.env", "Create React App", map[string]string{"wi web/.env": "REACT_APP_TITLE=x\nREACT_APP_API=/api\n"}},
		{"names for the app, built with gems", ".env", "Expo", map[string]string{"wi .env": "EXPO_PUBLIC_PORT=1\n", "wi Gemfile": "", "wi package.json": `{"dependencies":{"expo":"1"}}`}},
		{"names for the browser and another", "web/.env", "", map[string]string{"wi web/.env": "REACT_APP_TITLE=x\nDB_HOST=db\n"}},
		{"Expo", ".env", "Expo", map[string]string{"wi .env": "A=1\n", "wi package.json": `{"dependencies":{"expo":"1"}}`}},
		{"Flask", ".flaskenv", "Flask", files("wi .flaskenv")},
		{"cookiecutter", ".envs/.local/.django", "cookiecutter-django", files("wi .envs/.local/.django")},
		{"cookiecutter, production", ".envs/.production/.django", "", files("wi .envs/.production/.django")},
	} {
		p := envfile.PolicyOf(memory{files: c.files}.repo(), c.path)
		if p.Framework != c.framework || (p.Reason == "") != (c.framework == "") {
			t.Errorf("%s: %+v, want %q with a reason", c.name, p, c.framework)
		}
	}
	if p := envfile.PolicyOf(nil, ".env"); p != (rules.Policy{}) {
		t.Errorf("without a repository: %+v", p)
	}
}

func TestExampleMissing(t *testing.T) {
	run(t, "example-missing", []repoCase{
		{"missing", memory{files: files("w .env")}, []string{"warning .env *.env.example"}},
		{"there", memory{files: files("w .env", "wi env.sample")}, nil},
		{"in another folder", memory{files: files("w a/.env", "wi .env.example")}, []string{"warning a/.env "}},
		{"about to be deleted", memory{files: files("w .env", "h .env.example")}, []string{"warning .env "}},
		{"once for a folder", memory{files: files("w .env", "w .env.local")}, []string{"warning .env "}},
		{"wrangler", memory{files: files("w .dev.vars")}, []string{"warning .dev.vars *.dev.vars.example"}},
		{"nothing in it", memory{files: map[string]string{"w .env": "# nothing\n"}}, nil},
		{"committed on purpose", memory{files: map[string]string{"wi .env": "A=1\n", "w .env.local": "A=1\n", "wi symfony.lock": ""}}, nil},
		{"a fixture", memory{files: files("w tests/.env")}, nil},
		{"a doubtful name", memory{files: files("w docker.env")}, nil},
		{"cannot be read", memory{files: files("w .env"), deny: ".env"}, []string{"warning .env "}},
	})
}

func TestExampleDrift(t *testing.T) {
	env := func(private, example string) memory {
		return memory{files: map[string]string{"w .env": private, "wi .env.example": example}}
	}
	run(t, "example-drift", []repoCase{
		{"the same", env("A=1\nexport B=2\n", "B=\nA=x\n"), nil},
		{"missing in the example", env("A=1\nB=2\n\nC=3\n", "A=\n"), []string{"warning .env:2 .env.example lacks B (line 2), C (line 4)"}},
		{"missing in the private file", env("A=1\n", "# text\nA=\nNEW=\n"), []string{"warning .env.example:3 .env lacks NEW (line 3)"}},
		{"both", env("A=1\nB=1\n", "A=\nC=\n"), []string{"warning .env.example:2 .env lacks C", "warning .env:2 .env.example lacks B"}},
		{"commented out", env("A=1\n#B=1\nC=1\n", "A=\nB=\n#C=\n"), nil},
		{"commented out and unknown to the other", env("A=1\n#B=1\n", "A=\n#C=\n"), nil},
		{"many", env("A=1\nB=1\nC=1\nD=1\nE=1\nF=1\nG=1\n", ""), []string{"E (line 5) and 2 more"}},
		{"two examples", memory{files: map[string]string{"w .env": "A=1\nB=1\n", "wi .env.example": "A=\n", "wi .env.sample": "B=\n"}}, nil},
		{"layers", memory{files: map[string]string{"w .env": "A=1\n", "w .env.local": "B=1\n", "wi .env.example": "A=\nB=\n"}}, nil},
		{"another folder", memory{files: map[string]string{"w .env": "A=1\n", "wi a/.env.example": "B=\n"}}, nil},
		{"tracked private file", memory{files: map[string]string{"ih .env": "A=1\n", "ih .env.example": "B=\n"}}, []string{"warning legacy .env.example:1 ", "warning legacy .env:1 "}},
		{"private file cannot be read", memory{files: map[string]string{"w .env": "A=1\n", "wi .env.example": "B=\n"}, deny: ".env"}, nil},
		{"example cannot be read", memory{files: map[string]string{"w .env": "A=1\n", "wi .env.example": "B=\n"}, deny: ".env.example"}, []string{"failed reading .env.example"}},
	})
}

// Neither values nor what may be a piece of one are shown.
func TestDriftShowsNoSecret(t *testing.T) {
	value, piece := expand("{alnum:24}"), expand("{alnum:60}")
	m := memory{files: map[string]string{"w .env": "TOKEN=" + value + "\n" + piece + "==\nA='x\n" + piece + "='\n", "wi .env.example": "A=\n"}}
	got := strings.Join(find(t, "example-drift", m), "\n")
	if !strings.Contains(got, "TOKEN") || strings.Contains(got, value) || strings.Contains(got, piece) {
		t.Errorf("found %q", got)
	}
}
