package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

// watchSignals returns a context that ends at the first Ctrl-C; a second one
// kills as usual. A closed pipe becomes an error of the write to it, so that
// it ends with an exit code that says so.
func watchSignals(ctx context.Context) (context.Context, func()) {
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	unhook := context.AfterFunc(ctx, stop)
	// Notify instead of Ignore: an ignored signal is inherited by the git
	// processes that are started.
	pipe := make(chan os.Signal, 1)
	signal.Notify(pipe, syscall.SIGPIPE)
	return ctx, func() {
		unhook()
		signal.Stop(pipe)
		stop()
	}
}
