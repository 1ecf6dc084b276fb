package recipe

import (
	"crypto/ed25519"
	"encoding/hex"
	"strconv"
	"strings"

	"github.com/envguard/envguard/rules/checksum"
)

// wallet makes keys of cryptocurrencies:
//
//	{bip39:N}          a mnemonic sentence of N words
//	{base58:N}         N random bytes in base58
//	{base58check:V:N:T}  the bytes V in hexadecimal, N random ones, and the bytes T, with a checksum
//	{xprv}             an extended private key of Bitcoin
//	{nsec}             a secret key of Nostr
//	{solana}           a key pair of Solana in base58
//	{solana:list}      the same as a list of numbers
func (x expander) wallet(name, arg string) (string, bool) {
	switch name {
	case "bip39":
		n, err := strconv.Atoi(arg)
		if err != nil || n < 12 || n > 24 || n%3 != 0 {
			return "", false
		}
		return checksum.MnemonicOf(x.bytes(n / 3 * 4)), true
	case "base58":
		n, err := strconv.Atoi(arg)
		return checksum.Base58(x.bytes(min(n, 1<<8))), err == nil
	case "base58check":
		parts := strings.Split(arg, ":")
		if len(parts) != 3 {
			return "", false
		}
		head, err := hex.DecodeString(parts[0])
		n, err2 := strconv.Atoi(parts[1])
		tail, err3 := hex.DecodeString(parts[2])
		return checksum.Base58Check(append(append(head, x.bytes(min(n, 1<<8))...), tail...)), err == nil && err2 == nil && err3 == nil
	case "xprv":
		data := append([]byte{0x04, 0x88, 0xad, 0xe4, 0}, x.bytes(40)...)
		return checksum.Base58Check(append(append(data, 0), x.bytes(32)...)), arg == ""
	case "nsec":
		return checksum.Bech32("nsec", x.bytes(32)), arg == ""
	case "solana":
		pair := ed25519.NewKeyFromSeed(x.bytes(ed25519.SeedSize))
		if arg == "list" {
			var list []string
			for _, c := range pair {
				list = append(list, strconv.Itoa(int(c)))
			}
			return strings.Join(list, ","), true
		}
		return checksum.Base58(pair), arg == ""
	}
	return "", false
}
