package judge

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// fernetForms are wrong forms of a key, and whether each still holds it.
func fernetForms() (good string, forms map[string]bool) {
	raw := make([]byte, fernetKeySize)
	for i := range raw {
		raw[i] = byte(i*37 + 250)
	}
	good = base64.URLEncoding.EncodeToString(raw)
	std := base64.StdEncoding.EncodeToString(raw)
	return good, map[string]bool{
		good[:43]: true, good[:43] + "==": true, good + "\n": true, "\n" + good: true, good + `\n`: true, " " + good: true,
		"b'" + good + "'": true, `b"` + good + `"`: true, "'" + good + "'": true, `"` + good + `"`: true, `"b'` + good + `'"`: true,
		std: true, std[:43]: true, hex.EncodeToString(raw): true, strings.ToUpper(hex.EncodeToString(raw)): true,
		base64.StdEncoding.EncodeToString([]byte(good)): true, good[:20] + "\n" + good[20:]: true,
		good[:42] + "B=": false, good[:32]: false, hex.EncodeToString(raw[:16]): false, good[:40]: false, good + good[:9]: false,
		"a passphrase of some words": false, "p\u00e4ssword": false, "x": false, base64.URLEncoding.EncodeToString(raw[:31]): false, good[:10] + "=" + good[10:]: false,
	}
}

func TestFernetKeyFault(t *testing.T) {
	good, forms := fernetForms()
	if f, wrong := FernetKeyFault(good); wrong {
		t.Errorf("a good key: %s", f.Reason)
	}
	for form, holds := range forms {
		f, wrong := FernetKeyFault(form)
		switch {
		case !wrong, f.Reason == "":
			t.Errorf("%q: no fault", form)
		case holds && f.Repaired != good:
			t.Errorf("%q: repaired to %q", form, f.Repaired)
		case f.Repaired != "" && !IsFernetKey([]byte(f.Repaired)):
			t.Errorf("%q: repaired to %q, which is no key", form, f.Repaired)
		case strings.Contains(f.Reason+f.Python, good[:8]):
			t.Errorf("%q: the message holds the key", form)
		}
	}
}

// TestFernetKeyFaultPython holds what the rule says of Python against Python.
func TestFernetKeyFaultPython(t *testing.T) {
	const program = `
import sys, json
try:
    from cryptography.fernet import Fernet
except ImportError:
    print("!"); sys.exit()
out = []
for s in json.load(sys.stdin):
    try:
        f = Fernet(s)
        out.append("ok " + (f._signing_key + f._encryption_key).hex())
    except Exception as e:
        module = type(e).__module__
        out.append((module + "." if module != "builtins" else "") + type(e).__name__ + ": " + str(e))
json.dump(out, sys.stdout)`
	good, forms := fernetForms()
	list := []string{good}
	for form := range forms {
		list = append(list, form)
	}
	input, err := json.Marshal(list)
	if err != nil {
		t.Fatal(err)
	}
	var out []byte
	for _, python := range []string{"python3", "/usr/bin/python3"} {
		cmd := exec.Command(python, "-c", program)
		cmd.Stdin = strings.NewReader(string(input))
		if out, err = cmd.Output(); err == nil && string(out) != "!\n" {
			break
		}
	}
	if err != nil || string(out) == "!\n" {
		if os.Getenv("ENVGUARD_REQUIRE_TOOLS") != "" {
			t.Fatal("Python with cryptography is missing")
		}
		t.Skip("no Python with cryptography")
	}
	var said []string
	if err := json.Unmarshal(out, &said); err != nil {
		t.Fatal(err)
	}
	for i, s := range list {
		f, wrong := FernetKeyFault(s)
		key, accepted := strings.CutPrefix(said[i], "ok ")
		switch {
		case !accepted && (!wrong || !samePython(said[i], f.Python)):
			t.Errorf("%q: Python says %q, the rule %q", s, said[i], f.Python)
		case accepted && f.Python != "":
			t.Errorf("%q: Python takes it, the rule says %q", s, f.Python)
		case accepted && wrong:
			raw, err := base64.URLEncoding.DecodeString(f.Repaired)
			if err != nil || hex.EncodeToString(raw) != key {
				t.Errorf("%q: repaired to another key than Python reads", s)
			}
		}
	}
}

// samePython compares messages. Newer versions of cryptography wrap what base64
// says in their own.
func samePython(real, ours string) bool {
	return real == ours || strings.HasPrefix(real, "ValueError: Fernet key must be") && ours != ""
}
