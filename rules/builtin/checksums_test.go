package builtin

import (
	"strings"
	"testing"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/judge"
	"github.com/envguard/envguard/rules/provider"
	"github.com/envguard/envguard/rules/recipe"
)

// flip changes the last letter or digit of the part between « and » to
// another of its alphabet.
func flip(text string) string {
	content, spans := recipe.Expand(text)
	b := []byte(content)
	i := spans[0][1] - 1
	if b[i] == '2' {
		b[i] = '3'
	} else {
		b[i] = '2'
	}
	return string(b[:spans[0][0]]) + "«" + string(b[spans[0][0]:spans[0][1]]) + "»" + string(b[spans[0][1]:])
}

// TestProvenByChecksum: a token that carries a checksum is an error even where
// tests are, and no finding at all with one character changed.
func TestProvenByChecksum(t *testing.T) {
	for id, text := range map[string]string{
		"npm-token":         "«{npm}»",
		"zuplo-key":         "«{zuplo}»",
		"nats-user-seed":    "«{nkey:U}»",
		"nats-account-seed": "«{nkey:A}»",
		"nats-server-seed":  "«{nkey:N}»",
	} {
		m, ok := check(ByID(id), "src/main.go", "", text)
		if !ok || m.Score < rules.ErrorScore {
			t.Errorf("rule %s: reported %v, score %.2f", id, ok, m.Score)
		}
		if _, ok := check(ByID(id), "src/main.go", "", flip(text)); ok {
			t.Errorf("rule %s: reported with a wrong checksum", id)
		}
	}
}

// TestSeedsOfAnotherKind: the rule of one kind of seed leaves the others to
// theirs.
func TestSeedsOfAnotherKind(t *testing.T) {
	for _, kind := range []string{"U", "A", "O", "N", "C", "X"} {
		n := 0
		for _, r := range provider.All() {
			if !strings.HasPrefix(r.ID, "nats-") {
				continue
			}
			if _, ok := check(r, "nats.conf", "", "«{nkey:"+kind+"}»"); ok {
				n++
			}
		}
		if n != 1 {
			t.Errorf("%d rules report a seed of the kind %s", n, kind)
		}
	}
	// In a document it was made for the page.
	if m, ok := check(ByID("nats-user-seed"), "docs/nkeys.md", "", "«{nkey:U}»"); !ok || m.Score >= rules.ErrorScore {
		t.Errorf("a seed in a document: reported %v, score %.2f", ok, m.Score)
	}
}

// TestMacaroon: a token of the index is a macaroon to its last byte.
func TestMacaroon(t *testing.T) {
	token, _ := recipe.Expand("{pypi:pypi.org}")
	if p := provider.PypiMacaroon([]byte(token)); p != rules.Proved {
		t.Fatalf("a token has the proof %d", p)
	}
	for n := len("pypi-"); n < len(token); n++ {
		if p := provider.PypiMacaroon([]byte(token[:n])); p != rules.Refuted {
			t.Errorf("cut to %d characters it has the proof %d", n, p)
		}
	}
}

// TestSaysWord: a provider's name is a word, in any case style, and no part of
// another.
func TestSaysWord(t *testing.T) {
	for _, c := range []struct {
		text, word string
		want       bool
	}{
		{"NEW_RELIC_KEY", "newrelic", true},
		{"newRelicKey", "newrelic", true},
		{"new-relic.api", "newrelic", true},
		{"newrelickey", "newrelic", true},
		{"renewrelic", "newrelic", false},
		{"newrelics", "newrelic", false},
		{"travisToken", "travis", true},
		{"TRAVISTOKEN", "travis", true},
		{"nowadays", "now", false},
		{"", "now", false},
		{"api.mailgun.net", "mailgun", true},
	} {
		if got := judge.SaysWord(c.text, c.word); got != c.want {
			t.Errorf("saysWord(%q, %q) = %v", c.text, c.word, got)
		}
	}
}

// TestTokenSeverity: what pages may show is given and never blocks, and what a
// sandbox gives is a warning.
func TestTokenSeverity(t *testing.T) {
	for _, id := range []string{"mapbox-public-token", "posthog-project-key", "plaid-client-id", "pubnub-key", "ramp-client-id"} {
		if r := ByID(id); r == nil || r.Severity != rules.Info {
			t.Errorf("rule %s is no information", id)
		}
	}
	for id, text := range map[string]string{
		"stripe-test-key":     "«sk_test_{alnum:24}»",
		"paystack-key":        "«sk_test_{hex:40}»",
		"plaid-access-token":  "«access-sandbox-{uuid}»",
		"paddle-key":          "«pdl_sdbx_apikey_{lowernum:26}_{alnum:22}_{alnum:3}»",
		"midtrans-server-key": "«SB-Mid-server-{alnum:24}»",
		"shippo-test-key":     "«shippo_test_{hex:40}»",
	} {
		if m, ok := check(ByID(id), "src/main.go", "", text); !ok || m.Score >= rules.ErrorScore {
			t.Errorf("rule %s: reported %v, score %.2f", id, ok, m.Score)
		}
	}
}
