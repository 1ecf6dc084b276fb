package judge

import (
	"math/rand/v2"
	"testing"

	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/random"
	"github.com/envguard/envguard/rules/recipe"
)

// TestJudgeName: what a name suggests, in any case style.
func TestJudgeName(t *testing.T) {
	for want, names := range map[NameKind][]string{
		NameSecret: {
			"API_KEY", "apiKey", "api-key", "apikey", "client_secret", "clientSecret", "CLIENT-SECRET", "spring.security.client-secret",
			"AWS_SECRET_ACCESS_KEY", "secretAccessKey", "SECRET_KEY_BASE", "access_token", "githubToken", "GITHUB_TOKEN", "auth_token_2",
			"config[\"api_key\"]", "self.secret_key", "STRIPE_KEY", "jwtSecret", "refreshToken", "encryption_key", "mysecret", "slackBotToken",
		},
		NamePassword: {"password", "Password", "DB_PASSWORD", "dbPassword", "dbpassword", "passwd", "pwd", "passphrase", "MYSQL_ROOT_PASSWORD", "user.password", "password1", "spring.datasource.password"},
		NameWeak:     {"key", "KEY", "auth", "credentials", "salt", "session", "SECRET_DJANGO"},
		NameHarmless: {
			"token_url", "TOKEN_EXPIRY", "password_min_length", "secretName", "private_key_path", "public_key", "publicKey", "NEXT_PUBLIC_API_KEY", "password_hash", "passwordHint",
			"commit_sha", "sha256", "etag", "tokenType", "max_tokens_count", "key_id", "accessKeyId", "forgot_password", "reset_password", "primary_key", "cacheKey", "next_page_token", "csrf_token",
			"password_label", "api_key_header", "is_secret", "token_type", "keyFile", "checksum", "AWS::AppSync::ApiKey", "site_key", "publishable_key", "anon_key",
		},
		NameNeutral: {"thing", "foo", "author", "monkey", "compass", "keyboard", "passenger"},
		NameNone:    {""},
	} {
		for _, n := range names {
			if got := JudgeName(n); got != want {
				t.Errorf("%s: %v, want %v", n, got, want)
			}
		}
	}
}

// TestRandomness: what generators make is distinguished from what people write.
func TestRandomness(t *testing.T) {
	for _, s := range []string{
		"AbstractSingletonProxyFactoryBean", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", "application/x-www-form-urlencoded", "sha256WithRSAEncryption",
		"correct-horse-battery-staple", "kubernetes.io/service-account-token", "0123456789abcdef0123456789abcdef", "XXXXXXXXXXXXXXXXXXXXXXXX",
		"Benutzerkontensteuerung", "mot-de-passe-oublie-de-connexion", "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", "deadbeefdeadbeefdeadbeef",
		"2021-03-04T05:06:07Z", "arn:aws:iam::123456789012:role/deploy", "com.example.project.internal.authentication",
	} {
		if random.HasStretch([]byte(s)) {
			t.Errorf("%s is taken for random: %.1f bits", s, random.Surprise([]byte(s)))
		}
	}
	r := rand.New(rand.NewPCG(1, 2))
	for _, a := range []string{alphabet.AlnumChars, alphabet.URLSafeChars, "0123456789abcdef", alphabet.Base32Chars, alphabet.LowerLetters, alphabet.DjangoChars} {
		missed := 0
		const rounds = 400
		for range rounds {
			b := make([]byte, 40)
			for i := range b {
				b[i] = a[r.IntN(len(a))]
			}
			if !random.HasStretch(b) {
				missed++
			}
		}
		if missed > rounds/20 {
			t.Errorf("%d of %d random strings over %.8s… are missed", missed, rounds, a)
		}
	}
}

func BenchmarkSurprise(b *testing.B) {
	value, _ := recipe.Expand("{alnum:40}")
	v := []byte(value)
	for b.Loop() {
		random.Surprise(v)
	}
}
