package provider

import (
	"bytes"
	"strings"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// particleTokenRule finds Particle access tokens.
var particleTokenRule = &rules.Rule{
	ID:       "particle-token",
	Title:    "Particle access token",
	Doc:      `An access token of the Particle cloud: 40 hexadecimal digits beside an address of api.particle.io, or under a name that says Particle. It reads and controls its user's devices.`,
	Fix:      "Delete the token at https://docs.particle.io/reference/cloud-apis/api/#delete-an-access-token and read the new one from the environment.",
	Source:   "https://docs.particle.io/reference/cloud-apis/api/#authentication",
	Severity: rules.Error,
	Kinds:    judge.KeyedKinds | rules.KindToken,
	Keywords: []string{"particle", "bearer", "access"},
	Run:      40,
	Solid:    true,
	Check:    checkParticle,
	Examples: []rules.Example{
		{Path: "led.sh", Text: "curl https://api.particle.io/v1/devices -d access_token=«{hex:40}»\n", Why: "beside the address"},
		{Path: ".env", Text: "PARTICLE_ACCESS_TOKEN=«{hex:40}»\n", Why: "by its name"},
		{Path: "a.md", Text: "PARTICLE_ACCESS_TOKEN={repeat:0:40}\n", Why: "filler"},
		{Path: "b.sh", Text: "curl https://acme.io/v1/devices -d version={hex:40}\n", Why: "another address"},
	},
}

func checkParticle(c *rules.Candidate) (rules.Match, bool) {
	v := c.Value()
	sub := *c
	if i := bytes.LastIndexByte(v, '='); i >= 0 && c.Kind&rules.KindToken != 0 {
		sub.Start, sub.Key = c.Start+i+1, string(v[:i])
		v = sub.Value()
	}
	if len(v) != 40 || !alphabet.All(v, alphabet.LowerHex) {
		return rules.Match{}, false
	}
	named := judge.SaysWord(c.Key, "particle") && judge.SecretKind(c) >= judge.NameWeak
	beside := judge.Near(c, "api.particle.io", 300) && (strings.HasSuffix(alphabet.Letters(sub.Key), "accesstoken") || bytes.HasSuffix(bytes.ToLower(c.Before(7)), []byte("bearer ")))
	if !c.GateText("name, or beside the address", named || beside, "") || !c.GateText("random", judge.Generated(v) && judge.FillerReason(v) == "", "") {
		return rules.Match{}, false
	}
	return rules.Match{Start: sub.Start, End: sub.End, Score: judge.InFile(c, 0.85), Remedy: rules.FromEnv, Message: "Particle access token: controls devices"}, true
}
