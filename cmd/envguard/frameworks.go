package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// A framework is another tool that keeps git hooks.
type framework struct {
	name  string
	files []string // any of these at the top shows that a project uses it
	// mark is a text that the hooks written by it contain.
	mark string
	// owns is set if the tool writes its hooks again whenever it likes, so
	// that one put in their place would not stay.
	owns bool
}

func frameworks() []framework {
	return []framework{
		{
			name: "prek", files: []string{"prek.toml"}, mark: "prek",
		},
		{
			name: "pre-commit", files: []string{".pre-commit-config.yaml", ".pre-commit-config.yml"},
			mark: "pre-commit.com",
		},
		{
			name: "husky", files: []string{".husky"}, mark: "husky",
			owns: true,
		},
		{
			name: "lefthook", files: []string{
				"lefthook.yml", "lefthook.yaml", ".lefthook.yml", ".lefthook.yaml", "lefthook.toml",
				".lefthook.toml", "lefthook.json", ".lefthook.json", ".config/lefthook.yml", ".config/lefthook.yaml",
			}, mark: "lefthook",
			owns: true,
		},
	}
}

// advise says what to write, and where, so that the tool runs envguard in some hooks.
func (f *framework) advise(top string, names []string) string {
	file := f.files[0]
	for _, name := range f.files {
		if _, err := os.Stat(filepath.Join(top, filepath.FromSlash(name))); err == nil {
			file = name
			break
		}
	}
	switch f.name {
	case "husky":
		return huskyAdvice(names)
	case "lefthook":
		return "write into " + file + ":\n" + indent(lefthookAdvice(names))
	}
	var ids []string
	for _, id := range []string{"envguard", "envguard-commit-msg", "envguard-pre-push"} {
		if slices.ContainsFunc(names, func(name string) bool { return slices.Contains(preCommitHooks(id), name) }) {
			ids = append(ids, id)
		}
	}
	const where = "/path/to/your/clone/of/envguard"
	var b strings.Builder
	if f.name == "prek" {
		b.WriteString("[[repos]]\nrepo = \"" + where + "\"  # or its address\nrev = \"main\"  # or a tag\nhooks = [{ id = \"" + strings.Join(ids, "\" }, { id = \"") + "\" }]")
	} else {
		b.WriteString("repos:\n  - repo: " + where + "  # or its address\n    rev: main  # or a tag\n    hooks:\n      - id: " + strings.Join(ids, "\n      - id: "))
	}
	return "write into " + file + ":\n" + indent(b.String())
}

// huskyAdvice says which lines belong into which files.
func huskyAdvice(names []string) string {
	files := map[string][]string{}
	var lines []string
	for _, name := range names {
		line := "envguard check"
		switch {
		case slices.Contains(checkHooks(), name):
		case readsInput(name):
			line = "envguard hook " + name + ` "$@"`
		default:
			line = "envguard hook " + name + ` "$1"`
		}
		if files[line] == nil {
			lines = append(lines, line)
		}
		files[line] = append(files[line], ".husky/"+name)
	}
	var parts []string
	for _, line := range lines {
		parts = append(parts, "write this line into "+strings.Join(files[line], " and ")+":\n"+indent(line))
	}
	return strings.Join(parts, "\n")
}

// lefthookAdvice is a configuration of lefthook.
func lefthookAdvice(names []string) string {
	var b strings.Builder
	for _, name := range names {
		fmt.Fprintf(&b, "%s:\n  commands:\n    envguard:\n", name)
		switch {
		case slices.Contains(checkHooks(), name):
			b.WriteString("      run: envguard check\n")
		case readsInput(name):
			fmt.Fprintf(&b, "      use_stdin: true\n      run: envguard hook %s {1} {2}\n", name)
		default:
			fmt.Fprintf(&b, "      run: envguard hook %s {1}\n", name)
		}
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// reads reports whether the tool reads the configuration of a framework: prek reads
// pre-commit's as well.
func (f *framework) reads(name string) bool {
	return f.name == name || f.name == "prek" && name == "pre-commit"
}

// detectFrameworks returns those that a project uses, by their files.
func detectFrameworks(top string) []framework {
	var found []framework
	for _, f := range frameworks() {
		for _, name := range f.files {
			if _, err := os.Stat(filepath.Join(top, filepath.FromSlash(name))); err == nil {
				found = append(found, f)
				break
			}
		}
	}
	return found
}

// writerOf returns the framework that wrote a hook, or nil.
func writerOf(script []byte) *framework {
	for _, f := range frameworks() {
		if bytes.Contains(script, []byte(f.mark)) {
			return &f
		}
	}
	return nil
}

// indent puts spaces in front of every line.
func indent(text string) string {
	return "    " + strings.ReplaceAll(text, "\n", "\n    ")
}
