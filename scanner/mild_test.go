package scanner

import (
	"encoding/base64"
	"strings"
	"testing"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/builtin"
	"github.com/envguard/envguard/rules/recipe"
)

// TestWarnedPlaces says where a key is worth a warning and no more, and that
// the same key elsewhere is an error.
func TestWarnedPlaces(t *testing.T) {
	s := newTest(t, Config{Rules: builtin.All()})
	pem, _ := recipe.Expand("{pem:RSA PRIVATE KEY}")
	inBase64 := "tls:\n  key: " + base64.StdEncoding.EncodeToString([]byte(pem)) + "\n"
	for _, tt := range []struct{ path, elsewhere, text string }{
		{"examples/site/settings.py", "site/settings.py", "SECRET_KEY = '{django}'\n"},
		{"src/Tests/WebhookTest.php", "src/Webhook.php", "return 'whsec_{b64:24}';\n"},
		{"charts/acme/README.md", "charts/acme/prod.yaml", "fernetKey: {fernet}\n"},
		{"charts/acme/ci/tls-values.yaml", "charts/acme/values.yaml", "rootPassword: {alnum:34}\n"},
		{"charts/acme/templates/test-tls.yaml", "charts/acme/templates/tls.yaml", inBase64},
		{"phpunit.xml.dist", "server.xml", `<env name="APP_KEY" value="base64:{b64:32}"/>` + "\n"},
		{"tests/.env.ci.mysql", "app/.env.mysql", "APP_KEY=base64:{b64:32}\n"},
	} {
		text, _ := recipe.Expand(tt.text)
		if got := gravest(s, tt.path, text); got != rules.Warning {
			t.Errorf("%s: %v, want a warning", tt.path, got)
		}
		if got := gravest(s, tt.elsewhere, text); got != rules.Error {
			t.Errorf("%s: %v, want an error", tt.elsewhere, got)
		}
	}
	for _, tt := range []struct{ invented, name, text string }{
		{"TEST_RSA_KEY", "RSA_KEY", "const NAME: &str = \"" + pem + "\";\n"},
		{"fakeApiKey", "apiKey", "const NAME = '{alnum:40}'\n"},
		{"DUMMY_SECRET", "SECRET", "NAME = \"{hex:64}\"\n"},
	} {
		text, _ := recipe.Expand(tt.text)
		if got := gravest(s, "src/keys.rs", strings.Replace(text, "NAME", tt.invented, 1)); got != rules.Warning {
			t.Errorf("%s: %v, want a warning", tt.invented, got)
		}
		if got := gravest(s, "src/keys.rs", strings.Replace(text, "NAME", tt.name, 1)); got != rules.Error {
			t.Errorf("%s: %v, want an error", tt.name, got)
		}
	}
	documented := " * " + strings.ReplaceAll(strings.TrimSpace(pem), "\n", "\n * ") + "\n"
	if got := gravest(s, "src/Key.kt", "/**\n"+documented+" */\n"); got != rules.Warning {
		t.Errorf("a key in a comment that documents code: %v, want a warning", got)
	}
}

// gravest returns the severity of the gravest finding about a value.
func gravest(s *Scanner, path, text string) (worst rules.Severity) {
	for _, f := range s.ScanFile(rules.NewFile(path, []byte(text))) {
		if f.Rule.Check != nil {
			worst = max(worst, f.Severity)
		}
	}
	return worst
}
