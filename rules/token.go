package rules

// A Keyed secret is one that its provider gave no prefix: so many digits or
// letters, and the provider's name next to them. A great deal has that form by
// chance, so that all of these are asked for: the exact form, the name of a
// secret, a word that is the provider's, and the randomness of a generator.
type Keyed struct {
	// Words are the provider's, in lower case and without separators:
	// "newrelic" is found in NEW_RELIC_KEY, newRelicKey and new-relic.
	Words []string
	// Names, if set, limit the names that are taken to those that end in one
	// of them, written as letters and digits in lower case: "licensekey". It
	// replaces the general judgment of names.
	Names    []string
	Alphabet func(byte) bool
	Min, Max int                // length of the value
	Valid    func([]byte) Proof // nil: the form is all there is
	Score    float64            // 0: 0.85
	Message  string             // what it is and what it gives
}

// A Token is a secret that its provider made easy to say: a prefix, an
// alphabet, a length, and often a checksum.
type Token struct {
	Prefix   string
	Alphabet func(byte) bool          // of the part behind the prefix
	Min, Max int                      // length of that part in bytes
	Valid    func(token []byte) Proof // nil: the form is all there is
	Score    float64                  // 0: 0.95
	Message  string                   // what it is and what it gives
}

// A Proof is how much a token's structure says.
type Proof uint8

// The proofs.
const (
	Refuted Proof = iota // the structure is wrong: no token
	Doubted              // the checksum is wrong: a typing error, or made up
	Formal               // the form is right, and that is all that can be checked
	Proved               // a checksum or a signature in the form says that it is one
)
