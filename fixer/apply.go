package fixer

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/envguard/envguard/rules"
)

// An IndexChecker is an [Index] that can say beforehand whether a change will
// be possible, so that nothing is written if it will not.
type IndexChecker interface {
	Index
	// CheckUntrack returns the error that Untrack would return.
	CheckUntrack(paths []string) error
	// CheckReplace returns the error that Replace would return for a path
	// whose staged content is to be before.
	CheckReplace(path string, before []byte) error
}

// A PartialError says that some of a plan was done, and the rest was not.
type PartialError struct {
	Done    []string // what was done, such as "wrote .gitignore"
	NotDone []string // what was not, such as "write .env"; the first one is what failed
	Err     error    // why
}

func (e *PartialError) Error() string {
	return fmt.Sprintf("only a part was done: %s; not done: %s: %v", strings.Join(e.Done, ", "), strings.Join(e.NotDone, ", "), e.Err)
}

// Hint returns what the user can do.
func (e *PartialError) Hint() string {
	const again = "what was done is whole; running it again goes on from there"
	var h interface{ Hint() string }
	if errors.As(e.Err, &h) && h.Hint() != "" {
		return h.Hint() + "; " + again
	}
	return again
}

func (e *PartialError) Unwrap() error { return e.Err }

// Apply does what a plan says, in its order. root is the top of the work tree,
// and index may be nil if nothing of the plan is in the index.
//
// Before anything changes, every change is checked, and the new content of
// every file is written next to it, so that a file that is not as it was when
// the plan was made, or a disk that is full, leaves all as it was. What fails
// behind that point ends in a [PartialError]. Each file is exchanged as
// [WriteFile] does it. There are no backup files. What a killed run left
// behind in the folders of the plan is removed first; see [RemoveLeftovers].
//
// Only one process should apply plans to a work tree at a time: two of them do
// not lose anything, but one may fail.
func Apply(root *os.Root, index Index, plan *Plan) (err error) {
	steps, writes, err := stepsOf(plan.Changes)
	if err != nil {
		return err
	}
	b := batch{root: root, writes: writes}
	defer func() { err = errors.Join(err, b.close()) }()
	if err := b.check(); err != nil {
		return err
	}
	if err := checkIndex(index, steps); err != nil {
		return err
	}
	if err := b.prepare(); err != nil {
		return err
	}
	for i, s := range steps {
		err := s.do(index)
		if err == nil {
			continue
		}
		if i == 0 {
			return err
		}
		partial := &PartialError{Err: err}
		for _, d := range steps[:i] {
			partial.Done = append(partial.Done, d.done())
		}
		for _, d := range steps[i:] {
			partial.NotDone = append(partial.NotDone, d.String())
		}
		return partial
	}
	return nil
}

// A step is what succeeds or fails as one.
type step struct {
	write   *write   // a file on disk, or
	stage   *Change  // the staged content of a file, or
	untrack []string // paths that leave the index
	follows bool     // stage continues an earlier change of the same path
}

func (s step) do(index Index) error {
	switch {
	case s.write != nil:
		return s.write.commit()
	case s.stage != nil:
		return index.Replace(s.stage.Path, s.stage.Before, s.stage.After)
	default:
		return index.Untrack(s.untrack)
	}
}

func (s step) String() string {
	switch {
	case s.write != nil:
		return "write " + s.write.path
	case s.stage != nil:
		return "stage " + s.stage.Path
	default:
		return "untrack " + strings.Join(s.untrack, " ")
	}
}

func (s step) done() string {
	switch {
	case s.write != nil:
		return "wrote " + s.write.path
	case s.stage != nil:
		return "staged " + s.stage.Path
	default:
		return "untracked " + strings.Join(s.untrack, " ")
	}
}

// stepsOf turns changes into steps. Changes of one file that follow upon each
// other become one write, in the place of the first.
func stepsOf(changes []Change) (steps []step, writes []*write, err error) {
	byPath := map[string]*write{}
	staged := map[string][]byte{}
	for i := range changes {
		c := &changes[i]
		if err := checkName(c.Path); err != nil {
			return nil, nil, err
		}
		switch {
		case c.Untrack && (c.Before != nil || c.After != nil):
			return nil, nil, fmt.Errorf("applying the plan: %s is to be untracked and to change", c.Path)
		case c.Untrack:
			if n := len(steps); n > 0 && steps[n-1].untrack != nil {
				steps[n-1].untrack = append(steps[n-1].untrack, c.Path)
			} else {
				steps = append(steps, step{untrack: []string{c.Path}})
			}
		case c.After == nil:
			return nil, nil, fmt.Errorf("applying the plan: %s is to be deleted, which this does for no file", c.Path)
		case c.Place == rules.Index:
			if c.Before == nil {
				return nil, nil, fmt.Errorf("applying the plan: %s is to be staged anew, which this does for no file", c.Path)
			}
			earlier, follows := staged[c.Path]
			if follows && !bytes.Equal(earlier, c.Before) {
				return nil, nil, fmt.Errorf("applying the plan: two changes of %s in the index do not fit together", c.Path)
			}
			staged[c.Path] = c.After
			if !bytes.Equal(c.Before, c.After) {
				steps = append(steps, step{stage: c, follows: follows})
			}
		case c.Place == rules.Worktree:
			if w := byPath[c.Path]; w != nil {
				if c.Before == nil || !bytes.Equal(w.after, c.Before) {
					return nil, nil, fmt.Errorf("applying the plan: two changes of %s do not fit together", c.Path)
				}
				w.after = c.After
				continue
			}
			if c.Before != nil && bytes.Equal(c.Before, c.After) {
				continue
			}
			w := &write{path: c.Path, before: c.Before, after: c.After, perm: c.Perm}
			byPath[c.Path] = w
			writes = append(writes, w)
			steps = append(steps, step{write: w})
		default:
			return nil, nil, fmt.Errorf("applying the plan: %s is to change where nothing can change", c.Path)
		}
	}
	return steps, writes, nil
}

// checkIndex reports whether the steps in the index are possible.
func checkIndex(index Index, steps []step) error {
	checker, ok := index.(IndexChecker)
	for _, s := range steps {
		if s.write != nil {
			continue
		}
		if index == nil {
			return fmt.Errorf("applying the plan: to %s needs an index", s)
		}
		if !ok {
			continue
		}
		var err error
		switch {
		case s.stage == nil:
			err = checker.CheckUntrack(s.untrack)
		case !s.follows:
			err = checker.CheckReplace(s.stage.Path, s.stage.Before)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
