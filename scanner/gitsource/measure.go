package gitsource

import "github.com/envguard/envguard/scanner"

// A measure is the part of a source that says how much there is to read, once
// that is known. It implements [scanner.Measured].
type measure struct{ progress *scanner.Progress }

var _ = [...]scanner.Measured{(*worktree)(nil), (*staged)(nil), (*revision)(nil)}

// Measure implements [scanner.Measured].
func (m *measure) Measure(p *scanner.Progress) { m.progress = p }

// expect says how many contents there are. Their sizes would have to be looked
// up one by one, and are not.
func (m *measure) expect(blobs int) { m.progress.Expect(int64(blobs), 0) }
