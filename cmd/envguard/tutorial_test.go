package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestTutorial runs testdata/tutorial with real Python: a key is made, read
// with python-decouple, used by cryptography, kept out of the repository, and
// made again in a collaborator's clone. ENVGUARD_REQUIRE_TOOLS=1 makes a missing
// tool a failure.
func TestTutorial(t *testing.T) {
	python := ""
	for _, name := range []string{"/usr/bin/python3", "python3"} {
		path, err := exec.LookPath(name)
		if err == nil && exec.Command(path, "-c", "import decouple, cryptography.fernet").Run() == nil {
			python = path
			break
		}
	}
	if python == "" {
		const why = "there is no python3 with cryptography and decouple (Debian: python3-cryptography, python3-decouple)"
		if os.Getenv("ENVGUARD_REQUIRE_TOOLS") == "1" {
			t.Fatal(why)
		}
		t.Skip(why)
	}
	home := t.TempDir()
	config := "[user]\nname = Ada\nemail = ada@example.org\n[init]\ndefaultBranch = main\n"
	if err := os.WriteFile(filepath.Join(home, ".gitconfig"), []byte(config), 0o666); err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:                 filepath.Join("..", "..", "testdata", "tutorial"),
		RequireExplicitExec: true,
		Setup: func(e *testscript.Env) error {
			e.Setenv("HOME", home)
			e.Setenv("USERPROFILE", home)
			e.Setenv("XDG_CONFIG_HOME", filepath.Join(home, ".config"))
			e.Setenv("GIT_CONFIG_NOSYSTEM", "1")
			e.Setenv("GIT_CEILING_DIRECTORIES", e.WorkDir)
			e.Setenv("PYTHON", python)
			return nil
		},
	})
}
