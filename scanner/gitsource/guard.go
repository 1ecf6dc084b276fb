package gitsource

import (
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"
)

// guard turns a fault in mapped memory (a file that was cut short while it
// was mapped, a disk that fails to read) into an error instead of a crash:
//
//	defer guard("reading the index")(&err)
//
// Every other panic goes on.
func guard(doing string) func(*error) {
	old := debug.SetPanicOnFault(true)
	return func(err *error) {
		debug.SetPanicOnFault(old)
		r := recover()
		if r == nil {
			return
		}
		var fault interface {
			runtime.Error
			Addr() uintptr
		}
		if e, ok := r.(error); ok && errors.As(e, &fault) {
			*err = fmt.Errorf("%s: a file was cut short or could not be read meanwhile: %w", doing, e)
			return
		}
		panic(r)
	}
}
