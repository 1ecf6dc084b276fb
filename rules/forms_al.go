package rules

import "strconv"

// More alphabets of tokens.
func isUpperDash(c byte) bool     { return isUpperNum(c) || c == '-' }
func isAlnumDot(c byte) bool      { return isAlnum(c) || c == '.' }
func isAlnumUnder(c byte) bool    { return isAlnum(c) || c == '_' }
func isAlnumDashEq(c byte) bool   { return isAlnumDash(c) || c == '=' }
func isHexUnder(c byte) bool      { return isHex(c) || c == '_' }
func isSlashDash(c byte) bool     { return isAlnumDash(c) || c == '/' }
func isStdBase64URL(c byte) bool  { return isStdBase64(c) || c == '-' || c == '_' }
func isUpperNumUnder(c byte) bool { return isUpperNum(c) || c == '_' }

// notHex refutes values of hexadecimal digits alone: those are digests and
// identifiers of commits, which a generator of letters and digits does not make.
func notHex(v []byte) Proof {
	if allHex(v) {
		return Refuted
	}
	return Formal
}

// signedJWT accepts signed JSON web tokens that are not public by design.
func signedJWT(v []byte) Proof {
	t, ok := parseJWT(v)
	if !ok {
		return Refuted
	}
	if why, _ := t.excuse(); why != "" {
		return Refuted
	}
	return Proved
}

// judgeBeside holds the gates of a secret without a prefix that something
// beside it makes plain: an identifier, a host, the file's name. The caller has
// looked at its form.
func judgeBeside(c *Candidate, score float64, public int, message string) (Match, bool) {
	v := c.Value()
	body := v[public:]
	if !c.GateText("a literal", bareAllowed(c), "a word without quotes in code is a name") {
		return Match{}, false
	}
	if c.File.Class == ClassLock || c.File.Class == ClassLocale {
		c.GateText("file", false, "lock files hold digests, translations hold words")
		return Match{}, false
	}
	if w := neighbour(c); !c.GateText("no digest", w == "", w) {
		return Match{}, false
	}
	if known := knownPublic(string(v)); !c.GateText("not a published token", known == "", known) {
		return Match{}, false
	}
	if why := fillerReason(body); !c.GateText("not filler", why == "", why) {
		return Match{}, false
	}
	if !c.Gate("random", generated(body), partBits(body)) {
		return Match{}, false
	}
	if score = inFile(c, score); !c.Gate("score", score >= WarnScore, score) {
		return Match{}, false
	}
	return Match{Start: c.Start, End: c.End, Score: score, Remedy: FromEnv, Public: min(public, 30, len(v)/2), Message: message}, true
}

// besideText says where the other half of a pair stands, which is at the
// offset at of the file: "on the same line", "2 lines above". The file may be a
// window of a larger one, so that its line's number is not known here.
func besideText(c *Candidate, at int) string {
	lo, hi, where := at, c.Start, "above"
	if at > c.Start {
		lo, hi, where = c.Start, at, "below"
	}
	n := 0
	for _, b := range c.File.Data[lo:hi] {
		if b == '\n' {
			n++
		}
	}
	switch n {
	case 0:
		return "on the same line"
	case 1:
		return "1 line " + where
	}
	return strconv.Itoa(n) + " lines " + where
}

// pairReach is how far from a secret, in bytes, its identifier is looked for.
const pairReach = 300

// findNear returns the offset of the nearest place within n bytes of the
// candidate, nearest above first, where form accepts what begins there at the
// start of a word, or -1.
func findNear(c *Candidate, n int, form func([]byte) bool) int {
	c.lookFar()
	d := c.File.Data
	for i := c.Start - 1; i >= max(0, c.Start-n); i-- {
		if (i == 0 || !isAlnum(d[i-1])) && form(d[i:c.Start]) {
			return i
		}
	}
	for i := c.End; i < min(len(d), c.End+n); i++ {
		if (i == 0 || !isAlnum(d[i-1])) && form(d[i:]) {
			return i
		}
	}
	return -1
}

// longRun is what runLength counts to: no form asks for more, and it is asked at
// every place of a row that may be a megabyte long.
const longRun = 4096

// runLength is the length of the run of ok at the start of b, up to longRun.
func runLength(b []byte, ok func(byte) bool) int {
	n := 0
	for n < min(len(b), longRun) && ok(b[n]) {
		n++
	}
	return n
}
