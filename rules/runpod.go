package rules

// runpodKeyRule finds RunPod API keys.
var runpodKeyRule = &Rule{
	ID:       "runpod-key",
	Title:    "RunPod API key",
	Doc:      `An API key of RunPod (rpa_ and 46 characters). It starts machines with GPUs at the cost of the account.`,
	Fix:      "Delete the key at https://console.runpod.io/user/settings and read the new one from the environment.",
	Source:   "https://docs.runpod.io/get-started/api-keys",
	Severity: Error,
	Kinds:    KindToken,
	Prefixes: []string{"rpa_"},
	Run:      50,
	Solid:    true,
	Binary:   true,
	Check: func(c *Candidate) (Match, bool) {
		return matchToken(c, Token{Prefix: "rpa_", Alphabet: isAlnum, Min: 46, Max: 46, Valid: runpodForm, Message: "RunPod API key: starts machines"})
	},
	Examples: []Example{
		{Path: ".env", Text: "RUNPOD_API_KEY=«rpa_{uppernum:40}{alnum:6}»\n", Why: "by its form"},
		{Path: "README.md", Text: "RUNPOD_API_KEY=rpa_{repeat:x:46}\n", Why: "filler"},
		{Path: "notes.md", Text: "Set RUNPOD_API_KEY to rpa_... and restart.\n", Why: "elided"},
	},
}

func runpodForm(token []byte) Proof {
	if !isRunOf(token[4:44], isUpperNum) {
		return Refuted
	}
	return generatedBody(token)
}
