package main

import (
	"encoding/json"
	"path/filepath"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"github.com/envguard/envguard/scanner/gitsource"
)

// runs reports whether a project's configuration of the tool has it run envguard in
// a hook, and which file says so. What cannot be read, or is in a file that another
// one includes, does not count: envguard runs twice then, not never.
func (f *framework) runs(top, hook string) (file string, ok bool) {
	if f.name == "husky" {
		file = ".husky/" + hook
		script, err := gitsource.ReadRegular(filepath.Join(top, ".husky", hook))
		return file, err == nil && callsEnvguard(string(script), hook)
	}
	for _, file := range f.files {
		data, err := gitsource.ReadRegular(filepath.Join(top, filepath.FromSlash(file)))
		if err != nil {
			continue
		}
		var doc map[string]any
		if strings.HasSuffix(file, ".toml") {
			err = toml.Unmarshal(data, &doc)
		} else if strings.HasSuffix(file, ".json") {
			err = json.Unmarshal(data, &doc)
		} else {
			doc, err = readYAML(string(data))
		}
		if err != nil {
			continue
		}
		if f.name == "lefthook" && lefthookRuns(doc, hook) || f.name != "lefthook" && preCommitRuns(doc, hook) {
			return file, true
		}
	}
	return "", false
}

// callsEnvguard reports whether a script has envguard do what a hook is for.
func callsEnvguard(script, hook string) bool {
	for line := range strings.Lines(script) {
		line, _, _ = strings.Cut(line, "#")
		if callOfHook(strings.Fields(line), hook) {
			return true
		}
	}
	return false
}

// callOfHook reports whether a command line has envguard do what a hook is for.
func callOfHook(words []string, hook string) bool {
	for i, w := range words {
		if strings.TrimSuffix(filepath.Base(strings.Trim(w, `"'`)), ".exe") != "envguard" || i+1 == len(words) {
			continue
		}
		switch words[i+1] {
		case "check":
			return slices.Contains(checkHooks(), hook)
		case "hook":
			return i+2 < len(words) && words[i+2] == hook
		}
	}
	return false
}

// preCommitHooks are the hooks that the ids of .pre-commit-hooks.yaml are for.
func preCommitHooks(id string) []string {
	switch strings.TrimSuffix(id, "-system") {
	case "envguard", "envguard-files":
		return checkHooks()
	case "envguard-commit-msg":
		return []string{"commit-msg"}
	case "envguard-pre-push":
		return []string{"pre-push"}
	}
	return nil
}

// preCommitRuns looks into a configuration of pre-commit or prek.
func preCommitRuns(doc map[string]any, hook string) bool {
	for _, repo := range tables(doc["repos"]) {
		for _, h := range tables(repo["hooks"]) {
			id, _ := h["id"].(string)
			entry, _ := h["entry"].(string)
			if !slices.Contains(preCommitHooks(id), hook) && !callOfHook(strings.Fields(entry), hook) {
				continue
			}
			stages, ok := h["stages"].([]any)
			if !ok {
				stages, ok = doc["default_stages"].([]any)
			}
			if !ok || slices.ContainsFunc(stages, func(s any) bool { return s == hook || "pre-"+text(s) == hook }) { // push and commit are old names
				return true
			}
		}
	}
	return false
}

// lefthookRuns looks into a configuration of lefthook.
func lefthookRuns(doc map[string]any, hook string) bool {
	part, _ := doc[hook].(map[string]any)
	var commands []map[string]any
	for _, key := range []string{"commands", "jobs"} {
		switch list := part[key].(type) {
		case map[string]any:
			for _, c := range list {
				if c, ok := c.(map[string]any); ok {
					commands = append(commands, c)
				}
			}
		default:
			commands = append(commands, tables(list)...)
		}
	}
	return slices.ContainsFunc(commands, func(c map[string]any) bool {
		skip, _ := c["skip"].(bool)
		return !skip && callsEnvguard(text(c["run"]), hook)
	})
}

// tables returns the elements of a list that are tables.
func tables(list any) (out []map[string]any) {
	switch list := list.(type) {
	case []any:
		for _, e := range list {
			if m, ok := e.(map[string]any); ok {
				out = append(out, m)
			}
		}
	case []map[string]any:
		return list
	}
	return out
}

func text(v any) string {
	s, _ := v.(string)
	return s
}

// runElsewhere returns the hooks in which no other tool runs envguard already, and
// says which do.
func (c command) runElsewhere(o *options, repo *gitsource.Repo, dir string, names []string) (left []string) {
	top := repo.Top()
	for _, name := range names {
		script, _ := gitsource.ReadRegular(hook{dir, name}.path()) // one that cannot be read was not written by them
		said := false
		for _, f := range detectFrameworks(top) {
			by := &f // husky's folder has nothing else
			if f.name != "husky" {
				by = writerOf(script)
			} else if !isHusky(dir) {
				continue
			}
			if by == nil || isOurs(script) && f.name != "husky" || !by.reads(f.name) {
				continue
			}
			if file, ok := f.runs(top, name); ok {
				c.say(o, "nothing to do for %s: %s runs envguard there already, as %s says; --force installs it as well", name, by.name, file)
				said = true
				break
			}
		}
		if !said {
			left = append(left, name)
		}
	}
	return left
}

// isHusky reports whether hooks are in husky's folder.
func isHusky(dir string) bool {
	slashed := filepath.ToSlash(dir)
	return strings.HasSuffix(slashed, "/.husky") || strings.HasSuffix(slashed, "/.husky/_")
}
