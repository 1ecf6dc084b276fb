package fixer

import (
	"encoding/base64"
	"encoding/hex"
	"strings"

	"github.com/envguard/envguard/fixer/keys"
	"github.com/envguard/envguard/rules/judge"
)

// A standIn is what an example file shows in the place of a secret.
type standIn struct {
	value string
	// spec is the kind of key to make for it, as [keys.New] takes it, or "" if
	// nobody but its provider can make one.
	spec string
}

// fernetStandIn is no Fernet key: it has neither 44 characters nor 32 bytes,
// so that a program which is given it fails at once.
const fernetStandIn = "replace-with-a-fernet-key"

// standInFor returns what means a secret value in an example file: of the
// same type, of a form that says what belongs there, and such that rules.Judge
// takes it for a placeholder.
func standInFor(key, value, comment string, pr *project) standIn {
	value = strings.TrimSpace(value)
	s := standIn{spec: specFor(key, value, comment, pr)}
	var list []string
	add := func(v string) { list = append(list, v) }
	if u, ok := pr.voc.maskURL(value); ok {
		s.spec = ""
		add(u)
		add(plainURL(value))
	}
	name, _, _ := strings.Cut(s.spec, ":")
	switch {
	case name == "fernet":
		add(fernetStandIn)
	case name == "laravel":
		add("") // as artisan key:generate and Laravel's own example have it
	case isUUIDShape(value):
		add("00000000-0000-0000-0000-000000000000")
	case value != "" && strings.Trim(value, "0123456789") == "":
		add(strings.Repeat("0", min(len(value), 64)))
	case name == "strapi-keys":
		add("change-me-1,change-me-2,change-me-3,change-me-4")
	case s.spec != "", strings.Contains(strings.ToUpper(key), "PASS"), strings.Contains(strings.ToUpper(key), "PWD"):
		add("change-me")
	default:
		add("your-" + kebab(key))
	}
	add("change-me")
	for _, v := range list {
		if shown := judge.Judge(key, []byte(v)); shown.Kind != judge.Real && (v == "" || v != value) {
			s.value = v
			return s
		}
	}
	return s
}

// specFor returns the kind of key that an entry asks for. The value that it
// has says more than its name.
func specFor(key, value, comment string, pr *project) string {
	k, ok := keys.KindFor(key, keys.Hint{Comment: comment, Placeholder: placeholderOrNothing(value), Framework: pr.framework, Local: pr.starts(key), Own: pr.isOwn})
	if !ok {
		return ""
	}
	switch k.Name {
	case "hex", "base64", "urlsafe", "jwt", "alnum", "flask", "django", "nextauth", "rails", "symfony", "n8n":
		if shape := shapeOf(value); shape != "" {
			if _, err := keys.Parse(shape); err == nil {
				return shape
			}
		}
	}
	return k.Spec()
}

// placeholderOrNothing returns a value that may be read for hints.
func placeholderOrNothing(value string) string {
	if saysPlaceholder(value) || strings.HasPrefix(value, "base64:") {
		return value
	}
	return ""
}

// shapeOf returns the kind of key that a value looks like, or "".
func shapeOf(v string) string {
	switch {
	case isUUIDShape(v):
		return "uuid"
	case len(v) >= 32 && len(v)%2 == 0:
		if b, err := hex.DecodeString(v); err == nil {
			return "hex:" + itoa(len(b))
		}
	}
	if len(v) != 44 || !strings.HasSuffix(v, "=") {
		return ""
	}
	if b, err := base64.URLEncoding.DecodeString(v); err == nil && len(b) == 32 {
		return "fernet"
	}
	if b, err := base64.StdEncoding.DecodeString(v); err == nil && len(b) == 32 {
		return "base64:32"
	}
	return ""
}

func itoa(n int) string {
	if n < 10 {
		return string(rune('0' + n))
	}
	return itoa(n/10) + string(rune('0'+n%10))
}

func isUUIDShape(v string) bool {
	if len(v) != 36 {
		return false
	}
	for i := range len(v) {
		c := v[i]
		dash := i == 8 || i == 13 || i == 18 || i == 23
		if dash != (c == '-') || !dash && strings.IndexByte("0123456789abcdefABCDEF", c) < 0 {
			return false
		}
	}
	return true
}

// kebab turns STRIPE_SECRET_KEY and stripeSecretKey into stripe-secret-key.
func kebab(key string) string {
	var b strings.Builder
	for i := range len(key) {
		switch c := key[i]; {
		case c >= 'A' && c <= 'Z':
			if i > 0 && key[i-1] >= 'a' && key[i-1] <= 'z' {
				b.WriteByte('-')
			}
			b.WriteByte(c + 'a' - 'A')
		case c >= 'a' && c <= 'z' || c >= '0' && c <= '9':
			b.WriteByte(c)
		case b.Len() > 0:
			b.WriteByte('-')
		}
	}
	return strings.Trim(strings.ReplaceAll(b.String(), "--", "-"), "-")
}

// saysPlaceholder reports whether a value says that it is to be replaced,
// which a weak password of words does not.
func saysPlaceholder(v string) bool {
	if j := judge.Judge("SECRET", []byte(v)); j.Kind == judge.Real && j.Score > 0.9 {
		return false // random characters spell xxx and todo, too
	}
	v = strings.Trim(strings.ToLower(strings.TrimSpace(v)), `"'`)
	if strings.HasPrefix(v, "<") && strings.HasSuffix(v, ">") || strings.HasPrefix(v, "{{") || strings.HasPrefix(v, "[") && strings.HasSuffix(v, "]") && !strings.ContainsAny(v, "\"'*,0123456789{") && len(v) > 3 {
		return true
	}
	for _, w := range [...]string{
		"change-me", "changeme", "change_me", "change me", "changethis", "change-this", "change_this", "change-it", "changeit", "your-", "your_", "your ", "yours", "replace", "example",
		"placeholder", "xxx", "todo", "fixme", "dummy", "insert-", "insert_", "enter-", "enter_", "fill-", "fill_", "...", "***", "set-me", "setme", "set_me", "to-be-", "put-", "put_", "django-insecure-change",
		"generate-", "generate_", "some-", "some_", "my-secret", "my_secret", "mysecret", "secret-key-here", "-here", "_here", "goes here",
	} {
		if strings.Contains(v, w) {
			return true
		}
	}
	return strings.HasPrefix(v, "your") || strings.Trim(v, "0-") == "" && v != ""
}

// IsPlaceholder reports whether a value says that it is to be replaced.
func IsPlaceholder(value string) bool { return saysPlaceholder(value) }

// asks reports whether a plain setting, such as a host, says that it is to be
// replaced. Addresses at example.com are defaults as often as not.
func asks(v string) bool {
	v = strings.Trim(strings.ToLower(strings.TrimSpace(v)), `"'`)
	return strings.HasPrefix(v, "your-") || strings.HasPrefix(v, "your_") || strings.HasPrefix(v, "your.") || strings.HasPrefix(v, "your ") ||
		strings.HasPrefix(v, "<") && strings.HasSuffix(v, ">") || strings.Contains(v, "change-me") || strings.Contains(v, "changeme") || strings.Contains(v, "replace-me")
}

// A urlSplit is a URL with user information, cut where its parts meet.
type urlSplit struct{ scheme, user, password, host, rest string }

// splitURL cuts a URL that has user information. A password may hold any
// character, so that the last @ in front of the query counts.
func splitURL(v string) (u urlSplit, ok bool) {
	scheme, after, found := strings.Cut(v, "://")
	if !found || scheme == "" || strings.Trim(strings.ToLower(scheme), "abcdefghijklmnopqrstuvwxyz0123456789+.-:") != "" || strings.ContainsAny(v, " \t\r\n") {
		return u, false
	}
	end := len(after)
	if i := strings.IndexByte(after, '?'); i >= 0 && strings.IndexByte(after[:i], '@') >= 0 {
		end = i
	}
	at := strings.LastIndexByte(after[:end], '@')
	if at < 0 {
		return u, false
	}
	u.scheme = scheme
	u.user, u.password, _ = strings.Cut(after[:at], ":")
	u.host = after[at+1:]
	if i := strings.IndexAny(u.host, "/?#"); i >= 0 {
		u.host, u.rest = u.host[:i], u.host[i:]
	}
	return u, true
}

// maskURL keeps a URL's scheme, the class of its host, port, database and
// harmless options, and puts user:password in the place of the rest.
func (v vocabulary) maskURL(value string) (string, bool) {
	u, ok := splitURL(value)
	if !ok {
		scheme, after, found := strings.Cut(value, "://")
		if !found || strings.ContainsAny(value, " \t\r\n") || v.odd(scheme) > 2 {
			return "", false
		}
		host, rest := after, ""
		if i := strings.IndexAny(after, "/?#"); i >= 0 {
			host, rest = after[:i], after[i:]
		}
		return scheme + "://" + v.hostClass(host, "example.com") + v.maskRest(rest), true
	}
	login := "user:password"
	if u.user == "" {
		login = ":password"
	}
	return u.scheme + "://" + login + "@" + v.hostClass(u.host, "localhost") + v.maskRest(u.rest), true
}

// plainURL is what is left of a URL when its path cannot be shown.
func plainURL(v string) string {
	scheme, _, _ := strings.Cut(v, "://")
	if _, ok := splitURL(v); ok {
		return scheme + "://user:password@localhost"
	}
	return scheme + "://example.com/"
}

// hostClass keeps local hosts, service names, public hosts and the port, and
// replaces any other host.
func (v vocabulary) hostClass(hostport, otherwise string) string {
	host, port := hostport, ""
	if i := strings.LastIndexByte(hostport, ':'); i >= 0 && strings.Trim(hostport[i+1:], "0123456789") == "" && len(hostport)-i <= 6 {
		host, port = hostport[:i], hostport[i:]
	}
	switch low := strings.ToLower(host); {
	case low == "localhost", low == "127.0.0.1", low == "[::1]", low == "0.0.0.0", low == "host.docker.internal":
	case low != "" && strings.Trim(low, "abcdefghijklmnopqrstuvwxyz0123456789-_.") == "" && v.isPathPart(host) && (!strings.Contains(low, ".") || otherwise != "localhost"):
	default:
		host = otherwise
	}
	return host + port
}

// isPathPart reports whether a part of a URL's path or query can be shown.
func (v vocabulary) isPathPart(s string) bool {
	return v.isRest(s) && (len(s) <= 3 || v.odd(s) == 0 || v.odd(s)*2 <= len(s) && strings.Trim(s, "0123456789abcdefghijklmnopqrstuvwxyz-_.:") == "" && v.isAnchored(s))
}

func (v vocabulary) maskRest(rest string) string {
	rest, _, _ = strings.Cut(rest, "#")
	before, query, found := strings.Cut(rest, "?")
	parts := strings.Split(before, "/")
	for i, part := range parts {
		if part != "" && !v.isPathPart(part) {
			// What follows may be the rest of it.
			parts = append(parts[:i], "change-me")
			break
		}
	}
	before = strings.Join(parts, "/")
	if !found {
		return before
	}
	return before + "?" + v.maskQuery(query)
}

// maskQuery keeps the options of a query that can be shown.
func (v vocabulary) maskQuery(query string) string {
	var parts []string
	for part := range strings.SplitSeq(query, "&") {
		name, value, ok := strings.Cut(part, "=")
		switch {
		case !sharableName(name):
		case !ok && v.isPathPart(name), ok && v.isPathPart(name) && !namesSecret(name) && v.isPathPart(value):
			parts = append(parts, part)
		case ok && v.isPathPart(name):
			parts = append(parts, name+"=change-me")
		}
	}
	return strings.Join(parts, "&")
}

// freshFor makes a key for an entry that has one already.
func freshFor(key, old, comment string, pr *project) (value, kind string, err error) {
	spec := shapeOf(old)
	if k, ok := keys.KindFor(key, keys.Hint{Comment: comment, Placeholder: placeholderOrNothing(old), Framework: pr.framework, Local: true, Own: pr.isOwn}); ok && (spec == "" || k.Name == "fernet" || k.Name == "laravel") {
		spec = k.Spec()
	}
	if spec == "" {
		return "", "", keys.ErrUnknownKind
	}
	value, err = keys.New(spec)
	return value, spec, err
}
