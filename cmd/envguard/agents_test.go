package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tailscale/hujson"

	"github.com/envguard/envguard/cmd/envguard/internal/guard"
)

// TestAgentSettings installs the hooks into settings of every form: all else stays,
// a second run changes nothing, and taking them away gives the file that was there.
func TestAgentSettings(t *testing.T) {
	texts := []string{
		"", "{}\n", "{\n  \"model\": \"x\"\n}\n", "{\n\t\"model\": \"x\",\n\t\"list\": [1, 2]\n}\n", "{\"a\":1}", "{\r\n    \"a\": 1\r\n}\r\n",
		"// mine\n{\n  // the model\n  \"model\": \"x\", // fast\n  /* none */ \"b\": [\n    1, // one\n    2 // two\n  ],\n}\n// end\n",
		"{\n  \"z\": 1,\n  \"hooks\": {\n    \"EVENT\": [\n      {\"hooks\": [{\"type\": \"command\", \"command\": \"lint\"}]} // lint\n    ],\n    \"Stop\": []\n  },\n  \"a\": 1e400\n}\n",
		"{\"hooks\": {\"EVENT\": [{\"command\": \"other\", \"timeout\": 5}]}, \"version\": 1}\n", "{\"version\": 1, \"hooks\": {}}\n",
	}
	for _, agent := range guard.Agents() {
		s := settingsOf(agent.Name)
		if s == nil {
			t.Fatalf("%s has no settings", agent.Name)
		}
		for _, text := range texts {
			text = strings.ReplaceAll(text, "EVENT", s.events[0])
			var before []byte
			if text != "" {
				before = []byte(text)
			}
			once, err := s.with(before, s.command("/opt/envguard"))
			if err != nil {
				t.Errorf("%s, %q: %v", agent.Name, text, err)
				continue
			}
			twice, err := s.with(once, s.command("/opt/envguard"))
			if err != nil || !bytes.Equal(once, twice) {
				t.Errorf("%s: a second run changes\n%s\nto\n%s: %v", agent.Name, once, twice, err)
			}
			moved, err := s.with(once, s.command("/usr/it's/envguard"))
			if err != nil || bytes.Contains(moved, []byte("/opt/")) || bytes.Count(moved, []byte(" guard ")) != len(s.events) {
				t.Errorf("%s: another program is not put in its place: %v\n%s", agent.Name, err, moved)
			}
			wantAll(t, s, text, once)
			back, err := s.without(moved)
			empty := strings.TrimSpace(text) == "" || strings.TrimSpace(text) == "{}"
			switch {
			case err != nil:
				t.Errorf("%s: %v", agent.Name, err)
			case empty && back != nil, !empty && strings.Contains(text, "Stop") && string(back) != text && !s.version:
				t.Errorf("%s: taking it away leaves\n%s\nof\n%s", agent.Name, back, text)
			}
		}
		for _, text := range []string{"[]", "{", "{\"hooks\": []}", "{\"hooks\": {\"" + s.events[0] + "\": {}}}", "x", "null"} {
			if _, err := s.with([]byte(text), "x"); err == nil {
				t.Errorf("%s: %q is taken", agent.Name, text)
			}
		}
	}
}

// wantAll wants all parts of the settings, and a hook for each event.
func wantAll(t *testing.T, s *agentSettings, text string, once []byte) {
	t.Helper()
	for line := range strings.Lines(text) { // in the same order, so that comments are where they were
		for part := range strings.FieldsFuncSeq(line, func(r rune) bool { return strings.ContainsRune(",{}[]\r\n", r) }) {
			if !bytes.Contains(once, []byte(strings.TrimSpace(part))) {
				t.Errorf("%s: %q is missing in\n%s", s.agent, part, once)
			}
		}
	}
	standard, err := hujson.Standardize(once)
	var doc struct {
		Hooks map[string][]map[string]any `json:"hooks"`
	}
	if err == nil && !strings.Contains(text, "1e400") {
		err = json.Unmarshal(standard, &doc)
		for _, e := range s.events {
			if len(doc.Hooks[e]) == 0 {
				t.Errorf("%s: no hook for %s in\n%s", s.agent, e, once)
			}
		}
	}
	if err != nil {
		t.Errorf("%s: %v\n%s", s.agent, err, once)
	}
}

// TestInstallAgent writes the settings of each agent in a project, and refuses to write
// through a link that leads out of it.
func TestInstallAgent(t *testing.T) {
	for _, agent := range guard.Agents() {
		dir, _ := guardedRepository(t)
		run := func(args ...string) (int, string) {
			var out bytes.Buffer
			code := command{strings.NewReader(""), &out, &out}.run(context.Background(), append([]string{"-C", dir}, args...))
			return code, out.String()
		}
		name := filepath.Join(dir, filepath.FromSlash(settingsOf(agent.Name).file))
		if code, out := run("install", "--agent", agent.Name); code != 0 {
			t.Fatalf("%s: exit code %d: %s", agent.Name, code, out)
		}
		text, err := os.ReadFile(name)
		if err != nil || !strings.Contains(string(text), " guard "+agent.Name+" || ") {
			t.Fatalf("%s: %v\n%s", agent.Name, err, text)
		}
		if code, out := run("install", "--agent", agent.Name); code != 0 || !strings.Contains(out, "already installed") {
			t.Errorf("%s: a second time: exit code %d: %s", agent.Name, code, out)
		}
		if code, out := run("uninstall", "--agent", agent.Name); code != 0 || !strings.Contains(out, "removed") {
			t.Errorf("%s: exit code %d: %s", agent.Name, code, out)
		}
		if _, err := os.Stat(name); err == nil {
			t.Errorf("%s: the file is still there", agent.Name)
		}
		folder := filepath.Dir(name)
		if err := os.RemoveAll(folder); err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink(t.TempDir(), folder); err != nil {
			t.Fatal(err)
		}
		if code, out := run("install", "--agent", agent.Name); code == 0 {
			t.Errorf("%s: it was written through a link: %s", agent.Name, out)
		}
	}
}
