package provider

import (
	"bytes"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// webexBotTokenRule finds Webex bot tokens.
var webexBotTokenRule = &rules.Rule{
	ID:       "webex-bot-token",
	Title:    "Webex bot token",
	Doc:      `The access token of a Webex bot or a person: 64 characters, a low line, 4 more, and the organization's UUID. It reads and writes the messages of its rooms.`,
	Fix:      "Regenerate the token at https://developer.webex.com/my-apps and read the new one from the environment.",
	Source:   "https://developer.webex.com/docs/bots",
	Severity: rules.Error,
	Kinds:    rules.KindToken,
	Keywords: []string{"webex", "bot", "token"},
	Run:      106,
	Check:    checkWebex,
	Examples: []rules.Example{
		{Path: "bot.py", Text: "WEBEX_TOKEN = \"«{alnum:64}_{alnum:4}_{uuid}»\"\n", Why: "a token"},
		{Path: "a.md", Text: "WEBEX_TOKEN={repeat:x:64}_xxxx_00000000-0000-0000-0000-000000000000\n", Why: "filler"},
		{Path: "b.txt", Text: "webex room {uuid}\n", Why: "an identifier"},
	},
}

func checkWebex(c *rules.Candidate) (rules.Match, bool) {
	v := c.Value()
	i := bytes.IndexByte(v, '_')
	for i >= 0 && i < 64 {
		j := bytes.IndexByte(v[i+1:], '_')
		if j < 0 {
			return rules.Match{}, false
		}
		i += j + 1
	}
	if i < 64 {
		return rules.Match{}, false
	}
	sub := *c
	sub.Start += i - 64
	if i > 64 && alphabet.Alnum(v[i-65]) {
		return rules.Match{}, false
	}
	return judge.MatchToken(&sub, rules.Token{Alphabet: alphabet.AlnumDash, Min: 106, Max: 106, Valid: webexForm, Message: "Webex token: reads and writes messages"})
}

func webexForm(token []byte) rules.Proof {
	if !alphabet.All(token[:64], alphabet.Alnum) || token[64] != '_' || token[69] != '_' || !alphabet.UUID(token[70:]) || !judge.Generated(token[:64]) {
		return rules.Refuted
	}
	return rules.Formal
}
