package scanner

import (
	"strings"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/judge"
)

// columnValues is how many different values of one shape under one name make a
// column of data: no program has so many keys, but a table has so many rows.
const columnValues = 10

// markColumns makes warnings of errors that are a column of data: many different
// values of the same length, in hexadecimal digits, under a name that ends in
// "key" and says no more, in one file or in many. Such are the identifiers of
// records. What a name calls an API key, a token or a password stays an error,
// however many there are.
func markColumns(fs []Finding) {
	type column struct {
		name   string
		length int
	}
	values := map[column]map[string]bool{}
	of := func(f *Finding) (column, bool) {
		if f.Severity != rules.Error || !isGeneric(f.Rule) || !isHexRow(f.Secret.value) || !endsInKey(f.Key) || judge.SecretName(f.Key) {
			return column{}, false
		}
		return column{f.Key, f.Secret.Len()}, true
	}
	for i := range fs {
		if c, ok := of(&fs[i]); ok {
			if values[c] == nil {
				values[c] = map[string]bool{}
			}
			values[c][fs[i].Secret.value] = true
		}
	}
	for i := range fs {
		if c, ok := of(&fs[i]); ok && len(values[c]) >= columnValues {
			f := &fs[i]
			f.Severity = rules.Warning
			f.Score = min(f.Score, columnScore)
			f.Message += ", one of many such values, as a column of data has them"
		}
	}
}

// columnScore is the most that a value in a column has: a warning.
const columnScore = 0.66

// isGeneric reports whether a rule judges values by their names alone.
func isGeneric(r *rules.Rule) bool {
	switch r.ID {
	case "hex-secret", "urlsafe-secret", "assigned-secret":
		return true
	}
	return false
}

// isHexRow reports whether s is 16 and more hexadecimal digits, possibly with the
// dashes of a UUID.
func isHexRow(s string) bool {
	return len(s) >= 16 && strings.Trim(s, "0123456789abcdefABCDEF-") == ""
}

// endsInKey accepts gateway_key, gatewayKey and keys.
func endsInKey(name string) bool {
	name = strings.ToLower(strings.TrimRight(name, "\"'`"))
	return strings.HasSuffix(name, "key") || strings.HasSuffix(name, "keys")
}
