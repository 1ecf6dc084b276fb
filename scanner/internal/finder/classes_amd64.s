#include "textflag.h"

// WITHIN makes of Y0 and Y1 the mask of the bytes that are less than max+1
// behind base: out.
#define WITHIN(base, max, out) \
	VPSUBB    base, Y0, Y2 \
	VPMINUB   max, Y2, Y3  \
	VPCMPEQB  Y3, Y2, Y2   \
	VPMOVMSKB Y2, AX       \
	VPSUBB    base, Y1, Y2 \
	VPMINUB   max, Y2, Y3  \
	VPCMPEQB  Y3, Y2, Y2   \
	VPMOVMSKB Y2, BX       \
	SHLQ      $32, BX      \
	ORQ       BX, AX       \
	MOVQ      AX, out

#define FILL(value, x, y) \
	MOVL         value, AX \
	MOVQ         AX, x     \
	VPBROADCASTD x, y

// func classifyAVX2(src *byte, n int, dst *Classes)
TEXT ·classifyAVX2(SB), NOSPLIT, $0-24
	MOVQ src+0(FP), SI
	MOVQ n+8(FP), CX
	MOVQ dst+16(FP), DI
	FILL($0x61616161, X4, Y4)
	FILL($0x41414141, X5, Y5)
	FILL($0x30303030, X6, Y6)
	FILL($0x19191919, X7, Y7)
	FILL($0x09090909, X8, Y8)

block:
	VMOVDQU 0(SI), Y0
	VMOVDQU 32(SI), Y1
	WITHIN(Y4, Y7, 0(DI))
	WITHIN(Y5, Y7, 8(DI))
	WITHIN(Y6, Y8, 16(DI))
	ADDQ    $64, SI
	ADDQ    $24, DI
	DECQ    CX
	JNZ     block
	VZEROUPPER
	RET

// func controlsAVX2(src *byte, n int, halves *[2][16]byte) int
TEXT ·controlsAVX2(SB), NOSPLIT, $0-32
	MOVQ           src+0(FP), SI
	MOVQ           n+8(FP), CX
	MOVQ           halves+16(FP), R8
	VBROADCASTI128 0(R8), Y4
	VBROADCASTI128 16(R8), Y5
	FILL($0x0f0f0f0f, X6, Y6)
	VPXOR          Y7, Y7, Y7
	XORQ           DX, DX
	XORQ           R9, R9

block:
	VMOVDQU   0(SI), Y0
	VPSHUFB   Y0, Y4, Y1
	VPSRLW    $4, Y0, Y2
	VPAND     Y6, Y2, Y2
	VPSHUFB   Y2, Y5, Y2
	VPAND     Y1, Y2, Y2
	VPCMPEQB  Y7, Y2, Y2
	VPMOVMSKB Y2, AX
	VMOVDQU   32(SI), Y0
	VPSHUFB   Y0, Y4, Y1
	VPSRLW    $4, Y0, Y3
	VPAND     Y6, Y3, Y3
	VPSHUFB   Y3, Y5, Y3
	VPAND     Y1, Y3, Y3
	VPCMPEQB  Y7, Y3, Y3
	VPMOVMSKB Y3, BX
	SHLQ      $32, BX
	ORQ       BX, AX
	POPCNTQ   AX, AX
	ADDQ      AX, DX
	ADDQ      $64, R9
	ADDQ      $64, SI
	DECQ      CX
	JNZ       block
	SUBQ      DX, R9
	MOVQ      R9, ret+24(FP)
	VZEROUPPER
	RET
