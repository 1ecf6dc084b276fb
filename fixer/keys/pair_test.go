package keys

import (
	"crypto/ecdh"
	"crypto/hmac"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"strings"
	"testing"
	"time"
)

func TestVAPID(t *testing.T) {
	p, err := NewVAPID()
	if err != nil {
		t.Fatal(err)
	}
	d, err := base64.RawURLEncoding.DecodeString(p.Private)
	if err != nil || len(d) != 32 {
		t.Fatalf("the private key has %d bytes, %v", len(d), err)
	}
	q, err := base64.RawURLEncoding.DecodeString(p.Public)
	if err != nil || len(q) != 65 || q[0] != 4 {
		t.Fatalf("the public key has %d bytes, %v", len(q), err)
	}
	key, err := ecdh.P256().NewPrivateKey(d)
	if err != nil || string(key.PublicKey().Bytes()) != string(q) {
		t.Errorf("the keys are no pair: %v", err)
	}
}

func TestRSA(t *testing.T) {
	p, err := NewRSA()
	if err != nil {
		t.Fatal(err)
	}
	private, _ := pem.Decode([]byte(p.Private))
	public, _ := pem.Decode([]byte(p.Public))
	key, err := x509.ParsePKCS8PrivateKey(private.Bytes)
	if err != nil {
		t.Fatal(err)
	}
	pub, err := x509.ParsePKIXPublicKey(public.Bytes)
	if err != nil || !key.(*rsa.PrivateKey).PublicKey.Equal(pub) {
		t.Errorf("the keys are no pair: %v", err)
	}
}

func TestSupabaseKey(t *testing.T) {
	now := time.Unix(1_700_000_000, 0)
	token, err := SupabaseKey("a secret", "anon", now)
	if err != nil {
		t.Fatal(err)
	}
	parts := strings.Split(token, ".")
	mac := hmac.New(sha256.New, []byte("a secret"))
	mac.Write([]byte(parts[0] + "." + parts[1]))
	if base64.RawURLEncoding.EncodeToString(mac.Sum(nil)) != parts[2] {
		t.Error("the signature is wrong")
	}
	var claims struct {
		Role, Iss string
		Iat, Exp  int64
	}
	body, _ := base64.RawURLEncoding.DecodeString(parts[1])
	if err := json.Unmarshal(body, &claims); err != nil || claims.Role != "anon" || claims.Iss != "supabase" || claims.Iat != now.Unix() || claims.Exp <= claims.Iat {
		t.Errorf("the claims are %s, %v", body, err)
	}
}
