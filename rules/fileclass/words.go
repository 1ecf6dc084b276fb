package fileclass

import (
	"github.com/envguard/envguard/rules/alphabet"
)

func IsDocWord(w string) bool {
	switch w {
	case "doc", "docs", "moduledoc", "typedoc", "documentation", "example", "examples", "usage", "help":
		return true
	}
	return false
}

// isAPIDescription accepts the words of files that describe an interface and
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

// pathSays reports whether one of the path's words is one that ok accepts.
func PathSays(path string, ok func(string) bool) bool {
	var buf [32]string
	for _, w := range alphabet.SplitWords(path, buf[:0]) {
		if ok(w) {
			return true
		}
	}
	return false
}

// isOpenAPI accepts the words of paths of OpenAPI's descriptions.
func IsOpenAPI(w string) bool { return w == "openapi" || w == "swagger" }
