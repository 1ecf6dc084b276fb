package rules

import (
	"testing"

	"github.com/envguard/envguard/rules/fileclass"
)

// What is known of a file's documentation strings is not taken for that of the
// next content in the same buffer.
func TestDocStrings(t *testing.T) {
	doc := "\"\"\"Text.\n    password = 1\n\"\"\"\n"
	code := "x='''long string'''\npassword = 1\n\n"
	code = code[:len(doc)]
	buf := []byte(doc)
	f := NewFile("a.py", buf)
	if !f.InDoc(15) || f.InDoc(len(doc)-1) {
		t.Error("documentation is not found, or does not end")
	}
	copy(buf, code)
	f.SetData(buf)
	if f.InDoc(22) {
		t.Error("code is taken for documentation")
	}
	for text, want := range map[string]bool{
		"    '''\n    inner\n    '''\n":   true,
		"EXAMPLES = r'''\n  inner\n'''\n": true,
		"@moduledoc ~S\"\"\"\ninner\n":    true,
		"query = '''\n  inner\n'''\n":     false,
		"f(\"\"\"\ninner\n\"\"\")\n":      false,
		"'''a'''\nx = 'inner'\n'''b'''":   false,
	} {
		at := 0
		for i := range text {
			if text[i:min(len(text), i+5)] == "inner" {
				at = i
			}
		}
		if got := NewFile("a.py", []byte(text)).InDoc(at); got != want {
			t.Errorf("inDoc in %q is %v", text, got)
		}
	}
}

// The parts of bundles are named by their builders; other names with dashes are
// not theirs.
func TestChunkNames(t *testing.T) {
	for path, want := range map[string]fileclass.Class{
		"static/vendor-BS4xPthR.js": fileclass.Vendored, "js/main.8f3a2b1c.js": fileclass.Vendored, "dist/index-D1XyZ_a3.css": fileclass.Vendored,
		"js/app.5f2c8d9e7a1b3c4d6e8f.js": fileclass.Vendored, "src/http-client.js": fileclass.Other, "src/settings-20240101.js": fileclass.Other,
		"src/user-settings.js": fileclass.Other, "src/DeadBeef1.js": fileclass.Other, "src/api-v2.ts": fileclass.Other,
	} {
		if got := fileclass.Classify(path); got != want {
			t.Errorf("%s is %v, want %v", path, got, want)
		}
	}
}
