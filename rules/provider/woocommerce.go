package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// woocommerceSecretRule finds WooCommerce consumer secrets.
var woocommerceSecretRule = &rules.Rule{
	ID:       "woocommerce-secret",
	Title:    "WooCommerce consumer secret",
	Doc:      `The consumer secret of WooCommerce's API (cs_ and 40 hexadecimal digits). With the consumer key (ck_) it reads customers and orders and changes the shop.`,
	Fix:      "Revoke the key in WooCommerce, under Settings, Advanced, REST API, and read the new one from the environment.",
	Source:   "https://woocommerce.github.io/woocommerce-rest-api-docs/#authentication",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "cs_", Alphabet: alphabet.LowerHex, Min: 40, Max: 40, Message: "WooCommerce consumer secret: reads orders and changes the shop"}},
	Examples: []rules.Example{
		{Path: "client.rb", Text: "woocommerce_consumer_secret = \"«cs_{hex:40}»\"\n", Why: "by its form"},
		{Path: "b.js", Text: "const session = 'cs_test_{alnum:58}';\n", Why: "an identifier of Stripe's checkout"},
	},
}
