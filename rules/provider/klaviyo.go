package provider

import (
	"bytes"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// klaviyoAPIKeyRule finds a Klaviyo private API key.
var klaviyoAPIKeyRule = &rules.Rule{
	ID:       "klaviyo-api-key",
	Title:    "Klaviyo private API key",
	Doc:      "A private API key of Klaviyo (pk_ and 34 hexadecimal digits, or pk_, the account, _ and 34). It reads and changes profiles and sends messages. The public key is the account's six characters.",
	Fix:      "Delete it at https://www.klaviyo.com/settings/account/api-keys and read the new one from the environment.",
	Source:   "https://developers.klaviyo.com/en/docs/authenticate_",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "pk_", Alphabet: alphabet.AlnumUnder, Min: 34, Max: 41, Valid: klaviyoForm, Message: "Klaviyo private API key"}},
	Examples: []rules.Example{
		{Path: "mail.py", Text: "headers = {\"Authorization\": \"Klaviyo-API-Key «pk_{hex:34}»\"}\n", Why: "a header"},
		{Path: "mail2.py", Text: "KEY = \"«pk_{alnum:6}_{hex:34}»\"\n", Why: "with the account"},
		{Path: "c.js", Text: "const stripe = Stripe('pk_live_{alnum:34}');\n", Why: "a publishable key of another provider"},
	},
}

// klaviyoForm verifies 34 hexadecimal digits, behind an account or not.
func klaviyoForm(token []byte) rules.Proof {
	parts := bytes.Split(token, []byte("_"))
	last := parts[len(parts)-1]
	if len(parts) > 3 || len(parts) == 3 && len(parts[1]) != 6 || len(last) != 34 || !alphabet.All(last, alphabet.LowerHex) {
		return rules.Refuted
	}
	return judge.GeneratedBody(last)
}
