package dotenv

import (
	"bytes"
	"strings"
)

// readBash says what a shell has set after it has read the file, as in
//
//	set -a; . ./.env
//
// Nothing is run. A word that is no assignment is a command; commands that
// cannot set a variable of this shell are passed over, and all others end the
// reading with an error that says that the rest is not known, as does whatever
// else is more than assignments with quotes and plain variables in them. A
// shell reads whole lines: an error of syntax undoes its line, and ends the
// reading with what is before it in force.
func readBash(out *Reading, data []byte, env func(string) (string, bool)) *ReadError {
	if bytes.IndexByte(data, 0) >= 0 {
		return &ReadError{Reason: "there is a NUL byte in it", Unknown: true}
	}
	b := &bash{s: string(data), out: out, env: env, budget: budgetFor(data)}
	for b.pos < len(b.s) {
		start := b.pos
		b.run = false
		list, err := b.list()
		if err == nil && len(list) > 0 {
			// Again, with values, now that all of the line is known to be good.
			b.pos, b.run = start, true
			list, err = b.list()
		}
		if err == nil {
			err = b.execute(list)
		}
		if err != nil {
			if err.Line == 0 {
				err.Line = b.lines.at(b.s, start)
			}
			return err
		}
	}
	return nil
}

type bash struct {
	s      string
	pos    int
	run    bool // expand variables
	out    *Reading
	env    func(string) (string, bool)
	budget *budget
	lines  lineCounter
}

// A shellWord is a word without its quotes.
type shellWord struct {
	text   string
	name   string // of an assignment
	value  string
	add    bool // +=
	plain  bool // no quotes and no variables
	braces bool // braces that the shell may expand
}

// A shellCommand is a simple command and what ends it: "\n", ";", "&", "|",
// "&&", "||".
type shellCommand struct {
	at    int // where it begins
	words []shellWord
	files bool // reads or writes files
	end   string
}

func syntax(reason string) *ReadError { return &ReadError{Reason: "syntax error: " + reason} }

func notKnown(reason string) *ReadError { return &ReadError{Reason: reason, Unknown: true} }

// list reads the commands of a line.
func (b *bash) list() ([]shellCommand, *ReadError) {
	var list []shellCommand
	for {
		c, err := b.command()
		if err != nil {
			return nil, err
		}
		empty := len(c.words) == 0 && !c.files
		if empty && c.end != "\n" {
			return nil, syntax("there is no command before " + c.end)
		}
		if empty {
			if n := len(list); n > 0 && list[n-1].end != ";" && list[n-1].end != "&" {
				return nil, notKnown("its command goes on in the next line")
			}
			return list, nil
		}
		list = append(list, c)
		if c.end == "\n" {
			return list, nil
		}
	}
}

// command reads a simple command and what ends it.
func (b *bash) command() (shellCommand, *ReadError) {
	c := shellCommand{at: -1}
	commanded := false // a word was no assignment
	for {
		b.blanks()
		if b.pos == len(b.s) {
			c.end = "\n"
			return c, nil
		}
		if c.at < 0 {
			c.at = b.pos
		}
		switch ch := b.s[b.pos]; ch {
		case '\n':
			b.pos++
			c.end = "\n"
			return c, nil
		case '#':
			if i := strings.IndexByte(b.s[b.pos:], '\n'); i >= 0 {
				b.pos += i
			} else {
				b.pos = len(b.s)
			}
		case ';', '&', '|':
			return c, b.separator(&c)
		case '<', '>':
			if err := b.redirect(); err != nil {
				return c, err
			}
			c.files = true
		case '(', ')':
			if ch == '(' && (len(c.words) == 0 || len(c.words) == 1 && c.words[0].name == "" && strings.HasPrefix(b.s[b.pos:], "()")) {
				return c, notKnown("there is more in it than assignments")
			}
			return c, syntax("there is " + string(ch))
		default:
			declare := commanded && c.words[0].plain && c.words[0].text == "export"
			w, _, err := b.word(!commanded || declare)
			if err != nil {
				return c, err
			}
			c.words = append(c.words, w)
			commanded = commanded || w.name == ""
			if len(c.words) == 1 && w.name == "" && w.plain && isShellKeyword(w.text) {
				return c, notKnown("there is more in it than assignments")
			}
		}
	}
}

// separator reads what ends a command in its line.
func (b *bash) separator(c *shellCommand) *ReadError {
	ch := b.s[b.pos]
	c.end = string(ch)
	b.pos++
	if b.pos == len(b.s) {
		return nil
	}
	switch next := b.s[b.pos]; {
	case next == ch && ch == ';':
		return syntax("there is ;;")
	case next == ch:
		b.pos++
		c.end += string(ch)
	case ch == '|' && next == '&', ch == '&' && next == '>':
		return notKnown("it sends output elsewhere")
	}
	return nil
}

// redirect reads a redirection and its file name.
func (b *bash) redirect() *ReadError {
	ch := b.s[b.pos]
	for b.pos < len(b.s) && strings.IndexByte("<>&|", b.s[b.pos]) >= 0 {
		b.pos++
	}
	if b.pos < len(b.s) && b.s[b.pos] == '(' {
		return notKnown("it may run a command")
	}
	b.blanks()
	_, ok, err := b.word(false)
	if err == nil && !ok {
		err = syntax("there is no file name behind " + string(ch))
	}
	return err
}

func (b *bash) get(name string) (string, bool) {
	if v, ok := b.out.Value(name); ok {
		return v, true
	}
	return b.env(name)
}

func (b *bash) put(text *strings.Builder, value string, ok bool, name string) *ReadError {
	if !b.run {
		return nil
	}
	if !ok && isShellVariable(name) {
		return notKnown("there is a variable of the shell in it")
	}
	if !b.budget.spend(len(value)) {
		return tooLong(0)
	}
	text.WriteString(value)
	return nil
}

// execute does what the commands of a line do to the shell's variables.
func (b *bash) execute(list []shellCommand) *ReadError {
	for i := 0; i < len(list); {
		// An and-or list, up to ; or & or the end of the line.
		end := i
		for list[end].end != ";" && list[end].end != "&" && list[end].end != "\n" {
			end++
		}
		group := list[i : end+1]
		i = end + 1
		line := b.lines.at(b.s, group[0].at)
		if list[end].end == "&" {
			b.out.skip(line, "a shell of its own runs it, because of the &")
			continue
		}
		for j := 0; j < len(group); j++ {
			c := &group[j]
			piped := c.end == "|" || j > 0 && group[j-1].end == "|"
			if piped {
				b.out.skip(line, "a shell of its own runs it, because of the |")
				if c.end != "|" && j+1 < len(group) {
					return &ReadError{Line: line, Reason: "it depends on whether a command succeeds", Unknown: true}
				}
				continue
			}
			command, err := b.simple(c, line)
			if err != nil {
				err.Line = line
				return err
			}
			if command && j+1 < len(group) {
				return &ReadError{Line: line, Reason: "it depends on whether a command succeeds", Unknown: true}
			}
			if c.end == "||" {
				break // assignments succeed
			}
		}
	}
	return nil
}

// simple does what one command does. It reports whether it is one that can
// fail.
func (b *bash) simple(c *shellCommand, line int) (command bool, err *ReadError) {
	if c.files {
		return true, notKnown("it reads or writes a file")
	}
	n := 0
	for n < len(c.words) && c.words[n].name != "" {
		n++
	}
	if n == len(c.words) {
		for _, w := range c.words {
			if err := b.assign(w, line); err != nil {
				return false, err
			}
		}
		return false, nil
	}
	w := c.words[n]
	switch {
	case !w.plain:
		if w.text == "" || strings.Contains(w.text, "/") || strings.Contains(w.text, "=") {
			b.out.skip(line, "it runs a command")
			return true, nil
		}
		return true, notKnown("it runs a command whose name has quotes or variables in it")
	case w.text == "export" && n == 0:
		for _, w := range c.words[1:] {
			switch {
			case w.braces:
				return true, notKnown("there are braces in it that a shell expands")
			case w.name != "":
				if err := b.assign(w, line); err != nil {
					return true, err
				}
			case !w.plain || strings.HasPrefix(w.text, "-"):
				return true, notKnown("it is an export that is not followed")
			}
		}
		return false, nil
	case w.text == "set" && n == 0:
		for _, w := range c.words[1:] {
			switch w.text {
			case "-a", "+a", "-o", "+o", "allexport":
			default:
				return true, notKnown("it changes how the shell works")
			}
		}
		return false, nil
	case isShellBuiltin(w.text):
		return true, notKnown("it is a command of the shell that may set variables")
	}
	b.out.skip(line, "it runs a command")
	return true, nil
}

func (b *bash) assign(w shellWord, line int) *ReadError {
	if isShellVariable(w.name) {
		return notKnown("it sets a variable of the shell")
	}
	value := w.value
	if w.add {
		old, _ := b.get(w.name)
		if !b.budget.spend(len(old)) {
			return tooLong(0)
		}
		value = old + value
	}
	b.out.set(Var{Key: w.name, Value: value, Line: line})
	return nil
}

// isShellVariable reports whether a name means something to the shell itself:
// it is read-only, changes by itself or changes how the file is read.
func isShellVariable(name string) bool {
	switch name {
	case "_", "UID", "EUID", "PPID", "RANDOM", "SECONDS", "LINENO", "SRANDOM", "GROUPS", "DIRSTACK", "HISTCMD", "COLUMNS", "LINES", "PWD", "OLDPWD",
		"SHELLOPTS", "IFS", "OPTIND", "OPTERR", "POSIXLY_CORRECT", "SHLVL", "HOSTTYPE", "OSTYPE", "MACHTYPE", "EPOCHSECONDS", "EPOCHREALTIME", "IGNOREEOF":
		return true
	}
	return strings.HasPrefix(name, "BASH")
}

func isShellKeyword(w string) bool {
	switch w {
	case "if", "then", "elif", "else", "fi", "for", "while", "until", "do", "done", "case", "esac", "select", "function", "time", "coproc", "in", "{", "}", "!", "[[", "]]":
		return true
	}
	return false
}

// isShellBuiltin reports whether a word is a command of the shell that can set
// a variable, or end or change the shell.
func isShellBuiltin(w string) bool {
	switch w {
	case "source", ".", "eval", "exec", "exit", "return", "break", "continue", "export", "declare", "typeset", "readonly", "local", "unset", "read", "set", "shift",
		"shopt", "alias", "unalias", "trap", "printf", "mapfile", "readarray", "getopts", "let", "cd", "pushd", "popd", "enable", "builtin", "command", "wait",
		"hash", "source_env", "source_up", "dotenv", "use", "layout", "PATH_add", "path_add", "watch_file", "load_prefix":
		return true
	}
	return false
}
