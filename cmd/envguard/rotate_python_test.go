package main

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/envguard/envguard/rules/dotenv"
)

// readSettings prints the keys that python-decouple gives the settings of each
// folder. With Django, it signs with the old key and verifies with the fallbacks.
const readSettings = `
import sys, json
from decouple import Config, RepositoryEnv, Csv
try:
    from django.core.signing import Signer
    from django.core.checks.security.base import _check_secret_key as good
except ImportError:
    Signer, good = None, lambda key: True
out = []
for dir, old in json.load(sys.stdin):
    config = Config(RepositoryEnv(dir + "/.env"))
    new, olds = config("SECRET_KEY"), config("SECRET_KEY_FALLBACKS", default="", cast=Csv())
    if Signer:
        token = Signer(key=old).sign("session")
        if not any(Signer(key=k).signature("session") == token.split(":", 1)[1] for k in olds) or not good(new):
            new = "Django refuses it"
    out.append([new] + olds)
json.dump(out, sys.stdout)
`

// pythonWith returns a Python that has a module, or skips the test.
func pythonWith(t *testing.T, module string) string {
	for _, name := range []string{"/usr/bin/python3", "python3"} {
		if path, err := exec.LookPath(name); err == nil && exec.Command(path, "-c", "import "+module).Run() == nil {
			return path
		}
	}
	if os.Getenv("ENVGUARD_REQUIRE_TOOLS") == "1" {
		t.Fatal("there is no python3 with " + module)
	}
	t.Skip("there is no python3 with " + module)
	return ""
}

// djangoAlphabet is that of Django's get_random_secret_key.
const djangoAlphabet = "abcdefghijklmnopqrstuvwxyz0123456789!@#$%^&*(-_=+)"

func djangoKey(rnd *rand.Rand) string {
	key := make([]byte, 50)
	for i := range key {
		key[i] = djangoAlphabet[rnd.IntN(len(djangoAlphabet))]
	}
	return string(key)
}

// TestPythonRotateSecretKey wants each key that Django makes to come back from
// the list of old keys, through the real reader.
func TestPythonRotateSecretKey(t *testing.T) {
	python := pythonWith(t, "decouple")
	rnd := rand.New(rand.NewPCG(3, 5))
	var want [][]string
	var input [][2]string
	for i := range 60 {
		dir := filepath.Join(t.TempDir(), "p")
		old := djangoKey(rnd)
		raw, err := dotenv.Quote(old, dotenv.Decouple)
		if err != nil {
			t.Fatal(err)
		}
		writeAll(t, dir, map[string]string{
			"settings.py":      "SECRET_KEY = config('SECRET_KEY')\nSECRET_KEY_FALLBACKS = config(\n    'SECRET_KEY_FALLBACKS', default='', cast=Csv())\n",
			"requirements.txt": "Django\npython-decouple\n",
			".env":             "SECRET_KEY=" + raw + "\n",
		})
		olds := []string{old}
		for range i%2 + 1 {
			rotateIn(t, dir)
			if i%2 == 1 && len(olds) == 1 {
				env, err := os.ReadFile(filepath.Join(dir, ".env"))
				if err != nil {
					t.Fatal(err)
				}
				next, _, err := dotenv.Parse(env).ValueFor("SECRET_KEY", dotenv.Decouple)
				if err != nil {
					t.Fatal(err)
				}
				olds = []string{next, old}
			}
		}
		want = append(want, olds)
		input = append(input, [2]string{dir, old})
	}
	stdin, err := json.Marshal(input)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(python, "-c", readSettings)
	cmd.Stdin = bytes.NewReader(stdin)
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var got [][]string
	if err := json.Unmarshal(out, &got); err != nil {
		t.Fatal(err)
	}
	for i := range want {
		if len(got[i]) == 0 || slices.Contains(want[i], got[i][0]) || !slices.Equal(got[i][1:], want[i]) || len(got[i][0]) < 50 {
			t.Errorf("the settings have %q, want a new key and %q", got[i], want[i])
		}
	}
}

func writeAll(t *testing.T, dir string, files map[string]string) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func rotateIn(t *testing.T, dir string, more ...string) string {
	var out, errs bytes.Buffer
	code := command{strings.NewReader(""), &out, &errs}.run(t.Context(), append([]string{"-C", dir, "rotate", "SECRET_KEY"}, more...))
	if code != exitClean {
		t.Fatalf("exit code %d: %s%s", code, out.Bytes(), errs.Bytes())
	}
	return out.String() + errs.String()
}

// TestPythonCsv holds the model of Csv() against the real one.
func TestPythonCsv(t *testing.T) {
	python := pythonWith(t, "decouple")
	rnd := rand.New(rand.NewPCG(1, 2))
	list := []string{"", "a,b", "a#b,c", "'a#',b", `"a\"b\\c",x`, "a,,b", ` a , b `, `\a`, "'", `"a`, `a\`, "#", "''", "a'b'c", "'a'\"b\",c"}
	for range 400 {
		s := ""
		for range 1 + rnd.IntN(8) {
			s += []string{"a", "b", ",", ",", "'", `"`, "\\", "#", " ", "$"}[rnd.IntN(10)]
		}
		list = append(list, s)
	}
	stdin, err := json.Marshal(list)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(python, "-c", `
import sys, json
from decouple import Csv
out = []
for s in json.load(sys.stdin):
    try:
        out.append([x for x in Csv()(s) if x])
    except ValueError:
        out.append(None)
json.dump(out, sys.stdout)`)
	cmd.Stdin = bytes.NewReader(stdin)
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var want [][]string
	if err := json.Unmarshal(out, &want); err != nil {
		t.Fatal(err)
	}
	for i, s := range list {
		if got, ok := splitCsv(s); ok != (want[i] != nil) || !slices.Equal(got, want[i]) {
			t.Errorf("Csv()(%q) = %q, the model says %q, %v", s, want[i], got, ok)
		}
	}
}

// TestListForms wants every list that a form can hold to come back.
func TestListForms(t *testing.T) {
	rnd := rand.New(rand.NewPCG(7, 8))
	for range 300 {
		list := []string{djangoKey(rnd), djangoKey(rnd)}
		for _, f := range []listForm{splitAtCommas, csvOfDecouple, jsonList} {
			s, ok := f.join(list)
			if back, _ := f.split(s); !ok || !slices.Equal(back, list) {
				t.Fatalf("form %d of %q is %q", f, list, s)
			}
		}
	}
	if _, ok := splitAtCommas.join([]string{"a,b"}); ok {
		t.Error("an item with a comma is a part of a list that is split at commas")
	}
}

func TestFallbacksIn(t *testing.T) {
	for _, c := range []struct {
		text, entry string
		form        listForm
	}{
		{"SECRET_KEY_FALLBACKS = config('OLD_KEYS', cast=Csv())\n", "OLD_KEYS", csvOfDecouple},
		{"X = 1\nSECRET_KEY_FALLBACKS: list[str] = env.list(\n  \"OLD\", default=[])\n", "OLD", splitAtCommas},
		{"SECRET_KEY_FALLBACKS = os.environ['OLD'].split(',')", "OLD", splitAtCommas},
		{"SECRET_KEY_FALLBACKS = json.loads(os.environ['OLD'])", "OLD", jsonList},
		{"SECRET_KEY_FALLBACKS = [config('OLD_KEY')]", "OLD_KEY", singleValue},
		{"app.config['SECRET_KEY_FALLBACKS'] = os.environ['OLD'].split(',')", "OLD", splitAtCommas},
		{"SECRET_KEY_FALLBACKS = []\nX = 'OLD'\n", "", 0},
		{"# SECRET_KEY_FALLBACKS = config('OLD')\n", "", 0},
	} {
		if entry, form, ok := fallbacksIn(c.text, splitAtCommas); entry != c.entry || ok != (c.entry != "") || ok && form != c.form {
			t.Errorf("%q: %q, form %d", c.text, entry, form)
		}
	}
}

// TestRotateWithoutFallbacks wants the old key kept where the settings do not
// read it yet, and the line that reads it.
func TestRotateWithoutFallbacks(t *testing.T) {
	dir := t.TempDir()
	old := djangoKey(rand.New(rand.NewPCG(1, 1)))
	writeAll(t, dir, map[string]string{
		"settings.py": "SECRET_KEY = os.environ['SECRET_KEY']\n", "requirements.txt": "Django\npython-dotenv\n",
		".env": "SECRET_KEY='" + old + "'\n",
	})
	said := rotateIn(t, dir)
	if !strings.Contains(said, `SECRET_KEY_FALLBACKS = [k for k in os.environ.get("SECRET_KEY_FALLBACKS"`) || strings.Contains(said, old) {
		t.Errorf("said %q", said)
	}
	env, err := os.ReadFile(filepath.Join(dir, ".env"))
	if err != nil {
		t.Fatal(err)
	}
	if v, ok, err := dotenv.Parse(env).ValueFor("SECRET_KEY_FALLBACKS", dotenv.PythonDotenv); !ok || err != nil || v != old {
		t.Errorf("the old key is not kept: %v %v", ok, err)
	}
}
