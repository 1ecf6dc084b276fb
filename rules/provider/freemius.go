package provider

import (
	"bytes"
	"path"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// freemiusSecretKeyRule finds a Freemius secret key.
var freemiusSecretKeyRule = &rules.Rule{
	ID:       "freemius-secret-key",
	Title:    "Freemius secret key",
	Doc:      "The secret key of a Freemius plugin or developer (sk_ and 29 printable characters) under the name secret_key, as in PHP. It reads and changes licenses and payments. It never belongs into a plugin, which carries only the public key.",
	Fix:      "Reset the keys under Settings, Keys of the product at https://dashboard.freemius.com and take the secret out of the plugin.",
	Source:   "https://freemius.com/help/documentation/wordpress-sdk/integrating-freemius-sdk/",
	Severity: rules.Error,
	Kinds:    judge.KeyedKinds,
	Keywords: []string{"secret", "freemius"},
	Check:    checkFreemius,
	Examples: []rules.Example{
		{Path: "plugin.php", Text: "fs_dynamic_init( array( 'public_key' => 'pk_{hex:29}', 'secret_key' => '«sk_{symbols:29}»' ) );\n", Why: "a plugin"},
		{Path: "a.php", Text: "'secret_key' => 'sk_{repeat:x:29}',\n", Why: "filler"},
		{Path: "b.py", Text: "secret_key = \"sk_{alnum:29}\"\n", Why: "another language"},
	},
}

// checkFreemius takes 'secret_key' => 'sk_…' of PHP.
func checkFreemius(c *rules.Candidate) (rules.Match, bool) {
	v := c.Value()
	if len(v) != 32 || !bytes.HasPrefix(v, []byte("sk_")) || alphabet.Letters(c.Key) != "secretkey" || !alphabet.All(v, isPrintable) {
		return rules.Match{}, false
	}
	if !c.GateText("PHP, or Freemius near", path.Ext(c.File.Path) == ".php" || judge.Near(c, "freemius", 600), "") {
		return rules.Match{}, false
	}
	return judge.JudgeBeside(c, 0.95, len("sk_"), "Freemius secret key")
}
