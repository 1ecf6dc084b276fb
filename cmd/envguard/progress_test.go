package main

import (
	"testing"
	"time"

	"github.com/envguard/envguard/scanner"
)

// TestProgressLine holds the one line that a long scan shows: what is read,
// the rate, and the time left where it is known.
func TestProgressLine(t *testing.T) {
	for _, c := range []struct {
		status  scanner.Status
		elapsed time.Duration
		want    string
	}{
		{scanner.Status{Blobs: 12, Bytes: 3000}, time.Second, "12 files, 3.0 KB, 3.0 KB/s"},
		{scanner.Status{Blobs: 1234, Bytes: 5e9, Path: "src/a.go"}, 2 * time.Second, "1,234 files, 5.0 GB, 2.5 GB/s: src/a.go"},
		{scanner.Status{Blobs: 10, TotalBlobs: 40, Bytes: 4e6}, 2 * time.Second, "10 of 40 files, 4.0 MB, 2.0 MB/s, 7 s left"},
		{scanner.Status{Blobs: 10, TotalBlobs: 4000000, Bytes: 5e8, TotalBytes: 1e9}, 10 * time.Minute, "10 of 4,000,000 files, 500.0 MB, 833.3 KB/s, 10 min left"},
		// More than was expected: a folder grew. Nothing is left to say.
		{scanner.Status{Blobs: 50, TotalBlobs: 40, Bytes: 4e6}, 2 * time.Second, "50 of 50 files, 4.0 MB, 2.0 MB/s"},
		// A long path keeps its end, and cannot move the cursor.
		{
			scanner.Status{Blobs: 1, Bytes: 1000, Path: "a/very/long/folder/name/that/goes/on/and/on/until/nobody/reads/it/evil\x1b[2Jname.go"},
			time.Second, "1 files, 1.0 KB, 1.0 KB/s: …on/and/on/until/nobody/reads/it/evil\\x1b[2Jname.go",
		},
	} {
		if got := progressLine(c.status, c.elapsed); got != c.want {
			t.Errorf("got  %q\nwant %q", got, c.want)
		}
	}
}
