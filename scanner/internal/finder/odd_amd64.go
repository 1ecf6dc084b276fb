package finder

// odds fills n words.
func odds(b []byte, n int, odd []uint64) {
	if !hasAVX2() {
		plainOdd(b, n, odd)
		return
	}
	_, _ = b[n*Block-1], odd[n-1]
	oddAVX2(&b[0], n, &odd[0])
}

//go:noescape
func oddAVX2(src *byte, n int, odd *uint64)
