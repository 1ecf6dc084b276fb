package fixer

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/envguard/envguard/rules/dotenv"
)

// filled runs fix on a clone with examples and returns the private file's values.
func filled(t *testing.T, files map[string]string, private string) map[string]string {
	t.Helper()
	files[".gitignore"] = ".env\n.env.*\n!.env.example\n*.env\n"
	var names []string
	for name := range files {
		if name != private {
			names = append(names, name)
		}
	}
	m := newMemory(files, names...)
	m.fix(t, Options{})
	d := dotenv.Parse([]byte(m.work[private]))
	got := map[string]string{}
	for _, e := range d.Entries() {
		if !e.Commented {
			got[d.Key(e)] = d.Value(e)
		}
	}
	return got
}

func signedWith(t *testing.T, token, secret string) bool {
	t.Helper()
	text := token[:max(0, strings.LastIndexByte(token, '.'))]
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(text))
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil)) == token[min(len(token), len(text)+1):]
}

func TestFillDerived(t *testing.T) {
	got := filled(t, map[string]string{".env.example": `JWT_SECRET=your-super-secret-jwt-token-with-at-least-32-characters-long
ANON_KEY=
SERVICE_ROLE_KEY=your-service-role-key
VAPID_PRIVATE_KEY=
VAPID_PUBLIC_KEY=
NEXT_PUBLIC_VAPID_PUBLIC_KEY=
# openssl genrsa 2048
LOGIN_PRIVATE_KEY=
LOGIN_PUBLIC_KEY=
HASURA_GRAPHQL_JWT_SECRET={"type":"HS256","key":"your-super-secret-jwt-token-with-at-least-32-characters-long"}
`}, ".env")
	if len(got["JWT_SECRET"]) < 32 {
		t.Fatalf("there is no JWT_SECRET: %q", got)
	}
	for _, key := range []string{"ANON_KEY", "SERVICE_ROLE_KEY"} {
		if !signedWith(t, got[key], got["JWT_SECRET"]) {
			t.Errorf("%s=%q is not signed with JWT_SECRET", key, got[key])
		}
	}
	if got["VAPID_PUBLIC_KEY"] == "" || got["VAPID_PUBLIC_KEY"] != got["NEXT_PUBLIC_VAPID_PUBLIC_KEY"] || len(got["VAPID_PRIVATE_KEY"]) != 43 {
		t.Errorf("the VAPID pair is %q, %q", got["VAPID_PRIVATE_KEY"], got["VAPID_PUBLIC_KEY"])
	}
	if !strings.Contains(got["LOGIN_PRIVATE_KEY"], "BEGIN PRIVATE KEY") || !strings.Contains(got["LOGIN_PUBLIC_KEY"], "BEGIN PUBLIC KEY") {
		t.Errorf("the RSA pair is %q, %q", got["LOGIN_PRIVATE_KEY"], got["LOGIN_PUBLIC_KEY"])
	}
	var hasura struct{ Type, Key string }
	if err := json.Unmarshal([]byte(got["HASURA_GRAPHQL_JWT_SECRET"]), &hasura); err != nil || hasura.Type != "HS256" || hasura.Key != got["JWT_SECRET"] {
		t.Errorf("Hasura's setting is %q, %v", got["HASURA_GRAPHQL_JWT_SECRET"], err)
	}
}

// TestFillAgrees wants one value for what is one thing, in whatever files it is.
func TestFillAgrees(t *testing.T) {
	files := map[string]string{
		"docker/.env.example":   "POSTGRES_PASSWORD=change-me\nMYSQL_PASSWORD=change-me\n",
		"docker/compose.yml":    "services:\n  db:\n    image: postgres\n    environment:\n      - POSTGRES_PASSWORD\n      - POSTGRES_PASSWORD=${POSTGRES_PASSWORD}\n  other:\n    environment:\n      MYSQL_PASSWORD: ${MYSQL_PASSWORD}\n",
		"apps/api/.env.example": "DATABASE_URL=postgresql://app:change-me@localhost:5432/app\nPREVIEW_SECRET=some-secret\n",
		"apps/web/.env.example": "PREVIEW_SECRET=some-secret\n",
	}
	m := newMemory(files, "docker/.env.example", "docker/compose.yml", "apps/api/.env.example", "apps/web/.env.example")
	m.work[".gitignore"] = ".env\n"
	m.fix(t, Options{})
	value := func(file, key string) string {
		d := dotenv.Parse([]byte(m.work[file]))
		if e := d.Lookup(key); e != nil {
			return d.Value(e)
		}
		return ""
	}
	password := value("docker/.env", "POSTGRES_PASSWORD")
	if want := "postgresql://app:" + password + "@localhost:5432/app"; value("apps/api/.env", "DATABASE_URL") != want {
		t.Errorf("the URL is %q, want %q", value("apps/api/.env", "DATABASE_URL"), want)
	}
	if password == value("docker/.env", "MYSQL_PASSWORD") {
		t.Error("two databases have one password")
	}
	if a, b := value("apps/api/.env", "PREVIEW_SECRET"), value("apps/web/.env", "PREVIEW_SECRET"); a != b || len(a) < 32 {
		t.Errorf("PREVIEW_SECRET is %q and %q", a, b)
	}
}

// TestFillDefaults keeps what the compose files start services with.
func TestFillDefaults(t *testing.T) {
	got := filled(t, map[string]string{
		".env.example":               "S3_SECRET_ACCESS_KEY=miniosecret\nREDIS_AUTH=myredissecret\nSMTP_PASSWORD=smtpPassword\nSECRET_KEY=secret-key\nMODE=user_provided\nAPI_KEY=user_provided\n",
		"docker/dev/compose.dev.yml": "services:\n  minio:\n    environment:\n      MINIO_ROOT_PASSWORD: miniosecret\n  redis:\n    command: redis-server --requirepass ${REDIS_AUTH:-myredissecret}\n  app:\n    environment:\n      OTHER: ${OTHER:-secret-key}\n",
	}, ".env")
	for key, want := range map[string]string{"S3_SECRET_ACCESS_KEY": "miniosecret", "REDIS_AUTH": "myredissecret", "SMTP_PASSWORD": "", "MODE": "user_provided", "API_KEY": "user_provided"} {
		if got[key] != want {
			t.Errorf("%s is %q, want %q", key, got[key], want)
		}
	}
	if len(got["SECRET_KEY"]) != 64 {
		t.Errorf("SECRET_KEY is %q", got["SECRET_KEY"])
	}
}

// TestWhichFile makes the private file that instructions name, or else the one
// that the example's name asks for.
func TestWhichFile(t *testing.T) {
	const content = "SECRET_KEY=change-me\n"
	for _, c := range []struct {
		name  string
		files map[string]string
		made  []string
	}{
		{"plain", map[string]string{".env.example": content}, []string{".env"}},
		{"default", map[string]string{".env.default": content}, []string{".env"}},
		{"defaults", map[string]string{".env.defaults": content}, nil}, // read as it is
		{"tmpl", map[string]string{".env.tmpl": content}, []string{".env"}},
		{"dev", map[string]string{".env.dev.example": content}, []string{".env.dev"}},
		{"development", map[string]string{".env.development.example": content, ".env.development": "A=1\n", ".gitignore": "*.local\n"}, []string{".env.development.local"}},
		{"ignored development", map[string]string{".env.development.example": content, ".gitignore": ".env.development\n"}, []string{".env.development"}},
		{"envrc", map[string]string{".envrc.example": content, ".gitignore": ".envrc\n"}, []string{".envrc"}},
		{"flaskenv", map[string]string{".flaskenv.example": content, ".gitignore": ".flaskenv\n"}, []string{".flaskenv"}},
		{"variants", map[string]string{"env-example-document": content, "env-example-relational": content}, []string{".env"}},
		{"variant in the readme", map[string]string{"env-example-document": "A=1\n", "env-example-relational": content, "README.md": "```bash\ncp env-example-relational .env\n```\n"}, []string{".env"}},
		{"readme", map[string]string{".env.dev.example": content, ".env.prod.example": "A=1\n", "CONTRIBUTING.md": "Run `cp .env.prod.example .env` there, and `cp .env.dev.example .env` here.\n"}, []string{".env"}},
		{"script", map[string]string{"deploy/env.sample": content, "Makefile": "setup:\n\tcp -n deploy/env.sample deploy/.env.local\n", ".gitignore": ".env.local\n"}, []string{"deploy/.env.local"}},
		{"changed folder", map[string]string{"apps/web/.env.example": content, "README.md": "cd apps/web && cp .env.example .env.local", ".gitignore": ".env.local\n"}, []string{"apps/web/.env.local"}},
		{"composer", map[string]string{".env.dist": content, "composer.json": `{"scripts":{"setup":["@php -r \"file_exists('.env') || copy('.env.dist', '.env');\""]}}`}, []string{".env"}},
		{"settings.ini", map[string]string{"settings.ini.example": "[settings]\nSECRET_KEY=change-me\n", "requirements.txt": "python-decouple\n", ".gitignore": "settings.ini\n"}, []string{"settings.ini"}},
		{"symfony", map[string]string{".env": "APP_ENV=dev\nAPP_SECRET=\n", "composer.json": `{"require":{"symfony/flex":"2"}}`, "symfony.lock": "{}", ".gitignore": "/.env.local\n"}, []string{".env.local"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if c.files[".gitignore"] == "" {
				c.files[".gitignore"] = ".env\n.env.dev\n.env.prod\n"
			}
			var names []string
			for name := range c.files {
				names = append(names, name)
			}
			m := newMemory(c.files, names...)
			m.fix(t, Options{})
			var made []string
			for name, text := range m.work {
				if c.files[name] == text {
					continue
				}
				if _, old := c.files[name]; !old && name != ".env.example" {
					made = append(made, name)
					if !strings.Contains(text, "SECRET") || strings.Contains(text, "change-me") || strings.HasSuffix(text, "SECRET=\n") {
						t.Errorf("%s is %q", name, text)
					}
				} else if old && name != ".gitignore" {
					t.Errorf("%s was changed to %q", name, text)
				}
			}
			if !slices.Equal(made, c.made) {
				t.Errorf("made %q, want %q", made, c.made)
			}
		})
	}
}

// TestFillKeeps wants what the user has written to stay in a private file.
func TestFillKeeps(t *testing.T) {
	const own = "STRIPE_SECRET_KEY=your-key-from-anna\nJWT_SECRET=secret\nAPI_TOKEN=\nDB_PASSWORD=hunter2\nSESSION_SECRET=\n"
	got := filled(t, map[string]string{
		".env.example": "STRIPE_SECRET_KEY=your-stripe-key\nJWT_SECRET=\nAPI_TOKEN=\nDB_PASSWORD=secret\nSESSION_SECRET=change-me\n", ".env": own,
	}, ".env")
	for key, want := range map[string]string{"STRIPE_SECRET_KEY": "your-key-from-anna", "JWT_SECRET": "secret", "API_TOKEN": "", "DB_PASSWORD": "hunter2"} {
		if got[key] != want {
			t.Errorf("%s is %q, want %q", key, got[key], want)
		}
	}
	if len(got["SESSION_SECRET"]) != 64 {
		t.Errorf("SESSION_SECRET is %q", got["SESSION_SECRET"])
	}
}
