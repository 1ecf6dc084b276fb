package dotenv_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/envguard/envguard/rules/dotenv"
)

// describe shows the entries as the usual reading has them, and other lines by
// their kind.
func describe(f *dotenv.File) string {
	var s []string
	for _, it := range f.Items {
		switch it.Kind {
		case dotenv.Setting:
			e := it.Entry
			d := fmt.Sprintf("%s%c%q", f.Key(e), e.Op, f.Value(e))
			if e.Op == 0 {
				d = f.Key(e)
			}
			if !e.Export.Empty() {
				d = "export " + d
			}
			if e.Commented {
				d = "#" + d
			}
			if !e.Comment.Empty() {
				d += fmt.Sprintf(" (%s) full %q", f.Text(e.Comment), f.Full(e))
			}
			if e.Unclosed {
				d += " unclosed"
			}
			if e.Trailing {
				d += " trailing"
			}
			if it.Last != it.Line {
				d += fmt.Sprintf(" lines %d-%d", it.Line, it.Last)
			}
			s = append(s, d)
		default:
			s = append(s, [...]string{"blank", "comment", "", "unknown"}[it.Kind])
		}
	}
	return strings.Join(s, "; ")
}

func TestParse(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"A=b\n", `A="b"`},
		{"A=b", `A="b"`},
		{"A = b\n", `A="b"`},
		{"  A=b  \n", `A="b"`},
		{"A=\tb\n", `A="b"`},
		{"A=\nD=e\n", `A=""; D="e"`},
		{"A=\n\nD=e\n", `A=""; blank; D="e"`},
		{"A=b c d\n", `A="b c d"`},
		{"A=b=c==\n", `A="b=c=="`},
		{"\ufeffA=b\n", `A="b"`},
		{"A=b\r\nD=e\r\n", `A="b"; D="e"`},
		{"A=b\rD=e\r", `A="b"; D="e"`},
		{"export A=b\nexport\tA=b\nexport=c\n", `export A="b"; export A="b"; export="c"`},
		{"A: b\nA:b=c\n", `A:"b"; A:b="c"`},
		{"A.B=c\nA-B=c\n1A=c\na=b\n", `A.B="c"; A-B="c"; 1A="c"; a="b"`},
		{"'A'=b\n", `A="b"`},
		{"A\nexport B\nC # why\n", `A; export B; C (# why) full ""`},
		{"- A=b\nfoo bar\n=x\n[section]\n", `unknown; unknown; unknown; unknown`},

		{"A=\"b c\"\nB='b c'\nC=`b c`\n", `A="b c"; B="b c"; C="b c"`},
		{`A="b\nc\t\"d\" \$x \\ \q"` + "\n", `A="b\nc\t\"d\" $x \\ \\q"`},
		{`A='b\nc'` + "\n", `A="b\\nc"`},
		{`A="b'c"` + "\n", `A="b'c"`},
		{"A=\"\"\n", `A=""`},
		{`A='C:\'` + "\n", `A="C:\\"`},
		{`A={"x":"y"}` + "\n", `A="{\"x\":\"y\"}"`},
		{`A="b"c` + "\n", `A="\"b\"c" trailing`},
		{`A='b'"c"` + "\n", `A="'b'\"c\"" trailing`},
		{"A=\"b\nc\"\nD=e\n", `A="b\nc" lines 1-2; D="e"`},
		{"A='b\r\n\r\nc' # x\r\nD=e\n", `A="b\r\n\r\nc" (# x) full "'b\r\n\r\nc' # x" lines 1-3; D="e"`},
		{"A=\"b\nD=e\n", `A="\"b" unclosed; D="e"`},
		{"A=\"b\nD=\"e\"\n", `A="\"b" unclosed; D="e"`},
		{"A=it's\nD=e\n", `A="it's"; D="e"`},

		{"A=b # c\n", `A="b" (# c) full "b # c"`},
		{"A=b#c\n", `A="b#c"`},
		{"A=#c\n", `A="#c"`},
		{"A= # c\n", `A="" (# c) full "# c"`},
		{"A=\"b\" # c\n", `A="b" (# c) full "\"b\" # c"`},
		{"A='b#c'#d\n", `A="b#c" (#d) full "'b#c'#d"`},
		{"A=postgres://u:p#w@h/db\n", `A="postgres://u:p#w@h/db"`},

		{"# prose\n#\n;ini\n", `comment; comment; comment`},
		{"# A=b\n#A=b\n  ## export A='b' # c\n;x=y\n", `#A="b"; #A="b"; #export A="b" (# c) full "'b' # c"; #x="y"`},
		{"# set this = 5\n# the key=value pairs\n# see: https://x\n# X_Y = 5\n# A: b\n", `comment; comment; comment; #X_Y="5"; comment`},
		{"# A=\"b\nB=\"c\"\n", `#A="\"b" unclosed; B="c"`},
	} {
		if got := describe(dotenv.Parse([]byte(c.text))); got != c.want {
			t.Errorf("%q is\n\t%s, want\n\t%s", c.text, got, c.want)
		}
	}
}

// Spans are what edits are made with.
func TestSpans(t *testing.T) {
	text := "\ufeff# head\r\n  export DB_PASS = \"a b\"  # note \r\n"
	f := dotenv.Parse([]byte(text))
	e := f.Lookup("DB_PASS")
	if e == nil || !f.BOM || e.Line != 2 {
		t.Fatalf("entry %+v, BOM %v", e, f.BOM)
	}
	for _, c := range []struct {
		name string
		span dotenv.Span
		want string
	}{
		{"export", e.Export, "export "},
		{"key", e.Key, "DB_PASS"},
		{"separator", e.Sep, " = "},
		{"raw", e.Raw, `"a b"`},
		{"inner", e.Inner, "a b"},
		{"comment", e.Comment, "# note"},
		{"full", e.Full, `"a b"  # note`},
		{"ending", f.Items[1].End, "\r\n"},
		{"line", f.Items[1].Span, "  export DB_PASS = \"a b\"  # note \r\n"},
	} {
		if got := string(f.Text(c.span)); got != c.want {
			t.Errorf("%s is %q, want %q", c.name, got, c.want)
		}
	}
}

func TestLookup(t *testing.T) {
	f := dotenv.Parse([]byte("A=1\nA=2\n#A=3\n#B=4\n"))
	if e := f.Lookup("A"); e == nil || f.Value(e) != "2" {
		t.Errorf("A is %+v, want the second one", e)
	}
	if e := f.Lookup("B"); e != nil {
		t.Errorf("B is %+v, but is commented out", e)
	}
	if n := len(f.Entries()); n != 4 {
		t.Errorf("%d entries, want 4", n)
	}
}

// check states what holds of any text: it comes back byte by byte, the tokens
// lie inside each other in their order, and lines are counted right.
func check(t *testing.T, text []byte) {
	f := dotenv.Parse(bytes.Clone(text))
	if got := f.Bytes(); !bytes.Equal(got, text) {
		t.Fatalf("%q came back as %q", text, got)
	}
	pos, line := 0, 1
	if f.BOM {
		pos = 3
	}
	for _, it := range f.Items {
		if it.Span.Start != pos || it.Span.End <= pos || it.End.End != it.Span.End || it.End.Start < pos || it.Line != line || it.Last < it.Line {
			t.Fatalf("%q: item %+v, after offset %d, line %d", text, it, pos, line)
		}
		pos, line = it.Span.End, it.Last+1
		if (it.Kind == dotenv.Setting) != (it.Entry != nil) {
			t.Fatalf("%q: item %+v", text, it)
		}
		e := it.Entry
		if e == nil {
			continue
		}
		at := it.Span.Start
		for i, s := range []dotenv.Span{e.Mark, e.Export, e.Key, e.Sep, e.Raw, e.Comment, it.End} {
			if s == (dotenv.Span{}) {
				continue
			}
			if s.Start < at || s.End < s.Start {
				t.Fatalf("%q: token %d of %+v begins before offset %d", text, i, *e, at)
			}
			at = s.End
		}
		if e.Inner.Start < e.Raw.Start || e.Inner.End > e.Raw.End || e.Full.End < e.Raw.End || e.Full.End > it.End.Start || e.Op != 0 && e.Full.Start != e.Raw.Start {
			t.Fatalf("%q: spans of %+v", text, *e)
		}
		if e.Quote != 0 && f.Text(e.Raw)[0] != e.Quote {
			t.Fatalf("%q: quote of %+v", text, *e)
		}
		f.Value(e)
	}
	normal := strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(string(text))
	want := strings.Count(normal, "\n") + 1
	if len(normal) == 0 || strings.HasSuffix(normal, "\n") || normal == "\ufeff" {
		want--
	}
	if line-1 != want {
		t.Fatalf("%q: %d lines, want %d", text, line-1, want)
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{
		"", "\ufeff", "A=b\r\n# C='d\ne'\n", "A=\"b\n\\\"c\" # d\nexport B: `x`\r\r\n", "'A'=\"\\", "A='\r\n'", "#;# A = 'b'\n\n=\n",
		"A=\"\nB='\nC=`\nD=\"\n", "A=\"x\"\t#\rB = # \"\n\"",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(check)
}

// Text made of the characters that matter finds more than any bytes do.
func TestAnyText(t *testing.T) {
	const pieces = "A=\"'`#\n\r\\ :;\tx"
	n := 6
	if testing.Short() {
		n = 4
	}
	text := make([]byte, n)
	var fill func(int)
	fill = func(i int) {
		check(t, text[:i])
		if i == n-1 {
			return
		}
		for _, c := range []byte(pieces) {
			text[i] = c
			fill(i + 1)
		}
	}
	fill(0)
}

// A quote that is never closed must not make the parser read to the end again
// and again.
func TestManyOpenQuotes(t *testing.T) {
	for _, line := range []string{"A=\"\n", "A='x\n", "A=\"\\\"\n", "A=`\r", "A=\"\nB='\nC=`\n"} {
		check(t, bytes.Repeat([]byte(line), 1<<18/len(line)))
	}
}
