package provider

import (
	"bytes"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// microsoftTeamsWebhookRule finds incoming webhooks of Microsoft Teams.
var microsoftTeamsWebhookRule = &rules.Rule{
	ID:       "microsoft-teams-webhook",
	Title:    "Microsoft Teams webhook",
	Doc:      `The address of an incoming webhook of Microsoft Teams, in the form of webhook.office.com or the older one of outlook.office.com. Whoever has it can post to its channel.`,
	Fix:      "Remove the webhook in the channel, under Manage channel, Connectors, make a new one, and read its address from the environment.",
	Source:   "https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/add-incoming-webhook",
	Severity: rules.Error,
	Kinds:    rules.KindToken,
	Prefixes: []string{"webhook.office.com/webhookb2/", "outlook.office.com/webhook/"},
	Binary:   true,
	Check:    checkTeamsWebhook,
	Examples: []rules.Example{
		{Path: "notify.ps1", Text: "$uri = \"https://acme.«webhook.office.com/webhookb2/{uuid}@{uuid}/IncomingWebhook/{hex:32}/{uuid}»\"\n", Why: "a webhook"},
		{Path: "notify.sh", Text: "curl https://«outlook.office.com/webhook/{uuid}@{uuid}/IncomingWebhook/{hex:32}/{uuid}»\n", Why: "the older form"},
		{Path: "a.md", Text: "https://contoso.webhook.office.com/webhookb2/xxxxxxxx-xxxx-xxxx/IncomingWebhook/xxxx\n", Why: "filler"},
		{Path: "b.md", Text: "https://contoso.webhook.office.com/webhookb2/00000000-0000-0000-0000-000000000000@00000000-0000-0000-0000-000000000000/IncomingWebhook/{repeat:0:32}/00000000-0000-0000-0000-000000000000\n", Why: "zeros"},
	},
}

// microsoftTeamsWorkflowRule finds signed addresses of Power Automate workflows.
var microsoftTeamsWorkflowRule = &rules.Rule{
	ID:       "microsoft-teams-workflow",
	Title:    "Microsoft Teams workflow webhook",
	Doc:      `The address of a workflow of Power Automate, which replaces the webhooks of Teams. The signature in it (sig=) lets whoever has it start the workflow.`,
	Fix:      "Delete the trigger in Power Automate, make a new one, and read its address from the environment.",
	Source:   "https://learn.microsoft.com/power-automate/oauth-authentication",
	Severity: rules.Error,
	Kinds:    rules.KindToken,
	Prefixes: []string{"sig="},
	Binary:   true,
	Check:    checkTeamsWorkflow,
	Examples: []rules.Example{
		{Path: "notify.py", Text: "url = \"https://default{hex:30}.e1.environment.api.powerplatform.com:443/powerautomate/automations/direct/workflows/{hex:32}/triggers/manual/paths/invoke?api-version=1&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=«{urlsafe:42}A»\"\n", Why: "a workflow"},
		{Path: "a.py", Text: "url = \"https://default{hex:30}.e1.environment.api.powerplatform.com:443/powerautomate/automations/direct/workflows/{hex:32}/triggers/manual/paths/invoke?api-version=1\"\n", Why: "without its signature"},
		{Path: "b.md", Text: "https://x.environment.api.powerplatform.com/workflows/1/invoke?sig=<signature>\n", Why: "filler"},
	},
}

// checkTeamsWebhook reads on behind the at sign, where the run ends.
func checkTeamsWebhook(c *rules.Candidate) (rules.Match, bool) {
	d := c.File.Data[c.Start:min(len(c.File.Data), c.Start+300)]
	n := 0
	for n < len(d) && (alphabet.Alnum(d[n]) || d[n] == '-' || d[n] == '/' || d[n] == '@' || d[n] == '.') {
		n++
	}
	d = d[:n]
	i := bytes.Index(d, []byte("/webhook"))
	parts := bytes.Split(d[i+1:], []byte("/"))
	if len(parts) < 5 || string(parts[2]) != "IncomingWebhook" || len(parts[3]) != 32 || !alphabet.All(parts[3], alphabet.Hex) || len(parts[4]) < 36 || !alphabet.UUID(parts[4][:36]) {
		return rules.Match{}, false
	}
	group, tenant, ok := bytes.Cut(parts[1], []byte("@"))
	if !c.GateText("identifiers of group and tenant", ok && alphabet.UUID(group) && alphabet.UUID(tenant), "") ||
		!c.GateText("random", judge.Generated(parts[3]) && judge.FillerReason(parts[3]) == "", "") {
		return rules.Match{}, false
	}
	end := bytes.Index(d, parts[3]) + 32 + 1 + 36
	return rules.Match{Start: c.Start, End: c.Start + end, Score: judge.InFile(c, 0.95), Remedy: rules.FromEnv, Public: i, Message: "Microsoft Teams webhook: whoever has the address can post"}, true
}

func checkTeamsWorkflow(c *rules.Candidate) (rules.Match, bool) {
	if !bytes.Contains(c.Before(600), []byte("environment.api.powerplatform.com")) {
		return rules.Match{}, false
	}
	sub := *c
	sub.Start += len("sig=")
	return judge.MatchToken(&sub, rules.Token{Alphabet: alphabet.AlnumDash, Min: 40, Max: 48, Valid: judge.GeneratedBody, Message: "Power Automate workflow: whoever has the address can start it"})
}
