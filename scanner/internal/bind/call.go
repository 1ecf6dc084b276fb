package bind

import "strings"

// callee returns what the bracket at token open is the argument list of, or the
// type it builds.
func (w *walk) callee(open int) string {
	i := open - 1
	if w.is(i, '!') || w.is(i, '?') { // hex!("…")
		i--
	}
	if w.is(i, '>') { // get<string>("…")
		for j := i; j >= 0 && j > i-8; j-- {
			if w.is(j, '<') {
				i = j - 1
				break
			}
		}
	}
	if i < 0 || w.is(open, '[') || !w.isWord(i) {
		return ""
	}
	name := w.text(i)
	for n := 0; n < 3 && i >= 3 && w.is(i-1, ':') && w.is(i-2, ':') && w.isWord(i-3); n++ { // A::b
		i -= 3
		name = w.text(i) + "::" + name
	}
	return name
}

// calls takes the name of the function or type: setSecret("…"), apiKey("…"),
// Secret::new("…").
func (w *walk) calls(call string) {
	parts := strings.FieldsFunc(call, func(r rune) bool { return r == '.' || r == ':' })
	if len(parts) == 0 {
		return
	}
	last := parts[len(parts)-1]
	switch lower := strings.ToLower(last); {
	case reads(lower):
		return
	case lower == "sensitive":
		last = "secret"
	case len(parts) > 1 && isMaker(lower):
		last = parts[len(parts)-2]
	}
	for _, verb := range [...]string{"use", "with", "add", "enable"} {
		if len(last) > len(verb)+2 && strings.EqualFold(last[:len(verb)], verb) {
			last = strings.TrimLeft(last[len(verb):], "_")
			break
		}
	}
	w.take(last, false)
	if w.stop && strings.Contains(strings.ToLower(last), "hmac") {
		w.stop = false
	}
}

// isMaker accepts the names of functions that make a value of a type, which then
// decides.
func isMaker(s string) bool {
	switch s {
	case "new", "from", "of", "create", "set", "apply", "init", "make", "parse", "fromstring", "from_str", "build", "valueof", "just", "some", "push_str", "append", "copyof", "plaintext", "unsafeplaintext":
		return true
	}
	return false
}

// reads accepts the names of functions that look for a value or take it apart.
func reads(s string) bool {
	for _, p := range [...]string{"get", "find", "parse", "decode", "delete", "remove", "revoke", "lookup", "is", "has", "verify", "validate", "check", "read", "load", "fetch", "assert", "expect"} {
		if rest, ok := strings.CutPrefix(s, p); ok && (len(p) > 3 || rest == "" || strings.Contains(rest, "token") || strings.Contains(rest, "key") || strings.Contains(rest, "secret") || strings.Contains(rest, "pass")) {
			return true
		}
	}
	return false
}
