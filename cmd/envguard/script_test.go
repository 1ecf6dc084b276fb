package main

import (
	"bytes"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/envguard/envguard/rules/recipe"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"envguard": main})
}

// TestStories runs testdata/script: each file is a story of someone who uses
// the program.
func TestStories(t *testing.T) {
	probe := filepath.Join(t.TempDir(), "full")
	fullDevice := runtime.GOOS == "linux" && makeFullDevice(probe) == nil
	if f, err := os.OpenFile(probe, os.O_WRONLY, 0); err != nil {
		fullDevice = false // the file system takes no devices
	} else if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	homes := t.TempDir() // outside of the stories' folders, which are repositories
	testscript.Run(t, testscript.Params{
		Dir:                 filepath.Join("..", "..", "testdata", "script"),
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(e *testscript.Env) error {
			home := filepath.Join(homes, filepath.Base(e.WorkDir))
			if err := os.Mkdir(home, 0o777); err != nil {
				return err
			}
			e.Setenv("HOME", home)
			e.Setenv("USERPROFILE", home)
			e.Setenv("XDG_CONFIG_HOME", filepath.Join(home, ".config"))
			e.Setenv("GIT_CONFIG_NOSYSTEM", "1")
			// Under the race detector every process waits a second at its end, if
			// it is not visible otherwise.
			e.Setenv("GORACE", "atexit_sleep_ms=10")
			// The stories do not look above their own folder.
			e.Setenv("GIT_CEILING_DIRECTORIES", filepath.Dir(e.WorkDir))
			config := "[user]\nname = Ada\nemail = ada@example.org\n[init]\ndefaultBranch = main\n[advice]\ndefaultBranchName = false\n"
			return os.WriteFile(filepath.Join(home, ".gitconfig"), []byte(config), 0o666)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits":      cmdExits,
			"secret":     cmdSecret,
			"old-or-new": cmdOldOrNew,
			"utf16":      cmdUTF16,
			"brokenpipe": cmdBrokenPipe,
			"interrupt":  cmdInterrupt,
			"damage":     cmdDamage,
			"forget":     cmdForget,
			"fulldevice": cmdFullDevice,
			"same":       cmdSame,
			"pack":       cmdPack,
		},
		Condition: func(cond string) (bool, error) {
			switch cond {
			case "root":
				return os.Getuid() == 0, nil
			case "fulldevice":
				return fullDevice, nil
			}
			return false, errors.New("unknown condition " + cond)
		},
	})
}

// exits CODE COMMAND ARG... runs a command and wants exactly that exit code.
func cmdExits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE COMMAND [ARG...]")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	checkCode(ts, want, ts.Exec(args[1], args[2:]...))
}

func checkCode(ts *testscript.TestScript, want int, err error) {
	got := 0
	var exit *exec.ExitError
	switch {
	case errors.As(err, &exit):
		got = exit.ExitCode()
	case err != nil:
		ts.Fatalf("running: %v", err)
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

// secret FILE TEXT... appends lines to a file, with the recipes of
// rules.Expand made values, so that no story holds a live-shaped secret.
func cmdSecret(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: secret FILE TEXT...")
	}
	f, err := os.OpenFile(ts.MkAbs(args[0]), os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o666)
	ts.Check(err)
	for _, line := range args[1:] {
		content, _ := recipe.Expand(line)
		_, err := io.WriteString(f, content+"\n")
		ts.Check(err)
	}
	ts.Check(f.Close())
}

// utf16 FILE rewrites an ASCII file as PowerShell's > does.
func cmdUTF16(ts *testscript.TestScript, neg bool, args []string) {
	out := []byte{0xff, 0xfe}
	for _, c := range []byte(ts.ReadFile(args[0])) {
		out = append(out, c, 0)
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), out, 0o666))
}

// brokenpipe CODE COMMAND ARG... runs a command whose standard output nobody
// reads.
func cmdBrokenPipe(ts *testscript.TestScript, neg bool, args []string) {
	r, w, err := os.Pipe()
	ts.Check(err)
	ts.Check(r.Close())
	defer w.Close()
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	var stderr bytes.Buffer
	cmd := prepare(ts, args[1:])
	cmd.Stdout, cmd.Stderr = w, &stderr
	err = cmd.Run()
	ts.Logf("[stderr]\n%s", &stderr)
	if strings.Contains(stderr.String(), "goroutine") {
		ts.Fatalf("a stack trace was printed")
	}
	checkCode(ts, want, err)
}

// interrupt CODE COMMAND ARG... runs a command that reads standard input and
// sends it an interrupt in the middle.
func cmdInterrupt(ts *testscript.TestScript, neg bool, args []string) {
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	var stdout bytes.Buffer
	cmd := prepare(ts, args[1:])
	cmd.Stdout, cmd.Stderr = &stdout, &stdout
	in, err := cmd.StdinPipe()
	ts.Check(err)
	ts.Check(cmd.Start())
	// More than a pipe holds: the write ends when the command reads.
	_, err = in.Write(bytes.Repeat([]byte("nothing here\n"), 1<<17))
	ts.Check(err)
	ts.Check(cmd.Process.Signal(os.Interrupt))
	err = cmd.Wait()
	ts.Logf("[output]\n%s", &stdout)
	checkCode(ts, want, err)
	ts.Check(os.WriteFile(ts.MkAbs("output"), stdout.Bytes(), 0o666))
}

// prepare prepares a command in the script's folder and environment.
func prepare(ts *testscript.TestScript, args []string) *exec.Cmd {
	path, err := exec.LookPath(args[0])
	ts.Check(err)
	cmd := exec.Command(path, args[1:]...)
	cmd.Args[0] = args[0]
	cmd.Dir = ts.MkAbs(".")
	for _, key := range []string{"PATH", "HOME", "USERPROFILE", "GIT_CEILING_DIRECTORIES", "GIT_CONFIG_NOSYSTEM"} {
		cmd.Env = append(cmd.Env, key+"="+ts.Getenv(key))
	}
	return cmd
}

// damage FILE cuts a file's last third off.
func cmdDamage(ts *testscript.TestScript, neg bool, args []string) {
	matches, err := filepath.Glob(ts.MkAbs(args[0]))
	ts.Check(err)
	if len(matches) == 0 {
		ts.Fatalf("no file matches %s", args[0])
	}
	for _, name := range matches {
		info, err := os.Stat(name)
		ts.Check(err)
		ts.Check(os.Chmod(name, 0o644))
		ts.Check(os.Truncate(name, info.Size()*2/3))
	}
}

// forget FILE removes the object that holds a file's content.
func cmdForget(ts *testscript.TestScript, neg bool, args []string) {
	ts.Check(ts.Exec("git", "hash-object", args[0]))
	id := strings.TrimSpace(ts.ReadFile("stdout"))
	name := ts.MkAbs(filepath.Join(".git", "objects", id[:2], id[2:]))
	ts.Check(os.Chmod(name, 0o644))
	ts.Check(os.Remove(name))
}

// fulldevice NAME makes a device on which there is never any space.
func cmdFullDevice(ts *testscript.TestScript, neg bool, args []string) {
	ts.Check(makeFullDevice(ts.MkAbs(args[0])))
}

// makeFullDevice gives root a device of its own: a mistake in the program must
// not replace the system's.
func makeFullDevice(name string) error {
	if os.Getuid() != 0 {
		return os.Symlink("/dev/full", name)
	}
	return exec.Command("mknod", "-m", "666", name, "c", "1", "7").Run()
}

// same FILE FILE compares content and mode.
func cmdSame(ts *testscript.TestScript, neg bool, args []string) {
	a, err := os.Stat(ts.MkAbs(args[0]))
	ts.Check(err)
	b, err := os.Stat(ts.MkAbs(args[1]))
	ts.Check(err)
	same := a.Mode() == b.Mode() && ts.ReadFile(args[0]) == ts.ReadFile(args[1])
	if same == neg {
		ts.Fatalf("%s and %s: same is %v", args[0], args[1], same)
	}
}
