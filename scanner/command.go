package scanner

import (
	"bytes"
	"cmp"
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

// A loneWord is a word that no operator follows, with its line and the next item.
type loneWord struct {
	k, base    int // the item, and the first one of its line
	start, end int // the line
	depth      int
	text       []byte
	it, next   item
	short      bool // a flag of one letter
	secret     bool // it has a stem of a secret's name
}

// A wordForm is a word that takes the next item as its value.
type wordForm struct {
	words []string // in any case; none means that when decides alone
	head  string   // the command that must be in front
	next  kindSet  // what the next item may be
	// when is nil where the rest says it all.
	when func(x *extractor, w *loneWord) bool
	// name returns the name of the value. Without it, it is key, or the word itself.
	name func(x *extractor, w *loneWord) string
	key  string
	// take extracts the value in place of the usual way. It returns the item that
	// was used last, and false if the usual way is to go on.
	take func(x *extractor, w *loneWord) (last int, done bool)
}

// A kindSet is a set of kinds of items.
type kindSet uint8

const (
	anyItem kindSet = iota
	aString
	aWord
)

func (s kindSet) has(k lex.Kind) bool {
	return s == anyItem || s == aString && k == str || s == aWord && k == word
}

// wordForms are the forms of shells, SQL, Dockerfiles, .netrc and configuration
// files that separate names from values by blanks. The first that applies decides.
// Forms that need the whole command are in package forms.
var wordForms []wordForm

// The forms reach word again through strings inside strings, so a variable's
// initializer would refer to itself.
func init() {
	wordForms = []wordForm{
		{next: aString, words: []string{"convertto-securestring"}, key: "password"},
		{words: loginFlags, take: (*extractor).login},
		{words: []string{"--body", "-b"}, head: "secret set ", key: "secret"}, // gh secret set NAME --body …
		{words: []string{"-b", "--cookie"}, head: "curl ", key: "Cookie"},
		{when: isPasswordFlag, name: func(_ *extractor, w *loneWord) string { return string(w.text) + " password" }},
		{when: func(_ *extractor, w *loneWord) bool {
			return w.text[0] == '-' && (w.secret || w.short && w.text[1]|0x20 == 'p')
		}},
		{next: aString, when: func(_ *extractor, w *loneWord) bool {
			return len(w.text) >= 3 && w.secret && len(w.text) <= 32 && w.next.Quote != '`' // KEY `name` of SQL
		}},
		{next: aString, words: []string{"by"}, when: func(x *extractor, w *loneWord) bool { return x.identified(w, 1) >= 0 }, name: identifiedWord},
		{next: aString, words: []string{"by"}, when: func(x *extractor, w *loneWord) bool { // IDENTIFIED WITH plugin BY '…'
			return w.k > w.base+2 && foldWord(x.file.Data, x.items[w.k-2], "with") && x.identified(w, 3) >= 0
		}, name: identifiedWord},
		{next: aWord, words: []string{"by"}, when: func(x *extractor, w *loneWord) bool { // IDENTIFIED BY word, as Oracle has it
			return x.identified(w, 1) >= 0 && w.next.End-w.next.Start >= minValue && !hasStem(x.file.Data[w.next.Start:w.next.End])
		}, key: "password"},
		{next: aWord, head: "rclone config ", when: func(_ *extractor, w *loneWord) bool { return w.secret }},
		{next: aWord, words: []string{"password"}, when: func(x *extractor, w *loneWord) bool {
			return w.k > w.base && foldWord(x.file.Data, w.next, "for") && foldWord(x.file.Data, x.items[w.k-1], "set")
		}, take: func(x *extractor, w *loneWord) (int, bool) { return x.setPassword(w.k, w.depth), true }},
		{next: aWord, words: []string{"env", "arg", "setenv", "set", "export"}, when: setsVariable, name: func(x *extractor, w *loneWord) string {
			name := x.text(w.next)
			w.k++
			w.next = x.items[w.k+1]
			return name
		}},
		{next: aWord, when: func(x *extractor, w *loneWord) bool { // fish: set -x NAME value; aws configure set name value
			return w.k > w.base && x.syn.lines && w.secret && x.afterSet(w.k, w.base)
		}},
		{next: aWord, when: func(x *extractor, w *loneWord) bool { // redis.conf: requirepass value
			return w.k == w.base && x.syn.pairs && w.secret && bareLine(bytes.TrimRight(x.file.Data[w.next.Start:w.end], "; \t\r"))
		}},
		{when: func(x *extractor, w *loneWord) bool {
			return w.k > w.base && x.syn.pairs && w.secret && foldEqualAny(x.file.Data[x.items[w.base].Start:x.items[w.base].End], setDirectives...)
		}},
		{words: []string{"password", "account"}, when: func(x *extractor, _ *loneWord) bool { return x.syn.netrc }},
	}
}

// loginFlags take name:password.
var loginFlags = []string{"-u", "--user", "--userpwd", "--proxy-user"}

// setDirectives are the directives of web servers that take a name and a value.
var setDirectives = []string{"proxy_set_header", "fastcgi_param", "set", "setenv", "passenv", "requestheader"}

// applies reports whether the word takes the next item as its value.
func (f *wordForm) applies(x *extractor, w *loneWord) bool {
	return (f.words == nil || foldEqualAny(w.text, f.words...)) && (f.when == nil || f.when(x, w)) &&
		(f.head == "" || bytes.Contains(commandHead(x.file.Data, w.start, w.it.Start), []byte(f.head)))
}

// word handles a word that no operator follows: command-line flags, SQL,
// Dockerfiles, .netrc. It returns the item that was used last.
func (x *extractor) word(k, base, start, end, depth int) int {
	it := x.items[k]
	w := &x.lone[depth] // on the stack it would be allocated for each word
	*w = loneWord{k: k, base: base, start: start, end: end, depth: depth, text: x.file.Data[it.Start:it.End], it: it}
	if x.wordAlone(w) || k+1 >= len(x.items) || x.tool(k, base, end) {
		return k
	}
	w.next = x.items[k+1]
	w.short = len(w.text) == 2 && w.text[0] == '-'
	w.secret = hasStem(w.text)
	if last, ok := x.wordAndSign(w); ok {
		return last
	}
	for i := range wordForms {
		f := &wordForms[i]
		if !f.next.has(w.next.Kind) || !f.applies(x, w) {
			continue
		}
		if f.take != nil {
			if last, ok := f.take(x, w); ok {
				return last
			}
		}
		name := f.key
		if f.name != nil {
			name = f.name(x, w)
		}
		return x.argument(w, cmp.Or(name, string(w.text)))
	}
	return k
}

// wordAlone handles forms in which the secret is in the word or in front of it, and
// reports whether the word is done.
func (x *extractor) wordAlone(w *loneWord) bool {
	d, t := x.file.Data, w.text
	switch {
	case len(t) > 2 && t[0] == '-' && t[1] == 'p' && !hasStem(t[:min(len(t), 6)]) && passwordFlag(d, w.start, w.it.Start):
		// mysql -pSECRET
		x.add(rules.KindAssigned, w.it.Start+2, x.blank(w.it.Start, w.end), 0, "-p password", "", 0, ' ')
		return true
	case foldEqualAny(t, "chpasswd"):
		// echo 'user:password' | chpasswd
		for i := w.k - 1; i >= w.base && i > w.k-4; i-- {
			if s := x.items[i]; s.Kind == str {
				if j := bytes.IndexByte(d[s.Start:s.End], ':'); j > 0 {
					x.add(rules.KindAssigned, s.Start+j+1, s.End, s.Quote, "password", "", 0, ':')
				}
			}
		}
		return true
	case len(t) > len("--with-") && t[0] == '-' && foldEqualAny(t, "--password-stdin", "--with-token"):
		x.piped(w.k, w.base)
	}
	return false
}

// wordAndSign handles words in front of punctuation and those that are part of a
// larger token. It reports whether the word is done, and returns the item that was
// used last.
func (x *extractor) wordAndSign(w *loneWord) (last int, done bool) {
	d, k := x.file.Data, w.k
	switch {
	case x.is(k+1, '<') && k+3 < len(x.items) && x.items[k+2].Glued && foldWord(d, x.items[k+2], "-") && x.items[k+3].Kind == str:
		// name <- "value"
		x.value(rules.KindAssigned|rules.KindString, x.items[k+3], x.text(w.it), "", 0, '=', w.depth)
		return k + 3, true
	case k == w.base && w.next.Kind == str && x.is(k+2, '{') && foldEqualAny(w.text, "variable"):
		// variable "name" { … default = "value"
		x.prev, x.naming = nameValue{"variable", x.text(w.next), w.start}, true
		return k + 1, true
	case x.is(k+1, '=') && w.next.Glued && k+2 < len(x.items) && x.items[k+2].Glued && foldEqualAny(w.text, loginFlags[1:]...):
		x.loginFlag(x.items[k+2], w.end, string(w.text)) // curl --user=name:password
		return k, true
	}
	value := w.next.Kind != punct || !w.next.Glued && bytes.IndexByte([]byte("!#%^*~+/"), d[w.next.Start]) >= 0
	return k, !value || w.next.Glued && !(w.short && w.next.Kind == str)
}

// login adds the password of curl's -u name:password, or the token of -u token:.
func (x *extractor) login(w *loneWord) (last int, done bool) {
	d := x.file.Data
	if x.loginFlag(w.next, w.end, string(w.text)) {
		return w.k + 1, true
	}
	from, to := w.next.Start, w.next.End
	if w.next.Kind != str {
		to = x.blank(from, w.end)
	}
	if to-from > minToken && d[to-1] == ':' && bytes.IndexByte(d[from:to-1], ':') < 0 {
		x.add(rules.KindAssigned, from, to-1, 0, string(w.text)+" token", "", 0, ' ')
		return w.k + 1, true
	}
	return w.k, !w.short
}

// isPasswordFlag accepts -p of commands that take a password there, and flags such
// as keytool's -storepass.
func isPasswordFlag(x *extractor, w *loneWord) bool {
	t := w.text
	return foldEqualAny(t, "-p", "--pass") && passwordFlag(x.file.Data, w.start, w.it.Start) ||
		len(t) > 5 && len(t) < 16 && t[0] == '-' && foldEqual(t[len(t)-4:], "pass")
}

// identified returns the item n in front of the word if it is SQL's IDENTIFIED, or -1.
func (x *extractor) identified(w *loneWord, n int) int {
	if k := w.k - n; k >= w.base && foldWord(x.file.Data, x.items[k], "identified") {
		return k
	}
	return -1
}

// identifiedWord returns IDENTIFIED as the statement writes it.
func identifiedWord(x *extractor, w *loneWord) string {
	if k := x.identified(w, 1); k >= 0 {
		return x.text(x.items[k])
	}
	return x.text(x.items[x.identified(w, 3)])
}

// setsVariable accepts ENV NAME value, and SET, EXPORT and ARG likewise.
func setsVariable(x *extractor, w *loneWord) bool {
	d, k := x.file.Data, w.k
	return k == w.base && k+2 < len(x.items) && !x.items[k+2].Glued && x.items[k+2].Kind != punct &&
		hasStem(d[w.next.Start:w.next.End]) && d[w.next.Start] != '-' && !foldWord(d, x.items[k+2], "for")
}

// argument adds the item behind a word as the value of key and returns the item
// that was used last.
func (x *extractor) argument(w *loneWord, key string) int {
	d, next := x.file.Data, w.next
	if next.Kind == str {
		x.value(rules.KindAssigned|rules.KindString, next, key, "", 0, ' ', w.depth)
		return w.k + 1
	}
	if next.Kind == word && d[next.Start] == '-' {
		return w.k // the next flag
	}
	i := next.Start
	end := min(w.end, i+maxBare)
	if w.text[0] == '-' && foldWord(d, next, "pass") && i+5 < end && d[i+4] == ':' {
		i += len("pass:") // openssl -passin pass:…
		next.Start = i
	}
	for i < end && d[i] > ' ' && bytes.IndexByte([]byte("\"'`|;"), d[i]) < 0 {
		i++
	}
	x.add(rules.KindAssigned, next.Start, i, 0, key, "", 0, ' ')
	return w.k
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

// minToken is the least length of a token that is where a user and a
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

// afterSet reports whether the command "set", with flags possibly, is in
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

// commandHead returns the part of the line from start that precedes
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
