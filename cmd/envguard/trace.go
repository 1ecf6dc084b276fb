package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/envguard/envguard/cmd/envguard/internal/report"
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/dotenv"
	"github.com/envguard/envguard/scanner"
	"github.com/envguard/envguard/scanner/gitsource"
)

func traceCommand() *subcommand {
	return &subcommand{
		name:  "trace",
		args:  "PATH:LINE | --value-from FILE NAME",
		short: "show where a secret has been: commits, branches, tags, stashes, remotes",
		long: `
Looks for one secret in everything that this repository has: the objects that no
branch leads to as well. The secret is what is found on a line of a file, or the
value of a name in an env file. It is also looked for in base64, hexadecimal,
percent escapes and JSON escapes.

Says which commits brought it and took it away, first and last; which branches,
tags, stashes, reflog entries, work trees and messages have it; and which
remote-tracking branches reach it. If one does, the secret has left this machine and
has to be rotated. If none does, amending or rebasing can be enough, as far as is
known here: nothing is fetched.

With --plan, prints what to do, rotation first, and writes a file for git
filter-repo outside of the repository, which nobody else can read. It runs none of
the commands.

Exit code 1 means that git has the secret, 0 that it has not.`,
		examples: [][2]string{
			{"the secret on a line", "envguard trace config.py:12"},
			{"a value of the local .env", "envguard trace --value-from .env STRIPE_SECRET_KEY"},
			{"how to get it out of the history", "envguard trace config.py:12 --plan"},
		},
		flags: traceFlags,
		run:   command.trace,
	}
}

// traceFlags are the flags of `envguard trace`.
func traceFlags() []flag {
	return flagList([]flag{
		{
			name: "value-from", value: "FILE", doc: "trace the value of a name in this env file",
			text: func(o *options) *string { return &o.valueFrom },
		},
		{
			name: "plan", doc: "print what to do, and write a file for git filter-repo",
			on: func(o *options) *bool { return &o.plan },
		},
	})
}

// A quarry is the secret that is looked for.
type quarry struct {
	value string
	what  string // as it is named: never the value
	fix   string // how it is rotated
}

func (c command) trace(ctx context.Context, o *options, args []string) (int, error) {
	if len(args) != 1 {
		return 0, usagef("write `envguard trace PATH:LINE` or `envguard trace --value-from FILE NAME`", "trace needs one secret")
	}
	if err := o.checkFolder(); err != nil {
		return 0, err
	}
	repo, err := o.open()
	if err != nil {
		return 0, openError(err, "trace looks into a repository; give its folder with -C")
	}
	defer repo.Close()
	if err := repo.CheckOwner(); err != nil {
		return exitIncomplete, err
	}
	var q quarry
	if o.valueFrom != "" {
		q, err = o.quarryOfName(o.valueFrom, args[0])
	} else {
		q, err = o.quarryOfLine(args[0])
	}
	if err != nil {
		return 0, err
	}
	t := &tracing{ctx: ctx, repo: repo, dir: cmp.Or(repo.Top(), repo.GitDir()), forms: formsOf(q.value)}
	if err := t.run(); err != nil {
		return exitIncomplete, &codedError{fmt.Errorf("tracing the secret: %w", err), exitIncomplete, ""}
	}
	code := exitClean
	if t.committed() {
		code = exitFindings
	}
	if len(t.unknown) > 0 {
		code = exitIncomplete
	}
	lines := t.report(q)
	if o.plan {
		more, err := t.plan(q)
		if err != nil {
			return exitIncomplete, err
		}
		lines = append(lines, more...)
	}
	for _, line := range lines {
		if _, err := fmt.Fprintln(c.stdout, report.EscapeMasked(t.masked(line))); err != nil {
			return exitIncomplete, delivery(err)
		}
	}
	return code, nil
}

// quarryOfName takes the value of a name in an env file.
func (o *options) quarryOfName(file, name string) (quarry, error) {
	path := file
	if !filepath.IsAbs(path) {
		path = filepath.Join(o.folder(), path)
	}
	data, err := gitsource.ReadRegular(path)
	if err != nil {
		return quarry{}, usagef("name an env file", "reading the value: %w", err)
	}
	value := ""
	env := dotenv.Parse(data)
	if e := env.Lookup(name); e != nil {
		value = env.Value(e)
	}
	if len(value) < minTraced {
		return quarry{}, usagef("`envguard read "+file+"` lists the names", "%s has no value for that name of %d characters or more", file, minTraced)
	}
	return quarry{value, "the value of " + name + " in " + file, "Make a new one where it is issued, and put it into " + file + "."}, nil
}

// minTraced is how long a value is at least: a shorter one is in every repository.
const minTraced = 8

// quarryOfLine takes the secret on a line of a file.
func (o *options) quarryOfLine(arg string) (quarry, error) {
	name, number, ok := cutLast(arg)
	line, err := strconv.Atoi(number)
	if !ok || err != nil || line < 1 {
		return quarry{}, usagef("write `envguard trace PATH:LINE`, or --value-from FILE NAME", "trace needs a file and a line")
	}
	path := name
	if !filepath.IsAbs(path) {
		path = filepath.Join(o.folder(), path)
	}
	data, err := gitsource.ReadRegular(path)
	if err != nil {
		return quarry{}, usagef("name a file of the work tree", "reading the line: %w", err)
	}
	s, err := scanner.New(scanner.Config{NoAllow: true, Workers: 1})
	if err != nil {
		return quarry{}, fmt.Errorf("preparing the scan: %w", err)
	}
	for _, f := range s.ScanFile(rules.NewFile(filepath.ToSlash(name), data)) {
		if f.Line <= line && line <= max(f.Line, f.EndLine) && f.Secret.Len() >= minTraced {
			return quarry{f.Secret.Reveal(), "the secret (" + f.Rule.ID + ") on line " + number + " of " + name, f.Rule.Fix}, nil
		}
	}
	return quarry{}, usagef("`envguard explain "+arg+"` shows what is judged there", "no secret is found on that line")
}

// masked takes the secret out of a line, in every form.
func (t *tracing) masked(line string) string {
	for _, f := range t.forms {
		line = strings.ReplaceAll(line, f.text, "********")
	}
	return line
}

// maxListed is how many of a kind are listed.
const maxListed = 50

func listPart(title string, items []string) (out []string) {
	if len(items) == 0 {
		return nil
	}
	out = append(out, "", title+":")
	for i, item := range items {
		if i == maxListed {
			out = append(out, fmt.Sprintf("  and %d more", len(items)-i))
			break
		}
		out = append(out, "  "+item)
	}
	return out
}

// report says where the secret is.
func (t *tracing) report(q quarry) []string {
	lines := []string{"traced " + q.what}
	if !t.committed() {
		lines = append(lines, "", "git has it nowhere: no commit, tag, stash, reflog entry, message or loose object")
		lines = append(lines, listPart("files that have it", t.files)...)
		return append(lines, listPart("not known", t.unknown)...)
	}
	if forms := t.found(); len(forms) > 0 {
		lines = append(lines, "found: "+strings.Join(forms, ", "))
	}
	var changes []string
	for _, ch := range t.changes {
		verb := "brought"
		if ch.removed {
			verb = "took away"
		}
		changes = append(changes, fmt.Sprintf("%s %s %s %s", short(ch.commit), ch.when, verb, ch.path))
	}
	lines = append(lines, listPart("commits, first to last", changes)...)
	lines = append(lines, listPart("messages", t.messages)...)
	lines = append(lines, listPart("branches", t.branches)...)
	lines = append(lines, listPart("tags", t.tags)...)
	lines = append(lines, listPart("stashes", t.stashes)...)
	lines = append(lines, listPart("other references", t.others)...)
	lines = append(lines, listPart("reflog entries", t.reflog)...)
	lines = append(lines, listPart("index", t.staged)...)
	lines = append(lines, listPart("files that have it", t.files)...)
	if t.loose > 0 {
		lines = append(lines, "", countOf(t.loose, "object that nothing leads to has it", "objects that nothing leads to have it"))
	}
	lines = append(lines, listPart("remote-tracking branches that reach it", t.remotes)...)
	lines = append(lines, listPart("not known", t.unknown)...)
	lines = append(lines, "")
	switch {
	case len(t.remotes) > 0:
		lines = append(lines, "it has left this machine: rotate it")
	case len(t.tags) > 0:
		lines = append(lines, "no remote-tracking branch reaches it; whether the tags were pushed is not known: rotate it if they were")
	default:
		lines = append(lines, "no remote-tracking branch reaches it: as far as is known here, it has not left this machine")
	}
	return lines
}

func short(id string) string { return id[:min(12, len(id))] }

// plan says what to do, and writes the file for git filter-repo.
func (t *tracing) plan(q quarry) ([]string, error) {
	if !t.committed() {
		return []string{"", "nothing to do: git does not have it"}, nil
	}
	file, err := t.writeReplacements()
	if err != nil {
		return nil, err
	}
	quoted := shellWord(filepath.ToSlash(file))
	filter := "git filter-repo --replace-text " + quoted + " --replace-message " + quoted
	lines := []string{"", "The plan:", "", "1. Rotate it first. " + q.fix, "", "2. Take it out of the history. " + file + " has what to replace; it holds the secret, and nobody else can read it."}
	if len(t.remotes) > 0 {
		remote, _, _ := strings.Cut(t.remotes[0], "/")
		lines = append(
			lines, "",
			"   url=$(git -C "+shellWord(filepath.ToSlash(t.dir))+" remote get-url "+shellWord(remote)+")",
			"   git clone --bare \"$url\" rewritten.git",
			"   cd rewritten.git",
			"   "+filter+" --force",
			"   git push --force \"$url\" 'refs/heads/*:refs/heads/*' 'refs/tags/*:refs/tags/*'",
			"", "3. Clone again, and have everyone do so: a push from an old clone brings it back. Then have the forge",
			"   remove cached views and pull requests, delete this clone, and delete the file:",
		)
	} else {
		if len(t.stashes) > 0 {
			lines = append(lines, "", "   Stashes are not rewritten. Apply what you need of them, and drop them:", "", "   git stash clear")
		}
		lines = append(
			lines, "",
			"   "+filter+" --force --partial",
			"   git reflog expire --expire=now --expire-unreachable=now --all",
			"   git gc --prune=now",
			"", "   With --partial, remotes stay as they are. If only the last commit has it, git commit --amend does instead",
			"   of filter-repo.", "", "3. Delete the file:",
		)
	}
	return append(lines, "", "   rm "+quoted), nil
}

// writeReplacements writes what git filter-repo replaces into a file outside of the
// repository, for this user alone.
func (t *tracing) writeReplacements() (name string, err error) {
	dir := os.TempDir()
	if rel, err := filepath.Rel(t.dir, dir); err == nil && filepath.IsLocal(rel) {
		if dir, err = os.UserHomeDir(); err != nil {
			return "", fmt.Errorf("finding a folder outside of the repository: %w", err)
		}
		if rel, err := filepath.Rel(t.dir, dir); err == nil && filepath.IsLocal(rel) {
			return "", usagef("set TMPDIR", "there is no folder for temporary files outside of the repository")
		}
	}
	f, err := os.CreateTemp(dir, "envguard-replace-*.txt") // with mode 0600
	if err != nil {
		return "", fmt.Errorf("writing the file for git filter-repo: %w", err)
	}
	var b strings.Builder
	for _, form := range t.forms {
		b.WriteString(replacement(form.text) + "\n")
	}
	_, err = f.WriteString(b.String())
	if err = errors.Join(err, f.Close()); err != nil {
		return "", errors.Join(fmt.Errorf("writing the file for git filter-repo: %w", err), os.Remove(f.Name()))
	}
	return f.Name(), nil
}

// replacement is a line of --replace-text.
func replacement(text string) string {
	const by = "==>***REMOVED***"
	if !strings.ContainsAny(text, "\r\n") && !strings.Contains(text, "==>") {
		return "literal:" + text + by
	}
	var b strings.Builder
	for _, c := range []byte(text) {
		switch {
		case c == '\r':
		case c == '\n':
			b.WriteString(`\r?\n`)
		case c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z':
			b.WriteByte(c)
		default:
			fmt.Fprintf(&b, `\x%02x`, c)
		}
	}
	return "regex:" + b.String() + by
}

// committed reports whether git has the secret.
func (t *tracing) committed() bool { return len(t.objects) > 0 }

// found names the forms that were met.
func (t *tracing) found() (out []string) {
	for _, f := range t.forms {
		if f.met && !slices.Contains(out, f.name) {
			out = append(out, f.name)
		}
	}
	return out
}
