package scanner

import (
	"io"
	"strings"
	"testing"

	"github.com/envguard/envguard/rules"
)

// A panic makes one file unread; the others are scanned.
func TestPanicConcernsOneFile(t *testing.T) {
	t.Parallel()
	src := blobs{
		{Path: "a", Size: 1, Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader("a")), nil }},
		{Path: "b", Size: 1, Open: func() (io.ReadCloser, error) {
			var none []int
			_ = none[len(none)] //nolint:staticcheck // the bug
			return nil, nil
		}},
		{Path: "c", Size: 1, Open: func() (io.ReadCloser, error) { panic("a value that may quote content") }},
		{Path: "d", Size: 1, Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader("d")), nil }},
	}
	s, err := New(Config{Rules: []*rules.Rule{}})
	if err != nil {
		t.Fatal(err)
	}
	res, err := s.Scan(t.Context(), src)
	if err != nil {
		t.Fatal(err)
	}
	if res.Stats.Blobs != 2 || len(res.Skipped) != 2 || len(res.Bugs) != 2 || !res.Incomplete() {
		t.Fatalf("%d blobs, skipped %v, %d bugs", res.Stats.Blobs, res.Skipped, len(res.Bugs))
	}
	for i, want := range []string{"index out of range", "panic of type string"} {
		skip := res.Skipped[i]
		if skip.Path != []string{"b", "c"}[i] || !strings.Contains(skip.Reason, want) || !strings.Contains(skip.Reason, "bug_test.go:") {
			t.Errorf("skipped %v, want %q", skip, want)
		}
	}
}
