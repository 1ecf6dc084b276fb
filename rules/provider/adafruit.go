package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// adafruitIOKeyRule finds an Adafruit IO key.
var adafruitIOKeyRule = &rules.Rule{
	ID:       "adafruit-io-key",
	Title:    "Adafruit IO key",
	Doc:      "The key of an Adafruit IO account (aio_ and 28 letters and digits). It reads and writes every feed of the account and controls the devices on it.",
	Fix:      "Regenerate the key at https://io.adafruit.com (the yellow key symbol) and flash the devices again.",
	Source:   "https://io.adafruit.com/api/docs/",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "aio_", Alphabet: alphabet.Alnum, Min: 28, Max: 28, Valid: judge.GeneratedBody, Message: "Adafruit IO key: reads and writes all feeds"}},
	Examples: []rules.Example{
		{Path: "secrets.py", Text: "secrets = {\"aio_key\": \"«aio_{alnum:28}»\"}\n", Why: "a CircuitPython board"},
		{Path: "c.c", Text: "aio_set_error_handler_for_requests(ctx);\n", Why: "a function"},
	},
}

// adafruitAPIKeyRule finds an Adafruit IO key, old form.
var adafruitAPIKeyRule = &rules.Rule{
	ID:       "adafruit-api-key",
	Title:    "Adafruit IO key, old form",
	Doc:      "A key of Adafruit IO as it was before keys had a prefix: 32 hexadecimal digits under a name that says Adafruit.",
	Fix:      "Regenerate the key at https://io.adafruit.com (the yellow key symbol) and flash the devices again.",
	Source:   "https://io.adafruit.com/api/docs/",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"adafruit"}, Alphabet: alphabet.LowerHex, Min: 32, Max: 32, Message: "Adafruit IO key: reads and writes all feeds"}},
	Examples: []rules.Example{
		{Path: "config.h", Text: "#define ADAFRUIT_IO_KEY \"«{hex:32}»\"\n", Why: "a sketch"},
		{Path: "b.py", Text: "adafruit_release_sha = \"{hex:32}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{hex:32}\"\n", Why: "another provider"},
	},
}
