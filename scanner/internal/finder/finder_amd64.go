package finder

import "sync"

// masks fills n words. b holds two bytes more than these mean.
func masks(t *Table, b []byte, n int, runs, marks []uint64, s *State) {
	if !hasAVX2() {
		plain(t, b, n, runs, marks, s)
		return
	}
	_, _, _ = b[n*Block+1], runs[n-1], marks[n-1]
	masksAVX2(&b[0], n, &runs[0], &marks[0], &t.half, &s.runs)
}

// Variant names the code that runs on this machine.
func Variant() string {
	if hasAVX2() {
		return "AVX2"
	}
	return "plain"
}

var hasAVX2 = sync.OnceValue(func() bool {
	const osxsave, avx, avx2 = 1 << 27, 1 << 28, 1 << 5
	leaves, _, _, _ := cpuid(0, 0)
	if leaves < 7 {
		return false
	}
	if _, _, c, _ := cpuid(1, 0); c&osxsave == 0 || c&avx == 0 {
		return false
	}
	if xgetbv()&6 != 6 { // the system keeps the wide registers
		return false
	}
	_, b, _, _ := cpuid(7, 0)
	return b&avx2 != 0
})

//go:noescape
func masksAVX2(src *byte, n int, runs, marks *uint64, half *[8][16]byte, state *[4]uint64)

func cpuid(leaf, sub uint32) (a, b, c, d uint32)

func xgetbv() uint32
