package rules

import (
	"bytes"
)

// hashicorpTfAPITokenRule finds an HCP Terraform token.
var hashicorpTfAPITokenRule = &Rule{
	ID:       "hashicorp-tf-api-token",
	Title:    "HCP Terraform token",
	Doc:      "A token of HCP Terraform or Terraform Enterprise (14 characters, .atlasv1. and 60 to 70 more). It runs plans and reads state, which holds secrets, as a person, a team or an organisation.",
	Fix:      "Delete it at https://app.terraform.io/app/settings/tokens and run terraform login again.",
	Source:   "https://developer.hashicorp.com/terraform/cloud-docs/users-teams-organizations/api-tokens",
	Severity: Error,
	Kinds:    KindAssigned | KindArgument | KindEnv | KindString | KindToken,
	Keywords: []string{"atlasv1"},
	Check:    checkTerraform,
	Examples: []Example{
		{Path: "credentials.tfrc.json", Text: "{\"credentials\": {\"app.terraform.io\": {\"token\": \"«{alnum:14}.atlasv1.{urlsafe:67}»\"}}}\n", Why: "terraform login"},
		{Path: "ci.sh", Text: "export TF_TOKEN_app_terraform_io=«{alnum:14}.atlasv1.{urlsafe:67}»\n", Why: "a pipeline"},
		{Path: "a.md", Text: "token = \"xxxxxx.atlasv1.zzzzzzzzzzzzz\"\n", Why: "the documentation"},
	},
}

// checkTerraform takes IDENTIFIER.atlasv1.KEY.
func checkTerraform(c *Candidate) (Match, bool) {
	c = behindEquals(c)
	parts := bytes.Split(c.Value(), []byte("."))
	if len(parts) != 3 || string(parts[1]) != "atlasv1" || len(parts[0]) != 14 || len(parts[2]) < 60 || len(parts[2]) > 72 || !isRunOf(parts[0], isAlnum) || !isRunOf(parts[2], isAlnumDash) {
		return Match{}, false
	}
	return judgeBeside(c, 0.97, 0, "HCP Terraform token: runs plans and reads state")
}
