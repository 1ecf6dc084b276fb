//go:build !amd64 && !arm64

package finder

func classify(dst []Classes, b []byte) { plainClassify(dst, b) }

func controls(b []byte) int { return plainControls(b) }
