package gitsource

import (
	"runtime"
	"slices"
	"strings"
	"testing"
)

// TestMatrix holds what is read in every situation against what git itself
// says it would commit, on every engine.
func TestMatrix(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the names and links of these repositories do not exist there")
	}
	for _, s := range situations() {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			if len(s.args) > 0 {
				needs(t, append([]string{"init", "-q"}, s.args...)...)
			}
			s.check(t, true)
			if !testing.Short() {
				s.check(t, false)
			}
		})
	}
}

func (s *situation) check(t *testing.T, with bool) {
	line := "key = harmless"
	if with {
		line = "key = " + canary
	}
	r := newGitRepo(t, s.args...)
	if o := s.make(r, line); o != nil {
		r = o
	}
	if !with {
		// The same state without the secret must pass. That everything was
		// read is known from the other half.
		if y := read(r.open("").Staged(nil)); y.Found || y.Error != "" || len(y.Skips) > 0 {
			t.Errorf("without a secret: found %v, error %q, skipped %q", y.Found, y.Error, y.Skips)
		}
		return
	}
	want := r.wantBlobs()
	r.checkPlaces()
	for _, engine := range engines {
		if engine == "native" && s.noNative {
			if y, err := tryNative(r); err == nil && y.Error == "" {
				t.Errorf("engine %q: it is not supported, but gave no error", engine)
			}
			continue
		}
		y := read(r.open(engine).Staged(nil))
		if y.Error != "" || len(y.Skips) > 0 {
			t.Errorf("engine %q: error %q, skipped %q", engine, y.Error, y.Skips)
			continue
		}
		if !slices.Equal(y.Blobs, want) {
			t.Errorf("engine %q: read\n%s\nbut git would commit\n%s", engine, strings.Join(y.Blobs, "\n"), strings.Join(want, "\n"))
		}
		if y.Found == s.hidden {
			t.Errorf("engine %q: secret found: %v", engine, y.Found)
		}
		if s.noBlob != "" && y.Desc.NoBlob[s.noBlob] == 0 {
			t.Errorf("engine %q: the receipt counts %v, nothing as %q", engine, y.Desc.NoBlob, s.noBlob)
		}
		if y.Desc.Staged == 0 || y.Desc.Index == "" {
			t.Errorf("engine %q: receipt without stage or index: %+v", engine, y.Desc)
		}
		if wantName := map[string]string{"git": "git", "native": "native", "": "native"}[engine]; y.Desc.Engine != wantName && !(engine == "" && s.noNative) {
			t.Errorf("engine %q: receipt says %q", engine, y.Desc.Engine)
		}
	}
}

func tryNative(r *gitRepo) (yielded, error) {
	repo, err := Open(Options{Dir: r.dir, Env: r.getenv, Engine: "native"})
	if err != nil {
		return yielded{}, err
	}
	defer repo.Close()
	return read(repo.Staged(nil)), nil
}
