package fixer

import (
	"bytes"
	"encoding/json"
	"path"
	"slices"
	"strings"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/dotenv"
	"github.com/envguard/envguard/rules/envfile"
)

// A project is what the files around an env file describe the programs that
// read it.
type project struct {
	framework string          // as [keys.Hint] wants it, or ""
	readers   []dotenv.Reader // of its env files
	compose   []byte          // its compose files, one after the other
	voc       vocabulary      // the words of its public texts
	names     map[string]bool // what the project calls itself, in lower case
}

// projectAt returns what is known of a folder, from the files in it and in the
// folders above it; the nearest ones decide.
func (p *planner) projectAt(dir string) *project {
	if known := p.projects[dir]; known != nil {
		return known
	}
	pr := &project{voc: vocabulary{public: p.publicWords()}, names: map[string]bool{}}
	p.projects[dir] = pr
	for d := dir; ; d = path.Dir(d) {
		p.look(d, pr)
		if d == "." {
			break
		}
	}
	return pr
}

// look adds what one folder says.
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
	pr.call(path.Base(dir))
	if title, _, _ := bytes.Cut(file("README.md"), []byte("\n")); len(title) < 60 {
		pr.call(strings.Trim(string(title), "# "))
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
		var manifest struct {
			Name    string
			Require map[string]json.RawMessage
		}
		_ = json.Unmarshal(bytes.TrimPrefix(composer, []byte("\ufeff")), &manifest) // what it cannot read, it does not require
		pr.call(manifest.Name)
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
			Name            string
			Dependencies    map[string]json.RawMessage
			DevDependencies map[string]json.RawMessage
		}
		_ = json.Unmarshal(bytes.TrimPrefix(pkg, []byte("\ufeff")), &manifest) // see above
		pr.call(manifest.Name)
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
	for _, r := range envfile.ReadersOf(p.Repo, path.Join(dir, ".env")) {
		reads(r, true)
	}
	for i := range p.Repo.Files {
		f := &p.Repo.Files[i]
		if !f.Worktree || !envfile.IsCompose(path.Base(f.Path)) || !startsFrom(folder(f.Path), dir) {
			continue
		}
		if data := file(strings.TrimPrefix(f.Path, prefixOf(dir))); data != nil {
			pr.compose = append(append(pr.compose, data...), '\n')
			reads(dotenv.Compose, has(data, "env_file") || has(data, "${"))
		}
	}
}

// startsFrom reports whether the compose files of a folder belong to the
// project in dir: those in it, and those in a folder below it that is for
// running it.
func startsFrom(compose, dir string) bool {
	if compose == dir {
		return true
	}
	below, ok := strings.CutPrefix(compose, prefixOf(dir))
	if !ok {
		return false
	}
	first, _, _ := strings.Cut(below, "/")
	switch strings.Trim(first, ".") {
	case "docker", "podman", "compose", "docker-compose", "deploy", "deployment", "deployments", "infra", "infrastructure", "dev", "local", "devcontainer", "ops", "self-host", "hosting":
		return true
	}
	return false
}

// prefixOf returns what the paths in a folder begin with.
func prefixOf(dir string) string {
	if dir == "." {
		return ""
	}
	return dir + "/"
}

// call notes a name that the project has for itself.
func (pr *project) call(name string) {
	words := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') })
	if len(words) > 4 {
		return // a sentence
	}
	for _, w := range append(words, strings.Join(words, "")) {
		switch {
		case len(w) < 3, w == "app", w == "api", w == "client", w == "the", w == "docker", w == "public":
		default:
			pr.names[w] = true
		}
	}
}

// isOwn reports whether a word is the project's own name.
func (pr *project) isOwn(word string) bool { return pr.names[word] }

// starts reports whether the project itself starts the service that a
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
	// - NAME and NAME: pass a variable on.
	for line := range bytes.Lines(c) {
		line = bytes.TrimSpace(line)
		if item, ok := bytes.CutPrefix(line, []byte("- ")); ok && string(bytes.Trim(item, " \"'")) == key || string(line) == key+":" {
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

// requires reports whether the project cannot do without a setting: a comment
// or a compose file says so.
func (pr *project) requires(key, comment string) bool {
	if bytes.Contains(pr.compose, []byte("${"+key+":?")) || bytes.Contains(pr.compose, []byte("${"+key+"?")) {
		return true
	}
	low := strings.ToLower(comment)
	for _, w := range [...]string{"not required", "optional", "if required", "n't required", "only required", "required for", "required if", "required when", "required by"} {
		if strings.Contains(low, w) {
			return false
		}
	}
	return strings.Contains(low, "required") || strings.Contains(low, "mandatory")
}

// gives reports whether a compose file of the project starts a service with a
// value: as it is, or as the default of a variable. What asks to be replaced is
// no default.
func (pr *project) gives(value string) bool {
	if len(value) < 4 || saysPlaceholder(value) {
		return false
	}
	c := pr.compose
	for i := 0; ; {
		at := bytes.Index(c[i:], []byte(value))
		if at < 0 {
			return false
		}
		start, end := i+at, i+at+len(value)
		i = end
		// POSTGRES_PASSWORD: value, - POSTGRES_PASSWORD=value, ${POSTGRES_PASSWORD:-value}
		if start > 0 && strings.IndexByte(" \t\"'=:-", c[start-1]) >= 0 && (end == len(c) || strings.IndexByte(" \t\r\n\"'}@", c[end]) >= 0) {
			return true
		}
	}
}

// folder returns the folder of a path, "." for the top.
func folder(p string) string { return path.Dir(p) }
