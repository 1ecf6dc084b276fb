package keys

import (
	"crypto/aes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"strings"
	"time"

	"github.com/fernet/fernet-go"
)

// A Key is a Fernet key. However it is printed, it does not show: only
// [Key.Encode] gives it away.
type Key struct{ key fernet.Key }

const redacted = "[redacted]"

// String implements [fmt.Stringer].
func (Key) String() string { return redacted }

// GoString implements [fmt.GoStringer].
func (Key) GoString() string { return redacted }

// Format implements [fmt.Formatter], so that no verb shows the key.
func (Key) Format(f fmt.State, _ rune) { fmt.Fprint(f, redacted) }

// MarshalText implements [encoding.TextMarshaler].
func (Key) MarshalText() ([]byte, error) { return []byte(redacted), nil }

// Encode returns the key as Python's cryptography wants it: 44 characters of
// padded, URL-safe base64.
func (k Key) Encode() string { return base64.URLEncoding.EncodeToString(k.key[:]) }

// ParseKey reads a Fernet key in the only form that every implementation takes:
// 32 bytes in padded, URL-safe base64. Keys in hexadecimal or in plain base64,
// which fernet-go would take, are refused, since Python refuses them; so are
// keys with bits behind the last byte, which are typing errors. The error does
// not hold the key.
func ParseKey(s string) (Key, error) {
	const want = "a Fernet key has 44 characters of A-Z a-z 0-9 - and _, the last one being ="
	switch {
	case len(s) != base64.URLEncoding.EncodedLen(fernetKeySize):
		return Key{}, fmt.Errorf("%w: it has %d characters: %s", ErrKey, len(s), want)
	case strings.ContainsAny(s, "+/"):
		return Key{}, fmt.Errorf("%w: it is in plain base64, with + or /: %s", ErrKey, want)
	}
	raw, err := base64.URLEncoding.Strict().DecodeString(s)
	if err != nil || len(raw) != fernetKeySize || strings.ContainsAny(s, "\r\n") {
		return Key{}, fmt.Errorf("%w: it is no URL-safe base64 of %d bytes: %s", ErrKey, fernetKeySize, want)
	}
	var k Key
	copy(k.key[:], raw)
	return k, nil
}

// ParseKeys reads a list of keys as it is in FERNET_KEYS and in key files:
// separated by commas, blanks or lines, possibly in quotes or square brackets.
// The first one encrypts, all of them decrypt, as with Python's MultiFernet.
// The error says which key of the list is wrong, and not what it is.
func ParseKeys(s string) ([]Key, error) {
	var list []Key
	fields := strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(",;[] \t\r\n\"'", r) })
	if len(fields) == 0 {
		return nil, fmt.Errorf("%w: there is none", ErrKey)
	}
	for i, f := range fields {
		k, err := ParseKey(f)
		switch {
		case err != nil && len(fields) > 1:
			return nil, fmt.Errorf("key %d of %d: %w", i+1, len(fields), err)
		case err != nil:
			return nil, err
		}
		list = append(list, k)
	}
	return list, nil
}

// Usable returns the keys of a list that are Fernet keys, as a list without
// blanks, and leaves out what is none.
func Usable(s string) string {
	var list []string
	for item := range strings.SplitSeq(s, ",") {
		if item = strings.TrimSpace(item); item != "" {
			if _, err := ParseKey(item); err == nil {
				list = append(list, item)
			}
		}
	}
	return strings.Join(list, ",")
}

// The errors about keys and tokens, for [errors.Is].
var (
	ErrKey       = errors.New("not a Fernet key")
	ErrMalformed = errors.New("not a Fernet token")
	ErrNoKey     = errors.New("no key opens the token: it was made with another one, or it was changed")
	ErrExpired   = errors.New("the token has expired")
	ErrFuture    = errors.New("the token is from the future")
)

// The parts of a token, in bytes: version, time, initialisation vector,
// ciphertext of whole blocks, signature.
const (
	tokenVersion  = 0x80
	tokenHeader   = 1 + 8 + aes.BlockSize
	tokenOverhead = tokenHeader + sha256.Size
	clockSkew     = 60 // seconds; as the specification says
)

// A Token is what can be seen of a Fernet token without its key.
type Token struct {
	Stamp      uint64 // when it was made: seconds since 1970, UTC
	Ciphertext int    // its length in bytes, a multiple of 16; the plaintext has 1 to 16 bytes less
}

// Time returns when the token was made, as it claims. Times behind the year
// 9999 are returned as its end.
func (t Token) Time() time.Time {
	const last = 253402300799
	return time.Unix(int64(min(t.Stamp, last)), 0).UTC()
}

// Inspect reads a token without its key. It does not report whether the token
// is genuine. Padding may be missing, as OpenStack writes tokens; everything
// else must be exact. The error wraps [ErrMalformed].
func Inspect(token []byte) (Token, error) {
	raw, err := decodeToken(token)
	if err != nil {
		return Token{}, err
	}
	return Token{Stamp: binary.BigEndian.Uint64(raw[1:9]), Ciphertext: len(raw) - tokenOverhead}, nil
}

// decodeToken returns the bytes of a token. fernet-go ignores errors of the
// encoding and panics at lengths that cannot be, so no token reaches it that
// has not been through here.
func decodeToken(token []byte) ([]byte, error) {
	body := token
	for i := 0; i < 2 && len(body) > 0 && body[len(body)-1] == '='; i++ {
		body = body[:len(body)-1]
	}
	if len(body) < len(token) && len(token)%4 != 0 {
		return nil, fmt.Errorf("%w: its padding is wrong", ErrMalformed)
	}
	for _, c := range body {
		if !isTokenChar(c) {
			return nil, fmt.Errorf("%w: it holds other characters than those of URL-safe base64", ErrMalformed)
		}
	}
	raw := make([]byte, base64.RawURLEncoding.DecodedLen(len(body)))
	n, err := base64.RawURLEncoding.Strict().Decode(raw, body)
	if err != nil {
		return nil, fmt.Errorf("%w: it is cut off, or no base64", ErrMalformed)
	}
	raw = raw[:n]
	switch {
	case n == 0 || raw[0] != tokenVersion:
		return nil, fmt.Errorf("%w: it does not begin with the version, 0x80", ErrMalformed)
	case n < tokenOverhead+aes.BlockSize:
		return nil, fmt.Errorf("%w: it is too short", ErrMalformed)
	case (n-tokenOverhead)%aes.BlockSize != 0:
		return nil, fmt.Errorf("%w: its ciphertext does not consist of whole blocks", ErrMalformed)
	}
	return raw, nil
}

func isTokenChar(c byte) bool { return isAlnum(c) || c == '-' || c == '_' }

// MaxPlaintext is how many bytes [Encrypt] takes.
const MaxPlaintext = 256 << 20

// Encrypt makes a token of the plaintext. made is the time that it shows,
// without its fraction of a second.
func Encrypt(key Key, plaintext []byte, made time.Time) ([]byte, error) {
	switch {
	case len(plaintext) > MaxPlaintext:
		return nil, fmt.Errorf("encrypting: the plaintext is larger than %d MiB", MaxPlaintext>>20)
	case made.Unix() < 0:
		return nil, fmt.Errorf("encrypting: a token cannot be from before 1970")
	}
	token, err := fernet.EncryptAndSignAtTime(plaintext, &key.key, made)
	if err != nil {
		return nil, fmt.Errorf("encrypting: %w", err)
	}
	return token, nil
}

// An Opened is a token whose signature one of the keys has made.
type Opened struct {
	Token
	Plaintext []byte
	Key       int // which of the keys opened it, from 0
}

// Open checks a token's signature with each of the keys and decrypts it. The
// token's age is not looked at; see [Opened.Age]. The error wraps
// [ErrMalformed] or [ErrNoKey].
func Open(keys []Key, token []byte) (Opened, error) {
	raw, err := decodeToken(token)
	if err != nil {
		return Opened{}, err
	}
	o := Opened{Token: Token{Stamp: binary.BigEndian.Uint64(raw[1:9]), Ciphertext: len(raw) - tokenOverhead}}
	padded := make([]byte, base64.URLEncoding.EncodedLen(len(raw)))
	base64.URLEncoding.Encode(padded, raw)
	for i := range keys {
		// A ttl of 0 turns off the check of the time, which is ours.
		plain := fernet.VerifyAndDecrypt(padded, 0, []*fernet.Key{&keys[i].key})
		// Padding has 1 to 16 bytes. fernet-go takes 0 and 17 to 255, too.
		if pad := o.Ciphertext - len(plain); plain != nil && pad >= 1 && pad <= aes.BlockSize {
			o.Plaintext, o.Key = plain, i
			return o, nil
		}
	}
	return Opened{}, ErrNoKey
}

// Age reports whether a token is acceptable at a time, by the rules of the
// specification and of Python's cryptography: at most ttl old, and no more
// than a minute ahead of the clock. Fractions of seconds do not count. The
// error wraps [ErrExpired] or [ErrFuture].
func (o Opened) Age(ttl time.Duration, now time.Time) error {
	current := uint64(max(now.Unix(), 0))
	limit := uint64(max(ttl/time.Second, 0))
	switch {
	case o.Stamp > math.MaxInt64 || current+clockSkew < o.Stamp:
		return fmt.Errorf("%w: it was made at %s", ErrFuture, o.Time().Format(time.RFC3339))
	case o.Stamp+limit < current:
		return fmt.Errorf("%w: it was made at %s, more than %s ago", ErrExpired, o.Time().Format(time.RFC3339), ttl)
	}
	return nil
}
