package judge

import (
	"bytes"
	"encoding/base64"
	"encoding/json"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// encryptedForms are how the values of tools begin that encrypt configuration, in the
// case in which they write them.
var encryptedForms = []struct{ prefix, by string }{
	{"ENC[", "SOPS"},
	{"EJ[1:", "EJSON"},
	{"ENC(", "Jasypt"},
	{"{cipher}", "Spring Cloud Config"},
	{"{aes}", "a keystore"},
	{"{enc}", "a keystore"},
	{"{AES}", "a keystore"},
	{"{xor}", "WebSphere"},
	{"encrypted:", "dotenvx"},
	{"$ANSIBLE_VAULT;", "Ansible Vault"},
	{"vault:v", "Vault's transit engine"},
	{"age-encryption.org/", "age"},
	{"{SSHA", "LDAP"},
	{"{SHA", "LDAP"},
	{"{SMD5}", "LDAP"},
	{"{CRYPT}", "LDAP"},
	{"{PBKDF2", "LDAP"},
	{"{ARGON2", "LDAP"},
	{"{AQAAABAAAA", "Jenkins"},
	{"AQAAABAAAA", "Jenkins"},
	{"AQAAANCMnd8BFdERjHoAwE", "Windows DPAPI"},
	{"YWdlLWVuY3J5cHRpb24ub3Jn", "age"},
	{"U2FsdGVkX1", "openssl enc"},
}

// longForms are forms of base64 whose first letters say little; the value has to be
// long, too.
var longForms = []struct{ prefix, by string }{
	{"AQICAH", "AWS KMS"}, // the header of a ciphertext with a customer master key
	{"AQECAH", "AWS KMS"},
	{"AgA", "SealedSecrets"}, // 0x0200: the length of an RSA-4096 session key
	{"AgB", "SealedSecrets"},
	{"AgC", "SealedSecrets"},
	{"AgD", "SealedSecrets"},
}

// minLongForm is the shortest value of longForms, in bytes: a session key alone is
// longer.
const minLongForm = 120

// EncryptedBy returns which tool encrypted or hashed a value, as it says itself, or "".
func EncryptedBy(v []byte) string {
	for _, f := range encryptedForms {
		if bytes.HasPrefix(v, []byte(f.prefix)) {
			return f.by
		}
	}
	if len(v) >= minLongForm {
		for _, f := range longForms {
			if bytes.HasPrefix(v, []byte(f.prefix)) && alphabet.All(bytes.TrimRight(v, "="), alphabet.StdBase64) {
				return f.by
			}
		}
	}
	switch {
	case isJWE(v):
		return "JWE"
	case bytes.HasPrefix(v, []byte("eyJpdiI6")):
		return "Laravel"
	}
	return ""
}

// isJWE accepts the compact form of an encrypted web token (RFC 7516, 7.1): five parts,
// and a header that names the encryption.
func isJWE(v []byte) bool {
	if !bytes.HasPrefix(v, []byte("eyJ")) || bytes.Count(v, []byte(".")) != 4 {
		return false
	}
	raw, err := base64.RawURLEncoding.DecodeString(string(v[:bytes.IndexByte(v, '.')]))
	var header struct{ Enc string }
	return err == nil && json.Unmarshal(raw, &header) == nil && header.Enc != ""
}

// maxLead is how far in front of a candidate the beginning of its value is looked for,
// in bytes.
const maxLead = 1024

// encryptedAround returns which tool encrypted the value that the candidate is, or is a
// part of: ENC[AES256_GCM,data:…,iv:…].
func encryptedAround(c *rules.Candidate) string {
	if by := EncryptedBy(c.Value()); by != "" {
		return by
	}
	d, start := c.File.Data, c.Start
	for start > 0 && c.Start-start < maxLead && d[start-1] > ' ' && d[start-1] != '"' && d[start-1] != '\'' {
		start--
	}
	for at := start; at < c.Start; at++ { // the value begins behind a name and a sign
		if at == start || d[at-1] == '=' || d[at-1] == ':' {
			if by := EncryptedBy(d[at:c.End]); by != "" {
				return by
			}
		}
	}
	return ""
}

// EncryptedFile returns which tool encrypted a file, or "". Such files are meant to be
// committed.
func EncryptedFile(data []byte) string {
	head := data[:min(len(data), 64)]
	switch {
	case bytes.HasPrefix(head, []byte("\x00GITCRYPT\x00")):
		return "git-crypt"
	case bytes.HasPrefix(head, []byte("$ANSIBLE_VAULT;")):
		return "Ansible Vault"
	case bytes.HasPrefix(head, []byte("age-encryption.org/")), bytes.HasPrefix(head, []byte("-----BEGIN AGE ENCRYPTED FILE-----")):
		return "age"
	case bytes.HasPrefix(head, []byte("-----BEGIN PGP MESSAGE-----")):
		return "GnuPG"
	case bytes.Contains(data, []byte("sops_mac=ENC[")), bytes.Contains(data, []byte("sops_version=")) && bytes.Contains(data, []byte("=ENC[")):
		return "SOPS"
	}
	return ""
}

// Excluded reports whether no value of the candidate's file, or of the form that it is
// a part of, is a secret without a proof: lock files, translations, ciphertext.
func Excluded(c *rules.Candidate) bool {
	return ofDigests(c) || !c.GateText("not encrypted", encryptedAround(c) == "", encryptedAround(c))
}
