package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

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
		flags: uninstallFlags,
		run:   command.uninstall,
	}
}

// uninstallFlags are the flags of `envguard uninstall`.
func uninstallFlags() []flag {
	return flagList(
		[]flag{
			agentFlag(),
			globalFlag,
		},
	)
}

func (c command) uninstall(ctx context.Context, o *options, args []string) (int, error) {
	if len(args) > 0 {
		return 0, usagef("give the folder with -C", "uninstall takes no arguments")
	}
	if o.agent != "" {
		return c.installAgent(o, true)
	}
	if o.global {
		return 0, c.uninstallGlobal(ctx, o)
	}
	repo, dir, code, err := o.openHooks("`envguard uninstall --global` takes the hooks for all repositories away")
	if err != nil {
		return code, err
	}
	defer repo.Close()
	global, _ := folderIsOurs(dir)
	if global {
		dir = filepath.Join(repo.CommonDir(), "hooks") // those that were added for this repository
	}
	removed, missing := 0, []string(nil)
	for _, name := range guardHooks() {
		h := hook{dir, name}
		what, ours, err := h.uninstall()
		usual := slices.Contains(checkHooks(), name)
		if err != nil && (ours || usual) {
			return 0, err
		}
		line := what + " " + shownPath(h.path())
		switch {
		case ours:
			removed++
			c.say(o, "%s", line)
		case usual: // envguard never wrote the others
			missing = append(missing, line)
		}
	}
	if global && removed == 0 {
		return 0, usagef("`envguard uninstall --global` undoes that", "envguard is installed for all repositories, not for this one")
	}
	if removed == 0 {
		for _, line := range missing {
			c.say(o, "%s", line)
		}
	}
	return 0, nil
}

// uninstall removes the hook and puts back what was there before. It returns what it
// did, and whether there was a hook of envguard's.
func (h hook) uninstall() (what string, ours bool, err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("removing the hook %s: %w", h.name, err)
		}
	}()
	script, err := gitsource.ReadRegular(h.path())
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if _, err := os.Lstat(h.chained()); err == nil {
			return "put back", true, os.Rename(h.chained(), h.path())
		}
		return "not installed:", false, nil
	case err != nil:
		return "", false, err
	case !isOurs(script):
		if h.uninstallLegacy() {
			return "left alone, but it no longer calls envguard:", true, nil
		}
		return "left alone, as envguard did not write it:", false, nil
	}
	if _, err := os.Lstat(h.chained()); err == nil {
		// One step: there is no moment without a hook.
		return "put back", true, os.Rename(h.chained(), h.path())
	}
	return "removed", true, os.Remove(h.path())
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
		if _, _, err := (hook{dir, name}).uninstall(); err != nil {
			return err
		}
	}
	// Only empty folders go: whatever else is in them is not envguard's.
	if os.Remove(dir) == nil {
		os.Remove(filepath.Dir(dir)) //nolint:errcheck // it may hold other files
	}
	return nil
}
