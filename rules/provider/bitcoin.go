package provider

import (
	"bytes"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/checksum"
	"github.com/envguard/envguard/rules/judge"
)

// bitcoinKeyRule finds private keys in Bitcoin's wallet import format.
var bitcoinKeyRule = &rules.Rule{
	ID:       "bitcoin-key",
	Title:    "Bitcoin private key",
	Doc:      "A private key in the wallet import format of Bitcoin and its relatives: 51 or 52 characters of base58 from 5, K or L on, which end in a checksum. It spends what its address holds. Keys whose checksum is wrong, and those of test networks, are left alone.",
	Fix:      "Move the funds to a new key, and keep that one out of the repository.",
	Source:   "https://en.bitcoin.it/wiki/Wallet_import_format",
	Severity: rules.Error,
	Binary:   true,
	Kinds:    rules.KindToken,
	Prefixes: []string{"5H", "5J", "5K", "Kw", "Kx", "Ky", "Kz", "L1", "L2", "L3", "L4", "L5"},
	Run:      51,
	Solid:    true,
	Check: func(c *rules.Candidate) (rules.Match, bool) {
		return checkWalletKey(c, 51, 52, "Bitcoin private key: spends what its address holds", func(d []byte) bool {
			return len(d) == 33 && d[0] == 0x80 || len(d) == 34 && d[0] == 0x80 && d[33] == 1
		})
	},
	Examples: []rules.Example{
		{Path: "pay.py", Text: "key = PrivateKey(\"«{base58check:80:32:01}»\")\n", Why: "of a compressed public key"},
		{Path: "wallet.txt", Text: "backup «{base58check:80:32:}»\n", Why: "of an uncompressed one"},
		{Path: "a.txt", Text: "K{alnum:51}\n", Why: "a wrong checksum"},
		{Path: "b.txt", Text: "address {base58check:00:20:}\n", Why: "an address"},
	},
}

// walletExtendedKeyRule finds extended private keys of hierarchical wallets.
var walletExtendedKeyRule = &rules.Rule{
	ID:       "wallet-extended-key",
	Title:    "Extended private key of a wallet",
	Doc:      "An extended private key of a hierarchical wallet (BIP 32): xprv, yprv or zprv and 107 characters of base58, which end in a checksum. Every key of the account, or of the wallet, is derived from it. Those of test networks (tprv) are warnings. Extended public keys and the test vectors of the specification are left alone.",
	Fix:      "Move the funds to a new wallet, and keep its keys out of the repository.",
	Source:   "https://github.com/bitcoin/bips/blob/master/bip-0032.mediawiki",
	Severity: rules.Error,
	Binary:   true,
	Kinds:    rules.KindToken,
	Prefixes: []string{"xprv", "yprv", "zprv", "Yprv", "Zprv", "tprv", "uprv", "vprv"},
	Run:      111,
	Solid:    true,
	Check: func(c *rules.Candidate) (rules.Match, bool) {
		m, ok := checkWalletKey(c, 111, 112, "extended private key of a wallet: every key is derived from it", func(d []byte) bool {
			return len(d) == 78 && d[45] == 0
		})
		if v := c.Value(); ok && (v[0] == 't' || v[0] == 'u' || v[0] == 'v') {
			m.Score = min(m.Score, judge.MildScore)
			c.Gate("of a test network", false, m.Score)
		}
		return m, ok
	},
	Examples: []rules.Example{
		{Path: "wallet.go", Text: "const root = \"«{xprv}»\"\n", Why: "of a wallet"},
		{Path: "a.txt", Text: "xprv{alnum:107}\n", Why: "a wrong checksum"},
	},
}

// checkWalletKey judges base58 with a checksum, whose data must have a form.
func checkWalletKey(c *rules.Candidate, least, most int, what string, form func(data []byte) bool) (rules.Match, bool) {
	v := c.Value()
	n := 0
	for n < len(v) && n <= most && bytes.IndexByte([]byte(checksum.Base58Chars), v[n]) >= 0 {
		n++
	}
	if n < least || n > most || n < len(v) && alphabet.Alnum(v[n]) {
		return rules.Match{}, false
	}
	v = v[:n]
	data := checksum.FromBase58Check(v)
	if !c.GateText("checksum and form", data != nil && form(data), "") {
		return rules.Match{}, false
	}
	if known := judge.PublishedIn(string(v)); !c.GateText("not a published key", known == "", known) {
		return rules.Match{}, false
	}
	return rules.Match{Start: c.Start, End: c.Start + n, Score: judge.InPlace(c, judge.ByKey, 0.95), Remedy: rules.NewKey, Message: what}, true
}
