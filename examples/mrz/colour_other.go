//go:build !windows

package main

import "os"

// enableColour reports whether a terminal obeys escape sequences.
func enableColour(*os.File) bool { return true }
