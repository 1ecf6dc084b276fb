package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/envguard/envguard/cmd/envguard/internal/report"
	"github.com/envguard/envguard/scanner"
)

// Progress is shown once a scan has lasted this long, and renewed this often.
const (
	progressAfter = time.Second
	progressEvery = 200 * time.Millisecond
)

// showProgress shows how far a scan is, as showWork does.
func showProgress(w io.Writer, o *options, p *scanner.Progress) (stop func()) {
	return showWork(w, o, func(elapsed time.Duration) string { return progressLine(p.Status(), elapsed) })
}

// showWork writes one line about long work to w and renews it until the
// returned function is called, which wipes it. It writes nothing where nobody
// watches: a file, a pipe, a terminal that cannot go back in a line.
func showWork(w io.Writer, o *options, line func(elapsed time.Duration) string) (stop func()) {
	if o.quiet || !isTerminal(w) || os.Getenv("TERM") == "dumb" {
		return func() {}
	}
	done, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		start, shown := time.Now(), false
		wait := time.NewTimer(progressAfter)
		defer wait.Stop()
		for {
			select {
			case <-done:
				if shown {
					fmt.Fprint(w, "\r\x1b[K")
				}
				return
			case now := <-wait.C:
				fmt.Fprintf(w, "\r%s\x1b[K", line(now.Sub(start)))
				shown = true
				wait.Reset(progressEvery)
			}
		}
	}()
	return func() {
		close(done)
		<-ended
	}
}

// maxProgress is how wide the line is at most, in characters: a line that
// wraps cannot be wiped.
const maxProgress = 78

// progressLine says what is being read, how fast, and how long it will take.
func progressLine(s scanner.Status, elapsed time.Duration) string {
	parts := []string{fmt.Sprintf("%s files", grouped(s.Blobs)), report.Size(s.Bytes)}
	if s.TotalBlobs > 0 {
		parts[0] = fmt.Sprintf("%s of %s files", grouped(s.Blobs), grouped(max(s.TotalBlobs, s.Blobs)))
	}
	seconds := elapsed.Seconds()
	if seconds > 0 {
		parts = append(parts, report.Size(int64(float64(s.Bytes)/seconds))+"/s")
	}
	// Bytes say the time better than files do, where both are known.
	share := 0.0
	if s.TotalBytes > 0 {
		share = float64(s.Bytes) / float64(s.TotalBytes)
	} else if s.TotalBlobs > 0 {
		share = float64(s.Blobs) / float64(s.TotalBlobs)
	}
	if share > 0.01 && share < 1 {
		left := time.Duration(seconds * (1 - share) / share * float64(time.Second))
		parts = append(parts, duration(left)+" left")
	}
	line := strings.Join(parts, ", ")
	room := maxProgress - utf8.RuneCountInString(line) - 2
	if path := report.Escape(s.Path); path != "" && room > 8 {
		line += ": " + tail(path, room)
	}
	return line
}

// grouped writes a number with a comma between thousands.
func grouped(n int64) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// duration writes a time to wait in whole seconds or minutes.
func duration(d time.Duration) string {
	if d < 90*time.Second {
		return fmt.Sprintf("%d s", int(d.Seconds())+1)
	}
	return fmt.Sprintf("%d min", int(d.Minutes()+0.5))
}

// tail keeps the end of a path, which says more than its beginning.
func tail(path string, n int) string {
	r := []rune(path)
	if len(r) <= n {
		return path
	}
	return "…" + string(r[len(r)-n+1:])
}
