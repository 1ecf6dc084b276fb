package main

import (
	"bytes"
	"context"
	"errors"
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// terminal returns the two ends of a pseudo-terminal.
func terminal(t *testing.T) (keyboard, tty *os.File) {
	t.Helper()
	keyboard, err := os.OpenFile("/dev/ptmx", os.O_RDWR, 0)
	if err != nil {
		t.Skipf("there are no terminals here: %v", err)
	}
	t.Cleanup(func() { keyboard.Close() })
	if err := unix.IoctlSetPointerInt(int(keyboard.Fd()), unix.TIOCSPTLCK, 0); err != nil {
		t.Skipf("there are no terminals here: %v", err)
	}
	n, err := unix.IoctlGetInt(int(keyboard.Fd()), unix.TIOCGPTN)
	if err != nil {
		t.Skipf("there are no terminals here: %v", err)
	}
	tty, err = os.OpenFile("/dev/pts/"+strconv.Itoa(n), os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Skipf("there are no terminals here: %v", err)
	}
	t.Cleanup(func() { tty.Close() })
	return keyboard, tty
}

func echoes(t *testing.T, tty *os.File) bool {
	t.Helper()
	state, err := unix.IoctlGetTermios(int(tty.Fd()), unix.TCGETS)
	if err != nil {
		t.Error(err)
		return false
	}
	return state.Lflag&unix.ECHO != 0
}

// A prompter types a line whenever it is asked for one.
type prompter struct {
	t        *testing.T
	tty      *os.File
	keyboard *os.File
	lines    []string
	shown    bytes.Buffer
	typing   sync.WaitGroup
}

func (p *prompter) Write(b []byte) (int, error) {
	p.shown.Write(b)
	if strings.HasSuffix(string(b), ": ") && len(p.lines) > 0 {
		line := p.lines[0]
		p.lines = p.lines[1:]
		p.typing.Go(func() {
			// Only what is typed once the terminal is silent is not shown.
			for echoes(p.t, p.tty) {
				time.Sleep(time.Millisecond)
			}
			p.keyboard.WriteString(line)
		})
	}
	return len(b), nil
}

// TestPassphraseOnATerminal types one twice: it is read whole, nothing of it
// is shown, and the terminal is as it was afterwards.
func TestPassphraseOnATerminal(t *testing.T) {
	for _, c := range []struct {
		name    string
		confirm bool
		typed   []string
		want    string
		wrong   string
	}{
		{"once", false, []string{"correct horse\n"}, "correct horse", ""},
		{"twice", true, []string{"correct horse\n", "correct horse\n"}, "correct horse", ""},
		{"mistyped", true, []string{"correct horse\n", "correct hrose\n"}, "", "the two passphrases differ"},
		{"empty", false, []string{"\n"}, "", "the passphrase is empty"},
	} {
		t.Run(c.name, func(t *testing.T) {
			keyboard, tty := terminal(t)
			p := &prompter{t: t, tty: tty, keyboard: keyboard, lines: c.typed}
			pass, err := command{stdin: tty, stderr: p}.passphrase(context.Background(), c.confirm)
			p.typing.Wait()
			if string(pass) != c.want && c.wrong == "" || (err == nil) != (c.wrong == "") || err != nil && !strings.Contains(err.Error(), c.wrong) {
				t.Errorf("%d bytes, %v", len(pass), err)
			}
			if strings.Contains(p.shown.String(), "horse") || !echoes(t, tty) {
				t.Errorf("shown: %q; the terminal shows what is typed: %v", &p.shown, echoes(t, tty))
			}
		})
	}
}

// TestPassphraseInterrupted wants a terminal that shows again what is typed.
func TestPassphraseInterrupted(t *testing.T) {
	_, tty := terminal(t)
	ctx, cancel := context.WithCancel(context.Background())
	var waiting sync.WaitGroup
	waiting.Go(func() {
		for echoes(t, tty) {
			time.Sleep(time.Millisecond)
		}
		cancel()
	})
	_, err := command{stdin: tty, stderr: new(bytes.Buffer)}.passphrase(ctx, false)
	waiting.Wait()
	if !errors.Is(err, context.Canceled) || !echoes(t, tty) {
		t.Errorf("%v; the terminal shows what is typed: %v", err, echoes(t, tty))
	}
}
