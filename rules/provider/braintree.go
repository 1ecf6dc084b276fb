package provider

import (
	"bytes"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// braintreeAccessTokenRule finds a Braintree access token.
var braintreeAccessTokenRule = &rules.Rule{
	ID:       "braintree-access-token",
	Title:    "Braintree access token",
	Doc:      "An access token of Braintree or PayPal (access_token$production$ or $sandbox$, a merchant, $ and 32 hexadecimal digits). That of production takes payments; that of the sandbox is a warning.",
	Fix:      "Revoke it in the control panel at https://www.braintreegateway.com/login under Settings, API and read the new one from the environment.",
	Source:   "https://developer.paypal.com/braintree/articles/control-panel/important-gateway-credentials",
	Severity: rules.Error,
	Kinds:    judge.KeyedKinds | rules.KindString,
	Keywords: []string{"access", "braintree", "token"},
	Run:      32,
	Solid:    true,
	Needs:    '$',
	Check:    checkBraintree,
	Examples: []rules.Example{
		{Path: "pay.rb", Text: "gateway = Braintree::Gateway.new(:access_token => \"«access_token$production${lowernum:16}${hex:32}»\")\n", Why: "production"},
		{Path: "pay.py", Text: "token = \"«access_token$sandbox${lowernum:16}${hex:32}»\"\n", Why: "the sandbox"},
		{Path: "a.md", Text: "token = \"access_token$production$merchantid123456${repeat:x:32}\"\n", Why: "filler"},
	},
}

// braintreePrivateKeyRule finds a Braintree private key.
var braintreePrivateKeyRule = &rules.Rule{
	ID:       "braintree-private-key",
	Title:    "Braintree private key",
	Doc:      "The private key of a Braintree merchant: 32 hexadecimal digits under a name that says Braintree and private. With the public key and merchant it takes payments.",
	Fix:      "Delete the key in the control panel at https://www.braintreegateway.com/login under Settings, API and read the new one from the environment.",
	Source:   "https://developer.paypal.com/braintree/articles/control-panel/important-gateway-credentials",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"braintree"}, Names: []string{"privatekey", "private", "secret"}, Alphabet: alphabet.LowerHex, Min: 32, Max: 32, Message: "Braintree private key"}},
	Examples: []rules.Example{
		{Path: ".env.live", Text: "BRAINTREE_PRIVATE_KEY=«{hex:32}»\n", Why: "a shop"},
		{Path: "d.py", Text: "BRAINTREE_PUBLIC_KEY = \"{lowernum:16}\"\n", Why: "the public key"},
		{Path: "b.py", Text: "braintree_release_sha = \"{hex:32}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{hex:32}\"\n", Why: "another provider"},
	},
}

// checkBraintree takes access_token$ENVIRONMENT$MERCHANT$KEY.
func checkBraintree(c *rules.Candidate) (rules.Match, bool) {
	parts := bytes.Split(c.Value(), []byte("$"))
	if len(parts) != 4 || string(parts[0]) != "access_token" || len(parts[2]) != 16 || len(parts[3]) != 32 || !alphabet.All(parts[3], alphabet.LowerHex) {
		return rules.Match{}, false
	}
	score, message := 0.97, "Braintree access token: takes payments"
	if string(parts[1]) != "production" {
		score, message = 0.65, "Braintree access token of the sandbox"
	}
	return judge.JudgeBeside(c, score, len("access_token$")+len(parts[1])+1, message)
}
