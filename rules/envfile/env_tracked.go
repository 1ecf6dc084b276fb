package envfile

import (
	"errors"
	"fmt"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/dotenv"
	"github.com/envguard/envguard/rules/fileclass"
)

var EnvTracked = &rules.Rule{
	ID:    "env-tracked",
	Title: "Private env file in the repository",
	Doc: `A private env file, a copy of one (.env.bak, .env~, .env copy, .env_1700000000, swap files) or a key file (.env.keys, config/master.key) is staged or was committed before. Everyone who gets the repository gets its values, and they stay in the history when the file is deleted. To ignore a file that is tracked does nothing.

Where the project's framework means .env to be committed (Symfony; Vite, Next.js, Expo and Create React App for public settings; dotenvx with encrypted values; Docker Compose with nothing but versions and ports), the file may stay and example-secret judges its values. The framework is recognized by its files in the same folder or what it writes into .env, unless an example file beside .env shows that the project keeps .env private. A build with Vite says nothing about the .env of a server in the same folder (Laravel, Rails, Express, Python, Go).

A file such as .env.production that was committed, that git does not ignore and that holds no secret is a warning as long as that is so. A plain .env is an error nevertheless.

Names in use for private and shared values alike (docker.env, .env.dev) and files of sample programs are errors only if a value looks like a real secret; files of tests, documentation and vendored code are warnings.`,
	Fix:       "Take the file out of the index (envguard fix does it, or git rm --cached; both keep it on disk), ignore it, and replace its secrets if it was pushed.",
	Severity:  rules.Error,
	CheckRepo: checkTracked,
}

func checkTracked(repo *rules.Repo) ([]rules.Match, error) {
	var found []rules.Match
	var errs []error
	for i := range repo.Files {
		f := &repo.Files[i]
		switch f.Class {
		case fileclass.Private, fileclass.Backup, fileclass.Keys:
		default:
			continue
		}
		if f.Intent && f.Worktree && !tracked(repo, f) && !fileclass.InTests(f.Path) && PolicyOf(repo, f.Path).Framework == "" {
			found = append(found, rules.Match{
				Path: f.Path, Score: 1, Severity: rules.Warning, Remedy: rules.Untrack, Legacy: f.Head,
				Message: "git has been told of this " + kindOf(f.Path) + " (git add -N): git commit -a would take it, whatever .gitignore says",
			})
		}
		if !tracked(repo, f) {
			continue
		}
		if p := PolicyOf(repo, f.Path); p.Framework != "" {
			// Its values are judged like an example's. Compose itself does
			// not mean .env to be committed, so there it is worth a word.
			m := rules.Match{Path: f.Path, Score: 1, Severity: rules.Info, Legacy: f.Head}
			m.Message = "this env file is committed as " + p.Framework + " means it to be (" + p.Reason + "); its values are judged as an example's"
			if p.Framework == compose || p.Framework == settled {
				m.Severity, m.Remedy = rules.Warning, rules.Untrack
				m.Message = "this private env file is in the repository; it holds only settings so far (" + p.Reason + "), but the next one may be a secret"
			}
			found = append(found, m)
			continue
		}
		m := rules.Match{Path: f.Path, Score: 1, Severity: rules.Error, Remedy: rules.Untrack, Legacy: f.Head}
		m.Message = "this " + kindOf(f.Path) + " is staged: everyone who gets the repository gets its values"
		if f.Head {
			m.Message = "this " + kindOf(f.Path) + " is in the repository, for everyone who has it"
		}
		if repo.Ignored != nil {
			r, err := repo.Ignored(f.Path)
			if err != nil {
				errs = append(errs, fmt.Errorf("asking whether git ignores %s: %w", f.Path, err))
			} else if r.Ignored {
				m.Message += ", although " + lineOf(r) + " ignores it, which means nothing to files already added"
				m.Remedy = rules.UntrackIgnored
			}
		}
		if fileclass.InTests(f.Path) {
			m.Severity = rules.Warning
		} else if f.Class != fileclass.Keys {
			data, err := content(repo, f)
			switch {
			case err != nil:
				errs = append(errs, err)
			case !holdsValue(data):
				m.Severity = rules.Warning
				m.Message += " (it holds no value yet)"
			case (!SurelyPrivate(f.Path) || fileclass.InSamples(f.Path)) && !holdsReal(data):
				m.Severity = rules.Warning
			}
		}
		found = append(found, m)
	}
	return found, errors.Join(errs...)
}

// holdsValue reports whether an env file has anything in it: a value, also in
// a line that is commented out, or a line that is no entry and could be one.
func holdsValue(data []byte) bool {
	for _, it := range dotenv.Parse(data).Items {
		switch it.Kind {
		case dotenv.Unknown:
			return true
		case dotenv.Setting:
			if !it.Entry.Full.Empty() {
				return true
			}
		}
	}
	return false
}
