//go:build fit

package main

import (
	"cmp"
	"encoding/csv"
	"fmt"
	"go/format"
	"hash/fnv"
	"io"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/builtin"
	"github.com/envguard/envguard/rules/judge"
	"github.com/envguard/envguard/scanner"
)

// How much an example counts. Lines that carry a label count in full; those
// that carry none are in repositories where the labelling tools saw nothing,
// or in popular ones, and are nearly all harmless.
const (
	unlabelledWeight = 0.10
	popularWeight    = 0.5
	// Their tests and documents hold as many invented credentials as the
	// labeled ones, where those are labeled true.
	popularTestWeight = 0.03
	// pull is how strongly a weight is held to the one in the code, in units of
	// examples.
	pull = 12.0
	// stubbornPull is for what is known of the world and rare in the data.
	stubbornPull = 200.0
)

var stubborn = []string{"many such values around", "digest on the line", "UUID", "as long as a commit's id", "as long as a PGP key's id", "private file", "vendored"}

// An example is a candidate whose truth is known.
type example struct {
	repo   string
	x      []float64
	secret bool
	weight float64
	where  string
}

// A label says what a line holds.
type label struct {
	start, end int // lines
	from, to   int // the value's columns in the first of them, or -1
	secret     bool
}

// learn fits the weights on labeled folders, laid out as labels.csv and
// files/ are, and on folders of repositories that are taken for harmless. A
// third of the repositories is left out, by a hash of their names, and shows
// whether what was learnt carries over.
func learn(labelled, popular []string, all bool) error {
	names, hand, used := judge.Features()
	var examples []example
	for _, dir := range labelled {
		found, err := readLabelled(dir)
		if err != nil {
			return err
		}
		examples = append(examples, found...)
	}
	for _, dir := range popular {
		found, err := observeFiles(dir)
		if err != nil {
			return err
		}
		for _, f := range found {
			e := example{repo: filepath.Base(dir), x: f.x, weight: popularWeight, where: fmt.Sprint(dir, "/", f.path, ":", f.line)}
			if f.x[slices.Index(names, "test")]+f.x[slices.Index(names, "document")] > 0 {
				e.weight = popularTestWeight
			}
			examples = append(examples, e)
		}
	}
	balance(examples)
	var fit, held []example
	for _, e := range examples {
		if !all && leftOut(e.repo) {
			held = append(held, e)
		} else {
			fit = append(fit, e)
		}
	}
	w := descend(fit, names, hand)
	fmt.Fprintf(os.Stderr, "%d examples, %d left out\n", len(fit), len(held))
	for _, set := range [...]struct {
		name string
		of   []example
	}{{"fitted on", fit}, {"left out", held}} {
		report(set.name+", by hand", set.of, hand)
		report(set.name+", in use", set.of, used)
		report(set.name+", after", set.of, w)
	}
	return writeWeights(os.Stdout, names, w)
}

// leftOut picks a third of the repositories.
func leftOut(repo string) bool {
	h := fnv.New32a()
	h.Write([]byte(repo))
	return h.Sum32()%3 == 0
}

// balance lets no repository decide: the secrets of one weigh together as the
// square root of their number.
func balance(examples []example) {
	secrets := map[string]float64{}
	for _, e := range examples {
		if e.secret {
			secrets[e.repo]++
		}
	}
	for i := range examples {
		if e := &examples[i]; e.secret {
			e.weight = 3 / math.Sqrt(secrets[e.repo])
		}
	}
}

// An observed is a candidate that a generic rule estimated.
type observed struct {
	path       string
	line       int
	start, end int // columns, in bytes
	x          []float64
}

// observeFiles scans a folder and returns all candidates that were estimated.
func observeFiles(dir string) ([]observed, error) {
	s, err := scanner.New(scanner.Config{Rules: builtin.All()})
	if err != nil {
		return nil, err
	}
	var out []observed
	seen := map[string]bool{}
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && d.Name() == ".git" {
			return filepath.SkipDir
		}
		info, err := d.Info()
		if err != nil || !info.Mode().IsRegular() || info.Size() > 4<<20 {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		file := rules.NewFile(filepath.ToSlash(rel), data)
		judge.Observe = func(c *rules.Candidate, x []float64) {
			key := fmt.Sprint(rel, c.Start, c.End)
			if seen[key] {
				return
			}
			seen[key] = true
			_, at := c.Line()
			line := 1 + strings.Count(string(data[:min(c.Start, len(data))]), "\n")
			out = append(out, observed{filepath.ToSlash(rel), line, at, at + c.End - c.Start, slices.Clone(x)})
		}
		s.ScanFile(file)
		return nil
	})
	judge.Observe = nil
	return out, err
}

// readLabelled observes a labeled folder: a folder of it a repository.
func readLabelled(dir string) ([]example, error) {
	labels, err := readLabels(filepath.Join(dir, "labels.csv"))
	if err != nil {
		return nil, err
	}
	repos, err := os.ReadDir(filepath.Join(dir, "files"))
	if err != nil {
		return nil, err
	}
	var out []example
	for _, repo := range repos {
		found, err := observeFiles(filepath.Join(dir, "files", repo.Name()))
		if err != nil {
			return nil, err
		}
		for _, f := range found {
			e := example{repo: repo.Name(), x: f.x, weight: unlabelledWeight, where: repo.Name() + "/" + f.path + ":" + strconv.Itoa(f.line)}
			for _, l := range labels[repo.Name()+"/"+f.path] {
				if f.line < l.start || f.line > l.end {
					continue
				}
				if l.secret && (l.from < 0 || l.start != l.end || f.start < l.to && f.end > l.from) {
					e.secret = true
				}
				e.weight = 1
			}
			out = append(out, e)
		}
	}
	return out, nil
}

func readLabels(file string) (map[string][]label, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	r := csv.NewReader(f)
	out := map[string][]label{}
	head := true
	for {
		rec, err := r.Read()
		if err == io.EOF {
			return out, nil
		}
		if err != nil {
			return nil, fmt.Errorf("reading %s: %w", file, err)
		}
		if head {
			head = false
			continue
		}
		num := func(i int) int { n, _ := strconv.Atoi(rec[i]); return n } //nolint:errcheck // empty is 0
		if rec[4] == "X" {
			continue
		}
		l := label{num(2), num(3), num(5), num(6), rec[4] == "T"}
		if rec[6] == "-1" || rec[6] == "" {
			l.to = math.MaxInt
		}
		out[rec[0]+"/"+rec[1]] = append(out[rec[0]+"/"+rec[1]], l)
	}
}

// descend minimises the weighted logistic loss, with each weight held to where
// it began, by Newton's method.
func descend(examples []example, names []string, start []float64) []float64 {
	n := len(start)
	held := make([]float64, n)
	for i, name := range names {
		held[i] = pull
		if slices.Contains(stubborn, name) {
			held[i] = stubbornPull
		}
	}
	w := slices.Clone(start)
	for range 25 {
		g := make([]float64, n)
		h := make([][]float64, n)
		for i := range h {
			h[i] = make([]float64, n)
			g[i] = held[i] * (w[i] - start[i])
			h[i][i] = held[i]
		}
		for _, e := range examples {
			p := probability(w, e.x)
			d, y := e.weight*p*(1-p), 0.0
			if e.secret {
				y = 1
			}
			for i, xi := range e.x {
				if xi == 0 {
					continue
				}
				g[i] += e.weight * (p - y) * xi
				for j, xj := range e.x {
					if xj != 0 {
						h[i][j] += d * xi * xj
					}
				}
			}
		}
		step := solve(h, g)
		largest := 0.0
		for i := range w {
			w[i] -= max(-1, min(1, step[i]))
			largest = max(largest, math.Abs(step[i]))
		}
		if largest < 1e-6 {
			break
		}
	}
	return w
}

// solve returns x with a x = b, by Gauss's elimination.
func solve(a [][]float64, b []float64) []float64 {
	n := len(b)
	x := slices.Clone(b)
	for i := range n {
		p := i
		for k := i + 1; k < n; k++ {
			if math.Abs(a[k][i]) > math.Abs(a[p][i]) {
				p = k
			}
		}
		a[i], a[p], x[i], x[p] = a[p], a[i], x[p], x[i]
		for k := i + 1; k < n; k++ {
			f := a[k][i] / a[i][i]
			if f == 0 {
				continue
			}
			for j := i; j < n; j++ {
				a[k][j] -= f * a[i][j]
			}
			x[k] -= f * x[i]
		}
	}
	for i := n - 1; i >= 0; i-- {
		for j := i + 1; j < n; j++ {
			x[i] -= a[i][j] * x[j]
		}
		x[i] /= a[i][i]
	}
	return x
}

func probability(w, x []float64) float64 {
	z := 0.0
	for i := range x {
		z += w[i] * x[i]
	}
	return 1 / (1 + math.Exp(-z))
}

// report prints precision and recall among candidates at both thresholds, for
// labeled examples alone, and how many of the others would be reported.
func report(name string, examples []example, w []float64) {
	for _, at := range [...]float64{rules.WarnScore, rules.ErrorScore} {
		var tp, fp, fn, others int
		for _, e := range examples {
			hit := probability(w, e.x) >= at
			switch {
			case e.secret && hit:
				tp++
			case e.secret:
				fn++
			case hit && e.weight == 1:
				fp++
			case hit:
				others++
			}
		}
		fmt.Fprintf(os.Stderr, "%-20s at %.2f: precision %.3f recall %.3f (%d right, %d wrong, %d missed); unlabeled %d\n",
			name, at, float64(tp)/float64(max(1, tp+fp)), float64(tp)/float64(max(1, tp+fn)), tp, fp, fn, others)
	}
	if os.Getenv("FIT_SHOW") == "" {
		return
	}
	sorted := slices.Clone(examples)
	slices.SortFunc(sorted, func(a, b example) int { return cmp.Compare(probability(w, b.x), probability(w, a.x)) })
	for _, e := range sorted {
		fmt.Fprintf(os.Stderr, "%.3f %v %.2f %s\n", probability(w, e.x), e.secret, e.weight, e.where)
	}
}

// writeWeights prints rules/judge/score_weights.go.
func writeWeights(out io.Writer, names []string, w []float64) error {
	var b strings.Builder
	b.WriteString("// Code generated by rules/fit; DO NOT EDIT.\n\npackage rules\n\n" +
		"// weights are in log-odds; see score.go, and rules/fit for how they were fitted.\n" +
		"var weights = [numFeatures]float64{\n")
	for i, name := range names {
		fmt.Fprintf(&b, "\t%.2f, // %s\n", w[i], name)
	}
	b.WriteString("}\n")
	text, err := format.Source([]byte(b.String()))
	if err != nil {
		return err
	}
	_, err = out.Write(text)
	return err
}
