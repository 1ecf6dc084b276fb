package provider

import (
	"bytes"
	"encoding/base64"
	"hash/crc32"
	"strconv"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// atlassianAPITokenRule finds an Atlassian API token.
var atlassianAPITokenRule = &rules.Rule{
	ID:       "atlassian-api-token",
	Title:    "Atlassian API token",
	Doc:      "An API token of an Atlassian account (ATATT3, ending in = and a CRC-32 of what is in front of it). It acts as the person in Jira, Confluence and the rest. Tokens whose checksum is wrong are not reported.",
	Fix:      "Revoke the token at https://id.atlassian.com/manage-profile/security/api-tokens and read the new one from the environment.",
	Source:   "https://support.atlassian.com/atlassian-account/docs/manage-api-tokens-for-your-atlassian-account/",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "ATATT3", Alphabet: alphabet.AlnumDashEq, Min: 80, Max: 240, Valid: atlassianSum, Message: "Atlassian API token: acts as the person"}},
	Examples: []rules.Example{
		{Path: "jira.sh", Text: "curl -u me@example.org:«{crc:atlassian:ATATT3xFfGF0}» https://acme.atlassian.net/rest/api/3/myself\n", Why: "Jira"},
		{Path: "c.txt", Text: "ATATT3xFfGF0{urlsafe:160}=0A1B2C3D\n", Why: "a wrong checksum"},
	},
}

// atlassianAccessTokenRule finds an Atlassian access token of a repository, project or organization.
var atlassianAccessTokenRule = &rules.Rule{
	ID:       "atlassian-access-token",
	Title:    "Atlassian access token of a repository, project or organization",
	Doc:      "An access token of a Bitbucket repository, project or workspace, or an organization's API key (ATCTT3, ending in = and a CRC-32). It does what it was given, for a repository most often reading and pushing. Tokens whose checksum is wrong are not reported.",
	Fix:      "Revoke it under the repository's or workspace's settings, Access tokens, at https://bitbucket.org and read the new one from the environment.",
	Source:   "https://support.atlassian.com/bitbucket-cloud/docs/access-tokens/",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "ATCTT3", Alphabet: alphabet.AlnumDashEq, Min: 80, Max: 260, Valid: atlassianSum, Message: "Atlassian access token of a repository, project or organization"}},
	Examples: []rules.Example{
		{Path: "push.sh", Text: "git push https://x-token-auth:«{crc:atlassian:ATCTT3xFfGN0}»@bitbucket.org/acme/app.git\n", Why: "a push"},
	},
}

// atlassianLegacyTokenRule finds an Atlassian API token, old form.
var atlassianLegacyTokenRule = &rules.Rule{
	ID:       "atlassian-legacy-token",
	Title:    "Atlassian API token, old form",
	Doc:      "An API token of Atlassian as they were until 2023: 24 letters and digits under a name that says Jira, Confluence or Atlassian. It acts as the person.",
	Fix:      "Revoke the token at https://id.atlassian.com/manage-profile/security/api-tokens and read the new one from the environment.",
	Source:   "https://support.atlassian.com/atlassian-account/docs/manage-api-tokens-for-your-atlassian-account/",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"atlassian", "jira", "confluence"}, Alphabet: alphabet.Alnum, Min: 24, Max: 24, Score: 0.8, Message: "Atlassian API token of the old form"}},
	Examples: []rules.Example{
		{Path: "jira.py", Text: "JIRA_API_TOKEN = \"«{alnum:24}»\"\n", Why: "Jira"},
		{Path: "b.py", Text: "atlassian_release_sha = \"{alnum:24}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{alnum:24}\"\n", Why: "another provider"},
	},
}

// atlassianDatacenterTokenRule finds a Jira or Confluence Data Center token.
var atlassianDatacenterTokenRule = &rules.Rule{
	ID:       "atlassian-datacenter-token",
	Title:    "Jira or Confluence Data Center token",
	Doc:      "A personal access token of a Jira, Confluence or Bitbucket server of one's own: base64 of a number, a colon and 20 random bytes, under a name that says which. It acts as the person.",
	Fix:      "Revoke it under Profile, Personal Access Tokens on the server and read the new one from the environment.",
	Source:   "https://confluence.atlassian.com/enterprise/using-personal-access-tokens-1026032365.html",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"jira", "confluence", "atlassian"}, Alphabet: alphabet.StdBase64, Min: 44, Max: 44, Valid: atlassianNumber, Message: "Data Center personal access token: acts as the person"}},
	Examples: []rules.Example{
		{Path: "sync.py", Text: "JIRA_TOKEN = \"«{b64of:{digits:12}:{symbols:20}}»\"\n", Why: "a server of one's own"},
		{Path: "d.py", Text: "JIRA_TOKEN = \"{b64:32}\"\n", Why: "no number inside"},
	},
}

// atlassianSum verifies the CRC-32 of all in front of it, in eight hexadecimal
// capitals behind an equals sign.
func atlassianSum(token []byte) rules.Proof {
	n := len(token) - 8
	if token[n-1] != '=' {
		return rules.Refuted
	}
	sum, err := strconv.ParseUint(string(token[n:]), 16, 32)
	if err != nil || uint32(sum) != crc32.ChecksumIEEE(token[:n]) {
		return rules.Refuted
	}
	return rules.Proved
}

// atlassianNumber verifies a number and a colon in base64.
func atlassianNumber(v []byte) rules.Proof {
	raw, err := base64.StdEncoding.DecodeString(string(v))
	if err != nil {
		return rules.Refuted
	}
	number, key, ok := bytes.Cut(raw, []byte(":"))
	if !ok || len(number) < 10 || !alphabet.AllDigits(number) || len(key) < 16 {
		return rules.Refuted
	}
	return rules.Formal
}
