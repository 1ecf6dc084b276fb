package finder

func classify(dst []Classes, b []byte) {
	if !hasAVX2() {
		plainClassify(dst, b)
		return
	}
	_ = b[len(dst)*Block-1]
	classifyAVX2(&b[0], len(dst), &dst[0])
}

func controls(b []byte) int {
	if !hasAVX2() {
		return plainControls(b)
	}
	_ = b[Block-1]
	return controlsAVX2(&b[0], len(b)/Block, &controlHalves)
}

//go:noescape
func classifyAVX2(src *byte, n int, dst *Classes)

//go:noescape
func controlsAVX2(src *byte, n int, halves *[2][16]byte) int
