package main

import (
	"context"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/envguard/envguard/cmd/envguard/internal/report"
	"github.com/envguard/envguard/fixer/keys"
	"github.com/envguard/envguard/rules/dotenv"
)

func keygenCommand() *subcommand {
	return &subcommand{
		name:  "keygen",
		args:  "[KIND[:SIZE] [NAME]]",
		short: "make a key, a password or another secret",
		long: `
Makes a fresh secret from the system's random source, in the format that
frameworks document, and prints it. Without a kind, lists the kinds. Sizes count
bytes of randomness, or characters: hex:16, password:32.

With --into, the secret is set in a .env file instead, under the name behind the
kind: every other byte stays as it is, and a value that is no placeholder is kept
unless --force is given. A file that does not exist is made for its owner alone.
With a name and no kind, the kind is that of the name, as fix makes it.

With --derive, the Fernet key comes from a passphrase, which is asked for on a
terminal and else read from standard input, less one line break at its end. The
salt and the iterations are printed to standard error: they are no secrets, and
the same key can only be made with both. Python's PBKDF2HMAC makes the same.`,
		examples: [][2]string{
			{"the kinds", "envguard keygen"},
			{"as Fernet.generate_key() makes it", "envguard keygen fernet"},
			{"straight into the file, never on the screen", "envguard keygen fernet FERNET_KEY --into .env"},
			{"of the kind that the name asks for", "envguard keygen JWT_SECRET --into .env"},
			{"a line of a .env file", "envguard keygen hex:32 --env SESSION_SECRET"},
			{"from a passphrase", "envguard keygen --derive"},
			{"the same key again", "envguard keygen --derive --salt SALT --iterations 1200000"},
		},
		flags: keygenFlags,
		needs: []need{
			{flag: "salt", of: []string{"derive"}, hint: "add --derive, or leave it out"},
			{flag: "iterations", of: []string{"derive"}, hint: "add --derive, or leave it out"},
			{flag: "force", of: []string{"into"}, hint: "it is about a value in a file, with --into"},
		},
		run: command.keygen,
	}
}

// keygenFlags are the flags of `envguard keygen`.
func keygenFlags() []flag {
	return flagList(
		[]flag{
			forceFlag,
			{
				name: "count", value: "N", def: "1", doc: "how many secrets to make",
				text: func(o *options) *string { return &o.count },
			},
			{
				name: "env", value: "NAME", doc: "print NAME=value, as it stands in a .env file",
				text: func(o *options) *string { return &o.env },
			},
			{
				name: "into", value: "FILE", doc: "set the secret in a .env file, under the name behind the kind",
				text: func(o *options) *string { return &o.into },
			},
			{
				name: "derive", doc: "derive a Fernet key from a passphrase (PBKDF2-HMAC-SHA256)",
				on: func(o *options) *bool { return &o.derive },
			},
			{
				name: "salt", value: "SALT", doc: "the salt of --derive in base64, or behind hex:, base64: or text: (default: a random one)",
				text: func(o *options) *string { return &o.salt },
			},
			{
				name: "iterations", value: "N", doc: fmt.Sprintf("the iterations of --derive (default: %d)", keys.DefaultIterations),
				text: func(o *options) *string { return &o.iterations },
			},
		},
	)
}

// A keygen is what a call of the sub-command asks for.
type keygen struct {
	kind  keys.Kind
	name  string // of the entry, "" to print the value alone
	into  string // the file, "" to print
	count int
	force bool

	derive     bool
	salt       []byte // nil: a random one
	iterations int
}

func (c command) keygen(ctx context.Context, o *options, args []string) (int, error) {
	if err := o.checkFolder(); err != nil {
		return 0, err
	}
	g, err := o.keygen(args)
	if err != nil {
		return 0, err
	}
	if g == nil {
		return 0, delivery(writeKinds(c.stdout))
	}
	values, err := c.make(ctx, o, g)
	if err != nil {
		return 0, err
	}
	if g.into != "" {
		return 0, c.setInto(ctx, o, g, values[0])
	}
	var out strings.Builder
	for _, v := range values {
		if g.name != "" {
			if v, err = dotenv.Quote(v); err != nil {
				return 0, fmt.Errorf("printing the entry: %w", err)
			}
			out.WriteString(g.name + "=")
		}
		out.WriteString(v + "\n")
	}
	_, err = io.WriteString(c.stdout, out.String())
	return 0, delivery(err)
}

// keygen reads the arguments. It returns nil if the kinds are to be listed.
func (o *options) keygen(args []string) (*keygen, error) {
	g := &keygen{into: o.into, name: o.env, force: o.force, derive: o.derive, iterations: keys.DefaultIterations}
	if len(args) == 0 && !g.derive {
		if o.into != "" || o.env != "" || o.count != "1" || o.force || o.salt != "" || o.iterations != "" {
			return nil, usagef("`envguard keygen` lists the kinds", "no kind of secret is named")
		}
		return nil, nil
	}
	if g.derive && (len(args) == 0 || g.into != "" && len(args) == 1 && !isKind(args[0])) {
		args = append([]string{"fernet"}, args...)
	}
	var err error
	if g.into != "" && len(args) == 1 && g.name == "" && isEntryName(args[0]) && !isKind(args[0]) {
		// A name alone: its kind is what fix would make.
		if args, err = o.kindOfEntry(args[0]); err != nil {
			return nil, err
		}
	}
	if g.kind, err = keys.Parse(args[0]); err != nil {
		return nil, kindError(args[0], err)
	}
	switch {
	case len(args) > 2:
		return nil, usagef("make them one after the other", "more than one name is given")
	case len(args) == 2 && g.into == "":
		return nil, usagef("--env "+args[1]+" prints the entry, --into FILE sets it in a file", "a name is given without a file to set it in")
	case len(args) == 2 && g.name != "" && g.name != args[1]:
		return nil, usagef("leave --env out", "two names are given")
	case len(args) == 2:
		g.name = args[1]
	}
	switch {
	case g.into != "" && g.name == "":
		return nil, usagef("write it behind the kind: envguard keygen "+args[0]+" NAME --into FILE", "the name of the entry is missing")
	case g.name != "" && !isEntryName(g.name):
		return nil, usagef("use letters, digits and _, as in FERNET_KEY", "%q cannot be the name of an entry", g.name)
	}
	if g.count, err = strconv.Atoi(o.count); err != nil || g.count < 1 || g.count > maxCount {
		return nil, usagef("", "--count is a number from 1 to %d", maxCount)
	}
	if g.count > 1 && g.name != "" {
		return nil, usagef("leave --count out, or the name", "one name cannot have several values")
	}
	return g, o.derivation(g)
}

// kindOfEntry returns the kind and the name of an entry, by its name, its
// comment and what the file has in its place.
func (o *options) kindOfEntry(name string) ([]string, error) {
	e, err := o.openEnv(o.into)
	if err != nil {
		return nil, err
	}
	old, comment := "", ""
	if entry := e.file.Lookup(name); entry != nil {
		old, comment = e.file.Value(entry), commentOf(e.file, entry)
	}
	_, fernetErr := keys.ParseKeys(old)
	kind, ok := kindOf(name, old, comment, fernetErr == nil)
	if !ok {
		return nil, usagef("write the kind before it: envguard keygen hex "+name+" --into "+o.into+"; `envguard keygen` lists the kinds",
			"which kind of secret %s holds is not known", name)
	}
	return []string{kind.Spec(), name}, nil
}

// maxCount is how many secrets one call makes.
const maxCount = 10000

func isKind(spec string) bool {
	_, err := keys.Parse(spec)
	return err == nil
}

// isEntryName reports whether all readers of .env files take a name.
func isEntryName(s string) bool {
	for i := range len(s) {
		c := s[i]
		if c != '_' && (c|0x20 < 'a' || c|0x20 > 'z') && (i == 0 || c < '0' || c > '9') {
			return false
		}
	}
	return s != ""
}

// kindError explains a kind that there is not.
func kindError(spec string, err error) error {
	if !errors.Is(err, keys.ErrUnknownKind) {
		return usagef("`envguard keygen` lists the kinds and their sizes", "%w", err)
	}
	name, size, sized := strings.Cut(spec, ":")
	var names []string
	for _, k := range keys.Kinds() {
		names = append(names, k.Name)
	}
	hint := "`envguard keygen` lists the kinds"
	if n := nearest(strings.ToLower(name), names); n != "" {
		if sized {
			n += ":" + size
		}
		hint = fmt.Sprintf("did you mean `envguard keygen %s`?", n)
	}
	return usagef(hint, "unknown kind of secret %q", name)
}

// derivation reads what belongs to --derive.
func (o *options) derivation(g *keygen) (err error) {
	switch {
	case !g.derive:
		return nil
	case g.kind.Name != "fernet":
		return usagef("envguard keygen --derive", "only a Fernet key can be derived from a passphrase")
	case g.count > 1:
		return usagef("leave --count out", "a passphrase gives one key")
	}
	if o.salt != "" {
		if g.salt, err = parseSalt(o.salt); err != nil {
			return err
		}
	}
	if o.iterations != "" {
		g.iterations, err = strconv.Atoi(o.iterations)
		if err != nil || g.iterations < keys.MinIterations || g.iterations > keys.MaxIterations {
			return usagef(fmt.Sprintf("the default is %d", keys.DefaultIterations), "--iterations is a number from %d to %d", keys.MinIterations, keys.MaxIterations)
		}
	}
	return nil
}

// parseSalt reads a salt in base64 of either alphabet, or behind hex:, text: or
// base64:. Hexadecimal digits alone would be base64, too, and give another key
// without a word.
func parseSalt(s string) ([]byte, error) {
	var salt []byte
	var err error
	if rest, ok := strings.CutPrefix(s, "text:"); ok {
		salt = []byte(rest)
	} else if rest, ok := strings.CutPrefix(s, "hex:"); ok {
		salt, err = hex.DecodeString(rest)
	} else {
		rest, sure := strings.CutPrefix(s, "base64:")
		if !sure && rest != "" && strings.Trim(rest, "0123456789abcdefABCDEF") == "" {
			return nil, usagef("write it as hex:… or base64:…", "reading --salt: it could be hexadecimal or base64")
		}
		plain := strings.TrimRight(strings.NewReplacer("-", "+", "_", "/").Replace(rest), "=")
		salt, err = base64.RawStdEncoding.Strict().DecodeString(plain)
	}
	switch {
	case err != nil:
		return nil, usagef("write it as it was printed, or as hex:… or text:…", "reading --salt: it is no base64")
	case len(salt) < keys.MinSalt:
		return nil, usagef("leave --salt out for a random one", "the salt has %d bytes, and at least %d are needed", len(salt), keys.MinSalt)
	}
	return salt, nil
}

// make makes the secrets.
func (c command) make(ctx context.Context, o *options, g *keygen) ([]string, error) {
	if g.derive {
		v, err := c.derive(ctx, o, g)
		return []string{v}, err
	}
	values := make([]string, g.count)
	for i := range values {
		v, err := g.kind.New()
		if err != nil {
			return nil, err
		}
		values[i] = v
	}
	return values, nil
}

func (c command) derive(ctx context.Context, o *options, g *keygen) (string, error) {
	// Who makes a key for the first time must not mistype.
	pass, err := c.passphrase(ctx, g.salt == nil)
	if err != nil {
		return "", err
	}
	salt := g.salt
	if salt == nil {
		if salt, err = keys.NewSalt(); err != nil {
			return "", err
		}
	}
	key, err := keys.Derive(pass, salt, g.iterations)
	if err != nil {
		return "", err
	}
	if len(pass) < minPassphrase {
		c.warn("the passphrase has %d bytes: whoever has a token can try them all; take several words", len(pass))
	}
	if !o.quiet || g.salt == nil {
		fmt.Fprintf(c.stderr, "envguard: note: salt %s, iterations %d: keep both, the key cannot be made again without them\n",
			base64.StdEncoding.EncodeToString(salt), g.iterations)
	}
	return key, nil
}

// minPassphrase is the length in bytes below which a passphrase is warned of.
const minPassphrase = 12

// warn prints a warning next to the result.
func (c command) warn(format string, args ...any) {
	fmt.Fprintf(c.stderr, "envguard: warning: %s\n", report.Escape(fmt.Sprintf(format, args...)))
}

// writeKinds lists the kinds of secrets.
func writeKinds(w io.Writer) error {
	var b strings.Builder
	for _, k := range keys.Kinds() {
		name := k.Name
		if k.Unit != "" {
			name += "[:N]"
		}
		size := ""
		if k.Unit != "" {
			size = fmt.Sprintf(" (N: %s, %d to %d, usually %d)", k.Unit, k.Min, k.Max, k.Size)
		}
		fmt.Fprintf(&b, "%-17s %s%s\n", name, k.Doc, size)
	}
	_, err := io.WriteString(w, b.String())
	return err
}
