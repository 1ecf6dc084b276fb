package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/envguard/envguard/cmd/envguard/internal/report"
	"github.com/envguard/envguard/fixer"
	"github.com/envguard/envguard/fixer/keys"
	"github.com/envguard/envguard/rules/dotenv"
	"github.com/envguard/envguard/rules/envfile"
	"github.com/envguard/envguard/rules/judge"
)

func rotateCommand() *subcommand {
	return &subcommand{
		name:  "rotate",
		args:  "NAME",
		short: "replace a key in a .env file and keep the old one readable",
		long: `
Makes a fresh key for one entry of a .env file, of the kind that its name, its
comment and its old value ask for.

The old key stays where the program still reads it: behind the new one in a list
(FERNET_KEYS=new,old, APP_KEYS, Airflow's fernet_key), in APP_PREVIOUS_KEYS for
Laravel, in the entry that the settings of Django or Flask read into
SECRET_KEY_FALLBACKS, or in an entry that the file has for it, such as
FERNET_KEY_OLD. A list is written such that what splits it, such as Csv() of
python-decouple, gives back the keys. A key that only signs is replaced: what it
signed ends. Of a key that encrypts and that can be kept nowhere you decide what
becomes of it: --print-old prints it once, --drop-old throws it away, --list makes
the entry a list.

For a Fernet key it also tells which files of the project hold tokens that the
old key opens; ` + "`envguard fernet rotate`" + ` encrypts them anew. Folders of
packages (node_modules, .venv and the like) are not searched.`,
		examples: [][2]string{
			{"a new key in front of the old one", "envguard rotate FERNET_KEYS"},
			{"what would be done", "envguard rotate FERNET_KEYS --dry-run"},
			{"in another file", "envguard rotate JWT_SECRET --env-file api/.env"},
			{"keep the old one elsewhere", "envguard rotate ENCRYPTION_KEY --print-old > old.key"},
		},
		flags: rotateFlags,
		run:   command.rotate,
	}
}

// rotateFlags are the flags of `envguard rotate`.
func rotateFlags() []flag {
	return flagList(
		[]flag{
			envFileFlag,
			dryRunFlag,
			{
				name: "kind", value: "KIND", doc: "the kind of the new key where its name does not tell; `envguard keygen` lists them",
				text: func(o *options) *string { return &o.kind },
			},
			{
				name: "list", doc: "make the entry a list, NAME=new,old",
				on: func(o *options) *bool { return &o.list },
			},
			{
				name: "print-old", doc: "print the old key, this once",
				on: func(o *options) *bool { return &o.printOld },
			},
			{
				name: "drop-old", doc: "throw the old key away although it can be kept nowhere",
				on: func(o *options) *bool { return &o.dropOld },
			},
		},
	)
}

// A rotation is the exchange of one entry's key.
type rotation struct {
	name, old string
	line      int
	kind      keys.Kind
	// keep is the entry that has the old key afterwards, "" if none has; it
	// is name itself for a list. kept is that entry's new value.
	keep, kept string
	oldKeys    []keys.Key // if it is a Fernet key
	first      bool       // there was no key before
	// readers are those of the project; unread says that its settings do not
	// read what keep holds, and how they would.
	readers []dotenv.Reader
	unread  string
}

// signsRequests reports whether an entry is the SECRET_KEY of Django or Flask.
func signsRequests(name, kind string) bool {
	return kind == "django" || kind == "flask" || strings.HasSuffix(name, "SECRET_KEY") && kind != "fernet"
}

func (c command) rotate(ctx context.Context, o *options, args []string) (int, error) {
	if err := o.checkFolder(); err != nil {
		return 0, err
	}
	switch {
	case len(args) != 1:
		return 0, usagef("envguard rotate FERNET_KEYS", "rotate takes the name of one entry")
	case o.printOld && o.dropOld || o.list && (o.printOld || o.dropOld):
		return 0, usagef("leave all but one of them out", "--list, --print-old and --drop-old exclude each other")
	}
	if o.envFile == "" {
		o.envFile = ".env"
	}
	e, err := o.openEnv(o.envFile)
	if err != nil {
		return 0, err
	}
	r, err := o.planRotation(ctx, e, args[0])
	if err != nil {
		return 0, err
	}
	var held *searched
	if len(r.oldKeys) > 0 {
		if held, err = o.tokensOf(ctx, e, r.oldKeys); err != nil {
			return 0, err
		}
	}
	if err := o.mayReplace(e, r, held); err != nil {
		return 0, err
	}
	if !o.dryRun {
		fresh, err := r.kind.New()
		if err != nil {
			return 0, err
		}
		next, err := r.apply(e, fresh)
		if err != nil {
			return 0, usagef("edit this line by hand", "%w", err)
		}
		if err := e.write(next); err != nil {
			return 0, err
		}
		c.warnExposed(ctx, e)
	}
	return c.reportRotation(o, e, r, held)
}

// planRotation finds out what is to be made, and where the old key goes.
func (o *options) planRotation(ctx context.Context, e *envFile, name string) (*rotation, error) {
	entry, value, err := e.keyEntry(name)
	if err != nil {
		return nil, err
	}
	r := &rotation{name: name, old: value.text, line: value.line}
	if r.readers, err = o.readersFor(ctx, o.envFile); err != nil {
		return nil, err
	}
	r.old = valueSeen(e.file, entry, r.readers)
	comment := commentOf(e.file, entry)
	switch v := judge.Judge(name, []byte(r.old)); v.Kind {
	case judge.Empty:
		r.first = true
	case judge.FillIn:
		// A placeholder is no key that anything depends on.
		r.first = fixer.IsPlaceholder(r.old)
	case judge.Reference:
		return nil, usagef("rotate it where it is kept", "%s in line %d of %s only says where the secret is", name, r.line, e.shown)
	}
	if repaired, ok := envfile.RepairFernet(r.old); ok && envfile.ReadsFernet(e.file, entry) {
		r.old = repaired // what the file holds is a key of the wrong form
	}
	fernet, fernetErr := keys.ParseKeys(r.old)
	var ok bool
	r.kind, ok = kindOf(name, r.old, comment, fernetErr == nil)
	if o.kind != "" {
		if r.kind, err = keys.Parse(o.kind); err != nil {
			return nil, kindError(o.kind, err)
		}
		ok = true
	}
	if !ok {
		return nil, usagef("get a new one from whoever issues it; if the project makes it itself, name its --kind",
			"%s does not look like a key that can be made here", name)
	}
	if r.kind.Name == "fernet" && fernetErr == nil {
		r.oldKeys = fernet
	}
	if r.first {
		return r, nil
	}
	if signsRequests(name, r.kind.Name) && !o.list && !o.dropOld && !o.printOld {
		found, err := findFallbacks(ctx, e.dir, r.readers)
		if err != nil {
			return nil, err
		}
		if ok, err := r.keepFallback(e.file, found); ok || err != nil {
			return r, err
		}
	}
	r.keep, r.kept = o.whereToKeep(e.file, r)
	return r, nil
}

// kindOf returns the kind of an entry's next key.
func kindOf(name, old, comment string, fernet bool) (keys.Kind, bool) {
	if fernet {
		k, err := keys.Parse("fernet")
		return k, err == nil
	}
	hint := keys.Hint{Comment: comment}
	if fixer.IsPlaceholder(old) {
		hint.Placeholder = old
	}
	if strings.HasPrefix(old, "base64:") {
		hint.Placeholder = "base64:"
	}
	k, ok := keys.KindFor(name, hint)
	if ok && (k.Name == "hex" || k.Name == "jwt") && len(old) >= 32 && len(old) <= 512 && len(old)%2 == 0 && strings.Trim(old, "0123456789abcdefABCDEF") == "" {
		// Programs check the length that they are used to.
		if same, err := keys.Parse(fmt.Sprintf("hex:%d", len(old)/2)); err == nil {
			return same, true
		}
	}
	return k, ok
}

// commentOf returns the comment next to an entry and those directly above it.
func commentOf(f *dotenv.File, e *dotenv.Entry) string {
	text := string(f.Text(e.Comment))
	for i := range f.Items {
		if f.Items[i].Entry != e {
			continue
		}
		for i--; i >= 0 && f.Items[i].Kind == dotenv.Comment; i-- {
			text = string(f.Text(f.Items[i].Span)) + text
		}
		break
	}
	return text
}

// whereToKeep returns the entry in which the program finds the old key, and
// its new value, whose new key is still missing if it is the same
// entry.
func (o *options) whereToKeep(f *dotenv.File, r *rotation) (name, value string) {
	list := strings.HasSuffix(r.name, "KEYS") || strings.Contains(r.old, ",") && len(r.oldKeys) > 1 || r.name == "AIRFLOW__CORE__FERNET_KEY" || o.list
	if list {
		return r.name, strings.Trim(r.old, ", ")
	}
	names := []string{r.name + "_FALLBACKS", r.name + "_PREVIOUS", r.name + "_OLD", "PREVIOUS_" + r.name, "OLD_" + r.name}
	if r.kind.Name == "laravel" {
		names = append([]string{"APP_PREVIOUS_KEYS"}, names...)
	}
	for _, n := range names {
		entry := f.Lookup(n)
		if entry == nil {
			if n == "APP_PREVIOUS_KEYS" {
				return n, r.old // Laravel reads it, so that it may be added
			}
			continue
		}
		before := f.Value(entry)
		switch {
		case before == "":
			return n, r.old
		case strings.HasSuffix(n, "S"): // a list
			return n, r.old + "," + before
		case before == r.old:
			return n, before
		}
	}
	return "", ""
}

// mayReplace refuses to lose a key that data depends on.
func (o *options) mayReplace(e *envFile, r *rotation, held *searched) error {
	if r.first || r.keep != "" || o.printOld || signs(r.name, r.kind.Name) && o.kind == "" {
		return nil
	}
	if !o.dropOld {
		return usagef("--print-old prints the old one, this once\n--list writes "+r.name+"=new,old, if the program reads a list (MultiFernet)\n--drop-old throws it away",
			"%s encrypts, and %s has no place to keep the old key in", r.name, e.shown)
	}
	if held != nil && len(held.files) > 0 {
		return usagef("--list keeps it; `envguard fernet rotate` then encrypts them anew",
			"%s of this project can only be opened with the old key, the first in %s", tokens(held.tokens), held.files[0].path)
	}
	return nil
}

// signs reports whether a key does nothing but sign, so that what depends on
// it is short-lived.
func signs(name, kind string) bool {
	switch kind {
	case "jwt", "django", "flask", "rails", "symfony", "nextauth", "nuxt", "phoenix", "wordpress":
		return true
	case "fernet", "laravel", "n8n":
		return false
	}
	upper := strings.ToUpper(name)
	for _, w := range []string{"JWT", "SESSION", "COOKIE", "CSRF", "SIGNING", "TOKEN_SECRET", "AUTH_SECRET", "REFRESH_SECRET", "HMAC", "CRON"} {
		if strings.Contains(upper, w) {
			return true
		}
	}
	return strings.HasSuffix(upper, "SECRET_KEY") || strings.HasSuffix(upper, "APP_SECRET")
}

// apply returns the file with the new key, and the old one where it is kept.
func (r *rotation) apply(e *envFile, fresh string) (*dotenv.File, error) {
	if r.keep == r.name {
		return e.file.Set(r.name, fresh+","+r.kept, r.readers...)
	}
	next, err := e.file.Set(r.name, fresh, r.readers...)
	if err != nil || r.keep == "" {
		return next, err
	}
	if next.Lookup(r.keep) != nil {
		return next.Set(r.keep, r.kept, r.readers...)
	}
	return next.AddAfter(r.name, dotenv.Line{Key: r.keep, Value: r.kept}, r.readers...)
}

// reportRotation says what was done. With --print-old, standard output has the
// old key alone.
func (c command) reportRotation(o *options, e *envFile, r *rotation, held *searched) (int, error) {
	var b strings.Builder
	line := func(format string, args ...any) {
		b.WriteString(report.Escape(fmt.Sprintf(format, args...)) + "\n")
	}
	gets := "has a new key"
	if o.dryRun {
		gets = "would get a new key"
	}
	where := "the old one is gone, and what it signed is not valid any more"
	switch {
	case r.first:
		where = "it had none before"
	case r.keep == r.name:
		where = "the old one stays behind it in the list"
	case r.keep != "":
		where = "the old one is in " + r.keep
	case o.printOld:
		where = "the old one is printed this once"
	case o.dropOld:
		where = "the old one is gone"
	}
	if !o.quiet {
		line("%s:%d: %s %s (%s); %s", e.shown, r.line, r.name, gets, r.kind.Spec(), where)
	}
	if r.unread != "" {
		c.warn("%s", r.unread)
	}
	code := exitClean
	if held != nil {
		for _, f := range held.files {
			line("%s: %s of the old key", f.path, tokens(f.tokens))
		}
		if len(held.files) > 0 && r.keep == r.name && !o.dryRun {
			line("to encrypt them anew: envguard fernet rotate --env-file %s --key %s FILE...", e.shown, r.name)
		}
		for _, s := range held.unread {
			c.warn("not searched for tokens: %s", s)
			code = exitIncomplete
		}
	}
	out := c.stdout
	if o.printOld && !o.dryRun {
		out = c.stderr
		if _, err := io.WriteString(c.stdout, r.old+"\n"); err != nil {
			return exitIncomplete, delivery(err)
		}
	}
	_, err := io.WriteString(out, b.String())
	return code, delivery(err)
}
