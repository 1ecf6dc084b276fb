package rules

// resendKeyRule finds Resend API keys.
var resendKeyRule = &Rule{
	ID:       "resend-key",
	Title:    "Resend API key",
	Doc:      `An API key of Resend (re_): 8 characters, a low line and 24. It sends mail from the verified domains, and with full access manages them.`,
	Fix:      "Delete the key at https://resend.com/api-keys and read the new one from the environment.",
	Source:   "https://resend.com/docs/api-reference/introduction",
	Severity: Error,
	Kinds:    KindToken,
	Prefixes: []string{"re_"},
	Run:      36,
	Binary:   true,
	Check: func(c *Candidate) (Match, bool) {
		return matchToken(c, Token{Prefix: "re_", Alphabet: isAlnumDash, Min: 33, Max: 33, Valid: resendForm, Message: "Resend API key: sends mail from verified domains"})
	},
	Examples: []Example{
		{Path: "settings.py", Text: "RESEND_API_KEY = \"«re_{alnum:8}_{alnum:24}»\"\n", Why: "by its form"},
		{Path: "README.md", Text: "RESEND_API_KEY=re_{repeat:x:33}\n", Why: "filler"},
		{Path: "notes.md", Text: "Set RESEND_API_KEY to re_... and restart.\n", Why: "elided"},
		{Path: "c.py", Text: "re_compile_the_pattern_once_for_all_of_the_lines()\n", Why: "words"},
	},
}

func resendForm(token []byte) Proof {
	body := token[3:]
	if body[8] != '_' || !isRunOf(body[:8], isAlnum) || !isRunOf(body[9:], isAlnum) || mixedClasses(body[9:]) < 3 || !generated(body[9:]) {
		return Refuted
	}
	return Formal
}
