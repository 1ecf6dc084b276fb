package fixer

import (
	"bytes"
	"fmt"
	"path"
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

// expressionFor returns how a file of that name reads an environment variable.
func expressionFor(file, name string) (expression, bool) {
	base := strings.ToLower(path.Base(file))
	ext := path.Ext(base)
	workflow := strings.Contains("/"+file, "/.github/workflows/") || strings.Contains("/"+file, "/.github/actions/")
	quoted := func(format string) expression { return expression{text: fmt.Sprintf(format, name)} }
	switch {
	case base == "dockerfile" || strings.HasPrefix(base, "dockerfile.") || ext == ".dockerfile" || base == "containerfile":
		return expression{
			text: "$" + name, bare: true,
			also: "and pass it when the container runs (docker run --env-file .env); for what the build needs:\n  RUN --mount=type=secret,id=" + strings.ToLower(name) + ",env=" + name + " …",
		}, true
	case workflow && (ext == ".yml" || ext == ".yaml"):
		return expression{text: "${{ secrets." + name + " }}", bare: true, also: "and store it in the repository's settings: gh secret set " + name}, true
	case base == ".gitlab-ci.yml":
		return expression{text: "$" + name, bare: true, also: "and store it in the project's settings, CI/CD, Variables, masked and protected"}, true
	case base == ".travis.yml" || strings.Contains("/"+file, "/.circleci/") || base == "azure-pipelines.yml" || base == "bitbucket-pipelines.yml":
		return expression{text: "$" + name, bare: true, also: "and store it in the settings of the CI service"}, true
	case base == "jenkinsfile":
		return expression{text: fmt.Sprintf("credentials('%s')", strings.ToLower(kebab(name))), also: "and store it in Jenkins's credentials"}, true
	}
	if base == "settings.ini" {
		return expression{}, false // decouple puts nothing in
	}
	switch ext {
	case ".py", ".pyi":
		return expression{text: fmt.Sprintf(`os.environ["%s"]`, name), also: "with `import os` at the top; or, with python-decouple: config(\"" + name + "\")"}, true
	case ".ipynb":
		return expression{}, false
	case ".js", ".mjs", ".cjs", ".jsx", ".ts", ".mts", ".cts", ".tsx", ".vue", ".svelte", ".coffee":
		return expression{text: "process.env." + name, also: "what runs in a browser cannot keep a secret: there, ask your own server"}, true
	case ".go":
		return expression{text: fmt.Sprintf(`os.Getenv("%s")`, name), also: "with \"os\" among the imports"}, true
	case ".rb", ".rake", ".ru", ".gemspec":
		return quoted(`ENV.fetch("%s")`), true
	case ".erb":
		return quoted(`<%%= ENV.fetch("%s") %%>`), true
	case ".php", ".phtml":
		if strings.Contains("/"+file, "/config/") {
			return quoted(`env('%s')`), true
		}
		return expression{text: fmt.Sprintf(`getenv('%s')`, name), also: "in Laravel: env('" + name + "') in a file of config/, and config('…') elsewhere"}, true
	case ".java":
		return quoted(`System.getenv("%s")`), true
	case ".kt", ".kts":
		return quoted(`System.getenv("%s")`), true
	case ".scala", ".sc":
		return quoted(`sys.env("%s")`), true
	case ".groovy", ".gradle":
		return quoted(`System.getenv("%s")`), true
	case ".clj", ".cljs":
		return quoted(`(System/getenv "%s")`), true
	case ".cs":
		return quoted(`Environment.GetEnvironmentVariable("%s")`), true
	case ".fs", ".fsx":
		return quoted(`System.Environment.GetEnvironmentVariable "%s"`), true
	case ".vb":
		return quoted(`Environment.GetEnvironmentVariable("%s")`), true
	case ".rs":
		return quoted(`std::env::var("%s").expect("%[1]s is not set")`), true
	case ".swift":
		return quoted(`ProcessInfo.processInfo.environment["%s"] ?? ""`), true
	case ".dart":
		return quoted(`Platform.environment['%s']`), true
	case ".ex", ".exs":
		return quoted(`System.fetch_env!("%s")`), true
	case ".erl":
		return quoted(`os:getenv("%s")`), true
	case ".lua":
		return quoted(`os.getenv("%s")`), true
	case ".pl", ".pm":
		return quoted(`$ENV{%s}`), true
	case ".r":
		return quoted(`Sys.getenv("%s")`), true
	case ".jl":
		return quoted(`ENV["%s"]`), true
	case ".hs":
		return expression{text: fmt.Sprintf(`getEnv "%s"`, name), also: "from System.Environment, in IO"}, true
	case ".c", ".h", ".cc", ".cpp", ".cxx", ".hpp":
		return expression{text: fmt.Sprintf(`getenv("%s")`, name), also: "with <stdlib.h>"}, true
	case ".nix":
		return quoted(`builtins.getEnv "%s"`), true
	case ".sh", ".bash", ".zsh", ".ksh", ".envrc":
		return expression{text: "${" + name + "}", bare: true, also: "and load it before: set -a; . ./.env; set +a"}, true
	case ".fish":
		return expression{text: "$" + name, bare: true}, true
	case ".ps1", ".psm1":
		return expression{text: "$env:" + name}, true
	case ".bat", ".cmd":
		return expression{text: "%" + name + "%", bare: true}, true
	case ".tf":
		low := strings.ToLower(name)
		return expression{text: "var." + low, also: "with a variable that is given from outside (TF_VAR_" + low + "):\n  variable \"" + low + "\" {\n    type      = string\n    sensitive = true\n  }"}, true
	case ".tfvars":
		return expression{text: "", also: "give it from outside instead: export TF_VAR_" + strings.ToLower(name)}, false
	case ".yml", ".yaml":
		if strings.Contains(base, "compose") {
			return expression{text: "${" + name + "}", bare: true, also: "Compose takes it from .env beside the file"}, true
		}
		return expression{text: "${" + name + "}", bare: true, also: "if the program that reads this file puts in environment variables; for Kubernetes: valueFrom.secretKeyRef"}, true
	case ".properties":
		return expression{text: "${" + name + "}", bare: true, also: "Spring puts environment variables in"}, true
	case ".toml", ".ini", ".cfg", ".conf", ".json", ".json5", ".xml", ".plist":
		return expression{text: "${" + name + "}", bare: true, also: "if the program that reads this file puts in environment variables"}, true
	}
	switch base {
	case "makefile", "gnumakefile", "justfile":
		return expression{text: "$(" + name + ")", bare: true}, true
	case "rakefile", "gemfile", "vagrantfile", "fastfile":
		return quoted(`ENV.fetch("%s")`), true
	case ".npmrc", ".yarnrc.yml":
		return expression{text: "${" + name + "}", bare: true}, true
	}
	return expression{}, false
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
