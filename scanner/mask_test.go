package scanner

import (
	"fmt"
	"strings"
	"testing"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/recipe"
)

// The shown line masks the secret, all of it and nothing else, and the message says
// the name. Names with a digit were masked, and C#'s const string lost its name.
func TestShownLine(t *testing.T) {
	t.Parallel()
	s, err := New(Config{})
	if err != nil {
		t.Fatal(err)
	}
	names := []string{
		"S3_SECRET_KEY", "clientSecret2", "OAUTH2_CLIENT_SECRET", "API_KEY_V2", "DB2_PASSWORD", "secret_2", "auth0ClientSecret", "k8sToken",
		"PAGES_API_SECRET_2024", "x509_private_secret", "aws_s3_secret_access_key", "b64_secret_key", "MY_APP_1_SECRET", "ClientSecretV2", "API_SECRET",
	}
	values := []string{"{alnum:32}", "{hex:32}", "{urlsafe:32}", "{hex:64}"}
	forms := []string{
		`a.py|%s = "%s"`, `a.js|const %s = "%s";`, `a.ts|private %s: string = "%s";`, `a.yml|%s: "%s"`, `a.yml|%s: %s`, `a.json|{"%s": "%s"}`, `a.tf|%s = "%s"`,
		`A.cs|public const string %s = "%s";`, `A.java|static final String %s = "%s";`, `a.go|var %s = "%s"`, `a.sh|export %s="%s"`, `.env|%s=%s`, `a.toml|%s = "%s"`,
		`a.rb|%s = "%s"`, `a.php|<?php $%s = "%s";`, `a.properties|%s=%s`, `a.xml|<%s>%s</%[1]s>`, `a.kt|val %s = "%s"`, `a.rs|const %s: &str = "%s";`,
		`Dockerfile|ENV %s=%s`, `a.ini|%s = %s`, `a.ps1|$%s = "%s"`, `a.swift|let %s = "%s"`,
	}
	for i, form := range forms {
		path, format, _ := strings.Cut(form, "|")
		for j, name := range names {
			value, _ := recipe.ExpandSeed(values[(i+j)%len(values)], fmt.Sprint("v", i, j))
			line := fmt.Sprintf(format, name, value)
			fs := s.ScanFile(rules.NewFile(path, []byte(line+"\n")))
			if len(fs) == 0 {
				t.Errorf("%s: nothing is found under %s", form, name)
			}
			for k := range fs {
				f := &fs[k]
				if want := strings.Replace(line, value, stars, 1); f.Text != want {
					t.Errorf("%s: the line is shown as %s, want %s", form, f.Text, want)
				} else if got := f.Text[f.CaretStart:f.CaretEnd]; got != stars {
					t.Errorf("%s: the caret is under %q", form, got)
				}
				if !strings.Contains(f.Message, fmt.Sprintf("under %q", name)) {
					t.Errorf("%s: the message does not say %s: %s", form, name, f.Message)
				}
			}
		}
	}
}

// Every secret of a line is masked in what is shown for each of them, and so is
// what looks like one and was not reported.
func TestShownLineOfSeveral(t *testing.T) {
	t.Parallel()
	s, err := New(Config{})
	if err != nil {
		t.Fatal(err)
	}
	for seed := range 200 {
		a, _ := recipe.ExpandSeed("{alnum:32}", fmt.Sprint("a", seed))
		b, _ := recipe.ExpandSeed("{hex:40}", fmt.Sprint("b", seed))
		c, _ := recipe.ExpandSeed("{alnum:20}", fmt.Sprint("c", seed))
		line := fmt.Sprintf("f(client_secret2=%q, s3_token=%q, x=%q)", a, b, c)
		for _, f := range s.ScanFile(rules.NewFile("a.py", []byte(line))) {
			for _, v := range []string{a, b, c} {
				for at := 0; at+6 <= len(v); at++ {
					if strings.Contains(f.Text, v[at:at+6]) {
						t.Fatalf("seed %d: %s shows a part of a value", seed, f.Text)
					}
				}
			}
			if !strings.Contains(f.Text, "client_secret2=") && !strings.Contains(f.Text, "…") {
				t.Errorf("seed %d: %s hides a name", seed, f.Text)
			}
		}
	}
}
