package checksum_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/envguard/envguard/rules/checksum"
)

// TestMnemonic makes sentences of each length and changes one word of each.
func TestMnemonic(t *testing.T) {
	t.Parallel()
	for _, n := range []int{16, 20, 24, 28, 32} {
		for seed := range 20 {
			entropy := make([]byte, n)
			for i := range entropy {
				entropy[i] = byte(seed*31 + i*i*7 + i)
			}
			words := strings.Fields(checksum.MnemonicOf(entropy))
			if len(words) != n/4*3 || !checksum.Mnemonic(words) {
				t.Fatalf("%d bytes: %d words, not a sentence", n, len(words))
			}
			words[3] = "envguard"
			if checksum.Mnemonic(words) {
				t.Errorf("%d bytes: a word that is not on the list is taken", n)
			}
		}
	}
	// The test vector of BIP 39 for 16 and for 32 bytes of zeros.
	for n, last := range map[int]string{16: "about", 32: "art"} {
		if got := strings.Fields(checksum.MnemonicOf(make([]byte, n))); got[0] != "abandon" || got[len(got)-1] != last {
			t.Errorf("%d zeros end in %q, want %q", n, got[len(got)-1], last)
		}
	}
	taken := 0
	for _, w := range strings.Fields("zoo zone zero yard wrap work wood wolf wish wing wine will") {
		words := strings.Fields(strings.Repeat("abandon ", 11) + w)
		if checksum.Mnemonic(words) {
			taken++
		}
	}
	if taken > 3 {
		t.Errorf("%d of 12 wrong checksums are taken, want one in sixteen", taken)
	}
}

// TestBase58 encodes and decodes, with zeros in front and with a checksum.
func TestBase58(t *testing.T) {
	t.Parallel()
	for n := 1; n < 80; n++ {
		data := make([]byte, n)
		for i := n / 8; i < n; i++ {
			data[i] = byte(i*i*13 + n)
		}
		if got := checksum.FromBase58([]byte(checksum.Base58(data))); !bytes.Equal(got, data) {
			t.Fatalf("%d bytes become %x", n, got)
		}
		text := []byte(checksum.Base58Check(data))
		if got := checksum.FromBase58Check(text); !bytes.Equal(got, data) {
			t.Fatalf("%d bytes with a checksum become %x", n, got)
		}
		text[len(text)/2] ^= 1
		if checksum.FromBase58Check(text) != nil {
			t.Errorf("%d bytes: a changed character is taken", n)
		}
	}
	if checksum.FromBase58([]byte("0OIl")) != nil {
		t.Error("characters that base58 does not have are taken")
	}
}
