package judge

import (
	"bytes"
	"strings"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// OfWallet reports whether 64 hexadecimal digits are where libraries of Ethereum take a
// private key: in a call that makes a wallet or an account, in a list of accounts, or as
// what becomes a signer.
func OfWallet(c *rules.Candidate) bool {
	if c.Kind&rules.KindArgument != 0 && c.Arg == 0 && isWalletCall(c.Call) {
		return c.GateText("of a wallet", true, "a call that takes a private key")
	}
	if alphabet.Letters(c.Key) == "accounts" || c.Quote != 0 && inAccounts(c.Before(600)) {
		return c.GateText("of a wallet", true, "a list of accounts")
	}
	if before := c.Before(60); bytes.Contains(before, []byte("LocalWallet")) || bytes.Contains(before, []byte("PrivateKeySigner")) {
		return c.GateText("of a wallet", true, "what becomes a signer")
	}
	return false
}

// isWalletCall accepts ethers.Wallet, Account.from_key, crypto.HexToECDSA and the like.
func isWalletCall(call string) bool {
	switch LastWord(call) {
	case "Wallet", "LocalWallet", "SigningKey", "Wallet::new", "fromPrivateKey", "from_private_key", "privateKeyToAccount", "privateKeyToAddress", "privateKeyToPublic", "HexToECDSA", "toAccount", "from_string_private":
		return true
	case "from_key", "fromKey", "from_str", "create", "Create", "of", "new", "load":
		lower := strings.ToLower(call)
		return strings.Contains(lower, "account") || strings.Contains(lower, "wallet") || strings.Contains(lower, "credentials") || strings.Contains(lower, "eth::key")
	}
	return false
}

// inAccounts reports whether before ends inside of the list of accounts: [ that began
// in it, with nothing but strings of hexadecimal digits in between.
func inAccounts(before []byte) bool {
	open := bytes.LastIndexByte(before, '[')
	if open < 0 {
		return false
	}
	for _, c := range before[open+1:] {
		if !alphabet.Hex(c) && bytes.IndexByte([]byte("x\"'`, \t\r\n"), c) < 0 {
			return false
		}
	}
	name := bytes.TrimRight(before[:open], " \t:=\"'")
	return bytes.HasSuffix(name, []byte("accounts"))
}
