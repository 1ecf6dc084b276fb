package fixer

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/dotenv"
	"github.com/envguard/envguard/rules/envfile"
	"github.com/envguard/envguard/rules/fileclass"
	"github.com/envguard/envguard/rules/judge"
)

// FuzzFix builds repositories and checks the fixer's properties: nothing is
// lost, no secret is shown or published, a second run changes nothing, and
// what still fails a scan is said.
func FuzzFix(f *testing.F) {
	x := expand
	seeds := []struct {
		env, example, ignore string
		flags                uint16
	}{
		{"A=1\nSECRET_KEY={alnum:40}\n", "", "", 0},
		{"A=1\nSECRET_KEY={alnum:40}\n", "A=\n", ".env/\n", 1},
		{"DB=postgres://u:{alnum:16}@db.acme.io/app # x\n\n# c {alnum:16}\nFERNET_KEY={fernet}\n", "FERNET_KEY=\nNEW=1\n", "*.log\r\n.env # private\r\n", 3},
		{"", "SECRET_KEY={alnum:40}\nPOSTGRES_PASSWORD=changeme\nDATABASE_URL=postgres://app:changeme@db/app\nSTRIPE_KEY=your-key\n", "", 16},
		{"A='x\nB=\"{alnum:20}\n", "B=1\nA=2", "!.env\n", 7},
		{"KEY=\"-----BEGIN PRIVATE KEY-----\n{alnum:64}\n-----END PRIVATE KEY-----\"\nX=1", "", "\xef\xbb\xbf.env\n", 32},
		{"\xef\xbb\xbfTOKEN={alnum:32}\rB=2\r", "# TOKEN={alnum:32}\nB: 3\nexport C\n", ".env*\n", 64},
		{"PASSWORD=correcthorsebattery\n# correcthorsebattery\n", "PASSWORD=\n", ".env\n", 8},
		{"\xff\xfeA\x00=\x00", "A=1\n", "", 0},
		{"A\nSECRET_KEY={alnum:40}\n", "", "", 96},
		{"A=\xe9\n", "A=\xe9\nB=1\n", "\xe9\n", 1},
		// The name alone was added, once with every run.
		{"B=1", "NE\nNE=1\n", "", 1},
		{"NE\nNE=1\n", "B=1", "", 1},
		// There was a place only once the other file was completed.
		{"bb==\"", "A=\nbB=\"", "", 11},
		{"DB=p", "#", "# p\x10stgres://u:{alnum:16}@db.acme.io/app\n", 3},
		// What is repaired in one file was not reported in another that holds it, too.
		{"DB=postgres://u:{same}@db.acme.io/app\n", "", "# postgres://u:{same}@db.acme.io/app\n", 3},
		// A repaired key was taken for a lost one.
		{"A=1 # x\nFERNET_KEY={bare}", "NEW=1\n", "", 3},
		{"FERNET_KEY=\"b'{fernet}'\"\nB=2\n", "FERNET_KEY=\n", ".env\n", 0},
		// A made-up Fernet key of the example was copied.
		{"B=postgre", "FERNET_KEY=VNEW=1\n", "FERNET_KEY=VNEW=1\nKhhWG*******", 24},
		// The mark of a file without settings became a part of the first name.
		{"A=", "\ufeff", "\ufeff.fnv\n", 32},
		// An empty entry that got its value was taken for a lost one.
		{"A=1 $ x\nFERNET_KEY=", "ET_KEY=\nNEW=1\n", "", 3},
		{"A=1\nSECRET_KEY=change-me\nB='keep'\n", "SECRET_KEY=change-me\n", ".env\n", 0},
	}
	for _, s := range seeds {
		same := strings.NewReplacer("{same}", x("{alnum:16}"), "{bare}", strings.TrimRight(x("{fernet}"), "="))
		f.Add([]byte(x(same.Replace(s.env))), []byte(x(same.Replace(s.example))), []byte(x(same.Replace(s.ignore))), s.flags)
	}
	f.Fuzz(func(t *testing.T, env, example, ignore []byte, flags uint16) {
		if len(env)+len(example)+len(ignore) > 4096 {
			return
		}
		m := buildMemory(env, example, ignore, flags)
		checkFix(t, m, Options{})
	})
}

// buildMemory makes a repository from the bytes of the fuzzer.
func buildMemory(env, example, ignore []byte, flags uint16) *memory {
	dir := ""
	if flags&256 != 0 {
		dir = "apps/web/"
	}
	m := newMemory(map[string]string{"README.md": "hello\n"})
	put := func(name string, content []byte, track, commit bool) {
		m.work[name] = string(content)
		if track || commit {
			m.index[name] = string(content)
		}
		if commit {
			m.head[name] = string(content)
		}
	}
	if len(env) > 0 {
		put(dir+".env", env, flags&1 != 0, flags&2 != 0)
	}
	name := ".env.example"
	if flags&512 != 0 {
		name = "env.sample"
	}
	if len(example) > 0 {
		put(dir+name, example, flags&4 != 0, flags&8 != 0)
		if flags&1024 != 0 {
			m.index[dir+name] = string(example) + "STAGED=1\n"
		}
	}
	if len(ignore) > 0 {
		put(".gitignore", ignore, flags&128 != 0, false)
	}
	switch flags >> 4 & 7 {
	case 1:
		m.work[dir+"compose.yml"] = "services:\n  db:\n    image: postgres\n    env_file: .env\n    environment:\n      P: ${POSTGRES_PASSWORD}\n"
	case 2:
		m.work[dir+"requirements.txt"] = "django\npython-decouple\npython-dotenv\n"
	case 3:
		m.work[dir+"package.json"] = `{"dependencies": {"dotenv": "1", "next": "1"}}`
	case 4:
		m.work[dir+"composer.json"] = `{"require": {"laravel/framework": "1"}}`
	case 5:
		m.work[dir+"composer.json"] = `{"require": {"symfony/framework-bundle": "1"}}`
		m.work[dir+"symfony.lock"] = "{}"
	}
	return m
}

// checkFix runs the fixer on one repository and checks the result.
func checkFix(t *testing.T, m *memory, o Options) {
	before := map[string]string{}
	for name, content := range m.work {
		before[name] = content
	}
	var secrets []string
	for name, content := range before {
		if fileclass.Classify(name) != fileclass.Private || envfile.PolicyOf(m.repo(), name).Framework != "" {
			continue
		}
		d := dotenv.Parse([]byte(content))
		for _, e := range d.Entries() {
			v := d.Text(e.Inner)
			if j := judge.Judge(d.Key(e), v); j.Kind == judge.Real && j.Score >= rules.WarnScore && len(v) >= 12 {
				secrets = append(secrets, string(v))
			}
		}
	}
	examples := exampleTexts(before)
	p := m.fix(t, o)
	for _, c := range p.Changes {
		switch fileclass.Classify(c.Path) {
		case fileclass.Private:
			if !c.Untrack && c.Before != nil {
				c.Before, _ = dotenv.ToUTF8(c.Before)
				may := func(d *dotenv.File, e *dotenv.Entry) bool { return isWaiting(d, e, examples) || isRepairable(d, e) }
				keepsEntries(t, c, may)
				keepsNames(t, c)
				if !subsequence(withoutEntries(c.Before, may), c.After) {
					t.Errorf("%s loses a line:\n%q\n%q", c.Path, c.Before, c.After)
				}
			}
			if c.Before == nil && c.After != nil && c.Perm != 0o600 {
				t.Errorf("%s gets the mode %v", c.Path, c.Perm)
			}
		case fileclass.Example:
			if c.Before != nil {
				found := map[int]bool{}
				for _, f := range (&planner{Project: Project{Repo: m.repo(), Scan: mustScan(t)}}).scan(c.Path, c.Before) {
					found[f.Line] = true
				}
				keepsEntries(t, c, func(d *dotenv.File, e *dotenv.Entry) bool {
					for line := e.Line; line <= e.Last; line++ {
						if found[line] {
							return true
						}
					}
					return judge.Judge(d.Key(e), d.Text(e.Inner)).Kind == judge.Real
				})
				continue
			}
			d := dotenv.Parse(c.After)
			for _, e := range d.Entries() {
				if v := judge.Judge(d.Key(e), d.Text(e.Inner)); v.Kind == judge.Real {
					t.Errorf("%s, a new example, has a real value for %s", c.Path, d.Key(e))
				}
			}
			for _, s := range secrets {
				if bytes.Contains(c.After, []byte(s)) {
					t.Errorf("%s, a new example, holds the secret %q", c.Path, s)
				}
			}
		}
	}
	text := shown(t, p)
	for _, s := range secrets {
		inNames := false
		for _, content := range before {
			d := dotenv.Parse([]byte(content))
			for _, e := range d.Entries() {
				inNames = inNames || strings.Contains(d.Key(e), s)
			}
		}
		if strings.Contains(text, s) && !inNames {
			t.Errorf("the secret %q is shown:\n%s", s, text)
		}
	}
	for _, f := range m.errors(t) {
		// One more line can turn a binary file into text. Fewer rules look at
		// binary files.
		said := strings.ContainsFunc(before[f.Path], func(r rune) bool { return r < ' ' && r != '\n' && r != '\r' && r != '\t' || r == 0x7f })
		for _, l := range p.Left {
			said = said || l.Path == f.Path
		}
		if !said {
			t.Errorf("left and not said: %s:%d: %s [%s]\n%v", f.Path, f.Line, f.Message, f.Rule.ID, p.Left)
		}
	}
}

// keepsEntries wants every entry of the old content in the new one, in order,
// except for those that may change.
func keepsEntries(t *testing.T, c Change, may func(*dotenv.File, *dotenv.Entry) bool) {
	t.Helper()
	a, b := dotenv.Parse(c.Before), dotenv.Parse(c.After)
	list := b.Entries()
	j := 0
	for _, e := range a.Entries() {
		if may(a, e) {
			continue
		}
		key := a.Key(e)
		for j < len(list) && !(b.Key(list[j]) == key && bytes.Equal(b.Text(list[j].Raw), a.Text(e.Raw))) {
			j++
		}
		if j == len(list) {
			t.Errorf("%s (place %d) loses %s in line %d, or its order:\n%q\n%q", c.Path, c.Place, key, e.Line, c.Before, c.After)
			return
		}
		j++
	}
}

// exampleTexts returns the values that the example files of a repository have, by
// name.
func exampleTexts(files map[string]string) map[string][]string {
	values := map[string][]string{}
	for name, content := range files {
		if fileclass.Classify(name) != fileclass.Example {
			continue
		}
		d := dotenv.Parse([]byte(content))
		for _, e := range d.Entries() {
			values[d.Key(e)] = append(values[d.Key(e)], d.Value(e))
		}
	}
	return values
}

// isWaiting reports whether an entry may get a value: it is empty, or has a
// placeholder or the example's value.
func isWaiting(d *dotenv.File, e *dotenv.Entry, examples map[string][]string) bool {
	v := d.Value(e)
	return isOpen(v, "") || slices.Contains(examples[d.Key(e)], v)
}

// isRepairable reports whether an entry holds a Fernet key of the wrong form.
func isRepairable(d *dotenv.File, e *dotenv.Entry) bool {
	_, ok := envfile.RepairFernet(d.Value(e))
	return ok && envfile.ReadsFernet(d, e)
}

// keepsNames wants an entry with the same name for each that may change, and the
// same Fernet key for those whose form is repaired.
func keepsNames(t *testing.T, c Change) {
	t.Helper()
	values := map[string][]string{}
	after := dotenv.Parse(c.After)
	for _, e := range after.Entries() {
		values[after.Key(e)] = append(values[after.Key(e)], after.Value(e))
	}
	d := dotenv.Parse(c.Before)
	for _, e := range d.Entries() {
		have := values[d.Key(e)]
		repaired, ok := envfile.RepairFernet(d.Value(e))
		if len(have) == 0 || ok && envfile.ReadsFernet(d, e) && !slices.Contains(have, repaired) && !slices.Contains(have, d.Value(e)) {
			t.Errorf("%s: %s is lost or has another key:\n%q\n%q", c.Path, d.Key(e), c.Before, c.After)
		}
	}
}

// withoutEntries returns content without the lines of entries that may change.
func withoutEntries(content []byte, may func(*dotenv.File, *dotenv.Entry) bool) []byte {
	d := dotenv.Parse(content)
	skip := map[int]bool{}
	for _, e := range d.Entries() {
		for line := e.Line; line <= e.Last && may(d, e); line++ {
			skip[line] = true
		}
	}
	// Lines may end in a carriage return alone.
	content = bytes.ReplaceAll(bytes.ReplaceAll(content, []byte("\r\n"), []byte("\n")), []byte("\r"), []byte("\n"))
	var kept []byte
	line := 0
	for l := range bytes.Lines(content) {
		if line++; !skip[line] {
			kept = append(kept, l...)
		}
	}
	return kept
}

// subsequence reports whether all lines of a are in b, in order.
func subsequence(a, b []byte) bool {
	// Lines may end in a carriage return alone.
	a, b = bytes.ReplaceAll(a, []byte("\r"), []byte("\n")), bytes.ReplaceAll(b, []byte("\r"), []byte("\n"))
	// What follows a mark alone is on the mark's line.
	mark := []byte("\ufeff")
	a = bytes.TrimPrefix(a, mark)
	lines := bytes.SplitAfter(bytes.TrimPrefix(b, mark), []byte("\n"))
	j := 0
	for l := range bytes.Lines(a) {
		l = bytes.TrimRight(l, "\r\n")
		for j < len(lines) && !bytes.Equal(bytes.TrimRight(lines[j], "\r\n"), l) {
			j++
		}
		if j == len(lines) {
			return false
		}
		j++
	}
	return true
}

// TestStandIns holds what means secrets against the judge: never a real
// value, whatever the name and the secret.
func TestStandIns(t *testing.T) {
	names := []string{
		"SECRET_KEY", "FERNET_KEY", "DATABASE_URL", "STRIPE_SECRET_KEY", "API_TOKEN", "DB_PASSWORD", "APP_KEY", "NEXTAUTH_SECRET", "SENTRY_DSN",
		"apiKey", "X", "A1", "PIN_CODE", "SLACK_WEBHOOK_URL", "AWS_SECRET_ACCESS_KEY", "MONGO_URI", "REDIS_URL", "JWT", "AUTH", "APP_KEYS", "PRIVATE_KEY",
	}
	values := []string{
		"{alnum:40}", "{hex:64}", "{fernet}", "{hex:32}", "{digits:12}", "postgres://acme:{alnum:16}@db.acme.io:5432/prod?sslmode=require&password={alnum:16}",
		"redis://:{alnum:20}@cache:6379/0", "sk_live_{alnum:24}", "mongodb+srv://u:{alnum:16}@cluster0.abcde.mongodb.net/app", "https://hooks.slack.com/services/{alnum:9}/{alnum:9}/{alnum:24}",
		"https://{hex:32}@o1.ingest.sentry.io/1", "amqp://u:{alnum:8}/{alnum:8}@mq.acme.io//v", "https://api.acme.io/x?token={alnum:32}", "correct horse battery", "Tr0ub4dor&3",
	}
	for _, name := range names {
		for _, template := range values {
			value := expand(template)
			s := standInFor(name, value, "", &project{})
			if v := judge.Judge(name, []byte(s.value)); v.Kind == judge.Real {
				t.Errorf("%s=%s becomes %q, which is judged real: %s", name, template, s.value, v.Reason)
			}
			if s.value == value || value != "" && strings.Contains(s.value, value) {
				t.Errorf("%s=%s stays", name, template)
			}
			if len(s.value) == 44 {
				t.Errorf("%s=%s becomes %q, which could be a Fernet key", name, template, s.value)
			}
			if strings.ContainsAny(s.value, " '\"#$\\`") {
				t.Errorf("%s=%s becomes %q, which needs quotes", name, template, s.value)
			}
		}
	}
}
