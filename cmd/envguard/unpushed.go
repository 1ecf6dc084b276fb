package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/envguard/envguard/scanner"
	"github.com/envguard/envguard/scanner/gitsource"
)

// references returns all references. One that cannot be read must not make less be
// scanned: where the others say what is scanned, it is an error.
func references(ctx context.Context, repo *gitsource.Repo) ([]gitsource.Ref, error) {
	refs, err := repo.Refs(ctx)
	if err != nil {
		return refs, &codedError{fmt.Errorf("reading the references: %w", err), exitIncomplete, ""}
	}
	return refs, nil
}

// notPushed returns what HEAD and the local branches have and no remote does.
func notPushed(ctx context.Context, repo *gitsource.Repo) (scanner.History, error) {
	refs, err := references(ctx, repo)
	if err != nil {
		return nil, err
	}
	push := gitsource.PushOptions{What: "commits that no remote has"}
	for _, ref := range refs {
		switch {
		case strings.HasPrefix(ref.Name, "refs/remotes/"):
			push.Known = append(push.Known, ref.ID)
		case ref.Name == "HEAD", strings.HasPrefix(ref.Name, "refs/heads/"):
			push.Refs = append(push.Refs, gitsource.NewRef{Name: ref.Name, ID: ref.ID})
		}
	}
	past, err := repo.Push(ctx, push)
	if err != nil {
		return nil, &codedError{fmt.Errorf("reading what is not pushed: %w", err), exitIncomplete, ""}
	}
	return past, nil
}

// mainBranches are where the policy of a new branch is looked for.
var mainBranches = []string{"refs/remotes/origin/HEAD", "refs/remotes/origin/main", "refs/remotes/origin/master", "refs/heads/main", "refs/heads/master"}

// newBranch returns what a new branch brings that no other branch has, local or
// remote, and the commit whose policy counts: that of the main branch, or "" if there
// is none that was there before. A branch that leads to the commit says nothing, as it
// can be the new one.
func newBranch(ctx context.Context, repo *gitsource.Repo, to string) (past scanner.History, policy string, err error) {
	id, err := repo.Resolve(ctx, to)
	if err != nil {
		return nil, "", err
	}
	refs, err := references(ctx, repo)
	if err != nil {
		return nil, "", err
	}
	push := gitsource.PushOptions{
		What: "commits of " + to + " that no other branch has",
		Refs: []gitsource.NewRef{{Name: "refs/heads/" + to, ID: id}},
	}
	var known []string
	for _, ref := range refs {
		if !strings.HasPrefix(ref.Name, "refs/heads/") && !strings.HasPrefix(ref.Name, "refs/remotes/") {
			continue
		}
		has, err := repo.Contains(ctx, ref.Name, id)
		if err != nil {
			return nil, "", &codedError{fmt.Errorf("reading %s: %w", ref.Name, err), exitIncomplete, ""}
		}
		if !has {
			push.Known = append(push.Known, ref.ID)
			known = append(known, ref.Name)
		}
	}
	for _, name := range mainBranches {
		if slices.Contains(known, name) {
			policy = name
			break
		}
	}
	past, err = repo.Push(ctx, push)
	return past, policy, err
}

// deepenSteps are how many commits more are fetched, one after the other.
var deepenSteps = []string{"--deepen=50", "--deepen=500", "--deepen=5000", "--unshallow"}

// deepen fetches what a range needs and a shallow clone does not have.
func (c command) deepen(ctx context.Context, o *options, from, to string) error {
	repo, err := o.open()
	if err != nil {
		return openError(err, "a range belongs to a repository; give its folder with -C")
	}
	shallow, dir := filepath.Join(repo.CommonDir(), "shallow"), repo.Top()
	if dir == "" {
		dir = repo.GitDir()
	}
	if err := repo.Close(); err != nil {
		return err
	}
	for _, step := range append([]string{"--depth=1"}, deepenSteps...) {
		ends, err := os.ReadFile(shallow)
		if errors.Is(err, os.ErrNotExist) {
			return nil // the clone is whole
		}
		if err != nil {
			return &codedError{fmt.Errorf("reading the ends of the history: %w", err), exitIncomplete, ""}
		}
		if whole(ctx, dir, from, to, string(ends)) {
			return nil
		}
		revs := []string{from, to}
		if step == "--depth=1" { // of the others it would cut off what is here
			revs = slices.DeleteFunc(revs, func(rev string) bool { return zeros(rev) || resolves(ctx, dir, rev) })
			if len(revs) == 0 {
				continue
			}
		}
		if err := fetchMore(ctx, dir, step, revs); err != nil {
			return &codedError{fmt.Errorf("fetching the history for --deepen: %w", err), exitIncomplete, "have the checkout fetch the whole history instead"}
		}
	}
	return nil
}

// resolves reports whether a clone has a commit.
func resolves(ctx context.Context, dir, rev string) bool {
	_, err := git(ctx, dir, "rev-parse", "-q", "--verify", rev+"^{commit}")
	return err == nil
}

// whole reports whether a range ends before the clone's history does.
func whole(ctx context.Context, dir, from, to, ends string) bool {
	args := []string{"rev-list", to}
	if !zeros(from) {
		args = append(args, "^"+from)
	}
	commits, err := git(ctx, dir, append(args, "--")...)
	if err != nil {
		return false
	}
	for id := range strings.FieldsSeq(commits) {
		if strings.Contains(ends, id) {
			return false
		}
	}
	return true
}

// fetchMore fetches more of the history of revisions, or of all branches where the
// remote does not give out single commits.
func fetchMore(ctx context.Context, dir, step string, revs []string) error {
	args := []string{"fetch", "--quiet", "--no-tags", step, "origin"}
	var refs []string
	for _, rev := range revs {
		branch, remote := strings.CutPrefix(rev, "origin/")
		id, err := git(ctx, dir, "rev-parse", "-q", "--verify", rev+"^{commit}")
		switch {
		case zeros(rev):
		case remote:
			refs = append(refs, "+refs/heads/"+branch+":refs/remotes/origin/"+branch)
		case err == nil:
			refs = append(refs, id)
		case len(rev) >= 40:
			refs = append(refs, rev)
		}
	}
	if _, err := git(ctx, dir, append(args, refs...)...); err == nil {
		return nil
	}
	_, err := git(ctx, dir, append(args, "+refs/heads/*:refs/remotes/origin/*")...)
	return err
}
