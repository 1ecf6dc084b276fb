package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"time"

	"github.com/envguard/envguard/cmd/envguard/internal/baseline"
	"github.com/envguard/envguard/cmd/envguard/internal/report"
)

func (c command) listBaseline(ctx context.Context, o *options) (int, error) {
	repo, file, err := o.openBaseline()
	if err != nil {
		return 0, err
	}
	repo.Close()
	entries := file.Entries
	if o.unused {
		uses, _, err := c.usesOfBaseline(ctx, o, file)
		if err != nil {
			return exitIncomplete, err
		}
		entries = unusedEntries(file, uses)
	}
	for i := range entries {
		if err := c.printEntry(&entries[i]); err != nil {
			return 0, err
		}
	}
	if o.unused {
		c.say(o, "%s unused", countOf(len(entries), "entry is", "entries are"))
	} else {
		c.say(o, "%s", countOf(len(entries), "entry", "entries"))
	}
	return 0, nil
}

// showBaseline prints each entry with the places that need it.
func (c command) showBaseline(ctx context.Context, o *options) (int, error) {
	repo, file, err := o.openBaseline()
	if err != nil {
		return 0, err
	}
	repo.Close()
	uses, _, err := c.usesOfBaseline(ctx, o, file)
	if err != nil {
		return exitIncomplete, err
	}
	for i := range file.Entries {
		e := &file.Entries[i]
		if err := c.printEntry(e); err != nil {
			return 0, err
		}
		places := uses[e]
		if len(places) == 0 {
			places = []string{"unused"}
		}
		for _, p := range places {
			if _, err := fmt.Fprintln(c.stdout, "  "+report.EscapeMasked(p)); err != nil {
				return 0, delivery(err)
			}
		}
	}
	c.say(o, "%s, %d unused", countOf(len(file.Entries), "entry", "entries"), len(unusedEntries(file, uses)))
	return 0, nil
}

func (c command) printEntry(e *baseline.Entry) error {
	note := ""
	if e.Expired(time.Now()) {
		note = "expired: "
	}
	_, err := fmt.Fprintln(c.stdout, report.EscapeRevealed(note+e.String()))
	return delivery(err)
}

// usesOfBaseline scans, and returns the places that need each entry and the top of the
// repository. Entries count here even if they have expired.
func (c command) usesOfBaseline(ctx context.Context, o *options, file *baseline.File) (uses map[*baseline.Entry][]string, top string, err error) {
	repo, res, err := c.scanForBaseline(ctx, o, nil)
	if err != nil {
		return nil, "", err
	}
	defer repo.Close()
	if res.Incomplete() {
		return nil, "", &codedError{errors.New("looking for what needs an entry: not everything could be scanned, so that an entry may still be in use"), exitIncomplete, ""}
	}
	file.Prepare(secretsOf(res))
	uses = map[*baseline.Entry][]string{}
	for i := range res.Findings {
		f := &res.Findings[i]
		lines := []int{f.Line}
		for _, a := range f.Also {
			lines = append(lines, a.Line)
		}
		for k, at := range placePaths(f) {
			if e := file.Match(f.Rule.ID, secretOf(f), at, time.Time{}); e != nil {
				uses[e] = append(uses[e], fmt.Sprintf("%s:%d", at, lines[k]))
			}
		}
	}
	return uses, repo.Top(), nil
}

func unusedEntries(file *baseline.File, uses map[*baseline.Entry][]string) (list []baseline.Entry) {
	for i := range file.Entries {
		if e := &file.Entries[i]; len(uses[e]) == 0 {
			list = append(list, *e)
		}
	}
	return list
}

func (c command) pruneBaseline(ctx context.Context, o *options) (int, error) {
	repo, file, err := o.openBaseline()
	if err != nil {
		return 0, err
	}
	repo.Close()
	uses, top, err := c.usesOfBaseline(ctx, o, file)
	if err != nil {
		return exitIncomplete, err
	}
	gone := unusedEntries(file, uses)
	if len(gone) > 0 {
		file.Entries = slices.DeleteFunc(file.Entries, func(e baseline.Entry) bool { return slices.Contains(gone, e) })
		if err := writeFile(filepath.Join(top, baseline.Name), file.Bytes(), 0o666); err != nil {
			return exitIncomplete, err
		}
	}
	c.say(o, "%s removed, %s left", countOf(len(gone), "entry", "entries"), countOf(len(file.Entries), "entry", "entries"))
	return 0, nil
}
