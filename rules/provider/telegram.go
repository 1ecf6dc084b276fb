package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// telegramBotTokenRule finds tokens of Telegram bots.
var telegramBotTokenRule = &rules.Rule{
	ID:       "telegram-bot-token",
	Title:    "Telegram bot token",
	Doc:      `The token of a Telegram bot: the bot's number, a colon, and 35 characters that begin with AA. Whoever has it is the bot: reads what it is told and writes in its name.`,
	Fix:      "Revoke the token with @BotFather (/revoke) and read the new one from the environment.",
	Source:   "https://core.telegram.org/bots/features#botfather",
	Severity: rules.Error,
	Kinds:    rules.KindToken,
	Prefixes: []string{"AA"},
	Run:      34,
	Binary:   true,
	Check:    checkTelegram,
	Examples: []rules.Example{
		{Path: "bot.py", Text: "bot = Bot(token=\"{digits:10}:«AA{alnum:33}»\")\n", Why: "a token"},
		{Path: "send.sh", Text: "curl https://api.telegram.org/bot{digits:9}:«AA{alnum:33}»/sendMessage\n", Why: "in an address"},
		{Path: ".env", Text: "TELEGRAM_BOT_TOKEN={digits:10}:«AA{alnum:33}»\n", Why: "by its name"},
		{Path: "a.md", Text: "TOKEN = \"123456789:AA{repeat:x:33}\"\n", Why: "filler"},
		{Path: "b.txt", Text: "AA{alnum:33}\n", Why: "without the bot's number"},
	},
}

// checkTelegram looks for the bot's number in front of the colon, which ends a
// run.
func checkTelegram(c *rules.Candidate) (rules.Match, bool) {
	before := c.Before(20)
	if len(before) < 9 || before[len(before)-1] != ':' {
		return rules.Match{}, false
	}
	n := 0
	for i := len(before) - 2; i >= 0 && alphabet.Digit(before[i]); i-- {
		n++
	}
	if !c.Gate("the bot's number", n >= 8 && n <= 12, float64(n)) {
		return rules.Match{}, false
	}
	return judge.MatchToken(c, rules.Token{Prefix: "AA", Alphabet: alphabet.AlnumDash, Min: 32, Max: 33, Valid: judge.GeneratedBody, Message: "Telegram bot token: whoever has it is the bot"})
}
