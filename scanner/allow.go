package scanner

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/builtin"
	"github.com/envguard/envguard/rules/fileclass"
	"github.com/envguard/envguard/rules/language"
	"github.com/envguard/envguard/rules/random"
)

// An allow comment permits a finding:
//
//	key = "…"  # envguard:allow hex-secret -- a test vector of RFC 7515
//
// It permits what a person pointed at, and no more: it has to be in a comment of
// the file's language, on the secret's line, alone on the line above its
// statement, or behind the bracket that closes the statement; and it permits one
// secret of each rule that it names, or as many as it says (hex-secret*3). On a
// long line, which no person reads, it has to follow the secret or name its
// fingerprint. A block permits all secrets of its rules:
//
//	# envguard:allow-begin hex-secret -- the vectors of RFC 7515
//	# envguard:allow-end
//
// The comments of other scanners are honored where those tools honor them.

const (
	allowMarker = "envguard:allow"
	allowBegin  = "-begin"
	allowEnd    = "-end"
)

// crowdedLine is the length of a line, in bytes, from which a comment on it permits
// only the secret that it follows.
const crowdedLine = 500

// statementLines is how many lines of a statement are looked at for its comment.
const statementLines = 20

// A foreignMarker is a comment of another tool.
type foreignMarker struct {
	text string
	next bool // it is about the next line
}

var foreignMarkers = [...]foreignMarker{
	{"gitleaks:allow", false},
	{"betterleaks:allow", false},
	{"trufflehog:ignore", false},
	{"ggignore", false},
	{"pragma: allowlist secret", false},
	{"pragma: whitelist secret", false},
	{"secretlint-disable-line", false},
	{"pragma: allowlist nextline secret", true},
	{"pragma: whitelist nextline secret", true},
	{"secretlint-disable-next-line", true},
}

// An allowed is a rule that a comment names, and how many secrets of it.
type allowed struct {
	id    string
	count int
	used  []string // the secrets that it permitted
}

// An allowance is one allow comment.
type allowance struct {
	start, end int // the comment, from its marker on
	line       int // its number, from 0 at the start of the data
	lead       int // where its line's text begins
	alone      bool
	closing    bool // behind nothing but closing brackets
	by, reason string
	rules      []allowed
	all        int // where the block that it opens ends, or 0
	foreign    bool
	quoted     bool // the comment says something else first
	next       bool
	used       bool
	problem    *Problem
}

// suppress marks the findings that a comment allows. Comments that were meant to
// allow something, and are wrong, are problems, and so are those that allow
// nothing, which are stale.
func suppress(f *rules.File, fs []Finding, known []*rules.Rule, whole bool) []Problem {
	if f.Binary || !hasMark(f.Data, fs) {
		return nil
	}
	a := newAllowances(f, known)
	var problems []Problem
	for i := range fs {
		problems = append(problems, a.judge(&fs[i])...)
	}
	if whole {
		problems = append(problems, a.stale(f.Path)...)
	}
	return problems
}

// hasMark reports whether a text may have an allow comment that matters: one of
// this tool anywhere, or one of another next to a finding.
func hasMark(d []byte, fs []Finding) bool {
	if hasOwnMark(d) || len(fs) > 0 && bytes.Contains(d, []byte("secretlint-disable")) {
		return true
	}
	from, to := 0, -1 // the lines that were looked at
	for i := range fs {
		at := bytesAt(d, &fs[i])
		if from <= at && at <= to {
			continue
		}
		from, to = max(0, at-foreignReach), min(len(d), at+fs[i].End-fs[i].Start+foreignReach)
		for _, m := range foreignMarkers {
			if bytes.Contains(d[from:to], []byte(m.text)) {
				return true
			}
		}
	}
	return false
}

// foreignReach is how far from a finding the comments of other tools are looked
// for, in bytes.
const foreignReach = 2 << 10

// hasOwnMark looks for the marker, in any case. Every file is read for it, so it
// looks at one byte in nine where a text has none of the marker's letters, as Horspool does.
func hasOwnMark(d []byte) bool {
	const marker = "envguard:"
	for end := len(marker) - 1; end < len(d); {
		n := markerPlace[d[end]]
		if n == uint8(len(marker)) {
			if foldEqual(d[end+1-len(marker):end+1], marker) {
				return true
			}
			n = 0
		}
		end += len(marker) - int(n)
	}
	return false
}

// markerPlace says where in the marker a byte is, from 1, or 0.
var markerPlace = [256]uint8{
	'e': 1, 'n': 2, 'v': 3, 'g': 4, 'u': 5, 'a': 6, 'r': 7, 'd': 8, ':': 9,
	'E': 1, 'N': 2, 'V': 3, 'G': 4, 'U': 5, 'A': 6, 'R': 7, 'D': 8,
}

// allowances are the allow comments of a text.
type allowances struct {
	file  *rules.File
	known []*rules.Rule
	list  []*allowance
	lines []int // where each line begins
}

func newAllowances(f *rules.File, known []*rules.Rule) *allowances {
	a := &allowances{file: f, known: known, lines: []int{0}}
	d := f.Data
	for i, c := range d {
		if c == '\n' {
			a.lines = append(a.lines, i+1)
		}
	}
	lang := f.Language()
	spans := lang.Comments(d)
	for _, s := range spans {
		for at := s.Start; at < s.End; {
			end := min(s.End, lineEnd(d, at))
			a.read(at, end)
			at = end + 1
		}
	}
	if lang.Member || len(lang.Line)+len(lang.LineStart)+len(lang.Block) == 0 {
		a.readAlone(spans)
	}
	slices.SortFunc(a.list, func(x, y *allowance) int { return x.start - y.start })
	a.blocks()
	return a
}

// readAlone reads lines that say nothing but that something is allowed: in a
// text, or as a member in JSON, which has no comments.
func (a *allowances) readAlone(spans []language.Span) {
	d := a.file.Data
	for at := 0; ; {
		i := bytes.Index(d[at:], []byte(allowMarker))
		if i < 0 {
			return
		}
		i += at
		at = i + len(allowMarker)
		if slices.ContainsFunc(spans, func(s language.Span) bool { return s.Start <= i && i < s.End }) {
			continue
		}
		start, end := bytes.LastIndexByte(d[:i], '\n')+1, lineEnd(d, i)
		if alone(d[start:end]) {
			if d[i-1+btoi(i == 0)] == '"' { // a member of JSON
				if k := bytes.IndexByte(d[i:end], '"'); k >= 0 {
					end = i + k
				}
			}
			a.read(i, end)
			if n := len(a.list); n > 0 {
				a.list[n-1].alone = true
			}
		}
	}
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// read reads a line of a comment.
func (a *allowances) read(start, end int) {
	d := a.file.Data
	text := d[start:end]
	lead := bytes.LastIndexByte(d[:start], '\n') + 1
	before := bytes.TrimSpace(d[lead:start])
	x := &allowance{start: start, end: end, lead: lead, line: a.lineOf(start), alone: len(bytes.Trim(before, "{")) == 0}
	x.closing = len(before) > 0 && len(bytes.Trim(before, ")]},; \t\"'`")) == 0
	if k := bytes.Index(text, []byte(allowMarker)); k >= 0 {
		x.quoted = bytes.ContainsAny(bytes.TrimSpace(text[:k]), " \t") || bytes.ContainsFunc(text[:k], unicode.IsLetter)
		x.start = start + k
		x.by = allowMarker
		a.parse(x, string(text[k+len(allowMarker):]))
		a.list = append(a.list, x)
		return
	}
	for _, m := range foreignMarkers {
		if k := bytes.Index(text, []byte(m.text)); k >= 0 {
			x.start, x.by, x.foreign, x.next = start+k, m.text, true, m.next
			a.list = append(a.list, x)
			return
		}
	}
	if k := bytes.Index(text, []byte("secretlint-disable")); k >= 0 {
		x.start, x.by, x.foreign, x.all = start+k, "secretlint-disable", true, len(d)
		if e := bytes.Index(d[end:], []byte("secretlint-enable")); e >= 0 {
			x.all = end + e
		}
		a.list = append(a.list, x)
		return
	}
	x.problem = misspelt(text)
	if x.problem != nil {
		a.list = append(a.list, x)
	}
}

// parse reads what follows the marker: rules, and behind two dashes the reason.
func (a *allowances) parse(x *allowance, rest string) {
	block := false
	switch {
	case strings.HasPrefix(rest, allowBegin):
		rest, block = rest[len(allowBegin):], true
	case strings.HasPrefix(rest, allowEnd):
		x.by = allowEnd
		return
	}
	for _, end := range [...]string{"*/", "-->", "#}", "}}", "%>", "#>", "*)", "-}", "*@"} {
		if i := strings.Index(rest, end); i >= 0 {
			rest = rest[:i]
		}
	}
	names, reason, _ := strings.Cut(rest, "--")
	x.reason = strings.TrimSpace(reason)
	if block {
		x.all = -1 // until blocks finds the end
		if x.reason == "" {
			x.problem = &Problem{
				Message: "the allow comment begins a block and gives no reason",
				Hint:    fmt.Sprintf("write %s%s RULE -- and the reason", allowMarker, allowBegin),
			}
		}
	}
	for _, name := range strings.FieldsFunc(names, func(r rune) bool { return r == ',' || r == ' ' || r == '\t' || r == '\r' }) {
		id, count, ok := strings.Cut(name, "*")
		n := 1
		if ok {
			var err error
			if n, err = strconv.Atoi(count); err != nil || n < 1 {
				n = 1
			}
		}
		x.rules = append(x.rules, allowed{id: id, count: n})
	}
	if len(x.rules) == 0 && x.problem == nil {
		x.problem = &Problem{
			Message: "the allow comment names no rule",
			Hint:    fmt.Sprintf("write %s RULE -- and the reason", allowMarker),
		}
	}
	for _, r := range x.rules {
		if x.problem == nil && !isFingerprint(r.id) && !isRule(r.id, a.known) {
			x.problem = &Problem{
				Message: fmt.Sprintf("the allow comment names the rule %q, which does not exist", clip(r.id, 40)),
				Hint:    fmt.Sprintf("write %s RULE -- and the reason; `envguard rules` lists them", allowMarker),
			}
		}
	}
}

// blocks gives each block its end.
func (a *allowances) blocks() {
	var open *allowance
	kept := a.list[:0]
	for _, x := range a.list {
		switch {
		case x.by == allowEnd:
			if open != nil {
				open.all, open = x.start, nil
			}
			continue
		case x.all < 0:
			if open != nil {
				open.all = x.start
			}
			open = x
		}
		kept = append(kept, x)
	}
	if open != nil {
		open.all, open.problem = 0, &Problem{
			Message: "the allow comment begins a block that never ends",
			Hint:    fmt.Sprintf("write %s%s behind it", allowMarker, allowEnd),
		}
	}
	a.list = kept
}

func (a *allowances) lineOf(i int) int {
	k, _ := slices.BinarySearch(a.lines, i+1)
	return k - 1
}

// judge marks a finding if a comment allows it. It returns what is wrong with the
// comments that are about the finding.
func (a *allowances) judge(fi *Finding) (problems []Problem) {
	d := a.file.Data
	at := bytesAt(d, fi)
	end := min(len(d), at+fi.End-fi.Start)
	first, last := a.lineOf(at), a.lineOf(max(at, end-1))
	var top, bottom int
	if len(a.list) > 0 {
		top, bottom = a.statement(first, last)
	}
	for _, x := range a.list {
		about := false
		switch {
		case x.all > 0:
			about = x.start < at && at < x.all
		case at <= x.start && x.start < end: // the secret itself may not permit itself
		case x.names(fi.Fingerprint):
			about = true
		case x.next:
			about = x.line == first-1
		case x.line >= first && x.line <= last:
			about = !a.long(x.line) || a.follows(x, end)
		case x.foreign:
		case x.alone:
			about = x.line == first-1 || x.line == top-1
		case x.closing:
			about = x.line > last && x.line <= bottom
		}
		if !about {
			continue
		}
		if x.problem != nil {
			p := *x.problem
			p.Path, p.Line = a.file.Path, fi.Line+x.line-first
			p.Hint = strings.Replace(p.Hint, " RULE ", " "+fi.Rule.ID+" ", 1)
			problems = append(problems, p)
			if x.all == 0 && len(x.rules) == 0 || x.by == "" {
				continue
			}
		}
		if fi.SuppressedBy == "" {
			x.permit(fi)
		}
	}
	return problems
}

// names reports whether a comment names a finding by its fingerprint.
func (x *allowance) names(fingerprint string) bool {
	return slices.ContainsFunc(x.rules, func(r allowed) bool { return r.id == fingerprint })
}

// permit marks a finding, if the comment has not permitted as many already.
func (x *allowance) permit(fi *Finding) {
	if x.foreign {
		fi.SuppressedBy, x.used = x.by, true
		return
	}
	for i := range x.rules {
		r := &x.rules[i]
		if r.id != fi.Rule.ID && r.id != fi.Fingerprint {
			continue
		}
		x.used = true
		if x.all == 0 && !slices.Contains(r.used, fi.Secret.value) {
			if len(r.used) == r.count {
				fi.Overruled = fmt.Sprintf("it allows %d of the secrets here; write %s*%d", r.count, r.id, r.count+1)
				continue
			}
			r.used = append(r.used, fi.Secret.value)
		}
		fi.SuppressedBy, fi.Reason, fi.Overruled = allowMarker, x.reason, ""
		return
	}
}

// long reports whether a line is one that no person reads.
func (a *allowances) long(line int) bool {
	return lineEnd(a.file.Data, a.lines[line])-a.lines[line] > crowdedLine
}

// follows reports whether nothing but quotes, brackets and the comment's own
// delimiter is between a secret's end and a comment.
func (a *allowances) follows(x *allowance, end int) bool {
	if x.start < end {
		return false
	}
	between := a.file.Data[end:x.start]
	return len(between) <= 40 && len(bytes.Trim(between, " \t\"'`)]},;/*#<!-%{(")) == 0
}

// statement returns the first and the last line of the statement around some
// lines, as far as brackets show it.
func (a *allowances) statement(first, last int) (top, bottom int) {
	d := a.file.Data
	text := func(n int) []byte { return bytes.TrimSpace(d[a.lines[n]:lineEnd(d, a.lines[n])]) }
	top, bottom = first, last
	depth := 0
	for n := first - 1; n >= max(0, first-statementLines); n-- {
		line := text(n)
		if len(line) == 0 {
			break
		}
		depth += brackets(line)
		if depth > 0 {
			if !opensExpression(line) {
				break // the body of a function or a class
			}
			top, depth = n, 0
		}
	}
	depth = 0
	for n := last + 1; n < min(len(a.lines), last+statementLines+1); n++ {
		line := text(n)
		if len(line) == 0 {
			break
		}
		if depth += brackets(line); depth < 0 {
			bottom, depth = n, 0
		}
	}
	return top, bottom
}

// brackets returns how many more brackets a line opens than it closes.
func brackets(line []byte) (n int) {
	for _, c := range line {
		switch c {
		case '(', '[', '{':
			n++
		case ')', ']', '}':
			n--
		}
	}
	return n
}

// opensExpression reports whether the last bracket of a line opens a value, and not a
// body.
func opensExpression(line []byte) bool {
	i := bytes.LastIndexAny(line, "([{")
	if i < 0 || line[i] != '{' {
		return true
	}
	before := bytes.TrimSpace(line[:i])
	return len(before) > 0 && bytes.IndexByte([]byte("=:([,"), before[len(before)-1]) >= 0
}

// stale returns the comments that allow nothing. Text that describes such comments
// is none: documents, and comments that begin with something else.
func (a *allowances) stale(path string) (problems []Problem) {
	if a.file.Class == fileclass.Doc {
		return nil
	}
	for _, x := range a.list {
		if x.used || x.foreign || x.quoted || x.by != allowMarker || x.problem != nil {
			continue
		}
		if slices.ContainsFunc(x.rules, func(r allowed) bool { return !isFingerprint(r.id) && !isIn(r.id, a.known) }) {
			continue // a rule that is off today
		}
		problems = append(problems, Problem{
			Path: path, Line: x.line + 1, Stale: true,
			Message: "this allow comment allows nothing",
			Hint:    "remove it, or put it on the line of the secret or alone on the line above",
		})
	}
	return problems
}

// bytesAt returns the finding's offset in the window's data, which is not its
// Start when the window is not the first.
func bytesAt(d []byte, fi *Finding) int { return min(len(d), max(0, fi.Start-fi.base)) }

// alone reports whether a line says nothing but that something is allowed: what
// is in front of the marker means nothing to any program.
func alone(line []byte) bool {
	k := bytes.Index(line, []byte(allowMarker))
	if k < 0 {
		return false
	}
	lead := bytes.Trim(line[:k], "{[, \t")
	for _, word := range [...]string{"REM", "rem", "Rem", "dnl", "C", "c", `"_comment": "`, `"$comment": "`, `"comment": "`} {
		if string(lead) == word {
			return true
		}
	}
	for _, c := range lead {
		if isAlnum(c) || c >= 0x80 || c == '_' || c == '$' {
			return false
		}
	}
	return true
}

// misspelt recognizes a comment that was meant to be an allow comment.
func misspelt(text []byte) *Problem {
	const name = "envguard:"
	lower := lowerASCII(text)
	k := bytes.Index(lower, []byte(name))
	if k < 0 {
		return nil
	}
	verb := bytes.TrimLeft(lower[k+len(name):], " ")
	said := text[k : len(text)-len(verb)]
	for _, v := range [...]string{"allow", "ignore", "disable", "skip", "nosecret", "suppress", "off"} {
		if bytes.HasPrefix(verb, []byte(v)) && !bytes.HasPrefix(text[k:], []byte(allowMarker)) {
			said = text[k : len(said)+k+len(v)]
			return &Problem{
				Message: fmt.Sprintf("the comment says %q, which permits nothing", said),
				Hint:    fmt.Sprintf("write %s RULE -- and the reason", allowMarker),
			}
		}
	}
	return nil
}

// lowerASCII returns b with its ASCII letters in lower case, and of the same length:
// bytes.ToLower makes three bytes of each that is no UTF-8.
func lowerASCII(b []byte) []byte {
	out := bytes.Clone(b)
	for i, c := range out {
		if c-'A' < 26 {
			out[i] |= 0x20
		}
	}
	return out
}

// isFingerprint reports whether a name in an allow comment is that of a finding.
func isFingerprint(name string) bool {
	return len(name) == 16 && strings.Trim(name, "0123456789abcdef") == ""
}

func isRule(name string, known []*rules.Rule) bool {
	return isIn(name, known) || builtin.ByID(name) != nil
}

func isIn(name string, known []*rules.Rule) bool {
	return slices.ContainsFunc(known, func(r *rules.Rule) bool { return r.ID == name })
}

func clip(s string, n int) string {
	if random.HasStretch([]byte(s)) { // a secret can be typed anywhere
		return stars
	}
	if len(s) > n {
		return s[:n] + "…"
	}
	return s
}
