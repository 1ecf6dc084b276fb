package archive

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
)

// A Cell is a text or blob of a SQLite table.
type Cell struct {
	Table, Column string
	Value         string
	Text          bool // a text, and not a blob
}

// IsSQLite reports whether content begins as a SQLite database does.
func IsSQLite(d []byte) bool {
	return len(d) >= 100 && bytes.HasPrefix(d, []byte("SQLite format 3\x00"))
}

// SQLiteCells calls f for each text and blob in the tables of a SQLite
// database. The error says that some could not be read.
func SQLiteCells(d []byte, f func(Cell)) error {
	if !IsSQLite(d) {
		return errors.New("it is no SQLite database")
	}
	db := &database{d: d, page: int(binary.BigEndian.Uint16(d[16:])), enc: binary.BigEndian.Uint32(d[56:])}
	if db.page == 1 {
		db.page = 65536
	}
	db.usable = db.page - int(d[20])
	db.left = 2*len(d)/max(db.page, 1) + maxTables
	if db.page < 512 || db.page&(db.page-1) != 0 || db.usable < 480 {
		return errSQLite
	}
	type table struct {
		name    string
		root    int
		columns []string
		noRowid bool
	}
	var tables []table
	err := db.rows(1, func(row []cell) error {
		if len(row) >= 5 && row[0].text == "table" && row[3].number > 0 {
			noRowid := strings.Contains(strings.ToUpper(row[4].text), "WITHOUT ROWID")
			tables = append(tables, table{row[1].text, int(row[3].number), columnNames(row[4].text), noRowid})
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, t := range tables {
		if t.noRowid {
			return fmt.Errorf("the table %q is one WITHOUT ROWID, whose columns are in another order", t.name)
		}
		err := db.rows(t.root, func(row []cell) error {
			for i, c := range row {
				if c.null || c.text == "" {
					continue
				}
				if i >= len(t.columns) {
					return fmt.Errorf("the table %q has more columns than its statement names", t.name)
				}
				f(Cell{t.name, t.columns[i], c.text, c.isText})
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}
