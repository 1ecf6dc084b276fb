package checksum

import (
	"crypto/sha256"
	_ "embed"
	"slices"
	"strings"
	"sync"
)

// bip39Words are the 2048 words of BIP 39, in English and in the order of the alphabet.
//
//go:embed bip39.txt
var bip39Words string

var bip39List = sync.OnceValue(func() []string { return strings.Fields(bip39Words) })

// Mnemonic reports whether words are a mnemonic sentence of BIP 39: 12, 15, 18, 21 or 24
// words of the list, which end in a checksum.
func Mnemonic(words []string) bool {
	if n := len(words); n < 12 || n > 24 || n%3 != 0 {
		return false
	}
	var data [33]byte
	at := 0
	for _, w := range words {
		i, ok := slices.BinarySearch(bip39List(), w)
		if !ok {
			return false
		}
		for bit := 10; bit >= 0; bit-- {
			data[at/8] |= byte(i>>bit&1) << (7 - at%8)
			at++
		}
	}
	entropy := at / 33 * 4
	sum := sha256.Sum256(data[:entropy])
	shift := 8 - at%33 - at/33 // the checksum has one bit for each four bytes
	return data[entropy]>>shift == sum[0]>>shift
}

// MnemonicOf returns the sentence of 16, 20, 24, 28 or 32 bytes.
func MnemonicOf(entropy []byte) string {
	sum := sha256.Sum256(entropy)
	data := append(slices.Clone(entropy), sum[0])
	var words []string
	for at := 0; at+11 <= len(entropy)*8+len(entropy)/4; at += 11 {
		i := 0
		for bit := range 11 {
			i = i<<1 | int(data[(at+bit)/8]>>(7-(at+bit)%8)&1)
		}
		words = append(words, bip39List()[i])
	}
	return strings.Join(words, " ")
}
