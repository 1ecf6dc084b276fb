package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/envguard/envguard/cmd/envguard/internal/report"
)

// completionScript writes a shell's script to a file.
func completionScript(t *testing.T, shell string) string {
	t.Helper()
	var b strings.Builder
	c := command{strings.NewReader(""), &b, io.Discard}
	if code := c.run(t.Context(), []string{"completion", shell}); code != 0 {
		t.Fatalf("exit code %d", code)
	}
	name := filepath.Join(t.TempDir(), "envguard."+shell)
	if err := os.WriteFile(name, []byte(b.String()), 0o666); err != nil {
		t.Fatal(err)
	}
	return name
}

// TestBashCompletion has a real bash complete command lines.
func TestBashCompletion(t *testing.T) {
	bash, err := exec.LookPath("bash")
	if err != nil {
		t.Skip("there is no bash")
	}
	script := completionScript(t, "bash")
	for _, c := range []struct {
		words []string // the last one is completed
		want  string
	}{
		{[]string{"sc"}, "scan"},
		{[]string{"-C", "x", "unin"}, "uninstall"},
		{[]string{"scan", "--rec"}, "--recurse-submodules"},
		{[]string{"check", "--format", "sa"}, "sarif"},
		{[]string{"check", "--format", "=", "sa"}, "sarif"},
		{[]string{"check", "--format", "="}, strings.Join(report.Names(), " ")},
		{[]string{"scan", "--report", "ht"}, "html="},
		{[]string{"scan", "--color", ""}, "auto always never"},
		{[]string{"scan", "--archives", "o"}, "on off"},
		{[]string{"install", "--hook", "pre-r"}, "pre-receive"},
		{[]string{"hook", "comm"}, "commit-msg"},
		{[]string{"help", "fern"}, "fernet"},
		{[]string{"completion", "z"}, "zsh"},
		{[]string{"scan", "--stdin-name", "x"}, ""},
		{[]string{"scan", "--engi"}, ""}, // which is hidden
	} {
		line := `source "$1"; shift; COMP_WORDS=(envguard "$@"); COMP_CWORD=$#; _envguard; printf '%s\n' "${COMPREPLY[*]}"`
		out, err := exec.Command(bash, append([]string{"--noprofile", "--norc", "-c", line, "bash", script}, c.words...)...).Output()
		if got := strings.TrimSpace(string(out)); err != nil || got != c.want {
			t.Errorf("%q: %q, %v, want %q", c.words, got, err, c.want)
		}
	}
}

// TestOtherCompletions has zsh and fish read their scripts, and fish complete with it.
func TestOtherCompletions(t *testing.T) {
	for shell, args := range map[string][]string{
		"zsh":  {"-f", "-c", `autoload -U compinit && compinit -D && source "$1" && (( $+functions[_envguard] )) && echo "$_comps[envguard]"`, "zsh"},
		"fish": {"--no-config", "-c", `source $argv[1]; complete -C "envguard scan --recu"; complete -C "envguard check --format sar"; complete -C "envguard unins"`},
	} {
		t.Run(shell, func(t *testing.T) {
			path, err := exec.LookPath(shell)
			if err != nil {
				t.Skipf("there is no %s", shell)
			}
			script := completionScript(t, shell)
			if out, err := exec.Command(path, "-n", script).CombinedOutput(); err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
			out, err := exec.Command(path, append(args, script)...).CombinedOutput()
			if err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
			want := []string{"_envguard"}
			if shell == "fish" {
				want = []string{"--recurse-submodules\t", "sarif", "uninstall\t"}
			}
			for _, w := range want {
				if !strings.Contains(string(out), w) {
					t.Errorf("no %q in %q", w, out)
				}
			}
		})
	}
	script, err := os.ReadFile(completionScript(t, "powershell"))
	if err != nil {
		t.Fatal(err)
	}
	if strings.Count(string(script), "{") != strings.Count(string(script), "}") || !strings.Contains(string(script), "'scan --format' = @('text', ") {
		t.Error("the script for PowerShell is not whole")
	}
}

// TestManualPages has groff and mandoc read every page.
func TestManualPages(t *testing.T) {
	for _, s := range append(subcommands(), nil) {
		var args []string
		var b strings.Builder
		if s != nil {
			args = []string{s.name}
		}
		c := command{strings.NewReader(""), &b, io.Discard}
		if code := c.run(t.Context(), append([]string{"man"}, args...)); code != 0 {
			t.Fatalf("man %q: exit code %d", args, code)
		}
		page := b.String()
		name := ""
		if s != nil {
			name = s.name
		}
		for _, f := range visibleFlags(name) {
			if !strings.Contains(page, roff("--"+f.name)) {
				t.Errorf("man %q says nothing of --%s", args, f.name)
			}
		}
		if groff, err := exec.LookPath("groff"); err == nil {
			cmd := exec.Command(groff, "-man", "-ww", "-z")
			cmd.Stdin = strings.NewReader(page)
			if out, err := cmd.CombinedOutput(); err != nil || len(out) > 0 {
				t.Errorf("man %q: %v\n%s", args, err, out)
			}
		}
		if mandoc, err := exec.LookPath("mandoc"); err == nil {
			cmd := exec.Command(mandoc, "-T", "lint", "-W", "error")
			cmd.Stdin = strings.NewReader(page)
			if out, err := cmd.CombinedOutput(); err != nil {
				t.Errorf("man %q: %v\n%s", args, err, out)
			}
		}
	}
}

// TestVersion wants what a release is stamped with.
func TestVersion(t *testing.T) {
	defer func(v, c, d string) { stampedVersion, stampedCommit, stampedDate = v, c, d }(stampedVersion, stampedCommit, stampedDate)
	stampedVersion, stampedCommit, stampedDate = "1.2.3", strings.Repeat("ab", 20), "2026-01-31"
	var b strings.Builder
	c := command{strings.NewReader(""), &b, io.Discard}
	for _, args := range [][]string{{"version"}, {"--version"}, {"scan", "--version"}} {
		b.Reset()
		if code := c.run(t.Context(), args); code != 0 || b.String() != "envguard 1.2.3 (abababababab, 2026-01-31)\n" {
			t.Errorf("%q: %d, %q", args, code, b.String())
		}
	}
	b.Reset()
	if c.run(t.Context(), []string{"version", "--verbose"}); !strings.Contains(b.String(), runtime.Version()) {
		t.Errorf("%q", b.String())
	}
	stampedCommit, stampedDate = "", ""
	if v := version(); v != "1.2.3" {
		t.Error(v)
	}
}

// notices is the file with the licenses of all modules that are in the program.
const notices = "THIRD_PARTY_NOTICES.md"

// TestNotices keeps it whole. Write it again with -update.
func TestNotices(t *testing.T) {
	if testing.Short() {
		t.Skip("lists modules")
	}
	licenses := map[string][]string{} // by module; those of its root and of the packages that are used
	for _, system := range []string{"linux", "darwin", "windows"} {
		cmd := exec.Command("go", "list", "-deps", "-f", "{{with .Module}}{{if not .Main}}{{.Path}}\t{{.Version}}\t{{.Dir}}\t{{$.Dir}}{{end}}{{end}}", ".")
		cmd.Env = append(os.Environ(), "GOOS="+system, "CGO_ENABLED=0")
		out, err := cmd.Output()
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(out)) {
			f := strings.Split(strings.TrimSpace(line), "\t")
			if len(f) != 4 {
				continue
			}
			for m, dir := f[0]+" "+f[1], f[3]; strings.HasPrefix(dir, f[2]); dir = filepath.Dir(dir) {
				licenses[m] = append(licenses[m], licensesIn(t, dir)...)
			}
		}
	}
	var b strings.Builder
	b.WriteString("# Third-party notices\n\nThe programs of envguard contain these modules and parts of Go's standard library, whose licenses follow.\n")
	licenses["Go"] = licensesIn(t, strings.TrimSpace(goRoot(t)))
	for _, m := range slices.Sorted(maps.Keys(licenses)) {
		files := licenses[m]
		slices.SortFunc(files, func(a, b string) int { return cmp.Or(len(a)-len(b), strings.Compare(a, b)) })
		files = slices.Compact(files)
		if len(files) == 0 {
			t.Errorf("%s has no license", m)
		}
		fmt.Fprintf(&b, "\n## %s\n", m)
		for _, name := range files {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			fmt.Fprintf(&b, "\n```text\n%s\n```\n", strings.TrimSpace(strings.ReplaceAll(string(text), "\r\n", "\n")))
		}
	}
	name := filepath.Join("..", "..", notices)
	if *update {
		if err := os.WriteFile(name, []byte(b.String()), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	got, err := os.ReadFile(name)
	if err != nil || string(got) != b.String() {
		t.Errorf("%s is out of date: go test ./cmd/envguard -run TestNotices -update", notices)
	}
}

// licensesIn returns the files in a folder that are licenses.
func licensesIn(t *testing.T, dir string) (files []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		name := strings.ToUpper(e.Name())
		if !e.IsDir() && slices.ContainsFunc([]string{"LICENSE", "LICENCE", "NOTICE", "COPYING"}, func(p string) bool { return strings.HasPrefix(name, p) }) && !strings.HasSuffix(name, ".GO") {
			files = append(files, filepath.Join(dir, e.Name()))
		}
	}
	return files
}

func goRoot(t *testing.T) string {
	t.Helper()
	out, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

// TestNpmPackage makes the npm packages of a program, and starts it through node.
func TestNpmPackage(t *testing.T) {
	node, err := exec.LookPath("node")
	if err != nil || runtime.GOOS == "windows" {
		t.Skip("there is no node")
	}
	systems := map[string]string{"amd64": "x64", "arm64": "arm64"}
	arch, ok := systems[runtime.GOARCH]
	if !ok {
		t.Skip("there is no package for this machine")
	}
	envguard, err := exec.LookPath("envguard")
	if err != nil {
		t.Fatal(err)
	}
	root := t.TempDir()
	dist := filepath.Join(root, "dist", "envguard_"+runtime.GOOS+"_"+runtime.GOARCH+"_v1")
	if err := os.MkdirAll(dist, 0o777); err != nil {
		t.Fatal(err)
	}
	// The program of a test knows by its name what it is.
	script := "#!/bin/sh\nexec '" + envguard + "' \"$@\"\n"
	if err := os.WriteFile(filepath.Join(dist, "envguard"), []byte(script), 0o777); err != nil {
		t.Fatal(err)
	}
	make := exec.Command(filepath.Join("..", "..", "packaging", "npm", "make"), "1.2.3", filepath.Join(root, "dist"), filepath.Join(root, "out"))
	if out, err := make.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	own := runtime.GOOS + "-" + arch
	var main, platform struct {
		Name, Version        string
		OptionalDependencies map[string]string
	}
	for file, doc := range map[string]any{"out/envguard/package.json": &main, "out/" + own + "/package.json": &platform} {
		data, err := os.ReadFile(filepath.Join(root, file))
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(data, doc); err != nil {
			t.Fatal(err)
		}
	}
	if main.Version != "1.2.3" || platform.Version != "1.2.3" || main.OptionalDependencies[platform.Name] != "1.2.3" {
		t.Errorf("versions: %+v, %+v", main, platform)
	}
	// As npm installs them.
	modules := filepath.Join(root, "node_modules")
	if err := os.MkdirAll(filepath.Join(modules, "@envguard"), 0o777); err != nil {
		t.Fatal(err)
	}
	for from, to := range map[string]string{"envguard": "envguard", own: "@envguard/" + own} {
		if err := os.Rename(filepath.Join(root, "out", from), filepath.Join(modules, to)); err != nil {
			t.Fatal(err)
		}
	}
	run := func(args ...string) (string, int) {
		out, err := exec.Command(node, append([]string{filepath.Join(modules, "envguard", "bin", "envguard.js")}, args...)...).CombinedOutput()
		return string(out), exitOf(err)
	}
	if out, code := run("version"); code != 0 || !strings.HasPrefix(out, "envguard ") {
		t.Errorf("%d\n%s", code, out)
	}
	if _, code := run("scan", "--history", "--stdin"); code != exitUsage {
		t.Errorf("the exit code is %d", code)
	}
	if err := os.RemoveAll(filepath.Join(modules, "@envguard")); err != nil {
		t.Fatal(err)
	}
	if out, code := run("version"); code != 2 || !strings.Contains(out, "@envguard/"+own+" is not installed") {
		t.Errorf("%d\n%s", code, out)
	}
}

// TestPackagingFiles wants the generated files, and that the configuration of
// goreleaser names files that are there.
func TestPackagingFiles(t *testing.T) {
	if testing.Short() || runtime.GOOS == "windows" {
		t.Skip("builds the program")
	}
	out := t.TempDir()
	cmd := exec.Command(filepath.Join("..", "..", "packaging", "generate"), out)
	cmd.Env = append(os.Environ(), "VERSION=1.2.3")
	if said, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	for _, s := range subcommands() {
		page, err := os.ReadFile(filepath.Join(out, "man", "envguard-"+s.name+".1"))
		if err != nil || !strings.Contains(string(page), "envguard 1.2.3") {
			t.Errorf("envguard-%s.1: %v", s.name, err)
		}
	}
	c := &ciChecker{t}
	data, err := os.ReadFile(filepath.Join("..", "..", ".goreleaser.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	config := c.read(string(data))
	var files []string
	for _, a := range tables(config["archives"]) {
		for _, f := range a["files"].([]any) {
			if m, ok := f.(map[string]any); ok {
				files = append(files, text(m["src"]))
			} else {
				files = append(files, text(f))
			}
		}
	}
	for _, p := range tables(config["nfpms"]) {
		for _, f := range tables(p["contents"]) {
			files = append(files, text(f["src"]))
		}
	}
	for _, name := range files {
		path := filepath.Join("..", "..", name)
		if rest, ok := strings.CutPrefix(name, "packaging/generated/"); ok {
			path = filepath.Join(out, rest)
		}
		if found, err := filepath.Glob(path); err != nil || len(found) == 0 {
			t.Errorf(".goreleaser.yaml names %s, which is not there", name)
		}
	}
	if len(files) < 10 {
		t.Errorf("only %q", files)
	}
	goreleaser, err := exec.LookPath("goreleaser")
	if err != nil {
		return
	}
	check := exec.Command(goreleaser, "check", "-f", ".goreleaser.yaml")
	check.Dir = filepath.Join("..", "..")
	if said, err := check.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, said)
	}
}
