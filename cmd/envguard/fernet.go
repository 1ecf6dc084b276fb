package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/envguard/envguard/cmd/envguard/internal/report"
	"github.com/envguard/envguard/fixer/keys"
)

func fernetCommand() *subcommand {
	return &subcommand{
		name:  "fernet",
		args:  "encrypt|decrypt|inspect|rotate [FILE...]",
		short: "encrypt, decrypt and rotate Fernet tokens",
		long: `
Works with tokens as Python's cryptography makes and reads them.

  encrypt   makes a token of standard input, or of a file
  decrypt   prints what is in a token, byte for byte
  inspect   finds tokens in a text and tells when they were made; needs no key
  rotate    encrypts the tokens in files anew, with the first of several keys

The keys come from an environment variable, from a file, or from an entry of a
.env file, never from the command line. Several keys stand in one list, separated
by commas: FERNET_KEYS=new,old. The first one encrypts, all of them decrypt, as
with MultiFernet.

rotate changes nothing in a file but its tokens, which keep their times. Tokens
that the first key opens already stay as they are; those that no key opens are
listed. Each new token is decrypted again before anything is written, and each
file is replaced in one step. Without files, it reads standard input and prints
the changed text.

Tokens are found as text, in hexadecimal (\x6741… of PostgreSQL), in base64, and
with the escapes of JSON, SQL, URLs and HTML; they keep that form.

Of a SQLite database, rotate changes nothing: it prints a script of one
transaction for sqlite3, which writes the new tokens.

The exit code is 1 if a token cannot be decrypted, if some are left, or if there
is none at all.`,
		examples: [][2]string{
			{"encrypt with the key in .env", "printf %s 'the text' | envguard fernet encrypt --env-file .env"},
			{"decrypt a token that is at most an hour old", "envguard fernet decrypt --key-env FERNET_KEY --ttl 1h token.txt"},
			{"when were these made", "envguard fernet inspect dump.sql"},
			{"from the old key to the new one", "FERNET_KEYS=$NEW,$OLD envguard fernet rotate --key-env FERNET_KEYS dump.sql"},
		},
		flags: fernetFlags,
		exclusions: []exclusion{
			{flags: []string{"key-env", "key-file", "env-file"}, hint: "name one of them; several keys go into one list: FERNET_KEYS=new,old"},
		},
		needs: []need{{flag: "key", of: []string{"env-file"}, hint: "--key names an entry of --env-file; --key-env takes a variable"}},
		run:   command.fernet,
	}
}

// fernetFlags are the flags of `envguard fernet`.
func fernetFlags() []flag {
	return flagList(
		[]flag{
			{
				name: "key-env", value: "NAME", doc: "take the Fernet keys from this environment variable",
				text: func(o *options) *string { return &o.keyEnv },
			},
			{
				name: "key-file", value: "FILE", doc: "take the Fernet keys from a file, one on a line; the first one encrypts",
				text: func(o *options) *string { return &o.keyFile },
			},
			envFileFlag,
			{
				name: "key", value: "NAME", doc: "which entry of --env-file has the keys (default: FERNET_KEYS or FERNET_KEY)",
				text: func(o *options) *string { return &o.key },
			},
			{
				name: "ttl", value: "TIME", doc: "how old a token may be when it is decrypted: seconds, or 90m, 36h",
				text: func(o *options) *string { return &o.ttl },
			},
			dryRunFlag,
		},
		outputFlag,
	)
}

func (c command) fernet(ctx context.Context, o *options, args []string) (int, error) {
	if err := o.checkFolder(); err != nil {
		return 0, err
	}
	verbs := []string{"encrypt", "decrypt", "inspect", "rotate"}
	if len(args) == 0 {
		return 0, usagef("envguard fernet encrypt, decrypt, inspect or rotate; `envguard help fernet` describes them", "fernet needs to know what to do")
	}
	verb, files := args[0], args[1:]
	if (verb == "encrypt" || verb == "decrypt") && len(files) > 1 {
		return 0, usagef("work on one after the other", "%s takes one file", verb)
	}
	if o.ttl != "" && verb != "decrypt" {
		return 0, usagef("leave it out", "--ttl is of decrypt only")
	}
	if o.output != "" && (verb == "inspect" || verb == "rotate") {
		return 0, usagef("leave it out", "--output is of encrypt and decrypt only")
	}
	if o.dryRun && verb != "rotate" {
		return 0, usagef("leave it out", "--dry-run is of rotate only")
	}
	switch verb {
	case "encrypt":
		return c.fernetEncrypt(ctx, o, files)
	case "decrypt":
		return c.fernetDecrypt(ctx, o, files)
	case "inspect":
		return c.fernetInspect(ctx, o, files)
	case "rotate":
		return c.fernetRotate(ctx, o, files)
	}
	hint := "envguard fernet encrypt, decrypt, inspect or rotate"
	if n := nearest(verb, verbs); n != "" {
		hint = fmt.Sprintf("did you mean `envguard fernet %s`?", n)
	}
	return 0, usagef(hint, "fernet cannot %q", verb)
}

func (c command) fernetEncrypt(ctx context.Context, o *options, files []string) (int, error) {
	list, err := c.fernetKeys(o)
	if err != nil {
		return 0, err
	}
	out, err := newOutput(c.stdout, o.output, false)
	if err != nil {
		return 0, err
	}
	plaintext, err := c.input(ctx, o, files, keys.MaxPlaintext)
	if err != nil {
		return 0, err
	}
	token, err := keys.Encrypt(list[0], plaintext, time.Now())
	if err != nil {
		return 0, err
	}
	return 0, out.write(func(w io.Writer) error {
		_, err := w.Write(append(token, '\n'))
		return err
	})
}

func (c command) fernetDecrypt(ctx context.Context, o *options, files []string) (int, error) {
	ttl, limited, err := o.timeToLive()
	if err != nil {
		return 0, err
	}
	list, err := c.fernetKeys(o)
	if err != nil {
		return 0, err
	}
	out, err := newOutput(c.stdout, o.output, true)
	if err != nil {
		return 0, err
	}
	token, err := c.input(ctx, o, files, keys.MaxPlaintext/3*4+1024)
	if err != nil {
		return 0, err
	}
	opened, err := keys.Open(list, bytes.TrimSpace(token))
	if err != nil {
		hint := "`envguard fernet inspect` tells when it was made; older keys stand behind the new one: FERNET_KEYS=new,old"
		if errors.Is(err, keys.ErrMalformed) {
			hint = "it must be the token alone, whole and unchanged; `envguard fernet inspect` finds tokens in a text"
		}
		return 0, &codedError{fmt.Errorf("decrypting: %w", err), exitFindings, hint}
	}
	now := time.Now()
	if limited {
		if err := opened.Age(ttl, now); err != nil {
			return 0, &codedError{fmt.Errorf("decrypting: %w", err), exitFindings, ""}
		}
	} else if errors.Is(opened.Age(1<<62, now), keys.ErrFuture) {
		c.warn("the token claims to be made at %s, which is in the future; with --ttl it would be refused", opened.Time().Format(time.RFC3339))
	}
	return 0, out.write(func(w io.Writer) error {
		_, err := w.Write(opened.Plaintext)
		return err
	})
}

// timeToLive reads --ttl.
func (o *options) timeToLive() (ttl time.Duration, limited bool, err error) {
	if o.ttl == "" {
		return 0, false, nil
	}
	if n, err := strconv.ParseUint(o.ttl, 10, 32); err == nil {
		return time.Duration(n) * time.Second, true, nil
	}
	ttl, err = time.ParseDuration(o.ttl)
	if err != nil || ttl < 0 || ttl%time.Second != 0 {
		return 0, false, usagef("write seconds, as 3600, or a time with its unit, as 90m or 36h", "--ttl %q is no time", o.ttl)
	}
	return ttl, true, nil
}

// input reads the one file that is named, or standard input.
func (c command) input(ctx context.Context, o *options, files []string, limit int64) ([]byte, error) {
	var r io.Reader = c.stdin
	name := "standard input"
	if len(files) > 0 && files[0] != "-" {
		name = files[0]
		f, err := os.Open(o.path(name))
		if err != nil {
			return nil, usagef("check the path; it is taken from "+describeFolder(o.dir), "reading %s: %w", name, err)
		}
		defer f.Close()
		if info, err := f.Stat(); err == nil && info.IsDir() {
			return nil, usagef("name a file", "reading %s: it is a folder", name)
		}
		r = f
	} else {
		r = interruptible(ctx, r)
	}
	b, err := io.ReadAll(io.LimitReader(r, limit+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("reading %s: %w", name, err)
	case int64(len(b)) > limit:
		return nil, usagef("Fernet tokens are for what fits into memory", "%s is larger than %d MiB", name, limit>>20)
	}
	return b, nil
}

// path returns where a file is that the user named.
func (o *options) path(name string) string {
	if filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(o.folder(), name)
}

// maxInspected bounds what is searched for tokens in one file.
const maxInspected = 256 << 20

func (c command) fernetInspect(ctx context.Context, o *options, files []string) (int, error) {
	var list []keys.Key
	if o.keyEnv != "" || o.keyFile != "" || o.envFile != "" || o.key != "" {
		var err error
		if list, err = c.fernetKeys(o); err != nil {
			return 0, err
		}
	}
	if len(files) == 0 {
		files = []string{"-"}
	}
	var b strings.Builder
	now := time.Now()
	tokens, bad := 0, 0
	for _, name := range files {
		text, err := c.input(ctx, o, []string{name}, maxInspected)
		if err != nil {
			return 0, err
		}
		if name == "-" {
			name = "stdin"
		}
		found := keys.Find(text)
		if word := bytes.TrimSpace(text); len(found) == 0 && len(word) > 0 && !bytes.ContainsAny(word, " \t\r\n") {
			// A token by itself that does not begin as they all do.
			f := keys.Found{End: len(word), Line: 1, Text: word}
			f.Token, f.Err = keys.Inspect(word)
			found = append(found, f)
		}
		for _, f := range found {
			said := ""
			switch {
			case f.Err != nil:
				said = f.Err.Error()
				bad++
			default:
				tokens++
				said = describeToken(f.Token, now)
				if list != nil {
					opened, err := keys.Open(list, f.Text)
					if err != nil {
						said += ", no key opens it"
						bad++
					} else {
						said += fmt.Sprintf(", opened by key %d of %d", opened.Key+1, len(list))
					}
				}
			}
			b.WriteString(report.Escape(fmt.Sprintf("%s:%d: %s", name, f.Line, said)) + "\n")
		}
	}
	if _, err := io.WriteString(c.stdout, b.String()); err != nil {
		return exitIncomplete, delivery(err)
	}
	if tokens+bad == 0 {
		return 0, &codedError{errors.New("there is no Fernet token in it"), exitFindings, "tokens begin with gAAAAA"}
	}
	if bad > 0 {
		return exitFindings, nil
	}
	return exitClean, nil
}

// describeToken says what can be seen of a token without its key.
func describeToken(t keys.Token, now time.Time) string {
	age := ""
	switch made := t.Time(); {
	case made.After(now.Add(time.Minute)):
		age = "in the future"
	case now.Sub(made) < 2*time.Hour:
		age = fmt.Sprintf("%d minutes ago", max(int(now.Sub(made).Minutes()), 0))
	case now.Sub(made) < 48*time.Hour:
		age = fmt.Sprintf("%d hours ago", int(now.Sub(made).Hours()))
	default:
		age = fmt.Sprintf("%d days ago", int(now.Sub(made).Hours())/24)
	}
	return fmt.Sprintf("made %s (%s), %d bytes of ciphertext for a plaintext of %d to %d",
		t.Time().Format(time.RFC3339), age, t.Ciphertext, t.Ciphertext-16, t.Ciphertext-1)
}
