package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/envguard/envguard/scanner/gitsource"
)

func uninstallCommand() *subcommand {
	return &subcommand{
		name:  "uninstall",
		short: "take the hooks away again",
		long: `
Removes the hooks that ` + "`envguard install`" + ` wrote and puts back, byte for byte, the
hooks that were there before. A hook that envguard did not write is left alone.`,
		examples: [][2]string{
			{"for this repository", "envguard uninstall"},
			{"for all repositories of this user", "envguard uninstall --global"},
		},
		run: command.uninstall,
	}
}

func (c command) uninstall(ctx context.Context, o *options, args []string) (int, error) {
	if len(args) > 0 {
		return 0, usagef("give the folder with -C", "uninstall takes no arguments")
	}
	if o.global {
		return 0, c.uninstallGlobal(ctx, o)
	}
	repo, dir, code, err := o.openHooks("`envguard uninstall --global` takes the hooks for all repositories away")
	if err != nil {
		return code, err
	}
	defer repo.Close()
	if ours, _ := folderIsOurs(dir); ours {
		return 0, usagef("`envguard uninstall --global` undoes that", "envguard is installed for all repositories, not for this one")
	}
	for _, name := range checkHooks() {
		h := hook{dir, name}
		what, err := h.uninstall()
		if err != nil {
			return 0, err
		}
		c.say(o, "%s %s", what, shownPath(h.path()))
	}
	return 0, nil
}

// uninstall removes the hook and puts back what was there before.
func (h hook) uninstall() (what string, err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("removing the hook %s: %w", h.name, err)
		}
	}()
	script, err := gitsource.ReadRegular(h.path())
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if _, err := os.Lstat(h.chained()); err == nil {
			return "put back", os.Rename(h.chained(), h.path())
		}
		return "not installed:", nil
	case err != nil:
		return "", err
	case !isOurs(script):
		if h.uninstallLegacy() {
			return "left alone, but it no longer calls envguard:", nil
		}
		return "left alone, as envguard did not write it:", nil
	}
	if _, err := os.Lstat(h.chained()); err == nil {
		// One step: there is no moment without a hook.
		return "put back", os.Rename(h.chained(), h.path())
	}
	return "removed", os.Remove(h.path())
}

// uninstallLegacy takes the hook away where pre-commit or prek have moved it,
// when they were installed later, and reports whether it was there.
func (h hook) uninstallLegacy() bool {
	moved := h.path() + ".legacy"
	script, err := gitsource.ReadRegular(moved)
	if err != nil || !isOurs(script) {
		return false
	}
	if _, err := os.Lstat(h.chained()); err == nil {
		return os.Rename(h.chained(), moved) == nil
	}
	return os.Remove(moved) == nil
}

func (c command) uninstallGlobal(ctx context.Context, o *options) error {
	dir, err := globalFolder()
	if err != nil {
		return err
	}
	current, set, err := configValue(ctx, "", "--global", "core.hooksPath")
	if err != nil {
		return err
	}
	if set && samePath(current, dir) {
		previous, had, err := configValue(ctx, "", "--global", previousKey)
		if err != nil {
			return err
		}
		if had {
			if _, err := git(ctx, "", "config", "--global", "core.hooksPath", previous); err != nil {
				return err
			}
			if _, err := git(ctx, "", "config", "--global", "--unset", previousKey); err != nil {
				return err
			}
			c.say(o, "core.hooksPath is %s again", previous)
		} else {
			if _, err := git(ctx, "", "config", "--global", "--unset", "core.hooksPath"); err != nil {
				return err
			}
			c.say(o, "core.hooksPath is no longer set")
		}
	} else {
		c.say(o, "not installed for all repositories: core.hooksPath is not %s", filepath.ToSlash(dir))
	}
	for _, name := range allHooks() {
		if _, err := (hook{dir, name}).uninstall(); err != nil {
			return err
		}
	}
	// Only empty folders go: whatever else is in them is not envguard's.
	if os.Remove(dir) == nil {
		os.Remove(filepath.Dir(dir)) //nolint:errcheck // it may hold other files
	}
	return nil
}
