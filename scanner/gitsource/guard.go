package gitsource

import (
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"
)

// guard turns a fault in mapped memory (a file that was cut short while it
// was mapped, a disk that fails to read) into an error instead of a crash, and
// so with an offset that was right before a file was changed in place:
//
//	defer guard("reading the index")(&err)
//
// Panics that are no runtime errors go on.
func guard(doing string) func(*error) {
	old := debug.SetPanicOnFault(true)
	return func(err *error) {
		debug.SetPanicOnFault(old)
		r := recover()
		if r == nil {
			return
		}
		var bad runtime.Error
		if e, ok := r.(error); ok && errors.As(e, &bad) {
			*err = fmt.Errorf("%s: a file changed or could not be read meanwhile: %w", doing, e)
			return
		}
		panic(r)
	}
}
