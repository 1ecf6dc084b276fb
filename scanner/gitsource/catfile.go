package gitsource

import (
	"bufio"
	"context"
	"crypto/sha1" //nolint:gosec // git's object ids
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"strconv"
	"strings"
	"sync"
	"time"
)

// A catPool holds `git cat-file --batch` processes. One process answers one
// request at a time; a second blob that is opened while the first one is still
// being read gets a process of its own, so that no order of calls can lock up.
type catPool struct {
	git    *gitEngine
	mu     sync.Mutex
	idle   []*catProcess
	closed bool
}

// maxIdle is how many processes wait for further requests.
const maxIdle = 4

// drainLimit is how much of an unread blob is read to save its process.
const drainLimit = 1 << 20

// A catProcess is one `git cat-file --batch`.
type catProcess struct {
	cmd    *gitChild
	cancel context.CancelFunc
	in     io.WriteCloser
	out    *bufio.Reader
	stderr *headBuffer

	spent bool // in was closed
}

// nudgeAfter is how long an answer may pause before the process learns that no
// more questions come. A damaged object makes git send less than it announced,
// and wait for the next question: then it ends at once. One that is merely slow
// goes on.
const nudgeAfter = 500 * time.Millisecond

// Read reads a part of an answer.
func (c *catProcess) Read(p []byte) (n int, err error) {
	c.watch(func() { n, err = c.out.Read(p) })
	return n, err
}

// watch calls f, which reads a part of an answer.
func (c *catProcess) watch(f func()) {
	if c.out.Buffered() > 0 {
		f()
		return
	}
	nudge := time.AfterFunc(nudgeAfter, func() { c.in.Close() })
	f()
	if !nudge.Stop() {
		c.spent = true
	}
}

func (p *catPool) start() (*catProcess, error) {
	// A process serves blobs of several callers, so it lives as long as the
	// engine and not as long as one caller's context.
	ctx, cancel := context.WithCancel(context.Background())
	c := &catProcess{cmd: p.git.command(ctx, "cat-file", "--batch"), cancel: cancel, stderr: new(headBuffer)}
	c.cmd.Stderr = c.stderr
	in, err := c.cmd.StdinPipe()
	if err != nil {
		cancel()
		return nil, fmt.Errorf("git cat-file: %w", err)
	}
	out, err := c.cmd.StdoutPipe()
	if err != nil {
		cancel()
		return nil, fmt.Errorf("git cat-file: %w", err)
	}
	if err := c.cmd.Start(); err != nil {
		cancel()
		return nil, fmt.Errorf("git cat-file: %w", err)
	}
	c.in, c.out = in, bufio.NewReaderSize(out, 64<<10)
	return c, nil
}

// kill ends the process and returns what it said of its own end.
func (c *catProcess) kill() string {
	c.in.Close()
	c.cancel()
	if err := c.cmd.Wait(); errors.Is(err, errStalled) {
		return err.Error()
	}
	return firstLine(c.stderr.b.Bytes())
}

func (p *catPool) get() (*catProcess, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		return nil, errors.New("git cat-file: the repository is closed")
	}
	if n := len(p.idle); n > 0 {
		c := p.idle[n-1]
		p.idle = p.idle[:n-1]
		return c, nil
	}
	return p.start()
}

func (p *catPool) put(c *catProcess) {
	p.mu.Lock()
	keep := !p.closed && !c.spent && len(p.idle) < maxIdle
	if keep {
		p.idle = append(p.idle, c)
	}
	p.mu.Unlock()
	if !keep {
		c.kill()
	}
}

func (p *catPool) close() error {
	p.mu.Lock()
	idle := p.idle
	p.idle, p.closed = nil, true
	p.mu.Unlock()
	for _, c := range idle {
		c.kill()
	}
	return nil
}

// validID reports whether id is a full object id in hex. Anything else would
// be a request for something else, or for two things.
func validID(id string, sha256 bool) bool {
	want := 40
	if sha256 {
		want = 64
	}
	return len(id) == want && strings.Trim(id, "0123456789abcdef") == ""
}

func (g *gitEngine) open(ctx context.Context, id string) (io.ReadCloser, int64, error) {
	return g.openKind(ctx, id, "blob")
}

// verify reads an object of any type to its end.
func (g *gitEngine) verify(ctx context.Context, id string) error {
	rc, _, err := g.openKind(ctx, id, "")
	if err != nil {
		return err
	}
	defer rc.Close()
	_, err = io.Copy(io.Discard, rc)
	return err
}

// openKind opens an object of a type, or of any.
func (g *gitEngine) openKind(ctx context.Context, id, kind string) (io.ReadCloser, int64, error) {
	if err := ctx.Err(); err != nil {
		return nil, 0, err
	}
	if !validID(id, g.sha256) {
		return nil, 0, fmt.Errorf("object %q: not an object id", id)
	}
	c, err := g.pool.get()
	if err != nil {
		return nil, 0, fmt.Errorf("object %s: %w", id, err)
	}
	// A process that blocks ends with whoever waits for it.
	free := context.AfterFunc(ctx, c.cancel)
	kind, size, err := c.request(id, kind)
	switch {
	case errors.Is(err, errMissing):
		free()
		g.pool.put(c)
		return nil, 0, err
	case err != nil:
		free()
		// The process has ended, or its answers can no longer be matched to questions.
		said := c.kill()
		if err := ctx.Err(); err != nil {
			return nil, 0, err
		}
		if said != "" {
			if strings.Contains(said, "promisor remote") || strings.Contains(said, "transport") {
				return nil, 0, fmt.Errorf("object %s: %w: it was left out of this partial clone (%s)", id, errMissing, said)
			}
			return nil, 0, fmt.Errorf("object %s: git cat-file: %s", id, said)
		}
		return nil, 0, err
	}
	b := &catBlob{ctx: ctx, free: free, pool: &g.pool, proc: c, id: id, left: size, sum: g.newHash()}
	fmt.Fprintf(b.sum, "%s %d\x00", kind, size)
	return b, size, nil
}

// newHash is the hash that the repository names objects by.
func (g *gitEngine) newHash() hash.Hash {
	if g.sha256 {
		return sha256.New()
	}
	return sha1.New() //nolint:gosec // git's object ids
}

// request asks for an object of a type, or of any, and reads the answer's first
// line.
func (c *catProcess) request(id, kind string) (has string, size int64, err error) {
	if _, err := io.WriteString(c.in, id+"\n"); err != nil {
		return "", 0, fmt.Errorf("object %s: asking git cat-file: %w", id, err)
	}
	var line []byte
	c.watch(func() { line, err = c.out.ReadSlice('\n') })
	if err != nil {
		return "", 0, fmt.Errorf("object %s: git cat-file gave no answer: %w", id, cutShort(err))
	}
	fields := strings.Fields(string(line))
	if len(fields) == 2 && fields[0] == id && fields[1] == "missing" {
		return "", 0, fmt.Errorf("object %s: %w", id, errMissing)
	}
	if len(fields) != 3 || fields[0] != id {
		return "", 0, fmt.Errorf("object %s: cannot make out git cat-file's answer", id)
	}
	if kind != "" && fields[1] != kind {
		return "", 0, fmt.Errorf("object %s: it is a %s, not a %s", id, fields[1], kind)
	}
	size, err = strconv.ParseInt(fields[2], 10, 64)
	if err != nil || size < 0 {
		return "", 0, fmt.Errorf("object %s: cannot make out git cat-file's answer", id)
	}
	return fields[1], size, nil
}

// cutShort turns an end that comes too early into an error that says so.
func cutShort(err error) error {
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}

// A catBlob is the content that a process is sending.
type catBlob struct {
	ctx  context.Context
	free func() bool // the process from ctx
	pool *catPool
	proc *catProcess // nil once given back
	id   string
	left int64
	sum  hash.Hash
	err  error // sticky, io.EOF included
}

func (b *catBlob) Read(p []byte) (int, error) {
	if b.err != nil {
		return 0, b.err
	}
	if len(p) == 0 {
		return 0, nil
	}
	if err := b.ctx.Err(); err != nil {
		b.fail(err)
		return 0, b.err
	}
	if b.left == 0 {
		b.finish()
		return 0, b.err
	}
	n, err := b.proc.Read(p[:min(int64(len(p)), b.left)])
	b.sum.Write(p[:n])
	b.left -= int64(n)
	if err != nil {
		b.fail(cutShort(err))
		return n, b.err
	}
	return n, nil
}

// finish checks the id and gives the process back.
func (b *catBlob) finish() {
	var end [1]byte
	if _, err := io.ReadFull(b.proc, end[:]); err != nil || end[0] != '\n' {
		b.fail(io.ErrUnexpectedEOF)
		return
	}
	if !b.free() {
		b.fail(b.ctx.Err())
		return
	}
	b.pool.put(b.proc)
	b.proc = nil
	if got := hex.EncodeToString(b.sum.Sum(nil)); got != b.id {
		b.err = fmt.Errorf("object %s: damaged: its content has the id %s", b.id, got)
		return
	}
	b.err = io.EOF
}

// fail ends the process, whose position in its output is lost.
func (b *catBlob) fail(err error) {
	b.free()
	said := b.proc.kill()
	b.proc = nil
	if e := b.ctx.Err(); e != nil {
		err = e
	}
	if b.left > 0 && errors.Is(err, io.ErrUnexpectedEOF) && said == "" {
		b.err = fmt.Errorf("object %s: damaged: it is shorter than its header says", b.id)
		return
	}
	if said != "" && b.ctx.Err() == nil {
		b.err = fmt.Errorf("object %s: git cat-file: %s", b.id, said)
		return
	}
	b.err = fmt.Errorf("object %s: reading from git cat-file: %w", b.id, err)
}

func (b *catBlob) Close() error {
	if b.proc == nil {
		if b.err == nil {
			b.err = errors.New("read after close")
		}
		return nil
	}
	if b.left <= drainLimit {
		if _, err := io.CopyN(io.Discard, b.proc, b.left+1); err == nil && b.free() {
			b.pool.put(b.proc)
			b.proc, b.err = nil, errors.New("read after close")
			return nil
		}
	}
	b.free()
	b.proc.kill()
	b.proc, b.err = nil, errors.New("read after close")
	return nil
}
