package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/pflag"
)

// A flag is declared once: by its command, or in flags_shared.go if several commands
// have it. Parsing, help and hints come from the declaration.
type flag struct {
	name, short string
	value       string // the placeholder of its value in the help; empty if it takes none
	doc         string
	def         string   // the default of a flag with a value
	words       []string // the values that it takes, if only some are allowed
	hidden      bool

	text func(*options) *string   // for flags with a value
	on   func(*options) *bool     // for flags without
	list func(*options) *[]string // for flags with a value that may be given several times
}

// flagList returns the flags of a command in the order of its help: its own, what it
// reports and how, and those of all commands.
func flagList(own []flag, output ...flag) []flag {
	list := append(slices.Clone(own), directoryFlag)
	list = append(list, output...)
	return append(list, quietFlag, verboseFlag, colorFlag, noColorFlag, helpFlag, versionFlag)
}

// flagsOf returns the flags of a command; nil is the place in front of commands.
func flagsOf(s *subcommand) []flag {
	if s == nil || s.flags == nil {
		return flagList(nil)
	}
	return s.flags()
}

// An exclusion is a group of flags that exclude each other or, if with is set, each of
// those in with.
type exclusion struct {
	flags, with []string
	hint        string
	why         string // a reason for the message, if the flags do not say it
}

// A need is a flag that means nothing without one of some others.
type need struct {
	flag string
	of   []string
	hint string
}

// commonExclusions are those of all commands.
var commonExclusions = []exclusion{
	{flags: []string{"config", "no-config"}, hint: "leave one of them out"},
	{flags: []string{"quiet", "verbose"}, hint: "leave one of them out"},
}

// clash returns two flags that were given and exclude each other, or nothing.
func (e *exclusion) clash(given func(string) bool) (a, b string) {
	for i, a := range e.flags {
		others := e.with
		if others == nil {
			others = e.flags[i+1:]
		}
		if k := slices.IndexFunc(others, given); k >= 0 && given(a) {
			return a, others[k]
		}
	}
	return "", ""
}

// checkCombination refuses flags that were given and do not go together.
func checkCombination(s *subcommand, given func(string) bool) error {
	for _, e := range append(slices.Clone(s.exclusions), commonExclusions...) {
		if a, b := e.clash(given); a != "" {
			text := "--" + a + " and --" + b + " exclude each other"
			if e.why != "" {
				text += ": " + e.why
			}
			return usagef(e.hint, "%s", text)
		}
	}
	for _, n := range s.needs {
		if given(n.flag) && !slices.ContainsFunc(n.of, given) {
			return usagef(n.hint, "--%s goes with --%s", n.flag, strings.Join(n.of, " or --"))
		}
	}
	return nil
}

// flagSet returns the parser for a command's flags. Values that o has already are kept
// as defaults.
func flagSet(list []flag, o *options) *pflag.FlagSet {
	fs := pflag.NewFlagSet("envguard", pflag.ContinueOnError)
	fs.SetOutput(io.Discard)
	fs.Usage = func() {}
	fs.SortFlags = false
	for _, f := range list {
		switch {
		case f.text != nil:
			p := f.text(o)
			if *p == "" {
				*p = f.def
			}
			fs.StringVarP(p, f.name, f.short, *p, f.doc)
		case f.list != nil:
			p := f.list(o)
			fs.StringArrayVarP(p, f.name, f.short, *p, f.doc)
		default:
			p := f.on(o)
			fs.BoolVarP(p, f.name, f.short, *p, f.doc)
		}
	}
	return fs
}

// checkWords refuses values of flags that only take some words.
func checkWords(list []flag, o *options) error {
	for _, f := range list {
		if len(f.words) == 0 {
			continue
		}
		v := *f.text(o)
		if v == "" || slices.Contains(f.words, v) {
			continue
		}
		if f.name == "format" {
			return usagef("the formats are "+strings.Join(f.words, ", "), "reading the flags: unknown format %q", v)
		}
		last := len(f.words) - 1
		return usagef("write --"+f.name+"="+strings.Join(f.words[:last], ", --"+f.name+"=")+" or --"+f.name+"="+f.words[last],
			"unknown value %q of --%s", v, f.name)
	}
	return nil
}

// flagHelp returns flags as lines of a help.
func flagHelp(list []flag) string {
	var b strings.Builder
	for _, f := range list {
		if f.hidden {
			continue
		}
		head := "      --" + f.name
		if f.short != "" {
			head = "  -" + f.short + ", --" + f.name
		}
		if f.value != "" {
			head += " " + f.value
		}
		doc := f.doc
		if f.def != "" {
			doc += " (default: " + f.def + ")"
		}
		if len(head) > 26 {
			fmt.Fprintf(&b, "%s\n%26s  %s\n", head, "", doc)
		} else {
			fmt.Fprintf(&b, "%-26s  %s\n", head, doc)
		}
	}
	return b.String()
}
