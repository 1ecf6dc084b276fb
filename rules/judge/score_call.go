package judge

import (
	"strings"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// IsKeyCall reports whether the candidate is an argument of a call whose
// argument at that place is a key.
func IsKeyCall(c *rules.Candidate) bool {
	if c.Kind&rules.KindArgument == 0 {
		return false
	}
	switch last := LastWord(c.Call); last {
	case "Fernet", "MultiFernet", "AESGCM", "ChaCha20Poly1305", "SecretBox", "setSecret", "setApiKey", "setAuthToken", "setPassword", "set_password", "SecretKeySpec",
		"TimestampSigner", "URLSafeTimedSerializer", "URLSafeSerializer", "Signer", "cookieParser", "hmac":
		return c.Arg == 0
	case "createHmac", "hash_hmac", "createCipheriv", "createDecipheriv", "signWith", "openssl_encrypt", "openssl_decrypt":
		return c.Arg == 1 && last != "hash_hmac" && !strings.HasPrefix(last, "openssl_") || c.Arg == 2 && last != "signWith"
	case "SignedString", "SigningString", "NewCookieStore", "setSigningKey", "verifyWith", "HMAC256", "HMAC384", "HMAC512", "HMACSHA1", "HMACSHA256", "HMACSHA384", "HMACSHA512",
		"from_secret", "new_from_slice", "SymmetricKey", "SigningKey", "provideAPIKey", "bearerAuth", "bearer_auth", "oauth2_bearer", "NewHMACKey", "hmacSecret":
		return c.Arg == 0
	case "New":
		if alphabet.ToLower(c.Call) == "hmac.new" {
			return c.Arg == 1
		}
	case "NewCipher", "NewTripleDESCipher", "NewGCM", "SymmetricSecurityKey", "AzureKeyCredential", "hmacShaKeyFor":
		return c.Arg == 0
	case "encode", "decode", "sign", "verify", "new":
		switch lower := alphabet.ToLower(c.Call); lower {
		case "hmac.new":
			return c.Arg <= 1
		case "aes.new", "des.new", "des3.new", "arc4.new", "chacha20.new", "salsa20.new", "blowfish.new":
			return c.Arg == 0
		case "jwt.encode", "jwt.decode", "jwt.sign", "jwt.verify", "jsonwebtoken.sign", "jsonwebtoken.verify":
			return c.Arg == 1
		}
	}
	return false
}

// isLoginCall reports whether the candidate is the password among the
// arguments of a call that takes a user and a password.
func isLoginCall(c *rules.Candidate) bool {
	if c.Kind&rules.KindArgument == 0 {
		return false
	}
	switch LastWord(c.Call) {
	case "login", "authenticate", "authorization_basic", "Authenticate", "SetBasicAuth", "setBasicAuth", "basicAuth", "basic_auth", "BasicAuth", "HTTPBasicAuth", "HTTPDigestAuth", "NetworkCredential",
		"UsernamePasswordAuthenticationToken", "BasicHttpCredentials", "BasicCredentials", "AuthenticationHeaderValue", "UsernamePasswordCredentials", "UsernamePasswordCredential", "PasswordAuthentication", "BasicAWSCredentials", "PlainLogin":
		return c.Arg == 1
	case "connect":
		return c.Arg == 2 && strings.Contains(alphabet.ToLower(c.Call), "mysql")
	case "mysql_real_connect":
		return c.Arg == 3
	case "sp_addlogin":
		return c.Arg == 1
	case "getConnection", "PDO", "mysqli", "mysqli_connect", "mysql_connect", "ftp_login", "imap_open", "ldap_bind", "ssh2_auth_password", "PlainAuth":
		return c.Arg == 2
	}
	return false
}
