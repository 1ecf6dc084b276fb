package fixer_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"

	"github.com/envguard/envguard/fixer"
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/fileclass"
	"github.com/envguard/envguard/scanner"
)

// A plan is made from what is known of a repository, and changes nothing.
func Example() {
	repo := &rules.Repo{
		Files: []rules.RepoFile{{Path: ".env.example", Class: fileclass.Example, Index: true, Worktree: true}},
		Read: func(path string, _ rules.Place) ([]byte, error) {
			if path == ".env.example" {
				return []byte("DEBUG=1\n"), nil
			}
			return nil, &fs.PathError{Op: "open", Path: path, Err: fs.ErrNotExist}
		},
	}
	plan, err := fixer.MakePlan(context.Background(), fixer.Project{Repo: repo, Scan: func(*rules.File) []scanner.Finding { return nil }}, fixer.Options{})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		fmt.Println(err)
		return
	}
	for _, c := range plan.Changes {
		fmt.Printf("%s: %q\n", c.Path, c.After)
	}
	// Output: .env: "DEBUG=1\n"
}
