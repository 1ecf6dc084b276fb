package generic

import (
	"bytes"
	"strings"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
	"github.com/envguard/envguard/rules/random"
)

// SessionCookie finds session cookies.
var SessionCookie = &rules.Rule{
	ID:    "session-cookie",
	Title: "Session cookie",
	Doc: `The value of a cookie whose name says session, authentication or remember, in a Cookie or Set-Cookie header: recorded HTTP, code, command lines and documents. Until the session ends, whoever has it is the user. The value must be what a generator or a signature makes.

Cookies that identify browsers and not users (analytics, load balancers, CSRF) are left alone. Most sessions have ended when the file is read, so that it is a warning.`,
	Fix:      "End the session where it was opened (sign out everywhere), and filter cookies out of what is recorded.",
	Source:   "https://www.rfc-editor.org/rfc/rfc6265",
	Severity: rules.Warning,
	Kinds:    rules.KindAssigned | rules.KindToken,
	Keywords: []string{"cookie", "cookies", "session", "sessionid", "sess", "sid", "phpsessid", "jsessionid", "auth", "token", "remember", "sso"},
	Check:    checkCookie,
	Examples: []rules.Example{
		{Path: "spec/cassettes/login.yml", Text: "      Set-Cookie:\n      - connect.sid=«s%3A{urlsafe:32}.{alnum:43}»; Path=/; HttpOnly\n", Why: "express, recorded"},
		{Path: "call.sh", Text: "curl -H 'Cookie: theme=dark; PHPSESSID=«{lowernum:26}»' https://intra.example.org/\n", Why: "a command line"},
		{Path: "client.py", Text: "headers = {\"Cookie\": \"_acme_session=«{b64:96}--{hex:40}»; lang=de\"}\n", Why: "Rails"},
		{Path: "trace.txt", Text: "Cookie: lang=en; remember_token=«{alnum:40}»\n", Why: "a trace"},
		{Path: "a.md", Text: "Cookie: _ga=GA1.2.{digits:10}.{digits:10}; csrftoken={alnum:32}\n", Why: "no session"},
		{Path: "b.md", Text: "Set-Cookie: session_id=your-session-id; Path=/\n", Why: "a placeholder"},
		{Path: "c.md", Text: "Set-Cookie: session={repeat:x:32}\n", Why: "masked"},
		{Path: "d.js", Text: "document.cookie = 'session=' + session.id\n", Why: "put together by a program"},
		{Path: "e.txt", Text: "deploy-sid={lowernum:26}\n", Why: "no cookie"},
	},
}

func checkCookie(c *rules.Candidate) (rules.Match, bool) {
	key := c.Key
	if alphabet.Letters(key) == "cookie" || alphabet.Letters(key) == "setcookie" {
		return firstCookie(c)
	}
	if !isSessionName(key) || c.Op != '=' && c.Op != ':' || !inCookieHeader(c) {
		return rules.Match{}, false
	}
	c.GateText("a cookie's name", true, "")
	return judgeCookie(c, c.Start, cookieEnd(c.File.Data, c.Start, c.End))
}

// firstCookie finds the first session among the cookies that the candidate's
// value lists.
func firstCookie(c *rules.Candidate) (rules.Match, bool) {
	d, at := c.File.Data, c.Start
	for at < c.End {
		end := cookieEnd(d, at, c.End)
		if i := bytes.IndexByte(d[at:end], '='); i > 0 {
			if name := string(bytes.TrimSpace(d[at : at+i])); len(name) < 64 && isSessionName(name) {
				if m, ok := judgeCookie(c, at+i+1, end); ok {
					return m, true
				}
			}
		}
		at = end + 1
	}
	return rules.Match{}, false
}

// cookieEnd returns where the cookie at d[at:end] ends.
func cookieEnd(d []byte, at, end int) int {
	if i := bytes.IndexAny(d[at:end], ";,\r\n\""); i >= 0 {
		return at + i
	}
	return end
}

func judgeCookie(c *rules.Candidate, start, end int) (rules.Match, bool) {
	v := c.File.Data[start:end]
	if i := bytes.IndexAny(v, " \t'\"`<>\\{}$"); i >= 0 {
		if bytes.IndexByte([]byte("<\\{}$"), v[i]) >= 0 {
			return rules.Match{}, false // a template
		}
		v = v[:i]
	}
	if !c.Gate("length", len(v) >= rules.MinToken && len(v) <= 4096, float64(len(v))) {
		return rules.Match{}, false
	}
	if known := judge.PublishedIn(string(v)); !c.GateText("no published sample", known == "", known) {
		return rules.Match{}, false
	}
	verdict := judge.JudgeValue("", v)
	if !c.GateText("not excused", verdict.Kind == judge.Real && judge.FillerReason(v) == "" && !judge.IsMask(bytes.ReplaceAll(v, []byte("--"), nil)), verdict.Reason) {
		return rules.Match{}, false
	}
	if bits := judge.PartBits(v); !c.Gate("random", random.HasStretch(v) && bits >= judge.BodyRandom, bits) {
		return rules.Match{}, false
	}
	return rules.Match{
		Start: start, End: start + len(v), Score: judge.InFile(c, 0.66), Remedy: rules.Manual,
		Message: "session cookie: until the session ends, whoever has it is the user",
	}, true
}

// isSessionName accepts the names of cookies that mean a user.
func isSessionName(name string) bool {
	l := alphabet.Letters(name)
	for _, no := range [...]string{"csrf", "xsrf", "session.name", "sessionname", "sessionkey", "ttl", "expir", "timeout", "clientid", "appid"} {
		if strings.Contains(l, no) {
			return false
		}
	}
	for _, w := range [...]string{"session", "sessid", "remember", "sso"} {
		if strings.Contains(l, w) {
			return true
		}
	}
	var buf [8]string
	words := alphabet.SplitWords(name, buf[:0])
	for i, w := range words {
		switch w {
		case "auth", "jwt", "token", "sess":
			return true
		case "sid":
			return i == len(words)-1
		}
	}
	return false
}

// cookieReach is how far in front of a cookie its header's name is looked for:
// a YAML list may have several others in between.
const cookieReach = 600

// inCookieHeader reports whether a cookie's header precedes the
// candidate.
func inCookieHeader(c *rules.Candidate) bool {
	line, at := c.Line()
	if bytes.Contains(bytes.ToLower(line[:min(at, len(line))]), []byte("cookie")) {
		return true
	}
	if !bytes.HasPrefix(bytes.TrimLeft(line, " \t"), []byte("- ")) {
		return false
	}
	return bytes.Contains(bytes.ToLower(c.Before(cookieReach)), []byte("cookie:"))
}
