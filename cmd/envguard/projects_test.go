package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/envguard/envguard/rules/dotenv"
	"github.com/envguard/envguard/rules/fileclass"
)

// TestProjects repairs copies of real projects, as a new clone and after the
// example was copied. It runs if ENVGUARD_PROJECTS lists folders
// that have projects in them; docs/fixing.md says what it is for.
//
// Both ways must give the same private files, a second run must change nothing,
// and what has a value must keep it. With -v it lists what became of each
// entry, for reading by hand; fresh values are shown by their form alone.
func TestProjects(t *testing.T) {
	folders := filepath.SplitList(os.Getenv("ENVGUARD_PROJECTS"))
	if len(folders) == 0 {
		t.Skip("ENVGUARD_PROJECTS is not set")
	}
	exe := filepath.Join(t.TempDir(), "envguard")
	if out, err := exec.CommandContext(t.Context(), "go", "build", "-o", exe, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	total, equal, projects := 0, 0, 0
	for _, folder := range folders {
		list, err := os.ReadDir(folder)
		if err != nil {
			t.Fatal(err)
		}
		for _, project := range list {
			t.Run(project.Name(), func(t *testing.T) {
				entries, same := repairProject(t, exe, filepath.Join(folder, project.Name()))
				total, equal = total+entries, equal+same
				if entries > 0 {
					projects++
				}
			})
		}
	}
	t.Logf("%d projects, %d entries, %d of them the same in a clone and in a copy", projects, total, equal)
}

// repairProject returns how many entries the private files of a project have,
// and how many came out the same both ways.
func repairProject(t *testing.T, exe, from string) (entries, same int) {
	_, name, ok := strings.Cut(filepath.Base(from), "+")
	if !ok {
		name = filepath.Base(from)
	}
	clone, copied := filepath.Join(t.TempDir(), name), filepath.Join(t.TempDir(), name)
	files := projectFiles(t, from)
	if !slices.ContainsFunc(slices.Collect(maps.Keys(files)), func(name string) bool { return fileclass.Classify(name) == fileclass.Example }) {
		return 0, 0
	}
	for _, dir := range []string{clone, copied} {
		for name, content := range files {
			putFile(t, filepath.Join(dir, name), content)
		}
		for _, args := range [][]string{{"init", "-q"}, {"add", "-A", "-f"}, {"-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "-q", "--no-verify", "-m", "start"}} {
			cmd := exec.CommandContext(t.Context(), "git", args...)
			cmd.Dir = dir
			if out, err := cmd.CombinedOutput(); err != nil {
				t.Fatalf("git %q: %v\n%s", args, err, out)
			}
		}
	}
	fix := func(dir string) string {
		cmd := exec.CommandContext(t.Context(), exe, "fix", "--yes", "--verbose")
		cmd.Dir = dir
		out, _ := cmd.Output() // what is left in sources is another matter
		return string(out)
	}
	before := projectFiles(t, clone)
	report := fix(clone)
	after := projectFiles(t, clone)
	made := map[string]string{} // private file: its example
	var private string
	for line := range strings.Lines(report) {
		line = strings.TrimSpace(line)
		if example, ok := strings.CutPrefix(line, "# made from "); ok {
			private = example
		}
		if file, ok := strings.CutPrefix(line, "+++ b/"); ok {
			if private != "" {
				made[file] = path.Join(path.Dir(file), private)
			}
			private = ""
		}
	}
	for file, example := range made {
		putFile(t, filepath.Join(copied, file), before[example])
	}
	fix(copied)
	both := projectFiles(t, copied)
	for dir, state := range map[string]map[string][]byte{clone: after, copied: both} {
		fix(dir)
		if again := projectFiles(t, dir); !maps.EqualFunc(state, again, bytes.Equal) {
			t.Errorf("a second run changes something in %s", dir)
		}
	}
	for _, file := range slices.Sorted(maps.Keys(made)) {
		example, fresh, filled := dotenv.Parse(before[made[file]]), dotenv.Parse(after[file]), dotenv.Parse(both[file])
		for _, e := range fresh.Entries() {
			key := fresh.Key(e)
			if e.Commented || fresh.Lookup(key) != e {
				continue
			}
			was, a, b := valueOf(example, key), valueOf(fresh, key), valueOf(filled, key)
			entries++
			if became(was, a) == became(was, b) {
				same++
			} else {
				t.Errorf("%s: %s: %s in a clone, %s in a copy", file, key, became(was, a), became(was, b))
			}
			t.Logf("%s: %s: %s", file, key, became(was, a))
		}
	}
	return entries, same
}

func valueOf(d *dotenv.File, key string) string {
	if e := d.Lookup(key); e != nil {
		return d.Value(e)
	}
	return "\x00"
}

// became says what became of an example's value.
func became(was, is string) string {
	switch {
	case is == was:
		return "as in the example"
	case is == "":
		return "emptied"
	case is == "\x00":
		return "missing"
	}
	form := "text"
	switch {
	case strings.Trim(is, "0123456789abcdef") == "":
		form = "hexadecimal"
	case strings.Contains(is, "://"):
		return "a URL with another password"
	}
	return fmt.Sprintf("made, %d characters, %s", len(is), form)
}

// projectFiles returns what the fixer reads of a project, and no source code.
func projectFiles(t *testing.T, dir string) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(dir, name)
		if err != nil {
			return err
		}
		rel = filepath.ToSlash(rel)
		switch {
		case d.IsDir() && (d.Name() == ".git" || d.Name() == "node_modules" || d.Name() == "vendor"):
			return filepath.SkipDir
		case !d.Type().IsRegular() || !readsProject(rel):
			return nil
		}
		files[rel], err = os.ReadFile(name)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func readsProject(name string) bool {
	base := strings.ToLower(path.Base(name))
	switch fileclass.Classify(name) {
	case fileclass.Private, fileclass.Example, fileclass.Shared:
		return true
	}
	switch base {
	case "package.json", "composer.json", "symfony.lock", ".gitignore", "go.mod", "gemfile", "mix.exs", "manage.py", "pyproject.toml", "pipfile", "makefile", "contributing.md", "development.md":
		return true
	}
	return strings.HasPrefix(base, "readme") || strings.HasPrefix(base, "requirements") || strings.Contains(base, "compose") && strings.HasSuffix(base, "ml")
}

func putFile(t *testing.T, name string, content []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, content, 0o644); err != nil {
		t.Fatal(err)
	}
}
