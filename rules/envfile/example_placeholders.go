package envfile

import (
	"bytes"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/fileclass"
	"github.com/envguard/envguard/rules/judge"
)

// ExampleSecret judges every value of an example file.
var ExampleSecret = &rules.Rule{
	ID:    "example-secret",
	Title: "Real value in an example file",
	Doc: `An example file (.env.example, env.sample, .env.dist, …) is committed so that others know which settings there are. Each of its values gets a verdict: empty, placeholder, plain configuration, local default, reference to a secret store or variable, a key that is published anyway, or real. A real one is an error, in commented-out lines too.

Where a framework means .env itself to be committed (Symfony, Vite, Next, Create React App), its values are judged in the same way. envguard explain PATH:LINE shows the verdict and its reason.`,
	Fix:      "Put a placeholder where the value stands (envguard fix does it), and replace the secret wherever it is in use if it was committed.",
	Severity: rules.Error,
	Kinds:    rules.KindEnv,
	Check:    checkExample,
	Examples: []rules.Example{
		{Path: ".env.example", Text: "DB_PASSWORD=«{alnum:16}»\n", Why: "a password"},
		{Path: ".env.example", Text: "# SECRET_KEY=«{hex:64}»\n", Why: "commented out is still readable"},
		{Path: ".env.sample", Text: "DATABASE_URL=postgres://app:«{alnum:16}»@db.acme.io/app\n", Why: "the password in a URL"},
		{Path: ".env.dist", Text: "export API_KEY=\"«test_{alnum:32}»\"\n", Why: "a marker word does not excuse the rest"},
		{Path: ".env.example", Text: "DB_PASSWORD=change-me\nPORT=3000\nDEBUG=true\nPGPASSWORD=postgres\nTOKEN=${TOKEN}\nVAULT=op://team/db/password\nEMPTY=\n", Why: "what belongs there"},
		{Path: ".env.example", Text: "SECRET_KEY=django-insecure-change-me\nAWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE\nCOMMIT_SHA={hex:40}\n", Why: "placeholders and revisions"},
	},
}

func checkExample(c *rules.Candidate) (rules.Match, bool) {
	f := c.File
	judged := f.Class == fileclass.Example || f.Class == fileclass.Shared || f.Class == fileclass.Private && f.Policy.Framework != ""
	if !judged {
		return rules.Match{}, false
	}
	c.GateText("file", true, "its values are to be public")
	value := c.Value()
	v := judge.Judge(c.Key, value)
	if !c.GateText("verdict", v.Kind == judge.Real, v.Kind.String()+": "+v.Reason) {
		return rules.Match{}, false
	}
	if v.End <= v.Start || v.End > len(value) {
		v.Start, v.End = 0, len(value)
	}
	if !c.GateText("no default", v.Score < rules.WarnScore || !judge.IsNamesake(f.Data, c.Start, c.Key, string(value[v.Start:v.End])), "the name of a user or database in the same file") {
		return rules.Match{}, false
	}
	start, end := c.Start+v.Start, c.Start+v.End
	// Several readers take the quotes as part of a bare value.
	if s := bytes.TrimSpace(f.Data[start:end]); len(s) > 0 {
		start += bytes.Index(f.Data[start:end], s)
		end = start + len(s)
	}
	c.Gate("score", v.Score >= rules.WarnScore, v.Score)
	return rules.Match{Start: start, End: end, Score: v.Score, Remedy: rules.Placeholder, Message: "real value in a file that everyone may read: " + v.Reason}, v.Score >= rules.WarnScore
}
