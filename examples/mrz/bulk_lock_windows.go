package main

import (
	"os"

	"golang.org/x/sys/windows"
)

// lockFile keeps a file from other runs of this program until it is closed, or the
// program ends in whatever way. It reports whether another one has it. What is locked is
// a byte far behind the end, so that others can read the file.
func lockFile(f *os.File) (taken bool) {
	at := &windows.Overlapped{OffsetHigh: 1 << 30}
	err := windows.LockFileEx(windows.Handle(f.Fd()), windows.LOCKFILE_EXCLUSIVE_LOCK|windows.LOCKFILE_FAIL_IMMEDIATELY, 0, 1, 0, at)
	return err == windows.ERROR_LOCK_VIOLATION
}
