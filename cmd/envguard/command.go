package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"syscall"

	"github.com/spf13/pflag"

	"github.com/envguard/envguard/cmd/envguard/internal/report"
	"github.com/envguard/envguard/scanner"
)

// The exit codes. Where several apply, exitIncomplete wins, then
// exitFindings: what was found is printed in each case.
const (
	exitClean      = 0 // everything was scanned and nothing was found
	exitFindings   = 1 // at least one finding of severity error
	exitUsage      = 2 // wrong usage or configuration
	exitIncomplete = 3 // not everything could be scanned, or the report could not be delivered whole
)

// A command is the program with its connections to the outside.
type command struct {
	stdin          io.Reader
	stdout, stderr io.Writer
}

// A subcommand is one thing that the program does.
type subcommand struct {
	name  string
	args  string // what follows the flags in the usage line
	short string // one line
	long  string // what it does, for its help
	// examples are pairs of a comment and a command line.
	examples [][2]string
	flags    func() []flag
	// exclusions and needs say which flags go together.
	exclusions []exclusion
	needs      []need
	run        func(c command, ctx context.Context, o *options, args []string) (int, error)
}

// subcommands returns all sub-commands in the order of the help.
func subcommands() []*subcommand {
	return []*subcommand{
		checkCommand(),
		scanCommand(),
		fixCommand(),
		baselineCommand(),
		allowCommand(),
		installCommand(),
		uninstallCommand(),
		doctorCommand(),
		guardCommand(),
		traceCommand(),
		hookCommand(),
		mergeCommand(),
		rulesCommand(),
		explainCommand(),
		keygenCommand(),
		fernetCommand(),
		rotateCommand(),
		readCommand(),
		completionCommand(),
		manCommand(),
		versionCommand(),
	}
}

func findSubcommand(name string) *subcommand {
	for _, s := range subcommands() {
		if s.name == name {
			return s
		}
	}
	return nil
}

// run executes the program and returns its exit code.
func (c command) run(ctx context.Context, args []string) int {
	ctx, stop := watchSignals(ctx)
	defer stop()
	o := new(options)
	code, err := c.guarded(ctx, o, args)
	if err == nil {
		return code
	}
	if errors.Is(err, syscall.EPIPE) {
		return codeOf(err) // whoever reads has had enough
	}
	text, h := splitHint(err)
	fmt.Fprintf(c.stderr, "envguard: error: %s\n", report.EscapeMasked(text))
	if h != "" {
		for line := range strings.SplitSeq(h, "\n") {
			const head = "envguard: hint: "
			fmt.Fprintf(c.stderr, "%s%s\n", head, report.Wrap(report.EscapeMasked(line), width(c.stderr), len(head), len("envguard:   ")))
		}
	}
	var bug *scanner.Bug
	if errors.As(err, &bug) {
		c.reportBugs(o.verbose, []*scanner.Bug{bug})
	}
	if code == exitClean {
		code = codeOf(err)
	}
	return code
}

// guarded is dispatch; a panic is its error. Not caught it would end the program
// with Go's exit code for panics, which is the one for wrong usage here.
func (c command) guarded(ctx context.Context, o *options, args []string) (code int, err error) {
	defer scanner.Recover(&err)
	return c.dispatch(ctx, o, args)
}

func (c command) dispatch(ctx context.Context, o *options, args []string) (int, error) {
	// Flags may precede the sub-command: envguard -C DIR check.
	fs := flagSet(flagsOf(nil), o)
	fs.SetInterspersed(false)
	if err := fs.Parse(args); err != nil {
		return 0, flagError(err, "")
	}
	if err := noEmpty(fs, nil); err != nil {
		return 0, err
	}
	rest := fs.Args()
	if o.version {
		_, err := fmt.Fprintf(c.stdout, "envguard %s\n", version())
		return 0, delivery(err)
	}
	if len(rest) == 0 {
		if o.help {
			return 0, c.help("")
		}
		return 0, usagef("`envguard check` before a commit, `envguard install` to have git do it; `envguard help` says more", "no command given")
	}
	name, rest := rest[0], rest[1:]
	if name == "help" {
		return 0, c.helpCommand(rest)
	}
	sub := findSubcommand(name)
	if sub == nil {
		return 0, unknownCommand(name)
	}
	front := fs
	list := flagsOf(sub)
	fs = flagSet(list, o)
	o.given = func(name string) bool { return front.Changed(name) || fs.Changed(name) }
	if err := fs.Parse(rest); err != nil {
		return 0, flagError(err, sub.name)
	}
	if err := noEmpty(fs, fs.Args()); err != nil {
		return 0, err
	}
	switch {
	case o.help:
		return 0, c.help(sub.name)
	case o.version:
		_, err := fmt.Fprintf(c.stdout, "envguard %s\n", version())
		return 0, delivery(err)
	}
	if err := checkWords(list, o); err != nil {
		return 0, err
	}
	if err := checkCombination(sub, func(name string) bool { return o.given(name) && fs.Lookup(name).Value.String() != "false" }); err != nil {
		return 0, err
	}
	return sub.run(c, ctx, o, fs.Args())
}

func (c command) helpCommand(args []string) error {
	if len(args) == 0 {
		return c.help("")
	}
	if args[0] == "help" {
		return c.help("")
	}
	if findSubcommand(args[0]) == nil {
		return unknownCommand(args[0])
	}
	return c.help(args[0])
}

func unknownCommand(name string) error {
	hint := "`envguard help` lists the commands"
	var names []string
	for _, s := range subcommands() {
		names = append(names, s.name)
	}
	if n := nearest(name, append(names, "help")); n != "" {
		hint = fmt.Sprintf("did you mean `envguard %s`?", n)
	}
	return usagef(hint, "unknown command %q", name)
}

// flagError explains a mistake in the flags of a sub-command, "" for the
// flags in front of it.
func flagError(err error, sub string) error {
	help := strings.TrimSpace("envguard help " + sub)
	var unknown *pflag.NotExistError
	if !errors.As(err, &unknown) {
		return usagef(fmt.Sprintf("`%s` describes the flags", help), "%w", err)
	}
	name := unknown.GetSpecifiedName()
	long := unknown.GetSpecifiedShortnames() == ""
	is := func(f flag) bool { return long && f.name == name || !long && f.short == name }
	var owners []string
	for _, s := range subcommands() {
		if slices.ContainsFunc(flagsOf(s), is) {
			owners = append(owners, s.name)
		}
	}
	if len(owners) > 0 {
		return usagef(fmt.Sprintf("it is a flag of `envguard %s`", strings.Join(owners, "` and `envguard ")),
			"flag %s is not one of %s", dashes(name), whose(sub))
	}
	var known []string
	for _, f := range flagsOf(findSubcommand(sub)) {
		if !f.hidden {
			known = append(known, f.name)
		}
	}
	hint := fmt.Sprintf("`%s` lists the flags", help)
	if n := nearest(name, known); n != "" && long {
		hint = fmt.Sprintf("did you mean --%s?", n)
	}
	return usagef(hint, "unknown flag %s", dashes(name))
}

// noEmpty refuses empty values and arguments: they come from variables that
// are not set, and what would be done instead is not what was meant.
func noEmpty(fs *pflag.FlagSet, args []string) (err error) {
	const hint = "a variable of a script that is not set looks like this"
	fs.Visit(func(f *pflag.Flag) {
		if f.Value.String() == "" {
			err = usagef(hint, "the value of --%s is empty", f.Name)
		}
	})
	for _, a := range args {
		if a == "" {
			err = usagef(hint, "an argument is empty")
		}
	}
	return err
}

func whose(sub string) string {
	if sub == "" {
		return "the flags in front of a command"
	}
	return "`envguard " + sub + "`"
}

func dashes(name string) string {
	if len(name) == 1 {
		return "-" + name
	}
	return "--" + name
}

// nearest returns the name that is at most two typing errors away, or "".
func nearest(word string, names []string) string {
	best, least := "", 3
	for _, n := range names {
		if d := distance(word, n); d < least && d < len(n) {
			best, least = n, d
		}
	}
	return best
}

// distance is the edit distance between two words.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			diagonal, row[j+1] = row[j+1], min(row[j+1]+1, row[j]+1, diagonal+cost)
		}
	}
	return row[len(b)]
}
