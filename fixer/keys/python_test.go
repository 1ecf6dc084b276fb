package keys

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// python finds an interpreter that has the package cryptography. Debian's own
// comes first: others may be in front of it in PATH.
func python(t *testing.T) string {
	t.Helper()
	for _, name := range []string{"/usr/bin/python3", "python3"} {
		path, err := exec.LookPath(name)
		if err == nil && exec.Command(path, "-c", "import cryptography.fernet").Run() == nil {
			return path
		}
	}
	const why = "there is no python3 with the package cryptography (Debian: python3-cryptography)"
	if os.Getenv("ENVGUARD_REQUIRE_TOOLS") == "1" {
		t.Fatal(why)
	}
	t.Skip(why)
	return ""
}

// script does what the keys of its input say and prints the answers as JSON.
const script = `
import base64, json, sys
from cryptography.fernet import Fernet, MultiFernet, InvalidToken
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC

def b(s): return base64.b64decode(s)
def t(s): return base64.b64encode(s).decode()

q = json.load(sys.stdin)
out = {}
out["generated"] = [Fernet.generate_key().decode() for _ in range(20)]
out["decrypted"] = [t(Fernet(q["key"]).decrypt(x.encode())) for x in q["tokens"]]
out["times"] = [Fernet(q["key"]).extract_timestamp(x.encode()) for x in q["tokens"]]
out["encrypted"] = [Fernet(q["key"]).encrypt_at_time(b(x), q["time"]).decode() for x in q["plaintexts"]]
out["multi"] = MultiFernet([Fernet(k) for k in q["keys"]]).encrypt(b"multi").decode()
out["opened"] = [t(MultiFernet([Fernet(k) for k in q["keys"]]).decrypt(x.encode())) for x in q["rotated"]]
out["first"] = [t(Fernet(q["keys"][0]).decrypt(x.encode())) for x in q["rotated"]]
out["rotated_here"] = MultiFernet([Fernet(k) for k in q["keys"]]).rotate(q["old"].encode()).decode()
def derive(d):
    kdf = PBKDF2HMAC(algorithm=hashes.SHA256(), length=32, salt=b(d["salt"]), iterations=d["iterations"])
    return base64.urlsafe_b64encode(kdf.derive(b(d["pass"]))).decode()
out["derived"] = [derive(d) for d in q["derive"]]
def taken(k):
    try: Fernet(k); return True
    except Exception: return False
out["taken"] = [taken(k) for k in q["odd_keys"]]
def opens(x, ttl, now):
    try: Fernet(q["key"]).decrypt_at_time(x.encode(), ttl, now); return True
    except InvalidToken: return False
out["ages"] = [opens(a["token"], a["ttl"], a["now"]) for a in q["ages"]]
json.dump(out, sys.stdout)
`

// TestPython holds keys and tokens against Python's cryptography, both ways.
func TestPython(t *testing.T) {
	path := python(t)
	b64 := base64.StdEncoding.EncodeToString
	key, fresh, old := newKey(t, "python"), newKey(t, "python new"), newKey(t, "python old")
	plaintexts := [][]byte{{}, []byte("x"), []byte("fifteen bytes.."), []byte("sixteen bytes..."), []byte("Grüße\x00\xff\n"), bytes.Repeat([]byte("long"), 20000)}

	type derivation struct {
		Pass       string `json:"pass"`
		Salt       string `json:"salt"`
		Iterations int    `json:"iterations"`
	}
	type age struct {
		Token string `json:"token"`
		TTL   int64  `json:"ttl"`
		Now   int64  `json:"now"`
	}
	in := map[string]any{"key": key.Encode(), "time": someTime, "keys": []string{fresh.Encode(), old.Encode()}}
	var tokens, encoded []string
	for i, p := range plaintexts {
		tokens = append(tokens, newToken(t, key, string(p), someTime+int64(i)))
		encoded = append(encoded, b64(p))
	}
	in["tokens"], in["plaintexts"] = tokens, encoded
	oldToken := newToken(t, old, "rotated", someTime)
	in["old"] = oldToken
	r, err := Rotate([]byte(oldToken+" "+newToken(t, old, "", someTime)), []Key{fresh, old})
	if err != nil {
		t.Fatal(err)
	}
	in["rotated"] = strings.Fields(string(r.Text))
	salt := []byte("0123456789abcdef")
	derivations := []derivation{
		{b64([]byte("correct horse battery staple")), b64(salt), 3 * MinIterations},
		{b64([]byte("pässwörd\n")), b64([]byte("\x00\xff saltsalt")), MinIterations},
	}
	if testing.Short() {
		derivations = derivations[1:]
	}
	in["derive"] = derivations
	made, err := New("fernet")
	if err != nil {
		t.Fatal(err)
	}
	in["odd_keys"] = []string{made, key.Encode()[:43], key.Encode() + "AAAA", strings.Repeat("ab", 32)}
	token := newToken(t, key, "age", someTime)
	var ages []age
	for _, ttl := range []int64{0, 1, 60} {
		for _, d := range []int64{-61, -60, -1, 0, 1, 2, 60, 61} {
			ages = append(ages, age{token, ttl, someTime + d})
		}
	}
	in["ages"] = ages

	input, err := json.Marshal(in)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(path, "-c", script)
	cmd.Stdin = bytes.NewReader(input)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	answer, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, &stderr)
	}
	var out struct {
		Generated, Decrypted, Encrypted, Opened, First, Derived []string
		Times                                                   []int64
		Multi                                                   string
		Rotated                                                 string `json:"rotated_here"`
		Taken, Ages                                             []bool
	}
	if err := json.Unmarshal(answer, &out); err != nil {
		t.Fatal(err)
	}

	for _, k := range out.Generated {
		if _, err := ParseKey(k); err != nil {
			t.Errorf("a key that Python made: %v", err)
		}
	}
	for i, p := range plaintexts {
		if out.Decrypted[i] != b64(p) || out.Times[i] != someTime+int64(i) {
			t.Errorf("Python reads token %d otherwise", i)
		}
		o, err := Open([]Key{key}, []byte(out.Encrypted[i]))
		if err != nil || !bytes.Equal(o.Plaintext, p) || o.Stamp != someTime {
			t.Errorf("a token that Python made, %d: %v", i, err)
		}
	}
	if o, err := Open([]Key{old, fresh}, []byte(out.Multi)); err != nil || o.Key != 1 || string(o.Plaintext) != "multi" {
		t.Errorf("a token of MultiFernet: %v", err)
	}
	for i, want := range []string{b64([]byte("rotated")), ""} {
		if out.Opened[i] != want || out.First[i] != want {
			t.Errorf("Python reads rotated token %d otherwise", i)
		}
	}
	if o, err := Open([]Key{fresh}, []byte(out.Rotated)); err != nil || string(o.Plaintext) != "rotated" || o.Stamp != someTime {
		t.Errorf("a token that Python rotated: %v", err)
	}
	for i, d := range derivations {
		pass, _ := base64.StdEncoding.DecodeString(d.Pass)
		salt, _ := base64.StdEncoding.DecodeString(d.Salt)
		k, err := Derive(pass, salt, d.Iterations)
		if err != nil || k != out.Derived[i] {
			t.Errorf("derivation %d differs from Python's: %v", i, err)
		}
	}
	if !out.Taken[0] {
		t.Error("Python does not take a key that was made here")
	}
	for i, odd := range in["odd_keys"].([]string) {
		if _, err := ParseKey(odd); err == nil && !out.Taken[i] {
			t.Errorf("key %d is taken here and not by Python", i)
		}
	}
	o, err := Open([]Key{key}, []byte(token))
	if err != nil {
		t.Fatal(err)
	}
	for i, a := range ages {
		if got := o.Age(time.Duration(a.TTL)*time.Second, time.Unix(a.Now, 0)) == nil; got != out.Ages[i] {
			t.Errorf("ttl %d, age %d: accepted is %v, by Python %v", a.TTL, a.Now-someTime, got, out.Ages[i])
		}
	}
}
