//go:build race

package compare_test

// raceEnabled is set if the test runs under the race detector, which allocates.
const raceEnabled = true
