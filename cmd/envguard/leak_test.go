package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/envguard/envguard/rules/recipe"
)

// TestLeaks puts secrets where nobody looks for them, and runs every command over
// them: no output has eight or more characters of one.
func TestLeaks(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not there")
	}
	t.Parallel()
	for _, kind := range []string{"{crc:github:ghp_}", "{hex:64}", "{alnum:40}", "{fernet}"} {
		value, _ := recipe.ExpandSeed(kind, "leak"+kind)
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			dir := leakyRepository(t, value, strings.HasPrefix(kind, "{crc"))
			for _, args := range leakyCommands(value) {
				var out bytes.Buffer
				c := command{stdin: strings.NewReader("X=" + value + "\n"), stdout: &out, stderr: &out}
				c.run(context.Background(), append([]string{"-C", dir}, args...))
				for at := 0; at+8 <= len(value); at++ {
					if part := value[at : at+8]; strings.Contains(out.String(), part) {
						t.Errorf("%s shows a part of the secret", strings.ReplaceAll(strings.Join(args, " "), value, "SECRET"))
						if i := strings.Index(out.String(), part); testing.Verbose() {
							t.Log(strings.ReplaceAll(out.String()[max(0, i-200):min(out.Len(), i+60)], value, "SECRET"))
						}
						break
					}
				}
			}
		})
	}
}

// TestLeaksOfConfiguration does the same with a configuration that holds a secret
// and is wrong.
func TestLeaksOfConfiguration(t *testing.T) {
	t.Parallel()
	value, _ := recipe.ExpandSeed("{alnum:40}", "configuration")
	for _, text := range []string{
		"V = 1\n", "[V]\n", "[[rule]]\nid = \"V\"\n", "[[rule]]\nid = \"a-rule\"\npattern = \"V(\"\n", "[[rule]]\nid = \"a-rule\"\npattern = 'V[0-9]'\nseverity = \"V\"\n",
		"disable = [\"V\"]\n", "[[override]]\npaths = [\"/V\"]\ndisable = [\"V\"]\n", "[severity]\nV = \"V\"\n", "x = V\n", "\"V\n",
	} {
		dir := t.TempDir()
		text = strings.ReplaceAll(text, "V", value)
		if err := os.WriteFile(filepath.Join(dir, ".envguard.toml"), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		for _, args := range [][]string{{"scan"}, {"scan", "--verbose"}, {"scan", "--format", "json"}, {"rules"}, {"rules", "test"}, {"rules", "--format", "json"}, {"explain", value}} {
			var out bytes.Buffer
			c := command{stdin: strings.NewReader(""), stdout: &out, stderr: &out}
			c.run(context.Background(), append([]string{"-C", dir}, args...))
			for at := 0; at+8 <= len(value); at++ {
				if strings.Contains(out.String(), value[at:at+8]) {
					t.Errorf("%v shows a part of the secret in %s", args[0], strings.ReplaceAll(text, value, "SECRET"))
					break
				}
			}
		}
	}
}

// leakyRepository returns a repository with a secret in odd places. Names hold it
// where a rule knows it by its form.
func leakyRepository(t *testing.T, value string, inNames bool) string {
	t.Helper()
	dir := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	write("a.py", fmt.Sprintf("API_SECRET = %q\n# envguard:allow %s -- %s\nTOKEN = %q  # envguard:allow hex-secret -- %s\n", value, value, value, value, value))
	write(".env", value+"\nAPI_KEY="+value+" # was "+value+"\n"+value+"=x\nDSN=postgres://u:"+value+"@db.acme.io/x\n")
	write(".env.example", "API_KEY="+value+"\n# old: "+value+"\n")
	write(".gitignore", "# "+value+"\n/.env # "+value+"\n")
	write("b.js", fmt.Sprintf("f({a: %q, client_secret: %q, url: 'https://u:%s@acme.io'})\n", value, value, value))
	if inNames {
		write("keys/"+value+".txt", "x\n")
		write(value+"/.env", "A=1\n")
	}
	git := func(args ...string) {
		t.Helper()
		cmd := exec.Command("git", args...)
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_NOSYSTEM=1", "GIT_AUTHOR_NAME=a", "GIT_AUTHOR_EMAIL=a@b", "GIT_COMMITTER_NAME=a", "GIT_COMMITTER_EMAIL=a@b")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("git: %v\n%s", err, strings.ReplaceAll(string(out), value, "SECRET"))
		}
	}
	git("init", "-q")
	git("commit", "-q", "--allow-empty", "-m", "first")
	git("add", "-A", "-f")
	git("commit", "-q", "-m", "use API_KEY="+value)
	git("tag", "-a", "v1", "-m", "token: "+value)
	write("c.py", fmt.Sprintf("OTHER_SECRET = %q\n", value))
	git("add", "c.py")
	return dir
}

func leakyCommands(value string) [][]string {
	list := [][]string{
		{"check"},
		{"check", "--all-lines", "--verbose"},
		{"check", "a.py", "c.py"},
		{"check", value},
		{"scan", "--format", "sarif"},
		{"scan", "--format", "github"},
		{"scan", "--format", "gitlab"},
		{"scan", "--format", "codequality"},
		{"scan", "--format", "junit"},
		{"scan", "--format", "checkstyle"},
		{"scan", "--format", "rdjsonl"},
		{"scan", "--format", "csv"},
		{"scan", "--format", "markdown"},
		{"scan", "--format", "ndjson"},
		{"scan", "--format", "html"},
		{"scan"},
		{"scan", "--verbose"},
		{"scan", "--no-allow"},
		{"scan", "--rev", "HEAD"},
		{"scan", "--rev", value},
		{"scan", "--history"},
		{"scan", "--history", "--engine", "git"},
		{"scan", "--range", "HEAD~1..HEAD"},
		{"scan", "--range", value + "..HEAD"},
		{"scan", "--stdin"},
		{"scan", "--since", value, "--history"},
		{"scan", "--branch", value, "--history"},
		{"scan", value},
		{"scan", "--config", value},
		{"scan", "--format", value},
		{"scan", "--color", value},
		{"scan", "--" + value},
		{value},
		{"help", value},
		{"fix", "--dry-run"},
		{"fix", "--check"},
		{"fix", "--dry-run", "--rotate", "--prune"},
		{"fix", value},
		{"explain", "a.py:1"},
		{"explain", "b.js:1"},
		{"explain", ".env:2"},
		{"explain", value},
		{"explain", value + ":1"},
		{"rules"},
		{"rules", value},
		{"rules", "test"},
		{"keygen", value},
		{"keygen", "fernet", value, "--into", ".env"},
		{"fernet", value},
		{"fernet", "encrypt", "--key", value},
		{"fernet", "inspect", value},
		{"fernet", "rotate", "--key", value, "--env-file", ".env"},
		{"rotate", value},
		{"rotate", "API_KEY", "--into", value},
		{"rotate", "API_KEY", "--dry-run"},
		{"uninstall"},
		{"doctor"},
		{"doctor", value},
		{"guard", "claude"},
		{"trace", "a.py:1"},
		{"trace", "--value-from", ".env", "API_KEY"},
		{"trace", value},
		{"trace", "--value-from", value, value},
		{"guard", value},
		{"install", "--agent", value},
		{"install", "--agent", "claude"},
		{"uninstall", "--agent", "claude"},
	}
	var all [][]string
	for _, args := range list {
		all = append(all, args)
		if len(args) > 0 && (args[0] == "check" || args[0] == "scan" || args[0] == "fix" || args[0] == "explain") {
			all = append(all, append(append([]string{}, args...), "--format", "json"))
		}
	}
	return all
}
