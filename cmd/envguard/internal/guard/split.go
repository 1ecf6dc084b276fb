package guard

import "strings"

// split splits a command line into words and operators, and returns the command lines
// that are in it: in $(…), in backquotes, and the lines of a text after <<.
func split(line string) (words []word, inner []string) {
	s := splitter{text: line}
	s.run()
	return s.words, s.inner
}

type splitter struct {
	text   string
	at     int
	words  []word
	inner  []string
	cur    strings.Builder
	open   bool // a word has begun
	quoted bool
}

func (s *splitter) flush() {
	if s.open {
		s.words = append(s.words, word{text: s.cur.String(), quoted: s.quoted})
	}
	s.cur.Reset()
	s.open, s.quoted = false, false
}

func (s *splitter) add(c byte) {
	s.cur.WriteByte(c)
	s.open = true
}

func (s *splitter) run() {
	for s.at < len(s.text) {
		c := s.text[s.at]
		s.at++
		switch c {
		case ' ', '\t', '\r':
			s.flush()
		case '\n', ';', '&', '|', '(', ')':
			s.operator(c)
		case '<', '>':
			s.redirect(c)
		case '#':
			if s.open {
				s.add(c)
			} else if end := strings.IndexByte(s.text[s.at:], '\n'); end >= 0 {
				s.at += end
			} else {
				s.at = len(s.text)
			}
		case '\'':
			s.open, s.quoted = true, true
			end := strings.IndexByte(s.text[s.at:], '\'')
			if end < 0 {
				end = len(s.text) - s.at
			}
			s.cur.WriteString(s.text[s.at : s.at+end])
			s.at = min(s.at+end+1, len(s.text))
		case '"':
			s.double()
		default:
			s.char(c)
		}
	}
	s.flush()
}

// char reads a character that may begin a command line of its own.
func (s *splitter) char(c byte) {
	switch {
	case c == '\\' && s.at < len(s.text):
		if s.text[s.at] != '\n' {
			s.add(s.text[s.at])
		}
		s.at++
	case c == '`':
		end := strings.IndexByte(s.text[s.at:], '`')
		if end < 0 {
			end = len(s.text) - s.at
		}
		s.inner = append(s.inner, s.text[s.at:s.at+end])
		s.at = min(s.at+end+1, len(s.text))
		s.open = true
	case c == '$' && strings.HasPrefix(s.text[s.at:], "("):
		s.at++
		s.inner = append(s.inner, s.parenthesis())
		s.open = true
	default:
		s.add(c)
	}
}

// parenthesis returns the text up to the parenthesis that closes.
func (s *splitter) parenthesis() string {
	start, depth := s.at, 1
	for ; s.at < len(s.text); s.at++ {
		switch s.text[s.at] {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				s.at++
				return s.text[start : s.at-1]
			}
		}
	}
	return s.text[start:]
}

// double reads a string in double quotes.
func (s *splitter) double() {
	s.open, s.quoted = true, true
	for s.at < len(s.text) {
		c := s.text[s.at]
		s.at++
		if c == '"' {
			return
		}
		s.char(c)
	}
}

func (s *splitter) operator(c byte) {
	s.flush()
	text := string(c)
	if s.at < len(s.text) && s.text[s.at] == c && (c == '&' || c == '|' || c == ';') {
		s.at++
		text += string(c)
	} else if c == '&' && s.at < len(s.text) && s.text[s.at] == '>' { // &> FILE
		s.at++
		text = ">"
	}
	s.words = append(s.words, word{text: text, operator: true})
}

// redirect reads <, <<, <<<, > and >>, and the text behind <<.
func (s *splitter) redirect(c byte) {
	if digits := s.cur.String(); s.open && strings.Trim(digits, "0123456789") == "" { // 2>
		s.cur.Reset()
		s.open = false
	}
	s.flush()
	text := string(c)
	for s.at < len(s.text) && s.text[s.at] == c && len(text) < 3 {
		text += string(c)
		s.at++
	}
	if s.at < len(s.text) && (s.text[s.at] == '&' || s.text[s.at] == '|') && c == '>' {
		s.at++
	}
	if s.at < len(s.text) && s.text[s.at] == '(' && text == "<" { // <(COMMAND)
		s.at++
		s.inner = append(s.inner, s.parenthesis())
		return
	}
	s.words = append(s.words, word{text: text, operator: true})
	if text == "<<" {
		s.here()
	}
}

// here takes the lines of a text after << away from the words: it is what a program
// reads. As code of a shell its lines count.
func (s *splitter) here() {
	rest := strings.TrimLeft(s.text[s.at:], "- \t")
	mark := rest
	if end := strings.IndexAny(rest, " \t\n;&|)>"); end >= 0 {
		mark = rest[:end]
	}
	start := strings.IndexByte(s.text[s.at:], '\n')
	mark = strings.Trim(mark, `'"\`)
	if start < 0 || mark == "" {
		return
	}
	start += s.at + 1
	end, next := len(s.text), len(s.text)
	for at := start; at < len(s.text); {
		stop := strings.IndexByte(s.text[at:], '\n')
		if stop < 0 {
			stop = len(s.text) - at
		}
		if strings.TrimSpace(s.text[at:at+stop]) == mark {
			end, next = at, min(at+stop+1, len(s.text))
			break
		}
		at += stop + 1
	}
	if s.words[len(s.words)-1].text == "<<" && len(s.words) > 1 {
		s.hereText(s.text[start:end])
	}
	s.text = s.text[:start] + s.text[next:]
}

// hereText notes a text that a shell or another interpreter runs.
func (s *splitter) hereText(text string) {
	program := ""
	for i := len(s.words) - 1; i >= 0; i-- {
		if s.words[i].operator && s.words[i].text != "<<" {
			break
		}
		program = s.words[i].text
	}
	for _, name := range shells {
		if program == name {
			s.inner = append(s.inner, text)
		}
	}
	for _, name := range coding {
		if program == name {
			s.inner = append(s.inner, program+" -c "+quote(text))
		}
	}
}

// quote quotes a text for a shell.
func quote(text string) string { return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'" }
