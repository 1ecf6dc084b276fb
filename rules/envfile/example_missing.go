package envfile

import (
	"errors"
	"strings"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/dotenv"
	"github.com/envguard/envguard/rules/fileclass"
)

var ExampleMissing = &rules.Rule{
	ID:    "example-missing",
	Title: "Private env file without an example",
	Doc: `A private env file is not shared, so others learn its settings from an example file in the same folder: .env.example with the same names and placeholders for values. This rule warns where there is a private file with settings and none in the folder.

Any example file in the same folder will do. Files that the project's framework means to commit need none, and neither do those of tests.`,
	Fix:       "Write an example file with the same names and placeholders for secrets (envguard fix does it), and commit it.",
	Severity:  rules.Warning,
	CheckRepo: checkMissing,
}

func checkMissing(repo *rules.Repo) ([]rules.Match, error) {
	hasExample := map[string]bool{} // by folder
	for i := range repo.Files {
		f := &repo.Files[i]
		dir, _ := fileclass.Split(f.Path)
		p := ""
		if f.Class == fileclass.Private {
			p = PolicyOf(repo, f.Path).Framework
		}
		if f.Class == fileclass.Example && exists(repo, f) || p != "" && p != settled {
			hasExample[dir] = true
		}
	}
	var found []rules.Match
	var errs []error
	for i := range repo.Files {
		f := &repo.Files[i]
		dir, name := fileclass.Split(f.Path)
		if f.Class != fileclass.Private || !exists(repo, f) || hasExample[dir] || !SurelyPrivate(f.Path) || Aside(f.Path) {
			continue
		}
		if PolicyOf(repo, f.Path).Framework == settled {
			continue // it says itself which settings there are
		}
		data, err := content(repo, f)
		if err != nil {
			if tracked(repo, f) {
				errs = append(errs, err)
			}
			data = []byte("A=\n") // not ours to read: it has settings for all we know
		}
		if !hasSetting(data) {
			continue
		}
		hasExample[dir] = true // say it once for each folder
		example := ".env.example"
		if strings.HasPrefix(alphabet.ToLower(name), ".dev.vars") {
			example = ".dev.vars.example"
		}
		found = append(found, rules.Match{
			Path: f.Path, Score: 1, Severity: rules.Warning, Remedy: rules.WriteExample, Legacy: f.Head,
			Message: "there is no " + example + ", from which others learn the settings",
		})
	}
	return found, errors.Join(errs...)
}

func hasSetting(data []byte) bool {
	for _, e := range dotenv.Parse(data).Entries() {
		if !e.Commented && e.Op != 0 {
			return true
		}
	}
	return false
}
