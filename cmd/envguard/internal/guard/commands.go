package guard

import (
	"path"
	"slices"
	"strings"
)

// A Use is what a command line does that can show or move a secret.
type Use struct {
	Path    string // a file that is read
	Glob    bool   // Path is a pattern
	Tree    bool   // Path is a folder that is read with all below it
	Environ bool   // the environment is printed
	Name    string // a variable that is printed
	Reveal  bool   // envguard is asked to show values
}

// maxNesting is how deep command lines are in command lines.
const maxNesting = 5

// Uses returns what a command line for a shell reads. It is not a shell: what it does
// not understand counts as read.
func Uses(line string) []Use {
	var r reader
	r.line(line, 0)
	return r.uses
}

type reader struct {
	uses    []Use
	sourced bool // an env file was read into the shell
}

// A word is a word of a command, or an operator.
type word struct {
	text     string
	operator bool
	quoted   bool
}

func (r *reader) line(line string, depth int) {
	if depth > maxNesting {
		r.uses = append(r.uses, Use{Environ: true}) // whatever it is, it is hidden on purpose
		return
	}
	words, inner := split(line)
	for _, in := range inner {
		r.line(in, depth+1)
	}
	var command []word
	piped := ""
	flush := func(op string) {
		r.command(command, piped, depth)
		piped = ""
		if op == "|" && len(command) > 0 {
			piped = command[0].text
		}
		command = nil
	}
	for i := 0; i < len(words); i++ {
		w := words[i]
		switch {
		case !w.operator:
			command = append(command, w)
		case w.text == "<" || w.text == "<<<":
			if i+1 < len(words) {
				i++
				if w.text == "<" {
					r.read(words[i].text)
				} else {
					r.embedded(words[i].text)
				}
			}
		case strings.HasPrefix(w.text, ">"), w.text == "<<":
			i++ // a file that is written, or the end of a text
		default:
			flush(w.text)
		}
	}
	flush("")
}

// read notes a file.
func (r *reader) read(name string) {
	if name == "" {
		return
	}
	r.uses = append(r.uses, Use{Path: name, Glob: strings.ContainsAny(name, "*?[{")})
}

// embedded notes what looks like a file in code of another language.
func (r *reader) embedded(code string) {
	for _, f := range strings.FieldsFunc(code, func(c rune) bool {
		return !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.ContainsRune("._-/~*", c))
	}) {
		if strings.Contains(f, "process.env") || strings.Contains(f, "meta.env") || f == "os.environ" {
			continue
		}
		r.read(f)
	}
	if strings.Contains(code, "os.environ") && (strings.Contains(code, "print(os.environ)") || strings.Contains(code, "dict(os.environ)")) || strings.Contains(code, "log(process.env)") {
		r.uses = append(r.uses, Use{Environ: true})
	}
}

// Programs by what they do with the files that they are given.
var (
	// silent neither print nor copy what is in a file.
	silent = []string{
		"ls", "stat", "test", "[", "[[", "touch", "rm", "chmod", "chown", "wc", "mkdir", "rmdir", "basename", "dirname", "realpath",
		"readlink", "file", "du", "cd", "pushd", "unlink", "direnv", "true", "false", "which", "sha256sum", "md5sum", "shasum",
	}
	copying  = []string{"cp", "mv", "install", "ln"}
	shells   = []string{"sh", "bash", "zsh", "dash", "ksh", "fish", "busybox", "pwsh", "powershell"}
	wrappers = []string{"sudo", "doas", "nohup", "time", "nice", "command", "builtin", "exec", "timeout", "stdbuf", "xargs", "watch", "setsid", "then", "do", "else", "!", "{", "if", "while"}
	talking  = []string{"echo", "printf", "print", "Write-Output", "Write-Host"}
	runners  = []string{"docker", "docker-compose", "podman", "node", "bun", "deno", "dotenv", "dotenvx", "npx", "tsx", "uvicorn", "flask", "foreman", "honcho", "nf", "kubectl", "vercel", "wrangler", "env-cmd"}
	trees    = []string{"grep", "egrep", "fgrep", "rg", "ag", "ack", "tar", "zip", "rsync", "scp"}
	coding   = []string{"python", "python2", "python3", "node", "deno", "bun", "ruby", "perl", "php", "lua", "awk", "gawk", "osascript"}
)

// envFlags are the flags by which programs read an env file into their environment.
var envFlags = []string{"--env-file", "--env-file-if-exists", "-e", "--env", "-f", "--dotenv", "--env-path"}

// A call is one simple command.
type call struct {
	program string
	args    []word
	piped   string // the program whose output it reads
	depth   int
}

// command reads one simple command.
func (r *reader) command(words []word, piped string, depth int) {
	for len(words) > 0 && isAssignment(words[0].text) {
		words = words[1:]
	}
	if len(words) == 0 {
		return
	}
	program := path.Base(strings.ReplaceAll(words[0].text, `\`, "/"))
	program = strings.TrimSuffix(program, ".exe")
	handlerOf(program)(r, call{program, words[1:], piped, depth})
}

// handlerOf returns what reads the calls of a program.
func handlerOf(program string) func(*reader, call) {
	for _, h := range []struct {
		programs []string
		read     func(*reader, call)
	}{
		{wrappers, (*reader).wrapper},
		{silent, func(*reader, call) {}},
		{talking, (*reader).talk},
		{copying, (*reader).copies},
		{shells, (*reader).shell},
		{[]string{"env", "printenv"}, (*reader).environ},
		{[]string{"set", "export", "declare", "typeset", "compgen"}, (*reader).settings},
		{[]string{".", "source"}, func(r *reader, _ call) { r.sourced = true }},
		{[]string{"git"}, (*reader).git},
		{[]string{"find", "fd"}, (*reader).find},
		{[]string{"eval"}, (*reader).eval},
		{[]string{"envguard"}, (*reader).envguard},
	} {
		if slices.Contains(h.programs, program) {
			return h.read
		}
	}
	return (*reader).other
}

// wrapper reads a program that runs another one.
func (r *reader) wrapper(c call) {
	if c.program == "xargs" && slices.Contains([]string{"find", "ls", "echo", "printf", "git", "fd"}, c.piped) {
		r.uses = append(r.uses, Use{Path: ".", Tree: true})
	}
	args := c.args
	for len(args) > 0 && (strings.HasPrefix(args[0].text, "-") || c.program == "timeout" && args[0].text != "" && args[0].text[0] >= '0' && args[0].text[0] <= '9') {
		args = args[1:]
	}
	r.command(args, c.piped, c.depth)
}

// settings reads a call of set, export and the like, which print all variables if
// they are given none.
func (r *reader) settings(c call) {
	bare := len(c.args) == 0 || c.program != "set" && (c.args[0].text == "-p" || c.args[0].text == "-x" && len(c.args) == 1)
	if bare || c.program == "compgen" {
		r.uses = append(r.uses, Use{Environ: true})
	}
}

func (r *reader) talk(c call) {
	for _, a := range c.args {
		r.variables(a.text)
	}
}

// find reads a call of find, which prints names unless it runs a program on them.
func (r *reader) find(c call) {
	i := slices.IndexFunc(c.args, func(w word) bool {
		return strings.HasPrefix(w.text, "-exec") || w.text == "-x" || w.text == "-X" || w.text == "-ok"
	})
	if i < 0 {
		return
	}
	for _, a := range c.args[:i] {
		r.read(a.text)
	}
	r.command(c.args[i+1:], "", c.depth+1)
}

func (r *reader) eval(c call) {
	var text []string
	for _, a := range c.args {
		text = append(text, a.text)
	}
	r.line(strings.Join(text, " "), c.depth+1)
}

func (r *reader) envguard(c call) {
	for _, a := range c.args {
		if a.text == "--reveal" || a.text == "read" {
			r.uses = append(r.uses, Use{Reveal: true})
		}
	}
}

// environ reads a call of env or printenv.
func (r *reader) environ(c call) {
	args := c.args
	for len(args) > 0 && (strings.HasPrefix(args[0].text, "-") || isAssignment(args[0].text)) {
		if args[0].text == "-u" && len(args) > 1 {
			args = args[1:]
		}
		args = args[1:]
	}
	switch {
	case len(args) == 0:
		r.uses = append(r.uses, Use{Environ: true})
	case c.program == "env":
		r.command(args, c.piped, c.depth)
	default:
		for _, a := range args {
			r.uses = append(r.uses, Use{Name: a.text})
		}
	}
}

// variables notes the variables that a text is made of.
func (r *reader) variables(text string) {
	for i := 0; i < len(text); i++ {
		if text[i] != '$' {
			continue
		}
		name := strings.TrimLeft(text[i+1:], "{!")
		end := 0
		for end < len(name) && (name[end] == '_' || name[end]|0x20 >= 'a' && name[end]|0x20 <= 'z' || name[end] >= '0' && name[end] <= '9') {
			end++
		}
		if name = strings.TrimPrefix(name[:end], "env"); name == "" {
			continue
		}
		r.uses = append(r.uses, Use{Name: name})
		if r.sourced {
			r.uses = append(r.uses, Use{Environ: true})
		}
	}
}

// git reads a call of git: most of its commands print no file that they are given.
func (r *reader) git(c call) {
	args := c.args
	for len(args) > 0 && strings.HasPrefix(args[0].text, "-") {
		if args[0].text == "-C" || args[0].text == "-c" {
			args = args[min(1, len(args)-1):]
		}
		args = args[1:]
	}
	if len(args) == 0 {
		return
	}
	switch args[0].text {
	case "show", "diff", "log", "cat-file", "blame", "annotate", "grep", "archive", "stash", "format-patch", "difftool", "whatchanged", "range-diff":
		for _, a := range args[1:] {
			if _, file, ok := strings.Cut(a.text, ":"); ok {
				r.read(file)
			}
			r.read(a.text)
		}
		if args[0].text == "grep" && slices.ContainsFunc(args, func(w word) bool { return w.text == "--no-index" || w.text == "--untracked" }) {
			r.uses = append(r.uses, Use{Path: ".", Tree: true})
		}
	}
}

// copies reads a call of cp and the like: what comes last is written.
func (r *reader) copies(c call) {
	args := c.args
	var names []string
	target := false
	for i := 0; i < len(args); i++ {
		a := args[i].text
		switch {
		case a == "-t" || a == "--target-directory":
			target = true
			i++
		case strings.HasPrefix(a, "--target-directory="):
			target = true
		case !strings.HasPrefix(a, "-"):
			names = append(names, a)
		}
	}
	if !target && len(names) > 0 {
		names = names[:len(names)-1]
	}
	for _, n := range names {
		r.read(n)
	}
}

// shell reads the call of a shell.
func (r *reader) shell(c call) {
	args := c.args
	for i, a := range args {
		if !strings.HasPrefix(a.text, "-") {
			r.read(a.text)
			return
		}
		if strings.HasSuffix(a.text, "c") || strings.EqualFold(a.text, "-command") {
			if i+1 < len(args) {
				r.line(args[i+1].text, c.depth+1)
			}
			return
		}
	}
}

// other reads a program about which nothing is known: every argument counts as a file
// that it reads.
func (r *reader) other(c call) {
	f := treeFlags{recursive: slices.Contains([]string{"tar", "zip", "rsync", "scp"}, c.program)}
	var names []string
	for i := 0; i < len(c.args); i++ {
		a := c.args[i].text
		flag, value, joined := strings.Cut(a, "=")
		switch {
		case readsEnv(c.program, flag):
			if !joined {
				i++
			}
		case strings.HasPrefix(a, "-"):
			f.add(c.program, a, c.args[i+1:])
			if strings.HasPrefix(flag, "--exclude") || strings.HasPrefix(flag, "--glob") || flag == "-g" {
				continue
			}
			if strings.HasPrefix(a, "-d@") {
				value = a[len("-d@"):]
			}
			r.read(value)
		case slices.Contains(coding, c.program) && (i > 0 && isCodeFlag(c.args[i-1].text) || strings.HasSuffix(c.program, "awk")),
			c.program == "sed" && strings.ContainsAny(a, " {"):
			r.embedded(a)
		default:
			r.read(strings.TrimPrefix(strings.TrimPrefix(value, "@"), "<"))
			r.read(strings.TrimPrefix(a, "@"))
			names = append(names, a)
		}
	}
	if !slices.Contains(trees, c.program) || f.excludes || !f.recursive {
		return
	}
	if len(names) < 2 {
		names = append(names, "", ".")
	}
	for _, n := range names[1:] {
		r.uses = append(r.uses, Use{Path: n, Tree: true})
	}
}

// readsEnv reports whether a flag has a program load an env file, which prints nothing.
func readsEnv(program, flag string) bool {
	return slices.Contains(runners, program) && slices.Contains(envFlags, flag) &&
		(strings.HasPrefix(flag, "--env-file") || !slices.Contains(coding, program))
}

// treeFlags say whether a program reads folders, and leaves env files out.
type treeFlags struct{ recursive, excludes bool }

func (f *treeFlags) add(program, arg string, rest []word) {
	flag, _, _ := strings.Cut(arg, "=")
	switch {
	case strings.HasPrefix(flag, "--exclude"), strings.HasPrefix(flag, "--glob"), flag == "-g":
		f.excludes = f.excludes || strings.Contains(arg, "env") || len(rest) > 0 && strings.HasPrefix(rest[0].text, "!") && strings.Contains(rest[0].text, "env")
	case strings.HasSuffix(program, "grep"):
		f.recursive = f.recursive || isRecursive(arg)
	case program == "rg":
		f.recursive = f.recursive || slices.Contains([]string{"--no-ignore", "-uu", "-uuu", "--hidden", "-."}, arg)
	}
}

func isRecursive(flag string) bool {
	return flag == "--recursive" || flag == "--dereference-recursive" || !strings.HasPrefix(flag, "--") && strings.ContainsAny(flag, "rR")
}

func isCodeFlag(flag string) bool {
	switch flag {
	case "-c", "-e", "-p", "-pe", "-ne", "-r", "--eval", "--print", "eval", "-E", "-l":
		return true
	}
	return false
}

// isAssignment reports whether a word gives a variable a value.
func isAssignment(s string) bool {
	name, _, ok := strings.Cut(s, "=")
	if !ok || name == "" {
		return false
	}
	for _, c := range name {
		if c != '_' && (c < '0' || c > '9') && (c|0x20 < 'a' || c|0x20 > 'z') {
			return false
		}
	}
	return name[0] < '0' || name[0] > '9'
}
