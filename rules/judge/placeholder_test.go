package judge

import (
	"strings"
	"testing"

	"github.com/envguard/envguard/rules/recipe"
)

// verdicts lists the shapes of values that example files hold, and what each
// is. Secrets are recipes. Keys default to SECRET_KEY.
var placeholderShapes = []struct {
	key, value string
	want       []VerdictKind
}{
	// 1-6
	{"", "", []VerdictKind{Empty}},
	{"", `""`, []VerdictKind{Empty}},
	{"", `''`, []VerdictKind{Empty}},
	{"", "null", []VerdictKind{Empty}},
	{"", "none", []VerdictKind{Empty}},
	{"", "nil", []VerdictKind{Empty}},
	{"", "undefined", []VerdictKind{Empty}},
	{"", "N/A", []VerdictKind{Empty}},
	// 7-19
	{"", "changeme", nil},
	{"", "change-me", nil},
	{"", "change_me", nil},
	{"", "CHANGE_ME_PLEASE", nil},
	{"", "change-me-in-production", nil},
	{"", "change-me-in-production-min-32-chars", nil},
	{"", "change-me-to-random-256-bit-value", nil},
	{"", "change-this-secret-before-deploying", nil},
	{"", "change-this-later-with-a-random-secret", nil},
	{"", "change-in-production", nil},
	{"", "replace-me", nil},
	{"", "REPLACE_ME", nil},
	{"", "REPLACE_WITH_A_STRONG_RANDOM_SECRET", nil},
	{"", "kek-v1:REPLACE_WITH_BASE64_32_BYTES", nil},
	// 20-27
	{"", "your-secret-key-here", nil},
	{"", "your_api_key_here", nil},
	{"", "your-super-secure-jwt-secret-key-here", nil},
	{"", "YOUR_API_KEY", nil},
	{"", "YourJWTSecretKey", nil},
	{"", "YourSecretKey!!!", nil},
	{"", "your-32-character-secret-key-minimum", nil},
	{"", "your_random_secret_here_minimum_32_characters", nil},
	// 28-42
	{"", "<your-key-here>", nil},
	{"", "<YOUR_SUPABASE_ANON_KEY>", nil},
	{"", "<password>", nil},
	{"", "<db>", nil},
	{"", "[your key]", nil},
	{"", "{Add Your Key Here}", nil},
	{"", "{your_key}", nil},
	{"", "{{ secret }}", []VerdictKind{Reference, FillIn}},
	{"", "${SECRET}", []VerdictKind{Reference}},
	{"", "$SECRET", []VerdictKind{Reference}},
	{"", "${SECRET:?set me}", []VerdictKind{Reference}},
	{"", "%SECRET%", []VerdictKind{Reference}},
	{"", "__SECRET__", nil},
	{"", "@@SECRET@@", nil},
	{"", "#{secret}#", nil},
	{"", "<%= secret %>", nil},
	{"", "-> FILL IN <-", nil},
	// 43-51
	{"", "fill_me_in", nil},
	{"", "FILLME", nil},
	{"", "TODO", nil},
	{"", "TBD", nil},
	{"", "FIXME", nil},
	{"", "xxx", nil},
	{"", "XXXXXXXX", nil},
	{"", "xxxx-xxxx-xxxx-xxxx", nil},
	{"", "sk_test_xxx", nil},
	{"", "sk_test_...", nil},
	{"", "sk-...", nil},
	{"", "sk_test_51...", nil},
	{"", "whsec_your_webhook_secret", nil},
	{"", "re_xxxxx", nil},
	{"", "phc_xxxxx", nil},
	{"", "price_xxxxx", nil},
	{"", "pk_test_your_publishable_key_here", []VerdictKind{FillIn, Config}},
	// 52-58
	{"", "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.xxxxx", nil},
	{"AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE", []VerdictKind{FillIn, KnownPublic}},
	{"AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", []VerdictKind{FillIn, KnownPublic}},
	{"", "ghp_{repeat:x:36}", nil},
	{"", "AIza...", nil},
	{"", "00000000-0000-0000-0000-000000000000", []VerdictKind{FillIn, Config}},
	{"", "0000000000", nil},
	// 59-70
	{"", "123456", nil},
	{"", "1234567890", nil},
	{"", "0123456789abcdef0123456789abcdef", nil},
	{"", "deadbeefdeadbeef", nil},
	{"", "deadbeef", nil},
	{"", "cafebabe", nil},
	{"", "aaaaaaaaaaaaaaaa", nil},
	{"", "abc123", nil},
	{"", "abcdefghijklmnop", nil},
	{"", "qwerty", nil},
	{"", "********", nil},
	{"", ".....", nil},
	{"", "…", nil},
	{"", "---", nil},
	{"", "password", nil},
	{"", "passwd", nil},
	{"", "pass", nil},
	{"", "secret", nil},
	{"", "supersecret", nil},
	{"", "super_secret_key", nil},
	{"", "s3cr3t", nil},
	{"", "d3vs3cr3t", nil},
	{"", "p@ssw0rd", nil},
	// 71-85
	{"", "mysecretpassword", nil},
	{"", "my-secret", nil},
	{"", "souper_seekret_key", nil},
	{"JWT_SECRET", "super-secret-jwt-token-with-at-least-32-characters-long", []VerdictKind{FillIn, KnownPublic}},
	{"", "strong_password_here", nil},
	{"", "strong_encrypted_key_here", nil},
	{"", "redis_pass_here", nil},
	{"", "user_here", nil},
	{"", "test", nil},
	{"", "testing", nil},
	{"", "test-secret", nil},
	{"", "dummy", nil},
	{"", "dummy_client_id", nil},
	{"", "sk_dummy_key_for_netlify_build_only", nil},
	{"", "fake", nil},
	{"", "fakekey", nil},
	{"", "example", nil},
	{"", "example-key", nil},
	{"", "example.com", []VerdictKind{FillIn, Config}},
	{"", "sample", nil},
	{"", "placeholder", nil},
	{"", "PLACEHOLDER_DATABASE_POSTGRES_USER", nil},
	{"", "foo", nil},
	{"", "bar", nil},
	{"", "foobar", nil},
	{"", "baz", nil},
	{"", "insecure", nil},
	{"", "not-secret", nil},
	{"", "thisisnotasecret", nil},
	{"", "dev-only", nil},
	{"", "local-only", nil},
	{"", "unsafe", nil},
	{"", "django-insecure-change-me", nil},
	{"DJANGO_SECRET_KEY", "'DJANGO_SECRET_KEY'", nil},
	{"DB_URL", "#db_url", nil},
	// 86-91
	{"POSTGRES_PASSWORD", "postgres", []VerdictKind{LocalDefault}},
	{"DB_PASSWORD", "root", []VerdictKind{LocalDefault}},
	{"ADMIN_PASSWORD", "admin", []VerdictKind{LocalDefault}},
	{"MINIO_SECRET_KEY", "minio", []VerdictKind{LocalDefault}},
	{"MINIO_SECRET_KEY", "minioadmin", []VerdictKind{LocalDefault}},
	{"RABBITMQ_PASSWORD", "guest", []VerdictKind{LocalDefault}},
	{"AIRFLOW_PASSWORD", "airflow", []VerdictKind{LocalDefault}},
	{"MSSQL_PASSWORD", "sa", []VerdictKind{LocalDefault}},
	{"RABBITMQ_PASSWORD", "rabbitmq", []VerdictKind{LocalDefault}},
	{"MINIO_SECRET_KEY", "minioPassword", nil},
	{"DB_PASSWORD", "archiveiumPassword", nil},
	{"DB_PASSWORD", "uai_password", nil},
	{"DATABASE_URL", "postgres://user:password@localhost/db", []VerdictKind{FillIn, LocalDefault}},
	{"DATABASE_URL", "postgres://postgres:postgres@db/app", []VerdictKind{LocalDefault}},
	{"DATABASE_URL", "postgres://CHANGE_ME:CHANGE_ME@postgres:5432/app", []VerdictKind{FillIn}},
	{"DATABASE_URL", "mysql://username:password@aws.connect.psdb.cloud/x", []VerdictKind{FillIn}},
	{"DATABASE_URL", "file:./dev.db", []VerdictKind{Config, Reference}},
	{"DATABASE_URL", "sqlite:///db.sqlite3", []VerdictKind{Config}},
	// 92-96
	{"", "openssl rand -base64 32", nil},
	{"", `python -c "import secrets; print(secrets.token_hex())"`, nil},
	{"", "votre-cle-secrete-a-changer", nil},
	{"", "tu_clave_aqui", nil},
	{"", "hier_eintragen", nil},
	{"", "ここに入力", nil},
	{"", "ваш_ключ", nil},
	{"WEBSITE_URL", "#Website Base URL e.g. http://localhost", nil},
	{"", "op://vault/item/field", []VerdictKind{Reference}},
	{"", "vault:secret/data#k", []VerdictKind{Reference}},
	{"", "arn:aws:secretsmanager:us-east-1:123456789012:secret:prod/db-{alnum:6}", []VerdictKind{Reference}},
	{"", "projects/p/secrets/s", []VerdictKind{Reference}},
	{"", "ssm:/path", []VerdictKind{Reference}},
	{"", "keyvault://kv/secret", []VerdictKind{Reference}},
	{"", "!sops", []VerdictKind{Reference}},
	{"", "ENC[AES256_GCM,data:{b64:20},iv:{b64:12},type:str]", []VerdictKind{Reference}},
	{"", "encrypted:{b64:90}", []VerdictKind{Reference}},
	{"APP_KEY", "base64:", nil},
	{"APP_KEY", "base64:{repeat:A:43}=", nil},
}

// TestPlaceholderShapes: no shape of placeholder that people write is taken
// for a secret.
func TestPlaceholderShapes(t *testing.T) {
	for _, c := range placeholderShapes {
		key := c.key
		if key == "" {
			key = "SECRET_KEY"
		}
		value, _ := recipe.Expand(c.value)
		got := Judge(key, []byte(value))
		want := c.want
		if want == nil {
			want = []VerdictKind{FillIn}
		}
		ok := false
		for _, k := range want {
			ok = ok || got.Kind == k
		}
		if !ok || got.Reason == "" {
			t.Errorf("%s=%s: %v (%s), want %v", key, c.value, got.Kind, got.Reason, want)
		}
	}
}

// TestTrickyCases: what looks alike and is not, in both directions.
func TestTrickyCases(t *testing.T) {
	oneOf := func(k ...VerdictKind) []VerdictKind { return k }
	secret := oneOf(Real)
	for _, c := range []struct {
		n          int
		key, value string
		want       []VerdictKind
	}{
		{1, "DATABASE_URL", "postgres://user:password@localhost:5432/db", oneOf(FillIn)},
		{2, "DATABASE_URL", "postgres://app:{alnum:12}@db.prod.internal/app", secret},
		{3, "DATABASE_URL", "postgresql://postgres:postgres@db:5432/app", oneOf(LocalDefault)},
		{4, "DATABASE_URL", "mysql://username:password@aws.connect.psdb.cloud/x", oneOf(FillIn)},
		{5, "REDIS_URL", "redis://:@redis:6379/0", oneOf(Config)},
		{6, "APP_KEY", "base64:{b64:32}", secret},
		{7, "APP_KEY", "base64:{repeat:A:43}=", oneOf(FillIn)},
		{8, "APP_KEY", "your_app_key_here", oneOf(FillIn)},
		{9, "APP_KEY", "SomeRandomString", oneOf(FillIn)},
		{10, "SECRET_KEY", "django-insecure-{django}", secret},
		{11, "SECRET_KEY", "django-insecure-change-me", oneOf(FillIn)},
		{12, "FERNET_KEY", "46BKJoQY" + "lPPOexq0OhDZnIlNepKFf87WFwLbfzqDDho=", oneOf(KnownPublic)},
		{13, "FERNET_KEY", "{fernet}", secret},
		{14, "CHECKSUM", "h1:{b64:32}", oneOf(Config)},
		{15, "fernet_key", "{urlsafe:52}=", oneOf(FillIn)},
		{16, "JWT_SECRET", "super-secret-jwt-token-with-at-least-32-characters-long", oneOf(FillIn, KnownPublic)},
		{17, "JWT_SECRET", "{hex:64}", secret},
		{18, "COMMIT_SHA", "{hex:40}", oneOf(Config)},
		{18, "GIT_REV", "{hex:40}", oneOf(Config)},
		{19, "IMAGE_DIGEST", "sha256:{hex:64}", oneOf(Config)},
		{20, "PASSWORD_HASH", "$2b$12${alnum:53}", secret},
		{21, "NEXT_PUBLIC_SUPABASE_ANON_KEY", `{jwt:{"role":"anon","iss":"supabase"}}`, oneOf(Config)},
		{22, "SUPABASE_SERVICE_ROLE_KEY", `{jwt:{"role":"service_role","iss":"supabase"}}`, secret},
		{23, "SUPABASE_ANON_KEY", `{jwt:{"role":"anon","iss":"supabase-demo"}}`, oneOf(KnownPublic)},
		{24, "STRIPE_SECRET_KEY", "sk_test_51{alnum:97}", secret},
		{25, "STRIPE_SECRET_KEY", "sk_test_" + "4eC39HqLyjWDarjtT1zdp7dc", oneOf(KnownPublic)},
		{26, "STRIPE_PUBLISHABLE_KEY", "pk_live_{alnum:24}", oneOf(Config)},
		{27, "AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE", oneOf(FillIn, KnownPublic)},
		{29, "AWS_REGION", "us-east-1", oneOf(Config)},
		{29, "PORT", "3000", oneOf(Config)},
		{29, "DEBUG", "true", oneOf(Config)},
		{29, "LOG_LEVEL", "info", oneOf(Config)},
		{29, "TZ", "UTC", oneOf(Config)},
		{29, "NODE_ENV", "production", oneOf(Config)},
		{30, "ACCESS_TOKEN_EXPIRE_MINUTES", "60", oneOf(Config)},
		{30, "JWT_EXPIRES_IN", "24h", oneOf(Config)},
		{30, "SECRET_KEY_ROTATION_DAYS", "30", oneOf(Config)},
		{30, "PASSWORD_MIN_LENGTH", "12", oneOf(Config)},
		{30, "BCRYPT_ROUNDS", "12", oneOf(Config)},
		{31, "API_KEY_HEADER", "X-Api-Key", oneOf(Config, FillIn)},
		{31, "SECRET_NAME", "prod/db", oneOf(Config, FillIn)},
		{31, "TOKEN_URL", "https://auth.acme.io/token", oneOf(Config)},
		{31, "KEY_FILE", "/run/secrets/k", oneOf(Config)},
		{31, "PUBLIC_KEY", "{b64:32}", oneOf(Config)},
		{33, "DB_PASSWORD", "postgres", oneOf(LocalDefault)},
		{34, "DB_PASSWORD", "hunter2Horse!", secret},
		{35, "API_KEY", "pa#ss", secret},
		{36, "SENTRY_DSN", "https://{hex:32}@o1.ingest.sentry.io/2", oneOf(Config)},
		{37, "SLACK_WEBHOOK", "https://hooks.slack.com/services/T00000000/B00000000/{repeat:X:24}", oneOf(FillIn)},
		{38, "UUID_NAMESPACE", "6ba7b810-9dad-11d1-80b4-00c04fd430c8", oneOf(Config)},
		{39, "CLIENT_ID", "{digits:12}-{lower:32}.apps.googleusercontent.com", oneOf(Config)},
		{40, "SECRET_KEY", "{urlsafe:43}", secret},
		{41, "TOKEN", `"$(op read op://x/y/z)"`, oneOf(Reference)},
		{42, "PRIVATE_KEY", `"-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----\n"`, oneOf(FillIn)},
		{43, "ENCRYPTION_KEY", "00112233445566778899aabbccddeeff", oneOf(FillIn)},
		{45, "SALT", "1", oneOf(Config)},

		// Real ones that a marker word must not allow.
		{0, "API_KEY", "test_{alnum:32}", secret},
		{0, "API_KEY", "your-{alnum:24}", secret},
		{0, "SECRET_KEY", "example-{hex:32}", secret},
		{0, "SECRET_KEY", "change-me-{alnum:20}", secret},
		{0, "SECRET_KEY", "<{alnum:32}>", secret},
		{0, "SECRET_KEY", "${SECRET:-{alnum:32}}", secret},
		{0, "SLACK_WEBHOOK", "https://hooks.slack.com/services/T{upper:8}/B{upper:8}/{alnum:24}", secret},
		{0, "MONGO_URI", "mongodb+srv://app:{alnum:14}@cluster0.{lower:5}.mongodb.net/app", secret},
		{0, "GOOGLE_CLIENT_SECRET", "GOCSPX-{urlsafe:28}", secret},
		{0, "PUSHER_APP_SECRET", "{hex:20}", secret},
		{0, "APP_SECRET", "{hex:32}", secret},
		{0, "SMTP_PASSWORD", "{alnum:16}", secret},
		{0, "TELEGRAM_BOT_TOKEN", "{digits:10}:AA{urlsafe:33}", secret},
		{0, "PRIVATE_KEY", `"{pem1:PRIVATE KEY}"`, secret},
	} {
		value, _ := recipe.Expand(c.value)
		got := Judge(c.key, []byte(value))
		ok := false
		for _, k := range c.want {
			ok = ok || got.Kind == k
		}
		if !ok {
			t.Errorf("case %d: %s=%s: %v (%s), want %v", c.n, c.key, c.value, got.Kind, got.Reason, c.want)
		}
		if got.Kind == Real && (got.Score <= 0 || got.End <= got.Start || got.End > len(value)) {
			t.Errorf("case %d: %s=%s: score %v, span %d:%d of %d", c.n, c.key, c.value, got.Score, got.Start, got.End, len(value))
		}
	}
}

// TestJudgePanics: any value gets a verdict and a reason.
func TestJudgeAnything(t *testing.T) {
	values := []string{"\x00", "://", "a://b:c@", "${", "${}", "{{", "}}", "$", "%", "%%", "<>", "#", "eyJ", "eyJ..", "-----BEGIN ", "-----BEGIN PRIVATE KEY-----", strings.Repeat("=", 300), "base64:", "'", `"`, "\xff\xfe", "${:-}", "${A:-", "#{", "@", "@@", "://@", "x://:@", "sha256:"}
	for _, v := range values {
		for i := range v {
			if got := Judge("KEY", []byte(v[i:])); got.Reason == "" {
				t.Errorf("%q has a verdict without a reason", v[i:])
			}
		}
	}
}

func FuzzJudge(f *testing.F) {
	for _, c := range placeholderShapes {
		f.Add(c.key, c.value)
	}
	f.Fuzz(func(t *testing.T, key, value string) {
		v := Judge(key, []byte(value))
		if v.Kind == Real && (v.Start < 0 || v.End > len(value) || v.Start >= v.End || v.Score <= 0 || v.Score > 1) {
			t.Errorf("span %d:%d of %d, score %v", v.Start, v.End, len(value), v.Score)
		}
		if strings.TrimSpace(value) == "" && v.Kind != Empty {
			t.Errorf("an empty value is %v", v.Kind)
		}
	})
}
