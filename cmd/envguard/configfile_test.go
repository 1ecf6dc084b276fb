package main

import (
	"strings"
	"testing"

	"github.com/envguard/envguard/rules"
)

const sampleConfig = `
disable = ["jwt"]
severity.hex-secret = "warning"
severity.weak-key = "error"
strict = true

[[override]]
paths = ["/tests/**", "fixtures/"]
disable = ["fernet-key", "acme-badge"]

[[rule]]
id = "acme-badge"
title = "A badge number"
keywords = ["badge"]
pattern = '\b[0-9]{6}\b'
severity = "warning"

[[rule]]
id = "acme-token"
pattern = '\bacme_(?:live|test)_[a-z0-9]{24}\b'
paths = ["/src/**"]
min-randomness = 20

[[rule.example]]
path = "src/a.py"
text = 'TOKEN = "«acme_live_{lowernum:24}»"'

[[rule.example]]
text = 'TOKEN = "acme_live_{lowernum:24}"'
why = "in another folder"
`

// TestConfiguration wants a file's sentences to come out in the rules that run.
func TestConfiguration(t *testing.T) {
	c, err := parseConfiguration("c.toml", []byte(sampleConfig))
	if err != nil {
		t.Fatal(err)
	}
	set := map[string]*rules.Rule{}
	for _, r := range c.ruleSet() {
		set[r.ID] = r
	}
	if set["jwt"] != nil {
		t.Error("a rule that is switched off runs")
	}
	if got := set["hex-secret"].Severity; got != rules.Warning {
		t.Errorf("hex-secret has the severity %s", got)
	}
	if set["acme-token"] == nil || set["acme-badge"] == nil {
		t.Fatal("an own rule does not run")
	}
	if err := rules.Validate(c.own[:0]); err != nil {
		t.Error(err)
	}
	all := c.ruleSet()
	if all[0].ID != "acme-token" || all[len(all)-1].ID != "acme-badge" {
		t.Errorf("own errors come first and milder rules last, not %s and %s", all[0].ID, all[len(all)-1].ID)
	}
	if !isTrue(c.doc.Strict) {
		t.Error("strict is not read")
	}
	if text, failed, err := c.runExamples(new(options)); err != nil || failed > 0 {
		t.Errorf("the examples fail: %v\n%s", err, text)
	}
	if c.exampleLines[1][0] != 24 || c.exampleLines[1][1] != 28 {
		t.Errorf("the examples are said to stand on lines %v", c.exampleLines[1])
	}
}

// TestConfigurationRefused wants each mistake to be reported with its line and a
// hint.
func TestConfigurationRefused(t *testing.T) {
	for _, c := range []struct{ text, where, why, hint string }{
		{"disable = [\"jwt\",\n  \"jtw\"]", ":2:", `no rule "jtw"`, `"jwt"`},
		{"\n\nstrikt = true", ":3:", `no key "strikt"`, `"strict"`},
		{"strict = \"yes\"", ":1:", "wrong type", "true or false"},
		{"disable = \"jwt\"", ":1:", "wrong type", "a list"},
		{"[severity]\njwt = 3", ":2:", "wrong type", "warning"},
		{"[severity]\njwt = \"low\"", ":2:", `no severity "low"`, "info"},
		{"[severity]\n\nnone = \"info\"", ":3:", `no rule "none"`, "envguard rules"},
		{"format = \"yaml\"", ":1:", "yaml", "text"},
		{"[[rules]]\nid = \"a\"", ":1:", `no key "rules"`, `"rule"`},
		{"[[rule]]\nid = \"a\"\nregex = 'x'", ":3:", `no key "regex"`, `"pattern"`},
		{"[[rule]]\nid = \"a\"\nentropy = 3.5\npattern = 'x'", ":3:", `no key "entropy"`, `"min-randomness"`},
		{"[[rule]]\nid = \"a\"", ":1:", "no pattern", ""},
		{"[[rule]]\npattern = 'acme_[a-z]{9}'", ":1:", "no id", ""},
		{"[[rule]]\nid = \"jwt\"\npattern = 'acme_[a-z]{9}'", ":2:", "exists", "another id"},
		{"[[rule]]\nid = \"a\"\npattern = 'acme_[a-z]{9}'\n\n[[rule]]\npattern = '.*'\nid = \"b\"", ":6:", "empty string", "characters"},
		{"[[rule]]\nid = \"a\"\npattern = 'acme_[a-z]{9}'\nkeywords = [\"ac\"]", ":4:", "less than 3", "longer"},
		{"[[rule]]\nid = \"a\"\npattern = 'acme_[a-z]{9}'\npaths = [\"/a/\",\n\"!b\"]", ":5:", "re-including", ".envguardignore"},
		{"[[rule]]\nid = \"a\"\npattern = 'acme_[a-z]{9}'\n[[rule.example]]\ntext = '«acme'", ":5:", "not closed", ""},
		{"[[override]]\npaths = [\"/a/\"]", ":1:", "needs paths and disable", "paths ="},
		{"[[override]]\npaths = [\"**\"]\ndisable = [\"jwt\"]", ":2:", "everything", ""},
		{"[[allow]]\nvalues = [\"x\"]", ":1:", "needs a reason", "reason ="},
		{"[[allow]]\nreason = \"x\"", ":1:", "needs values or patterns", ".envguardignore"},
		{"[[allow]]\nreason = \"x\"\npatterns = ['a', '.+']", ":3:18:", "matches everything", "in common"},
		{"[[allow]]\nreason = \"x\"\npatterns = ['[a-zA-Z0-9_/+-]{8,}']", ":3:13:", "matches everything", "in common"},
		{"[[allow]]\nreason = \"x\"\npatterns = ['a*']", ":3:13:", "empty string", "in common"},
		{"[[allow]]\nreason = \"x\"\npatterns = ['(a']", ":3:13:", "compiling", ""},
		{"[[allow]]\nreason = \"x\"\nvalues = [\"\"]", ":3:11:", "empty", ""},
		{"[[allow]]\nreason = \"x\"\nvalues = [\"x\"]\nrules = [\"jtw\"]", ":4:10:", "no rule", "jwt"},
		{"[[allow]]\nreason = \"x\"\nregexes = [\"x\"]", ":3:1:", "no key", "patterns"},
		{"[[override]]\npaths = [\"/a/\"]\nseverity.jwt = \"low\"", ":3:1:", "no severity", "warning"},
		{"[[override]]\npaths = [\"/a/\"]\nseverity.jtw = \"info\"", ":3:1:", "no rule", "jwt"},
		{"[[override]]\npaths = [\"/a/\"]\nseverity.jwt = 3", ":3:", "wrong type", "warning"},
		{"disable = [\"nothing-*\"]", ":1:12:", "no rule", "fernet-*"},
		{"a = ", ":1:", "", "TOML"},
		{"strict = true\nstrict = false", ":2:", "", "TOML"},
		{"[[rule]]\nid = \"a\"\npattern = \"\\bacme_[a-z]{9}\"", ":3:", "control character", "single quotes"},
		{"disable = [" + strings.Repeat("[", 100000), ":1:", "", "TOML"},
		{"# " + strings.Repeat("x", maxConfig), "", "larger", ""},
	} {
		_, err := parseConfiguration("c.toml", []byte(c.text))
		if err == nil {
			t.Errorf("this is taken:\n%.80s", c.text)
			continue
		}
		if codeOf(err) != exitUsage || !strings.Contains(err.Error(), "c.toml"+c.where) || !strings.Contains(err.Error(), c.why) || !strings.Contains(hintOf(err), c.hint) {
			t.Errorf("the error of\n%.80s\nis %v (hint: %s), code %d; want %s %s (hint: %s)", c.text, err, hintOf(err), codeOf(err), c.where, c.why, c.hint)
		}
	}
}

// TestConfigurationCompared wants a weaker configuration to be distinguished from
// one that is as strong.
func TestConfigurationCompared(t *testing.T) {
	read := func(text string) *configuration {
		c, err := parseConfiguration("c.toml", []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	weaker := strings.NewReplacer(
		`["jwt"]`, `["jwt", "hex-secret"]`, `"warning"`, `"info"`, "strict = true", "", "{24}", "{32}", `fixtures/`, `snapshots/`,
	).Replace(sampleConfig)
	for _, c := range []struct{ old, now, want string }{
		{sampleConfig, sampleConfig, ""},
		{sampleConfig, "# nothing\n" + sampleConfig, ""},
		{"disable = [\"jwt\"]", "", ""},
		{sampleConfig, weaker, "changes what the rule acme-badge finds; changes what the rule acme-token finds; makes hex-secret a matter of severity info; " +
			"switches off acme-badge in snapshots/; switches off fernet-key in snapshots/; switches off hex-secret; takes out strict"},
		{"[[rule]]\nid = \"acme\"\npattern = 'acme_[a-z]{9}'", "disable = [\"jwt\"]", "switches off jwt; takes out the rule acme"},
		{"", "[[rule]]\nid = \"acme\"\npattern = 'acme_[a-z]{9}'\n[[override]]\npaths = [\"/a\"]\ndisable = [\"acme\", \"jwt\"]", "switches off jwt in /a"},
		{"[[rule]]\nid = \"acme\"\npattern = 'acme_[a-z]{9}'", "severity.acme = \"info\"\n[[rule]]\nid = \"acme\"\npattern = 'acme_[a-z]{9}'", "makes acme a matter of severity info"},
	} {
		now := read(c.now)
		now.compare(read(c.old))
		if got := strings.Join(now.changes, "; "); got != c.want {
			t.Errorf("it says %q, want %q", got, c.want)
		}
	}
	fresh := read("disable = [\"jwt\"]")
	fresh.compare(nil)
	if got := strings.Join(fresh.changes, "; "); got != "switches off jwt" {
		t.Errorf("of a new file it says %q", got)
	}
}

// FuzzConfiguration wants any content to be read or refused with a mistake of
// the user's, and what is read to make a working set of rules.
func FuzzConfiguration(f *testing.F) {
	f.Add([]byte(sampleConfig), "acme_live_x 123456 badge")
	f.Add([]byte("disable = [[{a=1}]]\n[severity]\n\"a.b\" = 1\n[[rule.example]]"), "")
	f.Add([]byte("[[rule]]\nid='a'\npattern='(?i)a[b-z]{1,9}cme\\d{8}'\nexample=[{text='«acme»'},{}]"), "acme12345678")
	f.Fuzz(func(t *testing.T, content []byte, line string) {
		c, err := parseConfiguration("c.toml", content)
		if err != nil {
			if code := codeOf(err); code != exitUsage {
				t.Errorf("the error %v has the code %d", err, code)
			}
			return
		}
		for _, r := range c.ruleSet() {
			if r.Lines != nil {
				cand := rules.Candidate{File: rules.NewFile("a.py", []byte(line)), Kind: rules.KindLine, End: len(line)}
				r.Lines.Check(&cand, func(rules.Match) {})
			}
		}
		if _, _, err := c.runExamples(new(options)); err != nil {
			t.Error(err)
		}
		c.compare(c)
		if len(c.changes) > 0 {
			t.Errorf("a configuration is weaker than itself: %q", c.changes)
		}
	})
}
