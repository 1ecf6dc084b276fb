package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"

	"github.com/envguard/envguard/fixer/keys"
	"github.com/envguard/envguard/rules/dotenv"
)

// maxKeyFile bounds what is read of a file of keys, in bytes.
const maxKeyFile = 1 << 20

// fernetKeys reads the keys from the one place that the flags name.
func (c command) fernetKeys(o *options) ([]keys.Key, error) {
	if o.keyEnv == "" && o.keyFile == "" && o.envFile == "" {
		return nil, usagef("--key-env NAME, --key-file FILE, or --env-file FILE --key NAME", "there is no key")
	}
	switch {
	case o.keyEnv != "":
		value, ok := os.LookupEnv(o.keyEnv)
		if !ok {
			return nil, usagef("export it, or name the file with --env-file", "the environment variable %s is not set", o.keyEnv)
		}
		return parseKeys(value, "the environment variable "+o.keyEnv)
	case o.keyFile != "":
		return c.keysOfFile(o)
	}
	e, err := o.openEnv(o.envFile)
	if err != nil {
		return nil, err
	}
	_, value, err := e.keyEntry(o.key)
	if err != nil {
		return nil, err
	}
	return parseKeys(value.text, fmt.Sprintf("%s in line %d of %s", value.name, value.line, o.envFile))
}

// An entryValue is an entry of a .env file.
type entryValue struct {
	name, text string
	line       int
}

// keyEntry returns the entry of a name, or of the usual ones for "".
func (e *envFile) keyEntry(name string) (*dotenv.Entry, entryValue, error) {
	if e.data == nil {
		return nil, entryValue{}, usagef("`envguard keygen fernet FERNET_KEY --into "+e.shown+"` makes one", "reading the keys: there is no file %s", e.shown)
	}
	names := []string{name}
	if name == "" {
		names = []string{"FERNET_KEYS", "FERNET_KEY"}
	}
	for _, n := range names {
		if entry := e.file.Lookup(n); entry != nil {
			return entry, entryValue{n, e.file.Value(entry), entry.Line}, nil
		}
	}
	if name == "" {
		return nil, entryValue{}, usagef("name the entry with --key NAME", "reading the keys: %s has no entry FERNET_KEYS or FERNET_KEY", e.shown)
	}
	return nil, entryValue{}, usagef("check the name; it is case-sensitive", "reading the keys: %s has no entry %s", e.shown, name)
}

func (c command) keysOfFile(o *options) ([]keys.Key, error) {
	f, err := os.Open(o.path(o.keyFile))
	if err != nil {
		return nil, usagef("check the path; it is taken from "+describeFolder(o.dir), "reading the keys: %w", err)
	}
	defer f.Close()
	if info, err := f.Stat(); err == nil && info.Mode().IsRegular() && runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0 {
		c.warn("other users of this machine can read %s (mode %04o): chmod 600 %s", o.keyFile, info.Mode().Perm(), o.keyFile)
	}
	text, err := io.ReadAll(io.LimitReader(f, maxKeyFile+1))
	switch {
	case err != nil:
		return nil, usagef("name a file with keys", "reading the keys: %w", err)
	case len(text) > maxKeyFile:
		return nil, usagef("name a file with keys alone", "reading the keys: %s is larger than %d bytes", o.keyFile, maxKeyFile)
	}
	var lines [][]byte
	for line := range bytes.Lines(bytes.TrimPrefix(text, []byte("\xef\xbb\xbf"))) {
		if !bytes.HasPrefix(bytes.TrimSpace(line), []byte("#")) {
			lines = append(lines, line)
		}
	}
	return parseKeys(string(bytes.Join(lines, nil)), o.keyFile)
}

// parseKeys reads a list of keys and says where it is from if it is none.
func parseKeys(text, from string) ([]keys.Key, error) {
	list, err := keys.ParseKeys(text)
	if err != nil {
		hint := "`envguard keygen fernet` makes a key"
		if errors.Is(err, keys.ErrKey) && len(text) > 0 {
			hint += "; a passphrase becomes one with `envguard keygen --derive`"
		}
		return nil, usagef(hint, "reading the keys from %s: %w", from, err)
	}
	return list, nil
}
