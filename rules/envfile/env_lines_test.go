package envfile_test

import (
	"io/fs"
	"strings"
	"testing"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/builtin"
	"github.com/envguard/envguard/rules/fileclass"
)

func TestInvalidLine(t *testing.T) {
	run(t, "env-invalid-line", []repoCase{
		{"nothing to say", memory{files: map[string]string{"i .env.example": "# A\nA=1\nexport B='2\n3'\nC\n\n; x\n"}}, nil},
		{"lines that are no setting", memory{files: map[string]string{"i .env.example": "A=1\nB=2\nC=3\nfoo bar\n[x]\n"}}, []string{
			"warning .env.example:4 line 4 is neither*write NAME=value", "warning .env.example:5 *no sections",
		}},
		{"a conflict", memory{files: map[string]string{"ih .env.example": "A=1\n<<<<<<< HEAD\nB=2\n=======\nB=3\n>>>>>>> x\n"}}, []string{
			"warning legacy .env.example:2 *merge conflict", "warning legacy .env.example:4 *merge conflict", "warning legacy .env.example:6 *merge conflict",
		}},
		{"a key without quotes", memory{files: map[string]string{"w .env": "A=1\nC=2\nKEY=-----BEGIN\nab/cdef\n"}}, []string{"warning .env:4 *put quotes around all of that"}},
		{"a script", memory{files: map[string]string{"i .env.example": "A=1\nif [ x ]; then\nB=2\nfi\n"}}, nil},
		{"a template", memory{files: map[string]string{"i .env.example": "A=1\n{{ x }}\nB=2\n"}}, nil},
		{"something else", memory{files: map[string]string{"i .env.example": "a b\nc d\nA=1\n"}}, nil},
	})
}

func TestQuoteUnclosed(t *testing.T) {
	run(t, "env-quote-unclosed", []repoCase{
		{"closed", memory{files: map[string]string{"i .env.example": "A='x'\nB=\"x\ny\"\nC=it's\n# D='x\nE=`x\n"}}, nil},
		{"unclosed", memory{files: map[string]string{"i .env.example": "A=1\nB=\"x y\nC=2\n"}}, []string{"warning .env.example:2 *value of B in line 2 is never closed"}},
		{"a comment in it", memory{files: map[string]string{"i .env.example": "B='x # y\nC=2\n"}}, []string{"warning .env.example:1 *never closed"}},
	})
}

func TestDuplicateKey(t *testing.T) {
	run(t, "env-duplicate-key", []repoCase{
		{"once, or equal", memory{files: map[string]string{"i .env.example": "A=1\n#A=2\nB=1\nB='1'\nP=x\nP=$P:y\n"}}, nil},
		{"twice", memory{files: map[string]string{"i .env.example": "A=1\nB=1\nA=2\nA=3\n"}}, []string{
			"warning .env.example:3 A in line 3 is set already in line 1", "warning .env.example:4 A in line 4 is set already in line 3",
		}},
	})
}

func TestDialect(t *testing.T) {
	two := map[string]string{"i requirements.txt": "Django==5\npython-decouple>=3  # settings\n", "i compose.yml": "services: {}\n"}
	with := func(more ...string) memory {
		m := memory{files: map[string]string{}}
		for k, v := range two {
			m.files[k] = v
		}
		for i := 0; i < len(more); i += 2 {
			m.files[more[i]] = more[i+1]
		}
		return m
	}
	run(t, "env-dialect", []repoCase{
		{"read alike", with("i .env.example", "# x\nA=b\nB='c d'\nC=postgres://u:p@h/db?x=1\n\n"), nil},
		{
			"a $ in a password, with Next.js",
			memory{files: map[string]string{"w .env": "DB_PASSWORD=pa$$word1x\n", "i package.json": `{"dependencies": {"next": "16"}}`}},
			[]string{`warning .env:1 *next reads «*$»; write \$ for each $`},
		},
		{"one with Vite", memory{files: map[string]string{"w .env": "API_SECRET='x1$kcd9'\n", "i package.json": `{"devDependencies": {"vite": "8"}}`}}, []string{"dotenv-expand reads «*»"}},
		{"one with compose", memory{files: map[string]string{"w .env": "DB_PASSWORD=x1$kc\n", "i compose.yml": "services: {}\n"}}, []string{"compose reads «*»; put the value in single quotes"}},
		{"one that is written right", memory{files: map[string]string{"w .env": "DB_PASSWORD=pa\\$word1x\n", "i package.json": `{"dependencies": {"next": "16"}}`}}, nil},
		{"a variable is meant", memory{files: map[string]string{"w .env": "DB=x\nDB_PASSWORD=a$DB\nA_SECRET=${B}c\nB_SECRET=$HOME/x\n", "i package.json": `{"dependencies": {"next": "16"}}`}}, nil},
		{"a reader that expands nothing", memory{files: map[string]string{"w .env": "DB_PASSWORD=pa$$word1x\n", "i package.json": `{"scripts": {"x": "node --env-file=.env x.js"}}`}}, nil},
		{"no reader known", memory{files: map[string]string{"i .env.example": "export A=b # c\n"}}, nil},
		{"a comment", with("i .env.example", "A=b # c\nB=\"x\" # y\nC=1\n"), []string{
			"warning .env.example:1 line 1, A: python-decouple reads «* # *», compose reads «*»; put the comment on a line of its own above; the same in line 2",
		}},
		{"export", with("i app/x.txt", "", "i .env.example", "export A=b\n"), []string{"warning *:1 line 1, A: python-decouple takes export for a part of the name, compose reads «*»; leave export away"}},
		{"one reader that loses it", memory{files: map[string]string{"i pyproject.toml": "dependencies = [\"python-decouple\"]\n", "i .env.example": "export A=b\nB=c\nC = d\n"}}, []string{"warning *:1 *leave export away"}},
		{"one reader that does not", memory{files: map[string]string{"i package.json": `{"dependencies": {"dotenv": "16"}}`, "i .env.example": "export A=b # x\nC = 'd'\n"}}, nil},
		{"a hash in a password", memory{files: map[string]string{"i package.json": `{"dependencies": {"dotenv": "16"}}`, "i Pipfile": "python-dotenv = \"*\"\n", "i .env.example": "PW=abc#def\n"}}, []string{
			"warning *:1 line 1, PW: python-dotenv reads «*#*», node-dotenv reads «*»; put the value in single quotes",
		}},
		{"a variable that is set", memory{files: map[string]string{"i composer.json": `{"require": {"laravel/framework": "11"}}`, "i compose.yml": "", "i .env.example": "A=x\nB=\"${A}\"\nC=${NOT_HERE}/x\n"}}, nil},
		{"a dollar", memory{files: map[string]string{"i composer.json": `{"require": {"laravel/framework": "11"}}`, "i compose.yml": "", "i .env.example": "A=pa$word\n"}}, []string{"warning *:1 *compose reads «**phpdotenv reads «*$*»"}},
		{"elsewhere", memory{files: map[string]string{"i web/package.json": `{"dependencies": {"dotenv": "16"}}`, "i go.mod": "require github.com/joho/godotenv v1.5.1\n", "i api/.env.example": "A=x#y\n"}}, nil},
	})
	m := with("w .env", "PASSWORD="+expand("{alnum:20}")+" # old: "+expand("{alnum:20}")+"\n")
	for _, line := range find(t, "env-dialect", m) {
		for _, word := range strings.Fields(m.files["w .env"]) {
			if len(word) > 12 && strings.Contains(line, strings.TrimPrefix(word, "PASSWORD=")) {
				t.Errorf("a secret is in %q", line)
			}
		}
	}
}

// TestLintsReadOnce holds the lints to one reading of each file: a hook has no
// time for four.
func TestLintsReadOnce(t *testing.T) {
	reads := 0
	repo := &rules.Repo{
		Files: []rules.RepoFile{{Path: ".env.example", Class: fileclass.Example, Index: true}},
		Read: func(path string, _ rules.Place) ([]byte, error) {
			if path != ".env.example" {
				return nil, fs.ErrNotExist
			}
			reads++
			return []byte("A=1\nA=2\nB=\"x\nno setting\n"), nil
		},
	}
	found := 0
	for _, id := range []string{"env-dialect", "env-duplicate-key", "env-invalid-line", "env-quote-unclosed"} {
		ms, err := builtin.ByID(id).CheckRepo(repo)
		if err != nil {
			t.Fatal(err)
		}
		found += len(ms)
	}
	if reads != 1 || found < 2 {
		t.Errorf("%d findings in %d readings", found, reads)
	}
}
