package provider

import (
	"bytes"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// flutterwaveSecretKeyRule finds a Flutterwave secret key.
var flutterwaveSecretKeyRule = &rules.Rule{
	ID:       "flutterwave-secret-key",
	Title:    "Flutterwave secret key",
	Doc:      "The secret key of Flutterwave (FLWSECK- or FLWSECK_TEST-, 32 letters and digits, -X). The live key moves money; that of test mode is a warning. Public keys (FLWPUBK) are left alone.",
	Fix:      "Regenerate the keys at https://app.flutterwave.com/dashboard/settings/apis/live and read them from the environment.",
	Source:   "https://developer.flutterwave.com/docs/authentication",
	Severity: rules.Error,
	Binary:   true,
	Tokens: []rules.Token{
		{Prefix: "FLWSECK-", Alphabet: alphabet.AlnumDash, Min: 34, Max: 50, Valid: flutterwaveForm, Message: "Flutterwave live secret key: moves money"},
		{Prefix: "FLWSECK_TEST-", Alphabet: alphabet.AlnumDash, Min: 34, Max: 50, Valid: flutterwaveForm, Score: 0.65, Message: "Flutterwave secret key of test mode"},
	},
	Examples: []rules.Example{
		{Path: "pay.js", Text: "const flw = new Flutterwave(pub, '«FLWSECK-{hex:32}-X»');\n", Why: "a live key"},
		{Path: "pay.test.yml", Text: "key: «FLWSECK_TEST-{hex:32}-X»\n", Why: "test mode"},
		{Path: "c.js", Text: "const pub = 'FLWPUBK-{hex:32}-X';\n", Why: "a public key"},
	},
}

// flutterwaveEncryptionKeyRule finds a Flutterwave encryption key.
var flutterwaveEncryptionKeyRule = &rules.Rule{
	ID:       "flutterwave-encryption-key",
	Title:    "Flutterwave encryption key",
	Doc:      "The encryption key of Flutterwave (FLWSECK_TEST and 12 hexadecimal digits, or 24 under a name that says so). It encrypts card data for the API; that of test mode is a warning.",
	Fix:      "Regenerate the keys at https://app.flutterwave.com/dashboard/settings/apis/live and read them from the environment.",
	Source:   "https://developer.flutterwave.com/docs/encryption",
	Severity: rules.Error,
	Binary:   true,
	Tokens: []rules.Token{
		{Prefix: "FLWSECK_TEST", Alphabet: alphabet.LowerHex, Min: 12, Max: 12, Score: 0.6, Message: "Flutterwave encryption key of test mode"},
		{Prefix: "FLWSECK_TEST-", Alphabet: alphabet.LowerHex, Min: 12, Max: 12, Score: 0.6, Message: "Flutterwave encryption key of test mode"},
	},
	Examples: []rules.Example{
		{Path: "pay.yml", Text: "enc: «FLWSECK_TEST{hex:12}»\n", Why: "test mode"},
	},
}

func flutterwaveForm(token []byte) rules.Proof {
	parts := bytes.Split(token, []byte("-"))
	if len(parts) < 3 || string(parts[len(parts)-1]) != "X" || len(parts[1]) < 32 {
		return rules.Refuted
	}
	return judge.GeneratedBody(parts[1])
}
