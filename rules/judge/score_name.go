package judge

import (
	"strings"

	"github.com/envguard/envguard/rules/alphabet"
)

// A nameKind says what a name suggests of the value that it is given.
type NameKind uint8

const (
	NameNone     NameKind = iota // there is no name
	NameNeutral                  // nothing is known of it
	NameHarmless                 // a property, a public thing or a digest: secret_name, public_key, token_url
	NameWeak                     // often a secret: key, auth, session, salt
	NameSecret                   // a secret that a machine made: api_key, token, client_secret
	NamePassword                 // a secret that a person may have chosen
)

func (k NameKind) String() string {
	switch k {
	case NameNone:
		return "no name"
	case NameHarmless:
		return "harmless name"
	case NameWeak:
		return "name of something that may be secret"
	case NameSecret:
		return "name of a secret"
	case NamePassword:
		return "name of a password"
	default:
		return "neutral name"
	}
}

// JudgeName says what a name suggests, in any case style: client_secret,
// clientSecret, CLIENT-SECRET, spring.security.client-secret. The last word
// decides, since it is what the thing is; those before it only qualify it.
func JudgeName(key string) NameKind {
	if key == "" {
		return NameNone
	}
	if strings.Contains(key, "::") && !strings.Contains(key, "$") {
		// AWS::AppSync::ApiKey, ns::token: a type, unless its last part is a
		// constant.
		if last := key[strings.LastIndex(key, "::")+2:]; last == "" || alphabet.Upper(last[0]) && strings.ToUpper(last) != last {
			return NameHarmless
		}
	}
	if len(key) > 200 {
		key = key[len(key)-200:]
	}
	if len(key) > 5 && key[:3] == "u00" && alphabet.Hex(key[3]) && alphabet.Hex(key[4]) {
		key = key[5:] // \u0026page_token: what JSON writes for the sign before a name
	}
	var buf [12]string
	words := alphabet.SplitWords(key, buf[:0])
	// Words that do not change what the thing is are looked through.
	for len(words) > 1 && isTransparent(words[len(words)-1]) {
		words = words[:len(words)-1]
	}
	if len(words) == 0 {
		return NameNeutral
	}
	if strings.HasSuffix(key, "PWD") && len(words) == 1 {
		return NameWeak // the shell's working directory
	}
	last := words[len(words)-1]
	if t := trimDigits(last); t != last && len(t) > 2 && !isHarmlessWord(last) && last != "sha256" {
		last = t
	}
	before := ""
	if len(words) > 1 {
		before = words[len(words)-2]
	}
	if isHarmlessWord(last) || isQualified(words, last) || isBrowserName(words) {
		return NameHarmless
	}
	if k := foreignName(words); k != NameNeutral {
		return k
	}
	if k, ok := lastWordKind(last, before, len(words), key); ok {
		return k
	}
	if k := endingKind(last); k != NameNeutral {
		return k
	}
	// The last word says nothing, but one before it may: SECRET_DJANGO,
	// token_github, PASSWORD_ROOT.
	for _, w := range words[:len(words)-1] {
		switch w {
		case "password", "passwd", "secret", "token", "apikey", "secretkey", "credentials", "pwd":
			return NameWeak
		}
	}
	// STRIPE_PRICE_ID_MONTHLY, TENANT_ID_EU: which thing it identifies is said
	// after it.
	for _, w := range words[:len(words)-1] {
		switch w {
		case "id", "ids", "uuid", "guid":
			return NameHarmless
		}
	}
	return NameNeutral
}

// isQualified reports whether a word before the last one says that the thing is public,
// or that the name is of a property or a message of it.
func isQualified(words []string, last string) bool {
	for i, w := range words {
		switch w {
		case "public", "existing", "pub", "pubkey", "publickey", "publishable", "anon", "sha", "sha1", "sha256", "sha512", "md5", "hash", "hashed", "digest", "checksum", "checksums", "integrity", "fingerprint", "thumbprint",
			"commit", "etag", "i18n", "l10n", "translation", "label", "sealed", "wrapped", "encrypted", "obscured", "obfuscated", "ciphered", "placeholder", "no", "is", "has", "use", "enable", "disable", "allow", "show", "hide",
			"invalid", "missing", "forgot", "forget", "forgotten", "reset", "require", "required", "requires", "validate", "verify", "confirm", "confirmation", "missmatch", "mismatch":
			// is_secret, has_token, forgot_password, reset_password: a property or
			// a message of the thing. NEXT_PUBLIC_ says that the browser gets it;
			// a database or a queue in the name does not.
			if i == len(words)-2 && (last == "salt" && w == "hash" || last == "key" && i > 0 && words[i-1] == "hmac") {
				continue // hash_salt and hmac_sha256_key are what the hash is made with
			}
			if i < len(words)-1 || w != last {
				return true
			}
		}
	}
	return false
}

// lastWordKind judges a name of n words by its last word and the one before it. It
// reports whether the last word decides.
func lastWordKind(last, before string, n int, key string) (NameKind, bool) {
	switch last {
	case "password", "passwd", "passwort", "passphrase", "pwd", "passcode", "userpass", "dbpass", "smtppass", "pass", "psw", "pswd", "passw", "contraseña", "contrasena", "senha", "mdp", "motdepasse", "wachtwoord", "parola", "haslo", "kennwort", "passwords", "userpassword", "identified", "requirepass", "adminpass", "rootpass", "sshpass", "mysqlpass", "rpcpassword", "securestring", "heslo", "hasło", "salasana", "losenord", "lösenord", "adgangskode", "passord", "lozinka", "parol", "sifre", "şifre", "jelszo", "jelszó", "sandi", "kodeord",
		"пароль", "парол", "пароли", "密码", "密碼", "口令", "パスワード", "暗証番号", "비밀번호", "암호", "parolachiave", "mima":
		switch before {
		case "old", "by", "to", "boarding", "first", "second", "render", "one", "multi", "single", "high", "low", "compiler":
			if last == "pass" {
				return NameHarmless, true
			}
		}
		return NamePassword, true
	case "psk", "masterauth":
		return NameSecret, true
	case "passe": // mot de passe
		if before == "de" {
			return NamePassword, true
		}
	case "geheimnis", "geheim", "geheimwort", "zugangsschluessel", "zugangsschlüssel", "apischluessel", "apischlüssel", "jeton", "zugangsdaten", "segreto", "segreta", "секрет", "токен", "密钥", "密鑰", "令牌", "秘钥", "秘密鍵", "トークン", "シークレット", "klyuch", "secreta", "secreto", "secrete", "secrète", "segredo", "sekret":
		return NameSecret, true
	case "schluessel", "schlüssel", "ключ", "clave", "chave", "chiave", "cle", "clé", "llave", "sleutel", "klucz", "klic", "klíč", "nyckel", "anahtar", "kulcs":
		switch before {
		case "", "public", "publique", "publica", "primaer", "primär", "fremd", "primaria", "primaire", "primary":
			return NameWeak, true
		}
		return NameSecret, true
	case "pw", "pin":
		return NameWeak, true
	case "secret", "secrets", "apikey", "apikeys", "secretkey", "accesskey", "privatekey", "authkey", "authtoken", "accesstoken", "refreshtoken", "bearertoken", "apitoken", "apisecret", "appsecret", "clientsecret", "appkey", "encryptionkey", "masterkey", "signingkey", "sharedkey", "jwtsecret", "usertoken", "bottoken", "sessionsecret", "secretaccesskey", "licensekey", "consumersecret", "consumerkey", "tokensecret", "webhooksecret", "fernetkey", "secretid":
		return NameSecret, true
	case "token":
		switch before {
		case "next", "page", "pagination", "continuation", "sync", "cancel", "cancellation", "stop", "eos", "bos", "pad", "mask", "unk", "sep", "cls", "start", "end", "begin", "open", "close", "closing", "opening", "last", "first", "prev", "previous", "current", "peek", "lookahead", "keyword", "operator", "comment", "literal", "identifier", "delimiter", "separator", "marker", "csrf", "xsrf", "authenticity", "verification", "parse", "parser", "lexer", "syntax", "resume", "idempotency", "design", "color", "erc20", "unexpected", "expected", "client", "change", "concurrency", "antiforgery", "special", "bad", "error", "invalid", "lock", "request", "action", "work", "starting", "backward", "forward", "update", "lifecycle", "dkim":
			if before == "client" {
				return NameSecret, true
			}
			return NameHarmless, true
		}
		return NameSecret, true
	case "tokens", "ticket", "verifier":
		if before == "dkim" {
			return NameHarmless, true // they are in the DNS
		}
		return NameWeak, true
	case "key", "keys":
		return keyName(before, n, key), true
	case "credential", "credentials", "creds", "cred", "authorization", "auth", "bearer", "cookie", "session", "sessionid", "sid", "signature", "sig", "salt", "pepper", "seed", "oauth", "encrypt", "otp", "totp", "webhook", "license", "jwt", "pat", "passkey", "dsn", "nonce", "access", "apppassword", "code", "mnemonic", "cert":
		switch before {
		case "unlock", "backup", "recovery", "activation", "master":
			if last == "code" {
				return NameWeak, true
			}
		}
		if before == "public" || before == "magic" || last == "signature" || last == "sig" || last == "nonce" || last == "code" || last == "cert" || last == "access" {
			return NameHarmless, true
		}
		return NameWeak, true
	}
	return NameNeutral, false
}

// endingKind judges a last word by how it ends, where nothing divides it.
func endingKind(last string) NameKind {
	// dbpassword, mysecret, githubtoken: a secret at the end of a word that
	// nothing divides.
	for _, s := range [...]string{"password", "passwd", "passphrase", "pwd"} {
		if strings.HasSuffix(last, s) {
			return NamePassword
		}
	}
	for _, s := range [...]string{"secret", "token", "apikey", "secretkey", "accesskey", "privatekey", "encryptionkey", "authkey"} {
		if strings.HasSuffix(last, s) && !strings.HasPrefix(last, "csrf") && !strings.HasPrefix(last, "xsrf") {
			return NameSecret
		}
	}
	// idkey, akey, bindpw: what the end of a word says, if it is no word by itself.
	switch {
	case len(last) > 4 && strings.HasSuffix(last, "pw"):
		return NamePassword
	case len(last) > 5 && strings.HasSuffix(last, "pass") && !isPassWord(last):
		return NameWeak
	case len(last) > 3 && strings.HasSuffix(last, "key") && !isKeyWord(last):
		return NameWeak
	}
	return NameNeutral
}

// isBrowserName reports whether a name is that of a setting which a build puts
// into the browser's code, for a service whose keys belong there:
// REACT_APP_SEGMENT_TOKEN, VITE_FIREBASE_API_KEY.
func isBrowserName(words []string) bool {
	switch words[0] {
	case "vite", "gatsby", "expo":
		words = words[1:]
	case "react", "vue", "ng":
		if len(words) < 2 || words[1] != "app" {
			return false
		}
		words = words[2:]
	default:
		return false
	}
	takesEvents := false
	for _, w := range words {
		switch w {
		case "secret", "private", "password", "admin", "server", "auth", "personal", "access":
			return false
		case "segment", "amplitude", "mixpanel", "posthog", "analytics", "gtm", "hotjar", "fullstory", "logrocket", "intercom", "pusher", "firebase", "recaptcha", "hcaptcha", "turnstile", "sentry", "bugsnag", "rollbar", "plausible", "umami", "growthbook", "statsig", "onesignal", "launchdarkly":
			takesEvents = true
		}
	}
	return takesEvents
}

// keyName judges a name that ends in "key" by the word before it.
func keyName(before string, n int, key string) NameKind {
	switch before {
	case "api", "consumer", "secret", "private", "priv", "validation", "encryption", "encrypt", "decryption", "signing", "sign", "signature", "auth", "authentication", "authorization", "master", "account", "license", "licence", "shared", "session", "cookie", "cookies", "fernet", "jwt", "hmac", "aes", "app", "application", "service", "access", "admin", "crypto", "cipher", "root", "user", "deploy", "deployment", "server", "client", "integration", "subscription", "ssh", "rsa", "ed25519", "wallet", "token", "webhook", "stripe", "openai", "algolia", "google", "aws", "azure", "sendgrid", "mailgun", "mailchimp", "twilio", "sentry", "datadog", "github", "gitlab", "writer", "write", "salt", "security", "password", "backup", "vault", "preshared", "psk", "ingest", "ingestion", "unseal", "recovery", "role", "hash", "flask", "django", "rails", "laravel", "base":
		return NameSecret
	case "public", "pub", "website", "recv", "receive", "resource", "form", "process", "task", "definition", "business", "activity", "workflow", "sealed", "wrapped", "gpg", "pgp", "keyserver", "websocket", "socket", "request", "response", "search", "primary", "foreign", "cache", "sort", "partition", "row", "map", "object", "site", "publishable", "anon", "host", "index", "lookup", "dict", "storagekey", "translation", "locale", "message", "i18n", "hot", "shortcut", "arrow", "enter", "escape", "tab", "function", "modifier", "registry", "config", "setting", "settings", "metadata", "property", "attribute", "label", "annotation", "context", "group", "routing", "route", "bucket", "s3", "file", "known", "unknown", "idempotency", "unique", "composite", "natural", "surrogate", "compound", "dedupe", "event", "queue", "redis", "state", "query", "param", "field", "column", "header", "hash256", "any", "each", "next", "prev", "min", "max", "left", "right", "up", "down", "last", "first", "parent", "child", "node", "data", "default", "option", "cursor", "feature", "flag", "lang", "language", "menu", "component", "item", "series", "sub", "type", "id":
		return NameHarmless
	case "":
		if key == "KEY" || n == 1 {
			return NameWeak
		}
	}
	return NameWeak
}

// isPassWord accepts words that end in pass and are no passwords.
func isPassWord(w string) bool {
	switch w {
	case "bypass", "compass", "trespass", "surpass", "overpass", "underpass", "encompass", "renderpass", "subpass", "multipass", "firstpass", "postpass", "boardingpass":
		return true
	}
	return false
}

// isKeyWord accepts words that end in key and are none.
func isKeyWord(w string) bool {
	switch w {
	case "resourcekey", "dnskey", "encryptedkey", "sealedkey", "wrappedkey", "nkey", "xkey", "refkey", "pinnedpubkey", "monkey", "donkey", "turkey", "hotkey", "whiskey", "jockey", "hockey", "passkey", "keykey", "primarykey", "foreignkey", "cachekey", "sortkey", "rowkey", "mapkey", "objectkey", "subkey", "prefkey", "shortkey", "partitionkey", "publickey", "pubkey", "sitekey", "repokey", "gpgkey", "hashkey", "lookupkey", "onkey", "iskey", "haskey", "bykey", "tokey", "getkey", "setkey", "groupkey", "routingkey":
		return true
	}
	return false
}

// foreignName judges names of languages that put what qualifies a thing behind
// it: senha_banco, clave_api, contrasena_bd, jetonAcces.
func foreignName(words []string) NameKind {
	if len(words) < 2 {
		return NameNeutral
	}
	switch words[0] {
	case "пароль", "senha", "contrasena", "contraseña", "haslo", "hasło", "parol", "parola", "heslo", "sifre", "şifre", "salasana", "lozinka":
		return NamePassword
	case "mot":
		if len(words) > 2 && words[1] == "de" && words[2] == "passe" {
			return NamePassword
		}
	case "clave", "chave", "chiave", "cle", "clé", "klucz", "llave":
		switch words[1] {
		case "publica", "pública", "publique", "pubblica", "publiczny", "primaria", "primaire", "foranea", "estrangeira":
			return NameHarmless
		}
		return NameSecret
	case "jeton", "ficha":
		switch words[1] {
		case "acces", "accès", "acceso", "api":
			return NameSecret
		}
	case "geheime", "geheimer":
		return NameSecret
	}
	return NameNeutral
}

// isTransparent reports whether w at the end of a name leaves it what it is:
// SECRET_KEY_BASE, password_1, token_prod.
func isTransparent(w string) bool {
	switch w {
	case "value", "val", "string", "str", "data", "hex", "base64", "b64", "default", "prod", "production", "dev", "development", "test", "testing", "live", "sandbox", "staging", "env", "raw", "plain", "plaintext", "old", "new", "current", "primary", "secondary", "base", "bytes", "v1", "v2", "v3", "main", "local", "a", "b", "x", "fallback", "fallbacks", "var", "const", "here", "text", "content", "decrypted", "real", "backup", "previous", "ro", "rw", "readonly", "global", "temp", "tmp", "active":
		return true
	}
	return w != "" && strings.Trim(w, "0123456789") == ""
}

// isHarmlessWord reports whether a name that ends in w names a property, a
// place or a description of a thing and not the thing.
func isHarmlessWord(w string) bool {
	switch w {
	case "name", "names", "id", "ids", "uid", "guid", "uuid", "url", "urls", "uri", "uris", "path", "paths", "file", "files", "filename", "filepath", "dir", "directory", "folder", "location", "header", "headers", "endpoint", "host", "hostname", "port", "domain", "email", "mail",
		"expire", "expires", "expiry", "expiration", "exp", "ttl", "lifetime", "timeout", "age", "duration", "seconds", "minutes", "hours", "days", "interval", "date", "time", "at", "until", "rotation", "period", "timestamp", "ms", "sec",
		"length", "len", "size", "min", "max", "minimum", "maximum", "count", "limit", "rounds", "iterations", "cost", "num", "number", "bits", "total", "usage", "used", "budget", "ratio", "rate",
		"enabled", "disabled", "enable", "required", "optional", "visible", "type", "types", "kind", "field", "fields", "label", "labels", "placeholder", "regex", "regexp", "pattern", "format", "prefix", "suffix", "delimiter", "separator", "style", "class", "mode", "status", "state", "algorithm", "algo", "alg", "scheme", "method", "encoding", "charset", "version", "level", "scope", "scopes", "role", "roles", "strategy", "policy", "policies", "rule", "rules", "flag", "option", "options", "setting", "settings", "config", "configuration", "properties", "property",
		"encrypted", "ciphertext", "ciphered", "cipher", "enc", "sealed", "hash", "hashes", "hashed", "digest", "digests", "checksum", "checksums", "sha", "sha1", "sha224", "sha256", "sha384", "sha512", "sha3", "md5", "crc", "crc32", "etag", "fingerprint", "fingerprints", "thumbprint", "commit", "commits", "commitish", "treeish", "revision", "rev", "integrity", "sum", "sums", "tag", "hint", "help", "message", "messages", "msg", "error", "errors", "err", "warning", "title", "description", "desc", "comment", "note", "doc", "docs", "example", "examples", "usages",
		"validator", "validation", "input", "form", "page", "screen", "view", "button", "btn", "link", "template", "text_field", "dialog", "modal", "icon", "image", "img", "prompt", "reset", "change", "update", "strength", "provider", "manager", "service", "services", "store", "factory", "builder", "handler", "controller", "middleware", "client", "server", "module", "component", "func", "function", "callback", "fn", "param", "params", "parameter", "parameters", "arg", "args", "argument", "column", "col", "table", "model", "schema", "index", "idx", "list", "array", "set", "map", "dict", "object", "obj", "source", "resource", "resources", "issuer", "audience", "subject", "owner", "user", "username", "login", "account", "group", "region", "zone", "env_var", "envvar", "variable", "vars", "generator", "encoder", "encryptor", "hasher", "parser", "reader", "writer", "loader", "ref", "reference", "arn", "public", "pub", "pubkey", "publickey", "modulus", "exponent", "certificate", "certificates", "crt", "csr", "ca", "sitekey", "keyid", "mismatch", "match", "matches", "changed", "updated", "created", "expired", "invalid", "valid", "missing", "empty", "incorrect", "wrong", "failed", "failure", "success", "confirmation", "confirm", "repeat", "again", "protected", "protection", "manifest", "package", "import", "export", "extension", "plugin", "review", "request", "response", "operation", "action", "event", "events", "lookup", "query", "selector", "attr", "attribute", "attributes", "claim", "claims", "aliases", "alias", "space", "spec", "metadata", "meta", "info", "details", "names_", "command", "cmd", "shortcut", "language", "locale", "color", "colour", "position", "line", "offset", "width", "height", "stream", "buffer", "uptime", "requirements", "xpath", "css", "html", "svg", "asset", "logo", "favicon":
		return true
	}
	return false
}
