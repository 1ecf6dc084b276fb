//go:build !amd64 && !arm64

package finder

// masks fills n words. b holds two bytes more than these mean.
func masks(t *Table, b []byte, n int, runs, marks []uint64, s *State) {
	plain(t, b, n, runs, marks, s)
}

// Variant names the code that runs on this machine.
func Variant() string { return "plain" }
