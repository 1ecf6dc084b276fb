package provider

import (
	"bytes"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/checksum"
	"github.com/envguard/envguard/rules/judge"
)

// githubPATRule finds a GitHub personal access token.
var githubPATRule = &rules.Rule{
	ID:       "github-pat",
	Title:    "GitHub personal access token",
	Doc:      "A classic personal access token of GitHub (ghp_, letters and digits, and a CRC-32 of them). It does what its scopes say in every repository of its person. Tokens whose checksum is wrong are made up, and not reported.",
	Fix:      "Revoke the token at https://github.com/settings/tokens; GitHub also revokes what is pushed to a public repository. Read the new one from the environment.",
	Source:   "https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "ghp_", Alphabet: alphabet.Alnum, Min: 36, Max: 251, Valid: checksum.GitHub, Message: "GitHub personal access token"}},
	Examples: []rules.Example{
		{Path: "ci.sh", Text: "export GITHUB_TOKEN=«{crc:github:ghp_}»\n", Why: "a personal token"},
		{Path: "app_test.go", Text: "const token = \"«{crc:github:ghp_}»\"\n", Why: "the checksum proves it, test or not"},
		{Path: "package-lock.json", Text: "\"resolved\": \"https://git.acme.io/x?t=«{crc:github:ghp_}»\"\n", Why: "in a lock file, too"},
		{Path: "c.py", Text: "prefixes = [\"ghp_\", \"gho_\", \"github_pat_\"]\n", Why: "the prefixes alone"},
		{Path: "d.txt", Text: "ghp_{alnum:20}\n", Why: "too short"},
		{Path: "e.py", Text: "token = \"ghp_{alnum:36}\"  # of a test\n", Why: "a wrong checksum"},
	},
}

// githubFineGrainedPATRule finds a GitHub fine-grained access token.
var githubFineGrainedPATRule = &rules.Rule{
	ID:       "github-fine-grained-pat",
	Title:    "GitHub fine-grained access token",
	Doc:      "A fine-grained personal access token of GitHub (github_pat_, 22 characters, _ and 59 more). It does what it was given in the repositories that were chosen.",
	Fix:      "Revoke the token at https://github.com/settings/personal-access-tokens; GitHub also revokes what is pushed to a public repository. Read the new one from the environment.",
	Source:   "https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/managing-your-personal-access-tokens",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "github_pat_", Alphabet: alphabet.AlnumUnder, Min: 82, Max: 82, Valid: githubPAT, Message: "GitHub fine-grained access token"}},
	Examples: []rules.Example{
		{Path: "b.yaml", Text: "token: «github_pat_{alnum:22}_{alnum:59}»\n", Why: "a fine-grained token"},
	},
}

// githubOAuthRule finds a GitHub OAuth token.
var githubOAuthRule = &rules.Rule{
	ID:       "github-oauth",
	Title:    "GitHub OAuth token",
	Doc:      "A token that an OAuth app obtained for a GitHub user (gho_ and a CRC-32). It acts as the user within its scopes. Tokens whose checksum is wrong are not reported.",
	Fix:      "Revoke the app's access at https://github.com/settings/applications.",
	Source:   "https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "gho_", Alphabet: alphabet.Alnum, Min: 36, Max: 251, Valid: checksum.GitHub, Message: "GitHub OAuth token"}},
	Examples: []rules.Example{
		{Path: "hosts.yml", Text: "github.com:\n    oauth_token: «{crc:github:gho_}»\n", Why: "the client's configuration"},
	},
}

// githubAppTokenRule finds a GitHub app token.
var githubAppTokenRule = &rules.Rule{
	ID:       "github-app-token",
	Title:    "GitHub app token",
	Doc:      "A token of a GitHub app: ghu_ acts for a user, ghs_ for an installation. They end in a CRC-32; those of installations may also be ghs_, the app's number, and a JSON web token. They live for hours, so that the finding is as urgent as the file is fresh. Tokens whose checksum is wrong are not reported.",
	Fix:      "Wait until it expires, or revoke it (DELETE /installation/token); look for the app's private key near it, which does not expire.",
	Source:   "https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app/generating-an-installation-access-token-for-a-github-app",
	Severity: rules.Error,
	Binary:   true,
	Tokens: []rules.Token{
		{Prefix: "ghu_", Alphabet: alphabet.Alnum, Min: 36, Max: 251, Valid: checksum.GitHub, Message: "GitHub app's token for a user"},
		{Prefix: "ghs_", Alphabet: alphabet.Alnum, Min: 36, Max: 251, Valid: checksum.GitHub, Message: "GitHub app's installation token"},
		{Prefix: "ghs_", Alphabet: alphabet.TokenDot, Min: 150, Max: 3000, Valid: githubStateless, Message: "GitHub app's installation token"},
	},
	Examples: []rules.Example{
		{Path: "remote.txt", Text: "https://x-access-token:«{crc:github:ghs_}»@github.com/acme/app.git\n", Why: "in a URL"},
		{Path: "app.yml", Text: "token: «{crc:github:ghu_}»\n", Why: "for a user"},
		{Path: "st.sh", Text: "export GH_TOKEN=«ghs_{digits:7}_{jwt:{\"iss\":\"github\",\"installation\":{digits:8},\"exp\":1800003600,\"iat\":1800000000}}»\n", Why: "a stateless token"},
	},
}

// githubRefreshTokenRule finds a GitHub refresh token.
var githubRefreshTokenRule = &rules.Rule{
	ID:       "github-refresh-token",
	Title:    "GitHub refresh token",
	Doc:      "The refresh token of a GitHub app's user (ghr_ and a CRC-32). With the app's client secret new tokens are obtained, for six months. Tokens whose checksum is wrong are not reported.",
	Fix:      "Revoke the app's access at https://github.com/settings/apps/authorizations.",
	Source:   "https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app/refreshing-user-access-tokens",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "ghr_", Alphabet: alphabet.Alnum, Min: 36, Max: 251, Valid: checksum.GitHub, Message: "GitHub refresh token"}},
	Examples: []rules.Example{
		{Path: "app.yml", Text: "refresh: «{crc:github:ghr_}»\n", Why: "a saved sign-in"},
	},
}

// githubClientSecretRule finds a GitHub OAuth client secret.
var githubClientSecretRule = &rules.Rule{
	ID:       "github-client-secret",
	Title:    "GitHub OAuth client secret",
	Doc:      "The client secret of a GitHub OAuth app or GitHub app: 40 hexadecimal digits under a name that says GitHub and secret. With the public client identifier it obtains tokens of users.",
	Fix:      "Make a new client secret at https://github.com/settings/developers and delete this one.",
	Source:   "https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps",
	Severity: rules.Error,
	Keywords: []string{"github", "secret"},
	Keyed:    []rules.Keyed{{Words: []string{"github", "gh"}, Names: []string{"secret", "clientsecret", "oauthsecret", "appsecret", "secretkey"}, Alphabet: alphabet.LowerHex, Min: 40, Max: 40, Message: "GitHub OAuth client secret"}},
	Examples: []rules.Example{
		{Path: "auth.rb", Text: "GITHUB_CLIENT_SECRET = '«{hex:40}»'\n", Why: "a login"},
		{Path: "d2.yml", Text: "github_commit: {hex:40}\n", Why: "a commit"},
		{Path: "b.py", Text: "github_release_sha = \"{hex:40}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{hex:40}\"\n", Why: "another provider"},
	},
}

// githubLegacyTokenRule finds a GitHub token, old form.
var githubLegacyTokenRule = &rules.Rule{
	ID:       "github-legacy-token",
	Title:    "GitHub token, old form",
	Doc:      "A token of GitHub as they were until 2021: 40 hexadecimal digits under a name that says GitHub and token. Tokens that were never renewed still work.",
	Fix:      "Revoke the token at https://github.com/settings/tokens and read the new one from the environment.",
	Source:   "https://github.blog/changelog/2021-03-31-authentication-token-format-updates-are-generally-available/",
	Severity: rules.Error,
	Keywords: []string{"github", "token"},
	Keyed:    []rules.Keyed{{Words: []string{"github", "gh", "homebrewgithub"}, Names: []string{"token", "accesstoken", "apitoken", "oauthtoken", "pat", "githubapi"}, Alphabet: alphabet.LowerHex, Min: 40, Max: 40, Message: "GitHub token of the old form"}},
	Examples: []rules.Example{
		{Path: "rel.sh", Text: "export HOMEBREW_GITHUB_API_TOKEN=«{hex:40}»\n", Why: "Homebrew"},
		{Path: "b.py", Text: "github_release_sha = \"{hex:40}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{hex:40}\"\n", Why: "another provider"},
	},
}

// githubStateless verifies ghs_APP_JWT, the form of installation tokens since
// 2026.
func githubStateless(token []byte) rules.Proof {
	app, jwt, ok := bytes.Cut(token[len("ghs_"):], []byte("_"))
	if !ok || !alphabet.AllDigits(app) {
		return rules.Refuted
	}
	return judge.SignedJWT(jwt)
}

// githubPAT verifies the form of a fine-grained token.
func githubPAT(token []byte) rules.Proof {
	body := token[len("github_pat_"):]
	if body[22] != '_' || !alphabet.All(body[:22], alphabet.Alnum) || !alphabet.All(body[23:], alphabet.Alnum) {
		return rules.Refuted
	}
	return rules.Formal
}
