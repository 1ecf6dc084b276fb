package gitignore_test

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/envguard/envguard/rules/gitignore"
)

func one(content string) *gitignore.Matcher {
	m := gitignore.New(false)
	m.AddFile(gitignore.PerDir, "", ".gitignore", []byte(content))
	return m
}

// The cases here are what git documents and what people meet; agreement with
// git itself is TestAgainstGit's.
func TestMatch(t *testing.T) {
	for _, c := range []struct {
		content, path string
		line          int // 0: nothing matches; negative: a negation decides
		parent        string
	}{
		{".env\n", ".env", 1, ""},
		{".env\n", "a/b/.env", 1, ""},
		{"/.env\n", "a/.env", 0, ""},
		{".env/\n", ".env", 0, ""},
		{".env/\n", ".env/", 1, ""},
		{".env # mine\n", ".env", 0, ""},
		{"\ufeff.env\n", ".env", 1, ""},
		{"x\n\ufeff.env\n", ".env", 0, ""},
		{".env\r\n", ".env", 1, ""},
		{".env   \n", ".env", 1, ""},
		{".env\\ \n", ".env ", 1, ""},
		{".env\t\n", ".env", 0, ""},
		{".env*\n!.env.example\n", ".env.example", -2, ""},
		{".env*\n!.env.example\n", ".env", 1, ""},
		{"config/\n!config/.env.example\n", "config/.env.example", 1, "config"},
		{"**/secret/.env\n", "a/secret/.env", 1, ""},
		{"a/**\n", "a/b/c", 1, "a/b"},
		{"a/**/c\n", "a/c", 1, ""},
		{"*.env\n", "prod.env", 1, ""},
		{"[.]en[!w]\n", ".env", 1, ""},
		{"[[:punct:]]env\n", ".env", 1, ""},
		{"\\#x\n", "#x", 1, ""},
		{"a**/a**\n", "a/b/a", 1, ""}, // git cuts the literal `a` off first
		{"", ".env", 0, ""},
	} {
		r := one(c.content).Match(c.path, false)
		line := r.Line
		if r.Line > 0 && !r.Ignored {
			line = -line
		}
		if line != c.line || r.Parent != c.parent {
			t.Errorf("%q on %q: line %d, parent %q; want line %d, parent %q", c.content, c.path, line, r.Parent, c.line, c.parent)
		}
	}
}

func TestModern(t *testing.T) {
	m := one("a**/a**\n")
	m.Modern = true
	if m.Match("a/b/a", false).Ignored {
		t.Error("a**/a** matches a/b/a")
	}
}

// Protection that only this machine has is no protection for the others.
func TestShared(t *testing.T) {
	build := func(perDir, exclude, global string, fold bool) *gitignore.Matcher {
		m := gitignore.New(fold)
		m.AddFile(gitignore.PerDir, "", ".gitignore", []byte(perDir))
		m.AddFile(gitignore.Exclude, "", ".git/info/exclude", []byte(exclude))
		m.AddFile(gitignore.Global, "", "~/.gitignore", []byte(global))
		return m
	}
	for _, c := range []struct {
		m        *gitignore.Matcher
		file     string
		fold     bool
		shared   bool
		parent   string
		question string
	}{
		{build(".env", "", "", false), ".gitignore", false, true, "", "c/.env"},
		{build("", ".env", "", false), ".git/info/exclude", false, false, "", "c/.env"},
		{build("", "", ".env", false), "~/.gitignore", false, false, "", "c/.env"},
		{build("!x", ".env", ".env", false), ".git/info/exclude", false, false, "", "c/.env"},
		{build(".env", "/c/", "", false), ".git/info/exclude", false, true, "c", "c/.env"},
		{build(".ENV", "", "", true), ".gitignore", true, false, "", "c/.env"},
		{build(".env\n.ENV", "", "", true), ".gitignore", true, true, "", "c/.env"},
		{build(".env", "", "", true), ".gitignore", false, true, "", "c/.env"},
		{build("C/", "", "", true), ".gitignore", true, false, "c", "c/.env"},
	} {
		r := c.m.Match(c.question, false)
		if !r.Ignored || r.File != c.file || r.CaseFold != c.fold || r.Shared != c.shared || r.Parent != c.parent {
			t.Errorf("got %+v, want file %s, case fold %v, shared %v, parent %q", r, c.file, c.fold, c.shared, c.parent)
		}
	}
}

// A folder that is ignored is not looked into, as git does not either, and the
// others are read once.
func TestLazy(t *testing.T) {
	var asked []string
	m := gitignore.New(false)
	m.Lazy = func(dir string) (string, []byte, error) {
		asked = append(asked, dir)
		switch dir {
		case "":
			return ".gitignore", []byte("dist/\n"), nil
		case "app":
			return "app/.gitignore", []byte(".env\n"), nil
		case "broken":
			return "", nil, os.ErrPermission
		}
		return "", nil, nil
	}
	for range 2 {
		if r := m.Match("app/sub/.env", false); r.File != "app/.gitignore" {
			t.Errorf("decided by %+v", r)
		}
		if r := m.Match("dist/deep/er/.env", false); r.Parent != "dist" {
			t.Errorf("decided by %+v", r)
		}
	}
	if want := "[ app app/sub]"; fmt.Sprint(asked) != want {
		t.Errorf("read %q, want %q", fmt.Sprint(asked), want)
	}
	if _, err := m.Lookup("broken/sub/.env", false); !errors.Is(err, os.ErrPermission) || !strings.Contains(err.Error(), `"broken"`) {
		t.Errorf("error %v", err)
	}
	if m.Match("broken/.env", false).Ignored {
		t.Error("ignored by a file that could not be read")
	}
}

func TestMistakes(t *testing.T) {
	for _, c := range []struct {
		dir, content, path string
		line               int
		kind               gitignore.MistakeKind
		text               string
	}{
		{"", "x\n.env/\n", ".env", 2, gitignore.FolderOnly, "only folders"},
		{"", ".env # secrets\n", ".env", 1, gitignore.TrailingText, "own line"},
		{"", ".env\t# secrets\n", "a/.env", 1, gitignore.TrailingText, "own line"},
		{"", ".env/ # secrets\n", ".env", 1, gitignore.FolderOnly, "only folders"},
		{"", "x\n\ufeff.env\n", ".env", 2, gitignore.ByteOrderMark, "byte order mark"},
		{"", "\xff\xfe.\x00e\x00n\x00v\x00\n\x00", ".env", 1, gitignore.WrongEncoding, "UTF-16"},
		{"", ".env\t\n", ".env", 1, gitignore.WhiteSpace, "white space"},
		{"", ".env\\ \n", ".env", 1, gitignore.WhiteSpace, "white space"},
		{"", " .env\n", ".env", 1, gitignore.WhiteSpace, "white space"},
		{"", ".env\u200b\n", ".env", 1, gitignore.WhiteSpace, "white space"},
		{"", ".env\r\r\n", ".env", 1, gitignore.CarriageReturn, "carriage return"},
		{"", "a\r.env\rb\r", ".env", 1, gitignore.CarriageReturn, "carriage return"},
		{"", "\".env\"\n", ".env", 1, gitignore.Quoted, "quotes"},
		{"", "./.env\n", ".env", 1, gitignore.DotSlash, "./"},
		{"", "config\\.env\n", "config/.env", 1, gitignore.Backslash, "slashes"},
		{"", "# .env\n", ".env", 1, gitignore.CommentedOut, "remove the #"},
		{"", ".ENV\n", ".env", 1, gitignore.LetterCase, "upper and lower"},
		{"", "/.env\n", "app/.env", 1, gitignore.WrongFolder, "`.env`"},
		{"app", "app/.env\n", "app/.env", 1, gitignore.WrongFolder, "`.env`"},
		{"", ".env.*\n", ".env", 1, gitignore.TooNarrow, "itself"},
		{"", ".env\n", ".env.local", 1, gitignore.TooNarrow, "alone"},
		{"", ".env\n*.log\n!.env\n", ".env", 3, gitignore.ReIncluded, "line 1"},
		{"", ".env*\n!.env.*\n", ".env.local", 2, gitignore.ReIncluded, "line 1"},
	} {
		found := gitignore.Mistakes(c.dir, []byte(c.content), c.path)
		if len(found) != 1 {
			t.Errorf("%q on %q: %d mistakes %+v, want one", c.content, c.path, len(found), found)
			continue
		}
		f := found[0]
		if f.Line != c.line || f.Kind != c.kind || !strings.Contains(f.Text, c.text) {
			t.Errorf("%q on %q: %+v, want line %d, kind %d, text with %q", c.content, c.path, f, c.line, c.kind, c.text)
		}
		if f.Repair != "" && !one(f.Repair).Match("x/"+c.path, false).Ignored && c.kind != gitignore.Backslash {
			t.Errorf("%q on %q: the repair %q does not ignore it", c.content, c.path, f.Repair)
		}
	}
	for _, content := range []string{
		".env\n", "# the environment\n*.log\nbuild/\n/dist/*\n\n!keep\n", "!.env\n.env\n", "# do not add .env here\n", "*/\n", "a/*\n", "\"\n", "\\\n", "!", "/",
	} {
		if found := gitignore.Mistakes("", []byte(content), ".env"); len(found) > 0 {
			t.Errorf("%q: %+v, want no mistake", content, found)
		}
	}
}

// FuzzMatch states what holds for any bytes: no panic, an end in reasonable
// time, and results that do not contradict themselves.
func FuzzMatch(f *testing.F) {
	f.Add([]byte(".env*\n!.env.example\n"), "a/.env.local", false, true)
	f.Add([]byte(strings.Repeat("*a", 40)+"b\n"), strings.Repeat("a", 200), false, false)
	f.Add([]byte(strings.Repeat("**/a*", 40)+"b\n"), strings.Repeat("a/", 200), false, false)
	f.Add([]byte("x\n"+strings.Repeat("?*[a-z]", 20)+"/**/[!a]*b\n"), strings.Repeat("ab/", 60), true, false)
	f.Add([]byte("[[:\n[a-\n[\\\n[]\n\\\n!\n/\n//\n**/"), "a//b/", false, true)
	f.Fuzz(func(t *testing.T, content []byte, path string, fold, modern bool) {
		if len(content) > 2000 || len(path) > 1000 {
			return
		}
		m := gitignore.New(fold)
		m.Modern = modern
		m.AddFile(gitignore.PerDir, "", ".gitignore", content)
		r := m.Match(path, false)
		if r.Ignored && (r.Line == 0 || strings.HasPrefix(r.Pattern, "!")) {
			t.Errorf("ignored by %+v", r)
		}
		if again := m.Match(path, false); again != r {
			t.Errorf("asked again: %+v, before %+v", again, r)
		}
		if !strings.Contains(string(content), "!") && r.Ignored && !m.Match(strings.TrimRight(path, "/")+"/below", false).Ignored && !strings.HasSuffix(path, "/.") {
			t.Errorf("%q is ignored, but not what is below it", path)
		}
		for _, mistake := range gitignore.Mistakes("", content, path) {
			if mistake.Line < 1 || mistake.Text == "" {
				t.Errorf("mistake %+v", mistake)
			}
		}
	})
}

func BenchmarkMatch(b *testing.B) {
	m := one(strings.Repeat("node_modules/\n*.log\n/dist\n.env*\n!.env.example\n__pycache__/\n*.py[cod]\n.DS_Store\n", 8))
	paths := make([]string, 1000)
	for i := range paths {
		paths[i] = fmt.Sprintf("src/pkg%d/sub/file%d.go", i/10, i)
	}
	for i := 0; b.Loop(); i++ {
		m.Match(paths[i%len(paths)], false)
	}
}
