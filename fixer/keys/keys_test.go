package keys

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/fernet/fernet-go"
)

func TestNewFormats(t *testing.T) {
	std := func(prefix string, n int) func(string) bool {
		return func(s string) bool {
			rest, ok := strings.CutPrefix(s, prefix)
			b, err := base64.StdEncoding.Strict().DecodeString(rest)
			return ok && err == nil && len(b) == n
		}
	}
	hexed := func(n int) func(string) bool {
		return func(s string) bool {
			b, err := hex.DecodeString(s)
			return err == nil && len(b) == n && s == strings.ToLower(s)
		}
	}
	of := func(n int, alphabet string) func(string) bool {
		return func(s string) bool { return len(s) == n && strings.Trim(s, alphabet) == "" }
	}
	for spec, ok := range map[string]func(string) bool{
		"fernet": func(s string) bool {
			b, err := base64.URLEncoding.Strict().DecodeString(s)
			return err == nil && len(b) == 32 && len(s) == 44
		},
		"hex": hexed(32), "hex:16": hexed(16), "hex:8": hexed(8),
		"urlsafe": func(s string) bool {
			b, err := base64.RawURLEncoding.DecodeString(s)
			return err == nil && len(b) == 32
		},
		"base64": std("", 32), "base64:42": std("", 42),
		"password": of(24, alnumChars+"-_."), "password:8": of(8, alnumChars+"-_."),
		"alnum": of(32, alnumChars), "alnum:100": of(100, alnumChars),
		"django":  of(50, "abcdefghijklmnopqrstuvwxyz0123456789!@#$%^&*(-_=+)"),
		"laravel": std("base64:", 32), "rails": hexed(64), "flask": hexed(32), "symfony": hexed(16),
		"phoenix": of(64, alnumChars+"+/"), "nextauth": std("", 32), "nuxt": hexed(32), "jwt": hexed(64),
		"strapi": std("", 16), "n8n": std("", 24),
		"strapi-keys": func(s string) bool {
			list := strings.Split(s, ",")
			for _, k := range list {
				if !std("", 16)(k) {
					return false
				}
			}
			return len(list) == 4
		},
		"wordpress": of(64, alnumChars+"-_.,:@+=/"),
		"wireguard": func(s string) bool {
			b, err := base64.StdEncoding.DecodeString(s)
			return err == nil && len(b) == 32 && b[0]&7 == 0 && b[31]&0xc0 == 0x40
		},
		"uuid": func(s string) bool {
			return len(s) == 36 && s[14] == '4' && strings.IndexByte("89ab", s[19]) >= 0 && strings.Count(s, "-") == 4
		},
	} {
		seen := map[string]bool{}
		for range 50 {
			s, err := New(spec)
			if err != nil {
				t.Fatalf("%s: %v", spec, err)
			}
			if !ok(s) {
				t.Errorf("%s: the format is wrong: %q", spec, s)
			}
			if seen[s] {
				t.Errorf("%s: made twice", spec)
			}
			seen[s] = true
		}
	}
}

// TestKinds holds every kind against what it says of itself.
func TestKinds(t *testing.T) {
	for _, k := range Kinds() {
		if k.Name == "" || k.Doc == "" || k.make == nil || (k.Unit == "") != (k.Max == 0) {
			t.Errorf("%q is not well declared", k.Name)
		}
		if k.Spec() != k.Name {
			t.Errorf("%s: the specification is %s", k.Name, k.Spec())
		}
		for range 20 {
			s, err := k.New()
			if err != nil {
				t.Fatal(err)
			}
			if k.Plain && strings.Trim(s, alnumChars+"_./:@%+,=-") != "" {
				t.Errorf("%s says that it is plain: %q", k.Name, s)
			}
		}
		if k.Unit == "" {
			if _, err := New(k.Name + ":16"); err == nil {
				t.Errorf("%s takes a size", k.Name)
			}
			continue
		}
		for _, n := range []int{k.Min, k.Max} {
			sized := k
			sized.Size = n
			if back, err := Parse(sized.Spec()); err != nil || back.Size != n {
				t.Errorf("%s: %v, size %d", sized.Spec(), err, back.Size)
			}
			if _, err := sized.New(); err != nil {
				t.Errorf("%s: %v", sized.Spec(), err)
			}
		}
	}
}

func TestNewRefuses(t *testing.T) {
	for _, spec := range []string{"", "nosuch", "hex:", "hex:0", "hex:7", "hex:-1", "hex:1025", "hex:9999999999999999999", "hex:x", "fernet:32", "uuid:1", ":", "HEX"} {
		if s, err := New(spec); err == nil {
			t.Errorf("%q makes %q", spec, s)
		}
	}
	if _, err := New("nosuch:1"); !errors.Is(err, ErrUnknownKind) {
		t.Error(err)
	}
	if _, err := (Kind{}).New(); err == nil {
		t.Error("the zero kind makes something")
	}
}

// A counter is a source whose bytes all occur equally often.
type counter byte

func (c *counter) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = byte(*c)
		*c++
	}
	return len(p), nil
}

// TestDrawIsFair feeds each byte equally often: each character must come out
// equally often, too.
func TestDrawIsFair(t *testing.T) {
	for _, alphabet := range []string{alnumChars, "abc", lowerChars + digitChars + "@-_=+", alnumChars + "-_."} {
		limit := 256 / len(alphabet) * len(alphabet)
		s, err := draw(new(counter), 8*limit, alphabet)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range alphabet {
			if n := strings.Count(s, string(c)); n != 8*limit/len(alphabet) {
				t.Errorf("%q of %q: %d times, want %d", c, alphabet, n, 8*limit/len(alphabet))
			}
		}
	}
	if _, err := draw(strings.NewReader("short"), 50, alnumChars); err == nil {
		t.Error("a source that runs dry gives a key")
	}
}

// TestEntropy wants 128 bits of every kind at its usual size, by the count of
// different characters.
func TestEntropy(t *testing.T) {
	for _, k := range Kinds() {
		seen := map[byte]bool{}
		n := 0
		for range 60 {
			s, err := k.New()
			if err != nil {
				t.Fatal(err)
			}
			n = len(strings.TrimPrefix(s, "base64:"))
			for i := range len(s) {
				seen[s[i]] = true
			}
		}
		if bits := float64(n) * math.Log2(float64(len(seen))); bits < 120 {
			t.Errorf("%s: %.0f bits", k.Name, bits)
		}
	}
}

func TestDerive(t *testing.T) {
	salt := []byte("0123456789abcdef")
	a, err := Derive([]byte("correct horse"), salt, MinIterations)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := fernet.DecodeKey(a); err != nil {
		t.Errorf("no Fernet key: %v", err)
	}
	for _, c := range []struct {
		pass, salt string
		n          int
	}{{"", "0123456789abcdef", MinIterations}, {"secret words", "short", MinIterations}, {"secret words", "0123456789abcdef", 1000}, {"secret words", "0123456789abcdef", math.MaxInt32}} {
		if _, err := Derive([]byte(c.pass), []byte(c.salt), c.n); err == nil {
			t.Errorf("%+v makes a key", c)
		} else if c.pass != "" && strings.Contains(err.Error(), c.pass) {
			t.Errorf("the error holds the passphrase: %v", err)
		}
	}
	if s, err := NewSalt(); err != nil || len(s) != 16 || bytes.Equal(s, salt) {
		t.Errorf("salt of %d bytes, %v", len(s), err)
	}
}
