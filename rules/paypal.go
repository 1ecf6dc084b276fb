package rules

// paypalSecretRule finds PayPal client secrets.
var paypalSecretRule = &Rule{
	ID:       "paypal-secret",
	Title:    "PayPal client secret",
	Doc:      `The client secret of a PayPal app: 80 characters that begin with E, under a name that says PayPal. With the client's identifier, which is public, it reads and refunds payments.`,
	Fix:      "Generate a new secret for the app at https://developer.paypal.com/dashboard/applications/live and read the new one from the environment.",
	Source:   "https://developer.paypal.com/api/rest/authentication/",
	Severity: Error,
	Kinds:    keyedKinds,
	Keywords: []string{"paypal"},
	Run:      80,
	Check: func(c *Candidate) (Match, bool) {
		return matchKeyed(c, Keyed{Words: []string{"paypal"}, Alphabet: isAlnumDash, Min: 80, Max: 80, Valid: paypalForm, Message: "PayPal client secret: reads and refunds payments"})
	},
	Examples: []Example{
		{Path: "client.ts", Text: "const paypalClientSecret = '«E{alnum:79}»';\n", Why: "by its name"},
		{Path: "README.md", Text: "PAYPAL_CLIENT_SECRET={repeat:x:80}\n", Why: "filler"},
		{Path: "build.py", Text: "build_checksum = \"E{alnum:79}\"\n", Why: "another name"},
		{Path: "client.py", Text: "paypal_revision = \"E{alnum:79}\"\n", Why: "a revision's name"},
		{Path: "a.js", Text: "const paypalClientId = 'A{alnum:79}';\n", Why: "a client's identifier"},
	},
}

func paypalForm(v []byte) Proof {
	if v[0] != 'E' {
		return Refuted
	}
	return Formal
}
