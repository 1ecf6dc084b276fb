package main

import (
	"bytes"
	"context"
	"crypto/subtle"
	"errors"
	"fmt"
	"io"
	"os"

	"golang.org/x/term"
)

// maxPassphrase bounds what is read from standard input.
const maxPassphrase = 1 << 16

// passphrase asks for a passphrase on a terminal, without showing it and twice
// if it is a new one, or else reads standard input to its end.
func (c command) passphrase(ctx context.Context, confirm bool) ([]byte, error) {
	f, ok := c.stdin.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		pass, err := io.ReadAll(io.LimitReader(interruptible(ctx, c.stdin), maxPassphrase+1))
		switch {
		case err != nil:
			return nil, fmt.Errorf("reading the passphrase: %w", err)
		case len(pass) > maxPassphrase:
			return nil, usagef("", "the passphrase is longer than %d bytes", maxPassphrase)
		}
		pass = bytes.TrimSuffix(pass, []byte("\n"))
		pass = bytes.TrimSuffix(pass, []byte("\r"))
		if len(pass) == 0 {
			return nil, usagef("write it to standard input, or run this on a terminal", "the passphrase is empty")
		}
		return pass, nil
	}
	pass, err := c.ask(ctx, f, "Passphrase: ")
	if err != nil || !confirm {
		return pass, err
	}
	again, err := c.ask(ctx, f, "Again: ")
	if err != nil {
		return nil, err
	}
	if subtle.ConstantTimeCompare(pass, again) != 1 {
		return nil, usagef("run it again", "the two passphrases differ")
	}
	return pass, nil
}

// ask reads a line of a terminal without echo. A Ctrl-C ends it, and the
// terminal shows again what is typed.
func (c command) ask(ctx context.Context, f *os.File, prompt string) ([]byte, error) {
	fd := int(f.Fd())
	state, err := term.GetState(fd)
	if err != nil {
		return nil, fmt.Errorf("reading the passphrase: %w", err)
	}
	fmt.Fprint(c.stderr, prompt)
	type answer struct {
		pass []byte
		err  error
	}
	done := make(chan answer, 1)
	go func() {
		pass, err := term.ReadPassword(fd)
		done <- answer{pass, err}
	}()
	select {
	case a := <-done:
		fmt.Fprintln(c.stderr)
		switch {
		case errors.Is(a.err, io.EOF):
			return nil, usagef("type it and press the return key", "no passphrase was given")
		case a.err != nil:
			return nil, fmt.Errorf("reading the passphrase: %w", a.err)
		case len(a.pass) == 0:
			return nil, usagef("type it and press the return key", "the passphrase is empty")
		}
		return a.pass, nil
	case <-ctx.Done():
		fmt.Fprintln(c.stderr)
		return nil, errors.Join(fmt.Errorf("reading the passphrase: %w", ctx.Err()), term.Restore(fd, state))
	}
}
