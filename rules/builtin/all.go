// Package builtin lists the rules that come with envguard.
package builtin

import (
	"slices"
	"sync"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/envfile"
	"github.com/envguard/envguard/rules/generic"
	"github.com/envguard/envguard/rules/judge"
	"github.com/envguard/envguard/rules/provider"
)

// All returns the rules, the most specific first: where the spans of two
// findings overlap, the earlier rule has them. The rules must not be changed.
func All() []*rules.Rule { return slices.Clone(all()) }

var all = sync.OnceValue(func() []*rules.Rule {
	list := []*rules.Rule{
		// Env files and the repository.
		envfile.EnvNotIgnored,
		envfile.EnvTracked,
		envfile.ExampleMissing,
		envfile.ExampleDrift,
		envfile.EnvDialect,
		envfile.EnvDuplicateKey,
		envfile.EnvEncoding,
		envfile.EnvInvalidLine,
		envfile.EnvQuoteUnclosed,
		envfile.FernetKeyInvalid,
		envfile.WeakKey,
		// Example files.
		envfile.ExampleSecret,
	}
	// Providers.
	list = append(list, provider.All()...)
	list = append(list,
		// Shapes.
		generic.PrivateKey,
		generic.BareKey,
		generic.JwkPrivate,
		generic.JwtRule,
		generic.BasicAuth,
		generic.FernetToken,
		generic.FernetKey,
		generic.LaravelAppKey,
		generic.DjangoSecretKey,
		generic.RailsMasterKey,
		generic.ConnectionURL,
		generic.BearerToken,
		generic.SessionCookie,
		generic.ByteArray,
		generic.HexSecret,
		generic.UrlsafeSecret,
		// Names.
		generic.AssignedSecret,
	)
	judge.Complete(list...)
	return list
})

// ByID returns the rule with that ID, or nil.
func ByID(id string) *rules.Rule {
	for _, r := range all() {
		if r.ID == id {
			return r
		}
	}
	return nil
}
