package keys

import (
	"slices"
	"strings"
)

// A Hint is what is known of an entry besides its name. The zero value knows
// nothing.
type Hint struct {
	// Comment is the text next to the entry: the comment lines above it and the
	// one behind its value.
	Comment string
	// Next to is the inline comment, which cannot belong to another entry.
	Beside string
	// Placeholder is the value that the example file has.
	Placeholder string
	// Framework is what the project uses: "Django", "Laravel", "Rails",
	// "Flask", "Symfony", "Phoenix", "Strapi", … in any case; or "".
	Framework string
	// Local is set where the service that knows the password is one that the
	// project starts itself, such as a database of its compose file, so that a
	// password which is made up here will do.
	Local bool
	// Own reports whether a word of a name, in lower case, is the project's
	// own name. It may be nil.
	Own func(word string) bool
}

// KindFor says which kind of secret an entry of a .env file asks for, by its
// name and by what is written around it: a recipe such as "openssl rand -hex
// 32", a length such as "at least 32 characters". The kind's Size is set
// accordingly.
//
// It says no where another party makes the secret (keys of an interface,
// OAuth clients, webhooks), where the value has to fit something that exists
// (Rails' master key, JWTs signed with another key), and where the name is no
// secret's. What it says yes to can be made up freely.
func KindFor(key string, h Hint) (Kind, bool) {
	name := entryName(key)
	if name == "" {
		return Kind{}, false
	}
	if strings.HasPrefix(name, "AUTH_") && strings.HasSuffix(name, "_SECRET") {
		name = strings.ReplaceAll(name, "_EMAIL", "") // AUTH_CONFIRM_EMAIL_SECRET signs links
	}
	text := strings.ToLower(h.Comment + "\n" + h.Placeholder)
	k, how := byName(name, h)
	if how != strict {
		if made, ok := recipeFor(name, h); ok {
			return fit(made, lengthIn(text)), true
		}
	}
	foreign := isForeign(name, h.Own) && !strings.HasPrefix(name, "EMAIL_ENCRYPT")
	if (how == unknown || how == perhaps) && asksRandom(text) && soundsSecret(name, Kind{}) && !foreign && !givenOut(name, h.Own) && !isFetched(text) {
		if how == unknown {
			k = kind("hex", 0)
		}
		how = sure
	}
	if isProperty(name) || !isCertain(name, text, how, foreign, h) {
		return Kind{}, false
	}
	// A framework that reads one format only is not swayed by a comment.
	if how == strict {
		return k, true
	}
	if f, ok := shapeIn(h.Placeholder); ok && k.Name != "password" {
		return f, true
	}
	if f, ok := formIn(text); ok {
		k = f
	} else if onlyAlnum(h.Comment) && !k.alnum() {
		k = kind("alnum", max(k.length(), 24))
	}
	return fit(k, lengthIn(text)), true
}

// recipeFor returns what a recipe next to an entry makes. A recipe makes the
// value the project's own, except under a provider's name: the recipe above it
// may belong to a neighbor.
func recipeFor(name string, h Hint) (Kind, bool) {
	if made, ok := recipeIn(h.Beside); ok && soundsSecret(name, made) && !isProperty(name) {
		return made, true
	}
	made, ok := recipeIn(h.Comment + "\n" + h.Placeholder)
	if !ok || !soundsSecret(name, made) || isProperty(name) && made.Name != "uuid" || givenOut(name, h.Own) {
		return Kind{}, false
	}
	return made, true
}

// isCertain reports whether a name and what is around it are enough to make a
// value.
func isCertain(name, text string, how certainty, foreign bool, h Hint) bool {
	if foreign && givenOut(name, h.Own) {
		return false
	}
	switch how {
	case sure, strict:
		return true
	case local:
		return h.Local
	case perhaps:
		return !foreign && isOwnPrefix(name, h) && !isFetched(text)
	}
	return false
}

// asksRandom reports whether a comment asks for anything random.
func asksRandom(text string) bool {
	for _, w := range [...]string{"generate random", "generate a random", "generate a secure", "generate a strong", "generate a new", "generate your own", "generate one", "random string", "random value", "random secret", "random characters", "long random", "strong random"} {
		if strings.Contains(text, w) {
			return true
		}
	}
	return false
}

// shapeIn reads the form of an example's value: as many hexadecimal digits, a
// UUID. Digits in an order count, too: they show the form.
func shapeIn(value string) (Kind, bool) {
	switch {
	case len(value) == 36 && strings.Count(value, "-") == 4 && isHex(strings.ReplaceAll(value, "-", "")):
		return kind("uuid", 0), true
	case len(value) >= 32 && len(value)%2 == 0 && isHex(value):
		return kind("hex", len(value)/2), true
	}
	return Kind{}, false
}

func isHex(s string) bool { return s != "" && strings.Trim(s, "0123456789abcdefABCDEF") == "" }

// onlyAlnum reports whether a comment asks for letters and digits only.
func onlyAlnum(comment string) bool {
	low := strings.ToLower(comment)
	for _, w := range [...]string{"a-za-z0-9", "a-z0-9", "alphanumeric", "letters and digits", "letters and numbers", "no special char", "without special char"} {
		if strings.Contains(low, w) {
			return true
		}
	}
	return false
}

// alnum reports whether values of the kind have only letters and digits.
func (k Kind) alnum() bool {
	switch k.Name {
	case "alnum", "hex", "jwt", "flask", "rails", "symfony", "nuxt":
		return true
	}
	return false
}

// A certainty says how much a name alone says.
type certainty uint8

const (
	unknown certainty = iota
	never             // cannot be made here
	strict            // always this kind, whatever the comment says
	sure              // to be made here, whatever precedes the name
	perhaps           // to be made here if what precedes it is the project's own
	local             // the password of a service: to be made here if that is a local one
)

// entryName brings the spelling of a name to upper case with underscores.
func entryName(key string) string {
	out := make([]byte, 0, len(key)+4)
	for i := 0; i < len(key); i++ {
		c := key[i]
		switch {
		case c == '-' || c == '.' || c == ' ':
			c = '_'
		case 'a' <= c && c <= 'z':
			c -= 'a' - 'A'
		case 'A' <= c && c <= 'Z' && i > 0 && 'a' <= key[i-1] && key[i-1] <= 'z':
			out = append(out, '_') // jwtSecret
		}
		out = append(out, c)
	}
	return strings.Trim(string(out), "_")
}

// A namedKind is what an entry of a well-known name gets.
type namedKind struct {
	names string // separated by blanks
	kind  string
	size  int // 0 for the kind's usual one
	how   certainty
}

var namedKinds = []namedKind{
	{"APP_KEYS", "strapi-keys", 0, strict},
	{"API_TOKEN_SALT ADMIN_JWT_SECRET TRANSFER_TOKEN_SALT", "strapi", 0, sure},
	{"AIRFLOW__CORE__FERNET_KEY LANGFLOW_SECRET_KEY", "fernet", 0, strict},
	{"AIRFLOW__WEBSERVER__SECRET_KEY AIRFLOW__API__SECRET_KEY AIRFLOW__API_AUTH__JWT_SECRET", "hex", 0, sure},
	{"NEXTAUTH_SECRET NEXT_AUTH_SECRET AUTH_SECRET BETTER_AUTH_SECRET", "nextauth", 0, sure},
	{"AUTH0_SECRET", "hex", 0, sure}, // a cookie key that the user makes, unlike AUTH0_CLIENT_SECRET
	{"NUXT_SESSION_PASSWORD SESSION_PASSWORD IRON_SESSION_PASSWORD", "nuxt", 0, sure},
	{"CREDS_KEY ENCRYPTION_PRIMARY_KEY ENCRYPTION_SECONDARY_KEY NEXT_PRIVATE_ENCRYPTION_KEY NEXT_PRIVATE_ENCRYPTION_SECONDARY_KEY CUBEJS_API_SECRET DATA_ENCRYPTION_KEY", "hex", 0, sure},
	{"CREDS_IV", "hex", 16, sure},
	{"VAULT_ENC_KEY PG_META_CRYPTO_KEY", "alnum", 32, sure}, // used as they are, as 32 bytes
	{"OTP_SECRET", "hex", 64, sure},
	{"N8N_ENCRYPTION_KEY", "n8n", 0, sure},
	{"PAYLOAD_SECRET JUPYTERHUB_CRYPT_KEY CONFIGPROXY_AUTH_TOKEN N8N_USER_MANAGEMENT_JWT_SECRET OUTLINE_SECRET_KEY UTILS_SECRET", "hex", 0, sure},
	{"MB_ENCRYPTION_SECRET_KEY ROCKET_SECRET_KEY GF_SECURITY_SECRET_KEY CALENDSO_ENCRYPTION_KEY", "base64", 0, sure},
	{"SUPERSET_SECRET_KEY", "base64", 42, sure},
	{"MEILI_MASTER_KEY MEILISEARCH_MASTER_KEY HASURA_GRAPHQL_ADMIN_SECRET", "urlsafe", 0, sure},
	{"SECURE_AUTH_KEY LOGGED_IN_KEY NONCE_KEY AUTH_SALT SECURE_AUTH_SALT LOGGED_IN_SALT NONCE_SALT", "wordpress", 0, sure},
	// As bin/rails db:encryption:init makes them.
	{"ACTIVE_RECORD_ENCRYPTION_PRIMARY_KEY ACTIVE_RECORD_ENCRYPTION_DETERMINISTIC_KEY ACTIVE_RECORD_ENCRYPTION_KEY_DERIVATION_SALT " +
		"AR_ENCRYPTION_PRIMARY_KEY AR_ENCRYPTION_DETERMINISTIC_KEY AR_ENCRYPTION_KEY_DERIVATION_SALT", "alnum", 32, sure},
}

// byName looks a name up, the most special first.
func byName(name string, h Hint) (Kind, certainty) {
	framework := strings.ToLower(h.Framework)
	switch name {
	case "APP_KEY":
		// Laravel's own name, which others use for anything.
		if framework == "laravel" || strings.HasPrefix(h.Placeholder, "base64:") || framework == "" && strings.Contains(h.Comment, "artisan") {
			return kind("laravel", 0), strict
		}
		if framework == "" && h.Placeholder == "" {
			return kind("laravel", 0), sure
		}
		return kind("hex", 0), perhaps
	case "AUTH_KEY":
		if strings.Contains(framework, "wordpress") || strings.Contains(framework, "bedrock") {
			return kind("wordpress", 0), sure
		}
		return kind("hex", 0), perhaps
	case "RAILS_MASTER_KEY", "MASTER_KEY":
		return Kind{}, never // opens config/credentials.yml.enc, which exists
	case "DOTENV_KEY", "DOTENV_PRIVATE_KEY", "DOTENV_PUBLIC_KEY":
		return Kind{}, never
	}
	for _, k := range namedKinds {
		if slices.Contains(strings.Fields(k.names), name) {
			return kind(k.kind, k.size), k.how
		}
	}
	if k, how := bySuffix(name, framework, h); how != unknown {
		return k, how
	}
	return byService(name)
}

// bySuffix knows the ends of names that say what they are for.
func bySuffix(name, framework string, h Hint) (Kind, certainty) {
	is := func(suffixes ...string) bool {
		for _, s := range suffixes {
			if name == s || strings.HasSuffix(name, "_"+s) {
				return true
			}
		}
		return false
	}
	switch {
	case strings.HasPrefix(name, "AUTH_") && strings.HasSuffix(name, "_SECRET") && !givenOut(name, h.Own):
		return kind("jwt", 0), sure // of confirmations, resets, refreshing
	case strings.Contains(name, "FERNET") && is("KEY", "KEYS", "SECRET"):
		return kind("fernet", 0), strict
	case is("SECRET_KEY_BASE"):
		if framework == "phoenix" || strings.Contains(h.Comment, "phx") {
			return kind("phoenix", 0), sure
		}
		return kind("rails", 0), sure
	case is("DJANGO_SECRET_KEY", "DJANGO_SECRET"):
		return kind("django", 0), sure
	case is("FLASK_SECRET_KEY", "QUART_SECRET_KEY"):
		return kind("flask", 0), sure
	case is("LIVE_VIEW_SIGNING_SALT", "SIGNING_SALT"):
		return kind("alnum", 32), sure
	case is("JWT_SECRET", "JWT_SECRET_KEY", "JWT_REFRESH_SECRET", "JWT_ACCESS_SECRET", "JWT_ACCESS_TOKEN_SECRET", "JWT_REFRESH_TOKEN_SECRET",
		"ACCESS_TOKEN_SECRET", "REFRESH_TOKEN_SECRET", "REFRESH_SECRET", "JWT_SIGNING_KEY", "JWT_SIGNING_SECRET", "JWT_KEY", "JWT_REFRESH_KEY",
		"JWT_ACCESS_KEY", "JWT_REFRESH", "JWT_TOKEN_SECRET", "TOKEN_SECRET"):
		if framework == "strapi" {
			return kind("strapi", 0), sure
		}
		if strings.HasPrefix(name, "JWT_") || strings.Contains(name, "_JWT_") {
			return kind("jwt", 0), sure
		}
		return kind("jwt", 0), perhaps // OAuth 1 has ACCESS_TOKEN_SECRET, too
	case is("SESSION_SECRET", "SESSION_KEY", "SESSION_SECRET_KEY", "EXPRESS_SESSION_SECRET", "COOKIE_SECRET", "COOKIE_KEY", "COOKIE_PASSWORD",
		"COOKIE_SIGNING_SECRET", "COOKIE_SIGNING_KEY", "CSRF_SECRET", "CSRF_KEY", "CSRF_TOKEN_SECRET", "WTF_CSRF_SECRET_KEY",
		"SECURITY_PASSWORD_SALT", "SESSION_TOKEN_SECRET", "CRON_SECRET", "CRON_TOKEN", "UNSUBSCRIBE_SECRET", "UNSUBSCRIBE_TOKEN_SECRET", "REVALIDATE_SECRET", "REVALIDATION_SECRET", "PREVIEW_SECRET", "HASHIDS_SALT"):
		return kind("hex", 0), sure
	case is("ENCRYPTION_KEY", "ENCRYPTION_SECRET", "ENCRYPTION_PRIMARY_KEY", "ENCRYPTION_SECONDARY_KEY", "ENCRYPT_KEY", "ENC_KEY", "DATA_ENCRYPTION_KEY", "DB_ENCRYPTION_KEY", "HMAC_KEY", "HASH_SECRET",
		"PASSWORD_PEPPER", "PEPPER", "HASH_SALT", "PASSWORD_SALT", "PASSWORD_KEY", "SIG_KEY", "SIG_SALT", "ENCRYPT_SECRET", "ENCRYPT_SALT"):
		return kind("hex", 0), sure
	case is("SIGNING_KEY", "HMAC_SECRET", "CRYPTO_KEY", "AES_KEY"):
		return kind("hex", 0), perhaps
	case is("SECRET_KEY"):
		switch framework {
		case "django":
			return kind("django", 0), perhaps
		case "flask":
			return kind("flask", 0), perhaps
		}
		return kind("hex", 0), perhaps
	case is("APP_SECRET"):
		if framework == "symfony" {
			return kind("symfony", 0), perhaps
		}
		return kind("hex", 0), perhaps
	case is("SECRET", "SECRETS", "AUTH_SECRET", "AUTH_KEY", "APP_KEY", "APP_SECRET_KEY", "KEY_BASE", "SECRET_TOKEN", "MASTER_SECRET", "SALT", "INTERNAL_TOKEN", "INTERNAL_API_KEY", "INTERNAL_SECRET"):
		return kind("hex", 0), perhaps
	}
	return Kind{}, unknown
}

// byService knows the passwords that a service gets when it is first started,
// and those that it may have.
func byService(name string) (Kind, certainty) {
	switch name {
	case "POSTGRES_PASSWORD", "POSTGRESQL_PASSWORD", "POSTGRESQL_POSTGRES_PASSWORD", "MYSQL_PASSWORD", "MYSQL_ROOT_PASSWORD", "MARIADB_PASSWORD",
		"MARIADB_ROOT_PASSWORD", "MONGO_INITDB_ROOT_PASSWORD", "RABBITMQ_DEFAULT_PASS", "MINIO_ROOT_PASSWORD", "MINIO_SECRET_KEY",
		"DB_PASSWORD", "DB_PASS", "DB_ROOT_PASSWORD", "DATABASE_PASSWORD", "DATABASE_PASS", "PGPASSWORD", "PG_PASSWORD", "SQL_PASSWORD",
		"MONGO_PASSWORD", "MONGODB_PASSWORD", "MONGO_ROOT_PASSWORD", "REDIS_PASSWORD", "REDIS_PASS", "RABBITMQ_PASSWORD", "RABBITMQ_PASS",
		"CLICKHOUSE_PASSWORD", "MSSQL_SA_PASSWORD", "SA_PASSWORD", "ELASTIC_PASSWORD", "INFLUXDB_ADMIN_PASSWORD", "NEO4J_PASSWORD",
		"PGADMIN_DEFAULT_PASSWORD", "GF_SECURITY_ADMIN_PASSWORD", "KEYCLOAK_ADMIN_PASSWORD", "KC_BOOTSTRAP_ADMIN_PASSWORD",
		"DJANGO_SUPERUSER_PASSWORD", "ADMIN_PASSWORD", "FLOWER_PASSWORD", "CELERY_FLOWER_PASSWORD":
		return kind("password", 0), local
	}
	words := strings.Split(name, "_")
	switch last := words[len(words)-1]; last {
	case "PASSWORD", "PASS", "PASSWD", "PWD":
		switch {
		case strings.HasSuffix(name, "SUPERUSER_"+last), strings.HasSuffix(name, "INITIAL_"+last), strings.HasSuffix(name, "INITIAL_ADMIN_"+last), strings.HasSuffix(name, "BOOTSTRAP_"+last):
			return kind("password", 0), sure // the program makes the account
		}
		// Whose it is says the project, which starts the service or does not.
		return kind("password", 0), local
	}
	return Kind{}, unknown
}

// givenOut reports whether a name is that of something which another party
// gives out, such as the key of a provider, so that not even a recipe counts.
// The secret of a webhook may be chosen here.
func givenOut(name string, own func(string) bool) bool {
	switch name {
	case "AUTH0_SECRET", "AZURE_COOKIE_SECRET":
		return false
	}
	words := strings.Split(name, "_")
	if slices.Contains(words, "WEBHOOK") && !slices.Contains(words, "STRIPE") {
		return false
	}
	for i, w := range words {
		switch {
		case own != nil && own(strings.ToLower(w)):
		case isVendor(w):
			return true
		case w == "CLIENT" || w == "CONSUMER" || w == "OAUTH" || w == "PUBLIC" || w == "PUBLISHABLE" || w == "ANON":
			return true
		case w == "SMTP" || w == "MAIL" || w == "EMAIL" || w == "LDAP":
			// EMAIL_ENCRYPT_SECRET is the project's own.
			return !strings.Contains(name, "ENCRYPT")
		case w == "SERVICE" && i+1 < len(words) && words[i+1] == "ROLE":
			return true
		}
	}
	return false
}

// isForeign reports whether a name is that of something which another party
// gives out as a rule.
func isForeign(name string, own func(string) bool) bool {
	switch name {
	case "AUTH0_SECRET", "AZURE_COOKIE_SECRET":
		return false
	}
	words := strings.Split(name, "_")
	for i, w := range words {
		if own != nil && own(strings.ToLower(w)) {
			continue
		}
		if isVendor(w) {
			return true
		}
		if isForeignWord(words, i, own) {
			return true
		}
	}
	return false
}

// isForeignWord reports whether word i of a name says that another party gives the
// value out.
func isForeignWord(words []string, i int, own func(string) bool) bool {
	before, next := "", ""
	if i > 0 {
		before = words[i-1]
	}
	if i+1 < len(words) {
		next = words[i+1]
	}
	switch words[i] {
	case "CLIENT", "CONSUMER", "OAUTH", "OAUTH2", "WEBHOOK", "WEBHOOKS", "SMTP", "EMAIL", "MAIL", "PUBLIC", "PUBLISHABLE",
		"ANON", "LICENSE", "LICENCE", "DSN", "SSO", "SAML", "LDAP", "BOT", "MERCHANT", "SMS", "CAPTCHA", "SUBSCRIPTION":
		return true
	case "SITE":
		return next == "KEY"
	case "API":
		switch {
		case before == "INTERNAL":
			return false
		case next == "SECRET": // MYSHOP_API_SECRET is the shop's own
			return before == "" || own == nil || !own(strings.ToLower(before))
		case next == "TOKEN":
			return i+2 == len(words)
		}
		return next == "KEY"
	case "SERVICE":
		return next == "ROLE" || next == "ACCOUNT"
	case "ACCESS":
		return next == "KEY"
	}
	return false
}

// isProperty reports whether a name is about a secret, and none: SECRET_KEY_FILE,
// JWT_SECRET_NAME.
func isProperty(name string) bool {
	words := strings.Split(name, "_")
	switch words[len(words)-1] {
	case "FILE", "PATH", "NAME", "URL", "URI", "ID", "HEADER", "LENGTH", "SIZE", "TTL", "DAYS", "HOURS", "MINUTES", "SECONDS", "EXPIRY", "EXPIRES",
		"EXPIRATION", "ALGORITHM", "ALG", "TYPE", "VERSION", "ENABLED", "ARN", "HOST", "PORT", "USER", "USERNAME", "IN", "ROTATION":
		return true
	}
	return false
}

// isVendor reports whether a word names a service that gives out its own keys.
func isVendor(w string) bool {
	switch w {
	case "STRIPE", "AWS", "S3", "GOOGLE", "GCP", "GCS", "GITHUB", "GITLAB", "BITBUCKET", "GH", "SLACK", "DISCORD", "TELEGRAM", "TWILIO", "SENDGRID", "MAILGUN",
		"MAILCHIMP", "MAILJET", "POSTMARK", "RESEND", "BREVO", "SENDINBLUE", "SPARKPOST", "OPENAI", "ANTHROPIC", "CLAUDE", "GEMINI", "MISTRAL", "COHERE",
		"HUGGINGFACE", "HF", "GROQ", "REPLICATE", "PINECONE", "DEEPSEEK", "OPENROUTER", "AZURE", "MICROSOFT", "MS", "ENTRA", "FACEBOOK", "META", "INSTAGRAM", "TWITTER", "X",
		"LINKEDIN", "APPLE", "AMAZON", "PAYPAL", "BRAINTREE", "SQUARE", "RAZORPAY", "PAYSTACK", "FLUTTERWAVE", "MOLLIE", "ADYEN", "KLARNA", "PADDLE",
		"LEMONSQUEEZY", "LEMON", "CHARGEBEE", "SHOPIFY", "WOOCOMMERCE", "CLERK", "AUTH0", "OKTA", "COGNITO", "KINDE", "WORKOS", "STYTCH", "SUPABASE",
		"FIREBASE", "PUSHER", "ABLY", "LIVEKIT", "AGORA", "ZOOM", "SENTRY", "DATADOG", "DD", "NEWRELIC", "LOGTAIL", "ROLLBAR", "BUGSNAG", "HONEYBADGER",
		"SEGMENT", "AMPLITUDE", "MIXPANEL", "POSTHOG", "ALGOLIA", "CLOUDFLARE", "CF", "R2", "TURNSTILE", "RECAPTCHA", "HCAPTCHA", "DIGITALOCEAN", "DO",
		"SPACES", "HEROKU", "VERCEL", "NETLIFY", "RENDER", "FLY", "RAILWAY", "CLOUDINARY", "IMAGEKIT", "UPLOADTHING", "MAPBOX", "BACKBLAZE", "B2", "WASABI",
		"PLAID", "COINBASE", "BINANCE", "ALCHEMY", "INFURA", "ETHERSCAN", "MORALIS", "SPOTIFY", "TWITCH", "STEAM", "REDDIT", "NOTION", "AIRTABLE", "JIRA",
		"ATLASSIAN", "TRELLO", "ASANA", "LINEAR", "HUBSPOT", "SALESFORCE", "INTERCOM", "ZENDESK", "FRESHDESK", "CONTENTFUL", "SANITY", "STORYBLOK", "PRISMIC",
		"UPSTASH", "PLANETSCALE", "NEON", "TURSO", "INNGEST", "TRIGGER", "QSTASH", "LAUNCHDARKLY", "KAKAO", "NAVER", "LINE", "WECHAT", "WEIXIN", "ALIPAY",
		"ALIYUN", "ALIBABA", "QCLOUD", "TENCENT", "QINIU", "BAIDU", "FEISHU", "DINGTALK", "VONAGE", "NEXMO", "PLIVO", "MESSAGEBIRD", "ONESIGNAL",
		"EXPO", "NPM", "PYPI", "DOCKER", "DOCKERHUB", "VAPID", "MPESA", "MIDTRANS", "XENDIT", "IYZICO", "PAYTM", "CASHFREE", "PHONEPE", "WHATSAPP", "SVIX":
		return true
	}
	return false
}

// isOwnPrefix reports whether what precedes a general name such as
// SECRET_KEY is of the project itself and not some service's name.
func isOwnPrefix(name string, h Hint) bool {
	words := strings.Split(name, "_")
	for _, w := range words {
		switch w {
		case "SECRET", "SECRETS", "KEY", "KEYS", "BASE", "APP", "APPLICATION", "MY", "SERVER", "WEB", "WEBSITE", "BACKEND", "SITE", "SERVICE", "CORE", "MAIN",
			"DJANGO", "FLASK", "FASTAPI", "RAILS", "LARAVEL", "SYMFONY", "NEXT", "NUXT", "NODE", "EXPRESS", "NEST", "STRAPI", "PHOENIX", "SPRING", "QUART", "STARLETTE",
			"DEV", "DEVELOPMENT", "PROD", "PRODUCTION", "TEST", "STAGING", "LOCAL", "DEFAULT", "MASTER", "INTERNAL", "PRIVATE", "ROOT",
			"AUTH", "AUTHENTICATION", "JWT", "TOKEN", "TOKENS", "ACCESS", "REFRESH", "SESSION", "COOKIE", "CSRF", "PASSWORD", "PASSWORDS", "RESET", "VERIFY",
			"VERIFICATION", "CONFIRMATION", "ACTIVATION", "INVITE", "MAGIC", "LINK", "HMAC", "HASH", "HASHING", "SALT", "PEPPER", "SIGNING", "SIGNATURE",
			"ENCRYPTION", "ENCRYPT", "CRYPTO", "DATA", "FIELD", "DB", "DATABASE", "USER", "USERS", "ADMIN", "API", "AES", "ENV", "SECURITY", "CSP", "NONCE", "WORKER", "CELERY", "SECURE",
			"UPDATE", "UNSUBSCRIBE", "LIVE", "REALTIME", "SOCKET", "SHARED", "STATE", "URLS", "URL", "IMAGE", "IMAGES", "FILES", "UPLOAD", "COLLAB", "COLLABORATION", "HEALTH", "METRICS", "CRON":
		default:
			if (h.Framework == "" || !strings.EqualFold(w, h.Framework)) && (h.Own == nil || !h.Own(strings.ToLower(w))) {
				return false
			}
		}
	}
	return true
}

// soundsSecret reports whether a name that nobody knows is at least that of a
// secret, so that a recipe next to it is meant for it.
func soundsSecret(name string, made Kind) bool {
	if made.Name == "uuid" && strings.HasSuffix(name, "ID") {
		return true
	}
	for _, w := range [...]string{"SECRET", "KEY", "TOKEN", "PASSWORD", "PASS", "PASSWD", "SALT", "PASSPHRASE", "PEPPER", "PWD", "IV", "SEED", "AUTH", "COOKIE", "NONCE", "PIN", "CREDENTIAL"} {
		if name == w || strings.HasSuffix(name, "_"+w) || strings.Contains(name, w+"_") {
			return true
		}
	}
	return strings.HasSuffix(name, "KEYS") || strings.HasSuffix(name, "SECRETS")
}
