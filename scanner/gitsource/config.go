package gitsource

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
)

// A configScope says where a setting comes from, in rising precedence.
type configScope uint8

const (
	scopeSystem configScope = iota
	scopeGlobal
	scopeLocal
	scopeWorktree
	scopeCommand
)

// maxConfigFile bounds a configuration file; real ones have a few kilobytes.
const maxConfigFile = 16 << 20

// maxConfigDepth bounds nested includes, as git does.
const maxConfigDepth = 10

// A setting is one variable of git's configuration.
type setting struct {
	key      string // section and variable in lower case, a sub-section as written
	value    string
	implicit bool // written without "=", which means true
	scope    configScope
	origin   string // the file, or "command line"
}

// gitConfig holds the settings that this package needs: core.*, extensions.*
// and remote.*.promisor, in order of precedence.
type gitConfig struct {
	settings []setting
	// unsure names conditional includes that were not evaluated.
	unsure []string
}

// get returns the last value of a key. The key's section and variable must be
// in lower case.
func (c *gitConfig) get(key string) (setting, bool) {
	for i := len(c.settings) - 1; i >= 0; i-- {
		if c.settings[i].key == key {
			return c.settings[i], true
		}
	}
	return setting{}, false
}

// getBool returns the value of a key as git's boolean.
func (c *gitConfig) getBool(key string, missing bool) (bool, error) {
	s, ok := c.get(key)
	if !ok {
		return missing, nil
	}
	return s.bool()
}

// bool reads a value as git's boolean.
func (s setting) bool() (bool, error) {
	if s.implicit {
		return true, nil
	}
	switch strings.ToLower(s.value) {
	case "true", "yes", "on":
		return true, nil
	case "", "false", "no", "off":
		return false, nil
	}
	n, err := strconv.ParseInt(strings.TrimRight(s.value, "kKmMgG"), 0, 64)
	if err != nil {
		return false, fmt.Errorf("bad boolean for %s in %s", s.key, s.origin)
	}
	return n != 0, nil
}

// path reads a value as a path: ~/ is the home directory and ~user is not
// known. A relative path is left as it is.
func (s setting) path(env func(string) string) (string, error) {
	v := strings.TrimPrefix(s.value, ":(optional)")
	if !strings.HasPrefix(v, "~") {
		return v, nil
	}
	if v == "~" || strings.HasPrefix(v, "~/") {
		if home := homeDir(env); home != "" {
			return filepath.Join(home, v[1:]), nil
		}
	}
	return "", fmt.Errorf("cannot expand %s in %s", s.key, s.origin)
}

// homeDir returns the user's home directory, or nothing.
func homeDir(env func(string) string) string {
	if h := env("HOME"); h != "" {
		return h
	}
	if runtime.GOOS == "windows" {
		return env("USERPROFILE")
	}
	return ""
}

// wanted says whether a key is one that this package needs.
func wanted(key string) bool {
	return strings.HasPrefix(key, "core.") || strings.HasPrefix(key, "extensions.") ||
		strings.HasPrefix(key, "remote.") && strings.HasSuffix(key, ".promisor")
}

// config returns git's settings for this repository: system, global, local,
// work tree and command line. It is read once.
func (l *location) config() (*gitConfig, error) {
	l.configOnce.Do(func() { l.fullConfig, l.configErr = l.readConfig() })
	return l.fullConfig, l.configErr
}

func (l *location) readConfig() (*gitConfig, error) {
	r := configReader{loc: l, env: l.env, out: &gitConfig{}, follow: true}
	if !envTrue(l.env("GIT_CONFIG_NOSYSTEM")) {
		if p := l.env("GIT_CONFIG_SYSTEM"); p != "" {
			r.scope = scopeSystem
			if err := r.file(p, 0); err != nil {
				return nil, err
			}
		} else {
			for _, p := range systemConfigFiles(l.env) {
				r.scope = scopeSystem
				if err := r.file(p, 0); err != nil {
					return nil, err
				}
			}
		}
	}
	r.scope = scopeGlobal
	for _, p := range globalConfigFiles(l.env) {
		if err := r.file(p, 0); err != nil {
			return nil, err
		}
	}
	r.scope = scopeLocal
	if err := r.file(filepath.Join(l.commonDir, "config"), 0); err != nil {
		return nil, err
	}
	if l.worktreeConfig {
		r.scope = scopeWorktree
		if err := r.file(filepath.Join(l.gitDir, "config.worktree"), 0); err != nil {
			return nil, err
		}
	}
	r.scope = scopeCommand
	if err := r.environment(); err != nil {
		return nil, err
	}
	return r.out, nil
}

func envTrue(v string) bool {
	b, err := setting{value: v}.bool()
	return err == nil && b
}

// systemConfigFiles guesses the path that is compiled into git.
func systemConfigFiles(env func(string) string) []string {
	switch runtime.GOOS {
	case "windows":
		if p := env("PROGRAMFILES"); p != "" {
			return []string{filepath.Join(p, "Git", "etc", "gitconfig")}
		}
		return nil
	case "darwin":
		return []string{"/etc/gitconfig", "/usr/local/etc/gitconfig", "/opt/homebrew/etc/gitconfig"}
	}
	return []string{"/etc/gitconfig"}
}

func globalConfigFiles(env func(string) string) []string {
	if p := env("GIT_CONFIG_GLOBAL"); p != "" {
		return []string{p}
	}
	home := homeDir(env)
	var files []string
	if x := env("XDG_CONFIG_HOME"); x != "" {
		files = append(files, filepath.Join(x, "git", "config"))
	} else if home != "" {
		files = append(files, filepath.Join(home, ".config", "git", "config"))
	}
	if home != "" {
		files = append(files, filepath.Join(home, ".gitconfig"))
	}
	return files
}

// readPlainConfig reads the settings of one file without following includes.
// A file that does not exist has none.
func readPlainConfig(path string, env func(string) string) (*gitConfig, error) {
	r := configReader{env: env, out: &gitConfig{}, scope: scopeLocal}
	return r.out, r.file(path, 0)
}

// A configReader collects settings from files.
type configReader struct {
	loc    *location // nil when nothing is known of the repository yet
	env    func(string) string
	out    *gitConfig
	scope  configScope
	follow bool // includes
}

func (r *configReader) file(path string, depth int) error {
	if depth > maxConfigDepth {
		return fmt.Errorf("reading git's configuration: includes are nested too deep at %s", path)
	}
	info, err := os.Stat(path)
	switch {
	case isAbsent(err):
		return nil
	case err != nil:
		// git too goes on without a file of the user or the system that it
		// may not read.
		if errors.Is(err, fs.ErrPermission) && r.scope <= scopeGlobal {
			return nil
		}
		return fmt.Errorf("reading git's configuration: %w", err)
	case info.IsDir():
		return fmt.Errorf("reading git's configuration: %s is a directory", path)
	case info.Size() > maxConfigFile:
		return fmt.Errorf("reading git's configuration: %s is too large", path)
	}
	read := readLinked // people keep their own settings where they like
	if r.scope >= scopeLocal && depth == 0 {
		read = readPlain
	}
	data, err := read(path, maxConfigFile)
	if err != nil {
		if errors.Is(err, fs.ErrPermission) && r.scope <= scopeGlobal {
			return nil
		}
		return fmt.Errorf("reading git's configuration: %w", err)
	}
	err = parseConfig(data, func(key, value string, implicit bool) error {
		return r.variable(setting{key: key, value: value, implicit: implicit, scope: r.scope, origin: path}, path, depth)
	})
	if err != nil {
		return fmt.Errorf("reading git's configuration %s: %w", path, err)
	}
	return nil
}

func (r *configReader) variable(s setting, path string, depth int) error {
	if wanted(s.key) {
		r.out.settings = append(r.out.settings, s)
		return nil
	}
	if !r.follow || !strings.HasPrefix(s.key, "include") || !strings.HasSuffix(s.key, ".path") {
		return nil
	}
	if cond, ok := strings.CutPrefix(strings.TrimSuffix(s.key, ".path"), "includeif."); ok {
		yes, known := r.condition(cond, path)
		if !known {
			r.out.unsure = append(r.out.unsure, cond)
		}
		if !yes {
			return nil
		}
	} else if s.key != "include.path" {
		return nil
	}
	p, err := s.path(r.env)
	if err != nil || p == "" {
		return err
	}
	if !filepath.IsAbs(p) {
		p = filepath.Join(filepath.Dir(path), p)
	}
	return r.file(p, depth+1)
}

// condition evaluates an includeIf.
func (r *configReader) condition(cond, file string) (yes, known bool) {
	kind, pattern, ok := strings.Cut(cond, ":")
	if !ok || r.loc == nil {
		return false, false
	}
	fold := false
	switch kind {
	case "gitdir":
	case "gitdir/i":
		fold = true
	case "onbranch":
		ref, err := readSymbolic(r.loc.gitDir)
		branch, isBranch := strings.CutPrefix(ref, "refs/heads/")
		if err != nil || !isBranch {
			return false, err == nil
		}
		if strings.HasSuffix(pattern, "/") {
			pattern += "**"
		}
		return globMatch(pattern, branch), true
	default:
		return false, false
	}
	switch {
	case strings.HasPrefix(pattern, "~/"):
		pattern = filepath.ToSlash(homeDir(r.env)) + pattern[1:]
	case strings.HasPrefix(pattern, "./"):
		pattern = filepath.ToSlash(filepath.Dir(file)) + pattern[1:]
	case !filepath.IsAbs(pattern) && !strings.HasPrefix(pattern, "/"):
		pattern = "**/" + pattern
	}
	if strings.HasSuffix(pattern, "/") {
		pattern += "**"
	}
	dirs := []string{r.loc.gitDir}
	if real, err := filepath.EvalSymlinks(r.loc.gitDir); err == nil && real != r.loc.gitDir {
		dirs = append(dirs, real)
	}
	for _, d := range dirs {
		d = filepath.ToSlash(d)
		if fold {
			d, pattern = strings.ToLower(d), strings.ToLower(pattern)
		}
		if globMatch(pattern, d) {
			return true, true
		}
	}
	return false, true
}

// environment reads the settings of `git -c` and of GIT_CONFIG_COUNT.
func (r *configReader) environment() error {
	const origin = "command line"
	add := func(key, value string, implicit bool) error {
		key, err := canonicalKey(key)
		if err != nil {
			return err
		}
		return r.variable(setting{key: key, value: value, implicit: implicit, scope: scopeCommand, origin: origin}, origin, 0)
	}
	if v := r.env("GIT_CONFIG_COUNT"); v != "" {
		n, err := strconv.Atoi(v)
		if err != nil || n < 0 || n > 1<<16 {
			return errors.New("reading git's configuration: bad GIT_CONFIG_COUNT")
		}
		for i := range n {
			k := r.env("GIT_CONFIG_KEY_" + strconv.Itoa(i))
			if err := add(k, r.env("GIT_CONFIG_VALUE_"+strconv.Itoa(i)), false); err != nil {
				return fmt.Errorf("reading git's configuration: GIT_CONFIG_KEY_%d: %w", i, err)
			}
		}
	}
	if v := r.env("GIT_CONFIG_PARAMETERS"); v != "" {
		if err := parseParameters(v, add); err != nil {
			return fmt.Errorf("reading git's configuration: GIT_CONFIG_PARAMETERS: %w", err)
		}
	}
	return nil
}

// parseParameters reads what `git -c` hands to its children: 'key'='value',
// and from an older git 'key=value'.
func parseParameters(v string, add func(key, value string, implicit bool) error) error {
	quoted := func() (string, bool) {
		var b strings.Builder
		for strings.HasPrefix(v, "'") {
			s, rest, ok := strings.Cut(v[1:], "'")
			if !ok {
				return "", false
			}
			b.WriteString(s)
			v = rest
			// '\'' and '\!' mean the character itself.
			if len(v) >= 3 && v[0] == '\\' && v[2] == '\'' {
				b.WriteByte(v[1])
				v = v[2:]
				continue
			}
			return b.String(), true
		}
		return "", false
	}
	for {
		v = strings.TrimLeft(v, " \t\n")
		if v == "" {
			return nil
		}
		key, ok := quoted()
		if !ok {
			return errors.New("bad quoting")
		}
		value, implicit := "", false
		if strings.HasPrefix(v, "=") {
			v = v[1:]
			if strings.HasPrefix(v, "'") {
				if value, ok = quoted(); !ok {
					return errors.New("bad quoting")
				}
			} else {
				implicit = true
			}
		} else {
			key, value, ok = strings.Cut(key, "=")
			implicit = !ok
		}
		if err := add(key, value, implicit); err != nil {
			return err
		}
	}
}

// canonicalKey lowers section and variable and keeps the sub-section.
func canonicalKey(key string) (string, error) {
	first, last := strings.IndexByte(key, '.'), strings.LastIndexByte(key, '.')
	if first <= 0 || last == len(key)-1 {
		return "", errors.New("key without a section or a name")
	}
	return strings.ToLower(key[:first]) + key[first:last] + strings.ToLower(key[last:]), nil
}
