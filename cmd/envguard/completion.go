package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/envguard/envguard/cmd/envguard/internal/baseline"
	"github.com/envguard/envguard/cmd/envguard/internal/report"
)

// shells are those that there is a script for.
func shells() []string { return []string{"bash", "fish", "powershell", "zsh"} }

func completionCommand() *subcommand {
	return &subcommand{
		name:  "completion",
		args:  "SHELL",
		short: "print a script that completes commands and flags in a shell",
		long: `
Prints a script for bash, zsh, fish or powershell, made of the same table as the
help. Packages install it; without one, load it in the shell's own configuration.`,
		examples: [][2]string{
			{"bash, in ~/.bashrc", `source <(envguard completion bash)`},
			{"zsh, in a folder of $fpath", `envguard completion zsh > ~/.zfunc/_envguard`},
			{"fish", `envguard completion fish > ~/.config/fish/completions/envguard.fish`},
			{"PowerShell, in $PROFILE", `envguard completion powershell | Out-String | Invoke-Expression`},
		},
		run: command.completion,
	}
}

func (c command) completion(_ context.Context, _ *options, args []string) (int, error) {
	var b strings.Builder
	shell := ""
	if len(args) == 1 {
		shell = args[0]
	}
	switch shell {
	case "bash":
		bashCompletion(&b)
	case "fish":
		fishCompletion(&b)
	case "powershell":
		powershellCompletion(&b)
	case "zsh":
		zshCompletion(&b)
	default:
		return 0, usagef("the shells are "+strings.Join(shells(), ", "), "completion needs the name of a shell")
	}
	_, err := io.WriteString(c.stdout, b.String())
	return 0, delivery(err)
}

// valueWords returns the words that a flag takes, and whether it takes
// the name of a file or a folder.
func (f *flag) valueWords() (words []string, file bool) {
	if len(f.words) > 0 {
		return f.words, false
	}
	switch f.name {
	case "hook":
		return guardHooks(), false
	case "state":
		for _, s := range baseline.States {
			words = append(words, string(s))
		}
		return words, false
	case "report":
		for _, name := range report.Names() {
			words = append(words, name+"=")
		}
		return words, false
	}
	if f.value == strings.ToLower(f.value) {
		return strings.Split(f.value, "|"), false
	}
	return nil, strings.Contains(f.value, "FILE") || strings.Contains(f.value, "DIR")
}

// argWords returns the words that a command takes as arguments; without any it takes
// files.
func argWords(sub string) (words []string) {
	switch sub {
	case "", "help", "man":
		for _, s := range subcommands() {
			words = append(words, s.name)
		}
		if sub == "" {
			words = append(words, "help")
		}
	case "hook":
		return guardHooks()
	case "completion":
		return shells()
	case "baseline":
		return []string{"list", "show", "prune"}
	case "fernet":
		return []string{"encrypt", "decrypt", "inspect", "rotate"}
	}
	return words
}

// flagWords returns a command's flags, as they are typed.
func flagWords(sub string) (words []string) {
	for _, f := range visibleFlags(sub) {
		words = append(words, "--"+f.name)
		if f.short != "" {
			words = append(words, "-"+f.short)
		}
	}
	return words
}

// forms returns both forms of a flag for a pattern.
func (f *flag) forms(separator string) string {
	if f.short == "" {
		return "--" + f.name
	}
	return "--" + f.name + separator + "-" + f.short
}

// eachCommand calls f with "" and the name of each command.
func eachCommand(f func(sub string)) {
	f("")
	for _, s := range subcommands() {
		f(s.name)
	}
	f("help")
}

func bashCompletion(b *strings.Builder) {
	b.WriteString(`# bash completion for envguard. Made by: envguard completion bash

_envguard() {
	local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} cmd= i
	COMPREPLY=()
	# bash makes a word of its own of the = in --flag=value.
	if [[ $cur == = ]]; then
		cur=
	elif [[ $prev == = ]]; then
		prev=${COMP_WORDS[COMP_CWORD-2]}
	fi
	for ((i = 1; i < COMP_CWORD; i++)); do
		case ${COMP_WORDS[i]} in
`)
	var valued []string
	for _, f := range visibleFlags("") {
		if f.value != "" {
			valued = append(valued, f.forms(" | "))
		}
	}
	fmt.Fprintf(b, "\t\t%s) ((i++)) ;;\n", strings.Join(valued, " | "))
	b.WriteString(`		-* | =) ;;
		*) cmd=${COMP_WORDS[i]}; break ;;
		esac
	done
	case "$cmd $prev" in
`)
	eachCommand(func(sub string) {
		for _, f := range visibleFlags(sub) {
			words, file := f.valueWords()
			pattern := `"` + sub + " --" + f.name + `"`
			if f.short != "" {
				pattern += ` | "` + sub + " -" + f.short + `"`
			}
			switch {
			case f.value == "":
			case f.name == "report": // no blank behind the =
				fmt.Fprintf(b, "\t%s) compopt -o nospace 2>/dev/null; COMPREPLY=($(compgen -W '%s' -- \"$cur\")); return ;;\n", pattern, strings.Join(words, " "))
			case len(words) > 0:
				fmt.Fprintf(b, "\t%s) COMPREPLY=($(compgen -W '%s' -- \"$cur\")); return ;;\n", pattern, strings.Join(words, " "))
			case file:
				fmt.Fprintf(b, "\t%s) return ;;\n", pattern)
			default: // a value that nobody can know
				fmt.Fprintf(b, "\t%s) compopt +o default 2>/dev/null; return ;;\n", pattern)
			}
		}
	})
	b.WriteString("\tesac\n\tif [[ $cur == -* ]]; then\n\t\tcase $cmd in\n")
	eachCommand(func(sub string) {
		fmt.Fprintf(b, "\t\t'%s') COMPREPLY=($(compgen -W '%s' -- \"$cur\")) ;;\n", sub, strings.Join(flagWords(sub), " "))
	})
	b.WriteString("\t\tesac\n\t\treturn\n\tfi\n\tcase $cmd in\n")
	eachCommand(func(sub string) {
		if words := argWords(sub); len(words) > 0 {
			fmt.Fprintf(b, "\t'%s') COMPREPLY=($(compgen -W '%s' -- \"$cur\")) ;;\n", sub, strings.Join(words, " "))
		}
	})
	b.WriteString("\tesac\n}\n\ncomplete -o default -F _envguard envguard\n")
}

// singleQuoted quotes a text for a POSIX shell or zsh.
func singleQuoted(s string) string { return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'" }

func zshCompletion(b *strings.Builder) {
	escape := strings.NewReplacer(`\`, `\\`, "[", `\[`, "]", `\]`, ":", `\:`).Replace
	b.WriteString("#compdef envguard\n# zsh completion for envguard. Made by: envguard completion zsh\n\n_envguard() {\n\tlocal curcontext=$curcontext state line\n\ttypeset -A opt_args\n\tlocal -a commands=(\n")
	for _, s := range subcommands() {
		fmt.Fprintf(b, "\t\t%s\n", singleQuoted(s.name+":"+escape(s.short)))
	}
	b.WriteString("\t\t'help:describe a command'\n\t)\n")
	specs := func(sub, indent string) {
		for _, f := range visibleFlags(sub) {
			action := ""
			if f.value != "" {
				words, file := f.valueWords()
				action = ":" + escape(f.value) + ":"
				switch {
				case len(words) > 0:
					action += "(" + strings.Join(words, " ") + ")"
				case file && f.value == "DIR":
					action += "_files -/"
				case file:
					action += "_files"
				default:
					action += " "
				}
			}
			repeat := ""
			if f.list != nil {
				repeat = "*"
			}
			doc := "[" + escape(f.doc) + "]" + action
			if f.short == "" {
				fmt.Fprintf(b, "%s%s \\\n", indent, singleQuoted(repeat+"--"+f.name+map[bool]string{true: "=", false: ""}[f.value != ""]+doc))
				continue
			}
			fmt.Fprintf(b, "%s'(-%s --%s)'%s%s \\\n", indent, f.short, f.name, "{-"+f.short+",--"+f.name+map[bool]string{true: "=", false: ""}[f.value != ""]+"}", singleQuoted(doc))
		}
	}
	b.WriteString("\t_arguments -C \\\n")
	specs("", "\t\t")
	b.WriteString("\t\t'1:command:->command' \\\n\t\t'*::argument:->arguments'\n\tcase $state in\n\tcommand)\n\t\t_describe command commands\n\t\t;;\n\targuments)\n\t\tcase $words[1] in\n")
	eachCommand(func(sub string) {
		if sub == "" {
			return
		}
		fmt.Fprintf(b, "\t\t%s)\n\t\t\t_arguments \\\n", sub)
		specs(sub, "\t\t\t\t")
		if words := argWords(sub); len(words) > 0 {
			fmt.Fprintf(b, "\t\t\t\t'1:argument:(%s)' \\\n", strings.Join(words, " "))
		}
		b.WriteString("\t\t\t\t'*:file:_files'\n\t\t\t;;\n")
	})
	b.WriteString("\t\tesac\n\t\t;;\n\tesac\n}\n\nif [[ $funcstack[1] == _envguard ]]; then\n\t_envguard \"$@\"\nelse\n\tcompdef _envguard envguard\nfi\n")
}

func fishCompletion(b *strings.Builder) {
	quote := func(s string) string {
		return "'" + strings.NewReplacer(`\`, `\\`, "'", `\'`).Replace(s) + "'"
	}
	b.WriteString("# fish completion for envguard. Made by: envguard completion fish\n\n")
	for _, s := range subcommands() {
		fmt.Fprintf(b, "complete -c envguard -n __fish_use_subcommand -f -a %s -d %s\n", s.name, quote(s.short))
	}
	b.WriteString("complete -c envguard -n __fish_use_subcommand -f -a help -d 'describe a command'\n")
	eachCommand(func(sub string) {
		condition := "__fish_use_subcommand"
		if sub != "" {
			condition = quote("__fish_seen_subcommand_from " + sub)
		}
		for _, f := range visibleFlags(sub) {
			fmt.Fprintf(b, "complete -c envguard -n %s -l %s", condition, f.name)
			if f.short != "" {
				fmt.Fprintf(b, " -s %s", f.short)
			}
			words, file := f.valueWords()
			switch {
			case f.value == "":
			case len(words) > 0:
				fmt.Fprintf(b, " -x -a %s", quote(strings.Join(words, " ")))
			case file:
				b.WriteString(" -r")
			default:
				b.WriteString(" -x")
			}
			fmt.Fprintf(b, " -d %s\n", quote(f.doc))
		}
		if words := argWords(sub); len(words) > 0 && sub != "" {
			fmt.Fprintf(b, "complete -c envguard -n %s -f -a %s\n", condition, quote(strings.Join(words, " ")))
		}
	})
}

func powershellCompletion(b *strings.Builder) {
	quote := func(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }
	list := func(words []string) string {
		quoted := make([]string, len(words))
		for i, w := range words {
			quoted[i] = quote(w)
		}
		return "@(" + strings.Join(quoted, ", ") + ")"
	}
	b.WriteString("# PowerShell completion for envguard. Made by: envguard completion powershell\n\nRegister-ArgumentCompleter -Native -CommandName envguard -ScriptBlock {\n\tparam($wordToComplete, $commandAst, $cursorPosition)\n\t$flags = @{\n")
	eachCommand(func(sub string) { fmt.Fprintf(b, "\t\t%s = %s\n", quote(sub), list(flagWords(sub))) })
	b.WriteString("\t}\n\t$arguments = @{\n")
	eachCommand(func(sub string) {
		if words := argWords(sub); len(words) > 0 {
			fmt.Fprintf(b, "\t\t%s = %s\n", quote(sub), list(words))
		}
	})
	b.WriteString("\t}\n\t$values = @{\n")
	eachCommand(func(sub string) {
		for _, f := range visibleFlags(sub) {
			if words, _ := f.valueWords(); f.value != "" && len(words) > 0 {
				fmt.Fprintf(b, "\t\t%s = %s\n", quote(sub+" --"+f.name), list(words))
			}
		}
	})
	b.WriteString(`	}
	$words = @($commandAst.CommandElements | Where-Object { $_.Extent.EndOffset -lt $cursorPosition } | ForEach-Object { $_.ToString() })
	$command = ''
	foreach ($word in $words | Select-Object -Skip 1) {
		if ($word -notlike '-*' -and $flags.ContainsKey($word)) { $command = $word; break }
	}
	$previous = "$command $($words[-1])"
	if ($values.ContainsKey($previous)) { $candidates = $values[$previous] }
	elseif ($wordToComplete -like '-*') { $candidates = $flags[$command] }
	else { $candidates = $arguments[$command] }
	$candidates | Where-Object { $_ -like "$wordToComplete*" } | ForEach-Object {
		[System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
	}
}
`)
}
