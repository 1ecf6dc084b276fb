package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// recaptchaSecretRule finds reCAPTCHA secret keys.
var recaptchaSecretRule = &rules.Rule{
	ID:       "recaptcha-secret",
	Title:    "reCAPTCHA secret key",
	Doc:      `The secret key of a reCAPTCHA site: 40 characters that begin with 6L, under a name that says secret. It verifies answers in the site's name. The site key, which has the same form and stands in pages, is left alone; the published test keys are known.`,
	Fix:      "Delete the key at https://www.google.com/recaptcha/admin and read the new one from the environment.",
	Source:   "https://developers.google.com/recaptcha/docs/verify",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"recaptcha", "captcha"}, Names: []string{"secret", "secretkey", "privatekey"}, Alphabet: alphabet.AlnumDash, Min: 40, Max: 40, Valid: recaptchaForm, Score: 0.8, Message: "reCAPTCHA secret key: verifies answers in the site's name"}},
	Examples: []rules.Example{
		{Path: "config.yml", Text: "recaptcha_secret_key: «6L{alnum:38}»\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"6L{alnum:38}\"\n", Why: "another name"},
		{Path: "client.py", Text: "recaptcha_revision = \"6L{alnum:38}\"\n", Why: "a revision's name"},
		{Path: "page.html", Text: "<div class=\"g-recaptcha\" data-sitekey=\"6L{alnum:38}\"></div>\n", Why: "a site key, which is public"},
	},
}

func recaptchaForm(v []byte) rules.Proof {
	if string(v[:2]) != "6L" {
		return rules.Refuted
	}
	return rules.Formal
}
