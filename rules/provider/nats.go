package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/checksum"
	"github.com/envguard/envguard/rules/judge"
)

// natsUserSeedRule finds NATS user seeds.
var natsUserSeedRule = &rules.Rule{
	ID:       "nats-user-seed",
	Title:    "NATS user seed",
	Doc:      `The seed of a NATS user (SU…), an Ed25519 private key in base32 with a CRC-16. It connects and does what the user's permissions allow. A seed whose checksum is wrong is not reported. In documents and tests, where seeds are made for the page, it is a warning.`,
	Fix:      "Make a new key pair (nsc generate nkey), replace the public key where it is trusted, and keep the seed out of the repository.",
	Source:   "https://docs.nats.io/running-a-nats-service/configuration/securing_nats/auth_intro/nkey_auth",
	Severity: rules.Error,
	Kinds:    rules.KindToken,
	Prefixes: []string{"SU"},
	Run:      56,
	Solid:    true,
	Binary:   true,
	Check: func(c *rules.Candidate) (rules.Match, bool) {
		return matchNkey(c, rules.Token{Prefix: "SU", Alphabet: alphabet.Base32, Min: 56, Max: 56, Valid: checksum.NkeySeed, Message: "NATS user seed: a private key"})
	},
	Examples: []rules.Example{
		{Path: "client.ts", Text: "const natsNkeySeed = '«{nkey:U}»';\n", Why: "by its form"},
		{Path: "README.md", Text: "NATS_NKEY_SEED=SU{repeat:X:56}\n", Why: "filler"},
		{Path: "notes.md", Text: "Set NATS_NKEY_SEED to SU... and restart.\n", Why: "elided"},
		{Path: "b.conf", Text: "nkey: U{base32:55}\n", Why: "a public key"},
		{Path: "c.txt", Text: "seed SU{base32:56}\n", Why: "a wrong checksum"},
	},
}

// natsAccountSeedRule finds NATS account seeds.
var natsAccountSeedRule = &rules.Rule{
	ID:       "nats-account-seed",
	Title:    "NATS account seed",
	Doc:      `The seed of a NATS account (SA…), an Ed25519 private key with a CRC-16. It signs users into the account, with any permission in it. A seed whose checksum is wrong is not reported. In documents and tests, where seeds are made for the page, it is a warning.`,
	Fix:      "Make a new key pair (nsc generate nkey), replace the public key where it is trusted, and keep the seed out of the repository.",
	Source:   "https://docs.nats.io/running-a-nats-service/configuration/securing_nats/auth_intro/nkey_auth",
	Severity: rules.Error,
	Kinds:    rules.KindToken,
	Prefixes: []string{"SA"},
	Run:      56,
	Solid:    true,
	Binary:   true,
	Check: func(c *rules.Candidate) (rules.Match, bool) {
		return matchNkey(c, rules.Token{Prefix: "SA", Alphabet: alphabet.Base32, Min: 56, Max: 56, Valid: checksum.NkeySeed, Message: "NATS account seed: a private key"})
	},
	Examples: []rules.Example{
		{Path: "settings.py", Text: "NATS_NKEY_SEED = \"«{nkey:A}»\"\n", Why: "by its form"},
		{Path: "README.md", Text: "NATS_NKEY_SEED=SA{repeat:X:56}\n", Why: "filler"},
		{Path: "notes.md", Text: "Set NATS_NKEY_SEED to SA... and restart.\n", Why: "elided"},
		{Path: "b.conf", Text: "nkey: A{base32:55}\n", Why: "a public key"},
		{Path: "c.txt", Text: "seed SA{base32:56}\n", Why: "a wrong checksum"},
	},
}

// natsOperatorSeedRule finds NATS operator seeds.
var natsOperatorSeedRule = &rules.Rule{
	ID:       "nats-operator-seed",
	Title:    "NATS operator seed",
	Doc:      `The seed of a NATS operator (SO…), an Ed25519 private key with a CRC-16. It signs accounts: whoever has it owns every server that trusts the operator. In documents and tests, where seeds are made for the page, it is a warning.`,
	Fix:      "Make a new key pair (nsc generate nkey), replace the public key where it is trusted, and keep the seed out of the repository.",
	Source:   "https://docs.nats.io/running-a-nats-service/configuration/securing_nats/auth_intro/nkey_auth",
	Severity: rules.Error,
	Kinds:    rules.KindToken,
	Prefixes: []string{"SO"},
	Run:      56,
	Solid:    true,
	Binary:   true,
	Check: func(c *rules.Candidate) (rules.Match, bool) {
		return matchNkey(c, rules.Token{Prefix: "SO", Alphabet: alphabet.Base32, Min: 56, Max: 56, Valid: checksum.NkeySeed, Message: "NATS operator seed: a private key"})
	},
	Examples: []rules.Example{
		{Path: "app.json", Text: "{\"natsNkeySeed\": \"«{nkey:O}»\"}\n", Why: "by its form"},
		{Path: "README.md", Text: "NATS_NKEY_SEED=SO{repeat:X:56}\n", Why: "filler"},
		{Path: "notes.md", Text: "Set NATS_NKEY_SEED to SO... and restart.\n", Why: "elided"},
		{Path: "b.conf", Text: "nkey: O{base32:55}\n", Why: "a public key"},
		{Path: "c.txt", Text: "seed SO{base32:56}\n", Why: "a wrong checksum"},
	},
}

// natsServerSeedRule finds NATS server or cluster seeds.
var natsServerSeedRule = &rules.Rule{
	ID:       "nats-server-seed",
	Title:    "NATS server or cluster seed",
	Doc:      `The seed of a NATS server (SN…) or cluster (SC…), an Ed25519 private key with a CRC-16. It lets a foreign server pose as one of the owner's. In documents and tests, where seeds are made for the page, it is a warning.`,
	Fix:      "Make a new key pair (nsc generate nkey), replace the public key where it is trusted, and keep the seed out of the repository.",
	Source:   "https://docs.nats.io/running-a-nats-service/configuration/securing_nats/auth_intro/nkey_auth",
	Severity: rules.Error,
	Kinds:    rules.KindToken,
	Prefixes: []string{"SN", "SC"},
	Run:      56,
	Solid:    true,
	Binary:   true,
	Check: func(c *rules.Candidate) (rules.Match, bool) {
		return matchNkey(c,
			rules.Token{Prefix: "SN", Alphabet: alphabet.Base32, Min: 56, Max: 56, Valid: checksum.NkeySeed, Message: "NATS server or cluster seed: a private key"},
			rules.Token{Prefix: "SC", Alphabet: alphabet.Base32, Min: 56, Max: 56, Valid: checksum.NkeySeed, Message: "NATS cluster seed: a private key"},
		)
	},
	Examples: []rules.Example{
		{Path: "config.yml", Text: "nats_nkey_seed: «{nkey:N}»\n", Why: "by its form"},
		{Path: "client.ts", Text: "const natsNkeySeed = '«{nkey:C}»';\n", Why: "a cluster's"},
		{Path: "README.md", Text: "NATS_NKEY_SEED=SN{repeat:X:56}\n", Why: "filler"},
		{Path: "notes.md", Text: "Set NATS_NKEY_SEED to SN... and restart.\n", Why: "elided"},
		{Path: "b.conf", Text: "nkey: N{base32:55}\n", Why: "a public key"},
		{Path: "c.txt", Text: "seed SN{base32:56}\n", Why: "a wrong checksum"},
	},
}

// natsCurveSeedRule finds NATS curve seeds.
var natsCurveSeedRule = &rules.Rule{
	ID:       "nats-curve-seed",
	Title:    "NATS curve seed",
	Doc:      `The seed of a NATS curve key (SX…), an X25519 private key with a CRC-16. It opens what was sealed for its owner, such as the requests of an auth callout. In documents and tests, where seeds are made for the page, it is a warning.`,
	Fix:      "Make a new key pair (nsc generate nkey), replace the public key where it is trusted, and keep the seed out of the repository.",
	Source:   "https://docs.nats.io/running-a-nats-service/configuration/securing_nats/auth_intro/nkey_auth",
	Severity: rules.Error,
	Kinds:    rules.KindToken,
	Prefixes: []string{"SX"},
	Run:      56,
	Solid:    true,
	Binary:   true,
	Check: func(c *rules.Candidate) (rules.Match, bool) {
		return matchNkey(c, rules.Token{Prefix: "SX", Alphabet: alphabet.Base32, Min: 56, Max: 56, Valid: checksum.NkeySeed, Message: "NATS curve seed: a private key"})
	},
	Examples: []rules.Example{
		{Path: "settings.py", Text: "NATS_NKEY_SEED = \"«{nkey:X}»\"\n", Why: "by its form"},
		{Path: "README.md", Text: "NATS_NKEY_SEED=SX{repeat:X:56}\n", Why: "filler"},
		{Path: "notes.md", Text: "Set NATS_NKEY_SEED to SX... and restart.\n", Why: "elided"},
		{Path: "b.conf", Text: "nkey: X{base32:55}\n", Why: "a public key"},
		{Path: "c.txt", Text: "seed SX{base32:56}\n", Why: "a wrong checksum"},
	},
}

// matchNkey lowers the score where seeds are made for the page or the test:
// nobody has to give one out.
func matchNkey(c *rules.Candidate, tokens ...rules.Token) (rules.Match, bool) {
	m, ok := judge.MatchToken(c, tokens...)
	if ok {
		m.Score = judge.InFile(c, m.Score)
	}
	return m, ok
}
