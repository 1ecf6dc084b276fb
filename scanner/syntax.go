package scanner

import (
	"path"
	"strings"

	"github.com/envguard/envguard/rules/fileclass"
)

// A syntax is what a file's name says about values without quotes.
type syntax struct {
	code   bool // bare words are identifiers, not values
	lines  bool // a bare value goes on to the end of its line
	semi   bool // " ;" begins a comment
	shell  bool // a bare value ends at a blank
	netrc  bool // words alternate between name and value
	pairs  bool // a line can be a name, a blank and a value
	pgpass bool // host:port:database:user:password
	ppp    bool // client server secret
	ipsec  bool // ids : PSK "secret"
	sql    bool // its statements give users passwords without quotes, too
	// notebook is set where strings can be what a program wrote.
	notebook bool
}

// everyLine reports whether each line of a file holds a password, by its place
// alone.
func (s syntax) everyLine() bool { return s.pgpass || s.ppp || s.ipsec }

// syntaxOf derives the syntax from a path. Unknown names are taken for
// configuration, where values need no quotes: nothing is missed that way, and
// the rules see that the value has none.
func syntaxOf(p string) syntax {
	base := strings.ToLower(path.Base(fileclass.Untemplated(p)))
	switch base {
	case "dockerfile", "containerfile", "makefile", "gnumakefile", "vagrantfile", "jenkinsfile", "procfile":
		return syntax{shell: true, lines: true}
	case ".netrc", "_netrc":
		return syntax{netrc: true}
	case ".pgpass", "pgpass", "pgpass.conf":
		return syntax{pgpass: true}
	case "chap-secrets", "pap-secrets":
		return syntax{ppp: true}
	case "ipsec.secrets":
		return syntax{ipsec: true}
	}
	switch strings.TrimPrefix(path.Ext(base), ".") {
	case "sql":
		return syntax{code: true, sql: true}
	case "ipynb":
		return syntax{code: true, notebook: true}
	case "go", "py", "pyi", "pyx", "js", "mjs", "cjs", "jsx", "ts", "tsx", "vue", "svelte", "java", "kt", "kts", "scala", "groovy", "gradle",
		"c", "h", "cc", "cpp", "cxx", "hpp", "hh", "m", "mm", "cs", "fs", "vb", "swift", "rs", "rb", "erb", "php", "pl", "pm", "lua", "dart",
		"ex", "exs", "erl", "hs", "ml", "clj", "cljs", "r", "jl", "zig", "nim", "cr", "d", "pas", "asm", "s", "proto", "thrift", "graphql",
		"tf", "tfvars", "hcl", "nix", "json", "json5", "jsonc", "css", "scss", "less", "sol", "v", "sv", "vhd", "wasm", "map",
		"coffee", "elm", "bicep", "jsonnet", "libsonnet", "star", "bzl", "cmake", "tcl", "lisp", "el", "scm", "rkt", "awk", "feature", "toml":
		return syntax{code: true}
	case "yaml", "yml", "properties", "env", "envrc", "eyaml", "sops":
		return syntax{lines: true}
	case "conf":
		return syntax{lines: true, semi: true, pairs: true}
	case "ini", "cfg", "cnf", "config", "reg", "inf", "desktop", "service":
		return syntax{lines: true, semi: true}
	case "sh", "bash", "zsh", "ksh", "fish", "ps1", "psm1", "bat", "cmd", "bashrc", "zshrc", "profile", "mk":
		return syntax{shell: true, lines: true}
	case "netrc":
		return syntax{netrc: true}
	case "md", "markdown", "rst", "adoc", "txt", "tex", "html", "htm", "xml", "xhtml", "svg", "plist", "log", "csv", "tsv":
		return syntax{}
	}
	return syntax{lines: true}
}
