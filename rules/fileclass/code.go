package fileclass

import (
	"path"
	"strings"

	"github.com/envguard/envguard/rules/alphabet"
)

// The gates that all generic rules share: what cannot be a secret, whatever
// the estimate says.

// IsCode reports whether path is a program's source, where a word without
// quotes is a name and no value.
func IsCode(file string) bool {
	switch alphabet.ToLower(path.Ext(Untemplated(file))) {
	case ".go", ".py", ".pyi", ".pyx", ".js", ".jsx", ".mjs", ".cjs", ".ts", ".tsx", ".mts", ".cts", ".java", ".kt", ".kts", ".scala", ".groovy", ".gradle", ".clj", ".cljs",
		".c", ".h", ".cc", ".cpp", ".cxx", ".hpp", ".hh", ".m", ".mm", ".cs", ".fs", ".vb", ".rb", ".rake", ".erb", ".php", ".phtml", ".rs", ".swift", ".dart", ".lua", ".pl", ".pm", ".r", ".jl",
		".ex", ".exs", ".erl", ".hrl", ".hs", ".ml", ".mli", ".elm", ".nim", ".zig", ".v", ".d", ".pas", ".vue", ".svelte", ".astro", ".sol", ".tf", ".hcl", ".json", ".json5", ".jsonc", ".ipynb", ".css", ".scss", ".sass", ".less",
		".proto", ".graphql", ".gql", ".thrift", ".ps1", ".psm1", ".coffee", ".el", ".lisp", ".scm", ".sql", ".s", ".asm", ".cmake", ".nix", ".jinja", ".j2", ".twig", ".ejs", ".hbs", ".jsp", ".aspx", ".cshtml", ".razor", ".templ", ".map", ".lock", ".cr", ".bundle", ".hx", ".as", ".bicep", ".cue", ".star", ".bzl":
		return true
	}
	return false
}

// Untemplated returns the path of a configuration file that is written as a
// template without the template's extension: app.yml.j2 is read as app.yml is.
// Other paths are returned as they are.
func Untemplated(file string) string {
	ext := path.Ext(file)
	switch ext {
	case ".j2", ".jinja", ".jinja2", ".ejs", ".erb", ".epp", ".hbs", ".mustache", ".tmpl", ".tpl", ".gotmpl", ".template", ".ctmpl":
	default:
		return file
	}
	inner := strings.TrimSuffix(file, ext)
	switch path.Ext(inner) {
	case ".yml", ".yaml", ".conf", ".cfg", ".cnf", ".ini", ".properties", ".env", ".service", ".sh", ".toml", ".hcl", ".json", ".xml":
		return inner
	}
	return file
}
