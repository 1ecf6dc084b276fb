package keys

import (
	"strings"
	"testing"
)

func TestKindFor(t *testing.T) {
	for _, c := range []struct {
		key  string
		hint Hint
		want string // the specification, "" for none
	}{
		// Names that say it all.
		{"FERNET_KEY", Hint{}, "fernet"},
		{"FERNET_KEYS", Hint{Comment: "comma separated, new key first"}, "fernet"},
		{"AIRFLOW__CORE__FERNET_KEY", Hint{}, "fernet"},
		{"FIELD_FERNET_KEY", Hint{Comment: "32 bytes hex"}, "fernet"},
		{"NEXTAUTH_SECRET", Hint{}, "nextauth"},
		{"AUTH_SECRET", Hint{Comment: "# Added by `npx auth`. Read more: https://cli.authjs.dev"}, "nextauth"},
		{"BETTER_AUTH_SECRET", Hint{}, "nextauth"},
		{"AUTH0_SECRET", Hint{Comment: "use [openssl rand -hex 32] to generate a 32 bytes value"}, "hex"},
		{"JWT_SECRET", Hint{}, "jwt"},
		{"MYAPP_JWT_SECRET", Hint{}, "jwt"},
		{"jwtSecret", Hint{}, "jwt"},
		{"JWT_REFRESH_SECRET", Hint{}, "jwt"},
		{"REFRESH_TOKEN_SECRET", Hint{}, "jwt"},
		{"SESSION_SECRET", Hint{}, "hex"},
		{"COOKIE_SECRET", Hint{}, "hex"},
		{"ENCRYPTION_KEY", Hint{}, "hex"},
		{"SECRET_KEY_BASE", Hint{}, "rails"},
		{"SECRET_KEY_BASE", Hint{Framework: "Phoenix"}, "phoenix"},
		{"SECRET_KEY_BASE", Hint{Comment: "mix phx.gen.secret"}, "phoenix"},
		{"SECRET_KEY", Hint{Framework: "Django"}, "django"},
		{"SECRET_KEY", Hint{Framework: "flask"}, "flask"},
		{"SECRET_KEY", Hint{}, "hex"},
		{"DJANGO_SECRET_KEY", Hint{}, "django"},
		{"APP_SECRET", Hint{Framework: "Symfony"}, "symfony"},
		{"APP_SECRET", Hint{}, "hex"},
		{"APP_KEY", Hint{}, "laravel"},
		{"APP_KEY", Hint{Framework: "Laravel", Placeholder: "your_app_key_here"}, "laravel"},
		{"APP_KEY", Hint{Placeholder: "base64:"}, "laravel"},
		{"APP_KEYS", Hint{Placeholder: "toBeModified1,toBeModified2"}, "strapi-keys"},
		{"API_TOKEN_SALT", Hint{Placeholder: "tobemodified"}, "strapi"},
		{"JWT_SECRET", Hint{Framework: "Strapi", Placeholder: "tobemodified"}, "strapi"},
		{"N8N_ENCRYPTION_KEY", Hint{}, "n8n"},
		{"NUXT_SESSION_PASSWORD", Hint{Placeholder: "password-with-at-least-32-characters"}, "nuxt"},
		{"PAYLOAD_SECRET", Hint{}, "hex"},
		{"SECURE_AUTH_KEY", Hint{Placeholder: "generateme"}, "wordpress"},
		{"NONCE_SALT", Hint{Placeholder: "put your unique phrase here"}, "wordpress"},
		{"ACTIVE_RECORD_ENCRYPTION_PRIMARY_KEY", Hint{}, "alnum"},
		{"SUPERSET_SECRET_KEY", Hint{}, "base64:42"},
		// What is written next to the entry.
		{"SECRET_KEY", Hint{Comment: "# openssl rand -hex 16"}, "hex:16"},
		{"SECRET_KEY", Hint{Comment: "openssl rand -base64 48 | tr -d '\\n'"}, "base64:48"},
		{"SECRET_KEY", Hint{Comment: "python -c 'import secrets; print(secrets.token_urlsafe(64))'"}, "urlsafe:64"},
		{"SECRET_KEY", Hint{Comment: "python -c 'from cryptography.fernet import Fernet; print(Fernet.generate_key())'"}, "fernet"},
		{"SECRET_KEY", Hint{Comment: "node -e \"console.log(require('crypto').randomBytes(48).toString('base64url'))\""}, "urlsafe:48"},
		{"MYSHOP_SECRET_KEY", Hint{Comment: "django.core.management.utils.get_random_secret_key()"}, "django"},
		{"MYSHOP_SECRET_KEY", Hint{}, ""},
		{"HASH_TOKEN_THING", Hint{Comment: "envguard keygen hex:24"}, "hex:24"},
		{"DB_ENCRYPTION_KEY", Hint{Comment: "32 bytes, base64"}, "base64"},
		{"ENCRYPTION_KEY", Hint{Comment: "64 hex characters"}, "hex"},
		{"ENCRYPTION_KEY", Hint{Comment: "must be exactly 32 characters"}, "hex:16"},
		{"ENCRYPTION_KEY", Hint{Placeholder: "your-32-byte-encryption-key"}, "alnum"},
		{"SESSION_SECRET", Hint{Comment: "at least 32 characters"}, "hex"},
		{"SESSION_SECRET", Hint{Comment: "at least 80 characters"}, "hex:40"},
		{"SESSION_SECRET", Hint{Placeholder: "change-me-in-production-min-32-chars"}, "hex"},
		{"JWT_SECRET", Hint{Comment: "max 64 characters"}, "alnum:64"},
		{"JWT_SECRET", Hint{Placeholder: "change-me-to-random-256-bit-value"}, "jwt"},
		{"SECRET_KEY", Hint{Comment: "any random uuid"}, "uuid"},
		// A recipe counts for every name that no provider gives out.
		{"MYSHOP_API_SECRET", Hint{Comment: "# openssl rand -hex 32"}, "hex"},
		{"ADMIN_PASSWORD", Hint{Comment: "# generate with: openssl rand -base64 18"}, "base64:18"},
		{"POSTGRES_PASSWORD", Hint{Comment: "openssl rand -hex 24"}, "hex:24"},
		{"MASTER_KEY", Hint{Comment: "openssl rand -hex 16"}, "hex:16"},
		{"WEBHOOK_SECRET", Hint{Comment: "openssl rand -hex 20"}, "hex:20"},
		{"GITHUB_WEBHOOK_SECRET", Hint{Comment: "openssl rand -hex 20"}, "hex:20"},
		{"MACHINE_ID", Hint{Comment: "uuidgen"}, "uuid"},
		{"ENCRYPTION_IV", Hint{Comment: "openssl rand -hex 16"}, "hex:16"},
		{"SMTP_PASSWORD", Hint{Comment: "openssl rand -hex 16"}, ""},
		{"SECRET_KEY_FILE", Hint{Comment: "openssl rand -hex 16"}, ""},
		{"GOOGLE_PUBSUB_VERIFICATION_TOKEN", Hint{Comment: "openssl rand -hex 32", Beside: "openssl rand -hex 32"}, "hex"},
		{"EMAIL_ENCRYPT_SALT", Hint{Comment: "openssl rand -hex 16"}, "hex:16"},
		{"SIG_SALT", Hint{Comment: "Please generate random string at least 32 chars long."}, "hex"},
		{"PORTAL_TOKEN", Hint{Comment: "a long random string"}, "hex"},
		{"STRIPE_TOKEN", Hint{Comment: "a long random string"}, ""},
		{"DATA_ENCRYPTION_KEY", Hint{Placeholder: "data encryption key with 32 char"}, "hex:16"},
		{"MEILI_MASTER_KEY", Hint{Placeholder: "[generate with <openssl rand -base64 36 | tr -dc 'A-Za-z0-9'>]"}, "alnum:48"},
		{"LIVE_VIEW_SALT", Hint{Comment: "mix phx.gen.secret 32"}, "alnum"},
		// The form of the value.
		{"CREDS_KEY", Hint{Placeholder: strings.Repeat("0123456789abcdef", 4)}, "hex"},
		{"CREDS_IV", Hint{Placeholder: strings.Repeat("0123456789abcdef", 2)}, "hex:16"},
		{"JWT_SECRET", Hint{Placeholder: strings.Repeat("0", 64)}, "hex"},
		{"DB_PASSWORD", Hint{Local: true, Comment: "use only the characters A-Za-z0-9"}, "alnum:24"},
		// Names of the project itself.
		{"MYSHOP_SECRET_KEY", Hint{Own: func(w string) bool { return w == "myshop" }}, "hex"},
		{"MYSHOP_API_SECRET", Hint{Own: func(w string) bool { return w == "myshop" }}, "hex"},
		{"CUBEJS_API_SECRET", Hint{}, "hex"},
		{"JWT_REFRESH_KEY", Hint{}, "jwt"},
		{"NEXT_PRIVATE_ENCRYPTION_SECONDARY_KEY", Hint{Placeholder: "DEADBEEF"}, "hex"},
		{"VAULT_ENC_KEY", Hint{Placeholder: "your-encryption-key-32-chars-min"}, "alnum"},
		{"FIRST_SUPERUSER_PASSWORD", Hint{Placeholder: "changethis"}, "password"},
		// Passwords of services that the project starts itself.
		{"DB_PASSWORD", Hint{Local: true}, "password"},
		{"POSTGRES_PASSWORD", Hint{Local: true}, "password"},
		{"POSTGRES_PASSWORD", Hint{}, ""},
		{"DB_PASSWORD", Hint{}, ""},
		{"DB_PASSWORD", Hint{Local: true, Comment: "at least 30 characters"}, "password:30"},
		{"APP_DB_PASSWORD", Hint{Local: true}, "password"},
		// What others give out.
		{"STRIPE_SECRET_KEY", Hint{}, ""},
		{"STRIPE_SECRET_KEY", Hint{Comment: "openssl rand -hex 32"}, ""},
		{"STRIPE_WEBHOOK_SECRET", Hint{}, ""},
		{"GITHUB_WEBHOOK_SECRET", Hint{}, ""},
		{"AWS_SECRET_ACCESS_KEY", Hint{}, ""},
		{"OPENAI_API_KEY", Hint{}, ""},
		{"API_KEY", Hint{}, ""},
		{"SOME_API_KEY", Hint{}, ""},
		{"SMTP_PASSWORD", Hint{Local: true}, ""},
		{"EMAIL_HOST_PASSWORD", Hint{}, ""},
		{"GOOGLE_CLIENT_SECRET", Hint{}, ""},
		{"OAUTH_CLIENT_SECRET", Hint{}, ""},
		{"CLERK_SECRET_KEY", Hint{}, ""},
		{"AUTH0_CLIENT_SECRET", Hint{}, ""},
		{"RECAPTCHA_SECRET_KEY", Hint{}, ""},
		{"FACEBOOK_APP_SECRET", Hint{}, ""},
		{"PUSHER_APP_SECRET", Hint{}, ""},
		{"SUPABASE_JWT_SECRET", Hint{}, ""},
		{"TWITTER_ACCESS_TOKEN_SECRET", Hint{}, ""},
		{"ACQUIRER_SECRET_KEY", Hint{}, ""}, // a service that nobody has listed
		{"SECRET_KEY", Hint{Comment: "get it from https://dashboard.example.org"}, ""},
		{"SENTRY_AUTH_TOKEN", Hint{}, ""},
		{"NEXT_PUBLIC_SUPABASE_ANON_KEY", Hint{}, ""},
		{"RAILS_MASTER_KEY", Hint{}, ""},
		{"VAPID_PRIVATE_KEY", Hint{}, ""},
		// What is no secret.
		{"PORT", Hint{}, ""},
		{"DEBUG", Hint{Comment: "openssl rand -hex 32"}, ""},
		{"SECRET_KEY_FILE", Hint{}, ""},
		{"JWT_EXPIRES_IN", Hint{}, ""},
		{"JWT_SECRET_NAME", Hint{}, ""},
		{"SESSION_COOKIE_NAME", Hint{}, ""},
		{"KEYBOARD", Hint{}, ""},
		{"", Hint{}, ""},
	} {
		k, ok := KindFor(c.key, c.hint)
		got := ""
		if ok {
			got = k.Spec()
		}
		if got != c.want {
			t.Errorf("KindFor(%q, %+v) = %q, want %q", c.key, c.hint, got, c.want)
		}
	}
}

func FuzzKindFor(f *testing.F) {
	f.Add("SECRET_KEY", "openssl rand -hex 32", "at least 32 chars", "Django", true)
	f.Add("APP_KEYS", "99999999999 bytes hex", "envguard keygen hex:9999", "", false)
	f.Add("a", "randombytes(", "token_hex( 1025)", "", false)
	f.Fuzz(func(t *testing.T, key, comment, placeholder, framework string, local bool) {
		k, ok := KindFor(key, Hint{Comment: comment, Placeholder: placeholder, Framework: framework, Local: local})
		if !ok {
			return
		}
		if back, err := Parse(k.Spec()); err != nil || back.Size != k.Size {
			t.Fatalf("%s: %v", k.Spec(), err)
		}
		s, err := k.New()
		if err != nil || s == "" || strings.ContainsAny(s, "\n\"' #$") {
			t.Fatalf("%s: %v", k.Spec(), err)
		}
	})
}
