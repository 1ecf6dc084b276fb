package fixer

import (
	"bytes"
	"encoding/json"
	"path"
	"slices"
	"strings"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/dotenv"
)

// A project is what the files around an env file tell of the programs that
// read it.
type project struct {
	framework string          // as [keys.Hint] wants it, or ""
	readers   []dotenv.Reader // of its env files
	compose   []byte          // its compose files, one after the other
	voc       vocabulary      // the words of its public texts
}

// projectAt returns what is known of a folder, from the files in it and in the
// folders above it; the nearest ones decide.
func (p *planner) projectAt(dir string) *project {
	if known := p.projects[dir]; known != nil {
		return known
	}
	pr := &project{voc: vocabulary{public: p.publicWords()}}
	p.projects[dir] = pr
	for d := dir; ; d = path.Dir(d) {
		p.look(d, pr)
		if d == "." {
			break
		}
	}
	return pr
}

// look adds what one folder tells.
func (p *planner) look(dir string, pr *project) {
	file := func(name string) []byte {
		data, err := p.Repo.Read(path.Join(dir, name), rules.Worktree)
		if err != nil || len(data) > maxEnvSize {
			return nil // it says nothing then
		}
		return data
	}
	reads := func(r dotenv.Reader, yes bool) {
		if yes && !slices.Contains(pr.readers, r) {
			pr.readers = append(pr.readers, r)
		}
	}
	is := func(name string, yes bool) {
		if yes && pr.framework == "" {
			pr.framework = name
		}
	}
	var python []byte
	for _, name := range [...]string{
		"requirements.txt", "requirements.in", "pyproject.toml", "Pipfile", "setup.py", "setup.cfg",
		"requirements/base.txt", "requirements/local.txt", "requirements/dev.txt", "requirements/common.txt",
	} {
		python = append(append(python, bytes.ToLower(file(name))...), '\n')
	}
	has := func(text []byte, word string) bool { return bytes.Contains(text, []byte(word)) }
	reads(dotenv.Decouple, has(python, "decouple"))
	reads(dotenv.PythonDotenv, has(python, "python-dotenv") || has(python, "pydantic-settings") || has(python, "pydantic_settings") || has(python, "environs"))
	reads(dotenv.DjangoEnviron, has(python, "django-environ"))
	is("Django", has(python, "django") || file("manage.py") != nil)
	is("Flask", has(python, "flask"))

	if composer := file("composer.json"); composer != nil {
		var manifest struct{ Require map[string]json.RawMessage }
		_ = json.Unmarshal(bytes.TrimPrefix(composer, []byte("\ufeff")), &manifest) // what it cannot read, it does not require
		needs := func(name string) bool { return manifest.Require[name] != nil }
		is("Laravel", needs("laravel/framework"))
		is("Symfony", needs("symfony/framework-bundle") || needs("symfony/flex"))
		is("WordPress", needs("roots/wordpress"))
		reads(dotenv.Phpdotenv, needs("laravel/framework") || needs("vlucas/phpdotenv"))
		reads(dotenv.Symfony, needs("symfony/dotenv") || needs("symfony/runtime") || needs("symfony/flex"))
	}
	if gems := file("Gemfile"); gems != nil {
		is("Rails", has(gems, "rails"))
		reads(dotenv.Ruby, has(gems, "dotenv"))
	}
	is("Phoenix", has(file("mix.exs"), ":phoenix"))
	reads(dotenv.Godotenv, has(file("go.mod"), "joho/godotenv"))
	if pkg := file("package.json"); pkg != nil {
		var manifest struct {
			Dependencies    map[string]json.RawMessage
			DevDependencies map[string]json.RawMessage
		}
		_ = json.Unmarshal(bytes.TrimPrefix(pkg, []byte("\ufeff")), &manifest) // see above
		needs := func(name string) bool {
			return manifest.Dependencies[name] != nil || manifest.DevDependencies[name] != nil
		}
		is("Strapi", needs("@strapi/strapi"))
		is("Next.js", needs("next"))
		node := false
		for _, name := range [...]string{"dotenv", "dotenv-cli", "dotenv-flow", "dotenv-safe", "next", "vite", "nuxt", "@nestjs/config", "react-scripts", "@strapi/strapi", "@sveltejs/kit", "astro", "prisma"} {
			node = node || needs(name)
		}
		reads(dotenv.NodeDotenv, node)
	}
	for _, name := range [...]string{"compose.yml", "compose.yaml", "docker-compose.yml", "docker-compose.yaml", "docker-compose.override.yml", "docker-compose.dev.yml", "docker-compose.local.yml"} {
		if data := file(name); data != nil {
			pr.compose = append(append(pr.compose, data...), '\n')
			reads(dotenv.Compose, has(data, "env_file") || has(data, "${"))
		}
	}
}

// startsWith reports whether the project itself starts the service that a
// password is for: its compose file passes the variable on, or hands the whole
// env file to a service that knows the name.
func (pr *project) starts(key string) bool {
	c := pr.compose
	if len(c) == 0 {
		return false
	}
	for _, form := range [...]string{"${" + key + "}", "${" + key + ":", "${" + key + "-", "${" + key + "?", "$" + key + "\n", "$" + key + "\"", "$" + key + " "} {
		if bytes.Contains(c, []byte(form)) {
			return true
		}
	}
	service, _, _ := strings.Cut(strings.ToLower(key), "_")
	switch service {
	case "postgres", "mysql", "mariadb", "mongo", "rabbitmq", "minio", "redis", "neo4j", "elastic", "clickhouse", "pgadmin", "keycloak":
		return bytes.Contains(c, []byte("env_file")) && bytes.Contains(bytes.ToLower(c), []byte(service))
	}
	return false
}

// gives reports whether a compose file of the project has a value as it stands,
// as the password that it starts a service with.
func (pr *project) gives(value string) bool {
	if len(value) < 4 {
		return false
	}
	for i := 0; ; {
		at := bytes.Index(pr.compose[i:], []byte(value))
		if at < 0 {
			return false
		}
		start, end := i+at, i+at+len(value)
		if start > 0 && strings.IndexByte(" \t\"'=", pr.compose[start-1]) >= 0 &&
			(end == len(pr.compose) || strings.IndexByte(" \t\r\n\"'", pr.compose[end]) >= 0) {
			return true
		}
		i = end
	}
}

// folder returns the folder of a path, "." for the top.
func folder(p string) string { return path.Dir(p) }
