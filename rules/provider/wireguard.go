package provider

import (
	"bytes"
	"encoding/base64"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// wireguardPrivateKeyRule finds WireGuard private keys.
var wireguardPrivateKeyRule = &rules.Rule{
	ID:       "wireguard-private-key",
	Title:    "WireGuard private key",
	Doc:      `The private key of a WireGuard interface: 32 bytes in base64 under PrivateKey. Whoever has it is the machine in its network.`,
	Fix:      "Make a new key (wg genkey), give the new public key to the peers, and keep the configuration out of the repository.",
	Source:   "https://www.wireguard.com/quickstart/",
	Severity: rules.Error,
	Kinds:    judge.KeyedKinds,
	Keywords: []string{"privatekey", "wireguard", "private"},
	Run:      44,
	Check: func(c *rules.Candidate) (rules.Match, bool) {
		return checkWireGuard(c, "privatekey", "WireGuard private key: is the machine in its network")
	},
	Examples: []rules.Example{
		{Path: "wg0.conf", Text: "[Interface]\nPrivateKey = «{wireguard}»\nListenPort = 51820\n", Why: "a configuration"},
		{Path: "a.conf", Text: "[Interface]\nPrivateKey = {repeat:A:43}=\n", Why: "zeros"},
		{Path: "b.conf", Text: "[Peer]\nPublicKey = {wireguard}\n", Why: "a public key"},
	},
}

// wireguardPresharedKeyRule finds WireGuard preshared keys.
var wireguardPresharedKeyRule = &rules.Rule{
	ID:       "wireguard-preshared-key",
	Title:    "WireGuard preshared key",
	Doc:      `The preshared key of a WireGuard peer: 32 bytes in base64 under PresharedKey. It is the second lock of a tunnel, and nothing without a private key.`,
	Fix:      "Make a new key (wg genpsk) on both sides, and keep the configuration out of the repository.",
	Source:   "https://www.wireguard.com/protocol/",
	Severity: rules.Error,
	Kinds:    judge.KeyedKinds,
	Keywords: []string{"presharedkey", "wireguard", "preshared"},
	Run:      44,
	Check: func(c *rules.Candidate) (rules.Match, bool) {
		return checkWireGuard(c, "presharedkey", "WireGuard preshared key")
	},
	Examples: []rules.Example{
		{Path: "wg0.conf", Text: "[Peer]\nPublicKey = {wireguard}\nPresharedKey = «{wireguard}»\n", Why: "a configuration"},
		{Path: "a.conf", Text: "[Peer]\nPresharedKey = {repeat:A:43}=\n", Why: "zeros"},
		{Path: "b.conf", Text: "[Peer]\nPublicKey = {wireguard}\n", Why: "a public key"},
	},
}

// checkWireGuard accepts 32 bytes of base64 under the name, in what looks like
// a configuration of WireGuard.
func checkWireGuard(c *rules.Candidate, name, message string) (rules.Match, bool) {
	v := c.Value()
	if len(v) != 44 || v[43] != '=' || alphabet.Letters(c.Key) != name {
		return rules.Match{}, false
	}
	raw, err := base64.StdEncoding.DecodeString(string(v))
	if !c.GateText("32 bytes of base64", err == nil && len(raw) == 32, "") {
		return rules.Match{}, false
	}
	about := false
	for _, w := range [...]string{"[interface]", "[peer]", "wireguard"} {
		about = about || judge.Near(c, w, 500)
	}
	if !c.GateText("a configuration of WireGuard", about || bytes.HasPrefix([]byte(alphabet.ToLower(c.File.Path)), []byte("wg")), "") {
		return rules.Match{}, false
	}
	if !judge.NotFiller(c, v) || !c.GateText("random", judge.Generated(v), "") {
		return rules.Match{}, false
	}
	return rules.Match{Start: c.Start, End: c.End, Score: judge.InFile(c, 0.9), Remedy: rules.FromEnv, Message: message}, true
}
