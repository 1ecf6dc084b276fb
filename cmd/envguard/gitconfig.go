package main

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"strings"
)

// git runs the git executable in a folder. Configuration is written through it
// and not by hand: it knows the files, their syntax and their locks.
func git(ctx context.Context, dir string, args ...string) (string, error) {
	var stderr strings.Builder
	cmd := exec.CommandContext(ctx, "git", args...)
	cmd.Dir, cmd.Stderr = dir, &stderr
	out, err := cmd.Output()
	if err == nil {
		return strings.TrimSuffix(string(out), "\n"), nil
	}
	if errors.Is(err, exec.ErrNotFound) {
		return "", usagef("install git, or put it on PATH", "running git: %w", err)
	}
	if text := strings.TrimSpace(stderr.String()); text != "" {
		return "", fmt.Errorf("running git %s: %w: %s", args[0], err, text)
	}
	return "", fmt.Errorf("running git %s: %w", args[0], err)
}

// configValue returns a setting, and false if it is not set. Scope is
// "--global", "--local" or "" for what is in force.
func configValue(ctx context.Context, dir, scope, key string) (string, bool, error) {
	args := []string{"config"}
	if scope != "" {
		args = append(args, scope)
	}
	v, err := git(ctx, dir, append(args, "--type=path", "--get", key)...)
	var exit *exec.ExitError
	switch {
	case err == nil:
		return v, true, nil
	case errors.As(err, &exit) && exit.ExitCode() == 1:
		return "", false, nil
	}
	return "", false, err
}
