package provider

import (
	"bytes"
	"strings"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// sidekiqCredentialRule finds Sidekiq Pro or Enterprise credentials.
var sidekiqCredentialRule = &rules.Rule{
	ID:       "sidekiq-credential",
	Title:    "Sidekiq Pro or Enterprise credential",
	Doc:      `The credential of Sidekiq's private gem servers: 8 and 8 hexadecimal digits, under the name that Bundler gives it, or in an address of gems.contribsys.com or enterprise.contribsys.com. It downloads the gems at its owner's licence.`,
	Fix:      "Ask support@contribsys.com for a new credential, and set it with bundle config in the environment.",
	Source:   "https://github.com/sidekiq/sidekiq/wiki/Commercial-FAQ",
	Severity: rules.Error,
	Kinds:    rules.KindAssigned | rules.KindEnv | rules.KindURL,
	Keywords: []string{"contribsys"},
	Needs:    ':',
	Check:    checkSidekiq,
	Examples: []rules.Example{
		{Path: ".env", Text: "BUNDLE_ENTERPRISE__CONTRIBSYS__COM=«{hex:8}:{hex:8}»\n", Why: "by its name"},
		{Path: "Gemfile", Text: "source 'https://{hex:8}:«{hex:8}»@enterprise.contribsys.com/' do\n", Why: "in an address"},
		{Path: "a.md", Text: "BUNDLE_GEMS__CONTRIBSYS__COM=00000000:00000000\n", Why: "zeros"},
		{Path: "b.yml", Text: "range: {hex:8}:{hex:8}\n", Why: "another name"},
	},
}

func checkSidekiq(c *rules.Candidate) (rules.Match, bool) {
	v := c.Value()
	if c.Kind&rules.KindURL != 0 {
		host := c.File.Data[c.End:min(len(c.File.Data), max(c.End, c.URLEnd))]
		if len(v) != 8 || !alphabet.All(v, alphabet.LowerHex) || !bytes.HasPrefix(host, []byte("@gems.contribsys.com")) && !bytes.HasPrefix(host, []byte("@enterprise.contribsys.com")) {
			return rules.Match{}, false
		}
	} else if !strings.Contains(alphabet.Letters(c.Key), "contribsyscom") || !c.GateText("8 and 8 digits", len(v) == 17 && v[8] == ':' && alphabet.All(v[:8], alphabet.LowerHex) && alphabet.All(v[9:], alphabet.LowerHex), "") {
		return rules.Match{}, false
	}
	if !judge.NotFiller(c, v) {
		return rules.Match{}, false
	}
	return rules.Match{Start: c.Start, End: c.End, Score: judge.InFile(c, 0.9), Remedy: rules.FromEnv, Message: "credential of Sidekiq's private gem server"}, true
}
