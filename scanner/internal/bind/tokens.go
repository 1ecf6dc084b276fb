package bind

import (
	"bytes"
	"strings"

	"github.com/envguard/envguard/scanner/internal/lex"
)

func (w *walk) text(k int) string {
	t := w.Tokens[k]
	return string(w.Data[t.Start:t.End])
}

func (w *walk) lower(k int) string {
	if k < 0 || w.Tokens[k].Kind != lex.Word || w.Tokens[k].End-w.Tokens[k].Start > maxName {
		return ""
	}
	return strings.ToLower(w.text(k))
}

// is reports whether token k is the punctuation c.
func (w *walk) is(k int, c byte) bool {
	if k < 0 || k >= len(w.Tokens) {
		return false
	}
	t := w.Tokens[k]
	return t.Kind == lex.Punct && w.Data[t.Start] == c
}

// isWord reports whether token k is a word with a letter in it.
func (w *walk) isWord(k int) bool {
	if k < 0 || k >= len(w.Tokens) || w.Tokens[k].Kind != lex.Word {
		return false
	}
	t := w.Tokens[k]
	for _, c := range w.Data[t.Start:t.End] {
		if c|0x20-'a' < 26 || c >= 0x80 {
			return true
		}
	}
	return false
}

func (w *walk) opens(k int) bool { return w.is(k, '(') || w.is(k, '[') || w.is(k, '{') }

func (w *walk) closes(k int) bool { return w.is(k, ')') || w.is(k, ']') || w.is(k, '}') }

// opening returns the token that opens the group which token k closes, or -1.
func (w *walk) opening(k int) int {
	depth := 0
	for i := k; i >= 0; i-- {
		if w.steps++; w.steps > maxSteps {
			return -1
		}
		if w.closes(i) {
			depth++
		} else if w.opens(i) {
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}

// bracket returns the token that opens the bracket around token k, or -1, and
// counts the commas between.
func (w *walk) bracket(k int, commas *int) int {
	depth := 0
	for i := k - 1; i >= 0; i-- {
		if w.steps++; w.steps > maxSteps {
			return -1
		}
		switch {
		case w.closes(i):
			depth++
		case w.opens(i):
			if depth == 0 {
				return i
			}
			depth--
		case depth == 0 && commas != nil && w.is(i, ','):
			*commas++
		}
	}
	return -1
}

// newline reports whether a line ends in front of token k.
func (w *walk) newline(k int) bool {
	return k > 0 && bytes.IndexByte(w.Data[w.Tokens[k-1].End:w.Tokens[k].Start], '\n') >= 0
}

// isFunctionWord accepts the words that begin a function.
func isFunctionWord(s string) bool {
	switch s {
	case "def", "defp", "defun", "define", "function", "func", "fn", "fun", "sub", "proc", "method", "let", "val", "get", "self.def":
		return true
	}
	return false
}

// isControl accepts the words that begin a block and are no function's name.
func isControl(s string) bool {
	switch s {
	case "if", "elif", "elsif", "elseif", "else", "for", "while", "switch", "case", "when", "match", "catch", "with", "until", "unless", "foreach", "synchronized", "using":
		return true
	}
	return false
}

func isDigits(s string) bool { return strings.Trim(s, "0123456789") == "" }
