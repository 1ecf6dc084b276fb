package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"runtime/debug"
	"strings"
	"time"

	"github.com/envguard/envguard/cmd/envguard/internal/baseline"
	"github.com/envguard/envguard/cmd/envguard/internal/report"
	"github.com/envguard/envguard/scanner"
	"github.com/envguard/envguard/scanner/gitsource"
)

// checkHistoryFlags refuses combinations that mean nothing.
func (o *options) checkHistoryFlags(args []string) error {
	mode := "--history"
	switch {
	case o.rangeSpec != "":
		mode = "--range"
	case o.notPushed:
		mode = "--not-pushed"
	}
	if len(args) > 0 {
		return usagef("leave the paths out, or "+mode, "%s and paths exclude each other", mode)
	}
	for _, b := range o.branches {
		if strings.TrimSpace(b) == "" {
			return usagef("a variable of a script that is not set looks like this", "a value of --branch is empty")
		}
	}
	return nil
}

// The heap that reading a history is held to, in bytes. It is a goal of the
// garbage collector, not a bound: a repository whose tables need more gets more,
// since to collect for nothing would take longer than to read.
const (
	historyMemory   = 272 << 20
	perPackedObject = 160
)

// scanCommits scans the history or a part of it.
func (c command) scanCommits(ctx context.Context, o *options, args []string) (int, error) {
	if err := o.checkHistoryFlags(args); err != nil {
		return 0, err
	}
	var since time.Time
	if o.since != "" {
		var err error
		if since, err = parseDate(o.since, time.Now()); err != nil {
			return 0, err
		}
	}
	var within span
	if o.rangeSpec != "" {
		var err error
		if within, err = splitRange(o.rangeSpec); err != nil {
			return 0, err
		}
		if o.deepen {
			if err := c.deepen(ctx, o, within.from, within.to); err != nil {
				return 0, err
			}
		}
	}
	repo, err := o.open()
	if err != nil {
		return 0, openError(err, "a history belongs to a repository; give its folder with -C")
	}
	defer repo.Close()
	// What is known of all objects is large and lives long: a heap of several
	// times its size, which pays for short runs, would be gigabytes.
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(50)
	}
	if os.Getenv("GOMEMLIMIT") == "" && !o.oneOfMany {
		debug.SetMemoryLimit(max(historyMemory, perPackedObject*repo.PackedObjects()))
	}
	var src scanner.History
	switch {
	case o.notPushed:
		src, err = notPushed(ctx, repo)
	case o.rangeSpec != "" && within.policy == "":
		src, within.policy, err = newBranch(ctx, repo, within.to)
	case o.rangeSpec != "":
		src, err = repo.Range(ctx, gitsource.RangeOptions{From: within.from, To: within.to, Symmetric: within.symmetric})
	case !since.IsZero():
		src, err = repo.Range(ctx, gitsource.RangeOptions{Branches: o.branches, Since: since})
	default:
		src, err = repo.History(gitsource.HistoryOptions{Branches: o.branches, Unreachable: o.unreachable})
	}
	switch {
	case errors.Is(err, gitsource.ErrUnknownRevision):
		return 0, usagef("`git log --oneline` lists commits; a shallow clone lacks the old ones: git fetch --unshallow gets them (in CI, have the checkout fetch the whole history, or add --deepen)", "%w", err)
	case err != nil:
		return 0, &codedError{fmt.Errorf("reading the history: %w", err), exitIncomplete, ""}
	}
	ignore, file, noAllow, err := o.policy(ctx, repo, within)
	if err != nil {
		return 0, err
	}
	accepted, err := o.historyBaseline(ctx, repo, within)
	if err != nil {
		return 0, err
	}
	return c.execute(ctx, o, job{
		accepted: accepted,
		config:   scanner.Config{Ignore: ignore, NoAllow: noAllow},
		past:     src,
		file:     file,
		report:   report.Report{FromRoot: o.dir == "" && repo.Prefix() == ""},
	})
}

// policy reads the ignore file and the configuration that a history is judged
// by, and says whether allow comments count. A range must not permit itself
// anything: its base decides, and what the base allows is old.
func (o *options) policy(ctx context.Context, repo *gitsource.Repo, within span) (ignore *scanner.Ignore, file *configuration, noAllow bool, err error) {
	if o.rangeSpec == "" {
		if ignore, err = o.historyIgnore(ctx, repo); err == nil {
			file, err = o.historyConfig(ctx, repo)
		}
		return ignore, file, false, err
	}
	rev := cmp.Or(o.policyFrom, within.policy)
	if rev == "" { // a new branch, and no main branch before it: nothing is permitted
		if o.noConfig || o.config != "" {
			file, err = o.diskConfig("")
		}
		return nil, file, true, err
	}
	src, err := repo.Revision(rev)
	switch {
	case errors.Is(err, gitsource.ErrUnknownRevision):
		return nil, nil, false, usagef("name a commit that this clone has", "reading the policy: %w", err)
	case err != nil:
		return nil, nil, false, &codedError{fmt.Errorf("reading the policy of %q: %w", rev, err), exitIncomplete, ""}
	}
	if ignore, err = revisionIgnore(ctx, src); err == nil {
		file, err = o.revisionConfig(ctx, src)
	}
	return ignore, file, rev != within.to, err
}

// historyBaseline reads the baseline of the commit whose policy counts for a range, or
// else that of the work tree.
func (o *options) historyBaseline(ctx context.Context, repo *gitsource.Repo, within span) (*baseline.File, error) {
	rev := cmp.Or(o.policyFrom, "HEAD")
	if o.rangeSpec == "" && !repo.Bare() {
		return diskBaseline(repo.Top())
	}
	if o.rangeSpec != "" && o.policyFrom == "" {
		rev = within.policy
	}
	src, err := repo.Revision(rev)
	if err != nil {
		return nil, nil // policy and the scan have reported it
	}
	return revisionBaseline(ctx, src)
}

// historyIgnore reads the ignore file of the work tree, or of HEAD where there
// is none: what the project says now goes for the versions before.
func (o *options) historyIgnore(ctx context.Context, repo *gitsource.Repo) (*scanner.Ignore, error) {
	if !repo.Bare() {
		return diskIgnore(repo.Top())
	}
	src, err := repo.Revision("HEAD")
	if err != nil {
		return nil, nil // the scan itself will report it, if it is anything but a repository without a commit
	}
	return revisionIgnore(ctx, src)
}

const rangeHint = "write --range A..B: what B has and A has not; --range origin/main..HEAD is what this branch adds. `--rev REV` looks at one commit's files"

// A span is a range of commits.
type span struct {
	from, to  string
	symmetric bool
	policy    string // the commit whose policy counts
}

// splitRange reads A..B and A...B, as git does: what is left out is HEAD. For A, forges
// give zeros where a branch is new.
func splitRange(spec string) (s span, err error) {
	from, to, ok := strings.Cut(spec, "..")
	if !ok {
		return s, usagef(rangeHint, "--range %q is one revision, not two", spec)
	}
	rest, three := strings.CutPrefix(to, ".")
	if three {
		to = rest
	}
	if strings.Contains(to, "..") || from == "" && to == "" {
		return s, usagef(rangeHint, "--range %q is not of the form A..B", spec)
	}
	s = span{from: cmp.Or(from, "HEAD"), to: cmp.Or(to, "HEAD"), symmetric: three}
	isZeros := func(rev string) bool { return len(rev) >= 40 && zeros(rev) }
	switch {
	case isZeros(s.to):
		return s, usagef("forges give zeros for a branch that was deleted: leave the scan out then", "--range %q: an id of zeros stands for no commit", spec)
	case isZeros(s.from) && three:
		return s, usagef("write two dots", "--range %q: an id of zeros stands for no commit", spec)
	case !isZeros(s.from):
		s.policy = s.from
	}
	return s, nil
}

// parseDate reads the dates of --since: some of the formats that git takes.
func parseDate(s string, now time.Time) (time.Time, error) {
	text := strings.TrimSpace(s)
	for _, layout := range []string{"2006-01-02", "2006-01-02T15:04:05", "2006-01-02 15:04:05", "2006-01-02T15:04", "2006-01-02 15:04", "2006/01/02"} {
		if t, err := time.ParseInLocation(layout, text, now.Location()); err == nil {
			return t, nil
		}
	}
	for _, layout := range []string{time.RFC3339, "2006-01-02 15:04:05 -0700"} {
		if t, err := time.Parse(layout, text); err == nil {
			return t, nil
		}
	}
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return r == ' ' || r == '.' || r == '_' })
	midnight := time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, now.Location())
	switch {
	case len(words) == 1 && words[0] == "yesterday":
		return now.AddDate(0, 0, -1), nil
	case len(words) == 1 && (words[0] == "today" || words[0] == "midnight"):
		return midnight, nil
	case len(words) == 3 && words[2] == "ago" || len(words) == 2:
		if n, ok := smallNumber(words[0]); ok {
			switch strings.TrimSuffix(words[1], "s") {
			case "second", "sec":
				return now.Add(-time.Duration(n) * time.Second), nil
			case "minute", "min":
				return now.Add(-time.Duration(n) * time.Minute), nil
			case "hour":
				return now.Add(-time.Duration(n) * time.Hour), nil
			case "day":
				return now.AddDate(0, 0, -n), nil
			case "week":
				return now.AddDate(0, 0, -7*n), nil
			case "month":
				return now.AddDate(0, -n, 0), nil
			case "year":
				return now.AddDate(-n, 0, 0), nil
			}
		}
	}
	return time.Time{}, usagef(`write a date as 2026-01-31, a time as 2026-01-31T12:00:00Z, or "2 weeks ago"`, "cannot make out the date of --since, %q", s)
}

// smallNumber reads a small number.
func smallNumber(word string) (int, bool) {
	if word == "a" || word == "an" || word == "one" || word == "last" {
		return 1, true
	}
	n := 0
	for i := range len(word) {
		if word[i] < '0' || word[i] > '9' || n > 10000 {
			return 0, false
		}
		n = 10*n + int(word[i]-'0')
	}
	return n, word != ""
}
