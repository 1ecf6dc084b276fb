// Command envguard refuses commits that would publish a secret.
package main

import (
	"context"
	"os"
)

func main() {
	os.Exit(command{os.Stdin, os.Stdout, os.Stderr}.run(context.Background(), os.Args[1:]))
}
