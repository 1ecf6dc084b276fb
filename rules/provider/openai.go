package provider

import (
	"bytes"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// openaiKeyRule finds OpenAI API keys.
var openaiKeyRule = &rules.Rule{
	ID:       "openai-key",
	Title:    "OpenAI API key",
	Doc:      `A key of OpenAI: of a user (sk-), or of a project (sk-proj-). It runs models at the cost of the account and reads its files. All of them hold "T3BlbkFJ", which is "OpenAI" in base64, in the middle; what lacks it is none.`,
	Fix:      "Delete the key at https://platform.openai.com/api-keys and read the new one from the environment.",
	Source:   "https://platform.openai.com/docs/api-reference/authentication",
	Severity: rules.Error,
	Binary:   true,
	Tokens: []rules.Token{
		{Prefix: "sk-proj-", Alphabet: alphabet.AlnumDash, Min: 48, Max: 200, Valid: openaiMark, Message: "OpenAI project key"},
		{Prefix: "sk-None-", Alphabet: alphabet.AlnumDash, Min: 48, Max: 200, Valid: openaiMark, Message: "OpenAI key"},
		{Prefix: "sk-", Alphabet: alphabet.Alnum, Min: 48, Max: 200, Valid: openaiMark, Message: "OpenAI key"},
	},
	Examples: []rules.Example{
		{Path: "settings.py", Text: "OPENAI_API_KEY = \"«sk-proj-{alnum:74}T3BlbkFJ{alnum:74}»\"\n", Why: "a project's key"},
		{Path: "config.yml", Text: "openai_api_key: «sk-None-{alnum:20}T3BlbkFJ{alnum:20}»\n", Why: "made in between"},
		{Path: "client.ts", Text: "const openaiApiKey = '«sk-{alnum:20}T3BlbkFJ{alnum:20}»';\n", Why: "a user's key"},
		{Path: "b.css", Text: ".sk-fading-circle-with-many-words-in-its-name-and-more-of-them { }\n", Why: "a class that begins alike"},
		{Path: "d.py", Text: "key = \"sk-{alnum:48}\"\n", Why: "without the mark"},
	},
}

// openaiServiceAccountKeyRule finds OpenAI service account keys.
var openaiServiceAccountKeyRule = &rules.Rule{
	ID:       "openai-service-account-key",
	Title:    "OpenAI service account key",
	Doc:      `A key of a service account of OpenAI (sk-svcacct-). It runs models in its project and stays valid when people leave.`,
	Fix:      "Delete the key at https://platform.openai.com/api-keys and read the new one from the environment.",
	Source:   "https://platform.openai.com/docs/api-reference/project-service-accounts",
	Severity: rules.Error,
	Binary:   true,
	Tokens: []rules.Token{
		{Prefix: "sk-svcacct-", Alphabet: alphabet.AlnumDash, Min: 48, Max: 200, Valid: openaiMark, Message: "OpenAI service account key"},
		{Prefix: "sk-service-", Alphabet: alphabet.AlnumDash, Min: 48, Max: 200, Valid: openaiMark, Message: "OpenAI service account key"},
	},
	Examples: []rules.Example{
		{Path: "config.yml", Text: "openai_api_key: «sk-svcacct-{alnum:74}T3BlbkFJ{alnum:74}»\n", Why: "by its form"},
		{Path: "client.ts", Text: "const openaiApiKey = '«sk-service-{alnum:40}T3BlbkFJ{alnum:40}»';\n", Why: "the older form"},
	},
}

// openaiAdminKeyRule finds keys of OpenAI's administrators.
var openaiAdminKeyRule = &rules.Rule{
	ID:       "openai-admin-key",
	Title:    "OpenAI administrator's key",
	Doc:      `A key of an administrator of OpenAI (sk-admin-). It invites people, and makes and deletes projects and keys of the organization.`,
	Fix:      "Delete the key at https://platform.openai.com/settings/organization/admin-keys and read the new one from the environment.",
	Source:   "https://platform.openai.com/docs/api-reference/admin-api-keys",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "sk-admin-", Alphabet: alphabet.AlnumDash, Min: 48, Max: 200, Valid: openaiMark, Message: "OpenAI administrator's key: manages the organization"}},
	Examples: []rules.Example{
		{Path: ".env", Text: "OPENAI_ADMIN_KEY=«sk-admin-{alnum:58}T3BlbkFJ{alnum:58}»\n", Why: "by its form"},
	},
}

func openaiMark(token []byte) rules.Proof {
	i := bytes.Index(token, []byte("T3BlbkFJ"))
	if i < 20 || len(token)-i-8 < 20 {
		return rules.Refuted
	}
	if judge.FillerReason(token[i+8:]) != "" || judge.Bits(token[i+8:]) < judge.TokenRandom {
		return rules.Refuted
	}
	return rules.Formal
}
