package main

import (
	"context"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/envguard/envguard/scanner/gitsource"
)

// amendAge is how old an author's date is at least that was not made for this commit.
const amendAge = 2 * time.Second

// amends reports whether git runs this hook for a commit that replaces HEAD. Git does
// not say so. It exports the author of the commit to the hook, and one that is amended
// keeps its author and date. So do --reset-author and --date hide that a commit is
// amended, and a date that is fixed in the environment looks as if it were.
func amends(ctx context.Context, repo *gitsource.Repo) bool {
	date := os.Getenv("GIT_AUTHOR_DATE")
	stamp, zone, ok := strings.Cut(strings.TrimPrefix(date, "@"), " ")
	seconds, err := strconv.ParseInt(stamp, 10, 64)
	if !ok || err != nil || date[0] != '@' || os.Getenv("GIT_INDEX_FILE") == "" || time.Since(time.Unix(seconds, 0)) < amendAge {
		return false
	}
	// This costs a process, and so it comes after what most commits are.
	head, err := git(ctx, repo.Top(), "log", "-1", "--no-show-signature", "--no-mailmap", "--date=raw", "--format=%ad%x00%an%x00%ae", "HEAD", "--")
	return err == nil && head == stamp+" "+zone+"\x00"+os.Getenv("GIT_AUTHOR_NAME")+"\x00"+os.Getenv("GIT_AUTHOR_EMAIL")
}
