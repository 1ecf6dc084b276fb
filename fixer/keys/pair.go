package keys

import (
	"crypto/ecdh"
	"crypto/hmac"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"time"
)

// A Pair is a private key and the public key that belongs to it. They go to two
// entries.
type Pair struct{ Private, Public string }

// NewVAPID makes the key pair that Web Push servers identify themselves with
// (RFC 8292): the scalar and the uncompressed point of P-256, in unpadded
// URL-safe base64.
func NewVAPID() (Pair, error) {
	key, err := ecdh.P256().GenerateKey(rand.Reader)
	if err != nil {
		return Pair{}, fmt.Errorf("making a VAPID pair: %w", err)
	}
	enc := base64.RawURLEncoding
	return Pair{enc.EncodeToString(key.Bytes()), enc.EncodeToString(key.PublicKey().Bytes())}, nil
}

// NewRSA makes an RSA pair of 2048 bits in PEM: PKCS #8 and SPKI.
func NewRSA() (Pair, error) {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		return Pair{}, fmt.Errorf("making an RSA pair: %w", err)
	}
	private, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return Pair{}, fmt.Errorf("encoding an RSA key: %w", err)
	}
	public, err := x509.MarshalPKIXPublicKey(&key.PublicKey)
	if err != nil {
		return Pair{}, fmt.Errorf("encoding an RSA key: %w", err)
	}
	block := func(kind string, der []byte) string {
		return string(pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der}))
	}
	return Pair{block("PRIVATE KEY", private), block("PUBLIC KEY", public)}, nil
}

// supabaseYears is how long the keys of a self-hosted Supabase last, as in its
// documentation.
const supabaseYears = 5

// SupabaseKey makes the JWT with which clients of a self-hosted Supabase call
// it as a role, "anon" or "service_role". It is signed with the JWT secret.
func SupabaseKey(secret, role string, now time.Time) (string, error) {
	return signHS256(secret, map[string]any{"role": role, "iss": "supabase", "iat": now.Unix(), "exp": now.AddDate(supabaseYears, 0, 0).Unix()})
}

// HasuraJWT returns the JSON that HASURA_GRAPHQL_JWT_SECRET holds.
func HasuraJWT(secret string) (string, error) {
	b, err := json.Marshal(struct {
		Type string `json:"type"`
		Key  string `json:"key"`
	}{"HS256", secret})
	if err != nil {
		return "", fmt.Errorf("encoding Hasura's settings: %w", err)
	}
	return string(b), nil
}

// signHS256 makes a JWT (RFC 7519) that is signed with HMAC and SHA-256.
func signHS256(secret string, claims map[string]any) (string, error) {
	body, err := json.Marshal(claims)
	if err != nil {
		return "", fmt.Errorf("encoding the claims: %w", err)
	}
	enc := base64.RawURLEncoding
	text := enc.EncodeToString([]byte(`{"alg":"HS256","typ":"JWT"}`)) + "." + enc.EncodeToString(body)
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(text))
	return text + "." + enc.EncodeToString(mac.Sum(nil)), nil
}
