//go:build !fit

package rules

// observe is where rules/fit listens. It does nothing in the program.
func observe(*Candidate, *features) {}
