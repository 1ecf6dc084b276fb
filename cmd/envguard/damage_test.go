//go:build unix

package main

import (
	"bytes"
	"compress/zlib"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/envguard/envguard/rules/recipe"
)

// The damage matrix: each object and each administrative file of a small
// repository is damaged in every way that we could think of, and read in every
// mode with every engine. A run must end, and must end with exit code 3 unless
// it found all that it finds in the undamaged repository: nothing that could
// not be read may pass as clean, and none of it is the user's mistake.
//
// By default each damage is tried on one object of each type, in some of the
// modes. All of it runs when ENVGUARD_DAMAGE is set to "all".

// A damage is one way to make a file unreadable. It returns false where it
// does not apply.
type damage struct {
	name  string
	apply func(d *damaged, path string) bool
	gone  bool // nothing is left of the file
}

// A target is a file to damage, and what must be named for it.
type target struct {
	name  string
	path  string   // relative to the git directory
	names []string // one of them must be in the output
	in    []damage
}

// A damageMode is a command line.
type damageMode struct {
	name string
	args []string
}

var damageModes = []damageMode{
	{"check", []string{"check"}},
	{"tree", []string{"scan"}},
	{"rev", []string{"scan", "--rev", "HEAD"}},
	{"tag", []string{"scan", "--rev", "v1"}},
	{"range", []string{"scan", "--range", "HEAD~2..HEAD"}},
	{"since", []string{"scan", "--history", "--since", "2001-01-01"}},
	{"branch", []string{"scan", "--history", "--branch", "main"}},
	{"history", []string{"scan", "--history"}},
	{"unreachable", []string{"scan", "--history", "--unreachable"}},
}

// A damaged is a copy of a repository to damage.
type damaged struct {
	t   *testing.T
	dir string
	git string // the git directory
}

// A damageBase is an undamaged repository.
type damageBase struct {
	name    string
	dir     string
	format  string
	engines []string
	objects []damageObject

	mu    sync.Mutex
	clean map[string]outcome // by engine and mode
}

type damageObject struct{ id, kind, about string }

// An outcome is what a run gave.
type outcome struct {
	code  int
	found []string // fingerprints
	out   string
}

// damageHang is how long a run may take: one that takes longer hangs, on any
// machine.
const damageHang = time.Minute

// brief is what an outcome says of the damage.
func (o outcome) brief() string {
	s := fmt.Sprintf("exit code %d", o.code)
	for line := range strings.Lines(o.out) {
		if strings.Contains(line, `"reason":`) || strings.HasPrefix(line, "envguard: ") || strings.HasPrefix(line, "panic") {
			s += "\n\t" + strings.TrimSpace(line)
		}
	}
	return s
}

var fingerprints = regexp.MustCompile(`"fingerprint": *"([^"]+)"`)

func runDamaged(t *testing.T, dir, engine string, m damageMode) (o outcome, ended bool) {
	args := append([]string{"-C", dir}, m.args...)
	args = append(args, "--format", "json")
	if engine != "" {
		args = append(args, "--engine", engine)
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var stdout, stderr bytes.Buffer
	done := make(chan int, 1)
	go func() { done <- command{strings.NewReader(""), &stdout, &stderr}.run(ctx, args) }()
	select {
	case o.code = <-done:
	case <-time.After(damageHang):
		return outcome{}, false
	}
	o.out = stderr.String() + stdout.String()
	for _, m := range fingerprints.FindAllStringSubmatch(stdout.String(), -1) {
		o.found = append(o.found, m[1])
	}
	slices.Sort(o.found)
	o.found = slices.Compact(o.found)
	return o, true
}

// damageGit runs git in a folder of the test.
func damageGit(t *testing.T, dir, stdin string, args ...string) string {
	t.Helper()
	cmd := exec.Command("git", args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(),
		"GIT_AUTHOR_NAME=a", "GIT_AUTHOR_EMAIL=a@example.com", "GIT_AUTHOR_DATE=1700000000 +0000",
		"GIT_COMMITTER_NAME=c", "GIT_COMMITTER_EMAIL=c@example.com", "GIT_COMMITTER_DATE=1700000000 +0000")
	cmd.Stdin = strings.NewReader(stdin)
	var errOut bytes.Buffer
	cmd.Stderr = &errOut
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("git %q: %v\n%s", args, err, errOut.Bytes())
	}
	return strings.TrimSpace(string(out))
}

// newDamageBase makes a repository in which every blob has a secret of its
// own: one that is not read is one that is missing from the findings.
func newDamageBase(t *testing.T, name, format string, packed bool) *damageBase {
	t.Helper()
	b := &damageBase{name: name, dir: t.TempDir(), format: format, clean: map[string]outcome{}}
	git := func(args ...string) string { t.Helper(); return damageGit(t, b.dir, "", args...) }
	n := 0
	write := func(path string) {
		t.Helper()
		n++
		line, _ := recipe.Expand(fmt.Sprintf("# %d\ngithub_token = \"{crc:github:ghp_}\"\n", n))
		line = strings.Repeat(fmt.Sprintf("# line %d of %s\n", n, path), 20) + line
		full := filepath.Join(b.dir, path)
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, []byte(line), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	git("init", "-q", "-b", "main", "--template=", "--object-format="+format)
	write("a.py")
	write("dir/b.py")
	git("add", ".")
	git("commit", "-q", "-m", "one")
	write("a.py")
	write("dir/sub/c.py")
	git("add", ".")
	git("commit", "-q", "-m", "two")
	git("tag", "-a", "-m", "a tag", "v1")
	write("dir/b.py")
	git("add", ".")
	git("commit", "-q", "-m", "three")
	write("loose.py")
	blob := git("hash-object", "-w", "loose.py")
	git("tag", "-a", "-m", "a tag of a blob", "blob", blob)
	if err := os.Remove(filepath.Join(b.dir, "loose.py")); err != nil {
		t.Fatal(err)
	}
	write("a.py")
	write("new.py")
	git("add", ".")
	if packed {
		git("repack", "-adq")
		git("pack-refs", "--all")
	}
	about := map[string]string{}
	for line := range strings.Lines(git("rev-list", "--objects", "--all", "--indexed-objects")) {
		id, path, _ := strings.Cut(strings.TrimSpace(line), " ")
		about[id] = path
	}
	for line := range strings.Lines(git("cat-file", "--batch-all-objects", "--batch-check=%(objectname) %(objecttype)")) {
		f := strings.Fields(line)
		b.objects = append(b.objects, damageObject{f[0], f[1], about[f[0]]})
	}
	b.engines = []string{"", "git"}
	if format == "sha1" {
		b.engines = []string{"", "native", "git"}
	}
	return b
}

// whole is what a run over the undamaged repository gives.
func (b *damageBase) whole(t *testing.T, engine string, m damageMode) outcome {
	b.mu.Lock()
	defer b.mu.Unlock()
	o, ok := b.clean[engine+" "+m.name]
	if !ok {
		var ended bool
		o, ended = runDamaged(t, b.dir, engine, m)
		if !ended || o.code != exitFindings {
			t.Errorf("%s, engine %q, %s: the undamaged repository gives exit code %d\n%s", b.name, engine, m.name, o.code, o.out)
		}
		b.clean[engine+" "+m.name] = o
	}
	return o
}

// cells are the numbers of the runs of a case.
func (b *damageBase) cells() []int {
	list := make([]int, len(b.engines)*len(damageModes))
	for i := range list {
		list[i] = i + 1
	}
	return list
}

// loosePath is the file of a loose object below the git directory.
func loosePath(id string) string { return filepath.Join("objects", id[:2], id[2:]) }

// A damageCase is a row of the matrix: all modes and engines.
type damageCase struct {
	base   *damageBase
	target target
	damage damage
}

func (c damageCase) String() string {
	return fmt.Sprintf("%s, %s: %s", c.base.name, c.target.name, c.damage.name)
}

// run tries one case in all modes and engines.
func (c damageCase) run(t *testing.T, dir string, chosen func(n int) bool) (runs int) {
	if !slices.ContainsFunc(c.base.cells(), chosen) {
		return 0
	}
	if err := os.CopyFS(dir, os.DirFS(c.base.dir)); err != nil {
		t.Errorf("%s: %v", c, err)
		return 0
	}
	d := &damaged{t: t, dir: dir, git: filepath.Join(dir, ".git")}
	defer func() { // a folder that may not be read cannot be removed
		filepath.WalkDir(dir, func(path string, e os.DirEntry, _ error) error { //nolint:errcheck // the system removes what is left
			if e != nil && e.IsDir() {
				os.Chmod(path, 0o755)
			}
			return nil
		})
		os.RemoveAll(dir)
	}()
	if !c.damage.apply(d, filepath.Join(d.git, c.target.path)) {
		return 0
	}
	n := 0
	for _, engine := range c.base.engines {
		for _, m := range damageModes {
			if n++; !chosen(n) {
				continue
			}
			runs++
			o, ended := runDamaged(t, dir, engine, m)
			where := fmt.Sprintf("%s, engine %q, %s", c, engine, m.name)
			want := c.base.whole(t, engine, m)
			switch {
			case !ended:
				t.Errorf("%s: it hangs", where)
			case strings.Contains(o.out, "goroutine ") || strings.Contains(o.out, "panic") || strings.Contains(o.out, "bug"):
				t.Errorf("%s: it panics: %s", where, o.brief())
			case o.code == exitIncomplete:
				// Git names what it fails on, which may be the tree above.
				asksGit := engine == "git" || c.base.format == "sha256"
				if !asksGit && !slices.ContainsFunc(c.target.names, func(n string) bool { return strings.Contains(o.out, n) }) {
					t.Errorf("%s: none of %q is named: %s", where, c.target.names, o.brief())
				}
			case m.name == "unreachable" && c.damage.gone:
				// What nothing refers to and is not there leaves no trace.
			case o.code != want.code:
				t.Errorf("%s: %s", where, o.brief())
			case !slices.Equal(o.found, want.found):
				t.Errorf("%s: %d findings are missing: %s", where, len(want.found)-len(o.found), o.brief())
			}
		}
	}
	return runs
}

// damagePart is which part of the matrix runs by default: one run of so many.
const damagePart = 97

// damageUser is set where the matrix runs as an ordinary user: then only with
// what root may read anyway.
const damageUser = "ENVGUARD_DAMAGE_USER"

// TestDamageAsUser runs the part of the matrix that root has no use for.
func TestDamageAsUser(t *testing.T) {
	if os.Getuid() != 0 {
		t.Skip("TestDamage is run by an ordinary user")
	}
	self, err := os.ReadFile("/proc/self/exe")
	if err != nil {
		t.Skip(err)
	}
	dir, err := os.MkdirTemp("", "damage")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(dir)
	const nobody = 65534
	program := filepath.Join(dir, "test")
	if err := errors.Join(os.Chown(dir, nobody, nobody), os.WriteFile(program, self, 0o755), os.Chmod(program, 0o755)); err != nil {
		t.Skip(err)
	}
	cmd := exec.Command(program, "-test.run", "^TestDamage$", "-test.count", "1")
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "TMPDIR="+dir, "HOME="+dir, damageUser+"=1")
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
	if out, err := cmd.CombinedOutput(); err != nil {
		if errors.Is(err, syscall.EPERM) {
			t.Skip(err)
		}
		t.Errorf("%v\n%s", err, out)
	}
}

// TestDamage is the damage matrix.
func TestDamage(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not installed")
	}
	all := os.Getenv("ENVGUARD_DAMAGE") == "all"
	t.Setenv("GIT_CONFIG_GLOBAL", os.DevNull)
	t.Setenv("GIT_CONFIG_NOSYSTEM", "1")
	t.Setenv("GOGC", "100") // a scan of the history would set it for all
	t.Setenv("GOMEMLIMIT", "off")
	var cases []damageCase
	for _, format := range []string{"sha1", "sha256"} {
		loose := newDamageBase(t, format+" loose", format, false)
		packed := newDamageBase(t, format+" packed", format, true)
		for _, b := range []*damageBase{loose, packed} {
			for _, target := range append(b.objectTargets(b == packed, all), b.fileTargets(b == packed)...) {
				for _, damage := range target.in {
					cases = append(cases, damageCase{b, target, damage})
				}
			}
		}
	}
	if os.Getenv(damageUser) != "" {
		cases = slices.DeleteFunc(cases, func(c damageCase) bool { return !strings.Contains(c.damage.name, "may not be") })
	}
	part := damagePart
	if os.Getenv(damageUser) != "" {
		part = 31 // there are few cases
	}
	top := t.TempDir()
	var wg sync.WaitGroup
	work := make(chan int)
	var mu sync.Mutex
	total := 0
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for i := range work {
				n := cases[i].run(t, filepath.Join(top, fmt.Sprint(i)), func(n int) bool { return all || (i+n)%part == 0 })
				mu.Lock()
				total += n
				mu.Unlock()
			}
		})
	}
	for i := range cases {
		work <- i
	}
	close(work)
	wg.Wait()
	t.Logf("%d cases, %d runs", len(cases), total)
}

// inflateLoose reads a loose object whole, header included.
func inflateLoose(t *testing.T, path string) []byte {
	f, err := os.Open(path)
	if err != nil {
		t.Error(err)
		return nil
	}
	defer f.Close()
	z, err := zlib.NewReader(f)
	if err != nil {
		t.Error(err)
		return nil
	}
	data, err := io.ReadAll(z)
	if err != nil {
		t.Error(err)
	}
	return data
}

// replaceFile puts another content in a file's place.
func replaceFile(t *testing.T, path string, content []byte) bool {
	if err := os.Remove(path); err != nil {
		t.Error(err)
	}
	if err := os.WriteFile(path, content, 0o644); err != nil {
		t.Error(err)
	}
	return true
}
