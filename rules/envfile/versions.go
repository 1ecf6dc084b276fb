package envfile

import (
	"bytes"
	"errors"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/fileclass"
)

// A versionCheck is how a rule looks at the versions of one private env file.
type versionCheck struct {
	check  func(data []byte) []rules.Match // nil to leave the file alone
	unread rules.Match                     // said of a file on disk that cannot be read; or zero
}

// inVersions shows a rule the versions of each private env file: the one on disk
// and the tracked one, if they differ. A file on disk that cannot be read is no
// gap in the scan, since it is not going to be committed.
func inVersions(repo *rules.Repo, rule func(*rules.RepoFile) versionCheck) ([]rules.Match, error) {
	var found []rules.Match
	var errs []error
	for i := range repo.Files {
		f := &repo.Files[i]
		if f.Class != fileclass.Private || !exists(repo, f) || Aside(f.Path) || isTemplate(f.Path) {
			continue
		}
		v := rule(f)
		if v.check == nil {
			continue
		}
		var seen []byte
		for _, place := range placesOf(repo, f) {
			data, err := repo.Read(f.Path, place)
			switch {
			case err != nil && place == rules.Worktree:
				if v.unread.Message != "" {
					found = append(found, v.unread)
				}
				continue
			case err != nil:
				errs = append(errs, err)
				continue
			case seen != nil && bytes.Equal(seen, data):
				continue
			}
			seen = data
			for _, m := range v.check(data) {
				if !hasMatch(found, m) {
					found = append(found, m)
				}
			}
		}
	}
	return found, errors.Join(errs...)
}

// placesOf returns the versions of a file to look at: on disk, and what is
// tracked of it.
func placesOf(repo *rules.Repo, f *rules.RepoFile) []rules.Place {
	var places []rules.Place
	if f.Worktree {
		places = append(places, rules.Worktree)
	}
	switch {
	case f.Index:
		places = append(places, rules.Index)
	case tracked(repo, f):
		places = append(places, rules.Head)
	}
	return places
}

func hasMatch(list []rules.Match, m rules.Match) bool {
	for _, l := range list {
		if l.Path == m.Path && l.Target == m.Target && l.Message == m.Message {
			return true
		}
	}
	return false
}
