package fixer

import (
	"bytes"
	"math/rand/v2"
	"strings"
	"testing"
)

// TestSecondRun wants a second run to change nothing, in random projects with
// several examples, private files and folders.
func TestSecondRun(t *testing.T) {
	for seed := range uint64(300) {
		secondRun(t, seed)
		if t.Failed() {
			return
		}
	}
}

func secondRun(t *testing.T, seed uint64) {
	r := rand.New(rand.NewPCG(seed, 2))
	names := []string{
		".env", ".env.local", ".env.dev", ".env.production", ".env.test", ".env.development", "prod.env", ".envrc",
		".env.example", ".env.sample", "env.example", ".env.dist", ".env.template", ".env.default", ".env.tmpl", ".env.dev.example", ".env.production.example",
		".env.local.example", ".env.example.docker", "env-example-relational", ".envrc.example", ".env.development.example", "prod.env.example",
	}
	lines := []string{
		"PORT=8000", "DEBUG=true", "SECRET_KEY=", "SECRET_KEY=change-me", "SECRET_KEY={alnum:40}", "FERNET_KEY=replace-with-a-fernet-key", "FERNET_KEY={fernet}",
		"JWT_SECRET=\"changeme\" # signs", "POSTGRES_PASSWORD=changeme", "POSTGRES_PASSWORD={alnum:16}", "DATABASE_URL=postgres://app:changeme@db/app", "STRIPE_SECRET_KEY=your-stripe-key",
		"STRIPE_SECRET_KEY=sk_live_{alnum:24}", "# openssl rand -hex 16", "# a comment", "", "export HOST=localhost", "TITLE='My shop'", "ANON_KEY=", "VAPID_PRIVATE_KEY=", "VAPID_PUBLIC_KEY=",
		"# OLD={alnum:24}", "EMPTY=", "ADMIN_AUTH=admin:{alnum:12}", "A", "{alnum:20}", "MODE=user_provided", "X=\"a\nb\"", "HASURA_GRAPHQL_JWT_SECRET={\"type\":\"HS256\",\"key\":\"changeme\"}",
	}
	m := newMemory(map[string]string{"README.md": "# shop\n"})
	for _, dir := range []string{"", "apps/web/", "docker/"}[:1+r.IntN(3)] {
		for range 1 + r.IntN(5) {
			name := dir + names[r.IntN(len(names))]
			var text strings.Builder
			for range r.IntN(9) {
				text.WriteString(lines[r.IntN(len(lines))] + "\n")
			}
			m.work[name] = expand(text.String())
			if r.IntN(2) == 0 {
				m.index[name] = m.work[name]
				if r.IntN(2) == 0 {
					m.head[name] = m.work[name]
				}
			}
			if r.IntN(12) == 0 {
				delete(m.work, name)
			}
		}
	}
	if r.IntN(2) == 0 {
		m.work[".gitignore"] = []string{".env\n", ".env*\n!.env.example\n", "*.local\n", "# nothing\n"}[r.IntN(4)]
	}
	switch r.IntN(5) {
	case 0:
		m.work["README.md"] = "# shop\n\n    cp .env.sample .env\n    cp .env.dev.example .env\n"
	case 1:
		m.work["compose.yml"] = "services:\n  db:\n    image: postgres\n    environment:\n      POSTGRES_PASSWORD: ${POSTGRES_PASSWORD}\n"
	case 2:
		m.work["composer.json"], m.work["symfony.lock"] = `{"require":{"symfony/flex":"2"}}`, "{}"
	case 3:
		m.work["package.json"] = `{"name":"shop","dependencies":{"next":"1"}}`
	}
	before := newMemory(m.work)
	first := m.plan(t, Options{})
	m.apply(t, first)
	if again := m.plan(t, Options{}); !again.Empty() {
		var b bytes.Buffer
		if err := Diff(&b, again.Changes); err != nil {
			t.Fatal(err)
		}
		t.Errorf("seed %d: a second run would change something:\n%s\nthe first run said\n%s\nand began with\n%q", seed, b.String(), shown(t, first), before.work)
	}
}
