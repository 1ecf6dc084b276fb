package scanner

import (
	"bytes"

	"github.com/envguard/envguard/rules"
)

// pppSecret adds the secret of a line client server secret [addresses] of
// chap-secrets and pap-secrets.
func (x *extractor) pppSecret(start, end int) {
	if words := x.command(start, end); len(words) > 2 && x.file.Data[words[0].start] != '#' {
		x.give(words[2], "secret")
	}
}

// ipsecSecret adds the secret of a line ids : PSK "…" of ipsec.secrets.
func (x *extractor) ipsecSecret(start, end int) {
	d := x.file.Data
	i := bytes.IndexByte(d[start:end], ':')
	if i < 0 {
		return
	}
	words := x.command(start+i+1, end)
	if len(words) > 1 && foldEqualAny(d[words[0].start:words[0].end], "psk", "xauth", "eap", "ntlm") {
		x.give(words[1], "psk")
	}
}

// userPassword adds the password of a line user:password below chpasswd: in a
// cloud-init file.
func (x *extractor) userPassword(start, end int) {
	d := x.file.Data
	for start < end && (isSpace(d[start]) || d[start] == '-') {
		start++
	}
	line := bytes.TrimRight(d[start:end], " \t\r")
	colon := bytes.IndexByte(line, ':')
	if colon < 1 || colon+1 == len(line) || bytes.IndexByte(line, ' ') >= 0 || !isName(string(line[:colon])) && colon > 1 {
		return
	}
	x.add(rules.KindAssigned, start+colon+1, start+len(line), 0, "password", "", 0, ':')
}

// spoken adds what a program's output, kept in a notebook, says is a token: the
// last word of a text, behind that word.
func (x *extractor) spoken(start, end int) {
	d := x.file.Data
	if bytes.HasSuffix(d[start:end], []byte(`\n`)) {
		end -= 2
	}
	from := end
	for from > start && tokenChar[d[from-1]] {
		from--
	}
	if end-from < 20 || from < start+4 || d[from-1] != ' ' {
		return
	}
	to := from - 1
	i := to
	for i > start && isAlnum(d[i-1]) {
		i--
	}
	if !foldEqualAny(d[i:to], "token", "key", "secret", "password") {
		return
	}
	outer := x.depth
	x.depth = 1
	x.add(rules.KindAssigned, from, end, 0, string(d[i:to]), "", 0, ' ')
	x.depth = outer
}
