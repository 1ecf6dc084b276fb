package scanner

import (
	"bytes"

	"github.com/envguard/envguard/rules"
)

// urls adds the passwords of URLs.
func (x *extractor) urls(from, to int) {
	d := x.file.Data
	for {
		k := bytes.Index(d[from:to], []byte("://"))
		if k < 0 {
			return
		}
		at := from + k + 3
		start := from + k
		for start > 0 && from+k-start < 32 && (isAlnum(d[start-1]) || bytes.IndexByte([]byte("+.-"), d[start-1]) >= 0) {
			start--
		}
		from = at
		if start == at-3 {
			continue
		}
		s, e, end, ok := userInfo(d, at, to)
		if !ok {
			continue
		}
		c := rules.Candidate{Kind: rules.KindURL, Start: s, End: e, URLStart: start, URLEnd: end}
		for i := range x.cands {
			if p := &x.cands[i]; p.Start <= start && end <= p.End+1 {
				c.Key, c.Quote, c.Op = p.Key, p.Quote, p.Op
			}
		}
		if len(x.cands) < maxItems {
			x.cands = append(x.cands, c)
		}
		from = end
	}
}

// addresses adds the passwords of addresses as the MySQL driver of Go has them:
// user:password@tcp(host:3306)/name.
func (x *extractor) addresses(from, to int) {
	d := x.file.Data
	for _, network := range [...]string{"@tcp(", "@unix("} {
		i := bytes.Index(d[from:to], []byte(network))
		if i < 0 {
			continue
		}
		end := from + i
		head := d[max(from, end-maxUserInfo):end]
		head = head[bytes.LastIndexAny(head, " \t\"'`=")+1:]
		if bytes.Contains(head, []byte("//")) {
			continue
		}
		if colon := bytes.IndexByte(head, ':'); colon > 0 && colon+1 < len(head) {
			x.add(rules.KindAssigned|rules.KindString, end-len(head)+colon+1, end, '"', "mysql password", "", 0, '=')
		}
	}
}

// maxUserInfo bounds the user and the password of a URL.
const maxUserInfo = 512

// userInfo finds the password of the authority at d[at:to], or its user where
// there is no password, and where the URL ends.
func userInfo(d []byte, at, to int) (start, end, urlEnd int, ok bool) {
	colon, i := authority(d[:to], at)
	if i < 0 {
		return 0, 0, 0, false
	}
	// The last @ in front of the host's end counts: passwords hold @ too.
	last := i
	for j := i + 1; j < to && j-at < maxUserInfo; j++ {
		c := d[j]
		if c == '@' {
			last = j
		}
		if c <= ' ' || bytes.IndexByte([]byte("\"'`<>/\\,?"), c) >= 0 {
			break
		}
	}
	start, end = at, last
	if colon >= 0 {
		start = colon + 1
	}
	urlEnd = last
	for urlEnd < to && d[urlEnd] > ' ' && bytes.IndexByte([]byte("\"'`<>\\"), d[urlEnd]) < 0 {
		urlEnd++
	}
	return start, end, urlEnd, start < end
}

// authority returns the first colon of the authority at d[at:], or -1, and its @
// sign, or -1. Both are looked for outside of ${…} and {…}.
func authority(d []byte, at int) (colon, sign int) {
	colon, brace := -1, 0
	for i := at; i < len(d) && i-at < maxUserInfo; i++ {
		switch c := d[i]; {
		case c == '{':
			brace++
		case c == '}' && brace > 0:
			brace--
		case c == ':' && colon < 0 && brace == 0:
			colon = i
		case c == '@' && brace == 0:
			return colon, i
		case endsAuthority(c, brace > 0, colon >= 0):
			return colon, -1
		}
	}
	return colon, -1
}

// endsAuthority reports whether c is in no user and no password. template is
// whether it is inside braces, password whether a colon came before it.
func endsAuthority(c byte, template, password bool) bool {
	switch c {
	case '"', '`', '<', '\\':
		return true
	case '>', '/':
		return !template
	case '\'', '?', '#':
		return !password
	}
	return c <= ' '
}
