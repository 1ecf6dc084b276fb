package provider

import (
	"bytes"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// dockerPATRule finds a Docker personal access token.
var dockerPATRule = &rules.Rule{
	ID:       "docker-pat",
	Title:    "Docker personal access token",
	Doc:      "A personal access token of Docker Hub (dckr_pat_ and 27 characters). It pulls and, if it may, pushes the person's images.",
	Fix:      "Delete it at https://app.docker.com/settings/personal-access-tokens and read the new one from the environment.",
	Source:   "https://docs.docker.com/security/access-tokens/",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "dckr_pat_", Alphabet: alphabet.AlnumDash, Min: 27, Max: 27, Message: "Docker personal access token"}},
	Examples: []rules.Example{
		{Path: "push.sh", Text: "echo «dckr_pat_{urlsafe:27}» | docker login -u acme --password-stdin\n", Why: "a login"},
	},
}

// dockerOrganizationTokenRule finds a Docker organization access token.
var dockerOrganizationTokenRule = &rules.Rule{
	ID:       "docker-organization-token",
	Title:    "Docker organization access token",
	Doc:      "An access token of an organization at Docker Hub (dckr_oat_ and 32 characters or more). It pulls and, if it may, pushes the organization's images.",
	Fix:      "Delete it under Access tokens of the organization at https://app.docker.com/admin and read the new one from the environment.",
	Source:   "https://docs.docker.com/enterprise/security/access-tokens/",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "dckr_oat_", Alphabet: alphabet.AlnumDash, Min: 32, Max: 48, Message: "Docker organization access token"}},
	Examples: []rules.Example{
		{Path: "push.sh", Text: "docker login -u acme -p «dckr_oat_{urlsafe:32}»\n", Why: "a login"},
	},
}

// dockerSwarmTokenRule finds a Docker Swarm token or key.
var dockerSwarmTokenRule = &rules.Rule{
	ID:       "docker-swarm-token",
	Title:    "Docker Swarm token or key",
	Doc:      "The token with which a machine joins a Docker Swarm (SWMTKN-1-), or the key that unlocks its managers (SWMKEY-1-). A manager's token gives the whole cluster with its secrets.",
	Fix:      "Run docker swarm join-token --rotate worker (and manager), or docker swarm unlock-key --rotate.",
	Source:   "https://docs.docker.com/engine/swarm/join-nodes/",
	Severity: rules.Error,
	Binary:   true,
	Tokens: []rules.Token{
		{Prefix: "SWMTKN-1-", Alphabet: alphabet.AlnumDash, Min: 74, Max: 80, Message: "Docker Swarm join token"},
		{Prefix: "SWMKEY-1-", Alphabet: alphabet.StdBase64, Min: 43, Max: 44, Message: "Docker Swarm unlock key"},
	},
	Examples: []rules.Example{
		{Path: "join.sh", Text: "docker swarm join --token «SWMTKN-1-{lowernum:50}-{lowernum:25}» 10.0.0.1:2377\n", Why: "a worker"},
	},
}

// dockerconfigAuthRule finds a Docker registry login.
var dockerconfigAuthRule = &rules.Rule{
	ID:       "dockerconfig-auth",
	Title:    "Docker registry login",
	Doc:      "A login of a container registry as docker login writes it (config.json, .dockerconfigjson): the auth member is base64 of user and password. It pulls and often pushes images.",
	Fix:      "Change the password or delete the token at the registry, and use a credential helper (https://docs.docker.com/reference/cli/docker/login/#credential-stores).",
	Source:   "https://docs.docker.com/reference/cli/docker/login/",
	Severity: rules.Error,
	Kinds:    judge.KeyedKinds,
	Keywords: []string{"auth", "auths"},
	Check:    checkDockerAuth,
	Examples: []rules.Example{
		{Path: "config.json", Text: "{\"auths\": {\"https://index.docker.io/v1/\": {\"auth\": \"«{b64of:acme:{alnum:20}}»\"}}}\n", Why: "a login"},
		{Path: "dockercfg", Text: "{\n  \"https://registry.acme.io/v1/\": {\n    \"auth\": \"«{b64of:jo:{alnum:9}\n}»\"\n  }\n}\n", Why: "an old file, made with echo"},
		{Path: "a.json", Text: "{\"auths\": {\"ghcr.io\": {\"auth\": \"{b64of:user:password}\"}}}\n", Why: "a sample"},
		{Path: "b.json", Text: "{\"auth\": \"{b64:24}\"}\n", Why: "no user in it"},
	},
}

// checkDockerAuth takes the auth member of a registry's login: base64 of user
// and password.
func checkDockerAuth(c *rules.Candidate) (rules.Match, bool) {
	v := c.Value()
	if alphabet.Letters(c.Key) != "auth" || len(v) < 12 || len(v) > 4096 || !alphabet.All(v, alphabet.StdBase64) {
		return rules.Match{}, false
	}
	user, password, ok := judge.DecodeLogin(v)
	if !c.GateText("user and password", ok && len(user) > 0 && len(password) >= 6, "") {
		return rules.Match{}, false
	}
	if !c.GateText("a registry's login", judge.Near(c, "auths", 600) || bytes.Contains(c.Before(120), []byte("://")) || judge.Near(c, ".io", 120), "") {
		return rules.Match{}, false
	}
	verdict := judge.Judge("password", password)
	if !c.GateText("not a placeholder", verdict.Kind == judge.Real && judge.FillerReason(password) == "", verdict.Reason) {
		return rules.Match{}, false
	}
	score := judge.InFile(c, 0.9)
	return rules.Match{Start: c.Start, End: c.End, Score: score, Remedy: rules.Manual, Message: "container registry login: user and password in base64"}, true
}

func isPrintable(c byte) bool { return c > ' ' && c < 0x7f }
