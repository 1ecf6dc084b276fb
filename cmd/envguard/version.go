package main

import (
	"context"
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"
)

// What a release is stamped with, by the linker: -X main.stampedVersion=1.2.3. The
// commit and its date are those of the release, so that a build is reproducible.
var stampedVersion, stampedCommit, stampedDate string

// version returns the stamped version, or else the module's, and the commit of a build
// from a checkout.
func version() string {
	if stampedVersion != "" {
		var of []string
		for _, s := range []string{stampedCommit[:min(len(stampedCommit), 12)], stampedDate} {
			if s != "" {
				of = append(of, s)
			}
		}
		if len(of) == 0 {
			return stampedVersion
		}
		return stampedVersion + " (" + strings.Join(of, ", ") + ")"
	}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	v := info.Main.Version
	if v == "" {
		v = "(devel)"
	}
	if v != "(devel)" {
		return v
	}
	commit, dirty := "", ""
	for _, s := range info.Settings {
		switch {
		case s.Key == "vcs.revision" && len(s.Value) >= 12:
			commit = " " + s.Value[:12]
		case s.Key == "vcs.modified" && s.Value == "true":
			dirty = " with changes"
		}
	}
	return v + commit + dirty
}

func versionCommand() *subcommand {
	return &subcommand{
		name:  "version",
		short: "print the version",
		long: `
Prints the version, with the commit and its date where they are known. With
--verbose, also the version of Go and the system that it was built for.`,
		examples: [][2]string{{"for a bug report", "envguard version --verbose"}},
		run:      command.version,
	}
}

func (c command) version(_ context.Context, o *options, args []string) (int, error) {
	if len(args) > 0 {
		return 0, usagef("leave the arguments out", "version takes no arguments")
	}
	text := "envguard " + version() + "\n"
	if o.verbose {
		text += fmt.Sprintf("%s %s/%s\n", runtime.Version(), runtime.GOOS, runtime.GOARCH)
	}
	_, err := fmt.Fprint(c.stdout, text)
	return 0, delivery(err)
}
