package gitignore_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/envguard/envguard/rules/gitignore"
)

// A workTree is a repository on disk that real git is asked about.
type workTree struct {
	t      *testing.T
	dir    string
	modern bool // see Matcher.Modern
}

func newWorkTree(t *testing.T) *workTree {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not installed")
	}
	w := &workTree{t: t, dir: t.TempDir()}
	w.git(nil, "init", "-q")
	w.write(".gitignore", "a**/a**\n")
	w.modern = w.ask([]string{"a/b/a"})[0].Line == 0
	w.remove(".gitignore")
	return w
}

func (w *workTree) git(stdin []byte, args ...string) []byte {
	w.t.Helper()
	cmd := exec.Command("git", args...)
	cmd.Dir = w.dir
	cmd.Stdin = bytes.NewReader(stdin)
	cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_CONFIG_NOSYSTEM=1",
		"HOME="+w.dir, "XDG_CONFIG_HOME="+w.dir, "GIT_DIR="+filepath.Join(w.dir, ".git"))
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil && !(cmd.ProcessState.ExitCode() == 1 && slices.Contains(args, "check-ignore")) {
		w.t.Fatalf("git %q: %v\n%s", args, err, stderr.Bytes())
	}
	return out
}

func (w *workTree) write(name, content string) {
	w.t.Helper()
	name = filepath.Join(w.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		w.t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(content), 0o666); err != nil {
		w.t.Fatal(err)
	}
}

func (w *workTree) mkdir(name string) {
	w.t.Helper()
	if err := os.MkdirAll(filepath.Join(w.dir, filepath.FromSlash(name)), 0o777); err != nil {
		w.t.Fatal(err)
	}
}

func (w *workTree) remove(name string) {
	w.t.Helper()
	if err := os.RemoveAll(filepath.Join(w.dir, filepath.FromSlash(name))); err != nil {
		w.t.Fatal(err)
	}
}

// ask returns what git check-ignore says of paths. Parent, CaseFold and Shared
// are not among it.
func (w *workTree) ask(paths []string, config ...string) []gitignore.Result {
	w.t.Helper()
	args := append(config, "check-ignore", "--no-index", "--stdin", "-z", "-v", "-n")
	out := w.git([]byte(strings.Join(paths, "\x00")+"\x00"), args...)
	fields := strings.Split(string(out), "\x00")
	if len(fields) != 4*len(paths)+1 {
		w.t.Fatalf("git check-ignore answered %d fields for %d paths", len(fields), len(paths))
	}
	results := make([]gitignore.Result, len(paths))
	for i := range paths {
		f := fields[4*i : 4*i+4]
		if f[3] != paths[i] {
			w.t.Fatalf("git check-ignore answered %q for %q", f[3], paths[i])
		}
		if f[0] == "" {
			continue
		}
		line, err := strconv.Atoi(f[1])
		if err != nil {
			w.t.Fatal(err)
		}
		r := gitignore.Result{File: f[0], Line: line, Pattern: f[2], Ignored: !strings.HasPrefix(f[2], "!")}
		switch {
		case strings.HasSuffix(f[0], ".gitignore"):
			r.Source = gitignore.PerDir
		case strings.HasSuffix(f[0], "info/exclude"):
			r.Source, r.File = gitignore.Exclude, ".git/info/exclude"
		default:
			r.Source = gitignore.Global
		}
		results[i] = r
	}
	return results
}

func pick[T any](r *rand.Rand, from []T) T { return from[r.IntN(len(from))] }

// pieces make patterns that are strange on purpose.
var pieces = []string{
	"a", "b", "a", "b", "ab", "A", ".env", "/", "/", "*", "*", "**", "***", "?", "**/", "/**", "/**/", "*/",
	"[ab]", "[!a]", "[^a]", "[a-b]", "[]]", "[", "]", "[[:alpha:]]", "[![:alpha:]]", "[[:upper:]]", "[[:nope:]]",
	"[[:", "[a-", "[A-Z]", "[A]", "[\\a]", "[!/]", "[.-0]", "[[:digit:]-z]", "\\", "\\a", "\\A", "\\*", "\\ ", " ",
	"\\/", "!", "#", "\t", ".", "-", "\x00", "é", "\ufeff", "\r", "{a,b}", "(a|b)", "+", "$",
}

// envLines are patterns as people write them.
var envLines = []string{
	".env", ".env*", ".env.*", "*.env", "/.env", "**/.env", ".env/", ".env # secrets", ".env ", ".env\\ ", ".env\t", "!.env",
	"!.env.example", "!*.example", "!.env.*.example", ".env.local", ".env.*.local", "*.local", ".env*.local", ".env?*", ".env.[!e]*",
	"a/.env", "a/", "/a", "a/*", "!a/.env", "a/**", "!a/b/", "**/a/.env", "a/**/.env", "a*/.env", "*", "!*/", "!.env*", "!/.env",
	".[eE][nN][vV]", ".ENV", "[.]env", "\\.env", "\\!.env", "\\#.env", "# .env", "#.env", "", "  .env", "./.env", ".env.", "env",
	"/*", "!/a", "/a/*", "!/a/b", "*.*", ".*", "!.gitignore", "node_modules/", "a/b/c/", "**", "**/", "!**/.env.example", ".env**",
}

func randomPattern(r *rand.Rand) string {
	if r.IntN(3) == 0 {
		return pick(r, envLines)
	}
	var s strings.Builder
	if r.IntN(6) == 0 {
		s.WriteString("!")
	}
	for range 1 + r.IntN(6) {
		s.WriteString(pick(r, pieces))
	}
	return s.String()
}

func randomFile(r *rand.Rand, lines int) string {
	var s strings.Builder
	if r.IntN(8) == 0 {
		s.WriteString("\ufeff")
	}
	for range lines {
		s.WriteString(randomPattern(r))
		s.WriteString(pick(r, []string{"\n", "\n", "\n", "\r\n", " \n", " \r\n", "\r\r\n"}))
	}
	text := s.String()
	if r.IntN(4) == 0 {
		text = strings.TrimSuffix(text, "\n")
	}
	return text
}

var (
	folders = []string{"a", "b", "a/a", "a/b", "a/b/a", "a/b/c", "ab", ".env", "a/.env", "A"}
	names   = []string{
		"a", "b", "c", "ab", "ba", "aa", "A", "B", ".env", ".ENV", ".Env", ".env.local", ".env.example", "prod.env", "x.y",
		"a b", "a ", " a", "\\a", "[", "]", "a]", "-", "*", "é", "{a,b}", "+", "$", "1", ".", "!a", "#", ".env ", "node_modules",
	}
)

// TestAgainstGit compares with git check-ignore: nested files, info/exclude,
// core.excludesFile and core.ignoreCase, over random patterns. Each case is a
// folder of one repository, so that one process answers for many.
func TestAgainstGit(t *testing.T) {
	w := newWorkTree(t)
	batches, cases := 60, 40
	if testing.Short() {
		batches = 8
	}
	for i := range cases {
		for _, f := range folders {
			w.mkdir(fmt.Sprintf("c%d/%s", i, f))
		}
	}
	w.write("global ignore", "")
	var asked, matched, ignored int
	for batch := range batches {
		r := rand.New(rand.NewPCG(20, uint64(batch)))
		fold := r.IntN(3) == 0
		m := gitignore.New(fold)
		m.Modern = w.modern
		add := func(source gitignore.Source, dir, file, content string) {
			w.write(file, content)
			if source == gitignore.Global {
				file = filepath.Join(w.dir, file)
			}
			m.AddFile(source, dir, file, []byte(content))
		}
		// The files above the cases decide over all of them, so they are short,
		// and often there are none.
		top := func() string {
			if r.IntN(3) == 0 {
				return ""
			}
			return randomFile(r, 1+r.IntN(2))
		}
		add(gitignore.PerDir, "", ".gitignore", top())
		add(gitignore.Exclude, "", ".git/info/exclude", top())
		add(gitignore.Global, "", "global ignore", top())

		var paths []string
		files := map[string]string{}
		for i := range cases {
			dir := fmt.Sprintf("c%d", i)
			for _, f := range folders {
				w.remove(dir + "/" + f + "/.gitignore")
			}
			lines := 1 + r.IntN(4)
			if r.IntN(8) == 0 {
				lines = 12 + r.IntN(20) // long enough to be indexed
			}
			files[dir] = randomFile(r, lines)
			add(gitignore.PerDir, dir, dir+"/.gitignore", files[dir])
			if r.IntN(2) == 0 {
				sub := dir + "/" + pick(r, folders)
				files[sub] = randomFile(r, 1+r.IntN(3))
				add(gitignore.PerDir, sub, sub+"/.gitignore", files[sub])
			}
			for range 25 {
				path := dir
				if r.IntN(5) > 0 {
					path += "/" + pick(r, folders)
				}
				if n := pick(r, names); r.IntN(4) > 0 && n != "." {
					path += "/" + n
				}
				paths = append(paths, path)
			}
		}
		want := w.ask(paths, "-c", fmt.Sprintf("core.ignoreCase=%v", fold), "-c", "core.excludesFile="+filepath.Join(w.dir, "global ignore"))
		for i, path := range paths {
			info, err := os.Stat(filepath.Join(w.dir, path))
			got := m.Match(path, err == nil && info.IsDir())
			asked++
			if want[i].Line > 0 {
				matched++
			}
			if want[i].Ignored {
				ignored++
			}
			if r := comparable(got); r != want[i] {
				dir, _, _ := strings.Cut(path, "/")
				t.Fatalf("batch %d, path %q, fold %v\n got %+v\nwant %+v\n%s/.gitignore %q", batch, path, fold, r, want[i], dir, files[dir])
			}
			if !fold && got.CaseFold {
				t.Errorf("%q: matches by case fold without core.ignoreCase", path)
			}
			if got.Parent != "" && !strings.HasPrefix(path, got.Parent+"/") {
				t.Errorf("%q: ignored by parent %q", path, got.Parent)
			}
			if got.Ignored && !got.CaseFold && got.Source == gitignore.PerDir && !got.Shared && !fold {
				t.Errorf("%q: ignored by %s but not shared", path, got.File)
			}
		}
	}
	t.Logf("%d paths, %d decided by a pattern, %d ignored, by %s", asked, matched, ignored, bytes.TrimSpace(w.git(nil, "version")))
	if matched < asked/10 || ignored < asked/20 {
		t.Error("the patterns hit too rarely for the comparison to be worth anything")
	}
}

// comparable leaves what git check-ignore says as well. Git prints a pattern
// up to the first NUL and so do we.
func comparable(r gitignore.Result) gitignore.Result {
	r.Parent, r.CaseFold, r.Shared = "", false, false
	return r
}

// TestAgainstListing compares with what git ls-files -o --exclude-standard lists,
// which is what `git add .` would take.
func TestAgainstListing(t *testing.T) {
	w := newWorkTree(t)
	var files []string
	for _, dir := range []string{"", "a/", "b/", "a/b/", "a/b/c/", "ab/"} {
		for _, name := range []string{"a1", "b1", ".env", ".env.local", ".env.example", "prod.env", "x.y", ".ENV", "a b"} {
			files = append(files, dir+name)
			w.write(dir+name, "x")
		}
	}
	rounds := 60
	if testing.Short() {
		rounds = 8
	}
	for round := range rounds {
		r := rand.New(rand.NewPCG(30, uint64(round)))
		fold := r.IntN(3) == 0
		lazy := map[string]string{}
		for _, dir := range []string{"", "a", "b", "a/b", "ab"} {
			w.remove(dir + "/.gitignore")
			if dir == "" || r.IntN(3) == 0 {
				lazy[dir] = randomFile(r, 1+r.IntN(5))
				w.write(dir+"/.gitignore", lazy[dir])
			}
		}
		m := gitignore.New(fold)
		m.Modern = w.modern
		m.Lazy = func(dir string) (string, []byte, error) {
			return strings.TrimPrefix(dir+"/.gitignore", "/"), []byte(lazy[dir]), nil
		}
		out := w.git(nil, "-c", fmt.Sprintf("core.ignoreCase=%v", fold), "ls-files", "-o", "-z", "--exclude-standard")
		listed := strings.Split(string(out), "\x00")
		for _, f := range files {
			got := m.Match(f, false)
			if want := !slices.Contains(listed, f); got.Ignored != want {
				t.Fatalf("round %d: %q: ignored is %v, want %v\n%+v\n%q", round, f, got.Ignored, want, got, lazy)
			}
		}
	}
}
