//go:build unix

package gitsource

import (
	"syscall"
	"testing"
)

func makeFIFO(t *testing.T, name string) {
	if err := syscall.Mkfifo(name, 0o666); err != nil {
		t.Skip(err)
	}
}
