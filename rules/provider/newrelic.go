package provider

import (
	"bytes"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// newrelicUserKeyRule finds New Relic user keys.
var newrelicUserKeyRule = &rules.Rule{
	ID:       "newrelic-user-key",
	Title:    "New Relic user key",
	Doc:      `A user key of New Relic (NRAK-). With its user's rights it queries and changes everything in the account.`,
	Fix:      "Delete the key at https://one.newrelic.com/api-keys and read the new one from the environment.",
	Source:   "https://docs.newrelic.com/docs/apis/intro-apis/new-relic-api-keys/",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "NRAK-", Alphabet: alphabet.UpperNum, Min: 27, Max: 27, Message: "New Relic user key: queries and changes the account"}},
	Examples: []rules.Example{
		{Path: "deploy.sh", Text: "export NEW_RELIC_API_KEY=«NRAK-{uppernum:27}»\n", Why: "by its form"},
	},
}

// newrelicInsertKeyRule finds New Relic insert keys.
var newrelicInsertKeyRule = &rules.Rule{
	ID:       "newrelic-insert-key",
	Title:    "New Relic insert key",
	Doc:      `An insert key of New Relic (NRII-). It sends data to the account, and reads nothing.`,
	Fix:      "Delete the key at https://one.newrelic.com/api-keys and read the new one from the environment.",
	Source:   "https://docs.newrelic.com/docs/apis/intro-apis/new-relic-api-keys/",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "NRII-", Alphabet: alphabet.AlnumDash, Min: 32, Max: 32, Message: "New Relic insert key: sends data to the account"}},
	Examples: []rules.Example{
		{Path: "main.go", Text: "const newRelicInsertKey = \"«NRII-{alnum:32}»\"\n", Why: "by its form"},
	},
}

// newrelicQueryKeyRule finds New Relic query keys.
var newrelicQueryKeyRule = &rules.Rule{
	ID:       "newrelic-query-key",
	Title:    "New Relic query key",
	Doc:      `A query key of New Relic (NRIQ-). It reads all data of the account by the Insights query API.`,
	Fix:      "Delete the key at https://one.newrelic.com/api-keys and read the new one from the environment.",
	Source:   "https://docs.newrelic.com/docs/apis/intro-apis/new-relic-api-keys/",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "NRIQ-", Alphabet: alphabet.AlnumDash, Min: 32, Max: 32, Message: "New Relic query key: reads the data of the account"}},
	Examples: []rules.Example{
		{Path: "client.ts", Text: "const newRelicQueryKey = '«NRIQ-{alnum:32}»';\n", Why: "by its form"},
	},
}

// newrelicRestKeyRule finds New Relic REST or admin keys.
var newrelicRestKeyRule = &rules.Rule{
	ID:       "newrelic-rest-key",
	Title:    "New Relic REST or admin key",
	Doc:      `A REST key (NRRA-) or an old administrator's key (NRAA-) of New Relic. They read and change the account's applications and alerts.`,
	Fix:      "Delete the key at https://one.newrelic.com/api-keys and read the new one from the environment.",
	Source:   "https://docs.newrelic.com/docs/apis/intro-apis/new-relic-api-keys/",
	Severity: rules.Error,
	Binary:   true,
	Tokens: []rules.Token{
		{Prefix: "NRRA-", Alphabet: alphabet.LowerHex, Min: 42, Max: 42, Message: "New Relic REST key"},
		{Prefix: "NRAA-", Alphabet: alphabet.LowerHex, Min: 27, Max: 27, Message: "New Relic administrator's key"},
	},
	Examples: []rules.Example{
		{Path: "client.rb", Text: "new_relic_rest_key = \"«NRRA-{hex:42}»\"\n", Why: "by its form"},
		{Path: "deploy.sh", Text: "export NEW_RELIC_REST_KEY=«NRAA-{hex:27}»\n", Why: "an administrator's"},
	},
}

// newrelicLicenseKeyRule finds New Relic license keys.
var newrelicLicenseKeyRule = &rules.Rule{
	ID:       "newrelic-license-key",
	Title:    "New Relic license key",
	Doc:      `A license key of New Relic: 40 characters that end in NRAL. Agents send data with it; it reads nothing.`,
	Fix:      "Delete the key at https://one.newrelic.com/api-keys and read the new one from the environment.",
	Source:   "https://docs.newrelic.com/docs/apis/intro-apis/new-relic-api-keys/",
	Severity: rules.Error,
	Kinds:    rules.KindToken,
	Keywords: []string{"newrelic", "relic", "license", "ingest"},
	Run:      40,
	Solid:    true,
	Check:    checkNewRelicLicense,
	Examples: []rules.Example{
		{Path: "newrelic.yml", Text: "  license_key: «{hex:32}FFFFNRAL»\n", Why: "a license key"},
		{Path: ".env", Text: "NEW_RELIC_LICENSE_KEY=«eu01xx{hex:26}FFFFNRAL»\n", Why: "of the European region"},
		{Path: "README.md", Text: "NEW_RELIC_LICENSE_KEY={repeat:0:32}FFFFNRAL\n", Why: "filler"},
		{Path: "a.yml", Text: "license_key: your_new_relic_license_key_here_NRAL\n", Why: "words"},
	},
}

// newrelicMobileTokenRule finds New Relic mobile app tokens.
var newrelicMobileTokenRule = &rules.Rule{
	ID:       "newrelic-mobile-token",
	Title:    "New Relic mobile app token",
	Doc:      `The token of a mobile application of New Relic (…-NRMA). It stands in every copy of the app and sends data only: a warning.`,
	Fix:      "Delete the key at https://one.newrelic.com/api-keys and read the new one from the environment.",
	Source:   "https://docs.newrelic.com/docs/mobile-monitoring/new-relic-mobile/",
	Severity: rules.Error,
	Keywords: []string{"newrelic", "relic", "nrma"},
	Tokens:   []rules.Token{{Prefix: "AA", Alphabet: alphabet.AlnumDash, Min: 45, Max: 45, Valid: newRelicMobile, Score: 0.6, Message: "New Relic mobile app token, which sends data"}},
	Examples: []rules.Example{
		{Path: "config.yml", Text: "new_relic_app_token: «AA{hex:40}-NRMA»\n", Why: "by its form"},
	},
}

// newrelicBrowserKeyRule finds New Relic browser keys.
var newrelicBrowserKeyRule = &rules.Rule{
	ID:       "newrelic-browser-key",
	Title:    "New Relic browser key",
	Doc:      `A browser key of New Relic (NRJS-, NRBR-). Every page that is monitored shows it; it sends data only.`,
	Fix:      "Delete the key at https://one.newrelic.com/api-keys and read the new one from the environment.",
	Source:   "https://docs.newrelic.com/docs/apis/intro-apis/new-relic-api-keys/",
	Severity: rules.Info,
	Binary:   true,
	Tokens: []rules.Token{
		{Prefix: "NRJS-", Alphabet: alphabet.LowerHex, Min: 19, Max: 19, Score: 0.6, Message: "New Relic browser key"},
		{Prefix: "NRBR-", Alphabet: alphabet.LowerHex, Min: 19, Max: 19, Score: 0.6, Message: "New Relic browser key"},
	},
	Examples: []rules.Example{
		{Path: "settings.py", Text: "NEW_RELIC_BROWSER_KEY = \"«NRJS-{hex:19}»\"\n", Why: "by its form"},
		{Path: "config.yml", Text: "new_relic_browser_key: «NRBR-{hex:19}»\n", Why: "another kind"},
	},
}

// newrelicApiIdRule finds New Relic admin or query key without prefixs.
var newrelicApiIdRule = &rules.Rule{
	ID:       "newrelic-api-id",
	Title:    "New Relic admin or query key without prefix",
	Doc:      `A key of New Relic from before the prefixes: 64 letters and digits under a name that says New Relic.`,
	Fix:      "Delete the key at https://one.newrelic.com/api-keys and read the new one from the environment.",
	Source:   "https://docs.newrelic.com/docs/apis/intro-apis/new-relic-api-keys/",
	Severity: rules.Error,
	Keywords: []string{"newrelic", "relic"},
	Keyed:    []rules.Keyed{{Words: []string{"newrelic"}, Alphabet: alphabet.LowerNum, Min: 64, Max: 64, Score: 0.75, Message: "New Relic key without prefix"}},
	Examples: []rules.Example{
		{Path: "deploy.sh", Text: "export NEW_RELIC_ACCESS_TOKEN=«{lowernum:64}»\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{lowernum:64}\"\n", Why: "another name"},
		{Path: "client.py", Text: "newrelic_revision = \"{lowernum:64}\"\n", Why: "a revision's name"},
	},
}

func checkNewRelicLicense(c *rules.Candidate) (rules.Match, bool) {
	if !bytes.HasSuffix(c.Value(), []byte("NRAL")) {
		return rules.Match{}, false
	}
	return judge.MatchToken(c, rules.Token{Alphabet: alphabet.Alnum, Min: 40, Max: 40, Valid: newRelicLicense, Score: 0.8, Message: "New Relic license key: sends data to the account"})
}

// newRelicLicense verifies the digits, behind a region's sign or not.
func newRelicLicense(token []byte) rules.Proof {
	body := bytes.TrimSuffix(token, []byte("NRAL"))
	if len(body) > 6 && alphabet.All(body[:6], alphabet.LowerNum) && body[4] == 'x' && body[5] == 'x' {
		body = body[6:]
	}
	body = bytes.TrimSuffix(body, []byte("FFFF"))
	if !alphabet.All(body, alphabet.Hex) || !judge.Generated(body) {
		return rules.Refuted
	}
	return rules.Formal
}

func newRelicMobile(token []byte) rules.Proof {
	if !bytes.HasSuffix(token, []byte("-NRMA")) || !alphabet.All(token[2:42], alphabet.Hex) || !judge.Generated(token[2:42]) {
		return rules.Refuted
	}
	return rules.Formal
}
