package provider

import (
	"bytes"
	"hash/crc32"
	"strconv"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// gitlabPATRule finds a GitLab access token.
var gitlabPATRule = &rules.Rule{
	ID:       "gitlab-pat",
	Title:    "GitLab access token",
	Doc:      "An access token of a person, project or group at GitLab (glpat-). It does what its scopes say, often everything the person may. Routable tokens, which are longer and hold dots, carry their length and a CRC-32; where the sum is wrong they are not reported.",
	Fix:      "Revoke it at https://gitlab.com/-/user_settings/personal_access_tokens (or under Settings, Access tokens of the project or group) and read the new one from the environment.",
	Source:   "https://docs.gitlab.com/security/tokens/",
	Severity: rules.Error,
	Binary:   true,
	Tokens: []rules.Token{
		{Prefix: "glpat-", Alphabet: alphabet.TokenDot, Min: 37, Max: 310, Valid: gitlabRoutable, Message: "GitLab access token, routable"},
		{Prefix: "glpat-", Alphabet: alphabet.AlnumDash, Min: 20, Max: 22, Message: "GitLab access token"},
	},
	Examples: []rules.Example{
		{Path: "ci.yml", Text: "variables:\n  TOKEN: «glpat-{alnum:20}»\n", Why: "a personal token"},
		{Path: "ci2.yml", Text: "variables:\n  TOKEN: «{crc:gitlab:glpat-}»\n", Why: "a routable token"},
		{Path: "b2.md", Text: "--header \"PRIVATE-TOKEN: glpat-your-access-token-goes-here\"\n", Why: "words"},
	},
}

// gitlabDeployTokenRule finds a GitLab deploy token.
var gitlabDeployTokenRule = &rules.Rule{
	ID:       "gitlab-deploy-token",
	Title:    "GitLab deploy token",
	Doc:      "A deploy token of a GitLab project or group (gldt-). It reads code, packages or images, or publishes them, as its scopes say.",
	Fix:      "Revoke it under Settings, Repository, Deploy tokens and read the new one from the environment (https://docs.gitlab.com/user/project/deploy_tokens/).",
	Source:   "https://docs.gitlab.com/user/project/deploy_tokens/",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "gldt-", Alphabet: alphabet.AlnumDash, Min: 20, Max: 22, Valid: judge.GeneratedBody, Message: "GitLab deploy token"}},
	Examples: []rules.Example{
		{Path: "deploy.sh", Text: "docker login -u gitlab+deploy-token-1 -p «gldt-{alnum:20}» registry.gitlab.com\n", Why: "a deploy token"},
		{Path: "c.html", Text: "<div class=\"gldt-widget-container-for-the-user\">\n", Why: "a class that begins alike"},
	},
}

// gitlabRunnerTokenRule finds a GitLab runner token.
var gitlabRunnerTokenRule = &rules.Rule{
	ID:       "gitlab-runner-token",
	Title:    "GitLab runner token",
	Doc:      "The authentication token of a GitLab runner (glrt-, glrtr-). It takes jobs in the runner's place and reads their variables.",
	Fix:      "Reset it under Settings, CI/CD, Runners (https://docs.gitlab.com/security/tokens/#runner-authentication-tokens) and register the runner again.",
	Source:   "https://docs.gitlab.com/security/tokens/",
	Severity: rules.Error,
	Binary:   true,
	Tokens: []rules.Token{
		{Prefix: "glrt-", Alphabet: alphabet.TokenDot, Min: 37, Max: 310, Valid: gitlabRoutable, Message: "GitLab runner token, routable"},
		{Prefix: "glrt-", Alphabet: alphabet.AlnumDash, Min: 20, Max: 30, Valid: judge.GeneratedBody, Message: "GitLab runner token"},
		{Prefix: "glrtr-", Alphabet: alphabet.AlnumDash, Min: 20, Max: 30, Message: "GitLab runner token"},
	},
	Examples: []rules.Example{
		{Path: "config.toml", Text: "token = \"«glrt-{alnum:20}»\"\n", Why: "a runner's token"},
	},
}

// gitlabRunnerRegistrationTokenRule finds a GitLab runner registration token.
var gitlabRunnerRegistrationTokenRule = &rules.Rule{
	ID:       "gitlab-runner-registration-token",
	Title:    "GitLab runner registration token",
	Doc:      "A token that registers runners at GitLab (GR1348941). Whoever has it adds a runner, which gets jobs and their variables.",
	Fix:      "Reset it under Settings, CI/CD, Runners, and use runner authentication tokens (https://docs.gitlab.com/ci/runners/new_creation_workflow/).",
	Source:   "https://docs.gitlab.com/security/tokens/",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "GR1348941", Alphabet: alphabet.AlnumDash, Min: 20, Max: 22, Message: "GitLab runner registration token"}},
	Examples: []rules.Example{
		{Path: "reg.sh", Text: "gitlab-runner register --registration-token «GR1348941{alnum:20}»\n", Why: "a registration"},
	},
}

// gitlabCIJobTokenRule finds a GitLab CI job token.
var gitlabCIJobTokenRule = &rules.Rule{
	ID:       "gitlab-ci-job-token",
	Title:    "GitLab CI job token",
	Doc:      "The token of a CI job of GitLab (glcbt-). It lives as long as its job, so that it is a warning.",
	Fix:      "Wait until the job ends; keep job logs and caches out of the repository.",
	Source:   "https://docs.gitlab.com/ci/jobs/ci_job_token/",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "glcbt-", Alphabet: alphabet.TokenDot, Min: 20, Max: 90, Score: 0.6, Message: "GitLab CI job token, which lives as long as its job"}},
	Examples: []rules.Example{
		{Path: "job.log.txt", Text: "CI_JOB_TOKEN=«glcbt-64_{alnum:20}»\n", Why: "a log"},
	},
}

// gitlabTriggerTokenRule finds a GitLab pipeline trigger token.
var gitlabTriggerTokenRule = &rules.Rule{
	ID:       "gitlab-trigger-token",
	Title:    "GitLab pipeline trigger token",
	Doc:      "A pipeline trigger token of GitLab (glptt- and 40 hexadecimal digits). It starts pipelines of the project as its owner.",
	Fix:      "Revoke it under Settings, CI/CD, Pipeline trigger tokens (https://docs.gitlab.com/ci/triggers/).",
	Source:   "https://docs.gitlab.com/ci/triggers/",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "glptt-", Alphabet: alphabet.AlnumDash, Min: 20, Max: 40, Message: "GitLab pipeline trigger token"}},
	Examples: []rules.Example{
		{Path: "trig.sh", Text: "curl -F token=«glptt-{hex:40}» https://gitlab.com/api/v4/projects/1/trigger/pipeline\n", Why: "a trigger"},
	},
}

// gitlabFeedTokenRule finds a GitLab feed token.
var gitlabFeedTokenRule = &rules.Rule{
	ID:       "gitlab-feed-token",
	Title:    "GitLab feed token",
	Doc:      "The feed token of a GitLab user (glft-). It reads the user's feeds and calendars, with titles of private projects.",
	Fix:      "Reset it at https://gitlab.com/-/user_settings/personal_access_tokens under Feed token.",
	Source:   "https://docs.gitlab.com/security/tokens/",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "glft-", Alphabet: alphabet.AlnumDash, Min: 20, Max: 80, Valid: judge.GeneratedBody, Message: "GitLab feed token"}},
	Examples: []rules.Example{
		{Path: "feed.txt", Text: "https://gitlab.com/acme.atom?feed_token=«glft-{alnum:20}»\n", Why: "a feed"},
	},
}

// gitlabIncomingMailTokenRule finds a GitLab incoming mail token.
var gitlabIncomingMailTokenRule = &rules.Rule{
	ID:       "gitlab-incoming-mail-token",
	Title:    "GitLab incoming mail token",
	Doc:      "The incoming mail token of a GitLab user (glimt-). Whoever has it opens issues by mail in the user's name.",
	Fix:      "Reset it at https://gitlab.com/-/user_settings/personal_access_tokens under Incoming email token.",
	Source:   "https://docs.gitlab.com/security/tokens/",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "glimt-", Alphabet: alphabet.AlnumDash, Min: 20, Max: 30, Message: "GitLab incoming mail token"}},
	Examples: []rules.Example{
		{Path: "mail.yml", Text: "token: «glimt-{alnum:25}»\n", Why: "a form"},
	},
}

// gitlabAgentTokenRule finds a GitLab agent token.
var gitlabAgentTokenRule = &rules.Rule{
	ID:       "gitlab-agent-token",
	Title:    "GitLab agent token",
	Doc:      "The token of a GitLab agent for Kubernetes or of workspaces (glagent-, glwt-). It connects to GitLab in the agent's place and receives its configuration.",
	Fix:      "Revoke it under Operate, Kubernetes clusters, and register the agent again (https://docs.gitlab.com/user/clusters/agent/work_with_agent/).",
	Source:   "https://docs.gitlab.com/security/tokens/",
	Severity: rules.Error,
	Binary:   true,
	Tokens: []rules.Token{
		{Prefix: "glagent-", Alphabet: alphabet.AlnumDash, Min: 40, Max: 70, Message: "GitLab agent token"},
		{Prefix: "glwt-", Alphabet: alphabet.AlnumDash, Min: 20, Max: 70, Valid: judge.GeneratedBody, Message: "GitLab workspace token"},
	},
	Examples: []rules.Example{
		{Path: "agent.yaml", Text: "config:\n  token: «glagent-{alnum:50}»\n", Why: "Helm values"},
	},
}

// gitlabOAuthAppSecretRule finds a GitLab OAuth application secret.
var gitlabOAuthAppSecretRule = &rules.Rule{
	ID:       "gitlab-oauth-app-secret",
	Title:    "GitLab OAuth application secret",
	Doc:      "The secret of an OAuth application at GitLab (gloas- and 64 hexadecimal digits). With the public application identifier it obtains tokens of users.",
	Fix:      "Renew it at https://gitlab.com/-/user_settings/applications and read it from the environment.",
	Source:   "https://docs.gitlab.com/integration/oauth_provider/",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "gloas-", Alphabet: alphabet.AlnumDash, Min: 60, Max: 70, Message: "GitLab OAuth application secret"}},
	Examples: []rules.Example{
		{Path: "auth.yml", Text: "app_secret: «gloas-{hex:64}»\n", Why: "an application"},
	},
}

// gitlabSCIMTokenRule finds a GitLab SCIM token.
var gitlabSCIMTokenRule = &rules.Rule{
	ID:       "gitlab-scim-token",
	Title:    "GitLab SCIM token",
	Doc:      "The SCIM token of a GitLab group (glsoat-). It adds and removes the group's members.",
	Fix:      "Reset it under Settings, SAML SSO of the group and set the new one at the identity provider.",
	Source:   "https://docs.gitlab.com/user/group/saml_sso/scim_setup/",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "glsoat-", Alphabet: alphabet.AlnumDash, Min: 20, Max: 30, Message: "GitLab SCIM token"}},
	Examples: []rules.Example{
		{Path: "idp.yml", Text: "scim: «glsoat-{alnum:20}»\n", Why: "an identity provider"},
	},
}

// gitlabFeatureFlagsTokenRule finds a GitLab feature flags token.
var gitlabFeatureFlagsTokenRule = &rules.Rule{
	ID:       "gitlab-feature-flags-token",
	Title:    "GitLab feature flags token",
	Doc:      "The client token of a project's feature flags at GitLab (glffct-). It reads the flags; apps carry it, so that it is a warning.",
	Fix:      "Reset it under Deploy, Feature flags, Configure (https://docs.gitlab.com/operations/feature_flags/).",
	Source:   "https://docs.gitlab.com/operations/feature_flags/",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "glffct-", Alphabet: alphabet.AlnumDash, Min: 20, Max: 30, Score: 0.66, Message: "GitLab feature flags token"}},
	Examples: []rules.Example{
		{Path: "flags.yml", Text: "instance_id: «glffct-{alnum:20}»\n", Why: "a client"},
	},
}

// gitlabSessionCookieRule finds a GitLab session.
var gitlabSessionCookieRule = &rules.Rule{
	ID:       "gitlab-session-cookie",
	Title:    "GitLab session",
	Doc:      "The session cookie of a GitLab user (_gitlab_session= and 32 hexadecimal digits). It acts as the user until the session ends.",
	Fix:      "Sign out of the session at https://gitlab.com/-/user_settings/active_sessions.",
	Source:   "https://docs.gitlab.com/user/profile/active_sessions/",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "_gitlab_session=", Alphabet: alphabet.LowerHex, Min: 32, Max: 32, Score: 0.85, Message: "GitLab session: acts as the user"}},
	Examples: []rules.Example{
		{Path: "req.sh", Text: "curl -b '«_gitlab_session={hex:32}»' https://gitlab.com/api/v4/user\n", Why: "a cookie"},
	},
}

// gitlabRoutable verifies PAYLOAD.LL.CCCCCCC and its longer form
// PAYLOAD.VV.LLCCCCCCC: the payload's length in base 36, and a CRC-32 of all in
// front of the sum, in base 36.
func gitlabRoutable(token []byte) rules.Proof {
	i := bytes.LastIndexByte(token, '.')
	if i < 0 || len(token)-i-1 != 9 {
		return rules.Refuted
	}
	tail := token[i+1:]
	if !alphabet.All(tail, alphabet.LowerNum) {
		return rules.Refuted
	}
	sum, err := strconv.ParseUint(string(tail[2:]), 36, 64)
	if err != nil || sum>>32 != 0 || uint32(sum) != crc32.ChecksumIEEE(token[:len(token)-7]) {
		return rules.Refuted
	}
	return rules.Proved
}
