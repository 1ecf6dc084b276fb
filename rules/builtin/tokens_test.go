package builtin

import (
	"bytes"
	"strings"
	"testing"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/checksum"
	"github.com/envguard/envguard/rules/provider"
	"github.com/envguard/envguard/rules/recipe"
)

// TestPublicVectors: the checksums are those of the tools that make the tokens.
func TestPublicVectors(t *testing.T) {
	// The key of 32 bytes 0x42 in age's own tests.
	key := strings.ToUpper(checksum.Bech32("age-secret-key-", bytes.Repeat([]byte{0x42}, 32)))
	if !strings.HasPrefix(key, "AGE-SECRET-KEY-1GFPYY") || !strings.HasSuffix(key, "PQ4EGAEX") {
		t.Errorf("bech32 of a known key begins %s and ends %s", key[:21], key[len(key)-8:])
	}
	if provider.Bech32Sum([]byte(key)) != rules.Proved {
		t.Error("the checksum of a known key is refuted")
	}
	// A token in Grafana's own tests.
	if got := checksum.Grafana("glsa_" + "yscW25imSKJIuav8" + "zF37RZmnbiDvB05G"); !strings.HasSuffix(got, "_fcaaf58a") {
		t.Errorf("Grafana's checksum is %s", got[len(got)-8:])
	}
}

// TestWrongChecksum: one character changed, and the token is none.
func TestWrongChecksum(t *testing.T) {
	for _, c := range []struct {
		rule *rules.Rule
		text string
	}{
		{ByID("age-secret-key"), "{bech32:AGE-SECRET-KEY-}"},
		{ByID("atlassian-api-token"), "{crc:atlassian:ATATT3xFfGF0}"},
		{ByID("atlassian-access-token"), "{crc:atlassian:ATCTT3xFfGN0}"},
		{ByID("cloudflare-user-token"), "{crc:cloudflare:cfut_}"},
		{ByID("cloudflare-account-token"), "{crc:cloudflare:cfat_}"},
		{ByID("cloudflare-global-key"), "{crc:cloudflare:cfk_}"},
		{ByID("github-oauth"), "{crc:github:gho_}"},
		{ByID("github-app-token"), "{crc:github:ghs_}"},
		{ByID("github-refresh-token"), "{crc:github:ghr_}"},
		{ByID("grafana-service-account-token"), "{crc:grafana}"},
	} {
		token, _ := recipe.Expand(c.text)
		if m, ok := check(c.rule, "a.txt", "", "«"+token+"»"); !ok || m.Score < rules.ErrorScore {
			t.Errorf("rule %s: a token with its checksum scores %.2f", c.rule.ID, m.Score)
		}
		at := len(token) - 12
		other := byte('A')
		if token[at] == other {
			other = 'C'
		}
		wrong := token[:at] + string(other) + token[at+1:]
		if _, ok := check(c.rule, "a.txt", "", "«"+wrong+"»"); ok {
			t.Errorf("rule %s: a token with a wrong checksum is reported", c.rule.ID)
		}
	}
}

// TestTokenEnds: a token is not cut out of something longer.
func TestTokenEnds(t *testing.T) {
	for _, c := range []struct {
		rule *rules.Rule
		text string
		want bool
	}{
		{ByID("databricks-token"), "dapi{hex:32}", true},
		{ByID("digitalocean-pat"), "dop_v1_{hex:64}", true},
		{ByID("digitalocean-pat"), "dop_v1_{hex:64}z", false},
		{ByID("crates-io-token"), "cio{alnum:32}", true},
		{ByID("crates-io-token"), "cio{alnum:40}", false},
		{ByID("digitalocean-pat"), "dop_v1_{hex:64}.", true},
	} {
		if _, ok := check(c.rule, "a.txt", "", "«"+c.text+"»"); ok != c.want {
			t.Errorf("rule %s, %s: reported %v", c.rule.ID, c.text, ok)
		}
	}
}

// TestPairs: the secret of a pair says where its identifier is.
func TestPairs(t *testing.T) {
	for _, c := range []struct {
		rule      *rules.Rule
		key, text string
		want      string
	}{
		{ByID("aws-secret-key"), "secret", "AKIAQ{base32:15}\n\nsecret = \"«{b64:30}»\"\n", "2 lines above"},
		{ByID("aws-secret-key"), "secret", "secret = \"«{b64:30}»\"\nid = \"AKIAQ{base32:15}\"\n", "1 line below"},
		{ByID("alibaba-secret-key"), "accessKeySecret", "id: 'LTAI5t{alnum:18}', accessKeySecret: '«{alnum:30}»'", "on the same line"},
		{ByID("google-legacy-client-secret"), "client_secret", "client_id: \"{digits:12}-{lowernum:32}.apps.googleusercontent.com\"\nclient_secret: \"«{urlsafe:24}»\"", "1 line above"},
		{ByID("google-hmac-secret"), "secret", "GOOG1E{uppernum:55}\n\"«{b64:30}»\"", "1 line above"},
		{ByID("duo-secret-key"), "skey", "ikey = DI{uppernum:18}\nskey = \"«{alnum:40}»\"", "1 line above"},
		{ByID("digitalocean-spaces-secret"), "secret", "DO00{uppernum:16}\n\"«{alnum:43}»\"", "1 line above"},
	} {
		m, ok := check(c.rule, "a.conf", c.key, c.text)
		if !ok || !strings.Contains(m.Message, c.want) {
			t.Errorf("rule %s: %v, %q, want %q", c.rule.ID, ok, m.Message, c.want)
		}
	}
}

// TestProviderCall: the first argument of a provider's client is its key, and
// that of another call is not.
func TestProviderCall(t *testing.T) {
	text, spans := recipe.Expand("x = \"«{hex:40}»\"")
	for call, want := range map[string]bool{
		"Deepgram": true, "DeepgramClient": true, "deepgram.Client": true, "deepgram.transcribe": false, "Widget": false, "DeepgramError": false,
	} {
		c := &rules.Candidate{File: rules.NewFile("a.py", []byte(text)), Kind: rules.KindArgument, Start: spans[0][0], End: spans[0][1], Call: call, Quote: '"'}
		if _, ok := ByID("deepgram-api-key").Check(c); ok != want {
			t.Errorf("%s(…): reported %v", call, ok)
		}
	}
}
