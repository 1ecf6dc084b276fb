package scanner

import (
	"bytes"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/scanner/internal/lex"
)

// Commands that take a password where no flag names it, each in its own way.

// maxWords is how many words of a command are looked at.
const maxWords = 16

// A shellWord is a word of a command line, without the quotes around it.
type shellWord struct {
	start, end int
	quote      byte
}

// command returns the words at d[from:end], up to where another command begins.
func (x *extractor) command(from, end int) []shellWord {
	d := x.file.Data
	end = min(end, from+maxBare)
	x.shell = x.shell[:0]
	for i := from; i < end && len(x.shell) < maxWords; {
		switch c := d[i]; {
		case isSpace(c):
			i++
		case c == '|' || c == ';' || c == '&' || c == '\r' || c == '>' || c == '<' || c == '`' || c == ')':
			return x.shell
		case c == '"' || c == '\'':
			e, ok := lex.CloseQuote(d, i+1, end, c)
			if !ok {
				return x.shell
			}
			x.shell = append(x.shell, shellWord{i + 1, e, c})
			i = e + 1
		default:
			e := i
			for e < end && d[e] > ' ' && bytes.IndexByte([]byte("\"'`|;<>)"), d[e]) < 0 {
				e++
			}
			x.shell = append(x.shell, shellWord{i, e, 0})
			i = max(e, i+1)
		}
	}
	return x.shell
}

// arguments leaves the flags out of words, with the values of those that take
// one, which are given by their letters.
func (x *extractor) arguments(words []shellWord, valued string) []shellWord {
	d := x.file.Data
	out := words[:0]
	for i := 0; i < len(words); i++ {
		w := words[i]
		if w.quote != 0 || w.end == w.start || d[w.start] != '-' {
			out = append(out, w)
		} else if w.end-w.start == 2 && bytes.IndexByte([]byte(valued), d[w.start+1]) >= 0 {
			i++
		}
	}
	return out
}

// tool handles the words of commands that item k, a word, begins, and reports
// whether it is one of these.
func (x *extractor) tool(k, base, end int) bool {
	d := x.file.Data
	it := x.items[k]
	w := d[it.Start:it.End]
	if k+1 < len(x.items) && x.items[k+1].Glued && !x.is(k+1, '(') || len(w) < 2 || len(w) > 8 {
		return false
	}
	switch w[0] | 0x20 {
	case 's':
		if foldEqualAny(w, "sudo") {
			return x.sudo(k, base, end)
		}
		if foldEqualAny(w, "sqlplus") {
			return x.oracle(it.End, end)
		}
	case 'i', 'e':
		if foldEqualAny(w, "impdp", "expdp") {
			return x.oracle(it.End, end)
		}
	case 'm':
		return foldEqualAny(w, "mc") && x.minio(it.End, end)
	case 'h':
		return foldEqualAny(w, "htpasswd") && x.htpasswd(it.End, end)
	case 'n':
		return foldEqualAny(w, "net") && x.netUser(it.End, end)
	case 'o':
		return foldEqualAny(w, "oathtool") && x.oathtool(it.End, end)
	case 'r':
		return k == base && foldEqualAny(w, "rootpw") && x.rootpw(it.End, end)
	case 'a':
		return foldEqualAny(w, "add_user") && k > base && foldWord(d, x.items[k-1], "rabbitmqctl") && x.rabbit(it.End, end)
	case 'v':
		return foldEqualAny(w, "values") && x.insert(k, base)
	case 'w':
		return foldEqualAny(w, "where") && x.where(k, base)
	}
	return false
}

// give adds a word as the value of a name.
func (x *extractor) give(w shellWord, key string) bool {
	x.add(rules.KindAssigned, w.start, w.end, w.quote, key, "", 0, ' ')
	return true
}

// oracle: sqlplus user/password@host.
func (x *extractor) oracle(from, end int) bool {
	d := x.file.Data
	for _, w := range x.command(from, end) {
		slash := bytes.IndexByte(d[w.start:w.end], '/')
		if slash < 1 || d[w.start] == '-' {
			continue
		}
		if bytes.IndexByte([]byte("$@.~%{"), d[w.start]) >= 0 {
			return false // a script, a path
		}
		w.start += slash + 1
		if at := bytes.IndexByte(d[w.start:w.end], '@'); at >= 0 {
			w.end = w.start + at
		}
		return bytes.IndexByte(d[w.start:w.end], '/') < 0 && x.give(w, "password")
	}
	return false
}

// sudo: echo password | sudo -S.
func (x *extractor) sudo(k, base, end int) bool {
	d := x.file.Data
	if !x.is(k-1, '|') {
		return false
	}
	reads := false
	for _, w := range x.command(x.items[k].End, end) {
		if w.end-w.start < 2 || d[w.start] != '-' {
			break
		}
		reads = reads || d[w.start+1] != '-' && bytes.IndexByte(d[w.start:w.end], 'S') > 0 || string(d[w.start:w.end]) == "--stdin"
	}
	if !reads {
		return false
	}
	return x.echoed(k-1, base, "password")
}

// minio: mc alias set name address user secret.
func (x *extractor) minio(from, end int) bool {
	d := x.file.Data
	words := x.arguments(x.command(from, end), "")
	if len(words) > 3 && string(d[words[0].start:words[0].end]) == "config" {
		words = words[1:] // mc config host add
	}
	return len(words) >= 6 && foldEqualAny(d[words[0].start:words[0].end], "alias", "host") &&
		foldEqualAny(d[words[1].start:words[1].end], "set", "add") && x.give(words[5], "secret key")
}

// htpasswd: htpasswd -b file user password, htpasswd -nb user password.
func (x *extractor) htpasswd(from, end int) bool {
	d := x.file.Data
	words := x.command(from, end)
	given, files := false, 1
	for _, w := range words {
		if w.quote == 0 && w.end-w.start > 1 && d[w.start] == '-' {
			given = given || bytes.IndexByte(d[w.start:w.end], 'b') > 0
			if bytes.IndexByte(d[w.start:w.end], 'n') > 0 {
				files = 0
			}
		}
	}
	words = x.arguments(words, "Cr")
	return given && len(words) > files+1 && x.give(words[files+1], "password")
}

// netUser: net user name password /add.
func (x *extractor) netUser(from, end int) bool {
	d := x.file.Data
	words := x.command(from, end)
	return len(words) > 3 && foldEqualAny(d[words[0].start:words[0].end], "user") && foldEqualAny(d[words[3].start:words[3].end], "/add") &&
		x.give(words[2], "password")
}

// rabbit: rabbitmqctl add_user name password.
func (x *extractor) rabbit(from, end int) bool {
	words := x.arguments(x.command(from, end), "")
	return len(words) > 1 && x.give(words[1], "password")
}

// oathtool: oathtool --totp -b seed.
func (x *extractor) oathtool(from, end int) bool {
	words := x.arguments(x.command(from, end), "cdNsw")
	return len(words) > 0 && x.give(words[0], "totp secret")
}

// rootpw: rootpw --plaintext password, of Kickstart.
func (x *extractor) rootpw(from, end int) bool {
	if bytes.Contains(x.file.Data[from:end], []byte("--iscrypted")) || bytes.Contains(x.file.Data[from:end], []byte("--lock")) {
		return false
	}
	words := x.arguments(x.command(from, end), "")
	return len(words) == 1 && x.file.Data[words[0].start] != '{' && x.give(words[0], "password")
}

// where: UPDATE settings SET value = '…' WHERE name = 'api_secret'.
func (x *extractor) where(k, base int) bool {
	if k-3 < base || k+3 >= len(x.items) || x.items[k-1].Kind != str || !x.is(k-2, '=') || x.items[k-3].Kind != word ||
		x.items[k+1].Kind != word || !x.is(k+2, '=') || x.items[k+3].Kind != str {
		return false
	}
	key := x.text(x.items[k+3])
	if !endsFold(x.text(x.items[k-3]), "value") || !isName(key) || !hasStem([]byte(key)) {
		return false
	}
	v := x.items[k-1]
	x.add(rules.KindAssigned|rules.KindString, v.Start, v.End, v.Quote, key, "", 0, '=')
	return true
}

// endsFold reports whether s ends with suffix, which is of small letters.
func endsFold(s, suffix string) bool {
	return len(s) >= len(suffix) && foldEqual([]byte(s[len(s)-len(suffix):]), suffix)
}

// commandGate reports whether a line of a shell holds a command that says
// neither by its name nor by a flag's that a password follows.
func commandGate(line []byte) bool {
	return bytes.Contains(line, []byte(" -a ")) || bytes.Contains(line, []byte("twine ")) || bytes.Contains(line, []byte("rabbitmqctl ")) || bytes.Contains(line, []byte("sudo -")) || bytes.Contains(line, []byte("net user "))
}

// oracleURL adds the password of jdbc:oracle:thin:user/password@host.
func (x *extractor) oracleURL(start, end int) {
	d := x.file.Data
	i := bytes.Index(d[start:end], []byte(":oracle:"))
	if i < 0 {
		return
	}
	start += i + len(":oracle:")
	for range 2 { // behind the driver's kind
		colon := bytes.IndexByte(d[start:end], ':')
		slash := bytes.IndexByte(d[start:end], '/')
		at := bytes.IndexByte(d[start:end], '@')
		if slash > 0 && at > slash+1 && (colon < 0 || colon > slash) {
			x.add(rules.KindAssigned, start+slash+1, start+at, '"', "password", "", 0, '/')
			return
		}
		if colon < 0 {
			return
		}
		start += colon + 1
	}
}

// isStatement reports whether b begins as SQL does that gives a user a password.
func isStatement(b []byte) bool {
	b = bytes.TrimLeft(b, " \t")
	if i := bytes.IndexByte(b, ' '); i < 5 || i > 6 || !foldEqualAny(b[:i], "create", "alter", "grant", "insert") {
		return false
	}
	return hasStem(b)
}
