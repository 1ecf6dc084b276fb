package forms

import "slices"

// Names are what the names of secrets contain, in lower case; each has at least
// three letters. Names of other languages are those that code really has.
var Names = []string{
	"curl", "mysql", "auth", "haslo", "heslo", "cle_", "cleap", "session", "secret", "securestring", "seed", "sleutel", "oauth", "klucz",
	"private", "pwd", "parol", "pass", "pin", "salt", "salasana", "sas", "smbclient", "signature", "sifre",
	"mnemonic", "mongo", "cred", "token", "dsn",
	"webhook", "geheim", "conn", "contrase", "contribsys", "nonce", "chiave", "access", "account_sid", "senha", "schl", "segret", "segred", "kennwort",
	"bearer", "hmac", "clave", "chave", "encrypt", "qlcmd",
	"@tcp(", "@unix(", "otp", "mdp", "motdepasse", "mot_de", "key", "jwt", "jeton",
	"identified", "ldap", "lozinka", "license", "login", "losen", "cookie",
}

// Marks are the other texts that the scanner looks for in every byte: the ends of
// -----BEGIN and of the header of PuTTY's keys, URLs, and the beginnings of
// escaped characters of a token.
var Marks = []string{
	"-be", "y-u", "://",
	`\x3`, `\x4`, `\x5`, `\x6`, `\x7`, `\u0`, "%30", "%41", "%5f", "%6a", "%7a", "&#1", "&#4", "&#9", "&#x",
}

// Stems returns the stems of the forms, each once, without those that one of
// Names begins.
func Stems() (out []string) {
	for i := range All {
		if s := All[i].Stem; s != "" && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// Hints are words that say secret but are not among [Names], since they are too
// short or too common to be looked for everywhere. With a token run on their line
// they count. The programs of the forms are among them.
func Hints() []string {
	out := []string{
		"signed", "cipher", "apikey", "psk", "pat", "pats", "psw", "pswd", "haslo", "wachtwoord", "pepper", "sid", "fernet", "multifernet", "aes", "aesgcm", "chacha20",
		"chacha20poly1305", "signer", "serializer", "pdo", "imap", "ldap", "plain", "django", "base64", "kty", "mongo", "alias", "oracle",
		"ticket", "verifier", "sekret", "nyckel", "kodeord", "adgangskode", "llave", "jelszo", "kulcs", "anahtar", "sandi", "klic", "dbpw", "bindpw", "rootpw", "adminpw", "unlock", "zugangsdaten", "klyuch", "mima",
		"wallet", "localwallet", "accounts", "ecdsa", "hextoecdsa", "privatekeysigner",
	}
	for i := range All {
		for _, p := range All[i].Programs {
			if All[i].Hint && isWord(p) && !slices.Contains(out, p) {
				out = append(out, p)
			}
		}
	}
	return out
}

// isWord reports whether s is a letter and then letters and digits.
func isWord(s string) bool {
	for i, c := range []byte(s) {
		if c-'a' >= 26 && (i == 0 || c-'0' >= 10) {
			return false
		}
	}
	return true
}

// Patterns returns the three bytes that begin each name, stem and mark, each
// once, sorted. They are what the groups are made of.
func Patterns() []string {
	var out []string
	for _, list := range [][]string{Names, Stems(), Marks} {
		for _, s := range list {
			out = append(out, s[:3])
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
