package finder

func classify(dst []Classes, b []byte) {
	_ = b[len(dst)*Block-1]
	classifyNEON(&b[0], len(dst), &dst[0])
}

func controls(b []byte) int {
	_ = b[Block-1]
	return controlsNEON(&b[0], len(b)/Block, &controlHalves)
}

//go:noescape
func classifyNEON(src *byte, n int, dst *Classes)

//go:noescape
func controlsNEON(src *byte, n int, halves *[2][16]byte) int
