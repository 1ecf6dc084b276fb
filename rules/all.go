package rules

// All returns the rules, the most specific first: where the spans of two
// findings overlap, the earlier rule has them. The rules must not be changed.
func All() []*Rule {
	all := []*Rule{
		// Env files and the repository.
		envNotIgnored,
		envTracked,
		exampleMissing,
		exampleDrift,
		envDialect,
		envDuplicateKey,
		envInvalidLine,
		envQuoteUnclosed,
		weakKey,
		// Example files.
		exampleSecret,
	}
	// Providers.
	all = append(all, Providers()...)
	return append(all,
		// Shapes.
		privateKey,
		bareKey,
		jwkPrivate,
		jwtRule,
		basicAuth,
		fernetToken,
		fernetKey,
		laravelAppKey,
		djangoSecretKey,
		railsMasterKey,
		connectionURL,
		bearerToken,
		sessionCookie,
		byteArray,
		hexSecret,
		urlsafeSecret,
		// Names.
		assignedSecret,
	)
}

// Providers returns those of [All] that know the tokens of one provider, by
// provider. The rules must not be changed.
func Providers() []*Rule { return append(providersAL(), providersMZ()...) }

// ByID returns the rule with that ID, or nil.
func ByID(id string) *Rule {
	for _, r := range All() {
		if r.ID == id {
			return r
		}
	}
	return nil
}
