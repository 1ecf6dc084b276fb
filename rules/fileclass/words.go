package fileclass

import (
	"strings"

	"github.com/envguard/envguard/rules/alphabet"
)

func IsDocWord(w string) bool {
	switch w {
	case "doc", "docs", "moduledoc", "typedoc", "documentation", "example", "examples", "usage", "help":
		return true
	}
	return false
}

// IsAPIDescription accepts the words of files that describe an interface and
// hold examples of its answers.
func IsAPIDescription(w string) bool {
	switch w {
	case "openapi", "swagger", "postman", "cassette", "cassettes", "docs", "doc":
		return true
	}
	return false
}

func IsTestWord(w string) bool {
	switch w {
	case "test", "tests", "testing", "testdata", "fixture", "fixtures", "mock", "mocks", "stub", "stubs", "conformance", "e2e", "spec", "specs", "bench", "benches", "benchmark", "benchmarks", "microbench",
		"unittest", "unittests", "pytest", "smoketest", "systemtest", "functest", "loadtest",
		"tlstest", "apitest", "dbtest", "apptest", "uitest", "webtest", "perftest", "stresstest", "integrationtest", "acceptancetest", "regressiontest", "dockertest", "fuzztest", "authtest", "clitest", "nettest":
		return true
	}
	return false
}

// PathSays reports whether one of the path's words is one that ok accepts.
func PathSays(path string, ok func(string) bool) bool {
	var buf [32]string
	for _, w := range alphabet.SplitWords(path, buf[:0]) {
		if ok(w) {
			return true
		}
	}
	return false
}

// IsTest reports whether a path says that a file is for tests, anywhere in it: src/dockerTest/…,
// smoke-test/…, test-server.key, caddytest/…. A stage called test is none.
func IsTest(path string) bool {
	if isDeployed(path) {
		return false
	}
	if strings.HasPrefix(path, "t/") || PathSays(path, IsTestWord) {
		return true
	}
	base := path[strings.LastIndexByte(path, '/')+1:]
	if strings.HasSuffix(base, "_SUITE.erl") || strings.HasSuffix(base, ".t") || strings.HasSuffix(base, ".feature") || strings.HasPrefix(base, "jest.setup.") {
		return true
	}
	return anyFolder(path, func(part string) bool {
		switch part {
		case ".ci", "integration", "mirage", "fakes", "regress":
			return true
		}
		return endsInTest(part)
	})
}

// endsInTest accepts names of folders such as caddytest and testutil, in lower case,
// and no English word.
func endsInTest(part string) bool {
	if rest, ok := strings.CutPrefix(part, "test"); ok {
		switch strings.TrimLeft(rest, "_-") {
		case "util", "utils", "helper", "helpers", "support", "lib", "tools", "kit", "common", "resources", "certs", "keys", "files", "assets", "suite", "suites", "cases":
			return true
		}
	}
	for _, end := range [...]string{"test", "tests", "testing"} {
		if stem, ok := strings.CutSuffix(part, end); ok && len(stem) >= 2 {
			switch stem {
			case "la", "con", "at", "pro", "de", "fas", "grea", "bes", "lates", "sho", "hot", "wi", "cont", "arr", "inves", "fores", "pen":
				return false
			}
			return true
		}
	}
	return false
}

// IsSample reports whether a path says that a file shows how something is used, or is
// the template of another: examples/…, config.sample.yml, parameters.yml.dist.
func IsSample(path string) bool {
	at := strings.LastIndexByte(path, '/') + 1
	if HasWord(alphabet.ToLower(path[at:]), func(w string) bool {
		switch w {
		case "example", "sample", "dist", "template", "tmpl", "demo":
			return true
		}
		return false
	}) {
		return true
	}
	return anyFolder(path, func(part string) bool {
		switch part {
		case "example", "examples", "_examples", "sample", "samples", "demo", "demos", "tutorial", "tutorials", "website", "seeds", "seed", "seeders":
			return true
		}
		return strings.HasSuffix(part, "-demo") || strings.HasSuffix(part, "-examples") || strings.HasSuffix(part, "-example") || strings.HasSuffix(part, "-samples")
	})
}

// anyFolder reports whether ok accepts one of a path's folders, in lower case.
func anyFolder(path string, ok func(string) bool) bool {
	for {
		i := strings.IndexByte(path, '/')
		if i < 0 {
			return false
		}
		if ok(alphabet.ToLower(path[:i])) {
			return true
		}
		path = path[i+1:]
	}
}

// isDeployed reports whether "test" in a path is a stage that software is deployed to, as
// in k8s/test/secret.yaml, deploy/test/values.yaml and environments/test.tfvars: a file
// of configuration, below a folder for deployment, with no other word for tests.
func isDeployed(path string) bool {
	at := strings.LastIndexByte(path, '/') + 1
	base := path[at:]
	switch alphabet.ToLower(base[strings.LastIndexByte(base, '.')+1:]) {
	case "tfvars", "id_rsa", "id_ed25519", "id_ecdsa", "id_dsa":
	case "yaml", "yml", "json", "toml", "ini", "conf", "cfg", "properties", "env", "tf", "hcl", "xml", "key", "pem", "crt", "rb":
	default:
		return false
	}
	deployed, stage, other := strings.HasSuffix(base, ".tfvars"), PathSays(base, IsTestWord), false
	anyFolder(path[:at], func(part string) bool {
		switch part {
		case "k8s", "kubernetes", "deploy", "deployment", "deployments", "overlays", "environments", "envs", "env", "helm", "helmfile", "charts", "manifests", "infra",
			"infrastructure", "terraform", "terragrunt", "ansible", "inventory", "inventories", "group_vars", "host_vars", "stages", "clusters", "kustomize", "argocd", "flux", "gitops":
			deployed = true
		case "test", "testing":
			stage, other = true, other || !deployed
		default:
			other = other || PathSays(part, IsTestWord) || endsInTest(part)
		}
		return false
	})
	return deployed && stage && !other
}
