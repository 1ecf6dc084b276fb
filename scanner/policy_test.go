package scanner

import (
	"testing"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/builtin"
	"github.com/envguard/envguard/rules/recipe"
)

// TestEvidenceAndPlace is the table in docs/detection.md: what each kind of evidence is
// worth in each kind of place.
func TestEvidenceAndPlace(t *testing.T) {
	const e, w = rules.Error, rules.Warning
	places := []struct {
		paths []string
		// A value under a name, a provider's form, a whole key, a checksum, and a pair.
		want [5]rules.Severity
	}{
		{[]string{"src/app.py", "config/app.yml", "contest/app.py", "src/latest/app.py", "src/attestation/app.py", "app/api/deps/app.py"}, [5]rules.Severity{e, e, e, e, e}},
		{[]string{"k8s/test/app.yaml", "deploy/test/values.yaml", "overlays/test/app.yml", "config/environments/test.rb", "inventories/test/all.yml", "terraform/env/test/main.tf"}, [5]rules.Severity{e, e, e, e, e}},
		{[]string{"app_test.go", "caddytest/app.go", "enctest/app.go", "tests/integration/app.py", "integration/app.py", "testutil/app.rb", "testhelpers/app.go", "mirage/app.js", "fakes/app.py", "regress/app.py", "app_SUITE.erl", "t/app.t", "features/app.feature", "jest.setup.js", ".ci/app.yml"}, [5]rules.Severity{w, w, w, e, e}},
		{[]string{"README.md", "docs/runbook.md", "docs/api/v1.24.yaml"}, [5]rules.Severity{w, w, e, e, e}},
		{[]string{"vendors/app.js", "deps/app.js", "3rdparty/app.py", "node_modules/a/app.js"}, [5]rules.Severity{w, w, w, e, e}},
		{[]string{"examples/app.py", "samples/app.py", "demo/app.py", "website/app.js", "seeds/app.js", "app.py.example", "app.sample.yml", "app.py.dist"}, [5]rules.Severity{w, e, w, e, e}},
	}
	texts := [5]string{
		`password: "{alnum:24}"`,
		`url: "sk_live_{alnum:24}"`,
		"{pem:PRIVATE KEY}",
		`url: "{crc:github:ghp_}"`,
		"aws_access_key_id: \"AKIAQ{base32:15}\"\naws_secret_access_key: \"{b64:30}\"",
	}
	s := newTest(t, Config{Rules: builtin.All()})
	for _, p := range places {
		for _, path := range p.paths {
			for i, text := range texts {
				text, err := recipe.Expand(text)
				if err != nil {
					t.Fatal(err)
				}
				fs := s.ScanFile(rules.NewFile(path, []byte(text+"\n")))
				if len(fs) != 1 || fs[0].Severity != p.want[i] {
					t.Errorf("%s: %s: %d findings, want one of severity %v", path, texts[i], len(fs), p.want[i])
					for _, f := range fs {
						t.Logf("%s %v", f.Rule.ID, f.Severity)
					}
				}
			}
		}
	}
}
