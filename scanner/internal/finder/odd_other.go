//go:build !amd64

package finder

// odds fills n words.
func odds(b []byte, n int, odd []uint64) { plainOdd(b, n, odd) }
