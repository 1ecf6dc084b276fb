package dotenv

import (
	"bytes"
	"encoding/binary"
	"unicode/utf16"
	"unicode/utf8"
)

// ToUTF8 returns a text in UTF-8 without a byte order mark, and the name of the
// encoding that it has: "UTF-16", or "UTF-8 with a byte order mark". The name
// is "" for any other text, which is returned as it is.
func ToUTF8(data []byte) (text []byte, encoding string) {
	whole := data
	if rest, ok := bytes.CutPrefix(data, []byte("\xef\xbb\xbf")); ok {
		return rest, "UTF-8 with a byte order mark"
	}
	var order binary.ByteOrder
	switch {
	case len(data) < 2 || len(data)%2 != 0 || bytes.HasPrefix(data, []byte{0xff, 0xfe, 0, 0}):
		return data, ""
	case data[0] == 0xff && data[1] == 0xfe:
		order, data = binary.LittleEndian, data[2:]
	case data[0] == 0xfe && data[1] == 0xff:
		order, data = binary.BigEndian, data[2:]
	case data[1] == 0 && data[0] != 0:
		order = binary.LittleEndian
	case data[0] == 0 && data[1] != 0:
		order = binary.BigEndian
	default:
		return data, ""
	}
	units := make([]uint16, len(data)/2)
	for i := range units {
		units[i] = order.Uint16(data[2*i:])
	}
	for _, r := range utf16.Decode(units) {
		if r == 0 || r == utf8.RuneError {
			return whole, "" // other data
		}
		text = utf8.AppendRune(text, r)
	}
	return text, "UTF-16"
}
