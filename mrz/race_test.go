//go:build race

package mrz_test

// raceEnabled is set if the test runs under the race detector, which allocates.
const raceEnabled = true
