package gitsource

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/go-git/go-git/v5/plumbing"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/envfile"
	"github.com/envguard/envguard/rules/fileclass"
	"github.com/envguard/envguard/rules/gitignore"
	"github.com/envguard/envguard/scanner"
)

// maxProbes bounds how many names a hook asks the disk for in folders that the
// commit does not touch.
const maxProbes = 4096

// A namer is an engine that can go through the index's names without making an
// entry of each. Making entries is most of the cost of listing.
type namer interface {
	// names calls f for the path of each entry of the index in its order,
	// with a function that makes the entry. Both are only valid during the
	// call.
	names(ctx context.Context, f func(path []byte, make func() entry) error) error
}

// names implements namer.
func (n *native) names(ctx context.Context, f func(path []byte, make func() entry) error) (err error) {
	defer guard("reading the index")(&err)
	ix, err := n.index()
	if err != nil {
		return err
	}
	c := ix.at(0)
	make := c.entry // once: a method value is an allocation
	for ; c.valid(); c.step() {
		if c.mode()&modeTypeMask != modeTree {
			if err := f(c.name, make); err != nil {
				return err
			}
			continue
		}
		// A folder of a sparse index, with its name: what is below it is not
		// on disk, and is read from the tree.
		err := n.store.walkTree(ctx, plumbing.Hash(c.id()), bytes.Clone(c.name), 0, func(path []byte, t treeEntry) error {
			return f(path, func() entry { return entryOf(path, t.id, t.mode) })
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// isEnv reports whether a class is one of the env files.
func isEnv(c fileclass.Class) bool {
	switch c {
	case fileclass.Private, fileclass.Example, fileclass.Shared, fileclass.Backup, fileclass.Keys:
		return true
	}
	return false
}

// ofInterest reports whether the repository rules want to know of a file.
func ofInterest(path string) (fileclass.Class, bool) {
	c := fileclass.Classify(path)
	return c, isEnv(c) || envfile.IsMarker(path)
}

// maybeMarker reports whether a path could be a marker file, which its last
// part decides except for vendored folders. A short string that does not escape
// costs no allocation.
func maybeMarker(path []byte) bool {
	return envfile.MaybeMarker(path) && envfile.IsMarker(string(path[bytes.LastIndexByte(path, '/')+1:]))
}

func sortFiles(files []rules.RepoFile) {
	slices.SortFunc(files, func(a, b rules.RepoFile) int { return strings.Compare(a.Path, b.Path) })
}

// snapshot completes what is known of the files: HEAD, and the work tree.
func (r *Repo) snapshot(ctx context.Context, files map[string]*rules.RepoFile, ids map[string]string) (*rules.Repo, error) {
	paths := make([]string, 0, len(files))
	for p := range files {
		paths = append(paths, p)
	}
	slices.Sort(paths)
	heads, err := r.eng.headEntries(ctx, paths)
	if err != nil {
		return nil, err
	}
	repo := &rules.Repo{Bare: r.at.workTree == ""}
	for i, p := range paths {
		f := *files[p]
		f.Head = heads[i].id != "" && heads[i].mode&modeTypeMask != modeSubmodule
		repo.Files = append(repo.Files, f)
	}
	repo.Outside = r.leadsOut
	repo.Read = func(path string, from rules.Place) ([]byte, error) {
		b, err := r.readPlace(ctx, path, from, ids)
		if err != nil {
			return nil, fmt.Errorf("reading %s: %w", path, err)
		}
		return b, nil
	}
	if !repo.Bare {
		// Most commits have no env file that asks; the rules are read for
		// the first one that does.
		var ign ignorer
		repo.Ignored = func(path string) (res gitignore.Result, err error) {
			if ign == nil {
				if ign, err = r.ignorer(ctx); err != nil {
					return res, err
				}
			}
			return ign.match(path)
		}
	}
	return repo, nil
}

// stagedSnapshot looks for env files in the index, and on disk in as many
// folders as a hook has time for.
func (r *Repo) stagedSnapshot(ctx context.Context, changes []change, rec *receipt) (*rules.Repo, error) {
	p := &prober{r: r, files: map[string]*rules.RepoFile{}, near: map[string]bool{"": true}}
	for _, c := range changes {
		for d := parent(c.path); !p.near[d]; d = parent(d) {
			p.near[d] = true
		}
		if class, ok := ofInterest(c.path); ok {
			p.add(c.path, class) // also if it was deleted: HEAD has it
		}
	}
	if err := p.index(ctx); err != nil {
		return nil, err
	}
	if r.at.workTree != "" {
		if said := p.disk(); said != "" {
			rec.set(func(d *scanner.Description) { d.Probed = said })
		}
	}
	repo, err := r.snapshot(ctx, p.files, p.ids)
	if err == nil && len(p.closed) > 0 {
		err = p.closed
	}
	return repo, err
}

// A prober finds the env files of a repository quickly.
type prober struct {
	r     *Repo
	files map[string]*rules.RepoFile
	ids   map[string]string
	near  map[string]bool // folders that are listed on disk
	far   []string        // other folders with tracked files, in index order

	closed scanner.Skips // folders to be listed that are there and cannot be read
}

func (p *prober) add(path string, class fileclass.Class) *rules.RepoFile {
	f := p.files[path]
	if f == nil {
		f = &rules.RepoFile{Path: path, Class: class}
		p.files[path] = f
	}
	return f
}

// index goes through the names of the index.
func (p *prober) index(ctx context.Context) error {
	p.ids = map[string]string{}
	var dir []byte // of the name before, with its slash
	var dirs []string
	err := p.r.names(ctx, func(path []byte, make func() entry) error {
		if at := bytes.LastIndexByte(path, '/') + 1; !bytes.Equal(path[:at], dir) {
			dir = append(dir[:0], path[:at]...)
			dirs = append(dirs, strings.TrimSuffix(string(dir), "/"))
		}
		if !fileclass.MaybeEnv(path) && !maybeMarker(path) {
			return nil
		}
		class, ok := ofInterest(string(path))
		if !ok {
			return nil
		}
		e := make()
		if e.intentToAdd && isEnv(class) {
			p.add(e.path, class).Intent = true
		}
		if e.intentToAdd || e.stage == 1 || e.mode&modeTypeMask == modeSubmodule {
			return nil
		}
		p.add(e.path, class).Index = true
		if p.ids[e.path] == "" {
			p.ids[e.path] = e.id
		}
		if isEnv(class) {
			p.near[parent(e.path)] = true
		}
		return nil
	})
	if err != nil {
		return err
	}
	slices.Sort(dirs)
	for _, d := range slices.Compact(dirs) {
		if !p.near[d] {
			p.far = append(p.far, d)
		}
	}
	return nil
}

// names goes through the paths of the index.
func (r *Repo) names(ctx context.Context, f func(path []byte, make func() entry) error) error {
	eng := r.eng
	if a, ok := eng.(*autoEngine); ok && a.native != nil {
		eng = a.native
		if n, ok := eng.(namer); ok {
			// The first names of an index that is not supported are not seen:
			// it is refused before.
			if err := n.names(ctx, f); !errors.Is(err, errUnsupported) {
				return err
			}
			eng = a
		}
	}
	if n, ok := eng.(namer); ok {
		return n.names(ctx, f)
	}
	return eng.tracked(ctx, func(e entry) error { return f([]byte(e.path), func() entry { return e }) })
}

// disk looks for env files in the work tree and says what it left out.
func (p *prober) disk() string {
	for path, f := range p.files {
		f.Worktree, _ = probeFile(p.r.onDisk(path)) // its folder is listed below
	}
	for dir := range p.near {
		p.list(dir)
	}
	if len(p.far) == 0 {
		return ""
	}
	// Folders near the top first: that is where such files are.
	slices.SortStableFunc(p.far, func(a, b string) int {
		return strings.Count(a, "/") - strings.Count(b, "/")
	})
	asked := p.far[:min(len(p.far), maxProbes/len(probed))]
	found, closed := p.probe(asked)
	for _, path := range found {
		p.add(path, fileclass.Classify(path)).Worktree = true
	}
	said := fmt.Sprintf("only .env and .env.local in %s that the commit does not touch", folders(len(asked)-closed))
	if n := len(p.far) - len(asked) + closed; n > 0 {
		said += fmt.Sprintf(", nothing in %d more", n)
	}
	if closed > 0 {
		said += fmt.Sprintf(", of which %d cannot be read", closed)
	}
	return said
}

func folders(n int) string {
	if n == 1 {
		return "1 folder"
	}
	return fmt.Sprintf("%d folders", n)
}

// probed are the names that are asked for in folders that are not listed.
var probed = [2]string{".env", ".env.local"}

// probe asks for these names in folders, on as many threads as help: it is all
// system calls. It returns how many folders do not say.
func (p *prober) probe(dirs []string) (paths []string, closed int) {
	top := p.r.at.workTree + string(filepath.Separator)
	threads := 1
	if len(dirs) > 256 { // below that, starting them costs more than it saves
		threads = min(4, runtime.GOMAXPROCS(0))
	}
	found := make([][]string, threads)
	mute := make([]int, threads)
	var wg sync.WaitGroup
	for i := range found {
		part := dirs[len(dirs)*i/len(found) : len(dirs)*(i+1)/len(found)]
		ask := func() {
			for _, dir := range part {
				for _, name := range probed {
					path := dir + "/" + name
					is, err := probeFile(top + filepath.FromSlash(path))
					if err != nil {
						mute[i]++
						break
					}
					if is {
						found[i] = append(found[i], path)
					}
				}
			}
		}
		if threads == 1 {
			ask()
			break
		}
		wg.Go(ask)
	}
	wg.Wait()
	for _, n := range mute {
		closed += n
	}
	return slices.Concat(found...), closed
}

// list looks through one folder of the work tree.
func (p *prober) list(dir string) {
	f, err := os.OpenFile(p.r.onDisk(dir), os.O_RDONLY|openNonblock, 0)
	if err != nil {
		if !isAbsent(err) && !isNoPath(err) {
			p.unlisted(dir, err)
		}
		return
	}
	defer f.Close()
	names, err := f.Readdirnames(-1)
	if info, serr := f.Stat(); err != nil && (serr != nil || info.IsDir()) {
		p.unlisted(dir, err)
	}
	for _, name := range names {
		path := name
		if dir != "" {
			path = dir + "/" + name
		}
		class, ok := ofInterest(path)
		if !ok {
			continue
		}
		is, err := probeFile(p.r.onDisk(path))
		if err != nil {
			p.unlisted(dir, err)
		} else if is {
			p.add(path, class).Worktree = true
		}
	}
}

// unlisted remembers a folder that did not say what is in it.
func (p *prober) unlisted(dir string, err error) {
	shown := dir + "/"
	if dir == "" {
		shown = "."
	}
	for _, s := range p.closed {
		if s.Path == shown {
			return
		}
	}
	p.closed = append(p.closed, scanner.Skip{Path: shown, Reason: "private env files were not looked for in this folder: " + reason(err)})
}
