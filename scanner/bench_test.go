package scanner

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/envguard/envguard/rules"
)

// corpus is Go's own source, about 8 MB of it.
func corpus(b *testing.B) []byte {
	b.Helper()
	var buf bytes.Buffer
	filepath.WalkDir(filepath.Join(runtime.GOROOT(), "src"), func(p string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() && strings.HasSuffix(p, ".go") && buf.Len() < 8<<20 {
			text, _ := os.ReadFile(p)
			buf.Write(text)
		}
		return nil
	})
	if buf.Len() == 0 {
		b.Skip("no Go source to read")
	}
	return buf.Bytes()
}

// BenchmarkPrefilter is the cost per byte before any candidate is judged.
func BenchmarkPrefilter(b *testing.B) {
	data := corpus(b)
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		n := 0
		eachLine(data, func(int, int) { n++ })
		b.ReportMetric(float64(n), "lines")
	}
}

func BenchmarkCandidates(b *testing.B) {
	data := corpus(b)
	b.SetBytes(int64(len(data)))
	f := rules.NewFile("a.go", data)
	s := new(Scanner)
	for b.Loop() {
		n := 0
		s.candidates(f, func(*rules.Candidate) { n++ })
		b.ReportMetric(float64(n), "candidates")
	}
}

func BenchmarkScanFile(b *testing.B) {
	data := corpus(b)
	b.SetBytes(int64(len(data)))
	s := newTest(b, Config{Rules: rules.All()})
	f := rules.NewFile("a.go", data)
	for b.Loop() {
		s.ScanFile(f)
	}
}
