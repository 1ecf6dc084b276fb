package fileclass_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/envguard/envguard/rules/fileclass"
)

// classes lists names by what they mean, as frameworks and people use them.
var classes = []struct {
	class fileclass.Class
	paths string
}{
	{fileclass.Private, `.env app/.env .ENV .Env .env.local .env.development.local .env.test.local .env.production .env.staging .env.prod .env.dev
		.env.docker .env.me .env-prod .env_local prod.env docker.env .docker/app.env config/local.env .dev.vars .dev.vars.production .envrc.local
		.envrc.private .flaskenv.local .envs/.production/.django .envs/.production/.postgres env.local env.production dotenv.prod .env.local.php
		.env.txt .env.sh node_modules/x/.env test/fixtures/.env .env.production.eu-west`},
	{fileclass.Example, `.env.example .env.sample .env.template .env.tpl .env.dist .env.default .env.defaults .env.tmpl .env.stub .env-example
		.env_example .env_sample env.example env.sample example.env sample.env template.env dotenv.example .env.production.example
		.env.example.production .env.local.example .env.ci .env.docker.example .dev.vars.example .envrc.example .flaskenv.example prod.env.example
		prod.example.env .ENV.EXAMPLE Env.Example .env.example.bak .env.example~ app/.env.sample .envs/.example/.django env-template`},
	{fileclass.Shared, `.env.test .env.testing .env.development .flaskenv .envrc .env.vault .env.x .env.schema .env.spec .env.production.encrypted
		prod.enc.env secrets.sops.env test.env .envs/.local/.django .env.gpg .ENVRC`},
	{fileclass.Backup, `.env.bak .env.old .env.orig .env.save .env.swp .env.swo .env.tmp .env.backup .env~ .env_1700000000 #.env# .#.env .env(1)
		.env.local.bak .env.bak.2 .env.1 .env.20240131 prod.env.bak prod.env~ .prod.env.swp .envrc.bak .dev.vars.old .env.production.backup
		.env-old .env_backup .ENV.BAK .env.bak~ .env.backup1 app/.env.save`},
	{fileclass.Keys, `.env.keys app/.env.keys config/master.key config/credentials/production.key config/secrets/prod/prod.decrypt.private.php
		.env.keys.bak`},
	{fileclass.Lock, `go.sum package-lock.json yarn.lock pnpm-lock.yaml Cargo.lock poetry.lock Gemfile.lock composer.lock uv.lock bun.lock
		flake.lock x/y/gradle.lockfile dist/app.tar.gz.sha256 SHA256SUMS vendor/x/go.sum .terraform.lock.hcl`},
	{fileclass.Test, `pkg/a_test.go tests/x.py test/helper.js src/__tests__/a.js app/a.test.ts a.spec.tsx models/user_spec.rb FooTest.java
		FooTests.cs test_app.py conftest.py testdata/key.txt spec/fixtures/a.json cypress/e2e/login.ts a/b/fixtures/c.yaml`},
	{fileclass.Doc, `README.md docs/setup.txt doc/a.html CHANGELOG guide.rst a.mdx LICENSE README`},
	{fileclass.Locale, `locale/de/LC_MESSAGES/django.po src/locales/en.json i18n/en.yml lang/en/auth.php en.lproj/Main.x app.xliff`},
	{fileclass.Vendored, `vendor/github.com/x/y.go node_modules/a/index.js a.min.js static/app.min.css third_party/a.c vendor/x/a_unit.c
		app.bundle.js main.js.map api.pb.go api_pb2.py vendor/x/docs/a.txt node_modules/x/test/a.js`},
	{fileclass.Other, `main.go src/env.py src/env.ts .env.d.ts env.go environment.ts .environment envoy.yaml .envoy settings.py config.yml
		app.env.js venv.txt README.env.go latest.java contest.py requirements.txt secrets.toml server.key certs/tls.key dev.decrypt.private.php
		.gitignore env dotenv env.json .env.json .env.example.json main.c~ a.bak private.py src/lang/parser.go .env/bin/activate env/settings`},
}

func TestClassify(t *testing.T) {
	for _, c := range classes {
		for p := range strings.FieldsSeq(c.paths) {
			if got := fileclass.Classify(p); got != c.class {
				t.Errorf("%s is %v, want %v", p, got, c.class)
			}
			if got := fileclass.Classify(strings.ToUpper(p)); c.class >= fileclass.Private && c.class <= fileclass.Keys && got != c.class {
				t.Errorf("%s is %v, want %v", strings.ToUpper(p), got, c.class)
			}
		}
	}
	for p, want := range map[string]fileclass.Class{
		".env copy": fileclass.Backup, ".env copy 2": fileclass.Backup, ".env (1)": fileclass.Backup, ".env - Copy": fileclass.Backup,
		".env ": fileclass.Backup, "a b/.env - Copy (3)": fileclass.Backup, ".env.example copy": fileclass.Example,
		"": fileclass.Other, "/": fileclass.Other, ".": fileclass.Other, "~": fileclass.Other,
	} {
		if got := fileclass.Classify(p); got != want {
			t.Errorf("%q is %v, want %v", p, got, want)
		}
	}
}

func TestExampleRelations(t *testing.T) {
	for _, c := range [][2]string{
		{".env.example", ".env"},
		{"app/.env.sample", "app/.env"},
		{"env.example", ".env"},
		{"example.env", ".env"},
		{"dotenv.example", ".env"},
		{".env-example", ".env"},
		{".env_sample", ".env"},
		{".env.local.example", ".env.local"},
		{".env.example.local", ".env.local"},
		{".env.production.example", ".env.production"},
		{".env.docker.example", ".env.docker"},
		{"prod.env.example", "prod.env"},
		{"prod.example.env", "prod.env"},
		{".dev.vars.example", ".dev.vars"},
		{".envrc.example", ".envrc"},
		{".flaskenv.example", ".flaskenv"},
		{"env.local.example", ".env.local"},
		{".ENV.EXAMPLE", ".ENV"},
	} {
		if got := fileclass.PrivateFor(c[0]); got != c[1] {
			t.Errorf("%s is the example of %q, want %q", c[0], got, c[1])
		}
		if c[0] != ".ENV.EXAMPLE" && c[0] != "env.local.example" && !slices.Contains(fileclass.ExampleFor(c[1]), c[0]) {
			t.Errorf("%s can have the examples %q, want %s among them", c[1], fileclass.ExampleFor(c[1]), c[0])
		}
	}
	for _, p := range []string{".env", ".env.ci", "main.go", ".env.bak", ".envs/.example/.django", ""} {
		if got := fileclass.PrivateFor(p); got != "" {
			t.Errorf("%s is the example of %q, want none", p, got)
		}
	}
	if got := fileclass.ExampleFor("a/.env")[0]; got != "a/.env.example" {
		t.Errorf("the usual example of a/.env is %s", got)
	}
	for _, p := range []string{"main.go", ".env.example", ".env.bak", ".env.keys"} {
		if got := fileclass.ExampleFor(p); got != nil {
			t.Errorf("%s can have the examples %q, want none", p, got)
		}
	}
}

// FuzzClassify holds the relations together for any name: what an example is
// the example of is an env file that can have an example, in the same folder.
func FuzzClassify(f *testing.F) {
	for _, c := range classes {
		for p := range strings.FieldsSeq(c.paths) {
			f.Add(p)
		}
	}
	f.Add(".env.example.\xff\xff\xff\xff\xff.bak") // lowered, it was longer than itself
	f.Fuzz(func(t *testing.T, path string) {
		class := fileclass.Classify(path)
		private := fileclass.PrivateFor(path)
		if private != "" && class != fileclass.Example {
			t.Errorf("%q is %v and the example of %q", path, class, private)
		}
		if private != "" && fileclass.Classify(private) != fileclass.Private && fileclass.Classify(private) != fileclass.Shared {
			t.Errorf("%q is the example of %q, which is %v", path, private, fileclass.Classify(private))
		}
		for _, e := range fileclass.ExampleFor(path) {
			if fileclass.Classify(e) != fileclass.Example {
				t.Errorf("%q has the example %q, which is %v", path, e, fileclass.Classify(e))
			}
		}
	})
}

func BenchmarkClassify(b *testing.B) {
	paths := strings.Fields(`src/compiler/checker/types/inference_context.go app/controllers/users/sessions_controller.rb README.md
		packages/react-dom/src/client/ReactDOMComponent.js lib/python/http/client.py include/linux/device.h main.c .env docs/guide.rst
		src/main/java/org/example/service/UserService.java config/settings.yml`)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		fileclass.Classify(paths[i%len(paths)])
	}
}
