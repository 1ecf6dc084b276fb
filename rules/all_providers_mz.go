package rules

// providersMZ are the rules of providers whose name begins with M to Z, by
// provider.
func providersMZ() []*Rule {
	return []*Rule{}
}
