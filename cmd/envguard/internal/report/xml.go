package report

import (
	"encoding/xml"
	"fmt"
	"io"
)

// writeXML writes a document with its declaration. Texts in it have passed
// [Escape], so that XML can hold them.
func writeXML(w io.Writer, doc any) error {
	b, err := xml.MarshalIndent(doc, "", "  ")
	if err != nil {
		return fmt.Errorf("encoding the report: %w", err)
	}
	if _, err := io.WriteString(w, xml.Header+string(b)+"\n"); err != nil {
		return fmt.Errorf("writing the report: %w", err)
	}
	return nil
}
