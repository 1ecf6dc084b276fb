package ruletest_test

import (
	"crypto/ecdh"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"testing"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/builtin"
	"github.com/envguard/envguard/rules/recipe"
	"github.com/envguard/envguard/scanner"
)

// TestOneJudgment: configuration and an example file give a value under the same
// name the same verdict. Public keys, ids and digests of common words were clean
// in config.yml and errors in .env.example.
func TestOneJudgment(t *testing.T) {
	t.Parallel()
	s, err := scanner.New(scanner.Config{Rules: builtin.All()})
	if err != nil {
		t.Fatal(err)
	}
	point, err := ecdh.P256().GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	digest := sha256.Sum256([]byte("password"))
	expand := func(r string) string { text, _ := recipe.Expand(r); return text }
	for _, c := range []struct {
		name, value string
		reported    bool
	}{
		{"DD_CLIENT_TOKEN", expand("pub{hex:32}"), false},
		{"GPG_SIGNING_KEY", expand("{hex:16}"), false},
		{"API_SECRET", hex.EncodeToString(digest[:]), false},
		{"VAPID_KEY", base64.RawURLEncoding.EncodeToString(point.PublicKey().Bytes()), false},
		{"API_SECRET", "sk-lf-1234567890", false},
		{"DB_PASSWORD", "sk-xx", false},
		{"DB_PASSWORD", "difyai123456", false},
		{"API_SECRET", expand("{alnum:32}"), true},
		{"API_KEY", expand("{hex:32}"), true},
		{"DB_PASSWORD", expand("{symbols:20}"), true},
		{"API_KEY", expand("acme_live_{hex:40}"), true},
		{"API_KEY", expand("{hex:16}.{hex:32}"), true},
	} {
		severity := func(path, text string) rules.Severity {
			most := rules.Info
			for _, f := range s.ScanFile(rules.NewFile(path, []byte(text+"\n"))) {
				most = max(most, f.Severity)
			}
			return most
		}
		config := severity("config.yml", fmt.Sprintf("%s: '%s'", c.name, c.value))
		example := severity(".env.example", fmt.Sprintf("%s='%s'", c.name, c.value))
		if config != example || (config == rules.Error) != c.reported {
			t.Errorf("%s, %d characters: %v in config.yml, %v in .env.example, want an error: %v", c.name, len(c.value), config, example, c.reported)
		}
	}
}
