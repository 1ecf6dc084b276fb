package envfile

import (
	"errors"
	"strings"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/dotenv"
	"github.com/envguard/envguard/rules/fileclass"
)

var EnvEncoding = &rules.Rule{
	ID:    "env-encoding",
	Title: "Env file in UTF-16 or with a byte order mark",
	Doc: `Readers of env files expect UTF-8. Editors and shells of Windows write UTF-16, or a byte order mark in front. Python then fails with UnicodeDecodeError, and other readers take the mark for a part of the first name, so that this setting is missing.

The message describes what each reader that the project uses makes of the file. Where all of them take it, nothing is reported.`,
	Fix:       "Save the file as UTF-8 without a byte order mark; envguard fix does it.",
	Severity:  rules.Warning,
	CheckRepo: checkEncodings,
}

func checkEncodings(repo *rules.Repo) ([]rules.Match, error) {
	var found []rules.Match
	var errs []error
	for i := range repo.Files {
		f := &repo.Files[i]
		switch f.Class {
		case fileclass.Private, fileclass.Example, fileclass.Shared:
		default:
			continue
		}
		if !exists(repo, f) || Aside(f.Path) || repo.Read == nil || !fileclass.MaybeEnv(f.Path) {
			continue
		}
		data, err := content(repo, f)
		switch {
		case err != nil && tracked(repo, f):
			errs = append(errs, err)
			continue
		case err != nil || len(data) > 1<<20:
			continue
		}
		if message := encodingTrouble(data, func() []dotenv.Reader { return ReadersOf(repo, f.Path) }); message != "" {
			found = append(found, rules.Match{Path: f.Path, Line: 1, Score: 1, Severity: rules.Warning, Remedy: rules.Manual, Legacy: f.Head, Message: message})
		}
	}
	return found, errors.Join(errs...)
}

// encodingTrouble says what readers make of a text that is not plain UTF-8, or
// "".
func encodingTrouble(data []byte, readers func() []dotenv.Reader) string {
	text, encoding := dotenv.ToUTF8(data)
	if encoding == "" {
		return ""
	}
	plain := dotenv.Parse(text)
	if len(plain.Entries()) == 0 {
		return ""
	}
	list := readers()
	if len(list) == 0 {
		return "it is " + encoding + ", which many readers of env files cannot read"
	}
	var parts []string
	for _, r := range list {
		want, err := plain.Read(r, nil)
		if err != nil {
			continue
		}
		got, err := dotenv.Parse(data).Read(r, nil)
		var failed *dotenv.ReadError
		switch {
		case errors.As(err, &failed):
			parts = append(parts, r.String()+" fails ("+failed.Reason+")")
		case len(want.Vars) > 0 && len(got.Vars) == 0:
			parts = append(parts, r.String()+" sees no setting")
		case len(want.Vars) > 0:
			if first := want.Vars[0].Key; !has(got, first) {
				parts = append(parts, r.String()+" does not see "+plainOr(first, "the first name")+": the mark becomes a part of the name")
			}
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return "it is " + encoding + ": " + strings.Join(parts, ", ")
}

func has(r *dotenv.Reading, name string) bool {
	_, ok := r.Var(name)
	return ok
}
