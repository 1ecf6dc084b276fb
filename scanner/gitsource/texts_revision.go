package gitsource

import (
	"context"
	"io"
	"strings"

	"github.com/go-git/go-git/v5/plumbing"

	"github.com/envguard/envguard/scanner"
)

// raw reads a commit or a tag by its id, or by a name where git reads it.
func (r *Repo) raw(ctx context.Context, rev string) (id, kind string, data []byte, err error) {
	if n := r.native(); n != nil {
		hash, t, err := n.resolver.resolve(rev)
		if err == nil && (t == plumbing.CommitObject || t == plumbing.TagObject) {
			_, data, err = n.store.read(hash, maxMeta)
		}
		if _, only := r.eng.(*native); only || err == nil {
			return hash.String(), t.String(), data, err
		}
	}
	g, err := r.askGit()
	if err != nil {
		return "", "", nil, err
	}
	if id, err = g.line(ctx, "rev-parse", "--verify", "--quiet", rev); err != nil {
		return "", "", nil, unknownRevision(rev, err)
	}
	oerr := g.objects(ctx, []string{id}, func(_ int, k string, d []byte, e error) { kind, data, err = k, d, e })
	if oerr != nil {
		err = oerr
	}
	return id, kind, data, err
}

// texts returns what the commit says, and the tags that the revision names.
func (s *revision) texts(ctx context.Context) ([]scanner.Blob, error) {
	rev, said := s.rev, 0
	var blobs []scanner.Blob
	for range maxTags {
		id, kind, data, err := s.r.raw(ctx, rev)
		if err != nil {
			return blobs, &scanner.Skip{Path: ".", Reason: "commit " + s.info.id + ": its message could not be read: " + reason(err)}
		}
		t := newTextReader(0, func(_ int, v *scanner.Version) {
			b, text := v.Blob, string(v.Data)
			kind := b.Origin.Kind
			b.Origin = originOf(s.info)
			b.Origin.Kind = kind
			b.Open = func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(text)), nil }
			blobs = append(blobs, b)
		})
		switch kind {
		case "tag":
			tag := newTagObject(id, data)
			tag.commit = s.info.id
			t.tag(0, &tag)
			rev = tag.target
			said++
		case "commit":
			t.commit(0, id, data)
			said++
		}
		if kind != "tag" {
			break
		}
	}
	s.set(func(d *scanner.Description) { d.Texts = said })
	return blobs, nil
}
