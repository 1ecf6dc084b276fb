package gitsource

import (
	"os/exec"
	"syscall"
)

// dieWithParent has a process end with this program, however that ends. The
// signal is sent when the thread that started it ends; those of Go last as long
// as the program, except for locked ones, of which there are none here.
func dieWithParent(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
}
