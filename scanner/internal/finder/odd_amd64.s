#include "textflag.h"

// ODD sets the bits of out for the 32 bytes at off(SI) that are not ASCII, an escape
// character (Y14) or a backslash (Y15): their high bit, or that of what is compared.
#define ODD(off, out) \
	VMOVDQU   off(SI), Y0  \
	VPCMPEQB  Y0, Y14, Y1  \
	VPCMPEQB  Y0, Y15, Y2  \
	VPOR      Y1, Y2, Y1   \
	VPOR      Y0, Y1, Y1   \
	VPMOVMSKB Y1, out

// func oddAVX2(src *byte, n int, odd *uint64)
TEXT ·oddAVX2(SB), NOSPLIT, $0-24
	MOVQ src+0(FP), SI
	MOVQ n+8(FP), CX
	MOVQ odd+16(FP), DI
	MOVL         $0x1b1b1b1b, AX
	MOVQ         AX, X14
	VPBROADCASTD X14, Y14
	MOVL         $0x5c5c5c5c, AX
	MOVQ         AX, X15
	VPBROADCASTD X15, Y15

block:
	ODD(0, AX)
	ODD(32, BX)
	SHLQ $32, BX
	ORQ  BX, AX
	MOVQ AX, (DI)
	ADDQ $64, SI
	ADDQ $8, DI
	DECQ CX
	JNZ  block
	VZEROUPPER
	RET
