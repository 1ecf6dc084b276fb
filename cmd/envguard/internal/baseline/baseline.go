// Package baseline reads and writes .envguard-baseline: the secrets that a project has
// accepted, one in a line. Start at [Parse] and [File.Match].
//
// A line is bound to the secret and its rule, not to a place: a secret stays accepted
// when it is moved, and a new one on the same line is found. What the file holds of a
// secret is described in docs/fingerprints.md.
package baseline

import (
	"bufio"
	"bytes"
	"cmp"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"
	"time"
)

// Name is the file's name, at the top of a repository.
const Name = ".envguard-baseline"

const (
	header    = "# envguard-baseline 2 "
	headerOne = "# envguard-baseline 1 " // every secret is stretched by iterations
	// iterations stretch a guess at a secret of the middle, which could be a password that
	// looks generated: about 3 ms. Of a word, the few bits that are kept protect it, and
	// of a long generated secret its randomness, so that they cost less.
	iterations, wordIterations, longIterations = 1 << 14, 1 << 11, 1 << 8
	// longRandom is how many bits of randomness a long generated secret has.
	longRandom = 80
	// shortBits is kept of the fingerprint of a secret that could be guessed, and
	// longBits of one that a generator made.
	shortBits, longBits = 20, 60
	saltSize            = 16
	maxFile             = 4 << 20
)

// A State says why a secret is accepted.
type State string

// The states.
const (
	Accepted      State = "accepted"       // known, and to be dealt with
	Revoked       State = "revoked"        // it opens nothing any more
	FalsePositive State = "false-positive" // no secret
)

// States are all states.
var States = []State{Accepted, Revoked, FalsePositive}

// An Entry is one accepted secret.
type Entry struct {
	Fingerprint string // of the secret, by one of the file's salts
	Rule        string
	State       State
	Date        string // when it was accepted: 2026-01-31
	Expires     string // from when on it counts no more, or ""
	Owner       string
	Path        string // a pattern of paths for which it counts; "" is any
	Reason      string
	line        int
}

// A File is a baseline. Its zero value is an empty one.
type File struct {
	salts   []salt
	Entries []Entry
	cache   map[guess]string
}

// A salt is one of a header.
type salt struct {
	bytes string
	one   bool // of the first version of the format
}

// A guess is what a fingerprint is computed from: a rule and a secret, for a salt.
type guess struct {
	salt salt
	key  string
}

// Parse reads a baseline. The error names the line.
func Parse(data []byte) (*File, error) {
	if len(data) > maxFile {
		return nil, fmt.Errorf("reading %s: larger than %d MiB", Name, maxFile>>20)
	}
	f := new(File)
	for n, line := range strings.Split(string(data), "\n") {
		line = strings.TrimSpace(strings.TrimSuffix(line, "\r"))
		text, ok := strings.CutPrefix(line, header)
		one := false
		if !ok {
			text, one = strings.CutPrefix(line, headerOne)
		}
		if ok || one {
			b, err := base64.RawURLEncoding.DecodeString(strings.TrimSpace(text))
			if err != nil || len(b) != saltSize {
				return nil, fmt.Errorf("reading %s: line %d: the header's salt is damaged", Name, n+1)
			}
			f.salts = append(f.salts, salt{string(b), one})
			continue
		}
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		e, err := parseEntry(line)
		if err != nil {
			return nil, fmt.Errorf("reading %s: line %d: %w", Name, n+1, err)
		}
		e.line = n + 1
		f.Entries = append(f.Entries, e)
	}
	if len(f.Entries) > 0 && len(f.salts) == 0 {
		return nil, fmt.Errorf("reading %s: the header with the salt is missing", Name)
	}
	return f, nil
}

func parseEntry(line string) (e Entry, err error) {
	head, reason, _ := strings.Cut(line, " -- ")
	e.Reason = strings.TrimSpace(reason)
	words := strings.Fields(head)
	if len(words) < 4 {
		return e, errors.New("an entry is a fingerprint, a rule, a state and a date, then -- and a reason")
	}
	e.Fingerprint, e.Rule, e.State, e.Date = words[0], words[1], State(words[2]), words[3]
	if !slices.Contains(States, e.State) {
		return e, fmt.Errorf("unknown state %q (hint: the states are %s, %s and %s)", e.State, Accepted, Revoked, FalsePositive)
	}
	dates := []string{e.Date}
	for _, w := range words[4:] {
		key, value, ok := strings.Cut(w, "=")
		switch {
		case !ok:
			return e, fmt.Errorf("%q is not key=value", w)
		case key == "expires":
			e.Expires = value
			dates = append(dates, value)
		case key == "owner":
			e.Owner = value
		case key == "path":
			e.Path = strings.ReplaceAll(value, "%20", " ")
			if _, err := path.Match(e.Path, ""); err != nil {
				return e, fmt.Errorf("the pattern %q is not one of paths", e.Path)
			}
		default:
			return e, fmt.Errorf("unknown key %q (hint: the keys are expires, owner and path)", key)
		}
	}
	for _, d := range dates {
		if _, err := time.Parse(time.DateOnly, d); err != nil {
			return e, fmt.Errorf("%q is not a date such as 2026-01-31", d)
		}
	}
	return e, nil
}

// Bytes returns the file's content: headers, then the entries in their order.
func (f *File) Bytes() []byte {
	var b bytes.Buffer
	w := bufio.NewWriter(&b)
	for _, s := range f.salts {
		head := header
		if s.one {
			head = headerOne
		}
		fmt.Fprintf(w, "%s%s\n", head, base64.RawURLEncoding.EncodeToString([]byte(s.bytes)))
	}
	fmt.Fprint(w, "# Secrets that this project has accepted; envguard baseline writes it. Independent additions merge.\n")
	list := slices.Clone(f.Entries)
	slices.SortFunc(list, func(a, b Entry) int {
		return cmp.Or(cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Fingerprint, b.Fingerprint), cmp.Compare(a.Path, b.Path))
	})
	for _, e := range list {
		fmt.Fprintln(w, e)
	}
	w.Flush()
	return b.Bytes()
}

// String returns the entry as a line.
func (e Entry) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s %s %s", e.Fingerprint, e.Rule, e.State, e.Date)
	for _, kv := range [...][2]string{{"expires", e.Expires}, {"owner", e.Owner}, {"path", strings.ReplaceAll(e.Path, " ", "%20")}} {
		if kv[1] != "" {
			b.WriteString(" " + kv[0] + "=" + kv[1])
		}
	}
	if e.Reason != "" {
		b.WriteString(" -- " + strings.Join(strings.Fields(e.Reason), " "))
	}
	return b.String()
}

// Expired reports whether an entry counts no more at a time.
func (e *Entry) Expired(now time.Time) bool {
	return e.Expires != "" && now.Format(time.DateOnly) >= e.Expires
}

// Match returns the first entry that accepts a rule's secret at a path, or nil. It
// changes the cache of f and is not safe for concurrent use.
func (f *File) Match(rule, secret, at string, now time.Time) *Entry {
	if f == nil {
		return nil
	}
	if !f.knows(rule) {
		return nil
	}
	prints := f.fingerprints(rule, secret)
	for i := range f.Entries {
		e := &f.Entries[i]
		if e.Rule == rule && !e.Expired(now) && slices.Contains(prints, e.Fingerprint) && e.Covers(at) {
			return e
		}
	}
	return nil
}

// Covers reports whether the entry counts for a path. Of a pattern without a slash, the
// last part of the path decides; one that ends in /** is for all below a folder.
func (e *Entry) Covers(at string) bool {
	if e.Path == "" {
		return true
	}
	if dir, ok := strings.CutSuffix(e.Path, "/**"); ok {
		return strings.HasPrefix(at, dir+"/")
	}
	if !strings.Contains(e.Path, "/") {
		at = path.Base(at)
	}
	ok, _ := path.Match(e.Path, at)
	return ok
}

// Check reports why a new entry could not be read back as it is, such as a pattern that
// is not valid. Its rule and fingerprint need not be set.
func (e Entry) Check() error {
	e.Fingerprint, e.Rule, e.line = "0", "r", 0
	e.Reason = strings.Join(strings.Fields(e.Reason), " ")
	read, err := parseEntry(e.String())
	if err == nil && read != e {
		err = errors.New("an owner or a pattern has a character that an entry cannot hold")
	}
	return err
}

// Add adds an entry for a secret and reports whether it changed the file. The
// fingerprint is set here. An entry that is there for the same secret and pattern is
// replaced if it has expired, or if replace is set.
func (f *File) Add(e Entry, secret string, now time.Time, replace bool) (bool, error) {
	if len(f.salts) == 0 {
		b := make([]byte, saltSize)
		if _, err := rand.Read(b); err != nil {
			return false, fmt.Errorf("making a salt: %w", err)
		}
		f.salts = append(f.salts, salt{bytes: string(b)})
	}
	prints := f.fingerprints(e.Rule, secret)
	same := func(old Entry) bool {
		return old.Rule == e.Rule && slices.Contains(prints, old.Fingerprint) && old.Path == e.Path
	}
	// A merge can leave several entries of one secret.
	counts := func(old Entry) bool { return same(old) && !old.Expired(now) }
	if !replace && slices.ContainsFunc(f.Entries, counts) {
		return false, nil
	}
	e.Fingerprint = prints[0]
	f.Entries = append(slices.DeleteFunc(f.Entries, same), e)
	return true, nil
}
