package provider

import (
	"bytes"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// digitaloceanPATRule finds a DigitalOcean personal access token.
var digitaloceanPATRule = &rules.Rule{
	ID:       "digitalocean-pat",
	Title:    "DigitalOcean personal access token",
	Doc:      "A personal access token of DigitalOcean (dop_v1_ and 64 hexadecimal digits). It creates, reads and deletes what its scopes say, often everything.",
	Fix:      "Delete it at https://cloud.digitalocean.com/account/api/tokens and read the new one from the environment.",
	Source:   "https://docs.digitalocean.com/reference/api/create-personal-access-token/",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "dop_v1_", Alphabet: alphabet.LowerHex, Min: 64, Max: 64, Message: "DigitalOcean personal access token"}},
	Examples: []rules.Example{
		{Path: "main.tf", Text: "token = \"«dop_v1_{hex:64}»\"\n", Why: "Terraform"},
	},
}

// digitaloceanAccessTokenRule finds a DigitalOcean OAuth token.
var digitaloceanAccessTokenRule = &rules.Rule{
	ID:       "digitalocean-access-token",
	Title:    "DigitalOcean OAuth token",
	Doc:      "An OAuth access token of DigitalOcean (doo_v1_ and 64 hexadecimal digits). It acts for the user who granted it, for about a month.",
	Fix:      "Revoke the application's access at https://cloud.digitalocean.com/account/api/access.",
	Source:   "https://docs.digitalocean.com/reference/api/oauth/",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "doo_v1_", Alphabet: alphabet.LowerHex, Min: 64, Max: 64, Message: "DigitalOcean OAuth token"}},
	Examples: []rules.Example{
		{Path: "app.yml", Text: "access_token: «doo_v1_{hex:64}»\n", Why: "an application"},
	},
}

// digitaloceanRefreshTokenRule finds a DigitalOcean refresh token.
var digitaloceanRefreshTokenRule = &rules.Rule{
	ID:       "digitalocean-refresh-token",
	Title:    "DigitalOcean refresh token",
	Doc:      "An OAuth refresh token of DigitalOcean (dor_v1_ and 64 hexadecimal digits). With it new access tokens are obtained until the access is revoked.",
	Fix:      "Revoke the application's access at https://cloud.digitalocean.com/account/api/access.",
	Source:   "https://docs.digitalocean.com/reference/api/oauth/",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "dor_v1_", Alphabet: alphabet.LowerHex, Min: 64, Max: 64, Message: "DigitalOcean refresh token"}},
	Examples: []rules.Example{
		{Path: "app.yml", Text: "refresh_token: «dor_v1_{hex:64}»\n", Why: "an application"},
	},
}

// digitaloceanSpacesSecretRule finds a DigitalOcean Spaces secret.
var digitaloceanSpacesSecretRule = &rules.Rule{
	ID:       "digitalocean-spaces-secret",
	Title:    "DigitalOcean Spaces secret",
	Doc:      "The secret of a Spaces access key of DigitalOcean: 43 characters of base64 under a name that says Spaces or DO, or within a few lines of an identifier (DO00 or DO801 and capitals). It reads and writes the buckets.",
	Fix:      "Delete the key at https://cloud.digitalocean.com/account/api/spaces and read the new one from the environment.",
	Source:   "https://docs.digitalocean.com/products/spaces/how-to/manage-access/",
	Severity: rules.Error,
	Kinds:    judge.KeyedKinds,
	Keywords: []string{"spaces", "digitalocean", "secret"},
	Run:      43,
	Check:    checkSpaces,
	Examples: []rules.Example{
		{Path: "s3.py", Text: "client(\"s3\", aws_access_key_id=\"DO00{uppernum:16}\", aws_secret_access_key=\"«{alnum:43}»\")\n", Why: "beside its identifier"},
		{Path: ".env.do", Text: "SPACES_SECRET=«{alnum:43}»\n", Why: "by its name"},
		{Path: "a.md", Text: "SPACES_SECRET={repeat:x:43}\n", Why: "filler"},
	},
}

func isSpacesID(b []byte) bool {
	if !bytes.HasPrefix(b, []byte("DO00")) && !bytes.HasPrefix(b, []byte("DO80")) {
		return false
	}
	return alphabet.RunLength(b, alphabet.UpperNum) == 20
}

// checkSpaces takes the secrets of Spaces by their name, or next to an
// identifier.
func checkSpaces(c *rules.Candidate) (rules.Match, bool) {
	v := c.Value()
	if len(v) != 43 || !alphabet.All(v, alphabet.StdBase64) {
		return rules.Match{}, false
	}
	const message = "DigitalOcean Spaces secret"
	if at := judge.FindNear(c, judge.PairReach, isSpacesID); at >= 0 {
		return judge.JudgeBeside(c, 0.95, 0, message+"; its identifier stands "+judge.BesideText(c, at))
	}
	return judge.MatchKeyed(c, rules.Keyed{Words: []string{"spaces", "digitalocean"}, Alphabet: alphabet.StdBase64, Min: 43, Max: 43, Message: message})
}
