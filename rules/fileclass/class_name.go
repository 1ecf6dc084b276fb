package fileclass

import (
	"slices"
	"strings"

	"github.com/envguard/envguard/rules/alphabet"
)

// nameClass classifies files that are not env files by their name alone.
func nameClass(name string) Class {
	if c := wholeNameClass(name); c != Other {
		return c
	}
	dot := strings.LastIndexByte(name, '.')
	if dot < 0 {
		return Other
	}
	stem, ext := name[:dot], name[dot+1:]
	if len(ext) > 10 {
		return Other
	}
	var buf [10]byte
	for i := 0; i < len(ext); i++ {
		buf[i] = ext[i]
		if 'A' <= ext[i] && ext[i] <= 'Z' {
			buf[i] |= 0x20
		}
	}
	lower := string(buf[:len(ext)])
	if c := dataClass(stem, lower); c != Other {
		return c
	}
	return codeClass(stem, lower)
}

// wholeNameClass classifies by all of a name.
func wholeNameClass(name string) Class {
	switch name {
	case "go.sum", "go.work.sum", "package-lock.json", "npm-shrinkwrap.json", "pnpm-lock.yaml", "bun.lockb", "Package.resolved",
		"Cartfile.resolved", "packages.lock.json", ".cargo-checksum.json", "verification-metadata.xml", ".terraform.lock.hcl",
		"SHA1SUMS", "SHA256SUMS", "SHA512SUMS", "MD5SUMS", "checksums.txt", "CHECKSUMS", "project.assets.json":
		return Lock
	case "MANUAL", "MANUAL.txt", "MANUAL.html", "README", "CHANGELOG", "CHANGES", "NEWS", "LICENSE", "LICENCE", "COPYING", "NOTICE", "AUTHORS", "CONTRIBUTORS", "README.txt",
		"CHANGELOG.txt", "CHANGES.txt", "LICENSE.txt", "HISTORY", "INSTALL":
		return Doc
	case "conftest.py", "phpunit.xml", "phpunit.xml.dist", "phpunit.dist.xml":
		return Test
	}
	return Other
}

// dataClass classifies data files by their extension.
func dataClass(stem, ext string) Class {
	switch ext {
	case "lock", "lockfile", "sha1", "sha256", "sha512", "md5", "sha256sum", "sha512sum":
		return Lock
	case "md", "mdx", "markdown", "rst", "adoc", "asciidoc", "rdoc", "textile", "pod", "ronn":
		return Doc
	case "po", "pot", "xliff", "xlf", "arb", "resx", "ftl", "strings":
		return Locale
	case "eps", "ps", "ai", "pfa", "pfb", "dxf", "obj", "stl", "ply", "wrl", "uue", "hqx":
		return Vendored // drawings and data in letters
	case "map":
		if strings.HasSuffix(stem, "js") || strings.HasSuffix(stem, "css") {
			return Vendored
		}
	case "snap":
		return Test
	}
	return Other
}

// A naming is how a language's programs are named that are tests or generated.
type naming struct {
	tests, generated []string // how a name without its extension ends
	testStart        string   // how a test's name begins; "" for none
	generatedStart   string
}

var (
	goNaming     = naming{tests: []string{"_test"}, generated: []string{".pb", "_generated"}, generatedStart: "zz_generated"}
	pythonNaming = naming{tests: []string{"_test"}, generated: []string{"_pb2", "_pb2_grpc"}, testStart: "test_"}
	snakeNaming  = naming{tests: []string{"_test", "_spec"}, generated: []string{".g", ".pb", ".freezed"}}
	camelNaming  = naming{tests: []string{"Test", "Tests", "TestCase", "Spec", "Specs"}, generated: []string{".designer", ".Designer", ".g"}}
)

func (n *naming) class(stem string) Class {
	ends := func(end string) bool { return strings.HasSuffix(stem, end) }
	switch {
	case n.testStart != "" && strings.HasPrefix(stem, n.testStart), slices.ContainsFunc(n.tests, ends):
		return Test
	case n.generatedStart != "" && strings.HasPrefix(stem, n.generatedStart), slices.ContainsFunc(n.generated, ends):
		return Vendored
	}
	return Other
}

// codeClass classifies programs by how their names end.
func codeClass(stem, ext string) Class {
	switch ext {
	case "js", "mjs", "cjs", "css", "jsx", "ts", "mts", "tsx":
		return scriptClass(stem)
	case "go":
		return goNaming.class(stem)
	case "py":
		if stem == "tests" {
			return Test
		}
		return pythonNaming.class(stem)
	case "rb", "ex", "exs", "rs", "c", "cc", "cpp", "lua", "dart":
		return snakeNaming.class(stem)
	case "java", "kt", "scala", "groovy", "cs", "php", "swift":
		return camelNaming.class(stem)
	}
	return Other
}

func scriptClass(stem string) Class {
	switch stemEnd(stem) {
	case "min", "bundle", "generated":
		return Vendored
	case "test", "spec", "e2e", "cy", "integ":
		return Test
	}
	if isChunk(stem) {
		return Vendored
	}
	return Other
}

// isChunk reports whether a script's name ends as builders name the parts of a
// bundle: vendor-BS4xPthR, main.8f3a2b1c9d0e.
func isChunk(stem string) bool {
	end := stem[strings.LastIndexAny(stem, ".-")+1:]
	if len(end) == len(stem) {
		return false
	}
	upper, lower, digit, hex := 0, 0, 0, true
	for i := 0; i < len(end); i++ {
		switch {
		case alphabet.Upper(end[i]):
			upper++
		case alphabet.Lower(end[i]):
			lower++
		case alphabet.Digit(end[i]):
			digit++
		case end[i] != '_':
			return false
		}
		hex = hex && alphabet.Hex(end[i])
	}
	switch len(end) {
	case 8:
		return hex && digit > 0 && lower > 0 && upper == 0 || digit > 0 && upper > 1 && lower > 0
	case 16, 20, 32:
		return hex && digit > 3 && lower > 0 && upper == 0
	}
	return false
}

// stemEnd returns what follows the last dot or dash of a name without its
// extension.
func stemEnd(stem string) string {
	return stem[strings.LastIndexAny(stem, ".-")+1:]
}

// FolderClass classifies by the folders on the path; dir ends with a slash.
// Vendored code keeps its tests and documentation, so that comes first.
func FolderClass(dir, name string) Class {
	class, whole := Other, dir
	if strings.HasPrefix(dir, "deps/") { // of node, of Mix; further down it is a word of people's own code
		return Vendored
	}
	for dir != "" {
		i := strings.IndexByte(dir, '/')
		part := dir[:i]
		dir = dir[i+1:]
		if c := partClass(part, name); c == Vendored {
			return c
		} else if class == Other {
			class = c
		}
	}
	if class == Test && isDeployed(whole+name) {
		return Other
	}
	return class
}

func partClass(part, name string) Class {
	switch part {
	case "vendor", "node_modules", "third_party", "thirdparty", "third-party", "bower_components", "Godeps", "Pods", "site-packages",
		"dist-packages", "vendors", "3rdparty", "3rd_party", ".venv", "venv", ".yarn", "jspm_packages", "__pypackages__", ".tox", ".bundle":
		return Vendored
	case "test", "tests", "Test", "Tests", "testdata", "test-data", "test_data", "testing", "__tests__", "__test__", "spec", "specs",
		"fixtures", "fixture", "__fixtures__", "testfixtures", "test-fixtures", "e2e", "mocks", "__mocks__", "mock", "cypress",
		"factories", "__snapshots__", "integration-tests", "integration_tests", "unittests", "androidTest", "integrationTest":
		return Test
	case "ci":
		if strings.HasSuffix(name, "values.yaml") || strings.HasSuffix(name, "values.yml") {
			return Test // what Helm's charts are tested with
		}
	case "doc", "docs", "Documentation", "documentation", "Docs":
		return Doc
	case "locale", "locales", "i18n", "l10n", "translations", "LC_MESSAGES", "_locales":
		return Locale
	case "lang", "langs", "languages":
		switch name[strings.LastIndexByte(name, '.')+1:] {
		case "json", "php", "yml", "yaml", "properties", "js", "ts", "ini":
			return Locale
		}
	}
	// values-pt-rBR/strings.xml: of Android, whatever the region. values/ holds the texts of
	// the default language, and settings.
	if strings.HasSuffix(part, ".lproj") || strings.HasPrefix(part, "values-") && strings.HasSuffix(name, ".xml") {
		return Locale
	}
	return Other
}

// InTests reports whether one of a path's folders is for tests, documentation
// or other people's code, where env files are someone's fixtures.
func InTests(path string) bool {
	at := strings.LastIndexByte(path, '/') + 1
	switch FolderClass(path[:at], "") {
	case Test, Doc, Vendored:
		return true
	}
	return false
}

// InSamples reports whether one of a path's folders is for sample programs.
func InSamples(path string) bool {
	at := strings.LastIndexByte(path, '/') + 1
	return HasWord(alphabet.ToLower(path[:at]), func(w string) bool {
		switch w {
		case "example", "examples", "sample", "samples", "demo", "demos":
			return true
		}
		return false
	})
}
