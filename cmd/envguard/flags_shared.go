package main

import (
	"strings"

	"github.com/envguard/envguard/cmd/envguard/internal/report"
)

// formatFlag is --format of a command that writes these formats.
func formatFlag(names ...string) flag {
	return flag{
		name: "format", value: "FORMAT", def: report.Text, doc: "how the result is written: " + strings.Join(names, ", "),
		words: names, text: func(o *options) *string { return &o.format },
	}
}

// Flags that several commands have.
var (
	historyFlag = flag{
		name: "history", doc: "scan every version that was ever committed",
		on: func(o *options) *bool { return &o.history },
	}
	policyFromFlag = flag{
		name: "policy-from", value: "REV", doc: "with --range A..B, take ignore file, configuration and allow comments from this commit (default: A); B accepts what the range itself adds",
		text: func(o *options) *string { return &o.policyFrom },
	}
	noIgnoreFileFlag = flag{
		name: "no-ignore-file", doc: "scan what .envguardignore names, too",
		on: func(o *options) *bool { return &o.noIgnoreFile },
	}
	noAllowFlag = flag{
		name: "no-allow", doc: "report what allow comments allow, too",
		on: func(o *options) *bool { return &o.noAllow },
	}
	noBaselineFlag = flag{
		name: "no-baseline", doc: "report what the baseline accepts, too",
		on: func(o *options) *bool { return &o.noBaseline },
	}
	reasonFlag = flag{
		name: "reason", value: "TEXT", doc: "why the secret may stay",
		text: func(o *options) *string { return &o.reason },
	}
	ownerFlag = flag{
		name: "owner", value: "NAME", doc: "who deals with it",
		text: func(o *options) *string { return &o.owner },
	}
	expiresFlag = flag{
		name: "expires", value: "DATE", doc: "from when on it fails again: 2026-12-31",
		text: func(o *options) *string { return &o.expires },
	}
	stateFlag = flag{
		name: "state", value: "STATE", doc: "accepted, revoked or false-positive (default: accepted)",
		text: func(o *options) *string { return &o.state },
	}
	pathFlag = flag{
		name: "path", value: "PATTERN", doc: "accept it only in these paths: old.yml, config/*.yml, vendor/**",
		text: func(o *options) *string { return &o.pathPattern },
	}
	correlateFlag = flag{
		name: "correlate", value: "KEYFILE", doc: "add secret_id to JSON and NDJSON: equal for one secret everywhere, and useless without the key",
		text: func(o *options) *string { return &o.correlate },
	}
	globalFlag = flag{
		name: "global", doc: "for all repositories of this user, through core.hooksPath",
		on: func(o *options) *bool { return &o.global },
	}
	forceFlag = flag{
		name: "force", doc: "go on where something would be replaced: another tool's hooks, a value that is set",
		on: func(o *options) *bool { return &o.force },
	}
	envFileFlag = flag{
		name: "env-file", value: "FILE", doc: "the .env file that has the entry with the key; of rotate, .env if there is none given",
		text: func(o *options) *string { return &o.envFile },
	}
	dryRunFlag = flag{
		name: "dry-run", doc: "tell what would be done, and do nothing",
		on: func(o *options) *bool { return &o.dryRun },
	}
	reportFlag = flag{
		name: "report", value: "FORMAT=FILE", doc: "also write the result to a file in another format (repeatable)",
		list: func(o *options) *[]string { return &o.reports },
	}
	outputFlag = flag{
		name: "output", value: "FILE", doc: "write the result to a file, whole or not at all",
		text: func(o *options) *string { return &o.output },
	}
	strictFlag = flag{
		name: "strict", doc: "let warnings fail, too",
		on: func(o *options) *bool { return &o.strict },
	}
	archivesFlag = flag{
		name: "archives", value: "on|off", doc: "open zips, tars, compressed files, PDFs and databases (default: on; of check, up to 10 MB)",
		words: []string{"on", "off"}, text: func(o *options) *string { return &o.archives },
	}
	revealFlag = flag{
		name: "reveal", doc: "show the secrets instead of masks",
		on: func(o *options) *bool { return &o.reveal },
	}
	configFlag = flag{
		name: "config", value: "FILE", doc: "the configuration, instead of " + configName + " at the top",
		text: func(o *options) *string { return &o.config },
	}
	noConfigFlag = flag{
		name: "no-config", doc: "go without a configuration file",
		on: func(o *options) *bool { return &o.noConfig },
	}
	engineFlag = flag{
		name: "engine", value: "native|git", doc: "read repositories with this engine only",
		hidden: true, words: []string{"native", "git"}, text: func(o *options) *string { return &o.engine },
	}
	directoryFlag = flag{
		name: "directory", short: "C", value: "DIR", doc: "run as if started in this folder",
		text: func(o *options) *string { return &o.dir },
	}
	quietFlag = flag{
		name: "quiet", short: "q", doc: "print findings only",
		on: func(o *options) *bool { return &o.quiet },
	}
	verboseFlag = flag{
		name: "verbose", short: "v", doc: "print suppressed findings, confidences and every place, too",
		on: func(o *options) *bool { return &o.verbose },
	}
	colorFlag = flag{
		name: "color", value: "WHEN", def: "auto", doc: "colors: auto (on a terminal), always or never",
		words: []string{"auto", "always", "never"}, text: func(o *options) *string { return &o.color },
	}
	noColorFlag = flag{
		name: "no-color", doc: "the same as --color=never, or NO_COLOR in the environment",
		on: func(o *options) *bool { return &o.noColor },
	}
	helpFlag = flag{
		name: "help", short: "h", doc: "describe the command",
		on: func(o *options) *bool { return &o.help },
	}
	versionFlag = flag{
		name: "version", doc: "print the version",
		on: func(o *options) *bool { return &o.version },
	}
	rulesFlag = flag{
		name: "rule", value: "RULES", doc: "report these rules only: jwt, or fernet-* (repeatable, or joined by commas)",
		list: func(o *options) *[]string { return &o.onlyRules },
	}
	skipRuleFlag = flag{
		name: "skip-rule", value: "RULES", doc: "go without these rules",
		list: func(o *options) *[]string { return &o.skipRules },
	}
	severityFlag = flag{
		name: "severity", value: "RULES=LEVEL", doc: "give rules another severity: error, warning or info (repeatable)",
		list: func(o *options) *[]string { return &o.severities },
	}
	excludeFlag = flag{
		name: "exclude", value: "PATTERN", doc: "do not scan these paths, as if .envguardignore named them (repeatable)",
		list: func(o *options) *[]string { return &o.excluded },
	}
	exitZeroFlag = flag{
		name: "exit-zero", doc: "exit with 0 where there are findings; 2 and 3 stay",
		on: func(o *options) *bool { return &o.exitZero },
	}
)
