package rules

import (
	"bytes"
	"fmt"
)

// A Kind says how a candidate was found. A candidate can be of several kinds:
// the token in `KEY = "abc…"` is an assigned value and a token run.
type Kind uint16

// The kinds of candidates.
const (
	// KindToken is a run of at least [MinToken] characters of
	// A-Z a-z 0-9 _ - + / = . and nothing else.
	KindToken Kind = 1 << iota
	// KindAssigned is a value that a name is given: `name = value`, `name:
	// value`, `"name": "value"`, `<name>value</name>`, `--name value`,
	// `f("name", "value")`. Key holds the name.
	KindAssigned
	// KindArgument is a string passed to a call. Call holds what is called.
	KindArgument
	// KindString is any other quoted string, or a bare line of a file that
	// holds nothing else.
	KindString
	// KindPEM is a block from -----BEGIN to -----END, or as much of it as
	// there is, or a whole file that is a key or a keystore in binary form.
	KindPEM
	// KindURL is the password of a URL's user information. Key is empty; URL
	// holds the whole URL's span.
	KindURL
	// KindEnv is the value of an entry of an env file, commented out or not,
	// as rules/dotenv reads it. Key holds its name.
	KindEnv
	_ // of the scanner
	// KindLine is a whole line, or a part of a very long one, with a word of
	// the rule on it; see [Lines].
	KindLine
	// KindBytes is the inside of brackets that hold bytes as numbers, which a
	// name is given, over several lines possibly. Key holds the name.
	KindBytes
)

// MinToken is the shortest run that is a [KindToken] candidate by itself.
const MinToken = 16

// A Candidate is a span of a file that may be a secret.
type Candidate struct {
	File       *File
	Kind       Kind
	Start, End int    // the value, without its quotes
	Key        string // the name it is assigned to, as written: `client_secret`, `spring.datasource.password`
	Call       string // the call it is an argument of, as written: `Fernet`, `os.getenv`
	Arg        int    // which argument, from 0
	Op         byte   // what is between key and value: '=', ':', '>' (element), ' ' (command line, Dockerfile), ',' (call); 0 if nothing
	Quote      byte   // the quote around the value: '"', '\'', '`', or 0
	Comment    bool   // the value is in a comment
	Loose      bool   // Key is only near the value: nothing ties the two together
	Nested     bool   // the value is inside a string: a part of a connection string, of a URL's query, of JSON in code
	URLStart   int    // KindURL: the whole URL
	URLEnd     int

	// Far, if set, is made true when a rule looks beyond the candidate's line:
	// its verdict then holds nowhere else.
	Far *bool

	// Trace, if set, is given every gate. It is how explain knows.
	Trace func(gate string, passed bool, figure string)
}

// Value returns the candidate's bytes. They must not be changed.
func (c *Candidate) Value() []byte { return c.File.Data[c.Start:c.End] }

// MaxLine bounds how much of a line a rule sees: minified files are one line.
const MaxLine = 2048

// Line returns the line that the candidate starts on, without its ending, and
// the candidate's offset in it. At most 2048 bytes on either side are returned.
func (c *Candidate) Line() (line []byte, at int) {
	d := c.File.Data
	lo := max(0, c.Start-MaxLine)
	if i := bytes.LastIndexByte(d[lo:c.Start], '\n'); i >= 0 {
		lo += i + 1
	}
	hi := min(len(d), c.Start+MaxLine)
	if i := bytes.IndexByte(d[c.Start:hi], '\n'); i >= 0 {
		hi = c.Start + i
	}
	line = d[lo:hi]
	return bytes.TrimSuffix(line, []byte("\r")), c.Start - lo
}

// Before returns up to n bytes in front of the value, line breaks included.
func (c *Candidate) Before(n int) []byte {
	b := c.File.Data[max(0, c.Start-n):c.Start]
	if c.Far != nil && (len(b) < n || bytes.IndexByte(b, '\n') >= 0) {
		*c.Far = true
	}
	return b
}

// After returns up to n bytes behind the value, line breaks included.
func (c *Candidate) After(n int) []byte {
	b := c.File.Data[c.End:min(len(c.File.Data), c.End+n)]
	if c.Far != nil && (len(b) < n || bytes.IndexByte(b, '\n') >= 0) {
		*c.Far = true
	}
	return b
}

// LookFar is called before a rule looks at File.Data beyond the candidate's line
// by itself.
func (c *Candidate) LookFar() {
	if c.Far != nil {
		*c.Far = true
	}
}

// Gate records a decision for explain and returns passed, so that a rule reads
//
//	if !c.Gate("length", len(v) == 44, float64(len(v))) { return Match{}, false }
func (c *Candidate) Gate(gate string, passed bool, figure float64) bool {
	if c.Trace != nil {
		c.Trace(gate, passed, fmt.Sprintf("%.4g", figure))
	}
	return passed
}

// GateText is [Candidate.Gate] with a reason instead of a figure. The text
// must not hold the value.
func (c *Candidate) GateText(gate string, passed bool, text string) bool {
	if c.Trace != nil {
		c.Trace(gate, passed, text)
	}
	return passed
}
