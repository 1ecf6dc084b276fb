package rules

import "hash/crc32"

// githubToken finds GitHub's tokens.
var githubToken = &Rule{
	ID:       "github-token",
	Title:    "GitHub token",
	Doc:      `A token of GitHub: personal (ghp_, github_pat_), OAuth (gho_), of an app for a user or server (ghu_, ghs_), or a refresh token (ghr_). The classic ones end in a CRC-32 of the rest, so that a made-up token is told from a real one without asking GitHub; where the sum is wrong the finding is a warning.`,
	Fix:      "Revoke the token at https://github.com/settings/tokens; GitHub also revokes what is pushed to a public repository. Read the new one from the environment.",
	Source:   "https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/",
	Severity: Error,
	Kinds:    KindToken,
	Prefixes: []string{"ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_"},
	Binary:   true,
	Check: func(c *Candidate) (Match, bool) {
		return matchToken(c,
			Token{Prefix: "ghp_", Alphabet: isAlnum, Min: 36, Max: 251, Valid: githubSum, Message: "GitHub personal access token"},
			Token{Prefix: "gho_", Alphabet: isAlnum, Min: 36, Max: 251, Valid: githubSum, Message: "GitHub OAuth token"},
			Token{Prefix: "ghu_", Alphabet: isAlnum, Min: 36, Max: 251, Valid: githubSum, Message: "GitHub app's token for a user"},
			Token{Prefix: "ghs_", Alphabet: isAlnum, Min: 36, Max: 251, Valid: githubSum, Message: "GitHub app's installation token"},
			Token{Prefix: "ghr_", Alphabet: isAlnum, Min: 36, Max: 251, Valid: githubSum, Message: "GitHub refresh token"},
			Token{Prefix: "github_pat_", Alphabet: isAlnumDash, Min: 82, Max: 82, Valid: githubPAT, Message: "GitHub fine-grained access token"},
		)
	},
	Examples: []Example{
		{Path: "ci.sh", Text: "export GITHUB_TOKEN=«{crc:github:ghp_}»\n", Why: "a personal token"},
		{Path: "app_test.go", Text: "const token = \"«{crc:github:gho_}»\"\n", Why: "the checksum proves it, test or not"},
		{Path: "remote.txt", Text: "https://x-access-token:«{crc:github:ghs_}»@github.com/acme/app.git\n", Why: "in a URL"},
		{Path: "b.yaml", Text: "token: «github_pat_{alnum:22}_{alnum:59}»\n", Why: "a fine-grained token"},
		{Path: "a.md", Text: "GITHUB_TOKEN=ghp_{repeat:x:36}\n", Why: "filler"},
		{Path: "c.py", Text: "prefixes = [\"ghp_\", \"gho_\", \"github_pat_\"]\n", Why: "the prefixes alone"},
		{Path: "d.txt", Text: "ghp_{alnum:20}\n", Why: "too short"},
	},
}

// githubSum verifies the CRC-32 in the last six digits, base 62.
func githubSum(token []byte) Proof {
	body := token[4:]
	n := len(body) - 6
	if string(body[n:]) == base62(crc32.ChecksumIEEE(body[:n])) {
		return Proved
	}
	if n != 30 {
		return Refuted
	}
	return Doubted
}

// githubPAT verifies the form of a fine-grained token.
func githubPAT(token []byte) Proof {
	body := token[len("github_pat_"):]
	if body[22] != '_' || !isRunOf(body[:22], isAlnum) || !isRunOf(body[23:], isAlnum) {
		return Refuted
	}
	return Formal
}
