package provider

import (
	"bytes"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// dopplerPersonalTokenRule finds a Doppler personal token.
var dopplerPersonalTokenRule = &rules.Rule{
	ID:       "doppler-personal-token",
	Title:    "Doppler personal token",
	Doc:      "A personal token of Doppler (dp.pt.). It reads and changes the secrets of every project that its person may see.",
	Fix:      "Revoke it at https://dashboard.doppler.com under Tokens, and change the secrets that it could read.",
	Source:   "https://docs.doppler.com/reference/auth-token-formats",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "dp.pt.", Alphabet: alphabet.Alnum, Min: 40, Max: 44, Message: "Doppler personal token: reads and changes secrets"}},
	Examples: []rules.Example{
		{Path: "doppler.yaml", Text: "token: «dp.pt.{alnum:43}»\n", Why: "the client's configuration"},
	},
}

// dopplerCliTokenRule finds a Doppler CLI token.
var dopplerCliTokenRule = &rules.Rule{
	ID:       "doppler-cli-token",
	Title:    "Doppler CLI token",
	Doc:      "A token of the Doppler command (dp.ct.). It reads and changes the secrets of every project that its person may see.",
	Fix:      "Revoke it at https://dashboard.doppler.com under Tokens, and change the secrets that it could read.",
	Source:   "https://docs.doppler.com/reference/auth-token-formats",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "dp.ct.", Alphabet: alphabet.Alnum, Min: 40, Max: 44, Message: "Doppler CLI token: reads and changes secrets"}},
	Examples: []rules.Example{
		{Path: "doppler.yaml", Text: "token: «dp.ct.{alnum:43}»\n", Why: "the client's configuration"},
	},
}

// dopplerServiceTokenRule finds a Doppler service token.
var dopplerServiceTokenRule = &rules.Rule{
	ID:       "doppler-service-token",
	Title:    "Doppler service token",
	Doc:      "A service token of Doppler (dp.st., often with the name of the config). It reads, or reads and writes, the secrets of one config.",
	Fix:      "Revoke it under Access of the config at https://dashboard.doppler.com, and change the secrets of the config.",
	Source:   "https://docs.doppler.com/reference/auth-token-formats",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "dp.st.", Alphabet: alphabet.TokenDot, Min: 40, Max: 80, Valid: dopplerTail, Message: "Doppler service token: reads the secrets of a config"}},
	Examples: []rules.Example{
		{Path: "run.sh", Text: "DOPPLER_TOKEN=«dp.st.prd.{alnum:43}» doppler run -- ./app\n", Why: "a server"},
	},
}

// dopplerServiceAccountTokenRule finds a Doppler service account token.
var dopplerServiceAccountTokenRule = &rules.Rule{
	ID:       "doppler-service-account-token",
	Title:    "Doppler service account token",
	Doc:      "A service account's token or identity of Doppler (dp.sa., dp.said.). It reads and changes the secrets that the account may see.",
	Fix:      "Revoke it under Service Accounts of the workplace at https://dashboard.doppler.com, and change the secrets that it could read.",
	Source:   "https://docs.doppler.com/reference/auth-token-formats",
	Severity: rules.Error,
	Binary:   true,
	Tokens: []rules.Token{
		{Prefix: "dp.sa.", Alphabet: alphabet.Alnum, Min: 40, Max: 44, Message: "Doppler service account token"},
		{Prefix: "dp.said.", Alphabet: alphabet.Alnum, Min: 40, Max: 44, Message: "Doppler service account identity token"},
	},
	Examples: []rules.Example{
		{Path: "tf.sh", Text: "export DOPPLER_TOKEN=«dp.sa.{alnum:43}»\n", Why: "Terraform"},
	},
}

// dopplerSCIMTokenRule finds a Doppler SCIM token.
var dopplerSCIMTokenRule = &rules.Rule{
	ID:       "doppler-scim-token",
	Title:    "Doppler SCIM token",
	Doc:      "A SCIM token of Doppler (dp.scim.). It creates and removes the workplace's users.",
	Fix:      "Revoke it in the workplace's settings at https://dashboard.doppler.com and set the new one at the identity provider.",
	Source:   "https://docs.doppler.com/reference/auth-token-formats",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "dp.scim.", Alphabet: alphabet.Alnum, Min: 40, Max: 44, Message: "Doppler SCIM token"}},
	Examples: []rules.Example{
		{Path: "idp.yml", Text: "scim_token: «dp.scim.{alnum:43}»\n", Why: "an identity provider"},
	},
}

// dopplerAuditTokenRule finds a Doppler audit token.
var dopplerAuditTokenRule = &rules.Rule{
	ID:       "doppler-audit-token",
	Title:    "Doppler audit token",
	Doc:      "An audit token of Doppler (dp.audit.). It reads the workplace's settings and activity, but no secret.",
	Fix:      "Revoke it in the workplace's settings at https://dashboard.doppler.com.",
	Source:   "https://docs.doppler.com/reference/auth-token-formats",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "dp.audit.", Alphabet: alphabet.Alnum, Min: 40, Max: 44, Message: "Doppler audit token"}},
	Examples: []rules.Example{
		{Path: "audit.py", Text: "TOKEN = \"«dp.audit.{alnum:43}»\"\n", Why: "an audit"},
	},
}

// dopplerTail accepts a key behind the name of a config.
func dopplerTail(token []byte) rules.Proof {
	parts := bytes.Split(token, []byte("."))
	last := parts[len(parts)-1]
	if len(parts) > 4 || len(last) < 40 || len(last) > 44 || !alphabet.All(last, alphabet.Alnum) {
		return rules.Refuted
	}
	return rules.Formal
}
