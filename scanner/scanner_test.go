package scanner

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/builtin"
	"github.com/envguard/envguard/rules/recipe"
)

// marked reports every value that begins with "sekrit-".
var marked = &rules.Rule{
	ID: "marked", Title: "marked", Doc: "doc", Fix: "fix", Severity: rules.Error,
	Kinds: rules.KindAssigned | rules.KindToken | rules.KindString,
	Check: func(c *rules.Candidate) (rules.Match, bool) {
		ok := c.Gate("begins", bytes.HasPrefix(c.Value(), []byte("sekrit-")), float64(len(c.Value())))
		return rules.Match{Start: c.Start, End: c.End, Score: 0.9, Message: "a marked value"}, ok
	},
}

// prefixed reports tokens that begin with "tok_", also in binary files.
var prefixed = &rules.Rule{
	ID: "prefixed", Title: "prefixed", Doc: "doc", Fix: "fix", Severity: rules.Error,
	Kinds: rules.KindToken, Prefixes: []string{"tok_"}, Binary: true,
	Check: func(c *rules.Candidate) (rules.Match, bool) {
		return rules.Match{Start: c.Start, End: c.End, Score: 0.9, Message: "a token", Public: 4}, true
	},
}

func newTest(t testing.TB, cfg Config) *Scanner {
	t.Helper()
	if cfg.Rules == nil {
		cfg.Rules = []*rules.Rule{prefixed, marked}
	}
	s, err := New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// blobs is a source of content in memory.
type blobs []Blob

func (bs blobs) Blobs(context.Context) iter.Seq2[Blob, error] {
	return func(yield func(Blob, error) bool) {
		for _, b := range bs {
			if !yield(b, nil) {
				return
			}
		}
	}
}

func opener(b []byte) func() (io.ReadCloser, error) {
	return func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(b)), nil }
}

func mem(path, text string) Blob {
	return Blob{Path: path, Size: int64(len(text)), Open: opener([]byte(text))}
}

func wide(text string, big, mark bool) []byte {
	var b []byte
	units := utf16.Encode([]rune(text))
	if mark {
		units = append([]uint16{0xfeff}, units...)
	}
	for _, u := range units {
		if big {
			b = append(b, byte(u>>8), byte(u))
		} else {
			b = append(b, byte(u), byte(u>>8))
		}
	}
	return b
}

func wide32(text string, big bool) []byte {
	var b []byte
	for _, r := range text {
		if big {
			b = binary.BigEndian.AppendUint32(b, uint32(r))
		} else {
			b = binary.LittleEndian.AppendUint32(b, uint32(r))
		}
	}
	return b
}

// The encoding does not hide a secret; line and column are those of the text.
func TestEncodings(t *testing.T) {
	text := "# größe\nname = 'é', key = 'sekrit-0123456789'\n"
	latin1 := strings.ReplaceAll(strings.ReplaceAll(strings.ReplaceAll(text, "ö", "\xf6"), "ß", "\xdf"), "é", "\xe9")
	for name, data := range map[string][]byte{
		"utf-8":                  []byte(text),
		"utf-8 with mark":        []byte("\ufeff" + text),
		"latin-1":                []byte(latin1),
		"utf-16le":               wide(text, false, true),
		"utf-16be":               wide(text, true, true),
		"utf-16le, no mark":      wide(text, false, false),
		"utf-16be, no mark":      wide(text, true, false),
		"crlf":                   []byte(strings.ReplaceAll(text, "\n", "\r\n")),
		"a stray NUL":            []byte(text + strings.Repeat("word ", 100) + "\x00"),
		"utf-16le, odd tail":     append(wide(text, false, true), 'x'),
		"utf-32le, no mark":      wide32(text, false),
		"utf-32be, no mark":      wide32(text, true),
		"plain text in utf-16le": append(wide("# größe\n", false, true), strings.TrimPrefix(strings.ReplaceAll(text, "é", "e"), "# größe\n")...),
		"plain text in utf-16be": append(wide("# größe\n", true, true), strings.TrimPrefix(strings.ReplaceAll(text, "é", "e"), "# größe\n")...),
	} {
		s := newTest(t, Config{})
		res, err := s.Scan(context.Background(), blobs{{Path: "a.py", Size: int64(len(data)), Open: opener(data)}})
		if err != nil || len(res.Findings) != 1 {
			t.Errorf("%s: %d findings, error %v", name, len(res.Findings), err)
			continue
		}
		f := res.Findings[0]
		if f.Line != 2 || f.Column != 20 || f.Secret.Reveal() != "sekrit-0123456789" {
			t.Errorf("%s: found %q at %d:%d", name, f.Secret.Reveal(), f.Line, f.Column)
		}
		if res.Stats.Bytes != int64(len(data)) {
			t.Errorf("%s: counted %d of %d bytes", name, res.Stats.Bytes, len(data))
		}
	}
}

// No candidate is shown to a rule twice, and each of several keys in a file is
// shown: only the first PuTTY key of a window once was.
func TestEachCandidateOnce(t *testing.T) {
	for _, tt := range []struct {
		path, text string
		kind       rules.Kind
		want       int
	}{
		{"a.py", "TOKEN = 'sekrit-0123456789'\n", rules.KindToken, 1},
		{".env", "A=b c\nTOKEN='sekrit-0123456789'\n", rules.KindToken, 1},
		{"a.txt", "x sekrit-0123456789 y\n", rules.KindToken, 1},
		{"a.ppk", strings.Repeat("PuTTY-User-Key-File-3: ssh-rsa\nEncryption: none\n", 3), rules.KindPEM, 3},
	} {
		seen := map[[2]int]int{}
		new(Scanner).candidates(rules.NewFile(tt.path, []byte(tt.text)), func(c *rules.Candidate) {
			if c.Kind&tt.kind != 0 {
				seen[[2]int{c.Start, c.End}]++
			}
		})
		for span, n := range seen {
			if n != 1 {
				t.Errorf("%s: the candidate at %v came %d times", tt.path, span, n)
			}
		}
		if len(seen) != tt.want {
			t.Errorf("%s: %d candidates, want %d", tt.path, len(seen), tt.want)
		}
	}
}

// In a binary file the rules that need no context still run.
func TestBinary(t *testing.T) {
	data := append(bytes.Repeat([]byte{0, 1, 2, 3, 'a'}, 2000), "\x00tok_0123456789abcdef\x00 key='sekrit-0123456789'"...)
	got := newTest(t, Config{}).ScanFile(rules.NewFile("a.bin", data))
	if len(got) != 1 || got[0].Rule != prefixed {
		t.Fatalf("found %v", got)
	}
}

// A secret is found wherever it is in a file of several windows, once, and
// at the right line, also across the border and in a file of one line.
func TestWindows(t *testing.T) {
	for _, sep := range []string{"\n", " "} {
		for _, at := range []int{0, windowSize - overlap - 10, windowSize - overlap, windowSize - 8, windowSize, windowSize + 5, 2*windowSize - overlap - 3} {
			var b bytes.Buffer
			for b.Len() < at {
				b.WriteString("fíller word" + sep)
			}
			line := bytes.Count(b.Bytes(), []byte("\n")) + 1
			start := b.Len() + len("key='")
			b.WriteString("key='sekrit-0123456789'" + sep)
			for b.Len() < 2*windowSize+1000 {
				b.WriteString("fíller word" + sep)
			}
			data := b.Bytes()
			res, err := newTest(t, Config{}).Scan(context.Background(), blobs{{Path: "a.py", Size: int64(len(data)), Open: opener(data)}})
			if err != nil || len(res.Findings) != 1 || len(res.Findings[0].Also) != 0 {
				t.Errorf("sep %q at %d: %d findings, error %v", sep, at, len(res.Findings), err)
				continue
			}
			col := utf8.RuneCount(data[bytes.LastIndexByte(data[:start], '\n')+1:start]) + 1
			if f := res.Findings[0]; f.Line != line || f.Start != start || f.Column != col || f.EndColumn != col+17 {
				t.Errorf("sep %q at %d: line %d, columns %d to %d, offset %d, want %d, %d and %d", sep, at, f.Line, f.Column, f.EndColumn, f.Start, line, col, start)
			}
		}
	}
}

// Every way of printing a secret gives its mask.
func TestSecretStaysSecret(t *testing.T) {
	s := NewSecret("tok_0123456789", 4)
	js, _ := json.Marshal(map[string]any{"s": s, "f": Finding{Secret: s, Rule: marked}.Secret})
	for _, out := range []string{
		fmt.Sprint(s), fmt.Sprintf("%v %+v %#v %s %q %x", s, s, s, s, s, s), string(js), s.LogValue().String(),
		fmt.Sprintf("%v %+v", Finding{Secret: s}, []Secret{s}), fmt.Sprintf("%d %t", any(s), any(s)),
	} {
		if strings.Contains(out, "0123") || strings.Contains(out, fmt.Sprintf("%x", "0123")) {
			t.Errorf("printed %s", out)
		}
	}
}

// The shown line holds no secret, neither the reported one nor another.
func TestLineIsMasked(t *testing.T) {
	text := "é = 1; a='sekrit-0123456789'; b='sekrit-abc'; c=abcdef0123456789; tok_abcdefghijk01234"
	fs := newTest(t, Config{}).ScanFile(rules.NewFile("a.py", []byte(text)))
	if len(fs) != 3 {
		t.Fatalf("%d findings", len(fs))
	}
	for _, f := range fs {
		for _, s := range []string{"0123", "sekrit-a", "abcdef"} {
			if strings.Contains(f.Text, s) {
				t.Errorf("%q shows %q", f.Text, s)
			}
		}
		if got := f.Text[f.CaretStart:f.CaretEnd]; got != stars && got != "tok_"+stars {
			t.Errorf("caret under %q in %q", got, f.Text)
		}
	}
}

func TestSuppress(t *testing.T) {
	for _, tt := range []struct {
		text, by, reason, problem string
	}{
		{"key='sekrit-0123456789'", "", "", ""},
		{"key='sekrit-0123456789' # envguard:allow marked -- test vector", "envguard:allow", "test vector", ""},
		{"key='sekrit-0123456789' # envguard:allow other,marked", "envguard:allow", "", `"other"`},
		{"# envguard:allow marked -- why\nkey='sekrit-0123456789'", "envguard:allow", "why", ""},
		{"/* envguard:allow marked -- why */\nkey='sekrit-0123456789'", "", "", ""},   // no comment of Python
		{"x = 1 # envguard:allow marked -- why\nkey='sekrit-0123456789'", "", "", ""}, // that line's own
		{"# envguard:allow marked -- why\n\nkey='sekrit-0123456789'", "", "", ""},
		{"key='sekrit-0123456789' # envguard:allow prefixed -- why", "", "", ""},
		{"key='sekrit-0123456789' # envguard:allow nosuch -- why", "", "", `"nosuch"`},
		{"key='sekrit-0123456789' # envguard:allow", "", "", "names no rule"},
		{"key='sekrit-0123456789' # gitleaks:allow", "gitleaks:allow", "", ""},
		{"key='sekrit-0123456789' # pragma: allowlist secret", "pragma: allowlist secret", "", ""},
		{"# pragma: allowlist nextline secret\nkey='sekrit-0123456789'", "pragma: allowlist nextline secret", "", ""},
		{"# gitleaks:allow\nkey='sekrit-0123456789'", "", "", ""},
		{"key='sekrit-0123456789' # trufflehog:ignore", "trufflehog:ignore", "", ""},
		{"key='sekrit-gitleaks:allow'", "", "", ""},                                 // a secret does not permit itself
		{"note = 'see envguard:allow marked'; key='sekrit-0123456789'", "", "", ""}, // no comment
		{"key='sekrit-0123456789', why='envguard:allow nosuch'", "", "", ""},
	} {
		s := newTest(t, Config{})
		res, _ := s.Scan(context.Background(), blobs{mem("a.py", tt.text)})
		all := append(res.Findings, res.Suppressed...)
		if len(all) != 1 || (len(res.Suppressed) == 1) != (tt.by != "") {
			t.Errorf("%s: %d findings, %d suppressed", tt.text, len(res.Findings), len(res.Suppressed))
			continue
		}
		if all[0].SuppressedBy != tt.by || all[0].Reason != tt.reason {
			t.Errorf("%s: by %q reason %q", tt.text, all[0].SuppressedBy, all[0].Reason)
		}
		if (tt.problem != "") != (len(res.Problems) == 1) || tt.problem != "" && !strings.Contains(res.Problems[0].Message, tt.problem) {
			t.Errorf("%s: problems %v", tt.text, res.Problems)
		}
	}
}

// A change is a source whose parent has other contents.
type change struct {
	blobs
	parent blobs
}

func (c change) Earlier(ctx context.Context, _ map[string]bool) iter.Seq2[Blob, error] {
	return c.parent.Blobs(ctx)
}

// Only secrets that no parent of the change has count; where they were is all
// the same.
func TestOldSecrets(t *testing.T) {
	const a, b = "key='sekrit-aaaaaaaaaa'", "key='sekrit-bbbbbbbbbb'"
	for _, tt := range []struct {
		name, head, staged string
		found, old         int
	}{
		{"no version in HEAD", "-", a, 1, 0},
		{"added", "x\n", "x\n" + a + "\n", 1, 0},
		{"unchanged", a + "\n", "new\n" + a + "\n", 0, 1},
		{"moved", a + "\nx\n", "x\n" + a + "\n", 0, 1},
		{"other line changed", a + "\n", a + "\n" + b + "\n", 1, 1},
		{"a second copy", a + "\n", a + "\n" + a + "\n", 0, 1},
		{"line ending changed", a + "\n", a + "\r\n", 0, 1},
		{"newline added at the end", a, a + "\n", 0, 1},
		{"indented", a + "\n", "  " + a + "\n", 0, 1},
		{"other quotes", a + "\n", strings.ReplaceAll(a, "'", `"`) + "\n", 0, 1},
		{"a part of a longer word", "key='sekrit-aaaaaaaaaab'\n", a + "\n", 1, 0},
		{"under a name that said nothing", "x = sekrit-aaaaaaaaaa\n", a + "\n", 0, 1},
	} {
		src := change{blobs: blobs{mem("a.py", tt.staged)}}
		if tt.head != "-" {
			src.parent = blobs{mem("b.py", tt.head)}
		}
		res, err := newTest(t, Config{Staged: true}).Scan(context.Background(), src)
		if err != nil || len(res.Findings) != tt.found || len(res.Old) != tt.old {
			t.Errorf("%s: %d found, %d old, error %v", tt.name, len(res.Findings), len(res.Old), err)
		}
		res, _ = newTest(t, Config{Staged: true, AllLines: true}).Scan(context.Background(), src)
		if len(res.Findings)+len(res.Old) < tt.found+tt.old || len(res.Old) != 0 {
			t.Errorf("%s with all lines: %d found, %d old", tt.name, len(res.Findings), len(res.Old))
		}
	}
}

// What cannot be read is named, and what was read before is still reported.
func TestUnreadable(t *testing.T) {
	damaged := errors.New("object is damaged")
	bs := blobs{
		mem("a.py", "key='sekrit-0123456789'"),
		{Path: "b.py", Size: 5, Open: func() (io.ReadCloser, error) { return nil, damaged }},
		{Path: "c.py", Size: 5, Open: func() (io.ReadCloser, error) {
			return io.NopCloser(io.MultiReader(strings.NewReader("key='sekrit-xyz'\n"), errReader{damaged})), nil
		}},
		mem("d.py", "key='sekrit-00000000'\n"),
	}
	src := change{bs, blobs{{Path: "e.py", Size: 5, Open: func() (io.ReadCloser, error) { return nil, damaged }}}}
	res, err := newTest(t, Config{}).Scan(context.Background(), src)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, s := range res.Skipped {
		names = append(names, s.Path)
	}
	if !reflect.DeepEqual(names, []string{"b.py", "c.py", "e.py"}) || !res.Incomplete() {
		t.Errorf("skipped %v", res.Skipped)
	}
	if len(res.Findings) != 2 {
		t.Errorf("%d findings", len(res.Findings))
	}
}

type errReader struct{ err error }

func (e errReader) Read([]byte) (int, error) { return 0, e.err }

// The result does not depend on scheduling, and one secret is one finding.
func TestOrderAndGroups(t *testing.T) {
	var bs blobs
	for i := range 60 {
		bs = append(bs, mem(fmt.Sprintf("%02d.py", 59-i), fmt.Sprintf("key='sekrit-same-same'\nkey='sekrit-%02d-aaaaaaaa'\n", i)))
	}
	var want *Result
	for workers := 1; workers <= 8; workers++ {
		res, err := newTest(t, Config{Workers: workers}).Scan(context.Background(), bs)
		if err != nil {
			t.Fatal(err)
		}
		if len(res.Findings) != 61 || len(res.Findings[0].Also) != 59 || res.Findings[0].Path != "00.py" {
			t.Fatalf("%d findings", len(res.Findings))
		}
		if want == nil {
			want = res
		} else if !reflect.DeepEqual(res.Findings, want.Findings) {
			t.Errorf("%d workers give another result", workers)
		}
	}
}

func TestInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	res, err := newTest(t, Config{}).Scan(ctx, blobs{mem("a.py", "x")})
	if err == nil || !res.Incomplete() {
		t.Errorf("error %v, skipped %v", err, res.Skipped)
	}
}

func TestFolder(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{"a.py": "key='sekrit-0123456789'", "sub/b.py": "key='sekrit-bbbbbbb'", ".git/config": "key='sekrit-0123456789'"} {
		os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o755)
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	os.Symlink("sekrit-target-of-the-link", filepath.Join(dir, "link"))
	res, err := newTest(t, Config{}).Scan(context.Background(), FolderSource(dir, nil))
	if err != nil || len(res.Findings) != 3 || res.Stats.Blobs != 3 {
		t.Errorf("%d findings in %d blobs, error %v", len(res.Findings), res.Stats.Blobs, err)
	}
	res, err = newTest(t, Config{}).Scan(context.Background(), FolderSource(dir, []string{"sub"}))
	if err != nil || len(res.Findings) != 1 || res.Findings[0].Path != "sub/b.py" {
		t.Errorf("%v, error %v", res.Findings, err)
	}
	if _, err = newTest(t, Config{}).Scan(context.Background(), FolderSource(dir, []string{"none"})); err == nil {
		t.Error("a missing path is no error")
	}
}

func TestExplain(t *testing.T) {
	f := rules.NewFile("a.py", []byte("x\nkey='sekrit-0123456789' # envguard:allow marked -- why\npassword='value-of-it'"))
	ex, _ := newTest(t, Config{}).ExplainFile(t.Context(), f, 2)
	if len(ex) == 0 || !ex[0].Matched || ex[0].SuppressedBy == "" || len(ex[0].Gates) != 1 || ex[0].Gates[0].Figure != "17" {
		t.Errorf("%+v", ex)
	}
	if ex, _ := newTest(t, Config{}).ExplainFile(t.Context(), f, 3); len(ex) == 0 || ex[0].Matched {
		t.Errorf("%+v", ex)
	}
}

// Nothing that a file holds makes the scanner fail, and every finding is in it.
func FuzzScanFile(f *testing.F) {
	f.Add("a.py", []byte("key='sekrit-0123456789' # envguard:allow marked -- x"))
	f.Add(".env", []byte("A=sekrit-abc\n#B='sekrit-x'\n"))
	s := newTest(f, Config{})
	f.Fuzz(func(t *testing.T, path string, data []byte) {
		text := decode(data)
		for _, fi := range s.ScanFile(rules.NewFile(path, data)) {
			if fi.Start < 0 || fi.Start >= fi.End || fi.End > len(text) || fi.Line < 1 || fi.Column < 1 {
				t.Fatalf("finding %d:%d [%d,%d) in %d bytes", fi.Line, fi.Column, fi.Start, fi.End, len(text))
			}
			if v := fi.Secret.Reveal(); len(v) > 8 && fi.Public == 0 && strings.Contains(fi.Text, v) {
				t.Fatalf("the line shows the secret")
			}
			if fi.CaretStart > fi.CaretEnd || fi.CaretEnd > len(fi.Text) {
				t.Fatalf("caret %d-%d in %d bytes", fi.CaretStart, fi.CaretEnd, len(fi.Text))
			}
		}
	})
}

// A halfKnown source knows its repository except for some places.
type halfKnown struct {
	blobs
	repo *rules.Repo
	err  error
	end  error
}

func (h halfKnown) Snapshot(context.Context) (*rules.Repo, error) { return h.repo, h.err }

func (h halfKnown) Blobs(ctx context.Context) iter.Seq2[Blob, error] {
	if h.end == nil {
		return h.blobs.Blobs(ctx)
	}
	return func(yield func(Blob, error) bool) { yield(Blob{}, h.end) }
}

// TestSnapshotErrors wants places that are not known to be named one by one,
// what is known to be judged all the same, and one cause to be said once.
func TestSnapshotErrors(t *testing.T) {
	rule := &rules.Rule{ID: "all", Severity: rules.Error, CheckRepo: func(*rules.Repo) ([]rules.Match, error) {
		return []rules.Match{{Path: ".env", Severity: rules.Error}}, nil
	}}
	s := newTest(t, Config{Rules: []*rules.Rule{rule}})
	res, err := s.Scan(t.Context(), halfKnown{repo: new(rules.Repo), err: Skips{{Path: "b/", Reason: "closed"}, {Path: "a/", Reason: "closed"}}})
	if err != nil || len(res.Findings) != 1 {
		t.Errorf("%d findings, error %v", len(res.Findings), err)
	}
	if want := []Skip{{Path: "a/", Reason: "closed"}, {Path: "b/", Reason: "closed"}}; !slices.Equal(res.Skipped, want) {
		t.Errorf("skipped %v, want %v", res.Skipped, want)
	}
	broken := errors.New("the index is damaged")
	res, err = s.Scan(t.Context(), halfKnown{err: broken, end: broken})
	if want := []Skip{{Path: ".", Reason: "the index is damaged"}}; !errors.Is(err, broken) || !slices.Equal(res.Skipped, want) {
		t.Errorf("skipped %v, want %v; error %v", res.Skipped, want, err)
	}
	res, _ = s.Scan(t.Context(), halfKnown{err: errors.New("x"), end: broken})
	if len(res.Skipped) != 2 {
		t.Errorf("skipped %v, want both causes", res.Skipped)
	}
}

// What is given eight bytes at once is what is given each.
func TestIsBinary(t *testing.T) {
	plain := func(b []byte) bool {
		control := 0
		for _, c := range b {
			if c < ' ' && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != 0x1b || c == 0x7f {
				control++
			}
		}
		return control*50 > len(b)
	}
	for c := range 256 {
		for n := range 40 {
			b := bytes.Repeat([]byte("ab\n\td\r e\xff\x80"), 4)[:n]
			for i := range b {
				b[i] = byte(c)
				if got := isBinary(b); got != plain(b) {
					t.Fatalf("%q: %v", b, got)
				}
				if got := hasDigit(b); got != bytes.ContainsAny(b, "0123456789") {
					t.Fatalf("%q: a digit: %v", b, got)
				}
				b[i] = "ab\n\td\r e\xff\x80"[i%10]
			}
		}
	}
}

// TestProofBeforeKeyword wants a token's own form to say whose it is, before a
// provider's name elsewhere on the line, and the nearest of two names.
func TestProofBeforeKeyword(t *testing.T) {
	s := newTest(t, Config{Rules: builtin.All()})
	for text, want := range map[string]string{
		`{"cloudflare":{},"github":{"token":"{crc:github:ghp_}"}}`: "github-pat",
		`{"cloudflare":{"zone":1},"github":{"token":"{hex:40}"}}`:  "github-legacy-token",
		`{"cloudflare":{"zone":1},"app":{"token":"{alnum:40}"}}`:   "urlsafe-secret",
		`{"app":{"token":"{alnum:40}"},"cloudflare":{"zone":1}}`:   "urlsafe-secret",
		`{"cloudflare":{"zone":1,"token":"{alnum:40}"}}`:           "cloudflare-legacy-token",
		`{"for":"cloudflare","auth":{"token":"{alnum:40}"}}`:       "cloudflare-legacy-token",
	} {
		text, _ = recipe.Expand(text)
		fs := s.ScanFile(rules.NewFile("config.json", []byte(text)))
		if len(fs) != 1 || fs[0].Rule.ID != want {
			t.Errorf("%s: %d findings, want one of %s", want, len(fs), want)
		}
	}
}
