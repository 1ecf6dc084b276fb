#include "textflag.h"

// func cpuid(leaf, sub uint32) (a, b, c, d uint32)
TEXT ·cpuid(SB), NOSPLIT, $0-24
	MOVL leaf+0(FP), AX
	MOVL sub+4(FP), CX
	CPUID
	MOVL AX, a+8(FP)
	MOVL BX, b+12(FP)
	MOVL CX, c+16(FP)
	MOVL DX, d+20(FP)
	RET

// func xgetbv() uint32
TEXT ·xgetbv(SB), NOSPLIT, $0-4
	XORL CX, CX
	XGETBV
	MOVL AX, ret+0(FP)
	RET

// PLACE looks at 32 bytes from off(SI): the buckets that have the byte at one
// place of a pattern, by the tables lo and hi, are kept in acc.
#define PLACE(off, lo, hi, acc) \
	VMOVDQU off(SI), Y0    \
	VPOR    Y14, Y0, Y0    \
	VPSHUFB Y0, lo, Y1     \
	VPSRLW  $4, Y0, Y0     \
	VPAND   Y15, Y0, Y0    \
	VPSHUFB Y0, hi, Y2     \
	VPAND   Y1, Y2, Y2     \
	VPAND   Y2, acc, acc

// RUNS makes of AX, runs of n, those of 2n. before holds what AX was in the
// block before.
#define RUNS(n, before) \
	MOVQ AX, BX         \
	SHLQ n, before, BX  \
	MOVQ AX, before     \
	ANDQ BX, AX

// func masksAVX2(src *byte, n int, runs, marks *uint64, half *[8][16]byte, state *[4]uint64)
TEXT ·masksAVX2(SB), NOSPLIT, $0-48
	MOVQ src+0(FP), SI
	MOVQ n+8(FP), CX
	MOVQ runs+16(FP), DI
	MOVQ marks+24(FP), R9
	MOVQ half+32(FP), R8
	MOVQ state+40(FP), R14

	VBROADCASTI128 0(R8), Y4
	VBROADCASTI128 16(R8), Y5
	VBROADCASTI128 32(R8), Y6
	VBROADCASTI128 48(R8), Y7
	VBROADCASTI128 64(R8), Y8
	VBROADCASTI128 80(R8), Y9
	VBROADCASTI128 96(R8), Y10
	VBROADCASTI128 112(R8), Y11
	MOVL         $0x0f0f0f0f, AX
	MOVQ         AX, X15
	VPBROADCASTD X15, Y15
	MOVL         $0x20202020, AX
	MOVQ         AX, X14
	VPBROADCASTD X14, Y14
	VPXOR        Y13, Y13, Y13

	MOVQ 0(R14), R10
	MOVQ 8(R14), R11
	MOVQ 16(R14), R12
	MOVQ 24(R14), R13

block:
	// Token characters.
	VMOVDQU   0(SI), Y0
	VPSHUFB   Y0, Y4, Y1
	VPSRLW    $4, Y0, Y2
	VPAND     Y15, Y2, Y2
	VPSHUFB   Y2, Y5, Y2
	VPAND     Y1, Y2, Y2
	VPCMPEQB  Y13, Y2, Y2
	VPMOVMSKB Y2, AX
	VMOVDQU   32(SI), Y0
	VPSHUFB   Y0, Y4, Y1
	VPSRLW    $4, Y0, Y2
	VPAND     Y15, Y2, Y2
	VPSHUFB   Y2, Y5, Y2
	VPAND     Y1, Y2, Y2
	VPCMPEQB  Y13, Y2, Y2
	VPMOVMSKB Y2, BX
	SHLQ      $32, BX
	ORQ       BX, AX
	NOTQ      AX
	RUNS($1, R10)
	RUNS($2, R11)
	RUNS($4, R12)
	RUNS($8, R13)
	MOVQ      AX, (DI)

	// Patterns.
	VPCMPEQB Y3, Y3, Y3
	PLACE(0, Y6, Y7, Y3)
	PLACE(1, Y8, Y9, Y3)
	PLACE(2, Y10, Y11, Y3)
	VPCMPEQB Y12, Y12, Y12
	PLACE(32, Y6, Y7, Y12)
	PLACE(33, Y8, Y9, Y12)
	PLACE(34, Y10, Y11, Y12)
	VPCMPEQB  Y13, Y3, Y3
	VPMOVMSKB Y3, AX
	VPCMPEQB  Y13, Y12, Y12
	VPMOVMSKB Y12, BX
	SHLQ      $32, BX
	ORQ       BX, AX
	NOTQ      AX
	MOVQ      AX, (R9)

	ADDQ $64, SI
	ADDQ $8, DI
	ADDQ $8, R9
	DECQ CX
	JNZ  block

	MOVQ R10, 0(R14)
	MOVQ R11, 8(R14)
	MOVQ R12, 16(R14)
	MOVQ R13, 24(R14)
	VZEROUPPER
	RET
