package gitsource

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"path"
	"strconv"
	"strings"

	"github.com/envguard/envguard/rules/gitignore"
)

// An ignorer tells whether git ignores a path, tracked or not.
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
		in.WriteString(p)
		in.WriteByte(0)
	}
	var out bytes.Buffer
	var stderr tailBuffer
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
			r.Source = gitignore.PerDir
		case strings.HasSuffix(file, "info/exclude"):
			r.Source = gitignore.Exclude
		}
		list[i] = r
	}
	return list, nil
}

// ignorer returns git's ignore rules for this work tree.
func (r *Repo) ignorer(ctx context.Context) (ignorer, error) {
	if g := r.gitEngine(); g != nil {
		return &gitIgnorer{ctx, g}, nil
	}
	g, err := openGit(r.at)
	if err != nil {
		return nil, err
	}
	return &gitIgnorer{ctx, g}, nil
}
