package judge

import (
	"bytes"
)

// A feature is something that supports or against a candidate's being a
// secret. It is present or not, or to a degree from 0 to 1.
type feature uint8

// The features.
const (
	featurePrior feature = iota // the score of a candidate without any other feature

	featureNameSecret   // api_key, client_secret, access_token
	featureNamePassword // password, passphrase
	featureNameWeak     // key, auth, salt: half of them are map keys
	featureNameNone     // a call that takes a key, a header's scheme
	featureCall         // a call that takes a key: Fernet(…), hmac.new(…)

	featureRandom15 // the first 15 bits of surprise: hardly a word
	featureRandom30 // the next 15: a generator made it
	featureRandom60 // the next 30: beyond doubt
	featureWords    // a negative surprise: labels, names and messages
	featureMixed3   // words with digits and symbols between, as people choose passwords
	featureMixed4   // in upper and lower case besides

	featureShort    // fewer than 8 characters
	featureMedium   // fewer than 12
	featureLong     // 20 to 128: what generators make
	featureVeryLong // longer: data

	featureUUID      // identifies things more often than it opens them
	featureDigits    // an account's number, a pin
	featureLetters   // a word, or a weak password
	featureHex       // a key, a checksum or an identifier
	featureHexCommit // 40 digits under a weak name: a commit's id, a PGP fingerprint
	featureHexShort  // 8 or 16 under a weak name: the id of a PGP key
	featureSymbols   // characters beyond base64's
	featureSpaces    // a sentence, or a passphrase
	featureSample    // test, example, demo: invented

	featureQuoted     // a literal
	featureComparison // == "…": rather a test for a value
	featureComment    // old or an example, but still readable
	featureEnv        // an entry of an env file
	featureNested     // a part of a string: a URL's query, JSON in code

	featureTest         // test code: invented values
	featureTestPassword // passwords of test users
	featureTestWeak     // keys of maps
	featureDoc          // documents show examples
	featureDocPassword
	featureDocWeak
	featureLocale    // translations
	featureLock      // lock files hold digests and nothing else
	featureVendored  // other people's code, which they have published
	featurePrivate   // env files and key files are where secrets are
	featureNeighbour // a digest's or a public thing's name on the same line
	featureCrowd     // one of many such values in a row: test vectors, a table, a dump

	numFeatures
)

type features [numFeatures]float64

// String returns the feature's name as explain shows it.
func (f feature) String() string {
	return [numFeatures]string{
		"prior", "name of a secret", "name of a password", "weak name", "no name", "call",
		"random, 15 bits", "random, 30 bits", "random, 60 bits", "words", "three classes", "four classes",
		"shorter than 8", "shorter than 12", "length", "longer than 128",
		"UUID", "digits only", "letters only", "hexadecimal", "as long as a commit's id", "as long as a PGP key's id", "symbols", "spaces", "a sample by its words",
		"quoted", "comparison", "comment", "env file's entry", "inside a string",
		"test", "password in a test", "weak name in a test", "document", "password in a document", "weak name in a document",
		"translation", "lock file", "vendored", "private file", "digest on the line", "many such values around",
	}[f]
}

// hasSampleWord reports whether a word in v says that it was invented.
func hasSampleWord(v []byte) bool {
	lower := bytes.ToLower(v)
	for _, w := range [...]string{"test", "example", "demo", "sample", "dummy", "fake", "foo", "bar", "mock", "hello", "world", "default", "secret", "passw", "token", "admin", "user"} {
		if bytes.Contains(lower, []byte(w)) {
			return true
		}
	}
	return false
}
