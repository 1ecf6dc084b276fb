package gitsource

import (
	"bytes"
	"compress/flate"
	"io"
	"math/rand/v2"
	"strings"
	"testing"
)

// checkDeflate decodes what data begins with as compress/flate does, and
// compares: what comes out, how much was read, and whether it is refused.
func checkDeflate(t *testing.T, z *deflater, data []byte, limit int) {
	t.Helper()
	r := bytes.NewReader(data)
	want, err := io.ReadAll(io.LimitReader(flate.NewReader(r), int64(limit)+1))
	if len(want) > limit {
		return
	}
	size := len(want)
	out := make([]byte, size+deflateSlack)
	n, got := z.inflate(out, append(bytes.Clone(data), make([]byte, deflateAhead)...), size)
	if err != nil {
		// With zeros after it, what was cut off may be whole.
		if got == nil && n <= len(data) {
			t.Fatalf("%d bytes of %d were taken; compress/flate says %v", n, len(data), err)
		}
		return
	}
	if got != nil || n != len(data)-r.Len() || !bytes.Equal(out[:size], want) {
		t.Fatalf("read %d bytes, %v; want %d bytes, and the same %d bytes of output (same: %v)", n, got, len(data)-r.Len(), size, bytes.Equal(out[:size], want))
	}
}

func deflated(t testing.TB, level int, text []byte) []byte {
	var b bytes.Buffer
	w, err := flate.NewWriter(&b, level)
	if err != nil {
		t.Fatal(err)
	}
	w.Write(text)
	w.Close()
	return b.Bytes()
}

func deflateTexts() [][]byte {
	rng := rand.New(rand.NewPCG(1, 2))
	noise := make([]byte, 70000)
	for i := range noise {
		noise[i] = byte(rng.Uint32())
	}
	skewed := make([]byte, 100000) // codes of all lengths
	for i := range skewed {
		skewed[i] = byte(rng.ExpFloat64() * 9)
	}
	return [][]byte{
		nil, []byte("a"), []byte(strings.Repeat("a", 1000)), []byte(strings.Repeat("the quick brown fox ", 4000)), noise, skewed,
		append(bytes.Clone(noise[:33000]), noise[:33000]...),
	}
}

// TestDeflate decodes what compress/flate writes, whole and with every byte of a
// small piece damaged.
func TestDeflate(t *testing.T) {
	z := new(deflater)
	for _, text := range deflateTexts() {
		for level := flate.HuffmanOnly; level <= flate.BestCompression; level++ {
			checkDeflate(t, z, deflated(t, level, text), len(text))
		}
	}
	small := deflated(t, 6, []byte(strings.Repeat("a small piece of text, a piece of small text; ", 9)+"0123456789"))
	for i := range small {
		for bit := range 8 {
			damaged := bytes.Clone(small)
			damaged[i] ^= 1 << bit
			checkDeflate(t, z, damaged, 1<<16)
		}
		checkDeflate(t, z, small[:i], 1<<16)
	}
}

// FuzzDeflate compares with compress/flate.
func FuzzDeflate(f *testing.F) {
	for _, text := range deflateTexts() {
		f.Add(deflated(f, 6, text[:min(len(text), 3000)]))
		f.Add(deflated(f, flate.HuffmanOnly, text[:min(len(text), 500)]))
	}
	z := new(deflater)
	f.Fuzz(func(t *testing.T, data []byte) { checkDeflate(t, z, data, 1<<20) })
}

func BenchmarkDeflate(b *testing.B) {
	text := []byte(strings.Repeat("some text that is like itself ", 10) + strings.Repeat("but not all the same, 1234 ", 10))
	for range 4 {
		text = append(text, text...)
	}
	src := append(deflated(b, 6, text), make([]byte, deflateAhead)...)
	z, out := new(deflater), make([]byte, len(text)+deflateSlack)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if _, err := z.inflate(out, src, len(text)); err != nil {
			b.Fatal(err)
		}
	}
}
