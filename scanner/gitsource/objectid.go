package gitsource

import (
	"encoding/hex"
	"fmt"

	"github.com/go-git/go-git/v5/plumbing"
)

// hashSize is the length of an object id in bytes.
const hashSize = 20

// parseID reads a full object id.
func parseID(s string) (h plumbing.Hash, err error) {
	if len(s) != 2*hashSize {
		return h, fmt.Errorf("%q is not an object id", s)
	}
	if _, err := hex.Decode(h[:], []byte(s)); err != nil {
		return h, fmt.Errorf("%q is not an object id", s)
	}
	return h, nil
}

// hexID writes an object id in hex.
func hexID(id []byte) string { return hex.EncodeToString(id) }
