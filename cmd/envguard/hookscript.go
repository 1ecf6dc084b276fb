package main

import (
	"slices"
	"strings"
)

// hookMarker is in the second line of every hook that envguard writes. It
// is how its own hooks are distinguished from others.
const hookMarker = "# envguard:hook"

// chainedSuffix is added to the name of a hook that was there before.
const chainedSuffix = ".envguard-chained"

// checkHooks are the hooks that judge a commit. git merge runs the second one
// and not the first.
func checkHooks() []string { return []string{"pre-commit", "pre-merge-commit"} }

// allHooks are the hooks that git looks for in core.hooksPath. A global
// hooksPath hides a repository's own, so each of them has to be passed on.
func allHooks() []string {
	return []string{
		"applypatch-msg", "pre-applypatch", "post-applypatch",
		"pre-commit", "pre-merge-commit", "prepare-commit-msg", "commit-msg", "post-commit",
		"pre-rebase", "post-checkout", "post-merge", "post-rewrite", "pre-push",
		"reference-transaction", "post-index-change", "pre-auto-gc", "sendemail-validate",
		"pre-receive", "update", "proc-receive", "post-receive", "post-update", "push-to-checkout",
		"p4-changelist", "p4-prepare-changelist", "p4-post-changelist", "p4-pre-submit",
	}
}

// readsInput reports whether git gives a hook something on standard input that
// envguard has to see. The hook that was there before has to see it, too.
func readsInput(name string) bool { return name == "pre-push" || name == "pre-receive" }

// keepInput reads standard input to its end, with the line feeds there.
const keepInput = "input=$(cat; echo .)\ninput=${input%.}\n"

// feed returns the prefix of a command that reads standard input.
func feed(name string) string {
	if readsInput(name) {
		return `printf '%s' "$input" | `
	}
	return ""
}

// callOf is how a hook calls envguard.
func callOf(name string) string {
	if slices.Contains(checkHooks(), name) {
		return `"$envguard" check`
	}
	return feed(name) + `"$envguard" hook ` + name + ` "$@"`
}

// findBinary is the part of a hook that looks for envguard. If the program has
// vanished the commit fails: a guard that is silently absent is none.
const findBinary = `
envguard=@BINARY@
if [ ! -x "$envguard" ]; then
	envguard=$(command -v envguard) || envguard=
fi
if [ -z "$envguard" ]; then
	echo 'envguard: error: this hook calls envguard, which was moved or removed' >&2
	echo "envguard: hint: install it again, or delete the hook $0" >&2
	[ "$status" -ne 0 ] || status=2
	exit "$status"
fi
`

// runGuard returns the part of a hook that calls envguard, whatever the hook that was
// there before has said.
func runGuard(name, binary string) string {
	call := callOf(name)
	run := "[ \"$status\" -ne 0 ] || exec " + call + "\n" + call + "\nexit \"$status\"\n"
	if readsInput(name) { // exec does not go with a pipe
		run = call + "\ncode=$?\n[ \"$status\" -ne 0 ] || status=$code\nexit \"$status\"\n"
	}
	return strings.ReplaceAll(findBinary, "@BINARY@", shellWord(binary)) + run
}

// localHook returns the script of a repository's own hook. The hook that was
// there before runs first, as it may change what is staged.
func localHook(name, binary string) []byte {
	keep := ""
	if readsInput(name) {
		keep = keepInput
	}
	return []byte("#!/bin/sh\n" + hookMarker + ` 1
# Written by: envguard install. Taken away by: envguard uninstall.
# A hook that was here before is kept beside this one and runs first.

status=0
case $0 in
*/*) chained=${0%/*} ;;
*) chained=. ;;
esac
chained=$chained/` + name + chainedSuffix + `
` + keep + `if [ -f "$chained" ] && [ -x "$chained" ]; then
	` + feed(name) + `"$chained" "$@" || status=$?
fi
` + runGuard(name, binary))
}

// globalHook returns the script of a hook for all repositories. It runs the
// repository's own hook, which core.hooksPath hides, or that of the folder
// that core.hooksPath named before.
func globalHook(name, binary, previous string, guard bool) []byte {
	var b strings.Builder
	b.WriteString("#!/bin/sh\n" + hookMarker + ` 1
# Written by: envguard install --global. Taken away by: envguard uninstall --global.
# It runs the hook of the repository itself, which core.hooksPath hides.

`)
	if previous != "" {
		b.WriteString("own=" + shellWord(previous) + "/" + name + "\n")
	} else {
		// The common cases need no further process: some hooks run several
		// times in one command.
		b.WriteString(`if [ -n "$GIT_COMMON_DIR" ]; then
	own=$GIT_COMMON_DIR
elif [ -n "$GIT_DIR" ] && [ ! -f "$GIT_DIR/commondir" ]; then
	own=$GIT_DIR
elif [ -z "$GIT_DIR" ] && [ -d .git ] && [ ! -f .git/commondir ]; then
	own=.git
else
	own=$(git rev-parse --git-common-dir) || exit 1
fi
own=$own/hooks/` + name + "\n")
	}
	run := `if [ -f "$own" ] && [ -x "$own" ]; then` + "\n"
	switch {
	case guard && readsInput(name):
		b.WriteString("status=0\n" + run + `	if grep -q '^` + hookMarker + `' "$own"; then
		exec "$own" "$@"
	fi
fi
` + keepInput + run + `	` + feed(name) + `"$own" "$@" || status=$?
fi
` + runGuard(name, binary))
	case guard:
		b.WriteString("status=0\n" + run + `	if grep -q '^` + hookMarker + `' "$own"; then
		exec "$own" "$@"
	fi
	"$own" "$@" || status=$?
fi
` + runGuard(name, binary))
	case name == "push-to-checkout":
		// Its presence replaces what git does by default, so the default
		// has to be here.
		b.WriteString(run + `	exec "$own" "$@"
fi
git update-index -q --ignore-submodules --refresh &&
	git diff-files --quiet --ignore-submodules -- || {
	echo 'the work tree has unstaged changes' >&2
	exit 1
}
if git rev-parse -q --verify HEAD >/dev/null; then
	head=HEAD
else
	head=$(git hash-object -t tree /dev/null)
fi
git diff-index --quiet --cached --ignore-submodules "$head" -- || {
	echo 'the work tree has staged changes' >&2
	exit 1
}
exec git read-tree -u -m "$1"
`)
	case name == "proc-receive":
		b.WriteString(run + `	exec "$own" "$@"
fi
echo 'no proc-receive hook in this repository' >&2
exit 1
`)
	default:
		b.WriteString(run + `	exec "$own" "$@"
fi
exit 0
`)
	}
	return []byte(b.String())
}

// shellWord quotes a path for sh. Windows paths are written with slashes,
// which the sh of Git for Windows reads.
func shellWord(path string) string {
	return "'" + strings.ReplaceAll(path, "'", `'\''`) + "'"
}

// isOurs reports whether a hook was written by envguard.
func isOurs(script []byte) bool {
	return strings.HasPrefix(string(script), "#!/bin/sh\n"+hookMarker)
}
