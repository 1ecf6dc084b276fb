package provider

import (
	"bytes"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// maxmindLicenseKeyRule finds MaxMind license keys.
var maxmindLicenseKeyRule = &rules.Rule{
	ID:       "maxmind-license-key",
	Title:    "MaxMind license key",
	Doc:      `A license key of MaxMind: 6 and 29 characters and _mmk. It downloads the databases and uses the paid services of the account.`,
	Fix:      "Revoke the key at https://www.maxmind.com/en/accounts/current/license-key and read the new one from the environment.",
	Source:   "https://dev.maxmind.com/license-key",
	Severity: rules.Error,
	Kinds:    rules.KindToken,
	Keywords: []string{"mmk"},
	Check:    checkMaxmind,
	Examples: []rules.Example{
		{Path: "GeoIP.conf", Text: "LicenseKey «{alnum:6}_{alnum:29}_mmk»\n", Why: "a configuration"},
		{Path: "get.sh", Text: "curl \"https://download.maxmind.com/app/geoip_download?license_key=«{alnum:6}_{alnum:29}_mmk»&suffix=tar.gz\"\n", Why: "in an address"},
		{Path: "README.md", Text: "LicenseKey xxxxxx_{repeat:x:29}_mmk\n", Why: "filler"},
		{Path: "a.txt", Text: "a_name_that_ends_in_the_word_mmk\n", Why: "words"},
	},
}

func checkMaxmind(c *rules.Candidate) (rules.Match, bool) {
	end := bytes.Index(c.Value(), []byte("_mmk"))
	if end < 36 {
		return rules.Match{}, false
	}
	sub := *c
	sub.Start = c.Start + end - 36
	if sub.Start > c.Start && alphabet.Alnum(c.File.Data[sub.Start-1]) {
		return rules.Match{}, false
	}
	return judge.MatchToken(&sub, rules.Token{Alphabet: alphabet.AlnumDash, Min: 40, Max: 40, Valid: maxmindForm, Message: "MaxMind license key"})
}

func maxmindForm(token []byte) rules.Proof {
	if token[6] != '_' || !alphabet.All(token[:6], alphabet.Alnum) || !alphabet.All(token[7:36], alphabet.Alnum) || !judge.Generated(token[7:36]) {
		return rules.Refuted
	}
	return rules.Formal
}
