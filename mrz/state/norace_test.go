//go:build !race

package state_test

// raceEnabled is whether the tests run under the race detector, which allocates.
const raceEnabled = false
