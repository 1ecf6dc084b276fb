package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"github.com/envguard/envguard/cmd/envguard/internal/report"
	"github.com/envguard/envguard/fixer/keys"
)

// options are the values of all flags of all sub-commands.
type options struct {
	dir, format, output, color, engine string
	noColor, quiet, verbose            bool
	reveal, strict                     bool
	help, version                      bool

	allLines, stdin, global, force bool
	rev, stdinName                 string
	since, rangeSpec               string
	history, unreachable           bool
	notPushed, deepen              bool
	recurseSubmodules              bool
	repos, jobs, shard, correlate  string
	resume, oneOfMany              bool
	getenv                         func(string) string // nil is os.Getenv
	policyFrom                     string
	noIgnoreFile, noAllow          bool
	noBaseline                     bool
	reason, owner, expires, state  string // of baseline and allow
	pathPattern                    string
	config                         string
	noConfig                       bool
	given                          func(flag string) bool // whether a flag was given
	branches, reports              []string
	hooks                          []string // of install

	// Of keygen, fernet and rotate.
	count, env, into, salt, iterations      string
	keyEnv, keyFile, envFile, key, ttl      string
	reader                                  string
	derive, dryRun, printOld, dropOld, list bool
	kind                                    string

	archives string

	// Of fix.
	yes, check, prune, rotate bool
}

// A flag is declared once, here. Its help, and whatever else wants to know the
// flags, comes from the declaration.
type flag struct {
	name, short string
	value       string // what means its value in the help; empty if it takes none
	doc         string
	def         string   // the default of a flag with a value
	in          []string // the sub-commands that have it; none means all, and in front of them
	hidden      bool

	text func(*options) *string   // for flags with a value
	on   func(*options) *bool     // for flags without
	list func(*options) *[]string // for flags with a value that may be given several times
}

// flags returns the table of all flags.
func flags(sub string) []flag {
	scans := []string{"check", "scan", "hook"}
	reports := []string{"check", "scan", "hook", "fix", "rules", "explain"}
	return []flag{
		{
			name: "all-lines", doc: "report secrets that HEAD already has, too",
			in: []string{"check"}, on: func(o *options) *bool { return &o.allLines },
		},
		{
			name: "rev", value: "REV", doc: "scan the files of a commit instead of the work tree",
			in: []string{"scan"}, text: func(o *options) *string { return &o.rev },
		},
		{
			name: "history", doc: "scan every version that was ever committed",
			in: []string{"scan", "baseline"}, on: func(o *options) *bool { return &o.history },
		},
		{
			name: "branch", value: "REV", doc: "with --history, begin at this branch, tag or commit instead of at all (repeatable)",
			in: []string{"scan"}, list: func(o *options) *[]string { return &o.branches },
		},
		{
			name: "since", value: "DATE", doc: "with --history, what commits brought since then: 2026-01-31, \"2 weeks ago\"",
			in: []string{"scan"}, text: func(o *options) *string { return &o.since },
		},
		{
			name: "unreachable", doc: "with --history, also what no branch or tag leads to any more",
			in: []string{"scan"}, on: func(o *options) *bool { return &o.unreachable },
		},
		{
			name: "range", value: "A..B", doc: "scan what the commits of B that are not in A brought",
			in: []string{"scan"}, text: func(o *options) *string { return &o.rangeSpec },
		},
		{
			name: "not-pushed", doc: "scan the commits of HEAD and of local branches that no remote has",
			in: []string{"scan"}, on: func(o *options) *bool { return &o.notPushed },
		},
		{
			name: "deepen", doc: "with --range in a shallow clone, fetch the history that it needs from origin",
			in: []string{"scan"}, on: func(o *options) *bool { return &o.deepen },
		},
		{
			name: "policy-from", value: "REV", doc: "with --range A..B, take ignore file, configuration and allow comments from this commit (default: A); B accepts what the range itself adds",
			in: []string{"scan", "hook"}, text: func(o *options) *string { return &o.policyFrom },
		},
		{
			name: "no-ignore-file", doc: "scan what .envguardignore names, too",
			in: []string{"check", "scan", "hook", "fix"}, on: func(o *options) *bool { return &o.noIgnoreFile },
		},
		{
			name: "no-allow", doc: "report what allow comments allow, too",
			in: []string{"check", "scan", "hook", "fix"}, on: func(o *options) *bool { return &o.noAllow },
		},
		{
			name: "no-baseline", doc: "report what the baseline accepts, too",
			in: scans, on: func(o *options) *bool { return &o.noBaseline },
		},
		{
			name: "reason", value: "TEXT", doc: "why the secret may stay",
			in: []string{"baseline", "allow"}, text: func(o *options) *string { return &o.reason },
		},
		{
			name: "owner", value: "NAME", doc: "who deals with it",
			in: []string{"baseline", "allow"}, text: func(o *options) *string { return &o.owner },
		},
		{
			name: "expires", value: "DATE", doc: "from when on it fails again: 2026-12-31",
			in: []string{"baseline", "allow"}, text: func(o *options) *string { return &o.expires },
		},
		{
			name: "state", value: "STATE", doc: "accepted, revoked or false-positive (default: accepted)",
			in: []string{"baseline", "allow"}, text: func(o *options) *string { return &o.state },
		},
		{
			name: "path", value: "PATTERN", doc: "accept it only in these paths: old.yml, config/*.yml, vendor/**",
			in: []string{"baseline", "allow"}, text: func(o *options) *string { return &o.pathPattern },
		},
		{
			name: "recurse-submodules", doc: "scan the work trees of submodules, too",
			in: []string{"scan"}, on: func(o *options) *bool { return &o.recurseSubmodules },
		},
		{
			name: "repos", value: "FILE|DIR", doc: "scan the repositories in a folder, or those that a file lists (- is standard input)",
			in: []string{"scan"}, text: func(o *options) *string { return &o.repos },
		},
		{
			name: "jobs", value: "N", doc: "with --repos, how many repositories at a time (default: half of the cores)",
			in: []string{"scan"}, text: func(o *options) *string { return &o.jobs },
		},
		{
			name: "shard", value: "I/N", doc: "with --repos, the I-th of N parts of the list",
			in: []string{"scan"}, text: func(o *options) *string { return &o.shard },
		},
		{
			name: "resume", doc: "with --repos and --output, go on where an earlier run was interrupted",
			in: []string{"scan"}, on: func(o *options) *bool { return &o.resume },
		},
		{
			name: "correlate", value: "KEYFILE", doc: "add secret_id to JSON and NDJSON: equal for one secret everywhere, and useless without the key",
			in: []string{"check", "scan"}, text: func(o *options) *string { return &o.correlate },
		},
		{
			name: "stdin", doc: "scan standard input",
			in: []string{"scan"}, on: func(o *options) *bool { return &o.stdin },
		},
		{
			name: "stdin-name", value: "NAME", def: "stdin", doc: "the file name that standard input is judged by and reported under",
			in: []string{"scan"}, text: func(o *options) *string { return &o.stdinName },
		},
		{
			name: "hook", value: "NAME", doc: "write this hook instead (repeatable, or joined by commas): " + strings.Join(guardHooks(), ", "),
			in: []string{"install"}, list: func(o *options) *[]string { return &o.hooks },
		},
		{
			name: "global", doc: "for all repositories of this user, through core.hooksPath",
			in: []string{"install", "uninstall"}, on: func(o *options) *bool { return &o.global },
		},
		{
			name: "force", doc: "go on where something would be replaced: another tool's hooks, a value that is set",
			in: []string{"install", "keygen"}, on: func(o *options) *bool { return &o.force },
		},
		{
			name: "count", value: "N", def: "1", doc: "how many secrets to make",
			in: []string{"keygen"}, text: func(o *options) *string { return &o.count },
		},
		{
			name: "env", value: "NAME", doc: "print NAME=value, as it stands in a .env file",
			in: []string{"keygen"}, text: func(o *options) *string { return &o.env },
		},
		{
			name: "into", value: "FILE", doc: "set the secret in a .env file, under the name behind the kind",
			in: []string{"keygen"}, text: func(o *options) *string { return &o.into },
		},
		{
			name: "derive", doc: "derive a Fernet key from a passphrase (PBKDF2-HMAC-SHA256)",
			in: []string{"keygen"}, on: func(o *options) *bool { return &o.derive },
		},
		{
			name: "salt", value: "SALT", doc: "the salt of --derive in base64, or behind hex:, base64: or text: (default: a random one)",
			in: []string{"keygen"}, text: func(o *options) *string { return &o.salt },
		},
		{
			name: "iterations", value: "N", doc: fmt.Sprintf("the iterations of --derive (default: %d)", keys.DefaultIterations),
			in: []string{"keygen"}, text: func(o *options) *string { return &o.iterations },
		},
		{
			name: "key-env", value: "NAME", doc: "take the Fernet keys from this environment variable",
			in: []string{"fernet"}, text: func(o *options) *string { return &o.keyEnv },
		},
		{
			name: "key-file", value: "FILE", doc: "take the Fernet keys from a file, one on a line; the first one encrypts",
			in: []string{"fernet"}, text: func(o *options) *string { return &o.keyFile },
		},
		{
			name: "env-file", value: "FILE", doc: "the .env file that has the entry with the key; of rotate, .env if there is none given",
			in: []string{"fernet", "rotate"}, text: func(o *options) *string { return &o.envFile },
		},
		{
			name: "key", value: "NAME", doc: "which entry of --env-file has the keys (default: FERNET_KEYS or FERNET_KEY)",
			in: []string{"fernet"}, text: func(o *options) *string { return &o.key },
		},
		{
			name: "ttl", value: "TIME", doc: "how old a token may be when it is decrypted: seconds, or 90m, 36h",
			in: []string{"fernet"}, text: func(o *options) *string { return &o.ttl },
		},
		{
			name: "yes", short: "y", doc: "do it without asking",
			in: []string{"fix"}, on: func(o *options) *bool { return &o.yes },
		},
		{
			name: "check", doc: "write nothing, and fail if there is something to do in the files that are shared",
			in: []string{"fix"}, on: func(o *options) *bool { return &o.check },
		},
		{
			name: "prune", doc: "take names out of an example that its private file does not have",
			in: []string{"fix"}, on: func(o *options) *bool { return &o.prune },
		},
		{
			name: "rotate", doc: "replace weak keys, too; data that they protect cannot be read any more",
			in: []string{"fix"}, on: func(o *options) *bool { return &o.rotate },
		},
		{
			name: "reader", value: "NAME", doc: "as this reader sees it: python-decouple, python-dotenv, node-dotenv, next, compose, …",
			in: []string{"read"}, text: func(o *options) *string { return &o.reader },
		},
		{
			name: "dry-run", doc: "tell what would be done, and do nothing",
			in: []string{"fix", "fernet", "rotate"}, on: func(o *options) *bool { return &o.dryRun },
		},
		{
			name: "kind", value: "KIND", doc: "the kind of the new key where its name does not tell; `envguard keygen` lists them",
			in: []string{"rotate"}, text: func(o *options) *string { return &o.kind },
		},
		{
			name: "list", doc: "make the entry a list, NAME=new,old",
			in: []string{"rotate"}, on: func(o *options) *bool { return &o.list },
		},
		{
			name: "print-old", doc: "print the old key, this once",
			in: []string{"rotate"}, on: func(o *options) *bool { return &o.printOld },
		},
		{
			name: "drop-old", doc: "throw the old key away although it can be kept nowhere",
			in: []string{"rotate"}, on: func(o *options) *bool { return &o.dropOld },
		},
		{
			name: "directory", short: "C", value: "DIR", doc: "run as if started in this folder",
			text: func(o *options) *string { return &o.dir },
		},
		{
			name: "format", value: "FORMAT", def: report.Text, doc: "how the result is written: " + strings.Join(formatsOf(sub), ", "),
			in: append(slices.Clone(reports), "merge"), text: func(o *options) *string { return &o.format },
		},
		{
			name: "report", value: "FORMAT=FILE", doc: "also write the result to a file in another format (repeatable)",
			in: scans, list: func(o *options) *[]string { return &o.reports },
		},
		{
			name: "output", value: "FILE", doc: "write the result to a file, whole or not at all",
			in: append(slices.Clone(reports), "fernet", "merge"), text: func(o *options) *string { return &o.output },
		},
		{
			name: "strict", doc: "let warnings fail, too",
			in: scans, on: func(o *options) *bool { return &o.strict },
		},
		{
			name: "archives", value: "on|off", doc: "open zips, tars, compressed files, PDFs and databases (default: on; of check, up to 10 MB)",
			in: []string{"check", "scan", "hook", "fix"}, text: func(o *options) *string { return &o.archives },
		},
		{
			name: "reveal", doc: "show the secrets instead of masks",
			in: []string{"check", "scan", "explain"}, on: func(o *options) *bool { return &o.reveal },
		},
		{
			name: "config", value: "FILE", doc: "the configuration, instead of " + configName + " at the top",
			in: reports, text: func(o *options) *string { return &o.config },
		},
		{
			name: "no-config", doc: "go without a configuration file",
			in: reports, on: func(o *options) *bool { return &o.noConfig },
		},
		{
			name: "quiet", short: "q", doc: "print findings only",
			on: func(o *options) *bool { return &o.quiet },
		},
		{
			name: "verbose", short: "v", doc: "print suppressed findings, confidences and every place, too",
			on: func(o *options) *bool { return &o.verbose },
		},
		{
			name: "color", value: "WHEN", def: "auto", doc: "colours: auto (on a terminal), always or never",
			text: func(o *options) *string { return &o.color },
		},
		{
			name: "no-color", doc: "the same as --color=never, or NO_COLOR in the environment",
			on: func(o *options) *bool { return &o.noColor },
		},
		{
			name: "engine", value: "native|git", doc: "read repositories with this engine only",
			in: []string{"check", "scan", "hook", "fix", "explain"}, hidden: true, text: func(o *options) *string { return &o.engine },
		},
		{
			name: "help", short: "h", doc: "describe the command",
			on: func(o *options) *bool { return &o.help },
		},
		{
			name: "version", doc: "print the version",
			on: func(o *options) *bool { return &o.version },
		},
	}
}

// appliesTo reports whether a sub-command has the flag; "" means the place in
// front of sub-commands.
func (f *flag) appliesTo(sub string) bool {
	return len(f.in) == 0 || slices.Contains(f.in, sub)
}

// flagSet returns the parser for a sub-command's flags. Values that o has
// already are kept as defaults.
func flagSet(sub string, o *options) *pflag.FlagSet {
	fs := pflag.NewFlagSet("envguard", pflag.ContinueOnError)
	fs.SetOutput(io.Discard)
	fs.Usage = func() {}
	fs.SortFlags = false
	for _, f := range flags(sub) {
		if !f.appliesTo(sub) {
			continue
		}
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

// validate checks the values that only some words are allowed for.
func (o *options) validate(sub string) error {
	if o.format != "" {
		if names := formatsOf(sub); !slices.Contains(names, o.format) {
			return usagef("the formats are "+strings.Join(names, ", "), "reading the flags: unknown format %q", o.format)
		}
	}
	switch o.color {
	case "", "auto", "always", "never":
	default:
		return usagef("write --color=auto, --color=always or --color=never", "unknown value %q of --color", o.color)
	}
	switch o.archives {
	case "", "on", "off":
	default:
		return usagef("write --archives=on or --archives=off", "unknown value %q of --archives", o.archives)
	}
	switch o.engine {
	case "", "native", "git":
	default:
		return usagef("the engines are native and git", "unknown engine %q", o.engine)
	}
	if o.config != "" && o.noConfig {
		return usagef("leave one of them out", "--config and --no-config exclude each other")
	}
	if o.quiet && o.verbose {
		return usagef("leave one of them out", "--quiet and --verbose exclude each other")
	}
	return nil
}

// formatsOf returns the names of the formats that a sub-command writes.
func formatsOf(sub string) []string {
	switch sub {
	case "rules":
		return []string{report.Text, report.JSON, report.Markdown}
	case "merge":
		return []string{report.Text, "ndjson"}
	case "explain", "fix":
		return []string{report.Text, report.JSON}
	}
	return report.Names()
}

// usage returns the flags of a sub-command as lines of its help.
func flagHelp(sub string) string {
	var b strings.Builder
	for _, f := range flags(sub) {
		if f.hidden || !f.appliesTo(sub) {
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
