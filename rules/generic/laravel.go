package generic

import (
	"bytes"
	"encoding/base64"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/judge"
	"github.com/envguard/envguard/rules/random"
)

// LaravelAppKey finds Laravel's APP_KEY.
var LaravelAppKey = &rules.Rule{
	ID:    "laravel-app-key",
	Title: "Laravel application key",
	Doc: `The value of APP_KEY: "base64:" and 32 (or 16) random bytes. It encrypts cookies and sessions; with it, a cookie can be forged that Laravel unserialises, which has been turned into code execution more than once.

An empty value and one of zeros are placeholders.`,
	Fix:      "Run `php artisan key:generate` on the server, put the old key into APP_PREVIOUS_KEYS until the data is re-encrypted, and keep .env out of the repository.",
	Source:   "https://laravel.com/docs/encryption",
	Severity: rules.Error,
	Kinds:    rules.KindAssigned | rules.KindString | rules.KindArgument | rules.KindEnv,
	Run:      24,
	Check:    checkLaravel,
	Examples: []rules.Example{
		{Path: ".env.testing", Text: "APP_KEY=«base64:{b64:32}»\n", Why: "AES-256"},
		{Path: "docker-compose.yml", Text: "services:\n  app:\n    environment:\n      - APP_KEY=«base64:{b64:32}»\n", Why: "a compose file"},
		{Path: "config/app.php", Text: "'key' => env('APP_KEY', '«base64:{b64:32}»'),\n", Why: "a default in code"},
		{Path: ".env.ci", Text: "APP_KEY=base64:\n", Why: "nothing behind it"},
		{Path: ".env.ci", Text: "APP_KEY=base64:{repeat:A:43}=\n", Why: "zeros"},
		{Path: "a.php", Text: "if (Str::startsWith($key, 'base64:')) {\n", Why: "the prefix in code"},
	},
}

func checkLaravel(c *rules.Candidate) (rules.Match, bool) {
	v := c.Value()
	body, ok := bytes.CutPrefix(v, []byte("base64:"))
	if !ok {
		return rules.Match{}, false
	}
	raw, err := base64.StdEncoding.DecodeString(string(body))
	if !c.Gate("16 or 32 bytes of base64", err == nil && (len(raw) == 32 || len(raw) == 16), float64(len(raw))) {
		return rules.Match{}, false
	}
	why := judge.FillerReason(body)
	if text := judge.Base64Text(body); why == "" && text != nil {
		why = judge.FillerReason(text)
	}
	if !c.GateText("not filler", why == "", why) || !c.GateText("random", random.HasStretch(body), "") {
		return rules.Match{}, false
	}
	return rules.Match{
		Start: c.Start, End: c.End, Score: judge.InFile(c, 0.95), Remedy: rules.NewKey, Public: len("base64:"),
		Message: "Laravel application key: encrypts cookies and sessions",
	}, true
}
