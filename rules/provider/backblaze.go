package provider

import (
	"bytes"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// backblazeApplicationKeyRule finds a Backblaze application key.
var backblazeApplicationKeyRule = &rules.Rule{
	ID:       "backblaze-application-key",
	Title:    "Backblaze application key",
	Doc:      "An application key of Backblaze B2: K00, a digit and 27 characters of base64 under a name that says Backblaze or B2. It reads and writes the buckets that it was given.",
	Fix:      "Delete the key at https://secure.backblaze.com/app_keys.htm and read the new one from the environment.",
	Source:   "https://www.backblaze.com/docs/cloud-storage-application-keys",
	Severity: rules.Error,
	Keywords: []string{"backblaze", "application", "appkey"},
	Keyed:    []rules.Keyed{{Words: []string{"backblaze", "b2"}, Alphabet: alphabet.StdBase64, Min: 31, Max: 31, Valid: backblazeKey, Message: "Backblaze application key"}},
	Examples: []rules.Example{
		{Path: ".env.backup", Text: "BACKBLAZE_APPLICATION_KEY=«K005{alnum:27}»\n", Why: "restic"},
	},
}

func backblazeKey(v []byte) rules.Proof {
	if !bytes.HasPrefix(v, []byte("K00")) || !alphabet.Digit(v[3]) {
		return rules.Refuted
	}
	return rules.Formal
}
