package rules

import (
	"bytes"
)

// kubernetesBootstrapTokenRule finds a Kubernetes bootstrap token.
var kubernetesBootstrapTokenRule = &Rule{
	ID:       "kubernetes-bootstrap-token",
	Title:    "Kubernetes bootstrap token",
	Doc:      "A bootstrap token of Kubernetes (six letters and digits, a dot and sixteen more) under a name that says token. It joins machines to the cluster, as a rule for a day. kubeadm's documented token is left alone.",
	Fix:      "Delete it with kubeadm token delete and look at the cluster's nodes.",
	Source:   "https://kubernetes.io/docs/reference/access-authn-authz/bootstrap-tokens/",
	Severity: Error,
	Kinds:    keyedKinds | KindToken,
	Keywords: []string{"token", "kubeadm", "bootstrap"},
	Run:      23,
	Check:    checkBootstrap,
	Examples: []Example{
		{Path: "join.sh", Text: "kubeadm join 10.0.0.1:6443 --token «{lowernum:6}.{lowernum:16}» --discovery-token-unsafe-skip-ca-verification\n", Why: "kubeadm"},
		{Path: "init.yaml", Text: "bootstrapTokens:\n- token: \"«{lowernum:6}.{lowernum:16}»\"\n", Why: "a configuration"},
		{Path: "a.yaml", Text: "bootstrapTokens:\n- token: abcdef.0123456789abcdef\n", Why: "kubeadm's documentation"},
	},
}

// checkBootstrap takes six and sixteen letters and digits around a dot.
func checkBootstrap(c *Candidate) (Match, bool) {
	v := c.Value()
	if len(v) != 23 || v[6] != '.' || !isRunOf(v[:6], isLowerNum) || !isRunOf(v[7:], isLowerNum) || string(v[:6]) == "abcdef" {
		return Match{}, false
	}
	line, at := c.Line()
	front := line[:at]
	if !c.GateText("a token of a cluster", (saysWord(c.Key, "token") || saysWord(front, "token")) && (near(c, "kube", 400) || near(c, "bootstrap", 400) || near(c, "k3s", 400)), "") {
		return Match{}, false
	}
	if !c.GateText("digits and letters", mixedClasses(bytes.ToLower(v[7:])) >= 2, "") {
		return Match{}, false
	}
	return judgeBeside(c, 0.75, 0, "Kubernetes bootstrap token: joins machines to the cluster")
}
