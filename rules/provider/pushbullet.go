package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// pushbulletTokenRule finds Pushbullet access tokens.
var pushbulletTokenRule = &rules.Rule{
	ID:       "pushbullet-token",
	Title:    "Pushbullet access token",
	Doc:      `An access token of Pushbullet (o. and 32 characters). It reads and sends the notifications of its user.`,
	Fix:      "Reset the token at https://www.pushbullet.com/#settings/account and read the new one from the environment.",
	Source:   "https://docs.pushbullet.com/#authentication",
	Severity: rules.Error,
	Keywords: []string{"pushbullet"},
	Tokens:   []rules.Token{{Prefix: "o.", Alphabet: alphabet.Alnum, Min: 32, Max: 32, Valid: judge.GeneratedBody, Message: "Pushbullet access token: reads notifications"}},
	Examples: []rules.Example{
		{Path: "client.rb", Text: "pushbullet_token = \"«o.{alnum:32}»\"\n", Why: "by its form"},
	},
}
