package scanner

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/builtin"
)

// An allow comment permits a finding:
//
//	key = "…"  # envguard:allow hex-secret -- a test vector of RFC 7515
//
// It stands in a comment on the finding's line, or alone on the line above,
// which is the only form that is safe in a .env file: several readers take a
// trailing comment for a part of the value. The comments of other scanners are
// honoured where those tools honour them.

const allowMarker = "envguard:allow"

// allowReach is how far from a secret on its line, in bytes, a comment can allow
// it, and how long a comment on the line above can be.
const allowReach = 16 << 10

// foreign are the comments of other tools on the finding's own line.
var foreign = [...]string{"gitleaks:allow", "pragma: allowlist secret", "pragma: whitelist secret", "trufflehog:ignore"}

// foreignNext are those on the line above.
var foreignNext = [...]string{"pragma: allowlist nextline secret", "pragma: whitelist nextline secret"}

// marks are what one of stands in every text with such a comment.
var marks = [][]byte{[]byte("allow"), []byte("trufflehog:ignore"), []byte("pragma:"), []byte("nvguard:"), []byte("NVGUARD:")}

// suppress marks the findings that a comment allows.
func suppress(f *rules.File, fs []Finding, known []*rules.Rule) (problems []Problem) {
	if f.Binary || !slices.ContainsFunc(marks, func(m []byte) bool { return bytes.Contains(f.Data, m) }) {
		return nil
	}
	d := f.Data
	ls, le := 0, -1 // the line of the last finding: it can be a megabyte long and hold thousands
	for i := range fs {
		fi := &fs[i]
		at := bytesAt(d, fi)
		if at < ls || at > le {
			ls, le = bytes.LastIndexByte(d[:at], '\n')+1, lineEnd(d, at)
		}
		last := le
		if fi.EndLine > fi.Line { // a block: the comment may stand behind its end as well
			last = lineEnd(d, min(len(d), at+fi.End-fi.Start))
		}
		// The secret itself may not permit itself.
		behind := min(last, at+fi.End-fi.Start)
		own := [2][]byte{d[max(ls, at-allowReach):at], d[behind:min(last, behind+allowReach)]}
		var above []byte
		if ls > 0 {
			lo := max(0, ls-1-allowReach)
			as := lo + bytes.LastIndexByte(d[lo:ls-1], '\n') + 1
			above = bytes.TrimSpace(d[as : ls-1])
			if leadsComment(above) == 0 && !alone(above) {
				above = nil
			}
		}
		for _, part := range [...]struct {
			text []byte
			line int
		}{{own[0], fi.Line}, {own[1], fi.Line}, {above, fi.Line - 1}} {
			by, reason, p := allows(part.text, fi.Rule, known)
			if p == nil && by == "" {
				p = misspelt(part.text, fi.Rule)
			}
			if p != nil {
				p.Path, p.Line = f.Path, part.line
				problems = append(problems, *p)
			}
			if by != "" {
				fi.SuppressedBy, fi.Reason = by, reason
			}
		}
		for _, m := range foreign {
			if bytes.Contains(own[0], []byte(m)) || bytes.Contains(own[1], []byte(m)) {
				fi.SuppressedBy = m
			}
		}
		for _, m := range foreignNext {
			if bytes.Contains(above, []byte(m)) {
				fi.SuppressedBy = m
			}
		}
	}
	return problems
}

// bytesAt returns the finding's offset in the window's data, which is not its
// Start when the window is not the first.
func bytesAt(d []byte, fi *Finding) int { return fi.Start - fi.base }

// allows reads an allow comment in text.
func allows(text []byte, rule *rules.Rule, known []*rules.Rule) (by, reason string, p *Problem) {
	k := bytes.Index(text, []byte(allowMarker))
	if k < 0 || !commentIn(text[:k]) && !alone(text) {
		return "", "", nil
	}
	rest := string(text[k+len(allowMarker):])
	if bytes.HasSuffix(text[:k], []byte{'"'}) { // a member of JSON
		rest, _, _ = strings.Cut(rest, `"`)
	}
	for _, end := range []string{"*/", "-->", "#}", "}}", "%>", "#>", "*)", "-}", "*@"} {
		if i := strings.Index(rest, end); i >= 0 {
			rest = rest[:i]
		}
	}
	names, reason, _ := strings.Cut(rest, "--")
	reason = strings.TrimSpace(reason)
	fields := strings.FieldsFunc(names, func(r rune) bool { return r == ',' || r == ' ' || r == '\t' || r == '\r' })
	if len(fields) == 0 {
		return "", "", &Problem{
			Message: "the allow comment names no rule",
			Hint:    fmt.Sprintf("write %s %s -- and the reason", allowMarker, rule.ID),
		}
	}
	for _, name := range fields {
		if name == rule.ID {
			by = allowMarker
			continue
		}
		if !isRule(name, known) && p == nil {
			p = &Problem{
				Message: fmt.Sprintf("the allow comment names the rule %q, which does not exist", clip(name, 40)),
				Hint:    fmt.Sprintf("write %s %s -- and the reason; `envguard rules` lists them", allowMarker, rule.ID),
			}
		}
	}
	return by, reason, p
}

// commentIn reports whether what stands in front of an allow marker can begin a
// comment in some language: text that merely mentions the marker permits
// nothing.
func commentIn(b []byte) bool {
	for _, lead := range [...]string{"#", "//", "/*", "*", "--", ";", "%", "<!", "{{!", "REM ", "rem "} {
		if bytes.Contains(b, []byte(lead)) {
			return true
		}
	}
	// Others mean something else as well, and quotes begin comments in Visual
	// Basic and Vim, and strings elsewhere: they stand right in front.
	for _, lead := range [...]string{"{-", "(*", "@*", "!"} {
		if bytes.HasSuffix(bytes.TrimRight(b, " \t"), []byte(lead)) {
			return true
		}
	}
	return bytes.HasSuffix(b, []byte("' ")) || bytes.HasSuffix(b, []byte("\" "))
}

// alone reports whether a line says nothing but that something is allowed: in
// front of the marker stands what no program means anything by. So it works in
// a language whose comments are not known, in a text, and in JSON, which has no
// comments, as a member.
func alone(line []byte) bool {
	k := bytes.Index(line, []byte(allowMarker))
	if k < 0 {
		return false
	}
	lead := bytes.Trim(line[:k], "{[, \t")
	for _, word := range [...]string{"REM", "rem", "Rem", "dnl", "C", "c", `"_comment": "`, `"$comment": "`, `"comment": "`} {
		if string(lead) == word {
			return true
		}
	}
	for _, c := range lead {
		if isAlnum(c) || c >= 0x80 || c == '_' || c == '$' {
			return false
		}
	}
	return true
}

// misspelt tells of a comment that was meant to be an allow comment.
func misspelt(text []byte, rule *rules.Rule) *Problem {
	const name = "envguard:"
	lower := lowerASCII(text)
	k := bytes.Index(lower, []byte(name))
	if k < 0 || !commentIn(text[:k]) {
		return nil
	}
	verb := bytes.TrimLeft(lower[k+len(name):], " ")
	said := text[k : len(text)-len(verb)]
	for _, v := range [...]string{"allow", "ignore", "disable", "skip", "nosecret", "suppress", "off"} {
		if bytes.HasPrefix(verb, []byte(v)) && !bytes.HasPrefix(text[k:], []byte(allowMarker)) {
			said = text[k : len(said)+k+len(v)]
			return &Problem{
				Message: fmt.Sprintf("the comment says %q, which permits nothing", said),
				Hint:    fmt.Sprintf("write %s %s -- and the reason", allowMarker, rule.ID),
			}
		}
	}
	return nil
}

// lowerASCII returns b with its ASCII letters in lower case, and of the same length:
// bytes.ToLower makes three bytes of each that is no UTF-8.
func lowerASCII(b []byte) []byte {
	out := bytes.Clone(b)
	for i, c := range out {
		if c-'A' < 26 {
			out[i] |= 0x20
		}
	}
	return out
}

func isRule(name string, known []*rules.Rule) bool {
	for _, r := range known {
		if r.ID == name {
			return true
		}
	}
	return builtin.ByID(name) != nil
}

func clip(s string, n int) string {
	if len(s) > n {
		return s[:n] + "…"
	}
	return s
}
