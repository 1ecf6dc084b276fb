package builtin

import (
	"fmt"
	"strings"
	"testing"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/recipe"
)

// check runs a rule's Check on the part of text between « and ».
func check(r *rules.Rule, path, key, text string) (rules.Match, bool) {
	content, spans := recipe.Expand(text)
	c := &rules.Candidate{File: rules.NewFile(path, []byte(content)), Kind: r.Kinds, Start: spans[0][0], End: spans[0][1], Key: key, Op: '=', Quote: '"'}
	return r.Check(c)
}

// TestChecksum: a GitHub token with a wrong checksum is none, and one with the
// right one an error even in a test.
func TestChecksum(t *testing.T) {
	if m, ok := check(ByID("github-pat"), "a_test.go", "", "«{crc:github:ghp_}»"); !ok || m.Score < rules.ErrorScore {
		t.Errorf("a proved token in a test scores %.2f", m.Score)
	}
	if m, ok := check(ByID("github-pat"), "a.go", "", "«ghp_{alnum:36}»"); ok {
		t.Errorf("a token with a wrong checksum is reported, score %.2f", m.Score)
	}
}

// TestKnownKeys: what documentation publishes is no finding.
func TestKnownKeys(t *testing.T) {
	for _, c := range []struct {
		rule  *rules.Rule
		value string
	}{
		{ByID("stripe-test-key"), "sk_test_" + "4eC39HqLyjWDarjtT1zdp7dc"},
		{ByID("stripe-test-key"), "sk_test_" + "BQokikJOvBiI2HlWgH4olfQ2"},
		{ByID("aws-secret-key"), "wJalrXUtnFEMI/K7MDENG/" + "bPxRfiCYEXAMPLEKEY"},
		{ByID("fernet-key"), "cw_0x689RpI-jtRR7oE8" + "h_eQsKImvJapLeSbXpwF4e4="},
		{ByID("google-api-key"), "AIza" + "SyDaGmWKa4JsXZ-HjGw7ISLn_3namBGewQe"},
	} {
		if m, ok := check(c.rule, "a.py", "aws_secret_access_key", "«"+c.value+"»"); ok {
			t.Errorf("rule %s reports a documented key, score %.2f", c.rule.ID, m.Score)
		}
	}
}

// TestNeighbours: a digest's name on the line takes a number its meaning.
func TestNeighbours(t *testing.T) {
	for _, line := range []string{"key = \"«{hex:64}»\"  # sha256 of the bundle", "{\"integrity\": 1, \"key\": \"«{hex:64}»\"}", "key: «{hex:40}» (commit)"} {
		if m, ok := check(ByID("hex-secret"), "a.conf", "key", line); ok && m.Score >= rules.ErrorScore {
			t.Errorf("%s: an error, score %.2f", line, m.Score)
		}
	}
	if m, ok := check(ByID("hex-secret"), "a.conf", "key", "key = \"«{hex:64}»\""); !ok || m.Score < rules.ErrorScore {
		t.Errorf("without such a neighbour the score is %.2f", m.Score)
	}
}

// TestCrowd: test vectors are not a dozen leaks.
func TestCrowd(t *testing.T) {
	text := "shared_secret: \"«{hex:64}»\"\n" + strings.Repeat("enc: \"{hex:64}\"\nct: \"{hex:96}\"\n", 4)
	if m, ok := check(ByID("hex-secret"), "vectors.yaml", "shared_secret", text); ok && m.Score >= rules.ErrorScore {
		t.Errorf("one of many numbers scores %.2f", m.Score)
	}
}

// TestCrowdOfSettings: secrets of several names, one next to the other as settings
// have them, are as many leaks; rows and repeated names are a table.
func TestCrowdOfSettings(t *testing.T) {
	names := []string{"DB_PASSWORD", "REDIS_PASSWORD", "JWT_SECRET", "SESSION_SECRET", "API_KEY", "ENCRYPTION_KEY", "WEBHOOK_SECRET"}
	for path, form := range map[string]string{"settings.py": "%s = '%s'\n", "prod.conf": "%s=%s\n", "values.yaml": "  %s: %s\n", "config.json": "  \"%s\": \"%s\",\n", ".env.production": "%s=%s\n"} {
		for i, own := range names {
			var text strings.Builder
			for k, name := range names {
				value := "{hex:64}"
				if k == i {
					value = "«{hex:64}»"
				}
				fmt.Fprintf(&text, form, name, value)
			}
			if m, ok := check(ByID("hex-secret"), path, own, text.String()); !ok || m.Score < rules.ErrorScore {
				t.Errorf("%s: %s among other secrets scores %.2f", path, own, m.Score)
			}
		}
	}
	for _, line := range []string{"session_secret = '{hex:64}'\n", "session_secret_1 = '{hex:64}'\nsession_secret_2 = '{hex:64}'\n", "secret: {hex:64}\ndigest: {hex:64}\n"} {
		text := strings.Repeat(line, 2) + "session_secret = '«{hex:64}»'\n" + strings.Repeat(line, 3)
		if m, ok := check(ByID("hex-secret"), "a.conf", "session_secret", text); ok && m.Score >= rules.ErrorScore {
			t.Errorf("one of a table of %q scores %.2f", line, m.Score)
		}
	}
}

// TestJWTExcuses: tokens that are public by design are distinguished from others.
func TestJWTExcuses(t *testing.T) {
	for payload, want := range map[string]bool{
		`{"role":"service_role"}`:                       true,
		`{"sub":"deploy"}`:                              true,
		`{"role":"anon"}`:                               false,
		`{"role":"service_role","iss":"supabase-demo"}`: false,
		`{}`: false,
		`{"sub":"1234567890","name":"John Doe","iat":1516239022}`: false,
		`{"sub":"1234567890","name":"John Doe","admin":true}`:     false,
		`{"sub":"1234567890","name":"John Doe","iat":1}`:          true, // made of the sample
		`{"sub":"x","iat":1700000000,"exp":1700000600}`:           true,
	} {
		m, ok := check(ByID("jwt"), "a.py", "", "«{jwt:"+payload+"}»")
		if ok != want {
			t.Errorf("%s: reported %v, want %v", payload, ok, want)
		}
		if strings.Contains(payload, "1700000600") && m.Score >= rules.ErrorScore {
			t.Errorf("a token of ten minutes scores %.2f", m.Score)
		}
	}
}

// TestAWSPair: an AWS identifier alone is information; next to its secret the
// two are one finding, which says where the identifier is.
func TestAWSPair(t *testing.T) {
	if ByID("aws-access-key").Severity != rules.Info {
		t.Error("an identifier alone is more than information")
	}
	if _, ok := check(ByID("aws-access-key"), "a.ini", "", "id = «AKIAQ{base32:15}»\n"); !ok {
		t.Error("an identifier alone is not reported")
	}
	const pair = "id = AKIAQ{base32:15}\nsecret = {b64:30}\n"
	if _, ok := check(ByID("aws-access-key"), "a.ini", "", strings.Replace(pair, "AKIAQ{base32:15}", "«AKIAQ{base32:15}»", 1)); ok {
		t.Error("an identifier is reported beside its secret, where that is reported")
	}
	m, ok := check(ByID("aws-secret-key"), "a.ini", "secret", strings.Replace(pair, "{b64:30}", "«{b64:30}»", 1))
	if !ok || m.Score < rules.ErrorScore || !strings.Contains(m.Message, "1 line above") {
		t.Errorf("the secret of a pair scores %.2f: %s", m.Score, m.Message)
	}
}
