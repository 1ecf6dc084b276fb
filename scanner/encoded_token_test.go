package scanner

import (
	"math/rand/v2"
	"testing"
)

// The quick look at a group of base64 must leave out none that decodes to token
// characters.
func TestMaybeToken(t *testing.T) {
	t.Parallel()
	rng := rand.New(rand.NewPCG(1, 2))
	const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_=."
	for range 200_000 {
		var b [7]byte
		for i := range b {
			b[i] = alphabet[rng.IntN(len(alphabet))]
		}
		places := maybeToken((*[6]byte)(b[:]))
		for k := range 4 {
			x, y, z, ok := quartet(b[k:])
			if ok && tokenChar[x] && tokenChar[y] && tokenChar[z] && places>>k&1 == 0 {
				t.Fatalf("%q: a token may begin at %d, which is left out", b, k)
			}
		}
	}
}
