// Command list writes all.go, the list of the rules in package provider:
//
//	go generate ./rules/provider
package main

import (
	"fmt"
	"os"

	"github.com/envguard/envguard/rules/provider/internal/lister"
)

func main() {
	text, err := lister.List(".")
	if err == nil {
		err = os.WriteFile("all.go", text, 0o666)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "list:", err)
		os.Exit(1)
	}
}
