package envfile

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/fileclass"
	"github.com/envguard/envguard/rules/gitignore"
)

var EnvNotIgnored = &rules.Rule{
	ID:    "env-not-ignored",
	Title: "Private env file that git does not ignore",
	Doc: `A private env file (.env, .env.local, .dev.vars, …), a copy of one or a key file must be ignored by git: git add . takes everything else. This rule asks git's own rules, from .gitignore files in all folders to .git/info/exclude and core.excludesFile, about each such file on disk, and about the private file beside each example file even before it exists.

It names the line that protects the file or undoes the protection, and explains usual mistakes: a slash at the end (.env/ means folders only), a comment behind the pattern, invisible characters, a pattern bound to another folder, a later line with an exclamation mark.

It warns where the protection is of this machine only: .git/info/exclude and core.excludesFile are not shared, core.ignoreCase differs between systems, and a .gitignore that is not committed protects nobody else. Files that are tracked already are the matter of env-tracked. Files that the project's framework means to commit are left alone; their values are judged by example-secret.`,
	Fix:       "Add a line for the file to the .gitignore of the repository; envguard fix does it.",
	Source:    "https://git-scm.com/docs/gitignore",
	Severity:  rules.Error,
	CheckRepo: checkIgnored,
}

func checkIgnored(repo *rules.Repo) ([]rules.Match, error) {
	if repo.Ignored == nil || repo.Bare {
		return nil, nil
	}
	var found []rules.Match
	var errs []error
	asked := map[string]bool{}
	ask := func(path string, example *rules.RepoFile) {
		if asked[path] {
			return
		}
		asked[path] = true
		m, ok, err := judgeIgnored(repo, path, example)
		if err != nil {
			errs = append(errs, err)
		}
		if ok {
			found = append(found, m)
		}
	}
	for i := range repo.Files {
		f := &repo.Files[i]
		switch f.Class {
		case fileclass.Private, fileclass.Backup, fileclass.Keys:
			if tracked(repo, f) {
				asked[f.Path] = true // env-tracked says what is to be said
			} else if f.Worktree {
				ask(f.Path, nil)
			}
		}
	}
	for i := range repo.Files {
		f := &repo.Files[i]
		if f.Class != fileclass.Example || !exists(repo, f) {
			continue
		}
		private := fileclass.PrivateFor(f.Path)
		if private != "" && fileclass.IsVariant(f.Path) && fileAt(repo, private) == nil {
			dir, _ := fileclass.Split(f.Path)
			private = dir + ".env" // that is what it is copied to
		}
		if private != "" {
			if at := fileAt(repo, private); at == nil || !tracked(repo, at) {
				ask(private, f)
			}
		}
	}
	return found, errors.Join(errs...)
}

// judgeIgnored judges one private file. example is set if it is only known by
// its example.
func judgeIgnored(repo *rules.Repo, path string, example *rules.RepoFile) (m rules.Match, ok bool, err error) {
	r, err := repo.Ignored(path)
	if err != nil {
		return m, false, fmt.Errorf("asking whether git ignores %s: %w", path, err)
	}
	m = rules.Match{Path: path, Score: 1, Severity: rules.Error, Remedy: rules.IgnoreFile}
	if r.Ignored {
		m.Severity, m.Message = protection(repo, r)
		if r.Shared && m.Severity == rules.Warning {
			m.Remedy, m.Target = rules.TrackIgnore, r.File
		}
		return m, true, nil
	}
	if PolicyOf(repo, path).Framework != "" {
		return m, false, nil
	}
	switch {
	case example != nil:
		m.Legacy = example.Head
		m.Message = "git would not ignore this file, the private one beside " + fileclass.Base(example.Path)
		if !SurelyPrivate(path) || !surelyExample(example.Path) || Aside(example.Path) {
			m.Severity = rules.Warning
		}
	default:
		m.Message = "git does not ignore this " + kindOf(path) + ", so that git add . would take it"
		if (Aside(path) || !SurelyPrivate(path)) && !realOnDisk(repo, path) {
			m.Severity = rules.Warning
		}
	}
	if r.Line > 0 && r.Source == gitignore.PerDir {
		m.Target = r.File // a line at the top would not undo it
	}
	if why := whyNot(repo, path, r); why != "" {
		m.Message += ": " + why
	}
	return m, true, nil
}

// protection says what protects an ignored file, and how much that is worth.
func protection(repo *rules.Repo, r gitignore.Result) (rules.Severity, string) {
	by := "ignored by " + lineOf(r)
	if r.Parent != "" {
		by += ", with all of " + r.Parent + "/"
	}
	if r.Shared {
		// Another file comes first in git's order, but the shared ones would do.
		if f := fileAt(repo, r.File); r.Source == gitignore.PerDir && f != nil && !tracked(repo, f) {
			return rules.Info, by + ", which is not committed: other clones do not have it"
		}
		return rules.Info, by
	}
	switch {
	case r.Source == gitignore.Exclude:
		return rules.Warning, by + ", on this machine only: add it to a .gitignore"
	case r.Source == gitignore.Global:
		return rules.Warning, by + ", a personal file that others do not have: add it to a .gitignore"
	case r.CaseFold:
		return rules.Warning, by + " only because core.ignoreCase is set here: write it in the same case"
	}
	return rules.Info, by
}

// whyNot explains why a file is not ignored, if a line comes near to it.
func whyNot(repo *rules.Repo, path string, r gitignore.Result) string {
	if r.Line > 0 { // a negation
		return lineOf(r) + " takes it back"
	}
	if repo.Read == nil {
		return ""
	}
	for dir := path; dir != ""; {
		dir = strings.TrimSuffix(dir[:strings.LastIndexByte(dir, '/')+1], "/")
		file := strings.TrimPrefix(dir+"/.gitignore", "/")
		data, err := repo.Read(file, rules.Worktree)
		if err != nil {
			continue // it mostly is not there; the matcher has read it if it is
		}
		for _, m := range gitignore.Mistakes(dir, data, path) {
			return "line " + strconv.Itoa(m.Line) + " of " + file + ": " + m.Text
		}
	}
	return ""
}

// lineOf names the line that decided.
func lineOf(r gitignore.Result) string {
	return "line " + strconv.Itoa(r.Line) + " of " + printable(r.File) + ", " + printable(r.Pattern)
}

// printable returns s, quoted if it holds what a terminal would not show.
func printable(s string) string {
	for _, c := range s {
		if !unicode.IsPrint(c) {
			return strconv.Quote(s)
		}
	}
	return s
}

// kindOf names what a file is in a sentence.
func kindOf(path string) string {
	switch fileclass.Classify(path) {
	case fileclass.Backup:
		return "copy of a private env file"
	case fileclass.Keys:
		return "file of private keys"
	}
	return "private env file"
}

// realOnDisk reports whether an untracked file holds what could be a secret,
// or cannot be read.
func realOnDisk(repo *rules.Repo, path string) bool {
	if repo.Read == nil {
		return true
	}
	data, err := repo.Read(path, rules.Worktree)
	return err != nil || holdsReal(data)
}
