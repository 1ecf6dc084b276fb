package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// openweatherKeyRule finds OpenWeather API keys.
var openweatherKeyRule = &rules.Rule{
	ID:       "openweather-key",
	Title:    "OpenWeather API key",
	Doc:      `A key of OpenWeather: 32 hexadecimal digits under a name that says so, or as appid in an address of openweathermap.org. It uses up its owner's calls: a warning.`,
	Fix:      "Delete the key at https://home.openweathermap.org/api_keys and read the new one from the environment.",
	Source:   "https://openweathermap.org/appid",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"openweather", "openweathermap", "owm", "pyowm"}, Names: []string{"appid", "apikey", "key", "token", "secret", "weatherapi"}, Alphabet: alphabet.LowerHex, Min: 32, Max: 32, Score: 0.65, Message: "OpenWeather API key: uses up calls"}},
	Examples: []rules.Example{
		{Path: "weather.py", Text: "url = \"https://api.openweathermap.org/data/2.5/weather?q=Bern&appid=«{hex:32}»\"\n", Why: "in an address"},
		{Path: "deploy.sh", Text: "export OPENWEATHER_API_KEY=«{hex:32}»\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{hex:32}\"\n", Why: "another name"},
		{Path: "client.py", Text: "openweather_revision = \"{hex:32}\"\n", Why: "a revision's name"},
	},
}
