package provider

import (
	"bytes"
	"encoding/base64"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// pypiTokenRule finds PyPI API tokens.
var pypiTokenRule = &rules.Rule{
	ID:       "pypi-token",
	Title:    "PyPI API token",
	Doc:      `An API token of the Python Package Index, pypi.org: a macaroon in base64 that names the index. It uploads releases of its owner's projects. What does not decode to a whole macaroon is not reported.`,
	Fix:      "Delete the token at https://pypi.org/manage/account/token/ and read the new one from the environment.",
	Source:   "https://pypi.org/help/#apitoken",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "pypi-AgEIcHlwaS5vcmc", Alphabet: alphabet.AlnumDash, Min: 50, Max: 1000, Valid: PypiMacaroon, Message: "PyPI API token: uploads releases of its owner's projects"}},
	Examples: []rules.Example{
		{Path: ".pypirc", Text: "[pypi]\nusername = __token__\npassword = «{pypi:pypi.org}»\n", Why: "a configuration"},
		{Path: "config.yml", Text: "pypi_token: «{pypi:pypi.org}»\n", Why: "by its form"},
		{Path: "b.txt", Text: "pypi-AgEIcHlwaS5vcmc{alnum:120}\n", Why: "no macaroon"},
	},
}

// testpypiTokenRule finds TestPyPI API tokens.
var testpypiTokenRule = &rules.Rule{
	ID:       "testpypi-token",
	Title:    "TestPyPI API token",
	Doc:      `An API token of test.pypi.org. It uploads releases to the index for tests, from which nobody installs: a warning.`,
	Fix:      "Delete the token at https://test.pypi.org/manage/account/token/ and read the new one from the environment.",
	Source:   "https://packaging.python.org/en/latest/guides/using-testpypi/",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "pypi-AgENdGVzdC5weXBpLm9yZ", Alphabet: alphabet.AlnumDash, Min: 50, Max: 1000, Valid: PypiMacaroon, Score: 0.65, Message: "TestPyPI API token"}},
	Examples: []rules.Example{
		{Path: "deploy.sh", Text: "export TEST_PYPI_TOKEN=«{pypi:test.pypi.org}»\n", Why: "by its form"},
	},
}

// PypiMacaroon verifies that the token decodes to a macaroon of version 2: a
// location, an identifier, caveats, and a signature of 32 bytes at the end.
func PypiMacaroon(token []byte) rules.Proof {
	m, err := base64.RawURLEncoding.DecodeString(string(token[len("pypi-"):]))
	if err != nil || len(m) < 40 || m[0] != 2 {
		return rules.Refuted
	}
	m = m[1:]
	// field takes the field of the kind off m.
	field := func(kind byte) ([]byte, bool) {
		if len(m) < 2 || m[0] != kind {
			return nil, false
		}
		n, size := int(m[1]), 2
		if n >= 0x80 { // a length of two bytes
			if len(m) < 3 || m[2] >= 0x80 {
				return nil, false
			}
			n, size = n&0x7f|int(m[2])<<7, 3
		}
		if n > len(m)-size {
			return nil, false
		}
		value := m[size : size+n]
		m = m[size+n:]
		return value, true
	}
	location, ok := field(1)
	if !ok || !bytes.HasSuffix(location, []byte("pypi.org")) {
		return rules.Refuted
	}
	for section := 0; ; section++ {
		if _, ok := field(2); !ok {
			if section == 0 || len(m) == 0 || m[0] != 0 {
				return rules.Refuted
			}
			m = m[1:]
			break
		}
		if _, ok := field(4); ok {
			return rules.Refuted // no caveat of a third party
		}
		if len(m) == 0 || m[0] != 0 {
			return rules.Refuted
		}
		m = m[1:]
	}
	if signature, ok := field(6); !ok || len(signature) != 32 || len(m) != 0 {
		return rules.Refuted
	}
	return rules.Proved
}
