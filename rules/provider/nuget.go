package provider

import (
	"bytes"
	"strings"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// nugetKeyRule finds NuGet API keys.
var nugetKeyRule = &rules.Rule{
	ID:       "nuget-key",
	Title:    "NuGet API key",
	Doc:      `An API key of nuget.org: oy2 and 43 lower-case letters and digits. By its scope it pushes new versions of its owner's packages.`,
	Fix:      "Regenerate or delete the key at https://www.nuget.org/account/apikeys and read the new one from the environment.",
	Source:   "https://learn.microsoft.com/nuget/nuget-org/scoped-api-keys",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "oy2", Alphabet: alphabet.LowerNum, Min: 43, Max: 43, Valid: judge.GeneratedBody, Message: "NuGet API key: pushes its owner's packages"}},
	Examples: []rules.Example{
		{Path: "push.ps1", Text: "dotnet nuget push *.nupkg --api-key «oy2{lowerbase32:43}» --source https://nuget.example.org/v3/index.json\n", Why: "a command"},
		{Path: "client.ts", Text: "const nugetApiKey = '«oy2{lowernum:43}»';\n", Why: "by its form"},
	},
}

// nugetConfigPasswordRule finds passwords in configurations of NuGet.
var nugetConfigPasswordRule = &rules.Rule{
	ID:       "nuget-config-password",
	Title:    "Password of a NuGet source",
	Doc:      `The password of a package source in a NuGet.config, in clear text (ClearTextPassword) or as Windows encrypts it for one user (Password). It installs, and often pushes, packages of a private feed.`,
	Fix:      "Revoke the password at the feed, and write %VARIABLE% in its place, which NuGet reads from the environment.",
	Source:   "https://learn.microsoft.com/nuget/reference/nuget-config-file#packagesourcecredentials",
	Severity: rules.Error,
	Kinds:    rules.KindAssigned | rules.KindString | rules.KindToken,
	Keywords: []string{"cleartextpassword", "password"},
	Check:    checkNuGetPassword,
	Examples: []rules.Example{
		{Path: "NuGet.Config", Text: "<add key=\"Username\" value=\"ci\" /><add key=\"ClearTextPassword\" value=\"«{alnum:24}»\" />\n", Why: "in clear text"},
		{Path: "nuget.config", Text: "      <add key=\"ClearTextPassword\" value=\"«Tr4{lower:6}!{digits:3}»\" />\n", Why: "chosen by a person"},
		{Path: "a/nuget.config", Text: "<add key=\"ClearTextPassword\" value=\"%FEED_TOKEN%\" />\n", Why: "from the environment"},
		{Path: "b/nuget.config", Text: "<add key=\"DefaultPushSource\" value=\"https://nuget.example.org/v3/index.json\" />\n", Why: "another key"},
	},
}

func checkNuGetPassword(c *rules.Candidate) (rules.Match, bool) {
	before := bytes.TrimRight(c.Before(80), " \t")
	if !bytes.HasSuffix(before, []byte("value=\"")) && !bytes.HasSuffix(before, []byte("value='")) || len(c.Value()) < 8 {
		return rules.Match{}, false
	}
	i := bytes.LastIndexByte(before, '<')
	if i < 0 {
		return rules.Match{}, false
	}
	tag := alphabet.ToLower(string(before[i:]))
	if !c.GateText("an <add> of a password", strings.HasPrefix(tag, "<add ") && (strings.Contains(tag, "\"cleartextpassword\"") || strings.Contains(tag, "\"password\"") && strings.Contains(alphabet.ToLower(c.File.Path), "nuget")), "") {
		return rules.Match{}, false
	}
	if verdict := judge.JudgeValue("password", c.Value()); !c.GateText("not excused", verdict.Kind == judge.Real, verdict.Reason) {
		return rules.Match{}, false
	}
	return rules.Match{Start: c.Start, End: c.End, Score: judge.InFile(c, 0.85), Remedy: rules.FromEnv, Message: "password of a NuGet package source"}, true
}
