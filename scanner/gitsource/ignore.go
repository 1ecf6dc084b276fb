package gitsource

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/envguard/envguard/rules/gitignore"
)

// An ignorer reports whether git ignores a path, tracked or not.
type ignorer interface {
	// match answers for a file.
	match(path string) (gitignore.Result, error)
	// ignores answers for a file or a folder whose parents are not ignored.
	ignores(path string, dir bool) (bool, error)
}

// A gitIgnorer asks `git check-ignore`.
type gitIgnorer struct {
	ctx context.Context
	git *gitEngine
}

func (g *gitIgnorer) ignores(path string, _ bool) (bool, error) {
	res, err := g.ask([]string{path})
	if err != nil {
		return false, err
	}
	return res[0].Ignored, nil
}

func (g *gitIgnorer) match(path string) (gitignore.Result, error) {
	var ask []string
	for i := range len(path) {
		if path[i] == '/' {
			ask = append(ask, path[:i])
		}
	}
	all, err := g.ask(append(ask, path))
	if err != nil {
		return gitignore.Result{}, err
	}
	res := all[len(all)-1]
	for i, p := range ask {
		if all[i].Ignored {
			res.Parent = p
			break
		}
	}
	return res, nil
}

// ask returns git's answer for each path.
func (g *gitIgnorer) ask(paths []string) ([]gitignore.Result, error) {
	args := []string{"check-ignore", "-z", "-v", "-n", "--no-index", "--stdin"}
	cmd := g.git.command(g.ctx, args...)
	var in strings.Builder
	for _, p := range paths {
		if p[0] == ':' { // the start of pathspec magic
			in.WriteString("./")
		}
		in.WriteString(p)
		in.WriteByte(0)
	}
	var out bytes.Buffer
	var stderr headBuffer
	cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(in.String()), &out, &stderr
	// Exit status 1 means that nothing is ignored.
	if err := cmd.Run(); err != nil && (cmd.ProcessState == nil || cmd.ProcessState.ExitCode() != 1) {
		return nil, g.git.failed(g.ctx, args, stderr.b.Bytes(), err)
	}
	fields := strings.Split(out.String(), "\x00")
	if len(fields) != 4*len(paths)+1 {
		return nil, fmt.Errorf("git check-ignore: %w", io.ErrUnexpectedEOF)
	}
	list := make([]gitignore.Result, len(paths))
	for i := range list {
		file, line, pattern := fields[4*i], fields[4*i+1], fields[4*i+2]
		if pattern == "" {
			continue
		}
		r := gitignore.Result{File: file, Pattern: pattern, Ignored: pattern[0] != '!'}
		r.Line, _ = strconv.Atoi(line)
		switch {
		case path.Base(file) == ".gitignore" && !path.IsAbs(file) && !strings.HasPrefix(file, "~"):
			r.Source, r.Shared = gitignore.PerDir, r.Ignored
		case strings.HasSuffix(file, "info/exclude"):
			r.Source = gitignore.Exclude
		}
		list[i] = r
	}
	return list, nil
}

// A matchIgnorer asks the own matcher.
type matchIgnorer struct{ m *gitignore.Matcher }

func (i matchIgnorer) match(path string) (gitignore.Result, error) { return i.m.Lookup(path, false) }

func (i matchIgnorer) ignores(path string, dir bool) (bool, error) {
	r, err := i.m.Lookup(path, dir)
	return r.Ignored, err
}

// ignorer returns git's ignore rules for this work tree. git itself is asked
// where its configuration cannot be made out.
func (r *Repo) ignorer(ctx context.Context) (ignorer, error) {
	c, err := r.at.config()
	if err == nil && len(c.unsure) == 0 {
		var m *gitignore.Matcher
		if m, err = r.matcher(c); err == nil {
			return matchIgnorer{m}, nil
		}
		if errors.Is(err, errSpecial) {
			return nil, fmt.Errorf("reading git's ignore rules: %w", err) // git would wait for ever
		}
	}
	g := r.gitEngine()
	if g == nil {
		var gitErr error
		if g, gitErr = openGit(r.at); gitErr != nil {
			if err == nil {
				err = gitErr
			}
			return nil, fmt.Errorf("reading git's ignore rules: %w", err)
		}
	}
	return &gitIgnorer{ctx, g}, nil
}

// matcher reads the ignore files that are not in the work tree.
func (r *Repo) matcher(c *gitConfig) (*gitignore.Matcher, error) {
	fold, err := c.getBool("core.ignorecase", false)
	if err != nil {
		return nil, err
	}
	m := gitignore.New(fold)
	global := ""
	if s, ok := c.get("core.excludesfile"); ok {
		if global, err = s.path(r.at.env); err != nil {
			return nil, err
		}
	} else if xdg := r.at.env("XDG_CONFIG_HOME"); xdg != "" {
		global = filepath.Join(xdg, "git", "ignore")
	} else if home := homeDir(r.at.env); home != "" {
		global = filepath.Join(home, ".config", "git", "ignore")
	}
	if global != "" {
		global = absIn(r.at.workTree, global)
		if err := r.addIgnoreFile(m, gitignore.Global, global, openLinked); err != nil {
			return nil, err
		}
	}
	if err := r.addIgnoreFile(m, gitignore.Exclude, filepath.Join(r.at.commonDir, "info", "exclude"), openPlain); err != nil {
		return nil, err
	}
	m.Lazy = func(dir string) (string, []byte, error) {
		file := ".gitignore"
		if dir != "" {
			file = dir + "/" + file
		}
		f, err := openRegular(r.onDisk(file))
		if err != nil {
			// git does not follow a .gitignore that is a symbolic link.
			if info, e := os.Lstat(r.onDisk(file)); e == nil && info.Mode().IsRegular() {
				return file, nil, err
			}
			return file, nil, nil
		}
		data, err := readAll(f)
		return file, data, err
	}
	return m, nil
}

// addIgnoreFile adds a file that need not exist.
func (r *Repo) addIgnoreFile(m *gitignore.Matcher, source gitignore.Source, name string, open func(string) (*os.File, error)) error {
	f, err := open(name)
	if err != nil {
		if isAbsent(err) {
			return nil
		}
		return err
	}
	data, err := readAll(f)
	if err != nil {
		return err
	}
	shown := name
	if rel, err := filepath.Rel(r.at.workTree, name); err == nil && filepath.IsLocal(rel) {
		shown = filepath.ToSlash(rel)
	}
	m.AddFile(source, "", shown, data)
	return nil
}
