package generic

import (
	"bytes"
	"path"
	"strings"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
	"github.com/envguard/envguard/rules/random"
)

// RailsMasterKey finds the key files of Rails' encrypted credentials.
var RailsMasterKey = &rules.Rule{
	ID:       "rails-master-key",
	Title:    "Rails master key",
	Doc:      `The key of Rails' encrypted credentials: 32 hexadecimal digits and nothing else in config/master.key or config/credentials/*.key. Whoever has it reads all that config/credentials.yml.enc holds, which is made to be committed; the key is not.`,
	Fix:      "Take the file out of git and ignore it, change every secret in the credentials, and encrypt them with a new key (`rails credentials:edit` makes one when there is none).",
	Source:   "https://guides.rubyonrails.org/security.html#custom-credentials",
	Severity: rules.Error,
	Kinds:    rules.KindString,
	Run:      32,
	Check:    checkRailsKey,
	Examples: []rules.Example{
		{Path: "config/master.key", Text: "«{hex:32}»", Why: "the key of all environments"},
		{Path: "config/credentials/production.key", Text: "«{hex:32}»\n", Why: "the key of one environment"},
		{Path: "web/config/master.key", Text: "«{hex:32}»\n", Why: "an application in a folder"},
		{Path: "config/revision.txt", Text: "{hex:32}\n", Why: "another file"},
		{Path: "config/master.key", Text: "{repeat:0:32}\n", Why: "filler"},
		{Path: "certs/master.key", Text: "{hex:32}\n", Why: "another folder"},
	},
}

func checkRailsKey(c *rules.Candidate) (rules.Match, bool) {
	v := c.Value()
	if len(v) != 32 || !isRailsKeyFile(c.File.Path) || !alphabet.All(v, alphabet.LowerHex) {
		return rules.Match{}, false
	}
	c.LookFar()
	if !c.GateText("alone in a key file of Rails", len(bytes.TrimSpace(c.File.Data)) == len(v), "") {
		return rules.Match{}, false
	}
	if !judge.NotFiller(c, v) || !c.GateText("random", random.HasStretch(v), "") {
		return rules.Match{}, false
	}
	return rules.Match{Start: c.Start, End: c.End, Score: judge.InFile(c, 0.95), Remedy: rules.NewKey, Message: "Rails master key: decrypts the committed credentials"}, true
}

// isRailsKeyFile accepts config/master.key and config/credentials/*.key.
func isRailsKeyFile(file string) bool {
	dir := path.Dir(file)
	switch {
	case path.Ext(file) != ".key":
		return false
	case path.Base(dir) == "config":
		return path.Base(file) == "master.key"
	}
	return strings.HasSuffix("/"+dir, "/config/credentials")
}
