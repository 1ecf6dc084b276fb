package provider

import (
	"bytes"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// jetbrainsTokenRule finds a JetBrains permanent token.
var jetbrainsTokenRule = &rules.Rule{
	ID:       "jetbrains-token",
	Title:    "JetBrains permanent token",
	Doc:      "A permanent token of the JetBrains Marketplace, Hub or YouTrack in the form with a colon (perm:, two parts in base64 and a key, joined with dots). It acts as its person, for the Marketplace publishes plugins.",
	Fix:      "Delete it at https://plugins.jetbrains.com/author/me/tokens, or in the profile's Account Security tab on the server.",
	Source:   "https://plugins.jetbrains.com/docs/marketplace/plugin-upload.html",
	Severity: rules.Error,
	Kinds:    judge.KeyedKinds | rules.KindString,
	Keywords: []string{"perm", "youtrack", "hub", "publish", "jetbrains", "intellij", "marketplace", "token"},
	Run:      40,
	Needs:    ':',
	Check:    checkJetBrains,
	Examples: []rules.Example{
		{Path: "publish.sh", Text: "export PUBLISH_TOKEN=\"«perm:{b64of:acme.bot}.{b64of:92-{digits:4}}.{alnum:30}»\"\n", Why: "the Marketplace"},
		{Path: "a.md", Text: "export PUBLISH_TOKEN=\"perm:xxxx.yyyy.{repeat:z:30}\"\n", Why: "filler"},
	},
}

// jetbrainsForm verifies two parts in base64 and a key.
func jetbrainsForm(token []byte) rules.Proof {
	parts := bytes.Split(token[len("perm-"):], []byte("."))
	if len(parts) != 3 || len(parts[2]) < 20 || !alphabet.All(parts[2], alphabet.Alnum) {
		return rules.Refuted
	}
	for _, p := range parts[:2] {
		if raw, ok := decodeStart(p); !ok || !alphabet.All(raw, isPrintable) {
			return rules.Refuted
		}
	}
	return judge.GeneratedBody(parts[2])
}

func checkJetBrains(c *rules.Candidate) (rules.Match, bool) {
	v := c.Value()
	if len(v) < 50 || len(v) > 200 || !bytes.HasPrefix(v, []byte("perm:")) || jetbrainsForm(v) == rules.Refuted {
		return rules.Match{}, false
	}
	return judge.JudgeBeside(c, 0.95, len("perm:"), "JetBrains permanent token")
}
