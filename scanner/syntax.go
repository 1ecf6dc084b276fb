package scanner

import (
	"path"
	"strings"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/language"
)

// A syntax is what a file's name says about values without quotes.
type syntax struct {
	code   bool // bare words are identifiers, not values
	lines  bool // a bare value goes on to the end of its line
	raw    bool // brackets mean nothing in a bare value
	semi   bool // " ;" begins a comment
	shell  bool // a bare value ends at a blank
	netrc  bool // words alternate between name and value
	pairs  bool // a line can be a name, a blank and a value
	pgpass bool // host:port:database:user:password
	ppp    bool // client server secret
	ipsec  bool // ids : PSK "secret"
	sql    bool // its statements give users passwords without quotes, too
	// notebook is set where strings can be what a program wrote.
	notebook bool
}

// everyLine reports whether each line of a file holds a password, by its place
// alone.
func (s syntax) everyLine() bool { return s.pgpass || s.ppp || s.ipsec }

// syntaxOf derives the syntax from a path. Unknown names are taken for
// configuration, where values need no quotes: nothing is missed that way, and
// the rules see that the value has none.
func syntaxOf(f *rules.File) syntax {
	base := strings.ToLower(path.Base(language.Untemplated(f.Path)))
	switch base {
	case ".netrc", "_netrc":
		return syntax{netrc: true}
	case ".pgpass", "pgpass", "pgpass.conf":
		return syntax{pgpass: true}
	case "chap-secrets", "pap-secrets":
		return syntax{ppp: true}
	case "ipsec.secrets":
		return syntax{ipsec: true}
	}
	if path.Ext(base) == ".netrc" {
		return syntax{netrc: true}
	}
	lang := f.Language()
	return syntax{
		code: lang.Code, lines: lang.Bare != language.NoBare, shell: lang.Bare == language.ToBlank,
		raw: lang.Raw, semi: lang.Semi, pairs: lang.Pairs,
		sql: lang.Name == "SQL", notebook: path.Ext(base) == ".ipynb",
	}
}
