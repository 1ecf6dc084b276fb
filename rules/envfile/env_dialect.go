package envfile

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/dotenv"
	"github.com/envguard/envguard/rules/fileclass"
	"github.com/envguard/envguard/rules/judge"
)

var EnvDialect = &rules.Rule{
	ID:    "env-dialect",
	Title: "Line of an env file that its readers read differently",
	Doc: `No two readers of env files agree on the format. This rule finds out which of them the project uses, from requirements.txt, pyproject.toml, Pipfile, setup.cfg, package.json, go.mod, Gemfile, composer.json, compose files and systemd units in the file's folder and above, and reads each line as each of them does: python-decouple, python-dotenv, django-environ, dotenv for Node, Next.js, dotenv-expand (Vite, Nest), node --env-file, godotenv, docker compose, systemd, the Ruby gem, Symfony and phpdotenv (Laravel).

It warns of a line that gives them different values, of a password in which the only reader replaces a $ and what follows, as if it were a variable, and of a line that the only reader loses, such as export NAME=value with python-decouple, which takes the word export for a part of the name, or a comment behind a value, which it takes for a part of the value. It shows the readings without letters and digits.`,
	Fix:       "Write the line so that all of them read it alike: NAME=value without blanks, quotes only where they are needed, comments on lines of their own.",
	Severity:  rules.Warning,
	CheckRepo: func(repo *rules.Repo) ([]rules.Match, error) { return lintFiles(repo, dialects) },
}

func dialects(repo *rules.Repo, f *rules.RepoFile, d *dotenv.File) []rules.Match {
	// Most files hold nothing that any two readers differ about, and need no
	// look at the project.
	if !slices.ContainsFunc(d.Entries(), func(e *dotenv.Entry) bool { return !e.Commented && !plainEntry(d, e) }) {
		return nil
	}
	readers := ReadersOf(repo, f.Path)
	if len(readers) == 0 {
		return nil
	}
	type group struct {
		m    rules.Match
		more []int
	}
	var groups []*group
	by := map[string]*group{}
	for i := range d.Items {
		it := &d.Items[i]
		e := it.Entry
		if e == nil || e.Commented || e.Op == 0 || e.Unclosed || plainEntry(d, e) {
			continue
		}
		message, kind := differ(d, it, readers)
		if message == "" {
			continue
		}
		if g := by[kind]; g != nil {
			g.more = append(g.more, e.Line)
			continue
		}
		g := &group{m: rules.Match{Line: e.Line, Message: message}}
		by[kind] = g
		groups = append(groups, g)
	}
	var found []rules.Match
	for _, g := range groups {
		if n := len(g.more); n > 0 {
			var lines []string
			for _, l := range g.more[:min(n, maxNames)] {
				lines = append(lines, fmt.Sprint(l))
			}
			g.m.Message += "; the same in line " + strings.Join(lines, ", ")
			if n > maxNames {
				g.m.Message += fmt.Sprintf(" and %d more", n-maxNames)
			}
		}
		found = append(found, g.m)
	}
	return found
}

// plainEntry reports whether an entry is of the subset that all readers but
// those that keep quotes read alike.
func plainEntry(d *dotenv.File, e *dotenv.Entry) bool {
	if e.Op != '=' || !e.Export.Empty() || e.KeyQuote != 0 || e.Sep.End-e.Sep.Start != 1 || !e.Comment.Empty() || e.Quote == '`' || e.Trailing {
		return false
	}
	key := d.Text(e.Key)
	for i, c := range key {
		if !alphabet.Alnum(c) && c != '_' || i == 0 && '0' <= c && c <= '9' {
			return false
		}
	}
	inner := d.Text(e.Inner)
	for _, c := range inner {
		if !alphabet.Alnum(c) && strings.IndexByte("_./:@%+,=-", c) < 0 && (e.Quote == 0 || c != ' ' || e.Inner.Start == e.Inner.End) {
			return false
		}
	}
	return true
}

// A reading is what a reader sees of an entry.
type reading struct {
	reader dotenv.Reader
	text   string // masked
	value  string
	lost   bool
}

// readAlone reads the entry key from a file that has no other. It reports false if
// nobody knows what the reader does.
func readAlone(alone *dotenv.File, r dotenv.Reader, key string, env func(string) (string, bool)) (reading, bool) {
	lost := func(text string) (reading, bool) { return reading{r, text, "\x00", true}, true }
	all, err := alone.Read(r, env)
	if err != nil {
		failed, ok := err.(*dotenv.ReadError)
		if !ok || failed.Unknown {
			return reading{}, false
		}
		return lost("fails (" + failed.Reason + ")")
	}
	value, ok := all.Value(key)
	switch {
	case !ok && len(all.Vars) > 0 && strings.HasPrefix(all.Vars[0].Key, "export"):
		return lost("takes export for a part of the name")
	case !ok:
		return lost("sees nothing")
	}
	return reading{r, "reads " + ShapeOf(value), value, false}, true
}

// dialectFix says how to write an entry so that all readers agree. Expanded is set
// where a reader puts in variables even between single quotes.
func dialectFix(it *dotenv.Item, key string, expanded bool) string {
	e := it.Entry
	switch {
	case expanded:
		return `write \$ for each $ of the value`
	case !e.Comment.Empty():
		return "put the comment on a line of its own above"
	case !e.Export.Empty():
		return "leave export away"
	case e.Op == ':':
		return "write = instead of :"
	case e.Sep.End-e.Sep.Start > 1:
		return "leave the blanks around = away"
	case e.KeyQuote != 0:
		return "leave the quotes around the name away"
	case e.Quote == '`':
		return "use single quotes"
	case e.Trailing:
		return "close the quote at the end of the value"
	case it.Last > it.Line:
		return "keep the value on one line, or read it from a file"
	case !isPlainKey(key):
		return "use only letters, digits and _ in the name"
	}
	return "put the value in single quotes, or change it so that it needs none"
}

// differ reads one line as each reader does. It returns what to say and what
// kind of difference it is, or nothing.
func differ(d *dotenv.File, it *dotenv.Item, readers []dotenv.Reader) (message, kind string) {
	e := it.Entry
	key := d.Key(e)
	alone := dotenv.Parse(d.Text(it.Span))
	// Variables in the value are as good as set: whether they are is no matter
	// of the format.
	env := func(name string) (string, bool) {
		if other := d.Lookup(name); other != nil && other != e {
			return d.Value(other), true
		}
		return "set", true
	}
	dollars := bareDollar(d, e)
	if dollars {
		env = nil
	}
	var list []reading
	for _, r := range readers {
		if x, ok := readAlone(alone, r, key, env); ok {
			list = append(list, x)
		}
	}
	if len(list) == 0 {
		return "", ""
	}
	differs := slices.ContainsFunc(list, func(x reading) bool { return x.lost != list[0].lost || x.value != list[0].value })
	switch {
	case differs:
	case list[0].lost:
	case dollars && list[0].value != d.Value(e):
	case len(list) == 1 && !e.Comment.Empty() && list[0].value != d.Value(e) && strings.Contains(list[0].value, "#"):
	default:
		return "", ""
	}
	var parts []string
	for _, x := range list {
		parts = append(parts, x.reader.String()+" "+x.text)
		what := "value"
		if x.lost {
			what = x.text
		}
		kind += x.reader.String() + " " + what + ";"
	}
	fix := dialectFix(it, key, dollars && slices.ContainsFunc(readers, expandsInQuotes))
	return fmt.Sprintf("line %d, %s: %s; %s", e.Line, plainOr(key, "its name"), strings.Join(parts, ", "), fix), kind + fix
}

// bareDollar reports whether the value of a secret has a $ that readers take for
// a variable, although the file sets no such name: it is a character of the
// secret.
func bareDollar(d *dotenv.File, e *dotenv.Entry) bool {
	value := strings.ReplaceAll(d.Value(e), `\$`, "")
	if !strings.Contains(value, "$") || strings.Contains(value, "${") || strings.Contains(value, "$(") || !judge.SecretName(d.Key(e)) {
		return false
	}
	for part := range strings.SplitSeq(value[strings.IndexByte(value, '$')+1:], "$") {
		end := strings.IndexFunc(part, func(r rune) bool { return r >= 0x80 || !alphabet.Alnum(byte(r)) && r != '_' })
		if end < 0 {
			end = len(part)
		}
		if d.Lookup(part[:end]) != nil {
			return false
		}
	}
	return value[0] != '$' // a reference to the environment as a whole
}

// expandsInQuotes reports whether a reader replaces variables in single quotes,
// too.
func expandsInQuotes(r dotenv.Reader) bool { return r == dotenv.Next || r == dotenv.DotenvExpand }

func isPlainKey(key string) bool {
	return key != "" && !strings.ContainsFunc(key, func(r rune) bool {
		return r >= 0x80 || !alphabet.Alnum(byte(r)) && r != '_'
	}) && (key[0] < '0' || key[0] > '9')
}

// ShapeOf shows a value without what could be a secret: letters, digits and
// most signs become one mark.
func ShapeOf(value string) string {
	var b strings.Builder
	hidden := false
	n := 0
	for _, r := range value {
		switch {
		case n >= 24:
			b.WriteString("…")
			return "«" + b.String() + "»"
		case r == '#' || r == '"' || r == '\'' || r == '`' || r == '$' || r == '{' || r == '}' || r == ' ':
			b.WriteRune(r)
			hidden = false
		case r == '\n':
			b.WriteString(`\n`)
			hidden = false
		case r == '\r':
			b.WriteString(`\r`)
			hidden = false
		case r == '\\':
			b.WriteString(`\`)
			hidden = false
		case unicode.IsSpace(r):
			b.WriteByte(' ')
			hidden = false
		case !hidden:
			b.WriteString("*")
			hidden = true
			n++
			continue
		default:
			continue
		}
		n++
	}
	if value == "" {
		return "nothing"
	}
	return "«" + b.String() + "»"
}

// ReadersOf returns the readers that a project uses for the env file at path,
// from the marker files in its folder and above.
func ReadersOf(repo *rules.Repo, path string) []dotenv.Reader {
	if private := fileclass.PrivateFor(path); private != "" {
		path = private // an example is copied to it
	}
	dir, name := fileclass.Split(path)
	set := map[dotenv.Reader]bool{}
	for i := range repo.Files {
		f := &repo.Files[i]
		at, marker := fileclass.Split(f.Path)
		if !strings.HasPrefix(dir, at) || !IsMarker(f.Path) || !exists(repo, f) {
			continue
		}
		look := markerReaders(marker)
		if look == nil {
			continue
		}
		data, err := content(repo, f)
		if err != nil || len(data) > 1<<20 {
			continue
		}
		look(string(data), name, at == dir, set)
	}
	var list []dotenv.Reader
	for _, r := range dotenv.Readers() {
		if set[r] {
			list = append(list, r)
		}
	}
	return list
}

// SaysReader reports whether a file may say which programs read a project's env
// files.
func SaysReader(path string) bool {
	_, name := fileclass.Split(path)
	return IsMarker(path) && (markerReaders(name) != nil || name == "go.mod")
}

// markerReaders returns what finds readers in a file of that name, or nil.
func markerReaders(name string) func(text, env string, beside bool, set map[dotenv.Reader]bool) {
	switch {
	case isPythonMarker(name):
		return pythonReaders
	case name == "package.json":
		return func(text, _ string, _ bool, set map[dotenv.Reader]bool) {
			uses := func(name string) bool { return strings.Contains(text, `"`+name+`":`) }
			expands := uses("dotenv-expand") || uses("vite")
			set[dotenv.Next] = set[dotenv.Next] || uses("next")
			set[dotenv.DotenvExpand] = set[dotenv.DotenvExpand] || expands || uses("@nestjs/config")
			// Nest expands only with expandVariables.
			set[dotenv.NodeDotenv] = set[dotenv.NodeDotenv] || uses("dotenv") && !expands || uses("@nestjs/config")
			set[dotenv.NodeEnvFile] = set[dotenv.NodeEnvFile] || strings.Contains(text, "--env-file")
		}
	case name == "go.mod":
		return func(text, _ string, _ bool, set map[dotenv.Reader]bool) {
			for line := range strings.SplitSeq(text, "\n") {
				if strings.Contains(line, "github.com/joho/godotenv ") && !strings.Contains(line, "// indirect") {
					set[dotenv.Godotenv] = true
				}
			}
		}
	case name == "Gemfile":
		return func(text, _ string, _ bool, set map[dotenv.Reader]bool) {
			for line := range strings.SplitSeq(text, "\n") {
				line = strings.ReplaceAll(strings.TrimSpace(line), `"`, `'`)
				if strings.HasPrefix(line, "gem 'dotenv'") || strings.HasPrefix(line, "gem 'dotenv-rails'") {
					set[dotenv.Ruby] = true
				}
			}
		}
	case name == "composer.json":
		return func(text, _ string, _ bool, set map[dotenv.Reader]bool) {
			if strings.Contains(text, `"symfony/dotenv":`) {
				set[dotenv.Symfony] = true
			}
			if strings.Contains(text, `"vlucas/phpdotenv":`) || strings.Contains(text, `"laravel/framework":`) {
				set[dotenv.Phpdotenv] = true
			}
		}
	case strings.HasSuffix(name, ".service"):
		return func(text, env string, _ bool, set map[dotenv.Reader]bool) {
			for line := range strings.SplitSeq(text, "\n") {
				if file, ok := strings.CutPrefix(strings.TrimSpace(line), "EnvironmentFile="); ok && fileclass.Base(strings.TrimPrefix(file, "-")) == env {
					set[dotenv.Systemd] = true
				}
			}
		}
	case strings.HasPrefix(name, "compose.") || strings.HasPrefix(name, "docker-compose."):
		return composeReaders
	}
	return nil
}

// composeReaders finds env files that docker compose reads: .env next to the
// file, and those that env_file names.
func composeReaders(text, env string, beside bool, set map[dotenv.Reader]bool) {
	if beside && env == ".env" {
		set[dotenv.Compose] = true
		return
	}
	within := -1
	for line := range strings.SplitSeq(text, "\n") {
		trimmed := strings.TrimSpace(line)
		indent := len(line) - len(strings.TrimLeft(line, " "))
		if strings.HasPrefix(trimmed, "env_file:") {
			within = indent
		} else if within >= 0 && trimmed != "" && (indent < within || indent == within && !strings.HasPrefix(trimmed, "-")) {
			within = -1
		}
		if within >= 0 {
			for _, word := range strings.FieldsFunc(trimmed, func(r rune) bool { return strings.ContainsRune(" \t\"'[],", r) }) {
				if fileclass.Base(word) == env {
					set[dotenv.Compose] = true
				}
			}
		}
	}
}

// pythonReaders finds the names of Python packages in requirements of any
// kind. environs and pydantic-settings read with python-dotenv.
func pythonReaders(text, _ string, _ bool, set map[dotenv.Reader]bool) {
	for line := range strings.SplitSeq(strings.ToLower(text), "\n") {
		line, _, _ = strings.Cut(line, "#")
		for _, word := range strings.FieldsFunc(line, func(r rune) bool { return !alphabet.Alnum(byte(r)) && r != '-' && r != '_' && r != '.' || r >= 0x80 }) {
			switch strings.ReplaceAll(word, "_", "-") {
			case "python-decouple":
				set[dotenv.Decouple] = true
			case "python-dotenv", "environs", "pydantic-settings":
				set[dotenv.PythonDotenv] = true
			case "django-environ":
				set[dotenv.DjangoEnviron] = true
			}
		}
	}
}

// isPythonMarker reports whether a file lists the packages of a Python project.
func isPythonMarker(name string) bool {
	switch name {
	case "pyproject.toml", "Pipfile", "setup.cfg":
		return true
	}
	return strings.HasPrefix(name, "requirements") && (strings.HasSuffix(name, ".txt") || strings.HasSuffix(name, ".in"))
}
