//go:build fit

package judge

import "github.com/envguard/envguard/rules"

// Observe, if set, gets the features of every candidate that the generic
// rules estimate. It is how rules/fit learns; calls may be concurrent.
var Observe func(c *rules.Candidate, features []float64)

func observe(c *rules.Candidate, fs *features) {
	if Observe != nil {
		Observe(c, fs[:])
	}
}

// Features returns the names of the features, the weights that were set by
// hand, and those in use.
func Features() (names []string, hand, used []float64) {
	for f := range numFeatures {
		names, hand, used = append(names, f.String()), append(hand, handWeights[f]), append(used, weights[f])
	}
	return names, hand, used
}

// handWeights are what someone would guess who knows what the features are
// for. Fitting moves away from them only as far as the data insists.
var handWeights = [numFeatures]float64{
	featurePrior: -2.2,

	featureNameSecret:   2.6,
	featureNamePassword: 2.6,
	featureNameWeak:     1.2,
	featureNameNone:     1.2,
	featureCall:         1.5,

	featureRandom15: 1.2,
	featureRandom30: 1.2,
	featureRandom60: 0.3,
	featureWords:    -3.2,
	featureMixed3:   0.9,
	featureMixed4:   1.2,

	featureShort:    -1.6,
	featureMedium:   -0.5,
	featureLong:     0.5,
	featureVeryLong: -1,

	featureUUID:      -1.5,
	featureDigits:    -1,
	featureLetters:   -1,
	featureHexCommit: -1.2,
	featureHexShort:  -2,
	featureSpaces:    -1,
	featureSample:    -0.5,

	featureQuoted:     0.2,
	featureComparison: -0.8,
	featureComment:    -0.4,
	featureNested:     -0.3,

	featureTest:         -2,
	featureTestPassword: -0.5,
	featureTestWeak:     -0.5,
	featureDoc:          -2,
	featureDocPassword:  -0.5,
	featureDocWeak:      -0.5,
	featureLocale:       -5,
	featureLock:         -9,
	featureVendored:     -2.5,
	featurePrivate:      0.8,
	featureNeighbour:    -3,
	featureCrowd:        -3,
}
