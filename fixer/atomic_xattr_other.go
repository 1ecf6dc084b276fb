//go:build unix && !linux

package fixer

import "os"

// copyXattrs does nothing: the standard library reaches no extended attributes
// here, and those that matter to an env file are rare.
func copyXattrs(_, _ *os.File) error { return nil }
