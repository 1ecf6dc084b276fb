package scanner

import (
	"fmt"
	"strings"
	"testing"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/builtin"
	"github.com/envguard/envguard/rules/recipe"
)

// TestBroken cuts tokens in two with what terminals, chats and line wraps put into them.
// All of these were called clean.
func TestBroken(t *testing.T) {
	t.Parallel()
	s, err := New(Config{Rules: builtin.All()})
	if err != nil {
		t.Fatal(err)
	}
	breaks := map[string]string{
		"zero-width space": "\u200b", "word joiner": "\u2060", "soft hyphen": "\u00ad", "byte-order mark": "\ufeff",
		"right-to-left mark": "\u200f", "backslash": "\\\n", "backslash, CRLF": "\\\r\n", "color": "\x1b[1;31m", "reset": "\x1b[0m",
		"hyperlink": "\x1b]8;;https://example.org\x07", "erase": "\x1b[K", "two": "\u200b\u2060",
	}
	for name, cut := range breaks {
		for _, line := range []string{
			"see {crc:github:ghp_}| for it\n", "curl -H 'Authorization: token {crc:github:ghp_}|' https://api.github.com\n",
			"API_SECRET=\"{alnum:32}|\"\n", "text\ntext\n  password: '{alnum:32}|'\nmore\n",
		} {
			line = strings.ReplaceAll(line, "x", "x")
			text, _ := recipe.Expand(line)
			end := strings.IndexByte(text, '|')
			for _, at := range []int{end - 3, end - 14, end - 24} {
				broken := text[:at] + cut + text[at:end] + text[end+1:]
				f := rules.NewFile("notes.txt", []byte(broken))
				got := s.ScanFile(f)
				if len(got) != 1 {
					t.Errorf("%s in %q at %d: %d findings", name, line, at-end, len(got))
				}
			}
		}
	}
}

// TestColored reads the output of programs that color names and values.
func TestColored(t *testing.T) {
	t.Parallel()
	s, err := New(Config{Rules: builtin.All()})
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range []string{
		"\x1b[32mAPI_SECRET\x1b[0m=\x1b[33m{alnum:32}\x1b[0m\n",
		"\x1b[1mpassword\x1b[22m: \x1b[36m'{alnum:32}'\x1b[39m\n",
		"\x1b[2mtoken\x1b[0m \x1b[35m{crc:github:ghp_}\x1b[0m\n",
		"[1.5, \"o\", \"\\u001b[32mAPI_SECRET\\u001b[0m={alnum:32}\\u001b[0m\\r\\n\"]\n",
	} {
		text, _ := recipe.Expand(line)
		if got := s.ScanFile(rules.NewFile("out.txt", []byte(text))); len(got) != 1 {
			t.Errorf("%q: %d findings", line, len(got))
		}
	}
}

// TestUnbroken wants nothing from text that holds such bytes for good reasons.
func TestUnbroken(t *testing.T) {
	t.Parallel()
	s, err := New(Config{Rules: builtin.All()})
	if err != nil {
		t.Fatal(err)
	}
	for i, text := range []string{
		"#define TOKEN_FOO(x) \\\n  do_something(x); \\\n  return 0\n",
		"\x1b[31merror\x1b[0m: password is required\n",
		"clé d\u200b'accès : voir la documentation du mot\u00adde\u00adpasse\n",
		"family \U0001f468\u200d\U0001f469\u200d\U0001f467 token\n",
	} {
		if got := s.ScanFile(rules.NewFile(fmt.Sprintf("f%d.txt", i), []byte(text))); len(got) != 0 {
			t.Errorf("%q: %d findings", text, len(got))
		}
	}
}
