package judge

import (
	"crypto/hmac"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/x509/pkix"
	"encoding/asn1"
	"testing"
)

// jks returns a Java keystore with one entry of a tag, under a password.
func jks(tag byte, password string) []byte {
	d := append([]byte{}, jksMagic...)
	d = append(d, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, tag, 0, 1, 'a')
	for i := range 100 {
		d = append(d, byte(i*37))
	}
	sum := sha1.Sum(append(append(wideString(password), "Mighty Aphrodite"...), d...))
	return append(d, sum[:]...)
}

// pkcs12 returns as much of a PKCS#12 file as its MAC covers.
func pkcs12(t *testing.T, bag []byte, password string) []byte {
	t.Helper()
	content := append(append([]byte{}, bag...), make([]byte, 64)...)
	salt := []byte("12345678")
	mac := hmac.New(sha256.New, pkcs12Key(sha256.New(), append(wideString(password), 0, 0), salt, 2048))
	mac.Write(content)
	octets, err := asn1.Marshal(content)
	if err != nil {
		t.Fatal(err)
	}
	type info struct {
		Type    asn1.ObjectIdentifier
		Content asn1.RawValue
	}
	type digest struct {
		Algorithm pkix.AlgorithmIdentifier
		Value     []byte
	}
	type macData struct {
		Digest     digest
		Salt       []byte
		Iterations int
	}
	d, err := asn1.Marshal(struct {
		Version int
		Safe    info
		MAC     macData
	}{
		3,
		info{asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 7, 1}, asn1.RawValue{Class: 2, Tag: 0, IsCompound: true, Bytes: octets}},
		macData{digest{pkix.AlgorithmIdentifier{Algorithm: asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 2, 1}}, mac.Sum(nil)}, salt, 2048},
	})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestOpenKeystore tries stores with default and with chosen passwords.
func TestOpenKeystore(t *testing.T) {
	t.Parallel()
	chosen := "kept" + "elsewhere"
	for _, c := range []struct {
		name  string
		data  []byte
		store bool
		open  bool
	}{
		{"JKS with changeit", jks(1, "changeit"), true, true},
		{"JKS with an empty password", jks(1, ""), true, true},
		{"JKS with a chosen password", jks(1, chosen), true, false},
		{"JKS of certificates", jks(2, "changeit"), false, false},
		{"PKCS#12 with changeit", pkcs12(t, shroudedBag, "changeit"), true, true},
		{"PKCS#12 with an empty password", pkcs12(t, shroudedBag, ""), true, true},
		{"PKCS#12 with a chosen password", pkcs12(t, shroudedBag, chosen), true, false},
		{"PKCS#12 of certificates", pkcs12(t, []byte{1, 2, 3}, "changeit"), false, false},
		{"text", make([]byte, 200), false, false},
	} {
		what, open := OpenKeystore(c.data)
		if (what != "") != c.store || open != c.open {
			t.Errorf("%s: %q, %v", c.name, what, open)
		}
		for n := range c.data { // cut short, it must not fail
			OpenKeystore(c.data[:n])
			BeginsKey(c.data[:n])
		}
	}
}
