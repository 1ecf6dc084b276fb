package fixer

import (
	"strings"
	"testing"
)

// TestPlain holds settings as real projects have them against the allow-list.
func TestPlain(t *testing.T) {
	const plain = `
APP_NAME=BookStack
APP_ENV=production
APP_URL=http://localhost:3000
PORT=8080
DEBUG=true
LOG_LEVEL=info
DB_HOST=127.0.0.1
DB_PORT=5432
DB_DATABASE=my_database
DB_CONNECTION=mysql
DATABASE_URL=postgresql://postgres:postgres@localhost:5432/app?schema=public
REDIS_URL=redis://redis:6379/0
MAIL_HOST=smtp.mailtrap.io
MAIL_FROM=noreply@example.com
SESSION_DRIVER=redis
SESSION_LIFETIME=120
TOKEN_EXPIRES_IN=15m
JWT_ALGORITHM=HS256
AUTH_PROVIDER=google
AWS_REGION=us-east-1
S3_BUCKET=uploads
OPENAI_MODEL=gpt-4o-mini
CORS_ORIGINS=http://localhost:3000,http://localhost:3001,http://localhost:8080
CORS_HEADERS=["*"]
ALLOWED_HOSTS=localhost, 127.0.0.1, [::1]
TZ=Europe/Amsterdam
LANG=en_US.UTF-8
MAX_UPLOAD=10485760
CACHE_TTL=604800
RATIO=0.75
MEMORY=512m
SCHEDULE=*/5 * * * *
DATA_DIR=/var/lib/app/data
STATIC_ROOT=./public/static
WELCOME=Welcome to the shop, please log in
SUBNET=172.28.0.0/16
VERSION=2.10.1
LOG_FORMAT={"level":"info","json":true}
MIN_DATE=2024-01-01
GREETING=
API_TOKEN=
API_TOKEN=your-api-token
SECRET_KEY=change-me
SECRET_KEY=${OTHER_SECRET}
DB_PASSWORD=postgres
COUNTRY_CODE=de
LANGUAGE_CODE=en-us
VITE_FEATURE_FLAGS=new-dashboard,search
JAVA_OPTS=-Xms512m -Xmx512m
`
	for line := range strings.Lines(plain) {
		if name, value, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "="); ok && !(vocabulary{}).isPlain(name, value) {
			t.Errorf("%s=%s is masked", name, value)
		}
	}
	// Recipes are expanded.
	const masked = `
PORT={alnum:8}
PORT={digits:7}
APP_NAME={lowernum:8}
TITLE={lower:12}
CSRF_TOKEN={alnum:10}
ACCESS_CODE=4821
DOOR_PIN=4821
NODE_KEY=hunter2
ADMIN_AUTH=admin:swordfish
SESSION_COOKIE=sunshine99
PASSWORD=sunshine
WEBHOOK_URL=https://hooks.example.com/services/{alnum:32}
DATABASE_URL=postgres://a:{alnum:8}@db/a
REDIS_URL=redis://:{alnum:8}@redis:6379
CACHE=redis://:sunshine@redis:6379
HOST={urlsafe:12}
NODE_ID={uuid}
NOTE=see {alnum:9} for more
OPTIONS=user=app;pwd={alnum:8}
`
	for line := range strings.Lines(masked) {
		if name, value, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "="); ok && (vocabulary{}).isPlain(name, expand(value)) {
			t.Errorf("%s=%s is shown", name, expand(value))
		}
	}
}

// TestComments checks that a password in a comment is masked even if it is a
// word, and that text about passwords is kept.
func TestComments(t *testing.T) {
	for text, want := range map[string]string{
		"# the old password was sunshine":                "# the old password was ********",
		"# password: sunshine":                           "# password: ********",
		"# pw hunter2!":                                  "# pw ********",
		"# PIN 4821":                                     "# PIN ********",
		"# the password is required":                     "# the password is required",
		"# password must have at least 8 characters":     "# password must have at least 8 characters",
		"# Settings of the shop (see docs/settings.md)":  "# Settings of the shop (see docs/settings.md)",
		"# get one at https://dash.example.com/api/keys": "# get one at https://dash.example.com/api/keys",
	} {
		if got := (vocabulary{}).maskWords(text); got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
	}
}
