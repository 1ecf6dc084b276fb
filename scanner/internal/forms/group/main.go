// Group deals the patterns of package forms into the eight groups of package
// finder, and writes groups.go. The finder looks at the halves of each byte, so
// that the patterns of one group, mixed, match other texts too; the program
// searches (by simulated annealing, from a fixed seed) for groups that match as
// few as it can of the triples of bytes that code has, which trigrams.txt counts.
//
//	go generate ./scanner/internal/forms            after a change of the table
//	go run ./group -count DIR > group/trigrams.txt  count again in a folder of code
package main

import (
	"bufio"
	"bytes"
	"flag"
	"fmt"
	"io/fs"
	"log"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/envguard/envguard/scanner/internal/forms"
)

const (
	steps = 1_000_000
	kept  = 2500 // triples that are counted
)

func main() {
	log.SetFlags(0)
	dir := flag.String("count", "", "print the triples of the files below this folder")
	flag.Parse()
	if *dir != "" {
		if err := count(*dir); err != nil {
			log.Fatal(err)
		}
		return
	}
	triples, err := read(filepath.Join("group", "trigrams.txt"))
	if err != nil {
		log.Fatal(err)
	}
	patterns := forms.Patterns()
	group, cost := search(patterns, triples)
	if err := write("groups.go", patterns, group); err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%d patterns, %.2f marks per 1,000 bytes\n", len(patterns), cost)
}

// A triple is three bytes, in the finder's lower case, and how many there are
// among 1,000.
type triple struct {
	b    [3]byte
	rate float64
}

func count(dir string) error {
	counts := map[[3]byte]int{}
	total := 0
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil || len(data) > 1<<20 || bytes.IndexByte(data, 0) >= 0 {
			return err
		}
		for i := 0; i+2 < len(data); i++ {
			counts[[3]byte{data[i] | 0x20, data[i+1] | 0x20, data[i+2] | 0x20}]++
			total++
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("count triples: %w", err)
	}
	list := make([][3]byte, 0, len(counts))
	for t := range counts {
		list = append(list, t)
	}
	slices.SortFunc(list, func(a, b [3]byte) int {
		if counts[a] != counts[b] {
			return counts[b] - counts[a]
		}
		return bytes.Compare(a[:], b[:])
	})
	for _, t := range list[:min(kept, len(list))] {
		fmt.Printf("%x %.4f\n", t[:], 1000*float64(counts[t])/float64(total))
	}
	return nil
}

func read(name string) (list []triple, err error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, fmt.Errorf("read triples: %w", err)
	}
	defer f.Close()
	for sc := bufio.NewScanner(f); sc.Scan(); {
		code, rate, _ := strings.Cut(sc.Text(), " ")
		n, err := strconv.ParseUint(code, 16, 24)
		if err != nil {
			return nil, fmt.Errorf("read triples: %w", err)
		}
		r, err := strconv.ParseFloat(rate, 64)
		if err != nil {
			return nil, fmt.Errorf("read triples: %w", err)
		}
		list = append(list, triple{[3]byte{byte(n >> 16), byte(n >> 8), byte(n)}, r})
	}
	return list, nil
}

// A state is how the patterns are dealt, and what that matches.
type state struct {
	patterns []string
	group    []int
	triples  []triple
	hit      [8][]bool // by group and triple
	hits     []uint8   // how many groups match a triple
	cost     float64   // how many of 1,000 bytes are marked
}

// match brings up to date what a group matches.
func (s *state) match(g int) {
	var low, high [3]uint16
	for i, p := range s.patterns {
		if s.group[i] == g {
			for k := range 3 {
				c := p[k] | 0x20
				low[k] |= 1 << (c & 15)
				high[k] |= 1 << (c >> 4)
			}
		}
	}
	for i := range s.triples {
		t := &s.triples[i]
		ok := low[0]>>(t.b[0]&15)&1 != 0 && high[0]>>(t.b[0]>>4)&1 != 0 && low[1]>>(t.b[1]&15)&1 != 0 && high[1]>>(t.b[1]>>4)&1 != 0 &&
			low[2]>>(t.b[2]&15)&1 != 0 && high[2]>>(t.b[2]>>4)&1 != 0
		if ok == s.hit[g][i] {
			continue
		}
		if s.hit[g][i] = ok; ok {
			if s.hits[i]++; s.hits[i] == 1 {
				s.cost += t.rate
			}
		} else if s.hits[i]--; s.hits[i] == 0 {
			s.cost -= t.rate
		}
	}
}

// search returns the group of each pattern and how many of 1,000 bytes are
// marked.
func search(patterns []string, triples []triple) (best []int, least float64) {
	r := rand.New(rand.NewPCG(1, 2))
	s := state{patterns: patterns, group: make([]int, len(patterns)), triples: triples, hits: make([]uint8, len(triples))}
	for i := range s.group {
		s.group[i] = i * 8 / len(s.group)
	}
	for g := range s.hit {
		s.hit[g] = make([]bool, len(triples))
		s.match(g)
	}
	best, least = slices.Clone(s.group), s.cost
	for step := range steps {
		heat := 1.5 * math.Pow(0.005, float64(step)/steps)
		i, to := r.IntN(len(s.group)), r.IntN(8)
		from, before := s.group[i], s.cost
		if from == to {
			continue
		}
		s.group[i] = to
		s.match(from)
		s.match(to)
		if s.cost <= before || r.Float64() < math.Exp((before-s.cost)/heat) {
			if s.cost < least {
				best, least = slices.Clone(s.group), s.cost
			}
			continue
		}
		s.group[i] = from
		s.match(from)
		s.match(to)
	}
	return best, least
}

func write(name string, patterns []string, group []int) error {
	var b strings.Builder
	b.WriteString("// Code generated by go generate; DO NOT EDIT.\n\npackage forms\n\n")
	b.WriteString("// Groups are the patterns as package finder takes them.\nvar Groups = [8][]string{\n")
	for g := range 8 {
		b.WriteString("\t{")
		first := true
		for i, p := range patterns {
			if group[i] == g {
				if !first {
					b.WriteString(", ")
				}
				first = false
				fmt.Fprintf(&b, "%q", p)
			}
		}
		b.WriteString("},\n")
	}
	b.WriteString("}\n")
	if err := os.WriteFile(name, []byte(b.String()), 0o644); err != nil {
		return fmt.Errorf("write groups: %w", err)
	}
	return nil
}
