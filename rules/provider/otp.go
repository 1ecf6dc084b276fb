package provider

import (
	"bytes"
	"strings"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// otpUrlRule finds addresses of one-time passwords.
var otpUrlRule = &rules.Rule{
	ID:       "otp-url",
	Title:    "One-time password address",
	Doc:      `An otpauth:// address, as QR codes of authenticator apps hold it. Its secret makes every second factor that the account will ever ask for.`,
	Fix:      "Set up the second factor anew, and keep the address out of the repository.",
	Source:   "https://github.com/google/google-authenticator/wiki/Key-Uri-Format",
	Severity: rules.Error,
	Kinds:    rules.KindToken,
	Prefixes: []string{"secret="},
	Keywords: []string{"otpauth"},
	Check:    checkOTPURL,
	Examples: []rules.Example{
		{Path: "seed.ts", Text: "const uri = 'otpauth://totp/Acme:jo@acme.io?secret=«{base32:32}»&issuer=Acme';\n", Why: "an address"},
		{Path: "qr.txt", Text: "otpauth://hotp/Acme:jo?issuer=Acme&counter=1&secret=«{base32:16}»\n", Why: "the shortest"},
		{Path: "a.md", Text: "otpauth://totp/Example:alice@google.com?secret=JBSWY3DPEHPK3PXP&issuer=Example\n", Why: "the sample of the specification"},
		{Path: "b.md", Text: "otpauth://totp/App:user?secret={repeat:A:16}\n", Why: "filler"},
		{Path: "c.md", Text: "https://a.io/?secret={base32:32}\n", Why: "another address"},
	},
}

// otpSeedRule finds seeds of one-time passwords.
var otpSeedRule = &rules.Rule{
	ID:       "otp-seed",
	Title:    "One-time password seed",
	Doc:      `The seed of one-time passwords (TOTP, HOTP): 16, 26, 32, 52 or 64 characters of base32 under a name that says otp, 2fa, mfa or authenticator. It makes every second factor that the account will ever ask for.`,
	Fix:      "Set up the second factor anew, and read the seed from the environment.",
	Source:   "https://www.rfc-editor.org/rfc/rfc6238",
	Severity: rules.Error,
	Kinds:    judge.KeyedKinds,
	Keywords: []string{"otp", "totp", "hotp", "mfa", "authenticator", "twofactor", "factor", "tfa", "base32", "oathtool"},
	Check:    checkOTPSeed,
	Examples: []rules.Example{
		{Path: "login.py", Text: "TOTP_SECRET = \"«{base32:32}»\"\n", Why: "by its name"},
		{Path: "e2e.env", Text: "MFA_SEED=«{base32:16}»\n", Why: "the shortest"},
		{Path: "otp.js", Text: "const otpSecret = '«{base32:52}»';\n", Why: "of 32 bytes"},
		{Path: "totp_spec.rb", Text: "otp = ROTP::TOTP.new('«{base32:32}»', issuer: 'Example')\n", Why: "a call that takes a seed"},
		{Path: "otp.ts", Text: "const secret = { ascii: '', base32: '«{base32:32}»' };\n", Why: "as speakeasy makes it"},
		{Path: "login.rb", Text: "ROTP::TOTP.new(\"«{lowerbase32:32}»\").now\n", Why: "small letters, in a call"},
		{Path: "login.sh", Text: "oathtool --totp -b «{base32:32}»\n", Why: "a command"},
		{Path: "a.py", Text: "TOTP_SECRET = \"JBSWY3DPEHPK3PXP\"\n", Why: "the sample that everyone uses"},
		{Path: "b.py", Text: "TOTP_SECRET = \"{repeat:A:32}\"\n", Why: "filler"},
		{Path: "c.py", Text: "OTP_SECRET = \"BASE32SECRETKEYS\"\n", Why: "words"},
		{Path: "d.py", Text: "COUPON = \"{base32:16}\"\n", Why: "another name"},
	},
}

// checkOTPURL reads the secret of an otpauth address.
func checkOTPURL(c *rules.Candidate) (rules.Match, bool) {
	line, at := c.Line()
	i := bytes.LastIndex(line[:at], []byte("otpauth://"))
	if i < 0 || bytes.ContainsAny(line[i:at], " \t\"'`<>") {
		return rules.Match{}, false
	}
	sub := *c
	sub.Start += len("secret=")
	v := sub.Value()
	n := 0
	for n < len(v) && (alphabet.Base32(v[n]) || alphabet.LowerBase32(v[n])) {
		n++
	}
	return judgeOTP(&sub, v[:n])
}

func checkOTPSeed(c *rules.Candidate) (rules.Match, bool) {
	v := c.Value()
	call := isOTPCall(c)
	if seed := bytes.TrimRight(v, "="); !alphabet.All(seed, alphabet.Base32) && !(call && alphabet.All(seed, alphabet.LowerBase32)) {
		return rules.Match{}, false
	}
	l := alphabet.Letters(c.Key)
	named := l == "base32"
	for _, w := range [...]string{"otp", "2fa", "mfa", "authenticator", "twofactor", "tfa"} {
		named = named || strings.Contains(l, w)
	}
	ends := judge.EndsInName(c.Key, []string{"secret", "seed", "key", "base32", "totp", "otp", "2fa", "mfa"})
	if !named && call {
		named, ends = true, true
	}
	if !c.GateText("name", named && ends, "") || !judge.PlainValue(c) {
		return rules.Match{}, false
	}
	return judgeOTP(c, v)
}

// isOTPCall reports whether the candidate is the first argument of a call that
// makes one-time passwords of a seed: pyotp.TOTP(…), ROTP::TOTP.new(…),
// authenticator.generate(…).
func isOTPCall(c *rules.Candidate) bool {
	if c.Kind&rules.KindArgument == 0 || c.Arg != 0 || len(c.Call) > 64 {
		return false
	}
	l := alphabet.Letters(c.Call)
	for _, w := range [...]string{"totp", "hotp", "authenticator"} {
		if i := strings.Index(l, w); i >= 0 {
			switch l[i+len(w):] {
			case "", "new", "generate", "now", "at", "code", "generatecode", "create", "fromseed", "token", "check", "verify", "keyuri":
				return true
			}
		}
	}
	return false
}

// judgeOTP judges a seed of base32. Lengths are those of 10, 16, 20, 32 and 40
// bytes.
func judgeOTP(c *rules.Candidate, v []byte) (rules.Match, bool) {
	seed := bytes.TrimRight(v, "=")
	switch len(seed) {
	case 16, 26, 32, 52, 64:
	default:
		return rules.Match{}, false
	}
	upper := bytes.ToUpper(seed)
	if known := judge.PublishedIn(string(upper)); !c.GateText("not a published seed", known == "", known) {
		return rules.Match{}, false
	}
	bits := judge.Bits(seed)
	if !judge.NotFiller(c, seed) || !c.Gate("random", bits >= judge.TokenRandom && bytes.ContainsAny(seed, "234567"), bits) {
		return rules.Match{}, false
	}
	return rules.Match{Start: c.Start, End: c.Start + len(v), Score: judge.InFile(c, 0.9), Remedy: rules.FromEnv, Message: "seed of one-time passwords: makes every second factor"}, true
}
