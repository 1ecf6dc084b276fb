package bind

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/envguard/envguard/scanner/internal/lex"
)

func says(name string) Verdict {
	switch lower := strings.ToLower(name); {
	case strings.Contains(lower, "secret"), strings.Contains(lower, "password"):
		return Secret
	case strings.HasSuffix(lower, "etag"), strings.HasSuffix(lower, "commit"):
		return Public
	case strings.HasSuffix(lower, "user"):
		return Harmless
	}
	return Nothing
}

// find splits a line and binds the literal that holds VALUE.
func find(line string) (Binding, Result) {
	d := []byte(line)
	l := lex.Lexer{Data: d}
	tokens, _ := l.Split(nil, 0, len(d))
	t := Text{
		Data: d, Tokens: tokens, Says: says,
		Argument:    func(call string, arg int) bool { return call == "hmac.New" && arg == 1 },
		Transparent: func(name string) bool { return name == "value" || name == "string" },
	}
	for k, token := range tokens {
		if bytes.Equal(d[token.Start:token.End], []byte("VALUE")) {
			return Find(&t, k)
		}
	}
	return Binding{}, Unnamed
}

func TestFind(t *testing.T) {
	for _, c := range []struct{ line, name string }{
		{`var secret string = "VALUE"`, "secret"},
		{`user, secret = "bob", "VALUE"`, "secret"},
		{`(user, secret) = ("bob", "VALUE")`, "secret"},
		{`secret, err := hex.DecodeString("VALUE")`, "secret"},
		{`set :secret, 'VALUE'`, "secret"},
		{`c[:secret] = 'VALUE'`, "secret"},
		{`Map.of("user", "bob", "secret", "VALUE")`, "secret"},
		{`{"value": "VALUE", "name": "secret"}`, "secret"},
		{`func secret() string { return "VALUE" }`, "secret"},
		{`x(getenv("SECRET") || "VALUE")`, "SECRET"},
		{`builder.clientSecret("VALUE").build()`, "clientSecret"},
		{`{ User = "bob"; Secret = "VALUE" }`, "Secret"},
		{`new Client("VALUE") // the secret`, "secret"},
		{`etag = "VALUE"`, ""},
		{`secret = { etag: "VALUE" }`, ""},
		{`f(secret, { user: "VALUE" })`, ""},
		{`x = "VALUE"`, ""},
		{`secret = 1; x = "VALUE"`, ""},
	} {
		b, _ := find(c.line)
		if b.Name != c.name {
			t.Errorf("%s: got %q, want %q", c.line, b.Name, c.name)
		}
	}
}

func ExampleFind() {
	b, result := find(`mac := hmac.New(sha256.New, []byte("VALUE"))`)
	fmt.Println(b.Call, b.Arg, result == Found)
	b, result = find(`secret, err := hex.DecodeString("VALUE")`)
	fmt.Println(b.Name, result == Found)
	// Output:
	// hmac.New 1 true
	// secret true
}
