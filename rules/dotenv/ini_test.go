package dotenv_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/envguard/envguard/rules/dotenv"
)

var iniCases = []struct {
	text string
	want string // JSON of the settings; null where the value cannot be had; error
}{
	{"[settings]\nA=b\nB = c d\nC: e\n", `{"a":"b","b":"c d","c":"e"}`},
	{"# x\n; y\n[settings]\nA=b # c\n# D=e\n", `{"a":"b # c"}`},
	{"[settings]\nA=100%%\nB=%(a)s!\nC=5%\nD=%(nope)s\n", `{"a":"100%","b":"100%!","c":null,"d":null}`},
	{"[settings]\nA=b\n  c\n\n  d\nB=\"q\"\n", `{"a":"b\nc\n\nd","b":"\"q\""}`},
	{"[DEFAULT]\nX=1\n[settings]\nA=%(x)s\n[other]\nB=2\n", `{"a":"1","x":"1"}`},
	{"[other]\nB=2\n", `{}`},
	{"A=b\n[settings]\n", "error"},
	{"[settings]\nA\n", "error"},
	{"[settings]\nA=1\na=2\n", "error"},
	{"[settings]\n[settings]\n", "error"},
	{"[settings]\r\nA=b\r\n", `{"a":"b"}`},
	{"[settings]\nA=\nB=1\n", `{"a":"","b":"1"}`},
	{"[settings]\nA=%(b)s\nB=%(a)s\n", `{"a":null,"b":null}`},
}

func iniReading(text string) string {
	r, err := dotenv.ReadIni([]byte(text))
	if err != nil {
		return "error"
	}
	return show(vars(r))
}

func TestIni(t *testing.T) {
	for _, c := range iniCases {
		if got := iniReading(c.text); got != c.want {
			t.Errorf("%q is %s, want %s", c.text, got, c.want)
		}
	}
}

// The real ConfigParser, as RepositoryIni uses it.
func TestRealIni(t *testing.T) {
	dir := t.TempDir()
	var names string
	for i, c := range iniCases {
		name := filepath.Join(dir, fmt.Sprintf("%d.ini", i))
		if err := os.WriteFile(name, []byte(c.text), 0o600); err != nil {
			t.Fatal(err)
		}
		names += name + "\n"
	}
	real := realReader{dotenv.Decouple, python(`
import sys, json
from configparser import ConfigParser
print("ok")
for p in sys.stdin:
    c = ConfigParser()
    try:
        with open(p.strip(), encoding="utf-8") as f: c.read_file(f)
        out = {}
        for k in (c.options("settings") if c.has_section("settings") else []):
            try: out[k] = c.get("settings", k)
            except Exception: out[k] = None
        print(json.dumps(out))
    except Exception: print("null")
`)}
	for i, line := range runReal(t, real, []byte(names)) {
		var want map[string]*string
		if err := json.Unmarshal(line, &want); err != nil {
			t.Fatal(err)
		}
		got := iniReading(iniCases[i].text)
		if want == nil && got != "error" || want != nil && got != show(want) {
			t.Errorf("%q is %s, really %s", iniCases[i].text, got, strings.TrimSpace(string(line)))
		}
	}
}
