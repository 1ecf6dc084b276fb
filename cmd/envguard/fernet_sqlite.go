package main

import (
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/envguard/envguard/fixer/keys"
	"github.com/envguard/envguard/scanner/archive"
)

// rotateSQLite encrypts the tokens of a database again. Its output is a script
// for the program sqlite3: only SQLite itself keeps the indexes right.
func (r *rotated) rotateSQLite(list []keys.Key) error {
	if info, err := os.Stat(r.path + "-wal"); err == nil && info.Size() > 0 {
		return &codedError{
			fmt.Errorf("reading %s: changes of it are in %s-wal", r.shown, r.shown), exitIncomplete,
			"stop what uses it, and run: sqlite3 " + r.shown + " 'PRAGMA wal_checkpoint(TRUNCATE)'",
		}
	}
	seen := map[archive.Cell]bool{}
	var updates []string
	var failed error
	err := archive.SQLiteCells(r.before, func(c archive.Cell) {
		if seen[c] || failed != nil {
			return
		}
		seen[c] = true
		one, err := keys.Rotate([]byte(c.Value), list)
		if err != nil {
			failed = err
			return
		}
		r.Rotated += one.Rotated
		r.Current += one.Current
		for _, f := range one.Left {
			f.Line = 0
			f.Err = fmt.Errorf("table %s, column %s: %w", c.Table, c.Column, f.Err)
			r.Left = append(r.Left, f)
		}
		if one.Rotated > 0 {
			updates = append(updates, fmt.Sprintf("UPDATE %s SET %s = %s WHERE %s = %s;\n", sqlName(c.Table), sqlName(c.Column),
				sqlValue(string(one.Text), c.Text), sqlName(c.Column), sqlValue(c.Value, c.Text)))
		}
	})
	if err = errors.Join(err, failed); err != nil {
		return &codedError{fmt.Errorf("reading the database %s: %w", r.shown, err), exitIncomplete, "rotate a dump of it: sqlite3 " + r.shown + " .dump"}
	}
	if len(updates) > 0 {
		slices.Sort(updates)
		r.script = "BEGIN IMMEDIATE;\n" + strings.Join(updates, "") + "COMMIT;\n"
	}
	return nil
}

func sqlName(s string) string { return `"` + strings.ReplaceAll(s, `"`, `""`) + `"` }

// sqlValue writes a value of SQL. A text with control characters goes through
// a blob, as sqlite3 reads its script line by line.
func sqlValue(s string, text bool) string {
	switch {
	case !text:
		return "X'" + hex.EncodeToString([]byte(s)) + "'"
	case strings.ContainsFunc(s, func(r rune) bool { return r < ' ' }):
		return "CAST(X'" + hex.EncodeToString([]byte(s)) + "' AS TEXT)"
	}
	return "'" + strings.ReplaceAll(s, "'", "''") + "'"
}
