package report

import (
	"strings"
	"unicode"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/fileclass"
	"github.com/envguard/envguard/scanner"
)

// A step is one line of a remedy: what it does, and the command to type. The
// command is empty where there is none.
type step struct{ why, command string }

// remedy returns what to do about a finding, the most direct step first, and
// the command that does all of it, if there is one.
func (r *Report) remedy(f *scanner.Finding) []step {
	steps := r.byHand(f)
	if command := fixCommand(f); f.Origin.Kind == scanner.File && command != "" {
		steps = append(steps, step{"or have it done, after a look at the diff", command})
	}
	return steps
}

// fixCommand returns how envguard itself repairs a finding, or "".
func fixCommand(f *scanner.Finding) string {
	switch f.Remedy {
	case rules.IgnoreFile, rules.WriteExample:
		return "envguard fix"
	case rules.Untrack, rules.UntrackIgnored:
		if f.Severity == rules.Error { // others may be someone's fixtures
			return "envguard fix"
		}
	case rules.Placeholder:
		if fileclass.Classify(f.Path) == fileclass.Example {
			return "envguard fix"
		}
	case rules.Manual:
		if f.Rule.ID == "env-encoding" {
			return "envguard fix"
		}
	case rules.NewKey:
		switch f.Rule.ID {
		case "weak-key":
			return "envguard fix --rotate"
		case "fernet-key-invalid":
			return "envguard fix"
		}
	}
	return ""
}

func (r *Report) byHand(f *scanner.Finding) []step {
	if f.Origin.Kind != scanner.File {
		return ofText(f)
	}
	outer, _, _ := strings.Cut(f.Path, "!/") // git knows the archive, not what is in it
	path := r.pathspec(outer)
	switch f.Remedy {
	case rules.IgnoreFile:
		return []step{{"ignore it", r.ignore(f)}}
	case rules.Untrack:
		return []step{
			{"untrack it, keep it on disk", "git rm --cached " + path},
			{"ignore it", r.ignore(f)},
		}
	case rules.TrackIgnore:
		return []step{{"commit the file that ignores it", "git add " + r.pathspec(ignoreFile(f))}}
	case rules.UntrackIgnored:
		return []step{{"untrack it, keep it on disk", "git rm --cached " + path}}
	case rules.WriteExample:
		return nil // fix writes it; a command that picks out names loses some, or copies lines of keys
	case rules.Placeholder:
		return []step{{"put a placeholder there, then", "git add " + path}}
	case rules.NewKey:
		if f.Target != "" {
			return []step{{"make a new key", "envguard rotate " + shellQuote(f.Target) + " --env-file " + r.file(f.Path)}}
		}
	}
	if r.Staged && !f.Old && !f.Unstaged { // otherwise nothing of it can be unstaged
		if r.Unborn {
			return []step{{"unstage the file", "git rm --cached " + path}}
		}
		return []step{{"unstage the file", "git restore --staged " + path}}
	}
	return nil
}

// allow returns how to permit a finding honestly, if a comment can.
func allow(f *scanner.Finding) string {
	if f.Origin.Kind != scanner.File || f.Trail != nil && !f.Trail.InHead {
		return "" // there is no line any more that could have one
	}
	if f.Line == 0 || f.Rule.CheckRepo != nil && f.Rule.Check == nil {
		return ""
	}
	return "envguard:allow " + f.Rule.ID + " -- reason"
}

// ofText returns what takes a secret out of a message or a name. A name is not
// repeated: it is the secret.
func ofText(f *scanner.Finding) []step {
	commit := f.Origin.Commit[:min(len(f.Origin.Commit), 12)]
	tag := shellQuote(strings.TrimSuffix(strings.TrimPrefix(f.Path, "tag "), " message"))
	var s step
	switch f.Origin.Kind {
	case scanner.CommitMessage:
		if commit == "" {
			return []step{{"nothing is committed yet: write the message without it", ""}}
		}
		s = step{"reword the message, of the last commit or of one before", "git commit --amend, git rebase -i " + commit + "^"}
	case scanner.CommitHeader:
		s = step{"set another author, of the last commit or of one before", "git commit --amend --reset-author, git rebase -i " + commit + "^"}
	case scanner.TagMessage:
		s = step{"write another message", "git tag -f -a " + tag + " " + tag + "^{}"}
	case scanner.TagHeader:
		return []step{{"make the tag once more, under another name in user.name or user.email", ""}}
	case scanner.BranchName:
		s = step{"rename the branch; of a remote, delete it there, too", "git branch -m OLD NEW, git push origin --delete OLD"}
	case scanner.TagName:
		s = step{"delete the tag, and on a remote, too", "git tag -d NAME, git push origin --delete NAME"}
	case scanner.RefName:
		s = step{"delete the reference", "git update-ref -d NAME"}
	case scanner.FileName:
		s = step{"rename it; earlier commits keep the name", "git mv OLD NEW"}
	}
	return []step{s, {"what was pushed is known", "git push --force replaces it, and only revoking the secret makes it worthless"}}
}

// ignoredText returns the pattern that ignores a text in .envguardignore.
func ignoredText(place string) string {
	var b strings.Builder
	b.WriteByte('/')
	for _, r := range strings.ReplaceAll(place, "********", "*") {
		if r < 0x80 && !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("._-/*@~ ,=", r) {
			r = '*'
		}
		b.WriteRune(r)
	}
	return b.String()
}

// ignoreFile returns the .gitignore that a remedy is about.
func ignoreFile(f *scanner.Finding) string {
	if f.Target != "" {
		return f.Target
	}
	return ".gitignore"
}

func (r *Report) ignore(f *scanner.Finding) string {
	file := ignoreFile(f)
	target := r.file(file)
	if !r.FromRoot && file == ".gitignore" {
		target = `"$(git rev-parse --show-toplevel)/.gitignore"`
	}
	line := quoteAlways(ignoreLine(strings.TrimPrefix(f.Path, strings.TrimSuffix(file, ".gitignore"))))
	if r.OpenIgnore != nil && r.OpenIgnore(file) {
		return `printf '\n%s\n' ` + line + " >> " + target
	}
	return "echo " + line + " >> " + target
}

// quoteAlways quotes even words that a shell would leave alone.
func quoteAlways(s string) string {
	if q := shellQuote(s); q != s {
		return q
	}
	return "'" + s + "'"
}

// pathspec returns a path as an argument of git, which works from any folder
// of the repository.
func (r *Report) pathspec(path string) string {
	glob := strings.ContainsAny(path, `*?[\`) // would name other files as well
	switch {
	case glob && r.FromRoot:
		return shellQuote(":(literal)" + path)
	case glob:
		return shellQuote(":(top,literal)" + path)
	case !r.FromRoot:
		return shellQuote(":/" + path)
	case strings.HasPrefix(path, ":") || strings.HasPrefix(path, "-"):
		return shellQuote("./" + path)
	}
	return shellQuote(path)
}

// file returns a path as an argument of other programs.
func (r *Report) file(path string) string {
	switch {
	case !r.FromRoot:
		return `"$(git rev-parse --show-toplevel)"/` + shellQuote(path)
	case strings.HasPrefix(path, "-"):
		return shellQuote("./" + path)
	}
	return shellQuote(path)
}
