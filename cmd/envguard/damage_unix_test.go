//go:build unix

package main

import (
	"bytes"
	"compress/zlib"
	"crypto/sha1" //nolint:gosec // git's checksums
	"crypto/sha256"
	"fmt"
	"hash"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
)

// deflated is a loose object's file.
func deflated(text string) []byte {
	var out bytes.Buffer
	z := zlib.NewWriter(&out)
	z.Write([]byte(text)) //nolint:errcheck // memory
	z.Close()             //nolint:errcheck // memory
	return out.Bytes()
}

// rewrite is a damage that changes a file's content.
func rewrite(name string, change func([]byte) []byte) damage {
	return damage{name: name, apply: func(d *damaged, path string) bool {
		data, err := os.ReadFile(path)
		if err != nil {
			d.t.Error(err)
			return false
		}
		now := change(data)
		if now == nil || bytes.Equal(now, data) {
			return false
		}
		return replaceFile(d.t, path, now)
	}}
}

// inPlaceOf is a damage that puts something else in a file's place.
func inPlaceOf(name string, make func(d *damaged, path string) error) damage {
	return damage{name: name, apply: func(d *damaged, path string) bool {
		if err := os.RemoveAll(path); err != nil {
			d.t.Error(err)
		}
		if err := make(d, path); err != nil {
			d.t.Error(err)
		}
		return true
	}}
}

func linkTo(target string) func(*damaged, string) error {
	return func(_ *damaged, path string) error { return os.Symlink(target, path) }
}

// specials put something in a file's place that cannot be read as a file is.
var specials = []damage{
	inPlaceOf("a directory", func(_ *damaged, path string) error { return os.MkdirAll(filepath.Join(path, "x"), 0o755) }),
	inPlaceOf("a FIFO", func(_ *damaged, path string) error { return syscall.Mkfifo(path, 0o644) }),
	inPlaceOf("a link to a FIFO", func(_ *damaged, path string) error {
		if err := syscall.Mkfifo(path+".fifo", 0o644); err != nil {
			return err
		}
		return os.Symlink(filepath.Base(path)+".fifo", path)
	}),
	inPlaceOf("a socket", func(d *damaged, path string) error {
		// Names of sockets are short.
		dir, err := os.MkdirTemp("", "s")
		if err != nil {
			return err
		}
		defer os.RemoveAll(dir)
		l, err := net.ListenUnix("unix", &net.UnixAddr{Name: filepath.Join(dir, "s"), Net: "unix"})
		if err != nil {
			return err
		}
		l.SetUnlinkOnClose(false)
		defer l.Close()
		return os.Rename(filepath.Join(dir, "s"), path)
	}),
	inPlaceOf("a link to /dev/zero", linkTo("/dev/zero")),
	inPlaceOf("a link to itself", func(_ *damaged, path string) error { return os.Symlink(filepath.Base(path), path) }),
	inPlaceOf("a file that may not be read", func(_ *damaged, path string) error { return os.WriteFile(path, []byte("x"), 0) }),
}

// unreadable takes the permission to read what is there; root has it anyway.
var unreadable = damage{name: "may not be read", apply: func(_ *damaged, path string) bool {
	return os.Getuid() != 0 && os.Chmod(path, 0) == nil
}}

// dangling is what "missing" is with a link.
var (
	missing  = inPlaceOf("missing", func(*damaged, string) error { return nil })
	dangling = inPlaceOf("a link to nowhere", linkTo("/nowhere/at/all"))
)

func gone(d damage) damage {
	d.gone = true
	return d
}

// contents damage any file's content.
var contents = []damage{
	rewrite("empty", func([]byte) []byte { return []byte{} }),
	rewrite("cut in half", func(b []byte) []byte { return b[:len(b)/2] }),
	rewrite("one byte short", func(b []byte) []byte { return b[:len(b)-1] }),
	rewrite("a byte changed", func(b []byte) []byte {
		b = bytes.Clone(b)
		b[len(b)/2] ^= 0x55
		return b
	}),
	rewrite("noise", func([]byte) []byte { return bytes.Repeat([]byte("\x9enoise"), 40) }),
	rewrite("zeros", func(b []byte) []byte { return make([]byte, len(b)) }),
	rewrite("the start is zeros", func(b []byte) []byte { return append(make([]byte, len(b)/2), b[len(b)/2:]...) }),
}

// looseHeader is a damage that changes a loose object before it is compressed.
func looseHeader(name string, change func(kind, size, body string) string) damage {
	return damage{name: name, apply: func(d *damaged, path string) bool {
		head, body, _ := strings.Cut(string(inflateLoose(d.t, path)), "\x00")
		kind, size, _ := strings.Cut(head, " ")
		return replaceFile(d.t, path, deflated(change(kind, size, body)))
	}}
}

var looseDamages = slices.Concat([]damage{
	gone(missing), gone(dangling), unreadable,
	looseHeader("a bad type", func(_, size, body string) string { return "blub " + size + "\x00" + body }),
	looseHeader("another type", func(kind, size, body string) string {
		other := map[string]string{"blob": "tree", "tree": "commit", "commit": "blob", "tag": "blob"}[kind]
		return other + " " + size + "\x00" + body
	}),
	looseHeader("a header without an end", func(kind, size, body string) string { return kind + " " + size + strings.ReplaceAll(body, "\x00", " ") }),
	looseHeader("no size", func(kind, _, body string) string { return kind + " \x00" + body }),
	looseHeader("a negative size", func(kind, size, body string) string { return kind + " -" + size + "\x00" + body }),
	looseHeader("a larger size", func(kind, size, body string) string { return kind + " 9" + size + "\x00" + body }),
	looseHeader("a size of one more", func(kind, size, body string) string { return fmt.Sprintf("%s %d\x00%s", kind, len(body)+1, body) }),
	looseHeader("a size of one less", func(kind, size, body string) string { return fmt.Sprintf("%s %d\x00%s", kind, len(body)-1, body) }),
	looseHeader("an immense size", func(kind, _, body string) string { return kind + " 9223372036854775807\x00" + body }),
	looseHeader("a size beyond all numbers", func(kind, _, body string) string { return kind + " 99999999999999999999999\x00" + body }),
	looseHeader("another content", func(kind, _, body string) string { return kind + " 5\x00other" }),
	looseHeader("one byte of the content changed", func(kind, size, body string) string {
		return kind + " " + size + "\x00" + body[:len(body)-2] + "~" + body[len(body)-1:]
	}),
	rewrite("something behind its end", func(b []byte) []byte { return append(bytes.Clone(b), "more"...) }),
	gone(inPlaceOf("its folder is a file", func(_ *damaged, path string) error {
		dir := filepath.Dir(path)
		if err := os.RemoveAll(dir); err != nil {
			return err
		}
		return os.WriteFile(dir, nil, 0o644)
	})),
	{name: "its folder may not be read", apply: func(d *damaged, path string) bool { return unreadable.apply(d, filepath.Dir(path)) }},
	{name: "its folder may not be listed", apply: func(d *damaged, path string) bool {
		return os.Getuid() != 0 && os.Chmod(filepath.Dir(path), 0o311) == nil
	}},
	inPlaceOf("its folder is a FIFO", func(_ *damaged, path string) error {
		dir := filepath.Dir(path)
		if err := os.RemoveAll(dir); err != nil {
			return err
		}
		return syscall.Mkfifo(dir, 0o644)
	}),
}, contents, specials)

// objectTargets are the objects: of each type one, or all of them.
func (b *damageBase) objectTargets(packed, all bool) []target {
	var out []target
	seen := map[string]int{}
	for _, o := range b.objects {
		limit := 1
		if o.kind == "blob" {
			limit = 2
		}
		if seen[o.kind]++; seen[o.kind] > limit && !all {
			continue
		}
		t := target{name: strings.TrimSpace(o.kind + " " + o.id[:8] + " " + o.about), names: []string{o.id[:10]}}
		if packed {
			t.path = "objects/pack"
			t.names = append(t.names, "pack-", "object ") // the pack, or what is a delta of it
			t.in = packedDamages(o.id, b.format)
		} else {
			t.path = loosePath(o.id)
			t.names = append(t.names, "objects/"+o.id[:2], "bad tree object", "not a tree object") // git names what is above
			t.in = looseDamages
		}
		out = append(out, t)
	}
	return out
}

func newHash(format string) hash.Hash {
	if format == "sha256" {
		return sha256.New()
	}
	return sha1.New() //nolint:gosec // git's checksums
}

// thePack finds the only file of a pack folder with an extension.
func thePack(d *damaged, ext string) string {
	files, err := filepath.Glob(filepath.Join(d.git, "objects/pack/*"+ext))
	if err != nil || len(files) != 1 {
		d.t.Errorf("%d files %s: %v", len(files), ext, err)
		return ""
	}
	return files[0]
}

// inPack is a damage at an object's place in the pack. fix makes the pack's
// own checksum right, as a pack that was made on purpose has it.
func inPack(name, id, format string, fix bool, change func(pack []byte, from, to int)) damage {
	return damage{name: name, apply: func(d *damaged, _ string) bool {
		idx, path := thePack(d, ".idx"), thePack(d, ".pack")
		data, err := os.ReadFile(path)
		if err != nil {
			d.t.Error(err)
			return false
		}
		index, err := os.ReadFile(idx)
		if err != nil {
			d.t.Error(err)
			return false
		}
		size := newHash(format).Size()
		from, to := -1, len(data)-size
		var offsets []int
		for line := range strings.Lines(damageGit(d.t, d.dir, string(index), "show-index", "--object-format="+format)) {
			f := strings.Fields(line)
			var off int
			fmt.Sscan(f[0], &off) //nolint:errcheck // git's output
			offsets = append(offsets, off)
			if f[1] == id {
				from = off
			}
		}
		if from < 0 {
			return false // it is loose
		}
		for _, off := range offsets {
			if off > from && off < to {
				to = off
			}
		}
		change(data, from, to)
		if fix {
			sum := newHash(format)
			sum.Write(data[:len(data)-size])
			copy(data[len(data)-size:], sum.Sum(nil))
			copy(index[len(index)-2*size:], data[len(data)-size:])
			sum = newHash(format)
			sum.Write(index[:len(index)-size])
			copy(index[len(index)-size:], sum.Sum(nil))
			replaceFile(d.t, idx, index)
		}
		return replaceFile(d.t, path, data)
	}}
}

func packedDamages(id, format string) []damage {
	var out []damage
	for _, fix := range []bool{false, true} {
		suffix := map[bool]string{false: "", true: ", with the right checksums"}[fix]
		out = append(out,
			inPack("a byte in the middle"+suffix, id, format, fix, func(b []byte, from, to int) { b[(from+to)/2] ^= 0x55 }),
			inPack("its type is none"+suffix, id, format, fix, func(b []byte, from, to int) { b[from] = b[from]&^0x70 | 5<<4 }),
			inPack("its type is another"+suffix, id, format, fix, func(b []byte, from, to int) {
				if b[from]>>4&7 == 3 {
					b[from] = b[from]&^0x70 | 2<<4
				} else {
					b[from] = b[from]&^0x70 | 3<<4
				}
			}),
			inPack("it is a delta of nothing"+suffix, id, format, fix, func(b []byte, from, to int) { b[from] = b[from]&^0x70 | 7<<4 }),
			inPack("its size is another"+suffix, id, format, fix, func(b []byte, from, to int) { b[from] ^= 3 }),
			inPack("its size has no end"+suffix, id, format, fix, func(b []byte, from, to int) {
				for i := from; i < min(to, from+12); i++ {
					b[i] |= 0x80
				}
			}),
			inPack("all of it is zeros"+suffix, id, format, fix, func(b []byte, from, to int) { clear(b[from:to]) }),
			inPack("its end is noise"+suffix, id, format, fix, func(b []byte, from, to int) {
				for i := max(from+2, to-4); i < to; i++ {
					b[i] = 0xa5
				}
			}),
		)
	}
	return out
}

// packFile makes a damage of any file one of a pack's.
func packFile(ext string, list []damage) []damage {
	var out []damage
	for _, v := range list {
		out = append(out, damage{name: v.name, apply: func(d *damaged, _ string) bool { return v.apply(d, thePack(d, ext)) }})
	}
	return out
}

// fileTargets are the files that are no objects.
func (b *damageBase) fileTargets(packed bool) []target {
	any := slices.Concat([]damage{unreadable}, contents, specials)
	id := b.objects[0].id
	refDamages := slices.Concat([]damage{
		unreadable,
		rewrite("empty", func([]byte) []byte { return []byte{} }),
		rewrite("cut in half", func(b []byte) []byte { return b[:len(b)/2] }),
		rewrite("noise", func([]byte) []byte { return []byte("noise\n") }),
		rewrite("another object, which is missing", func([]byte) []byte { return []byte(strings.Repeat("1", len(id)) + "\n") }),
		{name: "a loop", apply: func(d *damaged, path string) bool {
			rel, err := filepath.Rel(d.git, path)
			if err != nil {
				d.t.Error(err)
			}
			return replaceFile(d.t, path, []byte("ref: "+filepath.ToSlash(rel)+"\n"))
		}},
	}, specials[1:]) // git takes a folder for the folder of other references
	out := []target{
		{"the index", "index", []string{"index"}, any},
		{"HEAD", "HEAD", []string{"HEAD", ".git"}, slices.Concat([]damage{unreadable}, specials)},
		{"objects", "objects", []string{"objects", ".git", "object ", "refs/"}, []damage{
			unreadable, specials[1],
			inPlaceOf("a file", func(_ *damaged, path string) error { return os.WriteFile(path, nil, 0o644) }),
			inPlaceOf("empty", func(_ *damaged, path string) error { return os.Mkdir(path, 0o755) }),
		}},
		{"refs", "refs", []string{"refs", ".git"}, []damage{unreadable, specials[1]}},
		{"config", "config", []string{"config"}, slices.Concat([]damage{unreadable, contents[4]}, specials[1:])},
		{"info/alternates", "info", []string{"alternates", "other", "object ", "refs/"}, alternates},
		{"shallow", "shallow", []string{"shallow"}, made(slices.Concat([]damage{unreadable, contents[4]}, specials))},
	}
	if packed {
		out = append(out,
			target{"the pack", "", []string{"pack-", "object "}, packFile(".pack", slices.Concat([]damage{missing, dangling}, any))},
			target{"the pack's index", "", []string{"pack-", "objects/pack", "object "}, packFile(".idx", slices.Concat([]damage{missing, dangling}, any))},
			target{"the pack folder", "objects/pack", []string{"objects/pack", "object "}, []damage{
				unreadable, specials[1], missing,
				inPlaceOf("a file", func(_ *damaged, path string) error { return os.WriteFile(path, nil, 0o644) }),
			}},
			target{"packed-refs", "packed-refs", []string{"packed-refs", "reference", "refs/"}, slices.Concat([]damage{unreadable, contents[1], contents[4]}, specials)},
		)
		return out
	}
	return append(out,
		target{"refs/heads/main", "refs/heads/main", []string{"refs/heads/main", "HEAD", "main", strings.Repeat("1", 40)}, refDamages},
		target{"refs/tags/v1", "refs/tags/v1", []string{"refs/tags/v1", "v1"}, refDamages},
		target{"refs/heads", "refs/heads", []string{"refs/heads"}, []damage{unreadable}},
		target{"packed-refs", "packed-refs", []string{"packed-refs"}, made(slices.Concat([]damage{unreadable, contents[4]}, specials))},
	)
}

// made applies damages to a file that is not there yet.
func made(list []damage) []damage {
	var out []damage
	for _, v := range list {
		out = append(out, damage{name: v.name, apply: func(d *damaged, path string) bool {
			if err := os.WriteFile(path, nil, 0o644); err != nil {
				d.t.Error(err)
			}
			return v.apply(d, path)
		}})
	}
	return out
}

// alternates move the objects into another folder, and damage that.
var alternates = func() []damage {
	move := func(d *damaged) string {
		other := filepath.Join(d.git, "other")
		if err := os.Rename(filepath.Join(d.git, "objects"), other); err != nil {
			d.t.Error(err)
		}
		if err := os.MkdirAll(filepath.Join(d.git, "objects/info"), 0o755); err != nil {
			d.t.Error(err)
		}
		list := filepath.Join(d.git, "objects/info/alternates")
		if err := os.WriteFile(list, []byte("../other\n"), 0o644); err != nil {
			d.t.Error(err)
		}
		return list
	}
	var out []damage
	for _, v := range slices.Concat([]damage{missing, unreadable, contents[0], contents[4]}, specials) {
		out = append(out, damage{name: v.name, apply: func(d *damaged, _ string) bool { return v.apply(d, move(d)) }})
	}
	for _, v := range []damage{missing, unreadable, specials[1]} {
		out = append(out, damage{name: "what it names: " + v.name, apply: func(d *damaged, _ string) bool {
			move(d)
			return v.apply(d, filepath.Join(d.git, "other"))
		}})
	}
	return out
}()
