package scanner

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/builtin"
	"github.com/envguard/envguard/rules/recipe"
	"github.com/envguard/envguard/scanner/internal/forms"
)

// candidatesOf lists the candidates of text as "key op quote value".
func candidatesOf(path, text string) []string {
	f := rules.NewFile(path, []byte(text))
	var out []string
	new(Scanner).extract(f, true, func(c *rules.Candidate) {
		op := string(c.Op)
		if c.Op == 0 {
			op = "-"
		}
		s := fmt.Sprintf("%s %s %s", c.Key, op, c.Value())
		if c.Call != "" {
			s += fmt.Sprintf(" call=%s/%d", c.Call, c.Arg)
		}
		out = append(out, s)
	})
	return out
}

func TestExtract(t *testing.T) {
	for _, tt := range []struct {
		path, text string
		want       string // must be among the candidates
	}{
		{"a.py", `SECRET_KEY = "s3cr3t!x"`, `SECRET_KEY = s3cr3t!x`},
		{"a.py", `SECRET_KEY = b's3cr3t!x'`, `SECRET_KEY = s3cr3t!x`},
		{"a.py", `password: str = "s3cr3t!x"`, `password = s3cr3t!x`},
		{"a.py", `password: Optional[str] = "s3cr3t!x"`, `password = s3cr3t!x`},
		{"a.py", `conf["password"] = "s3cr3t!x"`, `password = s3cr3t!x`},
		{"a.py", `os.environ.setdefault("DB_PASSWORD", "s3cr3t!x")`, `DB_PASSWORD , s3cr3t!x call=os.environ.setdefault/1`},
		{"a.py", `f = Fernet(b"s3cr3t!x-key")`, `f = s3cr3t!x-key call=Fernet/0`},
		{"a.py", `client = Client(user="bob", password="s3cr3t!x")`, `password = s3cr3t!x`},
		{"a.py", `if password == "s3cr3t!x":`, `password = s3cr3t!x`},
		{"a.py", "SECRET_KEY = (\n    \"s3cr3t!x-long-enough\"\n)", `SECRET_KEY = s3cr3t!x-long-enough`},
		{"a.py", `SECRETS = ["s3cr3t!x", "s3cr3t!y"]`, `SECRETS = s3cr3t!y`},
		{"a.py", `key = os.getenv("API_KEY", "s3cr3t!x")`, `API_KEY , s3cr3t!x call=os.getenv/1`},
		{"a.js", `const apiKey = 's3cr3t!x';`, `apiKey = s3cr3t!x`},
		{"a.js", `{ "password": "s3cr3t!x", user: "u" }`, `password : s3cr3t!x`},
		{"a.ts", `private readonly token?: string = 's3cr3t!x';`, `token = s3cr3t!x`},
		{"a.rb", `config.secret_key_base = 's3cr3t!x'`, `config.secret_key_base = s3cr3t!x`},
		{"a.rb", `:password => "s3cr3t!x"`, `password = s3cr3t!x`},
		{"a.php", `define('DB_PASSWORD', 's3cr3t!x');`, `DB_PASSWORD , s3cr3t!x call=define/1`},
		{"a.php", `'password' => 's3cr3t!x',`, `password = s3cr3t!x`},
		{"a.c", `char password[] = "s3cr3t!x";`, `password = s3cr3t!x`},
		{"a.c", `char password[32] = "s3cr3t!x";`, `password = s3cr3t!x`},
		{"a.go", `password := "s3cr3t!x"`, `password : s3cr3t!x`},
		{"a.go", `req.Header.Set("Authorization", "Bearer s3cr3t!x")`, `Authorization , s3cr3t!x call=req.Header.Set/1`},
		{"a.go", `s := "{\"password\": \"s3cr3t!x\"}"`, `password : s3cr3t!x`},
		{"a.cs", `"Server=db;Password=s3cr3t!x;Timeout=3"`, `Password = s3cr3t!x`},
		{"a.yml", `password: s3cr3t!x`, `password : s3cr3t!x`},
		{"a.yml", `password: s3cr3t!x # the old one`, `password : s3cr3t!x`},
		{"a.yml", `  - name: DB_PASSWORD` + "\n" + `    value: s3cr3t!x`, `DB_PASSWORD : s3cr3t!x`},
		{"a.yml", "secret: |\n  s3cr3t-key-on-its-own-line", `secret = s3cr3t-key-on-its-own-line`},
		{"a.yml", `- Authorization: Bearer s3cr3t!x`, `Authorization : s3cr3t!x`},
		{"a.properties", `spring.datasource.password=s3cr3t!x`, `spring.datasource.password = s3cr3t!x`},
		{"a.xml", `<password>s3cr3t!x</password>`, `password > s3cr3t!x`},
		{"a.xml", `<add key="DbPassword" value="s3cr3t!x" />`, `DbPassword = s3cr3t!x`},
		{"a.xml", `<property name="password" value="s3cr3t!x"/>`, `password = s3cr3t!x`},
		{"a.sh", `export TOKEN=s3cr3t!x`, `TOKEN = s3cr3t!x`},
		{"a.sh", `mysql --password s3cr3t!x -h db`, `--password   s3cr3t!x`},
		{"a.sh", `curl -u admin:s3cr3t!x https://x`, `-u password   s3cr3t!x`},
		{"a.sh", `curl -H "Authorization: Bearer s3cr3t!x"`, `Authorization : s3cr3t!x`},
		{"a.sql", `ALTER USER bob IDENTIFIED BY 's3cr3t!x';`, `IDENTIFIED   s3cr3t!x`},
		{"a.sql", `CREATE ROLE bob WITH PASSWORD 's3cr3t!x';`, `PASSWORD   s3cr3t!x`},
		{"Dockerfile", `ENV API_TOKEN s3cr3t!x`, `API_TOKEN   s3cr3t!x`},
		{"a.md", `url: https://x/?api_key=s3cr3t!x&user=1`, `api_key = s3cr3t!x`},
		{"a.md", `url: https://x/?user=1&api_key=s3cr3t!x&user=1`, `api_key = s3cr3t!x`},
		{"a.yml", `  - SECRET_KEY=s3&cr3t=x`, `SECRET_KEY = s3&cr3t=x`},
		{"a.py", `u = "postgres://app:s3cr3t@x!@db.example.com/app"`, `u = s3cr3t@x!`},
		{".env", "DB_HOST=hunter2 # c", `DB_HOST = hunter2`},
		{".env.example", "# export DB_HOST='hunter2'", `DB_HOST = hunter2`},
		{".env", "A='line1\nline2'\nB=\"x\"", "A = line1\nline2"},
		{".env.sample", "see password: hunter2", `password : hunter2`},
		{"a.txt", "0123456789abcdef0123456789abcdef", ` - 0123456789abcdef0123456789abcdef`},
	} {
		got := candidatesOf(tt.path, tt.text)
		found := false
		for _, g := range got {
			found = found || g == tt.want
		}
		if !found {
			t.Errorf("%s: %s\n  got  %q\n  want %q", tt.path, tt.text, got, tt.want)
		}
	}
}

// Bare words in code are identifiers, and prose is not an assignment.
func TestExtractLeavesAlone(t *testing.T) {
	for _, tt := range []struct{ path, text, never string }{
		{"a.py", `it's a password, isn't it`, "s a password"},
		{"a.go", `std::string key`, "string"},
		{"a.ts", `"password": "a", "b": "c"`, "password : b"},
		{"a.go", `if a >= password`, "password"},
	} {
		for _, g := range candidatesOf(tt.path, tt.text) {
			if strings.Contains(g, tt.never) {
				t.Errorf("%s: %s: got %q", tt.path, tt.text, g)
			}
		}
	}
}

// Every candidate lies in the file, on every input.
func FuzzCandidates(f *testing.F) {
	for _, s := range []string{
		`SECRET_KEY = "s3cr3t!x"`, `{"a": "{\"password\": \"s3cr3t\"}"}`, "password: |\n  x\n", `<a key="b" value="c">d</a>`,
		"-----BEGIN X-----\n-----END X-----", `x://a:b@c`, "'\\", "password[", "key=", `""""""`,
	} {
		f.Add("a.py", []byte(s))
		f.Add(".env", []byte(s))
		f.Add("a.yml", []byte(s))
	}
	f.Fuzz(func(t *testing.T, path string, data []byte) {
		file := rules.NewFile(path, data)
		new(Scanner).extract(file, true, func(c *rules.Candidate) {
			if c.Start < 0 || c.Start >= c.End || c.End > len(data) {
				t.Fatalf("candidate [%d,%d) in %d bytes", c.Start, c.End, len(data))
			}
			c.Line()
			c.Before(10)
			c.After(10)
		})
	})
}

// eachLead calls f for every line that the prefilter finds.
func eachLead(data []byte, f func(l *lead)) {
	p := prefilter{data: data, table: stemsTable(), disp: new(dispatch), block: func(int) {}, line: func(l *lead) int { f(l); return 0 }}
	p.each()
}

// The prefilter finds exactly the lines that a plain search finds.
func FuzzPrefilter(f *testing.F) {
	f.Add([]byte("password\nabc\n0123456789abcdef\nx://u:p@h\n"))
	f.Add([]byte("\x1a%56%56%56%56\n&#56;&#56;&#x56;\\x56\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		got := map[int]lead{}
		last := -1
		eachLead(data, func(l *lead) {
			if l.start <= last || l.end < l.start || l.end > len(data) {
				t.Fatalf("line [%d,%d) after %d", l.start, l.end, last)
			}
			last = l.start
			got[l.start] = *l
		})
		start := 0
		for _, line := range strings.Split(string(data), "\n") {
			l, ok := got[start]
			stem, run, url := firstStem(line), hasRun(line), hasURL(line)
			// With escaped characters or something that may break a token, a line may be reported.
			if want := stem >= 0 || run || url || hasCommand(line); ok != want && !(ok && (hasEscaped(line) || hasBreak(data, start, start+len(line)))) {
				t.Fatalf("line %q at %d: found %v, want %v", line, start, ok, want)
			}
			if ok && (l.end != start+len(line) || l.run != run || l.url != url || l.stem != max(-1, stem+start) && stem >= 0 || stem < 0 && l.stem >= 0) {
				t.Fatalf("line %q at %d: %+v; stem at %d, run %v, URL %v", line, start, l, stem, run, url)
			}
			start += len(line) + 1
		}
	})
}

func hasCommand(line string) bool {
	return slices.ContainsFunc(forms.Stems(), func(s string) bool { return strings.Contains(asciiLower(line), s) })
}

// hasBreak reports whether something that may break a token is in data[from:to].
func hasBreak(data []byte, from, to int) bool {
	for i := from; i < to; i++ {
		if isBreaker[data[i]] && breaksToken(data, i) {
			return true
		}
	}
	return false
}

func hasEscaped(line string) bool {
	for i := range len(line) {
		if escapedHere([]byte(line), i) {
			return true
		}
	}
	return false
}

func firstStem(line string) int {
	first := -1
	for _, s := range forms.Names {
		if i := strings.Index(asciiLower(line), s); i >= 0 && (first < 0 || i < first) {
			first = i
		}
	}
	return first
}

func asciiLower(s string) string {
	b := []byte(s)
	for i, c := range b {
		if c-'A' < 26 {
			b[i] |= 0x20
		}
	}
	return string(b)
}

func hasURL(line string) bool {
	for i := range len(line) {
		if strings.HasPrefix(line[i:], "://") && urlAt([]byte(line[i:])) {
			return true
		}
	}
	return false
}

func hasRun(line string) bool {
	n := 0
	for i := range len(line) {
		if n++; !tokenChar[line[i]] {
			n = 0
		}
		if n >= rules.MinToken {
			return true
		}
	}
	return false
}

// The gate leaves out lines, and no finding of any rule's examples.
func TestGate(t *testing.T) {
	s := newTest(t, Config{Rules: builtin.All()})
	values := func(f *rules.File, all bool) (hits []string) {
		j := judger{s: s}
		s.extract(f, all, j.judge)
		for _, h := range j.hits {
			hits = append(hits, fmt.Sprint(h.rule.ID, h.Start, h.End, h.Score))
		}
		slices.Sort(hits) // a key file's only line is seen twice
		return slices.Compact(hits)
	}
	for _, r := range builtin.All() {
		for _, e := range r.Examples {
			text, _ := recipe.Expand(e.Text)
			f := rules.NewFile(e.Path, []byte(text))
			if open, gated := values(f, true), values(f, false); strings.Join(open, "\n") != strings.Join(gated, "\n") {
				t.Errorf("%s, %q: with the gate %q, without %q", r.ID, e.Why, gated, open)
			}
		}
	}
	for _, tt := range []struct {
		path, line string
		want       bool
	}{
		{"a.go", "// the token is handed to AuthenticationManagerBuilder", false},
		{"a.go", "return errors.New(\"no token\")", false},
		{"a.go", "import org.springframework.boot.autoconfigure.Log4j", false},
		{"a.go", "password :=", true},
		{"a.go", "password := \"hunter\"", true},
		{"a.go", "dsn := f(\"host=a password=b\")", true},
		{"a.go", "func f(m map[string]Token) (r Map<Key, List<Token>>) {", false},
		{"a.html", "<password>hunter2</password>", true},
		{"a.go", "password := readPassword(ctx)", false},
		{"a.yml", "password: x", true},
		{"a.yml", "- name: DB_PASSWORD", true},
		{"a.sh", "mysql -pX", true},
		{"a.txt", "The password is kept in the office.", false},
		{"a.txt", "x = 0123456789abcdef0", false},
		{"a.txt", "psk = 0123456789abcdef0", true},
		{"a.txt", "path = 0123456789abcdef0", false},
		{"a.txt", "ghp_0123456789abcdef0", false}, // too short for one
		{"a.txt", "ghp_0123456789abcdef0123456789abcdef0123", true},
		{"a.go", "http2sendTooMuchData(okta)", false},
		{"a.txt", "a://b:c@d", true},
		{"a.json", `"a": "\"Bearer x\""`, true},
	} {
		f := rules.NewFile(tt.path, []byte(tt.line))
		x := &extractor{file: f, syn: syntaxOf(f), stems: stemsTable(), disp: &s.disp, bareRefused: f.Language().Program}
		got := false
		p := prefilter{data: f.Data, table: x.stems, disp: x.disp, block: func(int) {}, line: func(l *lead) int { got = x.worth(l); return 0 }}
		p.each()
		if got != tt.want {
			t.Errorf("%s: %q: worth %v, want %v", tt.path, tt.line, got, tt.want)
		}
	}
}
