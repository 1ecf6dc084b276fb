package checksum

import (
	"bytes"
	"crypto/sha256"
	"math/big"
)

// Base58Chars is the alphabet of base58, as Bitcoin, Solana and IPFS have it.
const Base58Chars = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"

// maxBase58 bounds what is decoded, since the cost grows with the square of the length.
const maxBase58 = 256

// FromBase58 decodes base58. It returns nil for what is not, or is too long.
func FromBase58(v []byte) []byte {
	if len(v) > maxBase58 {
		return nil
	}
	zeros := len(v) - len(bytes.TrimLeft(v, "1"))
	n, base := new(big.Int), big.NewInt(58)
	for _, c := range v {
		k := bytes.IndexByte([]byte(Base58Chars), c)
		if k < 0 {
			return nil
		}
		n.Add(n.Mul(n, base), big.NewInt(int64(k)))
	}
	return append(make([]byte, zeros), n.Bytes()...)
}

// Base58 encodes data.
func Base58(data []byte) string {
	n, base, rest := new(big.Int).SetBytes(data), big.NewInt(58), new(big.Int)
	var out []byte
	for n.Sign() > 0 {
		n.DivMod(n, base, rest)
		out = append([]byte{Base58Chars[rest.Int64()]}, out...)
	}
	zeros := len(data) - len(bytes.TrimLeft(data, "\x00"))
	return string(bytes.Repeat([]byte{'1'}, zeros)) + string(out)
}

// FromBase58Check decodes base58 that ends in a checksum of four bytes, and returns the
// data in front of it, or nil.
func FromBase58Check(v []byte) []byte {
	raw := FromBase58(v)
	if len(raw) < 5 {
		return nil
	}
	data := raw[:len(raw)-4]
	if sum := base58Sum(data); !bytes.Equal(sum[:4], raw[len(raw)-4:]) {
		return nil
	}
	return data
}

// Base58Check encodes data and its checksum.
func Base58Check(data []byte) string {
	sum := base58Sum(data)
	return Base58(append(bytes.Clone(data), sum[:4]...))
}

func base58Sum(data []byte) [sha256.Size]byte {
	first := sha256.Sum256(data)
	return sha256.Sum256(first[:])
}
