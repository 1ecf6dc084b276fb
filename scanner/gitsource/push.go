package gitsource

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"strings"

	"github.com/go-git/go-git/v5/plumbing"

	"github.com/envguard/envguard/scanner"
)

// A NewRef is a reference that a push makes or moves.
type NewRef struct {
	Name string // in full: refs/heads/main
	ID   string // the object that it names after the push
	New  bool   // the other side has no reference of this name
}

// PushOptions describe a push.
type PushOptions struct {
	What string // for the receipt
	Refs []NewRef
	// Known are revisions that the other side has. Those that this repository does
	// not have are ignored, since then more is scanned, not less.
	Known []string
}

// noCommit is the commit of a tree or a file that a reference names directly.
const noCommit = -1

// A pushed is what the references of a push name, apart from commits.
type pushed struct {
	texts *refTexts
	blobs []rangeEntry
	trees []string
}

// Push returns what references bring that none of the known revisions has: the
// contents, messages and names of commits, and annotated tags, also those of old
// commits. The error wraps [ErrUnknownRevision] if a reference names an object that
// is not here.
func (r *Repo) Push(ctx context.Context, o PushOptions) (scanner.History, error) {
	h := &commitRange{r: r, pushed: &pushed{texts: new(refTexts)}}
	h.desc.What, h.desc.Engine = o.What, r.eng.name()
	for _, ref := range o.Refs {
		if err := h.addRef(ctx, ref); err != nil {
			return nil, fmt.Errorf("reading %s: %w", ref.Name, err)
		}
	}
	seen := map[string]bool{}
	for _, rev := range o.Known {
		id, err := r.commitID(ctx, rev)
		if err != nil {
			if ctx.Err() != nil {
				return nil, ctx.Err()
			}
			continue // of another type, or not here
		}
		if !seen[id] {
			seen[id] = true
			h.from = append(h.from, id)
		}
	}
	return h, nil
}

// addRef notes what a reference names in the end, and the tags on the way there.
func (h *commitRange) addRef(ctx context.Context, ref NewRef) error {
	p, id := h.pushed, ref.ID
	first := len(p.texts.tags)
	for range maxTags {
		kind, data, err := h.r.kindOf(ctx, id)
		if err != nil {
			return err
		}
		switch kind {
		case "tag":
			p.texts.addTag(id, data)
			if id = newTagObject(id, data).target; id == "" {
				return fmt.Errorf("object %s: the tag names no object", ref.ID)
			}
			continue
		case "commit":
			h.to = append(h.to, id)
		case "tree":
			p.trees = append(p.trees, id)
		case "blob":
			p.blobs = append(p.blobs, rangeEntry{path: strings.TrimPrefix(ref.Name, "refs/"), id: id, commit: noCommit})
		default:
			return fmt.Errorf("object %s is a %s", id, kind)
		}
		for i := range p.texts.tags[first:] {
			p.texts.tags[first+i].commit = id
		}
		if ref.New {
			p.texts.refs = append(p.texts.refs, namedRef{ref.Name, id})
		}
		return nil
	}
	return errors.New("too many tags of tags")
}

// kindOf returns the type of an object, and the content of a tag.
func (r *Repo) kindOf(ctx context.Context, id string) (kind string, data []byte, err error) {
	if n := r.native(); n != nil {
		hash, err := parseID(id)
		if err != nil {
			return "", nil, fmt.Errorf("%w: %w", ErrUnknownRevision, err)
		}
		kind, data, err = n.tagOrKind(hash)
		switch {
		case err == nil:
			return kind, data, nil
		case errors.Is(err, errMissing):
			return "", nil, fmt.Errorf("object %s: %w: %w", id, ErrUnknownRevision, err)
		case !errors.Is(err, errUnsupported):
			return "", nil, err
		}
	}
	g, err := r.askGit()
	if err != nil {
		return "", nil, err
	}
	if !validID(id, g.sha256) {
		return "", nil, fmt.Errorf("object %q: %w: it is no id", id, ErrUnknownRevision)
	}
	if kind, err = g.line(ctx, "cat-file", "-t", id); err != nil {
		return "", nil, fmt.Errorf("object %s: %w: %w", id, ErrUnknownRevision, err)
	}
	if kind != "tag" {
		return kind, nil, nil
	}
	gerr := g.objects(ctx, []string{id}, func(_ int, _ string, d []byte, e error) { data, err = d, e })
	return kind, data, errors.Join(gerr, err)
}

// listPushed lists the files that references name without a commit.
func (l *rangeLister) listPushed(p *pushed) error {
	l.h.entries = append(l.h.entries, p.blobs...)
	for _, text := range p.trees {
		id, err := parseID(text)
		if err != nil {
			return err
		}
		if err := l.diff("", id, nil, 0); err != nil { // before any commit, so that they belong to none
			return err
		}
	}
	return nil
}

// listPushedGit is listPushed with git.
func (h *commitRange) listPushedGit(ctx context.Context, g *gitEngine) error {
	h.entries = append(h.entries, h.pushed.blobs...)
	for _, id := range h.pushed.trees {
		err := g.lsTree(ctx, func(e entry) error {
			if e.mode&modeTypeMask == modeSubmodule {
				h.none(noBlobSubmodule)
				return nil
			}
			h.entries = append(h.entries, rangeEntry{path: e.path, id: e.id, link: e.mode&modeTypeMask == modeLink, commit: noCommit})
			return nil
		}, "ls-tree", "-r", "-z", "--full-tree", id)
		if err != nil {
			return fmt.Errorf("reading the tree %s: %w", id, err)
		}
	}
	return nil
}

// revisionLines writes revisions as git reads them from standard input.
func revisionLines(to, from []string) string {
	var b strings.Builder
	for _, id := range to {
		b.WriteString(id + "\n")
	}
	for _, id := range from {
		b.WriteString("^" + id + "\n")
	}
	return b.String()
}

// Resolve returns the id of the commit that a revision names. The error wraps
// [ErrUnknownRevision] if there is none.
func (r *Repo) Resolve(ctx context.Context, rev string) (string, error) { return r.commitID(ctx, rev) }

// A Ref is a reference and the object that it names, which can be a tag.
type Ref struct{ Name, ID string }

// Refs returns HEAD and all references. The error names those that cannot be read,
// and the others are returned with it.
func (r *Repo) Refs(ctx context.Context) ([]Ref, error) {
	var out []Ref
	if n := r.native(); n != nil {
		refs, broken := n.refs.all()
		for _, ref := range refs {
			out = append(out, Ref{ref.name, ref.id.String()})
		}
		return out, errors.Join(broken...)
	}
	g, err := r.askGit()
	if err != nil {
		return nil, err
	}
	if id, err := g.line(ctx, "rev-parse", "--verify", "--quiet", "HEAD"); err == nil { // or there is no commit yet
		out = append(out, Ref{"HEAD", id})
	}
	h := &gitHistory{g: g}
	err = h.lines(ctx, func(line []byte) error {
		if id, name, ok := strings.Cut(string(line), " "); ok {
			out = append(out, Ref{name, id})
		}
		return nil
	}, nil, "for-each-ref", "--format=%(objectname) %(refname)")
	var broken []error
	skip := func(s scanner.Skip) { broken = append(broken, errors.New(s.Reason)) }
	if err == nil {
		err = h.checkRefs(ctx, skip)
	}
	if err != nil {
		return out, fmt.Errorf("listing the references: %w", err)
	}
	return out, errors.Join(broken...)
}

// tagOrKind returns the type of an object, and the content of a tag. Most references
// name commits, whose content is not needed.
func (n *native) tagOrKind(id plumbing.Hash) (string, []byte, error) {
	t, _, err := n.store.header(id)
	if err != nil || t != plumbing.TagObject {
		return t.String(), nil, err
	}
	_, data, err := n.store.read(id, maxMeta)
	return t.String(), data, err
}

// Contains reports whether a commit is the one that a revision names, or before it.
// Where dates are so wrong that this cannot be seen, it is not.
func (r *Repo) Contains(ctx context.Context, rev, commit string) (bool, error) {
	from, err := r.commitID(ctx, rev)
	if err != nil {
		return false, err
	}
	to, err := r.commitID(ctx, commit)
	if err != nil || from == to {
		return err == nil, err
	}
	if n := r.native(); n != nil {
		shallow, err := r.shallowCommits()
		if err != nil {
			return false, err
		}
		var damage error
		l := &rangeLister{
			h: &commitRange{r: r, from: []string{from}, to: []string{to}}, n: n, missing: map[plumbing.Hash]bool{},
			skip: func(s scanner.Skip) { damage = &s },
		}
		if l.shallow, err = parseIDs(shallow); err == nil {
			ids, lerr := l.between(ctx)
			if err = errors.Join(lerr, damage); err == nil {
				return len(ids) == 0, nil
			}
		}
		if !errors.Is(err, errUnsupported) {
			return false, fmt.Errorf("comparing commits: %w", err)
		}
	}
	g, err := r.askGit()
	if err != nil {
		return false, err
	}
	_, err = g.output(ctx, "merge-base", "--is-ancestor", to, from)
	var exit *exec.ExitError
	if errors.As(err, &exit) && exit.ExitCode() == 1 {
		return false, nil
	}
	return err == nil, err
}
