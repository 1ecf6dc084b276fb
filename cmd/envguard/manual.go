package main

import (
	"context"
	"fmt"
	"io"
	"strings"
)

func manCommand() *subcommand {
	return &subcommand{
		name:  "man",
		args:  "[COMMAND]",
		short: "print the manual page of the program or a command",
		long: `
Prints a manual page in roff, made of the same table as the help: envguard.1, or
that of a command, such as envguard-check.1. packaging/generate writes all of them.`,
		examples: [][2]string{
			{"to read it", "envguard man scan | man -l -"},
			{"to install it", "envguard man > ~/.local/share/man/man1/envguard.1"},
		},
		run: command.man,
	}
}

func (c command) man(_ context.Context, _ *options, args []string) (int, error) {
	var b strings.Builder
	switch len(args) {
	case 0:
		programPage(&b)
	case 1:
		s := findSubcommand(args[0])
		if s == nil {
			return 0, unknownCommand(args[0])
		}
		s.page(&b)
	default:
		return 0, usagef("`envguard man scan`", "man takes one command")
	}
	_, err := io.WriteString(c.stdout, b.String())
	return 0, delivery(err)
}

// visibleFlags returns the flags that a command's help shows; "" means those in front
// of a command.
func visibleFlags(sub string) (list []flag) {
	for _, f := range flagsOf(findSubcommand(sub)) {
		if !f.hidden {
			list = append(list, f)
		}
	}
	return list
}

func pageHead(b *strings.Builder, name, short string) {
	fmt.Fprintf(b, ".TH %s 1 \"\" \"envguard %s\" \"envguard manual\"\n", strings.ToUpper(roff(name)), roff(version()))
	fmt.Fprintf(b, ".SH NAME\n%s \\- %s\n", roff(name), roff(short))
}

// programPage writes envguard(1).
func programPage(b *strings.Builder) {
	pageHead(b, "envguard", "keep secrets and .env files out of git")
	b.WriteString(".SH SYNOPSIS\n.B envguard\n.I COMMAND\n.RI [ FLAG ...]\n")
	b.WriteString(".SH DESCRIPTION\nStart with\n.B envguard install\nin a repository, or\n.B envguard scan\nto look at what is there.\n.SH COMMANDS\n")
	for _, s := range subcommands() {
		fmt.Fprintf(b, ".TP\n.B %s\n%s\n", roff(s.name), roff(s.short))
	}
	pageFlags(b, "")
	pageEnd(b)
	b.WriteString(".SH SEE ALSO\n")
	for i, s := range subcommands() {
		end := ",\n"
		if i == len(subcommands())-1 {
			end = "\n"
		}
		fmt.Fprintf(b, ".BR envguard\\-%s (1)%s", roff(s.name), end)
	}
}

// page writes the manual page of a command.
func (s *subcommand) page(b *strings.Builder) {
	pageHead(b, "envguard-"+s.name, s.short)
	fmt.Fprintf(b, ".SH SYNOPSIS\n.B envguard %s\n.RI [ FLAG ...]", roff(s.name))
	if s.args != "" {
		fmt.Fprintf(b, "\n.I %s", roff(s.args))
	}
	b.WriteString("\n.SH DESCRIPTION\n")
	pageText(b, s.long)
	pageFlags(b, s.name)
	pageEnd(b)
	b.WriteString(".SH EXAMPLES\n")
	for _, e := range s.examples {
		fmt.Fprintf(b, ".TP\n%s\n.B %s\n", roff(e[0]), roff(e[1]))
	}
	b.WriteString(".SH SEE ALSO\n.BR envguard (1)\n")
}

// pageText writes the text of a help. Lines that are indented stay as they are.
func pageText(b *strings.Builder, text string) {
	literal := false
	for line := range strings.Lines(strings.TrimSpace(text) + "\n") {
		line = strings.TrimRight(line, "\n")
		if indented := strings.HasPrefix(line, "  "); indented != literal {
			literal = indented
			b.WriteString(map[bool]string{true: ".nf\n", false: ".fi\n"}[literal])
		}
		if line == "" {
			b.WriteString(".PP\n")
			continue
		}
		b.WriteString(roff(line) + "\n")
	}
	if literal {
		b.WriteString(".fi\n")
	}
}

func pageFlags(b *strings.Builder, sub string) {
	b.WriteString(".SH OPTIONS\n")
	for _, f := range visibleFlags(sub) {
		b.WriteString(".TP\n.B ")
		if f.short != "" {
			b.WriteString(roff("-"+f.short) + "\\fR, \\fB")
		}
		b.WriteString(roff("--" + f.name))
		if f.value != "" {
			b.WriteString("\\fR \\fI" + roff(f.value) + "\\fR")
		}
		doc := f.doc
		if f.def != "" {
			doc += " (default: " + f.def + ")"
		}
		b.WriteString("\n" + roff(doc) + "\n")
	}
}

func pageEnd(b *strings.Builder) {
	b.WriteString(".SH EXIT STATUS\n")
	_, list, _ := strings.Cut(exitCodeHelp, "\n")
	text := ""
	for line := range strings.Lines(list) {
		line = strings.TrimSpace(line)
		if len(line) > 2 && line[0] >= '0' && line[0] <= '9' {
			text += fmt.Sprintf(".TP\n.B %c\n", line[0])
			line = strings.TrimSpace(line[1:])
		}
		text += roff(line) + "\n"
	}
	b.WriteString(text)
}

// roff escapes a text.
func roff(s string) string {
	s = strings.NewReplacer(`\`, `\e`, "-", `\-`, "…", "\\&...", "`", "\\`").Replace(s)
	if strings.HasPrefix(s, ".") || strings.HasPrefix(s, "'") {
		s = `\&` + s
	}
	return s
}
