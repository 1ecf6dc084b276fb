package envfile

import (
	"fmt"
	"strings"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/dotenv"
	"github.com/envguard/envguard/rules/fileclass"
	"github.com/envguard/envguard/rules/judge"
)

var FernetKeyInvalid = &rules.Rule{
	ID:    "fernet-key-invalid",
	Title: "Value of an env file that is read as a Fernet key and is none",
	Doc: `A Fernet key has 32 bytes in padded, URL-safe base64: 44 characters of A-Z a-z 0-9 - and _, the last one being =. This rule looks at private env files, tracked or not, and at the entries that are read as Fernet keys: those whose name or comment says Fernet, and names such as LANGFLOW_SECRET_KEY. A list of keys is checked key by key.

It is an error where Python's cryptography would raise an exception, which the message quotes: a key without its padding, in hexadecimal, of another length, as Python prints bytes (b'…'), a passphrase. It is a warning where Python takes the value and other implementations do not, such as the standard base64 alphabet, and of a placeholder. In a Go project without Python, whose library takes more forms, those are warnings as well.

Empty values and references to a secret store are left alone. No value is shown.`,
	Fix:       "Run envguard fix: it writes the same key in the right form, where the value holds a key. Otherwise make a new one with envguard rotate NAME; a passphrase becomes a key with envguard keygen --derive.",
	Severity:  rules.Error,
	CheckRepo: checkFernetKeys,
}

func checkFernetKeys(repo *rules.Repo) ([]rules.Match, error) {
	if repo.Read == nil {
		return nil, nil
	}
	return inVersions(repo, func(f *rules.RepoFile) versionCheck {
		return versionCheck{check: func(data []byte) []rules.Match { return fernetIn(repo, f, data) }}
	})
}

func fernetIn(repo *rules.Repo, f *rules.RepoFile, data []byte) []rules.Match {
	if len(data) > 1<<20 {
		return nil
	}
	var found []rules.Match
	d := dotenv.Parse(data)
	for _, e := range d.Entries() {
		name := d.Key(e)
		if e.Commented || e.Op == 0 || !isPlainName(name) || !ReadsFernet(d, e) {
			continue
		}
		message, severity := fernetTrouble(name, d.Value(e))
		if message == "" {
			continue
		}
		if severity == rules.Error && !usesPython(repo, f.Path) && usesGo(repo, f.Path) {
			severity = rules.Warning
		}
		found = append(found, rules.Match{
			Path: f.Path, Line: e.Line, Score: 1, Severity: severity, Remedy: rules.NewKey, Target: name, Legacy: f.Head,
			Message: name + " " + message,
		})
	}
	return found
}

// ReadsFernet reports whether the program reads an entry as a Fernet key or a
// list of them: the name says so, or the comment of an entry that is a key's.
func ReadsFernet(d *dotenv.File, e *dotenv.Entry) bool {
	name := d.Key(e)
	if isLangflow(name) || keyPurpose(name) == purposeFernet {
		return true
	}
	low := alphabet.ToLower(name)
	if !strings.HasSuffix(low, "key") && !strings.HasSuffix(low, "keys") && !strings.HasSuffix(low, "secret") {
		return false
	}
	return strings.Contains(alphabet.ToLower(commentAbove(d, e)+string(d.Text(e.Comment))), "fernet")
}

// isLangflow reports whether a name is Langflow's, which pads what it reads and
// makes a key of its own from a short value.
func isLangflow(name string) bool { return name == "LANGFLOW_SECRET_KEY" }

// langflowShort is the length in characters below which Langflow takes a value
// as a seed.
const langflowShort = 32

// commentAbove returns the comment lines directly above an entry.
func commentAbove(d *dotenv.File, e *dotenv.Entry) string {
	at := 0
	for i := range d.Items {
		if d.Items[i].Entry == e {
			at = i
		}
	}
	text := ""
	for at--; at >= 0 && d.Items[at].Kind == dotenv.Comment; at-- {
		text = string(d.Text(d.Items[at].Span)) + text
	}
	return text
}

// fernetTrouble says what is wrong with a value that is read as a key or a
// list of keys, or "".
func fernetTrouble(name, value string) (string, rules.Severity) {
	if v := judge.Judge(name, []byte(value)); v.Kind == judge.Empty || v.Kind == judge.Reference || isLangflow(name) && len(value) < langflowShort {
		return "", 0
	}
	items := strings.Split(value, ",")
	for i, item := range items {
		item = strings.TrimSpace(item)
		if item == "" && len(items) > 1 {
			continue
		}
		fault, wrong := judge.FernetKeyFault(item)
		if !wrong || isLangflow(name) && fault.Repaired != "" {
			continue
		}
		// By its own name, whatever is no Fernet key would be a placeholder.
		if v := judge.Judge("SECRET_KEY", []byte(item)); v.Kind == judge.FillIn && fault.Repaired == "" {
			return "has a placeholder and no Fernet key, so that the program fails or encrypts nothing", rules.Warning
		}
		which := ""
		if len(items) > 1 {
			which = fmt.Sprintf("holds a wrong key, number %d of %d: it ", i+1, len(items))
		}
		if fault.Python == "" {
			return which + fault.Reason + "; Python takes it, and other implementations of Fernet do not", rules.Warning
		}
		return which + fault.Reason + ", and Python's cryptography fails with " + strings.TrimSuffix(fault.Python, "."), rules.Error
	}
	return "", 0
}

// FernetFails reports whether a value holds no key for a reader of Fernet keys, and
// cannot be repaired.
func FernetFails(name, value string) bool {
	message, severity := fernetTrouble(name, value)
	_, repairable := RepairFernet(value)
	return message != "" && severity == rules.Error && !repairable
}

// RepairFernet writes the keys of a value in the form that all readers take,
// without changing a key. It reports false if one of them cannot be repaired,
// or if none has to be.
func RepairFernet(value string) (string, bool) {
	items := strings.Split(value, ",")
	changed := false
	for i, item := range items {
		trimmed := strings.TrimSpace(item)
		if trimmed == "" && len(items) > 1 {
			continue
		}
		fault, wrong := judge.FernetKeyFault(trimmed)
		if !wrong {
			continue
		}
		if fault.Repaired == "" {
			return "", false
		}
		items[i], changed = fault.Repaired, true
	}
	return strings.Join(items, ","), changed
}

// usesPython reports whether the project around a file lists Python packages.
func usesPython(repo *rules.Repo, path string) bool { return hasMarker(repo, path, isPythonMarker) }

func usesGo(repo *rules.Repo, path string) bool {
	return hasMarker(repo, path, func(name string) bool { return name == "go.mod" })
}

// hasMarker reports whether a folder of path or one above it has such a file.
func hasMarker(repo *rules.Repo, path string, is func(string) bool) bool {
	dir, _ := fileclass.Split(path)
	for i := range repo.Files {
		f := &repo.Files[i]
		if at, name := fileclass.Split(f.Path); strings.HasPrefix(dir, at) && is(name) && exists(repo, f) {
			return true
		}
	}
	return false
}
