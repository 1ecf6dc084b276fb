package generic

import (
	"bytes"
	"strings"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/fileclass"
	"github.com/envguard/envguard/rules/judge"
	"github.com/envguard/envguard/rules/random"
)

// DjangoSecretKey finds Django's SECRET_KEY.
var DjangoSecretKey = &rules.Rule{
	ID:    "django-secret-key",
	Title: "Django secret key",
	Doc: `The key that startproject puts into settings.py: 50 characters of lower case, digits and symbols, since Django 3.2 behind "django-insecure-". The prefix does not make it harmless: the rest is random, signs sessions and password resets, and goes to production in many projects.

A prefix with words behind it is a placeholder.`,
	Fix:      "Make a new key (python -c \"from django.core.management.utils import get_random_secret_key as k; print(k())\") and read it with os.environ[\"SECRET_KEY\"].",
	Source:   "https://docs.djangoproject.com/en/stable/ref/settings/#secret-key",
	Severity: rules.Error,
	Kinds:    rules.KindAssigned | rules.KindArgument | rules.KindString | rules.KindEnv,
	Check:    checkDjango,
	Examples: []rules.Example{
		{Path: "site/settings.py", Text: "SECRET_KEY = 'django-insecure-«{django}»'\n", Why: "startproject since Django 3.2"},
		{Path: "site/settings.py", Text: "SECRET_KEY = '«{django}»'\n", Why: "startproject before"},
		{Path: "site/settings.py", Text: "SECRET_KEY = env(\"SECRET_KEY\", default=\"django-insecure-«{django}»\")\n", Why: "a default in code"},
		{Path: "site/settings.py", Text: "SECRET_KEY = 'django-insecure-change-me'\n", Why: "words"},
		{Path: "site/settings.py", Text: "SECRET_KEY = os.environ['SECRET_KEY']\n", Why: "read from the environment"},
		{Path: "check.py", Text: "SECRET_KEY_INSECURE_PREFIX = 'django-insecure-'\n", Why: "the prefix alone"},
	},
}

const djangoPrefix = "django-insecure-"

func checkDjango(c *rules.Candidate) (rules.Match, bool) {
	v := c.Value()
	off := 0
	prefixed := bytes.HasPrefix(v, []byte(djangoPrefix))
	if prefixed {
		off = len(djangoPrefix)
	}
	rest := v[off:]
	if !prefixed && (len(v) < 50 || len(v) > 54) || len(rest) < 24 || len(rest) > 128 {
		return rules.Match{}, false
	}
	if !alphabet.All(rest, isDjangoChar) {
		return rules.Match{}, false
	}
	c.Gate("Django's alphabet", true, float64(len(rest)))
	key := alphabet.ToLower(c.Key)
	named := strings.HasSuffix(key, "secret_key") || strings.HasSuffix(key, "secretkey")
	if !prefixed && (!named || alphabet.Classes(rest) < 3) {
		c.GateText("name", false, "no SECRET_KEY")
		return rules.Match{}, false
	}
	if !c.GateText("random", djangoRandom(rest), "") || !judge.PlainValue(c) {
		return rules.Match{}, false
	}
	score := 0.9
	if !prefixed && !bytes.ContainsAny(rest, "!@#$%^&*()=+") {
		score = 0.8
	}
	if fileclass.InSamples(c.File.Path) {
		score = min(score, judge.MildScore) // a sample program's, which nobody deploys
	}
	return rules.Match{
		Start: c.Start + off, End: c.End, Score: judge.InFile(c, score), Remedy: rules.FromEnv,
		Message: "Django secret key: signs sessions and password resets",
	}, true
}

// isDjangoChar accepts what get_random_secret_key draws from.
func isDjangoChar(c byte) bool {
	return alphabet.Lower(c) || alphabet.Digit(c) || strings.IndexByte("!@#$%^&*(-_=+)", c) >= 0
}

// djangoRandom reports whether a key of Django's alphabet was drawn. It has
// more symbols than text has, which surprise alone weighs too low.
func djangoRandom(v []byte) bool {
	if random.HasStretch(v) {
		return true
	}
	symbols, switches := 0, 0
	for i, c := range v {
		if !alphabet.Alnum(c) {
			symbols++
		}
		if i > 0 && alphabet.Letter(c) != alphabet.Letter(v[i-1]) {
			switches++
		}
	}
	return symbols*8 >= len(v) && switches*3 >= len(v) && !judge.IsSequence(v)
}
