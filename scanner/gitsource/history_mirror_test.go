package gitsource

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha1" //nolint:gosec // git's object ids
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/envguard/envguard/scanner"
)

// mirrors are the repositories that ENVGUARD_REPOS names, separated as PATH is.
func mirrors(t testing.TB) []string {
	list := filepath.SplitList(os.Getenv("ENVGUARD_REPOS"))
	if len(list) == 0 {
		t.Skip("ENVGUARD_REPOS names no repositories")
	}
	return list
}

func openHistory(t testing.TB, dir, engine string, o HistoryOptions) scanner.History {
	t.Helper()
	env := func(k string) string {
		if strings.HasPrefix(k, "GIT_CONFIG") {
			return ""
		}
		return os.Getenv(k)
	}
	r, err := Open(Options{Dir: dir, Env: env, Engine: engine})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.Close() })
	h, err := r.History(o)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// TestMirrors compares large repositories with git: every blob, byte for byte,
// and which of them are reached.
func TestMirrors(t *testing.T) {
	for _, dir := range mirrors(t) {
		t.Run(filepath.Base(filepath.Dir(dir)), func(t *testing.T) {
			n, bytes, xor := hashHistory(t, openHistory(t, dir, "native", HistoryOptions{Unreachable: true}), true)
			wn, wbytes, wxor := gitBlobs(t, dir)
			t.Logf("all blobs: %d, %d bytes, xor %x", n, bytes, xor)
			if n != wn || bytes != wbytes || xor != wxor {
				t.Errorf("git has %d blobs, %d bytes, xor %x", wn, wbytes, wxor)
			}
			h := openHistory(t, dir, "native", HistoryOptions{})
			n, _, xor = hashHistory(t, h, false)
			wn, wxor = gitReached(t, dir)
			t.Logf("reached: %d, xor of ids %x", n, xor)
			if n != wn || xor != wxor {
				t.Errorf("git reaches %d blobs, xor of ids %x", wn, wxor)
			}
		})
	}
}

// hashHistory reads a history and returns the number of its blobs, their bytes,
// and the XOR of the hashes of the contents, or of the ids.
func hashHistory(t testing.TB, h scanner.History, content bool) (n, size int64, xor [20]byte) {
	var mu sync.Mutex
	var keys []int
	start := time.Now()
	skipped := 0
	err := h.Versions(context.Background(), runtime.GOMAXPROCS(0), nil, func(_ int, v *scanner.Version) {
		if v.Origin.Kind != scanner.File {
			return
		}
		var sum [20]byte
		data := v.Data
		if content {
			if v.Open != nil {
				rc, err := v.Open()
				if err != nil {
					t.Error(err)
					return
				}
				var buf bytes.Buffer
				if _, err := buf.ReadFrom(rc); err != nil {
					t.Error(err)
				}
				rc.Close()
				data = buf.Bytes()
			}
			s := sha1.New() //nolint:gosec // git's object ids
			s.Write([]byte("blob " + strconv.Itoa(len(data)) + "\x00"))
			s.Write(data)
			s.Sum(sum[:0])
		}
		mu.Lock()
		defer mu.Unlock()
		n++
		size += int64(len(data))
		keys = append(keys, v.Key)
		for i := range sum {
			xor[i] ^= sum[i]
		}
	}, func(s scanner.Skip) {
		if skipped++; skipped < 4 {
			t.Logf("skipped %s: %s", s.Path, s.Reason)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%v, %d skipped", time.Since(start), skipped)
	if !content {
		for _, k := range keys {
			for i, c := range h.(*wholeHistory).h.id(int32(k)) {
				xor[i] ^= c
			}
		}
	}
	return n, size, xor
}

// gitBlobs is hashHistory by `git cat-file`, which prints what it believes to be
// the content; the ids are made from it.
func gitBlobs(t testing.TB, dir string) (n, size int64, xor [20]byte) {
	cmd := exec.Command("git", "cat-file", "--batch-all-objects", "--batch-check=%(objecttype) %(objectsize) %(objectname)", "--unordered")
	cmd.Dir = dir
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(out)) {
		f := strings.Fields(line)
		if f[0] != "blob" {
			continue
		}
		k, _ := strconv.ParseInt(f[1], 10, 64)
		n++
		size += k
		xorID(t, &xor, f[2])
	}
	return n, size, xor
}

func xorID(t testing.TB, xor *[20]byte, hex string) {
	id, err := parseID(hex)
	if err != nil {
		t.Fatal(err)
	}
	for i := range id {
		xor[i] ^= id[i]
	}
}

// gitReached counts the blobs that git reaches, and XORs their ids.
func gitReached(t testing.TB, dir string) (n int64, xor [20]byte) {
	list := exec.Command("git", "rev-list", "--objects", "--all", "--missing=allow-any", "--no-object-names")
	check := exec.Command("git", "cat-file", "--batch-check=%(objecttype) %(objectname)", "--buffer")
	list.Dir, check.Dir = dir, dir
	pipe, err := list.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	check.Stdin = pipe
	out, err := check.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := list.Start(); err != nil {
		t.Fatal(err)
	}
	if err := check.Start(); err != nil {
		t.Fatal(err)
	}
	sc := bufio.NewScanner(out)
	for sc.Scan() {
		if id, ok := strings.CutPrefix(sc.Text(), "blob "); ok {
			n++
			xorID(t, &xor, id)
		}
	}
	if err := check.Wait(); err != nil {
		t.Fatal(err)
	}
	if err := list.Wait(); err != nil {
		t.Error(err)
	}
	return n, xor
}
