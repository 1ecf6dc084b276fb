package rules

import (
	"bytes"
	"encoding/base64"
)

// laravelAppKey finds Laravel's APP_KEY.
var laravelAppKey = &Rule{
	ID:    "laravel-app-key",
	Title: "Laravel application key",
	Doc: `The value of APP_KEY: "base64:" and 32 (or 16) random bytes. It encrypts cookies and sessions; with it, a cookie can be forged that Laravel unserialises, which has been turned into code execution more than once.

An empty value and one of zeros are placeholders.`,
	Fix:      "Run `php artisan key:generate` on the server, put the old key into APP_PREVIOUS_KEYS until the data is re-encrypted, and keep .env out of the repository.",
	Source:   "https://laravel.com/docs/encryption",
	Severity: Error,
	Kinds:    KindAssigned | KindString | KindArgument | KindEnv,
	Run:      24,
	Check:    checkLaravel,
	Examples: []Example{
		{Path: ".env.testing", Text: "APP_KEY=«base64:{b64:32}»\n", Why: "AES-256"},
		{Path: "docker-compose.yml", Text: "services:\n  app:\n    environment:\n      - APP_KEY=«base64:{b64:32}»\n", Why: "a compose file"},
		{Path: "config/app.php", Text: "'key' => env('APP_KEY', '«base64:{b64:32}»'),\n", Why: "a default in code"},
		{Path: ".env.ci", Text: "APP_KEY=base64:\n", Why: "nothing behind it"},
		{Path: ".env.ci", Text: "APP_KEY=base64:{repeat:A:43}=\n", Why: "zeros"},
		{Path: "a.php", Text: "if (Str::startsWith($key, 'base64:')) {\n", Why: "the prefix in code"},
	},
}

func checkLaravel(c *Candidate) (Match, bool) {
	v := c.Value()
	body, ok := bytes.CutPrefix(v, []byte("base64:"))
	if !ok {
		return Match{}, false
	}
	raw, err := base64.StdEncoding.DecodeString(string(body))
	if !c.Gate("16 or 32 bytes of base64", err == nil && (len(raw) == 32 || len(raw) == 16), float64(len(raw))) {
		return Match{}, false
	}
	why := fillerReason(body)
	if text := base64Text(body); why == "" && text != nil {
		why = fillerReason(text)
	}
	if !c.GateText("not filler", why == "", why) || !c.GateText("random", hasRandomPart(body), "") {
		return Match{}, false
	}
	return Match{
		Start: c.Start, End: c.End, Score: inFile(c, 0.95), Remedy: NewKey, Public: len("base64:"),
		Message: "Laravel application key: encrypts cookies and sessions",
	}, true
}
