package fixer

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/envguard/envguard/rules/fileclass"
	"github.com/envguard/envguard/rules/recipe"
)

// generators are recipes of values that programs and password managers generate.
var generators = [...]string{
	"{alnum:8}", "{alnum:12}", "{alnum:20}", "{alnum:32}", "{alnum:64}", "{lowernum:10}", "{lowernum:16}", "{uppernum:12}", "{base32:16}", "{base32:32}",
	"{hex:16}", "{hex:32}", "{hex:64}", "{HEX:32}", "{b64:12}", "{b64:24}", "{b64:32}", "{b64url:16}", "{b64url:32}", "{urlsafe:12}", "{urlsafe:24}",
	"{symbols:12}", "{symbols:20}", "{digits:8}", "{digits:12}", "{uuid}", "{fernet}", "{django}", "{alnum:5}-{alnum:5}-{alnum:5}", "sk_live_{alnum:24}",
}

// leakNames name secrets, values that are often secret, and values that never are.
var leakNames = [...]string{
	"SECRET_KEY", "DB_PASSWORD", "API_TOKEN", "CSRF_TOKEN", "ACTIVE_RECORD_ENCRYPTION_PRIMARY_KEY", "INNGEST_EVENT_KEY", "COSMOS_PRIMARY_KEY", "DATA_KEY", "NODE_KEY",
	"ACCESS_CODE", "BASIC_AUTH", "ADMIN_AUTH", "SESSION_COOKIE", "DOOR_PIN", "DATABASE_URL", "REDIS_URL", "SLACK_WEBHOOK_URL", "SENTRY_DSN", "APP_KEYS",
	"PORT", "HOST", "APP_NAME", "LOG_LEVEL", "TIMEOUT", "NEXT_PUBLIC_API", "SITE_URL", "DATA_DIR", "MODEL", "USER_ID", "REGION", "X", "OPTIONS", "TITLE",
}

// leakForms are the places where a value can be under a name.
var leakForms = [...]string{
	"{N}={V}", "{N}='{V}'", `{N}="{V}"`, "export {N}={V}", "{N}={V} # from the team", "{N} = {V}", "{N}: {V}", "#{N}={V}", "# {N}={V}", "{N}=admin:{V}", "{N}=Bearer {V}",
	"# old password was {V}", "# {V}", "# token: {V}", "# pw {V}", "DEBUG=true # pw {V}", "DEBUG=true # {V}", "LEVEL=info # was {V} before the move", "{V}",
	"{N}=postgres://a:{V}@db/a", "{N}=redis://:{V}@cache:6379/0", "{N}=https://user:{V}@example.com/x", "{N}=https://hooks.example.com/services/{V}", "{N}=https://example.com/?sig={V}", "{N}=mysql://root:{V}@127.0.0.1/x?ssl=1",
	`{N}={"user":"app","value":"{V}"}`, "{N}=host=db;user=app;pwd={V}", "{N}=one,{V},two", "{N}=\"first\n{V}\nlast\"", "{N}=prefix-{V}", "{N}=\"{V}", "{N}='{V}' '{V}'", "{N}=${OTHER:-{V}}",
}

// FuzzLeak wants no six characters in a row of a generated value in anything
// that fix writes or says, whatever the name is and wherever the value is.
func FuzzLeak(f *testing.F) {
	for seed := range uint64(200) {
		f.Add(seed)
	}
	f.Add(uint64(576)) // the rest of a line whose name is a part of a secret
	f.Fuzz(leakOnce)
}

func leakOnce(t *testing.T, seed uint64) {
	r := rand.New(rand.NewPCG(seed, 1))
	var env, example strings.Builder
	var secrets []string
	taken := map[string]bool{}
	env.WriteString("# Settings of the shop\nDEBUG=true\n\n")
	for i := range 6 + r.IntN(10) {
		value, _ := recipe.ExpandSeed(generators[r.IntN(len(generators))], fmt.Sprint(seed, "/", i))
		name := leakNames[r.IntN(len(leakNames))]
		if taken[name] {
			continue
		}
		taken[name] = true
		secrets = append(secrets, value)
		form := leakForms[r.IntN(len(leakForms))]
		env.WriteString(strings.NewReplacer("{N}", name, "{V}", value).Replace(form) + "\n")
		if r.IntN(8) == 0 {
			example.WriteString(name + "=\n")
		}
	}
	m := buildMemory([]byte(env.String()), []byte(example.String()), []byte(".env\n"), uint16(r.IntN(1<<7)))
	p := m.plan(t, Options{})
	texts := map[string]string{"what is shown": shown(t, p)}
	for _, c := range p.Changes {
		if fileclass.Classify(c.Path) != fileclass.Private {
			texts[c.Path] = string(c.After)
		}
	}
	for where, text := range texts {
		for _, s := range secrets {
			if part := sharedPart(s, text, env.String()); part != "" {
				t.Errorf("%s of %q is in %s:\n%s\n--- of\n%s", part, s, where, text, env.String())
				return
			}
		}
	}
}

// sharedPart returns six characters of a secret that a text has, "" if it has
// none. What the file says elsewhere as well is not the secret's.
func sharedPart(secret, text, env string) string {
	rest := strings.ReplaceAll(env, secret, "\x00")
	for i := 0; i+minOdd <= len(secret); i++ {
		if part := secret[i : i+minOdd]; strings.Contains(text, part) && !strings.Contains(rest, part) {
			return part
		}
	}
	return ""
}
