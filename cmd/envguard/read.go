package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/envguard/envguard/cmd/envguard/internal/report"
	"github.com/envguard/envguard/fixer"
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/dotenv"
	"github.com/envguard/envguard/rules/envfile"
	"github.com/envguard/envguard/rules/judge"
	"github.com/envguard/envguard/scanner"
	"github.com/envguard/envguard/scanner/gitsource"
)

func readCommand() *subcommand {
	return &subcommand{
		name:  "read",
		args:  "FILE [NAME]",
		short: "show how each reader of a .env file sees its entries",
		long: `
No two readers of .env files agree on the format. read shows what each reader
that the project uses makes of each entry, the entries first that they read
differently. The readers come from the packages, compose files and units of the
project, as in the rule env-dialect; without any, all known readers are shown.

Secrets are masked: * means letters, digits and most signs, and only characters
that matter to the format are shown. Variables of the environment count as not
set.

The exit code is 1 if a reader fails, or if an entry is read in several ways.`,
		examples: [][2]string{
			{"all entries, as the project reads them", "envguard read .env"},
			{"one entry", "envguard read .env DATABASE_URL"},
			{"as one reader sees it", "envguard read .env --reader compose"},
		},
		flags: readFlags,
		run:   command.read,
	}
}

// readFlags are the flags of `envguard read`.
func readFlags() []flag {
	return flagList(
		[]flag{
			{
				name: "reader", value: "NAME", doc: "as this reader sees it: python-decouple, python-dotenv, node-dotenv, next, compose, …",
				text: func(o *options) *string { return &o.reader },
			},
		},
	)
}

func (c command) read(ctx context.Context, o *options, args []string) (int, error) {
	if err := o.checkFolder(); err != nil {
		return 0, err
	}
	if len(args) == 0 || len(args) > 2 {
		return 0, usagef("envguard read .env, or envguard read .env NAME", "read takes a file, and perhaps the name of one entry")
	}
	data, err := o.readEnvData(args[0])
	if err != nil {
		return 0, err
	}
	var readers []dotenv.Reader
	known := true
	if o.reader != "" {
		r, err := dotenv.ParseReader(o.reader)
		if err != nil {
			return 0, usagef("name one of them with --reader", "%w", err)
		}
		readers = []dotenv.Reader{r}
	} else if readers, err = o.readersFor(ctx, args[0]); err != nil {
		return 0, err
	}
	if len(readers) == 0 {
		readers, known = dotenv.Readers(), false
	}
	text, encoding := dotenv.ToUTF8(data)
	view := viewOf(dotenv.Parse(text), dotenv.Parse(data), readers)
	if len(args) == 2 {
		view.entries = slices.DeleteFunc(view.entries, func(e entryView) bool { return e.name != args[1] })
		if len(view.entries) == 0 {
			return 0, usagef("check the name; it is case-sensitive", "%s has no entry %s", args[0], args[1])
		}
	}
	var b strings.Builder
	line := func(format string, args ...any) { b.WriteString(report.Escape(fmt.Sprintf(format, args...)) + "\n") }
	if !known && !o.quiet {
		line("the project names no reader of env files, so all that are known are shown")
	}
	if encoding != "" {
		line("the file is %s", encoding)
	}
	for _, f := range view.failures {
		line("%s", f)
	}
	differ := len(view.failures) > 0
	for _, e := range view.entries {
		e.write(line)
		differ = differ || len(e.groups) > 1
	}
	if _, err := io.WriteString(c.stdout, b.String()); err != nil {
		return exitIncomplete, delivery(err)
	}
	if differ && (known || len(view.entries) == 0) {
		return exitFindings, nil
	}
	return exitClean, nil
}

// readEnvData reads a file in any encoding.
func (o *options) readEnvData(name string) ([]byte, error) {
	info, err := os.Stat(o.path(name))
	switch {
	case err == nil && !info.Mode().IsRegular():
		return nil, usagef("name a .env file", "reading %s: it is no regular file", name)
	case err == nil && info.Size() > fixer.MaxFileSize:
		return nil, usagef("name a .env file", "reading %s: it is larger than %d MiB", name, fixer.MaxFileSize>>20)
	}
	data, err := os.ReadFile(o.path(name))
	if err != nil {
		return nil, usagef("check the path; it is taken from "+describeFolder(o.dir), "reading %s: %w", name, reasonError(err))
	}
	return data, nil
}

// reasonError drops the path from an error, as the message names it already.
func reasonError(err error) error {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return pe.Err
	}
	return err
}

// readersFor returns the readers that the project around a file uses.
func (o *options) readersFor(ctx context.Context, name string) ([]dotenv.Reader, error) {
	abs, err := filepath.Abs(o.path(name))
	if err != nil {
		return nil, fmt.Errorf("looking for the project's readers: %w", err)
	}
	if abs, err = filepath.EvalSymlinks(abs); err != nil {
		return nil, fmt.Errorf("looking for the project's readers: %w", err)
	}
	repo, err := gitsource.Open(gitsource.Options{Dir: filepath.Dir(abs), Env: os.Getenv})
	if err != nil || repo.Bare() {
		return readersInFolder(abs)
	}
	defer repo.Close()
	top, err := filepath.EvalSymlinks(repo.Top())
	if err != nil {
		return nil, fmt.Errorf("looking for the project's readers: %w", err)
	}
	rel, err := filepath.Rel(top, abs)
	if err != nil || !filepath.IsLocal(rel) {
		return readersInFolder(abs)
	}
	rel = filepath.ToSlash(rel)
	snap, ok := repo.Worktree([]string{rel}).(scanner.Snapshotter)
	if !ok {
		return nil, nil
	}
	snapshot, err := snap.Snapshot(ctx)
	if snapshot == nil {
		return nil, fmt.Errorf("looking for the project's readers: %w", err)
	}
	return envfile.ReadersOf(snapshot, rel), nil
}

// readersInFolder is readersFor outside of a repository: the file's own folder
// is looked at.
func readersInFolder(abs string) ([]dotenv.Reader, error) {
	dir := filepath.Dir(abs)
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, fmt.Errorf("looking for the project's readers: %w", err)
	}
	repo := &rules.Repo{Read: func(path string, _ rules.Place) ([]byte, error) { return os.ReadFile(filepath.Join(dir, path)) }}
	for _, e := range entries {
		if e.Type().IsRegular() && envfile.SaysReader(e.Name()) {
			repo.Files = append(repo.Files, rules.RepoFile{Path: e.Name(), Worktree: true})
		}
	}
	return envfile.ReadersOf(repo, filepath.Base(abs)), nil
}

// A fileView is what the readers make of a file.
type fileView struct {
	failures []string
	entries  []entryView // those that are read differently first
}

// An entryView is one name as the readers see it.
type entryView struct {
	name   string
	line   int
	groups []readingGroup // readers that agree, the most first
}

type readingGroup struct {
	shown, value string
	readers      []string
}

// viewOf reads a file as each reader does. plain is the file in UTF-8, which
// says which names there are.
func viewOf(plain, file *dotenv.File, readers []dotenv.Reader) fileView {
	var view fileView
	type one struct {
		reader  dotenv.Reader
		reading *dotenv.Reading
		failed  bool
	}
	var list []one
	for _, r := range readers {
		reading, err := file.Read(r, nil)
		if err != nil {
			view.failures = append(view.failures, err.Error())
		}
		list = append(list, one{r, reading, err != nil})
	}
	seen := map[string]bool{}
	for _, e := range plain.Entries() {
		name := plain.Key(e)
		if e.Commented || seen[name] {
			continue
		}
		seen[name] = true
		last := plain.Lookup(name)
		v := entryView{name: name, line: last.Line}
		for _, x := range list {
			if x.failed {
				continue
			}
			value, ok := x.reading.Value(name)
			g := readingGroup{shown: showValue(name, value, plain.Value(last)), value: "=" + value}
			if !ok {
				g.shown, g.value = "does not see it", ""
			}
			v.add(g, x.reader.String())
		}
		slices.SortStableFunc(v.groups, func(a, b readingGroup) int { return cmp.Compare(len(b.readers), len(a.readers)) })
		view.entries = append(view.entries, v)
	}
	slices.SortStableFunc(view.entries, func(a, b entryView) int {
		return cmp.Compare(min(2, len(b.groups)), min(2, len(a.groups)))
	})
	return view
}

func (v *entryView) add(g readingGroup, reader string) {
	for i := range v.groups {
		if v.groups[i].value == g.value {
			v.groups[i].readers = append(v.groups[i].readers, reader)
			return
		}
	}
	g.readers = []string{reader}
	v.groups = append(v.groups, g)
}

func (v *entryView) write(line func(string, ...any)) {
	name := v.name
	if !isEntryName(name) {
		name = "an entry with another name"
	}
	switch len(v.groups) {
	case 0:
		line("%d: %s: no reader can read the file", v.line, name)
	case 1:
		line("%d: %s: %s", v.line, name, v.groups[0].shown)
	default:
		line("%d: %s is read in %d ways", v.line, name, len(v.groups))
		for _, g := range v.groups {
			line("    %s: %s", g.shown, strings.Join(g.readers, ", "))
		}
	}
}

// showValue shows a value as a reader sees it, without what may be secret: a
// plain setting as it is, and of everything else the shape.
func showValue(name, value, own string) string {
	if value == "" {
		return "nothing"
	}
	v := judge.Judge(name, []byte(own))
	if value == own && v.Kind == judge.Config && !judge.MaybeSecretName(name) && len(value) <= 40 {
		return value
	}
	return fmt.Sprintf("%s, %d characters", envfile.ShapeOf(value), len([]rune(value)))
}
