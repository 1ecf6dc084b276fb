package keys

import (
	"crypto/pbkdf2"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
)

// fernetKeySize is the length of a Fernet key in bytes: 16 that sign and 16
// that encrypt.
const fernetKeySize = 32

// The rounds of PBKDF2. The default is what Python's cryptography suggests
// for Fernet; OWASP's minimum for PBKDF2-HMAC-SHA256 is 600,000.
const (
	DefaultIterations = 1_200_000
	MinIterations     = 100_000
	MaxIterations     = 100_000_000
	// MinSalt is the shortest salt in bytes, as RFC 8018 asks.
	MinSalt = 8
)

// NewSalt returns a random salt for [Derive]: the 16 bytes of NIST SP 800-132.
func NewSalt() ([]byte, error) { return random(16) }

// Derive makes a Fernet key from a passphrase with PBKDF2-HMAC-SHA256, the
// same one as Python's cryptography makes with
// base64.urlsafe_b64encode(PBKDF2HMAC(hashes.SHA256(), 32, salt, iterations).derive(passphrase)).
// The passphrase is taken as it is, byte by byte.
func Derive(passphrase, salt []byte, iterations int) (string, error) {
	switch {
	case len(passphrase) == 0:
		return "", fmt.Errorf("deriving a key: the passphrase is empty")
	case len(salt) < MinSalt:
		return "", fmt.Errorf("deriving a key: the salt has %d bytes, and at least %d are needed", len(salt), MinSalt)
	case iterations < MinIterations || iterations > MaxIterations:
		return "", fmt.Errorf("deriving a key: the iterations must be from %d to %d", MinIterations, MaxIterations)
	}
	key, err := pbkdf2.Key(sha256.New, string(passphrase), salt, iterations, fernetKeySize)
	if err != nil {
		return "", fmt.Errorf("deriving a key: %w", err)
	}
	return base64.URLEncoding.EncodeToString(key), nil
}
