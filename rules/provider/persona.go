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
	Binary:   true,
	Tokens: []rules.Token{
		{Prefix: "persona_production_", Alphabet: alphabet.AlnumDash, Min: 20, Max: 80, Valid: judge.UuidBody, Message: "Persona production API key: reads identity documents"},
		{Prefix: "persona_sandbox_", Alphabet: alphabet.AlnumDash, Min: 20, Max: 80, Valid: judge.UuidBody, Score: 0.6, Message: "Persona API key of the sandbox"},
	},
	Examples: []rules.Example{
		{Path: "settings.py", Text: "PERSONA_API_KEY = \"«persona_production_{uuid}»\"\n", Why: "by its form"},
		{Path: "config.yml", Text: "persona_api_key: «persona_sandbox_{uuid}»\n", Why: "the sandbox: a warning"},
	},
}
