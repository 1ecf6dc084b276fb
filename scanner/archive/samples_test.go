package archive

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/lzw"
	"compress/zlib"
	"encoding/ascii85"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
	"github.com/ulikunitz/xz"
	"github.com/ulikunitz/xz/lzma"
)

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// smallSamples is a container of each kind, by its name.
func smallSamples(t testing.TB) map[string][]byte {
	return map[string][]byte{
		"deflated.zip": makeZip(t, zip.Deflate, "a.txt", markedText),
		"a.tar":        makeTar(t, tar.FormatUSTAR, "a.txt", markedText)[:1024],
		"a.gz":         gzipped(t, markedText),
		"a.bz2":        bzipped(t),
		"a.xz":         xzed(t, markedText),
		"a.zst":        zstded(t, markedText),
		"a.pdf":        makePDF(t, "BT ("+markedText+") Tj ET"),
		"a.db":         makeSQLite(t, 512, 1, markedText),
	}
}

// makeZip makes a zip of names and contents.
func makeZip(t testing.TB, method uint16, members ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	z.RegisterCompressor(93, zstd.ZipCompressor())
	for i := 0; i < len(members); i += 2 {
		f, err := z.CreateHeader(&zip.FileHeader{Name: members[i], Method: method})
		must(t, err)
		_, err = io.WriteString(f, members[i+1])
		must(t, err)
	}
	must(t, z.Close())
	return b.Bytes()
}

// rawZip makes a zip of one member, whose compressed bytes are given.
func rawZip(t testing.TB, method uint16, packed []byte, flags uint16) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	f, err := z.CreateRaw(&zip.FileHeader{
		Name: "a.txt", Method: method, Flags: flags, CRC32: 0,
		CompressedSize64: uint64(len(packed)), UncompressedSize64: uint64(len(markedText)),
	})
	must(t, err)
	_, err = f.Write(packed)
	must(t, err)
	must(t, z.Close())
	return b.Bytes()
}

// overlapping makes a zip whose directory has the same member a thousand times.
func overlapping(t testing.TB) []byte {
	data := makeZip(t, zip.Store, "a", "0123456789")
	end := len(data) - 22
	start := int(binary.LittleEndian.Uint32(data[end+16:]))
	entry := data[start:end]
	out := bytes.Clone(data[:start])
	for range 1000 {
		out = append(out, entry...)
	}
	tail := bytes.Clone(data[end:])
	binary.LittleEndian.PutUint16(tail[8:], 1000)
	binary.LittleEndian.PutUint16(tail[10:], 1000)
	binary.LittleEndian.PutUint32(tail[12:], uint32(1000*len(entry)))
	// As much is packed as the file is long, and more.
	out = append(out, tail...)
	for i := range 1000 {
		binary.LittleEndian.PutUint32(out[start+i*len(entry)+20:], uint32(len(out)/500))
	}
	return out
}

// makeTar makes a tar of names and contents.
func makeTar(t testing.TB, format tar.Format, members ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for i := 0; i < len(members); i += 2 {
		must(t, w.WriteHeader(&tar.Header{Name: members[i], Size: int64(len(members[i+1])), Mode: 0o644, Format: format, Typeflag: tar.TypeReg}))
		_, err := io.WriteString(w, members[i+1])
		must(t, err)
	}
	must(t, w.Close())
	return b.Bytes()
}

func gzipped(t testing.TB, text string) []byte {
	t.Helper()
	return packed(t, text, func(w io.Writer) (io.WriteCloser, error) { return gzip.NewWriter(w), nil })
}

// bzipped is markedText as bzip2 writes it; there is no writer in Go's library.
func bzipped(t testing.TB) []byte {
	t.Helper()
	b, err := hex.DecodeString(bzippedHex)
	must(t, err)
	return b
}

// packed returns a text as a compressor writes it.
func packed(t testing.TB, text string, compressor func(io.Writer) (io.WriteCloser, error)) []byte {
	t.Helper()
	var b bytes.Buffer
	w, err := compressor(&b)
	must(t, err)
	_, err = io.WriteString(w, text)
	must(t, err)
	must(t, w.Close())
	return b.Bytes()
}

func xzed(t testing.TB, text string) []byte {
	t.Helper()
	return packed(t, text, func(w io.Writer) (io.WriteCloser, error) { return xz.WriterConfig{DictCap: 1 << 20}.NewWriter(w) })
}

func zstded(t testing.TB, text string) []byte {
	t.Helper()
	w, err := zstd.NewWriter(nil)
	must(t, err)
	defer w.Close()
	return w.EncodeAll([]byte(text), nil)
}

// makePDF makes a PDF with one stream, as object 4.
func makePDF(t testing.TB, stream string) []byte {
	t.Helper()
	return writePDF("/FlateDecode", deflated(t, stream))
}

// armourPDF makes the PDF of makePDF with its stream in text, by a filter of PDF.
func armourPDF(t testing.TB, stream, filter string) []byte {
	t.Helper()
	packed := deflated(t, stream)
	var text bytes.Buffer
	if filter == "ASCIIHexDecode" {
		digits := hex.EncodeToString(packed)
		text.WriteString(digits[:9] + "\n" + digits[9:] + ">")
	} else {
		e := ascii85.NewEncoder(&text)
		_, err := e.Write(packed)
		must(t, err)
		must(t, e.Close())
		text.WriteString("~>")
	}
	return writePDF("[ /"+filter+" /FlateDecode ]", text.Bytes())
}

func deflated(t testing.TB, text string) []byte {
	t.Helper()
	return packed(t, text, func(w io.Writer) (io.WriteCloser, error) { return zlib.NewWriter(w), nil })
}

func lzmaed(t testing.TB, text string) []byte {
	t.Helper()
	return packed(t, text, func(w io.Writer) (io.WriteCloser, error) { return lzma.NewWriter(w) })
}

// lzwed packs a text that is too short for codes to change their length, so that it
// is the same with an early change and without.
func lzwed(t testing.TB, text string) []byte {
	t.Helper()
	return packed(t, text, func(w io.Writer) (io.WriteCloser, error) { return lzw.NewWriter(w, lzw.MSB, 8), nil })
}

// runLengthed writes a text as literal runs.
func runLengthed(text string) string {
	var b strings.Builder
	for len(text) > 0 {
		n := min(len(text), 128)
		b.WriteByte(byte(n - 1))
		b.WriteString(text[:n])
		text = text[n:]
	}
	return b.String() + "\x80"
}

func writePDF(filter string, stream []byte) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\n")
	fmt.Fprintf(&b, "4 0 obj\n<< /Length %d /Filter %s >>\nstream\r\n", len(stream), filter)
	b.Write(stream)
	b.WriteString("\nendstream\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n")
	return b.Bytes()
}

// makeSQLite makes a database of one table, notes(id, body), with one row. enc
// is 1 for UTF-8, 2 and 3 for UTF-16. A long text goes on in further pages.
func makeSQLite(t testing.TB, page, enc int, text string) []byte {
	t.Helper()
	body := []byte(text)
	sql := []byte("CREATE TABLE notes(id INTEGER PRIMARY KEY, body TEXT)")
	kind, name := []byte("table"), []byte("notes")
	if enc > 1 {
		for _, p := range []*[]byte{&body, &sql, &kind, &name} {
			*p = wide(*p, enc == 3)
		}
	}
	schema := record(kind, name, name, 2, sql)
	row := record(nil, body)
	usable := page
	db := make([]byte, 2*page)
	copy(db, "SQLite format 3\x00")
	binary.BigEndian.PutUint16(db[16:], uint16(page)) // 65536 is written as 1
	if page == 65536 {
		binary.BigEndian.PutUint16(db[16:], 1)
	}
	copy(db[18:], []byte{1, 1, 0, 64, 32, 32})
	binary.BigEndian.PutUint32(db[56:], uint32(enc))
	leaf := func(p []byte, header int, payload []byte) {
		most := usable - 35
		var rest []byte
		if len(payload) > most {
			least := (usable-12)*32/255 - 23
			local := least + (len(payload)-least)%(usable-4)
			if local > most {
				local = least
			}
			payload, rest = payload[:local], payload[local:]
		}
		cell := append(varint(uint64(len(payload)+len(rest))), 1) // rowid 1
		cell = append(cell, payload...)
		if len(rest) > 0 {
			cell = binary.BigEndian.AppendUint32(cell, uint32(len(db)/page+1))
		}
		at := page - len(cell)
		copy(p[at:], cell)
		p[header] = 0x0d
		binary.BigEndian.PutUint16(p[header+3:], 1)
		binary.BigEndian.PutUint16(p[header+5:], uint16(at))
		binary.BigEndian.PutUint16(p[header+8:], uint16(at))
		for len(rest) > 0 {
			over := make([]byte, page)
			n := copy(over[4:], rest)
			if rest = rest[n:]; len(rest) > 0 {
				binary.BigEndian.PutUint32(over, uint32(len(db)/page+2))
			}
			db = append(db, over...)
		}
	}
	leaf(db[:page], 100, schema)
	leaf(db[page:2*page], 0, row)
	return db
}

func wide(b []byte, big bool) (out []byte) {
	for _, c := range b {
		if big {
			out = append(out, 0, c)
		} else {
			out = append(out, c, 0)
		}
	}
	return out
}

// record makes a SQLite record of texts, small numbers and nil.
func record(values ...any) []byte {
	var header, body []byte
	for _, v := range values {
		switch v := v.(type) {
		case int:
			header, body = append(header, 1), append(body, byte(v))
		case []byte:
			header, body = append(header, varint(uint64(2*len(v)+13))...), append(body, v...)
		default:
			header = append(header, 0)
		}
	}
	return append(append(varint(uint64(len(header)+1)), header...), body...)
}

func varint(v uint64) []byte {
	out := []byte{byte(v & 0x7f)}
	for v >>= 7; v > 0; v >>= 7 {
		out = append([]byte{byte(v&0x7f) | 0x80}, out...)
	}
	return out
}

// bzippedHex is what `bzip2 -9` makes of markedText.
const bzippedHex = "425a6839314159265359ebf0a2ac000008d980001040022480226b18002000229a321a3d3d50a6000368d0d3c920a57ca2ac63e2ee48a70a121d7e145580"
