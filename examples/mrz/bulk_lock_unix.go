//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package main

import (
	"os"
	"syscall"
)

// lockFile keeps a file from other runs of this program until it is closed, or the
// program ends in whatever way. It reports whether another one has it. Where the file
// system has no locks there is none.
func lockFile(f *os.File) (taken bool) {
	return syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) == syscall.EWOULDBLOCK
}
