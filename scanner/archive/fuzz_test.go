package archive

import (
	"bytes"
	"io"
	"testing"
)

// fuzzLimits are small, so that a limit is met.
var fuzzLimits = Limits{Depth: 2, Members: 50, Size: 1 << 18, Held: 1 << 20}

// fuzzKind fuzzes the reader of one kind of container: any content is read to
// its end within the limits, and no reader crashes.
func fuzzKind(f *testing.F, names ...string) {
	samples := smallSamples(f)
	for _, name := range names {
		f.Add(samples[name], uint16(0))
		f.Add(samples[name], uint16(60))
	}
	f.Fuzz(func(t *testing.T, data []byte, cut uint16) {
		if n := int(cut); n > 0 && n < len(data) {
			data = data[:n]
		}
		total, members := 0, 0
		v := Walk{
			Limits: fuzzLimits,
			Visit: func(path string, r io.Reader) error {
				members++
				n, err := io.Copy(io.Discard, r)
				total += int(n)
				return err
			},
			Skip: func(path, reason string) {
				if path == "" || reason == "" {
					t.Errorf("left out: %q: %q", path, reason)
				}
			},
		}
		if err := v.Run(names[0], Content{Reader: bytes.NewReader(data), Size: int64(len(data))}); err != nil {
			t.Fatal(err)
		}
		// Each level shows content, or a container's own bytes.
		if most := 3*(fuzzLimits.Size+64<<10) + int64(len(data)); int64(total) > most {
			t.Errorf("%d bytes are shown, more than %d", total, most)
		}
		if members > 3*fuzzLimits.Members {
			t.Errorf("%d members are shown", members)
		}
		if v.holding != 0 {
			t.Errorf("%d bytes are still held", v.holding)
		}
	})
}

func FuzzZip(f *testing.F)    { fuzzKind(f, "deflated.zip") }
func FuzzTar(f *testing.F)    { fuzzKind(f, "a.tar") }
func FuzzGzip(f *testing.F)   { fuzzKind(f, "a.gz") }
func FuzzBzip2(f *testing.F)  { fuzzKind(f, "a.bz2") }
func FuzzXZ(f *testing.F)     { fuzzKind(f, "a.xz") }
func FuzzZstd(f *testing.F)   { fuzzKind(f, "a.zst") }
func FuzzPDF(f *testing.F)    { fuzzKind(f, "a.pdf") }
func FuzzSQLite(f *testing.F) { fuzzKind(f, "a.db") }
