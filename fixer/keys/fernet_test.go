package keys

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// newKey returns a key that depends on the name alone.
func newKey(t testing.TB, name string) Key {
	t.Helper()
	sum := sha256.Sum256([]byte(name))
	k, err := ParseKey(base64.URLEncoding.EncodeToString(sum[:]))
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func newToken(t testing.TB, k Key, plaintext string, at int64) string {
	t.Helper()
	token, err := Encrypt(k, []byte(plaintext), time.Unix(at, 0))
	if err != nil {
		t.Fatal(err)
	}
	return string(token)
}

const someTime = 1_700_000_000

// TestVectors holds the package against the specification's vectors.
func TestVectors(t *testing.T) {
	data, err := os.ReadFile(filepath.Join("..", "..", "testdata", "fernet", "vectors.txt"))
	if err != nil {
		t.Fatal(err)
	}
	var key Key
	cases := 0
	for block := range strings.SplitSeq(string(data), "\n\n") {
		v := map[string]string{}
		for line := range strings.SplitSeq(block, "\n") {
			if name, value, ok := strings.Cut(line, ": "); ok && !strings.HasPrefix(line, "#") {
				if name == "key" || name == "token" {
					raw, err := hex.DecodeString(strings.ReplaceAll(value, " ", ""))
					if err != nil {
						t.Fatal(err)
					}
					value = string(raw)
				}
				v[name] = value
			}
		}
		if v["key"] != "" {
			if key, err = ParseKey(v["key"]); err != nil {
				t.Fatal(err)
			}
		}
		if v["case"] == "" {
			continue
		}
		cases++
		now, _ := strconv.ParseInt(v["now"], 10, 64)
		ttl, _ := strconv.Atoi(v["ttl"])
		o, err := Open([]Key{key}, []byte(v["token"]))
		if err == nil {
			err = o.Age(time.Duration(ttl)*time.Second, time.Unix(now, 0))
		}
		if plain, good := v["plaintext"]; good {
			if err != nil || string(o.Plaintext) != plain {
				t.Errorf("%s: %q, %v", v["case"], o.Plaintext, err)
			}
		} else if err == nil {
			t.Errorf("%s: is accepted", v["case"])
		}
		want := map[string]error{
			"incorrect mac": ErrNoKey, "too short": ErrMalformed, "invalid base64": ErrMalformed, "payload size not multiple of block size": ErrMalformed,
			"payload padding error": ErrNoKey, "far-future TS (unacceptable clock skew)": ErrFuture, "expired TTL": ErrExpired,
			"incorrect IV (causes padding error)": ErrNoKey, "trailing characters after b64 padding": ErrMalformed,
			"invalid characters in b64": ErrMalformed, "invalid non-urlsafe characters in b64": ErrMalformed,
		}[v["case"]]
		if !errors.Is(err, want) {
			t.Errorf("%s: %v, want %v", v["case"], err, want)
		}
	}
	if cases != 12 {
		t.Errorf("%d cases", cases)
	}
}

// signed returns a well-signed token with any ciphertext, for a vector of
// zeros.
func signed(k Key, ciphertext []byte) string {
	head := binary.BigEndian.AppendUint64([]byte{tokenVersion}, someTime)
	head = append(head, make([]byte, aes.BlockSize)...)
	return base64.URLEncoding.EncodeToString(sign(k, append(head, ciphertext...)))
}

// sign puts the signature behind a token's other bytes.
func sign(k Key, head []byte) []byte {
	mac := hmac.New(sha256.New, k.key[:16])
	mac.Write(head)
	return mac.Sum(bytes.Clone(head))
}

// encryptBlocks encrypts whole blocks, padding included, for a vector of zeros.
func encryptBlocks(k Key, plain []byte) []byte {
	block, err := aes.NewCipher(k.key[16:])
	if err != nil {
		panic(err)
	}
	out := make([]byte, len(plain))
	cipher.NewCBCEncrypter(block, make([]byte, aes.BlockSize)).CryptBlocks(out, plain)
	return out
}

// TestLibraryFlaws keeps the guards up that fernet-go needs.
func TestLibraryFlaws(t *testing.T) {
	k := newKey(t, "flaws")
	token := newToken(t, k, "text", someTime)
	for name, bad := range map[string]string{
		"garbage behind the token":        token + "garbage!!",
		"garbage that is base64":          token + "AAAA",
		"a line break":                    token[:20] + "\n" + token[20:],
		"plain base64":                    strings.NewReplacer("-", "+", "_", "/").Replace(signed(k, bytes.Repeat([]byte{0xfb, 0xff}, 32))),
		"no ciphertext":                   signed(k, nil),
		"half a block":                    signed(k, make([]byte, 24)),
		"bits behind the last byte":       strings.TrimRight(token, "=")[:len(strings.TrimRight(token, "="))-1] + "B==",
		"one padding character":           strings.TrimSuffix(token, "="),
		"three padding characters":        token + "=",
		"nothing":                         "",
		"padding alone":                   "==",
		"half":                            token[:len(token)/2],
		"blanks":                          " " + token,
		"padding of 0 bytes in the block": signed(k, encryptBlocks(k, make([]byte, 16))),
		"padding of 32 bytes":             signed(k, encryptBlocks(k, bytes.Repeat([]byte{32}, 32))),
	} {
		if _, err := Open([]Key{k}, []byte(bad)); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
	whole := append([]byte("fifteen bytes.."), 1)
	if o, err := Open([]Key{k}, []byte(signed(k, encryptBlocks(k, whole)))); err != nil || string(o.Plaintext) != "fifteen bytes.." {
		t.Errorf("a token made by hand: %v", err)
	}
	if o, err := Open([]Key{k}, []byte(strings.TrimRight(token, "="))); err != nil || string(o.Plaintext) != "text" {
		t.Errorf("without padding: %v", err)
	}
	o, err := Open([]Key{k}, []byte(newToken(t, k, "text", someTime+3600)))
	if err != nil {
		t.Fatal(err)
	}
	for _, ttl := range []time.Duration{0, time.Second, time.Hour, 1 << 62} {
		if err := o.Age(ttl, time.Unix(someTime, 0)); !errors.Is(err, ErrFuture) {
			t.Errorf("a token of the future with a ttl of %v: %v", ttl, err)
		}
	}
	for age, want := range map[int64]error{0: nil, 60: nil, 61: ErrExpired, -60: nil, -61: ErrFuture} {
		if err := o.Age(time.Minute, time.Unix(someTime+3600+age, 0)); !errors.Is(err, want) {
			t.Errorf("a token %d seconds old with a ttl of a minute: %v", age, err)
		}
	}
	if err := (Opened{Token: Token{Stamp: 1 << 63}}).Age(time.Hour, time.Now()); !errors.Is(err, ErrFuture) {
		t.Error(err)
	}
}

func TestParseKey(t *testing.T) {
	k := newKey(t, "parse")
	good := k.Encode()
	raw, _ := base64.URLEncoding.DecodeString(good)
	for name, bad := range map[string]string{
		"hexadecimal": hex.EncodeToString(raw), "plain base64": base64.StdEncoding.EncodeToString(bytes.Repeat([]byte{0xff}, 32)),
		"no padding": good[:43], "two padding characters": good[:42] + "==", "a line break": good[:43] + "\n", "too long": good + "=",
		"bits behind the last byte": good[:42] + string(good[42]+1) + "=", "empty": "", "16 bytes": base64.URLEncoding.EncodeToString(raw[:16]),
		"a blank": " " + good[1:],
	} {
		_, err := ParseKey(bad)
		if !errors.Is(err, ErrKey) {
			t.Errorf("%s: %v", name, err)
		} else if len(bad) > 8 && strings.Contains(err.Error(), bad[:8]) {
			t.Errorf("%s: the error holds the key: %v", name, err)
		}
	}
	other := newKey(t, "other").Encode()
	for _, list := range []string{good + "," + other, good + "\n" + other + "\n", "['" + good + "', \"" + other + "\"]", good + ", " + other + ","} {
		if got, err := ParseKeys(list); err != nil || len(got) != 2 || got[0] != k || got[1].Encode() != other {
			t.Errorf("%d keys, %v", len(got), err)
		}
	}
	if _, err := ParseKeys(good + ",x"); err == nil || !strings.HasPrefix(err.Error(), "key 2 of 2: ") {
		t.Error(err)
	}
	if _, err := ParseKeys(" ,\n"); err == nil {
		t.Error("no key is a list of keys")
	}
	shown, _ := json.Marshal(struct{ K Key }{k})
	for _, s := range []string{fmt.Sprint(k), fmt.Sprintf("%v %+v %#v %s %x %q %d", k, k, k, k, k, k, k), fmt.Sprintf("%v", []Key{k}), fmt.Sprintf("%#v", struct{ k Key }{k}), string(shown)} {
		if strings.Contains(s, good[:8]) || strings.Contains(s, hex.EncodeToString(raw[:4])) || strings.Contains(s, fmt.Sprint(raw[0], raw[1])) {
			t.Errorf("a key shows: %s", s)
		}
	}
}

func TestFind(t *testing.T) {
	k := newKey(t, "find")
	token := newToken(t, k, "something", someTime)
	bare := strings.TrimRight(token, "=")
	for _, c := range []struct {
		text string
		want []string // tokens, "!" for a damaged one
	}{
		{"", nil},
		{"gAAAAA", nil},
		{"a token begins with gAAAAA…", nil},
		{token, []string{token}},
		{"a=" + token + "&b=" + token + "\n", []string{token, token}},
		{"x='" + token + "'; y=\"" + bare + "\"", []string{token, bare}},
		{"u?t=" + bare + "%3D%3D", []string{bare}},
		{token + "==", []string{token}},
		{bare + "=", []string{bare}},
		{"prefix-" + token, []string{token}},
		{"gAAAAA" + token, []string{token}},
		{token[:80], []string{"!"}},
		{token[:40], nil},
		{bare + "AAAA", []string{"!"}},
		{"é" + token + "é", []string{token}},
		{"\x00\xff" + token + "\x00", []string{token}},
	} {
		var got []string
		for _, f := range Find([]byte(c.text)) {
			s := "!"
			if f.Err == nil {
				s = c.text[f.Start:f.End]
				if f.Token.Stamp != someTime || f.Token.Ciphertext != 16 {
					t.Errorf("%.40q: %+v", c.text, f.Token)
				}
			}
			got = append(got, s)
		}
		if fmt.Sprint(got) != fmt.Sprint(c.want) {
			t.Errorf("%.60q: %.200q, want %.200q", c.text, got, c.want)
		}
	}
	found := Find([]byte("\n\n" + token + "\r\n" + token))
	if len(found) != 2 || found[0].Line != 3 || found[1].Line != 4 {
		t.Errorf("%+v", found)
	}
}

func TestRotate(t *testing.T) {
	fresh, old, older, alien := newKey(t, "new"), newKey(t, "old"), newKey(t, "older"), newKey(t, "alien")
	text := "A=" + newToken(t, old, "one", someTime) + "\r\n" +
		"B: \"" + newToken(t, older, "", 1) + "\" # " + newToken(t, fresh, "three", someTime+2) + "\n" +
		"C=" + newToken(t, alien, "four", someTime+3) + "\xff\x00\n" +
		"D=" + strings.TrimRight(newToken(t, old, strings.Repeat("long ", 100), someTime+4), "=") + "%3D\n" +
		"E=" + newToken(t, old, "five", someTime)[:80]
	r, err := Rotate([]byte(text), []Key{fresh, old, older})
	if err != nil {
		t.Fatal(err)
	}
	if r.Rotated != 3 || r.Current != 1 || len(r.Left) != 2 || r.Left[0].Line != 3 || !errors.Is(r.Left[0].Err, ErrNoKey) ||
		r.Left[1].Line != 5 || !errors.Is(r.Left[1].Err, ErrMalformed) {
		t.Errorf("%d anew, %d current, left %+v", r.Rotated, r.Current, r.Left)
	}
	before, after := Find([]byte(text)), Find(r.Text)
	for i, want := range []string{"one", "", "three", "", strings.Repeat("long ", 100)} {
		if i == 3 {
			continue
		}
		o, err := Open([]Key{fresh}, r.Text[after[i].Start:after[i].End])
		if err != nil || string(o.Plaintext) != want || o.Stamp != before[i].Token.Stamp {
			t.Errorf("token %d: %v, stamp %d", i, err, o.Stamp)
		}
	}
	if !sameOutside([]byte(text), r.Text) {
		t.Error("something besides the tokens changed")
	}
	again, err := Rotate(r.Text, []Key{fresh, old, older})
	if err != nil || again.Rotated != 0 || again.Current != 4 || !bytes.Equal(again.Text, r.Text) {
		t.Errorf("the second time: %d anew, %d current, %v", again.Rotated, again.Current, err)
	}
	if _, err := Rotate([]byte(text), nil); err == nil {
		t.Error("no key rotates")
	}
}

// sameOutside reports whether two texts are equal except for the tokens of the
// first. Those of the second may be reported otherwise: where a token is glued to
// what looks like the start of one, its last bits decide which of the two is.
func sameOutside(a, b []byte) bool {
	if len(a) != len(b) {
		return false
	}
	at := 0
	for _, f := range Find(a) {
		if !bytes.Equal(a[at:f.Start], b[at:f.Start]) {
			return false
		}
		at = f.End
	}
	return bytes.Equal(a[at:], b[at:])
}

func FuzzOpen(f *testing.F) {
	k := newKey(f, "fuzz")
	f.Add([]byte(newToken(f, k, "text", someTime)), false)
	f.Add([]byte(signed(k, nil)), false)
	f.Add(bytes.Repeat([]byte{0x80}, 73), true)
	f.Fuzz(func(t *testing.T, token []byte, sign_ bool) {
		if sign_ && len(token) < 1<<16 { // bytes with a right signature get further
			token = append([]byte{tokenVersion}, token...)
			token = []byte(base64.URLEncoding.EncodeToString(sign(k, token)))
		}
		seen, err := Inspect(token)
		o, openErr := Open([]Key{k}, token)
		if err != nil && openErr == nil {
			t.Fatalf("what cannot be read is opened: %v", err)
		}
		if openErr == nil {
			if o.Token != seen || len(o.Plaintext) >= seen.Ciphertext || len(o.Plaintext) < seen.Ciphertext-16 {
				t.Fatalf("%+v, %+v, %d bytes", seen, o.Token, len(o.Plaintext))
			}
		}
		_ = seen.Time().Format(time.RFC3339)
	})
}

func FuzzEncryptOpen(f *testing.F) {
	k, other := newKey(f, "one"), newKey(f, "two")
	f.Add([]byte("text"), int64(someTime))
	f.Add([]byte{}, int64(0))
	f.Fuzz(func(t *testing.T, plaintext []byte, at int64) {
		token, err := Encrypt(k, plaintext, time.Unix(at, 0))
		if err != nil {
			if at >= 0 {
				t.Fatal(err)
			}
			return
		}
		o, err := Open([]Key{other, k}, token)
		if err != nil || !bytes.Equal(o.Plaintext, plaintext) || o.Key != 1 || o.Stamp != uint64(at) {
			t.Fatalf("%v, key %d, stamp %d", err, o.Key, o.Stamp)
		}
		if _, err := Open([]Key{other}, token); !errors.Is(err, ErrNoKey) {
			t.Fatal(err)
		}
	})
}

// FuzzRotate wants everything outside of tokens untouched, and every token
// that an old key opens renewed.
func FuzzRotate(f *testing.F) {
	fresh, old := newKey(f, "new"), newKey(f, "old")
	f.Add([]byte("a="), []byte("text"), []byte("\n"), uint32(someTime))
	f.Add([]byte("gAAAAA"), []byte{}, []byte("=="), uint32(0))
	// Five token starts in front of it; one makes a token of the right length.
	f.Add([]byte("gAAAAAAAgAAAAAAAAAgAAAAAAAAgAAAAAAAAAgAAAAA"), []byte("gAAAAAAAgAAAAAAAAAgAA"), []byte("gAAAAAAAg"), uint32(108))
	f.Fuzz(func(t *testing.T, before, plaintext, after []byte, at uint32) {
		text := append(bytes.Clone(before), newToken(t, old, string(plaintext), int64(at))...)
		text = append(text, after...)
		kept := bytes.Clone(text)
		r, err := Rotate(text, []Key{fresh, old})
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(text, kept) {
			t.Fatal("the text that was given has changed")
		}
		if !sameOutside(text, r.Text) {
			t.Fatal("something besides the tokens changed")
		}
		if r.Rotated+r.Current+len(r.Left) != len(Find(text)) {
			t.Fatal("a token got lost")
		}
		// The token is glued to its neighbors unless they are no characters of one.
		if (len(before) == 0 || !isTokenChar(before[len(before)-1])) && (len(after) == 0 || !isTokenChar(after[0]) && after[0] != '=') && r.Rotated != 1 {
			t.Fatalf("%d tokens anew", r.Rotated)
		}
	})
}

func TestTokenTime(t *testing.T) {
	for stamp, want := range map[uint64]string{0: "1970-01-01T00:00:00Z", someTime: "2023-11-14T22:13:20Z", 1<<64 - 1: "9999-12-31T23:59:59Z"} {
		if got := (Token{Stamp: stamp}).Time().Format(time.RFC3339); got != want {
			t.Errorf("%d: %s, want %s", stamp, got, want)
		}
	}
	raw := binary.BigEndian.AppendUint64([]byte{tokenVersion}, 1<<64-1)
	k := newKey(t, "time")
	token := base64.URLEncoding.EncodeToString(sign(k, append(raw, make([]byte, 32)...)))
	if got, err := Inspect([]byte(token)); err != nil || got.Stamp != 1<<64-1 {
		t.Errorf("%+v, %v", got, err)
	}
}
