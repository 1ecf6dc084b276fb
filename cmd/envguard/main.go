// Command envguard refuses commits that would publish a secret.
package main

import (
	"context"
	"os"
	"runtime/debug"
)

func main() {
	// A hook allocates a few megabytes and ends: it is over before the first
	// collection, which would cost more than everything else. Long scans reuse
	// their buffers, so this costs them little.
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(400)
	}
	os.Exit(command{os.Stdin, os.Stdout, os.Stderr}.run(context.Background(), os.Args[1:]))
}
