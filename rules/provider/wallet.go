package provider

import (
	"strings"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/checksum"
	"github.com/envguard/envguard/rules/judge"
)

// walletMnemonicRule finds the mnemonic sentences of wallets.
var walletMnemonicRule = &rules.Rule{
	ID:       "wallet-mnemonic",
	Title:    "Mnemonic sentence of a wallet",
	Doc:      "A mnemonic sentence (BIP 39): 12, 15, 18, 21 or 24 words of its English list, the last of which holds a checksum, on a line that says mnemonic, seed, secret, key, pass or private. Every key of the wallet is derived from it. The sentences of Hardhat, Ganache, Truffle and the specification are left alone, and so are those that repeat a word many times.",
	Fix:      "Move the funds to a new wallet, and keep its sentence out of the repository.",
	Source:   "https://github.com/bitcoin/bips/blob/master/bip-0039.mediawiki",
	Severity: rules.Error,
	Kinds:    judge.KeyedKinds | rules.KindString,
	Check:    checkMnemonic,
	Examples: []rules.Example{
		{Path: "hardhat.config.js", Text: "accounts: { mnemonic: '«{bip39:12}»' },\n", Why: "in a configuration"},
		{Path: ".env", Text: "MNEMONIC=\"«{bip39:24}»\"\n", Why: "in an env file"},
		{Path: "deploy.py", Text: "wallet = Wallet.from_mnemonic(\"«{bip39:15}»\")\n", Why: "in a call"},
		{Path: "config.yml", Text: "seed_phrase: «{bip39:12}»\n", Why: "without quotes"},
		{Path: "a.js", Text: "mnemonic: '{known:junk}'\n", Why: "Hardhat's"},
		{Path: "b.js", Text: "mnemonic: '{known:ganache}'\n", Why: "Ganache's"},
		{Path: "c.py", Text: "secret = 'the words that a person writes in a sentence are no mnemonic'\n", Why: "a text"},
	},
}

func checkMnemonic(c *rules.Candidate) (rules.Match, bool) {
	v := c.Value()
	if len(v) < 12*4 || len(v) > 24*9 {
		return rules.Match{}, false
	}
	words := strings.Fields(string(v))
	if len(words) < 12 || !checksum.Mnemonic(words) {
		return rules.Match{}, false
	}
	distinct := map[string]bool{}
	for _, w := range words {
		distinct[w] = true
	}
	if !c.Gate("different words", len(distinct)*4 >= len(words)*3, float64(len(distinct))) {
		return rules.Match{}, false
	}
	if known := judge.PublishedIn(strings.Join(words, " ")); !c.GateText("not a published sentence", known == "", known) {
		return rules.Match{}, false
	}
	return rules.Match{Start: c.Start, End: c.End, Score: judge.InPlace(c, judge.ByKey, 0.95), Remedy: rules.NewKey, Message: "mnemonic sentence of a wallet: every key is derived from it"}, true
}
