package rules

import "bytes"

// webexBotTokenRule finds Webex bot tokens.
var webexBotTokenRule = &Rule{
	ID:       "webex-bot-token",
	Title:    "Webex bot token",
	Doc:      `The access token of a Webex bot or a person: 64 characters, a low line, 4 more, and the organization's UUID. It reads and writes the messages of its rooms.`,
	Fix:      "Regenerate the token at https://developer.webex.com/my-apps and read the new one from the environment.",
	Source:   "https://developer.webex.com/docs/bots",
	Severity: Error,
	Kinds:    KindToken,
	Keywords: []string{"webex", "bot", "token"},
	Run:      106,
	Check:    checkWebex,
	Examples: []Example{
		{Path: "bot.py", Text: "WEBEX_TOKEN = \"«{alnum:64}_{alnum:4}_{uuid}»\"\n", Why: "a token"},
		{Path: "a.md", Text: "WEBEX_TOKEN={repeat:x:64}_xxxx_00000000-0000-0000-0000-000000000000\n", Why: "filler"},
		{Path: "b.txt", Text: "webex room {uuid}\n", Why: "an identifier"},
	},
}

func checkWebex(c *Candidate) (Match, bool) {
	v := c.Value()
	i := bytes.IndexByte(v, '_')
	for i >= 0 && i < 64 {
		j := bytes.IndexByte(v[i+1:], '_')
		if j < 0 {
			return Match{}, false
		}
		i += j + 1
	}
	if i < 64 {
		return Match{}, false
	}
	sub := *c
	sub.Start += i - 64
	if i > 64 && isAlnum(v[i-65]) {
		return Match{}, false
	}
	return matchToken(&sub, Token{Alphabet: isAlnumDash, Min: 106, Max: 106, Valid: webexForm, Message: "Webex token: reads and writes messages"})
}

func webexForm(token []byte) Proof {
	if !isRunOf(token[:64], isAlnum) || token[64] != '_' || token[69] != '_' || !isUUID(token[70:]) || !generated(token[:64]) {
		return Refuted
	}
	return Formal
}
