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
	const none = -1
	var (
		g, t         = 0, 0
		starG, starT = none, 0 // what follows the last star, and where it was tried
		deepG, deepT = none, 0 // the same for the last `**`
		deepSlash    bool      // the last `**` may only stop behind a slash
	)
	for {
		switch {
		case g == len(glob):
			if t == len(text) {
				return true
			}
		case glob[g] == '*':
			begin := g
			for g < len(glob) && glob[g] == '*' {
				g++
			}
			deep := !pathname
			if pathname && g-begin > 1 && (begin == 0 || glob[begin-1] == '/') {
				rest := glob[g:]
				deep = rest == "" || rest[0] == '/' || strings.HasPrefix(rest, `\/`)
			}
			switch {
			case g == len(glob):
				if deep || !strings.Contains(text[t:], "/") {
					return true
				}
				// Only the `**` before can help.
				starG = none
			case deep:
				starG = none
				if deepSlash = pathname && glob[g] == '/'; deepSlash {
					g++ // `**/` may match nothing at all
				}
				deepG, deepT = g, t
				continue
			case glob[g] == '/':
				// The star takes the rest of the component, all of it.
				starG = none
				if i := strings.IndexByte(text[t:], '/'); i >= 0 {
					t += i + 1
					g++
					continue
				}
			default:
				starG, starT = g, t
				continue
			}
		case t < len(text):
			if next, ok := matchOne(glob, g, text[t], pathname, fold); ok {
				if pathname && text[t] == '/' {
					starG = none
				}
				g, t = next, t+1
				continue
			}
		}

		// What was tried fails. Let the star take one more.
		if starG != none {
			if starT < len(text) && (!pathname || text[starT] != '/') {
				starT++
				g, t = starG, starT
				continue
			}
			starG = none
		}
		if deepG == none {
			return false
		}
		if deepSlash {
			i := strings.IndexByte(text[deepT:], '/')
			if i < 0 {
				return false
			}
			deepT += i + 1
		} else {
			if deepT == len(text) {
				return false
			}
			deepT++
			// A literal behind the star can only match where it is.
			if p := glob[deepG]; !fold && !strings.ContainsRune(`?[\*`, rune(p)) {
				i := strings.IndexByte(text[deepT:], p)
				if i < 0 {
					return false
				}
				deepT += i
			}
		}
		g, t = deepG, deepT
	}
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

// inClass reports whether c is of the named POSIX class, and whether there is
// such a class. Only ASCII characters are of any.
func inClass(name string, c byte, fold bool) (in, known bool) {
	lowerCase := 'a' <= c && c <= 'z'
	upperCase := 'A' <= c && c <= 'Z'
	digit := '0' <= c && c <= '9'
	space := c == ' ' || c == '\t' || c == '\n' || c == '\r'
	print := ' ' <= c && c <= '~'
	switch name {
	case "alnum":
		in = lowerCase || upperCase || digit
	case "alpha":
		in = lowerCase || upperCase
	case "blank":
		in = c == ' ' || c == '\t'
	case "cntrl":
		in = c < ' ' || c == 0x7f
	case "digit":
		in = digit
	case "graph":
		in = print && !space
	case "lower":
		in = lowerCase
	case "print":
		in = print
	case "punct":
		in = print && !space && !lowerCase && !upperCase && !digit
	case "space":
		in = space
	case "upper":
		in = upperCase || fold && lowerCase
	case "xdigit":
		in = digit || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
	default:
		return false, false
	}
	return in, true
}
