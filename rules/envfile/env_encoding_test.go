package envfile_test

import (
	"encoding/binary"
	"testing"
	"unicode/utf16"
)

func TestEncoding(t *testing.T) {
	wide := func(s string, order binary.AppendByteOrder) string {
		var b []byte
		for _, u := range utf16.Encode([]rune(s)) {
			b = order.AppendUint16(b, u)
		}
		return string(b)
	}
	const text, mark = "A=1\nB=x y\n", "\ufeff"
	with := func(env string, more ...string) memory {
		m := memory{files: map[string]string{"w .env": env}}
		for i := 0; i+1 < len(more); i += 2 {
			m.files[more[i]] = more[i+1]
		}
		return m
	}
	decouple := []string{"i requirements.txt", "python-decouple\n"}
	run(t, "env-encoding", []repoCase{
		{"plain", with(text, decouple...), nil},
		{"a mark and decouple", with(mark+text, decouple...), []string{"warning .env:1 it is UTF-8 with a byte order mark: python-decouple does not see A"}},
		{"a mark that its reader takes off", with(mark+text, "i Gemfile", "gem 'dotenv'\n"), nil},
		{"a mark and no reader", with(mark + text), []string{"many readers"}},
		{"UTF-16", with(wide(mark+text, binary.LittleEndian), decouple...), []string{"warning .env:1 it is UTF-16: python-decouple fails (it is not UTF-8)"}},
		{"UTF-16, the other order", with(wide(mark+text, binary.BigEndian), decouple...), []string{"UTF-16"}},
		{"UTF-16 without a mark", with(wide(text, binary.LittleEndian), decouple...), []string{"UTF-16: python-decouple does not see A"}},
		{"other data", with("\x00\x01\x02\x00", decouple...), nil},
	})
}
