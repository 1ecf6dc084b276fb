package gitsource

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/envguard/envguard/scanner"
)

// TestPush compares what a push brings with git rev-list, for both engines: new and
// moved branches, commits that the other side has from elsewhere, merges, and tags of
// tags, files and folders.
func TestPush(t *testing.T) {
	t.Parallel()
	r := newGitRepo(t)
	commit := func(name string) string {
		r.write(name, "content of "+name+"\n")
		r.git("add", ".")
		r.git("commit", "-q", "-m", "brings "+name)
		return r.git("rev-parse", "HEAD")
	}
	base := commit("base")
	known := commit("known")
	r.git("checkout", "-q", "-b", "topic", base)
	commit("a/one")
	topic := commit("a/two")
	r.git("checkout", "-q", "-b", "other", base)
	other := commit("other")
	r.git("merge", "-q", "-m", "a merge", topic)
	merge := r.git("rev-parse", "HEAD")
	blob := r.git("hash-object", "-w", "a/one")
	r.write("lone/file", "nobody commits this\n")
	r.git("add", ".")
	tree := r.git("write-tree")
	r.git("tag", "-a", "-m", "a tag's message", "inner", base)
	r.git("tag", "-a", "-m", "an outer message", "outer", "inner")
	outer := r.git("rev-parse", "outer")
	missing := strings.Repeat("1", len(base))

	for _, c := range []struct {
		name  string
		refs  []NewRef
		known []string
		blobs []string // if rev-list does not list them
		texts []string
	}{
		{name: "a new branch", refs: []NewRef{{"refs/heads/new", topic, true}}, known: []string{known}, texts: []string{"brings a/one", "brings a/two"}},
		{name: "two branches", refs: []NewRef{{"refs/heads/x", topic, true}, {"refs/heads/y", other, false}}, known: []string{known}, texts: []string{"brings a/one", "brings a/two", "brings other"}},
		{name: "a merge", refs: []NewRef{{"refs/heads/y", merge, false}}, known: []string{other, known}, texts: []string{"a merge", "brings a/one", "brings a/two"}},
		{name: "all is known", refs: []NewRef{{"refs/heads/y", topic, false}}, known: []string{merge}},
		{name: "an unknown revision is known", refs: []NewRef{{"refs/heads/y", topic, false}}, known: []string{missing, base}, texts: []string{"brings a/one", "brings a/two"}},
		{name: "nothing is known", refs: []NewRef{{"refs/heads/y", base, true}}, texts: []string{"brings base"}},
		{name: "a tag of a tag", refs: []NewRef{{"refs/tags/outer", outer, true}}, known: []string{known}, texts: []string{"a tag's message", "an outer message"}},
		{name: "a file", refs: []NewRef{{"refs/tags/file", blob, true}}, known: []string{known}, blobs: []string{blob}},
		{name: "a folder", refs: []NewRef{{"refs/tags/folder", tree, true}}, known: []string{known}},
	} {
		for _, engine := range []string{"native", "git"} {
			t.Run(c.name+" "+engine, func(t *testing.T) {
				repo, err := Open(Options{Dir: r.dir, Env: r.getenv, Engine: engine})
				if err != nil {
					t.Fatal(err)
				}
				defer repo.Close()
				h, err := repo.Push(context.Background(), PushOptions{What: "a push", Refs: c.refs, Known: c.known})
				if err != nil {
					t.Fatal(err)
				}
				var texts []string
				got := &contentSet{h: &tapped{h, func(v *scanner.Version) {
					if v.Origin.Kind == scanner.CommitMessage || v.Origin.Kind == scanner.TagMessage {
						texts = append(texts, strings.TrimSpace(string(v.Data)))
					}
				}}, paths: map[string]string{}, keys: map[string]int{}}
				got.read(t, 1)
				want := c.blobs
				if want == nil {
					args := []string{"rev-list", "--objects", "--no-object-names"}
					for _, ref := range c.refs {
						args = append(args, ref.ID)
					}
					for _, k := range c.known {
						if k != missing {
							args = append(args, "^"+k)
						}
					}
					for _, id := range strings.Fields(r.git(args...)) {
						if r.git("cat-file", "-t", id) == "blob" {
							want = append(want, id)
						}
					}
				}
				if c.name == "a folder" { // which has known files, too
					want = nil
					for _, line := range strings.Split(r.git("ls-tree", "-r", tree), "\n") {
						want = append(want, strings.Fields(line)[2])
					}
				}
				slices.Sort(want)
				if !slices.Equal(got.ids, slices.Compact(want)) {
					t.Errorf("contents %v, want %v", got.ids, want)
				}
				slices.Sort(texts)
				if !slices.Equal(texts, c.texts) {
					t.Errorf("messages %q, want %q", texts, c.texts)
				}
				if len(got.skipped) > 0 {
					t.Errorf("not read: %q", got.skipped)
				}
				var keys []int
				for _, k := range got.keys {
					keys = append(keys, k)
				}
				if _, err := h.Trace(context.Background(), keys); err != nil {
					t.Error(err)
				}
			})
		}
	}
	for _, engine := range []string{"native", "git", ""} {
		repo, err := Open(Options{Dir: r.dir, Env: r.getenv, Engine: engine})
		if err != nil {
			t.Fatal(err)
		}
		defer repo.Close()
		for _, id := range []string{missing, "no id"} {
			if _, err := repo.Push(context.Background(), PushOptions{Refs: []NewRef{{"refs/heads/x", id, true}}}); !errors.Is(err, ErrUnknownRevision) {
				t.Errorf("%s engine: %q: %v", engine, id, err)
			}
		}
		refs, err := repo.Refs(context.Background())
		if err != nil || !slices.Contains(refs, Ref{"refs/tags/outer", outer}) || !slices.Contains(refs, Ref{"HEAD", merge}) {
			t.Errorf("%s engine: references %v, %v", engine, refs, err)
		}
	}
}

// A tapped history shows what it hands over.
type tapped struct {
	scanner.History
	see func(*scanner.Version)
}

func (h *tapped) Versions(ctx context.Context, workers int, p *scanner.Progress, visit func(int, *scanner.Version), skip func(scanner.Skip)) error {
	return h.History.Versions(ctx, workers, p, func(k int, v *scanner.Version) {
		h.see(v)
		visit(k, v)
	}, skip)
}
