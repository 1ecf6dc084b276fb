//go:build !unix && !windows

package fixer

import "os"

// linkCount returns how many names a file has. Nothing says here.
func linkCount(*os.File) (uint32, error) { return 1, nil }
