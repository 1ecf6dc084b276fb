package provider

import (
	"bytes"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// midtransServerKeyRule finds Midtrans server keys.
var midtransServerKeyRule = &rules.Rule{
	ID:       "midtrans-server-key",
	Title:    "Midtrans server key",
	Doc:      `A server key of the payment service Midtrans. It charges, refunds and reads payments. Keys of the sandbox (SB-) are warnings; client keys are public.`,
	Fix:      "Change the key at https://dashboard.midtrans.com/settings/config_info and read the new one from the environment.",
	Source:   "https://docs.midtrans.com/docs/access-keys",
	Severity: rules.Error,
	Kinds:    rules.KindToken,
	Prefixes: []string{"Mid-server-", "SB-Mid-server-"},
	Binary:   true,
	Check:    checkMidtrans,
	Examples: []rules.Example{
		{Path: "pay.py", Text: "midtrans_server_key = \"«Mid-server-{alnum:24}»\"\n", Why: "a live key"},
		{Path: "pay.yml", Text: "server_key: «SB-Mid-server-{alnum:24}»\n", Why: "the sandbox: a warning"},
		{Path: "README.md", Text: "MIDTRANS_SERVER_KEY=Mid-server-{repeat:x:24}\n", Why: "filler"},
		{Path: "shop.html", Text: "<script data-client-key=\"Mid-client-{alnum:16}\">\n", Why: "a client key, which is public"},
	},
}

func checkMidtrans(c *rules.Candidate) (rules.Match, bool) {
	if bytes.HasSuffix(c.Before(3), []byte("SB-")) {
		return rules.Match{}, false // the prefix is longer
	}
	return judge.MatchToken(c,
		rules.Token{Prefix: "Mid-server-", Alphabet: alphabet.AlnumDash, Min: 16, Max: 40, Valid: judge.GeneratedBody, Message: "Midtrans server key: charges and refunds payments"},
		rules.Token{Prefix: "SB-Mid-server-", Alphabet: alphabet.AlnumDash, Min: 16, Max: 40, Valid: judge.GeneratedBody, Score: 0.6, Message: "Midtrans server key of the sandbox"},
	)
}
