package scanner

import (
	"bytes"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/envguard/envguard/rules"
)

// UTF-16 and UTF-32 are recognized without a mark whatever the alphabet is, however
// far the file's beginning is from ASCII, and not where something else is.
func TestSniff(t *testing.T) {
	for name, comment := range map[string]string{
		"English": "settings of the shop", "German": "Grüße für die Größe", "Russian": "настройки магазина",
		"Greek": "ρυθμίσεις του καταστήματος", "Chinese": "本店的設置和密鑰", "Japanese": "みせのせっていとかぎ、店の設定", "Korean": "상점 설정과 열쇠",
		"Thai": "การตั้งค่าร้านค้า", "Hebrew": "הגדרות החנות", "emoji": "🔑🔒🔓",
	} {
		text := strings.Repeat("# "+comment+"\n", 60) + "key = 'sekrit-0123456789'\n"
		for enc, data := range map[encoding][]byte{
			encUTF8:    []byte(text),
			encUTF16LE: wide(text, false, false), encUTF16BE: wide(text, true, false),
			encUTF32LE: wide32(text, false), encUTF32BE: wide32(text, true),
		} {
			if got, mark := sniff(data[:min(len(data), sniffLen)]); got != enc || mark != 0 {
				t.Errorf("%s: encoding %d is taken for %d", name, enc, got)
			}
			got := newTest(t, Config{}).ScanFile(rules.NewFile("a.py", data))
			if len(got) != 1 || got[0].Line != 61 || got[0].Column != 8 {
				t.Errorf("%s: encoding %d: %d findings", name, enc, len(got))
			}
		}
	}
	for name, data := range map[string][]byte{
		"small numbers of two bytes":  bytes.Repeat([]byte{3, 0, 7, 0}, 100),
		"small numbers of four bytes": bytes.Repeat([]byte{3, 0, 0, 0, 7, 0, 0, 0}, 100),
		"text between NUL bytes":      bytes.Repeat([]byte("name=a value\x00"), 100),
		"text with a table":           append([]byte("TOKEN = 'a token' # and what follows\n"), bytes.Repeat([]byte{0, 3}, 300)...),
	} {
		if got, _ := sniff(data); got != encUTF8 {
			t.Errorf("%s: taken for %d", name, got)
		}
	}
}

// A string of wide characters is found between other data, wherever it begins,
// also where windows meet, and is placed on itself.
func TestWideStrings(t *testing.T) {
	s := newTest(t, Config{})
	noise := make([]byte, 5000) // as a compressed part of a program
	rnd := rand.NewChaCha8([32]byte{1})
	_, _ = rnd.Read(noise)
	noise = bytes.ReplaceAll(noise, []byte{0}, []byte{1})
	encoders := map[string]func(string) []byte{
		"UTF-16LE": func(s string) []byte { return wide(s, false, false) }, "UTF-16BE": func(s string) []byte { return wide(s, true, false) },
		"UTF-32LE": func(s string) []byte { return wide32(s, false) }, "UTF-32BE": func(s string) []byte { return wide32(s, true) },
	}
	for enc, encode := range encoders {
		for shift := range 2 * wideStride {
			data := append(bytes.Clone(noise[:1000+shift]), encode("tok_0123456789abcdef")...)
			start := bytes.IndexByte(data[1000+shift:], 't') + 1000 + shift
			data = append(data, noise...)
			got := s.ScanFile(rules.NewFile("a.bin", data))
			if len(got) != 1 || got[0].Start != start || !strings.HasSuffix(got[0].Message, "(in "+enc[:6]+")") {
				t.Fatalf("%s, shifted by %d: %d findings, want one at %d", enc, shift, len(got), start)
			}
			if got[0].Secret.Reveal() != "tok_0123456789abcdef" {
				t.Fatalf("%s, shifted by %d: the secret is another", enc, shift)
			}
		}
		// A long string goes over windows; its secrets are each found once.
		for _, at := range []int{0, 1000, wideStep, widePiece, windowSize - overlap, windowSize - 100, windowSize, windowSize + wideStep} {
			data := append(bytes.Clone(noise[:1001]), encode(strings.Repeat("many words, ", at/12))...)
			data = append(data, encode("tok_0123456789abcdef"+strings.Repeat(" and more", 20_000))...)
			data = append(data, noise...)
			res, err := s.Scan(t.Context(), blobs{{Path: "a.bin", Size: int64(len(data)), Open: opener(data)}})
			if err != nil || len(res.Findings) != 1 || len(res.Findings[0].Also) > 0 {
				t.Errorf("%s, %d characters in: %d findings, error %v", enc, at, len(res.Findings), err)
			}
		}
	}
}

// What a shell appends in UTF-16 to a text is read as text, and the other way
// round, wherever the border is.
func TestMixedEncodings(t *testing.T) {
	s := newTest(t, Config{})
	for _, big := range []bool{false, true} {
		for n := 1990; n < 2100; n += 3 {
			first := strings.Repeat("a", n) + "\n"
			second := "key = 'sekrit-0123456789'\n"
			for name, data := range map[string][]byte{
				"UTF-16 behind text": append([]byte(first), wide(second, big, true)...),
				"text behind UTF-16": append(wide(first, big, true), second...),
				"text in UTF-16":     append(append(wide(first, big, true), second...), wide("тест\n", big, false)...),
			} {
				if got := s.ScanFile(rules.NewFile("a.py", data)); len(got) != 1 || got[0].Line != 2 {
					t.Errorf("%s, big endian %v, after %d characters: %d findings", name, big, n, len(got))
				}
			}
		}
	}
}
