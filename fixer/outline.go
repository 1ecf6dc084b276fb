package fixer

import (
	"bytes"
	"strings"

	"github.com/envguard/envguard/fixer/keys"
	"github.com/envguard/envguard/rules/dotenv"
	"github.com/envguard/envguard/rules/judge"
)

// A piece is one item of an env file, ready to be in another one.
type piece struct {
	kind      dotenv.Kind
	key       string // of a setting
	commented bool
	text      string // without its line ending
	spec      string // the kind of key that a comment above it should name, if it has none
}

// outline returns a private file as its example shows it: the same order,
// comments, blank lines and quotes, without a secret. What is no setting is
// left out, with the number of lines that this concerns.
func (p *planner) outline(file string, data []byte) (pieces []piece, dropped int) {
	d := dotenv.Parse(data)
	pr := p.projectAt(folder(file))
	hidden := newNeedles(p.hiddenValues(d))
	voc := vocabularyOf(d, p.publicWords())
	clean := func(s string) string { return hidden.replace(s, "********") }
	key := false // inside of a private key that nothing quotes
	for i := range d.Items {
		it := &d.Items[i]
		text := string(d.Text(dotenv.Span{Start: it.Span.Start, End: it.End.Start}))
		if it.End.Empty() {
			text = string(d.Text(it.Span))
		}
		if it.Kind != dotenv.Blank && it.Kind != dotenv.Setting {
			switch {
			case strings.Contains(text, "-----BEGIN "):
				key = true
			case strings.Contains(text, "-----END "):
				key = false
				dropped++
				continue
			}
		}
		switch {
		case it.Kind == dotenv.Blank:
			pieces = append(pieces, piece{kind: it.Kind})
		case key, it.Kind == dotenv.Unknown:
			dropped++
		case it.Kind == dotenv.Comment:
			pieces = append(pieces, piece{kind: it.Kind, text: p.cleanComment(clean(text), voc)})
		default:
			e := it.Entry
			name := d.Key(e)
			if !sharableName(name) {
				dropped++
				continue
			}
			pc := piece{kind: it.Kind, key: name, commented: e.Commented}
			pc.text, pc.spec = p.shown(d, it, commentsAbove(d, i), pr, hidden, voc)
			pieces = append(pieces, pc)
		}
	}
	return pieces, dropped
}

// hiddenValues returns the values of an env file that must not are anywhere
// else, the longest first.
func (p *planner) hiddenValues(d *dotenv.File) []string {
	var list []string
	add := func(s string) {
		if len(s) >= 6 && !saysPlaceholder(s) {
			list = append(list, s)
		}
	}
	for _, e := range d.Entries() {
		for _, v := range p.tellingValues(d, e) {
			add(v)
		}
	}
	sortByLength(list)
	return list
}

// tellingValues returns the values of an entry that are secrets wherever they
// are: not "secret" or "admin", which are words of every text.
func (p *planner) tellingValues(d *dotenv.File, e *dotenv.Entry) []string {
	key := d.Key(e)
	voc := vocabulary{public: p.publicWords()}
	var list []string
	forms := [...]string{string(d.Text(e.Inner)), d.Value(e), d.Full(e)}
	for i, value := range forms {
		if contains(forms[:i], value) {
			continue
		}
		v := judge.Judge(key, []byte(value))
		words := v.Kind == judge.FillIn && v.Reason == "words only" && judge.SecretName(key) && len(value) >= 10
		// What an example would not show is not shown elsewhere, words of all
		// texts excepted.
		odd := v.Kind == judge.Config && !voc.isPlain(key, value) && voc.odd(value) > maxOdd
		if u, ok := splitURL(value); ok && u.password != "" && !voc.isDefaultPassword(u) && !contains(list, u.password) {
			list = append(list, u.password)
		}
		if v.Kind != judge.Real && !words && !odd || saysPlaceholder(value) || contains(list, value) {
			continue
		}
		list = append(list, value)
		if v.End > v.Start && v.End-v.Start < len(value) {
			list = append(list, value[v.Start:v.End])
		}
		if strings.ContainsAny(value, "\r\n") {
			for line := range strings.Lines(value) {
				if line = strings.TrimSpace(line); len(line) >= 16 && !strings.HasPrefix(line, "-----") {
					list = append(list, line)
				}
			}
		}
	}
	for _, pt := range voc.partsOf(d, e) {
		list = append(list, string(d.Text(e.Inner)[pt.start:pt.end]))
	}
	return list
}

func sortByLength(list []string) {
	for i := 1; i < len(list); i++ {
		for j := i; j > 0 && len(list[j]) > len(list[j-1]); j-- {
			list[j], list[j-1] = list[j-1], list[j]
		}
	}
}

// keepsValue reports whether the value of an entry in a private file may be
// shown.
func (v vocabulary) keepsValue(d *dotenv.File, e *dotenv.Entry) bool {
	key, inner := d.Key(e), string(d.Text(e.Inner))
	return v.isPlain(key, inner) && v.isPlain(key, d.Value(e)) && len(v.partsOf(d, e)) == 0
}

// shown returns the lines of an entry as the example has them, and the kind of
// key to name above them.
func (p *planner) shown(d *dotenv.File, it *dotenv.Item, comment string, pr *project, hidden *needles, voc vocabulary) (text, spec string) {
	e := it.Entry
	all := d.Text(it.Span)
	end := len(all) - (it.End.End - it.End.Start)
	head := string(all[:e.Raw.Start-it.Span.Start])
	raw := string(d.Text(e.Raw))
	tail := string(all[e.Raw.End-it.Span.Start : end])
	if e.Op == 0 {
		head, raw, tail = string(all[:end]), "", ""
	}
	keep := voc.keepsValue(d, e)
	keep = keep && hidden.index(raw) < 0
	tail = hidden.replace(tail, maskStars)
	for _, old := range formerValues(d.Key(e), tail) {
		tail = strings.ReplaceAll(tail, old, maskStars)
	}
	if i := strings.IndexByte(tail, '#'); i >= 0 {
		if cleaned := p.cleanComment(tail[i:], voc); cleaned != "" {
			tail = tail[:i] + cleaned
		} else {
			tail = strings.TrimRight(tail[:i], " \t")
		}
	}
	if keep {
		return head + raw + tail, ""
	}
	if parts := voc.partsOf(d, e); voc.keepsShape(d, e, parts) {
		inner := string(d.Text(e.Inner))
		return head + strings.Replace(raw, inner, withoutParts(inner, parts), 1) + tail, ""
	}
	s := standInFor(d.Key(e), d.Value(e), comment+"\n"+string(d.Text(e.Comment)), pr)
	raw = s.value
	if e.Quote != 0 {
		raw = string(e.Quote) + raw + string(e.Quote)
	} else if strings.ContainsAny(raw, " #'\"`$\\") {
		raw = `"` + raw + `"`
	}
	if hint, _ := saysRecipe(comment); hint {
		s.spec = ""
	}
	return head + raw + tail, s.spec
}

// saysRecipe reports whether a comment says how to make a value.
func saysRecipe(comment string) (bool, string) {
	low := strings.ToLower(comment)
	for _, w := range [...]string{"keygen", "openssl", "generate", "artisan", "secrets.token", "rails secret", "uuidgen", "/dev/urandom", "randombytes"} {
		if strings.Contains(low, w) {
			return true, w
		}
	}
	return false, ""
}

// cleanComment takes secrets out of a comment.
func (p *planner) cleanComment(text string, voc vocabulary) string {
	text = voc.maskWords(text)
	for range 8 {
		found := p.scan(".env.example", []byte(text+"\n"))
		changed := false
		for _, f := range found {
			if f.End > f.Start && f.Start >= 0 && f.End <= len(text) {
				text = text[:f.Start] + "********" + text[f.End:]
				changed = true
				break
			}
		}
		if len(found) == 0 {
			break
		}
		if !changed {
			return "#"
		}
	}
	// Words that no rule asks about: a comment may hold a bare token.
	for _, w := range strings.FieldsFunc(text, func(r rune) bool { return r <= ' ' || strings.ContainsRune("\"'`()<>,;", r) }) {
		word := w
		if i := strings.LastIndexAny(strings.TrimRight(w, "="), "=:"); i >= 0 {
			word = w[i+1:]
		}
		if bareSecret(word) {
			text = strings.ReplaceAll(text, word, maskStars)
		}
	}
	return voc.maskWords(text)
}

// bareSecret reports whether a word of a text that has no name looks like a
// secret.
func bareSecret(word string) bool {
	if len(word) < 12 || strings.Contains(word, "://") {
		return false
	}
	v := judge.Judge("SECRET", []byte(word))
	if v.Kind != judge.Real {
		return false
	}
	return len(word) >= 16 && v.Score > 0.9 || v.Score > 0.8 && looksGenerated(word)
}

// formerValues returns the words of the comment behind a secret that could be a
// secret under its name: "# was …".
func formerValues(key, comment string) []string {
	if !judge.SecretName(key) || !strings.Contains(comment, "#") {
		return nil
	}
	var list []string
	for _, w := range strings.FieldsFunc(comment, func(r rune) bool { return r <= ' ' || strings.ContainsRune("\"'`()<>,;", r) }) {
		w = strings.TrimLeft(w, "#")
		if len(w) < 8 || strings.Contains(w, "://") || !strings.ContainsAny(w, "0123456789") {
			continue
		}
		if judge.Judge(key, []byte(w)).Kind == judge.Real {
			list = append(list, w)
		}
	}
	return list
}

// looksGenerated reports whether a word has capitals and small letters, a digit
// and a sign that names of people and of programs do not have, as what a
// password manager makes does.
func looksGenerated(word string) bool {
	var upper, lower, digit, sign bool
	for i := range len(word) {
		switch c := word[i]; {
		case c >= 'A' && c <= 'Z':
			upper = true
		case c >= 'a' && c <= 'z':
			lower = true
		case c >= '0' && c <= '9':
			digit = true
		case strings.IndexByte("!#$%&*+?@^~|\\", c) >= 0:
			sign = true
		}
	}
	return upper && lower && digit && sign
}

// maskWords masks what a diff would not show of a comment.
func (v vocabulary) maskWords(text string) string {
	var b strings.Builder
	at := 0
	for _, s := range v.wordSpans([]byte(text), 0, len(text)) {
		if s.start >= at {
			b.WriteString(text[at:s.start] + maskStars)
			at = s.end
		}
	}
	return b.String() + text[at:]
}

// commentsAbove returns the comment lines that are directly above an item.
func commentsAbove(d *dotenv.File, at int) string {
	from := at
	for from > 0 && d.Items[from-1].Kind == dotenv.Comment {
		from--
	}
	var b strings.Builder
	for i := from; i < at; i++ {
		b.Write(bytes.TrimRight(d.Text(d.Items[i].Span), "\r\n"))
		b.WriteByte('\n')
	}
	return b.String()
}

// eolOf returns the line ending of a file, that of its first line.
func eolOf(data []byte) string {
	switch i := bytes.IndexByte(data, '\n'); {
	case i > 0 && data[i-1] == '\r':
		return "\r\n"
	case i < 0 && bytes.IndexByte(data, '\r') >= 0:
		return "\r"
	}
	return "\n"
}

// lines returns the text of pieces, with the hints on how to make keys.
func lines(pieces []piece, eol string) string {
	var b strings.Builder
	for _, pc := range pieces {
		if pc.spec != "" {
			b.WriteString(indentOf(pc.text) + generateHint(pc.spec) + eol)
		}
		b.WriteString(strings.TrimRight(pc.text, "\r\n") + eol)
	}
	return b.String()
}

// generateHint is the comment that says how to make a value, with envguard and
// without.
func generateHint(spec string) string {
	hint := "# generate with: envguard keygen " + spec
	if k, err := keys.Parse(spec); err == nil && k.Command() != "" {
		hint += ", or: " + k.Command()
	}
	return hint
}

func indentOf(s string) string { return s[:len(s)-len(strings.TrimLeft(s, " \t"))] }

// blockOf returns the pieces that belong to a setting: the comments directly
// above it and itself. grouped reports whether another setting is directly
// above those.
func blockOf(pieces []piece, at int) (block []piece, grouped bool) {
	from := at
	for from > 0 && pieces[from-1].kind == dotenv.Comment {
		from--
	}
	return pieces[from : at+1], from > 0 && pieces[from-1].kind == dotenv.Setting
}

// insertBlock puts the lines of a setting into another env file, next to those
// that are its neighbors in order. It reports false if there is no place where
// they would be read as they are here.
func insertBlock(data []byte, block []piece, grouped bool, order []string) ([]byte, bool) {
	d := dotenv.Parse(data)
	key := block[len(block)-1].key
	eol := eolOf(data)
	// Headings that are there already are not repeated.
	have := map[string]bool{}
	for i := range d.Items {
		if d.Items[i].Kind == dotenv.Comment {
			have[strings.TrimSpace(string(d.Text(d.Items[i].Span)))] = true
		}
	}
	var kept []piece
	for _, pc := range block {
		if pc.kind != dotenv.Comment || !have[strings.TrimSpace(pc.text)] {
			kept = append(kept, pc)
		}
	}
	text := lines(kept, eol)
	for _, at := range places(d, key, order) {
		pos, glue, t := len(data), "", text
		switch {
		case at < len(d.Items):
			pos = d.Items[at].Span.Start
		case at > 0 && d.Items[at-1].End.Empty():
			glue, t = eol, strings.TrimSuffix(text, eol) // no ending at the end, before and after
		}
		if !grouped && len(kept) > 1 && at > 0 && d.Items[at-1].Kind != dotenv.Blank {
			glue += eol
		}
		next, err := d.Replace(dotenv.Span{Start: pos, End: pos}, glue+t)
		if err != nil {
			continue
		}
		if sameEntries(d, next, key, at) {
			return next.Bytes(), true
		}
	}
	return nil, false
}

// places returns where a setting could go, as numbers of items, the best
// first: behind the name without a value, behind the nearest setting that is before it in order, before the
// nearest that follows, at the end, and in front of all where a quote that is
// never closed takes in what is after it.
func places(d *dotenv.File, key string, order []string) []int {
	last, first := map[string]int{}, map[string]int{}
	for i := range d.Items {
		if e := d.Items[i].Entry; e != nil {
			k := d.Key(e)
			last[k] = i
			if _, ok := first[k]; !ok {
				first[k] = i
			}
		}
	}
	at := -1
	for i, k := range order {
		if k == key {
			at = i
			break
		}
	}
	var list []int
	if n, ok := last[key]; ok { // the name alone
		list = append(list, n+1)
	}
	for i := at - 1; i >= 0; i-- {
		if n, ok := last[order[i]]; ok {
			list = append(list, n+1)
			break
		}
	}
	for i := at + 1; at >= 0 && i < len(order) && len(list) == 0; i++ {
		if n, ok := first[order[i]]; ok {
			for n > 0 && d.Items[n-1].Kind == dotenv.Comment {
				n--
			}
			list = append(list, n)
		}
	}
	return append(list, len(d.Items), 0)
}

// sameEntries reports whether next has all entries of d, unchanged, and one
// more of that name.
func sameEntries(d, next *dotenv.File, key string, at int) bool {
	a, b := d.Entries(), next.Entries()
	if len(b) < len(a)+1 {
		return false
	}
	added, j := 0, 0
	for _, e := range b {
		if j < len(a) && d.Key(a[j]) == next.Key(e) && bytes.Equal(d.Text(a[j].Full), next.Text(e.Full)) && bytes.Equal(d.Text(a[j].Raw), next.Text(e.Raw)) && a[j].Commented == e.Commented {
			j++
			continue
		}
		if next.Key(e) != key && !e.Commented {
			return false
		}
		added++
	}
	return j == len(a) && added >= 1 && next.Lookup(key) != nil
}
