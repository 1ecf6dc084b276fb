package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
	"github.com/envguard/envguard/rules/random"
)

// vaultServiceTokenRule finds Vault service tokens.
var vaultServiceTokenRule = &rules.Rule{
	ID:       "vault-service-token",
	Title:    "Vault service token",
	Doc:      `A service token of HashiCorp Vault (hvs., or s. and 24 characters as they were before version 1.10, near the word vault). By its policies it reads and writes what Vault keeps.`,
	Fix:      "Revoke the token (vault token revoke) and its leases, and have the program log in instead.",
	Source:   "https://developer.hashicorp.com/vault/docs/concepts/tokens",
	Severity: rules.Error,
	Binary:   true,
	Tokens: []rules.Token{
		{Prefix: "hvs.", Alphabet: alphabet.AlnumDash, Min: 24, Max: 150, Valid: judge.GeneratedBody, Message: "Vault service token: reads what Vault keeps"},
		{Prefix: "s.", Alphabet: alphabet.Alnum, Min: 24, Max: 24, Valid: vaultLegacy, Score: 0.85, Message: "Vault service token: reads what Vault keeps"},
	},
	Examples: []rules.Example{
		{Path: "client.ts", Text: "const vaultToken = '«hvs.CAES{alnum:91}»';\n", Why: "by its form"},
		{Path: "main.go", Text: "const vaultToken = \"«s.{alnum:24}»\"\n", Why: "the older form"},
		{Path: "b.js", Text: "const n = s.{alnum:20};\n", Why: "a property"},
	},
}

// vaultBatchTokenRule finds Vault batch tokens.
var vaultBatchTokenRule = &rules.Rule{
	ID:       "vault-batch-token",
	Title:    "Vault batch token",
	Doc:      `A batch token of HashiCorp Vault (hvb., or b. before version 1.10). By its policies it reads what Vault keeps; it cannot be revoked and lives until its end.`,
	Fix:      "Change what the token could read, since a batch token cannot be revoked.",
	Source:   "https://developer.hashicorp.com/vault/docs/concepts/tokens",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "hvb.", Alphabet: alphabet.AlnumDash, Min: 100, Max: 400, Message: "Vault batch token: reads what Vault keeps"}},
	Examples: []rules.Example{
		{Path: ".env", Text: "VAULT_TOKEN=«hvb.AAAAAQ{alnum:140}»\n", Why: "by its form"},
	},
}

// vaultRecoveryTokenRule finds Vault recovery tokens.
var vaultRecoveryTokenRule = &rules.Rule{
	ID:       "vault-recovery-token",
	Title:    "Vault recovery token",
	Doc:      `A recovery token of HashiCorp Vault (hvr.). It repairs, and so reads, the whole storage of a sealed Vault.`,
	Fix:      "End the recovery mode, and rekey the recovery keys.",
	Source:   "https://developer.hashicorp.com/vault/docs/concepts/tokens",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "hvr.", Alphabet: alphabet.AlnumDash, Min: 24, Max: 150, Valid: judge.GeneratedBody, Message: "Vault recovery token: reads the whole storage"}},
	Examples: []rules.Example{
		{Path: "app.json", Text: "{\"vaultToken\": \"«hvr.{alnum:24}»\"}\n", Why: "by its form"},
	},
}

// vaultUnsealKeyRule finds Vault unseal keys.
var vaultUnsealKeyRule = &rules.Rule{
	ID:       "vault-unseal-key",
	Title:    "Vault unseal key",
	Doc:      `A share of the key that unseals HashiCorp Vault: 33 or 32 bytes in base64 or hexadecimal under a name that says unseal. With enough shares, everything that Vault keeps is open.`,
	Fix:      "Rekey Vault (vault operator rekey) and keep the new shares apart, each with another person.",
	Source:   "https://developer.hashicorp.com/vault/docs/concepts/seal",
	Severity: rules.Error,
	Keywords: []string{"unseal"},
	Keyed: []rules.Keyed{
		{Words: []string{"unseal", "vaultunseal"}, Names: []string{"key", "key1", "key2", "key3", "key4", "key5", "share", "token"}, Alphabet: alphabet.StdBase64, Min: 44, Max: 44, Message: "share of Vault's unseal key"},
		{Words: []string{"unseal", "vaultunseal"}, Names: []string{"key", "key1", "key2", "key3", "key4", "key5", "share", "token"}, Alphabet: alphabet.LowerHex, Min: 66, Max: 66, Message: "share of Vault's unseal key"},
	},
	Examples: []rules.Example{
		{Path: "client.ts", Text: "const vaultUnsealKey = '«{b64:33}»';\n", Why: "by its name"},
		{Path: "main.go", Text: "const vaultUnsealKey = \"«{hex:66}»\"\n", Why: "in hexadecimal"},
		{Path: "build.py", Text: "build_checksum = \"{b64:33}\"\n", Why: "another name"},
		{Path: "client.py", Text: "unseal_revision = \"{b64:33}\"\n", Why: "a revision's name"},
	},
}

// vaultApproleSecretRule finds Vault AppRole secret identifiers.
var vaultApproleSecretRule = &rules.Rule{
	ID:       "vault-approle-secret",
	Title:    "Vault AppRole secret identifier",
	Doc:      `The secret identifier of an AppRole of HashiCorp Vault: a UUID under a name that says Vault and secret_id. With the role's identifier it logs in.`,
	Fix:      "Destroy the identifier (vault write auth/approle/role/…/secret-id/destroy) and deliver the new one wrapped.",
	Source:   "https://developer.hashicorp.com/vault/docs/auth/approle",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"vault", "approle"}, Names: []string{"secretid"}, Alphabet: alphabet.HexDash, Min: 36, Max: 36, Valid: judge.UuidForm, Message: "Vault AppRole secret: logs in"}},
	Examples: []rules.Example{
		{Path: "deploy.sh", Text: "export VAULT_SECRET_ID=«{uuid}»\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{uuid}\"\n", Why: "another name"},
		{Path: "client.py", Text: "vault_revision = \"{uuid}\"\n", Why: "a revision's name"},
	},
}

// vaultLegacy asks for all three classes, since a property's name has the form.
func vaultLegacy(token []byte) rules.Proof {
	if alphabet.Classes(token[2:]) < 3 || !random.HasStretch(token[2:]) {
		return rules.Refuted
	}
	return rules.Formal
}
