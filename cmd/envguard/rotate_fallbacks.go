package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/envguard/envguard/rules/dotenv"
	"github.com/envguard/envguard/scanner/gitsource"
)

// Django (from 4.1) and Flask (from 3.1) accept what old keys signed, if the
// setting SECRET_KEY_FALLBACKS has them.
const fallbacksSetting = "SECRET_KEY_FALLBACKS"

// A listForm is how a program splits a list in an entry.
type listForm uint8

const (
	splitAtCommas listForm = iota // str.split(","), env.list()
	csvOfDecouple                 // Csv() of python-decouple
	jsonList                      // json.loads, pydantic
	singleValue                   // one key, no list
)

// fallbacks is where a project reads the old keys from.
type fallbacks struct {
	python bool     // there are settings of Django or Flask
	entry  string   // the name of the entry, "" if the settings read none
	form   listForm // of the entry
	file   string   // the settings that say so
}

// maxSettings bounds how many Python files are looked at, and maxSettingsSize
// their size in bytes.
const (
	maxSettings     = 20000
	maxSettingsSize = 1 << 20
)

// findFallbacks looks for the setting in the Python files around a .env file.
func findFallbacks(ctx context.Context, dir string, readers []dotenv.Reader) (fallbacks, error) {
	var found fallbacks
	for _, r := range readers {
		if r == dotenv.Decouple {
			found.form = csvOfDecouple
		}
	}
	top, err := filepath.Abs(dir)
	if err != nil {
		return found, fmt.Errorf("looking for %s: %w", fallbacksSetting, err)
	}
	if repo, err := gitsource.Open(gitsource.Options{Dir: top, Env: os.Getenv}); err == nil {
		if !repo.Bare() {
			top = repo.Top()
		}
		repo.Close()
	}
	n := 0
	err = filepath.WalkDir(top, func(path string, d fs.DirEntry, err error) error {
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case err != nil && d != nil && d.IsDir():
			return fs.SkipDir
		case err != nil:
			return nil
		case d.IsDir() && isInstalled(d.Name()) && path != top:
			return fs.SkipDir
		case !d.Type().IsRegular() || filepath.Ext(path) != ".py":
			return nil
		}
		if n++; n > maxSettings {
			return fs.SkipAll
		}
		info, err := d.Info()
		if err != nil || info.Size() > maxSettingsSize {
			return nil
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return nil
		}
		_, assigned := assignedTo(string(text), "SECRET_KEY")
		found.python = found.python || assigned
		if entry, form, ok := fallbacksIn(string(text), found.form); ok {
			found.entry, found.form, found.file = entry, form, path
			if rel, err := filepath.Rel(top, path); err == nil {
				found.file = filepath.ToSlash(rel)
			}
			return fs.SkipAll
		}
		return nil
	})
	if err != nil {
		return found, fmt.Errorf("looking for %s: %w", fallbacksSetting, err)
	}
	return found, nil
}

// fallbacksIn finds the entry that a text assigns to the setting.
func fallbacksIn(text string, usual listForm) (entry string, form listForm, ok bool) {
	rest, ok := assignedTo(text, fallbacksSetting)
	if !ok {
		return "", usual, false
	}
	statement := strings.TrimSpace(statementAt(rest))
	if entry = firstName(statement); entry == "" {
		return "", usual, false
	}
	switch {
	case strings.Contains(statement, "Csv("):
		form = csvOfDecouple
	case strings.Contains(statement, "json"):
		form = jsonList
	case strings.Contains(statement, "split(") || strings.Contains(statement, "list("):
		form = splitAtCommas
	case strings.HasPrefix(statement, "["):
		form = singleValue
	default:
		form = usual
	}
	return entry, form, true
}

// assignedTo returns what follows the = of the first assignment to a setting:
// NAME = …, NAME: type = …, app.config["NAME"] = ….
func assignedTo(text, setting string) (rest string, ok bool) {
	for at := 0; ; {
		i := strings.Index(text[at:], setting)
		if i < 0 {
			return "", false
		}
		start := at + i
		at = start + len(setting)
		before := strings.TrimSpace(text[strings.LastIndexByte(text[:start], '\n')+1 : start])
		switch before {
		case "":
		case `app.config["`, `app.config['`:
		default:
			continue
		}
		line, _, _ := strings.Cut(text[at:], "\n")
		line = strings.TrimLeft(line, `"'] `+"\t")
		if strings.HasPrefix(line, ":") {
			if i := strings.IndexByte(line, '='); i > 0 {
				line = line[i:]
			}
		}
		if strings.HasPrefix(line, "=") && !strings.HasPrefix(line, "==") {
			return text[at+strings.IndexByte(text[at:], '=')+1:], true
		}
	}
}

// firstName returns the first string literal that can be the name of an entry.
func firstName(statement string) string {
	for {
		i := strings.IndexAny(statement, `"'`)
		if i < 0 {
			return ""
		}
		quote := statement[i]
		body, rest, ok := strings.Cut(statement[i+1:], string(quote))
		if !ok {
			return ""
		}
		if isEntryName(body) {
			return body
		}
		statement = rest
	}
}

// statementAt returns the text up to the end of the line on which all brackets
// are closed.
func statementAt(text string) string {
	depth := 0
	for i := range len(text) {
		switch text[i] {
		case '(', '[', '{':
			depth++
		case ')', ']', '}':
			depth--
		case '\n':
			if depth <= 0 {
				return text[:i]
			}
		}
	}
	return text
}

// split returns the items of a list as the program sees them. It reports false
// for a list that the program cannot read.
func (f listForm) split(s string) ([]string, bool) {
	switch f {
	case singleValue:
		return withoutEmpty([]string{s}), true
	case jsonList:
		var list []string
		if strings.TrimSpace(s) == "" {
			return nil, true
		}
		err := json.Unmarshal([]byte(s), &list)
		return list, err == nil
	case csvOfDecouple:
		return splitCsv(s)
	}
	var list []string
	for item := range strings.SplitSeq(s, ",") {
		list = append(list, strings.TrimSpace(item))
	}
	return withoutEmpty(list), true
}

func withoutEmpty(list []string) []string {
	var kept []string
	for _, s := range list {
		if s != "" {
			kept = append(kept, s)
		}
	}
	return kept
}

// join writes a list such that split gives back its items. It reports false if
// the form cannot hold them.
func (f listForm) join(list []string) (string, bool) {
	var s string
	switch f {
	case jsonList:
		b, err := json.Marshal(list)
		if err != nil {
			return "", false
		}
		s = string(b)
	case csvOfDecouple:
		items := make([]string, len(list))
		for i, item := range list {
			items[i] = csvItem(item)
		}
		s = strings.Join(items, ",")
	default:
		s = strings.Join(list, ",")
	}
	back, ok := f.split(s)
	if !ok || len(back) != len(list) {
		return "", false
	}
	for i := range list {
		if back[i] != list[i] {
			return "", false
		}
	}
	return s, true
}

// csvItem quotes an item of a list for Csv(), in which # begins a comment and
// quotes and backslashes have a meaning.
func csvItem(item string) string {
	if !strings.ContainsAny(item, "#'\"\\, \t\r\n") {
		return item
	}
	if !strings.Contains(item, "'") {
		return "'" + item + "'"
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(item) + `"`
}

// splitCsv follows Csv() of python-decouple: shlex in POSIX mode, which splits
// at commas alone. It reports false where shlex raises an exception.
func splitCsv(s string) ([]string, bool) {
	const inSpace, inWord = ' ', 'a'
	var list []string
	var item strings.Builder
	flush := func() {
		list = append(list, strings.Trim(item.String(), " \t\n\r\v\f"))
		item.Reset()
	}
	state, escaped := byte(inSpace), byte(0) // escaped is the state to return to
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case escaped != 0:
			if escaped == '"' && c != '\\' && c != '"' {
				item.WriteByte('\\')
			}
			item.WriteByte(c)
			state, escaped = escaped, 0
		case state == '\'' || state == '"':
			switch {
			case c == state:
				state = inWord
			case c == '\\' && state == '"':
				escaped = state
			default:
				item.WriteByte(c)
			}
		case c == ',':
			flush()
			state = inSpace
		case c == '#':
			flush()
			state = inSpace
			end := strings.IndexByte(s[i:], '\n')
			if end < 0 {
				return withoutEmpty(list), true
			}
			i += end
		case c == '\\':
			escaped = inWord
		case c == '\'' || c == '"':
			state = c
		default:
			item.WriteByte(c)
			state = inWord
		}
	}
	if escaped != 0 || state == '\'' || state == '"' {
		return nil, false
	}
	flush()
	return withoutEmpty(list), true
}

// keepFallback says where the old SECRET_KEY of Django or Flask goes. It
// reports false where the project has no such settings.
func (r *rotation) keepFallback(f *dotenv.File, found fallbacks) (bool, error) {
	if !found.python {
		return false, nil
	}
	r.keep = found.entry
	if r.keep == "" {
		r.keep = r.name + "_FALLBACKS"
		r.unread = "the settings do not read it yet: " + found.line(r.keep)
	}
	var before []string
	if entry := f.Lookup(r.keep); entry != nil && found.form != singleValue {
		var ok bool
		if before, ok = found.form.split(valueSeen(f, entry, r.readers)); !ok {
			return false, usagef("put the list right by hand", "%s in line %d is a list that %s cannot be read from", r.keep, entry.Line, fallbacksSetting)
		}
	}
	list := []string{r.old}
	for _, key := range before {
		if key != r.old {
			list = append(list, key)
		}
	}
	var ok bool
	if r.kept, ok = found.form.join(list); !ok {
		return false, usagef("keep the old key by hand (--print-old), or drop it (--drop-old)",
			"the old %s has a character with which it cannot be an item of the list in %s", r.name, r.keep)
	}
	return true, nil
}

// valueSeen returns an entry's value as the program sees it.
func valueSeen(f *dotenv.File, e *dotenv.Entry, readers []dotenv.Reader) string {
	if len(readers) > 0 {
		if v, ok, err := f.ValueFor(f.Key(e), readers[0]); ok && err == nil {
			return v
		}
	}
	return f.Value(e)
}

// line returns the setting that reads an entry.
func (f fallbacks) line(entry string) string {
	if f.form == csvOfDecouple {
		return fmt.Sprintf(`%s = config("%s", default="", cast=Csv())`, fallbacksSetting, entry)
	}
	return fmt.Sprintf(`%s = [k for k in os.environ.get("%s", "").split(",") if k]`, fallbacksSetting, entry)
}
