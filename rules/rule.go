package rules

import (
	"errors"
	"fmt"
	"strings"

	"github.com/envguard/envguard/rules/alphabet"
)

// Lines is the part of a [Rule] that judges whole lines. It is for what the
// candidates cannot serve, such as values of six digits. A line is shown to the
// rule if one of its words is on it.
type Lines struct {
	// Words are of printable ASCII in lower case, three characters at least.
	// They are found in any case, also inside of a longer word.
	Words []string
	// Check calls found for every match on the line that c spans.
	Check func(c *Candidate, found func(Match))
}

// A Severity says what a finding does to the exit status.
type Severity uint8

// The severities, from the mildest. Only Error makes a run fail by default.
const (
	Info Severity = iota
	Warning
	Error
)

// String returns "info", "warning" or "error".
func (s Severity) String() string {
	switch s {
	case Error:
		return "error"
	case Warning:
		return "warning"
	default:
		return "info"
	}
}

// MarshalText implements [encoding.TextMarshaler].
func (s Severity) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// A Remedy names what repairs a finding. The fixer and the reports turn it
// into a command.
type Remedy uint8

// The remedies.
const (
	Manual         Remedy = iota // the person moves the value out of the file and revokes it
	IgnoreFile                   // add the file to .gitignore
	Untrack                      // take the file out of the index, keep it on disk
	WriteExample                 // write or complete the example file
	Placeholder                  // put a placeholder where the value is
	NewKey                       // make a new key, the old one is burnt
	FromEnv                      // read the value from the environment
	UntrackIgnored               // as Untrack; git ignores the file already
	TrackIgnore                  // commit the .gitignore that protects the file
)

// String returns the remedy's name as it is in reports.
func (r Remedy) String() string {
	switch r {
	case IgnoreFile:
		return "ignore-file"
	case Untrack:
		return "untrack"
	case WriteExample:
		return "write-example"
	case Placeholder:
		return "placeholder"
	case NewKey:
		return "new-key"
	case FromEnv:
		return "from-env"
	case UntrackIgnored:
		return "untrack"
	case TrackIgnore:
		return "track-ignore-file"
	default:
		return "manual"
	}
}

// MarshalText implements [encoding.TextMarshaler].
func (r Remedy) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// Scores from ErrorScore up keep a rule's own severity. Scores from WarnScore
// up are warnings at most, and lower ones are not reported at all. The scores
// are probabilities as score.go estimates them; a hook that is wrong in more
// than one block out of ten is uninstalled.
const (
	ErrorScore = 0.70
	WarnScore  = 0.45
)

// A Rule describes one thing that must not be committed. It says how to find it
// in one of four ways: Tokens, Keyed, Check or CheckRepo. The functions are pure
// and safe for concurrent use.
//
// # What a rule costs
//
// Hundreds of rules must cost what ten do. The scanner therefore reads a
// file's bytes once, for all rules, and keeps only the lines that hold
//
//   - the stem of a secret's name (pass, key, token, …) with something behind
//     it that can be a value,
//   - a token run ([KindToken]) that begins, at a word boundary, with one of
//     the Prefixes of a rule,
//   - a token run that is not words, of the length that a rule says (Run), with
//     one of its Keywords on the line,
//   - a URL with user information, or a PEM block.
//
// On other lines no rule is asked. On these, a candidate is shown to
//
//   - rules with Prefixes, if it begins with one: one look into a table by the
//     first two bytes;
//   - rules with Keywords, if one is near: one look into a table for each word
//     of the line, whatever the number of rules;
//   - rules with neither, every time. Their number is what a candidate costs:
//     a rule for one provider has Prefixes, Keywords or both.
type Rule struct {
	ID       string   // kebab-case; never changes once released
	Title    string   // a few words, for lists
	Doc      string   // what it finds, why it matters, what it leaves alone; plain text, paragraphs
	Fix      string   // what to do about a finding, one or two sentences
	Source   string   // where the format is documented, if it has one
	Severity Severity // the most that a finding of this rule can be

	// Tokens are the forms of a secret with a public prefix, and Keyed those of
	// a secret that only its name reveals. Fields below that follow from
	// them (Check, Kinds, Prefixes, Keywords, Run, Solid) may be left out:
	// Complete in rules/judge derives them.
	Tokens []Token
	Keyed  []Keyed

	// Kinds are the candidates that Check wants to see.
	Kinds Kind
	// Prefixes, if set, limit Check to candidates that begin with one of them.
	// They are case-sensitive, at least two bytes long, and are also searched
	// at word boundaries inside longer token runs, in which case the candidate
	// starts at the prefix.
	Prefixes []string
	// Keywords, if set, limit Check to candidates that one of these words
	// is near: in Key or Call, or on the candidate's line, in it, at most
	// [KeywordReach] bytes in front of it, or in the rest of its URL. With
	// Prefixes, both are needed.
	//
	// A keyword is of lower-case ASCII letters and digits, at least three, and
	// begins with a letter. It is where a word begins with it, in any case;
	// words begin behind what is no letter or digit, and where camelCase says
	// so: "datadog" is in DATADOG_API_KEY, myDatadogKey and datadoghq.com,
	// but not in mydatadog. A name of several words ("new_relic") is given by
	// the one that is not common ("relic").
	Keywords []string
	// Run, if set, is how many bytes the shortest run of token characters has
	// ([KindToken]) that Check could take as a secret or as a part of one, counted
	// from the prefix on for a rule with Prefixes. Nothing shorter is shown to
	// Check, and a keyword on a line with shorter runs alone costs nothing.
	Run int
	// Solid says that this run is of letters and digits alone; of a rule with
	// Prefixes, what is behind the prefix.
	Solid bool
	// Needs, if set, is a byte that is on the line of every secret, and that
	// is no token character.
	Needs byte
	// Infixes, if set, are what the line of every secret holds one of, in this
	// case: a keyword on a line without any costs nothing.
	Infixes []string
	// Binary lets the rule see candidates of binary files, where only Prefixes
	// and PEM blocks are searched and nothing is known of keys and syntax.
	Binary bool

	Check     func(*Candidate) (Match, bool)
	CheckRepo func(*Repo) ([]Match, error)
	// Lines, if set, makes the rule judge whole lines. Kinds is [KindLine] then,
	// and Check finds the first match in a line.
	Lines *Lines

	Examples []Example // run as tests, printed as documentation
}

// KeywordReach is how many bytes in front of a candidate, on its line, one of a
// rule's Keywords may be.
const KeywordReach = 128

// A Match is what a rule found.
type Match struct {
	Path       string // of the file; empty in a Check, where the candidate's file is meant
	Start, End int    // byte offsets of the secret in the file as it was read
	Line       int    // for repository rules: the line to point at, from 1, or 0 for the file as a whole
	Score      float64
	Message    string // one sentence without the secret: what it is and why it is reported
	Remedy     Remedy
	Target     string   // for repository rules: the .gitignore that the remedy is about, if not the one at the top; of NewKey, the entry's name
	Public     int      // how many leading bytes of the secret are a public format prefix and may be shown
	Severity   Severity // for repository rules; a Check leaves it and Score decides
	Legacy     bool     // HEAD already had this: a warning when only the staged change is checked
}

// An Example is content and the parts of it that are reported, between « and
// ». Without them nothing may be reported. Secrets are recipes, such as
// {alnum:24}, that are expanded when the example runs, so that no file of the
// repository holds a live-shaped secret. See [Expand] for the recipes.
type Example struct {
	Path string // the file's name, or empty for a plain source file
	Text string
	Why  string // the class the example means
}

// Validate reports what is wrong with the declarations of rules.
func Validate(rules []*Rule) error {
	var errs []error
	seen := map[string]bool{}
	for _, r := range rules {
		bad := func(format string, args ...any) {
			errs = append(errs, fmt.Errorf("rule %q: %s", r.ID, fmt.Sprintf(format, args...)))
		}
		if r.ID == "" || r.ID != strings.ToLower(r.ID) || strings.ContainsAny(r.ID, " _,") {
			bad("identifier is not kebab-case")
		}
		if seen[r.ID] {
			bad("identifier is used twice")
		}
		seen[r.ID] = true
		if (r.Check == nil) == (r.CheckRepo == nil) {
			bad("needs exactly one of Check and CheckRepo")
		}
		if r.Check != nil && r.Kinds == 0 {
			bad("has a Check but no Kinds")
		}
		if r.Title == "" || r.Doc == "" || r.Fix == "" {
			bad("lacks a title, a doc or a fix")
		}
		for _, p := range r.Prefixes {
			if len(p) < 2 {
				bad("prefix %q is too short", p)
			}
		}
		for _, w := range r.Keywords {
			if !isKeyword(w) {
				bad("keyword %q is not three or more lower-case letters and digits", w)
			}
		}
		if r.Check != nil {
			var yes, no bool
			for _, e := range r.Examples {
				if strings.Contains(e.Text, "«") {
					yes = true
				} else {
					no = true
				}
			}
			derived := len(r.Tokens)+len(r.Keyed) > 0 // a test derives what is not reported
			if !yes || !no && !derived {
				bad("needs examples that are reported and examples that are not")
			}
		}
	}
	return errors.Join(errs...)
}

func isKeyword(w string) bool {
	for i := range len(w) {
		if !alphabet.Lower(w[i]) && (i == 0 || !alphabet.Digit(w[i])) {
			return false
		}
	}
	return len(w) >= 3
}
