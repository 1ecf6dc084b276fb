package scanner

import (
	"bytes"
	"path"
	"slices"
	"sort"
	"strings"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/fileclass"
)

// Secrets also are encoded: in base64, in hexadecimal, with their characters
// escaped, cut into strings that a program joins. A decoded text, a [decoding],
// is a file of its own: the same extractor and the same rules judge it, and a
// finding's place is that of the encoded text. A decoded text may hold another
// encoded one, to a depth of maxDecodings.
//
// Decoding must cost next to nothing where there is nothing to decode. The
// gate's look at a token run reports whether it can be an encoded text at all
// (encodedRun): text in base64 or hexadecimal gives itself away by its first
// bytes, and a token inside of encoded binary data by any four of its characters;
// one group of four in sixteen is looked at.
//
// Random data decodes to anything. What is text as a whole is shown to all
// rules; inside of other data only those matches count that are known by a
// prefix, or are a PEM block.

const (
	// maxDecodings is how many encodings may be in each other. The gzip in a
	// base64 is no encoding of its own.
	maxDecodings = 2
	// maxDecoded bounds what one decoding gives, in bytes: a longer one is cut.
	// No base64 of a window is.
	maxDecoded = windowSize
	// maxAllDecoded bounds what all decodings of one window give, in bytes.
	maxAllDecoded = 32 << 20
	// minDecoded is the least length of a decoded text that is looked at.
	minDecoded = 9
)

// The kinds of candidates that say that something can be decoded there.
// They are not for rules.
const (
	kindEscaped rules.Kind = 1 << (15 - iota) // a line with escapes
	kindJoined                                // lines with strings that are joined
	kindEncoded                               // next to kindRun: a token run that may be encoded text
	kindWide                                  // a string of wide characters
	kindBroken                                // lines with tokens that unseen bytes break
)

// kindsDecoded are those of candidates that are nothing but what they decode to.
const kindsDecoded = kindEscaped | kindJoined | kindWide | kindBroken

// A decoding is a text that is encoded in a file.
type decoding struct {
	file *rules.File
	via  string // how it is there: "in base64"
	// span returns where a part of the text is in the encoding file.
	span func(start, end int) (from, to int)
	// counts, if set, says which matches count, by their place in the text.
	counts func(start, end int) bool
	// strong limits the rules to those that know a secret by its prefix.
	strong bool
	whole  bool // span cannot say the parts of the text apart
	cut    bool // there is more of the text
}

// A decoder decodes for one window. Its zero value is ready.
type decoder struct {
	depth int
	spent *spending
	until int // encoded text up to here has been dealt with
	kube  kubeSecrets
}

// A spending is what was decoded in a window.
type spending struct {
	bytes int
	cut   int // texts that were decoded only in part
}

// undecoded returns how many encoded texts were read in part, or not at all.
func (d *decoder) undecoded() int {
	if d.spent == nil {
		return 0
	}
	return d.spent.cut
}

// decoded is put on a hit that was found in a decoding.
type decoded struct {
	via    string
	secret string // the secret itself
	whole  bool
}

// decode scans what the candidate decodes to, and reports whether the candidate
// itself need not be judged any more.
func (j *judger) decode(c *rules.Candidate) bool {
	if j.depth >= maxDecodings {
		return false
	}
	return j.decodings(c, func(d *decoding) { j.scanDecoded(c.File, d) })
}

// decodings calls f for what the candidate decodes to, and reports whether the
// candidate itself need not be judged any more.
func (j *judger) decodings(c *rules.Candidate, f func(*decoding)) (instead bool) {
	if j.spent == nil {
		j.spent = new(spending)
	}
	give := func(d *decoding) {
		j.spent.bytes += len(d.file.Data)
		if d.cut || j.spent.bytes > maxAllDecoded {
			j.spent.cut++
		}
		if j.spent.bytes <= maxAllDecoded {
			f(d)
		}
	}
	switch {
	case c.Kind&kindEscaped != 0:
		unescaped(c, give)
		return true
	case c.Kind&kindJoined != 0:
		joinedStrings(c, give)
		return true
	case c.Kind&kindWide != 0:
		wideText(c, give)
		return true
	case c.Kind&kindBroken != 0:
		unbroken(c, give)
		return true
	case c.Kind&rules.KindAssigned != 0 && j.inKubeSecret(c, give):
		return true
	case c.Kind&kindRun != 0 && c.Start < j.until: // a line of a text that began above
		farther(c)
	case c.Kind&kindRun != 0:
		j.until = encodedRuns(c, give)
	}
	return false
}

// scanDecoded adds what the rules find in a decoding.
func (j *judger) scanDecoded(outer *rules.File, d *decoding) {
	sub := judger{s: j.s, decoder: decoder{depth: j.depth + 1, spent: j.spent}}
	j.s.extract(d.file, false, func(c *rules.Candidate) {
		if !isWholeFile(c) {
			sub.judge(c)
		}
	})
	for _, h := range j.s.resolve(d.file.Data, sub.hits) {
		if d.strong && !knownByForm(h.rule) || d.counts != nil && !d.counts(h.Start, h.End) {
			continue
		}
		secret, via := string(d.file.Data[h.Start:h.End]), d.via
		if h.decoded != nil {
			secret, via = h.decoded.secret, h.decoded.via+", "+via
		}
		whole := d.whole || h.decoded != nil && h.decoded.whole
		h.Start, h.End = d.span(h.Start, h.End)
		if h.Start >= h.End || h.End > len(outer.Data) {
			continue
		}
		if h.decoded == nil {
			h.Message += " (" + via + ")"
		} else {
			h.Message = strings.TrimSuffix(h.Message, " ("+h.decoded.via+")") + " (" + via + ")"
		}
		// The encoded form shows nothing of a prefix, and no remedy can write it.
		h.Public, h.Remedy = 0, rules.Manual
		h.decoded = &decoded{via, secret, whole}
		j.hits = append(j.hits, h)
	}
}

// knownByForm reports whether a rule needs no name to know a secret.
func knownByForm(r *rules.Rule) bool {
	return len(r.Prefixes) > 0 || r.Kinds&rules.KindPEM != 0 || r.Kinds == rules.KindURL
}

// saysNames reports whether a decoded text can give names values: a word such as
// did:key:z6Mk… does not.
func saysNames(text []byte) bool { return bytes.ContainsAny(text, " \t\n\"'=") }

// explainDecoded calls judged for the candidates in what a candidate decodes to,
// with how they are encoded and where they are in the file.
func (s *Scanner) explainDecoded(c *rules.Candidate, d decoder, via string, place func(int, int) (int, int), judged func(*rules.Candidate, string, func(int, int) (int, int))) {
	if d.depth >= maxDecodings {
		return
	}
	j := judger{s: s, decoder: d}
	j.decodings(c, func(d *decoding) {
		via := strings.TrimSuffix(d.via+", "+via, ", ")
		at := func(from, to int) (int, int) { return place(d.span(from, to)) }
		s.extract(d.file, true, func(one *rules.Candidate) {
			if isWholeFile(one) || d.counts != nil && !d.counts(one.Start, one.End) {
				return
			}
			s.explainDecoded(one, decoder{depth: j.depth + 1, spent: j.spent}, via, at, judged)
			if one.Kind&kindsDecoded == 0 {
				judged(one, via, at)
			}
		})
	})
}

// isWholeFile reports whether a candidate is the only word of a file. A decoded
// word is no key file.
func isWholeFile(c *rules.Candidate) bool {
	return c.Kind == rules.KindString|rules.KindToken && c.Quote == 0 && c.Key == "" && c.Call == ""
}

// newDecoded returns the file that the rules see for a decoded text. It is
// configuration in any file, and has the class of the outer file. But only an env
// file's own entries are entries of an env file.
func newDecoded(outer *rules.File, data []byte) *rules.File {
	f := rules.NewFile(outer.Path+"/decoded", nil)
	f.Data = data
	switch f.Class = outer.Class; f.Class {
	case fileclass.Private, fileclass.Shared, fileclass.Backup, fileclass.Keys:
		f.Class = fileclass.Other
	}
	return f
}

// isText reports whether b is text: no control characters but those of lines,
// and nothing that is not UTF-8.
func isText(b []byte) bool {
	for i := 0; i < len(b); {
		c := b[i]
		switch {
		case c >= 0x80:
			n := utf8Len(b[i:])
			if n == 0 {
				return false
			}
			i += n
			continue
		case c < ' ' && c != '\n' && c != '\r' && c != '\t', c == 0x7f:
			return false
		}
		i++
	}
	return true
}

// utf8Len returns the length of the character of several bytes that b begins
// with, 0 if it is none. One that is cut off at the end of b counts.
func utf8Len(b []byte) int {
	n := 0
	switch c := b[0]; {
	case c >= 0xc2 && c < 0xe0:
		n = 2
	case c >= 0xe0 && c < 0xf0:
		n = 3
	case c >= 0xf0 && c < 0xf5:
		n = 4
	}
	n = min(n, len(b))
	for _, c := range b[min(1, n):n] {
		if c&0xc0 != 0x80 {
			return 0
		}
	}
	return n
}

// A kubeSecrets knows whether a file can hold Kubernetes Secrets.
type kubeSecrets struct{ known, manifest, read, any bool }

// asks reports whether a candidate may be the data of a Secret. The file is read
// only if there is something that could be: of most manifests, nothing is.
func (k *kubeSecrets) asks(c *rules.Candidate) bool {
	if !k.known {
		k.known, k.manifest = true, isManifest(c.File.Path)
	}
	if !k.manifest || c.Nested || c.Key == "" || !maybeExact(c.File.Data[c.Start:c.End]) {
		return false
	}
	farther(c)
	if !k.read {
		k.read, k.any = true, holdsKubeSecrets(c.File)
	}
	return k.any
}

// farther notes that the verdict on a candidate depends on other lines.
func farther(c *rules.Candidate) {
	if c.Far != nil {
		*c.Far = true
	}
}

func holdsKubeSecrets(f *rules.File) bool {
	return bytes.Contains(f.Data, []byte("Secret")) && bytes.Contains(f.Data, []byte("kind"))
}

// inKubeSecret decodes the value of a Secret's data under its own name: only so
// can a password be distinguished from other text. It reports whether c is one.
func (j *judger) inKubeSecret(c *rules.Candidate, give func(*decoding)) bool {
	if !j.kube.asks(c) {
		return false
	}
	text, ok := decodeExact(c.Value())
	if !ok || !isText(text) || bytes.IndexByte(bytes.TrimSpace(text), '\n') >= 0 || len(text) > 1024 {
		return false // of several lines: a file, whose own names count
	}
	if !isKubeData(c) {
		return false
	}
	head := c.Key + ": \""
	data := append(append(append([]byte(head), text...), '"'), '\n')
	if bytes.ContainsAny(text, "\"\\") {
		head = c.Key + ": "
		data = append(append([]byte(head), text...), '\n')
	}
	f := newDecoded(c.File, data)
	f.Path += ".yaml"
	start, end := c.Start, c.End
	give(&decoding{
		file: f, via: "in base64", whole: true,
		span:   func(int, int) (int, int) { return start, end },
		counts: func(from, _ int) bool { return from >= len(head) },
	})
	return true
}

func isManifest(p string) bool {
	switch path.Ext(p) {
	case ".yaml", ".yml", ".json", ".tpl", ".j2":
		return true
	}
	return false
}

// kubeReach is how far back the head of a manifest is looked for.
const kubeReach = 16 << 10

// isKubeData reports whether the candidate is in the data of a Secret: in
// YAML, the nearest line above that is indented less is "data:".
func isKubeData(c *rules.Candidate) bool {
	d := c.File.Data
	lo, hi := max(0, c.Start-kubeReach), min(len(d), c.End+kubeReach)
	if k := bytes.LastIndex(d[lo:c.Start], []byte("\n---")); k >= 0 {
		lo += k
	}
	if k := bytes.Index(d[c.End:hi], []byte("\n---")); k >= 0 {
		hi = c.End + k
	}
	doc := d[lo:hi]
	if !bytes.Contains(doc, []byte("kind: Secret\n")) && !bytes.Contains(doc, []byte("kind: Secret\r")) &&
		!bytes.HasSuffix(doc, []byte("kind: Secret")) && !bytes.Contains(doc, []byte(`"kind": "Secret"`)) && !bytes.Contains(doc, []byte(`"kind":"Secret"`)) {
		return false
	}
	if path.Ext(c.File.Path) == ".json" {
		return true
	}
	end := bytes.LastIndexByte(d[lo:c.Start], '\n') + 1 + lo
	own := indent(d[end:c.Start])
	for end > lo {
		end--
		start := bytes.LastIndexByte(d[lo:end], '\n') + 1 + lo
		line := d[start:end]
		if text := bytes.TrimSpace(line); len(text) > 0 && text[0] != '#' && indent(line) < own {
			return string(text) == "data:"
		}
		end = start
	}
	return false
}

func indent(line []byte) int {
	return len(line) - len(bytes.TrimLeft(line, " \t"))
}

// dropInner drops what is encoded in a secret that is known by its own form:
// the claims of a token belong to the token.
func dropInner(hits []hit) []hit {
	inner := func(h hit) bool { return h.decoded != nil }
	if !slices.ContainsFunc(hits, inner) {
		return hits
	}
	var known spanSet
	for _, h := range hits {
		if h.decoded == nil && len(h.rule.Prefixes) > 0 {
			known.add(h.Start, h.End)
		}
	}
	return slices.DeleteFunc(hits, func(h hit) bool { return inner(h) && known.overlaps(h.Start, h.End) })
}

// overlaps reports whether the span overlaps one of the set.
func (t *spanSet) overlaps(start, end int) bool {
	i := sort.Search(len(t.s), func(i int) bool { return t.s[i][1] > start })
	return i < len(t.s) && t.s[i][0] < end
}
