//go:build !unix

package main

// ignoreBrokenPipes does nothing where writing to a broken pipe is an error
// like any other.
func ignoreBrokenPipes() {}
