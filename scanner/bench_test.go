package scanner

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/builtin"
	"github.com/envguard/envguard/rules/recipe"
)

// corpus is this project's source, over and over, about 8 MB of it.
func corpus(b *testing.B) []byte {
	b.Helper()
	var buf bytes.Buffer
	err := filepath.WalkDir("..", func(p string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() || !strings.HasSuffix(p, ".go") {
			return err
		}
		text, err := os.ReadFile(p)
		buf.Write(text)
		return err
	})
	if err != nil || buf.Len() == 0 {
		b.Fatalf("reading the source: %d bytes, %v", buf.Len(), err)
	}
	return bytes.Repeat(buf.Bytes(), 8<<20/buf.Len()+1)
}

// BenchmarkPrefilter is the cost per byte before any candidate is judged.
func BenchmarkPrefilter(b *testing.B) {
	data := corpus(b)
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		n := 0
		eachLead(data, func(*lead) { n++ })
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
	s := newTest(b, Config{Rules: builtin.All()})
	f := rules.NewFile("a.go", data)
	for b.Loop() {
		s.ScanFile(f)
	}
}

// BenchmarkRule is the cost of one rule for one candidate, over the candidates
// of all examples of all rules.
func BenchmarkRule(b *testing.B) {
	var cands []rules.Candidate
	for _, r := range builtin.All() {
		for _, e := range r.Examples {
			text, _ := recipe.Expand(e.Text)
			new(Scanner).candidates(rules.NewFile(e.Path, []byte(text)), func(c *rules.Candidate) {
				d := *c
				d.Kind &^= kindRun
				cands = append(cands, d)
			})
		}
	}
	for _, r := range builtin.All() {
		if r.Check == nil {
			continue
		}
		b.Run(r.ID, func(b *testing.B) {
			for b.Loop() {
				for i := range cands {
					if c := &cands[i]; r.Kinds&c.Kind != 0 && len(r.Prefixes) == 0 {
						r.Check(c)
					}
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(cands)), "ns/candidate")
		})
	}
}

// Lines of a megabyte whose cost once grew with the square of their length:
// MB/s has to be the same for one of a megabyte as for one of four.
func BenchmarkLongLine(b *testing.B) {
	s := newTest(b, Config{Rules: builtin.All()})
	for name, part := range map[string]string{
		"commands": `set("token",foo);export password for x;`,
		"quotes":   `--password \\"<!--`,
		"dashes":   "token: -----",
		"tokens":   "SG.",
		"lists":    "byte[] key = {",
	} {
		for _, size := range []int{1 << 20, 4 << 20} {
			data := []byte(strings.Repeat(part, size/len(part)))
			b.Run(fmt.Sprintf("%s/%d", name, size>>20), func(b *testing.B) {
				b.SetBytes(int64(len(data)))
				for b.Loop() {
					s.ScanFile(rules.NewFile("a.js", data))
				}
			})
		}
	}
}
