package provider

import (
	"bytes"
	"strconv"
	"time"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// awsSignedURLRule finds addresses that Amazon's keys signed.
var awsSignedURLRule = &rules.Rule{
	ID:       "aws-signed-url",
	Title:    "Signed URL of AWS",
	Doc:      "An address that a key of AWS signed: of Amazon S3 or another service (X-Amz-Signature beside X-Amz-Credential, or Signature beside AWSAccessKeyId and Expires), or of CloudFront (Signature beside Key-Pair-Id). Whoever has it can do what it was signed for until it expires, which the message names.",
	Fix:      "Let it expire, or deactivate the key that signed it; have the program sign an address when it needs one.",
	Source:   "https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-presigned-url.html",
	Severity: rules.Warning,
	Binary:   true,
	Kinds:    rules.KindToken,
	Prefixes: []string{"X-Amz-Signature=", "Signature="},
	Run:      27,
	Check:    checkAWSSignedURL,
	Examples: []rules.Example{
		{Path: "report.json", Text: "{\"url\": \"https://acme.s3.amazonaws.com/a?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=ASIA{base32:16}%2F20260516%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20260516T223244Z&X-Amz-Expires=604800&X-Amz-SignedHeaders=host&X-Amz-Signature=«{hex:64}»\"}\n", Why: "version 4"},
		{Path: "get.sh", Text: "curl 'https://acme.s3.amazonaws.com/a.zip?AWSAccessKeyId=AKIA{base32:16}&Expires=1893456000&Signature=«{alnum:26}%3D»'\n", Why: "version 2"},
		{Path: "film.html", Text: "<video src=\"https://d1.cloudfront.net/a.mp4?Expires=1893456000&amp;Signature=«{alnum:340}__»&amp;Key-Pair-Id=K{upper:13}\">\n", Why: "CloudFront"},
		{Path: "a.md", Text: "https://examplebucket.s3.amazonaws.com/a?X-Amz-Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request&X-Amz-Signature={hex:64}\n", Why: "the key of the documentation"},
		{Path: "b.md", Text: "https://acme.s3.amazonaws.com/a?X-Amz-Credential=AKIA{base32:16}&X-Amz-Signature={repeat:x:64}\n", Why: "filler"},
		{Path: "c.py", Text: "url = \"https://api.acme.io/v1?Action=List&Signature={alnum:27}%3D\"\n", Why: "signed by someone else"},
	},
}

// queryReach is how far the other parameters of a signed address may be from its
// signature: a session's token is long.
const queryReach = 3000

func checkAWSSignedURL(c *rules.Candidate) (rules.Match, bool) {
	sub := behindEquals(c)
	query := aroundInURL(sub)
	has := func(name string) bool { return bytes.Contains(query, []byte(name)) }
	v4 := has("X-Amz-Credential=") && bytes.HasPrefix(c.Value(), []byte("X-"))
	signed := v4 || has("AWSAccessKeyId=") && has("Expires=") || has("Key-Pair-Id=")
	if !c.GateText("a signed address", signed && !has("EXAMPLE"), "") {
		return rules.Match{}, false
	}
	sub.End = signatureEnd(sub)
	v := sub.Value()
	if n := len(v); !c.Gate("length", v4 && n == 64 && alphabet.AllHex(v) || !v4 && n >= 27 && n <= 700, float64(n)) {
		return rules.Match{}, false
	}
	return judgeSignature(sub, "signed URL of AWS"+expiry(query))
}

// aroundInURL returns what is around a parameter in its address.
func aroundInURL(c *rules.Candidate) []byte {
	before, after := c.Before(queryReach), c.After(queryReach)
	const ends = " \t\r\n\"'`<>\\|"
	if i := bytes.LastIndexAny(before, ends); i >= 0 {
		before = before[i+1:]
	}
	if i := bytes.IndexAny(after, ends); i >= 0 {
		after = after[:i]
	}
	return append(append([]byte{}, before...), after...)
}

// signatureEnd returns where the signature ends that the candidate begins with.
func signatureEnd(c *rules.Candidate) int {
	d := c.File.Data
	end := c.Start
	for end < len(d) && end-c.Start < 1100 && (alphabet.StdBase64URL(d[end]) || d[end] == '%' || d[end] == '~') {
		end++
	}
	return end
}

// judgeSignature judges the signature of an address: a warning, since few are valid
// for long.
func judgeSignature(c *rules.Candidate, what string) (rules.Match, bool) {
	v := c.Value()
	bits := judge.Bits(v)
	if !judge.NotFiller(c, v) || !c.Gate("random", bits >= judge.TokenRandom, bits) {
		return rules.Match{}, false
	}
	return rules.Match{Start: c.Start, End: c.End, Score: 0.6, Remedy: rules.Manual, Message: what}, true
}

// expiry says in a message when an address expires, from its parameters.
func expiry(query []byte) string {
	at := int64(0)
	if day, err := time.Parse("20060102T150405Z", parameter(query, "-Date=")); err == nil {
		seconds, _ := strconv.ParseInt(parameter(query, "-Expires="), 10, 32)
		at = day.Unix() + seconds
	} else if at, err = strconv.ParseInt(parameter(query, "Expires="), 10, 64); err != nil || at < 1e9 || at > 1e11 {
		return ""
	}
	return ", valid until " + time.Unix(at, 0).UTC().Format("2006-01-02")
}

// parameter returns the digits and letters behind a parameter's name.
func parameter(query []byte, name string) string {
	_, rest, _ := bytes.Cut(query, []byte(name))
	n := 0
	for n < len(rest) && n < 20 && alphabet.Alnum(rest[n]) {
		n++
	}
	return string(rest[:n])
}
