//go:build unix

package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/envguard/envguard/rules/recipe"
)

// TestDamageWhileRead changes a repository while its history is read: a pack is
// cut short, or `git gc` moves every loose object into a pack. A mapped pack that
// shrinks used to kill the run, and an object that had moved used to end it in a
// panic. A run finds everything or ends in 3.
func TestDamageWhileRead(t *testing.T) {
	commits, tries := 200, 3
	if os.Getenv("ENVGUARD_DAMAGE") == "all" {
		commits, tries = 600, 20
	}
	var stream strings.Builder
	for i := range commits {
		line, _ := recipe.Expand(fmt.Sprintf("# %d\ngithub_token = \"{crc:github:ghp_}\"\n", i))
		text := line + strings.Repeat(fmt.Sprintf("x = %d # some code that takes a while to read\n", i), 200)
		fmt.Fprintf(&stream, "commit refs/heads/main\ncommitter c <c@example.com> %d +0000\ndata 1\nm\n", 1700000000+i)
		fmt.Fprintf(&stream, "M 644 inline f%d.py\ndata %d\n%s\n", i%50, len(text), text)
	}
	packed := t.TempDir()
	damageGit(t, packed, "", "init", "-q", "-b", "main", "--template=")
	damageGit(t, packed, "", "config", "core.compression", "0")
	damageGit(t, packed, stream.String(), "fast-import", "--quiet", "--depth=0")
	damageGit(t, packed, "", "-c", "pack.window=0", "repack", "-adfq")
	loose := t.TempDir()
	damageGit(t, loose, "", "init", "-q", "-b", "main", "--template=")
	damageGit(t, loose, stream.String(), "-c", "fastimport.unpackLimit=100000", "fast-import", "--quiet")

	mode := damageMode{"history", []string{"scan", "--history"}}
	cut := func(dir string) {
		packs, err := filepath.Glob(filepath.Join(dir, ".git/objects/pack/*.pack"))
		if err == nil && len(packs) == 1 {
			err = errors.Join(os.Chmod(packs[0], 0o644), os.Truncate(packs[0], 4096))
		}
		if err != nil || len(packs) != 1 {
			t.Error(packs, err)
		}
	}
	gc := func(dir string) {
		if out, err := exec.Command("git", "-C", dir, "gc", "-q", "--prune=now").CombinedOutput(); err != nil {
			t.Errorf("git gc: %v\n%s", err, out)
		}
	}
	for _, c := range []struct {
		name, base string
		change     func(dir string)
	}{{"a pack is cut short", packed, cut}, {"gc", loose, gc}} {
		for _, engine := range []string{"native", "git"} {
			want, ended := runDamaged(t, c.base, engine, mode)
			if !ended || want.code != 1 || len(want.found) != commits {
				t.Fatalf("%s: undamaged: %s, %d findings", engine, want.brief(), len(want.found))
			}
			incomplete := 0
			for try := range tries {
				dir := t.TempDir()
				if err := os.CopyFS(dir, os.DirFS(c.base)); err != nil {
					t.Fatal(err)
				}
				changed := make(chan struct{})
				go func() {
					defer close(changed)
					time.Sleep(time.Duration(try*4) * time.Millisecond)
					c.change(dir)
				}()
				got, ended := runDamaged(t, dir, engine, mode)
				<-changed
				switch {
				case !ended:
					t.Fatalf("%s, %s: it hangs", c.name, engine)
				case strings.Contains(got.out, "bug"):
					t.Errorf("%s, %s: a panic: %s", c.name, engine, got.brief())
				case got.code == 3:
					incomplete++
				case got.code != 1 || !slices.Equal(got.found, want.found):
					t.Errorf("%s, %s: %d of %d findings, %s", c.name, engine, len(got.found), len(want.found), got.brief())
				}
			}
			t.Logf("%s, %s: %d of %d runs incomplete", c.name, engine, incomplete, tries)
		}
	}
}
