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

// userInfo finds the password of the authority at d[at:to], or its user where
// there is no password, and where the URL ends.
func userInfo(d []byte, at, to int) (start, end, urlEnd int, ok bool) {
	colon, i := -1, at
	brace := 0
	for ; i < to && i-at < 512; i++ {
		c := d[i]
		switch {
		case c == '{':
			brace++
		case c == '}' && brace > 0:
			brace--
		case c == ':' && colon < 0 && brace == 0:
			colon = i
		case c == '@' && brace == 0:
			ok = true
		case c <= ' ' || c == '"' || c == '`' || c == '<' || c == '>' && brace == 0 || c == '\\',
			c == '\'' && colon < 0, c == '/' && brace == 0, (c == '?' || c == '#') && colon < 0:
			return 0, 0, 0, false
		}
		if ok {
			break
		}
	}
	if !ok {
		return 0, 0, 0, false
	}
	// The last @ in front of the host's end counts: passwords hold @ too.
	last := i
	for j := i + 1; j < to && j-at < 512; j++ {
		c := d[j]
		if c == '@' {
			last = j
		}
		if c <= ' ' || c == '"' || c == '\'' || c == '`' || c == '<' || c == '>' || c == '/' || c == '\\' || c == ',' || c == '?' {
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
