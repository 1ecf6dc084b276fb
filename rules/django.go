package rules

import (
	"bytes"
	"strings"
)

// djangoSecretKey finds Django's SECRET_KEY.
var djangoSecretKey = &Rule{
	ID:    "django-secret-key",
	Title: "Django secret key",
	Doc: `The key that startproject puts into settings.py: 50 characters of lower case, digits and symbols, since Django 3.2 behind "django-insecure-". The prefix does not make it harmless: the rest is random, signs sessions and password resets, and goes to production in many projects.

A prefix with words behind it is a placeholder.`,
	Fix:      "Make a new key (python -c \"from django.core.management.utils import get_random_secret_key as k; print(k())\") and read it with os.environ[\"SECRET_KEY\"].",
	Source:   "https://docs.djangoproject.com/en/stable/ref/settings/#secret-key",
	Severity: Error,
	Kinds:    KindAssigned | KindArgument | KindString | KindEnv,
	Check:    checkDjango,
	Examples: []Example{
		{Path: "site/settings.py", Text: "SECRET_KEY = 'django-insecure-«{django}»'\n", Why: "startproject since Django 3.2"},
		{Path: "site/settings.py", Text: "SECRET_KEY = '«{django}»'\n", Why: "startproject before"},
		{Path: "site/settings.py", Text: "SECRET_KEY = env(\"SECRET_KEY\", default=\"django-insecure-«{django}»\")\n", Why: "a default in code"},
		{Path: "site/settings.py", Text: "SECRET_KEY = 'django-insecure-change-me'\n", Why: "words"},
		{Path: "site/settings.py", Text: "SECRET_KEY = os.environ['SECRET_KEY']\n", Why: "read from the environment"},
		{Path: "check.py", Text: "SECRET_KEY_INSECURE_PREFIX = 'django-insecure-'\n", Why: "the prefix alone"},
	},
}

const djangoPrefix = "django-insecure-"

func checkDjango(c *Candidate) (Match, bool) {
	v := c.Value()
	off := 0
	prefixed := bytes.HasPrefix(v, []byte(djangoPrefix))
	if prefixed {
		off = len(djangoPrefix)
	}
	rest := v[off:]
	if !prefixed && (len(v) < 50 || len(v) > 54) || len(rest) < 24 || len(rest) > 128 {
		return Match{}, false
	}
	if !isRunOf(rest, isDjangoChar) {
		return Match{}, false
	}
	c.Gate("Django's alphabet", true, float64(len(rest)))
	key := lowerASCII(c.Key)
	named := strings.HasSuffix(key, "secret_key") || strings.HasSuffix(key, "secretkey")
	if !prefixed && (!named || mixedClasses(rest) < 3) {
		c.GateText("name", false, "no SECRET_KEY")
		return Match{}, false
	}
	if !c.GateText("random", djangoRandom(rest), "") || !plainValue(c) {
		return Match{}, false
	}
	score := 0.9
	if !prefixed && !bytes.ContainsAny(rest, "!@#$%^&*()=+") {
		score = 0.8
	}
	if inSamples(c.File.Path) {
		score = min(score, mildScore) // a sample program's, which nobody deploys
	}
	return Match{
		Start: c.Start + off, End: c.End, Score: inFile(c, score), Remedy: FromEnv,
		Message: "Django secret key: signs sessions and password resets",
	}, true
}

// isDjangoChar accepts what get_random_secret_key draws from.
func isDjangoChar(c byte) bool {
	return isLower(c) || isDigit(c) || strings.IndexByte("!@#$%^&*(-_=+)", c) >= 0
}

// djangoRandom reports whether a key of Django's alphabet was drawn. It has
// more symbols than text has, which surprise alone weighs too low.
func djangoRandom(v []byte) bool {
	if hasRandomPart(v) {
		return true
	}
	symbols, switches := 0, 0
	for i, c := range v {
		if !isAlnum(c) {
			symbols++
		}
		if i > 0 && isLetter(c) != isLetter(v[i-1]) {
			switches++
		}
	}
	return symbols*8 >= len(v) && switches*3 >= len(v) && !isSequence(v)
}
