package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"

	"github.com/tailscale/hujson"

	"github.com/envguard/envguard/cmd/envguard/internal/guard"
)

// checkAgents tests the hooks of coding agents, where there are any. Commands of a
// settings file are never run, since others can have committed the file.
func (d *checkup) checkAgents(ctx context.Context, o *options) {
	home, _ := os.UserHomeDir() // without one there are no settings for all projects
	for _, agent := range guard.Agents() {
		s := settingsOf(agent.Name)
		for _, place := range []struct{ base, name string }{{d.top, s.file}, {home, s.global}} {
			if place.base != "" && place.name != "" {
				d.checkAgent(ctx, o, agent, s, place.base, place.name)
			}
		}
	}
}

func (d *checkup) checkAgent(ctx context.Context, o *options, agent *guard.Agent, s *agentSettings, base, name string) {
	root, err := os.OpenRoot(base)
	if err != nil {
		return // no home folder
	}
	defer root.Close()
	shown := shownPath(filepath.Join(base, filepath.FromSlash(name)))
	text, err := readAgentFile(root, name)
	if err != nil {
		d.add(warned, "", "the hooks of %s are not known: %v", s.agent, err)
		return
	}
	v, _, err := parseAgentFile(text)
	if err != nil {
		d.add(warned, "correct it", "the hooks of %s are not known: %s: %v", s.agent, shown, err)
		return
	}
	command := ""
	for e := range v.All() {
		if lit, ok := e.Value.(hujson.Literal); ok && lit.Kind() == '"' && s.isOurs(lit.String()) {
			command = lit.String()
		}
	}
	if command == "" {
		return
	}
	install := "run `envguard install --agent " + s.agent + "`"
	if complete, err := s.with(text, command); err != nil || !bytes.Equal(complete, text) {
		d.add(warned, install, "the hooks of %s in %s are not complete", s.agent, shown)
		return
	}
	binary := strings.ReplaceAll(command[1:strings.Index(command, "' guard ")], `'\''`, "'")
	if own, err := ownPath(); err != nil || !samePath(filepath.FromSlash(binary), filepath.FromSlash(own)) {
		d.add(warned, install, "the hooks of %s in %s run %s, which is not this envguard", s.agent, shown, binary)
		return
	}
	if why := d.tryAgent(ctx, o, agent); why != "" {
		d.add(warned, "", "the hooks of %s in %s do not work here: %s", s.agent, shown, why)
		return
	}
	d.add(fine, "", "the hooks of %s in %s refuse to read .env", s.agent, shown)
}

// tryAgent has the guard judge a tool that reads .env, and says why it does not refuse.
func (d *checkup) tryAgent(ctx context.Context, o *options, agent *guard.Agent) string {
	payloads := map[string]map[string]any{
		"gemini":  {"hook_event_name": "BeforeTool", "tool_name": "read_file", "tool_input": map[string]any{"absolute_path": ".env"}},
		"cursor":  {"hook_event_name": "beforeReadFile", "file_path": ".env"},
		"copilot": {"toolName": "view", "toolArgs": `{"path":".env"}`},
	}
	payload := payloads[agent.Name]
	if payload == nil {
		payload = map[string]any{"hook_event_name": "PreToolUse", "tool_name": "Read", "tool_input": map[string]any{"file_path": ".env"}}
	}
	payload["cwd"] = d.top
	text, err := json.Marshal(payload)
	if err != nil {
		return err.Error()
	}
	call, err := agent.Parse(bytes.NewReader(text))
	if err != nil {
		return err.Error()
	}
	a, err := o.judgeCall(ctx, call)
	switch {
	case err != nil:
		return err.Error()
	case a.refused == "":
		return "reading .env is not refused"
	}
	return ""
}
