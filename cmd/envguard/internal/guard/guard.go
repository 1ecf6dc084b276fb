// Package guard speaks the hook protocols of coding agents. [Parse] reads what an
// agent is about to do, or what a tool returned, into a [Call]; [Agent.Deny] and
// [Agent.Replace] write the answer. What a command line reads is in commands.go. The
// package decides nothing and opens no file.
//
// docs/agents.md names the documentation that the formats are taken from.
package guard

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// An Event is the point at which an agent asks.
type Event int

// The events that are judged.
const (
	Other  Event = iota // a session begins or ends: nothing to judge
	Before              // a tool is about to run
	After               // a tool has run
	Prompt              // a person has written something
)

// A Call is what an agent asks about.
type Call struct {
	Event Event
	Name  string // of the event, as the agent calls it
	Tool  string
	Dir   string // the agent's folder; empty if it does not say
	Input any    // the tool's arguments
	// Output is what the tool returned, and Text what a person wrote or what a file
	// holds that is about to be read.
	Output any
	Text   string
}

// An Agent is a program that runs hooks.
type Agent struct {
	Name string
	// events are the names of events, in lower case.
	events map[string]Event
	parse  func(a *Agent, m map[string]any, c *Call) error
	deny   func(c *Call, reason string) reply
	mask   func(c *Call, masked any, reason string) reply
}

// A reply is an answer: JSON for standard output and an exit code.
type reply struct {
	value any
	code  int
}

// Blocked is the exit code that agents take for a refusal.
const Blocked = 2

// Agents returns all agents that are known.
func Agents() []*Agent {
	common := map[string]Event{
		"pretooluse": Before, "permissionrequest": Before, "posttooluse": After, "posttoolusefailure": After, "userpromptsubmit": Prompt,
		"sessionstart": Other, "sessionend": Other, "stop": Other, "subagentstart": Other, "subagentstop": Other, "notification": Other,
		"precompact": Other, "postcompact": Other,
	}
	return []*Agent{
		{Name: "claude", events: common, parse: parseNamed, deny: denyNamed, mask: maskClaude},
		{Name: "codex", events: common, parse: parseNamed, deny: denyNamed, mask: maskBlock},
		{Name: "gemini", events: map[string]Event{
			"beforetool": Before, "aftertool": After, "beforeagent": Prompt,
			"afteragent": Other, "sessionstart": Other, "sessionend": Other, "notification": Other, "precompress": Other,
		}, parse: parseNamed, deny: denyGemini, mask: maskGemini},
		{Name: "cursor", events: map[string]Event{
			"pretooluse": Before, "beforeshellexecution": Before, "beforemcpexecution": Before, "beforereadfile": Before, "beforetabfileread": Before,
			"posttooluse": After, "aftershellexecution": After, "aftermcpexecution": After, "beforesubmitprompt": Prompt,
			"sessionstart": Other, "sessionend": Other, "stop": Other, "afterfileedit": Other, "aftertabfileedit": Other,
			"afteragentresponse": Other, "afteragentthought": Other, "precompact": Other, "subagentstart": Other, "subagentstop": Other,
		}, parse: parseCursor, deny: denyCursor, mask: maskCursor},
		{Name: "copilot", events: common, parse: parseCopilot, deny: denyCopilot, mask: maskCopilot},
	}
}

// Find returns an agent, or nil.
func Find(name string) *Agent {
	for _, a := range Agents() {
		if a.Name == name {
			return a
		}
	}
	return nil
}

// MaxInput is how much an agent may send.
const MaxInput = 64 << 20

// Parse reads what an agent sends. An error means that it is not understood, and what
// is asked about has to be refused.
func (a *Agent) Parse(r io.Reader) (*Call, error) {
	data, err := io.ReadAll(io.LimitReader(r, MaxInput+1))
	if err != nil {
		return nil, fmt.Errorf("reading what %s sends: %w", a.Name, err)
	}
	if len(data) > MaxInput {
		return nil, fmt.Errorf("%s sends more than %d bytes", a.Name, MaxInput)
	}
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.UseNumber()
	var m map[string]any
	if err := dec.Decode(&m); err != nil || m == nil {
		return nil, fmt.Errorf("%s sends no JSON object", a.Name)
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("%s sends something behind its JSON object", a.Name)
	}
	c := new(Call)
	c.Dir = str(m["cwd"])
	if err := a.parse(a, m, c); err != nil {
		return nil, err
	}
	return c, nil
}

// event looks an event's name up.
func (a *Agent) event(c *Call, name string) error {
	e, ok := a.events[strings.ToLower(name)]
	if !ok {
		return fmt.Errorf("the event %q of %s is not known", name, a.Name)
	}
	c.Event, c.Name = e, name
	return nil
}

func str(v any) string {
	s, _ := v.(string)
	return s
}

// first returns the first of several fields that is there.
func first(m map[string]any, keys ...string) (any, bool) {
	for _, k := range keys {
		if v, ok := m[k]; ok && v != nil {
			return v, true
		}
	}
	return nil, false
}

// arguments returns a tool's arguments. Some agents send JSON in a string.
func arguments(v any) (any, error) {
	s, ok := v.(string)
	if !ok {
		return v, nil
	}
	var inner any
	if err := json.Unmarshal([]byte(s), &inner); err != nil {
		return s, nil //nolint:nilerr // a tool that takes a plain text
	}
	return inner, nil
}

// parseNamed reads the form of Claude Code, which Codex and Gemini share.
func parseNamed(a *Agent, m map[string]any, c *Call) error {
	if err := a.event(c, str(m["hook_event_name"])); err != nil {
		return err
	}
	return c.fill(m, a.Name)
}

// fill reads the fields of a tool call or a prompt.
func (c *Call) fill(m map[string]any, agent string) error {
	var ok bool
	switch c.Event {
	case Before, After:
		if c.Tool = str(m["tool_name"]); c.Tool == "" {
			return fmt.Errorf("%s of %s names no tool", c.Name, agent)
		}
		if c.Input, ok = first(m, "tool_input"); !ok {
			return fmt.Errorf("%s of %s has no arguments of the tool", c.Name, agent)
		}
		if c.Event == After {
			c.Output, ok = first(m, "tool_response", "tool_output", "error")
			if !ok {
				c.Output = ""
			}
		}
	case Prompt:
		if c.Text, ok = m["prompt"].(string); !ok {
			return fmt.Errorf("%s of %s has no prompt", c.Name, agent)
		}
	}
	return nil
}

// parseCursor reads the events of Cursor. Each has its own fields.
func parseCursor(a *Agent, m map[string]any, c *Call) error {
	if err := a.event(c, str(m["hook_event_name"])); err != nil {
		return err
	}
	if roots, ok := m["workspace_roots"].([]any); ok && c.Dir == "" && len(roots) > 0 {
		c.Dir = str(roots[0])
	}
	switch strings.ToLower(c.Name) {
	case "beforeshellexecution", "aftershellexecution":
		command, ok := m["command"].(string)
		if !ok {
			return fmt.Errorf("%s of cursor has no command", c.Name)
		}
		c.Tool, c.Input, c.Output = "Shell", map[string]any{"command": command}, m["output"]
	case "beforereadfile", "beforetabfileread":
		path := str(m["file_path"])
		if path == "" {
			return fmt.Errorf("%s of cursor names no file", c.Name)
		}
		input := map[string]any{"file_path": path}
		if list, ok := m["attachments"].([]any); ok {
			input["attachments"] = list
		}
		c.Tool, c.Input = "Read", input
	case "beforemcpexecution", "aftermcpexecution":
		if c.Tool = str(m["tool_name"]); c.Tool == "" {
			return fmt.Errorf("%s of cursor names no tool", c.Name)
		}
		c.Input, _ = arguments(m["tool_input"])
		c.Tool, c.Output = "mcp__"+c.Tool, m["result_json"]
	default:
		return c.fill(m, a.Name)
	}
	return nil
}

// parseCopilot reads the events of Copilot, which have no name: their fields say what
// they are.
func parseCopilot(a *Agent, m map[string]any, c *Call) error {
	if m["hook_event_name"] != nil { // the form of Claude Code, which it also speaks
		return parseNamed(a, m, c)
	}
	if name, ok := first(m, "toolName"); ok {
		c.Event, c.Name = Before, "preToolUse"
		if c.Tool = str(name); c.Tool == "" {
			return errors.New("preToolUse of copilot names no tool")
		}
		args, ok := first(m, "toolArgs")
		if !ok {
			return errors.New("preToolUse of copilot has no arguments of the tool")
		}
		c.Input, _ = arguments(args)
		if result, ok := first(m, "toolResult"); ok {
			c.Event, c.Name, c.Output = After, "postToolUse", result
		}
		return nil
	}
	if prompt, ok := m["prompt"].(string); ok {
		c.Event, c.Name, c.Text = Prompt, "userPromptSubmitted", prompt
		return nil
	}
	for _, key := range []string{"source", "reason", "error"} { // a session begins or ends, or an error
		if _, ok := m[key]; ok && m["timestamp"] != nil {
			return nil
		}
	}
	return errors.New("the event of copilot is not known")
}

// Deny writes the answer that refuses a call, and returns the exit code. The reason
// is one line.
func (a *Agent) Deny(stdout, stderr io.Writer, c *Call, reason string) (int, error) {
	return a.write(stdout, stderr, a.deny(c, reason), reason)
}

// Replace writes the answer that gives the agent other output than the tool's.
func (a *Agent) Replace(stdout, stderr io.Writer, c *Call, masked any, reason string) (int, error) {
	return a.write(stdout, stderr, a.mask(c, masked, reason), reason)
}

func (a *Agent) write(stdout, stderr io.Writer, r reply, reason string) (int, error) {
	if r.value != nil {
		enc := json.NewEncoder(stdout)
		enc.SetEscapeHTML(false)
		if err := enc.Encode(r.value); err != nil {
			return Blocked, fmt.Errorf("answering %s: %w", a.Name, err)
		}
	}
	if _, err := fmt.Fprintln(stderr, reason); err != nil {
		return Blocked, fmt.Errorf("answering %s: %w", a.Name, err)
	}
	return r.code, nil
}

// denyNamed refuses with the exit code, which every version honors, and in JSON.
func denyNamed(c *Call, reason string) reply {
	if c.Event == Before {
		return reply{map[string]any{"hookSpecificOutput": map[string]any{
			"hookEventName": "PreToolUse", "permissionDecision": "deny", "permissionDecisionReason": reason,
		}}, Blocked}
	}
	return reply{map[string]any{"decision": "block", "reason": reason}, Blocked}
}

func denyGemini(_ *Call, reason string) reply {
	return reply{map[string]any{"decision": "deny", "reason": reason}, Blocked}
}

func denyCursor(c *Call, reason string) reply {
	if c.Event == Prompt {
		return reply{map[string]any{"continue": false, "user_message": reason}, 0}
	}
	return reply{map[string]any{"permission": "deny", "user_message": reason, "agent_message": reason}, 0}
}

// denyCopilot answers in JSON alone: Copilot documents no exit code.
func denyCopilot(_ *Call, reason string) reply {
	return reply{map[string]any{"permissionDecision": "deny", "permissionDecisionReason": reason}, 0}
}

// maskClaude replaces the output by one of the same shape.
func maskClaude(_ *Call, masked any, reason string) reply {
	return reply{map[string]any{
		"hookSpecificOutput": map[string]any{"hookEventName": "PostToolUse", "updatedToolOutput": masked},
		"systemMessage":      reason,
	}, 0}
}

// maskBlock has the agent read the reason in place of the output.
func maskBlock(_ *Call, masked any, reason string) reply {
	return reply{map[string]any{"decision": "block", "reason": reason + "\n" + Plain(masked)}, 0}
}

func maskGemini(_ *Call, masked any, reason string) reply {
	return reply{map[string]any{"decision": "deny", "reason": reason + "\n" + Plain(masked)}, 0}
}

// maskCursor replaces what an MCP tool returned. Other output cannot be replaced.
func maskCursor(c *Call, masked any, reason string) reply {
	if strings.EqualFold(c.Name, "postToolUse") && strings.HasPrefix(strings.ToLower(c.Tool), "mcp") {
		return reply{map[string]any{"updated_mcp_tool_output": masked}, 0}
	}
	return reply{map[string]any{"additional_context": reason}, 0}
}

func maskCopilot(_ *Call, masked any, _ string) reply {
	return reply{map[string]any{"modifiedResult": masked}, 0}
}

// Plain returns the texts in a value, one below the other.
func Plain(v any) string {
	var out []string
	Strings(v, func(_, s string) string {
		out = append(out, s)
		return s
	})
	return strings.Join(out, "\n")
}

// Strings returns a copy of a value in which each string is what f returns for it. f
// gets the nearest key as well.
func Strings(v any, f func(key, text string) string) any {
	return walk("", v, f)
}

func walk(key string, v any, f func(key, text string) string) any {
	switch v := v.(type) {
	case string:
		return f(key, v)
	case []any:
		out := make([]any, len(v))
		for i, e := range v {
			out[i] = walk(key, e, f)
		}
		return out
	case map[string]any:
		out := make(map[string]any, len(v))
		keys := make([]string, 0, len(v))
		for k := range v {
			keys = append(keys, k)
		}
		slices.Sort(keys)
		for _, k := range keys {
			out[k] = walk(k, v[k], f)
		}
		return out
	}
	return v
}
