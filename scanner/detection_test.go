package scanner

import (
	"bytes"
	"cmp"
	"flag"
	"fmt"
	"maps"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/builtin"
	"github.com/envguard/envguard/rules/recipe"
)

var (
	updateFloors = flag.Bool("update", false, "raise the floors of testdata/detection to what is measured")
	showWrong    = flag.Bool("wrong", false, "list the entries of testdata/detection that are judged wrong")
)

// corpusDir holds the entries; its README.md describes the format.
var corpusDir = filepath.Join("..", "testdata", "detection")

// corpusSeeds are the values that each entry is tried with: a verdict must not
// hang on the draw.
var corpusSeeds = []string{"", "second", "third", "fourth"}

// The least that the corpus holds.
const (
	leastTrue  = 400
	leastFalse = 800
)

// An entry is a short file of the corpus and the verdict on it.
type entry struct {
	class  string
	secret bool // what is between the marks must be found; otherwise nothing may be
	path   string
	text   string // with recipes and marks
	where  string // file and line of the corpus
}

// A tally counts verdicts over all seeds.
type tally struct {
	lines, tries, found, stray int // of entries with a secret; stray findings are next to it
	quiet, quietTries, alarms  int // of entries without one: their number, tries and false alarms
}

func (t *tally) add(u *tally) {
	t.lines, t.tries, t.found, t.stray = t.lines+u.lines, t.tries+u.tries, t.found+u.found, t.stray+u.stray
	t.quiet, t.quietTries, t.alarms = t.quiet+u.quiet, t.quietTries+u.quietTries, t.alarms+u.alarms
}

func (t *tally) recall() float64    { return share(t.found, t.tries) }
func (t *tally) precision() float64 { return share(t.found, t.found+t.stray+t.alarms) }

// clean is the share of tries in which nothing false was found.
func (t *tally) clean() float64 {
	n := t.tries + t.quietTries
	return share(n-t.stray-t.alarms, n)
}

// share returns a/b, and 1 if b is 0.
func share(a, b int) float64 {
	if b == 0 {
		return 1
	}
	return float64(a) / float64(b)
}

// TestDetection scans every entry of the corpus as a file of its own with the
// default rules, prints precision and recall by class, and fails where a class
// falls below its floor. Errors and warnings count as findings.
func TestDetection(t *testing.T) {
	entries := readCorpus(t)
	s := newTest(t, Config{Rules: builtin.All()})
	classes := map[string]*tally{}
	var wrong []string
	for _, e := range entries {
		c := classes[e.class]
		if c == nil {
			c = new(tally)
			classes[e.class] = c
		}
		one := judgeEntry(s, e)
		c.add(&one)
		if one.found < one.tries || one.stray > 0 || one.alarms > 0 {
			wrong = append(wrong, describeWrong(e, &one))
		}
	}
	total := new(tally)
	for _, c := range classes {
		total.add(c)
	}
	t.Log("\n" + table(classes, total))
	if *showWrong {
		slices.Sort(wrong)
		t.Log("\n" + strings.Join(wrong, "\n"))
	}
	if total.lines < leastTrue || total.quiet < leastFalse {
		t.Errorf("the corpus has %d entries with a secret and %d without; at least %d and %d are wanted", total.lines, total.quiet, leastTrue, leastFalse)
	}
	checkFloors(t, classes)
}

// judgeEntry scans an entry once a seed.
func judgeEntry(s *Scanner, e entry) (n tally) {
	if e.secret {
		n.lines = 1
	} else {
		n.quiet = 1
	}
	for _, seed := range corpusSeeds {
		content, want := recipe.ExpandSeed(e.text, seed)
		hit := make([]bool, len(want))
		stray := 0
		for _, f := range s.ScanFile(rules.NewFile(e.path, []byte(content))) {
			if f.Severity < rules.Warning || strings.HasPrefix(f.Rule.ID, "env-") {
				continue // those judge a file's form
			}
			i := slices.IndexFunc(want, func(w [2]int) bool { return f.Start < w[1] && w[0] < f.End })
			if i < 0 {
				stray = 1
				continue
			}
			for i, w := range want {
				hit[i] = hit[i] || f.Start < w[1] && w[0] < f.End
			}
		}
		if !e.secret {
			n.quietTries++
			n.alarms += stray
			continue
		}
		n.tries++
		n.stray += stray
		if !slices.Contains(hit, false) {
			n.found++
		}
	}
	return n
}

// describeWrong shows an entry with its recipes, never with their values.
func describeWrong(e entry, n *tally) string {
	what := "false alarm"
	if e.secret {
		what = "missed"
		if n.found == n.tries {
			what = "stray finding"
		}
	}
	times := max(n.tries-n.found, n.stray, n.alarms)
	text := strings.ReplaceAll(strings.TrimSuffix(e.text, "\n"), "\n", "↵")
	return fmt.Sprintf("%s: %s, %d of %d: %s: %s | %s", e.class, what, times, len(corpusSeeds), e.where, e.path, text)
}

// table shows one line a class, the weakest first in its half.
func table(classes map[string]*tally, total *tally) string {
	var b strings.Builder
	line := func(name string, c *tally) {
		if c.lines > 0 {
			fmt.Fprintf(&b, "%-42s %4d true   recall %.3f  precision %.3f", name, c.lines, c.recall(), c.precision())
			if c.quiet > 0 {
				fmt.Fprintf(&b, "  %4d false  false alarms %.3f", c.quiet, share(c.alarms, c.quietTries))
			}
		} else {
			fmt.Fprintf(&b, "%-42s %4d false  false alarms %.3f", name, c.quiet, share(c.alarms, c.quietTries))
		}
		b.WriteByte('\n')
	}
	for _, name := range slices.SortedFunc(maps.Keys(classes), func(x, y string) int {
		a, b := classes[x], classes[y]
		return cmp.Or(cmp.Compare(min(b.lines, 1), min(a.lines, 1)), cmp.Compare(a.recall()+a.clean(), b.recall()+b.clean()), cmp.Compare(x, y))
	}) {
		line(name, classes[name])
	}
	line("all", total)
	p, r := total.precision(), total.recall()
	fmt.Fprintf(&b, "F1 %.3f\n", 2*p*r/(p+r))
	return b.String()
}

// readCorpus reads all entries and fails t on one that is not well written.
func readCorpus(t *testing.T) []entry {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(corpusDir, "*.txt"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no corpus in %s: %v", corpusDir, err)
	}
	var entries []entry
	seen := map[string]string{}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		class, secret := "", false
		for i, line := range strings.Split(string(data), "\n") {
			where := fmt.Sprintf("%s:%d", filepath.Base(file), i+1)
			if line == "" || line[0] == '#' {
				continue
			}
			if head, ok := strings.CutPrefix(line, "["); ok && strings.HasSuffix(line, "]") {
				var verdict string
				verdict, class, _ = strings.Cut(strings.TrimSuffix(head, "]"), " ")
				if secret = verdict == "true"; !secret && verdict != "false" || class == "" {
					t.Fatalf("%s: want [true CLASS] or [false CLASS]", where)
				}
				continue
			}
			path, text, ok := strings.Cut(line, " | ")
			if !ok || class == "" {
				t.Fatalf("%s: want a path, a bar between spaces, and a text, below a class", where)
			}
			e := entry{class, secret, path, strings.ReplaceAll(text, "↵", "\n") + "\n", where}
			checkEntry(t, e)
			if at := seen[path+text]; at != "" {
				t.Errorf("%s: as %s", where, at)
			}
			seen[path+text] = where
			entries = append(entries, e)
		}
	}
	return entries
}

// unexpanded is what a recipe with a wrong name or argument looks like.
var unexpanded = regexp.MustCompile(`\{[a-zA-Z0-9-]+:[0-9]+(:[^{}]{0,2})?\}`)

func checkEntry(t *testing.T, e entry) {
	t.Helper()
	content, want := recipe.Expand(e.text)
	if e.secret != (len(want) > 0) || strings.Count(e.text, "«") != len(want) || strings.ContainsAny(content, "«»") {
		t.Errorf("%s: marks stand around each secret, and only there", e.where)
	}
	if r := unexpanded.FindString(content); r != "" {
		t.Errorf("%s: %s is no recipe", e.where, r)
	}
}

// A floor is the least that a class must reach.
type floor struct{ recall, clean float64 }

// floorsFile has one line a class: its name, the least recall, and the least
// share of tries in which nothing false is found.
var floorsFile = filepath.Join(corpusDir, "floors.tsv")

// checkFloors fails t for each class below its floor. With -update it
// raises floors to what is measured; it never lowers one.
func checkFloors(t *testing.T, classes map[string]*tally) {
	t.Helper()
	floors := readFloors(t)
	for name := range floors {
		if classes[name] == nil && !*updateFloors {
			t.Errorf("%s names the class %q, which is not in the corpus", floorsFile, name)
		}
	}
	next := map[string]floor{}
	for name, c := range classes {
		f, ok := floors[name]
		if !ok && !*updateFloors {
			t.Errorf("the class %q has no floor; -update writes it", name)
			continue
		}
		if down(c.recall()) < f.recall {
			t.Errorf("%s: recall %.3f is below its floor of %.3f", name, c.recall(), f.recall)
		}
		if down(c.clean()) < f.clean {
			t.Errorf("%s: nothing false is found in %.3f of the tries, which is below the floor of %.3f", name, c.clean(), f.clean)
		}
		next[name] = floor{max(f.recall, down(c.recall())), max(f.clean, down(c.clean()))}
	}
	if *updateFloors {
		writeFloors(t, next)
	} else if t.Failed() {
		t.Log("go test ./scanner -run TestDetection -v -wrong lists the entries that are judged wrong; a floor is lowered only by hand")
	}
}

// down rounds to what floors are written with, never up.
func down(f float64) float64 { return math.Floor(f*1000+1e-9) / 1000 }

func readFloors(t *testing.T) map[string]floor {
	t.Helper()
	data, err := os.ReadFile(floorsFile)
	if err != nil && !*updateFloors {
		t.Fatal(err)
	}
	out := map[string]floor{}
	for line := range strings.Lines(string(data)) {
		fields := strings.Split(strings.TrimSpace(line), "\t")
		if line[0] == '#' || len(fields) != 3 {
			continue
		}
		r, err1 := strconv.ParseFloat(fields[1], 64)
		q, err2 := strconv.ParseFloat(fields[2], 64)
		if err1 != nil || err2 != nil {
			t.Fatalf("%s: no floor: %q", floorsFile, line)
		}
		out[fields[0]] = floor{r, q}
	}
	return out
}

func writeFloors(t *testing.T, floors map[string]floor) {
	t.Helper()
	var b bytes.Buffer
	b.WriteString("# class\tleast recall\tleast share of tries without a false finding\n")
	for _, name := range slices.Sorted(maps.Keys(floors)) {
		fmt.Fprintf(&b, "%s\t%.3f\t%.3f\n", name, floors[name].recall, floors[name].clean)
	}
	if err := os.WriteFile(floorsFile, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}
