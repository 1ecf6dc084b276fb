package custom

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
)

// ValuePattern returns a test of whether a pattern matches a value as a whole. A pattern
// that fits texts with nothing in common would fit every value, and is an error.
func ValuePattern(p string) (func(value string) bool, error) {
	if len(p) > 1000 {
		return nil, errors.New("the pattern is longer than 1000 characters")
	}
	re, err := regexp.Compile(`^(?:` + p + `)$`)
	if err != nil {
		return nil, fmt.Errorf("compiling the pattern: %w", err)
	}
	if re.MatchString("") {
		return nil, errors.New("the pattern matches the empty string")
	}
	for n := 8; n <= 64; n++ {
		fits := 0
		for _, alphabet := range [...]string{"0123456789abcdef", "qwzxkvjpgymhturl", "Zq7xW-_pK+3vT/9s"} {
			if re.MatchString(strings.Repeat(alphabet, 4)[:n]) {
				fits++
			}
		}
		if fits > 1 {
			return nil, errors.New("the pattern matches everything")
		}
	}
	return re.MatchString, nil
}
