package provider

import (
	"bytes"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// infisicalTokenRule finds an Infisical service token.
var infisicalTokenRule = &rules.Rule{
	ID:       "infisical-token",
	Title:    "Infisical service token",
	Doc:      "A service token of Infisical (st., an identifier, a dot, 32 hexadecimal digits, a dot and a key). It reads, and if it may writes, the secrets of an environment.",
	Fix:      "Revoke it under Access Control of the project at https://app.infisical.com, and change the secrets that it could read.",
	Source:   "https://infisical.com/docs/documentation/platform/token",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "st.", Alphabet: alphabet.TokenDot, Min: 70, Max: 130, Valid: infisicalForm, Message: "Infisical service token: reads an environment's secrets"}},
	Examples: []rules.Example{
		{Path: "run.sh", Text: "INFISICAL_TOKEN=«st.{hex:8}-{hex:4}-4{hex:3}-a{hex:3}-{hex:12}.{hex:32}.{hex:32}» infisical run -- ./app\n", Why: "a server"},
		{Path: "c.go", Text: "st.configuration.registrationOfTheThing.handlerForAllTheRequestsOfTheServerAndItsClients()\n", Why: "members"},
	},
}

func infisicalForm(token []byte) rules.Proof {
	parts := bytes.Split(token, []byte("."))
	if len(parts) != 4 || len(parts[1]) < 24 || !alphabet.All(parts[1], alphabet.HexDash) || len(parts[2]) < 24 || !alphabet.All(parts[2], alphabet.LowerHex) {
		return rules.Refuted
	}
	return judge.GeneratedBody(parts[2])
}
