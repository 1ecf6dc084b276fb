package fixer

import (
	"bytes"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/envfile"
	"github.com/envguard/envguard/rules/fileclass"
	"github.com/envguard/envguard/rules/judge"
	"github.com/envguard/envguard/scanner"
)

// sourceHint says what to do about a secret in a file that is never rewritten:
// the edit, in the file's own language, and where the value goes.
func (p *planner) sourceHint(f *scanner.Finding) string {
	class := fileclass.Classify(f.Path)
	name := p.variableFor(f)
	switch class {
	case fileclass.Shared, fileclass.Private:
		if class == fileclass.Private && envfile.PolicyOf(p.Repo, f.Path).Framework == "" {
			return name + " may stay where it is once git ignores the file and no longer tracks it"
		}
		return "move " + name + " to a private env file, such as " + path.Join(folder(f.Path), ".env.local") + ", and put a placeholder here"
	case fileclass.Lock, fileclass.Vendored:
		return f.Rule.Fix
	case fileclass.Test, fileclass.Doc, fileclass.Locale:
		return strings.TrimSpace(f.Rule.Fix + "\nif it is made up, say so beside it: envguard:allow " + f.Rule.ID + " -- reason")
	}
	ex, ok := expressionFor(f.Path, name)
	if !ok {
		hint := "take it out of the file, and have the program read it from the environment variable " + name + "; then revoke it"
		if path.Base(f.Path) == "settings.ini" {
			hint = "move " + name + " to .env, which python-decouple reads before settings.ini"
		}
		if head, err := p.Repo.Read(f.Path, rules.Head); err == nil && f.Secret.Reveal() != "" && bytes.Contains(head, []byte(f.Secret.Reveal())) {
			hint += ": it is in the file's history"
		}
		return hint
	}
	var b strings.Builder
	b.WriteString("read it from the environment:")
	if old, edited, ok := p.editLine(f, ex); ok {
		fmt.Fprintf(&b, "\n- %s\n+ %s", old, edited)
	} else {
		fmt.Fprintf(&b, "\n+ %s", ex.text)
	}
	if ex.also != "" {
		b.WriteString("\n" + ex.also)
	}
	if f.Rule.Fix != "" {
		b.WriteString("\n" + f.Rule.Fix)
	}
	return b.String()
}

// variableFor returns the environment variable for a secret: the same one
// wherever the secret is, and no other secret's.
func (p *planner) variableFor(f *scanner.Finding) string {
	secret := f.Secret.Reveal()
	if name := p.variables[secret]; name != "" {
		return name
	}
	name := variableName(f)
	for n := 2; p.taken[name]; n++ {
		name = fmt.Sprintf("%s_%d", variableName(f), n)
	}
	if secret != "" {
		p.variables[secret], p.taken[name] = name, true
	}
	return name
}

// variableName is the name of the environment variable for a value.
func variableName(f *scanner.Finding) string {
	key := f.Key
	if i := strings.LastIndexAny(key, ".:[]'\" /"); i >= 0 && i+1 < len(key) && len(key[i+1:]) > 3 {
		key = key[i+1:]
	}
	name := strings.ToUpper(strings.ReplaceAll(kebab(key), "-", "_"))
	if name == "" || !sharableName(name) || name[0] >= '0' && name[0] <= '9' {
		name = strings.ToUpper(strings.ReplaceAll(f.Rule.ID, "-", "_"))
	}
	// new Stripe("…"): the rule knows better what it is.
	if by := strings.ToUpper(strings.ReplaceAll(f.Rule.ID, "-", "_")); !judge.MaybeSecretName(name) && judge.SecretName(by) && strings.HasPrefix(by, name) {
		return by
	}
	switch name {
	case "KEY", "TOKEN", "PASSWORD", "SECRET", "VALUE", "AUTH", "PASS", "PWD":
		prefix := strings.ToUpper(strings.ReplaceAll(f.Rule.ID, "-", "_"))
		if !strings.Contains(prefix, name) {
			return prefix + "_" + name
		}
		if prefix != "" && !strings.HasPrefix(prefix, "GENERIC") && len(prefix) <= 24 {
			return prefix
		}
		return "APP_" + name
	}
	return name
}

// An expression reads an environment variable in some language.
type expression struct {
	text string // it
	also string // what else the file needs, one or more lines
	// bare is set where the value is without quotes and the expression
	// takes only the value's place, inside of quotes, too.
	bare bool
}

// An expressionRow says how files with one of the names or extensions read an
// environment variable. NAME, name and kebab-name are replaced.
type expressionRow struct {
	names string // separated by blanks, in lower case
	expression
}

var expressionsByName = []expressionRow{
	{"makefile gnumakefile justfile", expression{text: "$(NAME)", bare: true}},
	{"rakefile gemfile vagrantfile fastfile", expression{text: `ENV.fetch("NAME")`}},
	{".npmrc", expression{text: "${NAME}", bare: true}},
	{".gitlab-ci.yml", expression{text: "$NAME", also: "and store it in the project's settings, CI/CD, Variables, masked and protected", bare: true}},
	{".travis.yml azure-pipelines.yml bitbucket-pipelines.yml", expression{text: "$NAME", also: "and store it in the settings of the CI service", bare: true}},
	{"jenkinsfile", expression{text: "credentials('kebab-name')", also: "and store it in Jenkins's credentials"}},
	{"dockerfile containerfile", expression{text: "$NAME", also: "and pass it when the container runs (docker run --env-file .env); for what the build needs:\n  RUN --mount=type=secret,id=name,env=NAME …", bare: true}},
}

var expressionsByExt = []expressionRow{
	{".py .pyi", expression{text: `os.environ["NAME"]`, also: "with `import os` at the top; or, with python-decouple: config(\"NAME\")"}},
	{".js .mjs .cjs .jsx .ts .mts .cts .tsx .vue .svelte .coffee", expression{text: "process.env.NAME", also: "what runs in a browser cannot keep a secret: there, ask your own server"}},
	{".go", expression{text: `os.Getenv("NAME")`, also: `with "os" among the imports`}},
	{".rb .rake .ru .gemspec", expression{text: `ENV.fetch("NAME")`}},
	{".erb", expression{text: `<%= ENV.fetch("NAME") %>`}},
	{".php .phtml", expression{text: "getenv('NAME')", also: "in Laravel: env('NAME') in a file of config/, and config('…') elsewhere"}},
	{".java .kt .kts .groovy .gradle", expression{text: `System.getenv("NAME")`}},
	{".scala .sc", expression{text: `sys.env("NAME")`}},
	{".clj .cljs", expression{text: `(System/getenv "NAME")`}},
	{".cs .vb", expression{text: `Environment.GetEnvironmentVariable("NAME")`}},
	{".fs .fsx", expression{text: `System.Environment.GetEnvironmentVariable "NAME"`}},
	{".rs", expression{text: `std::env::var("NAME").expect("NAME is not set")`}},
	{".swift", expression{text: `ProcessInfo.processInfo.environment["NAME"] ?? ""`}},
	{".dart", expression{text: "Platform.environment['NAME']"}},
	{".ex .exs", expression{text: `System.fetch_env!("NAME")`}},
	{".erl", expression{text: `os:getenv("NAME")`}},
	{".lua", expression{text: `os.getenv("NAME")`}},
	{".pl .pm", expression{text: "$ENV{NAME}"}},
	{".r", expression{text: `Sys.getenv("NAME")`}},
	{".jl", expression{text: `ENV["NAME"]`}},
	{".hs", expression{text: `getEnv "NAME"`, also: "from System.Environment, in IO"}},
	{".c .h .cc .cpp .cxx .hpp", expression{text: `getenv("NAME")`, also: "with <stdlib.h>"}},
	{".nix", expression{text: `builtins.getEnv "NAME"`}},
	{".sh .bash .zsh .ksh .envrc", expression{text: "${NAME}", also: "and load it before: set -a; . ./.env; set +a", bare: true}},
	{".fish", expression{text: "$NAME", bare: true}},
	{".ps1 .psm1", expression{text: "$env:NAME"}},
	{".bat .cmd", expression{text: "%NAME%", bare: true}},
	{".tf", expression{text: "var.name", also: "with a variable that is given from outside (TF_VAR_name):\n  variable \"name\" {\n    type      = string\n    sensitive = true\n  }"}},
	{".yml .yaml", expression{text: "${NAME}", also: "if the program that reads this file puts in environment variables; for Kubernetes: valueFrom.secretKeyRef", bare: true}},
	{".properties", expression{text: "${NAME}", also: "Spring puts environment variables in", bare: true}},
	{".toml .ini .cfg .conf .json .json5 .xml .plist", expression{text: "${NAME}", also: "if the program that reads this file puts in environment variables", bare: true}},
}

// rowFor returns the expression of the row that has a name.
func rowFor(rows []expressionRow, name string) (expression, bool) {
	for _, r := range rows {
		if slices.Contains(strings.Fields(r.names), name) {
			return r.expression, true
		}
	}
	return expression{}, false
}

// expressionFor returns how a file of that name reads an environment variable.
func expressionFor(file, name string) (expression, bool) {
	ex, ok := expressionIn("/"+file, strings.ToLower(path.Base(file)))
	low := strings.ToLower(name)
	replacer := strings.NewReplacer("kebab-name", strings.ToLower(kebab(name)), "NAME", name, "name", low)
	ex.text, ex.also = replacer.Replace(ex.text), replacer.Replace(ex.also)
	return ex, ok
}

// expressionIn returns the expression for a file; file begins with a slash, base
// is in lower case.
func expressionIn(file, base string) (expression, bool) {
	ext := path.Ext(base)
	yaml := ext == ".yml" || ext == ".yaml"
	within := func(folder string) bool { return strings.Contains(file, folder) }
	switch {
	case strings.HasPrefix(base, "dockerfile.") || ext == ".dockerfile":
		base = "dockerfile"
	case yaml && (within("/.github/workflows/") || within("/.github/actions/")):
		return expression{text: "${{ secrets.NAME }}", bare: true, also: "and store it in the repository's settings: gh secret set NAME"}, true
	case within("/.circleci/"):
		base = ".travis.yml"
	case base == "settings.ini", ext == ".ipynb":
		return expression{}, false // decouple and Jupyter put nothing in
	case (ext == ".php" || ext == ".phtml") && within("/config/"):
		return expression{text: "env('NAME')"}, true
	case ext == ".tfvars":
		return expression{also: "give it from outside instead: export TF_VAR_name"}, false
	case yaml && strings.Contains(base, "compose"):
		return expression{text: "${NAME}", bare: true, also: "Compose takes it from .env in the same folder"}, true
	}
	if ex, ok := rowFor(expressionsByName, base); ok {
		return ex, true
	}
	return rowFor(expressionsByExt, ext)
}

// editLine returns a finding's line as it is, masked, and as it should be. It
// reports false where the line cannot be edited so that nothing is left of the
// secret and nothing else changes.
func (p *planner) editLine(f *scanner.Finding, ex expression) (old, edited string, ok bool) {
	data, err := p.read(f.Path, rules.Worktree)
	if err != nil || data == nil || f.Start < 0 || f.End > len(data) || f.Start >= f.End || f.Secret.Reveal() == "" {
		return "", "", false
	}
	if why, _ := uneditable(data); why != "" || string(data[f.Start:f.End]) != f.Secret.Reveal() {
		return "", "", false
	}
	from := bytes.LastIndexByte(data[:f.Start], '\n') + 1
	to := len(data)
	if i := bytes.IndexByte(data[f.End:], '\n'); i >= 0 {
		to = f.End + i
	}
	if to-from > 300 || bytes.IndexByte(data[f.Start:f.End], '\n') >= 0 {
		return "", "", false
	}
	line := strings.TrimRight(string(data[from:to]), "\r")
	a, b := f.Start-from, f.End-from
	if !ex.bare {
		if a, b, ok = literal(line, a, b); !ok {
			return "", "", false
		}
	}
	old, edited = line, line[:a]+ex.text+line[b:]
	if cut, ok := withoutDefault(line, a, b); ok {
		edited = cut
	}
	for _, s := range p.secrets {
		old = strings.ReplaceAll(old, s.Reveal(), "********")
		edited = strings.ReplaceAll(edited, s.Reveal(), "********")
	}
	if strings.Contains(old, f.Secret.Reveal()) || strings.Contains(edited, f.Secret.Reveal()) || !printable(old) || !printable(edited) {
		return "", "", false
	}
	return strings.TrimSpace(old), strings.TrimSpace(edited), true
}

func printable(s string) bool {
	for _, r := range s {
		if r < ' ' && r != '\t' || r == 0x7f || r == '\u202e' || r == '\ufffd' {
			return false
		}
	}
	return true
}

// literal widens a span to the string literal that it fills, with its quotes
// and the letters in front of them that say what kind of string it is.
func literal(line string, a, b int) (int, int, bool) {
	quote := byte(0)
	i := a - 1
	for ; i >= 0; i-- {
		if c := line[i]; c == '"' || c == '\'' || c == '`' {
			quote = c
			break
		}
	}
	if quote == 0 {
		return a, b, false
	}
	j := strings.IndexByte(line[b:], quote)
	if j < 0 {
		return a, b, false
	}
	j += b + 1
	if strings.HasPrefix(line[j:], string(quote)) || i > 0 && line[i-1] == quote {
		return a, b, false // three of them
	}
	// A secret inside of a longer text is another matter, unless the whole is
	// an address that it opens.
	if in := line[i+1 : j-1]; strings.TrimSpace(line[i+1:a]+line[b:j-1]) != "" && !strings.Contains(in, "://") {
		return a, b, false
	}
	for i > 0 && strings.IndexByte("bBrRuUfF@$", line[i-1]) >= 0 && (i < 2 || !isWordByte(line[i-2])) {
		i--
	}
	return i, j, true
}

// withoutDefault returns a line without the literal between a and b if that is
// only what is in for an environment variable: env('KEY', 'secret'),
// process.env.KEY || 'secret'.
func withoutDefault(line string, a, b int) (string, bool) {
	before := strings.TrimRight(line[:a], " \t")
	for _, op := range [...]string{"||", "??", "?:"} {
		head, ok := strings.CutSuffix(before, op)
		if head = strings.TrimRight(head, " \t"); ok && (strings.Contains(head, "env.") || strings.Contains(head, "env[") || strings.Contains(head, "ENV[") || strings.HasSuffix(head, ")") && strings.Contains(head, "env")) {
			return head + line[b:], true
		}
	}
	// config("KEY", cast=str, default="…") loses the default and keeps the rest.
	for _, keyword := range [...]string{"default=", "fallback=", "default:", "default ="} {
		before = strings.TrimRight(strings.TrimSuffix(before, keyword), " \t")
	}
	head, ok := strings.CutSuffix(before, ",")
	rest := strings.TrimLeft(line[b:], " \t")
	if !ok || !strings.HasPrefix(rest, ")") && !strings.HasPrefix(rest, ",") {
		return "", false
	}
	call := strings.LastIndexByte(head, '(')
	if call < 0 {
		return "", false
	}
	name := strings.ToLower(head[:call])
	for _, f := range [...]string{"env", "getenv", "environ.get", "config", "env.fetch", "env.str", "getenvordefault"} {
		if !strings.HasSuffix(name, f) {
			continue
		}
		if f == "environ.get" && strings.HasPrefix(rest, ")") { // which gives None without a default
			return line[:call-len(".get")] + "[" + strings.TrimSpace(head[call+1:]) + "]" + rest[1:], true
		}
		return head + rest, true
	}
	return "", false
}
