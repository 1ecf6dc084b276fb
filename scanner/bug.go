package scanner

import (
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"
)

// A Bug is a panic that was caught: a mistake of this program. It makes what
// was being read unread, and nothing else.
type Bug struct {
	what  string // without content of files
	where string
	// Stack is the stack of the goroutine that panicked.
	Stack string
}

// Error implements error.
func (b *Bug) Error() string {
	return fmt.Sprintf("a bug in envguard: %s at %s", b.what, b.where)
}

// Recover turns a panic into a [Bug]:
//
//	defer scanner.Recover(&err)
func Recover(err *error) {
	if r := recover(); r != nil {
		*err = NewBug(r)
	}
}

// NewBug describes a panic. It is called by the deferred function that
// recovered from it.
func NewBug(r any) *Bug {
	// A message may quote what was read, except for one of the runtime.
	b := &Bug{what: fmt.Sprintf("panic of type %T", r), where: "an unknown place", Stack: string(debug.Stack())}
	var bad runtime.Error
	if e, ok := r.(error); ok && errors.As(e, &bad) {
		b.what = e.Error()
	}
	var pcs [64]uintptr
	frames := runtime.CallersFrames(pcs[:runtime.Callers(2, pcs[:])])
	for {
		f, more := frames.Next()
		if !strings.HasPrefix(f.Function, "runtime.") && !strings.Contains(f.Function, "scanner.Recover") && !strings.Contains(f.Function, ".NewBug") {
			file := f.File
			if i := strings.LastIndexByte(file[:max(0, strings.LastIndexByte(file, '/'))], '/'); i >= 0 {
				file = file[i+1:]
			}
			b.where = fmt.Sprintf("%s:%d", file, f.Line)
			break
		}
		if !more {
			break
		}
	}
	return b
}

// bugIn returns the bug in an error, or nil.
func bugIn(err error) *Bug {
	var b *Bug
	if errors.As(err, &b) {
		return b
	}
	return nil
}
