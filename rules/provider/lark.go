package provider

import (
	"bytes"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// larkAppSecretRule finds a Lark or Feishu app secret.
var larkAppSecretRule = &rules.Rule{
	ID:       "lark-app-secret",
	Title:    "Lark or Feishu app secret",
	Doc:      "The secret of a Lark or Feishu app: 32 letters and digits under a name that says Lark or Feishu and secret, or beside an app identifier (cli_ and 16). It obtains tokens that act as the app.",
	Fix:      "Reset it on the app's Credentials page at https://open.larksuite.com/app (or open.feishu.cn) and read it from the environment.",
	Source:   "https://open.larksuite.com/document/server-docs/getting-started/api-access-token/app-access-token-development-guide",
	Severity: rules.Error,
	Kinds:    judge.KeyedKinds,
	Keywords: []string{"lark", "larksuite", "feishu", "secret"},
	Run:      32,
	Solid:    true,
	Check:    checkLark,
	Examples: []rules.Example{
		{Path: "bot.py", Text: "client = lark.Client.builder().app_id(\"cli_{hex:16}\").app_secret(\"«{alnum:32}»\").build()\n", Why: "beside its app"},
		{Path: ".env.bot", Text: "FEISHU_APP_SECRET=«{alnum:32}»\n", Why: "by its name"},
		{Path: "a.md", Text: "FEISHU_APP_SECRET={repeat:x:32}\n", Why: "filler"},
		{Path: "b.py", Text: "app_secret = \"{alnum:32}\"\n", Why: "another provider"},
	},
}

// larkWebhookRule finds a Lark or Feishu webhook.
var larkWebhookRule = &rules.Rule{
	ID:       "lark-webhook",
	Title:    "Lark or Feishu webhook",
	Doc:      "The address of a Lark or Feishu bot's webhook (…/open-apis/bot/v2/hook/ and a UUID). Whoever has it posts in the group.",
	Fix:      "Delete the bot from the group and make another; read its address from the environment.",
	Source:   "https://open.larksuite.com/document/client-docs/bot-v3/add-custom-bot",
	Severity: rules.Error,
	Binary:   true,
	Tokens: []rules.Token{
		{Prefix: "open.larksuite.com/open-apis/bot/v2/hook/", Alphabet: alphabet.HexDash, Min: 36, Max: 36, Valid: judge.UuidBody, Score: 0.85, Message: "Lark webhook: whoever has the address can post"},
		{Prefix: "open.feishu.cn/open-apis/bot/v2/hook/", Alphabet: alphabet.HexDash, Min: 36, Max: 36, Valid: judge.UuidBody, Score: 0.85, Message: "Feishu webhook: whoever has the address can post"},
	},
	Examples: []rules.Example{
		{Path: "notify.sh", Text: "curl -d @m https://«open.feishu.cn/open-apis/bot/v2/hook/{uuid}»\n", Why: "a notification"},
	},
}

// checkLark takes 32 letters and digits by their name, or next to an app.
func checkLark(c *rules.Candidate) (rules.Match, bool) {
	v := c.Value()
	if len(v) != 32 || !alphabet.All(v, alphabet.Alnum) {
		return rules.Match{}, false
	}
	const message = "Lark or Feishu app secret"
	named := judge.EndsInName(c.Key, []string{"appsecret", "secret", "clientsecret"}) || judge.EndsInName(c.Call, []string{"appsecret"})
	at := judge.FindNear(c, judge.PairReach, func(b []byte) bool {
		return bytes.HasPrefix(b, []byte("cli_")) && alphabet.RunLength(b[4:], alphabet.Alnum) == 16
	})
	if at >= 0 && named {
		return judge.JudgeBeside(c, 0.95, 0, message+"; its app stands "+judge.BesideText(c, at))
	}
	return judge.MatchKeyed(c, rules.Keyed{Words: []string{"lark", "larksuite", "feishu"}, Names: []string{"secret", "appsecret", "clientsecret"}, Alphabet: alphabet.Alnum, Min: 32, Max: 32, Message: message})
}
