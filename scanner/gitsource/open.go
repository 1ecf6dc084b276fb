package gitsource

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
)

// Options says which repository to open and how. The zero value opens the one
// that the current directory belongs to, as git would.
type Options struct {
	// Dir is where to start looking; empty means the current directory.
	Dir string
	// Env answers for environment variables such as GIT_DIR and
	// GIT_INDEX_FILE; nil means [os.Getenv].
	Env func(string) string
	// Engine is "native" or "git" to force one; empty chooses, call by call.
	Engine string
}

// A Repo is an open repository.
type Repo struct {
	at  *location
	eng engine
}

// Open finds and opens a repository. The error wraps [ErrNotRepository] if
// there is none.
func Open(o Options) (*Repo, error) {
	if o.Env == nil {
		o.Env = os.Getenv
	}
	if o.Dir == "" {
		o.Dir = "."
	}
	switch o.Engine {
	case "git":
		// Before git looks: it would wait for the other end of a FIFO, and goes
		// on in the folder above where a repository is damaged.
		found, err := discover(o.Dir, o.Env)
		if err == nil {
			err = checkFiles(found)
		}
		if err != nil && !errors.Is(err, errUnsupported) && !errors.Is(err, ErrNotRepository) {
			return nil, err
		}
		at, err := gitLocate(o.Dir, o.Env)
		if err != nil {
			return nil, err
		}
		g, err := openGit(at)
		if err != nil {
			return nil, err
		}
		return &Repo{at: at, eng: g}, nil
	case "native":
		at, err := discover(o.Dir, o.Env)
		if err != nil {
			return nil, err
		}
		n, err := openNative(at)
		if err != nil {
			return nil, err
		}
		return &Repo{at: at, eng: n}, nil
	case "":
		at, err := discover(o.Dir, o.Env)
		if errors.Is(err, errUnsupported) {
			if at, err = gitLocate(o.Dir, o.Env); err != nil {
				return nil, err
			}
			g, err := openGit(at)
			if err != nil {
				return nil, err
			}
			return &Repo{at: at, eng: g}, nil
		}
		if err != nil {
			return nil, err
		}
		a := &autoEngine{at: at}
		n, err := openNative(at)
		switch {
		case err == nil:
			a.native = n
		case errors.Is(err, errUnsupported):
			a.why = err
			if _, err := a.git(); err != nil {
				return nil, err
			}
		default:
			return nil, err
		}
		return &Repo{at: at, eng: a}, nil
	}
	return nil, fmt.Errorf("engine %q: there are only \"native\" and \"git\"", o.Engine)
}

// Close frees what the repository holds open.
func (r *Repo) Close() error { return r.eng.close() }

// Top is the folder that all paths are relative to, or empty if the
// repository has no work tree.
func (r *Repo) Top() string { return r.at.workTree }

// GitDir is the folder of HEAD and the index: .git, or that of a linked work
// tree.
func (r *Repo) GitDir() string { return r.at.gitDir }

// CommonDir is the folder of the objects and the configuration, which linked
// work trees share.
func (r *Repo) CommonDir() string { return r.at.commonDir }

// Bare reports whether the repository has no work tree.
func (r *Repo) Bare() bool { return r.at.workTree == "" }

// Prefix is the current directory relative to Top, slash-separated and without
// a slash at its end; empty at the top.
func (r *Repo) Prefix() string { return strings.TrimSuffix(r.at.prefix, "/") }

// IndexFile is the index that is read, which is not always .git/index: during
// `git commit -a` and `git commit PATH` git names another.
func (r *Repo) IndexFile() string { return r.at.indexFile }

// HooksDir is the folder that git takes its hooks from. A relative
// core.hooksPath is relative to the top of the work tree, where hooks run.
func (r *Repo) HooksDir() (string, error) {
	c, err := r.at.config()
	if err != nil {
		return "", err
	}
	s, ok := c.get("core.hookspath")
	if !ok {
		return filepath.Join(r.at.commonDir, "hooks"), nil
	}
	p, err := s.path(r.at.env)
	if err != nil {
		return "", fmt.Errorf("core.hooksPath: %w", err)
	}
	if p == "" { // git looks at the root of the file system then
		return "", errors.New("core.hooksPath is empty, so that git runs no hooks")
	}
	base := r.at.workTree
	if base == "" {
		base = r.at.gitDir
	}
	return absIn(base, p), nil
}

// CheckOwner returns an error if the repository belongs to another user and
// safe.directory does not permit it: its configuration could make git run programs,
// and its files could lead what is written elsewhere. Call it before writing. As in
// git, a repository that GIT_DIR names is permitted.
func (r *Repo) CheckOwner() error {
	if r.at.env("GIT_DIR") != "" || ownedByUser(r.at.gitDir, r.at.env) && (r.at.workTree == "" || ownedByUser(r.at.workTree, r.at.env)) {
		return nil
	}
	g, err := openGit(r.at) // which knows safe.directory
	if err != nil {
		return err
	}
	return g.close()
}

// shownIndex is the index's name as a person would write it.
func (r *Repo) shownIndex() string {
	for _, base := range []string{r.at.dir, r.at.workTree} {
		if base == "" {
			continue
		}
		if rel, err := filepath.Rel(base, r.at.indexFile); err == nil && filepath.IsLocal(rel) {
			return filepath.ToSlash(rel)
		}
	}
	return filepath.ToSlash(r.at.indexFile)
}

// reopen returns an engine that has read nothing yet.
func (r *Repo) reopen() (engine, error) {
	switch e := r.eng.(type) {
	case *gitEngine:
		return openGit(r.at)
	case *autoEngine:
		a := &autoEngine{at: r.at, why: e.why}
		if e.native == nil {
			return a, nil
		}
		n, err := openNative(r.at)
		if err != nil {
			return nil, err
		}
		a.native = n
		return a, nil
	default:
		return openNative(r.at)
	}
}

// An autoEngine asks the native engine, and git for what that does not know.
type autoEngine struct {
	at     *location
	native engine // nil if it could not open the repository
	why    error  // then this is why
	asked  atomic.Bool

	mu     sync.Mutex
	gitEng *gitEngine
	gitErr error
}

// git returns the git engine, which is opened when it is first needed.
func (a *autoEngine) git() (*gitEngine, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.gitEng == nil && a.gitErr == nil {
		a.gitEng, a.gitErr = openGit(a.at)
	}
	return a.gitEng, a.gitErr
}

// fallback returns the git engine after the native one has failed with err.
func (a *autoEngine) fallback(err error) (*gitEngine, error) {
	if !errors.Is(err, errUnsupported) {
		return nil, err
	}
	g, gitErr := a.git()
	if gitErr != nil {
		return nil, fmt.Errorf("%w; and git cannot be asked: %w", err, gitErr)
	}
	a.asked.Store(true)
	return g, nil
}

func (a *autoEngine) name() string {
	if a.native == nil || a.asked.Load() {
		return "git"
	}
	return "native"
}

func (a *autoEngine) close() error {
	a.mu.Lock()
	defer a.mu.Unlock()
	var errs []error
	if a.native != nil {
		errs = append(errs, a.native.close())
	}
	if a.gitEng != nil {
		errs = append(errs, a.gitEng.close())
	}
	return errors.Join(errs...)
}

func (a *autoEngine) staged(ctx context.Context) ([]change, error) {
	err := a.why
	if a.native != nil {
		var list []change
		if list, err = a.native.staged(ctx); err == nil {
			return list, nil
		}
	}
	g, err := a.fallback(err)
	if err != nil {
		return nil, err
	}
	return g.staged(ctx)
}

func (a *autoEngine) headEntries(ctx context.Context, paths []string) ([]entry, error) {
	err := a.why
	if a.native != nil {
		var list []entry
		if list, err = a.native.headEntries(ctx, paths); err == nil {
			return list, nil
		}
	}
	g, err := a.fallback(err)
	if err != nil {
		return nil, err
	}
	return g.headEntries(ctx, paths)
}

// A resumer hands entries on and, when another engine takes over in the
// middle, leaves out those that were handed on before.
type resumer struct {
	f    func(entry) error
	last entry
	n    int
}

func (r *resumer) first(e entry) error {
	r.n++
	r.last = e
	return r.f(e)
}

func (r *resumer) second() func(entry) error {
	seen := 0
	return func(e entry) error {
		seen++
		if seen == r.n && (e.path != r.last.path || e.stage != r.last.stage || e.id != r.last.id) {
			return fmt.Errorf("git and the native engine do not agree on entry %d, %q", r.n, e.path)
		}
		if seen <= r.n {
			return nil
		}
		return r.f(e)
	}
}

func (a *autoEngine) tracked(ctx context.Context, f func(entry) error) error {
	err := a.why
	r := resumer{f: f}
	if a.native != nil {
		if err = a.native.tracked(ctx, r.first); err == nil {
			return nil
		}
	}
	g, err := a.fallback(err)
	if err != nil {
		return err
	}
	return g.tracked(ctx, r.second())
}

func (a *autoEngine) tree(ctx context.Context, rev string, f func(entry) error) (commitInfo, error) {
	err := a.why
	r := resumer{f: f}
	if a.native != nil {
		var info commitInfo
		if info, err = a.native.tree(ctx, rev, r.first); err == nil {
			return info, nil
		}
	}
	g, err := a.fallback(err)
	if err != nil {
		return commitInfo{}, err
	}
	return g.tree(ctx, rev, r.second())
}

func (a *autoEngine) open(ctx context.Context, id string) (io.ReadCloser, int64, error) {
	err := a.why
	if a.native != nil {
		var rc io.ReadCloser
		var size int64
		if rc, size, err = a.native.open(ctx, id); err == nil {
			return rc, size, nil
		}
		if errors.Is(err, errMissing) {
			// A repack may have moved it, or git knows a place that this
			// engine does not. Saying "missing" too easily costs trust.
			if g, gitErr := a.git(); gitErr == nil {
				if rc, size, gitErr := g.open(ctx, id); gitErr == nil {
					return rc, size, nil
				}
			}
			return nil, 0, err
		}
	}
	if !errors.Is(err, errUnsupported) {
		return nil, 0, err
	}
	// That one large delta was read by git does not make git the engine.
	g, gitErr := a.git()
	if gitErr != nil {
		return nil, 0, fmt.Errorf("%w; and git cannot be asked: %w", err, gitErr)
	}
	return g.open(ctx, id)
}

// gitEngine returns the git engine if the whole repository is read by it, or nil.
func (r *Repo) gitEngine() *gitEngine {
	switch e := r.eng.(type) {
	case *gitEngine:
		return e
	case *autoEngine:
		if e.native == nil {
			g, _ := e.git()
			return g
		}
	}
	return nil
}

// relative turns a path that a person gave, relative to the current directory
// or absolute, into one relative to the top. ok is false if it lies outside.
func (r *Repo) relative(path string) (rel string, ok bool) {
	top := r.at.workTree
	if top == "" {
		return "", false
	}
	native := filepath.FromSlash(path)
	if !filepath.IsAbs(native) {
		native = filepath.Join(r.at.dir, native)
	}
	native = filepath.Clean(native)
	below := func(p string) (string, bool) {
		rel, err := filepath.Rel(top, p)
		if err != nil || !filepath.IsLocal(rel) {
			return "", false
		}
		return filepath.ToSlash(rel), true
	}
	if rel, ok := below(native); ok {
		return rel, true
	}
	// The same folder may have another name, through a symbolic link above it;
	// the file itself is not followed.
	if dir, err := filepath.EvalSymlinks(filepath.Dir(native)); err == nil {
		if rel, ok := below(filepath.Join(dir, filepath.Base(native))); ok {
			return rel, true
		}
	}
	if real, err := filepath.EvalSymlinks(native); err == nil && slices.Contains([]string{top}, real) {
		return ".", true
	}
	return "", false
}
