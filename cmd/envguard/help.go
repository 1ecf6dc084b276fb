package main

import (
	"fmt"
	"io"
	"strings"
)

// help prints the help of a sub-command, or of the program for "".
func (c command) help(name string) error {
	var b strings.Builder
	if s := findSubcommand(name); s != nil {
		s.help(&b)
	} else {
		b.WriteString("envguard keeps secrets and .env files out of git.\n\nUsage: envguard COMMAND [FLAGS]\n\nCommands:\n")
		for _, s := range subcommands() {
			fmt.Fprintf(&b, "  %-10s %s\n", s.name, s.short)
		}
		fmt.Fprintf(&b, "  %-10s %s\n", "help", "describe a command: envguard help check")
		b.WriteString("\nFlags of all commands:\n" + flagHelp(flagsOf(nil)))
		b.WriteString("\n" + exitCodeHelp)
		b.WriteString("\nStart with `envguard install` in a repository, or `envguard scan` to look at what is there.\n")
	}
	_, err := io.WriteString(c.stdout, b.String())
	return delivery(err)
}

const exitCodeHelp = `Exit codes:
  0  clean: everything was scanned, nothing of severity error was found
  1  findings of severity error
  2  wrong usage or configuration
  3  not everything could be scanned, or the report could not be delivered
     (findings are printed all the same)
`

func (s *subcommand) help(b *strings.Builder) {
	fmt.Fprintf(b, "envguard %s: %s\n\nUsage: envguard %s [FLAGS]", s.name, s.short, s.name)
	if s.args != "" {
		b.WriteString(" " + s.args)
	}
	b.WriteString("\n\n" + strings.TrimSpace(s.long) + "\n")
	if len(s.examples) > 0 {
		b.WriteString("\nExamples:\n")
		for _, e := range s.examples {
			fmt.Fprintf(b, "  # %s\n  %s\n", e[0], e[1])
		}
	}
	b.WriteString("\nFlags:\n" + flagHelp(flagsOf(s)) + "\n" + exitCodeHelp)
}
