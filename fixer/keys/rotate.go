package keys

import (
	"bytes"
	"crypto/subtle"
	"errors"
	"fmt"
	"time"
)

// tokenStart is how every token begins that was made before the year 4147:
// the version, and the zeros of the time.
const tokenStart = "gAAAAA"

// A Found is a token in a text.
type Found struct {
	Start, End int    // in bytes
	Line       int    // from 1
	Text       []byte // the token itself, where the text has it in another form
	Token      Token

	form form
	// Err says why it is none although it looks like one; Token is empty then.
	Err error
}

// minDamaged is how long a run has to be that is reported although it is no
// whole token. A shorter one speaks of tokens, as this line does.
const minDamaged = 64

// maxTries bounds how many places in one run of characters are tried.
const maxTries = 8

// Find returns the Fernet tokens of a text in their order, and what looks like
// one that was cut off or changed. Every run of characters of URL-safe base64
// from "gAAAAA" on is looked at, and what it becomes in hexadecimal, in base64
// and in the escapes of JSON, SQL, URLs and HTML.
func Find(text []byte) []Found {
	var found []Found
	line, counted := 1, 0
	search := starts{text: text}
	for at := 0; ; {
		start, form := search.after(at)
		if start < 0 {
			return found
		}
		var f Found
		f, at = findAs(form, text, start)
		if f.Err != nil && f.End-f.Start < minDamaged {
			continue
		}
		line += bytes.Count(text[counted:f.Start], []byte{'\n'})
		counted = f.Start
		f.Line = line
		found = append(found, f)
	}
}

// findInRun returns the first place of a run at which a token is, or else
// why there is none at its start.
func findInRun(text []byte, start, end int) Found {
	var first Found
	for try, at := 0, start; try < maxTries; try++ {
		f := Found{Start: at, End: end}
		// What is behind the padding belongs to the text. Without padding, as
		// in a query, a token is good, too.
		padded := end
		for padded < len(text) && padded < end+2 && text[padded] == '=' {
			padded++
		}
		f.End = padded
		if f.Token, f.Err = Inspect(text[at:padded]); f.Err != nil && padded > end {
			if t, err := Inspect(text[at:end]); err == nil {
				f.Token, f.Err, f.End = t, nil, end
			}
		}
		if f.Err == nil {
			return f
		}
		if try == 0 {
			first = f
		}
		i := bytes.Index(text[at+1:end], []byte(tokenStart))
		if i < 0 {
			break
		}
		at += 1 + i
	}
	return first
}

// A Rotation is the outcome of [Rotate].
type Rotation struct {
	Text    []byte  // as it was, except for the tokens that were encrypted again
	Rotated int     // tokens that an old key opened, now encrypted with the first
	Current int     // tokens that the first key opens already; they stay as they are
	Left    []Found // tokens that no key opens, and damaged ones; Err says which
}

// Rotate encrypts the tokens in a text again: those that one of the keys opens,
// with the first of them. They keep the times at which they were made, like
// with Python's MultiFernet.rotate. As a token's length depends on its
// plaintext's alone, everything else stays as it is, byte for byte; escapes
// within a token become plain characters. Each new token is opened again before
// it is used.
//
// An error means that nothing can be relied on; it never holds a plaintext.
func Rotate(text []byte, keys []Key) (Rotation, error) {
	r := Rotation{Text: text}
	if len(keys) == 0 {
		return r, fmt.Errorf("encrypting tokens anew: %w: there is none", ErrKey)
	}
	var out []byte
	done := 0 // of text
	for _, f := range Find(text) {
		if f.Err != nil {
			r.Left = append(r.Left, f)
			continue
		}
		o, err := Open(keys, f.Text)
		switch {
		case errors.Is(err, ErrNoKey):
			f.Err = err
			r.Left = append(r.Left, f)
			continue
		case err != nil:
			return Rotation{Text: text}, fmt.Errorf("encrypting the token in line %d anew: %w", f.Line, err)
		case o.Key == 0:
			r.Current++
			continue
		}
		fresh, err := renew(keys[0], o, len(f.Text))
		if err != nil {
			return Rotation{Text: text}, fmt.Errorf("encrypting the token in line %d anew: %w", f.Line, err)
		}
		out = append(append(out, text[done:f.Start]...), f.write(text[f.Start:f.End], fresh)...)
		done = f.End
		r.Rotated++
	}
	if done > 0 {
		r.Text = append(out, text[done:]...)
	}
	return r, nil
}

var errRoundTrip = errors.New("the new token does not give back what was in the old one; nothing was changed")

// renew makes a token of n characters with the content and the time of an
// opened one, and makes sure of it.
func renew(key Key, o Opened, n int) ([]byte, error) {
	fresh, err := Encrypt(key, o.Plaintext, time.Unix(int64(o.Stamp), 0))
	if err != nil {
		return nil, err
	}
	if trimmed := bytes.TrimRight(fresh, "="); len(trimmed) == n {
		fresh = trimmed // the old one had no padding
	}
	if len(fresh) != n {
		return nil, errRoundTrip
	}
	back, err := Open([]Key{key}, fresh)
	if err != nil || back.Stamp != o.Stamp || subtle.ConstantTimeCompare(back.Plaintext, o.Plaintext) != 1 {
		return nil, errRoundTrip
	}
	return fresh, nil
}
