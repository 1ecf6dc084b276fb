package gitignore

import "strings"

// wildmatch reports whether text matches the glob as git reads it. With
// pathname set only `**` matches slashes, and only where it fills the space
// between two of them.
//
// There is no recursion. A star first matches nothing; when what follows it
// fails, it takes one character more and the rest is tried again. Only the
// last star of the current path component and the last `**` need be
// remembered: whatever an earlier one could still give, a later one can give
// as well. A component's stars cannot reach past its end, so the work is at
// most len(glob) × len(text) for each slash of text.
func wildmatch(glob, text string, pathname, fold bool) bool {
	m := globMatch{glob: glob, text: text, pathname: pathname, fold: fold, starG: none, deepG: none}
	for {
		ok := false
		switch {
		case m.g == len(glob):
			if m.t == len(text) {
				return true
			}
		case glob[m.g] == '*':
			done := false
			if done, ok = m.star(); done {
				return true
			}
		case m.t < len(text):
			var next int
			if next, ok = matchOne(glob, m.g, text[m.t], pathname, fold); ok {
				if pathname && text[m.t] == '/' {
					m.starG = none
				}
				m.g, m.t = next, m.t+1
			}
		}
		if !ok && !m.again() {
			return false
		}
	}
}

const none = -1

// A globMatch is the state of wildmatch: the glob is matched up to g, the text
// up to t.
type globMatch struct {
	glob, text     string
	pathname, fold bool

	g, t         int
	starG, starT int  // what follows the last star, and where it was tried
	deepG, deepT int  // the same for the last `**`
	deepSlash    bool // the last `**` may only stop behind a slash
}

// star reads the stars at g. Done says that the whole text matches; otherwise
// ok is false if the text cannot go on from here.
func (m *globMatch) star() (done, ok bool) {
	begin := m.g
	for m.g < len(m.glob) && m.glob[m.g] == '*' {
		m.g++
	}
	rest := m.glob[m.g:]
	deep := !m.pathname
	if m.pathname && m.g-begin > 1 && (begin == 0 || m.glob[begin-1] == '/') {
		deep = rest == "" || rest[0] == '/' || strings.HasPrefix(rest, `\/`)
	}
	switch {
	case rest == "":
		// If not, only the `**` before can help.
		m.starG = none
		return deep || !strings.Contains(m.text[m.t:], "/"), false
	case deep:
		m.starG = none
		if m.deepSlash = m.pathname && rest[0] == '/'; m.deepSlash {
			m.g++ // `**/` may match nothing at all
		}
		m.deepG, m.deepT = m.g, m.t
	case rest[0] == '/':
		// The star takes the rest of the component, all of it.
		m.starG = none
		i := strings.IndexByte(m.text[m.t:], '/')
		if i < 0 {
			return false, false
		}
		m.t += i + 1
		m.g++
	default:
		m.starG, m.starT = m.g, m.t
	}
	return false, true
}

// again goes back to the last star that can take one character more.
func (m *globMatch) again() bool {
	if m.starG != none {
		if m.starT < len(m.text) && (!m.pathname || m.text[m.starT] != '/') {
			m.starT++
			m.g, m.t = m.starG, m.starT
			return true
		}
		m.starG = none
	}
	if m.deepG == none {
		return false
	}
	if m.deepSlash {
		i := strings.IndexByte(m.text[m.deepT:], '/')
		if i < 0 {
			return false
		}
		m.deepT += i + 1
	} else {
		if m.deepT == len(m.text) {
			return false
		}
		m.deepT++
		// A literal behind the star can only match where it is.
		if p := m.glob[m.deepG]; !m.fold && strings.IndexByte(`?[\*`, p) < 0 {
			i := strings.IndexByte(m.text[m.deepT:], p)
			if i < 0 {
				return false
			}
			m.deepT += i
		}
	}
	m.g, m.t = m.deepG, m.deepT
	return true
}

// matchOne matches one character against the glob at g, which is not at a
// star, and returns where the glob goes on.
func matchOne(glob string, g int, c byte, pathname, fold bool) (next int, ok bool) {
	if fold {
		c = lower(c)
	}
	switch p := glob[g]; p {
	case '?':
		return g + 1, !pathname || c != '/'
	case '[':
		next, ok = matchClass(glob, g+1, c, fold)
		return next, ok && (!pathname || c != '/')
	case '\\':
		// Git does not fold the character that is escaped.
		return g + 2, g+1 < len(glob) && glob[g+1] == c
	default:
		if fold {
			p = lower(p)
		}
		return g + 1, p == c
	}
}

// matchClass matches c, lower case if fold is set, against the bracket
// expression whose content begins at g. One that is malformed matches nothing,
// negated or not. Git folds neither single characters nor escapes in it.
func matchClass(glob string, g int, c byte, fold bool) (next int, ok bool) {
	negated := g < len(glob) && (glob[g] == '!' || glob[g] == '^')
	if negated {
		g++
	}
	matched := false
	var prev byte // what a range would begin with; 0 if none can
	for first := true; ; first = false {
		if g >= len(glob) {
			return 0, false
		}
		p := glob[g]
		switch {
		case p == ']' && !first:
			return g + 1, matched != negated
		case p == '\\':
			if g++; g >= len(glob) {
				return 0, false
			}
			p = glob[g]
			matched = matched || p == c
			prev = p
		case p == '-' && prev != 0 && g+1 < len(glob) && glob[g+1] != ']':
			g++
			if p = glob[g]; p == '\\' {
				if g++; g >= len(glob) {
					return 0, false
				}
				p = glob[g]
			}
			up := c
			if fold && 'a' <= c && c <= 'z' {
				up = c - 'a' + 'A'
			}
			matched = matched || (prev <= c && c <= p) || (prev <= up && up <= p)
			prev = 0
		case p == '[' && g+1 < len(glob) && glob[g+1] == ':':
			end := strings.IndexByte(glob[g+2:], ']')
			if end < 0 {
				return 0, false
			}
			name := glob[g+2 : g+2+end]
			if !strings.HasSuffix(name, ":") {
				matched = matched || c == '['
				prev = '['
				break
			}
			in, known := inClass(strings.TrimSuffix(name, ":"), c, fold)
			if !known {
				return 0, false
			}
			matched = matched || in
			prev = 0
			g += 2 + end
		default:
			matched = matched || p == c
			prev = p
		}
		g++
	}
}

// posixClasses are the named classes of ASCII characters, as git knows them.
var posixClasses = map[string]func(c byte) bool{
	"alnum":  func(c byte) bool { return isAlpha(c) || isDigit(c) },
	"alpha":  isAlpha,
	"blank":  func(c byte) bool { return c == ' ' || c == '\t' },
	"cntrl":  func(c byte) bool { return c < ' ' || c == 0x7f },
	"digit":  isDigit,
	"graph":  func(c byte) bool { return '!' <= c && c <= '~' },
	"lower":  func(c byte) bool { return 'a' <= c && c <= 'z' },
	"print":  func(c byte) bool { return ' ' <= c && c <= '~' },
	"punct":  func(c byte) bool { return '!' <= c && c <= '~' && !isAlpha(c) && !isDigit(c) },
	"space":  func(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' },
	"upper":  func(c byte) bool { return 'A' <= c && c <= 'Z' },
	"xdigit": func(c byte) bool { return isDigit(c) || 'a' <= c|0x20 && c|0x20 <= 'f' },
}

func isAlpha(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// inClass reports whether c is of the named POSIX class, and whether there is
// such a class.
func inClass(name string, c byte, fold bool) (in, known bool) {
	is, known := posixClasses[name]
	if !known {
		return false, false
	}
	return is(c) || fold && name == "upper" && 'a' <= c && c <= 'z', true
}
