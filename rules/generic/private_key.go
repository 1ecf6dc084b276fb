package generic

import (
	"bytes"
	"strings"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/fileclass"
	"github.com/envguard/envguard/rules/judge"
)

// PrivateKey finds private keys in PEM armor and in PuTTY's format.
var PrivateKey = &rules.Rule{
	ID:    "private-key",
	Title: "Private key",
	Doc: `A complete private key: PKCS#1, PKCS#8, SEC 1, DSA, OpenSSH, PGP in PEM armor, PuTTY's format, a file of DER, or a keystore (PKCS#12, JKS) that opens with an empty password or changeit; another keystore is a warning. The body must decode, and begin as that kind of key does, so that elided bodies ("..."), documentation, blocks that a program puts together, and keys that are encrypted with a passphrase are left alone. So are certificates and public keys.

In test code and fixtures a key is a warning: it is usually made for the test.`,
	Fix:      "Make a new key pair, replace the public key wherever it was trusted, and keep the new private key out of the repository.",
	Source:   "https://www.rfc-editor.org/rfc/rfc7468",
	Severity: rules.Error,
	Kinds:    rules.KindPEM,
	Binary:   true,
	Check:    checkPrivateKey,
	Examples: []rules.Example{
		{Path: "deploy.pem", Text: "«{pem:RSA PRIVATE KEY}»\n", Why: "PKCS#1"},
		{Path: "server.key", Text: "«{pem:PRIVATE KEY}»\n", Why: "PKCS#8"},
		{Path: "id_ed25519", Text: "«{pem:OPENSSH PRIVATE KEY}»\n", Why: "OpenSSH without a passphrase"},
		{Path: "ec.pem", Text: "«{pem:EC PRIVATE KEY}»\n", Why: "SEC 1"},
		{Path: "service-account.json", Text: `{"type": "service_account", "private_key": "«{pem1:PRIVATE KEY}»\n"}`, Why: "a key in one line of JSON"},
		{Path: "key.pem", Text: "{pem:ENCRYPTED PRIVATE KEY}\n", Why: "encrypted with a passphrase"},
		{Path: "cert.pem", Text: "{pem:CERTIFICATE}\n", Why: "a certificate is public"},
		{Path: "docs.md", Text: "-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA...\n-----END RSA PRIVATE KEY-----\n", Why: "elided"},
		{Path: "a.go", Text: `if strings.Contains(s, "-----BEGIN PRIVATE KEY-----") {`, Why: "a marker in code"},
		{Path: "b.js", Text: "const k = '-----BEGIN PRIVATE KEY-----' + body + '-----END PRIVATE KEY-----'", Why: "put together by a program"},
	},
}

func checkPrivateKey(c *rules.Candidate) (rules.Match, bool) {
	v := c.Value()
	start, end := c.Start, c.End
	what := "private key without a passphrase"
	protected := false
	if len(v) == 0 {
		return rules.Match{}, false
	}
	if v[0] != '-' && v[0] != 'P' {
		if what, protected = binaryKey(c); what == "" {
			return rules.Match{}, false
		}
	} else if bytes.HasPrefix(v, []byte("PuTTY-User-Key-File-")) {
		block := c.File.Data[c.Start:min(len(c.File.Data), c.Start+judge.MaxPEM)]
		n, why := judge.PuttyReason(block)
		if !c.GateText("complete and not encrypted", why == "", why) {
			return rules.Match{}, false
		}
		end = c.Start + n
		what = "PuTTY private key without a passphrase"
	} else {
		if !bytes.HasPrefix(v, []byte("-----BEGIN ")) {
			return rules.Match{}, false
		}
		why := judge.PemReason(v)
		if !c.GateText("complete, plausible and not encrypted", why == "", why) {
			return rules.Match{}, false
		}
		if label := judge.PemLabel(v); strings.HasPrefix(label, "PGP") {
			what = "PGP private key"
		} else if k := strings.TrimSuffix(label, "PRIVATE KEY"); k != "" {
			what = strings.TrimSpace(k) + " private key without a passphrase"
		}
	}
	score := judge.InPlace(c, judge.ByKey, 0.97)
	if protected {
		score = min(score, 0.5)
		c.Gate("protected by a password", false, score)
	}
	if fileclass.PathSays(c.File.Path, judge.IsSampleWord) {
		score = min(score, 0.66)
		c.Gate("the path says sample", false, score)
	}
	if line, at := c.Line(); judge.InDocComment(c) || judge.IsDocMark(line[:min(at, len(line))]) {
		score = min(score, judge.MildScore)
		c.Gate("in a comment that documents code", false, score)
	}
	return rules.Match{Start: start, End: end, Score: score, Remedy: rules.NewKey, Message: what, Public: 0}, true
}

// binaryKey describes a file that is a private key in DER, or a keystore: for a keystore,
// protected is whether its password is none of the default ones.
func binaryKey(c *rules.Candidate) (what string, protected bool) {
	if store, open := judge.OpenKeystore(c.Value()); store != "" {
		if c.GateText("opens with a default password", open, ""); !open {
			return store + " with a private key, protected by a password", true
		}
		return store + " with a private key, which the default password opens", false
	}
	if c.Value()[0] == '[' {
		return "key pair of Ed25519 as a list of bytes, as Solana writes it", false
	}
	what, why := bareKeyKind(c.Value())
	if what == "" || !c.GateText("a whole private key", why == "", why) {
		return "", false
	}
	return what + " without a passphrase, in DER", false
}
