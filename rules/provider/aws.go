package provider

import (
	"bytes"
	"encoding/base32"
	"encoding/base64"
	"strings"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/fileclass"
	"github.com/envguard/envguard/rules/judge"
	"github.com/envguard/envguard/rules/random"
)

// awsSecretKeyRule finds an AWS secret access key.
var awsSecretKeyRule = &rules.Rule{
	ID:       "aws-secret-key",
	Title:    "AWS secret access key",
	Doc:      "The secret half of an AWS access key: 40 characters of base64 under a name that says so (aws_secret_access_key, secretAccessKey), or within a few lines of an access key's identifier. The finding names the place of the identifier. The keys of AWS's documentation are left alone, and so are commit ids, which are hexadecimal.",
	Fix:      "Deactivate the key in IAM (https://console.aws.amazon.com/iam/home#/security_credentials), look at CloudTrail for its use, delete it, and give the program a role instead of a key.",
	Source:   "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html",
	Severity: rules.Error,
	Kinds:    rules.KindAssigned | rules.KindArgument | rules.KindEnv | rules.KindToken | rules.KindString,
	Run:      40,
	Check:    checkAWSSecret,
	Examples: []rules.Example{
		{Path: "credentials.ini", Text: "[default]\naws_secret_access_key = «{b64:30}»\n", Why: "by its name"},
		{Path: "s3.js", Text: "new S3({accessKeyId: 'AKIAQ{base32:15}', secretAccessKey: '«{b64:30}»'})\n", Why: "both halves: one finding"},
		{Path: "pair.txt", Text: "AKIAQ{base32:15}\nsecret: «{b64:30}»\n", Why: "under its identifier"},
		{Path: "a.md", Text: "aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n", Why: "AWS's documentation"},
		{Path: "b.sh", Text: "export AWS_SECRET_ACCESS_KEY=$(aws configure get secret)\n", Why: "a command"},
		{Path: "c.txt", Text: "commit {hex:40}\n", Why: "a commit's id"},
	},
}

// awsAccessKeyRule finds an AWS access key identifier.
var awsAccessKeyRule = &rules.Rule{
	ID:       "aws-access-key",
	Title:    "AWS access key identifier",
	Doc:      "The identifier of an AWS access key: AKIA (of a user), ASIA (temporary), ABIA (a bearer token's) or ACCA (a context's), and 16 characters of base32, which hold the number of the account. Alone it lets nobody in, so that it is information. Where its secret stands near, aws-secret-key reports both as one finding. The keys of AWS's documentation end in EXAMPLE and are left alone.",
	Fix:      "Make sure that its secret is not in the history; deactivate the key in IAM if it may be, and give the program a role instead of a key.",
	Source:   "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html",
	Severity: rules.Info,
	Kinds:    rules.KindToken,
	Prefixes: []string{"AKIA", "ASIA", "ABIA", "ACCA"},
	Binary:   true,
	Check:    checkAWSID,
	Examples: []rules.Example{
		{Path: "a.txt", Text: "key «AKIAZ{base32:15}» was used\n", Why: "alone"},
		{Path: "credentials.ini", Text: "aws_access_key_id = AKIAQ{base32:15}\naws_secret_access_key = {b64:30}\n", Why: "beside its secret, where that is reported"},
		{Path: "b.md", Text: "aws_access_key_id = AKIAIOSFODNN7EXAMPLE\n", Why: "AWS's documentation"},
		{Path: "c.md", Text: "AKIA{repeat:X:16}\n", Why: "filler"},
		{Path: "d.txt", Text: "AKIA0189{upper:12}\n", Why: "digits that base32 does not have"},
	},
}

// awsSessionTokenRule finds an AWS session token.
var awsSessionTokenRule = &rules.Rule{
	ID:       "aws-session-token",
	Title:    "AWS session token",
	Doc:      "The session token of temporary AWS credentials (base64 that begins with IQoJb3JpZ2lu, FwoGZXIvYXdz or FQoGZXIvYXdz). It is needed beside their key and lives for hours, so that it is a warning.",
	Fix:      "Wait until it expires, or revoke the role's sessions in IAM; keep temporary credentials out of files.",
	Source:   "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp.html",
	Severity: rules.Error,
	Binary:   true,
	Tokens: []rules.Token{
		{Prefix: "IQoJb3JpZ2lu", Alphabet: alphabet.StdBase64, Min: 150, Max: 3000, Score: 0.66, Message: "AWS session token, which lives for hours"},
		{Prefix: "FwoGZXIvYXdz", Alphabet: alphabet.StdBase64, Min: 150, Max: 3000, Score: 0.66, Message: "AWS session token, which lives for hours"},
		{Prefix: "FQoGZXIvYXdz", Alphabet: alphabet.StdBase64, Min: 150, Max: 3000, Score: 0.66, Message: "AWS session token, which lives for hours"},
	},
	Examples: []rules.Example{
		{Path: "creds.sh", Text: "export AWS_SESSION_TOKEN=«IQoJb3JpZ2lu{b64:300}»\n", Why: "in a shell"},
	},
}

// awsBedrockKeyRule finds an Amazon Bedrock API key.
var awsBedrockKeyRule = &rules.Rule{
	ID:       "aws-bedrock-key",
	Title:    "Amazon Bedrock API key",
	Doc:      "An API key of Amazon Bedrock: a long-lived one (ABSK and base64 of BedrockAPIKey-) or a short-lived one (bedrock-api-key- and a signed address), which is a warning. It calls models on the account's bill.",
	Fix:      "Delete the key in IAM under the user's service-specific credentials, or deny it with a policy; read the new one from the environment.",
	Source:   "https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys.html",
	Severity: rules.Error,
	Binary:   true,
	Tokens: []rules.Token{
		{Prefix: "ABSKQmVkcm9ja0FQSUtleS", Alphabet: alphabet.StdBase64, Min: 80, Max: 260, Message: "Amazon Bedrock long-lived API key"},
		{Prefix: "bedrock-api-key-YmVkcm9jay5hbWF6b25hd3MuY29t", Alphabet: alphabet.StdBase64, Min: 60, Max: 4000, Score: 0.66, Message: "Amazon Bedrock short-lived API key"},
	},
	Examples: []rules.Example{
		{Path: "llm.sh", Text: "export AWS_BEARER_TOKEN_BEDROCK=«ABSKQmVkcm9ja0FQSUtleS{alnum:110}»\n", Why: "a long-lived key"},
		{Path: "llm2.sh", Text: "export AWS_BEARER_TOKEN_BEDROCK=«bedrock-api-key-YmVkcm9jay5hbWF6b25hd3MuY29t{alnum:200}»\n", Why: "a short-lived key"},
	},
}

// awsMWSTokenRule finds an Amazon MWS token.
var awsMWSTokenRule = &rules.Rule{
	ID:       "aws-mws-token",
	Title:    "Amazon MWS token",
	Doc:      "An authentication token of Amazon Marketplace Web Service (amzn.mws. and a UUID). It let a developer act for a seller; the service ended in 2024.",
	Fix:      "Revoke the developer's access in Seller Central under Apps and Services.",
	Source:   "https://developer-docs.amazon.com/sp-api/docs/migrating-from-amazon-mws",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "amzn.mws.", Alphabet: alphabet.HexDash, Min: 36, Max: 36, Valid: judge.UuidBody, Score: 0.8, Message: "Amazon MWS token"}},
	Examples: []rules.Example{
		{Path: "mws.php", Text: "define('MWS_AUTH_TOKEN', '«amzn.mws.{uuid}»');\n", Why: "a seller's tool"},
	},
}

// awsLoginClientSecretRule finds a Login with Amazon client secret.
var awsLoginClientSecretRule = &rules.Rule{
	ID:       "aws-login-client-secret",
	Title:    "Login with Amazon client secret",
	Doc:      "The client secret of a Login with Amazon or Selling Partner application (amzn1.oa2-cs.v1. and 64 hexadecimal digits). With the client's identifier it obtains tokens of its users.",
	Fix:      "Rotate the secret in the security profile at https://developer.amazon.com/settings/console/securityprofile and read it from the environment.",
	Source:   "https://developer.amazon.com/docs/login-with-amazon/security-profile.html",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "amzn1.oa2-cs.v1.", Alphabet: alphabet.LowerHex, Min: 64, Max: 64, Message: "Login with Amazon client secret"}},
	Examples: []rules.Example{
		{Path: "lwa.py", Text: "credentials = dict(lwa_client_secret=\"«amzn1.oa2-cs.v1.{hex:64}»\")\n", Why: "a seller's tool"},
	},
}

// awsAppsyncKeyRule finds an AWS AppSync API key.
var awsAppsyncKeyRule = &rules.Rule{
	ID:       "aws-appsync-key",
	Title:    "AWS AppSync API key",
	Doc:      "An API key of AWS AppSync (da2- and 26 letters and digits). It reads and writes what the GraphQL schema opens to keys. Web apps send it to browsers, and it lives a year at most, so that it is a warning.",
	Fix:      "Delete the key in the API's settings at https://console.aws.amazon.com/appsync and check what the schema opens to keys.",
	Source:   "https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "da2-", Alphabet: alphabet.LowerNum, Min: 26, Max: 26, Valid: judge.GeneratedBody, Score: 0.66, Message: "AWS AppSync API key"}},
	Examples: []rules.Example{
		{Path: "aws-exports.js", Text: "\"aws_appsync_apiKey\": \"«da2-{lowernum:26}»\",\n", Why: "Amplify's configuration"},
	},
}

// awsSesSmtpPasswordRule finds an Amazon SES SMTP password.
var awsSesSmtpPasswordRule = &rules.Rule{
	ID:       "aws-ses-smtp-password",
	Title:    "Amazon SES SMTP password",
	Doc:      "The SMTP password of Amazon SES: base64 of a version byte and a signature of 32 bytes, under a name that says SES or SMTP, or beside an access key's identifier. It sends mail in the account's name.",
	Fix:      "Delete the IAM user's access key in https://console.aws.amazon.com/ses under SMTP settings, and make new SMTP credentials.",
	Source:   "https://docs.aws.amazon.com/ses/latest/dg/smtp-credentials.html",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"ses", "smtp", "mail", "email"}, Names: []string{"password", "pass", "secret", "key", "smtppassword"}, Alphabet: alphabet.StdBase64, Min: 44, Max: 44, Valid: awsSMTP, Score: 0.8, Message: "Amazon SES SMTP password: sends mail in the account's name"}},
	Examples: []rules.Example{
		{Path: "settings.py", Text: "EMAIL_HOST = \"email-smtp.eu-west-1.amazonaws.com\"\nSMTP_PASSWORD = \"«{ses-smtp}»\"\n", Why: "Django"},
	},
}

func checkAWSID(c *rules.Candidate) (rules.Match, bool) {
	if at := secretNear(c); !c.GateText("its secret is not near", at < 0, "aws-secret-key reports both") {
		return rules.Match{}, false
	}
	return judge.MatchToken(c, rules.Token{
		Prefix: string(c.Value()[:4]), Alphabet: alphabet.UpperNum, Min: 16, Max: 16, Score: 0.7, Valid: awsID,
		Message: "AWS access key identifier; its secret is not near",
	})
}

// awsID verifies that the account's number can be read from the identifier.
func awsID(token []byte) rules.Proof {
	if !alphabet.All(token[4:], alphabet.Base32) || bytes.HasSuffix(token, []byte("EXAMPLE")) {
		return rules.Refuted
	}
	raw, err := base32.StdEncoding.DecodeString(string(token[4:]))
	if err != nil || len(raw) < 6 {
		return rules.Refuted
	}
	n := uint64(0)
	for _, b := range raw[:6] {
		n = n<<8 | uint64(b)
	}
	if account := n & 0x7fffffffff80 >> 7; account > 999_999_999_999 {
		return rules.Refuted
	}
	return rules.Formal
}

func isAWSID(b []byte) bool {
	if len(b) < 20 || len(b) > 20 && alphabet.Alnum(b[20]) {
		return false
	}
	switch string(b[:4]) {
	case "AKIA", "ASIA", "ABIA", "ACCA":
		return awsID(b[:20]) != rules.Refuted
	}
	return false
}

// secretNear returns the offset of a secret key that is within a few
// lines, or -1.
func secretNear(c *rules.Candidate) int {
	if c.File.Class == fileclass.Lock {
		return -1
	}
	c.LookFar()
	d := c.File.Data
	// The candidate may be a long row of keys. This key is 20 characters of it.
	lo, hi := max(0, c.Start-judge.PairReach), min(len(d), c.Start+20+judge.PairReach)
	start := lo
	for i := lo; i <= hi; i++ {
		if i < hi && (alphabet.Alnum(d[i]) || d[i] == '+' || d[i] == '/') {
			continue
		}
		if isAWSSecret(d[start:i]) && judge.PublishedIn(string(d[start:i])) == "" {
			return start
		}
		start = i + 1
	}
	return -1
}

func isAWSSecret(v []byte) bool {
	return len(v) == 40 && alphabet.All(v, alphabet.StdBase64) && v[39] != '=' && alphabet.Classes(v) >= 3 && !alphabet.AllHex(v) && random.HasStretch(v) && judge.FillerReason(v) == ""
}

func checkAWSSecret(c *rules.Candidate) (rules.Match, bool) {
	v := c.Value()
	if !isAWSSecret(v) {
		return rules.Match{}, false
	}
	c.Gate("40 characters of base64", true, float64(len(v)))
	key := alphabet.Letters(c.Key)
	score := 0.0
	message := "AWS secret access key"
	id := judge.FindNear(c, judge.PairReach, isAWSID)
	if id >= 0 {
		score = 0.9
		message += "; its identifier stands " + judge.BesideText(c, id)
	}
	if strings.Contains(key, "secretaccesskey") || strings.Contains(key, "aws") && strings.Contains(key, "secret") || strings.HasSuffix(key, "awskey") {
		score = 0.95
	}
	if !c.Gate("name, or an identifier near", score > 0, score) {
		return rules.Match{}, false
	}
	if known := judge.PublishedIn(string(v)); !c.GateText("not a published key", known == "", known) {
		return rules.Match{}, false
	}
	if c.File.Class == fileclass.Lock {
		return rules.Match{}, false
	}
	by := judge.ByForm
	if id >= 0 {
		by = judge.ByProof
	}
	return rules.Match{Start: c.Start, End: c.End, Score: judge.InPlace(c, by, score), Remedy: rules.Manual, Message: message}, true
}

// awsSMTP verifies the version byte in front of the signature.
func awsSMTP(v []byte) rules.Proof {
	raw, err := base64.StdEncoding.DecodeString(string(v))
	if err != nil || len(raw) != 33 || raw[0] != 4 && raw[0] != 2 {
		return rules.Refuted
	}
	return rules.Formal
}
