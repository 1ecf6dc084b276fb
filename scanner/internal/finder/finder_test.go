package finder

import (
	"bytes"
	"math/rand/v2"
	"strings"
	"testing"
)

var testBuckets = [8][]string{
	{"pas", "pwd"}, {"sec", "ses"}, {"tok"}, {"key"}, {"aut", "://"}, {"cre"}, {"-be"}, {"con", "zzz"},
}

// naive says what Masks must say, byte by byte.
func naive(b []byte, i int) (run, mark bool) {
	n := 0
	for k := i; k >= 0 && n < MinRun && Token(b[k]); k-- {
		n++
	}
	run = n == MinRun
	for _, ps := range testBuckets {
		in := i+3 <= len(b)
		for k := 0; k < 3 && in; k++ {
			// A bucket's halves cross: that is why a mark may be wrong.
			var lo, hi bool
			for _, p := range ps {
				lo = lo || p[k]&15 == b[i+k]&15
				hi = hi || p[k]>>4 == (b[i+k]|0x20)>>4
			}
			in = lo && hi && b[i+k] < 0x80
		}
		mark = mark || in
	}
	return run, mark
}

func check(t *testing.T, b []byte, at int, chunk int) {
	t.Helper()
	tab := New(testBuckets)
	var s State
	runs, marks := make([]uint64, chunk), make([]uint64, chunk)
	text := b[at:]
	for off := 0; off < len(text); off += chunk * Block {
		n := tab.Masks(text, off, runs, marks, &s)
		for i := range n * Block {
			run, mark := runs[i/Block]>>(i%Block)&1 != 0, marks[i/Block]>>(i%Block)&1 != 0
			if off+i >= len(text) {
				if run || mark {
					t.Fatalf("bit %d behind the end", i)
				}
				continue
			}
			wantRun, wantMark := naive(text, off+i)
			if run != wantRun || mark != wantMark {
				t.Fatalf("byte %d of %d (chunks of %d words): run %v, mark %v; want %v, %v", off+i, len(text), chunk, run, mark, wantRun, wantMark)
			}
		}
	}
	// The plain variant, on the same blocks.
	if n := (len(text) - 2) / Block; n > 0 {
		r1, m1, r2, m2 := make([]uint64, n), make([]uint64, n), make([]uint64, n), make([]uint64, n)
		var s1, s2 State
		masks(tab, text, n, r1, m1, &s1)
		plain(tab, text, n, r2, m2, &s2)
		for k := range n {
			if r1[k] != r2[k] || m1[k] != m2[k] {
				t.Fatalf("block %d: %s gives %x %x, plain %x %x", k, Variant(), r1[k], m1[k], r2[k], m2[k])
			}
		}
		if s1 != s2 {
			t.Fatalf("%s leaves another state than plain", Variant())
		}
	}
}

func TestMasks(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	alphabet := []byte("pasPWDsectokenKEYaut://@@cre-BEGINconZ0123456789_-+/=. \n\x00\x7f\x80\xff{[`")
	for round := range 400 {
		b := make([]byte, rnd.IntN(700))
		for i := range b {
			if rnd.IntN(8) == 0 {
				b[i] = byte(rnd.Uint32())
			} else {
				b[i] = alphabet[rnd.IntN(min(len(alphabet), 4+round))]
			}
		}
		check(t, b, rnd.IntN(len(b)+1), 1+rnd.IntN(5))
	}
	check(t, []byte(strings.Repeat("a", 300)), 0, 1)
	check(t, nil, 0, 1)
	t.Log(Variant())
}

// Every byte has the class that Token and the patterns give it.
func TestBytes(t *testing.T) {
	for c := range 256 {
		check(t, bytes.Repeat([]byte{byte(c)}, 100), 0, 1)
		check(t, append([]byte("0123456789abcde"), byte(c), 'x'), 0, 1)
		for k := range 3 {
			p := []byte("pas")
			p[k] = byte(c)
			check(t, p, 0, 1)
		}
	}
}

func FuzzMasks(f *testing.F) {
	f.Add([]byte("password = 0123456789abcdefXYZ://user:pass@host"), byte(0), byte(1))
	f.Add(bytes.Repeat([]byte("A"), 200), byte(3), byte(2))
	f.Fuzz(func(t *testing.T, b []byte, at, chunk byte) {
		check(t, b, min(int(at), len(b)), 1+int(chunk%8))
	})
}

func benchmarkMasks(b *testing.B, f func(*Table, []byte, int, []uint64, []uint64, *State)) {
	data := bytes.Repeat([]byte("func (s *Scanner) scanFile(f *rules.File) ([]Finding, error) { return nil, errors.New(\"token\") }\n"), 1000)
	n := (len(data) - 2) / Block
	runs, marks := make([]uint64, n), make([]uint64, n)
	t := New(testBuckets)
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		var s State
		f(t, data, n, runs, marks, &s)
	}
}

func BenchmarkMasks(b *testing.B) { b.Log(Variant()); benchmarkMasks(b, masks) }
func BenchmarkPlain(b *testing.B) { benchmarkMasks(b, plain) }

// A vector variant fills the words that it was asked for, and no others.
func TestMasksFillsNoFurther(t *testing.T) {
	const canary = 0x5ec0de
	text := bytes.Repeat([]byte("password=0123456789"), 30)
	for n := 1; n <= (len(text)-2)/Block; n++ {
		runs, marks := make([]uint64, n+2), make([]uint64, n+2)
		for _, m := range [][]uint64{runs, marks} {
			m[0], m[n+1] = canary, canary
		}
		var s State
		masks(New(testBuckets), text, n, runs[1:], marks[1:], &s)
		for _, m := range [][]uint64{runs, marks} {
			if m[0] != canary || m[n+1] != canary {
				t.Fatalf("%s writes beside the %d words that it was given", Variant(), n)
			}
		}
	}
}
