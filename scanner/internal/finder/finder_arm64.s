#include "textflag.h"

// A block is loaded so that V0 has its bytes 0, 4, 8, …, V1 has 1, 5, 9, … and
// so on. What stands in front of a byte is then in the same lane of another
// vector, but for the first of the four; and the bits of a mask are put in their
// order by shifts (MASK).

// HALVES makes of the bytes in V0 to V3 their low halves there and the high ones
// in V4 to V7. A low half keeps the top bit, so that a table has nothing for what
// is not ASCII.
#define HALVES \
	VUSHR $4, V0.B16, V4.B16       \
	VUSHR $4, V1.B16, V5.B16       \
	VUSHR $4, V2.B16, V6.B16       \
	VUSHR $4, V3.B16, V7.B16       \
	VAND  V26.B16, V0.B16, V0.B16  \
	VAND  V26.B16, V1.B16, V1.B16  \
	VAND  V26.B16, V2.B16, V2.B16  \
	VAND  V26.B16, V3.B16, V3.B16

// LOOK makes out of what the tables lo and hi both have for the halves l and h.
#define LOOK(op, lo, hi, l, h, out) \
	VTBL l.B16, [lo.B16], out.B16 \
	VTBL h.B16, [hi.B16], V12.B16 \
	op   V12.B16, out.B16, out.B16

// FOLLOW makes out of before, and what the tables lo and hi both have for the
// halves l and h.
#define FOLLOW(op, lo, hi, l, h, before, out) \
	VTBL l.B16, [lo.B16], V12.B16      \
	VTBL h.B16, [hi.B16], V13.B16      \
	VAND before.B16, V12.B16, out.B16  \
	op   V13.B16, out.B16, out.B16

// PLACE takes V8 to V11, the buckets that fit until the byte in front, one place
// on: to those that have the byte itself at that place, by the tables lo and hi.
// last is V11 of the block before, and becomes that of this one.
#define PLACE(op, lo, hi, last) \
	VEXT $15, V11.B16, last.B16, V14.B16     \
	VORR V11.B16, V11.B16, last.B16          \
	FOLLOW(op, lo, hi, V3, V7, V10, V11)     \
	FOLLOW(op, lo, hi, V2, V6, V9, V10)      \
	FOLLOW(op, lo, hi, V1, V5, V8, V9)       \
	FOLLOW(op, lo, hi, V0, V4, V14, V8)

// MASK leaves the top bits of four vectors in the high halves of d, in order.
#define MASK(a, b, c, d) \
	VSRI $1, a.B16, b.B16 \
	VSRI $1, c.B16, d.B16 \
	VSRI $2, b.B16, d.B16

// FOLD makes a table for the high half of a byte look as if the bit of lower
// case was set.
#define FOLD(hi) \
	VTBL V0.B16, [hi.B16], hi.B16

// RUNS makes of R0, runs of n, those of 2n. before holds what R0 was in the
// block before; rest is 64-n.
#define RUNS(rest, before) \
	EXTR rest, before, R0, R1 \
	MOVD R0, before           \
	AND  R1, R0, R0

// func masksNEON(src *byte, n int, runs, marks *uint64, half *[8][16]byte, state *[4]uint64)
//
// Patterns are told where they end, two bytes late, so that nothing is looked up
// twice: the marks of a block are written with the block behind it, of which
// the last has two bytes only.
TEXT ·masksNEON(SB), NOSPLIT, $0-48
	MOVD src+0(FP), R2
	MOVD n+8(FP), R3
	MOVD runs+16(FP), R4
	MOVD marks+24(FP), R5
	MOVD half+32(FP), R6
	MOVD state+40(FP), R7

	VLD1.P 64(R6), [V16.B16, V17.B16, V18.B16, V19.B16]
	VLD1   (R6), [V20.B16, V21.B16, V22.B16, V23.B16]
	MOVD   $0x0706070603020302, R0
	VMOV   R0, V0.D[0]
	MOVD   $0x0f0e0f0e0b0a0b0a, R0
	VMOV   R0, V0.D[1]
	FOLD(V19)
	FOLD(V21)
	FOLD(V23)
	VMOVI  $0x8f, V26.B16
	VEOR   V27.B16, V27.B16, V27.B16
	VEOR   V28.B16, V28.B16, V28.B16

	LDP  0(R7), (R8, R9)
	LDP  16(R7), (R10, R11)
	MOVD ZR, R12 // the ends of patterns in the block before
	MOVD ZR, R13 // how far R5 moves: the first marks to be written are none

block:
	VLD4.P 64(R2), [V0.B16, V1.B16, V2.B16, V3.B16]

body:
	HALVES

	// Patterns.
	LOOK(VAND, V18, V19, V0, V4, V8)
	LOOK(VAND, V18, V19, V1, V5, V9)
	LOOK(VAND, V18, V19, V2, V6, V10)
	LOOK(VAND, V18, V19, V3, V7, V11)
	PLACE(VAND, V20, V21, V27)
	PLACE(VCMTST, V22, V23, V28)
	MASK(V8, V9, V10, V11)

	// Token characters.
	LOOK(VCMTST, V16, V17, V0, V4, V8)
	LOOK(VCMTST, V16, V17, V1, V5, V9)
	LOOK(VCMTST, V16, V17, V2, V6, V10)
	LOOK(VCMTST, V16, V17, V3, V7, V15)
	MASK(V8, V9, V10, V15)

	// Both masks are in the high halves of bytes: two of these make one.
	VUZP1 V11.B16, V15.B16, V8.B16
	VUZP2 V11.B16, V15.B16, V9.B16
	VSRI  $4, V8.B16, V9.B16
	VMOV  V9.D[0], R0
	VMOV  V9.D[1], R1

	EXTR $2, R12, R1, R14
	MOVD R1, R12
	MOVD R14, (R5)
	ADD  R13, R5, R5
	MOVD $8, R13
	CBZ  R3, done

	RUNS($63, R8)
	RUNS($62, R9)
	RUNS($60, R10)
	RUNS($56, R11)
	MOVD.P R0, 8(R4)

	SUB  $1, R3, R3
	CBNZ R3, block

	// The two bytes behind.
	VEOR  V0.B16, V0.B16, V0.B16
	VEOR  V1.B16, V1.B16, V1.B16
	VEOR  V2.B16, V2.B16, V2.B16
	VEOR  V3.B16, V3.B16, V3.B16
	MOVBU 0(R2), R0
	MOVBU 1(R2), R1
	VMOV  R0, V0.B[0]
	VMOV  R1, V1.B[0]
	B     body

done:
	STP (R8, R9), 0(R7)
	STP (R10, R11), 16(R7)
	RET
