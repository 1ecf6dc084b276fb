package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/tailscale/hujson"
)

// agentSettings says where an agent takes its hooks from, and in which form.
type agentSettings struct {
	agent   string
	file    string // in a project
	global  string // in the home folder; empty if there is none
	events  []string
	nested  bool // an event has groups, and each group hooks
	version bool // the file has a version
}

func settingsOf(agent string) *agentSettings {
	tools := []string{"PreToolUse", "PostToolUse", "UserPromptSubmit"}
	for _, s := range []agentSettings{
		{agent: "claude", file: ".claude/settings.local.json", global: ".claude/settings.json", events: tools, nested: true},
		{agent: "codex", file: ".codex/hooks.json", global: ".codex/hooks.json", events: tools, nested: true},
		{agent: "gemini", file: ".gemini/settings.json", global: ".gemini/settings.json", events: []string{"BeforeTool", "AfterTool", "BeforeAgent"}, nested: true},
		{
			agent: "cursor", file: ".cursor/hooks.json", global: ".cursor/hooks.json", version: true,
			events: []string{"preToolUse", "beforeShellExecution", "beforeReadFile", "beforeMCPExecution", "beforeSubmitPrompt", "postToolUse"},
		},
		{agent: "copilot", file: ".github/hooks/envguard.json", events: []string{"preToolUse", "postToolUse", "userPromptSubmitted"}, version: true},
	} {
		if s.agent == agent {
			return &s
		}
	}
	return nil
}

// command returns what the agent runs. If envguard is not there, the shell's exit code
// is one that agents ignore, and so it is replaced.
func (s *agentSettings) command(binary string) string {
	call := shellWord(binary) + " guard " + s.agent
	if s.agent == "copilot" {
		return call + ` || echo '{"permissionDecision":"deny","permissionDecisionReason":"envguard could not run"}'`
	}
	return call + " || exit 2"
}

// isOurs reports whether a command was written by install.
func (s *agentSettings) isOurs(command string) bool {
	return strings.HasPrefix(command, "'") && strings.Contains(command, "' guard "+s.agent+" || ")
}

// entry returns an element of an event's list.
func (s *agentSettings) entry(command string) map[string]any {
	switch {
	case s.nested:
		return map[string]any{"hooks": []any{map[string]any{"type": "command", "command": command}}}
	case s.agent == "copilot":
		return map[string]any{"type": "command", "bash": command, "timeoutSec": 30}
	}
	return map[string]any{"command": command, "failClosed": true}
}

// installAgent writes the hooks of an agent, or takes them away.
func (c command) installAgent(o *options, remove bool) (int, error) {
	if _, err := findAgent(o.agent); err != nil {
		return 0, err
	}
	s := settingsOf(o.agent)
	if len(o.hooks) > 0 {
		return 0, usagef("leave one of them out", "--agent and --hook exclude each other")
	}
	base, name, err := o.agentFolder(s)
	if err != nil {
		return 0, err
	}
	binary, err := ownPath()
	if err != nil {
		return 0, err
	}
	root, err := os.OpenRoot(base)
	if err != nil {
		return 0, fmt.Errorf("opening the folder of the settings: %w", err)
	}
	defer root.Close()
	before, err := readAgentFile(root, name)
	if err != nil {
		return 0, err
	}
	var after []byte
	if remove {
		after, err = s.without(before)
	} else {
		after, err = s.with(before, s.command(binary))
	}
	if err != nil {
		return 0, usagef("correct it, or move it away", "reading %s: %w", name, err)
	}
	shown := shownPath(filepath.Join(base, filepath.FromSlash(name)))
	switch {
	case bytes.Equal(before, after) && remove:
		c.say(o, "not installed: %s has no hook of envguard", shown)
		return 0, nil
	case bytes.Equal(before, after):
		c.say(o, "already installed: %s", shown)
		return 0, nil
	}
	if after == nil {
		err = root.Remove(name)
	} else {
		err = writeAgentFile(root, name, after)
	}
	if err != nil {
		return 0, fmt.Errorf("writing %s: %w", name, err)
	}
	if remove {
		c.say(o, "removed the hooks of envguard from %s", shown)
		return 0, nil
	}
	c.say(o, "installed for %s: %s", s.agent, shown)
	c.say(o, "note: the agent reads its hooks when it starts; `envguard doctor` tests them")
	return 0, nil
}

// agentFolder returns the folder that a settings file is relative to, and its name.
func (o *options) agentFolder(s *agentSettings) (base, name string, err error) {
	if o.global {
		if s.global == "" {
			return "", "", usagef("install it in each project", "%s has no hooks for all projects", s.agent)
		}
		home, err := os.UserHomeDir()
		if err != nil {
			return "", "", usagef("set HOME", "finding the settings of %s: %w", s.agent, err)
		}
		return home, s.global, nil
	}
	if err := o.checkFolder(); err != nil {
		return "", "", err
	}
	repo, err := o.open()
	if err != nil {
		return "", "", openError(err, "`envguard install --agent "+s.agent+" --global` works without a repository")
	}
	defer repo.Close()
	if repo.Top() == "" {
		return "", "", usagef("run it in a clone with a work tree", "an agent works in a work tree, and this repository has none")
	}
	return repo.Top(), s.file, repo.CheckOwner()
}

// maxAgentSettings is how large a settings file may be.
const maxAgentSettings = 4 << 20

// readAgentFile reads a settings file, and returns nil if there is none.
func readAgentFile(root *os.Root, name string) ([]byte, error) {
	info, err := root.Lstat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case err != nil:
		return nil, usagef("make it readable, or remove it", "reading %s: %w", name, err)
	case !info.Mode().IsRegular() || info.Size() > maxAgentSettings:
		return nil, usagef("make it a plain file", "reading %s: it is no plain file", name)
	}
	data, err := root.ReadFile(name)
	if err != nil {
		return nil, usagef("make it readable, or remove it", "reading %s: %w", name, err)
	}
	return data, nil
}

// writeAgentFile replaces a settings file in one step.
func writeAgentFile(root *os.Root, name string, data []byte) (err error) {
	if err := root.MkdirAll(path.Dir(name), 0o777); err != nil {
		return err
	}
	mode := fs.FileMode(0o666)
	if info, err := root.Lstat(name); err == nil {
		mode = info.Mode().Perm()
	}
	temporary := name + ".envguard-new"
	f, err := root.OpenFile(temporary, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, root.Remove(temporary))
		}
	}()
	_, err = f.Write(data)
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return err
	}
	return root.Rename(temporary, name)
}

// parseAgentFile reads JSON with comments. Nothing is an empty object.
func parseAgentFile(text []byte) (hujson.Value, *hujson.Object, error) {
	if len(bytes.TrimSpace(text)) == 0 {
		text = []byte("{}\n")
	}
	v, err := hujson.Parse(text)
	if err != nil {
		return v, nil, errors.New("it is no JSON, with or without comments") // the library's error quotes the text
	}
	top, ok := v.Value.(*hujson.Object)
	if !ok {
		return v, nil, errors.New("it is no JSON object")
	}
	return v, top, nil
}

// member returns a member of an object, or nil.
func member(obj *hujson.Object, name string) *hujson.Value {
	for i := range obj.Members {
		if lit, ok := obj.Members[i].Name.Value.(hujson.Literal); ok && lit.String() == name {
			return &obj.Members[i].Value
		}
	}
	return nil
}

// with returns the settings with the hooks of envguard. All else stays byte for byte.
func (s *agentSettings) with(text []byte, command string) ([]byte, error) {
	v, top, err := parseAgentFile(text)
	if err != nil {
		return nil, err
	}
	style := styleOf(text)
	if s.version && member(top, "version") == nil {
		style.addMember(top, 1, "version", 1)
	}
	if member(top, "hooks") == nil {
		style.addMember(top, 1, "hooks", map[string]any{})
	}
	hooks, ok := member(top, "hooks").Value.(*hujson.Object)
	if !ok {
		return nil, errors.New("hooks is no object")
	}
	for _, event := range s.events {
		if member(hooks, event) == nil {
			style.addMember(hooks, 2, event, []any{})
		}
		list, ok := member(hooks, event).Value.(*hujson.Array)
		if !ok {
			return nil, fmt.Errorf("hooks.%s is no list", event)
		}
		if !s.replace(member(hooks, event), command) {
			style.addElement(list, 3, s.entry(command))
		}
	}
	return v.Pack(), nil
}

// replace gives the hooks of envguard in a list the command, and reports whether
// there are any.
func (s *agentSettings) replace(list *hujson.Value, command string) (found bool) {
	for v := range list.All() {
		if lit, ok := v.Value.(hujson.Literal); ok && lit.Kind() == '"' && s.isOurs(lit.String()) {
			found = true
			if lit.String() != command {
				v.Value = hujson.String(command)
			}
		}
	}
	return found
}

// without returns the settings without the hooks of envguard, or nothing if nothing
// else is in them.
func (s *agentSettings) without(text []byte) ([]byte, error) {
	if text == nil {
		return nil, nil
	}
	v, top, err := parseAgentFile(text)
	if err != nil {
		return nil, err
	}
	hooks, ok := memberAs[*hujson.Object](member(top, "hooks"))
	if !ok {
		return text, nil
	}
	found := false
	for i := len(hooks.Members) - 1; i >= 0; i-- {
		if !s.prune(&hooks.Members[i].Value) {
			continue
		}
		found = true
		if list, ok := hooks.Members[i].Value.Value.(*hujson.Array); ok && len(list.Elements) == 0 {
			removeMember(hooks, i)
		}
	}
	if !found {
		return text, nil
	}
	if len(hooks.Members) == 0 {
		for i := range top.Members {
			if lit, ok := top.Members[i].Name.Value.(hujson.Literal); ok && lit.String() == "hooks" {
				removeMember(top, i)
				break
			}
		}
	}
	left := v.Clone()
	left.Minimize()
	if rest := string(bytes.TrimSpace(left.Pack())); (rest == "{}" || rest == `{"version":1}`) && v.IsStandard() {
		return nil, nil
	}
	return v.Pack(), nil
}

// prune removes the hooks of envguard below a value, and reports whether there were any.
func (s *agentSettings) prune(v *hujson.Value) (found bool) {
	switch c := v.Value.(type) {
	case *hujson.Object:
		for i := range c.Members {
			found = s.prune(&c.Members[i].Value) || found
		}
	case *hujson.Array:
		for i := len(c.Elements) - 1; i >= 0; i-- {
			e := &c.Elements[i]
			obj, ok := e.Value.(*hujson.Object)
			if !ok {
				continue
			}
			if s.holdsCommand(obj) {
				removeElement(c, i)
				found = true
			} else if s.prune(e) {
				found = true
				if inner, ok := memberAs[*hujson.Array](member(obj, "hooks")); ok && len(inner.Elements) == 0 {
					removeElement(c, i)
				}
			}
		}
	}
	return found
}

// holdsCommand reports whether an object is a hook of envguard.
func (s *agentSettings) holdsCommand(obj *hujson.Object) bool {
	for _, name := range []string{"command", "bash"} {
		if lit, ok := memberAs[hujson.Literal](member(obj, name)); ok && lit.Kind() == '"' && s.isOurs(lit.String()) {
			return true
		}
	}
	return false
}

func memberAs[T any](v *hujson.Value) (T, bool) {
	if v == nil {
		var none T
		return none, false
	}
	t, ok := v.Value.(T)
	return t, ok
}
