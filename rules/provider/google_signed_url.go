package provider

import (
	"bytes"

	"github.com/envguard/envguard/rules"
)

// googleSignedURLRule finds addresses that a service account of Google Cloud signed.
var googleSignedURLRule = &rules.Rule{
	ID:       "google-signed-url",
	Title:    "Signed URL of Google Cloud Storage",
	Doc:      "An address of Google Cloud Storage that a service account signed: X-Goog-Signature beside X-Goog-Credential, or Signature beside GoogleAccessId and Expires. Whoever has it can do what it was signed for until it expires, which the message names; in the older form that can be decades.",
	Fix:      "Let it expire, or delete the key of the service account that signed it; have the program sign an address when it needs one.",
	Source:   "https://cloud.google.com/storage/docs/access-control/signed-urls",
	Severity: rules.Warning,
	Binary:   true,
	Kinds:    rules.KindToken,
	Prefixes: []string{"X-Goog-Signature=", "Signature="},
	Run:      64,
	Check:    checkGoogleSignedURL,
	Examples: []rules.Example{
		{Path: "report.json", Text: "{\"url\": \"https://storage.googleapis.com/acme/a?X-Goog-Algorithm=GOOG4-RSA-SHA256&X-Goog-Credential=sa%40acme-{lower:6}.iam.gserviceaccount.com%2F20260516%2Fauto%2Fstorage%2Fgoog4_request&X-Goog-Date=20260516T223244Z&X-Goog-Expires=3600&X-Goog-SignedHeaders=host&X-Goog-Signature=«{hex:512}»\"}\n", Why: "version 4"},
		{Path: "get.sh", Text: "curl 'https://storage.googleapis.com/acme/a?GoogleAccessId=sa@acme.iam.gserviceaccount.com&Expires=2524608000&Signature=«{alnum:342}%3D%3D»'\n", Why: "version 2, as Firebase makes them"},
		{Path: "a.md", Text: "https://storage.googleapis.com/acme/a?X-Goog-Credential=sa&X-Goog-Signature={repeat:0:512}\n", Why: "filler"},
		{Path: "c.py", Text: "url = \"https://api.acme.io/v1?Signature={alnum:80}%3D\"\n", Why: "signed by someone else"},
	},
}

func checkGoogleSignedURL(c *rules.Candidate) (rules.Match, bool) {
	sub := behindEquals(c)
	query := aroundInURL(sub)
	signed := bytes.Contains(query, []byte("X-Goog-Credential=")) || bytes.Contains(query, []byte("GoogleAccessId=")) && bytes.Contains(query, []byte("Expires="))
	if !c.GateText("a signed address", signed, "") {
		return rules.Match{}, false
	}
	sub.End = signatureEnd(sub)
	if n := sub.End - sub.Start; !c.Gate("length", n >= 64 && n <= 1024, float64(n)) {
		return rules.Match{}, false
	}
	return judgeSignature(sub, "signed URL of Google Cloud Storage"+expiry(query))
}
