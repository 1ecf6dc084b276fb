package scanner_test

import (
	"context"
	"fmt"
	"strings"

	"github.com/envguard/envguard/rules/builtin"
	"github.com/envguard/envguard/rules/recipe"
	"github.com/envguard/envguard/scanner"
)

// A scanner reads a source and returns what it found and what it could not read.
func Example() {
	s, err := scanner.New(scanner.Config{Rules: builtin.All()})
	if err != nil {
		fmt.Println(err)
		return
	}
	text, _ := recipe.Expand("API_SECRET = \"{alnum:32}\"\n")
	res, err := s.Scan(context.Background(), scanner.ReaderSource("settings.py", strings.NewReader(text)))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, f := range res.Findings {
		fmt.Println(f.Path, f.Line, f.Severity, f.Secret)
	}
	// Output: settings.py 1 error ********(32)
}
