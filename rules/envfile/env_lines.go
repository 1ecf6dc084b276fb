package envfile

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/dotenv"
	"github.com/envguard/envguard/rules/fileclass"
)

var EnvInvalidLine = &rules.Rule{
	ID:    "env-invalid-line",
	Title: "Line of an env file that is no setting",
	Doc: `A line that is neither NAME=value nor a comment. Readers of env files skip it without a word, fail, or take it for something else, so that the setting which somebody meant is missing: the rest of a value of several lines that has no quotes around it, a conflict that was never resolved, a comment without its #, a line of YAML or of an ini file.

Of a settings.ini that python-decouple reads, it tells the line at which that fails, and values that it cannot put together.

Files that are shell scripts or templates, and those with more such lines than settings, are left alone.`,
	Fix:       "Write NAME=value, put quotes around a value of several lines, or begin the line with #.",
	Severity:  rules.Warning,
	CheckRepo: checkInvalid,
}

var EnvQuoteUnclosed = &rules.Rule{
	ID:    "env-quote-unclosed",
	Title: "Quote in an env file that is never closed",
	Doc: `A value begins with a quote and no quote ends it. Some readers then take the quote for a part of the value, some lose the line, some fail, and some swallow all lines up to the next quote.

Values of several lines whose quote is closed further down are not meant, nor is an apostrophe inside a value.`,
	Fix:       "Close the quote, or take it away.",
	Severity:  rules.Warning,
	CheckRepo: func(repo *rules.Repo) ([]rules.Match, error) { return lintFiles(repo, unclosedQuotes) },
}

var EnvDuplicateKey = &rules.Rule{
	ID:    "env-duplicate-key",
	Title: "Name that an env file sets twice",
	Doc: `A name is set twice in one env file, to different values. All readers take the last one, so that a change of the first does nothing.

Lines that are commented out do not count, nor do equal values, nor a value that is made from the one before it (PATH=$PATH:/opt).`,
	Fix:       "Keep the line that is meant and remove the other, or comment it out.",
	Severity:  rules.Warning,
	CheckRepo: func(repo *rules.Repo) ([]rules.Match, error) { return lintFiles(repo, duplicateKeys) },
}

func checkInvalid(repo *rules.Repo) ([]rules.Match, error) {
	found, err := lintFiles(repo, invalidLines)
	inis, iniErr := checkInis(repo)
	return append(found, inis...), errors.Join(err, iniErr)
}

// settingsIni is the file in which python-decouple looks for settings, too.
const settingsIni = "settings.ini"

// checkInis reads each settings.ini next to which the project uses
// python-decouple, as that does.
func checkInis(repo *rules.Repo) ([]rules.Match, error) {
	var found []rules.Match
	var errs []error
	for i := range repo.Files {
		f := &repo.Files[i]
		if fileclass.Base(f.Path) != settingsIni || !exists(repo, f) || Aside(f.Path) || repo.Read == nil || !slices.Contains(ReadersOf(repo, f.Path), dotenv.Decouple) {
			continue
		}
		data, err := content(repo, f)
		if err != nil {
			if tracked(repo, f) {
				errs = append(errs, err)
			}
			continue
		}
		if len(data) > 1<<20 || !bytes.Contains(data, []byte("[settings]")) {
			continue // someone else's
		}
		say := func(line int, message string) {
			found = append(found, rules.Match{Path: f.Path, Line: line, Score: 1, Severity: rules.Warning, Remedy: rules.Manual, Legacy: f.Head, Message: message})
		}
		reading, err := dotenv.ReadIni(data)
		var failed *dotenv.ReadError
		if errors.As(err, &failed) {
			say(max(1, failed.Line), "python-decouple fails at line "+strconv.Itoa(max(1, failed.Line))+": "+failed.Reason)
			continue
		}
		for _, p := range reading.Problems {
			say(max(1, p.Line), "python-decouple fails where line "+strconv.Itoa(max(1, p.Line))+" is asked for: "+p.Reason)
		}
	}
	return found, errors.Join(errs...)
}

// lintFiles shows every env file to a lint.
func lintFiles(repo *rules.Repo, lint func(*rules.Repo, *rules.RepoFile, *dotenv.File) []rules.Match) ([]rules.Match, error) {
	var found []rules.Match
	var errs []error
	for i := range repo.Files {
		f := &repo.Files[i]
		switch f.Class {
		case fileclass.Private, fileclass.Example, fileclass.Shared:
		default:
			continue
		}
		if !exists(repo, f) || Aside(f.Path) || repo.Read == nil || strings.HasPrefix(alphabet.ToLower(fileclass.Base(f.Path)), ".envrc") || !fileclass.MaybeEnv(f.Path) {
			continue
		}
		d, err := envText(repo, f)
		if err != nil {
			if tracked(repo, f) {
				errs = append(errs, err)
			}
			continue // it is not going to be committed, and other rules say so
		}
		if d == nil {
			continue
		}
		for _, m := range lint(repo, f, d) {
			m.Path, m.Score, m.Severity, m.Remedy, m.Legacy = f.Path, 1, rules.Warning, rules.Manual, f.Head
			found = append(found, m)
		}
	}
	return found, errors.Join(errs...)
}

// envText returns the lines of an env file, or nil if the lints leave it alone.
func envText(repo *rules.Repo, f *rules.RepoFile) (*dotenv.File, error) {
	return repo.ParseOnce(f.Path, func() (*dotenv.File, error) { return readEnvText(repo, f) })
}

func readEnvText(repo *rules.Repo, f *rules.RepoFile) (*dotenv.File, error) {
	data, err := content(repo, f)
	if err != nil || len(data) > 1<<20 || bytes.IndexByte(data, 0) >= 0 {
		return nil, err
	}
	if d := dotenv.Parse(data); isEnvText(d) {
		return d, nil
	}
	return nil, nil
}

// isEnvText reports whether a text is lines of an env file, and not a shell
// script, a template or something else by that name.
func isEnvText(d *dotenv.File) bool {
	settings, other := 0, 0
	for i := range d.Items {
		it := &d.Items[i]
		text := d.Text(it.Span)
		switch it.Kind {
		case dotenv.Setting:
			if !it.Entry.Commented {
				if it.Entry.Op == 0 {
					if isShellWord(string(d.Text(it.Entry.Key))) {
						return false
					}
					break
				}
				settings++
			}
		case dotenv.Unknown:
			other++
			if word, _, _ := strings.Cut(strings.TrimSpace(string(text)), " "); isShellWord(word) {
				return false
			}
		}
		if it.Kind != dotenv.Comment && (bytes.Contains(text, []byte("{{")) || bytes.Contains(text, []byte("{%")) || bytes.Contains(text, []byte("<%"))) {
			return false
		}
	}
	return settings > 0 && other <= settings
}

func isShellWord(w string) bool {
	switch w {
	case "if", "then", "else", "elif", "fi", "for", "while", "do", "done", "case", "esac", "function", "source", ".", "unset", "set", "echo", "exit", "alias", "eval", "{", "}", "[[", "[", "exec", "cd",
		"local", "declare", "readonly", "return", "test", "printf":
		return true
	}
	return strings.HasSuffix(w, "()") || strings.HasSuffix(w, "(){") || strings.HasSuffix(w, ";;")
}

func invalidLines(_ *rules.Repo, _ *rules.RepoFile, d *dotenv.File) (found []rules.Match) {
	for i := range d.Items {
		it := &d.Items[i]
		if it.Kind != dotenv.Unknown {
			continue
		}
		text := strings.TrimSpace(string(d.Text(it.Span)))
		m := rules.Match{Line: it.Line, Message: fmt.Sprintf("line %d is neither NAME=value nor a comment: readers skip it or fail", it.Line)}
		switch {
		case strings.HasPrefix(text, "<<<<<<< ") || text == "=======" || strings.HasPrefix(text, ">>>>>>> "):
			m.Message = fmt.Sprintf("line %d is the mark of a merge conflict: resolve it and remove the mark", it.Line)
		case strings.HasPrefix(text, "[") && strings.HasSuffix(text, "]"):
			m.Message += "; env files know no sections: begin it with #"
		case strings.HasPrefix(text, "- "):
			m.Message += "; env files know no lists: write NAME=value"
		case strings.HasPrefix(text, "//") || strings.HasPrefix(text, "--") && !strings.HasPrefix(text, "-----"):
			m.Message += "; comments begin with #"
		case i > 0 && d.Items[i-1].Kind != dotenv.Blank && d.Items[i-1].Kind != dotenv.Comment && !strings.ContainsAny(text, " \t="):
			m.Message += "; if it belongs to the value above, put quotes around all of that"
		default:
			m.Message += "; write NAME=value, or begin it with #"
		}
		found = append(found, m)
	}
	return found
}

func unclosedQuotes(_ *rules.Repo, _ *rules.RepoFile, d *dotenv.File) (found []rules.Match) {
	for _, e := range d.Entries() {
		raw := d.Text(e.Full)
		if e.Commented || !e.Unclosed || len(raw) == 0 || raw[0] == '`' {
			continue
		}
		found = append(found, rules.Match{Line: e.Line, Message: fmt.Sprintf(
			"the quote at the value of %s in line %d is never closed: readers fail, lose the value or take in the lines below; close it, or take it away",
			plainOr(d.Key(e), "this name"), e.Line)})
	}
	return found
}

func duplicateKeys(_ *rules.Repo, _ *rules.RepoFile, d *dotenv.File) (found []rules.Match) {
	first := map[string]*dotenv.Entry{}
	for _, e := range d.Entries() {
		if e.Commented || e.Op == 0 {
			continue
		}
		key := d.Key(e)
		before := first[key]
		if before == nil {
			first[key] = e
			continue
		}
		value := d.Value(e)
		if value == d.Value(before) || strings.Contains(value, "$"+key) || strings.Contains(value, "${"+key) {
			continue
		}
		found = append(found, rules.Match{Line: e.Line, Message: fmt.Sprintf(
			"%s in line %d is set already in line %d, to another value: readers take the last one; remove or comment out the line that is not meant",
			plainOr(key, "the name"), e.Line, before.Line)})
		first[key] = e
	}
	return found
}

// plainOr returns a name if it may be shown.
func plainOr(name, other string) string {
	if isPlainName(name) {
		return name
	}
	return other
}
