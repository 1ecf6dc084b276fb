package rules

import "testing"

// What is known of a file's documentation strings is not taken for that of the
// next content in the same buffer.
func TestDocStrings(t *testing.T) {
	doc := "\"\"\"Text.\n    password = 1\n\"\"\"\n"
	code := "x='''long string'''\npassword = 1\n\n"
	code = code[:len(doc)]
	buf := []byte(doc)
	f := NewFile("a.py", buf)
	if !f.inDoc(15) || f.inDoc(len(doc)-1) {
		t.Error("documentation is not found, or does not end")
	}
	copy(buf, code)
	f.SetData(buf)
	if f.inDoc(22) {
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
		if got := NewFile("a.py", []byte(text)).inDoc(at); got != want {
			t.Errorf("inDoc in %q is %v", text, got)
		}
	}
}
