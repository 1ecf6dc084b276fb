package dotenv_test

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/envguard/envguard/rules/dotenv"
)

// edited says an edit's result.
func edited(f *dotenv.File, err error) string {
	if err != nil {
		return "error: " + err.Error()
	}
	return string(f.Bytes())
}

func TestSet(t *testing.T) {
	py, node, docker, bash := dotenv.Decouple, dotenv.NodeDotenv, dotenv.DockerEnvFile, dotenv.Bash
	for _, c := range []struct {
		text, value string
		readers     []dotenv.Reader
		want        string
	}{
		{"\ufeffexport A = 'x' # why\r\nB=1", "y", nil, "\ufeffexport A = 'y' # why\r\nB=1"},
		{"A=1\n#A=2\nA=3\n", "4", nil, "A=1\n#A=2\nA=4\n"},
		{"A=old", "new", nil, "A=new"},
		{"A=\n", "two words", nil, "A='two words'\n"},
		{"A=old\n", "p#w", nil, "A='p#w'\n"},
		{"A=\"old\"\n", "a$b", nil, "A='a$b'\n"},
		{"A=old # c\n", "", nil, "A='' # c\n"},
		{"A= # c\n", "new", nil, "A= 'new' # c\n"},
		{"A='b'#c\n", "it's", nil, "A=\"it's\" #c\n"},
		{"A=\"b\nc\"\nD=1\n", "x", nil, "A=\"x\"\nD=1\n"},
		{"A\n", "x", nil, "A=x\n"},
		{"A: x\n", "y", nil, "A: y\n"},
		{"A=\"b\" junk\n", "y", nil, "A=y\n"},
		{"A=x\n", "two words", []dotenv.Reader{docker}, "A=two words\n"},
		{"A=x\n", "two words", []dotenv.Reader{bash}, "A='two words'\n"},
		{"A=x\n", "two words", []dotenv.Reader{bash, docker}, "error: setting A: no spelling gives all of them this value exactly (bash, docker-env-file)"},
		{"A=x\n", "a\nb", []dotenv.Reader{node}, "A='a\nb'\n"},
		{"A=x\n", "a\nb", []dotenv.Reader{py}, "error: setting A: no spelling gives this value exactly (python-decouple)"},
		{"A=\"x\"\n", "a\nb", []dotenv.Reader{node}, "A=\"a\nb\"\n"},
		{"A = x # why\n", "y", []dotenv.Reader{py}, "# why\nA = y\n"},
		{"A = x # why\n", "y", []dotenv.Reader{docker, bash}, "# why\nA=y\n"},
		{"export A=x\n", "y", []dotenv.Reader{py}, "error: setting A: line 1, as it is written, is no entry of that name (python-decouple)"},
		{"A=x\nB=\"\n", "y", []dotenv.Reader{dotenv.Godotenv}, "error: setting A: godotenv cannot read line 2: the quote is not closed (godotenv)"},
		{"A=x\n", "a\x00b", nil, "error: setting A: no environment variable can hold a NUL byte"},
		{"B=x\n", "y", nil, "error: setting A: no such entry"},
	} {
		f := dotenv.Parse([]byte(c.text))
		if got := edited(f.Set("A", c.value, c.readers...)); got != c.want {
			t.Errorf("%q, set to %q for %v, is\n\t%q, want\n\t%q", c.text, c.value, c.readers, got, c.want)
		}
		if string(f.Bytes()) != c.text {
			t.Errorf("%q has changed", c.text)
		}
	}
}

func TestLines(t *testing.T) {
	text := "\ufeff# head\r\n\r\n# about A\r\nA=1\r\n#C=2\r\nB=2"
	f := dotenv.Parse([]byte(text))
	line := dotenv.Line{Key: "NEW", Value: "x y", Comments: []string{"why", "", "# more"}, Blank: true}
	for _, c := range []struct{ name, got, want string }{
		{"after A", edited(f.AddAfter("A", line)), "\ufeff# head\r\n\r\n# about A\r\nA=1\r\n\r\n# why\r\n#\r\n# more\r\nNEW='x y'\r\n#C=2\r\nB=2"},
		{"after C", edited(f.AddAfter("C", dotenv.Line{Key: "NEW", Export: true})), "\ufeff# head\r\n\r\n# about A\r\nA=1\r\n#C=2\r\nexport NEW=''\r\nB=2"},
		{"after B", edited(f.AddAfter("B", dotenv.Line{Key: "NEW", Commented: true})), text + "\r\n# NEW="},
		{"before A", edited(f.AddBefore("A", dotenv.Line{Key: "NEW", Value: "1"})), "\ufeff# head\r\n\r\nNEW=1\r\n# about A\r\nA=1\r\n#C=2\r\nB=2"},
		{"at the end", edited(f.Append(dotenv.Line{Key: "C", Value: "1"})), text + "\r\nC=1"},
		{"what is there", edited(f.Append(dotenv.Line{Key: "A"})), "error: adding A: there is an entry of that name already"},
		{"after nothing", edited(f.AddAfter("X", dotenv.Line{Key: "C"})), "error: adding C after X: no such entry"},
		{"no name", edited(f.Append(dotenv.Line{Key: "a b"})), `error: adding an entry: "a b" cannot be a name: use letters, digits and _`},
		{"to nothing", edited(dotenv.Parse(nil).Append(dotenv.Line{Key: "A", Value: "1"})), "A=1\n"},
		{"without A", edited(f.Remove("A")), "\ufeff# head\r\n\r\n# about A\r\n#C=2\r\nB=2"},
		{"without C", edited(f.Remove("C")), text},
		{"with Z", edited(f.Rename("A", "Z")), strings.Replace(text, "A=1", "Z=1", 1)},
		{"with B twice", edited(f.Rename("A", "B")), "error: renaming A to B: there is an entry of that name already"},
		{"with a comment", edited(f.SetComment(f.Lookup("B"), "hi")), text + " # hi"},
	} {
		if c.got != c.want {
			t.Errorf("%s it is\n\t%q, want\n\t%q", c.name, c.got, c.want)
		}
	}
	if _, err := f.Replace(dotenv.Span{Start: 3, End: 1 << 20}, ""); err == nil {
		t.Error("a span that is out of bounds was replaced")
	}
}

func TestQuote(t *testing.T) {
	for _, c := range []struct {
		value   string
		readers []dotenv.Reader
		want    string
	}{
		{"abc-1_2./:@%+,=", nil, "abc-1_2./:@%+,="},
		{"", nil, ""},
		{"a b", nil, "'a b'"},
		{"a b", []dotenv.Reader{dotenv.DockerEnvFile}, "a b"},
		{"p$w", []dotenv.Reader{dotenv.Compose}, "'p$w'"},
		{"it's $x", []dotenv.Reader{dotenv.Compose}, `"it's \$x"`},
		{"it's $5", []dotenv.Reader{dotenv.Bash}, `"it's \$5"`},
		{"\"it's`", []dotenv.Reader{dotenv.NodeDotenv}, "'\"it's`'"},
	} {
		got, err := dotenv.Quote(c.value, c.readers...)
		if err != nil || got != c.want {
			t.Errorf("%q for %v is %q, %v, want %q", c.value, c.readers, got, err, c.want)
		}
	}
}

// checkEdits states what holds of every edit of any text.
func checkEdits(t *testing.T, text []byte, value string, pick uint16) {
	f := dotenv.Parse(bytes.Clone(text))
	var readers []dotenv.Reader
	for _, r := range dotenv.Readers() {
		if pick&(1<<r) != 0 {
			readers = append(readers, r)
		}
	}
	key := "A"
	for _, e := range f.Entries() {
		if key = f.Key(e); pick&1 == 0 {
			break
		}
	}
	others := func(f *dotenv.File, but string) (s []string) {
		for _, it := range f.Items {
			// An inline comment that moves up may look like an entry.
			if it.Entry != nil && !it.Entry.Commented && f.Key(it.Entry) != but {
				s = append(s, string(f.Text(it.Span)))
			}
		}
		return s
	}
	equal := func(what string, got, want []string) {
		if fmt.Sprintf("%q", got) != fmt.Sprintf("%q", want) {
			t.Fatalf("%q: %s: other entries are %q, were %q", text, what, got, want)
		}
	}
	if next, err := f.Set(key, value, readers...); err == nil {
		equal("set", others(next, key), others(f, key))
		for _, r := range readers {
			if got, ok, err := next.ValueFor(key, r); err != nil || !ok || got != value {
				t.Fatalf("%q: set %s to %q: %s reads %q, %v, %v in %q", text, key, value, r, got, ok, err, next.Bytes())
			}
		}
		again, err := next.Set(key, value, readers...)
		if err != nil || !bytes.Equal(again.Bytes(), next.Bytes()) {
			t.Fatalf("%q: set to %q twice: %q, then %s", text, value, next.Bytes(), edited(again, err))
		}
	} else {
		refused(t, err, key, value)
	}
	line := dotenv.Line{Key: "NEW_ONE", Value: value, Comments: []string{"c"}, Blank: pick&2 != 0}
	if next, err := f.AddAfter(key, line, readers...); err == nil {
		equal("added", trimmed(others(next, "NEW_ONE")), trimmed(others(f, "NEW_ONE")))
		for _, r := range readers {
			if got, ok, err := next.ValueFor("NEW_ONE", r); err != nil || !ok || got != value {
				t.Fatalf("%q: added %q: %s reads %q, %v, %v in %q", text, value, r, got, ok, err, next.Bytes())
			}
		}
		if _, err := next.AddAfter(key, line, readers...); !errors.Is(err, dotenv.ErrExists) {
			t.Fatalf("%q: added twice: %v", text, err)
		}
	} else {
		refused(t, err, key, value)
	}
	if next, err := f.Remove(key); err == nil {
		equal("removed", others(next, key), others(f, key))
		if next.Lookup(key) != nil {
			t.Fatalf("%q: %s is still there", text, key)
		}
	}
	if next, err := f.Rename(key, "NEW_ONE"); err == nil {
		equal("renamed", others(next, "NEW_ONE"), others(f, key))
		if back, err := next.Rename("NEW_ONE", key); err == nil && !bytes.Equal(back.Bytes(), text) && f.Lookup("NEW_ONE") == nil {
			t.Fatalf("%q: renamed and back it is %q", text, back.Bytes())
		}
	}
}

// trimmed takes line endings away: the last line gets one when another follows.
func trimmed(lines []string) []string {
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], "\r\n")
	}
	return lines
}

func refused(t *testing.T, err error, key, value string) {
	var r *dotenv.RefusedError
	if !errors.As(err, &r) && !errors.Is(err, dotenv.ErrNoEntry) && !errors.Is(err, dotenv.ErrExists) {
		t.Fatalf("%T: %v", err, err)
	}
	if len(value) > 12 && strings.Contains(strings.ReplaceAll(err.Error(), key, ""), value) {
		t.Fatalf("the value is in %q", err)
	}
}

func FuzzEdit(f *testing.F) {
	f.Add([]byte("A=b\r\n# C='d'\nexport D = \"x\" # y\n"), "it's $5 #1", uint16(0xffff))
	f.Add([]byte("\ufeffA=\"b\nB=\"c\"\n"), "\"", uint16(2))
	f.Add([]byte("A='b'#c\nA\n"), "a\nb", uint16(1<<dotenv.NodeDotenv|1<<dotenv.PythonDotenv))
	f.Fuzz(checkEdits)
}

func TestRandomEdits(t *testing.T) {
	values := []string{"", "x", "two words", "p#w", "it's", `say "hi"`, "a$b", `C:\new`, "a\nb", "`", "é", "#", " x ", "'x'", `\"`, "$$", "${A}"}
	rounds := 1500
	if testing.Short() {
		rounds = 200
	}
	for i, text := range randomFiles(rounds) {
		checkEdits(t, []byte(text), values[i%len(values)], uint16(uint32(i)*2654435761>>7))
		checkEdits(t, []byte(text), values[i%len(values)], 1<<(i%12))
	}
}

// checkRead states what holds of reading any text: nothing panics, problems
// and variables have lines of the file, and names are there once.
func checkRead(t *testing.T, text []byte) {
	f := dotenv.Parse(bytes.Clone(text))
	lines := 2 + bytes.Count(text, []byte("\n")) + bytes.Count(text, []byte("\r"))
	for _, r := range dotenv.Readers() {
		reading, err := f.Read(r, func(string) (string, bool) { return "env", true })
		var failed *dotenv.ReadError
		if err != nil && (!errors.As(err, &failed) || failed.Line < 0 || failed.Line > lines) {
			t.Fatalf("%s, %q: %#v", r, text, err)
		}
		seen := map[string]bool{}
		for _, v := range reading.Vars {
			if seen[v.Key] || v.Line < 1 || v.Line > lines {
				t.Fatalf("%s, %q: %+v, and %v is seen already", r, text, v, seen[v.Key])
			}
			seen[v.Key] = true
		}
		for _, p := range reading.Problems {
			if p.Line < 1 || p.Line > lines || p.Reason == "" {
				t.Fatalf("%s, %q: %+v", r, text, p)
			}
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{"A=b\n", "A=\"${B:-${C}}\nexport A='x\n'", "A='b\\'\nB=$(x)\n", "\ufeffA: `x`\r\n", "A=${B:-c}}${D}"} {
		f.Add([]byte(s))
	}
	f.Fuzz(checkRead)
}

// Long lines and many quotes take time in proportion. The test has no clock:
// what is quadratic here would take hours.
func TestReadLong(t *testing.T) {
	n := 1 << 20
	if testing.Short() {
		n = 1 << 18
	}
	for _, s := range []string{
		"A=\"" + strings.Repeat("x", n), "A=" + strings.Repeat("${A:-b}", n/7), "A=" + strings.Repeat("$", n), strings.Repeat("A='b\\'\n", n/64), strings.Repeat("A=\"\n", n/32),
		strings.Repeat("A='x\nB=\"y\n", n/64), strings.Repeat("\n", n/4) + "x y", strings.Repeat("export\n", n/8), "A=" + strings.Repeat("\\", n), "A=" + strings.Repeat("${", n/2), "A=" + strings.Repeat(" #", n/2),
		"A=1\n" + strings.Repeat("A=$A$A${A}${A}\n", 64), "A='" + strings.Repeat("' # ", n/4), strings.Repeat("A ", n/2), strings.Repeat("#\n", n/2), "A=" + strings.Repeat("${A:-", n/16),
	} {
		f := dotenv.Parse([]byte(s))
		for _, r := range dotenv.Readers() {
			_, _ = f.Read(r, nil)
		}
	}
}
