package gitsource

import (
	"os/exec"
	"syscall"
)

// dieWithParent makes a process end with this program, however that ends. The
// kernel sends the signal when the thread that started the process ends. Go's
// threads live as long as the program, except for locked ones; no thread is locked
// here.
func dieWithParent(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
}
