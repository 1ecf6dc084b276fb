package rules

import (
	"bytes"
	"math/rand/v2"
	"strings"
	"testing"
)

// TestJudgeName: what a name promises, in any case style.
func TestJudgeName(t *testing.T) {
	for want, names := range map[nameKind][]string{
		nameSecret: {
			"API_KEY", "apiKey", "api-key", "apikey", "client_secret", "clientSecret", "CLIENT-SECRET", "spring.security.client-secret",
			"AWS_SECRET_ACCESS_KEY", "secretAccessKey", "SECRET_KEY_BASE", "access_token", "githubToken", "GITHUB_TOKEN", "auth_token_2",
			"config[\"api_key\"]", "self.secret_key", "STRIPE_KEY", "jwtSecret", "refreshToken", "encryption_key", "mysecret", "slackBotToken",
		},
		namePassword: {"password", "Password", "DB_PASSWORD", "dbPassword", "dbpassword", "passwd", "pwd", "passphrase", "MYSQL_ROOT_PASSWORD", "user.password", "password1", "spring.datasource.password"},
		nameWeak:     {"key", "KEY", "auth", "credentials", "salt", "session", "SECRET_DJANGO"},
		nameHarmless: {
			"token_url", "TOKEN_EXPIRY", "password_min_length", "secretName", "private_key_path", "public_key", "publicKey", "NEXT_PUBLIC_API_KEY", "password_hash", "passwordHint",
			"commit_sha", "sha256", "etag", "tokenType", "max_tokens_count", "key_id", "accessKeyId", "forgot_password", "reset_password", "primary_key", "cacheKey", "next_page_token", "csrf_token",
			"password_label", "api_key_header", "is_secret", "token_type", "keyFile", "checksum", "AWS::AppSync::ApiKey", "site_key", "publishable_key", "anon_key",
		},
		nameNeutral: {"thing", "foo", "author", "monkey", "compass", "keyboard", "passenger"},
		nameNone:    {""},
	} {
		for _, n := range names {
			if got := judgeName(n); got != want {
				t.Errorf("%s: %v, want %v", n, got, want)
			}
		}
	}
}

// TestRandomness: what generators make is told from what people write.
func TestRandomness(t *testing.T) {
	for _, s := range []string{
		"AbstractSingletonProxyFactoryBean", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", "application/x-www-form-urlencoded", "sha256WithRSAEncryption",
		"correct-horse-battery-staple", "kubernetes.io/service-account-token", "0123456789abcdef0123456789abcdef", "XXXXXXXXXXXXXXXXXXXXXXXX",
		"Benutzerkontensteuerung", "mot-de-passe-oublie-de-connexion", "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", "deadbeefdeadbeefdeadbeef",
		"2021-03-04T05:06:07Z", "arn:aws:iam::123456789012:role/deploy", "com.example.project.internal.authentication",
	} {
		if hasRandomPart([]byte(s)) {
			t.Errorf("%s is taken for random: %.1f bits", s, surprise([]byte(s)))
		}
	}
	r := rand.New(rand.NewPCG(1, 2))
	for _, a := range []string{alnumChars, urlsafeChars, "0123456789abcdef", base32Chars, lowerChars, djangoChars} {
		missed := 0
		const rounds = 400
		for range rounds {
			b := make([]byte, 40)
			for i := range b {
				b[i] = a[r.IntN(len(a))]
			}
			if !hasRandomPart(b) {
				missed++
			}
		}
		if missed > rounds/20 {
			t.Errorf("%d of %d random strings over %.8s… are missed", missed, rounds, a)
		}
	}
}

// TestScoreOrder: the evidence moves the score the way that it should.
func TestScoreOrder(t *testing.T) {
	value, _ := Expand("{alnum:32}")
	score := func(key, value, path string, quote byte, class Class) float64 {
		f := &File{Path: path, Data: []byte(value), Class: class}
		c := &Candidate{File: f, Kind: KindAssigned, End: len(value), Key: key, Op: '=', Quote: quote}
		m, _ := checkAssigned(c)
		return m.Score
	}
	base := score("api_key", value, "a.py", '"', ClassOther)
	if base < ErrorScore {
		t.Errorf("a random value under a secret's name scores %.2f", base)
	}
	for _, c := range []struct {
		why   string
		score float64
		limit float64
	}{
		{"in a test", score("api_key", value, "a_test.py", '"', ClassTest), ErrorScore},
		{"in a document", score("api_key", value, "a.md", '"', ClassDoc), ErrorScore},
		{"in a lock file", score("api_key", value, "a.lock", '"', ClassLock), WarnScore},
		{"in a translation", score("api_key", value, "de.json", '"', ClassLocale), WarnScore},
		{"a bare word in code", score("api_key", value, "a.py", 0, ClassOther), WarnScore},
		{"words", score("api_key", "load-balancer-key-name", "a.py", '"', ClassOther), WarnScore},
		{"under a harmless name", score("api_key_id", value, "a.py", '"', ClassOther), WarnScore},
	} {
		if c.score >= c.limit {
			t.Errorf("%s: %.2f, want less than %.2f", c.why, c.score, c.limit)
		}
	}
	if s := score("api_key", value, "app.conf", 0, ClassOther); s < ErrorScore {
		t.Errorf("a bare value in a configuration file scores %.2f", s)
	}
}

// TestTrace: explain is told every share, and never the value.
func TestTrace(t *testing.T) {
	value, _ := Expand("{alnum:32}")
	seen := map[string]bool{}
	c := &Candidate{
		File: &File{Path: "a.py", Data: []byte(value)}, Kind: KindAssigned, End: len(value), Key: "api_key", Op: '=', Quote: '"',
		Trace: func(gate string, _ bool, figure string) {
			seen[gate] = true
			if strings.Contains(figure, value) {
				t.Errorf("gate %s shows the value", gate)
			}
		},
	}
	if _, ok := checkAssigned(c); !ok {
		t.Fatal("not reported")
	}
	for _, g := range []string{"name", "random, 15 bits", "length", "not excused", "score"} {
		if !seen[g] {
			t.Errorf("explain is not told of %q", g)
		}
	}
}

// FuzzRules: no content makes a rule panic or report a span outside its
// candidate's file.
func FuzzRules(f *testing.F) {
	for _, r := range All() {
		for _, e := range r.Examples {
			text, _ := Expand(e.Text)
			f.Add(e.Path, "secret_key", text, uint16(0), uint16(40))
		}
	}
	rules := All()
	f.Fuzz(func(t *testing.T, path, key, text string, start, end uint16) {
		s := min(int(start), len(text))
		e := min(max(int(end), s), len(text))
		file := NewFile(path, []byte(text))
		for _, r := range rules {
			if r.Check == nil {
				continue
			}
			starts := []int{s}
			for _, p := range r.Prefixes {
				if i := strings.Index(text, p); i >= 0 {
					starts = append(starts, i)
				}
			}
			for k, at := range starts {
				if len(r.Prefixes) > 0 && k == 0 {
					continue // the scanner shows it nothing else
				}
				stop := max(e, min(at+200, len(text)))
				c := &Candidate{File: file, Kind: r.Kinds, Start: at, End: stop, Key: key, Op: '=', Quote: '"', URLStart: s, URLEnd: len(text)}
				if m, ok := r.Check(c); ok && (m.Start < at || m.Start >= m.End || m.End > len(text) || m.Score <= 0 || m.Score > 1 || m.Message == "") {
					t.Errorf("rule %s: match %d:%d of %d, score %v", r.ID, m.Start, m.End, len(text), m.Score)
				}
			}
		}
	})
}

// TestMessages: no finding's message holds the secret, and public prefixes
// are short.
func TestMessages(t *testing.T) {
	for _, r := range All() {
		if r.Check == nil {
			continue
		}
		for _, e := range r.Examples {
			text, spans := Expand(e.Text)
			for _, s := range spans {
				start, end := s[0], s[1]
				urlStart, urlEnd := start, end
				if i := strings.LastIndexAny(text[:start], " \n\"'="); r.Kinds&KindURL != 0 {
					urlStart = i + 1
					if j := strings.IndexAny(text[end:], " \n\"'"); j >= 0 {
						urlEnd = end + j
					}
				}
				c := &Candidate{File: NewFile(e.Path, []byte(text)), Kind: r.Kinds, Start: start, End: end, Key: "secret_key", Op: '=', Quote: '"', URLStart: urlStart, URLEnd: urlEnd}
				m, ok := r.Check(c)
				if !ok {
					continue // the context was cut off; ruletest has it
				}
				if strings.Contains(m.Message, text[m.Start:m.End]) || m.Public > 30 || m.Public > (m.End-m.Start)/2 {
					t.Errorf("rule %s: message or public prefix (%d bytes) shows the secret", r.ID, m.Public)
				}
			}
		}
	}
}

func BenchmarkJudgeValue(b *testing.B) {
	value, _ := Expand("{alnum:40}")
	v := []byte(value)
	b.SetBytes(int64(len(v)))
	for b.Loop() {
		judgeValue("api_key", v)
	}
}

func BenchmarkSurprise(b *testing.B) {
	value, _ := Expand("{alnum:40}")
	v := []byte(value)
	for b.Loop() {
		surprise(v)
	}
}

// TestExpand: the same text gives the same values, and marks become spans.
func TestExpand(t *testing.T) {
	const text = "é a=«{alnum:24}» {unknown} ${X} b=«{hex:32}»{repeat:x:3}"
	content, spans := Expand(text)
	if again, _ := Expand(text); again != content {
		t.Error("Expand is not deterministic")
	}
	if len(spans) != 2 || spans[0][1]-spans[0][0] != 24 || spans[1][1]-spans[1][0] != 32 {
		t.Fatalf("spans are %v", spans)
	}
	if !strings.HasPrefix(content, "é a=") || !strings.Contains(content, "{unknown} ${X} b=") || !strings.HasSuffix(content, "xxx") || bytes.ContainsRune([]byte(content), '«') {
		t.Errorf("content is %q", content)
	}
	for _, recipe := range []string{"fernet", "pem:RSA PRIVATE KEY", "pem:OPENSSH PRIVATE KEY", "pem:PGP PRIVATE KEY BLOCK", "pem:EC PRIVATE KEY", "pem:DSA PRIVATE KEY", "pem1:PRIVATE KEY", "crc:github:ghp_", `jwt:{"a":{"b":"{hex:8}"}}`} {
		for i := range 20 {
			v, _ := Expand(strings.Repeat(" ", i) + "{" + recipe + "}")
			v = strings.TrimSpace(v)
			ok := true
			switch {
			case recipe == "fernet":
				ok = isFernetKey([]byte(v))
			case strings.HasPrefix(recipe, "pem"):
				ok = pemReason([]byte(v)) == ""
			case strings.HasPrefix(recipe, "crc"):
				ok = githubSum([]byte(v)) == Proved
			case strings.HasPrefix(recipe, "jwt"):
				_, ok = parseJWT([]byte(v))
			}
			if !ok {
				t.Errorf("{%s} makes something else: %s", recipe, pemReason([]byte(v)))
			}
		}
	}
}
