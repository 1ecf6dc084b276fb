package gitsource

import (
	"bufio"
	"bytes"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/envguard/envguard/scanner"
)

// Histories read the texts next to files as well: messages and headers of commits
// and tags, names of references and files. The key of a text is negative, so that
// Trace can distinguish it from a content.

// textKinds is more than there are kinds.
const textKinds = 16

// textKey is the key of the i-th text of a kind. What i numbers is up to the source.
func textKey(kind scanner.Kind, i int) int { return -1 - (i*textKinds + int(kind)) }

// splitKey is the reverse of textKey.
func splitKey(key int) (kind scanner.Kind, i int) {
	n := -1 - key
	return scanner.Kind(n % textKinds), n / textKinds
}

// A textReader hands texts to the scanner, for one worker.
type textReader struct {
	worker int
	visit  func(int, *scanner.Version)
	ask    bool // only ask whether there is something
	v      scanner.Version
	header []byte
	clean  map[string]struct{} // headers in which nothing was found: most have the same few authors
}

// maxClean is how many headers are remembered.
const maxClean = 10_000

func newTextReader(worker int, visit func(int, *scanner.Version)) *textReader {
	return &textReader{worker: worker, visit: visit, clean: map[string]struct{}{}}
}

// text hands over one text. path is the name of its tag, reference or file.
func (t *textReader) text(kind scanner.Kind, i int, path, commit string, data []byte) (found bool) {
	if len(data) == 0 {
		return false
	}
	t.v = scanner.Version{Key: textKey(kind, i), Data: data, Ask: t.ask}
	t.v.Path, t.v.Size = path, int64(len(data))
	t.v.Origin = scanner.Origin{Kind: kind, Commit: commit}
	t.visit(t.worker, &t.v)
	return t.v.Found
}

// commit hands over what a commit says.
func (t *textReader) commit(i int, id string, data []byte) (found bool) {
	header, message := splitObject(data)
	found = t.text(scanner.CommitMessage, i, "", id, message)
	return t.people(scanner.CommitHeader, i, "", id, header) || found
}

func (t *textReader) people(kind scanner.Kind, i int, path, commit string, header []byte) (found bool) {
	t.header = headerText(t.header[:0], header)
	if _, ok := t.clean[string(t.header)]; ok {
		return false
	}
	found = t.text(kind, i, path, commit, t.header)
	if !found && len(t.clean) < maxClean {
		t.clean[string(t.header)] = struct{}{}
	}
	return found
}

// tag hands over what an annotated tag says.
func (t *textReader) tag(i int, tag *tagObject) {
	header, message := splitObject(tag.data)
	t.text(scanner.TagMessage, i, tag.name, "", message)
	t.people(scanner.TagHeader, i, tag.name, "", header)
}

// ref hands over the name of a reference.
func (t *textReader) ref(i int, name string) {
	kind, short := kindOfRef(name)
	t.text(kind, i, short, "", []byte(short))
}

// maxNames is how many bytes of names are asked about at once.
const maxNames = 64 << 10

// names hands over names. Nearly all of them hold nothing, which is given many at
// once. name returns the k-th name of n, and each hands it over.
func (t *textReader) names(n int, name func(k int) string, each func(k int)) {
	asking := &textReader{worker: t.worker, visit: t.visit, ask: true}
	var batch []byte
	from := 0
	for k := range n {
		batch = append(append(batch, name(k)...), '\n')
		if len(batch) < maxNames && k < n-1 {
			continue
		}
		if asking.text(scanner.FileName, 0, "", "", batch) {
			for i := from; i <= k; i++ {
				each(i)
			}
		}
		batch, from = batch[:0], k+1
	}
}

// kindOfRef returns what a reference is, and how people call it.
func kindOfRef(name string) (scanner.Kind, string) {
	if b := branchName(name); b != "" {
		return scanner.BranchName, b
	}
	if tag, ok := strings.CutPrefix(name, "refs/tags/"); ok {
		return scanner.TagName, tag
	}
	return scanner.RefName, name
}

// splitObject splits a commit or a tag into its header and its message.
func splitObject(data []byte) (header, message []byte) {
	if i := bytes.Index(data, []byte("\n\n")); i >= 0 {
		return data[:i+1], data[i+2:]
	}
	return data, nil
}

// headerText appends the part of a header that people write. The other lines are
// left empty, so that lines keep their numbers, and times are left out.
func headerText(buf, header []byte) []byte {
	skip := false
	for line := range bytes.Lines(header) {
		line = bytes.TrimSuffix(line, []byte{'\n'})
		name, _, _ := bytes.Cut(line, []byte{' '})
		switch string(name) {
		case "": // the line before goes on
		case "tree", "parent", "object", "type", "tag", "gpgsig", "gpgsig-sha256":
			skip = true
		case "author", "committer", "tagger":
			skip = false
			line = line[:max(bytes.LastIndexByte(line, '>')+1, 0)]
			if len(line) == 0 {
				line = nil
			}
		default:
			skip = false
		}
		if !skip {
			buf = append(buf, line...)
		}
		buf = append(buf, '\n')
	}
	return buf
}

// A tagObject is an annotated tag.
type tagObject struct {
	id, name, target string
	commit           string // what it leads to in the end, if that is known
	data             []byte
	unreachable      bool
}

func newTagObject(id string, data []byte) tagObject {
	t := tagObject{id: id, name: id[:min(12, len(id))], data: data}
	header, _ := splitObject(data)
	for line := range bytes.Lines(header) {
		name, value, _ := strings.Cut(string(bytes.TrimSuffix(line, []byte{'\n'})), " ")
		switch name {
		case "object":
			t.target = value
		case "tag":
			t.name = value
		}
	}
	return t
}

// origin says who made the tag.
func (t *tagObject) origin() scanner.Origin {
	o := scanner.Origin{Commit: t.commit}
	header, _ := splitObject(t.data)
	for line := range bytes.Lines(header) {
		who, ok := bytes.CutPrefix(line, []byte("tagger "))
		end := bytes.LastIndexByte(who, '>') + 1
		if !ok || end == 0 {
			continue
		}
		o.Author = strings.ToValidUTF8(string(who[:end]), "\uFFFD")
		if f := bytes.Fields(who[end:]); len(f) > 0 {
			if n, err := strconv.ParseInt(string(f[0]), 10, 64); err == nil {
				o.When = time.Unix(n, 0).UTC()
			}
		}
	}
	return o
}

// A namedRef is a reference and what it leads to in the end.
type namedRef struct {
	name, target string
}

// A refTexts is what references and annotated tags say.
type refTexts struct {
	refs []namedRef
	tags []tagObject
	seen map[string]bool // ids of tags
}

// add follows a reference through its tags. read returns an object; of one that
// cannot be read, whoever reads the reference says.
func (r *refTexts) add(name, id string, read func(id string) (kind string, data []byte, err error)) {
	if !strings.HasPrefix(name, "refs/") {
		return
	}
	first := len(r.tags)
	for range maxTags {
		kind, data, err := read(id)
		if err != nil || kind != "tag" {
			break
		}
		r.addTag(id, data)
		id = newTagObject(id, data).target
	}
	for i := range r.tags[first:] {
		r.tags[first+i].commit = id
	}
	r.refs = append(r.refs, namedRef{name, id})
}

// addTag adds an annotated tag, once.
func (r *refTexts) addTag(id string, data []byte) {
	if r.seen[id] {
		return
	}
	if r.seen == nil {
		r.seen = map[string]bool{}
	}
	r.seen[id] = true
	r.tags = append(r.tags, newTagObject(id, data))
}

// keep keeps what leads to some commits only.
func (r *refTexts) keep(commit func(id string) bool) {
	refs, tags := r.refs[:0], r.tags[:0]
	for _, x := range r.refs {
		if commit(x.target) {
			refs = append(refs, x)
		}
	}
	for _, x := range r.tags {
		if commit(x.commit) {
			tags = append(tags, x)
		}
	}
	r.refs, r.tags = refs, tags
}

// visit hands all of them over.
func (r *refTexts) visit(t *textReader) {
	t.names(len(r.refs), func(k int) string { return strings.ReplaceAll(r.refs[k].name, "/", "\n") },
		func(k int) { t.ref(k, r.refs[k].name) })
	for i := range r.tags {
		t.tag(i, &r.tags[i])
	}
}

// trace says where the i-th text of a kind came from.
func (r *refTexts) trace(kind scanner.Kind, i int) scanner.Trace {
	if kind == scanner.TagMessage || kind == scanner.TagHeader {
		t := &r.tags[i]
		o := t.origin()
		return scanner.Trace{ID: t.id, Unreachable: t.unreachable, Appearances: []scanner.Appearance{{Origin: o, Committed: o.When}}}
	}
	return scanner.Trace{ID: r.refs[i].target, Appearances: []scanner.Appearance{{Origin: scanner.Origin{Commit: r.refs[i].target}}}}
}

// refTexts reads all references.
func (n *native) refTexts() *refTexts {
	out := new(refTexts)
	refs, _ := n.refs.all() // what is broken was named, or is not asked for
	for _, ref := range refs {
		out.add(ref.name, ref.id.String(), func(id string) (string, []byte, error) {
			hash, err := parseID(id)
			if err != nil {
				return "", nil, err
			}
			return n.tagOrKind(hash)
		})
	}
	return out
}

// refTexts reads all references.
func (g *gitEngine) refTexts(ctx context.Context) (*refTexts, error) {
	type listed struct{ id, kind, name string }
	var refs []listed
	h := &gitHistory{g: g}
	err := h.lines(ctx, func(line []byte) error {
		f := strings.SplitN(string(line), " ", 3)
		if len(f) == 3 {
			refs = append(refs, listed{f[0], f[1], f[2]})
		}
		return nil
	}, nil, "for-each-ref", "--format=%(objectname) %(objecttype) %(refname)")
	if err != nil {
		return nil, fmt.Errorf("listing the references: %w", err)
	}
	// Tags of tags are read in rounds.
	tags := map[string][]byte{}
	var next []string
	for _, r := range refs {
		if r.kind == "tag" {
			next = append(next, r.id)
		}
	}
	for len(next) > 0 {
		round := next
		next = nil
		err := g.objects(ctx, round, func(i int, kind string, data []byte, err error) {
			if err != nil || kind != "tag" || tags[round[i]] != nil {
				return
			}
			tags[round[i]] = data
			if target := newTagObject(round[i], data).target; tags[target] == nil && validID(target, g.sha256) {
				next = append(next, target)
			}
		})
		if err != nil {
			return nil, err
		}
	}
	out := new(refTexts)
	for _, r := range refs {
		out.add(r.name, r.id, func(id string) (string, []byte, error) {
			if data := tags[id]; data != nil {
				return "tag", data, nil
			}
			return "", nil, nil
		})
	}
	return out, nil
}

// objects reads commits and tags, and calls f for each with its position in ids.
func (g *gitEngine) objects(ctx context.Context, ids []string, f func(i int, kind string, data []byte, err error)) error {
	if len(ids) == 0 {
		return nil
	}
	child, cancel := context.WithCancel(ctx)
	defer cancel()
	args := []string{"cat-file", "--batch", "--buffer"}
	cmd := g.command(child, args...)
	var stderr headBuffer
	cmd.Stdin, cmd.Stderr = strings.NewReader(strings.Join(ids, "\n")+"\n"), &stderr
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		return fmt.Errorf("git cat-file: %w", err)
	}
	br := bufio.NewReaderSize(out, 64<<10)
	for i, id := range ids {
		kind, data, fatal, err := g.readObject(br, id)
		if fatal != nil {
			cancel()
			if werr := cmd.Wait(); stderr.b.Len() > 0 {
				fatal = g.failed(ctx, args, stderr.b.Bytes(), werr)
			}
			return fmt.Errorf("reading object %s: %w", id, fatal)
		}
		f(i, kind, data, err)
	}
	if err := cmd.Wait(); err != nil {
		return g.failed(ctx, args, stderr.b.Bytes(), err)
	}
	return nil
}

// readObject reads an answer of cat-file. After a fatal error there are no more.
func (g *gitEngine) readObject(br *bufio.Reader, id string) (kind string, data []byte, fatal, err error) {
	line, fatal := br.ReadString('\n')
	if fatal != nil {
		return "", nil, cutShort(fatal), nil
	}
	f := strings.Fields(line)
	if len(f) == 2 && f[1] == "missing" {
		return "", nil, nil, fmt.Errorf("object %s: %w", id, errMissing)
	}
	if len(f) != 3 || f[0] != id {
		return "", nil, errors.New("cannot make out git cat-file's answer"), nil
	}
	size, fatal := strconv.ParseInt(f[2], 10, 64)
	if fatal != nil || size < 0 || size > maxMeta {
		return "", nil, errors.New("cannot make out git cat-file's answer"), nil
	}
	data = make([]byte, size+1)
	if _, fatal := io.ReadFull(br, data); fatal != nil {
		return "", nil, cutShort(fatal), nil
	}
	data = data[:size]
	sum := g.newHash()
	fmt.Fprintf(sum, "%s %d\x00", f[1], size)
	sum.Write(data)
	if got := hex.EncodeToString(sum.Sum(nil)); got != id {
		return f[1], nil, nil, fmt.Errorf("object %s: damaged: its content has the id %s", id, got)
	}
	return f[1], data, nil, nil
}

// hasPath sets those of paths, of files and folders, that a commit has.
func (r *Repo) hasPath(ctx context.Context, rev string, paths map[string]bool) error {
	return r.hasEach(ctx, rev, func(path, _ string) {
		if _, ok := paths[path]; ok {
			paths[path] = true
		}
	})
}

// hasName sets those of names, of files and folders, that a commit has.
func (r *Repo) hasName(ctx context.Context, rev string, names map[string]bool) error {
	return r.hasEach(ctx, rev, func(_, name string) {
		if _, ok := names[name]; ok {
			names[name] = true
		}
	})
}

func (r *Repo) hasEach(ctx context.Context, rev string, f func(path, name string)) error {
	_, err := r.eng.tree(ctx, rev, func(e entry) error {
		eachName(e.path, f)
		return nil
	})
	if errors.Is(err, ErrUnknownRevision) {
		return nil // no commit yet
	}
	return err
}
