package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/envguard/envguard/rules/fileclass"
	"github.com/envguard/envguard/rules/recipe"
	"github.com/envguard/envguard/scanner/gitsource"
)

// hookPatience is how long the hook may take. A hook that runs a project's tests is slow.
const hookPatience = 5 * time.Minute

// graphicalPath is the PATH of a program that was not started from a shell.
const graphicalPath = "/usr/bin:/bin:/usr/sbin:/sbin"

// A canary is a made-up token that is about to be committed, in a place of its own.
type canary struct {
	dir  string // the temporary folder
	name string // the file that holds the token
	env  []string
}

// A reaction is what a hook does about a canary.
type reaction int

const (
	refused reaction = iota // by envguard, which named the canary
	passed                  // the commit would be made
	failed                  // for another reason
)

// tryCanary runs the hook with a secret staged, and explains what it does.
func (d *checkup) tryCanary(ctx context.Context, h hook, script []byte) {
	can, err := d.newCanary(ctx)
	if can != nil {
		defer os.RemoveAll(can.dir)
	}
	if err != nil {
		d.add(unsure, "", "the hook could not be tested: %v", err)
		return
	}
	result, said := can.run(ctx, h, "")
	switch result {
	case refused:
		d.add(fine, "", "the hook %s refused a made-up token", shownPath(h.path()))
	case passed:
		what, do := d.whyPassed(h, script)
		d.add(unguarded, do, "the hook %s let a made-up token pass: %s", shownPath(h.path()), what)
		return
	case failed:
		d.add(unsure, "commit something without a secret to see why", "the hook %s failed before envguard judged a made-up token: %s", shownPath(h.path()), said)
		return
	}
	if runtime.GOOS == "windows" {
		return
	}
	switch result, said = can.run(ctx, h, graphicalPath); result {
	case passed:
		d.add(unguarded, "give the full path of envguard in the hook", "with the PATH of a graphical client (%s) the hook %s lets a made-up token pass", graphicalPath, shownPath(h.path()))
	case failed:
		d.add(warned, "give the full path of envguard in the hook, or run `envguard install`", "with the PATH of a graphical client (%s) the hook %s fails: %s", graphicalPath, shownPath(h.path()), said)
	}
}

// whyPassed says why a hook that runs does not refuse a secret.
func (d *checkup) whyPassed(h hook, script []byte) (what, do string) {
	for _, v := range []struct{ name, value string }{{"HUSKY", "0"}, {"LEFTHOOK", "0"}, {"LEFTHOOK", "false"}} {
		if os.Getenv(v.name) == v.value {
			return v.name + "=" + v.value + " in the environment turns hooks off", "unset " + v.name
		}
	}
	for _, name := range []string{"SKIP", "LEFTHOOK_EXCLUDE"} {
		if strings.Contains(os.Getenv(name), "envguard") {
			return name + " in the environment leaves envguard out", "unset " + name
		}
	}
	if oursAt(h.path()+".old") || oursAt(filepath.Join(d.repo.CommonDir(), "hooks", h.name+".old")) {
		return "the hook of envguard was renamed to " + h.name + ".old, as lefthook does", d.installAdvice()
	}
	if isOurs(script) {
		return "envguard ran, and its configuration, ignore file or version lets it pass", "see .envguard.toml and .envguardignore"
	}
	what = "another program wrote it, and it does not run envguard"
	if f := writerOf(script); f != nil {
		what = f.name + " wrote it, and "
		if file, ok := f.runs(d.top, h.name); ok {
			return what + file + " runs envguard, without effect", "look for || true and for stages there"
		}
		what += "its configuration does not run envguard"
	} else if callsEnvguard(string(script), h.name) {
		return "it calls envguard, without effect", "look for || true and for conditions there"
	}
	if own := filepath.Join(d.repo.CommonDir(), "hooks", h.name); !samePath(own, h.path()) && oursAt(own) {
		what += "; the hook of envguard in " + shownPath(filepath.Dir(own)) + " does not run, as core.hooksPath names another folder"
	}
	return what, d.installAdvice()
}

// newCanary makes a work tree, an index and an object store with a token. The
// canary is returned with the error, too, if there is something to remove.
func (d *checkup) newCanary(ctx context.Context) (*canary, error) {
	dir, err := os.MkdirTemp("", "envguard-doctor-")
	if err != nil {
		return nil, fmt.Errorf("making a temporary folder: %w", err)
	}
	var seed [16]byte
	_, _ = rand.Read(seed[:]) // it never fails
	can := &canary{dir: dir, name: "envguard_canary_" + hex.EncodeToString(seed[:4]) + ".py"}
	tree, objects := filepath.Join(dir, "tree"), filepath.Join(dir, "objects")
	if err := errors.Join(os.Mkdir(tree, 0o700), os.Mkdir(objects, 0o700)); err != nil {
		return can, err
	}
	if err := copySettings(d.top, tree); err != nil {
		return can, fmt.Errorf("copying the settings of hooks: %w", err)
	}
	line, _ := recipe.ExpandSeed("github_token = \"{crc:github:ghp_}\"\n", hex.EncodeToString(seed[:]))
	if err := os.WriteFile(filepath.Join(tree, can.name), []byte(line), 0o600); err != nil {
		return can, err
	}
	store := os.Getenv("GIT_OBJECT_DIRECTORY")
	if store == "" {
		store = filepath.Join(d.repo.CommonDir(), "objects")
	}
	if more := os.Getenv("GIT_ALTERNATE_OBJECT_DIRECTORIES"); more != "" {
		store += string(os.PathListSeparator) + more
	}
	can.env = append(
		withoutLocal(os.Environ()), "GIT_DIR="+d.repo.GitDir(), "GIT_WORK_TREE="+tree,
		"GIT_INDEX_FILE="+filepath.Join(dir, "index"), "GIT_OBJECT_DIRECTORY="+objects,
		"GIT_ALTERNATE_OBJECT_DIRECTORIES="+store, "GIT_EDITOR=:", "PWD="+tree,
	)
	keep, err := d.stagedSettings(ctx)
	if err != nil {
		return can, fmt.Errorf("reading the index: %w", err)
	}
	id, err := can.git(ctx, line, "hash-object", "-w", "--no-filters", "--stdin")
	if err != nil {
		return can, err
	}
	_, err = can.git(ctx, keep+"100644 "+id+"\t"+can.name+"\x00", "update-index", "-z", "--index-info")
	return can, err
}

// stagedSettings returns the entries of the index for the files that copySettings
// copies: envguard reads its own settings from there.
func (d *checkup) stagedSettings(ctx context.Context) (string, error) {
	index := d.repo.IndexFile()
	info, err := os.Lstat(index)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "", nil
	case err != nil:
		return "", err
	case !info.Mode().IsRegular():
		return "", fmt.Errorf("%s is no plain file", index)
	}
	env := append(withoutLocal(os.Environ()), "GIT_DIR="+d.repo.GitDir(), "GIT_WORK_TREE="+d.top, "GIT_INDEX_FILE="+index)
	entries, err := runQuiet(ctx, d.top, env, "", "ls-files", "-s", "-z")
	if err != nil {
		return "", err
	}
	var keep strings.Builder
	for e := range strings.SplitSeq(entries, "\x00") {
		_, path, ok := strings.Cut(e, "\t")
		if first, _, below := strings.Cut(path, "/"); ok && (!below || slices.Contains(settingFolders, first)) && strings.HasPrefix(e, "100") {
			keep.WriteString(e + "\x00")
		}
	}
	return keep.String(), nil
}

// quietGit are the settings with which git runs no program of the repository.
func quietGit() []string {
	return []string{"-c", "core.hooksPath=" + os.DevNull, "-c", "core.fsmonitor=false", "-c", "core.attributesFile=" + os.DevNull}
}

// gitPatience is how long git may take to write one entry.
const gitPatience = 30 * time.Second

// runQuiet runs git without the programs of the repository.
func runQuiet(ctx context.Context, dir string, env []string, input string, args ...string) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, gitPatience)
	defer cancel()
	cmd := exec.CommandContext(ctx, "git", append(quietGit(), args...)...)
	cmd.Dir, cmd.Env, cmd.Stdin, cmd.WaitDelay = dir, env, strings.NewReader(input), time.Second
	return finish(cmd)
}

// git runs git on the canary's index.
func (can *canary) git(ctx context.Context, input string, args ...string) (string, error) {
	out, err := runQuiet(ctx, filepath.Join(can.dir, "tree"), can.env, input, args...)
	if err != nil {
		return "", fmt.Errorf("preparing a temporary index: %w", err)
	}
	return out, nil
}

// run runs the hook and returns what it does, and the first thing that it says.
func (can *canary) run(ctx context.Context, h hook, path string) (reaction, string) {
	ctx, cancel := context.WithTimeout(ctx, hookPatience)
	defer cancel()
	env := can.env
	if path != "" {
		env = append(slices.Clip(env), "PATH="+path)
	}
	gitPath, err := exec.LookPath("git")
	if err != nil {
		return failed, err.Error()
	}
	// The setting is as it is, but a relative one would be looked for in the temporary
	// work tree.
	out, err := can.exec(ctx, env, gitPath, "-c", "core.hooksPath="+h.dir, "hook", "run", h.name)
	if strings.Contains(out, "'hook' is not a git command") { // before 2.36
		out, err = can.exec(ctx, env, h.path())
	}
	switch {
	case err == nil:
		return passed, ""
	case strings.Contains(out, can.name):
		return refused, ""
	case ctx.Err() != nil:
		return failed, "it took longer than " + hookPatience.String()
	case strings.TrimSpace(out) == "":
		return failed, err.Error()
	}
	return failed, firstLine(out)
}

func (can *canary) exec(ctx context.Context, env []string, name string, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir, cmd.Env, cmd.WaitDelay = filepath.Join(can.dir, "tree"), env, time.Second
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	err := cmd.Run()
	return out.String(), err
}

// settingFolders hold the settings and parts of hooks; toolFolders programs that hooks run.
var (
	settingFolders = []string{".husky", ".config", ".lefthook"}
	toolFolders    = []string{"node_modules", ".venv", "venv"}
)

// copySettings copies what hooks read, so that a hook that writes does not change the
// work tree: plain files at the top, and the folders of hook tools.
func copySettings(top, tree string) error {
	entries, err := os.ReadDir(top)
	if err != nil {
		return err
	}
	for _, e := range entries {
		from, to := filepath.Join(top, e.Name()), filepath.Join(tree, e.Name())
		switch {
		case e.Type().IsRegular():
			err = copySetting(from, to)
		case e.IsDir() && slices.Contains(settingFolders, e.Name()):
			err = copySettingFolder(from, to)
		case slices.Contains(toolFolders, e.Name()):
			err = os.Symlink(from, to)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// maxSetting is how large a file is that is copied.
const maxSetting = 1 << 20

func copySetting(from, to string) error {
	info, err := os.Lstat(from)
	if err != nil || !info.Mode().IsRegular() || info.Size() > maxSetting {
		return err
	}
	switch fileclass.Classify(filepath.Base(from)) {
	case fileclass.Private, fileclass.Backup, fileclass.Keys:
		return nil // a second copy of a secret helps nobody
	}
	data, err := gitsource.ReadRegular(from)
	if errors.Is(err, fs.ErrPermission) {
		return nil
	}
	if err != nil {
		return err
	}
	return os.WriteFile(to, data, info.Mode().Perm()&0o700|0o600)
}

func copySettingFolder(from, to string) error {
	return filepath.WalkDir(from, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		switch {
		case e.IsDir():
			return os.MkdirAll(filepath.Join(to, rel), 0o700)
		case e.Type().IsRegular():
			return copySetting(path, filepath.Join(to, rel))
		}
		return nil
	})
}

// localVariables are those that name a repository or its parts.
var localVariables = []string{
	"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES",
	"GIT_NAMESPACE", "GIT_PREFIX", "GIT_EDITOR", "PWD",
}

// withoutLocal returns an environment without the variables that name a repository.
func withoutLocal(env []string) []string {
	return slices.DeleteFunc(slices.Clone(env), func(v string) bool {
		name, _, _ := strings.Cut(v, "=")
		return slices.Contains(localVariables, name)
	})
}

// runIn runs a program in a folder and returns what it prints, without line feeds at
// the end. Variables that name another repository do not reach it.
func runIn(ctx context.Context, dir, name string, args ...string) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, gitPatience)
	defer cancel()
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir, cmd.Env, cmd.WaitDelay = dir, withoutLocal(os.Environ()), time.Second
	return finish(cmd)
}

// finish runs a program and returns what it prints. Its error has the first thing
// that it complains about.
func finish(cmd *exec.Cmd) (string, error) {
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil && stderr.Len() > 0 {
		err = fmt.Errorf("%w: %s", err, firstLine(stderr.String()))
	}
	return strings.TrimRight(string(out), "\n"), err
}

// executable reports whether a file can be run. Windows has no such bit.
func executable(info fs.FileInfo) bool {
	return runtime.GOOS == "windows" || info.Mode()&0o100 != 0
}
