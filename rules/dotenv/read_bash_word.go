package dotenv

import (
	"strings"
)

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
