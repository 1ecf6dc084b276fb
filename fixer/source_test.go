package fixer

import (
	"strings"
	"testing"

	"github.com/envguard/envguard/rules/fileclass"
)

// TestSourceEdits wants the exact edit for a secret in a source file, in its
// language, and the file left alone.
func TestSourceEdits(t *testing.T) {
	for _, c := range []struct{ path, text, want string }{
		{"settings.py", `API_TOKEN = "{alnum:40}"`, `API_TOKEN = os.environ["API_TOKEN"]`},
		{"settings.py", `API_TOKEN = b'{alnum:40}'  # token`, `API_TOKEN = os.environ["API_TOKEN"]  # token`},
		{"settings.py", `SECRET_KEY = os.environ.get("SECRET_KEY", "{alnum:40}")`, `SECRET_KEY = os.environ["SECRET_KEY"]`},
		{"settings.py", `SECRET_KEY = config("SECRET_KEY", "{alnum:40}")`, `SECRET_KEY = config("SECRET_KEY")`},
		{"settings.py", `SECRET_KEY = config("SECRET_KEY", default="{alnum:40}")`, `SECRET_KEY = config("SECRET_KEY")`},
		{"settings.py", `SECRET_KEY = config('SECRET_KEY', default='{alnum:40}', cast=str)`, `SECRET_KEY = config('SECRET_KEY', cast=str)`},
		{"settings.py", `SECRET_KEY = os.getenv("SECRET_KEY", default="{alnum:40}")`, `SECRET_KEY = os.getenv("SECRET_KEY")`},
		{"a.js", `const apiToken = "{alnum:40}";`, `const apiToken = process.env.API_TOKEN;`},
		{"a.ts", "const apiToken = process.env.API_TOKEN || '{alnum:40}';", "const apiToken = process.env.API_TOKEN;"},
		{"main.go", `	apiToken := "{alnum:40}"`, `apiToken := os.Getenv("API_TOKEN")`},
		{"a.rb", `API_TOKEN = "{alnum:40}"`, `API_TOKEN = ENV.fetch("API_TOKEN")`},
		{"config/services.php", `'api_token' => '{alnum:40}',`, `'api_token' => env('API_TOKEN'),`},
		{"src/a.php", `$apiToken = '{alnum:40}';`, `$apiToken = getenv('API_TOKEN');`},
		{"A.java", `String apiToken = "{alnum:40}";`, `String apiToken = System.getenv("API_TOKEN");`},
		{"A.kt", `val apiToken = "{alnum:40}"`, `val apiToken = System.getenv("API_TOKEN")`},
		{"A.cs", `var apiToken = "{alnum:40}";`, `var apiToken = Environment.GetEnvironmentVariable("API_TOKEN");`},
		{"a.rs", `let api_token = "{alnum:40}";`, `let api_token = std::env::var("API_TOKEN").expect("API_TOKEN is not set");`},
		{"deploy.sh", `API_TOKEN="{alnum:40}"`, `API_TOKEN="${API_TOKEN}"`},
		{"compose.yml", `      API_TOKEN: {alnum:40}`, `API_TOKEN: ${API_TOKEN}`},
		{".github/workflows/ci.yml", `          API_TOKEN: {alnum:40}`, `API_TOKEN: ${{ secrets.API_TOKEN }}`},
		{"Dockerfile", `ENV API_TOKEN={alnum:40}`, `ENV API_TOKEN=$API_TOKEN`},
		{"main.tf", `  api_token = "{alnum:40}"`, `api_token = var.api_token`},
		{"a.ps1", `$ApiToken = "{alnum:40}"`, `$ApiToken = $env:API_TOKEN`},
		{"application.properties", `api.token={alnum:40}`, `api.token=${`},
	} {
		m := newMemory(map[string]string{c.path: expand(c.text) + "\n"}, c.path)
		before := m.work[c.path]
		p := m.fix(t, Options{})
		text := shown(t, p)
		if len(m.errors(t)) == 0 {
			t.Errorf("%s: nothing is found in %s", c.path, c.text)
			continue
		}
		if !strings.Contains(text, "\n+ "+c.want) {
			t.Errorf("%s: %s\nbecomes\n%s\nwant %s", c.path, c.text, text, c.want)
		}
		if strings.Contains(text, expand("{alnum:40}")) || m.work[c.path] != before {
			t.Errorf("%s: the secret is shown, or the file is changed:\n%s", c.path, text)
		}
	}
}

// TestRefusals wants one refused file to keep no other from being repaired.
func TestRefusals(t *testing.T) {
	m := newMemory(map[string]string{
		"a/.env": "A=1\n", "a/.env.example": "A=\nB=2\n",
		"b/.env": "\xff\xfeA\x00x", "b/.env.example": "A=\nB=2\n",
		"c/.env": "A=1\n", "c/.env.example": "A=\nB=2\n",
		"d/.env": "A=\xe9\n", "d/.env.example": "A=\nB=2\n",
		"e/.env": "A=" + strings.Repeat("x", maxEnvSize) + "\n", "e/.env.example": "A=\nB=2\n",
		".gitignore": ".env\n",
	}, ".gitignore", "a/.env.example", "b/.env.example", "c/.env.example", "d/.env.example", "e/.env.example")
	m.readOnly = []string{"c/.env"}
	p := m.fix(t, Options{})
	if got := m.work["a/.env"]; got != "A=1\nB=2\n" {
		t.Errorf("a/.env holds %q", got)
	}
	for _, name := range []string{"b/.env", "c/.env", "d/.env", "e/.env"} {
		said := false
		for _, l := range p.Left {
			said = said || l.Path == name && l.Message != "" && l.Hint != ""
		}
		if !said {
			t.Errorf("nothing is said of %s: %v", name, p.Left)
		}
		for _, c := range p.Changes {
			if c.Path == name {
				t.Errorf("%s changes", name)
			}
		}
	}
	// An ignore file that cannot be written keeps the file tracked: git add
	// would only take it again.
	m = newMemory(map[string]string{".env": expand("API_TOKEN={alnum:40}\n"), ".gitignore": "dist\n"}, ".env", ".gitignore")
	m.readOnly = []string{".gitignore"}
	p = m.fix(t, Options{})
	if _, ok := m.index[".env"]; !ok || len(p.Left) == 0 {
		t.Errorf("it was untracked without being ignored: %v", p.Left)
	}
}

// TestHistoryIsTold wants the reach of an untracked file in plain words, and
// none of its values.
func TestHistoryIsTold(t *testing.T) {
	for _, c := range []struct {
		history History
		want    string
	}{
		{History{Commits: 3, Remotes: []string{"origin/dev", "origin/main"}, Complete: true}, "in 3 commits; it is on origin/dev, origin/main. Untracking does not take it out of there: these values must be replaced wherever they are in use: API_TOKEN"},
		{History{Commits: 1, Complete: true}, "in 1 commit; no remote branch has it as far as this clone knows"},
		{History{Commits: 1}, "at least 1 commit (the clone is shallow)"},
		{History{Complete: true}, "is in no commit"},
	} {
		m := newMemory(map[string]string{".env": expand("A=1\nAPI_TOKEN={alnum:40}\n")}, ".env")
		if c.history.Commits == 0 {
			delete(m.head, ".env")
		}
		p, err := MakePlan(t.Context(), Project{
			Repo: m.repo(), Findings: m.scan(t), Scan: mustScan(t),
			History: func(string) (History, error) { return c.history, nil },
		}, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if notes := strings.Join(p.Notes, "\n"); !strings.Contains(notes, c.want) {
			t.Errorf("%+v: the notes are\n%s\nwant %s", c.history, notes, c.want)
		}
	}
}

// TestReadersAgree wants the values of a new private file to be read alike by
// all readers of a project that know inline comments in different ways.
func TestReadersAgree(t *testing.T) {
	m := newMemory(map[string]string{
		"requirements.txt": "python-decouple\npython-dotenv\ndjango-environ\n",
		"package.json":     `{"dependencies": {"dotenv": "17"}}`,
		".env.example":     "SECRET_KEY=changeme # openssl rand -hex 32\nAPI_KEY = your-key # from Ada\nexport JWT_SECRET='changeme'\n",
		".gitignore":       ".env\n",
	}, ".gitignore", ".env.example")
	m.fix(t, Options{})
	got := m.work[".env"]
	for _, line := range strings.Split(got, "\n") {
		if key, value, ok := strings.Cut(line, "="); ok && strings.Contains(key, "SECRET_KEY") && strings.Contains(value, "#") {
			t.Errorf("python-decouple would take the comment for a part of the key:\n%s", got)
		}
	}
	if fileclass.Classify(".env") != fileclass.Private || !strings.Contains(got, "# openssl rand -hex 32") {
		t.Errorf("a comment is lost:\n%s", got)
	}
}

// TestSourceNames wants one variable for one secret, and history only for what
// is in it.
func TestSourceNames(t *testing.T) {
	one, two := expand("{alnum:40}"), expand("{alnum:41}")
	m := newMemory(map[string]string{
		"a.py":     "API_TOKEN = \"" + one + "\"\n",
		"b.py":     "other_token = \"" + one + "\"\n",
		"c.py":     "API_TOKEN = \"" + two + "\"\n",
		"notes.zz": "api_token = \"" + two + "\"\n",
	}, "a.py", "b.py", "c.py")
	text := shown(t, m.plan(t, Options{}))
	for _, want := range []string{`b.py`, `+ os.environ["API_TOKEN"]`, `API_TOKEN = os.environ["API_TOKEN_2"]`, "variable API_TOKEN_2; then revoke it\n"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in\n%s", want, text)
		}
	}
	m = newMemory(map[string]string{"settings.ini": "[settings]\nAPI_TOKEN=" + one + "\n", "requirements.txt": "python-decouple\n"}, "settings.ini")
	if text := shown(t, m.plan(t, Options{})); strings.Contains(text, "${") || !strings.Contains(text, "to .env") {
		t.Errorf("settings.ini:\n%s", text)
	}
}
