package envfile

import (
	"errors"
	"fmt"
	"strings"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/dotenv"
	"github.com/envguard/envguard/rules/fileclass"
)

var ExampleDrift = &rules.Rule{
	ID:    "example-drift",
	Title: "Private file and example with different settings",
	Doc: `The names in a private env file and in its example should be the same, or the example does not tell others what to set. This rule warns of names on one side only, with their lines; it never shows a value.

A name that is commented out counts as known on that side. Where several examples belong to one private file, or .env.local stands beside .env, a name in any of them is enough.`,
	Fix:       "Add the missing names to the example with placeholders for values, or to the private file; envguard fix does both.",
	Severity:  rules.Warning,
	CheckRepo: checkDrift,
}

// A setting is a name and where it first is.
type setting struct {
	name      string
	line      int
	commented bool
}

func checkDrift(repo *rules.Repo) ([]rules.Match, error) {
	var found []rules.Match
	var errs []error
	done := map[string]bool{}
	for i := range repo.Files {
		f := &repo.Files[i]
		if f.Class != fileclass.Example || !exists(repo, f) || Aside(f.Path) {
			continue
		}
		path := fileclass.PrivateFor(f.Path)
		private := fileAt(repo, path)
		if path == "" || private == nil || !exists(repo, private) || done[path] {
			continue
		}
		done[path] = true
		matches, err := compareSettings(repo, private, examplesBeside(repo, path))
		found = append(found, matches...)
		if err != nil {
			errs = append(errs, err)
		}
	}
	return found, errors.Join(errs...)
}

// compareSettings compares a private file with its examples.
func compareSettings(repo *rules.Repo, private *rules.RepoFile, examples []*rules.RepoFile) ([]rules.Match, error) {
	place := rules.Worktree
	if !private.Worktree {
		place = rules.Index
		if !private.Index {
			place = rules.Head
		}
	}
	data, err := repo.Read(private.Path, place)
	if err != nil {
		if place != rules.Worktree {
			return nil, err
		}
		// It is not going to be committed, so that this is no gap in the scan.
		return []rules.Match{{
			Path: private.Path, Score: 1, Severity: rules.Info, Remedy: rules.Manual,
			Message: "its names could not be compared with those of " + fileclass.Base(examples[0].Path) + ", as it cannot be read",
		}}, nil
	}
	mine := settings(data)
	set := map[string]bool{} // names on the private side, with those of its neighbors
	for _, s := range mine {
		set[s.name] = true
	}
	for _, name := range neighbours(repo, private.Path) {
		if data, err := repo.Read(name.Path, rules.Worktree); err == nil {
			for _, s := range settings(data) {
				set[s.name] = true
			}
		}
	}
	var found []rules.Match
	known := map[string]bool{}
	for _, e := range examples {
		data, err := content(repo, e)
		if err != nil {
			return found, err
		}
		var missing []setting
		for _, s := range settings(data) {
			known[s.name] = true
			if !set[s.name] && !s.commented {
				missing = append(missing, s)
			}
		}
		if len(missing) > 0 {
			found = append(found, drift(e, missing, fileclass.Base(private.Path)))
		}
	}
	var missing []setting
	for _, s := range mine {
		if !known[s.name] && !s.commented {
			missing = append(missing, s)
		}
	}
	if len(missing) > 0 {
		found = append(found, drift(private, missing, fileclass.Base(examples[0].Path)))
	}
	return found, nil
}

// neighbors returns the env files that are read together with a private one,
// such as .env.local with .env.
func neighbours(repo *rules.Repo, path string) []*rules.RepoFile {
	dir, name := fileclass.Split(path)
	if !strings.HasPrefix(alphabet.ToLower(name), ".env") {
		return nil
	}
	var found []*rules.RepoFile
	for i := range repo.Files {
		f := &repo.Files[i]
		d, n := fileclass.Split(f.Path)
		if d == dir && f.Path != path && f.Worktree && strings.HasPrefix(alphabet.ToLower(n), ".env") && (f.Class == fileclass.Private || f.Class == fileclass.Shared) {
			found = append(found, f)
		}
	}
	return found
}

// settings returns the names of an env file, each once. A name that is set and
// also commented out is set.
func settings(data []byte) []setting {
	d := dotenv.Parse(data)
	at := map[string]int{}
	var list []setting
	for _, e := range d.Entries() {
		if e.Op == 0 && e.Export.Empty() {
			continue
		}
		name := d.Key(e)
		if strings.HasPrefix(name, "DOTENV_PUBLIC_KEY") {
			continue // made by dotenvx
		}
		if i, ok := at[name]; ok {
			if list[i].commented && !e.Commented {
				list[i] = setting{name, e.Line, false}
			}
			continue
		}
		at[name] = len(list)
		list = append(list, setting{name, e.Line, e.Commented})
	}
	return list
}

// maxNames bounds how many names a message lists.
const maxNames = 5

// drift reports names that other lacks.
func drift(f *rules.RepoFile, missing []setting, other string) rules.Match {
	var names []string
	for _, s := range missing {
		if len(names) < maxNames && isPlainName(s.name) {
			names = append(names, fmt.Sprintf("%s (line %d)", s.name, s.line))
		}
	}
	message := other + " lacks " + strings.Join(names, ", ")
	if more := len(missing) - len(names); more > 0 {
		message += fmt.Sprintf(" and %d more", more)
		if len(names) == 0 {
			message = fmt.Sprintf("%s lacks %d names, the first in line %d", other, more, missing[0].line)
		}
	}
	return rules.Match{Path: f.Path, Line: missing[0].line, Score: 1, Severity: rules.Warning, Remedy: rules.WriteExample, Legacy: f.Head, Message: message}
}

// isPlainName reports whether a name may be shown. What precedes an
// equals sign can be the end of a secret that was broken into lines.
func isPlainName(name string) bool {
	var upper, lower bool
	for i := 0; i < len(name); i++ {
		switch c := name[i]; {
		case 'A' <= c && c <= 'Z':
			upper = true
		case 'a' <= c && c <= 'z':
			lower = true
		case c == '_', i > 0 && '0' <= c && c <= '9', i > 0 && (c == '.' || c == '-'):
		default:
			return false
		}
	}
	return len(name) <= 48 && upper != lower
}
