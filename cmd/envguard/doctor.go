package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/envguard/envguard/cmd/envguard/internal/report"
	"github.com/envguard/envguard/scanner/gitsource"
)

func doctorCommand() *subcommand {
	return &subcommand{
		name:  "doctor",
		short: "test whether a commit in this clone is really guarded",
		long: `
Runs the hook pre-commit of this repository as git does for a commit, with a made-up
token staged, and wants it to be refused. The token is in a temporary index, a
temporary object store and a temporary work tree, so that nothing of the repository
is changed. The hook is the one that git would run, with whatever else it runs.

Looks for what keeps hooks from running as well: core.hooksPath, husky, lefthook, a
missing executable bit, variables such as SKIP, the PATH of graphical clients,
linked work trees and submodules without the hook, and another version of envguard.
It also names CI jobs that read nothing, and ignored .env files that a build would
publish, and tests the hooks that ` + "`envguard install --agent`" + ` wrote.

Exit code 1 means that a commit would pass unguarded, here or in a work tree or
submodule of this repository. 3 means that this is not known. Warnings are about
something else and change no exit code.`,
		examples: [][2]string{
			{"after installing, or when in doubt", "envguard doctor"},
		},
		run: command.doctor,
	}
}

// A grade says what a diagnosis means for a commit.
type grade int

const (
	fine      grade = iota
	warned          // something else is wrong
	unsure          // whether a commit is guarded is not known
	unguarded       // a commit passes that nobody has judged
)

func (g grade) String() string {
	return [...]string{"ok", "warning", "unknown", "unguarded"}[g]
}

// A diagnosis is what was found out about one thing, and what to do about it.
type diagnosis struct {
	grade    grade
	what, do string
}

// A checkup is one run of doctor.
type checkup struct {
	repo  *gitsource.Repo
	top   string
	hooks string // the folder that git takes hooks from
	found []diagnosis
}

func (d *checkup) add(g grade, do, format string, args ...any) {
	d.found = append(d.found, diagnosis{g, fmt.Sprintf(format, args...), do})
}

// worst returns the highest grade in the list.
func (d *checkup) worst() grade {
	g := fine
	for _, f := range d.found {
		g = max(g, f.grade)
	}
	return g
}

func (c command) doctor(ctx context.Context, o *options, args []string) (int, error) {
	if len(args) > 0 {
		return 0, usagef("give the folder with -C", "doctor takes no arguments")
	}
	if err := o.checkFolder(); err != nil {
		return 0, err
	}
	repo, err := o.open()
	if err != nil {
		return 0, openError(err, "doctor tests the hooks of a repository; give its folder with -C")
	}
	defer repo.Close()
	if repo.Bare() {
		return 0, usagef("run it in a clone with a work tree", "no commit is made in a bare repository")
	}
	if err := repo.CheckOwner(); err != nil {
		return exitIncomplete, err
	}
	d := &checkup{repo: repo, top: repo.Top()}
	d.checkHook(ctx)
	d.checkElsewhere(ctx)
	d.checkCI()
	d.checkPublished(ctx)
	d.checkAgents(ctx, o)
	if err := ctx.Err(); err != nil {
		return exitIncomplete, fmt.Errorf("testing the hooks: %w", err)
	}
	return d.deliver(c, o)
}

// deliver prints what was found, the worst last, and returns the exit code.
func (d *checkup) deliver(c command, o *options) (int, error) {
	slices.SortStableFunc(d.found, func(a, b diagnosis) int { return int(a.grade - b.grade) })
	for _, f := range d.found {
		if o.quiet && f.grade == fine {
			continue
		}
		line := f.grade.String() + ": " + f.what
		if f.do != "" {
			line += "; " + f.do
		}
		if _, err := fmt.Fprintln(c.stdout, report.EscapeMasked(line)); err != nil {
			return exitIncomplete, delivery(err)
		}
	}
	code, verdict := exitClean, "a commit with a secret is refused here"
	switch d.worst() {
	case unguarded:
		code, verdict = exitFindings, "a commit with a secret can pass"
	case unsure:
		code, verdict = exitIncomplete, "whether a commit with a secret is refused is not known"
	}
	if o.quiet {
		return code, nil
	}
	_, err := fmt.Fprintln(c.stdout, "\n"+verdict)
	return code, delivery(err)
}

// checkHook tests the hook of this work tree.
func (d *checkup) checkHook(ctx context.Context) {
	dir, err := d.repo.HooksDir()
	if err != nil {
		d.add(unguarded, "`git config --show-origin core.hooksPath` says where it is set", "git runs no hooks: %v", err)
		return
	}
	d.hooks = dir
	h := hook{dir, "pre-commit"}
	if ok := d.present(ctx, h); !ok {
		return
	}
	script, err := gitsource.ReadRegular(h.path())
	if err != nil {
		d.add(unsure, "make it a plain file that is readable", "the hook %s cannot be read: %v", shownPath(h.path()), err)
		return
	}
	d.tryCanary(ctx, h, script)
	if merge := (hook{dir, "pre-merge-commit"}); !runnable(merge.path()) {
		d.add(warned, "run `envguard install`", "there is no hook %s, so that the commit of a merge is not judged", shownPath(merge.path()))
	}
	d.checkVersion(ctx, h.name, script)
}

// present reports whether git finds a hook that it can run.
func (d *checkup) present(ctx context.Context, h hook) bool {
	own := hook{filepath.Join(d.repo.CommonDir(), "hooks"), h.name}
	info, err := os.Stat(h.path())
	switch {
	case err == nil && !info.Mode().IsRegular():
		d.add(unguarded, "move it away and run `envguard install`", "what is in the place of the hook %s is no file", shownPath(h.path()))
	case err == nil && !executable(info):
		d.add(unguarded, "run `envguard install`, which makes it executable again, or chmod +x", "the hook %s is not executable, so that git skips it", shownPath(h.path()))
	case err == nil:
		return true
	case oursAt(own.path()):
		d.add(unguarded, d.installAdvice(), "git takes hooks from %s (%s), where there is no %s: the hook of envguard in %s does not run", shownPath(h.dir), d.origin(ctx), h.name, shownPath(own.dir))
	case oursAt(h.path()+".old") || oursAt(own.path()+".old"):
		d.add(unguarded, d.installAdvice(), "the hook of envguard was renamed to %s.old, as lefthook does, so that it does not run", h.name)
	default:
		d.add(unguarded, d.installAdvice(), "git takes hooks from %s (%s), where there is no %s", shownPath(h.dir), d.origin(ctx), h.name)
	}
	return false
}

// installAdvice says how envguard gets into the hook.
func (d *checkup) installAdvice() string {
	for _, f := range detectFrameworks(d.top) {
		if f.owns {
			return "`envguard install` says what to write into the configuration of " + f.name
		}
	}
	return "run `envguard install`"
}

// origin says which file sets core.hooksPath.
func (d *checkup) origin(ctx context.Context) string {
	out, err := git(ctx, d.top, "config", "--show-origin", "--get", "core.hooksPath")
	if from, _, ok := strings.Cut(out, "\t"); ok && err == nil {
		return "core.hooksPath, set in " + strings.TrimPrefix(from, "file:")
	}
	return "core.hooksPath is not set"
}

// oursAt reports whether a file is a hook that envguard wrote.
func oursAt(path string) bool {
	script, err := gitsource.ReadRegular(path)
	return err == nil && isOurs(script)
}

// runnable reports whether git would run the hook.
func runnable(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular() && executable(info)
}

// checkVersion compares what the hook runs with this program.
func (d *checkup) checkVersion(ctx context.Context, name string, script []byte) {
	if !isOurs(script) {
		return
	}
	binary := binaryOf(script)
	if !strings.HasSuffix(string(script), runGuard(name, binary)) {
		d.add(warned, "run `envguard install`", "the hook %s was written by another version of envguard, or edited", name)
	}
	if !runnable(filepath.FromSlash(binary)) {
		d.add(warned, "run `envguard install`", "the hook %s names %s, which is not there any more; it depends on PATH", name, binary)
		return
	}
	out, err := runIn(ctx, d.top, filepath.FromSlash(binary), "--version")
	switch own := "envguard " + version(); {
	case err != nil:
		d.add(unsure, "run `envguard install`", "%s, which the hook runs, does not say its version: %v", binary, err)
	case out != own:
		d.add(warned, "update it, or run `envguard install` with the version that is meant", "the hook runs %s, and this is %s", firstLine(out), own)
	}
}

// binaryOf returns the program that a hook of envguard names.
func binaryOf(script []byte) string {
	for line := range strings.Lines(string(script)) {
		if quoted, ok := strings.CutPrefix(strings.TrimRight(line, "\n"), "envguard='"); ok {
			return strings.ReplaceAll(strings.TrimSuffix(quoted, "'"), `'\''`, "'")
		}
	}
	return ""
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(s), "\n")
	return line
}
