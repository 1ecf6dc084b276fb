package rules

// triggerdevKeyRule finds Trigger.dev keys.
var triggerdevKeyRule = &Rule{
	ID:       "triggerdev-key",
	Title:    "Trigger.dev key",
	Doc:      `A secret key of Trigger.dev: of production (tr_prod_), staging (tr_stg_) or a user (tr_pat_). It starts and reads tasks. Keys of development (tr_dev_) are warnings.`,
	Fix:      "Regenerate the key in Trigger.dev, under API keys, and read the new one from the environment.",
	Source:   "https://trigger.dev/docs/apikeys",
	Severity: Error,
	Kinds:    KindToken,
	Prefixes: []string{"tr_prod_", "tr_stg_", "tr_pat_", "tr_dev_"},
	Run:      27,
	Binary:   true,
	Check: func(c *Candidate) (Match, bool) {
		return matchToken(c,
			Token{Prefix: "tr_prod_", Alphabet: isAlnum, Min: 20, Max: 60, Valid: generatedBody, Message: "Trigger.dev production key: starts tasks"},
			Token{Prefix: "tr_stg_", Alphabet: isAlnum, Min: 20, Max: 60, Valid: generatedBody, Message: "Trigger.dev staging key"},
			Token{Prefix: "tr_pat_", Alphabet: isAlnum, Min: 30, Max: 60, Valid: generatedBody, Message: "Trigger.dev personal access token"},
			Token{Prefix: "tr_dev_", Alphabet: isAlnum, Min: 20, Max: 60, Valid: generatedBody, Score: 0.6, Message: "Trigger.dev development key"},
		)
	},
	Examples: []Example{
		{Path: "settings.py", Text: "TRIGGER_SECRET_KEY = \"«tr_prod_{alnum:28}»\"\n", Why: "by its form"},
		{Path: "config.yml", Text: "trigger_secret_key: «tr_stg_{alnum:28}»\n", Why: "staging"},
		{Path: "client.ts", Text: "const triggerSecretKey = '«tr_pat_{alnum:40}»';\n", Why: "a user's"},
		{Path: "main.go", Text: "const triggerSecretKey = \"«tr_dev_{alnum:28}»\"\n", Why: "development: a warning"},
		{Path: "README.md", Text: "TRIGGER_SECRET_KEY=tr_prod_{repeat:x:20}\n", Why: "filler"},
		{Path: "notes.md", Text: "Set TRIGGER_SECRET_KEY to tr_prod_... and restart.\n", Why: "elided"},
	},
}
