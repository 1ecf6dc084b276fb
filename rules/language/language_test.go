package language

import (
	"strings"
	"testing"
)

// Each comment is between « and »; whatever else looks like one is none.
func TestComments(t *testing.T) {
	for _, tt := range []struct{ file, text string }{
		{"a.py", "x = '# no' «# yes»\ny = \"\"\"\n# no\n\"\"\"\n«# yes»"},
		{"a.py", `x = 'it\'s # no'`},
		{"a.go", "x := `// no\n// no` «// yes»\nr := '\"' «// yes»"},
		{"a.js", "x = `no // ${y}`; z = 'http://no' «/* yes\n // yes */» + 1 «// yes»"},
		{"a.js", "url = http://no"},
		{"A.java", "s = \"\"\"\n  // no\n  \"\"\"; «// yes»"},
		{"a.rs", "let a: &'static str = r#\"// no \" // no\"#; «// yes»"},
		{"a.cs", `s = @"\"; «// yes»`},
		{"a.sh", "echo a#no ${#no} \"# no\" '# no' «# yes»"},
		{"a.yml", "url: http://x/#no\nk: 'it''s # no' «# yes»\na: b#no"},
		{"a.ini", "a = b;no\n«; yes»\n«# yes»"},
		{"a.properties", "a = b # no\n  «# yes»\n«! yes»"},
		{"a.sql", "SELECT '-- no', a--b «-- yes»\n«/* yes */»"},
		{"a.lua", "x = [[ -- no ]] «--[[ yes\nyes ]]» «-- yes»"},
		{"a.hs", "x = \"-- no\" «{- yes -}» «-- yes»"},
		{"a.ml", "let x = \"(* no *)\" «(* yes *)»"},
		{"a.erl", "X = \"% no\" «% yes»"},
		{"a.clj", "(def x \"; no\") «; yes»"},
		{"a.ps1", "$x = '# no' «<# yes\n#>» «# yes»"},
		{"a.vb", "x = \"' no\" «' yes»\n«REM yes»\nREMARK = 1"},
		{"a.bat", "set x=REM no\n«REM yes»\n«:: yes»"},
		{"a.tf", "x = \"# no\" «# yes»\n«// yes»\n«/* yes */»"},
		{"a.html", "<a href='//no'>«<!-- yes\nyes -->»"},
		{"a.json", `{"a": "// no"}`},
		{"a.rb", "x = '# no' «# yes»\n«=begin\nyes\n=end»\n"},
		{"a.php", "<?php $x = '// no'; «# yes»\n«// yes»"},
		{"Dockerfile", "ENV A=b#no\n«# yes»"},
		{"Dockerfile.dev", "«# yes»"},
		{".env", "A=b#no\nA=\"# no\" «# yes»\n«# yes»"},
		{"a.toml", "a = '\\' «# yes»"},
		{"app.yml.j2", "a: b «# yes»"},
		{"a.unknown", "«# yes»\n«// yes»\nx «-- yes»\n\"# no\""},
	} {
		plain := strings.NewReplacer("«", "", "»", "").Replace(tt.text)
		var got strings.Builder
		at := 0
		for _, s := range Of(tt.file).Comments([]byte(plain)) {
			got.WriteString(plain[at:s.Start] + "«" + plain[s.Start:s.End] + "»")
			at = s.End
		}
		got.WriteString(plain[at:])
		if got.String() != tt.text {
			t.Errorf("%s:\ngot  %q\nwant %q", tt.file, got.String(), tt.text)
		}
	}
}

// TestTable: no name belongs to two languages.
func TestTable(t *testing.T) {
	seen := map[string]string{}
	for _, r := range table {
		for name := range strings.FieldsSeq(r.extensions + " " + r.files) {
			if other, ok := seen[name]; ok {
				t.Errorf("%s is of %s and of %s", name, other, r.Name)
			}
			seen[name] = r.Name
		}
	}
}

func FuzzComments(f *testing.F) {
	f.Add("a.py", "x = '# no' # yes")
	f.Add("a.js", "`//` /* */ //")
	f.Add("a.rb", "=begin\n=end")
	f.Fuzz(func(t *testing.T, file, text string) {
		at := 0
		for _, s := range Of(file).Comments([]byte(text)) {
			if s.Start < at || s.End <= s.Start || s.End > len(text) {
				t.Fatalf("span %v behind %d of %d", s, at, len(text))
			}
			at = s.End
		}
	})
}
