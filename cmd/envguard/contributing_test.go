package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestContributing compiles the examples of CONTRIBUTING.md as files of their packages.
func TestContributing(t *testing.T) {
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(root, "CONTRIBUTING.md"))
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	overlay := struct{ Replace map[string]string }{map[string]string{}}
	packages := map[string]bool{}
	for _, block := range strings.Split(string(text), "```go\n// ")[1:] {
		block, _, _ = strings.Cut(block, "\n```")
		name, code, _ := strings.Cut(block, "\n")
		file := filepath.Join(dir, strings.ReplaceAll(name, "/", "-"))
		write(t, file, code+"\n", 0o644)
		overlay.Replace[filepath.Join(root, name)] = file
		packages["./"+filepath.ToSlash(filepath.Dir(name))] = true
	}
	if len(packages) != 6 {
		t.Fatalf("%d examples, want 6", len(packages))
	}
	data, err := json.Marshal(overlay)
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, "overlay.json"), string(data), 0o644)
	args := []string{"build", "-overlay", filepath.Join(dir, "overlay.json")}
	for p := range packages {
		args = append(args, p)
	}
	cmd := exec.Command("go", args...)
	cmd.Dir = root
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}
