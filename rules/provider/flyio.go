package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// flyioAccessTokenRule finds a Fly.io access token.
var flyioAccessTokenRule = &rules.Rule{
	ID:       "flyio-access-token",
	Title:    "Fly.io access token",
	Doc:      "An access token of Fly.io (fo1_, or macaroons fm1r_, fm1a_, fm2_ behind FlyV1). It deploys and reads secrets of the apps that it was given.",
	Fix:      "Revoke it with fly tokens revoke or at https://fly.io/dashboard/personal/tokens and read the new one from the environment.",
	Source:   "https://fly.io/docs/security/tokens/",
	Severity: rules.Error,
	Binary:   true,
	Tokens: []rules.Token{
		{Prefix: "fo1_", Alphabet: alphabet.AlnumDash, Min: 43, Max: 43, Valid: judge.GeneratedBody, Message: "Fly.io access token"},
		{Prefix: "fm1r_", Alphabet: alphabet.StdBase64, Min: 100, Max: 2000, Message: "Fly.io token"},
		{Prefix: "fm1a_", Alphabet: alphabet.StdBase64, Min: 100, Max: 2000, Message: "Fly.io token"},
		{Prefix: "fm2_", Alphabet: alphabet.StdBase64, Min: 100, Max: 2000, Message: "Fly.io token"},
	},
	Examples: []rules.Example{
		{Path: "deploy.sh", Text: "export FLY_API_TOKEN=\"FlyV1 «fm2_{b64:300}»\"\n", Why: "a deployment"},
		{Path: "deploy2.sh", Text: "FLY_API_TOKEN=«fo1_{urlsafe:43}» fly deploy\n", Why: "an older token"},
	},
}
