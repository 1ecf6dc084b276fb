package main

import (
	"errors"
	"fmt"
	"strings"
)

// A codedError ends the program with a code and may say what to do.
type codedError struct {
	error
	code int
	hint string
}

func (e *codedError) Unwrap() error { return e.error }

// usagef returns an error of wrong usage or configuration, with a hint.
func usagef(hint, format string, args ...any) error {
	return &codedError{fmt.Errorf(format, args...), exitUsage, hint}
}

// delivery wraps an error of writing output: whoever reads it has not got all
// of it.
func delivery(err error) error {
	if err == nil {
		return nil
	}
	return &codedError{fmt.Errorf("the report could not be delivered whole: %w", err), exitIncomplete, ""}
}

// codeOf returns an error's exit code. What is not known to be the user's
// mistake means that something was not scanned.
func codeOf(err error) int {
	var e *codedError
	if errors.As(err, &e) {
		return e.code
	}
	return exitIncomplete
}

// splitHint returns an error's text and what it says the user can do. Packages
// that know nothing of this program write a hint behind the error.
func splitHint(err error) (text, hint string) {
	text, hint = err.Error(), hintOf(err)
	const mark = " (hint: "
	if i := strings.LastIndex(text, mark); i >= 0 && strings.HasSuffix(text, ")") && hint == "" {
		text, hint = text[:i], text[i+len(mark):len(text)-1]
	}
	return text, hint
}

// hintOf returns what an error says the user can do. Errors of other packages
// may have a Hint method.
func hintOf(err error) string {
	var e *codedError
	if errors.As(err, &e) && e.hint != "" {
		return e.hint
	}
	var h interface{ Hint() string }
	if errors.As(err, &h) {
		return h.Hint()
	}
	return ""
}
