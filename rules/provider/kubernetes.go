package provider

import (
	"bytes"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// kubernetesBootstrapTokenRule finds a Kubernetes bootstrap token.
var kubernetesBootstrapTokenRule = &rules.Rule{
	ID:       "kubernetes-bootstrap-token",
	Title:    "Kubernetes bootstrap token",
	Doc:      "A bootstrap token of Kubernetes (six letters and digits, a dot and sixteen more) under a name that says token. It joins machines to the cluster, as a rule for a day. kubeadm's documented token is left alone.",
	Fix:      "Delete it with kubeadm token delete and look at the cluster's nodes.",
	Source:   "https://kubernetes.io/docs/reference/access-authn-authz/bootstrap-tokens/",
	Severity: rules.Error,
	Kinds:    judge.KeyedKinds | rules.KindToken,
	Keywords: []string{"token", "kubeadm", "bootstrap"},
	Run:      23,
	Check:    checkBootstrap,
	Examples: []rules.Example{
		{Path: "join.sh", Text: "kubeadm join 10.0.0.1:6443 --token «{lowernum:6}.{lowernum:16}» --discovery-token-unsafe-skip-ca-verification\n", Why: "kubeadm"},
		{Path: "init.yaml", Text: "bootstrapTokens:\n- token: \"«{lowernum:6}.{lowernum:16}»\"\n", Why: "a configuration"},
		{Path: "a.yaml", Text: "bootstrapTokens:\n- token: abcdef.0123456789abcdef\n", Why: "kubeadm's documentation"},
	},
}

// checkBootstrap takes six and sixteen letters and digits around a dot.
func checkBootstrap(c *rules.Candidate) (rules.Match, bool) {
	v := c.Value()
	if len(v) != 23 || v[6] != '.' || !alphabet.All(v[:6], alphabet.LowerNum) || !alphabet.All(v[7:], alphabet.LowerNum) || string(v[:6]) == "abcdef" {
		return rules.Match{}, false
	}
	line, at := c.Line()
	front := line[:at]
	if !c.GateText("a token of a cluster", (judge.SaysWord(c.Key, "token") || judge.SaysWord(front, "token")) && (judge.Near(c, "kube", 400) || judge.Near(c, "bootstrap", 400) || judge.Near(c, "k3s", 400)), "") {
		return rules.Match{}, false
	}
	if !c.GateText("digits and letters", alphabet.Classes(bytes.ToLower(v[7:])) >= 2, "") {
		return rules.Match{}, false
	}
	return judge.JudgeBeside(c, 0.75, 0, "Kubernetes bootstrap token: joins machines to the cluster")
}
