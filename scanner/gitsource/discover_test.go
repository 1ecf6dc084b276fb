package gitsource

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func (r *gitRepo) locate(dir string, env ...string) (*location, error) {
	get := func(key string) string {
		for _, kv := range env {
			if k, v, _ := strings.Cut(kv, "="); k == key {
				return v
			}
		}
		return ""
	}
	return discover(filepath.Join(r.dir, dir), get)
}

// TestDiscover compares with what git rev-parse says, in many places and
// environments.
func TestDiscover(t *testing.T) {
	r := newGitRepo(t)
	r.write("sub/dir/f", "1")
	r.git("add", ".")
	r.git("commit", "-qm", "x")
	r.git("worktree", "add", "-q", "../linked-"+filepath.Base(r.dir), "-b", "linked")
	linked := "../linked-" + filepath.Base(r.dir)
	t.Cleanup(func() { os.RemoveAll(filepath.Join(r.dir, linked)) })
	os.MkdirAll(filepath.Join(r.dir, linked, "deep"), 0o777)
	bare := "../bare-" + filepath.Base(r.dir) // inside, it is refused
	t.Cleanup(func() { os.RemoveAll(filepath.Join(r.dir, bare)) })
	r.git("init", "-q", "--bare", bare)
	r.git("init", "-q", "--separate-git-dir", "elsewhere", "separate")
	r.git("init", "-q", "nested")
	r.git("init", "-q", "own")
	r.git("-C", "own", "config", "core.worktree", "../../sub")
	os.MkdirAll(filepath.Join(r.dir, "links"), 0o777)
	os.Symlink("../.git", filepath.Join(r.dir, "links/.git"))
	os.Symlink("sub/dir", filepath.Join(r.dir, "shortcut"))
	r.git("-c", "protocol.file.allow=always", "submodule", "add", "-q", r.dir, "module")

	for _, c := range []struct {
		dir string
		env []string
	}{
		{".", nil},
		{"sub/dir", nil},
		{"shortcut", nil},
		{linked, nil},
		{linked + "/deep", nil},
		{bare, nil},
		{bare + "/refs", nil},
		{"separate", nil},
		{"nested", nil},
		{"links", nil},
		{"module", nil},
		{"own", nil},
		{".git", nil},
		{"sub", []string{"GIT_DIR=../.git"}},
		{"sub", []string{"GIT_DIR=../.git", "GIT_WORK_TREE=.."}},
		{"sub", []string{"GIT_DIR=../nested/.git", "GIT_WORK_TREE=dir"}},
		{"sub", []string{"GIT_WORK_TREE=.."}},
		{"sub", []string{"GIT_INDEX_FILE=.git/other"}},
		{".", []string{"GIT_DIR=separate/.git"}},
		{"sub/dir", []string{"GIT_CEILING_DIRECTORIES=" + r.dir}},
		{"sub/dir", []string{"GIT_CEILING_DIRECTORIES=" + filepath.Dir(r.dir)}},
		{"sub/dir", []string{"GIT_CEILING_DIRECTORIES=" + filepath.Join(r.dir, "sub")}},
		{"sub/dir", []string{"GIT_CEILING_DIRECTORIES=/nowhere:" + filepath.Join(r.dir, "sub", "dir")}},
		{".", []string{"GIT_DIR=sub"}},
	} {
		name := c.dir + " " + strings.Join(c.env, " ")
		in := &gitRepo{t: t, dir: filepath.Join(r.dir, c.dir), env: c.env}
		loc, err := r.locate(c.dir, c.env...)
		out, gitErr := in.try("rev-parse", "--path-format=absolute", "--git-dir", "--git-common-dir", "--git-path", "objects")
		if (err == nil) != (gitErr == nil) {
			t.Errorf("%s: %v, git: %v", name, err, gitErr)
			continue
		}
		if err != nil {
			if !errors.Is(err, ErrNotRepository) {
				t.Errorf("%s: %v is not ErrNotRepository", name, err)
			}
			continue
		}
		want := strings.Split(strings.TrimSpace(string(out)), "\n")
		real := func(p string) string {
			if q, err := filepath.EvalSymlinks(p); err == nil {
				return q
			}
			return p
		}
		if real(loc.gitDir) != real(want[0]) || real(loc.commonDir) != real(want[1]) || real(loc.objectDirs[0]) != real(want[2]) {
			t.Errorf("%s: %s, %s and %s, git says %q", name, loc.gitDir, loc.commonDir, loc.objectDirs[0], want)
		}
		top, prefix := "", ""
		if out, err := in.try("rev-parse", "--path-format=absolute", "--show-toplevel"); err == nil {
			top = real(strings.TrimSpace(string(out)))
			out, _ = in.try("rev-parse", "--show-prefix")
			prefix = strings.TrimSpace(string(out))
		}
		if c.dir == ".git" { // git knows a work tree there, but refuses to go
			continue
		}
		if loc.workTree != top || loc.prefix != prefix || loc.bare != (top == "") {
			t.Errorf("%s: work tree %q, prefix %q; git says %q, %q", name, loc.workTree, loc.prefix, top, prefix)
		}
	}
	loc, err := r.locate("sub", "GIT_INDEX_FILE=.git/other")
	if err != nil || loc.indexFile != filepath.Join(r.dir, ".git/other") {
		t.Errorf("index file %+v, %v", loc, err)
	}
	if loc, err = r.locate(linked); err != nil || !strings.HasPrefix(loc.indexFile, filepath.Join(r.dir, ".git/worktrees")) {
		t.Errorf("index of a linked work tree %+v, %v", loc, err)
	}
	in := &gitRepo{t: t, dir: filepath.Join(r.dir, linked)}
	in.write("new", "1")
	in.git("add", "new")
	if list := in.checkStaged("linked work tree"); len(list) != 1 {
		t.Errorf("staged in a linked work tree: %+v", list)
	}
}

// TestFormats has what only git can read, and what looks so and is not.
func TestFormats(t *testing.T) {
	for _, c := range []struct {
		config string
		ok     bool
	}{
		{"[core]\nrepositoryformatversion = 1\n[extensions]\nworktreeConfig = true\n", true},
		{"[core]\nrepositoryformatversion = 1\n[extensions]\npartialClone = origin\npreciousObjects = true\nrelativeWorktrees\n", true},
		{"[branch \"x\"]\nmerge = x\n[core]\nrepositoryformatversion = 0\n", true},
		{"[core]\nrepositoryformatversion = 1\n[extensions]\nobjectFormat = sha256\n", false},
		{"[core]\nrepositoryformatversion = 1\n[extensions]\nrefStorage = reftable\n", false},
		{"[core]\nrepositoryformatversion = 1\n[extensions]\nsomethingNew = 1\n", false},
		{"[core]\nrepositoryformatversion = 2\n", false},
	} {
		r := newGitRepo(t)
		r.write("a", "1")
		r.git("add", "a")
		r.write(".git/config", c.config)
		n, err := r.tryNative()
		if !c.ok {
			if !errors.Is(err, errUnsupported) {
				t.Errorf("%q: %v, want errUnsupported", c.config, err)
			}
			continue
		}
		if err != nil {
			t.Errorf("%q: %v", c.config, err)
			continue
		}
		if list, err := n.staged(context.Background()); err != nil || len(list) != 1 {
			t.Errorf("%q: %v, %v", c.config, list, err)
		}
	}
}

// TestConfig compares settings with git config.
func TestConfig(t *testing.T) {
	r := newGitRepo(t)
	home := t.TempDir()
	write := func(p, s string) {
		if err := os.WriteFile(p, []byte(s), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	write(filepath.Join(home, "global"), "[core]\n\texcludesFile = ~/ignore ; comment\n\tHooksPath=\"a \\\"b\\\" # no comment\" \\\n  more\n[include]\npath = more\n[includeIf \"gitdir:"+r.dir+"/\"]\npath=cond\n[includeIf \"gitdir:/nowhere/\"]\npath=other\n[includeIf \"onbranch:ma*\"]\npath=branch\n")
	write(filepath.Join(home, "more"), "[core] ignoreCase\n")
	write(filepath.Join(home, "cond"), "[core]\n\teditor = cond\n")
	write(filepath.Join(home, "other"), "[core]\n\teditor = other\n")
	write(filepath.Join(home, "branch"), "[core]\n\tpager = branch\n")
	write(filepath.Join(home, "system"), "[core]\n\tattributesFile = system\n\teditor = system\n")
	r.git("config", "core.filemode", "false")
	r.git("config", "branch.x.merge", "odd")
	r.git("config", "remote.o.promisor", "true")
	r.env = []string{
		"HOME=" + home, "GIT_CONFIG_GLOBAL=" + filepath.Join(home, "global"), "GIT_CONFIG_SYSTEM=" + filepath.Join(home, "system"),
		"GIT_CONFIG_COUNT=1", "GIT_CONFIG_KEY_0=Core.Whitespace", "GIT_CONFIG_VALUE_0=x y",
		"GIT_CONFIG_PARAMETERS='core.abbrev'='12' 'core.askpass=it'\\''s' 'core.bigFileThreshold'",
	}
	loc, err := discover(r.dir, r.getenv)
	if err != nil {
		t.Fatal(err)
	}
	c, err := loc.config()
	if err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{
		"core.excludesfile", "core.hookspath", "core.editor", "core.pager", "core.attributesfile", "core.filemode",
		"remote.o.promisor", "core.whitespace", "core.abbrev", "core.askpass", "core.repositoryformatversion",
	} {
		got, _ := c.get(key)
		if want := r.git("config", "--get", key); got.value != want {
			t.Errorf("%s = %q, git says %q", key, got.value, want)
		}
	}
	if b, err := c.getBool("core.ignorecase", false); err != nil || !b {
		t.Errorf("core.ignoreCase is %v, %v", b, err)
	}
	s, _ := c.get("core.excludesfile")
	if p, err := s.path(r.getenv); err != nil || p != filepath.Join(home, "ignore") {
		t.Errorf("core.excludesFile is %q, %v", p, err)
	}
	if _, ok := c.get("branch.x.merge"); ok {
		t.Error("a setting was kept that nobody needs")
	}
}

// TestRevisions compares with git rev-parse.
func TestRevisions(t *testing.T) {
	r := newGitRepo(t)
	for _, f := range []string{"a", "b", "c"} {
		r.write(f, f)
		r.git("add", f)
		r.git("commit", "-qm", f)
		r.git("tag", "light-"+f)
	}
	r.git("checkout", "-qb", "side/branch", "HEAD~1")
	r.git("commit", "-qm", "side", "--allow-empty")
	r.git("merge", "-q", "-m", "merge", "main")
	r.git("tag", "-a", "-m", "t", "v1", "main")
	r.git("tag", "-a", "-m", "t", "v2", "v1")
	for i := range 50 {
		r.git("tag", strings.Repeat("t", i%7+1)+string(rune('a'+i%26)), "main~1")
		if i > 25 {
			break
		}
	}
	r.git("update-ref", "refs/remotes/origin/main", "main")
	r.git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main")
	id := r.git("rev-parse", "main")
	tags := strings.Fields(r.git("tag", "-l"))
	for _, packed := range []bool{false, true} {
		if packed {
			r.git("pack-refs", "--all")
			r.git("gc", "-q")
		}
		revs := []string{
			"HEAD", "@", "main", "side/branch", "heads/main", "refs/heads/main", "v1", "v2", "tags/v2", "origin", "origin/main",
			"remotes/origin/main", "light-a", id, id[:7], id[:4], id[:12] + "~1", "HEAD^", "HEAD^2", "HEAD^1^", "HEAD~2", "HEAD^0",
			"v2^{commit}", "v2^{}", "v1^{tree}", "main~1^{tree}", "HEAD^2~1", "HEAD^^", "ORIG_HEAD",
		}
		n := r.native()
		revs = append(revs, tags...)
		wants := strings.Fields(r.git(append([]string{"rev-parse"}, revs...)...))
		for i, rev := range revs {
			want := wants[i]
			got, _, err := n.resolver.resolve(rev)
			if err != nil || got.String() != want {
				t.Errorf("packed=%v: %s is %s, git says %s (%v)", packed, rev, got, want, err)
			}
		}
		for _, rev := range []string{"", "nope", "HEAD@{1}", ":a", "HEAD:a", "main..HEAD", "../x", "HEAD^9", "HEAD~99", "config", "-x", "^HEAD", "HEAD^{blob}", "refs/heads"} {
			if got, _, err := n.resolver.resolve(rev); !errors.Is(err, errUnsupported) && !errors.Is(err, ErrUnknownRevision) {
				t.Errorf("packed=%v: %q is %v, %v; want errUnsupported", packed, rev, got, err)
			}
		}
		if packed {
			r.checkTree("tag", "v2")
		}
		n.close()
	}
	r.git("checkout", "-q", "--detach", "main")
	r.checkStaged("detached HEAD")
	if id, unborn, err := r.native().refs.head(); err != nil || unborn || id.String() != r.git("rev-parse", "HEAD") {
		t.Errorf("detached HEAD is %v, %v, %v", id, unborn, err)
	}
	// A HEAD that cannot be read is not an unborn one.
	r.write(".git/HEAD", "ref: refs/heads/broken\n")
	r.write(".git/refs/heads/broken", "")
	if _, err := r.native().staged(context.Background()); err == nil {
		t.Error("a damaged branch was taken for none")
	}
}

func TestUnquote(t *testing.T) {
	in := `"/a\"b\\c\303\244"` + string(os.PathListSeparator) + "/plain" + string(os.PathListSeparator) + `"/x"`
	if got, want := splitAlternates(in), []string{`/a"b\cä`, "/plain", "/x"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// TestSearchPacked finds every line between lines that belong to tags.
func TestSearchPacked(t *testing.T) {
	var b strings.Builder
	b.WriteString("# pack-refs with: peeled fully-peeled sorted \n")
	const id = "1234567890123456789012345678901234567890"
	for i := range 200 {
		fmt.Fprintf(&b, "%s%03d refs/tags/%03d\n", id[:37], i, i)
		if i%3 > 0 {
			b.WriteString("^" + id + "\n")
		}
	}
	for _, data := range []string{b.String(), strings.Replace(b.String(), " sorted", "", 1), strings.TrimSuffix(b.String(), "\n")} {
		for i := range 200 {
			got, err := searchPacked([]byte(data), fmt.Sprintf("refs/tags/%03d", i))
			if want := fmt.Sprintf("%s%03d", id[:37], i); err != nil || got.String() != want {
				t.Fatalf("%03d is %v, %v", i, got, err)
			}
			if _, err := searchPacked([]byte(data), fmt.Sprintf("refs/tags/%03d-", i)); !errors.Is(err, errNoRef) {
				t.Fatalf("%03d-: %v", i, err)
			}
		}
	}
}
