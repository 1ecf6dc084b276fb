// Package archive reads what is inside containers: zip and what is built on it,
// tar, gzip, bzip2, xz, zstd, the text of PDF documents and the rows of SQLite
// databases.
//
// Nothing is written to disk, and whatever a container claims, memory stays
// bounded: streams are read through small windows, and what must be held as a
// whole (a zip whose directory is at its end, a PDF, a database) has at
// most [Limits].Held bytes. What a limit or damage keeps from being read is reported
// to [Walk].Skip by name, so that no caller takes it for clean.
package archive

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"github.com/klauspost/compress/zstd"
)

// A Kind is a container's format.
type Kind uint8

// The kinds. None is anything that is no container.
const (
	None Kind = iota
	Zip
	Tar
	Gzip
	Bzip2
	XZ
	Zstd
	PDF
	SQLite
	LZMA
	Program  // which a zip may follow: a self-extracting archive
	SevenZip // this and the following are known, and not opened
	RAR
	Cab
)

// String returns the format's usual name.
func (k Kind) String() string {
	switch k {
	case Zip:
		return "zip"
	case Tar:
		return "tar"
	case Gzip:
		return "gzip"
	case Bzip2:
		return "bzip2"
	case XZ:
		return "xz"
	case Zstd:
		return "zstd"
	case PDF:
		return "PDF"
	case SQLite:
		return "SQLite"
	case LZMA:
		return "lzma"
	case Program:
		return "program"
	case SevenZip:
		return "7z"
	case RAR:
		return "RAR"
	case Cab:
		return "cab"
	}
	return "none"
}

// stream reports whether it is one compressed stream, not a set of members.
func (k Kind) stream() bool { return k == Gzip || k == Bzip2 || k == XZ || k == Zstd || k == LZMA }

// SniffLen is how many bytes [Sniff] looks at.
const SniffLen = 512

// Sniff returns the kind of content by its first bytes; SniffLen bytes are enough.
// The name matters only for zips behind other data, such as executable jars.
func Sniff(head []byte, name string) Kind {
	if len(head) < 8 {
		return None
	}
	if k := magicKind(head); k != None {
		return k
	}
	if k := programKind(head, name); k != None {
		return k
	}
	if isLZMA(head, name) {
		return LZMA
	}
	if isTar(head) {
		return Tar
	}
	return None
}

// magics are the first bytes of formats, where these are enough.
var magics = []struct {
	bytes string
	kind  Kind
}{
	{"PK\x03\x04", Zip},
	{"PK\x05\x06", Zip},
	{"PK\x07\x08PK", Zip}, // one that was to be split
	{"PK00PK", Zip},
	{xzMagic, XZ},
	{"\x28\xb5\x2f\xfd", Zstd},
	{"%PDF-", PDF},
	{"7z\xbc\xaf\x27\x1c", SevenZip},
	{"Rar!\x1a\x07", RAR},
	{"MSCF\x00\x00\x00\x00", Cab},
}

// magicKind returns the kind that the first bytes say.
func magicKind(head []byte) Kind {
	for _, m := range magics {
		if head[0] == m.bytes[0] && strings.HasPrefix(string(head[:8]), m.bytes) {
			return m.kind
		}
	}
	switch {
	case head[0] == 0x1f && head[1] == 0x8b && head[2] == 8 && head[3]&0xe0 == 0:
		return Gzip
	case len(head) >= 10 && string(head[:3]) == "BZh" && head[3] >= '1' && head[3] <= '9':
		if s := string(head[4:10]); s == "1AY&SY" || s == "\x17\x72\x45\x38\x50\x90" {
			return Bzip2
		}
	case len(head) >= 100 && string(head[:16]) == "SQLite format 3\x00":
		return SQLite
	}
	return None
}

// programKind returns what may follow a program or a script: a zip, if the name says so,
// or a self-extracting one.
func programKind(head []byte, name string) Kind {
	binary := string(head[:2]) == "MZ" || string(head[:4]) == "\x7fELF"
	switch ext := strings.ToLower(path.Ext(name)); {
	case !binary && string(head[:2]) != "#!":
	case zipName(name):
		return Zip
	case binary && (ext == "" || ext == ".exe"):
		return Program
	}
	return None
}

// zipName accepts the names of zips that a program may precede.
func zipName(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".jar", ".war", ".zip", ".pyz", ".pex", ".par", ".run", ".bin", ".sfx":
		return true
	}
	return false
}

// isLZMA accepts the header of the format that preceded xz: the usual properties, the
// size of a dictionary, and a size or all ones. It has no magic number, so that the
// name has to agree.
func isLZMA(head []byte, name string) bool {
	if len(head) < 13 || head[0] != 0x5d || head[1] != 0 || head[2] != 0 {
		return false
	}
	switch strings.ToLower(path.Ext(name)) {
	case ".lzma", ".tlz":
		return true
	}
	return false
}

// isTar holds the first header against its checksum: the sum of its bytes, with
// blanks in place of the sum itself (POSIX pax, "ustar Interchange Format").
func isTar(head []byte) bool {
	if len(head) < 512 || head[0] == 0 {
		return false
	}
	want, some := int64(0), false
	for _, c := range head[148:156] {
		switch {
		case c >= '0' && c <= '7':
			want, some = want<<3|int64(c-'0'), true
		case c != ' ' && c != 0:
			return false
		}
	}
	if !some {
		return false
	}
	var sum, signed int64
	for i, c := range head[:512] {
		if i >= 148 && i < 156 {
			c = ' '
		}
		sum += int64(c)
		signed += int64(int8(c))
	}
	return sum == want || signed == want
}

// Limits bound what is read. A field that is 0 has its default.
type Limits struct {
	Depth   int   // archives in archives; 3
	Members int   // of all archives of a file together; 200,000
	Size    int64 // bytes that a file unpacks to, all levels together; 1 GiB
	Ratio   int64 // how many times its own size a file unpacks to, above 16 MiB; 256
	Held    int64 // bytes of a container that has to be held in memory; 64 MiB
}

// Defaults returns the limits with their defaults filled in.
func (l Limits) Defaults() Limits {
	if l.Depth <= 0 {
		l.Depth = 3
	}
	if l.Members <= 0 {
		l.Members = 200_000
	}
	if l.Size <= 0 {
		l.Size = 1 << 30
	}
	if l.Ratio <= 0 {
		l.Ratio = 256
	}
	if l.Held <= 0 {
		l.Held = 64 << 20
	}
	return l
}

// errMemory says that a decoder would have to look back further than maxWindow.
var errMemory = unsupportedError(fmt.Sprintf("it needs more than %d MB of memory", maxWindow>>20))

const (
	maxStreams = 3        // compressed streams in each other
	ratioFrom  = 16 << 20 // bytes from which on the ratio counts
	maxWindow  = 64 << 20 // bytes that a decoder may look back
	maxName    = 1024     // bytes of a member's name
	maxAlike   = 3        // members of one archive that are named for one reason
)

// Content is what a container is read from.
type Content struct {
	// Reader gives it from its beginning.
	io.Reader
	// At, if set, gives any part of it, Size bytes in all.
	At io.ReaderAt
	// Size is in bytes, -1 if unknown.
	Size int64
}

// A Walk reads one file that is a container. It serves one goroutine.
type Walk struct {
	Limits
	// Visit is called for each content that is no container, with its path:
	// that of the file, "!/" and the member's, at each level. An error of r's
	// comes back as Visit's own; any other error of Visit ends the walk.
	Visit func(path string, r io.Reader) error
	// Skip gets what could not be read, and why.
	Skip func(path, reason string)
	// Leave, if set, reports whether a member is to be left alone.
	Leave func(path string) bool

	in, total int64 // bytes of the file that were read, and that all became
	holding   int64 // bytes that are held in memory now
	members   int
	stopped   error // a limit that ended the walk
}

// limitError is the error of a limit. It ends the walk.
type limitError string

func (e limitError) Error() string { return string(e) }

// unsupportedError is content that is right, but cannot be read here.
type unsupportedError string

func (e unsupportedError) Error() string { return string(e) }

// readError is an error of the content, as opposed to one of Visit's.
type readError struct{ err error }

func (e *readError) Error() string { return e.err.Error() }
func (e *readError) Unwrap() error { return e.err }

// Run walks over the container c at a path. Its error is one of Visit's.
func (w *Walk) Run(path string, c Content) error {
	w.Limits = w.Limits.Defaults()
	w.in, w.total, w.holding, w.members, w.stopped = max(0, c.Size), 0, 0, 0, nil
	if c.Size < 0 {
		c.Reader = &inputReader{w, c.Reader}
	}
	return w.open(path, path, c, 0, 0)
}

// inputReader counts a file whose size is not known.
type inputReader struct {
	w *Walk
	r io.Reader
}

func (i *inputReader) Read(p []byte) (int, error) {
	n, err := i.r.Read(p)
	i.w.in += int64(n)
	return n, err
}

// open looks what content is, and reads it. alias is what the members of a tar
// in it are named by: that in app.tar.gz is not app.tar.gz!/app.tar.
func (w *Walk) open(name, alias string, c Content, depth, streams int) error {
	br := bufio.NewReaderSize(c.Reader, 4096)
	head, err := br.Peek(SniffLen)
	if err != nil && !errors.Is(err, io.EOF) {
		return w.failed(name, err)
	}
	kind := Sniff(head, name)
	c.Reader = br
	switch {
	case kind == None:
	case kind.stream() && streams >= maxStreams:
		w.Skip(name, fmt.Sprintf("compressed more than %d times over; what is inside was not read", maxStreams))
	case !kind.stream() && kind < SevenZip && depth >= w.Depth:
		w.Skip(name, fmt.Sprintf("an archive more than %d levels deep in others; what is inside was not read", w.Depth))
	case kind >= SevenZip:
		w.Skip(name, fmt.Sprintf("a %s archive, which is not opened; its bytes were scanned as they are", kind))
	case kind.stream():
		return w.stream(kind, name, br, depth, streams+1)
	case kind == Tar:
		return w.tar(alias, br, depth+1)
	default:
		return w.held(kind, name, c, depth+1)
	}
	return w.visit(name, br)
}

// visit shows content to the caller.
func (w *Walk) visit(name string, r io.Reader) error {
	return w.failed(name, w.Visit(name, &errorReader{r}))
}

// errorReader marks the errors of content.
type errorReader struct{ r io.Reader }

func (e *errorReader) Read(p []byte) (n int, err error) {
	defer func() { // decoders are held to be safe; a crash would be worse than to be wrong there
		if r := recover(); r != nil {
			n, err = 0, &readError{fmt.Errorf("damaged: the decoder gave up")}
		}
	}()
	n, err = e.r.Read(p)
	if err != nil && err != io.EOF {
		err = &readError{err}
	}
	return n, err
}

// failed says what an error keeps from being read, and returns it if it is to
// end the walk.
func (w *Walk) failed(name string, err error) error {
	var read *readError
	var limit limitError
	var unsupported unsupportedError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &limit):
		if w.stopped == nil {
			w.stopped = limit
			w.Skip(name, limit.Error()+"; this and what follows was not read to its end")
		}
		return nil
	case errors.As(err, &unsupported):
		w.Skip(name, unsupported.Error())
		return nil
	case errors.Is(err, zstd.ErrWindowSizeExceeded), errors.Is(err, zstd.ErrDecoderSizeExceeded):
		w.Skip(name, errMemory.Error())
		return nil
	case errors.As(err, &read):
		w.Skip(name, "damaged or cut off: "+reason(read.err))
		return nil
	}
	return err
}

// reason shortens what libraries say.
func reason(err error) string {
	if errors.Is(err, io.ErrUnexpectedEOF) {
		return "it ends too early"
	}
	return err.Error()
}

// meter counts what comes out of decoders.
type meter struct {
	w *Walk
	r io.Reader
}

func (m *meter) Read(p []byte) (int, error) {
	if m.w.stopped != nil {
		return 0, m.w.stopped
	}
	n, err := m.r.Read(p)
	if lerr := m.w.charge(int64(n)); lerr != nil {
		return n, lerr
	}
	return n, err
}

// charge adds to what the file became, and fails at a limit.
func (w *Walk) charge(n int64) error {
	w.total += n
	switch {
	case w.total > w.Size:
		return limitError(fmt.Sprintf("the file unpacks to more than %d MB", w.Size>>20))
	case w.total > ratioFrom && w.total/w.Ratio > max(w.in, 1):
		return limitError(fmt.Sprintf("the file unpacks to more than %d times its size", w.Ratio))
	}
	return nil
}

// member prepares to read a member: its path, and whether to read it.
func (w *Walk) member(parent, name string) (string, bool) {
	if w.members++; w.members > w.Members {
		if w.stopped == nil {
			w.stopped = limitError(fmt.Sprintf("more than %d members; the others were not read", w.Members))
			w.Skip(parent, w.stopped.Error())
		}
		return "", false
	}
	name = strings.TrimLeft(name, "/")
	if len(name) > maxName {
		name = name[:maxName]
	}
	p := parent + "!/" + name
	return p, w.Leave == nil || !w.Leave(p)
}

// alike describes members that are not read for the same reasons, the first of
// them by name.
type alike struct {
	w    *Walk
	path string
	seen map[string]int
}

func (a *alike) skip(name, why string) {
	if a.seen == nil {
		a.seen = map[string]int{}
	}
	if a.seen[why]++; a.seen[why] <= maxAlike {
		a.w.Skip(name, why)
	}
}

func (a *alike) end() {
	for why, n := range a.seen {
		if n > maxAlike {
			a.w.Skip(a.path, fmt.Sprintf("%d more members like those named: %s", n-maxAlike, why))
		}
	}
}

// held reads containers that have to be in memory, or on disk, as a whole.
func (w *Walk) held(kind Kind, name string, c Content, depth int) error {
	if c.At == nil || kind != Zip && kind != Program {
		data, err := w.hold(c)
		if errors.Is(err, errHeld) {
			if kind == Program {
				return w.visit(name, io.MultiReader(bytes.NewReader(data), c.Reader))
			}
			w.Skip(name, fmt.Sprintf("a %s of more than %d MB, or in one; what is inside was not read", kind, w.Held>>20))
			return w.visit(name, io.MultiReader(bytes.NewReader(data), c.Reader))
		}
		w.holding += int64(cap(data))
		defer func() { w.holding -= int64(cap(data)) }()
		if err != nil {
			if err := w.failed(name, &readError{err}); err != nil || w.stopped != nil {
				return err
			}
			return w.visit(name, bytes.NewReader(data))
		}
		r := bytes.NewReader(data)
		c = Content{Reader: r, At: r, Size: r.Size()}
		switch kind {
		case PDF:
			if err := w.pdf(name, data); err != nil {
				return err
			}
			return w.visit(name, r)
		case SQLite:
			if err := w.sqlite(name, data); err != nil {
				return err
			}
			return w.visit(name, r)
		}
	}
	return w.zip(name, c, depth)
}

var errHeld = errors.New("too large to be held in memory")

// hold reads content into memory. With an error it returns what it has read.
func (w *Walk) hold(c Content) ([]byte, error) {
	most := w.Held - w.holding
	if c.Size > most {
		return nil, errHeld
	}
	var b bytes.Buffer
	if c.Size > 0 {
		b.Grow(int(c.Size) + bytes.MinRead)
	}
	n, err := b.ReadFrom(io.LimitReader(c.Reader, most+1))
	if err == nil && n > most {
		err = errHeld
	}
	return b.Bytes(), err
}
