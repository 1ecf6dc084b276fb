package fixer

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/recipe"
	"github.com/envguard/envguard/scanner"
)

func showDiff(t testing.TB, changes []Change, scan ...func(*rules.File) []scanner.Finding) string {
	t.Helper()
	var out strings.Builder
	if err := Diff(&out, changes, scan...); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestDiff(t *testing.T) {
	for _, c := range []struct {
		name   string
		change Change
		want   string
	}{
		{
			"an existing file",
			Change{Path: ".gitignore", Why: []string{"git would take .env"}, Before: []byte("a\nb\nc\nd\ne\n"), After: []byte("a\nb\nc\nd\n.env\ne\n")},
			"# git would take .env\n--- a/.gitignore\n+++ b/.gitignore\n@@ -2,4 +2,5 @@\n b\n c\n d\n+.env\n e\n",
		},
		{
			"a new file",
			Change{Path: "app/.env", After: []byte("DEBUG=1\n")},
			"new file mode 0600\n--- /dev/null\n+++ b/app/.env\n@@ -0,0 +1,1 @@\n+DEBUG=1\n",
		},
		{"a new file with a mode", Change{Path: "x", After: []byte{}, Perm: 0o644}, "new file mode 0644\n--- /dev/null\n+++ b/x\n"},
		{
			"a deletion",
			Change{Path: "x", Before: []byte("1\n")},
			"deleted file\n--- a/x\n+++ /dev/null\n@@ -1,1 +0,0 @@\n-1\n",
		},
		{"untrack", Change{Path: ".env", Untrack: true}, "untrack .env (stays on disk)\n"},
		{"nothing", Change{Path: ".env", Before: []byte("x"), After: []byte("x")}, ""},
		{
			"staged",
			Change{Path: "x", Place: rules.Index, Before: []byte("1\n"), After: []byte("2\n")},
			"--- a/x\t(staged)\n+++ b/x\t(staged)\n@@ -1,1 +1,1 @@\n-1\n+2\n",
		},
		{
			"no line feed at the end",
			Change{Path: "x", Before: []byte("1"), After: []byte("1\n2")},
			"--- a/x\n+++ b/x\n@@ -1,1 +1,2 @@\n-1\n\\ No newline at end of file\n+1\n+2\n\\ No newline at end of file\n",
		},
		{
			"CRLF throughout",
			Change{Path: "x", Before: []byte("1\r\n"), After: []byte("1\r\n2\r\n")},
			"--- a/x\t(CRLF)\n+++ b/x\t(CRLF)\n@@ -1,1 +1,2 @@\n 1\n+2\n",
		},
		{
			"CRLF in part",
			Change{Path: "x", Before: []byte("1\n"), After: []byte("1\n2\r\n")},
			"--- a/x\n+++ b/x\n@@ -1,1 +1,2 @@\n 1\n+2\\r\n",
		},
		{
			"what steers a terminal",
			Change{Path: "a\x1b[2J", Before: []byte{}, After: []byte("\x1b[31m\ta\u202eb\xff\n")},
			"--- a/\"a\\x1b[2J\"\n+++ b/\"a\\x1b[2J\"\n@@ -0,0 +1,1 @@\n+\\x1b[31m\ta\\u202eb\\xff\n",
		},
		{"UTF-16", Change{Path: ".env", Before: []byte("A\x00=\x00"), After: []byte("A")}, "binary file .env: 4 bytes become 1\n"},
		{"a file of keys", Change{Path: "config/master.key", Before: []byte("ab\ncd\n"), After: []byte("ab\n")}, "--- a/config/master.key\n+++ b/config/master.key\n@@ -1,2 +1,1 @@\n ********\n-********\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := showDiff(t, []Change{c.change}); got != c.want {
				t.Errorf("it shows\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

// TestDiffMasksEnv shows a new .env. Each line is next to what must be seen
// of it; a line without a => is shown as it is.
func TestDiffMasksEnv(t *testing.T) {
	const text = `# Get a key at https://dash.example.com/keys and keep it
DEBUG=true
PORT=8000
EMPTY=
PASS_THROUGH
SECRET_KEY={alnum:40} => SECRET_KEY=********(40)
export STRIPE_KEY="sk_live_{alnum:24}" # not {alnum:30} => export STRIPE_KEY="********(32)" # not ********(30)
DATABASE_URL=postgres://app:{alnum:16}@db.example.com:5432/app?x=1 => DATABASE_URL=postgres://app:********(16)@db.example.com:5432/app?x=1
LOCAL_URL=postgres://postgres:postgres@localhost/app
NEXT_PUBLIC_API_URL=https://api.example.com/v1
# OLD_PASSWORD={symbols:14} => # OLD_PASSWORD=********(14)
# the password is {alnum:9} and no other => # the password is ********(9) and no other
# token: {hex:32} => # token: ********(32)
# {alnum:30} => # ********(30)
{b64:48} => ********
{hex:40} => ********
this is no entry => ********
[settings]
=======
API_TOKEN = {alnum:40} => API_TOKEN = ********(40)
EMAIL_HOST=smtp.example.com
OAUTH2_CLIENT_ID_2=my-app
API_KEY="${VAULT_KEY}"
NAME="a" {alnum:24} => NAME="a" ********(24)
LATER={alnum:40} => LATER=********(40)`
	var content, want strings.Builder
	for line := range strings.Lines(text + "\n") {
		line = strings.TrimSuffix(line, "\n")
		in, out, ok := strings.Cut(line, " => ")
		if !ok {
			out = in
		}
		in, _ = recipe.Expand(in)
		content.WriteString(in + "\n")
		want.WriteString("+" + out + "\n")
	}
	got := showDiff(t, []Change{{Path: ".env", After: []byte(content.String())}})
	_, got, _ = strings.Cut(got, "@@\n")
	gotLines, wantLines := strings.Split(got, "\n"), strings.Split(want.String(), "\n")
	for i := range max(len(gotLines), len(wantLines)) {
		if i >= len(gotLines) || i >= len(wantLines) || gotLines[i] != wantLines[i] {
			t.Fatalf("line %d: it shows\n%s\nwant\n%s", i+1, got, want.String())
		}
	}
}

// TestDiffMasksParts spreads secrets: over lines, other files, escapes.
func TestDiffMasksParts(t *testing.T) {
	key, _ := recipe.Expand("{alnum:20}\n{alnum:21}\n{alnum:22}")
	parts := strings.Split(key, "\n")
	prefixed, _ := recipe.Expand("ghp_{alnum:36}")
	odd := "Zq\"7\\kk\t9w"
	changes := []Change{
		{
			Path: "main.py", Before: []byte("x\n"), After: []byte("k = '''" + key + "'''\n# " + parts[1] + "\n"),
			Secrets: []scanner.Secret{scanner.NewSecret(key, 0), scanner.NewSecret(prefixed, 4), scanner.NewSecret("Zq7", 0)},
		},
		{Path: "README", After: []byte("`" + prefixed + "` Zq7 Zq71\r\n" + parts[0] + "\r\n" + strings.ReplaceAll(key, "\n", "\r\n") + "\n")},
		{Path: "notes", After: []byte("odd " + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\t", `\t`).Replace(odd) + " ODD2 " + odd), Secrets: []scanner.Secret{scanner.NewSecret(odd, 0)}},
		{Path: parts[2] + "/x", Untrack: true, Why: []string{"it is " + parts[2]}},
	}
	got := showDiff(t, changes)
	for _, s := range []string{parts[0], parts[1], parts[2], prefixed, prefixed[4:], odd, "Zq7 "} {
		if strings.Contains(got, s) {
			t.Errorf("it shows a secret of %d bytes", len(s))
		}
	}
	if !strings.Contains(got, "+k = '''********(65)\n+********\n+********'''\n+# ********(21)\n") {
		t.Errorf("main.py is shown as\n%s", got)
	}
	if !strings.Contains(got, "`ghp_********(40)` ********(3) Zq71\\r\n+********(20)\\r\n") {
		t.Errorf("README is shown as\n%s", got)
	}
	if !strings.HasSuffix(got, "# ********\nuntrack ******** (stays on disk)\n") {
		t.Errorf("a path is shown as\n%s", got)
	}
}

// TestDiffScan has a scan find what neither a change names nor an env file's
// form says.
func TestDiffScan(t *testing.T) {
	token, _ := recipe.Expand("{crc:github:ghp_}")
	change := Change{Path: "deploy.sh", Before: []byte("curl -H 'Authorization: token " + token + "'\n"), After: []byte("curl\n")}
	if got := showDiff(t, []Change{change}, nil); !strings.Contains(got, token) {
		t.Fatalf("without a scan it shows\n%s", strings.ReplaceAll(got, token, "TOKEN"))
	}
	s, err := scanner.New(scanner.Config{})
	if err != nil {
		t.Fatal(err)
	}
	if got := showDiff(t, []Change{change}, s.ScanFile); strings.Contains(got, token[8:]) || !strings.Contains(got, "token ghp_********(40)'") {
		t.Errorf("with a scan it shows\n%s", strings.ReplaceAll(got, token, "TOKEN"))
	}
	// A finding whose secret is not in the text as it is.
	odd := func(*rules.File) []scanner.Finding {
		return []scanner.Finding{{Line: 2, EndLine: 3, Secret: scanner.NewSecret("decoded", 0)}}
	}
	got := showDiff(t, []Change{{Path: "x", After: []byte("1\n2\n3\n4\n")}}, odd)
	if !strings.HasSuffix(got, "@@\n+1\n+********\n+********\n+4\n") {
		t.Errorf("it shows\n%s", got)
	}
}

// randomText returns lines, many of them repeated.
func randomText(r *rand.Rand) []byte {
	var b bytes.Buffer
	for range r.IntN(12) {
		fmt.Fprintf(&b, "%s", []string{"a\n", "b\n", "\n", "c\n", "long line\n", "d\r\n", "\\ No newline at end of file\n", "--- a\n", "@@ -1 +1 @@\n", "ümlaut\n"}[r.IntN(10)])
	}
	if r.IntN(3) == 0 {
		b.WriteString("end")
	}
	if b.Len() == 0 {
		b.WriteByte('\n')
	}
	return b.Bytes()
}

// TestDiffApplies has real programs apply what is shown.
func TestDiffApplies(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	var changes []Change
	for i := range 120 {
		c := Change{Path: fmt.Sprintf("file%d", i), Before: randomText(r), After: randomText(r)}
		if i%10 == 0 {
			c.Before, c.Perm = nil, 0o644
		}
		// A carriage return is shown, not written.
		c.Before, c.After = bytes.ReplaceAll(c.Before, []byte{'\r'}, nil), bytes.ReplaceAll(c.After, []byte{'\r'}, nil)
		if c.Before == nil && i%10 != 0 {
			c.Before = []byte{}
		}
		if !bytes.Equal(c.Before, c.After) {
			changes = append(changes, c)
		}
	}
	text := showDiff(t, changes)
	for _, program := range [][]string{{"git", "apply", "-p1", "--whitespace=nowarn"}, {"patch", "-p1", "-s", "--no-backup-if-mismatch"}} {
		t.Run(program[0], func(t *testing.T) {
			if _, err := exec.LookPath(program[0]); err != nil {
				if os.Getenv("ENVGUARD_REQUIRE_TOOLS") == "1" && program[0] == "git" {
					t.Fatal(err)
				}
				t.Skip(err)
			}
			dir := t.TempDir()
			for _, c := range changes {
				if c.Before != nil {
					writeFile(t, filepath.Join(dir, c.Path), string(c.Before), 0o644)
				}
			}
			cmd := exec.Command(program[0], program[1:]...)
			cmd.Dir = dir
			cmd.Env = append(os.Environ(), "GIT_CEILING_DIRECTORIES="+filepath.Dir(dir), "GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_CONFIG_SYSTEM="+os.DevNull)
			cmd.Stdin = strings.NewReader(text)
			if out, err := cmd.CombinedOutput(); err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
			for _, c := range changes {
				if got := readFile(t, filepath.Join(dir, c.Path)); got != string(c.After) {
					t.Errorf("%s: %q becomes %q, want %q", c.Path, c.Before, got, c.After)
				}
			}
		})
	}
}

// applyHunks does to one text what the hunks say, with the lines of the other.
func applyHunks(before, after []byte, hunks []hunk) ([]byte, error) {
	split := func(b []byte) [][]byte {
		lines := bytes.SplitAfter(b, []byte{'\n'})
		return lines[:len(lines)-1+min(1, len(lines[len(lines)-1]))]
	}
	x, y := split(before), split(after)
	var out []byte
	i, j := 0, 0
	for _, h := range hunks {
		for ; i < h.oldStart-1 || h.oldCount == 0 && i < h.oldStart; i, j = i+1, j+1 {
			out = append(out, x[i]...)
		}
		if h.newCount > 0 && j != h.newStart-1 {
			return nil, fmt.Errorf("the hunk says line %d, it is %d", h.newStart, j+1)
		}
		for _, l := range h.lines {
			if l.op != '+' {
				if i >= len(x) || l.noEOL == bytes.HasSuffix(x[i], []byte{'\n'}) {
					return nil, fmt.Errorf("line %d ends otherwise", i+1)
				}
				if l.op == ' ' {
					if j >= len(y) || !bytes.Equal(x[i], y[j]) {
						return nil, fmt.Errorf("line %d is not the same", i+1)
					}
					out = append(out, x[i]...)
					j++
				}
				i++
				continue
			}
			if j >= len(y) || l.noEOL == bytes.HasSuffix(y[j], []byte{'\n'}) {
				return nil, fmt.Errorf("new line %d ends otherwise", j+1)
			}
			out = append(out, y[j]...)
			j++
		}
	}
	for ; i < len(x); i++ {
		out = append(out, x[i]...)
	}
	return out, nil
}

// FuzzDiff holds two properties: the diff leads from one text to the other, and
// no secret is in what is shown.
func FuzzDiff(f *testing.F) {
	f.Add(uint8(0), []byte("A=1\nB=2\n"), []byte("A=1\nC=3\nB=2"), []byte("B=2"), uint16(0), uint16(6))
	f.Add(uint8(1), []byte("A=\"x\ny\"\r\n"), []byte("\\ No newline at end of file\nA"), []byte("\\x01a"), uint16(2), uint16(5))
	f.Add(uint8(2), []byte("aaaaaaa\x01"), []byte("# token: abcdefgh"), []byte("aaaa"), uint16(7), uint16(9))
	f.Add(uint8(3), []byte("\n\n\na\n\n\nb"), []byte("\n\na\nb\n\n\n\n"), []byte("(4)x"), uint16(0), uint16(3))
	paths := []string{".env", "main.go", ".env.example", "settings.ini", "app/.gitignore", "config/master.key"}
	f.Fuzz(func(t *testing.T, kind uint8, before, after, secret []byte, at, n uint16) {
		path := paths[int(kind)%len(paths)]
		hunks := hunksOf(before, after)
		got, err := applyHunks(before, after, hunks)
		if err != nil || !bytes.Equal(got, after) {
			t.Fatalf("%q does not become %q but %q: %v", before, after, got, err)
		}
		secrets := []scanner.Secret{scanner.NewSecret(string(secret), 0)}
		if len(after) > 0 {
			start := int(at) % len(after)
			end := min(len(after), start+int(n)%64)
			secrets = append(secrets, scanner.NewSecret(string(after[start:end]), 0))
		}
		changes := []Change{
			{Path: path, Before: before, After: after, Secrets: secrets},
			{Path: "other", Before: after, After: append(bytes.Clone(before), after...)},
		}
		text := showDiff(t, changes)
		inHunk := false
		for line := range strings.Lines(text) {
			line = strings.TrimSuffix(line, "\n")
			// A line of a hunk cannot be taken for a header: that of the next
			// file begins with three dashes behind no hunk's last line.
			if strings.HasPrefix(line, "--- a/") || strings.HasPrefix(line, "@@ -") || line == "" {
				inHunk = strings.HasPrefix(line, "@@ -")
				continue
			}
			if !inHunk || line[0] == '\\' {
				continue
			}
			for i := range len(line) {
				if c := line[i]; c < ' ' && c != '\t' || c == 0x7f {
					t.Fatalf("a control character is in %q", line)
				}
			}
			for _, s := range secrets {
				for part := range strings.SplitSeq(s.Reveal(), "\n") {
					part = strings.Trim(part, "\r")
					if whole := strings.Trim(s.Reveal(), "\r\n"); part != whole {
						part = strings.TrimSpace(part)
					}
					if len(part) >= minSought && strings.Trim(part, "*") != "" && strings.Contains(line[1:], part) {
						t.Fatalf("%q is in %q", part, line)
					}
				}
			}
		}
	})
}
