package rules

import (
	"bytes"
	"hash/crc32"
	"strconv"
)

// gitlabToken finds GitLab's tokens.
var gitlabToken = &Rule{
	ID:       "gitlab-token",
	Title:    "GitLab token",
	Doc:      `A token of GitLab: personal, project or group (glpat-), deploy (gldt-), runner (glrt-, GR1348941), CI job (glcbt-), trigger (glptt-), feed (glft-), incoming mail (glimt-), agent (glagent-), OAuth application (gloas-), SCIM (glsoat-), feature flags (glffct-). Routable tokens, which are longer and hold dots, carry their length and a checksum.`,
	Fix:      "Revoke the token under Settings, Access tokens (or Settings, CI/CD for runners and triggers) and read the new one from the environment.",
	Source:   "https://docs.gitlab.com/security/tokens/",
	Severity: Error,
	Kinds:    KindToken,
	Prefixes: []string{"glpat-", "gldt-", "glrt-", "glcbt-", "glptt-", "glft-", "glimt-", "glagent-", "gloas-", "glsoat-", "glffct-", "GR1348941"},
	Binary:   true,
	Check: func(c *Candidate) (Match, bool) {
		return matchToken(c,
			Token{Prefix: "glpat-", Alphabet: isTokenDot, Min: 37, Max: 310, Valid: gitlabRoutable, Message: "GitLab access token, routable"},
			Token{Prefix: "glrt-", Alphabet: isTokenDot, Min: 37, Max: 310, Valid: gitlabRoutable, Message: "GitLab runner token, routable"},
			Token{Prefix: "glpat-", Alphabet: isAlnumDash, Min: 20, Max: 22, Message: "GitLab access token"},
			Token{Prefix: "gldt-", Alphabet: isAlnumDash, Min: 20, Max: 22, Message: "GitLab deploy token"},
			Token{Prefix: "glrt-", Alphabet: isAlnumDash, Min: 20, Max: 30, Message: "GitLab runner token"},
			Token{Prefix: "GR1348941", Alphabet: isAlnumDash, Min: 20, Max: 22, Message: "GitLab runner registration token"},
			Token{Prefix: "glcbt-", Alphabet: isAlnumDash, Min: 20, Max: 30, Score: 0.6, Message: "GitLab CI job token, which lives as long as its job"},
			Token{Prefix: "glptt-", Alphabet: isAlnumDash, Min: 20, Max: 40, Message: "GitLab pipeline trigger token"},
			Token{Prefix: "glft-", Alphabet: isAlnumDash, Min: 20, Max: 80, Message: "GitLab feed token"},
			Token{Prefix: "glimt-", Alphabet: isAlnumDash, Min: 20, Max: 30, Message: "GitLab incoming mail token"},
			Token{Prefix: "glagent-", Alphabet: isAlnumDash, Min: 40, Max: 70, Message: "GitLab agent token"},
			Token{Prefix: "gloas-", Alphabet: isAlnumDash, Min: 60, Max: 70, Message: "GitLab OAuth application secret"},
			Token{Prefix: "glsoat-", Alphabet: isAlnumDash, Min: 20, Max: 30, Message: "GitLab SCIM token"},
			Token{Prefix: "glffct-", Alphabet: isAlnumDash, Min: 20, Max: 30, Message: "GitLab feature flags token"},
		)
	},
	Examples: []Example{
		{Path: "ci.yml", Text: "variables:\n  TOKEN: «glpat-{alnum:20}»\n", Why: "a personal token"},
		{Path: "config.toml", Text: "token = \"«glrt-{alnum:20}»\"\n", Why: "a runner's token"},
		{Path: "deploy.sh", Text: "docker login -u gitlab+deploy-token-1 -p «gldt-{alnum:20}» registry.gitlab.com\n", Why: "a deploy token"},
		{Path: "a.md", Text: "export TOKEN=glpat-{repeat:x:20}\n", Why: "filler"},
		{Path: "b.md", Text: "--header \"PRIVATE-TOKEN: glpat-your-access-token-goes-here\"\n", Why: "words"},
		{Path: "c.html", Text: "<div class=\"gldt-widget-container-for-the-user\">\n", Why: "a class that begins alike"},
	},
}

// gitlabRoutable verifies payload.01.LLCCCCCCC: the payload's length in
// base 36, and a CRC-32 of all in front of the sum, in base 36.
func gitlabRoutable(token []byte) Proof {
	i := bytes.LastIndexByte(token, '.')
	if i < 0 || len(token)-i-1 != 9 {
		return Refuted
	}
	tail := token[i+1:]
	if !isRunOf(tail, func(c byte) bool { return isDigit(c) || isLower(c) }) {
		return Refuted
	}
	sum, err := strconv.ParseUint(string(tail[2:]), 36, 64)
	if err == nil && uint32(sum) == crc32.ChecksumIEEE(token[:len(token)-7]) {
		return Proved
	}
	return Formal
}
