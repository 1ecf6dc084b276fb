package provider

import (
	"bytes"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
	"github.com/envguard/envguard/rules/random"
)

// ethereumKeyRule finds private keys of Ethereum that begin with 0x.
var ethereumKeyRule = &rules.Rule{
	ID:       "ethereum-key",
	Title:    "Ethereum private key",
	Doc:      "The private key of an account of Ethereum or a network like it: 0x and 64 hexadecimal digits in a call that makes a wallet or an account, in a list of accounts, or as what becomes a signer. Hashes of transactions and blocks look the same and are left alone, and so are the keys that Hardhat, Anvil, Ganache and Truffle have for their own networks. Under the name of a secret, and without 0x, such keys are hex-secret.",
	Fix:      "Move the funds to a new account, and read its key from the environment or a keystore.",
	Source:   "https://hardhat.org/hardhat-runner/docs/config",
	Severity: rules.Error,
	Kinds:    rules.KindToken | judge.KeyedKinds | rules.KindString,
	Prefixes: []string{"0x"},
	Run:      66,
	Solid:    true,
	Check:    checkEthereumKey,
	Examples: []rules.Example{
		{Path: "hardhat.config.js", Text: "sepolia: { url, accounts: ['«0x{hex:64}»'] },\n", Why: "an account of Hardhat"},
		{Path: "hardhat.config.ts", Text: "accounts: [\n  '«0x{hex:64}»',\n  '«0x{hex:64}»',\n],\n", Why: "accounts on lines of their own"},
		{Path: "deploy.ts", Text: "const signer = new ethers.Wallet(\"«0x{hex:64}»\", provider);\n", Why: "a wallet"},
		{Path: "pay.py", Text: "acct = Account.from_key('«0x{hex:64}»')\n", Why: "an account"},
		{Path: "main.rs", Text: "let w: LocalWallet = \"«0x{hex:64}»\".parse()?;\n", Why: "a signer"},
		{Path: "tx.js", Text: "await wallet.getTransaction('0x{hex:64}');\n", Why: "a transaction"},
		{Path: "a.js", Text: "const topics = ['0x{hex:64}'];\n", Why: "a topic"},
	},
}

func checkEthereumKey(c *rules.Candidate) (rules.Match, bool) {
	v := c.Value()
	if len(v) != 66 || !alphabet.AllHex(v[2:]) {
		return rules.Match{}, false
	}
	if !c.GateText("random", random.HasStretch(v[2:]) && judge.FillerReason(v[2:]) == "", "") || !judge.OfWallet(c) {
		return rules.Match{}, false
	}
	known := judge.PublishedIn(string(bytes.ToLower(v[2:])))
	if !c.GateText("not a published key", known == "", known) {
		return rules.Match{}, false
	}
	return rules.Match{Start: c.Start, End: c.End, Score: judge.InPlace(c, judge.ByName, 0.9), Remedy: rules.NewKey, Message: "private key of Ethereum: spends what its account holds"}, true
}
