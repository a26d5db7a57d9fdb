//go:build unix

package main

import (
	"os/signal"
	"syscall"
)

// ignoreBrokenPipes makes a write to a pipe without a reader fail, where the
// system would end the program.
func ignoreBrokenPipes() { signal.Ignore(syscall.SIGPIPE) }
