package scanner

import (
	"bytes"
	"strings"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/scanner/internal/lex"
)

// loginFlag adds the password of name:password, the value of a flag, and
// reports whether it is of that form.
func (x *extractor) loginFlag(it item, end int, flag string) bool {
	d := x.file.Data
	from, to, quote := it.Start, it.End, byte(0)
	if it.Kind == str {
		quote = it.Quote
	} else {
		to = x.blank(from, end)
	}
	i := bytes.IndexByte(d[from:to], ':')
	if i > 0 && quote == 0 && from+i+1 == to && to+1 < end && (d[to] == '\'' || d[to] == '"') {
		if e, ok := lex.CloseQuote(d, to+1, end, d[to]); ok { // name:'password'
			x.add(rules.KindAssigned, to+1, e, d[to], flag+" password", "", 0, ' ')
			return true
		}
	}
	if i < 1 || i+1 >= to-from || bytes.IndexByte(d[from:from+i], '/') >= 0 || d[from+i+1] == '/' {
		return false
	}
	x.add(rules.KindAssigned, from+i+1, to, quote, flag+" password", "", 0, ' ')
	return true
}

// word handles a word that no operator follows: command-line flags, SQL,
// Dockerfiles, .netrc. It returns the item that was used last.
func (x *extractor) word(k, base, start, end, depth int) int {
	d := x.file.Data
	it := x.items[k]
	w := d[it.Start:it.End]
	if len(w) > 2 && w[0] == '-' && w[1] == 'p' && !hasStem(w[:min(len(w), 6)]) && passwordFlag(d, start, it.Start) {
		// mysql -pSECRET
		x.add(rules.KindAssigned, it.Start+2, x.blank(it.Start, end), 0, "-p password", "", 0, ' ')
		return k
	}
	if foldEqual(w[:min(len(w), 8)], "chpasswd") && len(w) == 8 {
		// echo 'user:password' | chpasswd
		for i := k - 1; i >= base && i > k-4; i-- {
			if s := x.items[i]; s.Kind == str {
				if j := bytes.IndexByte(d[s.Start:s.End], ':'); j > 0 {
					x.add(rules.KindAssigned, s.Start+j+1, s.End, s.Quote, "password", "", 0, ':')
				}
			}
		}
		return k
	}
	if len(w) > len("--with-") && w[0] == '-' && foldEqualAny(w, "--password-stdin", "--with-token") {
		x.piped(k, base)
	}
	if k+1 >= len(x.items) || x.tool(k, base, end) {
		return k
	}
	next := x.items[k+1]
	if x.is(k+1, '<') && k+3 < len(x.items) && x.items[k+2].Glued && foldWord(d, x.items[k+2], "-") && x.items[k+3].Kind == str {
		// name <- "value"
		x.value(rules.KindAssigned|rules.KindString, x.items[k+3], x.text(it), "", 0, '=', depth)
		return k + 3
	}
	if k == base && next.Kind == str && x.is(k+2, '{') && foldEqualAny(w, "variable") {
		// variable "name" { … default = "value"
		x.prev, x.naming = nameValue{"variable", x.text(next), start}, true
		return k + 1
	}
	if x.is(k+1, '=') && next.Glued && k+2 < len(x.items) && x.items[k+2].Glued && foldEqualAny(w, "--user", "--userpwd", "--proxy-user") {
		x.loginFlag(x.items[k+2], end, string(w)) // curl --user=name:password
		return k
	}
	short := len(w) == 2 && w[0] == '-'
	if next.Kind == punct && !(next.Kind == punct && !next.Glued && bytes.IndexByte([]byte("!#%^*~+/"), d[next.Start]) >= 0) || next.Glued && !(short && next.Kind == str) {
		return k
	}
	key := ""
	switch {
	case next.Kind == str && foldEqualAny(w, "convertto-securestring"):
		key = "password"
	case foldEqualAny(w, "-u", "--user", "--userpwd", "--proxy-user"):
		from, to := next.Start, next.End
		if next.Kind != str {
			to = x.blank(next.Start, end)
		}
		if x.loginFlag(next, end, string(w)) {
			return k + 1
		}
		if to-from > minToken && d[to-1] == ':' && bytes.IndexByte(d[from:to-1], ':') < 0 { // curl -u token:
			x.add(rules.KindAssigned, from, to-1, 0, string(w)+" token", "", 0, ' ')
			return k + 1
		}
		if !short {
			return k
		}
	case foldEqualAny(w, "--body", "-b") && bytes.Contains(commandHead(d, start, it.Start), []byte("secret set ")): // gh secret set NAME --body …
		key = "secret"
	case foldEqualAny(w, "-b", "--cookie") && bytes.Contains(commandHead(d, start, it.Start), []byte("curl ")):
		key = "Cookie"
	case foldEqualAny(w, "-p", "--pass") && passwordFlag(d, start, it.Start),
		len(w) > 5 && len(w) < 16 && w[0] == '-' && foldEqual(w[len(w)-4:], "pass"): // keytool -storepass
		key = string(w) + " password"
	case w[0] == '-' && (hasStem(w) || short && (w[1] == 'p' || w[1] == 'P')):
	case next.Kind == str && len(w) >= 3 && hasStem(w) && len(w) <= 32:
	case next.Kind == str && len(w) == 2 && foldEqual(w, "by") && k > base && foldWord(d, x.items[k-1], "identified"):
		key = x.text(x.items[k-1])
	case next.Kind == str && len(w) == 2 && foldEqual(w, "by") && k > base+2 && foldWord(d, x.items[k-2], "with") && foldWord(d, x.items[k-3], "identified"):
		key = x.text(x.items[k-3]) // IDENTIFIED WITH plugin BY '…'
	case next.Kind == word && len(w) == len("by") && foldEqual(w, "by") && k > base && foldWord(d, x.items[k-1], "identified") && next.End-next.Start >= minValue && !hasStem(d[next.Start:next.End]):
		key = "password" // IDENTIFIED BY word, as Oracle has it
	case next.Kind == word && hasStem(w) && bytes.Contains(commandHead(d, start, it.Start), []byte("rclone config ")):
	case next.Kind == word && len(w) == len("password") && foldEqual(w, "password") && foldWord(d, next, "for") && k > base && foldWord(d, x.items[k-1], "set"):
		return x.setPassword(k, depth)
	case k == base && foldEqualAny(w, "env", "arg", "setenv", "set", "export") && next.Kind == word && k+2 < len(x.items) && !x.items[k+2].Glued &&
		x.items[k+2].Kind != punct && hasStem(d[next.Start:next.End]) && d[next.Start] != '-' && !foldWord(d, x.items[k+2], "for"):
		key, next = x.text(next), x.items[k+2]
		k++
	case k > base && x.syn.lines && next.Kind == word && hasStem(w) && x.afterSet(k, base):
		// fish: set -x NAME value; aws configure set name value
	case k == base && x.syn.pairs && next.Kind == word && hasStem(w) && bareLine(bytes.TrimRight(d[next.Start:end], "; \t\r")):
		// redis.conf: requirepass value
	case k > base && x.syn.pairs && hasStem(w) && foldEqualAny(d[x.items[base].Start:x.items[base].End], "proxy_set_header", "fastcgi_param", "set", "setenv", "passenv", "requestheader"):
	case x.syn.netrc && foldEqualAny(w, "password", "account"):
	default:
		return k
	}
	if key == "" {
		key = string(w)
	}
	if next.Kind == str {
		x.value(rules.KindAssigned|rules.KindString, next, key, "", 0, ' ', depth)
		return k + 1
	}
	if next.Kind == word && d[next.Start] == '-' {
		return k // the next flag
	}
	i := next.Start
	end = min(end, i+maxBare)
	if w[0] == '-' && next.End-next.Start == len("pass") && foldWord(d, next, "pass") && i+5 < end && d[i+4] == ':' {
		i += len("pass:") // openssl -passin pass:…
		next.Start = i
	}
	for i < end && d[i] > ' ' && d[i] != '"' && d[i] != '\'' && d[i] != '`' && d[i] != '|' && d[i] != ';' {
		i++
	}
	x.add(rules.KindAssigned, next.Start, i, 0, key, "", 0, ' ')
	return k
}

// setPassword adds the password of SET PASSWORD FOR user = '…', where item k is
// the word PASSWORD, and returns the item that was used last.
func (x *extractor) setPassword(k, depth int) int {
	for i := k + 2; i < len(x.items) && i < k+10; i++ {
		if !x.is(i, '=') {
			continue
		}
		for i++; i < len(x.items) && i < k+14; i++ {
			if it := x.items[i]; it.Kind == str {
				x.value(rules.KindAssigned|rules.KindString, it, "password", "", 0, '=', depth)
				return i
			}
		}
	}
	return k
}

// minToken is the least length of a token that stands where a user and a
// password do.
const minToken = 20

// pgpass adds the password of a line host:port:database:user:password.
func (x *extractor) pgpass(start, end int) {
	d := x.file.Data
	colons := 0
	for i := start; i < end; i++ {
		if d[i] == '\\' {
			i++
		} else if d[i] == ':' {
			if colons++; colons == 4 {
				x.add(rules.KindAssigned, i+1, end, 0, "password", "", 0, ':')
				return
			}
		}
	}
}

// blank returns where the word at i ends for a shell.
func (x *extractor) blank(i, end int) int {
	d := x.file.Data
	for i < end && d[i] > ' ' && bytes.IndexByte([]byte("\"'`|;<>"), d[i]) < 0 {
		i++
	}
	return i
}

// afterSet reports whether the command "set", with flags perhaps, stands in
// front of item k.
func (x *extractor) afterSet(k, base int) bool {
	d := x.file.Data
	for k--; k > base && x.items[k].Kind == word && d[x.items[k].Start] == '-'; k-- {
	}
	return x.items[k].Kind == word && foldEqualAny(d[x.items[k].Start:x.items[k].End], "set", "setenv")
}

// commandReach is how far in front of a flag its command is looked for. It keeps
// the cost of a line in proportion to its length: a minified program is one line.
const commandReach = 200

// commandHead returns the part of the line from start that stands in front of
// d[at] and may name the command.
func commandHead(d []byte, start, at int) []byte { return d[max(start, at-commandReach):at] }

// passwordFlag reports whether -p of the command on this line takes a
// password. For most commands it is a port, a path or a project.
func passwordFlag(d []byte, start, flag int) bool {
	line := commandHead(d, start, flag)
	for _, c := range [...]string{"mysql", "mariadb", "sshpass", " login ", "mongo", "mysqladmin", "smbclient", "twine "} {
		if bytes.Contains(line, []byte(c)) {
			return true
		}
	}
	return false
}

func foldWord(d []byte, it item, s string) bool {
	return it.End-it.Start == len(s) && foldEqual(d[it.Start:it.End], s)
}

func foldEqualAny(b []byte, words ...string) bool {
	for _, s := range words {
		if len(b) == len(s) && foldEqual(b, s) {
			return true
		}
	}
	return false
}

func isDigits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// isName reports whether s could be a variable's or a setting's name.
func isName(s string) bool {
	if len(s) < 2 || len(s) > 64 {
		return false
	}
	for i := range len(s) {
		if c := s[i]; !isAlnum(c) && c != '_' && c != '-' && c != '.' && c != '/' && c != ':' {
			return false
		}
	}
	return true
}
