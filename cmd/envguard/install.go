package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"github.com/envguard/envguard/cmd/envguard/internal/report"
	"github.com/envguard/envguard/scanner/gitsource"
)

func installCommand() *subcommand {
	return &subcommand{
		name:  "install",
		short: "have git call envguard before each commit",
		long: `
Writes the hooks pre-commit and pre-merge-commit of this repository, in the folder
that git takes them from: core.hooksPath is honored, and linked work trees share
the hooks of their repository. A hook that is there already is kept and runs
first. Installing twice changes nothing.

With --hook, writes other hooks instead: pre-push judges what the remote does not
have, whatever made the commits; commit-msg and prepare-commit-msg judge the
message; pre-receive and update, on a server, judge what a push brings.
` + "`envguard help hook`" + ` says more.

With --global, hooks for all repositories of this user are written to
~/.config/envguard/hooks and core.hooksPath is set to it. They run a repository's
own hooks as well. A repository that sets core.hooksPath itself is not covered.

With --agent, writes the hooks of a coding agent into its settings: what it is about
to do is judged by ` + "`envguard guard`" + `. All else in the settings stays as it is.

Where pre-commit, prek, husky or lefthook keep the hooks, it says what to write
into their configuration.`,
		examples: [][2]string{
			{"for this repository", "envguard install"},
			{"what is pushed and what messages say, as well", "envguard install --hook pre-commit,pre-merge-commit,commit-msg,pre-push"},
			{"on a server, in a bare repository", "envguard install --hook pre-receive"},
			{"for all repositories of this user", "envguard install --global"},
			{"for a coding agent in this project", "envguard install --agent claude"},
			{"to undo it", "envguard uninstall"},
		},
		flags: installFlags,
		run:   command.install,
	}
}

// installFlags are the flags of `envguard install`.
func installFlags() []flag {
	return flagList(
		[]flag{
			{
				name: "hook", value: "NAME", doc: "write this hook instead (repeatable, or joined by commas): " + strings.Join(guardHooks(), ", "),
				list: func(o *options) *[]string { return &o.hooks },
			},
			agentFlag(),
			globalFlag,
			forceFlag,
		},
	)
}

// agentFlag names a coding agent.
func agentFlag() flag {
	return flag{
		name: "agent", value: "NAME", doc: "write or remove the hooks of a coding agent instead: " + agentNames(),
		text: func(o *options) *string { return &o.agent },
	}
}

// openHooks opens the repository and returns the folder of its hooks, or the exit
// code for the error. Hint is for a folder without a repository.
func (o *options) openHooks(hint string) (repo *gitsource.Repo, dir string, code int, err error) {
	if err := o.checkFolder(); err != nil {
		return nil, "", 0, err
	}
	repo, err = o.open()
	if err != nil {
		return nil, "", 0, openError(err, hint)
	}
	if err = repo.CheckOwner(); err != nil {
		code = exitIncomplete
	} else if dir, err = repo.HooksDir(); err != nil {
		err = usagef("`git config --show-origin core.hooksPath` says where it is set", "finding the hooks: %w", err)
	}
	if err != nil {
		repo.Close()
		return nil, "", code, err
	}
	return repo, dir, 0, nil
}

func (c command) install(ctx context.Context, o *options, args []string) (int, error) {
	if len(args) > 0 {
		return 0, usagef("give the folder with -C", "install takes no arguments")
	}
	if o.agent != "" {
		return c.installAgent(o, false)
	}
	binary, err := ownPath()
	if err != nil {
		return 0, err
	}
	names, err := o.hookNames()
	if err != nil {
		return 0, err
	}
	if o.global {
		return 0, c.installGlobal(ctx, o, names, binary)
	}
	repo, dir, code, err := o.openHooks("`git init` makes one; `envguard install --global` works without")
	if err != nil {
		return code, err
	}
	defer repo.Close()
	if info, err := os.Stat(dir); err == nil && !info.IsDir() {
		return 0, usagef("`git config --show-origin core.hooksPath` says whether it is set; hooks need a folder",
			"git takes hooks from %s, which is not a folder", shownPath(dir))
	}
	if ours, err := coveredGlobally(ctx, repo, dir); err != nil {
		return 0, err
	} else if ours {
		covered := guardedGlobally(dir)
		names = slices.DeleteFunc(names, func(name string) bool { return slices.Contains(covered, name) })
		if len(names) == 0 {
			c.say(o, "already installed for all repositories: %s", shownPath(dir))
			return 0, nil
		}
		dir = filepath.Join(repo.CommonDir(), "hooks") // which the hooks for all repositories run
	}
	if len(names) == 0 {
		if repo.Bare() {
			return 0, usagef("`envguard install --hook pre-receive` judges what is pushed to it", "no commit is made in a bare repository")
		}
		names = checkHooks()
	}
	if !o.force {
		if names = c.runElsewhere(o, repo, dir, names); len(names) == 0 {
			return 0, nil
		}
		if err := c.refuseFolder(ctx, repo, dir, names); err != nil {
			return 0, err
		}
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return 0, fmt.Errorf("installing the hooks: %w", err)
	}
	for _, name := range names {
		h := hook{dir, name}
		what, err := h.install(localHook(name, binary))
		if err != nil {
			return 0, err
		}
		c.say(o, "%s %s", what, shownPath(h.path()))
	}
	c.notCovered(o, dir, names)
	c.advise(o, repo, dir, names)
	return 0, nil
}

// hookNames reads --hook: names that are given one by one or joined by commas.
func (o *options) hookNames() ([]string, error) {
	var names []string
	for _, value := range o.hooks {
		for name := range strings.SplitSeq(value, ",") {
			if !slices.Contains(guardHooks(), name) {
				return nil, usagef("the hooks are "+strings.Join(guardHooks(), ", "), "reading --hook %q: envguard has nothing to do in a hook %q", value, name)
			}
			if !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	return names, nil
}

// notCovered says what the hooks of a folder do not see, and what does.
func (c command) notCovered(o *options, dir string, names []string) {
	if slices.Contains(names, "pre-receive") || slices.Contains(names, "update") {
		c.say(o, "note: what is there already is not judged: `envguard scan --history` reads it")
		return
	}
	guarded := func(name string) bool {
		script, err := gitsource.ReadRegular(hook{dir, name}.path())
		return err == nil && isOurs(script)
	}
	const missed = "note: git runs no pre-commit hook for cherry-pick, revert, rebase, am and fast-forward merges, with --no-verify, or in other clones: "
	if guarded("pre-push") {
		c.say(o, missed+"pre-push reads those commits when they are pushed from here, and `envguard scan --range` in CI reads the rest")
	} else {
		c.say(o, missed+"`envguard install --hook pre-push` reads those commits when they are pushed from here, `envguard scan --range` in CI reads them, too")
	}
	if !guarded("commit-msg") {
		c.say(o, "note: what a message says is judged by `envguard install --hook commit-msg`")
	}
}

// say prints a line about what was done.
func (c command) say(o *options, format string, args ...any) {
	if !o.quiet {
		fmt.Fprintf(c.stdout, "%s\n", report.Escape(fmt.Sprintf(format, args...)))
	}
}

// refuseFolder refuses hook folders where a hook would not stay or would reach
// further than one repository.
func (c command) refuseFolder(ctx context.Context, repo *gitsource.Repo, dir string, names []string) error {
	if samePath(dir, filepath.Join(repo.CommonDir(), "hooks")) {
		return nil
	}
	if isHusky(dir) {
		for _, f := range frameworks() {
			if f.name == "husky" {
				return usagef(f.advise(repo.Top(), names)+"\nor use --force",
					"husky keeps the hooks of this repository in %s and writes them anew", shownPath(dir))
			}
		}
	}
	global, err := isGlobal(ctx, repo, dir)
	if err != nil {
		return err
	}
	if global {
		return usagef("use --force to install there for all repositories, or set core.hooksPath for this repository",
			"the global core.hooksPath is %s, so a hook there would run in every repository", shownPath(dir))
	}
	return nil
}

// isGlobal reports whether the hooks of all repositories of this user are in a
// folder.
func isGlobal(ctx context.Context, repo *gitsource.Repo, dir string) (bool, error) {
	work := repo.Top()
	if work == "" {
		work = repo.GitDir()
	}
	global, set, err := configValue(ctx, work, "--global", "core.hooksPath")
	return err == nil && set && samePath(global, dir), err
}

// coveredGlobally reports whether envguard was installed for all repositories,
// in the folder that git takes this one's hooks from.
func coveredGlobally(ctx context.Context, repo *gitsource.Repo, dir string) (bool, error) {
	if ours, _ := folderIsOurs(dir); !ours {
		return false, nil
	}
	return isGlobal(ctx, repo, dir)
}

// advise says what else to do where other tools keep hooks.
func (c command) advise(o *options, repo *gitsource.Repo, dir string, names []string) {
	top := repo.Top()
	if top == "" {
		return
	}
	if rel, err := filepath.Rel(top, dir); err == nil && filepath.IsLocal(rel) && !strings.HasPrefix(filepath.ToSlash(rel), ".git/") {
		c.say(o, "note: the hooks are in the work tree; they name this machine's envguard first and then the one on PATH")
	}
	for _, name := range names {
		script, err := gitsource.ReadRegular(hook{dir, name}.chained())
		if err != nil {
			continue
		}
		if f := writerOf(script); f != nil {
			c.say(o, "note: the %s hook that was here was written by %s; it runs first", name, f.name)
		}
	}
	for _, f := range detectFrameworks(top) {
		if o.quiet {
			return
		}
		then := "To have everyone who works on this project use it"
		if f.owns {
			then = "It writes its hooks anew now and then; to be sure"
		}
		fmt.Fprintf(c.stdout, "\nThis project uses %s. %s, %s\n", f.name, then, f.advise(top, names))
	}
}

// A hook is a file that git runs.
type hook struct{ dir, name string }

func (h hook) path() string    { return filepath.Join(h.dir, h.name) }
func (h hook) chained() string { return h.path() + chainedSuffix }

// install writes the hook and keeps what was there. It returns what it did.
func (h hook) install(script []byte) (what string, err error) {
	defer func() {
		if err != nil && codeOf(err) != exitUsage {
			err = fmt.Errorf("installing the hook %s: %w", h.name, err)
		}
	}()
	old, err := gitsource.ReadRegular(h.path())
	info, lerr := os.Lstat(h.path())
	switch {
	case lerr == nil && info.IsDir():
		return "", usagef("move it away", "there is a folder in the place of the hook %s", shownPath(h.path()))
	case lerr == nil && !info.Mode().IsRegular() && info.Mode()&fs.ModeSymlink == 0:
		return "", usagef("move it away", "what is in the place of the hook %s is no file", shownPath(h.path()))
	case errors.Is(lerr, fs.ErrNotExist):
		return "installed", replaceHook(h.path(), script)
	case lerr != nil:
		return "", lerr
	case err == nil && isOurs(old):
		if bytes.Equal(old, script) {
			if err := makeExecutable(h.path()); err != nil {
				return "", err
			}
			return "already installed:", nil
		}
		return "updated", replaceHook(h.path(), script)
	}
	if _, err := os.Lstat(h.chained()); !errors.Is(err, fs.ErrNotExist) {
		return "", usagef("look at both and move one of them away",
			"both %s and %s are there, and neither was written by this envguard", shownPath(h.path()), shownPath(h.chained()))
	}
	if err := os.Rename(h.path(), h.chained()); err != nil {
		return "", err
	}
	if err := replaceHook(h.path(), script); err != nil {
		return "", errors.Join(err, os.Rename(h.chained(), h.path()))
	}
	return "installed, in front of it the hook that was there:", nil
}

// replaceHook writes an executable file in one step.
func replaceHook(path string, script []byte) (err error) {
	f, err := createBeside(path, 0o777)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(f.Name()))
		}
	}()
	_, err = f.Write(script)
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}

func makeExecutable(path string) error {
	info, err := os.Stat(path)
	if err != nil || info.Mode()&0o100 != 0 {
		return err
	}
	return os.Chmod(path, info.Mode().Perm()|0o111)
}

// ownPath returns where this program is, for the hooks to call. The name on
// PATH is preferred if it is the same file: it stays when a package manager
// replaces what it points to.
func ownPath() (string, error) {
	exe, err := os.Executable()
	if err != nil {
		return "", fmt.Errorf("finding this program: %w", err)
	}
	if found, err := exec.LookPath("envguard"); err == nil && samePath(found, exe) {
		if abs, err := filepath.Abs(found); err == nil {
			exe = abs
		}
	}
	if strings.Contains(filepath.ToSlash(exe), "/go-build") {
		return "", usagef("`go install` it first, so that the hook finds it", "this program is in a temporary folder of `go run`")
	}
	return filepath.ToSlash(exe), nil
}

// samePath reports whether two paths name the same file, or are equal if one
// of them does not exist.
func samePath(a, b string) bool {
	ai, aerr := os.Stat(a)
	bi, berr := os.Stat(b)
	if aerr == nil && berr == nil {
		return os.SameFile(ai, bi)
	}
	return filepath.Clean(a) == filepath.Clean(b)
}

// shownPath returns a path as a person would write it: relative where it is
// below the current folder.
func shownPath(path string) string {
	wd, err := os.Getwd()
	if err != nil {
		return path
	}
	if real, err := filepath.EvalSymlinks(wd); err == nil {
		wd = real
	}
	if rel, err := filepath.Rel(wd, path); err == nil && filepath.IsLocal(rel) {
		return rel
	}
	return path
}

// previousKey keeps the global core.hooksPath that install --global --force
// replaced.
const previousKey = "envguard.previousHooksPath"

// globalFolder is where the hooks for all repositories are.
func globalFolder() (string, error) {
	base := os.Getenv("XDG_CONFIG_HOME")
	if base == "" || !filepath.IsAbs(base) {
		home, err := os.UserHomeDir()
		if err != nil {
			return "", usagef("set HOME", "finding the folder for the hooks: %w", err)
		}
		base = filepath.Join(home, ".config")
	}
	return filepath.Join(base, "envguard", "hooks"), nil
}

func (c command) installGlobal(ctx context.Context, o *options, names []string, binary string) error {
	dir, err := globalFolder()
	if err != nil {
		return err
	}
	current, set, err := configValue(ctx, "", "--global", "core.hooksPath")
	if err != nil {
		return err
	}
	previous := ""
	switch {
	case set && samePath(current, dir):
		if previous, _, err = configValue(ctx, "", "--global", previousKey); err != nil {
			return err
		}
	case set && !o.force:
		return usagef("--force sets it anew and has the hooks of that folder run as well",
			"the global core.hooksPath is %s already", current)
	case set:
		previous = current
		if _, err := git(ctx, "", "config", "--global", previousKey, previous); err != nil {
			return err
		}
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return fmt.Errorf("installing the hooks: %w", err)
	}
	names = append(names, guardedGlobally(dir)...) // a second run adds hooks
	if len(names) == 0 {
		names = checkHooks()
	}
	for _, name := range allHooks() {
		if _, err := (hook{dir, name}).install(globalHook(name, binary, filepath.ToSlash(previous), slices.Contains(names, name))); err != nil {
			return err
		}
	}
	// The setting comes last: it must never point to half a folder.
	if _, err := git(ctx, "", "config", "--global", "core.hooksPath", filepath.ToSlash(dir)); err != nil {
		return err
	}
	c.say(o, "installed for all repositories: core.hooksPath is %s", filepath.ToSlash(dir))
	if previous != "" {
		c.say(o, "note: the hooks of %s run as before", previous)
	}
	c.say(o, "note: a repository that sets core.hooksPath itself needs `envguard install` of its own")
	return nil
}

// guardedGlobally returns the hooks for all repositories that call envguard already.
func guardedGlobally(dir string) (names []string) {
	for _, name := range guardHooks() {
		script, err := gitsource.ReadRegular(hook{dir, name}.path())
		if err == nil && isOurs(script) && bytes.Contains(script, []byte("\nenvguard=")) {
			names = append(names, name)
		}
	}
	return names
}

// folderIsOurs reports whether a folder holds the hooks for all repositories.
func folderIsOurs(dir string) (bool, error) {
	script, err := gitsource.ReadRegular(filepath.Join(dir, "pre-commit"))
	return isOurs(script) && strings.Contains(string(script), "--global"), err
}
