package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"crypto/rand"
	"io"
	"os"
	"strings"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
	"github.com/rogpeppe/go-internal/testscript"
	"github.com/ulikunitz/xz"
)

// pack KIND OUT FILE... makes a container of files: zip, tar, tar.gz, gz, xz or
// zst. In place of a zip it makes one whose members are said to be encrypted
// (encrypted), to be of an unknown method (unknown) or that has 12 MB of noise
// besides (large); in place of a gz one that unpacks to 64 MB of zeros (bomb).
func cmdPack(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: pack KIND OUT FILE...")
	}
	kind, out, files := args[0], ts.MkAbs(args[1]), args[2:]
	var b bytes.Buffer
	switch kind {
	case "zip", "encrypted", "unknown", "large":
		packZip(ts, &b, kind, files)
	case "tar":
		packTar(ts, &b, files)
	case "tar.gz":
		w := gzip.NewWriter(&b)
		packTar(ts, w, files)
		ts.Check(w.Close())
	case "bomb":
		w := gzip.NewWriter(&b)
		for range 64 {
			_, err := w.Write(make([]byte, 1<<20))
			ts.Check(err)
		}
		ts.Check(w.Close())
	case "gz":
		w := gzip.NewWriter(&b)
		packOne(ts, w, files[0])
	case "xz":
		w, err := xz.NewWriter(&b)
		ts.Check(err)
		packOne(ts, w, files[0])
	case "zst":
		w, err := zstd.NewWriter(&b)
		ts.Check(err)
		packOne(ts, w, files[0])
	default:
		ts.Fatalf("unknown kind %s", kind)
	}
	ts.Check(os.WriteFile(out, b.Bytes(), 0o666))
}

func packOne(ts *testscript.TestScript, w io.WriteCloser, file string) {
	_, err := io.WriteString(w, ts.ReadFile(file))
	ts.Check(err)
	ts.Check(w.Close())
}

func packTar(ts *testscript.TestScript, to io.Writer, files []string) {
	w := tar.NewWriter(to)
	for _, name := range files {
		text := ts.ReadFile(name)
		ts.Check(w.WriteHeader(&tar.Header{Name: name, Size: int64(len(text)), Mode: 0o644, Typeflag: tar.TypeReg}))
		_, err := io.WriteString(w, text)
		ts.Check(err)
	}
	ts.Check(w.Close())
}

func packZip(ts *testscript.TestScript, to io.Writer, kind string, files []string) {
	z := zip.NewWriter(to)
	for _, name := range files {
		text := strings.NewReader(ts.ReadFile(name))
		h := &zip.FileHeader{Name: name, Method: zip.Deflate}
		create := z.CreateHeader
		if kind == "encrypted" || kind == "unknown" {
			h.CompressedSize64, h.UncompressedSize64 = uint64(text.Len()), uint64(text.Len())
			if h.Flags = 1; kind == "unknown" {
				h.Flags, h.Method = 0, 98
			}
			create = z.CreateRaw
		}
		w, err := create(h)
		ts.Check(err)
		_, err = io.Copy(w, text)
		ts.Check(err)
	}
	if kind == "large" {
		w, err := z.CreateHeader(&zip.FileHeader{Name: "noise", Method: zip.Store})
		ts.Check(err)
		_, err = io.CopyN(w, rand.Reader, 12<<20)
		ts.Check(err)
	}
	ts.Check(z.Close())
}
