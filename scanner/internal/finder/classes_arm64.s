#include "textflag.h"

// WITHIN makes x of the bytes y that are less than max+1 behind base.
#define WITHIN(base, max, y, x) \
	VSUB  base.B16, y.B16, x.B16    \
	VUMIN max.B16, x.B16, V4.B16    \
	VCMEQ V4.B16, x.B16, x.B16

// CLASS leaves in the high halves of d which of V0 to V3 are less than max+1
// behind base, in the order in which a block is loaded.
#define CLASS(base, max, a, b, c, d) \
	WITHIN(base, max, V0, a) \
	WITHIN(base, max, V1, b) \
	WITHIN(base, max, V2, c) \
	WITHIN(base, max, V3, d) \
	VSRI $1, a.B16, b.B16    \
	VSRI $1, c.B16, d.B16    \
	VSRI $2, b.B16, d.B16

// func classifyNEON(src *byte, n int, dst *Classes)
TEXT ·classifyNEON(SB), NOSPLIT, $0-24
	MOVD  src+0(FP), R0
	MOVD  n+8(FP), R1
	MOVD  dst+16(FP), R2
	VMOVI $0x61, V16.B16
	VMOVI $0x41, V17.B16
	VMOVI $0x30, V18.B16
	VMOVI $25, V19.B16
	VMOVI $9, V20.B16

block:
	VLD4.P 64(R0), [V0.B16, V1.B16, V2.B16, V3.B16]
	CLASS(V16, V19, V5, V6, V7, V8)
	CLASS(V17, V19, V9, V10, V11, V12)
	CLASS(V18, V20, V5, V6, V7, V13)

	// All masks are in the high halves of bytes: two of these make one.
	VUZP1  V12.B16, V8.B16, V5.B16
	VUZP2  V12.B16, V8.B16, V6.B16
	VSRI   $4, V5.B16, V6.B16
	VUZP1  V13.B16, V13.B16, V5.B16
	VUZP2  V13.B16, V13.B16, V7.B16
	VSRI   $4, V5.B16, V7.B16
	VST1.P [V6.B16], 16(R2)
	VST1.P [V7.B8], 8(R2)
	SUB    $1, R1, R1
	CBNZ   R1, block
	RET

// CONTROLS makes y of ones for what the tables V16 and V17 both have for the
// halves of its bytes.
#define CONTROLS(y) \
	VUSHR  $4, y.B16, V4.B16          \
	VAND   V18.B16, y.B16, y.B16      \
	VTBL   y.B16, [V16.B16], y.B16    \
	VTBL   V4.B16, [V17.B16], V4.B16  \
	VCMTST V4.B16, y.B16, y.B16

// func controlsNEON(src *byte, n int, halves *[2][16]byte) int
TEXT ·controlsNEON(SB), NOSPLIT, $0-32
	MOVD  src+0(FP), R0
	MOVD  n+8(FP), R1
	MOVD  halves+16(FP), R2
	VLD1  (R2), [V16.B16, V17.B16]
	VMOVI $0x8f, V18.B16
	VEOR  V19.B16, V19.B16, V19.B16
	VEOR  V20.B16, V20.B16, V20.B16

block:
	VLD1.P  64(R0), [V0.B16, V1.B16, V2.B16, V3.B16]
	CONTROLS(V0)
	CONTROLS(V1)
	CONTROLS(V2)
	CONTROLS(V3)

	// Ones are -1: a lane becomes -4 at the least.
	VADD    V0.B16, V1.B16, V0.B16
	VADD    V2.B16, V3.B16, V2.B16
	VADD    V0.B16, V2.B16, V0.B16
	VSUB    V0.B16, V19.B16, V0.B16
	VUADDLV V0.B16, V0
	VADD    V0, V20
	SUB     $1, R1, R1
	CBNZ    R1, block
	VMOV    V20.D[0], R0
	MOVD    R0, ret+24(FP)
	RET
