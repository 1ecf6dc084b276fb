package finder

// masks fills n words. b holds two bytes more than these mean.
func masks(t *Table, b []byte, n int, runs, marks []uint64, s *State) {
	_, _, _ = b[n*Block+1], runs[n-1], marks[n-1]
	masksNEON(&b[0], n, &runs[0], &marks[0], &t.half, &s.runs)
}

// Variant names the code that runs on this machine. Every arm64 has NEON.
func Variant() string { return "NEON" }

//go:noescape
func masksNEON(src *byte, n int, runs, marks *uint64, half *[8][16]byte, state *[4]uint64)
