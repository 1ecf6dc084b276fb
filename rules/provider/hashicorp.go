package provider

import (
	"bytes"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// hashicorpTfAPITokenRule finds an HCP Terraform token.
var hashicorpTfAPITokenRule = &rules.Rule{
	ID:       "hashicorp-tf-api-token",
	Title:    "HCP Terraform token",
	Doc:      "A token of HCP Terraform or Terraform Enterprise (14 characters, .atlasv1. and 60 to 70 more). It runs plans and reads state, which holds secrets, as a person, a team or an organization.",
	Fix:      "Delete it at https://app.terraform.io/app/settings/tokens and run terraform login again.",
	Source:   "https://developer.hashicorp.com/terraform/cloud-docs/users-teams-organizations/api-tokens",
	Severity: rules.Error,
	Kinds:    rules.KindAssigned | rules.KindArgument | rules.KindEnv | rules.KindString | rules.KindToken,
	Keywords: []string{"atlasv1"},
	Check:    checkTerraform,
	Examples: []rules.Example{
		{Path: "credentials.tfrc.json", Text: "{\"credentials\": {\"app.terraform.io\": {\"token\": \"«{alnum:14}.atlasv1.{urlsafe:67}»\"}}}\n", Why: "terraform login"},
		{Path: "ci.sh", Text: "export TF_TOKEN_app_terraform_io=«{alnum:14}.atlasv1.{urlsafe:67}»\n", Why: "a pipeline"},
		{Path: "a.md", Text: "token = \"xxxxxx.atlasv1.zzzzzzzzzzzzz\"\n", Why: "the documentation"},
	},
}

// checkTerraform takes IDENTIFIER.atlasv1.KEY.
func checkTerraform(c *rules.Candidate) (rules.Match, bool) {
	c = behindEquals(c)
	parts := bytes.Split(c.Value(), []byte("."))
	if len(parts) != 3 || string(parts[1]) != "atlasv1" || len(parts[0]) != 14 || len(parts[2]) < 60 || len(parts[2]) > 72 || !alphabet.All(parts[0], alphabet.Alnum) || !alphabet.All(parts[2], alphabet.AlnumDash) {
		return rules.Match{}, false
	}
	return judge.JudgeBeside(c, 0.97, 0, "HCP Terraform token: runs plans and reads state")
}
