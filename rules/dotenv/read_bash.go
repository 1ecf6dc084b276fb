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

func (b *bash) blanks() {
	for b.pos < len(b.s) {
		switch {
		case b.s[b.pos] == ' ' || b.s[b.pos] == '\t':
			b.pos++
		case strings.HasPrefix(b.s[b.pos:], "\\\n"):
			b.pos += 2
		default:
			return
		}
	}
}

// word reads a word. It reports false where there is none.
func (b *bash) word(assign bool) (w shellWord, ok bool, err *ReadError) {
	var text strings.Builder
	start := b.pos
	w.plain = true
	if assign {
		if err := b.assignment(&w); err != nil {
			return w, true, err
		}
	}
	brace := false
	tilde := w.name != ""
	for b.pos < len(b.s) && strings.IndexByte(" \t\n;&|<>()", b.s[b.pos]) < 0 {
		c := b.s[b.pos]
		home := tilde
		tilde = false
		if strings.IndexByte("'\"\\$`", c) >= 0 {
			w.plain = false
			if err := b.special(&text); err != nil {
				return w, true, err
			}
			continue
		}
		if c == '~' && home {
			if err := b.home(&text); err != nil {
				return w, true, err
			}
			continue
		}
		switch c {
		case '{':
			brace = true
		case ',', '.':
			w.braces = w.braces || brace
		}
		tilde = c == ':' && w.name != ""
		text.WriteByte(c)
		b.pos++
	}
	w.text, w.value = text.String(), text.String()
	return w, b.pos > start, nil
}

// nameEnd returns the end of the variable's name at i, or i.
func nameEnd(s string, i int) int {
	end := i
	for end < len(s) && isWord(s[end]) && (end > i || s[end] < '0' || s[end] > '9') {
		end++
	}
	return end
}

// assignment reads NAME= or NAME+= if the word begins with it.
func (b *bash) assignment(w *shellWord) *ReadError {
	end := nameEnd(b.s, b.pos)
	if end == b.pos {
		return nil
	}
	switch rest := b.s[end:]; {
	case strings.HasPrefix(rest, "="):
		w.name = b.s[b.pos:end]
		b.pos = end + 1
	case strings.HasPrefix(rest, "+="):
		w.name, w.add = b.s[b.pos:end], true
		b.pos = end + 2
	case strings.HasPrefix(rest, "["):
		return notKnown("there is an array in it")
	}
	if w.name != "" && strings.HasPrefix(b.s[b.pos:], "(") {
		return notKnown("there is an array in it")
	}
	return nil
}

// special reads a quoted part of a word, an escape or an expansion.
func (b *bash) special(text *strings.Builder) *ReadError {
	switch b.s[b.pos] {
	case '\'':
		n := strings.IndexByte(b.s[b.pos+1:], '\'')
		if n < 0 {
			return syntax("the quote is not closed")
		}
		text.WriteString(b.s[b.pos+1 : b.pos+1+n])
		b.pos += n + 2
		return nil
	case '"':
		b.pos++
		return b.quoted(text)
	case '\\':
		if b.pos++; b.pos == len(b.s) {
			text.WriteByte('\\')
			return nil
		}
		if b.s[b.pos] != '\n' {
			text.WriteByte(b.s[b.pos])
		}
		b.pos++
		return nil
	case '$':
		if b.pos+1 < len(b.s) && (b.s[b.pos+1] == '\'' || b.s[b.pos+1] == '"') {
			return notKnown("there are quotes behind a $ in it")
		}
		return b.dollar(text)
	}
	return notKnown("it may run a command")
}

// home expands the ~ at the place.
func (b *bash) home(text *strings.Builder) *ReadError {
	if b.pos+1 < len(b.s) && strings.IndexByte("/: \t\n;&|", b.s[b.pos+1]) < 0 {
		return notKnown("there is somebody's home folder in it")
	}
	v, ok := b.env("HOME")
	if !ok {
		return notKnown("there is the home folder in it")
	}
	text.WriteString(v)
	b.pos++
	return nil
}

// quoted reads what is between double quotes, from behind the first one.
func (b *bash) quoted(text *strings.Builder) *ReadError {
	for b.pos < len(b.s) {
		switch c := b.s[b.pos]; c {
		case '"':
			b.pos++
			return nil
		case '\\':
			if b.pos+1 == len(b.s) {
				return syntax("the quote is not closed")
			}
			switch next := b.s[b.pos+1]; next {
			case '$', '`', '"', '\\':
				text.WriteByte(next)
			case '\n':
			default:
				text.WriteByte('\\')
				text.WriteByte(next)
			}
			b.pos += 2
		case '$':
			if err := b.dollar(text); err != nil {
				return err
			}
		case '`':
			return notKnown("it may run a command")
		default:
			text.WriteByte(c)
			b.pos++
		}
	}
	return syntax("the quote is not closed")
}

// dollar expands the variable at the place.
func (b *bash) dollar(text *strings.Builder) *ReadError {
	s := b.s
	i := b.pos + 1
	braces := i < len(s) && s[i] == '{'
	if braces {
		i++
	}
	end := nameEnd(s, i)
	name := s[i:end]
	switch {
	case !braces && name == "":
		return b.noName(text, i)
	case name == "" || name == "_":
		return notKnown("there is a parameter of the shell in it")
	case strings.HasPrefix(s[end:], "\\\n"):
		return notKnown("a variable's name goes on in the next line")
	}
	value, ok := b.get(name)
	switch {
	case !braces:
		b.pos = end
	case end < len(s) && s[end] == '}':
		b.pos = end + 1
	default:
		return b.withDefault(text, name, value, ok, end)
	}
	return b.put(text, value, ok, name)
}

// noName reads a $ without a variable's name; i is behind it.
func (b *bash) noName(text *strings.Builder, i int) *ReadError {
	rest := b.s[i:]
	switch {
	case rest != "" && (rest[0] == '(' || rest[0] == '['):
		return notKnown("it may run a command")
	case rest != "" && strings.IndexByte("$?!#@*-0123456789", rest[0]) >= 0:
		return notKnown("there is a parameter of the shell in it")
	case strings.HasPrefix(rest, "\\\n"):
		return notKnown("there is a $ at the end of a line")
	}
	text.WriteByte('$')
	b.pos = i
	return nil
}

// withDefault expands ${NAME-arg}, ${NAME+arg} and both with a colon; end is
// behind the name.
func (b *bash) withDefault(text *strings.Builder, name, value string, ok bool, end int) *ReadError {
	s := b.s
	op := end
	if op < len(s) && s[op] == ':' {
		op++
	}
	if op == len(s) || s[op] != '-' && s[op] != '+' {
		return notKnown("there is an expansion in it that is not followed")
	}
	stop := op + 1
	for stop < len(s) && s[stop] != '}' {
		if strings.IndexByte("'\"\\$`{~", s[stop]) >= 0 {
			return notKnown("there is an expansion in it that is not followed")
		}
		stop++
	}
	if stop == len(s) {
		return syntax("there is ${ that is not closed")
	}
	set := ok && (op == end || value != "")
	arg := s[op+1 : stop]
	b.pos = stop + 1
	switch {
	case s[op] == '+' && !set:
		return nil
	case s[op] == '+' || !set:
		value = arg
	}
	return b.put(text, value, true, name)
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
