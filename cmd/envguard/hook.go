package main

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/envguard/envguard/cmd/envguard/internal/report"
	"github.com/envguard/envguard/scanner"
	"github.com/envguard/envguard/scanner/gitsource"
)

func hookCommand() *subcommand {
	return &subcommand{
		name:  "hook",
		args:  "NAME [ARG...]",
		short: "judge what a git hook is about; installed hooks call it",
		long: `
Takes the name of a git hook and the arguments and standard input that git gives to
it. ` + "`envguard install --hook NAME`" + ` writes hooks that call it, and other tools that
keep hooks can call it, too.

  pre-commit, pre-merge-commit    what is staged, as ` + "`envguard check`" + `
  commit-msg, prepare-commit-msg  the message: envguard hook commit-msg FILE
  pre-push                        what the remote does not have; git writes the
                                  references to standard input:
                                  envguard hook pre-push REMOTE URL
  pre-receive, update             on a server, what a push brings; judged by the
                                  ignore file, configuration and baseline of the
                                  server's HEAD or of --policy-from

A push is read commit by commit, with messages and the names of branches, tags and
files; what a later commit deletes is read as well.`,
		examples: [][2]string{
			{"in .husky/commit-msg", `envguard hook commit-msg "$1"`},
			{"in .husky/pre-push", `envguard hook pre-push "$@"`},
			{"on a server, for another branch's policy", "envguard hook pre-receive --policy-from refs/heads/release"},
		},
		flags: hookFlags,
		run:   command.hook,
	}
}

// hookFlags are the flags of `envguard hook`.
func hookFlags() []flag {
	policy := policyFromFlag
	policy.doc = "in pre-receive and update, take ignore file, configuration and baseline from this commit (default: HEAD)"
	return flagList(
		[]flag{
			policy,
			noIgnoreFileFlag,
			noAllowFlag,
			noBaselineFlag,
		},
		formatFlag(report.Names()...),
		reportFlag,
		outputFlag,
		strictFlag,
		archivesFlag,
		configFlag,
		noConfigFlag,
		engineFlag,
	)
}

func (c command) hook(ctx context.Context, o *options, args []string) (int, error) {
	if err := o.checkFolder(); err != nil {
		return 0, err
	}
	names := guardHooks()
	if len(args) == 0 {
		return 0, usagef("the hooks are "+strings.Join(names, ", "), "hook needs the name of a git hook")
	}
	name, args := args[0], args[1:]
	if !slices.Contains(names, name) {
		hint := "the hooks are " + strings.Join(names, ", ")
		if n := nearest(name, names); n != "" {
			hint = "did you mean " + n + "?"
		}
		return 0, usagef(hint, "envguard has nothing to do in a hook %q", name)
	}
	if o.policyFrom != "" && name != "pre-receive" && name != "update" {
		return 0, usagef("leave --policy-from out", "--policy-from goes with pre-receive and update")
	}
	switch name {
	case "commit-msg", "prepare-commit-msg":
		if len(args) == 0 {
			return 0, usagef("git gives it: envguard hook "+name+` "$1"`, "%s needs the file with the message", name)
		}
		return c.checkMessage(ctx, o, args[0])
	case "pre-push":
		return c.prePush(ctx, o, args)
	case "pre-receive":
		lines, err := c.hookLines(ctx, name, 3)
		if err == nil && len(lines) == 0 {
			err = usagef("hand standard input on to envguard", "git wrote no references to the standard input of pre-receive")
		}
		if err != nil {
			return 0, err
		}
		return c.receive(ctx, o, lines)
	case "update":
		if len(args) != 3 {
			return 0, usagef(`git gives them: envguard hook update "$@"`, "update needs a reference, the old and the new object")
		}
		return c.receive(ctx, o, [][]string{{args[1], args[2], args[0]}})
	}
	return c.check(ctx, o, nil)
}

// guardHooks are the hooks in which envguard has something to say.
func guardHooks() []string {
	return []string{"pre-commit", "pre-merge-commit", "commit-msg", "prepare-commit-msg", "pre-push", "pre-receive", "update"}
}

// maxHookLine is how long a line of a hook's standard input can be: names of
// references are file names.
const maxHookLine = 64 << 10

// hookLines reads the lines that git writes to a hook, of so many words each.
func (c command) hookLines(ctx context.Context, name string, words int) ([][]string, error) {
	if f, ok := c.stdin.(*os.File); ok && isTerminal(f) {
		return nil, usagef("git runs it: `envguard install --hook "+name+"`", "%s reads the references from standard input, which is a terminal", name)
	}
	var lines [][]string
	sc := bufio.NewScanner(interruptible(ctx, c.stdin))
	sc.Buffer(nil, maxHookLine)
	for sc.Scan() {
		fields := strings.Split(sc.Text(), " ")
		if len(fields) != words || slices.Contains(fields, "") {
			return nil, usagef("git writes the references there: leave standard input to it", "cannot read line %d of the standard input of %s", len(lines)+1, name)
		}
		lines = append(lines, fields)
	}
	if err := sc.Err(); err != nil {
		return nil, &codedError{fmt.Errorf("reading the references of %s from standard input: %w", name, err), exitIncomplete, ""}
	}
	return lines, nil
}

// zeros reports whether an id means that there is no object.
func zeros(id string) bool { return id != "" && strings.Trim(id, "0") == "" }

// receive judges a push on the side that receives it. Each line has an old object, a
// new one and a reference. What any reference of the repository leads to is known.
func (c command) receive(ctx context.Context, o *options, lines [][]string) (int, error) {
	repo, err := o.open()
	if err != nil {
		return 0, openError(err, "git runs this hook in the repository that receives a push")
	}
	defer repo.Close()
	var push gitsource.PushOptions
	for _, f := range lines {
		if !zeros(f[1]) {
			push.Refs = append(push.Refs, gitsource.NewRef{Name: f[2], ID: f[1], New: zeros(f[0])})
		}
	}
	if len(push.Refs) == 0 {
		return exitClean, nil // only deletions
	}
	refs, err := repo.Refs(ctx)
	if err != nil && refs == nil {
		return 0, &codedError{fmt.Errorf("reading the references: %w", err), exitIncomplete, ""}
	}
	for _, ref := range refs { // one that cannot be read hides nothing
		push.Known = append(push.Known, ref.ID)
	}
	push.What = "what is new in " + countOf(len(push.Refs), "pushed reference", "pushed references")
	return c.judgePush(ctx, o, repo, push, cmp.Or(o.policyFrom, "HEAD"), true)
}

// prePush judges what a push sends: what the remote has not, as far as is known here.
func (c command) prePush(ctx context.Context, o *options, args []string) (int, error) {
	var lines [][]string
	remote := ""
	if len(args) > 0 {
		remote = args[0]
	}
	var push gitsource.PushOptions
	fields, framework := frameworkPush()
	switch {
	case framework:
		lines = [][]string{fields}
		remote = cmp.Or(remote, os.Getenv("PRE_COMMIT_REMOTE_NAME"))
		if from := os.Getenv("PRE_COMMIT_FROM_REF"); from != "" {
			push.Known = append(push.Known, from)
		}
	case os.Getenv("PRE_COMMIT") != "": // run by hand, between two commits or for all files
		return c.check(ctx, o, nil)
	default:
		var err error
		if lines, err = c.hookLines(ctx, "pre-push", 4); err != nil {
			return 0, err
		}
	}
	repo, err := o.open()
	if err != nil {
		return 0, openError(err, "git runs this hook in the repository that is pushed from")
	}
	defer repo.Close()
	for _, f := range lines {
		ref := gitsource.NewRef{Name: f[2], ID: f[1], New: zeros(f[3])}
		if zeros(ref.ID) {
			continue // a deletion
		}
		if framework && strings.Trim(ref.ID, "0123456789abcdef") != "" { // a name, where nothing is known of the remote
			if ref.ID, err = repo.Resolve(ctx, ref.ID); err != nil {
				return 0, &codedError{fmt.Errorf("reading what is pushed: %w", err), exitIncomplete, ""}
			}
		}
		push.Refs = append(push.Refs, ref)
		if !zeros(f[3]) {
			push.Known = append(push.Known, f[3])
		}
	}
	switch {
	case len(lines) == 0: // nothing to push, or a tool that keeps standard input to itself
		id, err := repo.Resolve(ctx, "HEAD")
		if err != nil {
			return 0, usagef("hand standard input on to envguard: lefthook does with `use_stdin: true`", "git wrote no references to standard input, and HEAD cannot be judged instead: %w", err)
		}
		push.Refs = []gitsource.NewRef{{Name: "HEAD", ID: id}}
	case len(push.Refs) == 0:
		return exitClean, nil // only deletions
	}
	known, err := remoteRefs(ctx, repo, remote, args)
	if err != nil {
		return 0, err
	}
	push.Known = append(push.Known, known...)
	push.What = "what " + shownRemote(remote) + " has not of " + countOf(len(push.Refs), "reference", "references")
	return c.judgePush(ctx, o, repo, push, policyTip(ctx, repo, push.Refs), false)
}

// frameworkPush returns a line of pre-push's standard input, made of the environment
// variables that pre-commit and prek set instead.
func frameworkPush() ([]string, bool) {
	local, branch := os.Getenv("PRE_COMMIT_LOCAL_BRANCH"), os.Getenv("PRE_COMMIT_REMOTE_BRANCH")
	if os.Getenv("PRE_COMMIT") == "" || local == "" || branch == "" {
		return nil, false
	}
	// Whether the branch is new is not known here, so that its name is read.
	return []string{local, cmp.Or(os.Getenv("PRE_COMMIT_TO_REF"), local), branch, "0"}, true
}

// shownRemote names a remote in the receipt. An address can hold a password.
func shownRemote(remote string) string {
	if remote == "" || strings.ContainsAny(remote, ":@/\\ ") {
		return "the remote"
	}
	return report.Escape(remote)
}

// remoteRefs returns what a remote is known to have. A push to an address and not to
// a name is to the remotes that have this address.
func remoteRefs(ctx context.Context, repo *gitsource.Repo, remote string, args []string) ([]string, error) {
	refs, err := repo.Refs(ctx)
	if err != nil && refs == nil {
		return nil, &codedError{fmt.Errorf("reading the references: %w", err), exitIncomplete, ""}
	}
	prefixes := []string{"refs/remotes/" + remote + "/"}
	if len(args) == 0 || len(args) > 1 && args[0] == args[1] {
		dir := cmp.Or(repo.Top(), repo.GitDir())
		out, _ := git(ctx, dir, "config", "-z", "--get-regexp", `^remote\..*\.(url|pushurl)$`) // it fails if there is none
		for setting := range strings.SplitSeq(out, "\x00") {
			key, url, _ := strings.Cut(setting, "\n")
			if url == remote && remote != "" {
				name := strings.TrimPrefix(key[:strings.LastIndexByte(key, '.')], "remote.")
				prefixes = append(prefixes, "refs/remotes/"+name+"/")
			}
		}
	}
	var out []string
	for _, ref := range refs {
		if slices.ContainsFunc(prefixes, func(p string) bool { return strings.HasPrefix(ref.Name, p) }) {
			out = append(out, ref.ID)
		}
	}
	return out, nil
}

// policyTip returns the commit whose policy counts for what is pushed: that of the
// first branch, or of the first reference that names a commit at all.
func policyTip(ctx context.Context, repo *gitsource.Repo, refs []gitsource.NewRef) string {
	first := ""
	for _, ref := range refs {
		if _, err := repo.Resolve(ctx, ref.ID); err != nil {
			continue
		}
		if strings.HasPrefix(ref.Name, "refs/heads/") {
			return ref.ID
		}
		first = cmp.Or(first, ref.ID)
	}
	return cmp.Or(first, "HEAD")
}

// judgePush scans a push by the policy of a commit. A push that is received permits
// itself nothing, not by comments either.
func (c command) judgePush(ctx context.Context, o *options, repo *gitsource.Repo, push gitsource.PushOptions, policy string, received bool) (int, error) {
	past, err := repo.Push(ctx, push)
	if err != nil {
		return 0, &codedError{fmt.Errorf("reading the push: %w", err), exitIncomplete, ""}
	}
	j := job{past: past, config: scanner.Config{NoAllow: received}, report: report.Report{FromRoot: true, Receiving: received}}
	src, err := repo.Revision(policy)
	switch {
	case errors.Is(err, gitsource.ErrUnknownRevision) && o.policyFrom == "": // no commit yet: nothing is permitted
		if o.noConfig || o.config != "" {
			if j.file, err = o.diskConfig(""); err != nil {
				return 0, err
			}
		}
	case errors.Is(err, gitsource.ErrUnknownRevision):
		return 0, usagef("name a commit that this repository has", "reading the policy: %w", err)
	case err != nil:
		return 0, &codedError{fmt.Errorf("reading the policy of %q: %w", policy, err), exitIncomplete, ""}
	default:
		if j.config.Ignore, err = revisionIgnore(ctx, src); err != nil {
			return 0, err
		}
		if j.file, err = o.revisionConfig(ctx, src); err != nil {
			return 0, err
		}
		if j.accepted, err = revisionBaseline(ctx, src); err != nil {
			return 0, err
		}
	}
	return c.execute(ctx, o, j)
}
