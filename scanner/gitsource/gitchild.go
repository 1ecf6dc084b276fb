package gitsource

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"sync"
	"time"
)

const (
	// gitPatience is how long a git process may print nothing while something
	// is wanted of it. A long history takes minutes to be put in order before
	// the first line comes.
	gitPatience = 3 * time.Minute
	// gitQuickly is that for questions that git answers at once.
	gitQuickly = 20 * time.Second
	// afterDeath is how long the output is waited for when the process has
	// ended: something that it started may hold the pipe open.
	afterDeath = 2 * time.Second
)

// errStalled says that a git process was ended because it did nothing.
var errStalled = errors.New("git stopped answering, and was ended")

// A gitChild is a git process that is ended when its context is, when this
// program ends, and when nothing comes from it for too long.
type gitChild struct {
	*exec.Cmd
	ctx      context.Context
	cancel   context.CancelCauseFunc
	patience time.Duration
	piped    bool // its output is read, not written

	mu    sync.Mutex
	timer *time.Timer // nil while nothing is wanted of the process
}

// newChild prepares a git process.
func newChild(ctx context.Context, exe string, args ...string) *gitChild {
	c := &gitChild{patience: gitPatience}
	c.ctx, c.cancel = context.WithCancelCause(ctx)
	c.Cmd = exec.CommandContext(c.ctx, exe, args...)
	c.WaitDelay = afterDeath
	dieWithParent(c.Cmd)
	return c
}

// expect starts to wait for output, or waits again.
func (c *gitChild) expect() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.timer == nil {
		c.timer = time.AfterFunc(c.patience, func() {
			c.cancel(fmt.Errorf("%w: nothing came for %v", errStalled, c.patience))
		})
		return
	}
	c.timer.Reset(c.patience)
}

// rest ends the waiting: nothing is wanted of the process.
func (c *gitChild) rest() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.timer != nil {
		c.timer.Stop()
		c.timer = nil
	}
}

// Start hides that of the command.
func (c *gitChild) Start() error {
	if c.Stdout != nil && !c.piped {
		c.Stdout = &expecting{c: c, w: c.Stdout}
	}
	err := c.Cmd.Start()
	if err != nil {
		c.cancel(nil)
	}
	return err
}

// StdoutPipe hides that of the command.
func (c *gitChild) StdoutPipe() (io.Reader, error) {
	c.piped = true
	r, err := c.Cmd.StdoutPipe()
	return &expecting{c: c, r: r}, err
}

// Wait hides that of the command. The error is that of a stalled process if it
// is one.
func (c *gitChild) Wait() error {
	c.expect()
	err := c.Cmd.Wait()
	c.rest()
	if cause := context.Cause(c.ctx); errors.Is(cause, errStalled) {
		err = cause
	}
	c.cancel(nil)
	return err
}

// Run hides that of the command.
func (c *gitChild) Run() error {
	if err := c.Start(); err != nil {
		return err
	}
	return c.Wait()
}

// expecting has output waited for: each piece that is read, and each that is
// written until the process ends.
type expecting struct {
	c *gitChild
	r io.Reader
	w io.Writer
}

func (e *expecting) Read(p []byte) (int, error) {
	e.c.expect()
	defer e.c.rest()
	return e.r.Read(p)
}

func (e *expecting) Write(p []byte) (int, error) {
	e.c.expect()
	return e.w.Write(p)
}
