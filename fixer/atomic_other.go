//go:build !unix

package fixer

import (
	"errors"
	"io/fs"
	"os"
)

const (
	openNonblock     = 0
	renamesOpenFiles = false
)

var errReadOnlyFS = errors.New("read-only file system")

// exchangeable says what speaks against putting another file in the place of
// an open one.
func exchangeable(f *os.File, _ fs.FileInfo) (reason, hint string) {
	if n, err := linkCount(f); err == nil && n > 1 {
		return "it has several names (hard links), which would part", hintByHand
	}
	return "", ""
}

// copyAttributes does nothing: the new file has the owner and the access
// control list that its folder gives.
func copyAttributes(_, _ *os.File, _ fs.FileInfo) error { return nil }

func adopt(*os.File, *os.Root) error { return nil }

// syncFolder does nothing: folders cannot be synchronised here.
func syncFolder(*os.Root) error { return nil }
