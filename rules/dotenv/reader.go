package dotenv

import (
	"fmt"
	"strings"
)

// A Reader is a program or library that reads .env files. Each has its own
// idea of the format.
type Reader uint8

// The readers, each in the version whose sources were compared (see
// testdata/cases.json and the tests against the real ones).
const (
	Decouple      Reader = iota // python-decouple, RepositoryEnv
	PythonDotenv                // python-dotenv, dotenv_values and load_dotenv
	DjangoEnviron               // django-environ, Env.read_env
	NodeDotenv                  // dotenv for Node, without dotenv-expand
	Godotenv                    // github.com/joho/godotenv
	Compose                     // docker compose: .env and env_file
	DockerEnvFile               // docker run --env-file
	Systemd                     // EnvironmentFile= of a unit
	Bash                        // set -a; . ./.env
	Ruby                        // the gem dotenv
	Symfony                     // symfony/dotenv
	Phpdotenv                   // vlucas/phpdotenv, which Laravel uses
	Next                        // @next/env, which Next.js reads with
	DotenvExpand                // dotenv with dotenv-expand, as Vite and Nest use it
	NodeEnvFile                 // node --env-file

	numReaders
)

// String returns the reader's name, which [ParseReader] takes.
func (r Reader) String() string {
	switch r {
	case Decouple:
		return "python-decouple"
	case PythonDotenv:
		return "python-dotenv"
	case DjangoEnviron:
		return "django-environ"
	case NodeDotenv:
		return "node-dotenv"
	case Godotenv:
		return "godotenv"
	case Compose:
		return "compose"
	case DockerEnvFile:
		return "docker-env-file"
	case Systemd:
		return "systemd"
	case Bash:
		return "bash"
	case Ruby:
		return "ruby-dotenv"
	case Symfony:
		return "symfony"
	case Phpdotenv:
		return "phpdotenv"
	case Next:
		return "next"
	case DotenvExpand:
		return "dotenv-expand"
	case NodeEnvFile:
		return "node-env-file"
	}
	return fmt.Sprintf("reader(%d)", uint8(r))
}

// MarshalText implements [encoding.TextMarshaler].
func (r Reader) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// Readers returns all readers in their order.
func Readers() []Reader {
	all := make([]Reader, numReaders)
	for i := range all {
		all[i] = Reader(i)
	}
	return all
}

// ParseReader returns the reader of that name. Usual other names are taken as
// well: decouple, node, docker, sh, ruby, laravel, vite.
func ParseReader(name string) (Reader, error) {
	name = strings.ToLower(name)
	for _, r := range Readers() {
		if r.String() == name {
			return r, nil
		}
	}
	switch name {
	case "decouple":
		return Decouple, nil
	case "dotenv-python":
		return PythonDotenv, nil
	case "environ":
		return DjangoEnviron, nil
	case "node", "dotenv":
		return NodeDotenv, nil
	case "go":
		return Godotenv, nil
	case "docker-compose":
		return Compose, nil
	case "docker":
		return DockerEnvFile, nil
	case "sh", "shell", "direnv":
		return Bash, nil
	case "ruby", "rails":
		return Ruby, nil
	case "php", "laravel":
		return Phpdotenv, nil
	case "nextjs", "next.js":
		return Next, nil
	case "vite", "nest", "nestjs":
		return DotenvExpand, nil
	}
	var names []string
	for _, r := range Readers() {
		names = append(names, r.String())
	}
	return 0, fmt.Errorf("no reader of .env files is called %q; there are %s", name, strings.Join(names, ", "))
}

// A Var is a variable as a reader sees it.
type Var struct {
	Key   string
	Value string
	Line  int // where the value's entry begins, from 1
	// Unset is set for a name without a value: the reader knows the name, but
	// gives it no value and passes nothing on.
	Unset bool
}

// A Problem is a line that a reader passes over without failing, with or
// without a warning of its own.
type Problem struct {
	Line   int
	Reason string // never holds a value
}

// A Reading is a file as one reader sees it.
type Reading struct {
	Reader   Reader
	Vars     []Var     // in the order of their first appearance, each name once, with the value that counts
	Problems []Problem // lines that the reader skips

	index map[string]int
}

// Value returns a variable's value. It reports false if the reader gives the
// variable none.
func (r *Reading) Value(key string) (string, bool) {
	v, ok := r.Var(key)
	return v.Value, ok && !v.Unset
}

// Var returns a variable, with or without a value.
func (r *Reading) Var(key string) (Var, bool) {
	i, ok := r.index[key]
	if !ok {
		return Var{}, false
	}
	return r.Vars[i], true
}

func (r *Reading) set(v Var) {
	if r.index == nil {
		r.index = map[string]int{}
	}
	if i, ok := r.index[v.Key]; ok {
		r.Vars[i] = v
		return
	}
	r.index[v.Key] = len(r.Vars)
	r.Vars = append(r.Vars, v)
}

func (r *Reading) skip(line int, reason string) {
	r.Problems = append(r.Problems, Problem{line, reason})
}

// A ReadError says why a reader cannot read a file, or why it is not known what
// it would make of it. It never holds a value.
type ReadError struct {
	Reader Reader
	Line   int // from 1, or 0 if it is not about a line
	Reason string
	// Unknown is set where the reader may well read the file, but how cannot
	// be distinguished from the file alone, such as with the output of a command.
	Unknown bool
	// Panic is set where the reader crashes.
	Panic bool
}

func (e *ReadError) Error() string {
	if e.Unknown && e.Line == 0 {
		return fmt.Sprintf("what %s makes of the file is not known: %s", e.Reader, e.Reason)
	}
	if e.Unknown {
		return fmt.Sprintf("what %s makes of line %d is not known: %s", e.Reader, e.Line, e.Reason)
	}
	if e.Line == 0 {
		return fmt.Sprintf("%s cannot read the file: %s", e.Reader, e.Reason)
	}
	return fmt.Sprintf("%s cannot read line %d: %s", e.Reader, e.Line, e.Reason)
}

// Read returns all variables as a reader sees them. env gives the variables of
// the environment for readers that put them into values; nil means an
// empty environment. Nothing is ever executed.
//
// The error is a [*ReadError]. The reading is never nil: with an error it holds
// what the reader has set until then, which is nothing for all but a shell.
// The time is linear in the size of the file and its values.
func (f *File) Read(r Reader, env func(string) (string, bool)) (*Reading, error) {
	if env == nil {
		env = func(string) (string, bool) { return "", false }
	}
	return read(f.data, r, env)
}

// ValueFor returns the value that a reader gives a variable, in an empty
// environment. It reports false if the reader gives it none.
func (f *File) ValueFor(key string, r Reader) (string, bool, error) {
	reading, err := f.Read(r, nil)
	if err != nil {
		return "", false, err
	}
	value, ok := reading.Value(key)
	return value, ok, nil
}
