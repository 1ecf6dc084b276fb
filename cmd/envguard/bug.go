package main

import (
	"fmt"
	"os"
	"strings"

	"github.com/envguard/envguard/scanner"
)

// reportBugs says what to do about panics, and keeps their stacks: on standard
// error with --verbose, or else in a file. Stacks hold no content of files.
func (c command) reportBugs(verbose bool, bugs []*scanner.Bug) {
	if len(bugs) == 0 {
		return
	}
	var text strings.Builder
	fmt.Fprintf(&text, "envguard %s\n", version())
	for _, b := range bugs {
		fmt.Fprintf(&text, "\n%s\n%s", b.Error(), b.Stack)
	}
	if !verbose {
		if name := keepStacks(text.String()); name != "" {
			fmt.Fprintf(c.stderr, "envguard: hint: this is a bug in envguard; please report it with the content of %s\n", name)
			return
		}
	}
	fmt.Fprintf(c.stderr, "%senvguard: hint: this is a bug in envguard; please report it with the lines above\n", text.String())
}

// keepStacks writes a file of its own, and returns its name, empty if it could
// not.
func keepStacks(text string) string {
	f, err := os.CreateTemp("", "envguard-bug-*.txt")
	if err != nil {
		return ""
	}
	_, err = f.WriteString(text)
	if cerr := f.Close(); err != nil || cerr != nil {
		os.Remove(f.Name()) //nolint:errcheck // there is nothing of use in it
		return ""
	}
	return f.Name()
}
