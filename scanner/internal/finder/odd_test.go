package finder

import (
	"math/rand/v2"
	"testing"
)

// TestOdd holds the variant of this machine and the plain one against a loop over the
// bytes.
func TestOdd(t *testing.T) {
	t.Parallel()
	rng := rand.New(rand.NewPCG(1, 2))
	for size := range 400 {
		data := make([]byte, size)
		for i := range data {
			switch data[i] = byte(rng.IntN(128)); rng.IntN(8) {
			case 0:
				data[i] |= 0x80
			case 1:
				data[i] = 0x1b
			case 2:
				data[i] = '\\'
			}
		}
		at := rng.IntN(size + 1)
		var odd, slow [8]uint64
		n := Odd(data, at, odd[:])
		plainOdd(append(data[at:len(data):len(data)], make([]byte, Block)...), n, slow[:])
		if odd != slow {
			t.Fatalf("%d bytes from %d: %x, the plain variant %x", size, at, odd, slow)
		}
		for i := at; i < size; i++ {
			want := data[i] >= 0x80 || data[i] == 0x1b || data[i] == '\\'
			if got := odd[(i-at)/Block]>>((i-at)%Block)&1 != 0; got != want {
				t.Fatalf("%#x is %t", data[i], got)
			}
		}
	}
}
