package archive

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
)

// marker is what is looked for in containers.
const marker = "marker-4711"

const markedText = marker + " is in here\n"

// walked is what a walk showed and what it left out.
type walked struct {
	seen  map[string]string
	skips []string // path: reason
}

func walk(t testing.TB, name string, data []byte, l Limits) walked {
	t.Helper()
	w := walked{seen: map[string]string{}}
	v := Walk{
		Limits: l,
		Visit: func(path string, r io.Reader) error {
			b, err := io.ReadAll(r)
			w.seen[path] += string(b)
			return err
		},
		Skip: func(path, reason string) { w.skips = append(w.skips, path+": "+reason) },
	}
	if err := v.Run(name, Content{Reader: bytes.NewReader(data), Size: int64(len(data))}); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return w
}

// marked lists the paths whose text has the marker.
func (w *walked) marked() (paths []string) {
	for p, text := range w.seen {
		if strings.Contains(text, marker) {
			paths = append(paths, p)
		}
	}
	slices.Sort(paths)
	return paths
}

func (w *walked) skipped(what string) bool {
	return slices.ContainsFunc(w.skips, func(s string) bool { return strings.Contains(s, what) })
}

// TestFormats wants what is in each kind of container to be shown, whole and
// under its path.
func TestFormats(t *testing.T) {
	zipped := makeZip(t, zip.Deflate, "dir/a.txt", markedText)
	for _, c := range []struct {
		name string
		data []byte
		want string
	}{
		{"a.zip", zipped, "a.zip!/dir/a.txt"},
		{"a.whl", makeZip(t, zip.Store, "dir/a.txt", markedText), "a.whl!/dir/a.txt"},
		{"a.zip", makeZip(t, 93, "a.txt", markedText), "a.zip!/a.txt"},
		{"a.zip", rawZip(t, 12, bzipped(t), 0), "a.zip!/a.txt"},
		{"a.zip", rawZip(t, 95, xzed(t, markedText), 0), "a.zip!/a.txt"},
		{"a.zip", makeZip(t, zip.Deflate, "/../../etc/a.txt", markedText), "a.zip!/../../etc/a.txt"},
		{"noname", zipped, "noname!/dir/a.txt"},
		{"run.pyz", append([]byte("#!/usr/bin/env python3\n"), zipped...), "run.pyz!/dir/a.txt"},
		{"run.pyz", append([]byte("#!/usr/bin/env python3\n# "+markedText), makeZip(t, zip.Deflate, "b", "x")...), "run.pyz"},
		{"a.zip", append([]byte("PK\x07\x08"), zipped...), "a.zip!/dir/a.txt"},
		{"a.tar", makeTar(t, tar.FormatUSTAR, "dir/a.txt", markedText), "a.tar!/dir/a.txt"},
		{"a.tar", makeTar(t, tar.FormatPAX, "dir/a.txt", markedText), "a.tar!/dir/a.txt"},
		{"a.tar", makeTar(t, tar.FormatGNU, strings.Repeat("long/", 40)+"a.txt", markedText), "a.tar!/" + strings.Repeat("long/", 40) + "a.txt"},
		{"a.tar", append(makeTar(t, tar.FormatPAX, "b", "first"), makeTar(t, tar.FormatPAX, "a.txt", markedText)...), "a.tar!/a.txt"},
		{"a.tar", append(makeTar(t, tar.FormatPAX, "b", "first"), markedText...), "a.tar"},
		{"a.txt.gz", gzipped(t, markedText), "a.txt.gz!/a.txt"},
		{"a.gz", append(gzipped(t, "first\n"), gzipped(t, markedText)...), "a.gz!/a"},
		{"a.bz2", bzipped(t), "a.bz2!/a"},
		{"a.xz", xzed(t, markedText), "a.xz!/a"},
		{"a.xz", append(append(xzed(t, "first\n"), 0, 0, 0, 0), xzed(t, markedText)...), "a.xz!/a"},
		{"a.zst", append(zstded(t, "first\n"), zstded(t, markedText)...), "a.zst!/a"},
		{"a.tgz", gzipped(t, string(makeTar(t, tar.FormatPAX, "x/a.txt", markedText))), "a.tgz!/x/a.txt"},
		{"a.tar.xz", xzed(t, string(makeTar(t, tar.FormatPAX, "x/a.txt", markedText))), "a.tar.xz!/x/a.txt"},
		{"app.war", makeZip(t, zip.Deflate, "lib/b.jar", string(zipped)), "app.war!/lib/b.jar!/dir/a.txt"},
		{"a.pdf", makePDF(t, "BT /F1 12 Tf 72 700 Td (mark) Tj (er-4711 is in here) Tj ET"), "a.pdf!/object 4"},
		{"a.pdf", makePDF(t, "BT [(mar) -20 (ker) 10 (-4711)] TJ T* <"+hex.EncodeToString([]byte("more"))+"> Tj ET"), "a.pdf!/object 4"},
		{"a.pdf", armourPDF(t, "BT (mark) Tj (er-4711 is in here) Tj ET", "ASCII85Decode"), "a.pdf!/object 4"},
		{"a.pdf", armourPDF(t, "BT (mark) Tj (er-4711 is in here) Tj ET", "ASCIIHexDecode"), "a.pdf!/object 4"},
		{"a.lzma", lzmaed(t, markedText), "a.lzma!/a"},
		{"a.tlz", lzmaed(t, string(makeTar(t, tar.FormatPAX, "x/a.txt", markedText))), "a.tlz!/x/a.txt"},
		{"setup.exe", append([]byte("MZ"+strings.Repeat("\x00stub", 100)), zipped...), "setup.exe!/dir/a.txt"},
		{"setup", append([]byte("\x7fELF"+strings.Repeat("\x00stub", 100)), zipped...), "setup!/dir/a.txt"},
		{"a.pdf", writePDF("/LZWDecode", lzwed(t, "BT (mark) Tj (er-4711 is in here) Tj ET")), "a.pdf!/object 4"},
		{"a.pdf", writePDF("/LZWDecode /DecodeParms << /EarlyChange 0 >>", lzwed(t, "BT (mark) Tj (er-4711 is in here) Tj ET")), "a.pdf!/object 4"},
		{"a.pdf", writePDF("[/AHx /Fl /Fl /RunLengthDecode /Fl]", []byte(hex.EncodeToString(deflated(t, string(deflated(t, runLengthed(string(deflated(t, "BT (mark) Tj (er-4711 is in here) Tj ET")))))))+">")), "a.pdf!/object 4"},
		{"a.pdf", makePDF(t, "<xml>"+markedText+"</xml>"), "a.pdf!/object 4"},
		{"a.db", makeSQLite(t, 4096, 1, markedText), "a.db!/notes"},
		{"a.db", makeSQLite(t, 512, 1, strings.Repeat("x", 3000)+markedText), "a.db!/notes"},
		{"a.db", makeSQLite(t, 4096, 2, markedText), "a.db!/notes"},
		{"a.db", makeSQLite(t, 65536, 3, markedText), "a.db!/notes"},
	} {
		w := walk(t, c.name, c.data, Limits{})
		if len(w.skips) > 0 {
			t.Errorf("%s (%s): left out: %q", c.name, c.want, w.skips)
		}
		if !slices.Contains(w.marked(), c.want) {
			t.Errorf("%s: found in %q, want %s", c.name, w.marked(), c.want)
		}
	}
}

// TestUnopened wants archives that are not opened to be named.
func TestUnopened(t *testing.T) {
	for name, head := range map[string]string{"a.7z": "7z\xbc\xaf\x27\x1c", "a.rar": "Rar!\x1a\x07\x01\x00", "a.cab": "MSCF\x00\x00\x00\x00"} {
		w := walk(t, name, []byte(head+strings.Repeat("\x00", 100)+markedText), Limits{})
		if len(w.skips) != 1 || !slices.Contains(w.marked(), name) {
			t.Errorf("%s: left out %q, shown %q", name, w.skips, w.marked())
		}
	}
}

// TestZipComments wants comments to be shown, too.
func TestZipComments(t *testing.T) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	must(t, z.SetComment(markedText))
	_, err := z.CreateHeader(&zip.FileHeader{Name: "a", Comment: "also " + markedText})
	must(t, err)
	must(t, z.Close())
	w := walk(t, "a.zip", b.Bytes(), Limits{})
	if n := strings.Count(w.seen["a.zip"], marker); n != 2 {
		t.Errorf("%d of two comments are shown", n)
	}
}

// TestNotContainers wants content that only begins alike to be left alone.
func TestNotContainers(t *testing.T) {
	for _, text := range []string{
		"", "P", "PK", "PKCS is a standard", "BZh is no magic", "%PDF", "SQLite format 3 is a format", "#!/bin/sh\necho PK\x03\x04\n",
		"(\xb5/\xfc not zstd", "\x1f\x8b\x09 not gzip", strings.Repeat("0", 600), strings.Repeat("\x00", 600), "MZ" + strings.Repeat("\x00", 600),
	} {
		for _, name := range []string{"a.txt", "a.zip", "a.tar"} {
			if w := walk(t, name, []byte(text), Limits{}); len(w.skips) > 0 || w.seen[name] != text || len(w.seen) != 1 {
				t.Errorf("%.20q as %s is taken for a container: %q, %q", text, name, w.skips, w.marked())
			}
		}
	}
}

// TestUnreadable wants members that cannot be read to be named with the reason,
// the first few of many alike, and the others to be read all the same.
func TestUnreadable(t *testing.T) {
	encrypted := rawZip(t, zip.Deflate, []byte("????????????"), 1)
	if w := walk(t, "a.zip", encrypted, Limits{}); !w.skipped("a.zip!/a.txt: encrypted") {
		t.Errorf("an encrypted member is not named: %q", w.skips)
	}
	if w := walk(t, "a.zip", rawZip(t, 98, []byte("????"), 0), Limits{}); !w.skipped("a.zip!/a.txt: compressed by method 98, which is not supported") {
		t.Errorf("an unknown method is not named: %q", w.skips)
	}
	if w := walk(t, "a.pdf", append(makePDF(t, "BT ("+marker+") Tj ET"), "\n/Encrypt 9 0 R\n"...), Limits{}); !w.skipped("encrypted") {
		t.Errorf("an encrypted PDF is not named: %q", w.skips)
	}
	huge := xzed(t, markedText)
	huge[16] = 40 // the size of the dictionary: 4 GiB
	if w := walk(t, "a.xz", huge, Limits{}); !w.skipped("a.xz!/a: it needs more than 64 MB of memory") {
		t.Errorf("a block that asks for 4 GiB is not refused: %q", w.skips)
	}
	filter := xzed(t, markedText)
	filter[14] = 4 // the first filter: for x86
	if w := walk(t, "a.xz", filter, Limits{}); !w.skipped("a.xz!/a: it uses a filter of xz for executables") {
		t.Errorf("a filter that is not supported is not named: %q", w.skips)
	}
	if w := walk(t, "a.zst", []byte("\x28\xb5\x2f\xfd\x00\x90\x01\x00\x00"), Limits{}); !w.skipped("a.zst!/a: it needs more than 64 MB of memory") {
		t.Errorf("a frame that asks for 256 MB is not refused: %q", w.skips)
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := range 50 {
		f, err := z.CreateRaw(&zip.FileHeader{Name: fmt.Sprint("e", i), Flags: 1})
		must(t, err)
		_, err = f.Write(nil)
		must(t, err)
	}
	f, err := z.Create("a.txt")
	must(t, err)
	_, err = io.WriteString(f, markedText)
	must(t, err)
	must(t, z.Close())
	w := walk(t, "a.zip", b.Bytes(), Limits{})
	if len(w.skips) != 4 || !w.skipped("a.zip: 47 more members like those named: encrypted") || !slices.Contains(w.marked(), "a.zip!/a.txt") {
		t.Errorf("of 50 encrypted members and one more: %q, found in %q", w.skips, w.marked())
	}
}

// TestLimits wants each limit to end the reading, and to be named.
func TestLimits(t *testing.T) {
	zeros := strings.Repeat("\x00", 1<<20)
	deep := makeZip(t, zip.Deflate, "a.txt", markedText)
	for range 4 {
		deep = makeZip(t, zip.Deflate, "b.zip", string(deep))
	}
	streams := []byte(markedText)
	for range 4 {
		streams = gzipped(t, string(streams))
	}
	for _, c := range []struct {
		name   string
		data   []byte
		limits Limits
		why    string
	}{
		{"a.zip", deep, Limits{}, "a.zip!/b.zip!/b.zip!/b.zip: an archive more than 3 levels deep in others"},
		{"a.gz", streams, Limits{}, "compressed more than 3 times over"},
		{"a.gz", gzipped(t, strings.Repeat(zeros, 20)), Limits{}, "the file unpacks to more than 256 times its size"},
		{"a.zip", makeZip(t, zip.Deflate, "a", strings.Repeat(zeros, 20)), Limits{}, "the file unpacks to more than 256 times its size"},
		{"a.zst", zstded(t, strings.Repeat(zeros, 20)), Limits{}, "the file unpacks to more than 256 times its size"},
		{"a.xz", xzed(t, strings.Repeat(zeros, 20)), Limits{}, "the file unpacks to more than 256 times its size"},
		{"a.gz", gzipped(t, zeros), Limits{Size: 1 << 19}, "the file unpacks to more than 0 MB"},
		{"a.tar", makeTar(t, tar.FormatPAX, "a", "1", "b", "2", "c", "3"), Limits{Members: 2}, "more than 2 members"},
		{"a.zip", makeZip(t, zip.Deflate, "a", "1", "b", "2", "c", "3"), Limits{Members: 2}, "more than 2 members"},
		{"a.zip", makeZip(t, zip.Store, "a", zeros), Limits{Held: 1 << 19}, "a zip of more than 0 MB"},
		{"a.pdf", makePDF(t, strings.Repeat(markedText, 1<<20)), Limits{Size: 1 << 20}, "unpacks to more than 1 MB"},
		{"a.zip", overlapping(t), Limits{}, "its members overlap"},
	} {
		w := walk(t, c.name, c.data, c.limits)
		if !w.skipped(c.why) {
			t.Errorf("%s: the limit is not named: %q, want %s", c.name, w.skips, c.why)
		}
		total := 0
		for _, text := range w.seen {
			total += len(text)
		}
		if total > 20<<20+len(c.data) {
			t.Errorf("%s (%s): %d bytes are shown", c.name, c.why, total)
		}
	}
}

// TestHeldTogether wants containers in containers to share one allowance of
// memory.
func TestHeldTogether(t *testing.T) {
	noise := strings.Repeat("0123456789abcdef", 1<<15) // 512 KiB
	inner := makeZip(t, zip.Store, "a", noise)
	outer := makeZip(t, zip.Store, "b.zip", string(inner))
	if w := walk(t, "a.zip", outer, Limits{Held: 1 << 20}); !w.skipped("a.zip!/b.zip: a zip of more than 1 MB, or in one") {
		t.Errorf("two zips of half of it each, and a bit, are held: %q", w.skips)
	}
	if w := walk(t, "a.zip", outer, Limits{Held: 4 << 20}); len(w.skips) > 0 {
		t.Errorf("with room for both: %q", w.skips)
	}
}

// TestCutOff cuts containers off at every byte, and changes every byte: nothing
// may crash, and what is not shown is reported.
func TestCutOff(t *testing.T) {
	samples := smallSamples(t)
	for name, data := range samples {
		for n := range data {
			w := walk(t, name, data[:n], Limits{})
			if len(w.marked()) == 0 && len(w.skips) == 0 && Sniff(data[:min(n, SniffLen)], name) != None && !strings.HasSuffix(name, ".pdf") {
				t.Errorf("%s: of %d bytes of %d nothing is shown, and nothing told", name, n, len(data))
			}
		}
		for n := range data {
			changed := bytes.Clone(data)
			changed[n] ^= 0xff
			walk(t, name, changed, Limits{Size: 1 << 20})
		}
	}
}

// TestVisitFails wants an error of the visitor to end the walk and to come back
// as it is.
func TestVisitFails(t *testing.T) {
	mine := errors.New("enough")
	for name, data := range smallSamples(t) {
		n := 0
		v := Walk{
			Visit: func(string, io.Reader) error { n++; return mine },
			Skip:  func(path, reason string) { t.Errorf("%s: %s", path, reason) },
		}
		err := v.Run(name, Content{Reader: bytes.NewReader(data), Size: int64(len(data))})
		if !errors.Is(err, mine) || n != 1 {
			t.Errorf("%s: after %d calls, the error is %v", name, n, err)
		}
	}
}

// TestLeave wants members that are to be left alone not to be opened.
func TestLeave(t *testing.T) {
	for name, data := range smallSamples(t) {
		v := Walk{
			Visit: func(path string, r io.Reader) error {
				if path != name {
					t.Errorf("%s is shown", path)
				}
				return nil
			},
			Skip:  func(path, reason string) { t.Errorf("%s: %s", path, reason) },
			Leave: func(path string) bool { return strings.Contains(path, "!/") },
		}
		must(t, v.Run(name, Content{Reader: bytes.NewReader(data), Size: -1}))
	}
}

// TestPagesReadOnce wants a database whose tables share their pages to be given
// up, and not to be read once a table.
func TestPagesReadOnce(t *testing.T) {
	data := makeSQLite(t, 512, 1, markedText)
	db := &database{d: data, page: 512, usable: 512, enc: 1, left: 2}
	for i := range 3 {
		rows := 0
		err := db.rows(2, func([]cell) error { rows++; return nil })
		if want := i < 2; (err == nil) != want || (rows == 1) != want {
			t.Errorf("time %d: %d rows, error %v", i+1, rows, err)
		}
	}
}
