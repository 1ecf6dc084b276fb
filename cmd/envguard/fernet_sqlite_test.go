package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/envguard/envguard/fixer/keys"
)

// TestPythonRotateSQLite rotates the tokens of a real database with the script:
// rows with large values, an index, blobs and quotes.
func TestPythonRotateSQLite(t *testing.T) {
	python := pythonWith(t, "sqlite3")
	var made [2]string
	for i := range made {
		s, err := keys.New("fernet")
		if err != nil {
			t.Fatal(err)
		}
		made[i] = s
	}
	list, err := keys.ParseKeys(made[0] + "," + made[1])
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	var rows strings.Builder
	const n = 60
	for i := range n {
		token, err := keys.Encrypt(list[1], bytes.Repeat([]byte{'x'}, i*i*3), time.Unix(1_600_000_000, 0))
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&rows, "%s\n", token)
	}
	database := filepath.Join(dir, "notes.db")
	runPython := func(program, stdin string) string {
		cmd := exec.Command(python, "-c", program, database)
		cmd.Stdin = strings.NewReader(stdin)
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		return string(out)
	}
	runPython(`
import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
db.execute('create table "no""tes" (id integer primary key, body text, raw blob)')
db.execute('create index i on "no""tes" (body)')
for i, line in enumerate(sys.stdin.read().split()):
    db.execute('insert into "no""tes" (body, raw) values (?, ?)', ("it's\n" * (i % 2) + line, line.encode() if i % 3 == 0 else None))
db.commit()`, rows.String())
	config := filepath.Join(dir, "keys")
	writeAll(t, dir, map[string]string{"keys": made[0] + "," + made[1] + "\n"})
	before, err := os.ReadFile(database)
	if err != nil {
		t.Fatal(err)
	}
	rotate := func() (script, said string) {
		var out, errs bytes.Buffer
		if code := (command{strings.NewReader(""), &out, &errs}).run(t.Context(), []string{"fernet", "rotate", "--key-file", config, database}); code != exitClean {
			t.Fatalf("exit code %d: %s", code, errs.Bytes())
		}
		return out.String(), errs.String()
	}
	script, said := rotate()
	if after, err := os.ReadFile(database); err != nil || !bytes.Equal(after, before) {
		t.Errorf("the database itself has changed: %v", err)
	}
	if want := fmt.Sprintf("%d tokens to encrypt anew", n+n/3); !strings.Contains(said, want) {
		t.Errorf("said %q, want %q", said, want)
	}
	if got := runPython(`
import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
db.executescript(sys.stdin.read())
print(db.execute("pragma integrity_check").fetchone()[0], db.execute('select count(*) from "no""tes"').fetchone()[0])`, script); got != fmt.Sprintf("ok %d\n", n) {
		t.Errorf("after the script: %q", got)
	}
	again, _ := rotate()
	if !strings.Contains(again, "0 tokens to encrypt anew") || !strings.Contains(again, fmt.Sprintf("%d with the first key already, 0 left", n+n/3)) {
		t.Errorf("a second time: %q", again)
	}
}
