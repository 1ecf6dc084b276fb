// Package keys makes secrets that nobody but the project itself has to make:
// keys that encrypt and sign, passwords of its own services. It knows the
// formats that frameworks document, derives Fernet keys from passphrases, and
// reads and writes Fernet tokens as Python's cryptography does.
//
// All randomness comes from crypto/rand. No error holds a key, a passphrase or
// a plaintext.
package keys

import (
	"crypto/rand"
	"encoding/base32"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// A Kind is a format of secrets. The zero value makes nothing; get one from
// [Kinds], [Parse] or [KindFor].
type Kind struct {
	Name string // what [Parse] and [New] call it: "fernet", "hex"
	Doc  string // what it makes, in a few words

	// Unit says what Size counts: "bytes" of randomness, "characters" of the
	// result, "keys" of a list, or "" where there is nothing to choose.
	Unit     string
	Size     int // how many units it makes
	Min, Max int // the sizes that are allowed, 0 without a unit
	// Plain is set where every reader of .env files reads the value as it is,
	// without quotes: it consists of A-Z a-z 0-9 _ . / : @ + , = and -.
	Plain bool

	make func(n int) (string, error)
}

// ErrUnknownKind is wrapped by the error for a kind that there is not.
var ErrUnknownKind = errors.New("there is no such kind of key")

// Kinds returns all kinds at their usual sizes, in the order in which they are
// listed.
func Kinds() []Kind {
	bytes := func(name, doc string, n int, encode func([]byte) string) Kind {
		return Kind{Name: name, Doc: doc, Unit: "bytes", Size: n, Min: 8, Max: 1024, Plain: true, make: encoded(encode)}
	}
	chars := func(name, doc string, n int, alphabet string) Kind {
		return Kind{Name: name, Doc: doc, Unit: "characters", Size: n, Min: 8, Max: 1024, Plain: true, make: drawn(alphabet)}
	}
	// fixed is a kind whose size the framework has decided.
	fixed := func(k Kind) Kind {
		n, make := k.Size, k.make
		k.Unit, k.Size, k.Min, k.Max = "", 0, 0, 0
		k.make = func(int) (string, error) { return make(n) }
		return k
	}
	std, urlsafe := base64.StdEncoding.EncodeToString, base64.RawURLEncoding.EncodeToString
	return []Kind{
		fixed(bytes("fernet", "Fernet key, as Fernet.generate_key() makes it", fernetKeySize, base64.URLEncoding.EncodeToString)),
		bytes("hex", "random bytes in hexadecimal, as `openssl rand -hex` makes them; 32 for AES-256", 32, hex.EncodeToString),
		bytes("urlsafe", "random bytes in URL-safe base64 without padding, as secrets.token_urlsafe() makes them", 32, urlsafe),
		bytes("base64", "random bytes in base64, as `openssl rand -base64` makes them", 32, std),
		{
			Name: "password", Doc: "letters of both cases, digits and - _ . which need no quotes in URLs, shells and .env files",
			Unit: "characters", Size: 24, Min: 8, Max: 1024, Plain: true, make: password,
		},
		chars("alnum", "letters and digits", 32, alnumChars),
		fixed(Kind{
			Name: "django", Doc: "SECRET_KEY of Django: 50 characters of its alphabet, less !#$%^&*() which .env files, shells and .ini files change",
			Size: 50, Plain: true, make: django,
		}),
		fixed(bytes("laravel", "APP_KEY of Laravel, as `php artisan key:generate` makes it", 32, func(b []byte) string { return "base64:" + std(b) })),
		fixed(bytes("rails", "SECRET_KEY_BASE of Rails, as `bin/rails secret` makes it", 64, hex.EncodeToString)),
		fixed(bytes("flask", "SECRET_KEY of Flask, as secrets.token_hex() makes it", 32, hex.EncodeToString)),
		fixed(bytes("symfony", "APP_SECRET of Symfony: 32 hexadecimal digits", 16, hex.EncodeToString)),
		fixed(chars("phoenix", "SECRET_KEY_BASE of Phoenix, as `mix phx.gen.secret` makes it", 64, alnumChars+"+/")),
		fixed(bytes("nextauth", "NEXTAUTH_SECRET and AUTH_SECRET, as `npx auth secret` makes them", 32, std)),
		fixed(bytes("nuxt", "NUXT_SESSION_PASSWORD: 64 hexadecimal digits", 32, hex.EncodeToString)),
		bytes("jwt", "secret of HMAC-signed tokens, long enough for HS512; hexadecimal, so that libraries which decode base64 take it, too", 64, hex.EncodeToString),
		fixed(bytes("strapi", "salts and secrets of Strapi: 16 bytes in base64", 16, std)),
		{
			Name: "strapi-keys", Doc: "APP_KEYS of Strapi: a list of keys of 16 bytes in base64",
			Unit: "keys", Size: 4, Min: 1, Max: 16, Plain: true, make: strapiKeys,
		},
		fixed(bytes("n8n", "N8N_ENCRYPTION_KEY: 24 bytes in base64", 24, std)),
		fixed(chars("wordpress", "keys and salts of WordPress: 64 characters that need no quotes", 64, alnumChars+"-_.,:@+=/")),
		fixed(bytes("wireguard", "private key of WireGuard, as `wg genkey` makes it", 32, wireguard)),
		fixed(bytes("totp", "seed of one-time passwords: 20 bytes in base32, as authenticator apps read it", 20, base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString)),
		{Name: "uuid", Doc: "random UUID (version 4)", Plain: true, make: uuid},
	}
}

// New makes a fresh secret. spec is the name of a kind, and for kinds with a
// size possibly a colon and the size: "fernet", "hex:16", "password:32".
//
// The error wraps [ErrUnknownKind] if there is no such kind.
func New(spec string) (string, error) {
	k, err := Parse(spec)
	if err != nil {
		return "", err
	}
	return k.New()
}

// aliases are other names that people type for a kind.
var aliases = map[string]string{
	"airflow": "fernet", "langflow": "fernet", "aes128": "hex:16", "aes192": "hex:24", "aes256": "hex:32", "secret": "hex",
	"authjs": "nextauth", "better-auth": "nextauth", "oauth2-proxy": "urlsafe:32", "token": "urlsafe", "uuid4": "uuid", "wg": "wireguard",
	"phx": "phoenix", "secret-key-base": "rails", "app-key": "laravel",
}

// Parse returns the kind that a specification such as "hex:16" names.
//
// The error wraps [ErrUnknownKind] if there is no such kind.
func Parse(spec string) (Kind, error) {
	name, size, sized := strings.Cut(spec, ":")
	if alias, ok := aliases[name]; ok && !sized {
		return Parse(alias)
	}
	for _, k := range Kinds() {
		if k.Name != name {
			continue
		}
		if !sized {
			return k, nil
		}
		if k.Unit == "" {
			return Kind{}, fmt.Errorf("reading the kind of key: the size of %s is fixed", name)
		}
		n, err := strconv.Atoi(size)
		if err != nil || n < k.Min || n > k.Max {
			return Kind{}, fmt.Errorf("reading the kind of key: the size of %s is a number of %s from %d to %d", name, k.Unit, k.Min, k.Max)
		}
		k.Size = n
		return k, nil
	}
	return Kind{}, fmt.Errorf("reading the kind of key: %q: %w", name, ErrUnknownKind)
}

// kind returns a kind of this package at a size, the usual one for 0.
func kind(name string, size int) Kind {
	for _, k := range Kinds() {
		if k.Name == name {
			if k.Unit != "" && size > 0 {
				k.Size = min(max(size, k.Min), k.Max)
			}
			return k
		}
	}
	return Kind{}
}

// Spec returns what [New] makes the same kind of secret from.
func (k Kind) Spec() string {
	if usual := kind(k.Name, 0); k.Unit == "" || usual.Size == k.Size {
		return k.Name
	}
	return k.Name + ":" + strconv.Itoa(k.Size)
}

// New makes a fresh secret of the kind.
func (k Kind) New() (string, error) {
	if k.make == nil {
		return "", fmt.Errorf("making a key: %w", ErrUnknownKind)
	}
	s, err := k.make(k.Size)
	if err != nil {
		return "", fmt.Errorf("making a key of the kind %s: %w", k.Name, err)
	}
	return s, nil
}

const (
	lowerChars = "abcdefghijklmnopqrstuvwxyz"
	upperChars = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	digitChars = "0123456789"
	alnumChars = upperChars + lowerChars + digitChars
)

// random returns n random bytes.
func random(n int) ([]byte, error) {
	b := make([]byte, n)
	if _, err := io.ReadFull(rand.Reader, b); err != nil {
		return nil, fmt.Errorf("reading random bytes: %w", err)
	}
	return b, nil
}

// encoded makes secrets of n bytes.
func encoded(encode func([]byte) string) func(int) (string, error) {
	return func(n int) (string, error) {
		b, err := random(n)
		if err != nil {
			return "", err
		}
		return encode(b), nil
	}
}

// drawn makes secrets of n characters.
func drawn(alphabet string) func(int) (string, error) {
	return func(n int) (string, error) { return draw(rand.Reader, n, alphabet) }
}

// draw returns n characters of the alphabet, each as likely as any other:
// bytes above the largest multiple of its length are thrown away.
func draw(r io.Reader, n int, alphabet string) (string, error) {
	limit := 256 - 256%len(alphabet)
	out := make([]byte, 0, n)
	buf := make([]byte, n+n/4+8)
	for len(out) < n {
		if _, err := io.ReadFull(r, buf); err != nil {
			return "", fmt.Errorf("reading random bytes: %w", err)
		}
		for _, b := range buf {
			if int(b) < limit && len(out) < n {
				out = append(out, alphabet[int(b)%len(alphabet)])
			}
		}
	}
	return string(out), nil
}

// drawUntil draws again until ok accepts the result. The accepted results stay
// evenly distributed.
func drawUntil(n int, alphabet string, ok func(string) bool) (string, error) {
	for {
		s, err := draw(rand.Reader, n, alphabet)
		if err != nil || ok(s) {
			return s, err
		}
	}
}

// password draws until each class of characters that password policies ask
// for is there, with a letter or digit at both ends: options begin with a
// hyphen, and a full stop at the end of a value looks like the sentence's.
func password(n int) (string, error) {
	return drawUntil(n, alnumChars+"-_.", func(s string) bool {
		return strings.ContainsAny(s, lowerChars) && strings.ContainsAny(s, upperChars) &&
			strings.ContainsAny(s, digitChars) && strings.ContainsAny(s, "-_.") &&
			strings.IndexByte(alnumChars, s[0]) >= 0 && strings.IndexByte(alnumChars, s[n-1]) >= 0
	})
}

// django draws from get_random_secret_key's alphabet, without what an
// unquoted value of a .env file cannot hold for every reader: # begins a
// comment, $ a variable, & ! * ( ) ^ mean something to shells, % to .ini files.
// 41 characters are left, so that 50 of them have 267 bits. Django's own
// check asks for 50 characters, five of them different.
func django(n int) (string, error) {
	return drawUntil(n, lowerChars+digitChars+"@-_=+", func(s string) bool {
		return strings.IndexByte(lowerChars+digitChars, s[0]) >= 0
	})
}

func strapiKeys(n int) (string, error) {
	list := make([]string, n)
	for i := range list {
		b, err := random(16)
		if err != nil {
			return "", err
		}
		list[i] = base64.StdEncoding.EncodeToString(b)
	}
	return strings.Join(list, ","), nil
}

// wireguard clamps a scalar of Curve25519 as RFC 7748 says.
func wireguard(b []byte) string {
	b[0] &= 248
	b[31] = b[31]&127 | 64
	return base64.StdEncoding.EncodeToString(b)
}

// uuid follows RFC 9562, section 5.4.
func uuid(int) (string, error) {
	b, err := random(16)
	if err != nil {
		return "", err
	}
	b[6] = b[6]&0x0f | 0x40
	b[8] = b[8]&0x3f | 0x80
	h := hex.EncodeToString(b)
	return h[:8] + "-" + h[8:12] + "-" + h[12:16] + "-" + h[16:20] + "-" + h[20:], nil
}
