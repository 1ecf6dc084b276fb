package dotenv

import (
	"strings"
	"unicode/utf8"
)

// The readers of this file are those of Node that do more, or less, than the
// package dotenv: they expand variables, or come with Node itself.

// maxExpansions bounds how often variables in one value are replaced. A value
// that refers to itself ends there; Next.js ends with a stack overflow.
const maxExpansions = 1000

// readExpanded reads a file as the package dotenv does, and has expand replace
// the variables in the values, one after the other. set are the values that
// are known so far, and those of the file.
func readExpanded(out *Reading, data []byte, expand func(v Var) (string, *ReadError)) *ReadError {
	if err := readNode(out, data); err != nil {
		return err
	}
	for i, v := range out.Vars {
		if strings.IndexByte(v.Value, '$') < 0 {
			continue
		}
		value, err := expand(v)
		if err != nil {
			err.Line = v.Line
			return discard(out, err)
		}
		out.Vars[i].Value = strings.ReplaceAll(value, `\$`, `$`)
	}
	return nil
}

// readNext follows @next/env, which has an old version of dotenv-expand in it:
// the last $ of a value is replaced first, and names that are set further down
// count as well.
func readNext(out *Reading, data []byte, env func(string) (string, bool)) *ReadError {
	b := budgetFor(data)
	return readExpanded(out, data, func(v Var) (string, *ReadError) {
		s := v.Value
		for range maxExpansions {
			at := lastDollar(s)
			if at < 0 {
				return s, nil
			}
			template, name, other := nextReference(s[at:])
			if template == "" {
				return s, nil
			}
			value, _ := env(name)
			if value == "" {
				value = other
			}
			if value == "" {
				value, _ = out.Value(name)
			}
			if !b.spend(len(s) + len(value)) {
				return "", tooLong(v.Line)
			}
			s = jsReplace(s, template, value)
		}
		return "", &ReadError{Reason: "its value refers to itself"}
	})
}

// lastDollar returns the index of the last $ that has no backslash before it,
// or -1.
func lastDollar(s string) int {
	for i := len(s) - 1; i >= 0; i-- {
		if s[i] == '$' && (i == 0 || s[i-1] != '\\') {
			return i
		}
	}
	return -1
}

// nextReference reads \${?(\w+)(?::-([^}\\]*))?}? at the beginning of s.
func nextReference(s string) (template, name, other string) {
	i := 1
	if i < len(s) && s[i] == '{' {
		i++
	}
	start := i
	for i < len(s) && isWord(s[i]) {
		i++
	}
	if i == start {
		return "", "", ""
	}
	name = s[start:i]
	if rest, ok := strings.CutPrefix(s[i:], ":-"); ok {
		end := strings.IndexAny(rest, `}\`)
		if end < 0 {
			end = len(rest)
		}
		other = rest[:end]
		i += 2 + end
	}
	if i < len(s) && s[i] == '}' {
		i++
	}
	return s[:i], name, other
}

// jsReplace is String.prototype.replace with a text: the first place is
// replaced, and $$, $&, $` and $' mean something in what takes its place.
func jsReplace(s, template, by string) string {
	at := strings.Index(s, template)
	if at < 0 {
		return s
	}
	before, after := s[:at], s[at+len(template):]
	var r strings.Builder
	r.WriteString(before)
	for i := 0; i < len(by); i++ {
		if by[i] == '$' && i+1 < len(by) {
			part, special := "", true
			switch by[i+1] {
			case '$':
				part = "$"
			case '&':
				part = template
			case '`':
				part = before
			case '\'':
				part = after
			default:
				special = false
			}
			if special {
				r.WriteString(part)
				i++
				continue
			}
		}
		r.WriteByte(by[i])
	}
	r.WriteString(after)
	return r.String()
}

// readDotenvExpand follows dotenv-expand from version 11 on. Whether a name
// that is set further down counts depends on how the program calls it.
func readDotenvExpand(out *Reading, data []byte, env func(string) (string, bool)) *ReadError {
	b := budgetFor(data)
	known := map[string]string{}
	later := map[string]bool{}
	err := readExpanded(out, data, func(v Var) (string, *ReadError) {
		clear(known)
		clear(later)
		before := true
		for _, x := range out.Vars {
			if before = before && x.Key != v.Key; before {
				known[x.Key] = x.Value
			} else {
				later[x.Key] = true
			}
		}
		get := func(name string) (string, *ReadError) {
			if value, ok := env(name); ok {
				return value, nil
			}
			if later[name] {
				return "", &ReadError{Reason: "it refers to a name that is set further down", Unknown: true}
			}
			return known[name], nil
		}
		return b.dotenvExpand(v.Value, known, get)
	})
	return err
}

func (b *budget) dotenvExpand(s string, known map[string]string, get func(string) (string, *ReadError)) (string, *ReadError) {
	seen := map[string]bool{}
	for range maxExpansions {
		template, expression := expandReference(s)
		if template == "" {
			return s, nil
		}
		seen[s] = true
		splitter := expandOperator(expression)
		name, other, _ := strings.Cut(expression, splitter)
		value, err := get(name)
		if err != nil {
			return "", err
		}
		if strings.HasSuffix(splitter, "+") {
			if value == "" {
				other = ""
			}
			value = ""
		}
		if value == "" || seen[value] {
			value = other
		}
		if !b.spend(len(s) + len(value)) {
			return "", tooLong(0)
		}
		s = jsReplace(s, template, value)
		if set, ok := known[name]; ok && s == set {
			return s, nil
		}
	}
	return "", &ReadError{Reason: "its value refers to itself", Unknown: true}
}

// expandReference finds the first ${…} or $NAME without a backslash before it.
func expandReference(s string) (template, expression string) {
	for i := 0; i+1 < len(s); i++ {
		if s[i] != '$' || i > 0 && s[i-1] == '\\' {
			continue
		}
		if s[i+1] == '{' {
			if n := strings.IndexAny(s[i+2:], "{}"); n > 0 && s[i+2+n] == '}' {
				return s[i : i+3+n], s[i+2 : i+2+n]
			}
			continue
		}
		end := i + 1
		for end < len(s) && isWord(s[end]) {
			end++
		}
		if end > i+1 && (s[i+1] < '0' || s[i+1] > '9') {
			return s[i:end], s[i+1 : end]
		}
	}
	return "", ""
}

// expandOperator returns the operator of a default. Without one, the program
// splits at null, which it turns into a word.
func expandOperator(expression string) string {
	for i := range len(expression) {
		for _, op := range [...]string{":+", "+", ":-", "-"} {
			if strings.HasPrefix(expression[i:], op) {
				return op
			}
		}
	}
	return "null"
}

// readNodeFile follows src/node_dotenv.cc of Node: --env-file and
// util.parseEnv. Its versions differ about lines
// without =, names that are missing, and tabs.
func readNodeFile(out *Reading, data []byte) *ReadError {
	if !utf8.Valid(data) {
		return &ReadError{Reason: notUTF8 + ", so that characters are replaced", Unknown: true}
	}
	all := strings.ReplaceAll(string(data), "\r", "")
	content := all
	var lines lineCounter
	afterLine := func(from int) string {
		if i := strings.IndexByte(content[from:], '\n'); i >= 0 {
			return content[from+i+1:]
		}
		return ""
	}
	for content != "" {
		if content[0] == '\n' || content[0] == '#' {
			content = afterLine(0)
			continue
		}
		line := lines.at(all, len(all)-len(content))
		key, rest, ok := strings.Cut(content, "=")
		key = strings.Trim(key, " ")
		switch {
		case !ok:
			out.skip(line, "there is no = in it")
			return nil
		case key == "":
			return discard(out, &ReadError{Line: line, Reason: "there is no name before the =", Unknown: true})
		case key[0] == '#' || strings.ContainsAny(key, "\n\t"):
			return discard(out, &ReadError{Line: line, Reason: "its name has blanks or a line without = before it", Unknown: true})
		}
		key = strings.TrimPrefix(key, "export ")
		content = rest
		if content == "" || content[0] == '\n' {
			out.set(Var{Key: key, Line: line})
			continue
		}
		content = strings.TrimLeft(content, " ")
		value := ""
		quote := byte(0)
		if content != "" {
			quote = content[0]
		}
		if quote == '"' || quote == '\'' || quote == '`' {
			if n := strings.IndexByte(content[1:], quote); n >= 0 {
				value = content[1 : n+1]
				if quote == '"' {
					value = strings.ReplaceAll(value, `\n`, "\n")
				}
				out.set(Var{Key: key, Value: value, Line: line})
				content = afterLine(n + 2)
				continue
			}
			n := strings.IndexByte(content, '\n')
			if n < 0 {
				return discard(out, &ReadError{Line: line, Reason: "the quote is not closed", Unknown: true})
			}
			out.set(Var{Key: key, Value: content[:n], Line: line})
			content = content[n:]
			continue
		}
		value, _, _ = strings.Cut(content, "\n")
		value, _, _ = strings.Cut(value, "#")
		out.set(Var{Key: key, Value: strings.Trim(value, " "), Line: line})
		if strings.ContainsRune(value, '\t') {
			return discard(out, &ReadError{Line: line, Reason: "there is a tab in its value", Unknown: true})
		}
		content = afterLine(0)
	}
	return nil
}
