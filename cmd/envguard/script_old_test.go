package main

import (
	"os"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// cmdOldOrNew is
//
//	old-or-new FILE...
//
// It stages the files and fails if check does not pass. Then it adds what is in
// new.txt to the first file and fails if that passes. The files are left staged
// as they were. Both engines are asked.
func cmdOldOrNew(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) == 0 {
		ts.Fatalf("usage: old-or-new FILE...")
	}
	stage := func() { ts.Check(ts.Exec("git", append([]string{"add", "--"}, args...)...)) }
	check := func(want bool, what string) {
		for _, engine := range []string{"native", "git"} {
			err := ts.Exec("envguard", "check", "--engine", engine)
			out := ts.ReadFile("stdout")
			if (err == nil) != want {
				ts.Fatalf("%s, %s engine: passes %v, want %v\n%s", what, engine, err == nil, want, out)
			}
			if !want && !strings.Contains(out, ": 1 error") {
				ts.Fatalf("%s, %s engine: not one error\n%s", what, engine, out)
			}
		}
	}
	stage()
	check(true, "old secrets")
	path := ts.MkAbs(args[0])
	before := ts.ReadFile(args[0])
	ts.Check(os.WriteFile(path, []byte(before+"\n"+ts.ReadFile("new.txt")), 0o666))
	stage()
	check(false, "a new secret")
	ts.Check(os.WriteFile(path, []byte(before), 0o666))
	stage()
}
