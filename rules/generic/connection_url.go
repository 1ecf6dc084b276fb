package generic

import (
	"bytes"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/fileclass"
	"github.com/envguard/envguard/rules/judge"
	"github.com/envguard/envguard/rules/random"
)

// ConnectionURL finds passwords in URLs.
var ConnectionURL = &rules.Rule{
	ID:       "connection-url",
	Title:    "Password in a URL",
	Doc:      `A password in the user information of a URL: postgres://user:password@host, amqp, mongodb+srv, redis, https. The password is judged with its user and host: placeholders (user:password), the well-known defaults of local services (postgres:postgres@db), and plain words for this machine are left alone.`,
	Fix:      "Change the password, and read the URL, or the password in it, from the environment.",
	Severity: rules.Error,
	Kinds:    rules.KindURL,
	Check:    checkConnectionURL,
	Examples: []rules.Example{
		{Path: "config.py", Text: "DATABASE_URL = \"postgresql://app:«{alnum:16}»@db.acme.io:5432/app\"\n", Why: "a random password for a remote host"},
		{Path: "config/prod.yml", Text: "uri: mongodb+srv://svc:«{alnum:20}»@cluster0.{lower:5}.mongodb.net/app\n", Why: "MongoDB Atlas"},
		{Path: "deploy.sh", Text: "git clone https://deploy:«{alnum:24}»@git.acme.io/app.git\n", Why: "a clone with a password"},
		{Path: "deploy.yml", Text: "url: https://«{hex:40}»@git.acme.io/acme/app.git\n", Why: "a token in place of a user"},
		{Path: "poetry.lock", Text: "url = \"https://deploy:«{alnum:24}»@git.acme.io/simple\"\n", Why: "in a lock file, too"},
		{Path: "config.py", Text: "dsn = \"https://{hex:32}@errors.acme.io/12\"\n", Why: "the public key of an error reporter"},
		{Path: "config.py", Text: "url = \"postgres://user:password@localhost:5432/db\"\n", Why: "placeholders"},
		{Path: "docker-compose.yml", Text: "DATABASE_URL: postgres://postgres:postgres@db:5432/app\n", Why: "a local default"},
		{Path: "a.js", Text: "const url = `amqp://${user}:${pass}@rabbit:5672`\n", Why: "put together by a program"},
		{Path: "b.md", Text: "https://user:pass@example.com/\n", Why: "documentation"},
		{Path: "c.txt", Text: "redis://:@redis:6379/0\n", Why: "no password"},
	},
}

func checkConnectionURL(c *rules.Candidate) (rules.Match, bool) {
	if c.URLStart > c.Start || c.URLEnd < c.End || c.URLEnd > len(c.File.Data) || c.URLStart < 0 {
		return rules.Match{}, false
	}
	pass := c.Value()
	u, ok := judge.SplitURL(c.File.Data[c.URLStart:c.URLEnd])
	if !ok {
		// The text around the password is not a valid URL. Judge the password alone.
		u = judge.URLParts{Scheme: "?", Host: "unknown.invalid"}
	}
	if len(pass) > 256 || bytes.ContainsAny(pass, "\r\n\t\"<>") {
		return rules.Match{}, false
	}
	alone := c.Start > 0 && c.File.Data[c.Start-1] == '/' && u.User == string(pass)
	if alone { // https://token@host
		if len(pass) < 20 || !random.HasStretch(pass) || isPublicDSN(c.File.Data[c.URLStart:c.URLEnd]) {
			c.GateText("a token as the user", false, "")
			return rules.Match{}, false
		}
		u.User = ""
	}
	v := judge.JudgePassword(u, pass)
	if !c.GateText("not excused", v.Kind == judge.Real, v.Kind.String()+": "+v.Reason) {
		return rules.Match{}, false
	}
	score := v.Score
	switch judge.CodeClass(c) {
	case fileclass.Test, fileclass.Doc, fileclass.Vendored:
		if !random.HasStretch(pass) {
			c.GateText("file", false, "a plain password in a test or document")
			return rules.Match{}, false
		}
		score = min(score, 0.66)
	}
	if c.Comment && !random.HasStretch(pass) {
		score -= 0.2
	}
	c.Gate("score", score >= rules.WarnScore, score)
	return rules.Match{
		Start: c.Start, End: c.End, Score: score, Remedy: rules.FromEnv,
		Message: "password in a " + schemeName(u.Scheme) + " URL",
	}, score >= rules.WarnScore
}

// isPublicDSN reports whether a URL is as the error reporters of browsers have
// it, with a public key as the user and a project's number as the path.
func isPublicDSN(url []byte) bool {
	i := bytes.LastIndexByte(url, '/')
	return i > 0 && alphabet.AllDigits(url[i+1:]) || bytes.Contains(url, []byte("sentry"))
}

// schemeName shortens what is shown; a scheme comes from the file.
func schemeName(s string) string {
	if len(s) > 20 || !alphabet.All([]byte(s), func(c byte) bool { return alphabet.Alnum(c) || c == '+' || c == '-' }) {
		return "connection"
	}
	return s
}
