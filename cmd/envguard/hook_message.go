package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"strings"

	"github.com/envguard/envguard/scanner"
	"github.com/envguard/envguard/scanner/gitsource"
)

// checkMessage judges the message of a commit that is about to be made.
func (c command) checkMessage(ctx context.Context, o *options, name string) (int, error) {
	path := name
	if !filepath.IsAbs(path) {
		path = filepath.Join(o.folder(), path)
	}
	data, err := gitsource.ReadRegular(path)
	if err != nil {
		return 0, &codedError{fmt.Errorf("reading the message: %w", err), exitIncomplete, ""}
	}
	repo, err := o.open()
	if err != nil {
		return 0, openError(err, "git runs this hook in a repository")
	}
	defer repo.Close()
	j, err := o.diskPolicy(repo.Top())
	if err != nil {
		return 0, err
	}
	j.source, j.report.FromRoot = messageSource(messageText(data, readCleanup(ctx, repo.Top()))), true
	return c.execute(ctx, o, j)
}

// A messageSource is a commit message as a source.
type messageSource []byte

// Blobs implements [scanner.Source].
func (m messageSource) Blobs(context.Context) iter.Seq2[scanner.Blob, error] {
	return func(yield func(scanner.Blob, error) bool) {
		b := scanner.Blob{Size: int64(len(m)), Origin: scanner.Origin{Kind: scanner.CommitMessage}}
		b.Open = func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(m)), nil }
		yield(b, nil)
	}
}

// Describe implements [scanner.Describer].
func (messageSource) Describe() scanner.Description {
	return scanner.Description{What: "commit message", Texts: 1}
}

// A cleanup says what git takes out of a message after the hook.
type cleanup struct {
	mode    string // of commit.cleanup; empty for the default
	comment string // what comments begin with; empty if that is not known
	editor  bool   // a person writes the message
}

// readCleanup reads the settings. What cannot be read leaves everything in.
func readCleanup(ctx context.Context, dir string) cleanup {
	c := cleanup{comment: "#"}
	// Git sets it to : if it starts no editor.
	c.editor = os.Getenv("GIT_EDITOR") != ":"
	out, _ := git(ctx, dir, "config", "-z", "--get-regexp", `^(commit\.cleanup|core\.comment(char|string))$`) // it fails if there is none
	for setting := range strings.SplitSeq(out, "\x00") {
		key, value, _ := strings.Cut(setting, "\n")
		switch key {
		case "commit.cleanup":
			c.mode = value
		case "core.commentchar", "core.commentstring":
			c.comment = value
			if value == "auto" { // git chooses one that no line begins with
				c.comment = ""
			}
		}
	}
	return c
}

const scissors = " ------------------------ >8 ------------------------"

// messageText returns a message with the lines left empty that git takes out after
// the hook: comments, and what `git commit --verbose` shows below a line. Without
// an editor git keeps them, and they are part of the message.
func messageText(data []byte, c cleanup) []byte {
	if c.comment == "" {
		return data
	}
	comments := c.mode == "strip" || c.editor && (c.mode == "" || c.mode == "default")
	var out []byte
	rest := data
	for len(rest) > 0 {
		var line []byte
		if i := bytes.IndexByte(rest, '\n'); i >= 0 {
			line, rest = rest[:i+1], rest[i+1:]
		} else {
			line, rest = rest, nil
		}
		if !bytes.HasPrefix(line, []byte(c.comment)) {
			out = append(out, line...)
			continue
		}
		if c.editor && string(bytes.TrimRight(line[len(c.comment):], "\r\n")) == scissors && (c.mode == "scissors" || c.isDiff(rest)) {
			return out
		}
		if comments {
			line = []byte{'\n'}
		}
		out = append(out, line...)
	}
	return out
}

// isDiff reports whether only comments and then a diff follow, as below the line of
// `git commit --verbose`, or nothing.
func (c cleanup) isDiff(rest []byte) bool {
	for line := range bytes.Lines(rest) {
		if !bytes.HasPrefix(line, []byte(c.comment)) {
			return bytes.HasPrefix(line, []byte("diff "))
		}
	}
	return true
}
