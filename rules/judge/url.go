package judge

import (
	"bytes"
	"strings"

	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/random"
)

// A urlParts is a URL cut at its marks; the offsets are into the value.
type URLParts struct {
	Scheme, User, Host, rest string
	hasPass                  bool
	passStart, passEnd       int
}

// SplitURL cuts scheme://user:password@host/rest. A value of another form is
// not ok.
func SplitURL(v []byte) (u URLParts, ok bool) {
	s := string(v)
	i := strings.Index(s, "://")
	if i <= 0 || i > 30 {
		return u, false
	}
	for k := range i {
		if c := s[k]; !alphabet.Alnum(c) && c != '+' && c != '-' && c != '.' && c != ':' && c != '_' {
			return u, false
		}
	}
	u.Scheme = alphabet.ToLower(s[:i])
	auth := s[i+3:]
	end := len(auth)
	if j := strings.IndexAny(auth, "/?#"); j >= 0 {
		end = j
	}
	// A password may hold a / or #: the last @ before the first / wins, unless
	// there is none.
	at := strings.LastIndexByte(auth[:end], '@')
	if at < 0 && strings.Contains(auth[:end], ":") {
		if j := strings.IndexByte(auth, '@'); j >= 0 && !strings.ContainsAny(auth[:j], "?&= ") && !isPort(auth[strings.IndexByte(auth, ':')+1:end]) {
			at, end = j, len(auth)
			if k := strings.IndexAny(auth[j:], "/?#"); k >= 0 {
				end = j + k
			}
		}
	}
	u.Host = auth[at+1 : end]
	u.rest = auth[end:]
	if at >= 0 {
		u.User = auth[:at]
		if c := strings.IndexByte(u.User, ':'); c >= 0 {
			u.hasPass = true
			u.passStart, u.passEnd = i+3+c+1, i+3+at
			u.User = u.User[:c]
		}
	}
	return u, true
}

func isPort(s string) bool { return s != "" && alphabet.AllDigits([]byte(s)) }

// hostOnly returns the first host of u without its port.
func (u URLParts) hostOnly() string {
	h := u.Host
	if i := strings.IndexByte(h, ','); i >= 0 {
		h = h[:i]
	}
	if strings.HasPrefix(h, "[") {
		if i := strings.IndexByte(h, ']'); i > 0 {
			return h[1:i]
		}
	}
	if i := strings.LastIndexByte(h, ':'); i >= 0 {
		h = h[:i]
	}
	return strings.TrimPrefix(h, "tcp(")
}

// judgeURL judges a value that is a URL: its password, or the part of a
// webhook that is as good as one.
func judgeURL(key string, u URLParts, off int, v []byte) (Verdict, bool) {
	if u.hasPass {
		pass := v[u.passStart:u.passEnd]
		pv := JudgePassword(u, pass)
		pv.Start, pv.End = off+u.passStart, off+u.passEnd
		return pv, true
	}
	if i := bytes.Index(v, []byte("hooks.slack.com/")); i >= 0 || bytes.Contains(v, []byte("/api/webhooks/")) || bytes.Contains(v, []byte("webhook.office.com/")) {
		if !random.HasStretch([]byte(u.rest)) {
			return Verdict{Kind: FillIn, Reason: "a documented webhook address"}, true
		}
		return Verdict{Kind: Real, Score: 0.85, Reason: "a webhook's address, which needs no other secret", Start: off, End: off + len(v)}, true
	}
	if strings.Contains(u.Host, ".ingest.") && strings.HasSuffix(u.Host, "sentry.io") || strings.HasSuffix(u.Host, "sentry.io") {
		return Verdict{Kind: Config, Reason: "an address that only takes events in"}, true
	}
	if u.User != "" && random.HasStretch([]byte(u.User)) && JudgeName(key) >= NameWeak {
		return Verdict{Kind: Real, Score: 0.5, Reason: "a URL with a token for a user", Start: off + len(u.Scheme) + 3, End: off + len(u.Scheme) + 3 + len(u.User)}, true
	}
	if i := strings.IndexByte(u.rest, '?'); i >= 0 {
		base := len(v) - len(u.rest) + i + 1
		for _, q := range strings.Split(u.rest[i+1:], "&") {
			if name, val, ok := strings.Cut(q, "="); ok && random.HasStretch([]byte(val)) {
				if n := JudgeName(name); n == NameSecret || n == NamePassword || n == NameWeak || strings.EqualFold(name, "sig") {
					s := off + base + len(name) + 1
					return Verdict{Kind: Real, Score: 0.75, Reason: "a URL with a secret in its query", Start: s, End: s + len(val)}, true
				}
			}
			base += len(q) + 1
		}
	}
	return Verdict{Kind: Config, Reason: "an address without a password"}, true
}

// JudgePassword judges the password of a URL by itself, its user and host.
func JudgePassword(u URLParts, pass []byte) Verdict {
	host := u.hostOnly()
	user := alphabet.ToLower(u.User)
	if len(pass) == 0 {
		return Verdict{Kind: Config, Reason: "an empty password"}
	}
	pv := JudgeValue("", pass)
	if pv.Kind != Real {
		if pv.Kind == Config {
			pv = Verdict{Kind: FillIn, Reason: "no password"}
			if isLocalHost(host) || isServiceHost(host) {
				return Verdict{Kind: LocalDefault, Reason: "a local service"}
			}
			if alphabet.AllDigits(pass) && len(pass) >= 6 && !IsSequence(pass) {
				return Verdict{Kind: Real, Score: 0.5, Reason: "a password of digits in a URL"}
			}
		}
		if pv.Reason == ReasonWords && isHosted(host) && bytes.ContainsAny(pass, "0123456789") && !strings.EqualFold(user, string(pass)) {
			return Verdict{Kind: Real, Score: 0.5, Reason: "a plain password for a database that the internet reaches"}
		}
		return pv
	}
	if strings.EqualFold(user, string(pass)) {
		if isLocalHost(host) || isServiceHost(host) || isServiceUser(user) {
			return Verdict{Kind: LocalDefault, Reason: "the password is the user's name, on a local service"}
		}
		return Verdict{Kind: FillIn, Reason: "the password is the user's name"}
	}
	drawn := random.HasStretch(pass)
	switch {
	case isLocalHost(host) && !drawn:
		return Verdict{Kind: LocalDefault, Reason: "a plain password for this machine"}
	case isServiceHost(host) && !drawn:
		return Verdict{Kind: LocalDefault, Reason: "a plain password for a service of a private network"}
	}
	return Verdict{Kind: Real, Reason: "a password in a URL", Score: passwordScore(pass, drawn, isLocalHost(host))}
}

// passwordScore is the score of a password in a URL. Drawn says that a generator
// made it.
func passwordScore(pass []byte, drawn, local bool) float64 {
	switch {
	case len(pass) < 5:
		return 0.4
	case drawn && !local:
		return 0.95
	case drawn:
		return 0.6
	case random.Surprise(pass) > 4 || alphabet.Classes(pass) >= 3 && len(pass) >= 8:
		return 0.8
	}
	return 0.5
}
