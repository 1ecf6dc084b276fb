package judge

import "github.com/envguard/envguard/rules"

// NotFiller is the gate against values that fill a place: xxxx, 12345678.
func NotFiller(c *rules.Candidate, v []byte) bool {
	why := FillerReason(v)
	return c.GateText("not filler", why == "", why)
}

// NotPublished is the gate against tokens that documentation has made known.
func NotPublished(c *rules.Candidate, v []byte) bool {
	known := PublishedIn(string(v))
	return c.GateText("not a published token", known == "", known)
}

// NoDigest is the gate against values next to the name of a digest.
func NoDigest(c *rules.Candidate) bool {
	w := Neighbour(c)
	return c.GateText("no digest", w == "", w)
}

// isLiteral is the gate against names in programs.
func isLiteral(c *rules.Candidate) bool {
	return c.GateText("a literal", bareAllowed(c), "a word without quotes in code is a name")
}
