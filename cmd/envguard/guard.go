package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/envguard/envguard/cmd/envguard/internal/guard"
	"github.com/envguard/envguard/cmd/envguard/internal/report"
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/fileclass"
	"github.com/envguard/envguard/rules/judge"
	"github.com/envguard/envguard/scanner"
	"github.com/envguard/envguard/scanner/gitsource"
)

func guardCommand() *subcommand {
	return &subcommand{
		name:  "guard",
		args:  "AGENT",
		short: "judge what a coding agent is about to do; its hooks call it",
		long: `
Reads what the hook of a coding agent sends on standard input, and answers in the
agent's own protocol. The agents are ` + agentNames() + `.
` + "`envguard install --agent NAME`" + ` writes the hooks that call it.

Refused are: tools and command lines that read a private env file or print the
environment; secrets that would be written into a file that git does not ignore, or
that are part of a command line; prompts with secrets. In what tools return, tokens
and the values of the local env files are masked, where the agent's protocol can
replace output. The reason is one line.

What is not understood is refused. The exit code is 2 then, and for refusals where
the agent wants one.`,
		examples: [][2]string{
			{"try it", `echo '{"hook_event_name":"PreToolUse","tool_name":"Read","tool_input":{"file_path":".env"}}' | envguard guard claude`},
		},
		run: command.guard,
	}
}

func agentNames() string {
	var names []string
	for _, a := range guard.Agents() {
		names = append(names, a.Name)
	}
	return strings.Join(names, ", ")
}

// findAgent returns the agent of a name, or an error that lists them.
func findAgent(name string) (*guard.Agent, error) {
	if a := guard.Find(name); a != nil {
		return a, nil
	}
	hint := "the agents are " + agentNames()
	var names []string
	for _, a := range guard.Agents() {
		names = append(names, a.Name)
	}
	if n := nearest(name, names); n != "" {
		hint = "did you mean " + n + "?"
	}
	return nil, usagef(hint, "unknown agent %q", name)
}

func (c command) guard(ctx context.Context, o *options, args []string) (int, error) {
	if len(args) != 1 {
		return 0, usagef("the agents are "+agentNames(), "guard needs the name of an agent")
	}
	agent, err := findAgent(args[0])
	if err != nil {
		return 0, err
	}
	call := new(guard.Call)
	var v answer
	err = func() (err error) {
		defer scanner.Recover(&err)
		if call, err = agent.Parse(interruptible(ctx, c.stdin)); err != nil {
			return err
		}
		v, err = o.judgeCall(ctx, call)
		return err
	}()
	switch {
	case err != nil:
		if call == nil {
			call = &guard.Call{Event: guard.Before}
		}
		code, werr := agent.Deny(c.stdout, c.stderr, call, oneLine("envguard refuses this, as it cannot judge it: "+err.Error()))
		if agent.Name != "copilot" { // which reads JSON alone
			code = guard.Blocked
		}
		return code, blocking(werr)
	case v.refused != "":
		code, err := agent.Deny(c.stdout, c.stderr, call, oneLine("envguard refuses this: "+v.refused))
		return code, blocking(err)
	case v.masked != nil:
		code, err := agent.Replace(c.stdout, c.stderr, call, v.masked, oneLine("envguard masked "+v.what+" in this output"))
		return code, blocking(err)
	}
	return exitClean, nil
}

// blocking gives an error the exit code that agents take for a refusal.
func blocking(err error) error {
	if err == nil {
		return nil
	}
	return &codedError{err, guard.Blocked, ""}
}

func oneLine(s string) string {
	return report.EscapeMasked(strings.Join(strings.Fields(s), " "))
}

// An answer is what is done about a call.
type answer struct {
	refused string // why
	masked  any    // output in place of the tool's
	what    string // what was masked
}

// An inspection is one call that is judged.
type inspection struct {
	ctx     context.Context
	dir     string // the agent's folder
	top     string // the top of the repository, or dir
	scanner *scanner.Scanner
	ignore  *scanner.Ignore // of HEAD
	own     []ownValue
}

// An ownValue is a secret of a local env file.
type ownValue struct {
	value string
	from  string // "the value of NAME in .env"
}

// judgeCall judges what an agent asks about.
func (o *options) judgeCall(ctx context.Context, call *guard.Call) (answer, error) {
	if call.Event == guard.Other {
		return answer{}, nil
	}
	in := &inspection{ctx: ctx, dir: call.Dir}
	if in.dir == "" {
		in.dir = o.folder()
	}
	if info, err := os.Stat(in.dir); err != nil || !info.IsDir() {
		return answer{}, fmt.Errorf("the folder of the agent cannot be read: %s", in.dir)
	}
	if err := in.prepare(o); err != nil {
		return answer{}, err
	}
	switch call.Event {
	case guard.After:
		return in.output(call), nil
	case guard.Prompt:
		return answer{refused: in.prompt(call.Text)}, nil
	}
	intent := call.Intent()
	if intent.Command != "" {
		if why := in.command(intent.Command); why != "" {
			return answer{refused: why}, nil
		}
	}
	for _, name := range intent.Reads {
		if found := in.private(name); found != "" {
			return answer{refused: call.Tool + " would read " + found + ", which holds secrets; " + instead}, nil
		}
	}
	for _, w := range intent.Writes {
		why, err := in.write(w)
		if err != nil || why != "" {
			return answer{refused: why}, err
		}
	}
	for _, text := range intent.Other {
		if what := in.secretIn("argument.txt", text, nil); what != "" {
			return answer{refused: call.Tool + " would be given " + what + "; refer to it by its name in the environment"}, nil
		}
	}
	return answer{}, nil
}

// instead says what an agent can do in place of reading an env file.
const instead = "read .env.example for the names, or have the user do it"

// prepare reads the policy of HEAD and the values of the local env files.
func (in *inspection) prepare(o *options) error {
	in.top = in.dir
	repo, err := gitsource.Open(gitsource.Options{Dir: in.dir, Env: os.Getenv, Engine: o.engine})
	var config scanner.Config
	switch {
	case errors.Is(err, gitsource.ErrNotRepository):
	case err != nil:
		return fmt.Errorf("opening the repository: %w", err)
	default:
		defer repo.Close()
		if repo.Top() != "" {
			in.top = repo.Top()
		}
		if in.ignore, err = headIgnore(in.ctx, repo); err != nil {
			return err
		}
		if isFile(filepath.Join(in.top, configName)) {
			src, err := repo.Revision("HEAD")
			if err == nil {
				file, err := o.revisionConfig(in.ctx, src)
				if err != nil {
					return err
				}
				config.Rules, config.Silent = file.ruleSet(), silentOf(file)
			} else if !errors.Is(err, gitsource.ErrUnknownRevision) {
				return fmt.Errorf("reading the policy of HEAD: %w", err)
			}
		}
	}
	config.NoAllow, config.Workers = true, 1 // a comment that an agent writes allows nothing
	if in.scanner, err = scanner.New(config); err != nil {
		return fmt.Errorf("preparing the scan: %w", err)
	}
	return in.readOwn()
}

func silentOf(file *configuration) []func(string) bool {
	if file == nil {
		return nil
	}
	return file.silent
}

func isFile(path string) bool {
	info, err := os.Lstat(path)
	return err == nil && info.Mode().IsRegular()
}

// maxOwn is how large an env file is whose values are looked for.
const maxOwn = 1 << 20

// readOwn reads the secrets of the private env files in the agent's folder and at the
// top of the repository.
func (in *inspection) readOwn() error {
	for _, dir := range slices.Compact([]string{in.top, in.dir}) {
		entries, err := os.ReadDir(dir)
		if err != nil {
			return fmt.Errorf("reading the local env files: %w", err)
		}
		for _, e := range entries {
			if fileclass.Classify(e.Name()) != fileclass.Private {
				continue
			}
			path := filepath.Join(dir, e.Name())
			info, err := os.Stat(path)
			if err != nil || !info.Mode().IsRegular() || info.Size() > maxOwn {
				continue // no file that a tool could show whole
			}
			data, err := gitsource.ReadRegular(path)
			if errors.Is(err, fs.ErrPermission) {
				continue // the agent cannot read it either
			}
			if err != nil {
				return fmt.Errorf("reading the local env files: %w", err)
			}
			for _, f := range in.scanner.ScanFile(rules.NewFile(e.Name(), data)) {
				if f.Secret.Len() >= 8 {
					in.own = append(in.own, ownValue{f.Secret.Reveal(), "the value of " + f.Key + " in " + e.Name()})
				}
			}
		}
	}
	return nil
}

// secretIn names a secret in a text, or returns nothing. What known holds as well is
// no news.
func (in *inspection) secretIn(path, text string, known []byte) string {
	for _, own := range in.own {
		if strings.Contains(text, own.value) && !bytes.Contains(known, []byte(own.value)) {
			return own.from
		}
	}
	if len(text) < 8 {
		return ""
	}
	for _, f := range in.scanner.ScanFile(rules.NewFile(path, []byte(text))) {
		if f.Severity == rules.Error && f.Secret.Len() > 0 && !bytes.Contains(known, []byte(f.Secret.Reveal())) {
			return "a secret (" + f.Rule.ID + ")"
		}
	}
	return ""
}

// prompt judges what a person wrote.
func (in *inspection) prompt(text string) string {
	if what := in.secretIn("prompt.txt", text, nil); what != "" {
		return "the prompt holds " + what + "; refer to it by its name in the environment"
	}
	for word := range strings.FieldsSeq(text) {
		if name, ok := strings.CutPrefix(strings.Trim(word, `"'.,;:()`), "@"); ok {
			if found := in.private(name); found != "" {
				return "the prompt attaches " + found + ", which holds secrets"
			}
		}
	}
	return ""
}

// command judges a command line.
func (in *inspection) command(line string) string {
	for _, use := range guard.Uses(line) {
		switch {
		case use.Environ:
			return "the command would print the environment, which holds secrets; name a variable that is none"
		case use.Reveal:
			return "the command has envguard show values; leave --reveal out"
		case use.Name != "":
			if judge.NameSays(use.Name) == judge.SaysSecret {
				return "the command would print $" + use.Name + ", whose name says that it is a secret"
			}
		case use.Tree:
			if found := in.privateBelow(use.Path); found != "" {
				return "the command would read " + found + " with the folder around it; exclude it: --exclude='.env*'"
			}
		default:
			if found := in.private(use.Path); found != "" {
				return "the command would read " + found + ", which holds secrets; " + instead
			}
		}
	}
	if what := in.secretIn("command.sh", line, nil); what != "" {
		return "the command line holds " + what + "; refer to it by its name in the environment"
	}
	return ""
}

// isSecretFile reports whether a file's name says that it holds secrets.
func isSecretFile(name string) bool {
	name = filepath.ToSlash(name)
	if strings.HasPrefix(name, "/proc/") && strings.HasSuffix(name, "/environ") {
		return true
	}
	switch fileclass.Classify(strings.TrimSuffix(name, "/")) {
	case fileclass.Private, fileclass.Backup, fileclass.Keys:
		return true
	}
	return false
}

// private returns the private file that a name or a pattern means, or nothing.
func (in *inspection) private(name string) string {
	name = strings.TrimSpace(name)
	if name == "" || len(name) > 4096 {
		return ""
	}
	if isSecretFile(name) {
		return name
	}
	path := name
	if home, ok := strings.CutPrefix(name, "~/"); ok {
		dir, err := os.UserHomeDir()
		if err != nil {
			return ""
		}
		path = filepath.Join(dir, home)
	} else if !filepath.IsAbs(name) {
		path = filepath.Join(in.dir, name)
	}
	if strings.ContainsAny(name, "*?[{") {
		for _, pattern := range braces(path) {
			matches, err := filepath.Glob(pattern)
			if err != nil {
				continue // no pattern: a name of no file
			}
			for _, m := range matches {
				if isSecretFile(m) {
					return shownIn(in.dir, m)
				}
			}
		}
		return ""
	}
	if real, err := filepath.EvalSymlinks(path); err == nil && isSecretFile(real) {
		return name
	}
	return ""
}

// braces expands the first {a,b} of a pattern.
func braces(pattern string) []string {
	from, rest, ok := strings.Cut(pattern, "{")
	inner, after, closed := strings.Cut(rest, "}")
	if !ok || !closed {
		return []string{pattern}
	}
	var out []string
	for part := range strings.SplitSeq(inner, ",") {
		out = append(out, from+part+after)
	}
	return out
}

func shownIn(dir, path string) string {
	if rel, err := filepath.Rel(dir, path); err == nil && filepath.IsLocal(rel) {
		return filepath.ToSlash(rel)
	}
	return path
}

// How much is looked at for a private file in a folder.
const (
	maxBelow      = 5000
	maxBelowDepth = 6
)

// privateBelow returns a private file in a folder or below it.
func (in *inspection) privateBelow(name string) (found string) {
	path := name
	if !filepath.IsAbs(path) {
		path = filepath.Join(in.dir, path)
	}
	seen := 0
	_ = filepath.WalkDir(path, func(p string, e fs.DirEntry, err error) error {
		seen++
		switch {
		case err != nil: // what cannot be read cannot be shown
			return nil //nolint:nilerr // as said
		case seen > maxBelow:
			return fs.SkipAll
		case e.IsDir():
			if n := e.Name(); n == ".git" || n == "node_modules" || strings.Count(shownIn(path, p), "/") > maxBelowDepth {
				return fs.SkipDir
			}
		case isSecretFile(p):
			found = shownIn(in.dir, p)
			return fs.SkipAll
		}
		return nil
	})
	return found
}

// write judges content that would be written into a file.
func (in *inspection) write(w guard.Write) (string, error) {
	path := w.Path
	if !filepath.IsAbs(path) {
		path = filepath.Join(in.dir, path)
	}
	rel := shownIn(in.top, path)
	var known []byte
	if isFile(path) {
		data, err := gitsource.ReadRegular(path)
		if err != nil && !errors.Is(err, fs.ErrPermission) {
			return "", fmt.Errorf("reading %s: %w", rel, err)
		}
		known = data
	}
	what := in.secretIn(rel, w.Content, known)
	if what == "" || in.ignore != nil && in.ignore.Match(rel) > 0 && !isSecretFile(rel) {
		return "", nil
	}
	if !filepath.IsLocal(filepath.FromSlash(rel)) {
		return "", nil // outside of the repository: git does not take it
	}
	_, err := runQuiet(in.ctx, in.top, withoutLocal(os.Environ()), "", "check-ignore", "-q", "--", rel)
	if err == nil {
		return "", nil // git ignores it
	}
	return rel + " would hold " + what + ", and git does not ignore it; read the value from the environment", nil
}

// output masks what a tool returned.
func (in *inspection) output(call *guard.Call) answer {
	path := "output.txt"
	if m, ok := call.Input.(map[string]any); ok {
		if p, ok := m["file_path"].(string); ok && p != "" {
			path = filepath.Base(p)
		}
	}
	var what []string
	masked := guard.Strings(call.Output, func(_, text string) string {
		out, names := in.mask(path, text)
		what = append(what, names...)
		return out
	})
	if len(what) == 0 {
		return answer{}
	}
	slices.Sort(what)
	return answer{masked: masked, what: strings.Join(slices.Compact(what), ", ")}
}

// withheld is what is shown in place of a text whose secret could not be cut out.
const withheld = "[envguard withheld this text]"

// mask masks the secrets in a text and names them.
func (in *inspection) mask(path, text string) (masked string, what []string) {
	masked = text
	for _, own := range in.own {
		if strings.Contains(masked, own.value) {
			masked = strings.ReplaceAll(masked, own.value, "********")
			what = append(what, own.from)
		}
	}
	if len(text) < 8 {
		return masked, what
	}
	for _, f := range in.scanner.ScanFile(rules.NewFile(path, []byte(masked))) {
		if f.Severity != rules.Error || f.Secret.Len() == 0 {
			continue
		}
		what = append(what, "a secret ("+f.Rule.ID+")")
		if value := f.Secret.Reveal(); strings.Contains(masked, value) {
			masked = strings.ReplaceAll(masked, value, f.Secret.String())
		} else if strings.Contains(text, value) {
			continue // inside another one that is masked
		} else {
			masked = withheld
		}
	}
	return masked, what
}
