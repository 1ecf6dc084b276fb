package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// sonarTokenRule finds SonarQube tokens.
var sonarTokenRule = &rules.Rule{
	ID:       "sonar-token",
	Title:    "SonarQube token",
	Doc:      `A token of SonarQube: of a user (squ_), a project (sqp_) or for any analysis (sqa_), or of SonarQube Cloud (sqco_). By its kind it reads code and its weaknesses, or sends analyses.`,
	Fix:      "Revoke the token in SonarQube, under My Account, Security, and read the new one from the environment.",
	Source:   "https://docs.sonarsource.com/sonarqube-server/user-guide/managing-tokens/",
	Severity: rules.Error,
	Binary:   true,
	Tokens: []rules.Token{
		{Prefix: "squ_", Alphabet: alphabet.LowerHex, Min: 40, Max: 40, Message: "SonarQube user's token: reads code and its weaknesses"},
		{Prefix: "sqp_", Alphabet: alphabet.LowerHex, Min: 40, Max: 40, Message: "SonarQube project's token: sends analyses"},
		{Prefix: "sqa_", Alphabet: alphabet.LowerHex, Min: 40, Max: 40, Message: "SonarQube analysis token: sends analyses"},
		{Prefix: "sqco_", Alphabet: alphabet.Alnum, Min: 59, Max: 59, Message: "SonarQube Cloud token"},
	},
	Examples: []rules.Example{
		{Path: "client.rb", Text: "sonar_token = \"«squ_{hex:40}»\"\n", Why: "by its form"},
		{Path: "deploy.sh", Text: "export SONAR_TOKEN=«sqp_{hex:40}»\n", Why: "a project's"},
		{Path: "settings.py", Text: "SONAR_TOKEN = \"«sqa_{hex:40}»\"\n", Why: "for any analysis"},
		{Path: "config.yml", Text: "sonar_token: «sqco_{alnum:59}»\n", Why: "the cloud's"},
	},
}

// sonarLegacyTokenRule finds SonarQube token without prefixs.
var sonarLegacyTokenRule = &rules.Rule{
	ID:       "sonar-legacy-token",
	Title:    "SonarQube token without prefix",
	Doc:      `A token of SonarQube from before version 9.6, or of SonarCloud: 40 hexadecimal digits under sonar.login, sonar.token or the like.`,
	Fix:      "Revoke the token in SonarQube, under My Account, Security, and read the new one from the environment.",
	Source:   "https://docs.sonarsource.com/sonarqube-server/user-guide/managing-tokens/",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"sonar", "sonarqube", "sonarcloud"}, Names: []string{"login", "token", "key", "apikey", "sonartoken"}, Alphabet: alphabet.LowerHex, Min: 40, Max: 40, Message: "SonarQube token: reads code and sends analyses"}},
	Examples: []rules.Example{
		{Path: "sonar-project.properties", Text: "sonar.login=«{hex:40}»\n", Why: "in properties"},
		{Path: "config.yml", Text: "sonar_token: «{hex:40}»\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{hex:40}\"\n", Why: "another name"},
		{Path: "client.py", Text: "sonar_revision = \"{hex:40}\"\n", Why: "a revision's name"},
	},
}
