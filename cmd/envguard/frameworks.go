package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
)

// A framework is another tool that keeps git hooks.
type framework struct {
	name  string
	files []string // any of these at the top shows that a project uses it
	// mark is a text that the hooks written by it contain.
	mark string
	// advice is what to write so that it runs envguard.
	advice string
	// owns is set if the tool writes its hooks again whenever it likes, so
	// that one put in their place would not stay.
	owns bool
}

const preCommitAdvice = `repos:
  - repo: /path/to/your/clone/of/envguard  # or its address
    rev: main  # or a tag
    hooks:
      - id: envguard`

func frameworks() []framework {
	return []framework{
		{
			name: "prek", files: []string{"prek.toml"}, mark: "prek",
			advice: "[[repos]]\nrepo = \"/path/to/your/clone/of/envguard\"  # or its address\nrev = \"main\"  # or a tag\nhooks = [{ id = \"envguard\" }]",
		},
		{
			name: "pre-commit", files: []string{".pre-commit-config.yaml", ".pre-commit-config.yml"},
			mark: "pre-commit.com", advice: preCommitAdvice,
		},
		{
			name: "husky", files: []string{".husky"}, mark: "husky",
			advice: "envguard check", owns: true,
		},
		{
			name: "lefthook", files: []string{
				"lefthook.yml", "lefthook.yaml", ".lefthook.yml", ".lefthook.yaml", "lefthook.toml",
				".lefthook.toml", "lefthook.json", ".lefthook.json", ".config/lefthook.yml", ".config/lefthook.yaml",
			}, mark: "lefthook",
			advice: "pre-commit:\n  commands:\n    envguard:\n      run: envguard check\npre-merge-commit:\n  commands:\n    envguard:\n      run: envguard check",
			owns:   true,
		},
	}
}

// where says which file the advice belongs in.
func (f *framework) where(top string) string {
	if f.name == "husky" {
		return ".husky/pre-commit and .husky/pre-merge-commit"
	}
	for _, name := range f.files {
		if _, err := os.Stat(filepath.Join(top, filepath.FromSlash(name))); err == nil {
			return name
		}
	}
	return f.files[0]
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
