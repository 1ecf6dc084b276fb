package scanner

import (
	"bytes"
	"context"
	"io"
	"slices"
	"strings"

	"github.com/envguard/envguard/rules"
)

// Git publishes more than the content of files: the messages of commits and
// tags, who wrote them, and the names of branches, tags and files. Such a text is
// a [Blob] with a [Kind] of its own. It is judged as a file of no known language.
// No comment can allow a finding in it, and its place is not a path.

// A Kind says what a blob is: the content of a file, or a text that git publishes
// next to files.
type Kind uint8

// The kinds.
const (
	File          Kind = iota
	CommitMessage      // what the commit says
	CommitHeader       // author, committer, and what else precedes the message
	TagMessage         // of an annotated tag
	TagHeader          // its tagger
	BranchName
	TagName
	RefName  // of any other reference
	FileName // of a file or a folder
)

// kindNames are the kinds in the JSON report.
var kindNames = [...]string{
	File: "file", CommitMessage: "commit-message", CommitHeader: "commit-header", TagMessage: "tag-message",
	TagHeader: "tag-header", BranchName: "branch-name", TagName: "tag-name", RefName: "reference-name", FileName: "file-name",
}

// String returns the kind's name as it is in reports.
func (k Kind) String() string { return kindNames[k] }

// IsName reports whether a blob of this kind is a name, which has no lines.
func (k Kind) IsName() bool { return k >= BranchName }

// shortCommit is how many digits of a commit's id its texts' places have.
const shortCommit = 12

// place returns where a text is: what reports show instead of a path. name is that
// of the tag, the reference or the file; secrets in it must be masked.
func (o *Origin) place(name string) string {
	switch o.Kind {
	case CommitMessage:
		if o.Commit == "" { // not committed yet
			return "commit message"
		}
		return "commit " + o.Commit[:min(shortCommit, len(o.Commit))] + " message"
	case CommitHeader:
		return "commit " + o.Commit[:min(shortCommit, len(o.Commit))] + " header"
	case TagMessage:
		return "tag " + name + " message"
	case TagHeader:
		return "tag " + name + " header"
	case BranchName:
		return "branch " + name
	case TagName:
		return "tag " + name
	case RefName:
		return "reference " + name
	case FileName:
		return "file name " + name
	}
	return name
}

// textPath is the path by which texts are judged: of no class and no language.
const textPath = "text"

// scanText judges a text. path is the name of the tag, the reference or the file.
func (s *Scanner) scanText(o Origin, path string, data []byte) []Finding {
	var fs []Finding
	if o.Kind.IsName() {
		for part := range strings.SplitSeq(string(data), "/") {
			found := s.scanBytes([]byte(part))
			for i := range found {
				f := &found[i]
				f.Line, f.Column, f.EndLine, f.EndColumn = 0, 0, 0, 0
				f.Text, f.CaretStart, f.CaretEnd = "", 0, 0
			}
			fs = append(fs, found...)
		}
	} else {
		fs = s.scanBytes(data)
	}
	if len(fs) == 0 {
		return nil
	}
	place := o.place(s.maskName(path))
	for i := range fs {
		f := &fs[i]
		f.Path, f.Origin = place, o
		f.Remedy, f.Target = rules.Manual, ""
		f.SuppressedBy, f.Reason = "", "" // whoever writes a message could allow what is in it
		f.Fingerprint = fingerprint(f.Rule.ID, place, f.Key, f.Secret.value)
	}
	return fs
}

func (s *Scanner) scanBytes(data []byte) []Finding {
	if len(data) == 0 {
		return nil
	}
	data = decode(data)
	f := rules.NewFile(textPath, data)
	fs, _, _ := s.scanWindow(f, window{data: data, to: len(data), line: 1, last: true})
	return fs
}

// maskName masks the secrets in a name, part by part.
func (s *Scanner) maskName(name string) string {
	if len(s.scanBytes([]byte(strings.ReplaceAll(name, "/", "\n")))) == 0 {
		return name
	}
	parts := strings.Split(name, "/")
	for i, part := range parts {
		fs := s.scanBytes([]byte(part))
		for k := len(fs) - 1; k >= 0; k-- {
			f := &fs[k]
			part = part[:f.Start+min(f.Public, f.End-f.Start)] + stars + part[f.End:]
		}
		parts[i] = part
	}
	return strings.Join(parts, "/")
}

// maskNames masks the secrets in names.
func (s *Scanner) maskNames(names []string) []string {
	out := make([]string, len(names))
	for i, name := range names {
		out[i] = s.maskName(name)
	}
	return out
}

// text is [worker.blob] for a text.
func (w *worker) text(ctx context.Context, b *Blob, data []byte) []Finding {
	if data == nil && b.Open != nil {
		r, err := b.Open()
		if err == nil {
			data, err = readText(r)
		}
		if err != nil {
			if ctx.Err() == nil {
				w.col.skip(Skip{Path: b.Origin.place(w.s.maskName(b.Path)), Reason: reasonOf(err)})
			}
			return nil
		}
	}
	return w.s.notIgnored(w.col, w.s.scanText(b.Origin, b.Path, data))
}

// notIgnored leaves out findings in texts that .envguardignore names.
func (s *Scanner) notIgnored(col *collector, fs []Finding) []Finding {
	if s.cfg.Ignore == nil {
		return fs
	}
	return slices.DeleteFunc(fs, func(f Finding) bool {
		ignored := s.cfg.Ignore.MatchText(f.Path) > 0
		if ignored {
			col.ignored.Add(1)
		}
		return ignored
	})
}

func readText(r io.ReadCloser) ([]byte, error) {
	data, err := io.ReadAll(r)
	if cerr := r.Close(); err == nil {
		err = cerr
	}
	return data, err
}

// text is [historyWorker.version] for a text.
func (h *historyWorker) text(ctx context.Context, v *Version) {
	if v.Ask {
		v.Found = len(h.w.s.scanBytes(v.Data)) > 0
		return
	}
	fs := h.w.text(ctx, &v.Blob, v.Data)
	v.Found = len(fs) > 0
	h.log.add(v.Key, fs)
}

// names judges the names of files, many at a time.
type names struct {
	s     *Scanner
	last  string
	paths []string
	text  bytes.Buffer
	found []Finding
	seen  map[string]bool // parts with findings
}

// maxNames is how many bytes of names are judged together.
const maxNames = 64 << 10

// add notes a path. Of folders that the path before was in nothing is read again.
func (n *names) add(path string) {
	common := 0
	for i := range min(len(path), len(n.last)) {
		if path[i] != n.last[i] {
			break
		}
		if path[i] == '/' {
			common = i + 1
		}
	}
	n.last = path
	n.paths = append(n.paths, path)
	for part := range strings.SplitSeq(path[common:], "/") {
		n.text.WriteString(part)
		n.text.WriteByte('\n')
	}
	if n.text.Len() >= maxNames {
		n.flush()
	}
}

// flush judges what was added.
func (n *names) flush() {
	if len(n.s.scanBytes(n.text.Bytes())) > 0 {
		for _, path := range n.paths {
			n.judge(path)
		}
	}
	n.text.Reset()
	n.paths = n.paths[:0]
}

// judge judges each part of a path that was not found before.
func (n *names) judge(path string) {
	for end := 0; end < len(path); end++ {
		start := end
		if i := strings.IndexByte(path[start:], '/'); i >= 0 {
			end = start + i
		} else {
			end = len(path)
		}
		if n.seen[path[:end]] {
			continue
		}
		fs := n.s.scanText(Origin{Kind: FileName}, path[:end], []byte(path[start:end]))
		if len(fs) > 0 {
			if n.seen == nil {
				n.seen = map[string]bool{}
			}
			n.seen[path[:end]] = true
			n.found = append(n.found, fs...)
		}
	}
}
