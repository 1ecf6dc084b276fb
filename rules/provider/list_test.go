package provider

import (
	"bytes"
	"os"
	"testing"

	"github.com/envguard/envguard/rules/provider/internal/lister"
)

// TestListed fails if a rule of this folder is missing from the generated list.
func TestListed(t *testing.T) {
	want, err := lister.List(".")
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile("all.go")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("all.go is not up to date; run: go generate ./rules/provider")
	}
}
