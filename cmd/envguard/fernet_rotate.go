package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/envguard/envguard/cmd/envguard/internal/report"
	"github.com/envguard/envguard/fixer"
	"github.com/envguard/envguard/fixer/keys"
	"github.com/envguard/envguard/scanner/archive"
)

// A rotated file is one whose tokens are to be encrypted again.
type rotated struct {
	shown  string
	path   string
	info   fs.FileInfo
	before []byte
	keys.Rotation
	database bool
	script   string // of a database: SQL that writes the new tokens
}

func (c command) fernetRotate(ctx context.Context, o *options, files []string) (int, error) {
	list, err := c.fernetKeys(o)
	if err != nil {
		return 0, err
	}
	if len(list) == 1 {
		return 0, usagef("list the new key first, then the old ones: FERNET_KEYS=new,old; `envguard rotate` makes such a list",
			"there is one key only, so that there is nothing to rotate from")
	}
	if len(files) == 0 {
		return c.rotateStdin(ctx, o, list)
	}
	var all []*rotated
	for _, name := range files {
		r, err := o.readRotated(name)
		if err != nil {
			return 0, err
		}
		if isAmong(all, r) {
			continue
		}
		if r.database {
			if hasDatabase(all) {
				return 0, usagef("rotate them one after the other", "there is more than one database, and one script is for one of them")
			}
			if err := r.rotateSQLite(list); err != nil {
				return 0, err
			}
			all = append(all, r)
			continue
		}
		if r.Rotation, err = keys.Rotate(r.before, list); err != nil {
			return 0, &codedError{fmt.Errorf("%s: %w", name, err), exitIncomplete, "no file was changed"}
		}
		all = append(all, r)
	}
	// Nothing was written up to here: every new token of every file has been
	// opened again.
	if !o.dryRun {
		for i, r := range all {
			err := ctx.Err()
			if err == nil {
				err = r.write()
			}
			if err != nil {
				return 0, rotateError(all[:i], err)
			}
		}
	}
	var b strings.Builder
	code := exitClean
	for _, r := range all {
		if len(r.Left) > 0 {
			code = exitFindings
		}
		writeRotation(&b, o, r)
	}
	if noTokens(all...) {
		c.warn("%s", noTokensWarning)
		code = exitFindings
	}
	return code, c.deliverRotation(o, all, b.String())
}

// deliverRotation prints the report, or the scripts for databases, with the
// report on standard error.
func (c command) deliverRotation(o *options, all []*rotated, said string) error {
	out := c.stdout
	scripts := ""
	for _, r := range all {
		if r.script != "" {
			out = c.stderr
			scripts += r.script
		}
	}
	if _, err := io.WriteString(out, said); err != nil || scripts == "" || o.dryRun {
		return delivery(err)
	}
	_, err := io.WriteString(c.stdout, scripts)
	return delivery(err)
}

// rotateError says what was done before something failed.
func rotateError(done []*rotated, err error) error {
	var names []string
	for _, r := range done {
		if r.Rotated > 0 {
			names = append(names, r.shown)
		}
	}
	hint := "no file was changed"
	if len(names) > 0 {
		hint = "changed already: " + strings.Join(names, ", ") + "; running it again goes on from there"
	}
	var h interface{ Hint() string }
	if errors.As(err, &h) && h.Hint() != "" {
		hint = h.Hint() + "\n" + hint
	}
	return &codedError{err, exitIncomplete, hint}
}

// readRotated reads a file whose tokens are to change.
func (o *options) readRotated(name string) (*rotated, error) {
	r := &rotated{shown: name, path: o.path(name)}
	// Who names a link means what it leads to.
	if real, err := filepath.EvalSymlinks(r.path); err == nil {
		r.path = real
	}
	info, err := os.Lstat(r.path)
	switch {
	case err != nil:
		return nil, usagef("check the path; it is taken from "+describeFolder(o.dir), "reading %s: %w", name, err)
	case info.IsDir():
		return nil, usagef("name the files in it", "reading %s: it is a folder", name)
	case !info.Mode().IsRegular():
		return nil, usagef("without a file, standard input is read", "reading %s: it is no regular file", name)
	case info.Size() > fixer.MaxFileSize:
		return nil, &codedError{
			fmt.Errorf("reading %s: it is larger than %d MiB", name, fixer.MaxFileSize>>20), exitIncomplete,
			"pass it through standard input: envguard fernet rotate … < " + name + " > new",
		}
	}
	r.info = info
	if r.before, err = os.ReadFile(r.path); err != nil {
		return nil, &codedError{fmt.Errorf("reading %s: %w", name, err), exitIncomplete, "no file was changed"}
	}
	if r.before == nil {
		r.before = []byte{}
	}
	if archive.IsSQLite(r.before) {
		r.database = true
		return r, nil
	}
	return r, refuseBinary(name, r.before)
}

// refuseBinary refuses what tokens cannot be found in, or exchanged in
// without breaking it.
func refuseBinary(name string, text []byte) error {
	switch {
	case bytes.HasPrefix(text, []byte("\xff\xfe")), bytes.HasPrefix(text, []byte("\xfe\xff")):
		return &codedError{fmt.Errorf("reading %s: it is in UTF-16", name), exitIncomplete, "save it as UTF-8; no file was changed"}
	case bytes.IndexByte(text, 0) >= 0:
		return &codedError{fmt.Errorf("reading %s: it is no text", name), exitIncomplete, "rotate a database through its own program, or a dump of it; no file was changed"}
	}
	return nil
}

// isAmong reports whether a file was named before.
func isAmong(all []*rotated, r *rotated) bool {
	for _, other := range all {
		if os.SameFile(other.info, r.info) {
			return true
		}
	}
	return false
}

func hasDatabase(all []*rotated) bool {
	for _, r := range all {
		if r.database {
			return true
		}
	}
	return false
}

func (r *rotated) write() error {
	if r.Rotated == 0 || r.database {
		return nil
	}
	root, err := os.OpenRoot(filepath.Dir(r.path))
	if err != nil {
		return fmt.Errorf("writing %s: %w", r.shown, err)
	}
	defer root.Close()
	return fixer.WriteFile(root, filepath.Base(r.path), r.before, r.Text, 0)
}

// writeRotation reports what was done to a file.
func writeRotation(b *strings.Builder, o *options, r *rotated) {
	line := func(format string, args ...any) {
		b.WriteString(report.Escape(fmt.Sprintf(format, args...)) + "\n")
	}
	for _, f := range r.Left {
		if r.database {
			line("%s: %s", r.shown, f.Err)
			continue
		}
		line("%s:%d: %s", r.shown, f.Line, f.Err)
	}
	if o.quiet {
		return
	}
	anew := "encrypted anew"
	if o.dryRun {
		anew = "would be encrypted anew"
	}
	if r.database && !o.dryRun {
		anew = "to encrypt anew with the script: envguard fernet rotate … | sqlite3 " + r.shown
	}
	line("%s: %s %s, %d with the first key already, %d left", r.shown, tokens(r.Rotated), anew, r.Current, len(r.Left))
}

func tokens(n int) string {
	if n == 1 {
		return "1 token"
	}
	return fmt.Sprintf("%d tokens", n)
}

// rotateStdin is a filter: the text goes to standard output, and what is to be
// said to standard error.
func (c command) rotateStdin(ctx context.Context, o *options, list []keys.Key) (int, error) {
	text, err := c.input(ctx, o, nil, maxInspected)
	if err != nil {
		return 0, err
	}
	if err := refuseBinary("standard input", text); err != nil {
		return 0, err
	}
	r := &rotated{shown: "stdin"}
	if r.Rotation, err = keys.Rotate(text, list); err != nil {
		return 0, &codedError{err, exitIncomplete, ""}
	}
	out := r.Text
	if o.dryRun {
		out = nil
	}
	if _, err := c.stdout.Write(out); err != nil {
		return exitIncomplete, delivery(err)
	}
	var b strings.Builder
	writeRotation(&b, o, r)
	if _, err := io.WriteString(c.stderr, b.String()); err != nil {
		return exitIncomplete, delivery(err)
	}
	if noTokens(r) {
		c.warn("%s", noTokensWarning)
		return exitFindings, nil
	}
	if len(r.Left) > 0 {
		return exitFindings, nil
	}
	return exitClean, nil
}

// noTokensWarning is for those who would drop the old key next.
const noTokensWarning = "no Fernet token was found: keep the old key until you know where the data that it encrypted is; " +
	"tokens are found as text, in hexadecimal, in base64 and with escapes, but not in compressed or binary files"

// noTokens reports whether there is not one token in all of the files.
func noTokens(all ...*rotated) bool {
	for _, r := range all {
		if r.Rotated+r.Current+len(r.Left) > 0 {
			return false
		}
	}
	return true
}
