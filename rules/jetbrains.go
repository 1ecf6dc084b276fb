package rules

import (
	"bytes"
)

// jetbrainsTokenRule finds a JetBrains permanent token.
var jetbrainsTokenRule = &Rule{
	ID:       "jetbrains-token",
	Title:    "JetBrains permanent token",
	Doc:      "A permanent token of the JetBrains Marketplace, Hub or YouTrack in the form with a colon (perm:, two parts in base64 and a key, joined with dots). It acts as its person, for the Marketplace publishes plugins.",
	Fix:      "Delete it at https://plugins.jetbrains.com/author/me/tokens, or in the profile's Account Security tab on the server.",
	Source:   "https://plugins.jetbrains.com/docs/marketplace/plugin-upload.html",
	Severity: Error,
	Kinds:    keyedKinds | KindString,
	Keywords: []string{"perm", "youtrack", "hub", "publish", "jetbrains", "intellij", "marketplace", "token"},
	Run:      40,
	Needs:    ':',
	Check:    checkJetBrains,
	Examples: []Example{
		{Path: "publish.sh", Text: "export PUBLISH_TOKEN=\"«perm:{b64of:acme.bot}.{b64of:92-{digits:4}}.{alnum:30}»\"\n", Why: "the Marketplace"},
		{Path: "a.md", Text: "export PUBLISH_TOKEN=\"perm:xxxx.yyyy.{repeat:z:30}\"\n", Why: "filler"},
	},
}

// jetbrainsForm verifies two parts in base64 and a key.
func jetbrainsForm(token []byte) Proof {
	parts := bytes.Split(token[len("perm-"):], []byte("."))
	if len(parts) != 3 || len(parts[2]) < 20 || !isRunOf(parts[2], isAlnum) {
		return Refuted
	}
	for _, p := range parts[:2] {
		if raw, ok := decodeStart(p); !ok || !isRunOf(raw, isPrintable) {
			return Refuted
		}
	}
	return generatedBody(parts[2])
}

func checkJetBrains(c *Candidate) (Match, bool) {
	v := c.Value()
	if len(v) < 50 || len(v) > 200 || !bytes.HasPrefix(v, []byte("perm:")) || jetbrainsForm(v) == Refuted {
		return Match{}, false
	}
	return judgeBeside(c, 0.95, len("perm:"), "JetBrains permanent token")
}
