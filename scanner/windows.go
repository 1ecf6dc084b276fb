package scanner

import (
	"context"
	"io"

	"github.com/envguard/envguard/rules"
)

// A file of many windows is read by one worker, and its windows are scanned by
// as many goroutines as the scanner may use, all large files together. What they
// find is taken in the order of the windows, so that nothing depends on who was
// first.

// windowResult is what was found in a window.
type windowResult struct {
	findings []Finding
	problems []Problem
	done     done
	err      error
}

// large scans the rest of a text whose first window is full.
type large struct {
	s       *Scanner
	file    *rules.File // without data
	pending []chan windowResult
	take    func(windowResult) // in the order of the windows
	failed  error              // a bug in one of them
}

// rest reads r to its end; buf holds its first window. It returns a buffer to
// go on with. What was found in front of an error is taken.
func (l *large) rest(ctx context.Context, r io.Reader, buf []byte) ([]byte, error) {
	buf, err := splitWindows(r, buf, func(w window, keep int) ([]byte, error) {
		if err := ctx.Err(); err != nil {
			return w.data, err
		}
		l.s.slots <- struct{}{} // one of those that may run
		var next []byte
		if !w.last {
			next = l.s.window()
			next = next[:copy(next[:cap(next)], w.data[keep:])]
		}
		result := make(chan windowResult, 1)
		l.pending = append(l.pending, result)
		go func() {
			defer func() { <-l.s.slots }()
			var r windowResult
			err := guarded(func() error {
				r = l.s.textWindow(l.file, w)
				return nil
			})
			if r.err = err; err == nil {
				l.s.keep(w.data)
			}
			result <- r
		}()
		l.ready(cap(l.s.slots))
		return next, nil
	})
	l.ready(0)
	if buf == nil {
		buf = l.s.window()
	}
	if err == nil {
		err = l.failed
	}
	return buf, err
}

// ready takes results until no more than n are left.
func (l *large) ready(n int) {
	for len(l.pending) > n {
		r := <-l.pending[0]
		l.pending = l.pending[1:]
		if r.err != nil {
			l.failed = r.err
			continue
		}
		l.take(r)
	}
}

// window returns a buffer for a window.
func (s *Scanner) window() []byte {
	select {
	case b := <-s.spare:
		return b[:0]
	default:
		return make([]byte, 0, windowSize)
	}
}

// keep takes a buffer back.
func (s *Scanner) keep(b []byte) {
	if cap(b) < windowSize {
		return
	}
	select {
	case s.spare <- b:
	default:
	}
}

// textWindow scans a window of a file that has no data yet.
func (s *Scanner) textWindow(of *rules.File, w window) (r windowResult) {
	file := *of
	file.SetData(w.data)
	file.Binary = isBinary(w.data)
	r.findings, r.problems, r.done = s.scanWindow(&file, w)
	return r
}
