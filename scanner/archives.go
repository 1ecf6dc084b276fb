package scanner

import (
	"bytes"
	"context"
	"io"
	"strings"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/scanner/archive"
)

// Archives says which containers are opened: zip, tar, gzip, bzip2, xz, zstd,
// PDF and SQLite, recognized by their first bytes. Findings in them have the path
// app.jar!/config/app.properties. Its zero value opens all of them.
type Archives struct {
	// Off leaves all of them closed: their bytes are scanned as they are.
	Off bool
	// Largest is the size in bytes of the largest file that is opened; 0 means
	// that size does not matter.
	Largest int64
	// Limits bound what one file may unpack to. What they keep from being read
	// is in the result's Skipped.
	Limits archive.Limits
}

// memberMark is between a container's path and its member's.
const memberMark = "!/"

// outerPath is the path of the file that a finding's path lies in.
func outerPath(p string) string {
	p, _, _ = strings.Cut(p, memberMark)
	return p
}

// heavyFrom is the size from which on containers are read one at a time: what
// has to be held of one can be many times as much as a window.
const heavyFrom = 8 << 20

// container describes a blob that is to be opened what it is, from its first
// bytes. rc is its reader.
func (w *worker) container(b *Blob, rc io.Reader, head []byte) archive.Kind {
	if b.Link || w.s.cfg.Archives.Off {
		return archive.None
	}
	kind := archive.Sniff(head[:min(len(head), archive.SniffLen)], b.Path)
	if kind == archive.None {
		return kind
	}
	if sized, ok := rc.(interface{ Size() int64 }); ok {
		b.Size = sized.Size()
	}
	if most := w.s.cfg.Archives.Largest; most > 0 && (b.Size > most || int64(len(head)) > most) {
		w.col.unopened.Add(1)
		return archive.None
	}
	return kind
}

// inside scans what is in a container. Its first bytes are in w.buf already,
// all of them if last is set; the others are in r, which counts them, and whose
// file is rc.
func (w *worker) inside(ctx context.Context, b Blob, rc io.Reader, r io.Reader, last bool) (all []Finding, problems []Problem, err error) {
	c := archive.Content{Reader: io.MultiReader(bytes.NewReader(w.buf), r), Size: b.Size}
	if last {
		head := bytes.NewReader(w.buf)
		c = archive.Content{Reader: head, At: head, Size: head.Size()}
	} else if at, ok := rc.(io.ReaderAt); ok && b.Size > 0 {
		c.At = at
	}
	if !last && (b.Size < 0 || b.Size > heavyFrom) {
		w.s.heavy.Lock()
		defer w.s.heavy.Unlock()
	}
	walk := archive.Walk{
		Limits: w.s.cfg.Archives.Limits,
		Visit: func(path string, r io.Reader) error {
			fs, ps, err := w.member(ctx, b, path, r)
			all, problems = append(all, fs...), append(problems, ps...)
			return err
		},
		Skip: func(path, reason string) {
			if w.watch == nil {
				w.col.skip(Skip{Path: path, Reason: reason, Container: true})
			}
		},
		Leave: func(path string) bool {
			ign := w.s.cfg.Ignore
			if ign == nil || neverIgnored(path) || ign.Match(path) == 0 {
				return false
			}
			w.col.ignored.Add(1)
			return true
		},
	}
	err = walk.Run(b.Path, c)
	return withoutEchoes(all, b.Path), problems, err
}

// member scans a member of a container, or the container's own bytes.
func (w *worker) member(ctx context.Context, b Blob, path string, r io.Reader) (all []Finding, problems []Problem, err error) {
	if err := ctx.Err(); err != nil {
		return nil, nil, err
	}
	file := rules.NewFile(path, nil)
	whole := &wholeReader{r: r}
	w.inner, err = readWindows(whole, -1, w.inner, func(win window) error {
		file.SetData(win.data)
		file.Binary = isBinary(win.data)
		fs, ps, n := w.s.scanWindow(file, win)
		w.col.count(n)
		for i := range fs {
			f := &fs[i]
			f.Origin, f.Stage, f.Unstaged, f.blob = b.Origin, b.Stage, b.Unstaged, b.ID
			f.Remedy = rules.Manual
		}
		if w.limit != nil {
			fs = w.limit.keep(fs)
		}
		all, problems = append(all, fs...), append(problems, ps...)
		return ctx.Err()
	})
	if err == nil {
		err = whole.failed
	}
	return all, problems, err
}

// A wholeReader ends where its content cannot be read on, so that what could be
// read is judged. The error is kept.
type wholeReader struct {
	r      io.Reader
	failed error
}

func (w *wholeReader) Read(p []byte) (int, error) {
	n, err := w.r.Read(p)
	if err != nil && err != io.EOF {
		w.failed, err = err, io.EOF
	}
	return n, err
}

// withoutEchoes leaves out what was found in a container's own bytes and again
// in a member.
func withoutEchoes(fs []Finding, container string) []Finding {
	in := map[secretID]bool{}
	for i := range fs {
		if fs[i].Path != container {
			in[secretID{fs[i].Rule, fs[i].Secret.value}] = true
		}
	}
	kept := fs[:0]
	for i := range fs {
		if fs[i].Path != container || !in[secretID{fs[i].Rule, fs[i].Secret.value}] {
			kept = append(kept, fs[i])
		}
	}
	return kept
}
