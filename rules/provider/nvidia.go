package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// nvidiaKeyRule finds NVIDIA API keys.
var nvidiaKeyRule = &rules.Rule{
	ID:       "nvidia-key",
	Title:    "NVIDIA API key",
	Doc:      `An API key of NVIDIA's catalogue or of NGC (nvapi-). It runs models and pulls containers in the name of its organization.`,
	Fix:      "Delete the key at https://org.ngc.nvidia.com/setup/api-keys and read the new one from the environment.",
	Source:   "https://docs.nvidia.com/ngc/gpu-cloud/ngc-user-guide/index.html",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "nvapi-", Alphabet: alphabet.AlnumDash, Min: 60, Max: 70, Message: "NVIDIA API key: runs models and pulls containers"}},
	Examples: []rules.Example{
		{Path: ".env", Text: "NVIDIA_API_KEY=«nvapi-{alnum:63}A»\n", Why: "by its form"},
	},
}

// ngcKeyRule finds NVIDIA NGC API keys.
var ngcKeyRule = &rules.Rule{
	ID:       "ngc-key",
	Title:    "NVIDIA NGC API key",
	Doc:      `An API key of NVIDIA NGC in its older form, 84 characters of base64, under a name that says NGC.`,
	Fix:      "Delete the key at https://org.ngc.nvidia.com/setup/api-keys and read the new one from the environment.",
	Source:   "https://docs.nvidia.com/ngc/gpu-cloud/ngc-user-guide/index.html",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"ngc"}, Alphabet: alphabet.Alnum, Min: 84, Max: 84, Message: "NVIDIA NGC API key: pulls containers and models"}},
	Examples: []rules.Example{
		{Path: "client.ts", Text: "const ngcApiKey = '«{alnum:84}»';\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{alnum:84}\"\n", Why: "another name"},
		{Path: "client.py", Text: "ngc_revision = \"{alnum:84}\"\n", Why: "a revision's name"},
	},
}
