package scanner

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"reflect"
	"testing"
	"testing/iotest"
)

// What is found in a large file, and in what order, does not depend on how many
// windows are scanned at once. What precedes an error is found.
func TestWindowsAtOnce(t *testing.T) {
	var b bytes.Buffer
	for i := 0; b.Len() < 5*windowSize; i++ {
		if i%3000 == 0 {
			fmt.Fprintf(&b, "key='sekrit-%012d'\n", i)
		}
		b.WriteString("filler word in a line\n")
	}
	data, broken := b.Bytes(), errors.New("broken")
	scan := func(workers int, err error) *Result {
		open := func() (io.ReadCloser, error) {
			r := io.Reader(bytes.NewReader(data))
			if err != nil {
				r = io.MultiReader(bytes.NewReader(data[:3*windowSize]), iotest.ErrReader(err))
			}
			return io.NopCloser(r), nil
		}
		src := blobs{{Path: "a.py", Size: -1, Open: open}, {Path: "b.py", Size: -1, Open: open}}
		res, serr := newTest(t, Config{Workers: workers}).Scan(context.Background(), src)
		if serr != nil {
			t.Fatal(serr)
		}
		return res
	}
	for _, err := range []error{nil, broken} {
		one := scan(1, err)
		if len(one.Findings) == 0 || (err != nil) != (len(one.Skipped) == 2) {
			t.Fatalf("%d findings, %v", len(one.Findings), one.Skipped)
		}
		for _, workers := range []int{2, 9} {
			many := scan(workers, err)
			if !reflect.DeepEqual(one.Findings, many.Findings) || !reflect.DeepEqual(one.Skipped, many.Skipped) {
				t.Errorf("%d workers: not what one worker finds", workers)
			}
		}
	}
}
