package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// personaKeyRule finds Persona API keys.
var personaKeyRule = &rules.Rule{
	ID:       "persona-key",
	Title:    "Persona API key",
	Doc:      `A production API key of Persona (persona_production_). It reads the identity documents of people who were verified. Keys of the sandbox are warnings.`,
	Fix:      "Revoke the key at https://app.withpersona.com/dashboard/api-keys and read the new one from the environment.",
	Source:   "https://docs.withpersona.com/api-keys",
	Severity: rules.Error,
	Kinds:    rules.KindToken,
	Prefixes: []string{"persona_production_", "persona_sandbox_"},
	Run:      36,
	Binary:   true,
	Check: func(c *rules.Candidate) (rules.Match, bool) {
		return judge.MatchToken(c,
			rules.Token{Prefix: "persona_production_", Alphabet: alphabet.AlnumDash, Min: 20, Max: 80, Valid: judge.UuidBody, Message: "Persona production API key: reads identity documents"},
			rules.Token{Prefix: "persona_sandbox_", Alphabet: alphabet.AlnumDash, Min: 20, Max: 80, Valid: judge.UuidBody, Score: 0.6, Message: "Persona API key of the sandbox"},
		)
	},
	Examples: []rules.Example{
		{Path: "settings.py", Text: "PERSONA_API_KEY = \"«persona_production_{uuid}»\"\n", Why: "by its form"},
		{Path: "config.yml", Text: "persona_api_key: «persona_sandbox_{uuid}»\n", Why: "the sandbox: a warning"},
		{Path: "README.md", Text: "PERSONA_API_KEY=persona_production_{repeat:x:20}\n", Why: "filler"},
		{Path: "notes.md", Text: "Set PERSONA_API_KEY to persona_production_... and restart.\n", Why: "elided"},
	},
}
