package rules

import (
	"bytes"
	"encoding/base32"
	"strings"
)

// awsAccessKey finds the identifiers of AWS access keys.
var awsAccessKey = &Rule{
	ID:       "aws-access-key",
	Title:    "AWS access key identifier",
	Doc:      `The identifier of an AWS access key: AKIA (of a user) or ASIA (temporary), and 16 characters of base32, which hold the number of the account. Alone it lets nobody in, so that it is a warning; with its secret key near it is an error, and aws-secret-key reports the other half. The keys of AWS's documentation end in EXAMPLE and are left alone.`,
	Fix:      "Deactivate the key in IAM, look at CloudTrail for its use, delete it, and give the program a role instead of a key.",
	Source:   "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html",
	Severity: Error,
	Kinds:    KindToken,
	Prefixes: []string{"AKIA", "ASIA"},
	Binary:   true,
	Check:    checkAWSID,
	Examples: []Example{
		{Path: "credentials.ini", Text: "aws_access_key_id = «AKIAQ{base32:15}»\naws_secret_access_key = {b64:30}\n", Why: "with its secret"},
		{Path: "a.txt", Text: "key «AKIAZ{base32:15}» was used\n", Why: "alone: a warning"},
		{Path: "b.md", Text: "aws_access_key_id = AKIAIOSFODNN7EXAMPLE\n", Why: "AWS's documentation"},
		{Path: "c.md", Text: "AKIA{repeat:X:16}\n", Why: "filler"},
		{Path: "d.txt", Text: "AKIA0189{upper:12}\n", Why: "digits that base32 does not have"},
	},
}

// awsSecretKey finds the secret half of AWS access keys.
var awsSecretKey = &Rule{
	ID:       "aws-secret-key",
	Title:    "AWS secret access key",
	Doc:      `The secret half of an AWS access key: 40 characters of base64 under a name that says so (aws_secret_access_key, secretAccessKey), or within a few lines of an access key's identifier. The keys of AWS's documentation are left alone, and so are commit ids, which are hexadecimal.`,
	Fix:      "Deactivate the key in IAM, look at CloudTrail for its use, delete it, and give the program a role instead of a key.",
	Source:   "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html",
	Severity: Error,
	Kinds:    KindAssigned | KindArgument | KindEnv | KindToken | KindString,
	Check:    checkAWSSecret,
	Examples: []Example{
		{Path: "credentials.ini", Text: "[default]\naws_secret_access_key = «{b64:30}»\n", Why: "by its name"},
		{Path: "s3.js", Text: "new S3({accessKeyId: 'AKIAQ{base32:15}', secretAccessKey: '«{b64:30}»'})\n", Why: "both halves"},
		{Path: "a.md", Text: "aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n", Why: "AWS's documentation"},
		{Path: "b.sh", Text: "export AWS_SECRET_ACCESS_KEY=$(aws configure get secret)\n", Why: "a command"},
		{Path: "c.txt", Text: "commit {hex:40}\n", Why: "a commit's id"},
	},
}

func checkAWSID(c *Candidate) (Match, bool) {
	t := Token{
		Prefix: string(c.Value()[:4]), Alphabet: isUpperNum, Min: 16, Max: 16, Score: 0.6, Valid: awsID,
		Message: "AWS access key identifier",
	}
	if secretNear(c) {
		c.GateText("its secret is near", true, "")
		t.Score, t.Message = 0.9, "AWS access key identifier with its secret key near"
	}
	return matchToken(c, t)
}

// awsID verifies that the account's number can be read from the identifier.
func awsID(token []byte) Proof {
	if !isRunOf(token[4:], isBase32) || bytes.HasSuffix(token, []byte("EXAMPLE")) {
		return Refuted
	}
	raw, err := base32.StdEncoding.DecodeString(string(token[4:]))
	if err != nil || len(raw) < 6 {
		return Refuted
	}
	n := uint64(0)
	for _, b := range raw[:6] {
		n = n<<8 | uint64(b)
	}
	if account := n & 0x7fffffffff80 >> 7; account > 999_999_999_999 {
		return Refuted
	}
	return Formal
}

// secretNear reports whether a secret key stands within a few lines.
func secretNear(c *Candidate) bool {
	for _, b := range [...][]byte{c.Before(300), c.After(300)} {
		start := 0
		for i := 0; i <= len(b); i++ {
			if i < len(b) && (isAlnum(b[i]) || b[i] == '+' || b[i] == '/') {
				continue
			}
			if isAWSSecret(b[start:i]) {
				return true
			}
			start = i + 1
		}
	}
	return false
}

func isAWSSecret(v []byte) bool {
	return len(v) == 40 && isRunOf(v, isStdBase64) && v[39] != '=' && mixedClasses(v) >= 3 && !allHex(v) && hasRandomPart(v) && fillerReason(v) == ""
}

func checkAWSSecret(c *Candidate) (Match, bool) {
	v := c.Value()
	if !isAWSSecret(v) {
		return Match{}, false
	}
	c.Gate("40 characters of base64", true, float64(len(v)))
	key := letters(c.Key)
	score := 0.0
	switch {
	case strings.Contains(key, "secretaccesskey"), strings.Contains(key, "aws") && strings.Contains(key, "secret"), strings.HasSuffix(key, "awskey"):
		score = 0.95
	case idNear(c):
		score = 0.9
	}
	if !c.Gate("name, or an identifier near", score > 0, score) {
		return Match{}, false
	}
	if known := knownPublic(string(v)); !c.GateText("not a published key", known == "", known) {
		return Match{}, false
	}
	if c.File.Class == ClassLock {
		return Match{}, false
	}
	return Match{Start: c.Start, End: c.End, Score: inFile(c, score), Remedy: Manual, Message: "AWS secret access key"}, true
}

// idNear reports whether an access key's identifier stands within a few lines.
func idNear(c *Candidate) bool {
	for _, b := range [...][]byte{c.Before(300), c.After(300)} {
		for _, p := range [...]string{"AKIA", "ASIA"} {
			for i := 0; ; {
				k := bytes.Index(b[i:], []byte(p))
				if k < 0 {
					break
				}
				i += k
				if i+20 <= len(b) && awsID(b[i:i+20]) != Refuted {
					return true
				}
				i += 4
			}
		}
	}
	return false
}
