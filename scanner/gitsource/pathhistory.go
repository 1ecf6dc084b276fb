package gitsource

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
)

// historyTime is how long a look into the history may take. A walk through a
// million commits takes longer, and then the answer is incomplete.
const historyTime = 20 * time.Second

// maxContains is how many commits one question names.
const maxContains = 200

// PathHistory says how far a file has spread: in how many of the commits that
// a ref, HEAD or a linked work tree's HEAD leads to it was added, changed or
// deleted, and which remote-tracking branches ("origin/main", sorted) have one
// of them. A file that these branches have had once can be read by everyone
// who can read them, also when it is deleted there.
//
// path is slash-separated and relative to the top; earlier names of the file
// are not followed. complete is false in a shallow clone, and when the history
// is too long to be looked at in 20 seconds: then there may be more. Commits
// that only the reflog knows do not count. Nothing is fetched: what a remote
// has got since the last fetch is not known.
func (r *Repo) PathHistory(ctx context.Context, path string) (commits int, remotes []string, complete bool, err error) {
	git, err := openGit(r.at)
	if err != nil {
		return 0, nil, false, err
	}
	defer git.close()
	fail := func(err error) (int, []string, bool, error) {
		return 0, nil, false, fmt.Errorf("looking for %s in the history: %w", quoted(path), err)
	}
	shallow, err := git.line(ctx, "rev-parse", "--is-shallow-repository")
	if err != nil {
		return fail(err)
	}
	complete = shallow == "false"

	limited, cancel := context.WithTimeout(ctx, historyTime)
	defer cancel()
	// A walk in full: the usual one leaves out side branches whose change was
	// undone before the merge.
	var ids []string
	err = git.lines(limited, func(id string) { ids = append(ids, id) }, "rev-list", "--all", "--full-history", "--", path)
	switch {
	case err != nil && ctx.Err() != nil:
		return fail(ctx.Err())
	case errors.Is(err, context.DeadlineExceeded):
		complete = false
	case err != nil:
		return fail(err)
	}
	found := map[string]bool{}
	// From the first commit on: that is the one that most branches have.
	slices.Reverse(ids)
	for part := range slices.Chunk(ids, maxContains) {
		args := []string{"for-each-ref", "--format=%(symref) %(refname:lstrip=2)"}
		for _, id := range part {
			args = append(args, "--contains="+id)
		}
		err := git.lines(limited, func(line string) {
			// origin/HEAD is but another name.
			if symref, name, ok := strings.Cut(line, " "); ok && symref == "" {
				found[name] = true
			}
		}, append(args, "refs/remotes/")...)
		switch {
		case err != nil && ctx.Err() != nil:
			return fail(ctx.Err())
		case errors.Is(err, context.DeadlineExceeded):
			complete = false
		case err != nil:
			return fail(err)
		}
		if err != nil {
			break
		}
	}
	for name := range found {
		remotes = append(remotes, name)
	}
	slices.Sort(remotes)
	return len(ids), remotes, complete, nil
}

// lines runs git and calls f for each line of its output.
func (g *gitRunner) lines(ctx context.Context, f func(line string), args ...string) error {
	cmd := g.command(ctx, args...)
	var stderr headBuffer
	cmd.Stderr = &stderr
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		return fmt.Errorf("git %s: %w", args[0], err)
	}
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("git %s: %w", args[0], err)
	}
	scan := bufio.NewScanner(stdout) // a line is an id or a ref's name
	for scan.Scan() {
		f(scan.Text())
	}
	readErr := scan.Err()
	if readErr != nil {
		io.Copy(io.Discard, stdout)
	}
	if err := cmd.Wait(); err != nil {
		return g.failed(ctx, args, stderr.b.Bytes(), err)
	}
	if readErr != nil {
		return fmt.Errorf("git %s: %w", args[0], readErr)
	}
	return nil
}
