package guard

import (
	"slices"
	"strings"
)

// A Write is content that a tool is about to write.
type Write struct{ Path, Content string }

// An Intent is what a tool call is about to do.
type Intent struct {
	Command string   // a command line for a shell
	Reads   []string // files and patterns
	Writes  []Write
	Other   []string // further texts that leave the machine or are kept
}

// shellTools run command lines.
var shellTools = []string{
	"bash", "shell", "sh", "powershell", "pwsh", "terminal", "run_shell_command", "run_terminal_cmd", "run_in_terminal", "local_shell",
	"exec_command", "unified_exec", "execute_command", "run_command", "shell_command", "write_stdin", "write_bash", "write_powershell",
}

// pathKeys and contentKeys are the arguments that name files, and those that hold
// what is written.
var (
	commandKeys = []string{"command", "cmd", "script", "chars", "input"}
	pathKeys    = []string{
		"file_path", "path", "absolute_path", "filepath", "notebook_path", "target_file", "target_notebook", "filename", "file", "relative_path", "uri",
		"dir_path", "directory", "paths", "file_paths", "files", "glob", "include", "include_pattern", "target_directories", "relative_workspace_path",
		"attachments", "glob_pattern", "source", "absolutepath",
	}
	contentKeys = []string{
		"content", "new_string", "newstring", "file_text", "new_str", "insert_text", "new_source", "code_edit", "contents", "new_text", "newtext", "text",
		"patch", "diff", "instructions", "streamcontent",
	}
	oldKeys = []string{"old_string", "old_str", "oldstring", "old_text", "oldtext"}
)

// Intent returns what the call is about to do.
func (c *Call) Intent() Intent {
	var in Intent
	tool := strings.ToLower(c.Tool)
	shell := slices.Contains(shellTools, tool)
	m, _ := c.Input.(map[string]any)
	if s, ok := c.Input.(string); ok {
		if shell || strings.Contains(s, patchBegin) {
			in.command(s)
		} else {
			in.Other = append(in.Other, s)
		}
		return in
	}
	path := ""
	for _, k := range pathKeys[:11] {
		if v, ok := foldedKey(m, k).(string); ok && v != "" {
			path = v
			break
		}
	}
	writes := false
	Strings(c.Input, func(key, text string) string {
		writes = writes || slices.Contains(contentKeys, strings.ToLower(key))
		return text
	})
	if list, ok := first(m, "command", "cmd"); ok && path == "" {
		if words, ok := list.([]any); ok {
			var line []string
			for _, w := range words {
				line = append(line, quote(str(w)))
			}
			in.command(strings.Join(line, " "))
		}
	}
	Strings(c.Input, func(key, text string) string {
		folded := strings.ToLower(key)
		switch {
		case slices.Contains(commandKeys, folded) && (shell || path == "" || strings.Contains(text, patchBegin)):
			in.command(text)
		case slices.Contains(pathKeys, folded):
			if !writes {
				in.Reads = append(in.Reads, strings.TrimPrefix(text, "file://"))
			}
		case slices.Contains(contentKeys, folded) && strings.Contains(text, patchBegin):
			in.patch(text)
		case slices.Contains(contentKeys, folded) && path != "":
			in.Writes = append(in.Writes, Write{path, text})
		case slices.Contains(oldKeys, folded):
		default:
			in.Other = append(in.Other, text)
		}
		return text
	})
	return in
}

// foldedKey returns a field whatever the case of its name.
func foldedKey(m map[string]any, key string) any {
	for k, v := range m {
		if strings.EqualFold(k, key) {
			return v
		}
	}
	return nil
}

const patchBegin = "*** Begin Patch"

// command takes a command line, which may be a patch.
func (in *Intent) command(text string) {
	if i := strings.Index(text, patchBegin); i >= 0 {
		in.patch(text[i:])
		text = text[:i]
	}
	if in.Command != "" {
		in.Command += "\n"
	}
	in.Command += text
}

// patch takes the lines that a patch of Codex adds to each file.
func (in *Intent) patch(text string) {
	path, added := "", ""
	flush := func() {
		if added != "" {
			in.Writes = append(in.Writes, Write{path, added})
		}
		added = ""
	}
	for line := range strings.Lines(text) {
		switch {
		case strings.HasPrefix(line, "*** "):
			if _, name, ok := strings.Cut(line, "File: "); ok {
				flush()
				path = strings.TrimSpace(name)
			} else if _, name, ok := strings.Cut(line, "Move to: "); ok {
				flush()
				path = strings.TrimSpace(name)
			}
		case strings.HasPrefix(line, "+"):
			added += line[1:]
		}
	}
	flush()
}
