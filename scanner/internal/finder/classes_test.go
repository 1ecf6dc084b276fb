package finder

import (
	"math/rand/v2"
	"testing"
)

func checkClasses(t *testing.T, b []byte) {
	t.Helper()
	got := make([]Classes, (len(b)+Block-1)/Block)
	if n := Classify(got, b); n != len(got) {
		t.Fatalf("%d of %d blocks", n, len(got))
	}
	want := make([]Classes, len(got))
	plainClassify(want, append(append([]byte(nil), b...), make([]byte, Block)...))
	for k := range got {
		if got[k] != want[k] {
			t.Fatalf("block %d of %.300q: %x, want %x", k, b, got[k], want[k])
		}
	}
	if got, want := Controls(b), plainControls(b); got != want {
		t.Fatalf("%.300q: %d controls, want %d", b, got, want)
	}
}

// The fast variants say what the plain ones say, of every byte at every place.
func TestClasses(t *testing.T) {
	checkClasses(t, nil)
	checkClasses(t, make([]byte, 1<<17)) // more controls than two bytes count
	for c := range 256 {
		for _, n := range []int{1, 31, 32, 33, 63, 64, 65, 200} {
			b := make([]byte, n)
			for i := range b {
				b[i] = ' '
			}
			b[c%n] = byte(c)
			b[n-1] = byte(c)
			checkClasses(t, b)
		}
	}
	rnd := rand.New(rand.NewPCG(7, 8))
	for range 300 {
		b := make([]byte, rnd.IntN(400))
		for i := range b {
			b[i] = byte(rnd.Uint32())
		}
		checkClasses(t, b)
	}
}

func FuzzClasses(f *testing.F) {
	f.Add([]byte("password = 0123456789abcdefXYZ\x00\x1b\x7f\x80\xff"))
	f.Fuzz(func(t *testing.T, b []byte) { checkClasses(t, b) })
}

func TestLongestRun(t *testing.T) {
	rnd := rand.New(rand.NewPCG(9, 10))
	for range 2000 {
		m := rnd.Uint64() | rnd.Uint64()
		if rnd.IntN(20) == 0 {
			m = ^uint64(0)
		}
		want, n := 0, 0
		for i := range 64 {
			if n++; m>>i&1 == 0 {
				n = 0
			}
			want = max(want, n)
		}
		if got := LongestRun(m); got != want {
			t.Fatalf("%b: %d, want %d", m, got, want)
		}
	}
}
