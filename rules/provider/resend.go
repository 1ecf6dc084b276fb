package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// resendKeyRule finds Resend API keys.
var resendKeyRule = &rules.Rule{
	ID:       "resend-key",
	Title:    "Resend API key",
	Doc:      `An API key of Resend (re_): 8 characters, a low line and 24. It sends mail from the verified domains, and with full access manages them.`,
	Fix:      "Delete the key at https://resend.com/api-keys and read the new one from the environment.",
	Source:   "https://resend.com/docs/api-reference/introduction",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "re_", Alphabet: alphabet.AlnumDash, Min: 33, Max: 33, Valid: resendForm, Message: "Resend API key: sends mail from verified domains"}},
	Examples: []rules.Example{
		{Path: "settings.py", Text: "RESEND_API_KEY = \"«re_{alnum:8}_{alnum:24}»\"\n", Why: "by its form"},
		{Path: "c.py", Text: "re_compile_the_pattern_once_for_all_of_the_lines()\n", Why: "words"},
	},
}

func resendForm(token []byte) rules.Proof {
	body := token[3:]
	if body[8] != '_' || !alphabet.All(body[:8], alphabet.Alnum) || !alphabet.All(body[9:], alphabet.Alnum) || alphabet.Classes(body[9:]) < 3 || !judge.Generated(body[9:]) {
		return rules.Refuted
	}
	return rules.Formal
}
