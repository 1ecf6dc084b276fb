package envfile_test

import (
	"encoding/base64"
	"slices"
	"strings"
	"testing"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/builtin"
)

func TestWeakKey(t *testing.T) {
	env := func(lines ...string) memory {
		return memory{files: map[string]string{"w .env": expand(strings.Join(lines, "\n")) + "\n"}, ignore: ".env\n"}
	}
	key := func(raw string) string { return base64.URLEncoding.EncodeToString([]byte(raw)) }
	twice := expand("{alnum:30} a")[:30]
	none := []string(nil)
	run(t, "weak-key", []repoCase{
		{"a Fernet key of text", env("A=1", "FERNET_KEY="+key("this is a secret of 32 bytes ...")), []string{"warning .env:2 FERNET_KEY decodes to plain text"}},
		{"one in a list", env("FERNET_KEYS={fernet}," + key(strings.Repeat("k", 32))), []string{"warning .env:1 FERNET_KEYS decodes to"}},
		{"zeros", env("MY_FERNET_KEY='" + key(strings.Repeat("\x00", 32)) + "'"), []string{"few bytes again and again"}},
		{"a unit again and again", env("FERNET_KEY=" + key(strings.Repeat("\x00\xff\x10\x99", 8))), []string{"few bytes"}},
		{"a row", env("FERNET_KEY=" + key("\x80\x81\x82\x83\x84\x85\x86\x87\x88\x89\x8a\x8b\x8c\x8d\x8e\x8f\x90\x91\x92\x93\x94\x95\x96\x97\x98\x99\x9a\x9b\x9c\x9d\x9e\x9f")), []string{"row"}},
		{"two equal halves", env("FERNET_KEY=" + key(strings.Repeat("\x80\x91\x02\xb3\xc4\x35\xe6\x77\x08\xf9\xaa\x1b\x4c\xdd\xee\x0f", 2))), []string{"few bytes"}},
		{"a good one", env("FERNET_KEY={fernet}", "AIRFLOW__CORE__FERNET_KEY={fernet}"), none},
		{"no key at all", env("FERNET_KEY=put-a-real-key-here"), none},
		{"a Laravel key of text", env("APP_KEY=base64:" + base64.StdEncoding.EncodeToString([]byte("this is a secret of 32 bytes ..."))), []string{"APP_KEY decodes to plain text"}},
		{"a good Laravel key", env("APP_KEY=base64:{b64:32}"), none},
		{"short", env("JWT_SECRET={alnum:10}"), []string{"warning .env:1 JWT_SECRET has 10 characters"}},
		{"short hex", env("SECRET_KEY={hex:16}"), []string{"SECRET_KEY has 16 hexadecimal digits"}},
		{"long enough", env("JWT_SECRET={alnum:24}", "SECRET_KEY={hex:32}", "PAYLOAD_SECRET={hex:24}", "DJANGO_SECRET_KEY='{django}'"), none},
		{"a placeholder", env("SESSION_SECRET=changeme"), []string{"SESSION_SECRET is a placeholder"}},
		{"words", env("JWT_SECRET=supersecret"), []string{"JWT_SECRET is a placeholder"}},
		{"empty, a reference, a setting", env("JWT_SECRET=", "SECRET_KEY=${VAULT_KEY}", "SESSION_SECRET=op://vault/item/field", "APP_SECRET=true"), none},
		{"commented out", env("# JWT_SECRET=changeme"), none},
		{"names of others", env("STRIPE_SECRET_KEY=sk_test_1", "RECAPTCHA_SECRET_KEY=abc", "DB_PASSWORD=postgres", "FACEBOOK_APP_SECRET=abc123",
			"KEY=abc", "SECRET=abc", "PUSHER_APP_KEY=app-key", "API_KEY=abc", "SECRET_KEY_FILE=/a", "TWITTER_ACCESS_TOKEN_SECRET=abc"), none},
		{"one value for two purposes", env("JWT_SECRET="+twice, "", "JWT_REFRESH_SECRET="+twice), []string{".env:3 JWT_REFRESH_SECRET has the same value as JWT_SECRET in line 1"}},
		{"two names of one thing", env("NEXTAUTH_SECRET="+twice, "AUTH_SECRET="+twice, "DB_PASSWORD="+twice, "DATABASE_URL=postgres://app:"+twice+"@db/app"), none},
		{"a name that is set twice", env("JWT_SECRET="+twice, "JWT_SECRET="+twice), none},
	})

	secret := "SECRET_KEY=" + expand("{hex:64}") + "\n"
	run(t, "weak-key", []repoCase{
		{"the example's value", memory{files: map[string]string{"w .env": secret, "wih .env.example": secret}}, []string{"SECRET_KEY has the value of the example file"}},
		{"another value", memory{files: map[string]string{"w .env": secret, "wih .env.example": "SECRET_KEY=changeme\n"}}, none},
		{"in the index", memory{files: map[string]string{"i .env": "SECRET_KEY=changeme\n"}}, []string{"warning .env:1 SECRET_KEY is a placeholder"}},
		{"in both", memory{files: map[string]string{"wih .env": "SECRET_KEY=changeme\n"}}, []string{"warning legacy .env:1 SECRET_KEY"}},
		{"in a commit", memory{bare: true, files: map[string]string{"h .env": "SECRET_KEY=changeme\n"}}, []string{"SECRET_KEY is a placeholder"}},
		{"an example file", memory{files: map[string]string{"wih .env.example": "SECRET_KEY=changeme\n"}}, none},
		{"a shared file", memory{files: map[string]string{"wih .env.test": "SECRET_KEY=changeme\n"}}, none},
		{"a file of tests", memory{files: map[string]string{"wih tests/fixtures/.env": "SECRET_KEY=changeme\n"}}, none},
		{"a template", memory{files: map[string]string{"wih {{cookiecutter.slug}}/.env": "SECRET_KEY=changeme\n"}}, none},
		{"a container for development", memory{files: map[string]string{"wih .devcontainer/backend.env": "SECRET_KEY=changeme\n"}}, none},
		{"Symfony commits its .env", memory{files: map[string]string{"wih .env": "APP_SECRET=changeme\n", "wih symfony.lock": "{}"}}, none},
		{"unreadable on disk", memory{files: map[string]string{"w .env": secret}, deny: ".env"}, none},
		{"unreadable in the index", memory{files: map[string]string{"ih .env": secret}, deny: ".env"}, []string{"failed reading .env"}},
	})
}

// TestWeakKeyHides wants no part of a value in a message.
func TestWeakKeyHides(t *testing.T) {
	values := []string{expand("{alnum:10}"), expand("{alnum:12}"), expand("{hex:16}")}
	text := "JWT_SECRET=" + values[0] + "\nSESSION_SECRET=" + values[1] + "\nSECRET_KEY=" + values[2] + "\n"
	matches, err := builtin.ByID("weak-key").CheckRepo(memory{files: map[string]string{"w .env": text}}.repo())
	if err != nil || len(matches) != 3 {
		t.Fatalf("%d matches, %v", len(matches), err)
	}
	for _, m := range matches {
		if slices.ContainsFunc(values, func(v string) bool { return strings.Contains(m.Message, v[:4]) }) || m.Remedy != rules.NewKey || m.Target == "" || m.Line == 0 {
			t.Errorf("%+v", m)
		}
	}
}

// TestGeneratedKeysAreNotWeak draws many: a rule that is wrong once in a
// thousand would show.
func TestGeneratedKeysAreNotWeak(t *testing.T) {
	var b strings.Builder
	for i := range 500 {
		n := string(rune('A'+i%26)) + string(rune('A'+i/26%26))
		b.WriteString(expand(n + "_FERNET_KEY={fernet}\n"))
		b.WriteString(expand(n + "_JWT_SECRET={hex:32}\n"))
		b.WriteString(expand(n + "_SESSION_SECRET={b64:32}\n"))
		b.WriteString(expand(n + "_SECRET_KEY_BASE={hex:128}\n"))
		b.WriteString(expand(n + "_JWT_REFRESH_SECRET={alnum:20}\n"))
	}
	matches, err := builtin.ByID("weak-key").CheckRepo(memory{files: map[string]string{"w .env": b.String()}}.repo())
	if err != nil || len(matches) > 0 {
		t.Errorf("%d matches, %v", len(matches), err)
		for _, m := range matches {
			t.Log(m.Message)
		}
	}
}
