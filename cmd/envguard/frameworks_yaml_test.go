package main

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// TestReadYAML compares readYAML with a library: what it reads, it reads as that does.
func TestReadYAML(t *testing.T) {
	for _, doc := range []string{
		"", "# nothing\n", "a: 1\n", "a:\n", "---\na: b # c\n'q': \"d # e\"\n",
		"repos:\n- repo: local\n  hooks:\n  - id: x\n    stages: [commit, 'push']\n    entry: envguard check -- # all\n- repo: b\n",
		"pre-commit:\n  jobs:\n    - name: a b\n      run: |\n        one\n        two\n    - run: envguard check\n      skip: true\n",
		"a:\n  - b\n  - - c\n    - d\n  -\n    e: f\nurl: https://example.org/x#y\n",
		"a: []\nb: no\n", "fail_fast: true\n\n\nexclude: ^(a|b)/\n",
	} {
		got, err := readYAML(doc)
		var want map[string]any
		if werr := yaml.Unmarshal([]byte(doc), &want); werr != nil {
			t.Fatal(werr)
		}
		if err != nil || !sameYAML(got, want) {
			t.Errorf("%q: %v, %v, want %v", doc, got, err, want)
		}
	}
	for _, doc := range []string{
		"a: {b: c}\n", "a: &x b\n", "a: *x\n", "a: [b, [c]]\n", "a: 'b''c'\n", "a: \"b\\tc\"\n", "- a\n", "a\n", "a: b\n  c\n", "a: b\na: c\n",
		"\ta: b\n", "? a\n: b\n", "a:\n    b: c\n  d: e\n", "a: !!str b\n", "a: [b,\n  c]\n", "a: b: c\n", "%YAML 1.2\n", strings.Repeat("- ", 500) + "a\n",
	} {
		if got, err := readYAML(doc); err == nil {
			t.Errorf("%q is read as %v", doc, got)
		}
	}
}

// sameYAML compares what both readers returned. Numbers and null words are texts
// here, and the last line feed of block scalars is left out.
func sameYAML(got, want any) bool {
	switch want := want.(type) {
	case map[string]any:
		g, _ := got.(map[string]any)
		for k := range want {
			if !sameYAML(g[k], want[k]) {
				return false
			}
		}
		return len(g) == len(want)
	case []any:
		g, ok := got.([]any)
		if !ok || len(g) != len(want) {
			return false
		}
		for i := range want {
			if !sameYAML(g[i], want[i]) {
				return false
			}
		}
		return true
	case string:
		return got == strings.TrimSuffix(want, "\n")
	case int:
		return true
	}
	return reflect.DeepEqual(got, want)
}

// FuzzReadYAML has readYAML read any document.
func FuzzReadYAML(f *testing.F) {
	f.Add("repos:\n- repo: local\n  hooks:\n  - id: x\n    stages: [commit, 'push']\n")
	f.Add("a: |\n  b\n- c: d\n")
	f.Fuzz(func(t *testing.T, doc string) {
		if _, err := readYAML(doc); err != nil && !errors.Is(err, errYAML) {
			t.Error(err)
		}
	})
}

// TestHookManifest reads the manifest for pre-commit: every id has an entry that
// installed hooks would call, too, and no stage that old versions do not know.
func TestHookManifest(t *testing.T) {
	data, err := os.ReadFile(filepath.Join("..", "..", ".pre-commit-hooks.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	var hooks []struct {
		ID, Entry, Language string
		Stages              []string
	}
	if err := yaml.Unmarshal(data, &hooks); err != nil {
		t.Fatal(err)
	}
	for _, h := range hooks {
		words := strings.Fields(h.Entry)
		for _, name := range preCommitHooks(h.ID) {
			if !callOfHook(words, name) {
				t.Errorf("%s: %q is not what the hook %s calls", h.ID, h.Entry, name)
			}
		}
		if len(preCommitHooks(h.ID)) == 0 {
			t.Errorf("%s: install does not know this id", h.ID)
		}
		if (h.Language == "system") != strings.HasSuffix(h.ID, "-system") {
			t.Errorf("%s is in the language %s", h.ID, h.Language)
		}
		for _, s := range h.Stages {
			if s != "commit-msg" {
				t.Errorf("%s: versions of pre-commit before 3.2 do not know the stage %s", h.ID, s)
			}
		}
	}
}
