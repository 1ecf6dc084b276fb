//go:build linux || darwin

package finder

import (
	"os"
	"syscall"
	"testing"
)

// Nothing is read in front of a slice or after it: the pages there cannot be.
func TestPageEnds(t *testing.T) {
	page := os.Getpagesize()
	m, err := syscall.Mmap(-1, 0, 3*page, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_ANON|syscall.MAP_PRIVATE)
	if err != nil {
		t.Skipf("no memory to guard: %v", err)
	}
	defer syscall.Munmap(m)
	for _, guard := range [][]byte{m[:page], m[2*page:]} {
		if err := syscall.Mprotect(guard, syscall.PROT_NONE); err != nil {
			t.Skipf("pages cannot be guarded: %v", err)
		}
	}
	mid := m[page : 2*page : 2*page]
	for i := range mid {
		mid[i] = "password0123456789ABCDEF://-BEGIN "[i%34]
	}
	for n := range 300 {
		check(t, mid[page-n:], 0, 2) // up to the end of the page
		check(t, mid[:n:n], 0, 3)    // from its start
		checkClasses(t, mid[page-n:])
		checkClasses(t, mid[:n:n])
	}
}
