package keys

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"strings"
	"testing"
	"time"
)

// TestFormsOfTokens wants tokens to be found, opened and encrypted again in each
// form that databases and queues have them in, and everything else to stay.
func TestFormsOfTokens(t *testing.T) {
	newKey := func() Key {
		s, err := New("fernet")
		if err != nil {
			t.Fatal(err)
		}
		k, err := ParseKey(s)
		if err != nil {
			t.Fatal(err)
		}
		return k
	}
	old, fresh := newKey(), newKey()
	json := strings.NewReplacer("-", `\u002d`, "_", `\u005F`, "=", `\u003d`)
	forms := map[string]func(string) string{
		"plain":        func(s string) string { return s },
		"bytea":        func(s string) string { return `\\x` + hex.EncodeToString([]byte(s)) },
		"blob":         func(s string) string { return `X'` + strings.ToUpper(hex.EncodeToString([]byte(s))) + `'` },
		"base64":       func(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) },
		"base64 line":  func(s string) string { return base64.StdEncoding.EncodeToString([]byte(s + "\n")) },
		"unpadded":     func(s string) string { return base64.RawURLEncoding.EncodeToString([]byte(s)) },
		"JSON":         json.Replace,
		"SQL string":   func(s string) string { return strings.NewReplacer("-", `\-`, "_", `\_`).Replace(s) },
		"octal":        func(s string) string { return strings.NewReplacer("-", `\055`, "_", `\137`, "=", `\075`).Replace(s) },
		"URL":          func(s string) string { return strings.NewReplacer("-", "%2D", "_", "%5f", "=", "%3D").Replace(s) },
		"HTML":         func(s string) string { return strings.NewReplacer("-", "&#45;", "_", "&#95;", "=", "&#61;").Replace(s) },
		"JSON in JSON": func(s string) string { return `{\"a\":\"` + s + `\"}` },
	}
	for name, write := range forms {
		for n := range 40 {
			plaintext := bytes.Repeat([]byte{'x'}, n)
			token, err := Encrypt(old, plaintext, time.Unix(1_600_000_000, 0))
			if err != nil {
				t.Fatal(err)
			}
			const head, tail = "(1, 'a\n', '", "', \"z\");\n"
			text := head + write(string(token)) + tail
			r, err := Rotate([]byte(text), []Key{fresh, old})
			if err != nil || r.Rotated != 1 || len(r.Left) > 0 {
				t.Fatalf("%s: %v, %d rotated, %d left of %s", name, err, r.Rotated, len(r.Left), text)
			}
			if !bytes.HasPrefix(r.Text, []byte(head)) || !bytes.HasSuffix(r.Text, []byte(tail)) {
				t.Fatalf("%s: %s becomes %s", name, text, r.Text)
			}
			found := Find(r.Text)
			if len(found) != 1 || found[0].Line != 2 {
				t.Fatalf("%s: found %d times in %s", name, len(found), r.Text)
			}
			if o, err := Open([]Key{fresh}, found[0].Text); err != nil || !bytes.Equal(o.Plaintext, plaintext) {
				t.Fatalf("%s: %v", name, err)
			}
			again, err := Rotate(r.Text, []Key{old, fresh})
			if err != nil || again.Rotated != 1 {
				t.Fatalf("%s: the way back: %v, %d rotated", name, err, again.Rotated)
			}
			keeps := map[string]bool{"plain": true, "bytea": true, "blob": true, "base64": true, "base64 line": true, "unpadded": true, "JSON in JSON": true}
			if keeps[name] && len(r.Text) != len(text) {
				t.Errorf("%s: %d bytes become %d", name, len(text), len(r.Text))
			}
		}
	}
}

// TestFormsDamaged wants what was cut off to be reported in each form.
func TestFormsDamaged(t *testing.T) {
	s, err := New("fernet")
	if err != nil {
		t.Fatal(err)
	}
	key, err := ParseKey(s)
	if err != nil {
		t.Fatal(err)
	}
	token, err := Encrypt(key, []byte("some text of many bytes, so that it is cut off"), time.Unix(1_600_000_000, 0))
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{
		hex.EncodeToString(token[:81]), base64.StdEncoding.EncodeToString(token[:80]), string(token[:81]),
	} {
		r, err := Rotate([]byte(text), []Key{key})
		if err != nil || len(r.Left) != 1 {
			t.Errorf("%d left, %v: %s", len(r.Left), err, text)
		}
	}
}
