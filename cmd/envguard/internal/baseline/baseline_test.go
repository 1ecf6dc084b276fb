package baseline

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/envguard/envguard/rules/recipe"
)

var day = time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)

func newFile(t *testing.T, secrets ...string) *File {
	t.Helper()
	f := new(File)
	for _, s := range secrets {
		if _, err := f.Add(Entry{Rule: "r", State: Accepted, Date: "2026-01-31", Owner: "ada", Reason: "old"}, s, day, false); err != nil {
			t.Fatal(err)
		}
	}
	return f
}

func TestRoundTrip(t *testing.T) {
	f := newFile(t, "first", "second")
	f.Entries[0].Path, f.Entries[0].Expires = "a b/**", "2026-06-01"
	g, err := Parse(f.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if string(g.Bytes()) != string(f.Bytes()) {
		t.Errorf("%s became %s", f.Bytes(), g.Bytes())
	}
	for secret, want := range map[string]bool{"second": true, "third": false} {
		if got := g.Match("r", secret, "x.py", day) != nil; got != want {
			t.Errorf("%s: %t", secret, got)
		}
	}
	if g.Match("r", "first", "a b/c.py", day) == nil || g.Match("r", "first", "c.py", day) != nil || g.Match("r", "first", "a b/c.py", day.AddDate(1, 0, 0)) != nil {
		t.Error("a path or an expiry does not count")
	}
	if g.Match("other", "first", "a b/c.py", day) != nil {
		t.Error("another rule's secret is accepted")
	}
	if strings.Contains(string(f.Bytes()), "first") {
		t.Error("the file holds a secret")
	}
}

// TestUnion joins two files that were made independently, as merge=union does.
func TestUnion(t *testing.T) {
	both := string(newFile(t, "first").Bytes()) + string(newFile(t, "second").Bytes())
	f, err := Parse([]byte(both))
	if err != nil {
		t.Fatal(err)
	}
	if f.Match("r", "first", "x", day) == nil || f.Match("r", "second", "x", day) == nil {
		t.Error("an entry is lost")
	}
}

// TestBits wants of a word as much as guesses can be confused with, and of a generated
// secret so much that no other one is ever taken for it.
func TestBits(t *testing.T) {
	random, _ := recipe.Expand("{alnum:20}")
	f := newFile(t, "sunshine", random)
	if n := len(f.Entries[0].Fingerprint); n*4 != shortBits {
		t.Errorf("a word has %d bits", n*4)
	}
	if n := len(f.Entries[1].Fingerprint); n*4 != longBits {
		t.Errorf("a random value has %d bits", n*4)
	}
}

func TestMistakes(t *testing.T) {
	head := header + "AAAAAAAAAAAAAAAAAAAAAA\n"
	for _, text := range []string{
		"abc r accepted 2026-01-31\n", head + "abc r\n", head + "abc r fine 2026-01-31\n", head + "abc r accepted soon\n",
		head + "abc r accepted 2026-01-31 expires=soon\n", head + "abc r accepted 2026-01-31 who=me\n", head + "abc r accepted 2026-01-31 path=[\n", header + "x\n",
	} {
		if _, err := Parse([]byte(text)); err == nil || !strings.Contains(err.Error(), Name) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// TestAddAgain wants an entry that has expired to be renewed, and one that counts to stay
// as it is unless it is to be replaced.
func TestAddAgain(t *testing.T) {
	f := newFile(t, "first")
	add := func(e Entry, replace bool) bool {
		t.Helper()
		e.Rule, e.Date = "r", "2026-03-01"
		changed, err := f.Add(e, "first", day, replace)
		if err != nil {
			t.Fatal(err)
		}
		return changed
	}
	if add(Entry{State: Revoked}, false) || f.Match("r", "first", "x", day).State != Accepted {
		t.Error("an entry that counts was replaced")
	}
	if !add(Entry{State: Revoked}, true) || f.Match("r", "first", "x", day).State != Revoked || len(f.Entries) != 1 {
		t.Error("an entry was not replaced")
	}
	f.Entries[0].Expires = "2026-02-01"
	f.Entries = append(f.Entries, f.Entries[0]) // as a merge leaves it
	if !add(Entry{State: Accepted}, false) || f.Match("r", "first", "x", day) == nil || len(f.Entries) != 1 {
		t.Error("an expired entry was not renewed")
	}
}

func TestCheck(t *testing.T) {
	for e, want := range map[Entry]bool{
		{}:                             true,
		{Path: "a b/**"}:               true,
		{Owner: "ada", Reason: "x\ny"}: true,
		{Reason: "a -- b"}:             true,
		{Path: "["}:                    false,
		{Path: "a\tb"}:                 false,
		{Path: "a\nb"}:                 false,
		{Path: "a%20b"}:                false, // read as a blank
		{Owner: "a\tb"}:                false,
		{Expires: "soon"}:              false,
	} {
		e.State, e.Date = Accepted, "2026-01-31"
		if err := e.Check(); (err == nil) != want {
			t.Errorf("%+v: %v", e, err)
		}
	}
}

func ExampleFile_Match() {
	f := new(File)
	_, _ = f.Add(Entry{Rule: "hex-secret", State: Revoked, Date: "2026-01-31"}, "the secret", day, false)
	fmt.Println(f.Match("hex-secret", "the secret", "any/path.py", day).State)
	// Output: revoked
}

// TestFirstVersion wants files of the format's first version to count, and to stay what
// they are when an entry is added.
func TestFirstVersion(t *testing.T) {
	f := &File{salts: []salt{{bytes: strings.Repeat("s", saltSize), one: true}}}
	add := func(f *File, secret string) {
		if _, err := f.Add(Entry{Rule: "r", State: Accepted, Date: "2026-01-31"}, secret, day, false); err != nil {
			t.Fatal(err)
		}
	}
	add(f, "sunshine")
	if got := f.Entries[0].Fingerprint; got != "38d70" {
		t.Errorf("the fingerprint is %s", got)
	}
	g, err := Parse(f.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	add(g, "moonlight")
	if g.Match("r", "sunshine", "x", day) == nil || g.Match("r", "moonlight", "x", day) == nil || !strings.HasPrefix(string(g.Bytes()), headerOne) {
		t.Errorf("a file of the first version became %s", g.Bytes())
	}
}

// TestPrepare wants the same answers with fingerprints that were computed before, and
// each one once, for all versions of the file.
func TestPrepare(t *testing.T) {
	f := newFile(t, "first", "second")
	f.cache = nil
	g, err := Parse(f.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	f.Prepare([]Secret{{"r", "first"}, {"r", "first"}, {"r", "third"}, {"other", "first"}}, g, nil)
	if len(f.cache) != 2 || len(g.cache) != 2 {
		t.Errorf("%d and %d fingerprints were computed", len(f.cache), len(g.cache))
	}
	if f.Match("r", "first", "x", day) == nil || g.Match("r", "first", "x", day) == nil || f.Match("r", "third", "x", day) != nil {
		t.Error("prepared fingerprints are others")
	}
}

// TestCost wants a password that looks generated to be stretched most, and a long
// generated secret least.
func TestCost(t *testing.T) {
	for text, want := range map[string]int{
		"sunshine": wordIterations, "correct horse battery staple": wordIterations,
		"{alnum:13}": iterations, "{alnum:40}": longIterations, "{hex:64}": longIterations,
	} {
		secret, _ := recipe.Expand(text)
		if _, got := cost(secret); got != want {
			t.Errorf("%s: %d iterations, not %d", text, got, want)
		}
	}
}

// BenchmarkMatch matches 200 generated secrets and 20 words.
func BenchmarkMatch(b *testing.B) {
	f := new(File)
	var all []Secret
	for i := range 220 {
		s := fmt.Sprintf("sunshine%d", i)
		if i >= 20 {
			s, _ = recipe.Expand("{alnum:40}")
		}
		all = append(all, Secret{"r", s})
		_, _ = f.Add(Entry{Rule: "r", State: Accepted, Date: "2026-01-31"}, s, day, false)
	}
	for b.Loop() {
		f.cache = nil
		f.Prepare(all)
		for _, s := range all {
			if f.Match(s.Rule, s.Value, "x", day) == nil {
				b.Fatal("an entry is lost")
			}
		}
	}
}
