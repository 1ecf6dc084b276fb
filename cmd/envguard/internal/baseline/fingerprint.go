package baseline

import (
	"crypto/pbkdf2"
	"crypto/sha256"
	"fmt"
	"math"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/envguard/envguard/rules/random"
)

// A Secret is a secret and the rule that found it.
type Secret struct{ Rule, Value string }

// Prepare computes the fingerprints that matching these secrets will ask for, on all
// cores, and shares them with other versions of the file. It is optional.
func (f *File) Prepare(secrets []Secret, versions ...*File) {
	if f == nil {
		return
	}
	if f.cache == nil {
		f.cache = map[guess]string{}
	}
	var todo []guess
	seen := map[guess]bool{}
	for _, s := range secrets {
		if !f.knows(s.Rule) {
			continue
		}
		for _, salt := range f.salts {
			g := guess{salt, key(s.Rule, s.Value)}
			if _, known := f.cache[g]; !known && !seen[g] {
				seen[g] = true
				todo = append(todo, g)
			}
		}
	}
	prints := make([]string, len(todo))
	var wg sync.WaitGroup
	workers := min(runtime.GOMAXPROCS(0), len(todo))
	for w := range workers {
		wg.Go(func() {
			for i := w; i < len(todo); i += workers {
				prints[i] = todo[i].fingerprint()
			}
		})
	}
	wg.Wait()
	for i, g := range todo {
		f.cache[g] = prints[i]
	}
	for _, v := range versions {
		if v != nil {
			v.cache = f.cache
		}
	}
}

// knows reports whether there is an entry of a rule.
func (f *File) knows(rule string) bool {
	return slices.ContainsFunc(f.Entries, func(e Entry) bool { return e.Rule == rule })
}

// fingerprints returns what the file has of a secret, for each of its salts.
func (f *File) fingerprints(rule, secret string) []string {
	if f.cache == nil {
		f.cache = map[guess]string{}
	}
	var prints []string
	for _, salt := range f.salts {
		g := guess{salt, key(rule, secret)}
		p, ok := f.cache[g]
		if !ok {
			p = g.fingerprint()
			f.cache[g] = p
		}
		prints = append(prints, p)
	}
	return prints
}

func key(rule, secret string) string { return rule + "\x00" + secret }

func (g guess) fingerprint() string {
	_, secret, _ := strings.Cut(g.key, "\x00")
	bits, count := cost(secret)
	if g.salt.one {
		count = iterations
	}
	sum, err := pbkdf2.Key(sha256.New, g.key, []byte(g.salt.bytes), count, 8)
	if err != nil {
		panic(err) // the parameters are constants
	}
	n := uint64(0)
	for _, b := range sum {
		n = n<<8 | uint64(b)
	}
	return fmt.Sprintf("%0*x", bits/4, n>>(64-bits))
}

// cost returns how many bits of a secret's fingerprint are kept, and by how many
// iterations it is stretched. docs/fingerprints.md has the arithmetic.
func cost(secret string) (bits, count int) {
	b := []byte(secret)
	if !random.HasStretch(b) {
		return shortBits, wordIterations
	}
	_, start, end := random.Stretch(b)
	if randomness(secret[start:end]) >= longRandom {
		return longBits, longIterations
	}
	return longBits, iterations
}

// randomness is a low estimate of the bits that a generator put into a text.
func randomness(s string) float64 {
	per := 5.0
	switch {
	case strings.Trim(s, "0123456789") == "":
		per = math.Log2(10)
	case strings.Trim(s, "0123456789abcdefABCDEF-") == "":
		per = 4
	}
	return per * float64(len(s))
}
